module {
  func.func @main(%arg0: tensor<2x32x64xf32>, %arg1: tensor<2x32xi1>, %arg2: tensor<16x64xf32>, %arg3: tensor<32x64xf32>, %arg4: tensor<2x64xf32>, %arg5: tensor<64xf32>, %arg6: tensor<64xf32>, %arg7: tensor<64x64xf32>, %arg8: tensor<64xf32>, %arg9: tensor<64x64xf32>, %arg10: tensor<64xf32>, %arg11: tensor<64x64xf32>, %arg12: tensor<64xf32>, %arg13: tensor<64x64xf32>, %arg14: tensor<64xf32>, %arg15: tensor<64xf32>, %arg16: tensor<64xf32>, %arg17: tensor<32x64xf32>, %arg18: tensor<32xf32>, %arg19: tensor<64x32xf32>, %arg20: tensor<64xf32>, %arg21: tensor<64xf32>, %arg22: tensor<64xf32>) -> tensor<2x32x64xf32> {
    %0 = "tosa.const"() <{values = dense<[[32, 1]]> : tensor<1x2xi32>}> : () -> tensor<1x2xi32>
    %1 = "tosa.const"() <{values = dense_resource<torch_tensor_1_32_torch.int64> : tensor<1x32xi64>}> : () -> tensor<1x32xi64>
    %2 = tosa.const_shape  {values = dense<[1, 32, 1]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %3 = "tosa.const"() <{values = dense<0> : tensor<1x32x1xi32>}> : () -> tensor<1x32x1xi32>
    %4 = tosa.const_shape  {values = dense<[32, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %5 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %6 = tosa.const_shape  {values = dense<[1, 32]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %7 = tosa.const_shape  {values = dense<[2, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %8 = tosa.const_shape  {values = dense<[1, 2, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %9 = tosa.const_shape  {values = dense<[1, 64]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %10 = tosa.const_shape  {values = dense<[2, 32, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %11 = tosa.const_shape  {values = dense<[1, 32, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %12 = tosa.const_shape  {values = dense<[1, 1, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %13 = "tosa.const"() <{values = dense<[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]> : tensor<32xi64>}> : () -> tensor<32xi64>
    %14 = tosa.const_shape  {values = dense<[1, 1, 32, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %15 = tosa.const_shape  {values = dense<[1, 1, 1, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %16 = tosa.const_shape  {values = dense<[2, 1, 1, 1, 1]> : tensor<5xindex>} : () -> !tosa.shape<5>
    %17 = tosa.const_shape  {values = dense<[1, 1, 1, 32, 1]> : tensor<5xindex>} : () -> !tosa.shape<5>
    %18 = tosa.const_shape  {values = dense<[1, 64, 1]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %19 = tosa.const_shape  {values = dense<[64, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %20 = tosa.const_shape  {values = dense<[2, 1, 1, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %21 = tosa.const_shape  {values = dense<64> : tensor<2xindex>} : () -> !tosa.shape<2>
    %22 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1xf32>}> : () -> tensor<1xf32>
    %23 = tosa.const_shape  {values = dense<[1, 64, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %24 = tosa.const_shape  {values = dense<[2, 32, 4, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %25 = tosa.const_shape  {values = dense<[8, 32, 16]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %26 = tosa.const_shape  {values = dense<[8, 16, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %27 = tosa.const_shape  {values = dense<[2, 4, 32, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %28 = tosa.const_shape  {values = dense<[8, 32, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %29 = tosa.const_shape  {values = dense<[2, 4, 32, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %30 = tosa.const_shape  {values = dense<[1, 64, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %31 = tosa.const_shape  {values = dense<[64, 32]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %32 = tosa.const_shape  {values = dense<[2, 32, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %33 = "tosa.const"() <{values = dense_resource<torch_tensor_1_32_torch.int64_1> : tensor<1x32x1xi64>}> : () -> tensor<1x32x1xi64>
    %34 = "tosa.const"() <{values = dense<1.562500e-02> : tensor<1x1x1xf64>}> : () -> tensor<1x1x1xf64>
    %35 = "tosa.const"() <{values = dense<1.562500e-02> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %36 = "tosa.const"() <{values = dense<9.99999996E-13> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %37 = "tosa.const"() <{values = dense<0> : tensor<1x1x1x1xi64>}> : () -> tensor<1x1x1x1xi64>
    %38 = "tosa.const"() <{values = dense<true> : tensor<1x1x1x1xi1>}> : () -> tensor<1x1x1x1xi1>
    %39 = "tosa.const"() <{values = dense<0> : tensor<1x1x1x1xi32>}> : () -> tensor<1x1x1x1xi32>
    %40 = "tosa.const"() <{values = dense<2> : tensor<1x1x1x1xi32>}> : () -> tensor<1x1x1x1xi32>
    %41 = "tosa.const"() <{values = dense<32> : tensor<1x1x1x1xi32>}> : () -> tensor<1x1x1x1xi32>
    %42 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %43 = "tosa.const"() <{values = dense<-3.40282347E+38> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %44 = "tosa.const"() <{values = dense<2.500000e-01> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %45 = "tosa.const"() <{values = dense<1.000000e+00> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %46 = "tosa.const"() <{values = dense<5.000000e-01> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %47 = "tosa.const"() <{values = dense<0.707106769> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %cst = arith.constant dense<[[[[0]]], [[[1]]]]> : tensor<2x1x1x1xi64>
    %48 = tosa.cast %1 : (tensor<1x32xi64>) -> tensor<1x32xi32>
    %49 = tosa.reshape %48, %2 : (tensor<1x32xi32>, !tosa.shape<3>) -> tensor<1x32x1xi32>
    %50 = tosa.concat %3, %49 {axis = 2 : i32} : (tensor<1x32x1xi32>, tensor<1x32x1xi32>) -> tensor<1x32x2xi32>
    %51 = tosa.reshape %50, %4 : (tensor<1x32x2xi32>, !tosa.shape<2>) -> tensor<32x2xi32>
    %52 = tosa.mul %51, %0, %5 : (tensor<32x2xi32>, tensor<1x2xi32>, tensor<1xi8>) -> tensor<32x2xi32>
    %53 = tosa.reduce_sum %52 {axis = 1 : i32} : (tensor<32x2xi32>) -> tensor<32x1xi32>
    %54 = tosa.reshape %53, %6 : (tensor<32x1xi32>, !tosa.shape<2>) -> tensor<1x32xi32>
    %55 = tosa.gather %33, %54 : (tensor<1x32x1xi64>, tensor<1x32xi32>) -> tensor<1x32x1xi64>
    %56 = tosa.reshape %55, %6 : (tensor<1x32x1xi64>, !tosa.shape<2>) -> tensor<1x32xi64>
    %57 = tosa.tile %56, %7 : (tensor<1x32xi64>, !tosa.shape<2>) -> tensor<2x32xi64>
    %58 = tosa.reshape %arg4, %8 : (tensor<2x64xf32>, !tosa.shape<3>) -> tensor<1x2x64xf32>
    %59 = tosa.reshape %57, %9 : (tensor<2x32xi64>, !tosa.shape<2>) -> tensor<1x64xi64>
    %60 = tosa.cast %59 : (tensor<1x64xi64>) -> tensor<1x64xi32>
    %61 = tosa.gather %58, %60 : (tensor<1x2x64xf32>, tensor<1x64xi32>) -> tensor<1x64x64xf32>
    %62 = tosa.reshape %61, %10 : (tensor<1x64x64xf32>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    %63 = tosa.add %arg0, %62 : (tensor<2x32x64xf32>, tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %64 = tosa.reshape %arg3, %11 : (tensor<32x64xf32>, !tosa.shape<3>) -> tensor<1x32x64xf32>
    %65 = tosa.gather %64, %48 : (tensor<1x32x64xf32>, tensor<1x32xi32>) -> tensor<1x32x64xf32>
    %66 = tosa.add %63, %65 : (tensor<2x32x64xf32>, tensor<1x32x64xf32>) -> tensor<2x32x64xf32>
    %67 = tosa.cast %66 : (tensor<2x32x64xf32>) -> tensor<2x32x64xf64>
    %68 = tosa.reduce_sum %67 {axis = 2 : i32} : (tensor<2x32x64xf64>) -> tensor<2x32x1xf64>
    %69 = tosa.mul %68, %34, %5 : (tensor<2x32x1xf64>, tensor<1x1x1xf64>, tensor<1xi8>) -> tensor<2x32x1xf64>
    %70 = tosa.sub %67, %69 : (tensor<2x32x64xf64>, tensor<2x32x1xf64>) -> tensor<2x32x64xf64>
    %71 = tosa.mul %70, %70, %5 : (tensor<2x32x64xf64>, tensor<2x32x64xf64>, tensor<1xi8>) -> tensor<2x32x64xf64>
    %72 = tosa.reduce_sum %71 {axis = 2 : i32} : (tensor<2x32x64xf64>) -> tensor<2x32x1xf64>
    %73 = tosa.mul %72, %34, %5 : (tensor<2x32x1xf64>, tensor<1x1x1xf64>, tensor<1xi8>) -> tensor<2x32x1xf64>
    %74 = tosa.cast %73 : (tensor<2x32x1xf64>) -> tensor<2x32x1xf32>
    %75 = tosa.reduce_sum %66 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %76 = tosa.mul %75, %35, %5 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %77 = tosa.add %74, %36 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %78 = tosa.rsqrt %77 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %79 = tosa.sub %66, %76 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>) -> tensor<2x32x64xf32>
    %80 = tosa.mul %79, %78, %5 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %81 = tosa.reshape %arg5, %12 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %82 = tosa.mul %80, %81, %5 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %83 = tosa.reshape %arg6, %12 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %84 = tosa.add %82, %83 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>) -> tensor<2x32x64xf32>
    %85 = tosa.cast %13 : (tensor<32xi64>) -> tensor<32xi32>
    %86 = tosa.cast %85 : (tensor<32xi32>) -> tensor<32xi64>
    %87 = tosa.reshape %86, %14 : (tensor<32xi64>, !tosa.shape<4>) -> tensor<1x1x32x1xi64>
    %88 = tosa.reshape %86, %15 : (tensor<32xi64>, !tosa.shape<4>) -> tensor<1x1x1x32xi64>
    %89 = tosa.greater_equal %87, %37 : (tensor<1x1x32x1xi64>, tensor<1x1x1x1xi64>) -> tensor<1x1x32x1xi1>
    %90 = tosa.logical_and %89, %38 : (tensor<1x1x32x1xi1>, tensor<1x1x1x1xi1>) -> tensor<1x1x32x1xi1>
    %91 = tosa.cast %cst : (tensor<2x1x1x1xi64>) -> tensor<2x1x1x1xi32>
    %92 = tosa.add %91, %40 : (tensor<2x1x1x1xi32>, tensor<1x1x1x1xi32>) -> tensor<2x1x1x1xi32>
    %93 = tosa.greater %39, %91 : (tensor<1x1x1x1xi32>, tensor<2x1x1x1xi32>) -> tensor<2x1x1x1xi1>
    %94 = tosa.select %93, %92, %91 : (tensor<2x1x1x1xi1>, tensor<2x1x1x1xi32>, tensor<2x1x1x1xi32>) -> tensor<2x1x1x1xi32>
    %95 = tosa.reshape %94, %16 : (tensor<2x1x1x1xi32>, !tosa.shape<5>) -> tensor<2x1x1x1x1xi32>
    %96 = tosa.cast %88 : (tensor<1x1x1x32xi64>) -> tensor<1x1x1x32xi32>
    %97 = tosa.add %96, %41 : (tensor<1x1x1x32xi32>, tensor<1x1x1x1xi32>) -> tensor<1x1x1x32xi32>
    %98 = tosa.greater %39, %96 : (tensor<1x1x1x1xi32>, tensor<1x1x1x32xi32>) -> tensor<1x1x1x32xi1>
    %99 = tosa.select %98, %97, %96 : (tensor<1x1x1x32xi1>, tensor<1x1x1x32xi32>, tensor<1x1x1x32xi32>) -> tensor<1x1x1x32xi32>
    %100 = tosa.reshape %99, %17 : (tensor<1x1x1x32xi32>, !tosa.shape<5>) -> tensor<1x1x1x32x1xi32>
    %101 = tosa.tile %95, %17 : (tensor<2x1x1x1x1xi32>, !tosa.shape<5>) -> tensor<2x1x1x32x1xi32>
    %102 = tosa.tile %100, %16 : (tensor<1x1x1x32x1xi32>, !tosa.shape<5>) -> tensor<2x1x1x32x1xi32>
    %103 = tosa.concat %101, %102 {axis = 4 : i32} : (tensor<2x1x1x32x1xi32>, tensor<2x1x1x32x1xi32>) -> tensor<2x1x1x32x2xi32>
    %104 = tosa.reshape %arg1, %18 : (tensor<2x32xi1>, !tosa.shape<3>) -> tensor<1x64x1xi1>
    %105 = tosa.reshape %103, %19 : (tensor<2x1x1x32x2xi32>, !tosa.shape<2>) -> tensor<64x2xi32>
    %106 = tosa.mul %105, %0, %5 : (tensor<64x2xi32>, tensor<1x2xi32>, tensor<1xi8>) -> tensor<64x2xi32>
    %107 = tosa.reduce_sum %106 {axis = 1 : i32} : (tensor<64x2xi32>) -> tensor<64x1xi32>
    %108 = tosa.reshape %107, %9 : (tensor<64x1xi32>, !tosa.shape<2>) -> tensor<1x64xi32>
    %109 = tosa.cast %104 : (tensor<1x64x1xi1>) -> tensor<1x64x1xi8>
    %110 = tosa.gather %109, %108 : (tensor<1x64x1xi8>, tensor<1x64xi32>) -> tensor<1x64x1xi8>
    %111 = tosa.cast %110 : (tensor<1x64x1xi8>) -> tensor<1x64x1xi1>
    %112 = tosa.reshape %111, %20 : (tensor<1x64x1xi1>, !tosa.shape<4>) -> tensor<2x1x1x32xi1>
    %113 = tosa.logical_and %90, %112 : (tensor<1x1x32x1xi1>, tensor<2x1x1x32xi1>) -> tensor<2x1x32x32xi1>
    %114 = tosa.select %113, %42, %43 : (tensor<2x1x32x32xi1>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<2x1x32x32xf32>
    %115 = tosa.transpose %arg7 {perms = array<i32: 1, 0>} : (tensor<64x64xf32>) -> tensor<64x64xf32>
    %116 = tosa.reshape %84, %23 : (tensor<2x32x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %117 = tosa.reshape %115, %23 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %118 = tosa.matmul %116, %117, %22, %22 : (tensor<1x64x64xf32>, tensor<1x64x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %119 = tosa.reshape %118, %21 : (tensor<1x64x64xf32>, !tosa.shape<2>) -> tensor<64x64xf32>
    %120 = tosa.reshape %arg8, %9 : (tensor<64xf32>, !tosa.shape<2>) -> tensor<1x64xf32>
    %121 = tosa.add %119, %120 : (tensor<64x64xf32>, tensor<1x64xf32>) -> tensor<64x64xf32>
    %122 = tosa.reshape %121, %24 : (tensor<64x64xf32>, !tosa.shape<4>) -> tensor<2x32x4x16xf32>
    %123 = tosa.transpose %122 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x4x16xf32>) -> tensor<2x4x32x16xf32>
    %124 = tosa.transpose %arg9 {perms = array<i32: 1, 0>} : (tensor<64x64xf32>) -> tensor<64x64xf32>
    %125 = tosa.reshape %124, %23 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %126 = tosa.matmul %116, %125, %22, %22 : (tensor<1x64x64xf32>, tensor<1x64x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %127 = tosa.reshape %126, %21 : (tensor<1x64x64xf32>, !tosa.shape<2>) -> tensor<64x64xf32>
    %128 = tosa.reshape %arg10, %9 : (tensor<64xf32>, !tosa.shape<2>) -> tensor<1x64xf32>
    %129 = tosa.add %127, %128 : (tensor<64x64xf32>, tensor<1x64xf32>) -> tensor<64x64xf32>
    %130 = tosa.reshape %129, %24 : (tensor<64x64xf32>, !tosa.shape<4>) -> tensor<2x32x4x16xf32>
    %131 = tosa.transpose %arg11 {perms = array<i32: 1, 0>} : (tensor<64x64xf32>) -> tensor<64x64xf32>
    %132 = tosa.reshape %131, %23 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %133 = tosa.matmul %116, %132, %22, %22 : (tensor<1x64x64xf32>, tensor<1x64x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %134 = tosa.reshape %133, %21 : (tensor<1x64x64xf32>, !tosa.shape<2>) -> tensor<64x64xf32>
    %135 = tosa.reshape %arg12, %9 : (tensor<64xf32>, !tosa.shape<2>) -> tensor<1x64xf32>
    %136 = tosa.add %134, %135 : (tensor<64x64xf32>, tensor<1x64xf32>) -> tensor<64x64xf32>
    %137 = tosa.reshape %136, %24 : (tensor<64x64xf32>, !tosa.shape<4>) -> tensor<2x32x4x16xf32>
    %138 = tosa.transpose %137 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x4x16xf32>) -> tensor<2x4x32x16xf32>
    %139 = tosa.transpose %130 {perms = array<i32: 0, 2, 3, 1>} : (tensor<2x32x4x16xf32>) -> tensor<2x4x16x32xf32>
    %140 = tosa.reshape %123, %25 : (tensor<2x4x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %141 = tosa.reshape %139, %26 : (tensor<2x4x16x32xf32>, !tosa.shape<3>) -> tensor<8x16x32xf32>
    %142 = tosa.matmul %140, %141, %22, %22 : (tensor<8x32x16xf32>, tensor<8x16x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x32xf32>
    %143 = tosa.reshape %142, %27 : (tensor<8x32x32xf32>, !tosa.shape<4>) -> tensor<2x4x32x32xf32>
    %144 = tosa.mul %143, %44, %5 : (tensor<2x4x32x32xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %145 = tosa.add %144, %114 : (tensor<2x4x32x32xf32>, tensor<2x1x32x32xf32>) -> tensor<2x4x32x32xf32>
    %146 = tosa.reduce_max %145 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %147 = tosa.sub %145, %146 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) -> tensor<2x4x32x32xf32>
    %148 = tosa.exp %147 : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x32xf32>
    %149 = tosa.reduce_sum %148 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %150 = tosa.reciprocal %149 : (tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %151 = tosa.mul %148, %150, %5 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %152 = tosa.reshape %151, %28 : (tensor<2x4x32x32xf32>, !tosa.shape<3>) -> tensor<8x32x32xf32>
    %153 = tosa.reshape %138, %25 : (tensor<2x4x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %154 = tosa.matmul %152, %153, %22, %22 : (tensor<8x32x32xf32>, tensor<8x32x16xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x16xf32>
    %155 = tosa.reshape %154, %29 : (tensor<8x32x16xf32>, !tosa.shape<4>) -> tensor<2x4x32x16xf32>
    %156 = tosa.transpose %155 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x4x32x16xf32>) -> tensor<2x32x4x16xf32>
    %157 = tosa.transpose %arg13 {perms = array<i32: 1, 0>} : (tensor<64x64xf32>) -> tensor<64x64xf32>
    %158 = tosa.reshape %156, %23 : (tensor<2x32x4x16xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %159 = tosa.reshape %157, %23 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %160 = tosa.matmul %158, %159, %22, %22 : (tensor<1x64x64xf32>, tensor<1x64x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %161 = tosa.reshape %160, %21 : (tensor<1x64x64xf32>, !tosa.shape<2>) -> tensor<64x64xf32>
    %162 = tosa.reshape %arg14, %9 : (tensor<64xf32>, !tosa.shape<2>) -> tensor<1x64xf32>
    %163 = tosa.add %161, %162 : (tensor<64x64xf32>, tensor<1x64xf32>) -> tensor<64x64xf32>
    %164 = tosa.reshape %163, %10 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    %165 = tosa.add %164, %84 : (tensor<2x32x64xf32>, tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %166 = tosa.cast %165 : (tensor<2x32x64xf32>) -> tensor<2x32x64xf64>
    %167 = tosa.reduce_sum %166 {axis = 2 : i32} : (tensor<2x32x64xf64>) -> tensor<2x32x1xf64>
    %168 = tosa.mul %167, %34, %5 : (tensor<2x32x1xf64>, tensor<1x1x1xf64>, tensor<1xi8>) -> tensor<2x32x1xf64>
    %169 = tosa.sub %166, %168 : (tensor<2x32x64xf64>, tensor<2x32x1xf64>) -> tensor<2x32x64xf64>
    %170 = tosa.mul %169, %169, %5 : (tensor<2x32x64xf64>, tensor<2x32x64xf64>, tensor<1xi8>) -> tensor<2x32x64xf64>
    %171 = tosa.reduce_sum %170 {axis = 2 : i32} : (tensor<2x32x64xf64>) -> tensor<2x32x1xf64>
    %172 = tosa.mul %171, %34, %5 : (tensor<2x32x1xf64>, tensor<1x1x1xf64>, tensor<1xi8>) -> tensor<2x32x1xf64>
    %173 = tosa.cast %172 : (tensor<2x32x1xf64>) -> tensor<2x32x1xf32>
    %174 = tosa.reduce_sum %165 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %175 = tosa.mul %174, %35, %5 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %176 = tosa.add %173, %36 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %177 = tosa.rsqrt %176 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %178 = tosa.sub %165, %175 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>) -> tensor<2x32x64xf32>
    %179 = tosa.mul %178, %177, %5 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %180 = tosa.reshape %arg15, %12 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %181 = tosa.mul %179, %180, %5 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %182 = tosa.reshape %arg16, %12 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %183 = tosa.add %181, %182 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>) -> tensor<2x32x64xf32>
    %184 = tosa.transpose %arg17 {perms = array<i32: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
    %185 = tosa.reshape %183, %23 : (tensor<2x32x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %186 = tosa.reshape %184, %30 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %187 = tosa.matmul %185, %186, %22, %22 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %188 = tosa.reshape %187, %31 : (tensor<1x64x32xf32>, !tosa.shape<2>) -> tensor<64x32xf32>
    %189 = tosa.reshape %arg18, %6 : (tensor<32xf32>, !tosa.shape<2>) -> tensor<1x32xf32>
    %190 = tosa.add %188, %189 : (tensor<64x32xf32>, tensor<1x32xf32>) -> tensor<64x32xf32>
    %191 = tosa.reshape %190, %32 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<2x32x32xf32>
    %192 = tosa.mul %191, %47, %5 : (tensor<2x32x32xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %193 = tosa.erf %192 : (tensor<2x32x32xf32>) -> tensor<2x32x32xf32>
    %194 = tosa.add %193, %45 : (tensor<2x32x32xf32>, tensor<1x1x1xf32>) -> tensor<2x32x32xf32>
    %195 = tosa.mul %46, %194, %5 : (tensor<1x1x1xf32>, tensor<2x32x32xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %196 = tosa.mul %191, %195, %5 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %197 = tosa.transpose %arg19 {perms = array<i32: 1, 0>} : (tensor<64x32xf32>) -> tensor<32x64xf32>
    %198 = tosa.reshape %196, %30 : (tensor<2x32x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %199 = tosa.reshape %197, %11 : (tensor<32x64xf32>, !tosa.shape<3>) -> tensor<1x32x64xf32>
    %200 = tosa.matmul %198, %199, %22, %22 : (tensor<1x64x32xf32>, tensor<1x32x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %201 = tosa.reshape %200, %21 : (tensor<1x64x64xf32>, !tosa.shape<2>) -> tensor<64x64xf32>
    %202 = tosa.reshape %arg20, %9 : (tensor<64xf32>, !tosa.shape<2>) -> tensor<1x64xf32>
    %203 = tosa.add %201, %202 : (tensor<64x64xf32>, tensor<1x64xf32>) -> tensor<64x64xf32>
    %204 = tosa.reshape %203, %10 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    %205 = tosa.add %204, %183 : (tensor<2x32x64xf32>, tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %206 = tosa.cast %205 : (tensor<2x32x64xf32>) -> tensor<2x32x64xf64>
    %207 = tosa.reduce_sum %206 {axis = 2 : i32} : (tensor<2x32x64xf64>) -> tensor<2x32x1xf64>
    %208 = tosa.mul %207, %34, %5 : (tensor<2x32x1xf64>, tensor<1x1x1xf64>, tensor<1xi8>) -> tensor<2x32x1xf64>
    %209 = tosa.sub %206, %208 : (tensor<2x32x64xf64>, tensor<2x32x1xf64>) -> tensor<2x32x64xf64>
    %210 = tosa.mul %209, %209, %5 : (tensor<2x32x64xf64>, tensor<2x32x64xf64>, tensor<1xi8>) -> tensor<2x32x64xf64>
    %211 = tosa.reduce_sum %210 {axis = 2 : i32} : (tensor<2x32x64xf64>) -> tensor<2x32x1xf64>
    %212 = tosa.mul %211, %34, %5 : (tensor<2x32x1xf64>, tensor<1x1x1xf64>, tensor<1xi8>) -> tensor<2x32x1xf64>
    %213 = tosa.cast %212 : (tensor<2x32x1xf64>) -> tensor<2x32x1xf32>
    %214 = tosa.reduce_sum %205 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %215 = tosa.mul %214, %35, %5 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %216 = tosa.add %213, %36 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %217 = tosa.rsqrt %216 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %218 = tosa.sub %205, %215 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>) -> tensor<2x32x64xf32>
    %219 = tosa.mul %218, %217, %5 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %220 = tosa.reshape %arg21, %12 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %221 = tosa.mul %219, %220, %5 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %222 = tosa.reshape %arg22, %12 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %223 = tosa.add %221, %222 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>) -> tensor<2x32x64xf32>
    return %223 : tensor<2x32x64xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_1_32_torch.int64: "0x0800000000000000000000000100000000000000020000000000000003000000000000000400000000000000050000000000000006000000000000000700000000000000080000000000000009000000000000000A000000000000000B000000000000000C000000000000000D000000000000000E000000000000000F0000000000000010000000000000001100000000000000120000000000000013000000000000001400000000000000150000000000000016000000000000001700000000000000180000000000000019000000000000001A000000000000001B000000000000001C000000000000001D000000000000001E000000000000001F00000000000000",
      torch_tensor_1_32_torch.int64_1: "0x0800000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
    }
  }
#-}
