module {
  func.func @main(%arg0: tensor<2x32x64xf32>, %arg1: tensor<64x64xf32>, %arg2: tensor<32x64xf32>, %arg3: tensor<32x64xf32>, %arg4: tensor<64x64xf32>) -> tensor<2x32x64xf32> {
    %0 = "tosa.const"() <{values = dense<-3.40282347E+38> : tensor<32x32xf32>}> : () -> tensor<32x32xf32>
    %1 = "tosa.const"() <{values = dense<[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]> : tensor<32xi64>}> : () -> tensor<32xi64>
    %2 = tosa.const_shape  {values = dense<[1, 32]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %3 = tosa.const_shape  {values = dense<[32, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %4 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %5 = tosa.const_shape  {values = dense<[1, 1, 32, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %6 = tosa.const_shape  {values = dense<[1, 32, 1]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %7 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1xf32>}> : () -> tensor<1xf32>
    %8 = tosa.const_shape  {values = dense<[1, 64, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %9 = tosa.const_shape  {values = dense<[2, 32, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %10 = tosa.const_shape  {values = dense<[2, 32, 4, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %11 = tosa.const_shape  {values = dense<[1, 64, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %12 = tosa.const_shape  {values = dense<[2, 32, 2, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %13 = tosa.const_shape  {values = dense<[1, 1, 32, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %14 = tosa.const_shape  {values = dense<[2, 4, 32, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %15 = tosa.const_shape  {values = dense<0> : tensor<4xindex>} : () -> !tosa.shape<4>
    %16 = tosa.const_shape  {values = dense<[0, 0, 0, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %17 = tosa.const_shape  {values = dense<[2, 2, 32, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %18 = tosa.const_shape  {values = dense<[2, 2, 1, 32, 16]> : tensor<5xindex>} : () -> !tosa.shape<5>
    %19 = tosa.const_shape  {values = dense<[1, 1, 2, 1, 1]> : tensor<5xindex>} : () -> !tosa.shape<5>
    %20 = tosa.const_shape  {values = dense<[2, 4, 32, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %21 = tosa.const_shape  {values = dense<[8, 32, 16]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %22 = tosa.const_shape  {values = dense<[8, 16, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %23 = tosa.const_shape  {values = dense<[2, 4, 32, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %24 = tosa.const_shape  {values = dense<[8, 32, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %25 = "tosa.const"() <{values = dense<1> : tensor<1x1xi64>}> : () -> tensor<1x1xi64>
    %26 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
    %27 = "tosa.const"() <{values = dense_resource<torch_tensor_8_torch.float32> : tensor<1x1x8xf32>}> : () -> tensor<1x1x8xf32>
    %28 = "tosa.const"() <{values = dense<2.500000e-01> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %29 = tosa.reshape %1, %2 : (tensor<32xi64>, !tosa.shape<2>) -> tensor<1x32xi64>
    %30 = tosa.reshape %1, %3 : (tensor<32xi64>, !tosa.shape<2>) -> tensor<32x1xi64>
    %31 = tosa.cast %30 : (tensor<32x1xi64>) -> tensor<32x1xi32>
    %32 = tosa.cast %29 : (tensor<1x32xi64>) -> tensor<1x32xi32>
    %33 = tosa.sub %32, %31 : (tensor<1x32xi32>, tensor<32x1xi32>) -> tensor<32x32xi32>
    %34 = tosa.cast %33 : (tensor<32x32xi32>) -> tensor<32x32xi64>
    %35 = tosa.greater_equal %34, %25 : (tensor<32x32xi64>, tensor<1x1xi64>) -> tensor<32x32xi1>
    %36 = tosa.select %35, %0, %26 : (tensor<32x32xi1>, tensor<32x32xf32>, tensor<1x1xf32>) -> tensor<32x32xf32>
    %37 = tosa.reshape %36, %5 : (tensor<32x32xf32>, !tosa.shape<4>) -> tensor<1x1x32x32xf32>
    %38 = tosa.reshape %1, %6 : (tensor<32xi64>, !tosa.shape<3>) -> tensor<1x32x1xi64>
    %39 = tosa.cast %38 : (tensor<1x32x1xi64>) -> tensor<1x32x1xf32>
    %40 = tosa.mul %39, %27, %4 : (tensor<1x32x1xf32>, tensor<1x1x8xf32>, tensor<1xi8>) -> tensor<1x32x8xf32>
    %41 = tosa.concat %40, %40 {axis = 2 : i32} : (tensor<1x32x8xf32>, tensor<1x32x8xf32>) -> tensor<1x32x16xf32>
    %42 = tosa.cos %41 : (tensor<1x32x16xf32>) -> tensor<1x32x16xf32>
    %43 = tosa.sin %41 : (tensor<1x32x16xf32>) -> tensor<1x32x16xf32>
    %44 = tosa.transpose %arg1 {perms = array<i32: 1, 0>} : (tensor<64x64xf32>) -> tensor<64x64xf32>
    %45 = tosa.reshape %arg0, %8 : (tensor<2x32x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %46 = tosa.reshape %44, %8 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %47 = tosa.matmul %45, %46, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %48 = tosa.reshape %47, %10 : (tensor<1x64x64xf32>, !tosa.shape<4>) -> tensor<2x32x4x16xf32>
    %49 = tosa.transpose %48 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x4x16xf32>) -> tensor<2x4x32x16xf32>
    %50 = tosa.transpose %arg2 {perms = array<i32: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
    %51 = tosa.reshape %50, %11 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %52 = tosa.matmul %45, %51, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %53 = tosa.reshape %52, %12 : (tensor<1x64x32xf32>, !tosa.shape<4>) -> tensor<2x32x2x16xf32>
    %54 = tosa.transpose %53 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x2x16xf32>) -> tensor<2x2x32x16xf32>
    %55 = tosa.transpose %arg3 {perms = array<i32: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
    %56 = tosa.reshape %55, %11 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %57 = tosa.matmul %45, %56, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %58 = tosa.reshape %57, %12 : (tensor<1x64x32xf32>, !tosa.shape<4>) -> tensor<2x32x2x16xf32>
    %59 = tosa.transpose %58 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x2x16xf32>) -> tensor<2x2x32x16xf32>
    %60 = tosa.reshape %42, %13 : (tensor<1x32x16xf32>, !tosa.shape<4>) -> tensor<1x1x32x16xf32>
    %61 = tosa.reshape %43, %13 : (tensor<1x32x16xf32>, !tosa.shape<4>) -> tensor<1x1x32x16xf32>
    %62 = tosa.mul %49, %60, %4 : (tensor<2x4x32x16xf32>, tensor<1x1x32x16xf32>, tensor<1xi8>) -> tensor<2x4x32x16xf32>
    %63 = tosa.slice %49, %15, %14 : (tensor<2x4x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x4x32x8xf32>
    %64 = tosa.slice %49, %16, %14 : (tensor<2x4x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x4x32x8xf32>
    %65 = tosa.negate %64, %7, %7 : (tensor<2x4x32x8xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x4x32x8xf32>
    %66 = tosa.concat %65, %63 {axis = 3 : i32} : (tensor<2x4x32x8xf32>, tensor<2x4x32x8xf32>) -> tensor<2x4x32x16xf32>
    %67 = tosa.mul %66, %61, %4 : (tensor<2x4x32x16xf32>, tensor<1x1x32x16xf32>, tensor<1xi8>) -> tensor<2x4x32x16xf32>
    %68 = tosa.add %62, %67 : (tensor<2x4x32x16xf32>, tensor<2x4x32x16xf32>) -> tensor<2x4x32x16xf32>
    %69 = tosa.mul %54, %60, %4 : (tensor<2x2x32x16xf32>, tensor<1x1x32x16xf32>, tensor<1xi8>) -> tensor<2x2x32x16xf32>
    %70 = tosa.slice %54, %15, %17 : (tensor<2x2x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x2x32x8xf32>
    %71 = tosa.slice %54, %16, %17 : (tensor<2x2x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x2x32x8xf32>
    %72 = tosa.negate %71, %7, %7 : (tensor<2x2x32x8xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x2x32x8xf32>
    %73 = tosa.concat %72, %70 {axis = 3 : i32} : (tensor<2x2x32x8xf32>, tensor<2x2x32x8xf32>) -> tensor<2x2x32x16xf32>
    %74 = tosa.mul %73, %61, %4 : (tensor<2x2x32x16xf32>, tensor<1x1x32x16xf32>, tensor<1xi8>) -> tensor<2x2x32x16xf32>
    %75 = tosa.add %69, %74 : (tensor<2x2x32x16xf32>, tensor<2x2x32x16xf32>) -> tensor<2x2x32x16xf32>
    %76 = tosa.reshape %75, %18 : (tensor<2x2x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x1x32x16xf32>
    %77 = tosa.tile %76, %19 : (tensor<2x2x1x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x2x32x16xf32>
    %78 = tosa.reshape %77, %20 : (tensor<2x2x2x32x16xf32>, !tosa.shape<4>) -> tensor<2x4x32x16xf32>
    %79 = tosa.reshape %59, %18 : (tensor<2x2x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x1x32x16xf32>
    %80 = tosa.tile %79, %19 : (tensor<2x2x1x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x2x32x16xf32>
    %81 = tosa.transpose %78 {perms = array<i32: 0, 1, 3, 2>} : (tensor<2x4x32x16xf32>) -> tensor<2x4x16x32xf32>
    %82 = tosa.reshape %68, %21 : (tensor<2x4x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %83 = tosa.reshape %81, %22 : (tensor<2x4x16x32xf32>, !tosa.shape<3>) -> tensor<8x16x32xf32>
    %84 = tosa.matmul %82, %83, %7, %7 : (tensor<8x32x16xf32>, tensor<8x16x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x32xf32>
    %85 = tosa.reshape %84, %23 : (tensor<8x32x32xf32>, !tosa.shape<4>) -> tensor<2x4x32x32xf32>
    %86 = tosa.mul %85, %28, %4 : (tensor<2x4x32x32xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %87 = tosa.add %86, %37 : (tensor<2x4x32x32xf32>, tensor<1x1x32x32xf32>) -> tensor<2x4x32x32xf32>
    %88 = tosa.reduce_max %87 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %89 = tosa.sub %87, %88 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) -> tensor<2x4x32x32xf32>
    %90 = tosa.exp %89 : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x32xf32>
    %91 = tosa.reduce_sum %90 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %92 = tosa.reciprocal %91 : (tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %93 = tosa.mul %90, %92, %4 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %94 = tosa.reshape %93, %24 : (tensor<2x4x32x32xf32>, !tosa.shape<3>) -> tensor<8x32x32xf32>
    %95 = tosa.reshape %80, %21 : (tensor<2x2x2x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %96 = tosa.matmul %94, %95, %7, %7 : (tensor<8x32x32xf32>, tensor<8x32x16xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x16xf32>
    %97 = tosa.reshape %96, %20 : (tensor<8x32x16xf32>, !tosa.shape<4>) -> tensor<2x4x32x16xf32>
    %98 = tosa.transpose %97 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x4x32x16xf32>) -> tensor<2x32x4x16xf32>
    %99 = tosa.transpose %arg4 {perms = array<i32: 1, 0>} : (tensor<64x64xf32>) -> tensor<64x64xf32>
    %100 = tosa.reshape %98, %8 : (tensor<2x32x4x16xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %101 = tosa.reshape %99, %8 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %102 = tosa.matmul %100, %101, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %103 = tosa.reshape %102, %9 : (tensor<1x64x64xf32>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    return %103 : tensor<2x32x64xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_8_torch.float32: "0x040000000000803F9BE8A13ECDCCCC3DE386013D0AD7233C383E4F3B6F12833A60CBA539"
    }
  }
#-}
