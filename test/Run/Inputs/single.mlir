func.func @twice(%x: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  %y = arith.addf %x, %x : tensor<3xf32>
  return %y, %x : tensor<3xf32>, tensor<3xf32>
}
