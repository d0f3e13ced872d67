module {
  func.func @main(%arg0: tensor<2x4x32x16xbf16>, %arg1: tensor<2x4x32x16xbf16>, %arg2: tensor<2x4x32x16xbf16>, %arg3: tensor<2x1x32x32xbf16>) -> tensor<2x32x4x16xbf16> {
    %0 = tosa.const_shape  {values = dense<[8, 32, 16]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %1 = tosa.const_shape  {values = dense<[8, 16, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %2 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1xbf16>}> : () -> tensor<1xbf16>
    %3 = tosa.const_shape  {values = dense<[2, 4, 32, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %4 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %5 = tosa.const_shape  {values = dense<[8, 32, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %6 = tosa.const_shape  {values = dense<[2, 4, 32, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %7 = "tosa.const"() <{values = dense<2.500000e-01> : tensor<1x1x1x1xbf16>}> : () -> tensor<1x1x1x1xbf16>
    %8 = tosa.transpose %arg1 {perms = array<i32: 0, 1, 3, 2>} : (tensor<2x4x32x16xbf16>) -> tensor<2x4x16x32xbf16>
    %9 = tosa.reshape %arg0, %0 : (tensor<2x4x32x16xbf16>, !tosa.shape<3>) -> tensor<8x32x16xbf16>
    %10 = tosa.reshape %8, %1 : (tensor<2x4x16x32xbf16>, !tosa.shape<3>) -> tensor<8x16x32xbf16>
    %11 = tosa.matmul %9, %10, %2, %2 : (tensor<8x32x16xbf16>, tensor<8x16x32xbf16>, tensor<1xbf16>, tensor<1xbf16>) -> tensor<8x32x32xf32>
    %12 = tosa.cast %11 : (tensor<8x32x32xf32>) -> tensor<8x32x32xbf16>
    %13 = tosa.reshape %12, %3 : (tensor<8x32x32xbf16>, !tosa.shape<4>) -> tensor<2x4x32x32xbf16>
    %14 = tosa.mul %13, %7, %4 : (tensor<2x4x32x32xbf16>, tensor<1x1x1x1xbf16>, tensor<1xi8>) -> tensor<2x4x32x32xbf16>
    %15 = tosa.add %14, %arg3 : (tensor<2x4x32x32xbf16>, tensor<2x1x32x32xbf16>) -> tensor<2x4x32x32xbf16>
    %16 = tosa.cast %15 : (tensor<2x4x32x32xbf16>) -> tensor<2x4x32x32xf32>
    %17 = tosa.reduce_max %16 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %18 = tosa.sub %16, %17 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) -> tensor<2x4x32x32xf32>
    %19 = tosa.exp %18 : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x32xf32>
    %20 = tosa.reduce_sum %19 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %21 = tosa.reciprocal %20 : (tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %22 = tosa.mul %19, %21, %4 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %23 = tosa.cast %22 : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x32xbf16>
    %24 = tosa.reshape %23, %5 : (tensor<2x4x32x32xbf16>, !tosa.shape<3>) -> tensor<8x32x32xbf16>
    %25 = tosa.reshape %arg2, %0 : (tensor<2x4x32x16xbf16>, !tosa.shape<3>) -> tensor<8x32x16xbf16>
    %26 = tosa.matmul %24, %25, %2, %2 : (tensor<8x32x32xbf16>, tensor<8x32x16xbf16>, tensor<1xbf16>, tensor<1xbf16>) -> tensor<8x32x16xf32>
    %27 = tosa.cast %26 : (tensor<8x32x16xf32>) -> tensor<8x32x16xbf16>
    %28 = tosa.reshape %27, %6 : (tensor<8x32x16xbf16>, !tosa.shape<4>) -> tensor<2x4x32x16xbf16>
    %29 = tosa.transpose %28 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x4x32x16xbf16>) -> tensor<2x32x4x16xbf16>
    return %29 : tensor<2x32x4x16xbf16>
  }
}
