module {
  func.func @main(%arg0: tensor<2x32x64xf32>, %arg1: tensor<16x64xf32>, %arg2: tensor<64x64xf32>, %arg3: tensor<32x64xf32>, %arg4: tensor<32x64xf32>, %arg5: tensor<64x64xf32>, %arg6: tensor<32x64xf32>, %arg7: tensor<32x64xf32>, %arg8: tensor<64x32xf32>, %arg9: tensor<64xf32>, %arg10: tensor<64xf32>, %arg11: tensor<64xf32>) -> tensor<2x32x64xf32> {
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
    %26 = tosa.const_shape  {values = dense<[1, 32, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %27 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %28 = "tosa.const"() <{values = dense<-3.40282347E+38> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %29 = "tosa.const"() <{values = dense_resource<torch_tensor_8_torch.float32> : tensor<1x1x8xf32>}> : () -> tensor<1x1x8xf32>
    %30 = "tosa.const"() <{values = dense<2.000000e+00> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %31 = "tosa.const"() <{values = dense<1.562500e-02> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %32 = "tosa.const"() <{values = dense<9.99999997E-7> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %33 = "tosa.const"() <{values = dense<2.500000e-01> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %34 = tosa.cast %0 : (tensor<32xi64>) -> tensor<32xi32>
    %35 = tosa.cast %34 : (tensor<32xi32>) -> tensor<32xi64>
    %36 = tosa.reshape %35, %2 : (tensor<32xi64>, !tosa.shape<4>) -> tensor<1x1x32x1xi64>
    %37 = tosa.reshape %35, %3 : (tensor<32xi64>, !tosa.shape<4>) -> tensor<1x1x1x32xi64>
    %38 = tosa.greater_equal %36, %37 : (tensor<1x1x32x1xi64>, tensor<1x1x1x32xi64>) -> tensor<1x1x32x32xi1>
    %39 = tosa.tile %38, %4 : (tensor<1x1x32x32xi1>, !tosa.shape<4>) -> tensor<2x1x32x32xi1>
    %40 = tosa.select %39, %27, %28 : (tensor<2x1x32x32xi1>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<2x1x32x32xf32>
    %41 = tosa.reshape %35, %5 : (tensor<32xi64>, !tosa.shape<3>) -> tensor<1x32x1xi64>
    %42 = tosa.cast %41 : (tensor<1x32x1xi64>) -> tensor<1x32x1xf32>
    %43 = tosa.mul %42, %29, %1 : (tensor<1x32x1xf32>, tensor<1x1x8xf32>, tensor<1xi8>) -> tensor<1x32x8xf32>
    %44 = tosa.concat %43, %43 {axis = 2 : i32} : (tensor<1x32x8xf32>, tensor<1x32x8xf32>) -> tensor<1x32x16xf32>
    %45 = tosa.cos %44 : (tensor<1x32x16xf32>) -> tensor<1x32x16xf32>
    %46 = tosa.sin %44 : (tensor<1x32x16xf32>) -> tensor<1x32x16xf32>
    %47 = tosa.pow %arg0, %30 : (tensor<2x32x64xf32>, tensor<1x1x1xf32>) -> tensor<2x32x64xf32>
    %48 = tosa.reduce_sum %47 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %49 = tosa.mul %48, %31, %1 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %50 = tosa.add %49, %32 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %51 = tosa.rsqrt %50 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %52 = tosa.mul %arg0, %51, %1 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %53 = tosa.reshape %arg9, %6 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %54 = tosa.mul %53, %52, %1 : (tensor<1x1x64xf32>, tensor<2x32x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %55 = tosa.transpose %arg2 {perms = array<i32: 1, 0>} : (tensor<64x64xf32>) -> tensor<64x64xf32>
    %56 = tosa.reshape %54, %8 : (tensor<2x32x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %57 = tosa.reshape %55, %8 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %58 = tosa.matmul %56, %57, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %59 = tosa.reshape %58, %10 : (tensor<1x64x64xf32>, !tosa.shape<4>) -> tensor<2x32x4x16xf32>
    %60 = tosa.transpose %59 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x4x16xf32>) -> tensor<2x4x32x16xf32>
    %61 = tosa.transpose %arg3 {perms = array<i32: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
    %62 = tosa.reshape %61, %11 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %63 = tosa.matmul %56, %62, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %64 = tosa.reshape %63, %13 : (tensor<1x64x32xf32>, !tosa.shape<4>) -> tensor<2x32x2x16xf32>
    %65 = tosa.transpose %64 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x2x16xf32>) -> tensor<2x2x32x16xf32>
    %66 = tosa.transpose %arg4 {perms = array<i32: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
    %67 = tosa.reshape %66, %11 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %68 = tosa.matmul %56, %67, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %69 = tosa.reshape %68, %13 : (tensor<1x64x32xf32>, !tosa.shape<4>) -> tensor<2x32x2x16xf32>
    %70 = tosa.transpose %69 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x2x16xf32>) -> tensor<2x2x32x16xf32>
    %71 = tosa.reshape %45, %14 : (tensor<1x32x16xf32>, !tosa.shape<4>) -> tensor<1x1x32x16xf32>
    %72 = tosa.reshape %46, %14 : (tensor<1x32x16xf32>, !tosa.shape<4>) -> tensor<1x1x32x16xf32>
    %73 = tosa.mul %60, %71, %1 : (tensor<2x4x32x16xf32>, tensor<1x1x32x16xf32>, tensor<1xi8>) -> tensor<2x4x32x16xf32>
    %74 = tosa.slice %60, %16, %15 : (tensor<2x4x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x4x32x8xf32>
    %75 = tosa.slice %60, %17, %15 : (tensor<2x4x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x4x32x8xf32>
    %76 = tosa.negate %75, %7, %7 : (tensor<2x4x32x8xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x4x32x8xf32>
    %77 = tosa.concat %76, %74 {axis = 3 : i32} : (tensor<2x4x32x8xf32>, tensor<2x4x32x8xf32>) -> tensor<2x4x32x16xf32>
    %78 = tosa.mul %77, %72, %1 : (tensor<2x4x32x16xf32>, tensor<1x1x32x16xf32>, tensor<1xi8>) -> tensor<2x4x32x16xf32>
    %79 = tosa.add %73, %78 : (tensor<2x4x32x16xf32>, tensor<2x4x32x16xf32>) -> tensor<2x4x32x16xf32>
    %80 = tosa.mul %65, %71, %1 : (tensor<2x2x32x16xf32>, tensor<1x1x32x16xf32>, tensor<1xi8>) -> tensor<2x2x32x16xf32>
    %81 = tosa.slice %65, %16, %18 : (tensor<2x2x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x2x32x8xf32>
    %82 = tosa.slice %65, %17, %18 : (tensor<2x2x32x16xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<2x2x32x8xf32>
    %83 = tosa.negate %82, %7, %7 : (tensor<2x2x32x8xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x2x32x8xf32>
    %84 = tosa.concat %83, %81 {axis = 3 : i32} : (tensor<2x2x32x8xf32>, tensor<2x2x32x8xf32>) -> tensor<2x2x32x16xf32>
    %85 = tosa.mul %84, %72, %1 : (tensor<2x2x32x16xf32>, tensor<1x1x32x16xf32>, tensor<1xi8>) -> tensor<2x2x32x16xf32>
    %86 = tosa.add %80, %85 : (tensor<2x2x32x16xf32>, tensor<2x2x32x16xf32>) -> tensor<2x2x32x16xf32>
    %87 = tosa.reshape %86, %19 : (tensor<2x2x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x1x32x16xf32>
    %88 = tosa.tile %87, %20 : (tensor<2x2x1x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x2x32x16xf32>
    %89 = tosa.reshape %88, %21 : (tensor<2x2x2x32x16xf32>, !tosa.shape<4>) -> tensor<2x4x32x16xf32>
    %90 = tosa.reshape %70, %19 : (tensor<2x2x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x1x32x16xf32>
    %91 = tosa.tile %90, %20 : (tensor<2x2x1x32x16xf32>, !tosa.shape<5>) -> tensor<2x2x2x32x16xf32>
    %92 = tosa.transpose %89 {perms = array<i32: 0, 1, 3, 2>} : (tensor<2x4x32x16xf32>) -> tensor<2x4x16x32xf32>
    %93 = tosa.reshape %79, %22 : (tensor<2x4x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %94 = tosa.reshape %92, %23 : (tensor<2x4x16x32xf32>, !tosa.shape<3>) -> tensor<8x16x32xf32>
    %95 = tosa.matmul %93, %94, %7, %7 : (tensor<8x32x16xf32>, tensor<8x16x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x32xf32>
    %96 = tosa.reshape %95, %24 : (tensor<8x32x32xf32>, !tosa.shape<4>) -> tensor<2x4x32x32xf32>
    %97 = tosa.mul %96, %33, %1 : (tensor<2x4x32x32xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %98 = tosa.add %97, %40 : (tensor<2x4x32x32xf32>, tensor<2x1x32x32xf32>) -> tensor<2x4x32x32xf32>
    %99 = tosa.reduce_max %98 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %100 = tosa.sub %98, %99 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) -> tensor<2x4x32x32xf32>
    %101 = tosa.exp %100 : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x32xf32>
    %102 = tosa.reduce_sum %101 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %103 = tosa.reciprocal %102 : (tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %104 = tosa.mul %101, %103, %1 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %105 = tosa.reshape %104, %25 : (tensor<2x4x32x32xf32>, !tosa.shape<3>) -> tensor<8x32x32xf32>
    %106 = tosa.reshape %91, %22 : (tensor<2x2x2x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %107 = tosa.matmul %105, %106, %7, %7 : (tensor<8x32x32xf32>, tensor<8x32x16xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x16xf32>
    %108 = tosa.reshape %107, %21 : (tensor<8x32x16xf32>, !tosa.shape<4>) -> tensor<2x4x32x16xf32>
    %109 = tosa.transpose %108 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x4x32x16xf32>) -> tensor<2x32x4x16xf32>
    %110 = tosa.transpose %arg5 {perms = array<i32: 1, 0>} : (tensor<64x64xf32>) -> tensor<64x64xf32>
    %111 = tosa.reshape %109, %8 : (tensor<2x32x4x16xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %112 = tosa.reshape %110, %8 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %113 = tosa.matmul %111, %112, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %114 = tosa.reshape %113, %9 : (tensor<1x64x64xf32>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    %115 = tosa.add %arg0, %114 : (tensor<2x32x64xf32>, tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %116 = tosa.pow %115, %30 : (tensor<2x32x64xf32>, tensor<1x1x1xf32>) -> tensor<2x32x64xf32>
    %117 = tosa.reduce_sum %116 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %118 = tosa.mul %117, %31, %1 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %119 = tosa.add %118, %32 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %120 = tosa.rsqrt %119 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %121 = tosa.mul %115, %120, %1 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %122 = tosa.reshape %arg10, %6 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %123 = tosa.mul %122, %121, %1 : (tensor<1x1x64xf32>, tensor<2x32x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %124 = tosa.transpose %arg6 {perms = array<i32: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
    %125 = tosa.reshape %123, %8 : (tensor<2x32x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %126 = tosa.reshape %124, %11 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %127 = tosa.matmul %125, %126, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %128 = tosa.reshape %127, %12 : (tensor<1x64x32xf32>, !tosa.shape<3>) -> tensor<2x32x32xf32>
    %129 = tosa.sigmoid %128 : (tensor<2x32x32xf32>) -> tensor<2x32x32xf32>
    %130 = tosa.mul %128, %129, %1 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %131 = tosa.transpose %arg7 {perms = array<i32: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
    %132 = tosa.reshape %131, %11 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %133 = tosa.matmul %125, %132, %7, %7 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %134 = tosa.reshape %133, %12 : (tensor<1x64x32xf32>, !tosa.shape<3>) -> tensor<2x32x32xf32>
    %135 = tosa.mul %130, %134, %1 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %136 = tosa.transpose %arg8 {perms = array<i32: 1, 0>} : (tensor<64x32xf32>) -> tensor<32x64xf32>
    %137 = tosa.reshape %135, %11 : (tensor<2x32x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %138 = tosa.reshape %136, %26 : (tensor<32x64xf32>, !tosa.shape<3>) -> tensor<1x32x64xf32>
    %139 = tosa.matmul %137, %138, %7, %7 : (tensor<1x64x32xf32>, tensor<1x32x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %140 = tosa.reshape %139, %9 : (tensor<1x64x64xf32>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    %141 = tosa.add %115, %140 : (tensor<2x32x64xf32>, tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %142 = tosa.pow %141, %30 : (tensor<2x32x64xf32>, tensor<1x1x1xf32>) -> tensor<2x32x64xf32>
    %143 = tosa.reduce_sum %142 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %144 = tosa.mul %143, %31, %1 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %145 = tosa.add %144, %32 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %146 = tosa.rsqrt %145 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %147 = tosa.mul %141, %146, %1 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %148 = tosa.reshape %arg11, %6 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %149 = tosa.mul %148, %147, %1 : (tensor<1x1x64xf32>, tensor<2x32x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    return %149 : tensor<2x32x64xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_8_torch.float32: "0x040000000000803F9BE8A13ECDCCCC3DE386013D0AD7233C383E4F3B6F12833A60CBA539"
    }
  }
#-}
