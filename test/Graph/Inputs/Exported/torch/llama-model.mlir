#map = affine_map<(d0) -> (d0)>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, d3)>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map4 = affine_map<(d0, d1, d2, d3) -> (d1, d2, d3)>
#map5 = affine_map<(d0, d1, d2, d3) -> ()>
#map6 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map7 = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
#map8 = affine_map<(d0, d1, d2) -> (d2)>
#map9 = affine_map<(d0, d1, d2, d3) -> (0, 0, d2, d3)>
#map10 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map11 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map12 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map13 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
module {
  func.func @main(%arg0: tensor<2x32x64xf32>, %arg1: tensor<16x64xf32>, %arg2: tensor<64x64xf32>, %arg3: tensor<32x64xf32>, %arg4: tensor<32x64xf32>, %arg5: tensor<64x64xf32>, %arg6: tensor<32x64xf32>, %arg7: tensor<32x64xf32>, %arg8: tensor<64x32xf32>, %arg9: tensor<64xf32>, %arg10: tensor<64xf32>, %arg11: tensor<64xf32>) -> tensor<2x32x64xf32> {
    %c2_i64 = arith.constant 2 : i64
    %c0_i64 = arith.constant 0 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant 1.000000e+00 : f32
    %cst_2 = arith.constant dense<-3.40282347E+38> : tensor<f32>
    %cst_3 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_4 = arith.constant 9.9999999999999995E-7 : f64
    %cst_5 = arith.constant dense_resource<torch_tensor_8_torch.float32> : tensor<8xf32>
    %cst_6 = arith.constant 6.400000e+01 : f32
    %cst_7 = arith.constant 2.500000e-01 : f32
    %0 = tensor.empty() : tensor<32xi64>
    %1 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel"]} outs(%0 : tensor<32xi64>) {
    ^bb0(%out: i64):
      %94 = linalg.index 0 : index
      %95 = arith.index_cast %94 : index to i64
      linalg.yield %95 : i64
    } -> tensor<32xi64>
    %expanded = tensor.expand_shape %1 [[0, 1, 2, 3]] output_shape [1, 1, 32, 1] : tensor<32xi64> into tensor<1x1x32x1xi64>
    %expanded_8 = tensor.expand_shape %1 [[0, 1, 2, 3]] output_shape [1, 1, 1, 32] : tensor<32xi64> into tensor<1x1x1x32xi64>
    %2 = tensor.empty() : tensor<1x1x32x32xi1>
    %3 = linalg.generic {indexing_maps = [#map1, #map2, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_8, %expanded : tensor<1x1x1x32xi64>, tensor<1x1x32x1xi64>) outs(%2 : tensor<1x1x32x32xi1>) {
    ^bb0(%in: i64, %in_47: i64, %out: i1):
      %94 = arith.cmpi sle, %in, %in_47 : i64
      linalg.yield %94 : i1
    } -> tensor<1x1x32x32xi1>
    %4 = tensor.empty() : tensor<2x1x32x32xi1>
    %collapsed = tensor.collapse_shape %3 [[0, 1], [2], [3]] : tensor<1x1x32x32xi1> into tensor<1x32x32xi1>
    %5 = linalg.generic {indexing_maps = [#map4, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%collapsed : tensor<1x32x32xi1>) outs(%4 : tensor<2x1x32x32xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<2x1x32x32xi1>
    %6 = tensor.empty() : tensor<2x1x32x32xf32>
    %7 = linalg.generic {indexing_maps = [#map3, #map5, #map5, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%5, %cst_3, %cst_2 : tensor<2x1x32x32xi1>, tensor<f32>, tensor<f32>) outs(%6 : tensor<2x1x32x32xf32>) {
    ^bb0(%in: i1, %in_47: f32, %in_48: f32, %out: f32):
      %94 = arith.select %in, %in_47, %in_48 : f32
      linalg.yield %94 : f32
    } -> tensor<2x1x32x32xf32>
    %expanded_9 = tensor.expand_shape %1 [[0, 1, 2]] output_shape [1, 32, 1] : tensor<32xi64> into tensor<1x32x1xi64>
    %8 = tensor.empty() : tensor<1x32x1xf32>
    %9 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_9 : tensor<1x32x1xi64>) outs(%8 : tensor<1x32x1xf32>) {
    ^bb0(%in: i64, %out: f32):
      %94 = arith.sitofp %in : i64 to f32
      linalg.yield %94 : f32
    } -> tensor<1x32x1xf32>
    %10 = tensor.empty() : tensor<1x32x8xf32>
    %11 = linalg.generic {indexing_maps = [#map7, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%9, %cst_5 : tensor<1x32x1xf32>, tensor<8xf32>) outs(%10 : tensor<1x32x8xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.mulf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<1x32x8xf32>
    %concat = tensor.concat dim(2) %11, %11 : (tensor<1x32x8xf32>, tensor<1x32x8xf32>) -> tensor<1x32x16xf32>
    %12 = tensor.empty() : tensor<1x32x16xf32>
    %13 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x32x16xf32>) outs(%12 : tensor<1x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = math.cos %in : f32
      linalg.yield %94 : f32
    } -> tensor<1x32x16xf32>
    %14 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x32x16xf32>) outs(%12 : tensor<1x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = math.sin %in : f32
      linalg.yield %94 : f32
    } -> tensor<1x32x16xf32>
    %15 = tensor.empty() : tensor<2x32x64xf32>
    %16 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0 : tensor<2x32x64xf32>) outs(%15 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %94 : f32
    } -> tensor<2x32x64xf32>
    %17 = tensor.empty() : tensor<2x32x1xf32>
    %18 = linalg.fill ins(%cst : f32) outs(%17 : tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %19 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%16 : tensor<2x32x64xf32>) outs(%18 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.addf %in, %out : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x1xf32>
    %20 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%19 : tensor<2x32x1xf32>) outs(%17 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.divf %in, %cst_6 : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x1xf32>
    %21 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%20 : tensor<2x32x1xf32>) outs(%17 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.truncf %cst_4 : f64 to f32
      %95 = arith.addf %in, %94 : f32
      linalg.yield %95 : f32
    } -> tensor<2x32x1xf32>
    %22 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%21 : tensor<2x32x1xf32>) outs(%17 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = math.rsqrt %in : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x1xf32>
    %23 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0, %22 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%15 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.mulf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x64xf32>
    %24 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg9, %23 : tensor<64xf32>, tensor<2x32x64xf32>) outs(%15 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.mulf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x64xf32>
    %25 = tensor.empty() : tensor<64x64xf32>
    %transposed = linalg.transpose ins(%arg2 : tensor<64x64xf32>) outs(%25 : tensor<64x64xf32>) permutation = [1, 0] 
    %collapsed_10 = tensor.collapse_shape %24 [[0, 1], [2]] : tensor<2x32x64xf32> into tensor<64x64xf32>
    %26 = linalg.fill ins(%cst : f32) outs(%25 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %27 = linalg.matmul ins(%collapsed_10, %transposed : tensor<64x64xf32>, tensor<64x64xf32>) outs(%26 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %expanded_11 = tensor.expand_shape %27 [[0, 1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<64x64xf32> into tensor<2x32x4x16xf32>
    %28 = tensor.empty() : tensor<2x4x32x16xf32>
    %transposed_12 = linalg.transpose ins(%expanded_11 : tensor<2x32x4x16xf32>) outs(%28 : tensor<2x4x32x16xf32>) permutation = [0, 2, 1, 3] 
    %29 = tensor.empty() : tensor<64x32xf32>
    %transposed_13 = linalg.transpose ins(%arg3 : tensor<32x64xf32>) outs(%29 : tensor<64x32xf32>) permutation = [1, 0] 
    %30 = linalg.fill ins(%cst : f32) outs(%29 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %31 = linalg.matmul ins(%collapsed_10, %transposed_13 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%30 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %expanded_14 = tensor.expand_shape %31 [[0, 1], [2, 3]] output_shape [2, 32, 2, 16] : tensor<64x32xf32> into tensor<2x32x2x16xf32>
    %32 = tensor.empty() : tensor<2x2x32x16xf32>
    %transposed_15 = linalg.transpose ins(%expanded_14 : tensor<2x32x2x16xf32>) outs(%32 : tensor<2x2x32x16xf32>) permutation = [0, 2, 1, 3] 
    %transposed_16 = linalg.transpose ins(%arg4 : tensor<32x64xf32>) outs(%29 : tensor<64x32xf32>) permutation = [1, 0] 
    %33 = linalg.matmul ins(%collapsed_10, %transposed_16 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%30 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %expanded_17 = tensor.expand_shape %33 [[0, 1], [2, 3]] output_shape [2, 32, 2, 16] : tensor<64x32xf32> into tensor<2x32x2x16xf32>
    %transposed_18 = linalg.transpose ins(%expanded_17 : tensor<2x32x2x16xf32>) outs(%32 : tensor<2x2x32x16xf32>) permutation = [0, 2, 1, 3] 
    %expanded_19 = tensor.expand_shape %13 [[0], [1, 2], [3]] output_shape [1, 1, 32, 16] : tensor<1x32x16xf32> into tensor<1x1x32x16xf32>
    %expanded_20 = tensor.expand_shape %14 [[0], [1, 2], [3]] output_shape [1, 1, 32, 16] : tensor<1x32x16xf32> into tensor<1x1x32x16xf32>
    %34 = linalg.generic {indexing_maps = [#map3, #map9, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_12, %expanded_19 : tensor<2x4x32x16xf32>, tensor<1x1x32x16xf32>) outs(%28 : tensor<2x4x32x16xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.mulf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x4x32x16xf32>
    %extracted_slice = tensor.extract_slice %transposed_12[0, 0, 0, 0] [2, 4, 32, 8] [1, 1, 1, 1] : tensor<2x4x32x16xf32> to tensor<2x4x32x8xf32>
    %extracted_slice_21 = tensor.extract_slice %transposed_12[0, 0, 0, 8] [2, 4, 32, 8] [1, 1, 1, 1] : tensor<2x4x32x16xf32> to tensor<2x4x32x8xf32>
    %35 = tensor.empty() : tensor<2x4x32x8xf32>
    %36 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_21 : tensor<2x4x32x8xf32>) outs(%35 : tensor<2x4x32x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.negf %in : f32
      linalg.yield %94 : f32
    } -> tensor<2x4x32x8xf32>
    %concat_22 = tensor.concat dim(3) %36, %extracted_slice : (tensor<2x4x32x8xf32>, tensor<2x4x32x8xf32>) -> tensor<2x4x32x16xf32>
    %37 = linalg.generic {indexing_maps = [#map3, #map9, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_22, %expanded_20 : tensor<2x4x32x16xf32>, tensor<1x1x32x16xf32>) outs(%28 : tensor<2x4x32x16xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.mulf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x4x32x16xf32>
    %38 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%34, %37 : tensor<2x4x32x16xf32>, tensor<2x4x32x16xf32>) outs(%28 : tensor<2x4x32x16xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.addf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x4x32x16xf32>
    %39 = linalg.generic {indexing_maps = [#map3, #map9, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_15, %expanded_19 : tensor<2x2x32x16xf32>, tensor<1x1x32x16xf32>) outs(%32 : tensor<2x2x32x16xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.mulf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x2x32x16xf32>
    %extracted_slice_23 = tensor.extract_slice %transposed_15[0, 0, 0, 0] [2, 2, 32, 8] [1, 1, 1, 1] : tensor<2x2x32x16xf32> to tensor<2x2x32x8xf32>
    %extracted_slice_24 = tensor.extract_slice %transposed_15[0, 0, 0, 8] [2, 2, 32, 8] [1, 1, 1, 1] : tensor<2x2x32x16xf32> to tensor<2x2x32x8xf32>
    %40 = tensor.empty() : tensor<2x2x32x8xf32>
    %41 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_24 : tensor<2x2x32x8xf32>) outs(%40 : tensor<2x2x32x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.negf %in : f32
      linalg.yield %94 : f32
    } -> tensor<2x2x32x8xf32>
    %concat_25 = tensor.concat dim(3) %41, %extracted_slice_23 : (tensor<2x2x32x8xf32>, tensor<2x2x32x8xf32>) -> tensor<2x2x32x16xf32>
    %42 = linalg.generic {indexing_maps = [#map3, #map9, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_25, %expanded_20 : tensor<2x2x32x16xf32>, tensor<1x1x32x16xf32>) outs(%32 : tensor<2x2x32x16xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.mulf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x2x32x16xf32>
    %43 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%39, %42 : tensor<2x2x32x16xf32>, tensor<2x2x32x16xf32>) outs(%32 : tensor<2x2x32x16xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.addf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x2x32x16xf32>
    %44 = tensor.empty() : tensor<2x2x2x32x16xf32>
    %45 = linalg.generic {indexing_maps = [#map10, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%43 : tensor<2x2x32x16xf32>) outs(%44 : tensor<2x2x2x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x32x16xf32>
    %collapsed_26 = tensor.collapse_shape %45 [[0], [1, 2], [3], [4]] : tensor<2x2x2x32x16xf32> into tensor<2x4x32x16xf32>
    %46 = linalg.generic {indexing_maps = [#map10, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_18 : tensor<2x2x32x16xf32>) outs(%44 : tensor<2x2x2x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x32x16xf32>
    %47 = tensor.empty() : tensor<2x4x16x32xf32>
    %transposed_27 = linalg.transpose ins(%collapsed_26 : tensor<2x4x32x16xf32>) outs(%47 : tensor<2x4x16x32xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_28 = tensor.collapse_shape %38 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %collapsed_29 = tensor.collapse_shape %transposed_27 [[0, 1], [2], [3]] : tensor<2x4x16x32xf32> into tensor<8x16x32xf32>
    %48 = tensor.empty() : tensor<8x32x32xf32>
    %49 = linalg.fill ins(%cst : f32) outs(%48 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %50 = linalg.batch_matmul ins(%collapsed_28, %collapsed_29 : tensor<8x32x16xf32>, tensor<8x16x32xf32>) outs(%49 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %expanded_30 = tensor.expand_shape %50 [[0, 1], [2], [3]] output_shape [2, 4, 32, 32] : tensor<8x32x32xf32> into tensor<2x4x32x32xf32>
    %51 = tensor.empty() : tensor<2x4x32x32xf32>
    %52 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_30 : tensor<2x4x32x32xf32>) outs(%51 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.mulf %in, %cst_7 : f32
      linalg.yield %94 : f32
    } -> tensor<2x4x32x32xf32>
    %53 = linalg.generic {indexing_maps = [#map3, #map12, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%52, %7 : tensor<2x4x32x32xf32>, tensor<2x1x32x32xf32>) outs(%51 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.addf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x4x32x32xf32>
    %54 = tensor.empty() : tensor<2x4x32xi64>
    %55 = linalg.fill ins(%c0_i64 : i64) outs(%54 : tensor<2x4x32xi64>) -> tensor<2x4x32xi64>
    %56 = tensor.empty() : tensor<2x4x32xf32>
    %57 = linalg.fill ins(%cst_0 : f32) outs(%56 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
    %58:2 = linalg.generic {indexing_maps = [#map3, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%53 : tensor<2x4x32x32xf32>) outs(%57, %55 : tensor<2x4x32xf32>, tensor<2x4x32xi64>) {
    ^bb0(%in: f32, %out: f32, %out_47: i64):
      %94 = linalg.index 3 : index
      %95 = arith.index_cast %94 : index to i64
      %96 = arith.maximumf %in, %out : f32
      %97 = arith.cmpf ogt, %in, %out : f32
      %98 = arith.select %97, %95, %out_47 : i64
      linalg.yield %96, %98 : f32, i64
    } -> (tensor<2x4x32xf32>, tensor<2x4x32xi64>)
    %expanded_31 = tensor.expand_shape %58#0 [[0], [1], [2, 3]] output_shape [2, 4, 32, 1] : tensor<2x4x32xf32> into tensor<2x4x32x1xf32>
    %59 = linalg.generic {indexing_maps = [#map3, #map2, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%53, %expanded_31 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%51 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.subf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x4x32x32xf32>
    %60 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%59 : tensor<2x4x32x32xf32>) outs(%51 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = math.exp %in : f32
      linalg.yield %94 : f32
    } -> tensor<2x4x32x32xf32>
    %61 = tensor.empty() : tensor<2x4x32x1xf32>
    %62 = linalg.fill ins(%cst : f32) outs(%61 : tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %63 = linalg.generic {indexing_maps = [#map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%60 : tensor<2x4x32x32xf32>) outs(%62 : tensor<2x4x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.addf %in, %out : f32
      linalg.yield %94 : f32
    } -> tensor<2x4x32x1xf32>
    %64 = linalg.generic {indexing_maps = [#map3, #map2, #map3], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%60, %63 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%51 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.divf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x4x32x32xf32>
    %collapsed_32 = tensor.collapse_shape %64 [[0, 1], [2], [3]] : tensor<2x4x32x32xf32> into tensor<8x32x32xf32>
    %collapsed_33 = tensor.collapse_shape %46 [[0, 1, 2], [3], [4]] : tensor<2x2x2x32x16xf32> into tensor<8x32x16xf32>
    %65 = tensor.empty() : tensor<8x32x16xf32>
    %66 = linalg.fill ins(%cst : f32) outs(%65 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %67 = linalg.batch_matmul ins(%collapsed_32, %collapsed_33 : tensor<8x32x32xf32>, tensor<8x32x16xf32>) outs(%66 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %expanded_34 = tensor.expand_shape %67 [[0, 1], [2], [3]] output_shape [2, 4, 32, 16] : tensor<8x32x16xf32> into tensor<2x4x32x16xf32>
    %68 = tensor.empty() : tensor<2x32x4x16xf32>
    %transposed_35 = linalg.transpose ins(%expanded_34 : tensor<2x4x32x16xf32>) outs(%68 : tensor<2x32x4x16xf32>) permutation = [0, 2, 1, 3] 
    %transposed_36 = linalg.transpose ins(%arg5 : tensor<64x64xf32>) outs(%25 : tensor<64x64xf32>) permutation = [1, 0] 
    %collapsed_37 = tensor.collapse_shape %transposed_35 [[0, 1], [2, 3]] : tensor<2x32x4x16xf32> into tensor<64x64xf32>
    %69 = linalg.matmul ins(%collapsed_37, %transposed_36 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%26 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %expanded_38 = tensor.expand_shape %69 [[0, 1], [2]] output_shape [2, 32, 64] : tensor<64x64xf32> into tensor<2x32x64xf32>
    %70 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0, %expanded_38 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%15 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.addf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x64xf32>
    %71 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%70 : tensor<2x32x64xf32>) outs(%15 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %94 : f32
    } -> tensor<2x32x64xf32>
    %72 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%71 : tensor<2x32x64xf32>) outs(%18 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.addf %in, %out : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x1xf32>
    %73 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%72 : tensor<2x32x1xf32>) outs(%17 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.divf %in, %cst_6 : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x1xf32>
    %74 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%73 : tensor<2x32x1xf32>) outs(%17 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.truncf %cst_4 : f64 to f32
      %95 = arith.addf %in, %94 : f32
      linalg.yield %95 : f32
    } -> tensor<2x32x1xf32>
    %75 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%74 : tensor<2x32x1xf32>) outs(%17 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = math.rsqrt %in : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x1xf32>
    %76 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%70, %75 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%15 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.mulf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x64xf32>
    %77 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg10, %76 : tensor<64xf32>, tensor<2x32x64xf32>) outs(%15 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.mulf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x64xf32>
    %transposed_39 = linalg.transpose ins(%arg6 : tensor<32x64xf32>) outs(%29 : tensor<64x32xf32>) permutation = [1, 0] 
    %collapsed_40 = tensor.collapse_shape %77 [[0, 1], [2]] : tensor<2x32x64xf32> into tensor<64x64xf32>
    %78 = linalg.matmul ins(%collapsed_40, %transposed_39 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%30 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %expanded_41 = tensor.expand_shape %78 [[0, 1], [2]] output_shape [2, 32, 32] : tensor<64x32xf32> into tensor<2x32x32xf32>
    %79 = tensor.empty() : tensor<2x32x32xf32>
    %80 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_41 : tensor<2x32x32xf32>) outs(%79 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.negf %in : f32
      %95 = math.exp %94 : f32
      %96 = arith.addf %95, %cst_1 : f32
      %97 = arith.divf %cst_1, %96 : f32
      linalg.yield %97 : f32
    } -> tensor<2x32x32xf32>
    %81 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_41, %80 : tensor<2x32x32xf32>, tensor<2x32x32xf32>) outs(%79 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.mulf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x32xf32>
    %transposed_42 = linalg.transpose ins(%arg7 : tensor<32x64xf32>) outs(%29 : tensor<64x32xf32>) permutation = [1, 0] 
    %82 = linalg.matmul ins(%collapsed_40, %transposed_42 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%30 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %expanded_43 = tensor.expand_shape %82 [[0, 1], [2]] output_shape [2, 32, 32] : tensor<64x32xf32> into tensor<2x32x32xf32>
    %83 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%81, %expanded_43 : tensor<2x32x32xf32>, tensor<2x32x32xf32>) outs(%79 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.mulf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x32xf32>
    %84 = tensor.empty() : tensor<32x64xf32>
    %transposed_44 = linalg.transpose ins(%arg8 : tensor<64x32xf32>) outs(%84 : tensor<32x64xf32>) permutation = [1, 0] 
    %collapsed_45 = tensor.collapse_shape %83 [[0, 1], [2]] : tensor<2x32x32xf32> into tensor<64x32xf32>
    %85 = linalg.matmul ins(%collapsed_45, %transposed_44 : tensor<64x32xf32>, tensor<32x64xf32>) outs(%26 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %expanded_46 = tensor.expand_shape %85 [[0, 1], [2]] output_shape [2, 32, 64] : tensor<64x64xf32> into tensor<2x32x64xf32>
    %86 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%70, %expanded_46 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%15 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.addf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x64xf32>
    %87 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%86 : tensor<2x32x64xf32>) outs(%15 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %94 : f32
    } -> tensor<2x32x64xf32>
    %88 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%87 : tensor<2x32x64xf32>) outs(%18 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.addf %in, %out : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x1xf32>
    %89 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%88 : tensor<2x32x1xf32>) outs(%17 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.divf %in, %cst_6 : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x1xf32>
    %90 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%89 : tensor<2x32x1xf32>) outs(%17 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = arith.truncf %cst_4 : f64 to f32
      %95 = arith.addf %in, %94 : f32
      linalg.yield %95 : f32
    } -> tensor<2x32x1xf32>
    %91 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%90 : tensor<2x32x1xf32>) outs(%17 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %94 = math.rsqrt %in : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x1xf32>
    %92 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%86, %91 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%15 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.mulf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x64xf32>
    %93 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg11, %92 : tensor<64xf32>, tensor<2x32x64xf32>) outs(%15 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_47: f32, %out: f32):
      %94 = arith.mulf %in, %in_47 : f32
      linalg.yield %94 : f32
    } -> tensor<2x32x64xf32>
    return %93 : tensor<2x32x64xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_8_torch.float32: "0x040000000000803F9BE8A13ECDCCCC3DE386013D0AD7233C383E4F3B6F12833A60CBA539"
    }
  }
#-}
