// y = x w, and max(x w, 0)
func.func @plain(%x: tensor<5x7xf32>, %w: tensor<7x9xf32> {aicc.weight}) -> tensor<5x9xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<5x9xf32>
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<5x9xf32>) -> tensor<5x9xf32>
  %y = linalg.matmul ins(%x, %w : tensor<5x7xf32>, tensor<7x9xf32>) outs(%start : tensor<5x9xf32>) -> tensor<5x9xf32>
  return %y : tensor<5x9xf32>
}
func.func @relu(%x: tensor<5x7xf32>, %w: tensor<7x9xf32> {aicc.weight}) -> tensor<5x9xf32> {
  %zero = arith.constant dense<0.0> : tensor<5x9xf32>
  %y = func.call @plain(%x, %w) : (tensor<5x7xf32>, tensor<7x9xf32>) -> tensor<5x9xf32>
  %positive = arith.maximumf %y, %zero : tensor<5x9xf32>
  return %positive : tensor<5x9xf32>
}
