// One of everything that the ABI speaks of: packed weights, constants in the weights file, a tied argument, several
// functions, several results, bf16.
func.func @forward(%x: tensor<4x256xf32>, %w: tensor<256x128xf32> {aicc.weight}) -> tensor<4x128xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x128xf32>
  %z = linalg.fill ins(%zero : f32) outs(%e : tensor<4x128xf32>) -> tensor<4x128xf32>
  %h = linalg.matmul ins(%x, %w : tensor<4x256xf32>, tensor<256x128xf32>) outs(%z : tensor<4x128xf32>) -> tensor<4x128xf32>
  %y = math.tanh %h : tensor<4x128xf32>
  return %y : tensor<4x128xf32>
}

func.func @step(%state: tensor<8x16xf32> {aicc.inout = 1}, %x: tensor<8x16xf32>)
    -> (tensor<8x16xf32>, tensor<8x16xf32>) {
  %twice = arith.addf %x, %x : tensor<8x16xf32>
  %next = arith.addf %state, %x : tensor<8x16xf32>
  return %twice, %next : tensor<8x16xf32>, tensor<8x16xf32>
}

func.func @project(%x: tensor<4x3xf32>) -> (tensor<4x2xf32>, tensor<4x2xbf16>) {
  %table = arith.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : tensor<3x2xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x2xf32>
  %z = linalg.fill ins(%zero : f32) outs(%e : tensor<4x2xf32>) -> tensor<4x2xf32>
  %y = linalg.matmul ins(%x, %table : tensor<4x3xf32>, tensor<3x2xf32>) outs(%z : tensor<4x2xf32>) -> tensor<4x2xf32>
  %n = arith.truncf %y : tensor<4x2xf32> to tensor<4x2xbf16>
  return %y, %n : tensor<4x2xf32>, tensor<4x2xbf16>
}
