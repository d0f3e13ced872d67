// A constant of i4 of 9 elements, which takes 5 bytes, and an argument of i4.
func.func @main(%x: tensor<3x3xi4>) -> (tensor<3x3xi8>, tensor<3x3xi4>) {
  %c = arith.constant dense<[[1, -2, 3], [-4, 5, -6], [7, -8, 0]]> : tensor<3x3xi4>
  %a = arith.extsi %c : tensor<3x3xi4> to tensor<3x3xi8>
  %b = arith.extsi %x : tensor<3x3xi4> to tensor<3x3xi8>
  %p = arith.muli %a, %b : tensor<3x3xi8>
  %s = arith.addi %c, %x : tensor<3x3xi4>
  return %p, %s : tensor<3x3xi8>, tensor<3x3xi4>
}
