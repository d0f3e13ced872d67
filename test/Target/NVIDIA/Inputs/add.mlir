// A sum of 5000 elements, one thread an element.
func.func @main(%x: tensor<5000xf32>, %y: tensor<5000xf32>) -> tensor<5000xf32> {
  %r = arith.addf %x, %y : tensor<5000xf32>
  return %r : tensor<5000xf32>
}
