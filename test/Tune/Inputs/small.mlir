func.func @main(%x: tensor<13x64xf32>, %w: tensor<37x64xf32> {aicc.weight}) -> tensor<13x37xf32> {
  %e = tensor.empty() : tensor<13x37xf32>
  %z = arith.constant 0.0 : f32
  %f = linalg.fill ins(%z : f32) outs(%e : tensor<13x37xf32>) -> tensor<13x37xf32>
  %c = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
                                      affine_map<(m, n, k) -> (m, n)>]
    ins(%x, %w : tensor<13x64xf32>, tensor<37x64xf32>) outs(%f : tensor<13x37xf32>) -> tensor<13x37xf32>
  return %c : tensor<13x37xf32>
}
