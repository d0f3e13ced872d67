module {
  func.func @main(%arg0: tensor<2x32x64xf32>, %arg1: tensor<16x64xf32>, %arg2: tensor<32x64xf32>, %arg3: tensor<64xf32>, %arg4: tensor<64xf32>, %arg5: tensor<64x192xf32>, %arg6: tensor<192xf32>, %arg7: tensor<64x64xf32>, %arg8: tensor<64xf32>, %arg9: tensor<64xf32>, %arg10: tensor<64xf32>, %arg11: tensor<64x32xf32>, %arg12: tensor<32xf32>, %arg13: tensor<32x64xf32>, %arg14: tensor<64xf32>, %arg15: tensor<64xf32>, %arg16: tensor<64xf32>) -> tensor<2x32x64xf32> {
    %0 = "tosa.const"() <{values = dense<[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]> : tensor<32xi64>}> : () -> tensor<32xi64>
    %1 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %2 = tosa.const_shape  {values = dense<[1, 32]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %3 = tosa.const_shape  {values = dense<[1, 32, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %4 = tosa.const_shape  {values = dense<[1, 1, 32, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %5 = tosa.const_shape  {values = dense<[1, 1, 1, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %6 = tosa.const_shape  {values = dense<[2, 1, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %7 = tosa.const_shape  {values = dense<[1, 1, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %8 = tosa.const_shape  {values = dense<64> : tensor<2xindex>} : () -> !tosa.shape<2>
    %9 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1xf32>}> : () -> tensor<1xf32>
    %10 = tosa.const_shape  {values = dense<[1, 64, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %11 = tosa.const_shape  {values = dense<[1, 64, 192]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %12 = tosa.const_shape  {values = dense<[64, 192]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %13 = tosa.const_shape  {values = dense<[1, 192]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %14 = tosa.const_shape  {values = dense<[2, 32, 192]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %15 = tosa.const_shape  {values = dense<[2, 32, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %16 = tosa.const_shape  {values = dense<0> : tensor<3xindex>} : () -> !tosa.shape<3>
    %17 = tosa.const_shape  {values = dense<[0, 0, 64]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %18 = tosa.const_shape  {values = dense<[0, 0, 128]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %19 = tosa.const_shape  {values = dense<[2, 32, 4, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %20 = tosa.const_shape  {values = dense<[8, 32, 16]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %21 = tosa.const_shape  {values = dense<[8, 16, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %22 = tosa.const_shape  {values = dense<[2, 4, 32, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %23 = tosa.const_shape  {values = dense<[8, 32, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %24 = tosa.const_shape  {values = dense<[2, 4, 32, 16]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %25 = tosa.const_shape  {values = dense<[1, 64]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %26 = tosa.const_shape  {values = dense<[1, 64, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %27 = tosa.const_shape  {values = dense<[64, 32]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %28 = tosa.const_shape  {values = dense<[2, 32, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %29 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %30 = "tosa.const"() <{values = dense<-3.40282347E+38> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %31 = "tosa.const"() <{values = dense<1.562500e-02> : tensor<1x1x1xf64>}> : () -> tensor<1x1x1xf64>
    %32 = "tosa.const"() <{values = dense<1.562500e-02> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %33 = "tosa.const"() <{values = dense<9.99999974E-6> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %34 = "tosa.const"() <{values = dense<2.500000e-01> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %35 = "tosa.const"() <{values = dense<5.000000e-01> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %36 = "tosa.const"() <{values = dense<3.000000e+00> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %37 = "tosa.const"() <{values = dense<4.471500e-02> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %38 = "tosa.const"() <{values = dense<0.797884583> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %39 = "tosa.const"() <{values = dense<1.000000e+00> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
    %40 = tosa.cast %0 : (tensor<32xi64>) -> tensor<32xi32>
    %41 = tosa.cast %40 : (tensor<32xi32>) -> tensor<32xi64>
    %42 = tosa.reshape %41, %2 : (tensor<32xi64>, !tosa.shape<2>) -> tensor<1x32xi64>
    %43 = tosa.reshape %arg2, %3 : (tensor<32x64xf32>, !tosa.shape<3>) -> tensor<1x32x64xf32>
    %44 = tosa.cast %42 : (tensor<1x32xi64>) -> tensor<1x32xi32>
    %45 = tosa.gather %43, %44 : (tensor<1x32x64xf32>, tensor<1x32xi32>) -> tensor<1x32x64xf32>
    %46 = tosa.add %arg0, %45 : (tensor<2x32x64xf32>, tensor<1x32x64xf32>) -> tensor<2x32x64xf32>
    %47 = tosa.reshape %41, %4 : (tensor<32xi64>, !tosa.shape<4>) -> tensor<1x1x32x1xi64>
    %48 = tosa.reshape %41, %5 : (tensor<32xi64>, !tosa.shape<4>) -> tensor<1x1x1x32xi64>
    %49 = tosa.greater_equal %47, %48 : (tensor<1x1x32x1xi64>, tensor<1x1x1x32xi64>) -> tensor<1x1x32x32xi1>
    %50 = tosa.tile %49, %6 : (tensor<1x1x32x32xi1>, !tosa.shape<4>) -> tensor<2x1x32x32xi1>
    %51 = tosa.select %50, %29, %30 : (tensor<2x1x32x32xi1>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<2x1x32x32xf32>
    %52 = tosa.cast %46 : (tensor<2x32x64xf32>) -> tensor<2x32x64xf64>
    %53 = tosa.reduce_sum %52 {axis = 2 : i32} : (tensor<2x32x64xf64>) -> tensor<2x32x1xf64>
    %54 = tosa.mul %53, %31, %1 : (tensor<2x32x1xf64>, tensor<1x1x1xf64>, tensor<1xi8>) -> tensor<2x32x1xf64>
    %55 = tosa.sub %52, %54 : (tensor<2x32x64xf64>, tensor<2x32x1xf64>) -> tensor<2x32x64xf64>
    %56 = tosa.mul %55, %55, %1 : (tensor<2x32x64xf64>, tensor<2x32x64xf64>, tensor<1xi8>) -> tensor<2x32x64xf64>
    %57 = tosa.reduce_sum %56 {axis = 2 : i32} : (tensor<2x32x64xf64>) -> tensor<2x32x1xf64>
    %58 = tosa.mul %57, %31, %1 : (tensor<2x32x1xf64>, tensor<1x1x1xf64>, tensor<1xi8>) -> tensor<2x32x1xf64>
    %59 = tosa.cast %58 : (tensor<2x32x1xf64>) -> tensor<2x32x1xf32>
    %60 = tosa.reduce_sum %46 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %61 = tosa.mul %60, %32, %1 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %62 = tosa.add %59, %33 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %63 = tosa.rsqrt %62 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %64 = tosa.sub %46, %61 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>) -> tensor<2x32x64xf32>
    %65 = tosa.mul %64, %63, %1 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %66 = tosa.reshape %arg3, %7 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %67 = tosa.mul %65, %66, %1 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %68 = tosa.reshape %arg4, %7 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %69 = tosa.add %67, %68 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>) -> tensor<2x32x64xf32>
    %70 = tosa.reshape %69, %10 : (tensor<2x32x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %71 = tosa.reshape %arg5, %11 : (tensor<64x192xf32>, !tosa.shape<3>) -> tensor<1x64x192xf32>
    %72 = tosa.matmul %70, %71, %9, %9 : (tensor<1x64x64xf32>, tensor<1x64x192xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x192xf32>
    %73 = tosa.reshape %72, %12 : (tensor<1x64x192xf32>, !tosa.shape<2>) -> tensor<64x192xf32>
    %74 = tosa.reshape %arg6, %13 : (tensor<192xf32>, !tosa.shape<2>) -> tensor<1x192xf32>
    %75 = tosa.add %73, %74 : (tensor<64x192xf32>, tensor<1x192xf32>) -> tensor<64x192xf32>
    %76 = tosa.reshape %75, %14 : (tensor<64x192xf32>, !tosa.shape<3>) -> tensor<2x32x192xf32>
    %77 = tosa.slice %76, %16, %15 : (tensor<2x32x192xf32>, !tosa.shape<3>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    %78 = tosa.slice %76, %17, %15 : (tensor<2x32x192xf32>, !tosa.shape<3>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    %79 = tosa.slice %76, %18, %15 : (tensor<2x32x192xf32>, !tosa.shape<3>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    %80 = tosa.reshape %78, %19 : (tensor<2x32x64xf32>, !tosa.shape<4>) -> tensor<2x32x4x16xf32>
    %81 = tosa.reshape %79, %19 : (tensor<2x32x64xf32>, !tosa.shape<4>) -> tensor<2x32x4x16xf32>
    %82 = tosa.transpose %81 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x4x16xf32>) -> tensor<2x4x32x16xf32>
    %83 = tosa.reshape %77, %19 : (tensor<2x32x64xf32>, !tosa.shape<4>) -> tensor<2x32x4x16xf32>
    %84 = tosa.transpose %83 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x32x4x16xf32>) -> tensor<2x4x32x16xf32>
    %85 = tosa.transpose %80 {perms = array<i32: 0, 2, 3, 1>} : (tensor<2x32x4x16xf32>) -> tensor<2x4x16x32xf32>
    %86 = tosa.reshape %84, %20 : (tensor<2x4x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %87 = tosa.reshape %85, %21 : (tensor<2x4x16x32xf32>, !tosa.shape<3>) -> tensor<8x16x32xf32>
    %88 = tosa.matmul %86, %87, %9, %9 : (tensor<8x32x16xf32>, tensor<8x16x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x32xf32>
    %89 = tosa.reshape %88, %22 : (tensor<8x32x32xf32>, !tosa.shape<4>) -> tensor<2x4x32x32xf32>
    %90 = tosa.mul %89, %34, %1 : (tensor<2x4x32x32xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %91 = tosa.add %90, %51 : (tensor<2x4x32x32xf32>, tensor<2x1x32x32xf32>) -> tensor<2x4x32x32xf32>
    %92 = tosa.reduce_max %91 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %93 = tosa.sub %91, %92 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) -> tensor<2x4x32x32xf32>
    %94 = tosa.exp %93 : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x32xf32>
    %95 = tosa.reduce_sum %94 {axis = 3 : i32} : (tensor<2x4x32x32xf32>) -> tensor<2x4x32x1xf32>
    %96 = tosa.reciprocal %95 : (tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %97 = tosa.mul %94, %96, %1 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>, tensor<1xi8>) -> tensor<2x4x32x32xf32>
    %98 = tosa.reshape %97, %23 : (tensor<2x4x32x32xf32>, !tosa.shape<3>) -> tensor<8x32x32xf32>
    %99 = tosa.reshape %82, %20 : (tensor<2x4x32x16xf32>, !tosa.shape<3>) -> tensor<8x32x16xf32>
    %100 = tosa.matmul %98, %99, %9, %9 : (tensor<8x32x32xf32>, tensor<8x32x16xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<8x32x16xf32>
    %101 = tosa.reshape %100, %24 : (tensor<8x32x16xf32>, !tosa.shape<4>) -> tensor<2x4x32x16xf32>
    %102 = tosa.transpose %101 {perms = array<i32: 0, 2, 1, 3>} : (tensor<2x4x32x16xf32>) -> tensor<2x32x4x16xf32>
    %103 = tosa.reshape %102, %10 : (tensor<2x32x4x16xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %104 = tosa.reshape %arg7, %10 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %105 = tosa.matmul %103, %104, %9, %9 : (tensor<1x64x64xf32>, tensor<1x64x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %106 = tosa.reshape %105, %8 : (tensor<1x64x64xf32>, !tosa.shape<2>) -> tensor<64x64xf32>
    %107 = tosa.reshape %arg8, %25 : (tensor<64xf32>, !tosa.shape<2>) -> tensor<1x64xf32>
    %108 = tosa.add %106, %107 : (tensor<64x64xf32>, tensor<1x64xf32>) -> tensor<64x64xf32>
    %109 = tosa.reshape %108, %15 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    %110 = tosa.add %109, %46 : (tensor<2x32x64xf32>, tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %111 = tosa.cast %110 : (tensor<2x32x64xf32>) -> tensor<2x32x64xf64>
    %112 = tosa.reduce_sum %111 {axis = 2 : i32} : (tensor<2x32x64xf64>) -> tensor<2x32x1xf64>
    %113 = tosa.mul %112, %31, %1 : (tensor<2x32x1xf64>, tensor<1x1x1xf64>, tensor<1xi8>) -> tensor<2x32x1xf64>
    %114 = tosa.sub %111, %113 : (tensor<2x32x64xf64>, tensor<2x32x1xf64>) -> tensor<2x32x64xf64>
    %115 = tosa.mul %114, %114, %1 : (tensor<2x32x64xf64>, tensor<2x32x64xf64>, tensor<1xi8>) -> tensor<2x32x64xf64>
    %116 = tosa.reduce_sum %115 {axis = 2 : i32} : (tensor<2x32x64xf64>) -> tensor<2x32x1xf64>
    %117 = tosa.mul %116, %31, %1 : (tensor<2x32x1xf64>, tensor<1x1x1xf64>, tensor<1xi8>) -> tensor<2x32x1xf64>
    %118 = tosa.cast %117 : (tensor<2x32x1xf64>) -> tensor<2x32x1xf32>
    %119 = tosa.reduce_sum %110 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %120 = tosa.mul %119, %32, %1 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %121 = tosa.add %118, %33 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %122 = tosa.rsqrt %121 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %123 = tosa.sub %110, %120 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>) -> tensor<2x32x64xf32>
    %124 = tosa.mul %123, %122, %1 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %125 = tosa.reshape %arg9, %7 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %126 = tosa.mul %124, %125, %1 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %127 = tosa.reshape %arg10, %7 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %128 = tosa.add %126, %127 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>) -> tensor<2x32x64xf32>
    %129 = tosa.reshape %128, %10 : (tensor<2x32x64xf32>, !tosa.shape<3>) -> tensor<1x64x64xf32>
    %130 = tosa.reshape %arg11, %26 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %131 = tosa.matmul %129, %130, %9, %9 : (tensor<1x64x64xf32>, tensor<1x64x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x32xf32>
    %132 = tosa.reshape %131, %27 : (tensor<1x64x32xf32>, !tosa.shape<2>) -> tensor<64x32xf32>
    %133 = tosa.reshape %arg12, %2 : (tensor<32xf32>, !tosa.shape<2>) -> tensor<1x32xf32>
    %134 = tosa.add %132, %133 : (tensor<64x32xf32>, tensor<1x32xf32>) -> tensor<64x32xf32>
    %135 = tosa.reshape %134, %28 : (tensor<64x32xf32>, !tosa.shape<3>) -> tensor<2x32x32xf32>
    %136 = tosa.mul %135, %35, %1 : (tensor<2x32x32xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %137 = tosa.pow %135, %36 : (tensor<2x32x32xf32>, tensor<1x1x1xf32>) -> tensor<2x32x32xf32>
    %138 = tosa.mul %137, %37, %1 : (tensor<2x32x32xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %139 = tosa.add %135, %138 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>) -> tensor<2x32x32xf32>
    %140 = tosa.mul %139, %38, %1 : (tensor<2x32x32xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %141 = tosa.tanh %140 : (tensor<2x32x32xf32>) -> tensor<2x32x32xf32>
    %142 = tosa.add %141, %39 : (tensor<2x32x32xf32>, tensor<1x1x1xf32>) -> tensor<2x32x32xf32>
    %143 = tosa.mul %136, %142, %1 : (tensor<2x32x32xf32>, tensor<2x32x32xf32>, tensor<1xi8>) -> tensor<2x32x32xf32>
    %144 = tosa.reshape %143, %26 : (tensor<2x32x32xf32>, !tosa.shape<3>) -> tensor<1x64x32xf32>
    %145 = tosa.reshape %arg13, %3 : (tensor<32x64xf32>, !tosa.shape<3>) -> tensor<1x32x64xf32>
    %146 = tosa.matmul %144, %145, %9, %9 : (tensor<1x64x32xf32>, tensor<1x32x64xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x64x64xf32>
    %147 = tosa.reshape %146, %8 : (tensor<1x64x64xf32>, !tosa.shape<2>) -> tensor<64x64xf32>
    %148 = tosa.reshape %arg14, %25 : (tensor<64xf32>, !tosa.shape<2>) -> tensor<1x64xf32>
    %149 = tosa.add %147, %148 : (tensor<64x64xf32>, tensor<1x64xf32>) -> tensor<64x64xf32>
    %150 = tosa.reshape %149, %15 : (tensor<64x64xf32>, !tosa.shape<3>) -> tensor<2x32x64xf32>
    %151 = tosa.add %110, %150 : (tensor<2x32x64xf32>, tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %152 = tosa.cast %151 : (tensor<2x32x64xf32>) -> tensor<2x32x64xf64>
    %153 = tosa.reduce_sum %152 {axis = 2 : i32} : (tensor<2x32x64xf64>) -> tensor<2x32x1xf64>
    %154 = tosa.mul %153, %31, %1 : (tensor<2x32x1xf64>, tensor<1x1x1xf64>, tensor<1xi8>) -> tensor<2x32x1xf64>
    %155 = tosa.sub %152, %154 : (tensor<2x32x64xf64>, tensor<2x32x1xf64>) -> tensor<2x32x64xf64>
    %156 = tosa.mul %155, %155, %1 : (tensor<2x32x64xf64>, tensor<2x32x64xf64>, tensor<1xi8>) -> tensor<2x32x64xf64>
    %157 = tosa.reduce_sum %156 {axis = 2 : i32} : (tensor<2x32x64xf64>) -> tensor<2x32x1xf64>
    %158 = tosa.mul %157, %31, %1 : (tensor<2x32x1xf64>, tensor<1x1x1xf64>, tensor<1xi8>) -> tensor<2x32x1xf64>
    %159 = tosa.cast %158 : (tensor<2x32x1xf64>) -> tensor<2x32x1xf32>
    %160 = tosa.reduce_sum %151 {axis = 2 : i32} : (tensor<2x32x64xf32>) -> tensor<2x32x1xf32>
    %161 = tosa.mul %160, %32, %1 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<2x32x1xf32>
    %162 = tosa.add %159, %33 : (tensor<2x32x1xf32>, tensor<1x1x1xf32>) -> tensor<2x32x1xf32>
    %163 = tosa.rsqrt %162 : (tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %164 = tosa.sub %151, %161 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>) -> tensor<2x32x64xf32>
    %165 = tosa.mul %164, %163, %1 : (tensor<2x32x64xf32>, tensor<2x32x1xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %166 = tosa.reshape %arg15, %7 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %167 = tosa.mul %165, %166, %1 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>, tensor<1xi8>) -> tensor<2x32x64xf32>
    %168 = tosa.reshape %arg16, %7 : (tensor<64xf32>, !tosa.shape<3>) -> tensor<1x1x64xf32>
    %169 = tosa.add %167, %168 : (tensor<2x32x64xf32>, tensor<1x1x64xf32>) -> tensor<2x32x64xf32>
    return %169 : tensor<2x32x64xf32>
  }
}
