// Larger than what the oracle evaluates wholly.
func.func @main(%x: tensor<640x512xf32>, %w: tensor<1024x512xf32> {aicc.weight}) -> tensor<640x1024xf32> {
  %empty = tensor.empty() : tensor<640x1024xf32>
  %zero = arith.constant 0.0 : f32
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<640x1024xf32>) -> tensor<640x1024xf32>
  %y = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]
    ins(%x, %w : tensor<640x512xf32>, tensor<1024x512xf32>) outs(%start : tensor<640x1024xf32>) -> tensor<640x1024xf32>
  return %y : tensor<640x1024xf32>
}
