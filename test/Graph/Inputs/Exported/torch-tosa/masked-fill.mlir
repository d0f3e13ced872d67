module {
  func.func @main(%arg0: tensor<2x4x32x16xf32>, %arg1: tensor<2x4x32x16xf32>, %arg2: tensor<2x4x32x16xf32>) -> tensor<2x4x32x16xf32> {
    %0 = "tosa.const"() <{values = dense<1.000000e+00> : tensor<32x32xf32>}> : () -> tensor<32x32xf32>
    %1 = tosa.const_shape  {values = dense<[8, 32, 16]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %2 = tosa.const_shape  {values = dense<[8, 16, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %3 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1xf32>}> : () -> tensor<1xf32>
    %4 = tosa.const_shape  {values = dense<[2, 4, 32, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %5 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %6 = "tosa.const"() <{values = dense<[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]> : tensor<32xi64>}> : () -> tensor<32xi64>
    %7 = tosa.const_shape  {values = dense<[1, 32]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %8 = tosa.const_shape  {values = dense<[32, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %9 = tosa.const_shape  {values = dense<[1, 1, 32, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %10 = tosa.const_shape  {values = dense<[8, 32, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %11 = tosa.const_shape  {values = dense<[2, 4, 32, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %12 = "tosa.const"() <{values = dense<2.500000e-01> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %13 = "tosa.const"() <{values = dense<0> : tensor<1x1xi64>}> : () -> tensor<1x1xi64>
    %14 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
    %15 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %16 = "tosa.const"() <{values = dense<0xFF800000> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %17 = tosa.transpose %arg1 {perms = array<i32: 0, 1, 3, 2>} : (tensor<2x4x32x16xf32>) -> tensor<2x4x16x32xf32>
    %18 = tosa.reshape %arg0, %1 : (tensor<2x4x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %19 = tosa.reshape %17, %2 : (tensor<2x4x16x32xf32>, !tosa.shape<3>) -> tensor<8x16x32xf32>
    %20 = tosa.matmul %18, %19, %3, %3 : (tensor<8x32x16xf32>, tensor<8x16x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x32xf32>
    %21 = tosa.reshape %20, %4 : (tensor<8x32x32xf32>, !tosa.shape<4>) -> tensor<2x4x32x32xf32>
    %22 = tosa.mul %21, %12, %5 : (tensor<2x4x32x32xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %23 = tosa.reshape %6, %7 : (tensor<32xi64>, !tosa.shape<2>) -> tensor<1x32xi64>
    %24 = tosa.reshape %6, %8 : (tensor<32xi64>, !tosa.shape<2>) -> tensor<32x1xi64>
    %25 = tosa.cast %24 : (tensor<32x1xi64>) -> tensor<32x1xi32>
    %26 = tosa.cast %23 : (tensor<1x32xi64>) -> tensor<1x32xi32>
    %27 = tosa.sub %26, %25 : (tensor<1x32xi32>, tensor<32x1xi32>) -> tensor<32x32xi32>
    %28 = tosa.cast %27 : (tensor<32x32xi32>) -> tensor<32x32xi64>
    %29 = tosa.greater_equal %13, %28 : (tensor<1x1xi64>, tensor<32x32xi64>) -> tensor<32x32xi1>
    %30 = tosa.select %29, %0, %14 : (tensor<32x32xi1>, tensor<32x32xf32>, tensor<1x1xf32>) -> tensor<32x32xf32>
    %31 = tosa.reshape %30, %9 : (tensor<32x32xf32>, !tosa.shape<4>) -> tensor<1x1x32x32xf32>
    %32 = tosa.equal %31, %15 : (tensor<1x1x32x32xf32>, tensor<1x1x1x1xf32>) -> tensor<1x1x32x32xi1>
    %33 = tosa.select %32, %16, %22 : (tensor<1x1x32x32xi1>, tensor<1x1x1x1xf32>, tensor<2x4x32x32xf32>) -> tensor<2x4x32x32xf32>
    %34 = tosa.reduce_max %33 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %35 = tosa.sub %33, %34 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) -> tensor<2x4x32x32xf32>
    %36 = tosa.exp %35 : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x32xf32>
    %37 = tosa.reduce_sum %36 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %38 = tosa.reciprocal %37 : (tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %39 = tosa.mul %36, %38, %5 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %40 = tosa.reshape %39, %10 : (tensor<2x4x32x32xf32>, !tosa.shape<3>) -> tensor<8x32x32xf32>
    %41 = tosa.reshape %arg2, %1 : (tensor<2x4x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %42 = tosa.matmul %40, %41, %3, %3 : (tensor<8x32x32xf32>, tensor<8x32x16xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x16xf32>
    %43 = tosa.reshape %42, %11 : (tensor<8x32x16xf32>, !tosa.shape<4>) -> tensor<2x4x32x16xf32>
    return %43 : tensor<2x4x32x16xf32>
  }
}
