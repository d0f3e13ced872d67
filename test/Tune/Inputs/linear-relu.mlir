func.func @main(%x: tensor<128x512xf32>, %w: tensor<768x512xf32> {aicc.weight}, %b: tensor<768xf32>) -> tensor<128x768xf32> {
  %e = tensor.empty() : tensor<128x768xf32>
  %z = arith.constant 0.0 : f32
  %f = linalg.fill ins(%z : f32) outs(%e : tensor<128x768xf32>) -> tensor<128x768xf32>
  %c = linalg.matmul indexing_maps = [affine_map<(m,n,k)->(m,k)>, affine_map<(m,n,k)->(n,k)>, affine_map<(m,n,k)->(m,n)>] ins(%x, %w : tensor<128x512xf32>, tensor<768x512xf32>) outs(%f : tensor<128x768xf32>) -> tensor<128x768xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(m,n)->(m,n)>, affine_map<(m,n)->(n)>, affine_map<(m,n)->(m,n)>], iterator_types = ["parallel","parallel"]} ins(%c, %b : tensor<128x768xf32>, tensor<768xf32>) outs(%e : tensor<128x768xf32>) {
    ^bb0(%a: f32, %d: f32, %o: f32):
      %s = arith.addf %a, %d : f32
      %t = arith.maximumf %s, %z : f32
      linalg.yield %t : f32
  } -> tensor<128x768xf32>
  return %r : tensor<128x768xf32>
}
