module {
  func.func @main(%arg0: tensor<2x32x4x16xf32>, %arg1: tensor<2x32x2x16xf32>, %arg2: tensor<2x32x2x16xf32>) -> tensor<2x32x64xf32> {
    %0 = tosa.const_shape  {values = dense<[2, 32, 2, 2, 16, 1]> : tensor<6xindex>} : () -> !tosa.shape<6>
    %1 = tosa.const_shape  {values = dense<[2, 32, 2, 16, 1, 1]> : tensor<6xindex>} : () -> !tosa.shape<6>
    %2 = tosa.const_shape  {values = dense<[4, 64, 16]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %3 = tosa.const_shape  {values = dense<[4, 16, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %4 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1xf32>}> : () -> tensor<1xf32>
    %5 = tosa.const_shape  {values = dense<[2, 2, 2, 32, 32]> : tensor<5xindex>} : () -> !tosa.shape<5>
    %6 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %7 = tosa.const_shape  {values = dense<[2, 2, 2, 32, 32, 1]> : tensor<6xindex>} : () -> !tosa.shape<6>
    %8 = tosa.const_shape  {values = dense<[4, 64, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %9 = tosa.const_shape  {values = dense<[4, 32, 16]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %10 = tosa.const_shape  {values = dense<[2, 2, 32, 2, 1, 16]> : tensor<6xindex>} : () -> !tosa.shape<6>
    %11 = tosa.const_shape  {values = dense<[2, 32, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %12 = "tosa.const"() <{values = dense<2.500000e-01> : tensor<1x1x1x1x1xf32>}> : () -> tensor<1x1x1x1x1xf32>
    %13 = tosa.reshape %arg0, %0 : (tensor<2x32x4x16xf32>, !tosa.shape<6>) -> tensor<2x32x2x2x16x1xf32>
    %14 = tosa.reshape %arg1, %1 : (tensor<2x32x2x16xf32>, !tosa.shape<6>) -> tensor<2x32x2x16x1x1xf32>
    %15 = tosa.transpose %13 {perms = array<i32: 0, 2, 3, 1, 4, 5>} : (tensor<2x32x2x2x16x1xf32>) -> tensor<2x2x2x32x16x1xf32>
    %16 = tosa.reshape %15, %2 : (tensor<2x2x2x32x16x1xf32>, !tosa.shape<3>) -> tensor<4x64x16xf32>
    %17 = tosa.transpose %14 {perms = array<i32: 0, 2, 3, 1, 4, 5>} : (tensor<2x32x2x16x1x1xf32>) -> tensor<2x2x16x32x1x1xf32>
    %18 = tosa.reshape %17, %3 : (tensor<2x2x16x32x1x1xf32>, !tosa.shape<3>) -> tensor<4x16x32xf32>
    %19 = tosa.matmul %16, %18, %4, %4 : (tensor<4x64x16xf32>, tensor<4x16x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<4x64x32xf32>
    %20 = tosa.reshape %19, %5 : (tensor<4x64x32xf32>, !tosa.shape<5>) -> tensor<2x2x2x32x32xf32>
    %21 = tosa.mul %20, %12, %6 : (tensor<2x2x2x32x32xf32>, tensor<1x1x1x1x1xf32>, tensor<1xi8>) -> tensor<2x2x2x32x32xf32>
    %22 = tosa.reduce_max %21 {axis = 4 : i32} : (tensor<2x2x2x32x32xf32>) -> tensor<2x2x2x32x1xf32>
    %23 = tosa.sub %21, %22 : (tensor<2x2x2x32x32xf32>, tensor<2x2x2x32x1xf32>) -> tensor<2x2x2x32x32xf32>
    %24 = tosa.exp %23 : (tensor<2x2x2x32x32xf32>) -> tensor<2x2x2x32x32xf32>
    %25 = tosa.reduce_sum %24 {axis = 4 : i32} : (tensor<2x2x2x32x32xf32>) -> tensor<2x2x2x32x1xf32>
    %26 = tosa.reciprocal %25 : (tensor<2x2x2x32x1xf32>) -> tensor<2x2x2x32x1xf32>
    %27 = tosa.mul %24, %26, %6 : (tensor<2x2x2x32x32xf32>, tensor<2x2x2x32x1xf32>, tensor<1xi8>) -> tensor<2x2x2x32x32xf32>
    %28 = tosa.reshape %27, %7 : (tensor<2x2x2x32x32xf32>, !tosa.shape<6>) -> tensor<2x2x2x32x32x1xf32>
    %29 = tosa.reshape %arg2, %1 : (tensor<2x32x2x16xf32>, !tosa.shape<6>) -> tensor<2x32x2x16x1x1xf32>
    %30 = tosa.transpose %28 {perms = array<i32: 0, 1, 3, 2, 4, 5>} : (tensor<2x2x2x32x32x1xf32>) -> tensor<2x2x32x2x32x1xf32>
    %31 = tosa.reshape %30, %8 : (tensor<2x2x32x2x32x1xf32>, !tosa.shape<3>) -> tensor<4x64x32xf32>
    %32 = tosa.transpose %29 {perms = array<i32: 0, 2, 1, 3, 4, 5>} : (tensor<2x32x2x16x1x1xf32>) -> tensor<2x2x32x16x1x1xf32>
    %33 = tosa.reshape %32, %9 : (tensor<2x2x32x16x1x1xf32>, !tosa.shape<3>) -> tensor<4x32x16xf32>
    %34 = tosa.matmul %31, %33, %4, %4 : (tensor<4x64x32xf32>, tensor<4x32x16xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<4x64x16xf32>
    %35 = tosa.reshape %34, %10 : (tensor<4x64x16xf32>, !tosa.shape<6>) -> tensor<2x2x32x2x1x16xf32>
    %36 = tosa.transpose %35 {perms = array<i32: 0, 2, 1, 3, 5, 4>} : (tensor<2x2x32x2x1x16xf32>) -> tensor<2x32x2x2x16x1xf32>
    %37 = tosa.reshape %36, %11 : (tensor<2x32x2x2x16x1xf32>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    return %37 : tensor<2x32x64xf32>
  }
}
