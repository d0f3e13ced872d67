// One weight in two kernels: 128 rows at once, and 4.
func.func @main(%x: tensor<128x1024xf32>, %y: tensor<4x1024xf32>, %w: tensor<2048x1024xf32> {aicc.weight}) -> (tensor<128x2048xf32>, tensor<4x2048xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<128x2048xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<128x2048xf32>) -> tensor<128x2048xf32>
  %0 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<128x1024xf32>, tensor<2048x1024xf32>) outs(%init : tensor<128x2048xf32>) -> tensor<128x2048xf32>
  %f = tensor.empty() : tensor<4x2048xf32>
  %init1 = linalg.fill ins(%zero : f32) outs(%f : tensor<4x2048xf32>) -> tensor<4x2048xf32>
  %1 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%y, %w : tensor<4x1024xf32>, tensor<2048x1024xf32>) outs(%init1 : tensor<4x2048xf32>) -> tensor<4x2048xf32>
  return %0, %1 : tensor<128x2048xf32>, tensor<4x2048xf32>
}
