module {
  func.func @main(%arg0: tensor<4x8x16xf32>, %arg1: tensor<4x24x16xf32>, %arg2: tensor<4x24x16xf32>) -> tensor<4x8x16xf32> {
    %0 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1xf32>}> : () -> tensor<1xf32>
    %1 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %2 = tosa.transpose %arg1 {perms = array<i32: 0, 2, 1>} : (tensor<4x24x16xf32>) -> tensor<4x16x24xf32>
    %3 = tosa.matmul %arg0, %2, %0, %0 : (tensor<4x8x16xf32>, tensor<4x16x24xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<4x8x24xf32>
    %4 = tosa.reduce_max %3 {axis = 2 : i32} : (tensor<4x8x24xf32>) -> tensor<4x8x1xf32>
    %5 = tosa.sub %3, %4 : (tensor<4x8x24xf32>, tensor<4x8x1xf32>) -> tensor<4x8x24xf32>
    %6 = tosa.exp %5 : (tensor<4x8x24xf32>) -> tensor<4x8x24xf32>
    %7 = tosa.reduce_sum %6 {axis = 2 : i32} : (tensor<4x8x24xf32>) -> tensor<4x8x1xf32>
    %8 = tosa.reciprocal %7 : (tensor<4x8x1xf32>) -> tensor<4x8x1xf32>
    %9 = tosa.mul %6, %8, %1 : (tensor<4x8x24xf32>, tensor<4x8x1xf32>, tensor<1xi8>) -> tensor<4x8x24xf32>
    %10 = tosa.matmul %9, %arg2, %0, %0 : (tensor<4x8x24xf32>, tensor<4x24x16xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<4x8x16xf32>
    return %10 : tensor<4x8x16xf32>
  }
}
