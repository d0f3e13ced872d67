module {
  func.func @main(%arg0: tensor<2x32x64xbf16>, %arg1: tensor<64x64xbf16>, %arg2: tensor<32x64xbf16>, %arg3: tensor<32x64xbf16>, %arg4: tensor<64x64xbf16>) -> tensor<2x32x64xbf16> {
    %0 = "tosa.const"() <{values = dense<-3.389530e+38> : tensor<32x32xbf16>}> : () -> tensor<32x32xbf16>
    %1 = "tosa.const"() <{values = dense<[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]> : tensor<32xi64>}> : () -> tensor<32xi64>
    %2 = tosa.const_shape  {values = dense<[1, 32]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %3 = tosa.const_shape  {values = dense<[32, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %4 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %5 = tosa.const_shape  {values = dense<[1, 1, 32, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %6 = tosa.const_shape  {values = dense<[1, 32, 1]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %7 = tosa.const_shape  {values = dense<64> : tensor<2xindex>} : () -> !tosa.shape<2>
    %8 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1xbf16>}> : () -> tensor<1xbf16>
    %9 = tosa.const_shape  {values = dense<[1, 64, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %10 = tosa.const_shape  {values = dense<[2, 32, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %11 = tosa.const_shape  {values = dense<[2, 32, 4, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %12 = tosa.const_shape  {values = dense<[1, 64, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %13 = tosa.const_shape  {values = dense<[64, 32]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %14 = tosa.const_shape  {values = dense<[2, 32, 2, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %15 = tosa.const_shape  {values = dense<[1, 1, 32, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %16 = tosa.const_shape  {values = dense<[2, 4, 32, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %17 = tosa.const_shape  {values = dense<0> : tensor<4xindex>} : () -> !tosa.shape<4>
    %18 = tosa.const_shape  {values = dense<[0, 0, 0, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %19 = tosa.const_shape  {values = dense<[2, 2, 32, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %20 = tosa.const_shape  {values = dense<[2, 2, 1, 32, 16]> : tensor<5xindex>} : () -> !tosa.shape<5>
    %21 = tosa.const_shape  {values = dense<[1, 1, 2, 1, 1]> : tensor<5xindex>} : () -> !tosa.shape<5>
    %22 = tosa.const_shape  {values = dense<[2, 4, 32, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %23 = tosa.const_shape  {values = dense<[8, 32, 16]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %24 = tosa.const_shape  {values = dense<[8, 16, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %25 = tosa.const_shape  {values = dense<[2, 4, 32, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %26 = tosa.const_shape  {values = dense<[8, 32, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %27 = "tosa.const"() <{values = dense<1> : tensor<1x1xi64>}> : () -> tensor<1x1xi64>
    %28 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1x1xbf16>}> : () -> tensor<1x1xbf16>
    %29 = "tosa.const"() <{values = dense_resource<torch_tensor_8_torch.float32> : tensor<1x1x8xf32>}> : () -> tensor<1x1x8xf32>
    %30 = "tosa.const"() <{values = dense<2.500000e-01> : tensor<1x1x1x1xbf16>}> : () -> tensor<1x1x1x1xbf16>
    %31 = tosa.reshape %1, %2 : (tensor<32xi64>, !tosa.shape<2>) -> tensor<1x32xi64>
    %32 = tosa.reshape %1, %3 : (tensor<32xi64>, !tosa.shape<2>) -> tensor<32x1xi64>
    %33 = tosa.cast %32 : (tensor<32x1xi64>) -> tensor<32x1xi32>
    %34 = tosa.cast %31 : (tensor<1x32xi64>) -> tensor<1x32xi32>
    %35 = tosa.sub %34, %33 : (tensor<1x32xi32>, tensor<32x1xi32>) -> tensor<32x32xi32>
    %36 = tosa.cast %35 : (tensor<32x32xi32>) -> tensor<32x32xi64>
    %37 = tosa.greater_equal %36, %27 : (tensor<32x32xi64>, tensor<1x1xi64>) -> tensor<32x32xi1>
    %38 = tosa.select %37, %0, %28 : (tensor<32x32xi1>, tensor<32x32xbf16>, tensor<1x1xbf16>) -> tensor<32x32xbf16>
    %39 = tosa.reshape %38, %5 : (tensor<32x32xbf16>, !tosa.shape<4>) -> tensor<1x1x32x32xbf16>
    %40 = tosa.reshape %1, %6 : (tensor<32xi64>, !tosa.shape<3>) -> tensor<1x32x1xi64>
    %41 = tosa.cast %40 : (tensor<1x32x1xi64>) -> tensor<1x32x1xf32>
    %42 = tosa.mul %41, %29, %4 : (tensor<1x32x1xf32>, tensor<1x1x8xf32>, tensor<1xi8>) -> tensor<1x32x8xf32>
    %43 = tosa.concat %42, %42 {axis = 2 : i32} : (tensor<1x32x8xf32>, tensor<1x32x8xf32>) -> tensor<1x32x16xf32>
    %44 = tosa.cos %43 : (tensor<1x32x16xf32>) -> tensor<1x32x16xf32>
    %45 = tosa.sin %43 : (tensor<1x32x16xf32>) -> tensor<1x32x16xf32>
    %46 = tosa.cast %44 : (tensor<1x32x16xf32>) -> tensor<1x32x16xbf16>
    %47 = tosa.cast %45 : (tensor<1x32x16xf32>) -> tensor<1x32x16xbf16>
    %48 = tosa.transpose %arg1 {perms = array<i32: 1, 0>} : (tensor<64x64xbf16>) -> tensor<64x64xbf16>
    %49 = tosa.reshape %arg0, %9 : (tensor<2x32x64xbf16>, !tosa.shape<3>) -> tensor<1x64x64xbf16>
    %50 = tosa.reshape %48, %9 : (tensor<64x64xbf16>, !tosa.shape<3>) -> tensor<1x64x64xbf16>
    %51 = tosa.matmul %49, %50, %8, %8 : (tensor<1x64x64xbf16>, tensor<1x64x64xbf16>, tensor<1xbf16>, tensor<1xbf16>) -> tensor<1x64x64xf32>
    %52 = tosa.reshape %51, %7 : (tensor<1x64x64xf32>, !tosa.shape<2>) -> tensor<64x64xf32>
    %53 = tosa.cast %52 : (tensor<64x64xf32>) -> tensor<64x64xbf16>
    %54 = tosa.reshape %53, %11 : (tensor<64x64xbf16>, !tosa.shape<4>) -> tensor<2x32x4x16xbf16>
    %55 = tosa.transpose %54 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x4x16xbf16>) -> tensor<2x4x32x16xbf16>
    %56 = tosa.transpose %arg2 {perms = array<i32: 1, 0>} : (tensor<32x64xbf16>) -> tensor<64x32xbf16>
    %57 = tosa.reshape %56, %12 : (tensor<64x32xbf16>, !tosa.shape<3>) -> tensor<1x64x32xbf16>
    %58 = tosa.matmul %49, %57, %8, %8 : (tensor<1x64x64xbf16>, tensor<1x64x32xbf16>, tensor<1xbf16>, tensor<1xbf16>) -> tensor<1x64x32xf32>
    %59 = tosa.reshape %58, %13 : (tensor<1x64x32xf32>, !tosa.shape<2>) -> tensor<64x32xf32>
    %60 = tosa.cast %59 : (tensor<64x32xf32>) -> tensor<64x32xbf16>
    %61 = tosa.reshape %60, %14 : (tensor<64x32xbf16>, !tosa.shape<4>) -> tensor<2x32x2x16xbf16>
    %62 = tosa.transpose %61 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x2x16xbf16>) -> tensor<2x2x32x16xbf16>
    %63 = tosa.transpose %arg3 {perms = array<i32: 1, 0>} : (tensor<32x64xbf16>) -> tensor<64x32xbf16>
    %64 = tosa.reshape %63, %12 : (tensor<64x32xbf16>, !tosa.shape<3>) -> tensor<1x64x32xbf16>
    %65 = tosa.matmul %49, %64, %8, %8 : (tensor<1x64x64xbf16>, tensor<1x64x32xbf16>, tensor<1xbf16>, tensor<1xbf16>) -> tensor<1x64x32xf32>
    %66 = tosa.reshape %65, %13 : (tensor<1x64x32xf32>, !tosa.shape<2>) -> tensor<64x32xf32>
    %67 = tosa.cast %66 : (tensor<64x32xf32>) -> tensor<64x32xbf16>
    %68 = tosa.reshape %67, %14 : (tensor<64x32xbf16>, !tosa.shape<4>) -> tensor<2x32x2x16xbf16>
    %69 = tosa.transpose %68 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x2x16xbf16>) -> tensor<2x2x32x16xbf16>
    %70 = tosa.reshape %46, %15 : (tensor<1x32x16xbf16>, !tosa.shape<4>) -> tensor<1x1x32x16xbf16>
    %71 = tosa.reshape %47, %15 : (tensor<1x32x16xbf16>, !tosa.shape<4>) -> tensor<1x1x32x16xbf16>
    %72 = tosa.mul %55, %70, %4 : (tensor<2x4x32x16xbf16>, tensor<1x1x32x16xbf16>, tensor<1xi8>) -> tensor<2x4x32x16xbf16>
    %73 = tosa.slice %55, %17, %16 : (tensor<2x4x32x16xbf16>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x4x32x8xbf16>
    %74 = tosa.slice %55, %18, %16 : (tensor<2x4x32x16xbf16>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x4x32x8xbf16>
    %75 = tosa.negate %74, %8, %8 : (tensor<2x4x32x8xbf16>, tensor<1xbf16>, tensor<1xbf16>) -> tensor<2x4x32x8xbf16>
    %76 = tosa.concat %75, %73 {axis = 3 : i32} : (tensor<2x4x32x8xbf16>, tensor<2x4x32x8xbf16>) -> tensor<2x4x32x16xbf16>
    %77 = tosa.mul %76, %71, %4 : (tensor<2x4x32x16xbf16>, tensor<1x1x32x16xbf16>, tensor<1xi8>) -> tensor<2x4x32x16xbf16>
    %78 = tosa.add %72, %77 : (tensor<2x4x32x16xbf16>, tensor<2x4x32x16xbf16>) -> tensor<2x4x32x16xbf16>
    %79 = tosa.mul %62, %70, %4 : (tensor<2x2x32x16xbf16>, tensor<1x1x32x16xbf16>, tensor<1xi8>) -> tensor<2x2x32x16xbf16>
    %80 = tosa.slice %62, %17, %19 : (tensor<2x2x32x16xbf16>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x2x32x8xbf16>
    %81 = tosa.slice %62, %18, %19 : (tensor<2x2x32x16xbf16>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x2x32x8xbf16>
    %82 = tosa.negate %81, %8, %8 : (tensor<2x2x32x8xbf16>, tensor<1xbf16>, tensor<1xbf16>) -> tensor<2x2x32x8xbf16>
    %83 = tosa.concat %82, %80 {axis = 3 : i32} : (tensor<2x2x32x8xbf16>, tensor<2x2x32x8xbf16>) -> tensor<2x2x32x16xbf16>
    %84 = tosa.mul %83, %71, %4 : (tensor<2x2x32x16xbf16>, tensor<1x1x32x16xbf16>, tensor<1xi8>) -> tensor<2x2x32x16xbf16>
    %85 = tosa.add %79, %84 : (tensor<2x2x32x16xbf16>, tensor<2x2x32x16xbf16>) -> tensor<2x2x32x16xbf16>
    %86 = tosa.reshape %85, %20 : (tensor<2x2x32x16xbf16>, !tosa.shape<5>) -> tensor<2x2x1x32x16xbf16>
    %87 = tosa.tile %86, %21 : (tensor<2x2x1x32x16xbf16>, !tosa.shape<5>) -> tensor<2x2x2x32x16xbf16>
    %88 = tosa.reshape %87, %22 : (tensor<2x2x2x32x16xbf16>, !tosa.shape<4>) -> tensor<2x4x32x16xbf16>
    %89 = tosa.reshape %69, %20 : (tensor<2x2x32x16xbf16>, !tosa.shape<5>) -> tensor<2x2x1x32x16xbf16>
    %90 = tosa.tile %89, %21 : (tensor<2x2x1x32x16xbf16>, !tosa.shape<5>) -> tensor<2x2x2x32x16xbf16>
    %91 = tosa.transpose %88 {perms = array<i32: 0, 1, 3, 2>} : (tensor<2x4x32x16xbf16>) -> tensor<2x4x16x32xbf16>
    %92 = tosa.reshape %78, %23 : (tensor<2x4x32x16xbf16>, !tosa.shape<3>) -> tensor<8x32x16xbf16>
    %93 = tosa.reshape %91, %24 : (tensor<2x4x16x32xbf16>, !tosa.shape<3>) -> tensor<8x16x32xbf16>
    %94 = tosa.matmul %92, %93, %8, %8 : (tensor<8x32x16xbf16>, tensor<8x16x32xbf16>, tensor<1xbf16>, tensor<1xbf16>) -> tensor<8x32x32xf32>
    %95 = tosa.cast %94 : (tensor<8x32x32xf32>) -> tensor<8x32x32xbf16>
    %96 = tosa.reshape %95, %25 : (tensor<8x32x32xbf16>, !tosa.shape<4>) -> tensor<2x4x32x32xbf16>
    %97 = tosa.mul %96, %30, %4 : (tensor<2x4x32x32xbf16>, tensor<1x1x1x1xbf16>, tensor<1xi8>) -> tensor<2x4x32x32xbf16>
    %98 = tosa.add %97, %39 : (tensor<2x4x32x32xbf16>, tensor<1x1x32x32xbf16>) -> tensor<2x4x32x32xbf16>
    %99 = tosa.cast %98 : (tensor<2x4x32x32xbf16>) -> tensor<2x4x32x32xf32>
    %100 = tosa.reduce_max %99 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %101 = tosa.sub %99, %100 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) -> tensor<2x4x32x32xf32>
    %102 = tosa.exp %101 : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x32xf32>
    %103 = tosa.reduce_sum %102 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %104 = tosa.reciprocal %103 : (tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %105 = tosa.mul %102, %104, %4 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %106 = tosa.cast %105 : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x32xbf16>
    %107 = tosa.reshape %106, %26 : (tensor<2x4x32x32xbf16>, !tosa.shape<3>) -> tensor<8x32x32xbf16>
    %108 = tosa.reshape %90, %23 : (tensor<2x2x2x32x16xbf16>, !tosa.shape<3>) -> tensor<8x32x16xbf16>
    %109 = tosa.matmul %107, %108, %8, %8 : (tensor<8x32x32xbf16>, tensor<8x32x16xbf16>, tensor<1xbf16>, tensor<1xbf16>) -> tensor<8x32x16xf32>
    %110 = tosa.cast %109 : (tensor<8x32x16xf32>) -> tensor<8x32x16xbf16>
    %111 = tosa.reshape %110, %22 : (tensor<8x32x16xbf16>, !tosa.shape<4>) -> tensor<2x4x32x16xbf16>
    %112 = tosa.transpose %111 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x4x32x16xbf16>) -> tensor<2x32x4x16xbf16>
    %113 = tosa.transpose %arg4 {perms = array<i32: 1, 0>} : (tensor<64x64xbf16>) -> tensor<64x64xbf16>
    %114 = tosa.reshape %112, %9 : (tensor<2x32x4x16xbf16>, !tosa.shape<3>) -> tensor<1x64x64xbf16>
    %115 = tosa.reshape %113, %9 : (tensor<64x64xbf16>, !tosa.shape<3>) -> tensor<1x64x64xbf16>
    %116 = tosa.matmul %114, %115, %8, %8 : (tensor<1x64x64xbf16>, tensor<1x64x64xbf16>, tensor<1xbf16>, tensor<1xbf16>) -> tensor<1x64x64xf32>
    %117 = tosa.reshape %116, %7 : (tensor<1x64x64xf32>, !tosa.shape<2>) -> tensor<64x64xf32>
    %118 = tosa.cast %117 : (tensor<64x64xf32>) -> tensor<64x64xbf16>
    %119 = tosa.reshape %118, %10 : (tensor<64x64xbf16>, !tosa.shape<3>) -> tensor<2x32x64xbf16>
    return %119 : tensor<2x32x64xbf16>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_8_torch.float32: "0x040000000000803F9BE8A13ECDCCCC3DE386013D0AD7233C383E4F3B6F12833A60CBA539"
    }
  }
#-}
