#map = affine_map<(d0, d1) -> (d0, d1)>
#map1 = affine_map<(d0, d1) -> (d1)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map3 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map4 = affine_map<(d0, d1, d2) -> (0, d1, d2)>
#map5 = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
#map6 = affine_map<(d0, d1, d2) -> (d2)>
#map7 = affine_map<(d0) -> (d0)>
#map8 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map9 = affine_map<(d0, d1, d2, d3) -> ()>
#map10 = affine_map<(d0, d1, d2, d3) -> (d0, 0, 0, 0)>
#map11 = affine_map<(d0, d1, d2, d3) -> (0, 0, 0, d3)>
#map12 = affine_map<(d0, d1, d2, d3) -> (0, d1, d2, 0)>
#map13 = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, d3)>
#map14 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map15 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map16 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
module {
  func.func @main(%arg0: tensor<2x32x64xf32>, %arg1: tensor<2x32xi1>, %arg2: tensor<16x64xf32>, %arg3: tensor<32x64xf32>, %arg4: tensor<2x64xf32>, %arg5: tensor<64xf32>, %arg6: tensor<64xf32>, %arg7: tensor<64x64xf32>, %arg8: tensor<64xf32>, %arg9: tensor<64x64xf32>, %arg10: tensor<64xf32>, %arg11: tensor<64x64xf32>, %arg12: tensor<64xf32>, %arg13: tensor<64x64xf32>, %arg14: tensor<64xf32>, %arg15: tensor<64xf32>, %arg16: tensor<64xf32>, %arg17: tensor<32x64xf32>, %arg18: tensor<32xf32>, %arg19: tensor<64x32xf32>, %arg20: tensor<64xf32>, %arg21: tensor<64xf32>, %arg22: tensor<64xf32>) -> tensor<2x32x64xf32> {
    %c32 = arith.constant 32 : index
    %c2 = arith.constant 2 : index
    %cst = arith.constant 0.000000e+00 : f64
    %cst_0 = arith.constant 0.000000e+00 : f32
    %cst_1 = arith.constant 0xFF800000 : f32
    %cst_2 = arith.constant 1.000000e+00 : f32
    %cst_3 = arith.constant 5.000000e-01 : f32
    %cst_4 = arith.constant dense<-3.40282347E+38> : tensor<f32>
    %cst_5 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_6 = arith.constant dense<true> : tensor<i1>
    %cst_7 = arith.constant 9.9999999999999998E-13 : f64
    %c0 = arith.constant 0 : index
    %cst_8 = arith.constant 6.400000e+01 : f64
    %cst_9 = arith.constant 6.400000e+01 : f32
    %cst_10 = arith.constant 2.500000e-01 : f32
    %cst_11 = arith.constant 1.41421354 : f32
    %c2_i64 = arith.constant 2 : i64
    %c32_i64 = arith.constant 32 : i64
    %c0_i64 = arith.constant 0 : i64
    %cst_12 = arith.constant dense_resource<torch_tensor_1_32_torch.int64_1> : tensor<1x32xi64>
    %cst_13 = arith.constant dense_resource<torch_tensor_1_32_torch.int64> : tensor<1x32xi64>
    %0 = tensor.empty() : tensor<1x32xi64>
    %1 = linalg.fill ins(%c0_i64 : i64) outs(%0 : tensor<1x32xi64>) -> tensor<1x32xi64>
    %2 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%cst_13 : tensor<1x32xi64>) outs(%1 : tensor<1x32xi64>) {
    ^bb0(%in: i64, %out: i64):
      %127 = arith.index_cast %in : i64 to index
      %128 = arith.cmpi slt, %127, %c32 : index
      %129 = arith.cmpi sge, %in, %c0_i64 : i64
      %extracted = tensor.extract %cst_12[%c0, %127] : tensor<1x32xi64>
      linalg.yield %extracted : i64
    } -> tensor<1x32xi64>
    %3 = tensor.empty() : tensor<2x32xi64>
    %collapsed = tensor.collapse_shape %2 [[0, 1]] : tensor<1x32xi64> into tensor<32xi64>
    %4 = linalg.generic {indexing_maps = [#map1, #map], iterator_types = ["parallel", "parallel"]} ins(%collapsed : tensor<32xi64>) outs(%3 : tensor<2x32xi64>) {
    ^bb0(%in: i64, %out: i64):
      linalg.yield %in : i64
    } -> tensor<2x32xi64>
    %5 = tensor.empty() : tensor<2x32x64xf32>
    %6 = linalg.generic {indexing_maps = [#map2, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%4 : tensor<2x32xi64>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: i64, %out: f32):
      %127 = arith.index_cast %in : i64 to index
      %128 = linalg.index 2 : index
      %129 = arith.cmpi slt, %127, %c2 : index
      %130 = arith.cmpi sge, %in, %c0_i64 : i64
      %extracted = tensor.extract %arg4[%127, %128] : tensor<2x64xf32>
      linalg.yield %extracted : f32
    } -> tensor<2x32x64xf32>
    %7 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0, %6 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %8 = tensor.empty() : tensor<1x32x64xf32>
    %9 = linalg.generic {indexing_maps = [#map2, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_13 : tensor<1x32xi64>) outs(%8 : tensor<1x32x64xf32>) {
    ^bb0(%in: i64, %out: f32):
      %127 = arith.index_cast %in : i64 to index
      %128 = linalg.index 2 : index
      %129 = arith.cmpi slt, %127, %c32 : index
      %130 = arith.cmpi sge, %in, %c0_i64 : i64
      %extracted = tensor.extract %arg3[%127, %128] : tensor<32x64xf32>
      linalg.yield %extracted : f32
    } -> tensor<1x32x64xf32>
    %10 = linalg.generic {indexing_maps = [#map3, #map4, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%7, %9 : tensor<2x32x64xf32>, tensor<1x32x64xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %11 = tensor.empty() : tensor<2x32x64xf64>
    %12 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%10 : tensor<2x32x64xf32>) outs(%11 : tensor<2x32x64xf64>) {
    ^bb0(%in: f32, %out: f64):
      %127 = arith.extf %in : f32 to f64
      linalg.yield %127 : f64
    } -> tensor<2x32x64xf64>
    %13 = tensor.empty() : tensor<2x32x1xf64>
    %14 = linalg.fill ins(%cst : f64) outs(%13 : tensor<2x32x1xf64>) -> tensor<2x32x1xf64>
    %15 = linalg.generic {indexing_maps = [#map3, #map5], iterator_types = ["parallel", "parallel", "reduction"]} ins(%12 : tensor<2x32x64xf64>) outs(%14 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %127 = arith.addf %in, %out : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x1xf64>
    %16 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%15 : tensor<2x32x1xf64>) outs(%13 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %127 = arith.divf %in, %cst_8 : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x1xf64>
    %17 = linalg.generic {indexing_maps = [#map3, #map5, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%12, %16 : tensor<2x32x64xf64>, tensor<2x32x1xf64>) outs(%11 : tensor<2x32x64xf64>) {
    ^bb0(%in: f64, %in_42: f64, %out: f64):
      %127 = arith.subf %in, %in_42 : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x64xf64>
    %18 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%17, %17 : tensor<2x32x64xf64>, tensor<2x32x64xf64>) outs(%11 : tensor<2x32x64xf64>) {
    ^bb0(%in: f64, %in_42: f64, %out: f64):
      %127 = arith.mulf %in, %in_42 : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x64xf64>
    %19 = linalg.generic {indexing_maps = [#map3, #map5], iterator_types = ["parallel", "parallel", "reduction"]} ins(%18 : tensor<2x32x64xf64>) outs(%14 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %127 = arith.addf %in, %out : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x1xf64>
    %20 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%19 : tensor<2x32x1xf64>) outs(%13 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %127 = arith.divf %in, %cst_8 : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x1xf64>
    %21 = tensor.empty() : tensor<2x32x1xf32>
    %22 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%20 : tensor<2x32x1xf64>) outs(%21 : tensor<2x32x1xf32>) {
    ^bb0(%in: f64, %out: f32):
      %127 = arith.truncf %in : f64 to f32
      linalg.yield %127 : f32
    } -> tensor<2x32x1xf32>
    %23 = linalg.fill ins(%cst_0 : f32) outs(%21 : tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %24 = linalg.generic {indexing_maps = [#map3, #map5], iterator_types = ["parallel", "parallel", "reduction"]} ins(%10 : tensor<2x32x64xf32>) outs(%23 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = arith.addf %in, %out : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x1xf32>
    %25 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%24 : tensor<2x32x1xf32>) outs(%21 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = arith.divf %in, %cst_9 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x1xf32>
    %26 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%22 : tensor<2x32x1xf32>) outs(%21 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = arith.truncf %cst_7 : f64 to f32
      %128 = arith.addf %in, %127 : f32
      linalg.yield %128 : f32
    } -> tensor<2x32x1xf32>
    %27 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%26 : tensor<2x32x1xf32>) outs(%21 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = math.rsqrt %in : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x1xf32>
    %28 = linalg.generic {indexing_maps = [#map3, #map5, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%10, %25 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.subf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %29 = linalg.generic {indexing_maps = [#map3, #map5, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%28, %27 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.mulf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %30 = linalg.generic {indexing_maps = [#map3, #map6, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%29, %arg5 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.mulf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %31 = linalg.generic {indexing_maps = [#map3, #map6, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%30, %arg6 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %32 = tensor.empty() : tensor<2xi64>
    %33 = linalg.generic {indexing_maps = [#map7], iterator_types = ["parallel"]} outs(%32 : tensor<2xi64>) {
    ^bb0(%out: i64):
      %127 = linalg.index 0 : index
      %128 = arith.index_cast %127 : index to i64
      linalg.yield %128 : i64
    } -> tensor<2xi64>
    %34 = tensor.empty() : tensor<32xi64>
    %35 = linalg.generic {indexing_maps = [#map7], iterator_types = ["parallel"]} outs(%34 : tensor<32xi64>) {
    ^bb0(%out: i64):
      %127 = linalg.index 0 : index
      %128 = arith.index_cast %127 : index to i64
      linalg.yield %128 : i64
    } -> tensor<32xi64>
    %expanded = tensor.expand_shape %33 [[0, 1, 2, 3]] output_shape [2, 1, 1, 1] : tensor<2xi64> into tensor<2x1x1x1xi64>
    %expanded_14 = tensor.expand_shape %35 [[0, 1, 2, 3]] output_shape [1, 1, 32, 1] : tensor<32xi64> into tensor<1x1x32x1xi64>
    %expanded_15 = tensor.expand_shape %35 [[0, 1, 2, 3]] output_shape [1, 1, 1, 32] : tensor<32xi64> into tensor<1x1x1x32xi64>
    %36 = tensor.empty() : tensor<1x1x32x1xi1>
    %37 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_14 : tensor<1x1x32x1xi64>) outs(%36 : tensor<1x1x32x1xi1>) {
    ^bb0(%in: i64, %out: i1):
      %127 = arith.cmpi sge, %in, %c0_i64 : i64
      linalg.yield %127 : i1
    } -> tensor<1x1x32x1xi1>
    %38 = linalg.generic {indexing_maps = [#map9, #map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_6, %37 : tensor<i1>, tensor<1x1x32x1xi1>) outs(%36 : tensor<1x1x32x1xi1>) {
    ^bb0(%in: i1, %in_42: i1, %out: i1):
      %127 = arith.andi %in, %in_42 : i1
      linalg.yield %127 : i1
    } -> tensor<1x1x32x1xi1>
    %39 = tensor.empty() : tensor<2x1x1x32xi1>
    %40 = linalg.generic {indexing_maps = [#map10, #map11, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded, %expanded_15 : tensor<2x1x1x1xi64>, tensor<1x1x1x32xi64>) outs(%39 : tensor<2x1x1x32xi1>) {
    ^bb0(%in: i64, %in_42: i64, %out: i1):
      %127 = arith.cmpi slt, %in, %c0_i64 : i64
      %128 = arith.addi %in, %c2_i64 : i64
      %129 = arith.select %127, %128, %in : i64
      %130 = arith.index_cast %129 : i64 to index
      %131 = arith.cmpi slt, %in_42, %c0_i64 : i64
      %132 = arith.addi %in_42, %c32_i64 : i64
      %133 = arith.select %131, %132, %in_42 : i64
      %134 = arith.index_cast %133 : i64 to index
      %extracted = tensor.extract %arg1[%130, %134] : tensor<2x32xi1>
      linalg.yield %extracted : i1
    } -> tensor<2x1x1x32xi1>
    %41 = tensor.empty() : tensor<2x1x32x32xi1>
    %42 = linalg.generic {indexing_maps = [#map12, #map13, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%38, %40 : tensor<1x1x32x1xi1>, tensor<2x1x1x32xi1>) outs(%41 : tensor<2x1x32x32xi1>) {
    ^bb0(%in: i1, %in_42: i1, %out: i1):
      %127 = arith.andi %in, %in_42 : i1
      linalg.yield %127 : i1
    } -> tensor<2x1x32x32xi1>
    %43 = tensor.empty() : tensor<2x1x32x32xf32>
    %44 = linalg.generic {indexing_maps = [#map8, #map9, #map9, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%42, %cst_5, %cst_4 : tensor<2x1x32x32xi1>, tensor<f32>, tensor<f32>) outs(%43 : tensor<2x1x32x32xf32>) {
    ^bb0(%in: i1, %in_42: f32, %in_43: f32, %out: f32):
      %127 = arith.select %in, %in_42, %in_43 : f32
      linalg.yield %127 : f32
    } -> tensor<2x1x32x32xf32>
    %collapsed_16 = tensor.collapse_shape %31 [[0, 1], [2]] : tensor<2x32x64xf32> into tensor<64x64xf32>
    %45 = tensor.empty() : tensor<64x64xf32>
    %transposed = linalg.transpose ins(%arg7 : tensor<64x64xf32>) outs(%45 : tensor<64x64xf32>) permutation = [1, 0] 
    %46 = linalg.fill ins(%cst_0 : f32) outs(%45 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %47 = linalg.matmul ins(%collapsed_16, %transposed : tensor<64x64xf32>, tensor<64x64xf32>) outs(%46 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %48 = linalg.generic {indexing_maps = [#map1, #map], iterator_types = ["parallel", "parallel"]} ins(%arg8 : tensor<64xf32>) outs(%45 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x64xf32>
    %49 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel"]} ins(%47, %48 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%45 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<64x64xf32>
    %expanded_17 = tensor.expand_shape %49 [[0, 1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<64x64xf32> into tensor<2x32x4x16xf32>
    %50 = tensor.empty() : tensor<2x4x32x16xf32>
    %transposed_18 = linalg.transpose ins(%expanded_17 : tensor<2x32x4x16xf32>) outs(%50 : tensor<2x4x32x16xf32>) permutation = [0, 2, 1, 3] 
    %transposed_19 = linalg.transpose ins(%arg9 : tensor<64x64xf32>) outs(%45 : tensor<64x64xf32>) permutation = [1, 0] 
    %51 = linalg.matmul ins(%collapsed_16, %transposed_19 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%46 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %52 = linalg.generic {indexing_maps = [#map1, #map], iterator_types = ["parallel", "parallel"]} ins(%arg10 : tensor<64xf32>) outs(%45 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x64xf32>
    %53 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel"]} ins(%51, %52 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%45 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<64x64xf32>
    %expanded_20 = tensor.expand_shape %53 [[0, 1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<64x64xf32> into tensor<2x32x4x16xf32>
    %transposed_21 = linalg.transpose ins(%arg11 : tensor<64x64xf32>) outs(%45 : tensor<64x64xf32>) permutation = [1, 0] 
    %54 = linalg.matmul ins(%collapsed_16, %transposed_21 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%46 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %55 = linalg.generic {indexing_maps = [#map1, #map], iterator_types = ["parallel", "parallel"]} ins(%arg12 : tensor<64xf32>) outs(%45 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x64xf32>
    %56 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel"]} ins(%54, %55 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%45 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<64x64xf32>
    %expanded_22 = tensor.expand_shape %56 [[0, 1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<64x64xf32> into tensor<2x32x4x16xf32>
    %transposed_23 = linalg.transpose ins(%expanded_22 : tensor<2x32x4x16xf32>) outs(%50 : tensor<2x4x32x16xf32>) permutation = [0, 2, 1, 3] 
    %57 = tensor.empty() : tensor<2x4x16x32xf32>
    %transposed_24 = linalg.transpose ins(%expanded_20 : tensor<2x32x4x16xf32>) outs(%57 : tensor<2x4x16x32xf32>) permutation = [0, 2, 3, 1] 
    %collapsed_25 = tensor.collapse_shape %transposed_18 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %collapsed_26 = tensor.collapse_shape %transposed_24 [[0, 1], [2], [3]] : tensor<2x4x16x32xf32> into tensor<8x16x32xf32>
    %58 = tensor.empty() : tensor<8x32x32xf32>
    %59 = linalg.fill ins(%cst_0 : f32) outs(%58 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %60 = linalg.batch_matmul ins(%collapsed_25, %collapsed_26 : tensor<8x32x16xf32>, tensor<8x16x32xf32>) outs(%59 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %expanded_27 = tensor.expand_shape %60 [[0, 1], [2], [3]] output_shape [2, 4, 32, 32] : tensor<8x32x32xf32> into tensor<2x4x32x32xf32>
    %61 = tensor.empty() : tensor<2x4x32x32xf32>
    %62 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_27 : tensor<2x4x32x32xf32>) outs(%61 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = arith.mulf %in, %cst_10 : f32
      linalg.yield %127 : f32
    } -> tensor<2x4x32x32xf32>
    %63 = linalg.generic {indexing_maps = [#map8, #map14, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%62, %44 : tensor<2x4x32x32xf32>, tensor<2x1x32x32xf32>) outs(%61 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x4x32x32xf32>
    %64 = tensor.empty() : tensor<2x4x32xi64>
    %65 = linalg.fill ins(%c0_i64 : i64) outs(%64 : tensor<2x4x32xi64>) -> tensor<2x4x32xi64>
    %66 = tensor.empty() : tensor<2x4x32xf32>
    %67 = linalg.fill ins(%cst_1 : f32) outs(%66 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
    %68:2 = linalg.generic {indexing_maps = [#map8, #map15, #map15], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%63 : tensor<2x4x32x32xf32>) outs(%67, %65 : tensor<2x4x32xf32>, tensor<2x4x32xi64>) {
    ^bb0(%in: f32, %out: f32, %out_42: i64):
      %127 = linalg.index 3 : index
      %128 = arith.index_cast %127 : index to i64
      %129 = arith.maximumf %in, %out : f32
      %130 = arith.cmpf ogt, %in, %out : f32
      %131 = arith.select %130, %128, %out_42 : i64
      linalg.yield %129, %131 : f32, i64
    } -> (tensor<2x4x32xf32>, tensor<2x4x32xi64>)
    %expanded_28 = tensor.expand_shape %68#0 [[0], [1], [2, 3]] output_shape [2, 4, 32, 1] : tensor<2x4x32xf32> into tensor<2x4x32x1xf32>
    %69 = linalg.generic {indexing_maps = [#map8, #map16, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%63, %expanded_28 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%61 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.subf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x4x32x32xf32>
    %70 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%69 : tensor<2x4x32x32xf32>) outs(%61 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = math.exp %in : f32
      linalg.yield %127 : f32
    } -> tensor<2x4x32x32xf32>
    %71 = tensor.empty() : tensor<2x4x32x1xf32>
    %72 = linalg.fill ins(%cst_0 : f32) outs(%71 : tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %73 = linalg.generic {indexing_maps = [#map8, #map16], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%70 : tensor<2x4x32x32xf32>) outs(%72 : tensor<2x4x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = arith.addf %in, %out : f32
      linalg.yield %127 : f32
    } -> tensor<2x4x32x1xf32>
    %74 = linalg.generic {indexing_maps = [#map8, #map16, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%70, %73 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%61 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.divf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x4x32x32xf32>
    %collapsed_29 = tensor.collapse_shape %74 [[0, 1], [2], [3]] : tensor<2x4x32x32xf32> into tensor<8x32x32xf32>
    %collapsed_30 = tensor.collapse_shape %transposed_23 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %75 = tensor.empty() : tensor<8x32x16xf32>
    %76 = linalg.fill ins(%cst_0 : f32) outs(%75 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %77 = linalg.batch_matmul ins(%collapsed_29, %collapsed_30 : tensor<8x32x32xf32>, tensor<8x32x16xf32>) outs(%76 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %expanded_31 = tensor.expand_shape %77 [[0, 1], [2], [3]] output_shape [2, 4, 32, 16] : tensor<8x32x16xf32> into tensor<2x4x32x16xf32>
    %78 = tensor.empty() : tensor<2x32x4x16xf32>
    %transposed_32 = linalg.transpose ins(%expanded_31 : tensor<2x4x32x16xf32>) outs(%78 : tensor<2x32x4x16xf32>) permutation = [0, 2, 1, 3] 
    %collapsed_33 = tensor.collapse_shape %transposed_32 [[0, 1], [2, 3]] : tensor<2x32x4x16xf32> into tensor<64x64xf32>
    %transposed_34 = linalg.transpose ins(%arg13 : tensor<64x64xf32>) outs(%45 : tensor<64x64xf32>) permutation = [1, 0] 
    %79 = linalg.matmul ins(%collapsed_33, %transposed_34 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%46 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %80 = linalg.generic {indexing_maps = [#map1, #map], iterator_types = ["parallel", "parallel"]} ins(%arg14 : tensor<64xf32>) outs(%45 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x64xf32>
    %81 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel"]} ins(%79, %80 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%45 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<64x64xf32>
    %expanded_35 = tensor.expand_shape %81 [[0, 1], [2]] output_shape [2, 32, 64] : tensor<64x64xf32> into tensor<2x32x64xf32>
    %82 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_35, %31 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %83 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%82 : tensor<2x32x64xf32>) outs(%11 : tensor<2x32x64xf64>) {
    ^bb0(%in: f32, %out: f64):
      %127 = arith.extf %in : f32 to f64
      linalg.yield %127 : f64
    } -> tensor<2x32x64xf64>
    %84 = linalg.generic {indexing_maps = [#map3, #map5], iterator_types = ["parallel", "parallel", "reduction"]} ins(%83 : tensor<2x32x64xf64>) outs(%14 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %127 = arith.addf %in, %out : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x1xf64>
    %85 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%84 : tensor<2x32x1xf64>) outs(%13 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %127 = arith.divf %in, %cst_8 : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x1xf64>
    %86 = linalg.generic {indexing_maps = [#map3, #map5, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%83, %85 : tensor<2x32x64xf64>, tensor<2x32x1xf64>) outs(%11 : tensor<2x32x64xf64>) {
    ^bb0(%in: f64, %in_42: f64, %out: f64):
      %127 = arith.subf %in, %in_42 : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x64xf64>
    %87 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%86, %86 : tensor<2x32x64xf64>, tensor<2x32x64xf64>) outs(%11 : tensor<2x32x64xf64>) {
    ^bb0(%in: f64, %in_42: f64, %out: f64):
      %127 = arith.mulf %in, %in_42 : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x64xf64>
    %88 = linalg.generic {indexing_maps = [#map3, #map5], iterator_types = ["parallel", "parallel", "reduction"]} ins(%87 : tensor<2x32x64xf64>) outs(%14 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %127 = arith.addf %in, %out : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x1xf64>
    %89 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%88 : tensor<2x32x1xf64>) outs(%13 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %127 = arith.divf %in, %cst_8 : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x1xf64>
    %90 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%89 : tensor<2x32x1xf64>) outs(%21 : tensor<2x32x1xf32>) {
    ^bb0(%in: f64, %out: f32):
      %127 = arith.truncf %in : f64 to f32
      linalg.yield %127 : f32
    } -> tensor<2x32x1xf32>
    %91 = linalg.generic {indexing_maps = [#map3, #map5], iterator_types = ["parallel", "parallel", "reduction"]} ins(%82 : tensor<2x32x64xf32>) outs(%23 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = arith.addf %in, %out : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x1xf32>
    %92 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%91 : tensor<2x32x1xf32>) outs(%21 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = arith.divf %in, %cst_9 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x1xf32>
    %93 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%90 : tensor<2x32x1xf32>) outs(%21 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = arith.truncf %cst_7 : f64 to f32
      %128 = arith.addf %in, %127 : f32
      linalg.yield %128 : f32
    } -> tensor<2x32x1xf32>
    %94 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%93 : tensor<2x32x1xf32>) outs(%21 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = math.rsqrt %in : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x1xf32>
    %95 = linalg.generic {indexing_maps = [#map3, #map5, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%82, %92 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.subf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %96 = linalg.generic {indexing_maps = [#map3, #map5, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%95, %94 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.mulf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %97 = linalg.generic {indexing_maps = [#map3, #map6, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%96, %arg15 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.mulf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %98 = linalg.generic {indexing_maps = [#map3, #map6, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%97, %arg16 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %collapsed_36 = tensor.collapse_shape %98 [[0, 1], [2]] : tensor<2x32x64xf32> into tensor<64x64xf32>
    %99 = tensor.empty() : tensor<64x32xf32>
    %transposed_37 = linalg.transpose ins(%arg17 : tensor<32x64xf32>) outs(%99 : tensor<64x32xf32>) permutation = [1, 0] 
    %100 = linalg.fill ins(%cst_0 : f32) outs(%99 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %101 = linalg.matmul ins(%collapsed_36, %transposed_37 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%100 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %102 = linalg.generic {indexing_maps = [#map1, #map], iterator_types = ["parallel", "parallel"]} ins(%arg18 : tensor<32xf32>) outs(%99 : tensor<64x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x32xf32>
    %103 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel"]} ins(%101, %102 : tensor<64x32xf32>, tensor<64x32xf32>) outs(%99 : tensor<64x32xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<64x32xf32>
    %expanded_38 = tensor.expand_shape %103 [[0, 1], [2]] output_shape [2, 32, 32] : tensor<64x32xf32> into tensor<2x32x32xf32>
    %104 = tensor.empty() : tensor<2x32x32xf32>
    %105 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_38 : tensor<2x32x32xf32>) outs(%104 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = arith.divf %in, %cst_11 : f32
      %128 = math.erf %127 : f32
      %129 = arith.addf %128, %cst_2 : f32
      %130 = arith.mulf %129, %cst_3 : f32
      %131 = arith.mulf %in, %130 : f32
      linalg.yield %131 : f32
    } -> tensor<2x32x32xf32>
    %collapsed_39 = tensor.collapse_shape %105 [[0, 1], [2]] : tensor<2x32x32xf32> into tensor<64x32xf32>
    %106 = tensor.empty() : tensor<32x64xf32>
    %transposed_40 = linalg.transpose ins(%arg19 : tensor<64x32xf32>) outs(%106 : tensor<32x64xf32>) permutation = [1, 0] 
    %107 = linalg.matmul ins(%collapsed_39, %transposed_40 : tensor<64x32xf32>, tensor<32x64xf32>) outs(%46 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %108 = linalg.generic {indexing_maps = [#map1, #map], iterator_types = ["parallel", "parallel"]} ins(%arg20 : tensor<64xf32>) outs(%45 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x64xf32>
    %109 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel"]} ins(%107, %108 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%45 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<64x64xf32>
    %expanded_41 = tensor.expand_shape %109 [[0, 1], [2]] output_shape [2, 32, 64] : tensor<64x64xf32> into tensor<2x32x64xf32>
    %110 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_41, %98 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %111 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%110 : tensor<2x32x64xf32>) outs(%11 : tensor<2x32x64xf64>) {
    ^bb0(%in: f32, %out: f64):
      %127 = arith.extf %in : f32 to f64
      linalg.yield %127 : f64
    } -> tensor<2x32x64xf64>
    %112 = linalg.generic {indexing_maps = [#map3, #map5], iterator_types = ["parallel", "parallel", "reduction"]} ins(%111 : tensor<2x32x64xf64>) outs(%14 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %127 = arith.addf %in, %out : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x1xf64>
    %113 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%112 : tensor<2x32x1xf64>) outs(%13 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %127 = arith.divf %in, %cst_8 : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x1xf64>
    %114 = linalg.generic {indexing_maps = [#map3, #map5, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%111, %113 : tensor<2x32x64xf64>, tensor<2x32x1xf64>) outs(%11 : tensor<2x32x64xf64>) {
    ^bb0(%in: f64, %in_42: f64, %out: f64):
      %127 = arith.subf %in, %in_42 : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x64xf64>
    %115 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%114, %114 : tensor<2x32x64xf64>, tensor<2x32x64xf64>) outs(%11 : tensor<2x32x64xf64>) {
    ^bb0(%in: f64, %in_42: f64, %out: f64):
      %127 = arith.mulf %in, %in_42 : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x64xf64>
    %116 = linalg.generic {indexing_maps = [#map3, #map5], iterator_types = ["parallel", "parallel", "reduction"]} ins(%115 : tensor<2x32x64xf64>) outs(%14 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %127 = arith.addf %in, %out : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x1xf64>
    %117 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%116 : tensor<2x32x1xf64>) outs(%13 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %127 = arith.divf %in, %cst_8 : f64
      linalg.yield %127 : f64
    } -> tensor<2x32x1xf64>
    %118 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%117 : tensor<2x32x1xf64>) outs(%21 : tensor<2x32x1xf32>) {
    ^bb0(%in: f64, %out: f32):
      %127 = arith.truncf %in : f64 to f32
      linalg.yield %127 : f32
    } -> tensor<2x32x1xf32>
    %119 = linalg.generic {indexing_maps = [#map3, #map5], iterator_types = ["parallel", "parallel", "reduction"]} ins(%110 : tensor<2x32x64xf32>) outs(%23 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = arith.addf %in, %out : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x1xf32>
    %120 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%119 : tensor<2x32x1xf32>) outs(%21 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = arith.divf %in, %cst_9 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x1xf32>
    %121 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%118 : tensor<2x32x1xf32>) outs(%21 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = arith.truncf %cst_7 : f64 to f32
      %128 = arith.addf %in, %127 : f32
      linalg.yield %128 : f32
    } -> tensor<2x32x1xf32>
    %122 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%121 : tensor<2x32x1xf32>) outs(%21 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %127 = math.rsqrt %in : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x1xf32>
    %123 = linalg.generic {indexing_maps = [#map3, #map5, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%110, %120 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.subf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %124 = linalg.generic {indexing_maps = [#map3, #map5, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%123, %122 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.mulf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %125 = linalg.generic {indexing_maps = [#map3, #map6, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%124, %arg21 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.mulf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    %126 = linalg.generic {indexing_maps = [#map3, #map6, #map3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%125, %arg22 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%5 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %127 = arith.addf %in, %in_42 : f32
      linalg.yield %127 : f32
    } -> tensor<2x32x64xf32>
    return %126 : tensor<2x32x64xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_1_32_torch.int64_1: "0x0800000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
      torch_tensor_1_32_torch.int64: "0x0800000000000000000000000100000000000000020000000000000003000000000000000400000000000000050000000000000006000000000000000700000000000000080000000000000009000000000000000A000000000000000B000000000000000C000000000000000D000000000000000E000000000000000F0000000000000010000000000000001100000000000000120000000000000013000000000000001400000000000000150000000000000016000000000000001700000000000000180000000000000019000000000000001A000000000000001B000000000000001C000000000000001D000000000000001E000000000000001F00000000000000"
    }
  }
#-}
