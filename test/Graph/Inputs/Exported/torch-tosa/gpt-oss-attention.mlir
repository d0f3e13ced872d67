module {
  func.func @main(%arg0: tensor<2x32x64xf32>, %arg1: tensor<4xf32>, %arg2: tensor<64x64xf32>, %arg3: tensor<64xf32>, %arg4: tensor<32x64xf32>, %arg5: tensor<32xf32>, %arg6: tensor<32x64xf32>, %arg7: tensor<32xf32>, %arg8: tensor<64x64xf32>, %arg9: tensor<64xf32>) -> tensor<2x32x64xf32> {
    %0 = "tosa.const"() <{values = dense<-3.40282347E+38> : tensor<32x32xf32>}> : () -> tensor<32x32xf32>
    %1 = "tosa.const"() <{values = dense<[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]> : tensor<32xi64>}> : () -> tensor<32xi64>
    %2 = tosa.const_shape  {values = dense<[1, 32]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %3 = tosa.const_shape  {values = dense<[32, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %4 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %5 = tosa.const_shape  {values = dense<[1, 1, 32, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %6 = tosa.const_shape  {values = dense<[1, 32, 1]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %7 = tosa.const_shape  {values = dense<64> : tensor<2xindex>} : () -> !tosa.shape<2>
    %8 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1xf32>}> : () -> tensor<1xf32>
    %9 = tosa.const_shape  {values = dense<[1, 64, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %10 = tosa.const_shape  {values = dense<[1, 64]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %11 = tosa.const_shape  {values = dense<[2, 32, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %12 = tosa.const_shape  {values = dense<[2, 32, 4, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %13 = tosa.const_shape  {values = dense<[1, 64, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %14 = tosa.const_shape  {values = dense<[64, 32]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %15 = tosa.const_shape  {values = dense<[2, 32, 2, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %16 = tosa.const_shape  {values = dense<[1, 1, 32, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %17 = tosa.const_shape  {values = dense<[2, 4, 32, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %18 = tosa.const_shape  {values = dense<0> : tensor<4xindex>} : () -> !tosa.shape<4>
    %19 = tosa.const_shape  {values = dense<[0, 0, 0, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %20 = tosa.const_shape  {values = dense<[2, 2, 32, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %21 = tosa.const_shape  {values = dense<[2, 2, 1, 32, 16]> : tensor<5xindex>} : () -> !tosa.shape<5>
    %22 = tosa.const_shape  {values = dense<[1, 1, 2, 1, 1]> : tensor<5xindex>} : () -> !tosa.shape<5>
    %23 = tosa.const_shape  {values = dense<[2, 4, 32, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %24 = tosa.const_shape  {values = dense<[8, 32, 16]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %25 = tosa.const_shape  {values = dense<[8, 16, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %26 = tosa.const_shape  {values = dense<[2, 4, 32, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %27 = tosa.const_shape  {values = dense<[1, 4, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %28 = tosa.const_shape  {values = dense<[2, 1, 32, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %29 = tosa.const_shape  {values = dense<[8, 32, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %30 = "tosa.const"() <{values = dense<1> : tensor<1x1xi64>}> : () -> tensor<1x1xi64>
    %31 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
    %32 = "tosa.const"() <{values = dense_resource<torch_tensor_8_torch.float32> : tensor<1x1x8xf32>}> : () -> tensor<1x1x8xf32>
    %33 = "tosa.const"() <{values = dense<1.34657359> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %34 = "tosa.const"() <{values = dense<2.500000e-01> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %35 = tosa.reshape %1, %2 : (tensor<32xi64>, !tosa.shape<2>) -> tensor<1x32xi64>
    %36 = tosa.reshape %1, %3 : (tensor<32xi64>, !tosa.shape<2>) -> tensor<32x1xi64>
    %37 = tosa.cast %36 : (tensor<32x1xi64>) -> tensor<32x1xi32>
    %38 = tosa.cast %35 : (tensor<1x32xi64>) -> tensor<1x32xi32>
    %39 = tosa.sub %38, %37 : (tensor<1x32xi32>, tensor<32x1xi32>) -> tensor<32x32xi32>
    %40 = tosa.cast %39 : (tensor<32x32xi32>) -> tensor<32x32xi64>
    %41 = tosa.greater_equal %40, %30 : (tensor<32x32xi64>, tensor<1x1xi64>) -> tensor<32x32xi1>
    %42 = tosa.select %41, %0, %31 : (tensor<32x32xi1>, tensor<32x32xf32>, tensor<1x1xf32>) -> tensor<32x32xf32>
    %43 = tosa.reshape %42, %5 : (tensor<32x32xf32>, !tosa.shape<4>) -> tensor<1x1x32x32xf32>
    %44 = tosa.reshape %1, %6 : (tensor<32xi64>, !tosa.shape<3>) -> tensor<1x32x1xi64>
    %45 = tosa.cast %44 : (tensor<1x32x1xi64>) -> tensor<1x32x1xf32>
    %46 = tosa.mul %45, %32, %4 : (tensor<1x32x1xf32>, tensor<1x1x8xf32>, tensor<1xi8>) -> tensor<1x32x8xf32>
    %47 = tosa.cos %46 : (tensor<1x32x8xf32>) -> tensor<1x32x8xf32>
    %48 = tosa.mul %47, %33, %4 : (tensor<1x32x8xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<1x32x8xf32>
    %49 = tosa.sin %46 : (tensor<1x32x8xf32>) -> tensor<1x32x8xf32>
    %50 = tosa.mul %49, %33, %4 : (tensor<1x32x8xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<1x32x8xf32>
    %51 = tosa.transpose %arg2 {perms = array<i32: 1, 0>} : (tensor<64x64xf32>) -> tensor<64x64xf32>
    %52 = tosa.reshape %arg0, %9 : (tensor<2x32x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %53 = tosa.reshape %51, %9 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %54 = tosa.matmul %52, %53, %8, %8 : (tensor<1x64x64xf32>, tensor<1x64x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %55 = tosa.reshape %54, %7 : (tensor<1x64x64xf32>, !tosa.shape<2>) -> tensor<64x64xf32>
    %56 = tosa.reshape %arg3, %10 : (tensor<64xf32>, !tosa.shape<2>) -> tensor<1x64xf32>
    %57 = tosa.add %55, %56 : (tensor<64x64xf32>, tensor<1x64xf32>) -> tensor<64x64xf32>
    %58 = tosa.reshape %57, %12 : (tensor<64x64xf32>, !tosa.shape<4>) -> tensor<2x32x4x16xf32>
    %59 = tosa.transpose %58 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x4x16xf32>) -> tensor<2x4x32x16xf32>
    %60 = tosa.transpose %arg4 {perms = array<i32: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
    %61 = tosa.reshape %60, %13 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %62 = tosa.matmul %52, %61, %8, %8 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %63 = tosa.reshape %62, %14 : (tensor<1x64x32xf32>, !tosa.shape<2>) -> tensor<64x32xf32>
    %64 = tosa.reshape %arg5, %2 : (tensor<32xf32>, !tosa.shape<2>) -> tensor<1x32xf32>
    %65 = tosa.add %63, %64 : (tensor<64x32xf32>, tensor<1x32xf32>) -> tensor<64x32xf32>
    %66 = tosa.reshape %65, %15 : (tensor<64x32xf32>, !tosa.shape<4>) -> tensor<2x32x2x16xf32>
    %67 = tosa.transpose %66 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x2x16xf32>) -> tensor<2x2x32x16xf32>
    %68 = tosa.transpose %arg6 {perms = array<i32: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
    %69 = tosa.reshape %68, %13 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %70 = tosa.matmul %52, %69, %8, %8 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %71 = tosa.reshape %70, %14 : (tensor<1x64x32xf32>, !tosa.shape<2>) -> tensor<64x32xf32>
    %72 = tosa.reshape %arg7, %2 : (tensor<32xf32>, !tosa.shape<2>) -> tensor<1x32xf32>
    %73 = tosa.add %71, %72 : (tensor<64x32xf32>, tensor<1x32xf32>) -> tensor<64x32xf32>
    %74 = tosa.reshape %73, %15 : (tensor<64x32xf32>, !tosa.shape<4>) -> tensor<2x32x2x16xf32>
    %75 = tosa.transpose %74 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x2x16xf32>) -> tensor<2x2x32x16xf32>
    %76 = tosa.reshape %48, %16 : (tensor<1x32x8xf32>, !tosa.shape<4>) -> tensor<1x1x32x8xf32>
    %77 = tosa.reshape %50, %16 : (tensor<1x32x8xf32>, !tosa.shape<4>) -> tensor<1x1x32x8xf32>
    %78 = tosa.slice %59, %18, %17 : (tensor<2x4x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x4x32x8xf32>
    %79 = tosa.slice %59, %19, %17 : (tensor<2x4x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x4x32x8xf32>
    %80 = tosa.mul %78, %76, %4 : (tensor<2x4x32x8xf32>, tensor<1x1x32x8xf32>, tensor<1xi8>) -> tensor<2x4x32x8xf32>
    %81 = tosa.mul %79, %77, %4 : (tensor<2x4x32x8xf32>, tensor<1x1x32x8xf32>, tensor<1xi8>) -> tensor<2x4x32x8xf32>
    %82 = tosa.sub %80, %81 : (tensor<2x4x32x8xf32>, tensor<2x4x32x8xf32>) -> tensor<2x4x32x8xf32>
    %83 = tosa.mul %79, %76, %4 : (tensor<2x4x32x8xf32>, tensor<1x1x32x8xf32>, tensor<1xi8>) -> tensor<2x4x32x8xf32>
    %84 = tosa.mul %78, %77, %4 : (tensor<2x4x32x8xf32>, tensor<1x1x32x8xf32>, tensor<1xi8>) -> tensor<2x4x32x8xf32>
    %85 = tosa.add %83, %84 : (tensor<2x4x32x8xf32>, tensor<2x4x32x8xf32>) -> tensor<2x4x32x8xf32>
    %86 = tosa.concat %82, %85 {axis = 3 : i32} : (tensor<2x4x32x8xf32>, tensor<2x4x32x8xf32>) -> tensor<2x4x32x16xf32>
    %87 = tosa.slice %67, %18, %20 : (tensor<2x2x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x2x32x8xf32>
    %88 = tosa.slice %67, %19, %20 : (tensor<2x2x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x2x32x8xf32>
    %89 = tosa.mul %87, %76, %4 : (tensor<2x2x32x8xf32>, tensor<1x1x32x8xf32>, tensor<1xi8>) -> tensor<2x2x32x8xf32>
    %90 = tosa.mul %88, %77, %4 : (tensor<2x2x32x8xf32>, tensor<1x1x32x8xf32>, tensor<1xi8>) -> tensor<2x2x32x8xf32>
    %91 = tosa.sub %89, %90 : (tensor<2x2x32x8xf32>, tensor<2x2x32x8xf32>) -> tensor<2x2x32x8xf32>
    %92 = tosa.mul %88, %76, %4 : (tensor<2x2x32x8xf32>, tensor<1x1x32x8xf32>, tensor<1xi8>) -> tensor<2x2x32x8xf32>
    %93 = tosa.mul %87, %77, %4 : (tensor<2x2x32x8xf32>, tensor<1x1x32x8xf32>, tensor<1xi8>) -> tensor<2x2x32x8xf32>
    %94 = tosa.add %92, %93 : (tensor<2x2x32x8xf32>, tensor<2x2x32x8xf32>) -> tensor<2x2x32x8xf32>
    %95 = tosa.concat %91, %94 {axis = 3 : i32} : (tensor<2x2x32x8xf32>, tensor<2x2x32x8xf32>) -> tensor<2x2x32x16xf32>
    %96 = tosa.reshape %95, %21 : (tensor<2x2x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x1x32x16xf32>
    %97 = tosa.tile %96, %22 : (tensor<2x2x1x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x2x32x16xf32>
    %98 = tosa.reshape %97, %23 : (tensor<2x2x2x32x16xf32>, !tosa.shape<4>) -> tensor<2x4x32x16xf32>
    %99 = tosa.reshape %75, %21 : (tensor<2x2x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x1x32x16xf32>
    %100 = tosa.tile %99, %22 : (tensor<2x2x1x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x2x32x16xf32>
    %101 = tosa.transpose %98 {perms = array<i32: 0, 1, 3, 2>} : (tensor<2x4x32x16xf32>) -> tensor<2x4x16x32xf32>
    %102 = tosa.reshape %86, %24 : (tensor<2x4x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %103 = tosa.reshape %101, %25 : (tensor<2x4x16x32xf32>, !tosa.shape<3>) -> tensor<8x16x32xf32>
    %104 = tosa.matmul %102, %103, %8, %8 : (tensor<8x32x16xf32>, tensor<8x16x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x32xf32>
    %105 = tosa.reshape %104, %26 : (tensor<8x32x32xf32>, !tosa.shape<4>) -> tensor<2x4x32x32xf32>
    %106 = tosa.mul %105, %34, %4 : (tensor<2x4x32x32xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %107 = tosa.add %106, %43 : (tensor<2x4x32x32xf32>, tensor<1x1x32x32xf32>) -> tensor<2x4x32x32xf32>
    %108 = tosa.reshape %arg1, %27 : (tensor<4xf32>, !tosa.shape<4>) -> tensor<1x4x1x1xf32>
    %109 = tosa.tile %108, %28 : (tensor<1x4x1x1xf32>, !tosa.shape<4>) -> tensor<2x4x32x1xf32>
    %110 = tosa.concat %107, %109 {axis = 3 : i32} : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) -> tensor<2x4x32x33xf32>
    %111 = tosa.reduce_max %110 {axis = 3 : i32} : (tensor<2x4x32x33xf32>) -> tensor<2x4x32x1xf32>
    %112 = tosa.sub %110, %111 : (tensor<2x4x32x33xf32>, tensor<2x4x32x1xf32>) -> tensor<2x4x32x33xf32>
    %113 = tosa.reduce_max %112 {axis = 3 : i32} : (tensor<2x4x32x33xf32>) -> tensor<2x4x32x1xf32>
    %114 = tosa.sub %112, %113 : (tensor<2x4x32x33xf32>, tensor<2x4x32x1xf32>) -> tensor<2x4x32x33xf32>
    %115 = tosa.exp %114 : (tensor<2x4x32x33xf32>) -> tensor<2x4x32x33xf32>
    %116 = tosa.reduce_sum %115 {axis = 3 : i32} : (tensor<2x4x32x33xf32>) -> tensor<2x4x32x1xf32>
    %117 = tosa.reciprocal %116 : (tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %118 = tosa.mul %115, %117, %4 : (tensor<2x4x32x33xf32>, tensor<2x4x32x1xf32>, tensor<1xi8>) -> tensor<2x4x32x33xf32>
    %119 = tosa.slice %118, %18, %26 : (tensor<2x4x32x33xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x4x32x32xf32>
    %120 = tosa.reshape %119, %29 : (tensor<2x4x32x32xf32>, !tosa.shape<3>) -> tensor<8x32x32xf32>
    %121 = tosa.reshape %100, %24 : (tensor<2x2x2x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %122 = tosa.matmul %120, %121, %8, %8 : (tensor<8x32x32xf32>, tensor<8x32x16xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x16xf32>
    %123 = tosa.reshape %122, %23 : (tensor<8x32x16xf32>, !tosa.shape<4>) -> tensor<2x4x32x16xf32>
    %124 = tosa.transpose %123 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x4x32x16xf32>) -> tensor<2x32x4x16xf32>
    %125 = tosa.transpose %arg8 {perms = array<i32: 1, 0>} : (tensor<64x64xf32>) -> tensor<64x64xf32>
    %126 = tosa.reshape %124, %9 : (tensor<2x32x4x16xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %127 = tosa.reshape %125, %9 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %128 = tosa.matmul %126, %127, %8, %8 : (tensor<1x64x64xf32>, tensor<1x64x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %129 = tosa.reshape %128, %7 : (tensor<1x64x64xf32>, !tosa.shape<2>) -> tensor<64x64xf32>
    %130 = tosa.reshape %arg9, %10 : (tensor<64xf32>, !tosa.shape<2>) -> tensor<1x64xf32>
    %131 = tosa.add %129, %130 : (tensor<64x64xf32>, tensor<1x64xf32>) -> tensor<64x64xf32>
    %132 = tosa.reshape %131, %11 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    return %132 : tensor<2x32x64xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_8_torch.float32: "0x040000000000803FFAD3663E9421503D40A8DE3B3C54EF39289398378C92893628177835"
    }
  }
#-}
