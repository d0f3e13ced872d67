module {
  func.func @main(%arg0: tensor<2x32x64xf32>, %arg1: tensor<16x64xf32>, %arg2: tensor<64x64xf32>, %arg3: tensor<32x64xf32>, %arg4: tensor<32x64xf32>, %arg5: tensor<64x64xf32>, %arg6: tensor<32x64xf32>, %arg7: tensor<32x64xf32>, %arg8: tensor<64x32xf32>, %arg9: tensor<64xf32>, %arg10: tensor<64xf32>, %arg11: tensor<64xf32>, %arg12: tensor<64xf32>, %arg13: tensor<64xf32>) -> tensor<2x32x64xf32> {
    %0 = "tosa.const"() <{values = dense<[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]> : tensor<32xi64>}> : () -> tensor<32xi64>
    %1 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %2 = tosa.const_shape  {values = dense<[1, 1, 32, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %3 = tosa.const_shape  {values = dense<[1, 1, 1, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %4 = tosa.const_shape  {values = dense<[2, 1, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %5 = tosa.const_shape  {values = dense<[1, 32, 1]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %6 = tosa.const_shape  {values = dense<[1, 1, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %7 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1xf32>}> : () -> tensor<1xf32>
    %8 = tosa.const_shape  {values = dense<[1, 64, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %9 = tosa.const_shape  {values = dense<[2, 32, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %10 = tosa.const_shape  {values = dense<[2, 32, 4, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %11 = tosa.const_shape  {values = dense<[1, 64, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %12 = tosa.const_shape  {values = dense<[2, 32, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %13 = tosa.const_shape  {values = dense<[2, 32, 2, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %14 = tosa.const_shape  {values = dense<[1, 1, 32, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %15 = tosa.const_shape  {values = dense<[2, 4, 32, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %16 = tosa.const_shape  {values = dense<0> : tensor<4xindex>} : () -> !tosa.shape<4>
    %17 = tosa.const_shape  {values = dense<[0, 0, 0, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %18 = tosa.const_shape  {values = dense<[2, 2, 32, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %19 = tosa.const_shape  {values = dense<[2, 2, 1, 32, 16]> : tensor<5xindex>} : () -> !tosa.shape<5>
    %20 = tosa.const_shape  {values = dense<[1, 1, 2, 1, 1]> : tensor<5xindex>} : () -> !tosa.shape<5>
    %21 = tosa.const_shape  {values = dense<[2, 4, 32, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %22 = tosa.const_shape  {values = dense<[8, 32, 16]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %23 = tosa.const_shape  {values = dense<[8, 16, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %24 = tosa.const_shape  {values = dense<[2, 4, 32, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %25 = tosa.const_shape  {values = dense<[8, 32, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %26 = "tosa.const"() <{values = dense<5.000000e-01> : tensor<2x32x32xf32>}> : () -> tensor<2x32x32xf32>
    %27 = "tosa.const"() <{values = dense<1.000000e+00> : tensor<2x32x32xf32>}> : () -> tensor<2x32x32xf32>
    %28 = "tosa.const"() <{values = dense<3.000000e+00> : tensor<2x32x32xf32>}> : () -> tensor<2x32x32xf32>
    %29 = "tosa.const"() <{values = dense<4.471500e-02> : tensor<2x32x32xf32>}> : () -> tensor<2x32x32xf32>
    %30 = "tosa.const"() <{values = dense<0.636619746> : tensor<2x32x32xf32>}> : () -> tensor<2x32x32xf32>
    %31 = tosa.const_shape  {values = dense<[1, 32, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %32 = "tosa.const"() <{values = dense<8> : tensor<1x1x1x1xi32>}> : () -> tensor<1x1x1x1xi32>
    %33 = "tosa.const"() <{values = dense<true> : tensor<1x1x1x1xi1>}> : () -> tensor<1x1x1x1xi1>
    %34 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %35 = "tosa.const"() <{values = dense<-3.40282347E+38> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %36 = "tosa.const"() <{values = dense_resource<torch_tensor_8_torch.float32> : tensor<1x1x8xf32>}> : () -> tensor<1x1x8xf32>
    %37 = "tosa.const"() <{values = dense<2.000000e+00> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %38 = "tosa.const"() <{values = dense<1.562500e-02> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %39 = "tosa.const"() <{values = dense<9.99999997E-7> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %40 = "tosa.const"() <{values = dense<1.000000e+00> : tensor<1xf32>}> : () -> tensor<1xf32>
    %41 = "tosa.const"() <{values = dense<2.500000e-01> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %42 = "tosa.const"() <{values = dense<2.000000e-02> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %43 = "tosa.const"() <{values = dense<5.000000e+01> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %44 = tosa.cast %0 : (tensor<32xi64>) -> tensor<32xi32>
    %45 = tosa.cast %44 : (tensor<32xi32>) -> tensor<32xi64>
    %46 = tosa.reshape %45, %2 : (tensor<32xi64>, !tosa.shape<4>) -> tensor<1x1x32x1xi64>
    %47 = tosa.reshape %45, %3 : (tensor<32xi64>, !tosa.shape<4>) -> tensor<1x1x1x32xi64>
    %48 = tosa.cast %46 : (tensor<1x1x32x1xi64>) -> tensor<1x1x32x1xi32>
    %49 = tosa.sub %48, %32 : (tensor<1x1x32x1xi32>, tensor<1x1x1x1xi32>) -> tensor<1x1x32x1xi32>
    %50 = tosa.cast %49 : (tensor<1x1x32x1xi32>) -> tensor<1x1x32x1xi64>
    %51 = tosa.greater %47, %50 : (tensor<1x1x1x32xi64>, tensor<1x1x32x1xi64>) -> tensor<1x1x32x32xi1>
    %52 = tosa.logical_and %51, %33 : (tensor<1x1x32x32xi1>, tensor<1x1x1x1xi1>) -> tensor<1x1x32x32xi1>
    %53 = tosa.greater_equal %46, %47 : (tensor<1x1x32x1xi64>, tensor<1x1x1x32xi64>) -> tensor<1x1x32x32xi1>
    %54 = tosa.logical_and %52, %53 : (tensor<1x1x32x32xi1>, tensor<1x1x32x32xi1>) -> tensor<1x1x32x32xi1>
    %55 = tosa.tile %54, %4 : (tensor<1x1x32x32xi1>, !tosa.shape<4>) -> tensor<2x1x32x32xi1>
    %56 = tosa.select %55, %34, %35 : (tensor<2x1x32x32xi1>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<2x1x32x32xf32>
    %57 = tosa.reshape %45, %5 : (tensor<32xi64>, !tosa.shape<3>) -> tensor<1x32x1xi64>
    %58 = tosa.cast %57 : (tensor<1x32x1xi64>) -> tensor<1x32x1xf32>
    %59 = tosa.mul %58, %36, %1 : (tensor<1x32x1xf32>, tensor<1x1x8xf32>, tensor<1xi8>) -> tensor<1x32x8xf32>
    %60 = tosa.concat %59, %59 {axis = 2 : i32} : (tensor<1x32x8xf32>, tensor<1x32x8xf32>) -> tensor<1x32x16xf32>
    %61 = tosa.cos %60 : (tensor<1x32x16xf32>) -> tensor<1x32x16xf32>
    %62 = tosa.sin %60 : (tensor<1x32x16xf32>) -> tensor<1x32x16xf32>
    %63 = tosa.pow %arg0, %37 : (tensor<2x32x64xf32>, tensor<1x1x1xf32>) -> tensor<2x32x64xf32>
    %64 = tosa.reduce_sum %63 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %65 = tosa.mul %64, %38, %1 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %66 = tosa.add %65, %39 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %67 = tosa.rsqrt %66 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %68 = tosa.mul %arg0, %67, %1 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %69 = tosa.add %arg9, %40 : (tensor<64xf32>, tensor<1xf32>) -> tensor<64xf32>
    %70 = tosa.reshape %69, %6 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %71 = tosa.mul %68, %70, %1 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %72 = tosa.transpose %arg2 {perms = array<i32: 1, 0>} : (tensor<64x64xf32>) -> tensor<64x64xf32>
    %73 = tosa.reshape %71, %8 : (tensor<2x32x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %74 = tosa.reshape %72, %8 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %75 = tosa.matmul %73, %74, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %76 = tosa.reshape %75, %10 : (tensor<1x64x64xf32>, !tosa.shape<4>) -> tensor<2x32x4x16xf32>
    %77 = tosa.transpose %76 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x4x16xf32>) -> tensor<2x4x32x16xf32>
    %78 = tosa.transpose %arg3 {perms = array<i32: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
    %79 = tosa.reshape %78, %11 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %80 = tosa.matmul %73, %79, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %81 = tosa.reshape %80, %13 : (tensor<1x64x32xf32>, !tosa.shape<4>) -> tensor<2x32x2x16xf32>
    %82 = tosa.transpose %81 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x2x16xf32>) -> tensor<2x2x32x16xf32>
    %83 = tosa.transpose %arg4 {perms = array<i32: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
    %84 = tosa.reshape %83, %11 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %85 = tosa.matmul %73, %84, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %86 = tosa.reshape %85, %13 : (tensor<1x64x32xf32>, !tosa.shape<4>) -> tensor<2x32x2x16xf32>
    %87 = tosa.transpose %86 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x2x16xf32>) -> tensor<2x2x32x16xf32>
    %88 = tosa.reshape %61, %14 : (tensor<1x32x16xf32>, !tosa.shape<4>) -> tensor<1x1x32x16xf32>
    %89 = tosa.reshape %62, %14 : (tensor<1x32x16xf32>, !tosa.shape<4>) -> tensor<1x1x32x16xf32>
    %90 = tosa.mul %77, %88, %1 : (tensor<2x4x32x16xf32>, tensor<1x1x32x16xf32>, tensor<1xi8>) -> tensor<2x4x32x16xf32>
    %91 = tosa.slice %77, %16, %15 : (tensor<2x4x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x4x32x8xf32>
    %92 = tosa.slice %77, %17, %15 : (tensor<2x4x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x4x32x8xf32>
    %93 = tosa.negate %92, %7, %7 : (tensor<2x4x32x8xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x4x32x8xf32>
    %94 = tosa.concat %93, %91 {axis = 3 : i32} : (tensor<2x4x32x8xf32>, tensor<2x4x32x8xf32>) -> tensor<2x4x32x16xf32>
    %95 = tosa.mul %94, %89, %1 : (tensor<2x4x32x16xf32>, tensor<1x1x32x16xf32>, tensor<1xi8>) -> tensor<2x4x32x16xf32>
    %96 = tosa.add %90, %95 : (tensor<2x4x32x16xf32>, tensor<2x4x32x16xf32>) -> tensor<2x4x32x16xf32>
    %97 = tosa.mul %82, %88, %1 : (tensor<2x2x32x16xf32>, tensor<1x1x32x16xf32>, tensor<1xi8>) -> tensor<2x2x32x16xf32>
    %98 = tosa.slice %82, %16, %18 : (tensor<2x2x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x2x32x8xf32>
    %99 = tosa.slice %82, %17, %18 : (tensor<2x2x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x2x32x8xf32>
    %100 = tosa.negate %99, %7, %7 : (tensor<2x2x32x8xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x2x32x8xf32>
    %101 = tosa.concat %100, %98 {axis = 3 : i32} : (tensor<2x2x32x8xf32>, tensor<2x2x32x8xf32>) -> tensor<2x2x32x16xf32>
    %102 = tosa.mul %101, %89, %1 : (tensor<2x2x32x16xf32>, tensor<1x1x32x16xf32>, tensor<1xi8>) -> tensor<2x2x32x16xf32>
    %103 = tosa.add %97, %102 : (tensor<2x2x32x16xf32>, tensor<2x2x32x16xf32>) -> tensor<2x2x32x16xf32>
    %104 = tosa.reshape %103, %19 : (tensor<2x2x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x1x32x16xf32>
    %105 = tosa.tile %104, %20 : (tensor<2x2x1x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x2x32x16xf32>
    %106 = tosa.reshape %105, %21 : (tensor<2x2x2x32x16xf32>, !tosa.shape<4>) -> tensor<2x4x32x16xf32>
    %107 = tosa.reshape %87, %19 : (tensor<2x2x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x1x32x16xf32>
    %108 = tosa.tile %107, %20 : (tensor<2x2x1x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x2x32x16xf32>
    %109 = tosa.transpose %106 {perms = array<i32: 0, 1, 3, 2>} : (tensor<2x4x32x16xf32>) -> tensor<2x4x16x32xf32>
    %110 = tosa.reshape %96, %22 : (tensor<2x4x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %111 = tosa.reshape %109, %23 : (tensor<2x4x16x32xf32>, !tosa.shape<3>) -> tensor<8x16x32xf32>
    %112 = tosa.matmul %110, %111, %7, %7 : (tensor<8x32x16xf32>, tensor<8x16x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x32xf32>
    %113 = tosa.reshape %112, %24 : (tensor<8x32x32xf32>, !tosa.shape<4>) -> tensor<2x4x32x32xf32>
    %114 = tosa.mul %113, %41, %1 : (tensor<2x4x32x32xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %115 = tosa.mul %114, %42, %1 : (tensor<2x4x32x32xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %116 = tosa.tanh %115 : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x32xf32>
    %117 = tosa.mul %116, %43, %1 : (tensor<2x4x32x32xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %118 = tosa.add %117, %56 : (tensor<2x4x32x32xf32>, tensor<2x1x32x32xf32>) -> tensor<2x4x32x32xf32>
    %119 = tosa.reduce_max %118 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %120 = tosa.sub %118, %119 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) -> tensor<2x4x32x32xf32>
    %121 = tosa.exp %120 : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x32xf32>
    %122 = tosa.reduce_sum %121 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %123 = tosa.reciprocal %122 : (tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %124 = tosa.mul %121, %123, %1 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %125 = tosa.reshape %124, %25 : (tensor<2x4x32x32xf32>, !tosa.shape<3>) -> tensor<8x32x32xf32>
    %126 = tosa.reshape %108, %22 : (tensor<2x2x2x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %127 = tosa.matmul %125, %126, %7, %7 : (tensor<8x32x32xf32>, tensor<8x32x16xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x16xf32>
    %128 = tosa.reshape %127, %21 : (tensor<8x32x16xf32>, !tosa.shape<4>) -> tensor<2x4x32x16xf32>
    %129 = tosa.transpose %128 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x4x32x16xf32>) -> tensor<2x32x4x16xf32>
    %130 = tosa.transpose %arg5 {perms = array<i32: 1, 0>} : (tensor<64x64xf32>) -> tensor<64x64xf32>
    %131 = tosa.reshape %129, %8 : (tensor<2x32x4x16xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %132 = tosa.reshape %130, %8 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %133 = tosa.matmul %131, %132, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %134 = tosa.reshape %133, %9 : (tensor<1x64x64xf32>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    %135 = tosa.pow %134, %37 : (tensor<2x32x64xf32>, tensor<1x1x1xf32>) -> tensor<2x32x64xf32>
    %136 = tosa.reduce_sum %135 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %137 = tosa.mul %136, %38, %1 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %138 = tosa.add %137, %39 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %139 = tosa.rsqrt %138 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %140 = tosa.mul %134, %139, %1 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %141 = tosa.add %arg10, %40 : (tensor<64xf32>, tensor<1xf32>) -> tensor<64xf32>
    %142 = tosa.reshape %141, %6 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %143 = tosa.mul %140, %142, %1 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %144 = tosa.add %arg0, %143 : (tensor<2x32x64xf32>, tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %145 = tosa.pow %144, %37 : (tensor<2x32x64xf32>, tensor<1x1x1xf32>) -> tensor<2x32x64xf32>
    %146 = tosa.reduce_sum %145 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %147 = tosa.mul %146, %38, %1 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %148 = tosa.add %147, %39 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %149 = tosa.rsqrt %148 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %150 = tosa.mul %144, %149, %1 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %151 = tosa.add %arg11, %40 : (tensor<64xf32>, tensor<1xf32>) -> tensor<64xf32>
    %152 = tosa.reshape %151, %6 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %153 = tosa.mul %150, %152, %1 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %154 = tosa.transpose %arg6 {perms = array<i32: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
    %155 = tosa.reshape %153, %8 : (tensor<2x32x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %156 = tosa.reshape %154, %11 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %157 = tosa.matmul %155, %156, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %158 = tosa.reshape %157, %12 : (tensor<1x64x32xf32>, !tosa.shape<3>) -> tensor<2x32x32xf32>
    %159 = tosa.mul %26, %158, %1 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %160 = tosa.pow %30, %26 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>) -> tensor<2x32x32xf32>
    %161 = tosa.pow %158, %28 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>) -> tensor<2x32x32xf32>
    %162 = tosa.mul %29, %161, %1 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %163 = tosa.add %158, %162 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>) -> tensor<2x32x32xf32>
    %164 = tosa.mul %160, %163, %1 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %165 = tosa.tanh %164 : (tensor<2x32x32xf32>) -> tensor<2x32x32xf32>
    %166 = tosa.add %165, %27 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>) -> tensor<2x32x32xf32>
    %167 = tosa.mul %159, %166, %1 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %168 = tosa.transpose %arg7 {perms = array<i32: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
    %169 = tosa.reshape %168, %11 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %170 = tosa.matmul %155, %169, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %171 = tosa.reshape %170, %12 : (tensor<1x64x32xf32>, !tosa.shape<3>) -> tensor<2x32x32xf32>
    %172 = tosa.mul %167, %171, %1 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %173 = tosa.transpose %arg8 {perms = array<i32: 1, 0>} : (tensor<64x32xf32>) -> tensor<32x64xf32>
    %174 = tosa.reshape %172, %11 : (tensor<2x32x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %175 = tosa.reshape %173, %31 : (tensor<32x64xf32>, !tosa.shape<3>) -> tensor<1x32x64xf32>
    %176 = tosa.matmul %174, %175, %7, %7 : (tensor<1x64x32xf32>, tensor<1x32x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %177 = tosa.reshape %176, %9 : (tensor<1x64x64xf32>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    %178 = tosa.pow %177, %37 : (tensor<2x32x64xf32>, tensor<1x1x1xf32>) -> tensor<2x32x64xf32>
    %179 = tosa.reduce_sum %178 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %180 = tosa.mul %179, %38, %1 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %181 = tosa.add %180, %39 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %182 = tosa.rsqrt %181 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %183 = tosa.mul %177, %182, %1 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %184 = tosa.add %arg12, %40 : (tensor<64xf32>, tensor<1xf32>) -> tensor<64xf32>
    %185 = tosa.reshape %184, %6 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %186 = tosa.mul %183, %185, %1 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %187 = tosa.add %144, %186 : (tensor<2x32x64xf32>, tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %188 = tosa.pow %187, %37 : (tensor<2x32x64xf32>, tensor<1x1x1xf32>) -> tensor<2x32x64xf32>
    %189 = tosa.reduce_sum %188 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %190 = tosa.mul %189, %38, %1 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %191 = tosa.add %190, %39 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %192 = tosa.rsqrt %191 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %193 = tosa.mul %187, %192, %1 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %194 = tosa.add %arg13, %40 : (tensor<64xf32>, tensor<1xf32>) -> tensor<64xf32>
    %195 = tosa.reshape %194, %6 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %196 = tosa.mul %193, %195, %1 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    return %196 : tensor<2x32x64xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_8_torch.float32: "0x040000000000803F9BE8A13ECDCCCC3DE386013D0AD7233C383E4F3B6F12833A60CBA539"
    }
  }
#-}
