#map = affine_map<(d0, d1) -> (d0)>
#map1 = affine_map<(d0, d1) -> (d0, d1)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map3 = affine_map<(d0, d1, d2) -> (0, d1, d2)>
#map4 = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
#map5 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map6 = affine_map<(d0, d1, d2) -> (d2)>
#map7 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map8 = affine_map<(d0) -> (d0)>
#map9 = affine_map<(d0, d1, d2, d3) -> (0, d1, d2, 0)>
#map10 = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, d3)>
#map11 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map12 = affine_map<(d0, d1, d2, d3) -> ()>
#map13 = affine_map<(d0, d1, d2) -> (d1, d2)>
#map14 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map15 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map16 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
module {
  func.func @main_graph(%arg0: tensor<2x32x64xf32>, %arg1: tensor<2x32xi1>, %arg2: tensor<16x64xf32>, %arg3: tensor<32x64xf32>, %arg4: tensor<2x64xf32>, %arg5: tensor<64xf32>, %arg6: tensor<64xf32>, %arg7: tensor<64x64xf32>, %arg8: tensor<64xf32>, %arg9: tensor<64x64xf32>, %arg10: tensor<64xf32>, %arg11: tensor<64x64xf32>, %arg12: tensor<64xf32>, %arg13: tensor<64x64xf32>, %arg14: tensor<64xf32>, %arg15: tensor<64xf32>, %arg16: tensor<64xf32>, %arg17: tensor<32x64xf32>, %arg18: tensor<32xf32>, %arg19: tensor<64x32xf32>, %arg20: tensor<64xf32>, %arg21: tensor<64xf32>, %arg22: tensor<64xf32>) -> tensor<2x32x64xf32> {
    %c64 = arith.constant 64 : index
    %cst = arith.constant 0.000000e+00 : f32
    %false = arith.constant false
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant 1.000000e+00 : f32
    %cst_2 = arith.constant 5.000000e-01 : f32
    %cst_3 = arith.constant dense<true> : tensor<1x1x32x1xi1>
    %cst_4 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_5 = arith.constant dense<-3.40282347E+38> : tensor<f32>
    %cst_6 = arith.constant dense<2.500000e-01> : tensor<f32>
    %cst_7 = arith.constant 6.400000e+01 : f32
    %cst_8 = arith.constant 9.99999996E-13 : f32
    %cst_9 = arith.constant 1.41421354 : f32
    %c0_i64 = arith.constant 0 : i64
    %c2_i64 = arith.constant 2 : i64
    %c32_i64 = arith.constant 32 : i64
    %cst_10 = arith.constant dense<[[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]]> : tensor<1x32xi64>
    %cst_11 = arith.constant dense<[[[[[0, 0], [0, 1], [0, 2], [0, 3], [0, 4], [0, 5], [0, 6], [0, 7], [0, 8], [0, 9], [0, 10], [0, 11], [0, 12], [0, 13], [0, 14], [0, 15], [0, 16], [0, 17], [0, 18], [0, 19], [0, 20], [0, 21], [0, 22], [0, 23], [0, 24], [0, 25], [0, 26], [0, 27], [0, 28], [0, 29], [0, 30], [0, 31]]]], [[[[1, 0], [1, 1], [1, 2], [1, 3], [1, 4], [1, 5], [1, 6], [1, 7], [1, 8], [1, 9], [1, 10], [1, 11], [1, 12], [1, 13], [1, 14], [1, 15], [1, 16], [1, 17], [1, 18], [1, 19], [1, 20], [1, 21], [1, 22], [1, 23], [1, 24], [1, 25], [1, 26], [1, 27], [1, 28], [1, 29], [1, 30], [1, 31]]]]]> : tensor<2x1x1x32x2xi64>
    %cst_12 = arith.constant dense<0> : tensor<64xi64>
    %0 = tensor.empty() : tensor<64x64xf32>
    %1 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel"]} ins(%cst_12 : tensor<64xi64>) outs(%0 : tensor<64x64xf32>) {
    ^bb0(%in: i64, %out: f32):
      %119 = arith.index_cast %in : i64 to index
      %120 = linalg.index 1 : index
      %extracted = tensor.extract %arg4[%119, %120] : tensor<2x64xf32>
      linalg.yield %extracted : f32
    } -> tensor<64x64xf32>
    %expanded = tensor.expand_shape %1 [[0, 1], [2]] output_shape [2, 32, 64] : tensor<64x64xf32> into tensor<2x32x64xf32>
    %2 = tensor.empty() : tensor<2x32x64xf32>
    %3 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0, %expanded : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %4 = tensor.empty() : tensor<1x32xi1>
    %5 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel"]} ins(%cst_10 : tensor<1x32xi64>) outs(%4 : tensor<1x32xi1>) {
    ^bb0(%in: i64, %out: i1):
      %119 = arith.cmpi slt, %in, %c0_i64 : i64
      linalg.yield %119 : i1
    } -> tensor<1x32xi1>
    %6 = tensor.empty() : tensor<1x32xi64>
    %7 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel"]} ins(%cst_10 : tensor<1x32xi64>) outs(%6 : tensor<1x32xi64>) {
    ^bb0(%in: i64, %out: i64):
      %119 = arith.addi %in, %c32_i64 : i64
      linalg.yield %119 : i64
    } -> tensor<1x32xi64>
    %8 = linalg.generic {indexing_maps = [#map1, #map1, #map1, #map1], iterator_types = ["parallel", "parallel"]} ins(%5, %7, %cst_10 : tensor<1x32xi1>, tensor<1x32xi64>, tensor<1x32xi64>) outs(%6 : tensor<1x32xi64>) {
    ^bb0(%in: i1, %in_44: i64, %in_45: i64, %out: i64):
      %119 = arith.select %in, %in_44, %in_45 : i64
      linalg.yield %119 : i64
    } -> tensor<1x32xi64>
    %collapsed = tensor.collapse_shape %8 [[0, 1]] : tensor<1x32xi64> into tensor<32xi64>
    %9 = tensor.empty() : tensor<32x64xf32>
    %10 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel"]} ins(%collapsed : tensor<32xi64>) outs(%9 : tensor<32x64xf32>) {
    ^bb0(%in: i64, %out: f32):
      %119 = arith.index_cast %in : i64 to index
      %120 = linalg.index 1 : index
      %extracted = tensor.extract %arg3[%119, %120] : tensor<32x64xf32>
      linalg.yield %extracted : f32
    } -> tensor<32x64xf32>
    %expanded_13 = tensor.expand_shape %10 [[0, 1], [2]] output_shape [1, 32, 64] : tensor<32x64xf32> into tensor<1x32x64xf32>
    %11 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%3, %expanded_13 : tensor<2x32x64xf32>, tensor<1x32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %12 = tensor.empty() : tensor<2x32x1xf32>
    %13 = linalg.fill ins(%cst : f32) outs(%12 : tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %14 = linalg.generic {indexing_maps = [#map2, #map4], iterator_types = ["parallel", "parallel", "reduction"]} ins(%11 : tensor<2x32x64xf32>) outs(%13 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.addf %in, %out : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %15 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%14 : tensor<2x32x1xf32>) outs(%12 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.divf %in, %cst_7 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %collapsed_14 = tensor.collapse_shape %15 [[0], [1, 2]] : tensor<2x32x1xf32> into tensor<2x32xf32>
    %16 = linalg.generic {indexing_maps = [#map5, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_14 : tensor<2x32xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x32x64xf32>
    %17 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%11, %16 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.subf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %18 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%17, %17 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.mulf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %19 = linalg.generic {indexing_maps = [#map2, #map4], iterator_types = ["parallel", "parallel", "reduction"]} ins(%18 : tensor<2x32x64xf32>) outs(%13 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.addf %in, %out : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %20 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%19 : tensor<2x32x1xf32>) outs(%12 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.divf %in, %cst_7 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %21 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%20 : tensor<2x32x1xf32>) outs(%12 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.addf %in, %cst_8 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %22 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%21 : tensor<2x32x1xf32>) outs(%12 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = math.rsqrt %in : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %collapsed_15 = tensor.collapse_shape %22 [[0], [1, 2]] : tensor<2x32x1xf32> into tensor<2x32xf32>
    %23 = linalg.generic {indexing_maps = [#map5, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_15 : tensor<2x32xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x32x64xf32>
    %24 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%17, %23 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.mulf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %25 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%24, %arg5 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.mulf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %26 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%25, %arg6 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %extracted_slice = tensor.extract_slice %cst_11[0, 0, 0, 0, 0] [2, 1, 1, 32, 1] [1, 1, 1, 1, 1] : tensor<2x1x1x32x2xi64> to tensor<2x1x1x32x1xi64>
    %27 = tensor.empty() : tensor<2x1x1x32x1xi1>
    %28 = linalg.generic {indexing_maps = [#map7, #map7], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice : tensor<2x1x1x32x1xi64>) outs(%27 : tensor<2x1x1x32x1xi1>) {
    ^bb0(%in: i64, %out: i1):
      %119 = arith.cmpi slt, %in, %c0_i64 : i64
      linalg.yield %119 : i1
    } -> tensor<2x1x1x32x1xi1>
    %29 = tensor.empty() : tensor<2x1x1x32x1xi64>
    %30 = linalg.generic {indexing_maps = [#map7, #map7], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice : tensor<2x1x1x32x1xi64>) outs(%29 : tensor<2x1x1x32x1xi64>) {
    ^bb0(%in: i64, %out: i64):
      %119 = arith.addi %in, %c2_i64 : i64
      linalg.yield %119 : i64
    } -> tensor<2x1x1x32x1xi64>
    %31 = linalg.generic {indexing_maps = [#map7, #map7, #map7, #map7], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%28, %30, %extracted_slice : tensor<2x1x1x32x1xi1>, tensor<2x1x1x32x1xi64>, tensor<2x1x1x32x1xi64>) outs(%29 : tensor<2x1x1x32x1xi64>) {
    ^bb0(%in: i1, %in_44: i64, %in_45: i64, %out: i64):
      %119 = arith.select %in, %in_44, %in_45 : i64
      linalg.yield %119 : i64
    } -> tensor<2x1x1x32x1xi64>
    %extracted_slice_16 = tensor.extract_slice %cst_11[0, 0, 0, 0, 1] [2, 1, 1, 32, 1] [1, 1, 1, 1, 1] : tensor<2x1x1x32x2xi64> to tensor<2x1x1x32x1xi64>
    %32 = linalg.generic {indexing_maps = [#map7, #map7], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_16 : tensor<2x1x1x32x1xi64>) outs(%27 : tensor<2x1x1x32x1xi1>) {
    ^bb0(%in: i64, %out: i1):
      %119 = arith.cmpi slt, %in, %c0_i64 : i64
      linalg.yield %119 : i1
    } -> tensor<2x1x1x32x1xi1>
    %33 = linalg.generic {indexing_maps = [#map7, #map7], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_16 : tensor<2x1x1x32x1xi64>) outs(%29 : tensor<2x1x1x32x1xi64>) {
    ^bb0(%in: i64, %out: i64):
      %119 = arith.addi %in, %c32_i64 : i64
      linalg.yield %119 : i64
    } -> tensor<2x1x1x32x1xi64>
    %34 = linalg.generic {indexing_maps = [#map7, #map7, #map7, #map7], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%32, %33, %extracted_slice_16 : tensor<2x1x1x32x1xi1>, tensor<2x1x1x32x1xi64>, tensor<2x1x1x32x1xi64>) outs(%29 : tensor<2x1x1x32x1xi64>) {
    ^bb0(%in: i1, %in_44: i64, %in_45: i64, %out: i64):
      %119 = arith.select %in, %in_44, %in_45 : i64
      linalg.yield %119 : i64
    } -> tensor<2x1x1x32x1xi64>
    %35 = linalg.generic {indexing_maps = [#map7, #map7, #map7], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%34, %31 : tensor<2x1x1x32x1xi64>, tensor<2x1x1x32x1xi64>) outs(%29 : tensor<2x1x1x32x1xi64>) {
    ^bb0(%in: i64, %in_44: i64, %out: i64):
      %119 = arith.muli %in_44, %c32_i64 : i64
      %120 = arith.addi %in, %119 : i64
      linalg.yield %120 : i64
    } -> tensor<2x1x1x32x1xi64>
    %collapsed_17 = tensor.collapse_shape %35 [[0, 1, 2, 3, 4]] : tensor<2x1x1x32x1xi64> into tensor<64xi64>
    %collapsed_18 = tensor.collapse_shape %arg1 [[0, 1]] : tensor<2x32xi1> into tensor<64xi1>
    %36 = tensor.empty() : tensor<64xi1>
    %37 = linalg.fill ins(%false : i1) outs(%36 : tensor<64xi1>) -> tensor<64xi1>
    %38 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel"]} ins(%collapsed_17 : tensor<64xi64>) outs(%37 : tensor<64xi1>) {
    ^bb0(%in: i64, %out: i1):
      %119 = arith.index_cast %in : i64 to index
      %120 = arith.cmpi slt, %119, %c64 : index
      %121 = arith.cmpi sge, %in, %c0_i64 : i64
      %extracted = tensor.extract %collapsed_18[%119] : tensor<64xi1>
      linalg.yield %extracted : i1
    } -> tensor<64xi1>
    %expanded_19 = tensor.expand_shape %38 [[0, 1, 2, 3]] output_shape [2, 1, 1, 32] : tensor<64xi1> into tensor<2x1x1x32xi1>
    %39 = tensor.empty() : tensor<2x1x32x32xi1>
    %40 = linalg.generic {indexing_maps = [#map9, #map10, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_3, %expanded_19 : tensor<1x1x32x1xi1>, tensor<2x1x1x32xi1>) outs(%39 : tensor<2x1x32x32xi1>) {
    ^bb0(%in: i1, %in_44: i1, %out: i1):
      %119 = arith.andi %in, %in_44 : i1
      linalg.yield %119 : i1
    } -> tensor<2x1x32x32xi1>
    %41 = tensor.empty() : tensor<2x1x32x32xf32>
    %42 = linalg.generic {indexing_maps = [#map11, #map12, #map12, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%40, %cst_4, %cst_5 : tensor<2x1x32x32xi1>, tensor<f32>, tensor<f32>) outs(%41 : tensor<2x1x32x32xf32>) {
    ^bb0(%in: i1, %in_44: f32, %in_45: f32, %out: f32):
      %119 = arith.select %in, %in_44, %in_45 : f32
      linalg.yield %119 : f32
    } -> tensor<2x1x32x32xf32>
    %transposed = linalg.transpose ins(%arg7 : tensor<64x64xf32>) outs(%0 : tensor<64x64xf32>) permutation = [1, 0] 
    %43 = tensor.empty() : tensor<2x64x64xf32>
    %44 = linalg.generic {indexing_maps = [#map13, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%transposed : tensor<64x64xf32>) outs(%43 : tensor<2x64x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x64x64xf32>
    %45 = linalg.fill ins(%cst : f32) outs(%2 : tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %46 = linalg.batch_matmul ins(%26, %44 : tensor<2x32x64xf32>, tensor<2x64x64xf32>) outs(%45 : tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %47 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%46, %arg8 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %expanded_20 = tensor.expand_shape %47 [[0], [1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<2x32x64xf32> into tensor<2x32x4x16xf32>
    %48 = tensor.empty() : tensor<2x4x32x16xf32>
    %transposed_21 = linalg.transpose ins(%expanded_20 : tensor<2x32x4x16xf32>) outs(%48 : tensor<2x4x32x16xf32>) permutation = [0, 2, 1, 3] 
    %transposed_22 = linalg.transpose ins(%arg9 : tensor<64x64xf32>) outs(%0 : tensor<64x64xf32>) permutation = [1, 0] 
    %49 = linalg.generic {indexing_maps = [#map13, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%transposed_22 : tensor<64x64xf32>) outs(%43 : tensor<2x64x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x64x64xf32>
    %50 = linalg.batch_matmul ins(%26, %49 : tensor<2x32x64xf32>, tensor<2x64x64xf32>) outs(%45 : tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %51 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%50, %arg10 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %expanded_23 = tensor.expand_shape %51 [[0], [1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<2x32x64xf32> into tensor<2x32x4x16xf32>
    %transposed_24 = linalg.transpose ins(%arg11 : tensor<64x64xf32>) outs(%0 : tensor<64x64xf32>) permutation = [1, 0] 
    %52 = linalg.generic {indexing_maps = [#map13, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%transposed_24 : tensor<64x64xf32>) outs(%43 : tensor<2x64x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x64x64xf32>
    %53 = linalg.batch_matmul ins(%26, %52 : tensor<2x32x64xf32>, tensor<2x64x64xf32>) outs(%45 : tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %54 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%53, %arg12 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %expanded_25 = tensor.expand_shape %54 [[0], [1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<2x32x64xf32> into tensor<2x32x4x16xf32>
    %transposed_26 = linalg.transpose ins(%expanded_25 : tensor<2x32x4x16xf32>) outs(%48 : tensor<2x4x32x16xf32>) permutation = [0, 2, 1, 3] 
    %55 = tensor.empty() : tensor<2x4x16x32xf32>
    %transposed_27 = linalg.transpose ins(%expanded_23 : tensor<2x32x4x16xf32>) outs(%55 : tensor<2x4x16x32xf32>) permutation = [0, 2, 3, 1] 
    %collapsed_28 = tensor.collapse_shape %transposed_21 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %collapsed_29 = tensor.collapse_shape %transposed_27 [[0, 1], [2], [3]] : tensor<2x4x16x32xf32> into tensor<8x16x32xf32>
    %56 = tensor.empty() : tensor<8x32x32xf32>
    %57 = linalg.fill ins(%cst : f32) outs(%56 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %58 = linalg.batch_matmul ins(%collapsed_28, %collapsed_29 : tensor<8x32x16xf32>, tensor<8x16x32xf32>) outs(%57 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %expanded_30 = tensor.expand_shape %58 [[0, 1], [2], [3]] output_shape [2, 4, 32, 32] : tensor<8x32x32xf32> into tensor<2x4x32x32xf32>
    %59 = tensor.empty() : tensor<2x4x32x32xf32>
    %60 = linalg.generic {indexing_maps = [#map11, #map12, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_30, %cst_6 : tensor<2x4x32x32xf32>, tensor<f32>) outs(%59 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.mulf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x4x32x32xf32>
    %61 = linalg.generic {indexing_maps = [#map11, #map14, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%60, %42 : tensor<2x4x32x32xf32>, tensor<2x1x32x32xf32>) outs(%59 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x4x32x32xf32>
    %62 = tensor.empty() : tensor<2x4x32xi64>
    %63 = linalg.fill ins(%c0_i64 : i64) outs(%62 : tensor<2x4x32xi64>) -> tensor<2x4x32xi64>
    %64 = tensor.empty() : tensor<2x4x32xf32>
    %65 = linalg.fill ins(%cst_0 : f32) outs(%64 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
    %66:2 = linalg.generic {indexing_maps = [#map11, #map15, #map15], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%61 : tensor<2x4x32x32xf32>) outs(%65, %63 : tensor<2x4x32xf32>, tensor<2x4x32xi64>) {
    ^bb0(%in: f32, %out: f32, %out_44: i64):
      %119 = linalg.index 3 : index
      %120 = arith.index_cast %119 : index to i64
      %121 = arith.maximumf %in, %out : f32
      %122 = arith.cmpf ogt, %in, %out : f32
      %123 = arith.select %122, %120, %out_44 : i64
      linalg.yield %121, %123 : f32, i64
    } -> (tensor<2x4x32xf32>, tensor<2x4x32xi64>)
    %expanded_31 = tensor.expand_shape %66#0 [[0], [1], [2, 3]] output_shape [2, 4, 32, 1] : tensor<2x4x32xf32> into tensor<2x4x32x1xf32>
    %67 = linalg.generic {indexing_maps = [#map11, #map16, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%61, %expanded_31 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%59 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.subf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x4x32x32xf32>
    %68 = linalg.generic {indexing_maps = [#map11, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%67 : tensor<2x4x32x32xf32>) outs(%59 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = math.exp %in : f32
      linalg.yield %119 : f32
    } -> tensor<2x4x32x32xf32>
    %69 = tensor.empty() : tensor<2x4x32x1xf32>
    %70 = linalg.fill ins(%cst : f32) outs(%69 : tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %71 = linalg.generic {indexing_maps = [#map11, #map16], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%68 : tensor<2x4x32x32xf32>) outs(%70 : tensor<2x4x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.addf %in, %out : f32
      linalg.yield %119 : f32
    } -> tensor<2x4x32x1xf32>
    %72 = linalg.generic {indexing_maps = [#map11, #map16, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%68, %71 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%59 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.divf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x4x32x32xf32>
    %collapsed_32 = tensor.collapse_shape %72 [[0, 1], [2], [3]] : tensor<2x4x32x32xf32> into tensor<8x32x32xf32>
    %collapsed_33 = tensor.collapse_shape %transposed_26 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %73 = tensor.empty() : tensor<8x32x16xf32>
    %74 = linalg.fill ins(%cst : f32) outs(%73 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %75 = linalg.batch_matmul ins(%collapsed_32, %collapsed_33 : tensor<8x32x32xf32>, tensor<8x32x16xf32>) outs(%74 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %expanded_34 = tensor.expand_shape %75 [[0, 1], [2], [3]] output_shape [2, 4, 32, 16] : tensor<8x32x16xf32> into tensor<2x4x32x16xf32>
    %76 = tensor.empty() : tensor<2x32x4x16xf32>
    %transposed_35 = linalg.transpose ins(%expanded_34 : tensor<2x4x32x16xf32>) outs(%76 : tensor<2x32x4x16xf32>) permutation = [0, 2, 1, 3] 
    %collapsed_36 = tensor.collapse_shape %transposed_35 [[0], [1], [2, 3]] : tensor<2x32x4x16xf32> into tensor<2x32x64xf32>
    %transposed_37 = linalg.transpose ins(%arg13 : tensor<64x64xf32>) outs(%0 : tensor<64x64xf32>) permutation = [1, 0] 
    %77 = linalg.generic {indexing_maps = [#map13, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%transposed_37 : tensor<64x64xf32>) outs(%43 : tensor<2x64x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x64x64xf32>
    %78 = linalg.batch_matmul ins(%collapsed_36, %77 : tensor<2x32x64xf32>, tensor<2x64x64xf32>) outs(%45 : tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %79 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%78, %arg14 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %80 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%79, %26 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %81 = linalg.generic {indexing_maps = [#map2, #map4], iterator_types = ["parallel", "parallel", "reduction"]} ins(%80 : tensor<2x32x64xf32>) outs(%13 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.addf %in, %out : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %82 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%81 : tensor<2x32x1xf32>) outs(%12 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.divf %in, %cst_7 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %collapsed_38 = tensor.collapse_shape %82 [[0], [1, 2]] : tensor<2x32x1xf32> into tensor<2x32xf32>
    %83 = linalg.generic {indexing_maps = [#map5, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_38 : tensor<2x32xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x32x64xf32>
    %84 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%80, %83 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.subf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %85 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%84, %84 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.mulf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %86 = linalg.generic {indexing_maps = [#map2, #map4], iterator_types = ["parallel", "parallel", "reduction"]} ins(%85 : tensor<2x32x64xf32>) outs(%13 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.addf %in, %out : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %87 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%86 : tensor<2x32x1xf32>) outs(%12 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.divf %in, %cst_7 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %88 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%87 : tensor<2x32x1xf32>) outs(%12 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.addf %in, %cst_8 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %89 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%88 : tensor<2x32x1xf32>) outs(%12 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = math.rsqrt %in : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %collapsed_39 = tensor.collapse_shape %89 [[0], [1, 2]] : tensor<2x32x1xf32> into tensor<2x32xf32>
    %90 = linalg.generic {indexing_maps = [#map5, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_39 : tensor<2x32xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x32x64xf32>
    %91 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%84, %90 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.mulf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %92 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%91, %arg15 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.mulf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %93 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%92, %arg16 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %94 = tensor.empty() : tensor<64x32xf32>
    %transposed_40 = linalg.transpose ins(%arg17 : tensor<32x64xf32>) outs(%94 : tensor<64x32xf32>) permutation = [1, 0] 
    %95 = tensor.empty() : tensor<2x64x32xf32>
    %96 = linalg.generic {indexing_maps = [#map13, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%transposed_40 : tensor<64x32xf32>) outs(%95 : tensor<2x64x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x64x32xf32>
    %97 = tensor.empty() : tensor<2x32x32xf32>
    %98 = linalg.fill ins(%cst : f32) outs(%97 : tensor<2x32x32xf32>) -> tensor<2x32x32xf32>
    %99 = linalg.batch_matmul ins(%93, %96 : tensor<2x32x64xf32>, tensor<2x64x32xf32>) outs(%98 : tensor<2x32x32xf32>) -> tensor<2x32x32xf32>
    %100 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%99, %arg18 : tensor<2x32x32xf32>, tensor<32xf32>) outs(%97 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x32xf32>
    %101 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%100 : tensor<2x32x32xf32>) outs(%97 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.divf %in, %cst_9 : f32
      %120 = math.erf %119 : f32
      %121 = arith.addf %120, %cst_1 : f32
      %122 = arith.mulf %121, %cst_2 : f32
      %123 = arith.mulf %in, %122 : f32
      linalg.yield %123 : f32
    } -> tensor<2x32x32xf32>
    %transposed_41 = linalg.transpose ins(%arg19 : tensor<64x32xf32>) outs(%9 : tensor<32x64xf32>) permutation = [1, 0] 
    %102 = linalg.generic {indexing_maps = [#map13, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%transposed_41 : tensor<32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x32x64xf32>
    %103 = linalg.batch_matmul ins(%101, %102 : tensor<2x32x32xf32>, tensor<2x32x64xf32>) outs(%45 : tensor<2x32x64xf32>) -> tensor<2x32x64xf32>
    %104 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%103, %arg20 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %105 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%104, %93 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %106 = linalg.generic {indexing_maps = [#map2, #map4], iterator_types = ["parallel", "parallel", "reduction"]} ins(%105 : tensor<2x32x64xf32>) outs(%13 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.addf %in, %out : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %107 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%106 : tensor<2x32x1xf32>) outs(%12 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.divf %in, %cst_7 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %collapsed_42 = tensor.collapse_shape %107 [[0], [1, 2]] : tensor<2x32x1xf32> into tensor<2x32xf32>
    %108 = linalg.generic {indexing_maps = [#map5, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_42 : tensor<2x32xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x32x64xf32>
    %109 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%105, %108 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.subf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %110 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%109, %109 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.mulf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %111 = linalg.generic {indexing_maps = [#map2, #map4], iterator_types = ["parallel", "parallel", "reduction"]} ins(%110 : tensor<2x32x64xf32>) outs(%13 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.addf %in, %out : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %112 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%111 : tensor<2x32x1xf32>) outs(%12 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.divf %in, %cst_7 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %113 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%112 : tensor<2x32x1xf32>) outs(%12 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = arith.addf %in, %cst_8 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %114 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%113 : tensor<2x32x1xf32>) outs(%12 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %119 = math.rsqrt %in : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x1xf32>
    %collapsed_43 = tensor.collapse_shape %114 [[0], [1, 2]] : tensor<2x32x1xf32> into tensor<2x32xf32>
    %115 = linalg.generic {indexing_maps = [#map5, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_43 : tensor<2x32xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x32x64xf32>
    %116 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%109, %115 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.mulf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %117 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%116, %arg21 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.mulf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    %118 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%117, %arg22 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%2 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_44: f32, %out: f32):
      %119 = arith.addf %in, %in_44 : f32
      linalg.yield %119 : f32
    } -> tensor<2x32x64xf32>
    return %118 : tensor<2x32x64xf32>
  }
}

