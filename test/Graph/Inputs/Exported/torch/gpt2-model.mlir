#map = affine_map<(d0) -> (d0)>
#map1 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map3 = affine_map<(d0, d1, d2) -> (0, d1, d2)>
#map4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, d3)>
#map5 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map6 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map7 = affine_map<(d0, d1, d2, d3) -> (d1, d2, d3)>
#map8 = affine_map<(d0, d1, d2, d3) -> ()>
#map9 = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
#map10 = affine_map<(d0, d1, d2) -> (d2)>
#map11 = affine_map<(d0, d1) -> (d1)>
#map12 = affine_map<(d0, d1) -> (d0, d1)>
#map13 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map14 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
module {
  func.func @main(%arg0: tensor<2x32x64xf32>, %arg1: tensor<16x64xf32>, %arg2: tensor<32x64xf32>, %arg3: tensor<64xf32>, %arg4: tensor<64xf32>, %arg5: tensor<64x192xf32>, %arg6: tensor<192xf32>, %arg7: tensor<64x64xf32>, %arg8: tensor<64xf32>, %arg9: tensor<64xf32>, %arg10: tensor<64xf32>, %arg11: tensor<64x32xf32>, %arg12: tensor<32xf32>, %arg13: tensor<32x64xf32>, %arg14: tensor<64xf32>, %arg15: tensor<64xf32>, %arg16: tensor<64xf32>) -> tensor<2x32x64xf32> {
    %c3_i64 = arith.constant 3 : i64
    %c0_i64 = arith.constant 0 : i64
    %c32 = arith.constant 32 : index
    %cst = arith.constant 0.000000e+00 : f64
    %cst_0 = arith.constant 0.000000e+00 : f32
    %cst_1 = arith.constant 0xFF800000 : f32
    %cst_2 = arith.constant dense<-3.40282347E+38> : tensor<f32>
    %cst_3 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_4 = arith.constant 0.79788456080286541 : f64
    %cst_5 = arith.constant 4.471500e-02 : f64
    %cst_6 = arith.constant 1.000000e-05 : f64
    %cst_7 = arith.constant 6.400000e+01 : f64
    %cst_8 = arith.constant 6.400000e+01 : f32
    %cst_9 = arith.constant 2.500000e-01 : f32
    %cst_10 = arith.constant 5.000000e-01 : f32
    %cst_11 = arith.constant 1.000000e+00 : f32
    %0 = tensor.empty() : tensor<32xi64>
    %1 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel"]} outs(%0 : tensor<32xi64>) {
    ^bb0(%out: i64):
      %117 = linalg.index 0 : index
      %118 = arith.index_cast %117 : index to i64
      linalg.yield %118 : i64
    } -> tensor<32xi64>
    %expanded = tensor.expand_shape %1 [[0, 1]] output_shape [1, 32] : tensor<32xi64> into tensor<1x32xi64>
    %2 = tensor.empty() : tensor<1x32x64xf32>
    %3 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded : tensor<1x32xi64>) outs(%2 : tensor<1x32x64xf32>) {
    ^bb0(%in: i64, %out: f32):
      %117 = arith.index_cast %in : i64 to index
      %118 = linalg.index 2 : index
      %119 = arith.cmpi slt, %117, %c32 : index
      %120 = arith.cmpi sge, %in, %c0_i64 : i64
      %extracted = tensor.extract %arg2[%117, %118] : tensor<32x64xf32>
      linalg.yield %extracted : f32
    } -> tensor<1x32x64xf32>
    %4 = tensor.empty() : tensor<2x32x64xf32>
    %5 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0, %3 : tensor<2x32x64xf32>, tensor<1x32x64xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.addf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %expanded_12 = tensor.expand_shape %1 [[0, 1, 2, 3]] output_shape [1, 1, 32, 1] : tensor<32xi64> into tensor<1x1x32x1xi64>
    %expanded_13 = tensor.expand_shape %1 [[0, 1, 2, 3]] output_shape [1, 1, 1, 32] : tensor<32xi64> into tensor<1x1x1x32xi64>
    %6 = tensor.empty() : tensor<1x1x32x32xi1>
    %7 = linalg.generic {indexing_maps = [#map4, #map5, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_13, %expanded_12 : tensor<1x1x1x32xi64>, tensor<1x1x32x1xi64>) outs(%6 : tensor<1x1x32x32xi1>) {
    ^bb0(%in: i64, %in_37: i64, %out: i1):
      %117 = arith.cmpi sle, %in, %in_37 : i64
      linalg.yield %117 : i1
    } -> tensor<1x1x32x32xi1>
    %8 = tensor.empty() : tensor<2x1x32x32xi1>
    %collapsed = tensor.collapse_shape %7 [[0, 1], [2], [3]] : tensor<1x1x32x32xi1> into tensor<1x32x32xi1>
    %9 = linalg.generic {indexing_maps = [#map7, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%collapsed : tensor<1x32x32xi1>) outs(%8 : tensor<2x1x32x32xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<2x1x32x32xi1>
    %10 = tensor.empty() : tensor<2x1x32x32xf32>
    %11 = linalg.generic {indexing_maps = [#map6, #map8, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%9, %cst_3, %cst_2 : tensor<2x1x32x32xi1>, tensor<f32>, tensor<f32>) outs(%10 : tensor<2x1x32x32xf32>) {
    ^bb0(%in: i1, %in_37: f32, %in_38: f32, %out: f32):
      %117 = arith.select %in, %in_37, %in_38 : f32
      linalg.yield %117 : f32
    } -> tensor<2x1x32x32xf32>
    %12 = tensor.empty() : tensor<2x32x64xf64>
    %13 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%5 : tensor<2x32x64xf32>) outs(%12 : tensor<2x32x64xf64>) {
    ^bb0(%in: f32, %out: f64):
      %117 = arith.extf %in : f32 to f64
      linalg.yield %117 : f64
    } -> tensor<2x32x64xf64>
    %14 = tensor.empty() : tensor<2x32x1xf64>
    %15 = linalg.fill ins(%cst : f64) outs(%14 : tensor<2x32x1xf64>) -> tensor<2x32x1xf64>
    %16 = linalg.generic {indexing_maps = [#map2, #map9], iterator_types = ["parallel", "parallel", "reduction"]} ins(%13 : tensor<2x32x64xf64>) outs(%15 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %117 = arith.addf %in, %out : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x1xf64>
    %17 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%16 : tensor<2x32x1xf64>) outs(%14 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %117 = arith.divf %in, %cst_7 : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x1xf64>
    %18 = linalg.generic {indexing_maps = [#map2, #map9, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%13, %17 : tensor<2x32x64xf64>, tensor<2x32x1xf64>) outs(%12 : tensor<2x32x64xf64>) {
    ^bb0(%in: f64, %in_37: f64, %out: f64):
      %117 = arith.subf %in, %in_37 : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x64xf64>
    %19 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%18, %18 : tensor<2x32x64xf64>, tensor<2x32x64xf64>) outs(%12 : tensor<2x32x64xf64>) {
    ^bb0(%in: f64, %in_37: f64, %out: f64):
      %117 = arith.mulf %in, %in_37 : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x64xf64>
    %20 = linalg.generic {indexing_maps = [#map2, #map9], iterator_types = ["parallel", "parallel", "reduction"]} ins(%19 : tensor<2x32x64xf64>) outs(%15 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %117 = arith.addf %in, %out : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x1xf64>
    %21 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%20 : tensor<2x32x1xf64>) outs(%14 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %117 = arith.divf %in, %cst_7 : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x1xf64>
    %22 = tensor.empty() : tensor<2x32x1xf32>
    %23 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%21 : tensor<2x32x1xf64>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f64, %out: f32):
      %117 = arith.truncf %in : f64 to f32
      linalg.yield %117 : f32
    } -> tensor<2x32x1xf32>
    %24 = linalg.fill ins(%cst_0 : f32) outs(%22 : tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %25 = linalg.generic {indexing_maps = [#map2, #map9], iterator_types = ["parallel", "parallel", "reduction"]} ins(%5 : tensor<2x32x64xf32>) outs(%24 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.addf %in, %out : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x1xf32>
    %26 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%25 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.divf %in, %cst_8 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x1xf32>
    %27 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%23 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.truncf %cst_6 : f64 to f32
      %118 = arith.addf %in, %117 : f32
      linalg.yield %118 : f32
    } -> tensor<2x32x1xf32>
    %28 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%27 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = math.rsqrt %in : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x1xf32>
    %29 = linalg.generic {indexing_maps = [#map2, #map9, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%5, %26 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.subf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %30 = linalg.generic {indexing_maps = [#map2, #map9, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%29, %28 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.mulf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %31 = linalg.generic {indexing_maps = [#map2, #map10, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%30, %arg3 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.mulf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %32 = linalg.generic {indexing_maps = [#map2, #map10, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%31, %arg4 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.addf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %collapsed_14 = tensor.collapse_shape %32 [[0, 1], [2]] : tensor<2x32x64xf32> into tensor<64x64xf32>
    %33 = tensor.empty() : tensor<64x192xf32>
    %34 = linalg.fill ins(%cst_0 : f32) outs(%33 : tensor<64x192xf32>) -> tensor<64x192xf32>
    %35 = linalg.matmul ins(%collapsed_14, %arg5 : tensor<64x64xf32>, tensor<64x192xf32>) outs(%34 : tensor<64x192xf32>) -> tensor<64x192xf32>
    %36 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel"]} ins(%arg6 : tensor<192xf32>) outs(%33 : tensor<64x192xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x192xf32>
    %37 = linalg.generic {indexing_maps = [#map12, #map12, #map12], iterator_types = ["parallel", "parallel"]} ins(%35, %36 : tensor<64x192xf32>, tensor<64x192xf32>) outs(%33 : tensor<64x192xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.addf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<64x192xf32>
    %expanded_15 = tensor.expand_shape %37 [[0, 1], [2]] output_shape [2, 32, 192] : tensor<64x192xf32> into tensor<2x32x192xf32>
    %extracted_slice = tensor.extract_slice %expanded_15[0, 0, 0] [2, 32, 64] [1, 1, 1] : tensor<2x32x192xf32> to tensor<2x32x64xf32>
    %extracted_slice_16 = tensor.extract_slice %expanded_15[0, 0, 64] [2, 32, 64] [1, 1, 1] : tensor<2x32x192xf32> to tensor<2x32x64xf32>
    %extracted_slice_17 = tensor.extract_slice %expanded_15[0, 0, 128] [2, 32, 64] [1, 1, 1] : tensor<2x32x192xf32> to tensor<2x32x64xf32>
    %expanded_18 = tensor.expand_shape %extracted_slice_16 [[0], [1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<2x32x64xf32> into tensor<2x32x4x16xf32>
    %expanded_19 = tensor.expand_shape %extracted_slice_17 [[0], [1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<2x32x64xf32> into tensor<2x32x4x16xf32>
    %38 = tensor.empty() : tensor<2x4x32x16xf32>
    %transposed = linalg.transpose ins(%expanded_19 : tensor<2x32x4x16xf32>) outs(%38 : tensor<2x4x32x16xf32>) permutation = [0, 2, 1, 3] 
    %expanded_20 = tensor.expand_shape %extracted_slice [[0], [1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<2x32x64xf32> into tensor<2x32x4x16xf32>
    %transposed_21 = linalg.transpose ins(%expanded_20 : tensor<2x32x4x16xf32>) outs(%38 : tensor<2x4x32x16xf32>) permutation = [0, 2, 1, 3] 
    %39 = tensor.empty() : tensor<2x4x16x32xf32>
    %transposed_22 = linalg.transpose ins(%expanded_18 : tensor<2x32x4x16xf32>) outs(%39 : tensor<2x4x16x32xf32>) permutation = [0, 2, 3, 1] 
    %collapsed_23 = tensor.collapse_shape %transposed_21 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %collapsed_24 = tensor.collapse_shape %transposed_22 [[0, 1], [2], [3]] : tensor<2x4x16x32xf32> into tensor<8x16x32xf32>
    %40 = tensor.empty() : tensor<8x32x32xf32>
    %41 = linalg.fill ins(%cst_0 : f32) outs(%40 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %42 = linalg.batch_matmul ins(%collapsed_23, %collapsed_24 : tensor<8x32x16xf32>, tensor<8x16x32xf32>) outs(%41 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %expanded_25 = tensor.expand_shape %42 [[0, 1], [2], [3]] output_shape [2, 4, 32, 32] : tensor<8x32x32xf32> into tensor<2x4x32x32xf32>
    %43 = tensor.empty() : tensor<2x4x32x32xf32>
    %44 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_25 : tensor<2x4x32x32xf32>) outs(%43 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.mulf %in, %cst_9 : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x32x32xf32>
    %45 = linalg.generic {indexing_maps = [#map6, #map13, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%44, %11 : tensor<2x4x32x32xf32>, tensor<2x1x32x32xf32>) outs(%43 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.addf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x32x32xf32>
    %46 = tensor.empty() : tensor<2x4x32xi64>
    %47 = linalg.fill ins(%c0_i64 : i64) outs(%46 : tensor<2x4x32xi64>) -> tensor<2x4x32xi64>
    %48 = tensor.empty() : tensor<2x4x32xf32>
    %49 = linalg.fill ins(%cst_1 : f32) outs(%48 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
    %50:2 = linalg.generic {indexing_maps = [#map6, #map14, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%45 : tensor<2x4x32x32xf32>) outs(%49, %47 : tensor<2x4x32xf32>, tensor<2x4x32xi64>) {
    ^bb0(%in: f32, %out: f32, %out_37: i64):
      %117 = linalg.index 3 : index
      %118 = arith.index_cast %117 : index to i64
      %119 = arith.maximumf %in, %out : f32
      %120 = arith.cmpf ogt, %in, %out : f32
      %121 = arith.select %120, %118, %out_37 : i64
      linalg.yield %119, %121 : f32, i64
    } -> (tensor<2x4x32xf32>, tensor<2x4x32xi64>)
    %expanded_26 = tensor.expand_shape %50#0 [[0], [1], [2, 3]] output_shape [2, 4, 32, 1] : tensor<2x4x32xf32> into tensor<2x4x32x1xf32>
    %51 = linalg.generic {indexing_maps = [#map6, #map5, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%45, %expanded_26 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%43 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.subf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x32x32xf32>
    %52 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%51 : tensor<2x4x32x32xf32>) outs(%43 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = math.exp %in : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x32x32xf32>
    %53 = tensor.empty() : tensor<2x4x32x1xf32>
    %54 = linalg.fill ins(%cst_0 : f32) outs(%53 : tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %55 = linalg.generic {indexing_maps = [#map6, #map5], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%52 : tensor<2x4x32x32xf32>) outs(%54 : tensor<2x4x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.addf %in, %out : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x32x1xf32>
    %56 = linalg.generic {indexing_maps = [#map6, #map5, #map6], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%52, %55 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%43 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.divf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x4x32x32xf32>
    %collapsed_27 = tensor.collapse_shape %56 [[0, 1], [2], [3]] : tensor<2x4x32x32xf32> into tensor<8x32x32xf32>
    %collapsed_28 = tensor.collapse_shape %transposed [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %57 = tensor.empty() : tensor<8x32x16xf32>
    %58 = linalg.fill ins(%cst_0 : f32) outs(%57 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %59 = linalg.batch_matmul ins(%collapsed_27, %collapsed_28 : tensor<8x32x32xf32>, tensor<8x32x16xf32>) outs(%58 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %expanded_29 = tensor.expand_shape %59 [[0, 1], [2], [3]] output_shape [2, 4, 32, 16] : tensor<8x32x16xf32> into tensor<2x4x32x16xf32>
    %60 = tensor.empty() : tensor<2x32x4x16xf32>
    %transposed_30 = linalg.transpose ins(%expanded_29 : tensor<2x4x32x16xf32>) outs(%60 : tensor<2x32x4x16xf32>) permutation = [0, 2, 1, 3] 
    %collapsed_31 = tensor.collapse_shape %transposed_30 [[0, 1], [2, 3]] : tensor<2x32x4x16xf32> into tensor<64x64xf32>
    %61 = tensor.empty() : tensor<64x64xf32>
    %62 = linalg.fill ins(%cst_0 : f32) outs(%61 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %63 = linalg.matmul ins(%collapsed_31, %arg7 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%62 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %64 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel"]} ins(%arg8 : tensor<64xf32>) outs(%61 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x64xf32>
    %65 = linalg.generic {indexing_maps = [#map12, #map12, #map12], iterator_types = ["parallel", "parallel"]} ins(%63, %64 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%61 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.addf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<64x64xf32>
    %expanded_32 = tensor.expand_shape %65 [[0, 1], [2]] output_shape [2, 32, 64] : tensor<64x64xf32> into tensor<2x32x64xf32>
    %66 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_32, %5 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.addf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %67 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%66 : tensor<2x32x64xf32>) outs(%12 : tensor<2x32x64xf64>) {
    ^bb0(%in: f32, %out: f64):
      %117 = arith.extf %in : f32 to f64
      linalg.yield %117 : f64
    } -> tensor<2x32x64xf64>
    %68 = linalg.generic {indexing_maps = [#map2, #map9], iterator_types = ["parallel", "parallel", "reduction"]} ins(%67 : tensor<2x32x64xf64>) outs(%15 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %117 = arith.addf %in, %out : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x1xf64>
    %69 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%68 : tensor<2x32x1xf64>) outs(%14 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %117 = arith.divf %in, %cst_7 : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x1xf64>
    %70 = linalg.generic {indexing_maps = [#map2, #map9, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%67, %69 : tensor<2x32x64xf64>, tensor<2x32x1xf64>) outs(%12 : tensor<2x32x64xf64>) {
    ^bb0(%in: f64, %in_37: f64, %out: f64):
      %117 = arith.subf %in, %in_37 : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x64xf64>
    %71 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%70, %70 : tensor<2x32x64xf64>, tensor<2x32x64xf64>) outs(%12 : tensor<2x32x64xf64>) {
    ^bb0(%in: f64, %in_37: f64, %out: f64):
      %117 = arith.mulf %in, %in_37 : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x64xf64>
    %72 = linalg.generic {indexing_maps = [#map2, #map9], iterator_types = ["parallel", "parallel", "reduction"]} ins(%71 : tensor<2x32x64xf64>) outs(%15 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %117 = arith.addf %in, %out : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x1xf64>
    %73 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%72 : tensor<2x32x1xf64>) outs(%14 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %117 = arith.divf %in, %cst_7 : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x1xf64>
    %74 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%73 : tensor<2x32x1xf64>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f64, %out: f32):
      %117 = arith.truncf %in : f64 to f32
      linalg.yield %117 : f32
    } -> tensor<2x32x1xf32>
    %75 = linalg.generic {indexing_maps = [#map2, #map9], iterator_types = ["parallel", "parallel", "reduction"]} ins(%66 : tensor<2x32x64xf32>) outs(%24 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.addf %in, %out : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x1xf32>
    %76 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%75 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.divf %in, %cst_8 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x1xf32>
    %77 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%74 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.truncf %cst_6 : f64 to f32
      %118 = arith.addf %in, %117 : f32
      linalg.yield %118 : f32
    } -> tensor<2x32x1xf32>
    %78 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%77 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = math.rsqrt %in : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x1xf32>
    %79 = linalg.generic {indexing_maps = [#map2, #map9, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%66, %76 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.subf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %80 = linalg.generic {indexing_maps = [#map2, #map9, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%79, %78 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.mulf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %81 = linalg.generic {indexing_maps = [#map2, #map10, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%80, %arg9 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.mulf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %82 = linalg.generic {indexing_maps = [#map2, #map10, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%81, %arg10 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.addf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %collapsed_33 = tensor.collapse_shape %82 [[0, 1], [2]] : tensor<2x32x64xf32> into tensor<64x64xf32>
    %83 = tensor.empty() : tensor<64x32xf32>
    %84 = linalg.fill ins(%cst_0 : f32) outs(%83 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %85 = linalg.matmul ins(%collapsed_33, %arg11 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%84 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %86 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel"]} ins(%arg12 : tensor<32xf32>) outs(%83 : tensor<64x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x32xf32>
    %87 = linalg.generic {indexing_maps = [#map12, #map12, #map12], iterator_types = ["parallel", "parallel"]} ins(%85, %86 : tensor<64x32xf32>, tensor<64x32xf32>) outs(%83 : tensor<64x32xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.addf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<64x32xf32>
    %expanded_34 = tensor.expand_shape %87 [[0, 1], [2]] output_shape [2, 32, 32] : tensor<64x32xf32> into tensor<2x32x32xf32>
    %88 = tensor.empty() : tensor<2x32x32xf32>
    %89 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_34 : tensor<2x32x32xf32>) outs(%88 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.mulf %in, %cst_10 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x32xf32>
    %90 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_34 : tensor<2x32x32xf32>) outs(%88 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = math.fpowi %in, %c3_i64 : f32, i64
      linalg.yield %117 : f32
    } -> tensor<2x32x32xf32>
    %91 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%90 : tensor<2x32x32xf32>) outs(%88 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.truncf %cst_5 : f64 to f32
      %118 = arith.mulf %in, %117 : f32
      linalg.yield %118 : f32
    } -> tensor<2x32x32xf32>
    %92 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_34, %91 : tensor<2x32x32xf32>, tensor<2x32x32xf32>) outs(%88 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.addf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x32xf32>
    %93 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%92 : tensor<2x32x32xf32>) outs(%88 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.truncf %cst_4 : f64 to f32
      %118 = arith.mulf %in, %117 : f32
      linalg.yield %118 : f32
    } -> tensor<2x32x32xf32>
    %94 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%93 : tensor<2x32x32xf32>) outs(%88 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = math.tanh %in : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x32xf32>
    %95 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%94 : tensor<2x32x32xf32>) outs(%88 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.addf %in, %cst_11 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x32xf32>
    %96 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%89, %95 : tensor<2x32x32xf32>, tensor<2x32x32xf32>) outs(%88 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.mulf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x32xf32>
    %collapsed_35 = tensor.collapse_shape %96 [[0, 1], [2]] : tensor<2x32x32xf32> into tensor<64x32xf32>
    %97 = linalg.matmul ins(%collapsed_35, %arg13 : tensor<64x32xf32>, tensor<32x64xf32>) outs(%62 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %98 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel"]} ins(%arg14 : tensor<64xf32>) outs(%61 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x64xf32>
    %99 = linalg.generic {indexing_maps = [#map12, #map12, #map12], iterator_types = ["parallel", "parallel"]} ins(%97, %98 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%61 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.addf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<64x64xf32>
    %expanded_36 = tensor.expand_shape %99 [[0, 1], [2]] output_shape [2, 32, 64] : tensor<64x64xf32> into tensor<2x32x64xf32>
    %100 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%66, %expanded_36 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.addf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %101 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%100 : tensor<2x32x64xf32>) outs(%12 : tensor<2x32x64xf64>) {
    ^bb0(%in: f32, %out: f64):
      %117 = arith.extf %in : f32 to f64
      linalg.yield %117 : f64
    } -> tensor<2x32x64xf64>
    %102 = linalg.generic {indexing_maps = [#map2, #map9], iterator_types = ["parallel", "parallel", "reduction"]} ins(%101 : tensor<2x32x64xf64>) outs(%15 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %117 = arith.addf %in, %out : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x1xf64>
    %103 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%102 : tensor<2x32x1xf64>) outs(%14 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %117 = arith.divf %in, %cst_7 : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x1xf64>
    %104 = linalg.generic {indexing_maps = [#map2, #map9, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%101, %103 : tensor<2x32x64xf64>, tensor<2x32x1xf64>) outs(%12 : tensor<2x32x64xf64>) {
    ^bb0(%in: f64, %in_37: f64, %out: f64):
      %117 = arith.subf %in, %in_37 : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x64xf64>
    %105 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%104, %104 : tensor<2x32x64xf64>, tensor<2x32x64xf64>) outs(%12 : tensor<2x32x64xf64>) {
    ^bb0(%in: f64, %in_37: f64, %out: f64):
      %117 = arith.mulf %in, %in_37 : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x64xf64>
    %106 = linalg.generic {indexing_maps = [#map2, #map9], iterator_types = ["parallel", "parallel", "reduction"]} ins(%105 : tensor<2x32x64xf64>) outs(%15 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %117 = arith.addf %in, %out : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x1xf64>
    %107 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%106 : tensor<2x32x1xf64>) outs(%14 : tensor<2x32x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %117 = arith.divf %in, %cst_7 : f64
      linalg.yield %117 : f64
    } -> tensor<2x32x1xf64>
    %108 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%107 : tensor<2x32x1xf64>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f64, %out: f32):
      %117 = arith.truncf %in : f64 to f32
      linalg.yield %117 : f32
    } -> tensor<2x32x1xf32>
    %109 = linalg.generic {indexing_maps = [#map2, #map9], iterator_types = ["parallel", "parallel", "reduction"]} ins(%100 : tensor<2x32x64xf32>) outs(%24 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.addf %in, %out : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x1xf32>
    %110 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%109 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.divf %in, %cst_8 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x1xf32>
    %111 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%108 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = arith.truncf %cst_6 : f64 to f32
      %118 = arith.addf %in, %117 : f32
      linalg.yield %118 : f32
    } -> tensor<2x32x1xf32>
    %112 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%111 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %117 = math.rsqrt %in : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x1xf32>
    %113 = linalg.generic {indexing_maps = [#map2, #map9, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%100, %110 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.subf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %114 = linalg.generic {indexing_maps = [#map2, #map9, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%113, %112 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.mulf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %115 = linalg.generic {indexing_maps = [#map2, #map10, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%114, %arg15 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.mulf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    %116 = linalg.generic {indexing_maps = [#map2, #map10, #map2], iterator_types = ["parallel", "parallel", "parallel"]} ins(%115, %arg16 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%4 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_37: f32, %out: f32):
      %117 = arith.addf %in, %in_37 : f32
      linalg.yield %117 : f32
    } -> tensor<2x32x64xf32>
    return %116 : tensor<2x32x64xf32>
  }
}
