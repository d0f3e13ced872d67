// Two products of very different size; neither reads the other's result.
func.func @main(%x: tensor<256x256xf32>, %w: tensor<256x256xf32> {aicc.weight}, %s: tensor<4x16xf32>,
                %v: tensor<16x16xf32> {aicc.weight}) -> (tensor<256x256xf32>, tensor<4x16xf32>) {
  %z = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<256x256xf32>
  %f = linalg.fill ins(%z : f32) outs(%e : tensor<256x256xf32>) -> tensor<256x256xf32>
  %c = linalg.matmul ins(%x, %w : tensor<256x256xf32>, tensor<256x256xf32>)
    outs(%f : tensor<256x256xf32>) -> tensor<256x256xf32>
  %g = tensor.empty() : tensor<4x16xf32>
  %h = linalg.fill ins(%z : f32) outs(%g : tensor<4x16xf32>) -> tensor<4x16xf32>
  %d = linalg.matmul ins(%s, %v : tensor<4x16xf32>, tensor<16x16xf32>) outs(%h : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %c, %d : tensor<256x256xf32>, tensor<4x16xf32>
}
