// The module of the program in docs/ABI.md; its test appends the resource, 2048 times 1.0.
func.func @forward(%x: tensor<4x256xf32>, %w: tensor<256x128xbf16> {aicc.weight}) -> tensor<4x128xf32> {
  %b = arith.constant dense_resource<bias> : tensor<2048xf32>
  %bias = tensor.extract_slice %b[0][128][1] : tensor<2048xf32> to tensor<128xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x128xf32>
  %z = linalg.fill ins(%zero : f32) outs(%e : tensor<4x128xf32>) -> tensor<4x128xf32>
  %y = linalg.matmul ins(%x, %w : tensor<4x256xf32>, tensor<256x128xbf16>) outs(%z : tensor<4x128xf32>) -> tensor<4x128xf32>
  %r = linalg.generic {indexing_maps=[affine_map<(i,j)->(i,j)>, affine_map<(i,j)->(j)>, affine_map<(i,j)->(i,j)>], iterator_types=["parallel","parallel"]} ins(%y, %bias : tensor<4x128xf32>, tensor<128xf32>) outs(%e : tensor<4x128xf32>) { ^bb0(%a: f32, %c: f32, %o: f32):
   %s = arith.addf %a, %c : f32
   linalg.yield %s : f32 } -> tensor<4x128xf32>
  return %r : tensor<4x128xf32>
}
