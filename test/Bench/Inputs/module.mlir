func.func @main(%x: tensor<5x16xf32>, %w: tensor<16x20xf32> {aicc.weight}) -> tensor<5x20xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<5x20xf32>
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<5x20xf32>) -> tensor<5x20xf32>
  %y = linalg.matmul ins(%x, %w : tensor<5x16xf32>, tensor<16x20xf32>) outs(%start : tensor<5x20xf32>) -> tensor<5x20xf32>
  return %y : tensor<5x20xf32>
}
