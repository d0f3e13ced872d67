func.func @main(%x: tensor<16x64xf32>, %v: tensor<64x64xf32> {aicc.weight}, %w: tensor<64x64xf32> {aicc.weight})
    -> tensor<16x64xf32> {
  %e = tensor.empty() : tensor<16x64xf32>
  %0 = kernel.call @first ins(%x, %v : tensor<16x64xf32>, tensor<64x64xf32>) outs(%e : tensor<16x64xf32>) -> tensor<16x64xf32>
  %1 = kernel.call @second ins(%0, %w : tensor<16x64xf32>, tensor<64x64xf32>) outs(%e : tensor<16x64xf32>) -> tensor<16x64xf32>
  return %1 : tensor<16x64xf32>
}
kernel.kernel @first dims [m = 16, n = 64, k = 64] (%x: tensor<16x64xf32>, %w: tensor<64x64xf32> {aicc.weight}) -> tensor<16x64xf32> {
  %0 = kernel.contract "product" over [m, n, k] (%x[m, k], %w[k, n]) -> [m, n] : (tensor<16x64xf32>, tensor<64x64xf32>) -> tensor<16x64xf32>
  kernel.yield %0 : tensor<16x64xf32>
}
kernel.kernel @second dims [row = 16, col = 64, red = 64] (%y: tensor<16x64xf32>, %w: tensor<64x64xf32> {aicc.weight}) -> tensor<16x64xf32> {
  %0 = kernel.contract "other" over [row, col, red] (%y[row, red], %w[red, col]) -> [row, col] : (tensor<16x64xf32>, tensor<64x64xf32>) -> tensor<16x64xf32>
  kernel.yield %0 : tensor<16x64xf32>
}
