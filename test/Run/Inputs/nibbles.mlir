// Slices and reshapes of i4, in which rows begin within bytes.
func.func @main(%x: tensor<6x9xi4> {aicc.inout = 0}, %y: tensor<3x5xi4>) -> (tensor<6x9xi4>, tensor<3x9xi4>, tensor<54xi4>, tensor<3x2x9xi4>) {
  %s = tensor.insert_slice %y into %x[2, 3] [3, 5] [1, 1] : tensor<3x5xi4> into tensor<6x9xi4>
  %t = tensor.extract_slice %s[1, 0] [3, 9] [1, 1] : tensor<6x9xi4> to tensor<3x9xi4>
  %d = arith.addi %t, %t : tensor<3x9xi4>
  %c = tensor.collapse_shape %s [[0, 1]] : tensor<6x9xi4> into tensor<54xi4>
  %c2 = arith.muli %c, %c : tensor<54xi4>
  %e = tensor.expand_shape %s [[0, 1], [2]] output_shape [3, 2, 9] : tensor<6x9xi4> into tensor<3x2x9xi4>
  %e2 = arith.muli %e, %e : tensor<3x2x9xi4>
  return %s, %d, %c2, %e2 : tensor<6x9xi4>, tensor<3x9xi4>, tensor<54xi4>, tensor<3x2x9xi4>
}
