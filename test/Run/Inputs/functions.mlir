#id = affine_map<(d0) -> (d0)>
func.func @main(%x: tensor<120000xf32>) -> (tensor<120000xf32>, tensor<120000xf32>, tensor<120000xf32>, tensor<120000xf32>) {
  %empty = tensor.empty() : tensor<120000xf32>
  %exp = linalg.exp ins(%x : tensor<120000xf32>) outs(%empty : tensor<120000xf32>) -> tensor<120000xf32>
  %exp2 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<120000xf32>) outs(%empty : tensor<120000xf32>) {
  ^body(%in: f32, %out: f32):
    %power = math.exp2 %in : f32
    linalg.yield %power : f32
  } -> tensor<120000xf32>
  %tanh = linalg.tanh ins(%x : tensor<120000xf32>) outs(%empty : tensor<120000xf32>) -> tensor<120000xf32>
  %erf = linalg.erf ins(%x : tensor<120000xf32>) outs(%empty : tensor<120000xf32>) -> tensor<120000xf32>
  return %exp, %exp2, %tanh, %erf : tensor<120000xf32>, tensor<120000xf32>, tensor<120000xf32>, tensor<120000xf32>
}
