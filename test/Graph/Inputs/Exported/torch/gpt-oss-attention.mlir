#map = affine_map<(d0) -> (d0)>
#map1 = affine_map<(d0, d1) -> (0, d1)>
#map2 = affine_map<(d0, d1) -> (d0, 0)>
#map3 = affine_map<(d0, d1) -> (d0, d1)>
#map4 = affine_map<(d0, d1) -> ()>
#map5 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map6 = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
#map7 = affine_map<(d0, d1, d2) -> (d2)>
#map8 = affine_map<(d0, d1) -> (d1)>
#map9 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map10 = affine_map<(d0, d1, d2, d3) -> (0, 0, d2, d3)>
#map11 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map12 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map13 = affine_map<(d0, d1, d2, d3) -> (d1, d3)>
#map14 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map15 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
module {
  func.func @main(%arg0: tensor<2x32x64xf32>, %arg1: tensor<4xf32>, %arg2: tensor<64x64xf32>, %arg3: tensor<64xf32>, %arg4: tensor<32x64xf32>, %arg5: tensor<32xf32>, %arg6: tensor<32x64xf32>, %arg7: tensor<32xf32>, %arg8: tensor<64x64xf32>, %arg9: tensor<64xf32>) -> tensor<2x32x64xf32> {
    %c0_i64 = arith.constant 0 : i64
    %c1_i64 = arith.constant 1 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_2 = arith.constant dense<-3.40282347E+38> : tensor<32x32xf32>
    %cst_3 = arith.constant 1.3465735902799727 : f64
    %cst_4 = arith.constant dense_resource<torch_tensor_8_torch.float32> : tensor<8xf32>
    %cst_5 = arith.constant 2.500000e-01 : f32
    %0 = tensor.empty() : tensor<32xi64>
    %1 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel"]} outs(%0 : tensor<32xi64>) {
    ^bb0(%out: i64):
      %77 = linalg.index 0 : index
      %78 = arith.index_cast %77 : index to i64
      linalg.yield %78 : i64
    } -> tensor<32xi64>
    %expanded = tensor.expand_shape %1 [[0, 1]] output_shape [1, 32] : tensor<32xi64> into tensor<1x32xi64>
    %expanded_6 = tensor.expand_shape %1 [[0, 1]] output_shape [32, 1] : tensor<32xi64> into tensor<32x1xi64>
    %2 = tensor.empty() : tensor<32x32xi64>
    %3 = linalg.generic {indexing_maps = [#map1, #map2, #map3], iterator_types = ["parallel", "parallel"]} ins(%expanded, %expanded_6 : tensor<1x32xi64>, tensor<32x1xi64>) outs(%2 : tensor<32x32xi64>) {
    ^bb0(%in: i64, %in_40: i64, %out: i64):
      %77 = arith.subi %in, %in_40 : i64
      linalg.yield %77 : i64
    } -> tensor<32x32xi64>
    %4 = tensor.empty() : tensor<32x32xi1>
    %5 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%3 : tensor<32x32xi64>) outs(%4 : tensor<32x32xi1>) {
    ^bb0(%in: i64, %out: i1):
      %77 = arith.cmpi sge, %in, %c1_i64 : i64
      linalg.yield %77 : i1
    } -> tensor<32x32xi1>
    %6 = tensor.empty() : tensor<32x32xf32>
    %7 = linalg.generic {indexing_maps = [#map3, #map3, #map4, #map3], iterator_types = ["parallel", "parallel"]} ins(%5, %cst_2, %cst_1 : tensor<32x32xi1>, tensor<32x32xf32>, tensor<f32>) outs(%6 : tensor<32x32xf32>) {
    ^bb0(%in: i1, %in_40: f32, %in_41: f32, %out: f32):
      %77 = arith.select %in, %in_40, %in_41 : f32
      linalg.yield %77 : f32
    } -> tensor<32x32xf32>
    %expanded_7 = tensor.expand_shape %7 [[0, 1, 2], [3]] output_shape [1, 1, 32, 32] : tensor<32x32xf32> into tensor<1x1x32x32xf32>
    %expanded_8 = tensor.expand_shape %1 [[0, 1, 2]] output_shape [1, 32, 1] : tensor<32xi64> into tensor<1x32x1xi64>
    %8 = tensor.empty() : tensor<1x32x1xf32>
    %9 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_8 : tensor<1x32x1xi64>) outs(%8 : tensor<1x32x1xf32>) {
    ^bb0(%in: i64, %out: f32):
      %77 = arith.sitofp %in : i64 to f32
      linalg.yield %77 : f32
    } -> tensor<1x32x1xf32>
    %10 = tensor.empty() : tensor<1x32x8xf32>
    %11 = linalg.generic {indexing_maps = [#map6, #map7, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%9, %cst_4 : tensor<1x32x1xf32>, tensor<8xf32>) outs(%10 : tensor<1x32x8xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.mulf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<1x32x8xf32>
    %12 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%11 : tensor<1x32x8xf32>) outs(%10 : tensor<1x32x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %77 = math.cos %in : f32
      linalg.yield %77 : f32
    } -> tensor<1x32x8xf32>
    %13 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%12 : tensor<1x32x8xf32>) outs(%10 : tensor<1x32x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %77 = arith.truncf %cst_3 : f64 to f32
      %78 = arith.mulf %in, %77 : f32
      linalg.yield %78 : f32
    } -> tensor<1x32x8xf32>
    %14 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%11 : tensor<1x32x8xf32>) outs(%10 : tensor<1x32x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %77 = math.sin %in : f32
      linalg.yield %77 : f32
    } -> tensor<1x32x8xf32>
    %15 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%14 : tensor<1x32x8xf32>) outs(%10 : tensor<1x32x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %77 = arith.truncf %cst_3 : f64 to f32
      %78 = arith.mulf %in, %77 : f32
      linalg.yield %78 : f32
    } -> tensor<1x32x8xf32>
    %collapsed = tensor.collapse_shape %arg0 [[0, 1], [2]] : tensor<2x32x64xf32> into tensor<64x64xf32>
    %16 = tensor.empty() : tensor<64x64xf32>
    %transposed = linalg.transpose ins(%arg2 : tensor<64x64xf32>) outs(%16 : tensor<64x64xf32>) permutation = [1, 0] 
    %17 = linalg.fill ins(%cst : f32) outs(%16 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %18 = linalg.matmul ins(%collapsed, %transposed : tensor<64x64xf32>, tensor<64x64xf32>) outs(%17 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %19 = linalg.generic {indexing_maps = [#map8, #map3], iterator_types = ["parallel", "parallel"]} ins(%arg3 : tensor<64xf32>) outs(%16 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x64xf32>
    %20 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%18, %19 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%16 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.addf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<64x64xf32>
    %expanded_9 = tensor.expand_shape %20 [[0, 1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<64x64xf32> into tensor<2x32x4x16xf32>
    %21 = tensor.empty() : tensor<2x4x32x16xf32>
    %transposed_10 = linalg.transpose ins(%expanded_9 : tensor<2x32x4x16xf32>) outs(%21 : tensor<2x4x32x16xf32>) permutation = [0, 2, 1, 3] 
    %22 = tensor.empty() : tensor<64x32xf32>
    %transposed_11 = linalg.transpose ins(%arg4 : tensor<32x64xf32>) outs(%22 : tensor<64x32xf32>) permutation = [1, 0] 
    %23 = linalg.fill ins(%cst : f32) outs(%22 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %24 = linalg.matmul ins(%collapsed, %transposed_11 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%23 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %25 = linalg.generic {indexing_maps = [#map8, #map3], iterator_types = ["parallel", "parallel"]} ins(%arg5 : tensor<32xf32>) outs(%22 : tensor<64x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x32xf32>
    %26 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%24, %25 : tensor<64x32xf32>, tensor<64x32xf32>) outs(%22 : tensor<64x32xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.addf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<64x32xf32>
    %expanded_12 = tensor.expand_shape %26 [[0, 1], [2, 3]] output_shape [2, 32, 2, 16] : tensor<64x32xf32> into tensor<2x32x2x16xf32>
    %27 = tensor.empty() : tensor<2x2x32x16xf32>
    %transposed_13 = linalg.transpose ins(%expanded_12 : tensor<2x32x2x16xf32>) outs(%27 : tensor<2x2x32x16xf32>) permutation = [0, 2, 1, 3] 
    %transposed_14 = linalg.transpose ins(%arg6 : tensor<32x64xf32>) outs(%22 : tensor<64x32xf32>) permutation = [1, 0] 
    %28 = linalg.matmul ins(%collapsed, %transposed_14 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%23 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %29 = linalg.generic {indexing_maps = [#map8, #map3], iterator_types = ["parallel", "parallel"]} ins(%arg7 : tensor<32xf32>) outs(%22 : tensor<64x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x32xf32>
    %30 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%28, %29 : tensor<64x32xf32>, tensor<64x32xf32>) outs(%22 : tensor<64x32xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.addf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<64x32xf32>
    %expanded_15 = tensor.expand_shape %30 [[0, 1], [2, 3]] output_shape [2, 32, 2, 16] : tensor<64x32xf32> into tensor<2x32x2x16xf32>
    %transposed_16 = linalg.transpose ins(%expanded_15 : tensor<2x32x2x16xf32>) outs(%27 : tensor<2x2x32x16xf32>) permutation = [0, 2, 1, 3] 
    %expanded_17 = tensor.expand_shape %13 [[0], [1, 2], [3]] output_shape [1, 1, 32, 8] : tensor<1x32x8xf32> into tensor<1x1x32x8xf32>
    %expanded_18 = tensor.expand_shape %15 [[0], [1, 2], [3]] output_shape [1, 1, 32, 8] : tensor<1x32x8xf32> into tensor<1x1x32x8xf32>
    %extracted_slice = tensor.extract_slice %transposed_10[0, 0, 0, 0] [2, 4, 32, 8] [1, 1, 1, 1] : tensor<2x4x32x16xf32> to tensor<2x4x32x8xf32>
    %extracted_slice_19 = tensor.extract_slice %transposed_10[0, 0, 0, 8] [2, 4, 32, 8] [1, 1, 1, 1] : tensor<2x4x32x16xf32> to tensor<2x4x32x8xf32>
    %31 = tensor.empty() : tensor<2x4x32x8xf32>
    %32 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice, %expanded_17 : tensor<2x4x32x8xf32>, tensor<1x1x32x8xf32>) outs(%31 : tensor<2x4x32x8xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.mulf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x4x32x8xf32>
    %33 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_19, %expanded_18 : tensor<2x4x32x8xf32>, tensor<1x1x32x8xf32>) outs(%31 : tensor<2x4x32x8xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.mulf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x4x32x8xf32>
    %34 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%32, %33 : tensor<2x4x32x8xf32>, tensor<2x4x32x8xf32>) outs(%31 : tensor<2x4x32x8xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.subf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x4x32x8xf32>
    %35 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_19, %expanded_17 : tensor<2x4x32x8xf32>, tensor<1x1x32x8xf32>) outs(%31 : tensor<2x4x32x8xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.mulf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x4x32x8xf32>
    %36 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice, %expanded_18 : tensor<2x4x32x8xf32>, tensor<1x1x32x8xf32>) outs(%31 : tensor<2x4x32x8xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.mulf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x4x32x8xf32>
    %37 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%35, %36 : tensor<2x4x32x8xf32>, tensor<2x4x32x8xf32>) outs(%31 : tensor<2x4x32x8xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.addf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x4x32x8xf32>
    %concat = tensor.concat dim(3) %34, %37 : (tensor<2x4x32x8xf32>, tensor<2x4x32x8xf32>) -> tensor<2x4x32x16xf32>
    %extracted_slice_20 = tensor.extract_slice %transposed_13[0, 0, 0, 0] [2, 2, 32, 8] [1, 1, 1, 1] : tensor<2x2x32x16xf32> to tensor<2x2x32x8xf32>
    %extracted_slice_21 = tensor.extract_slice %transposed_13[0, 0, 0, 8] [2, 2, 32, 8] [1, 1, 1, 1] : tensor<2x2x32x16xf32> to tensor<2x2x32x8xf32>
    %38 = tensor.empty() : tensor<2x2x32x8xf32>
    %39 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_20, %expanded_17 : tensor<2x2x32x8xf32>, tensor<1x1x32x8xf32>) outs(%38 : tensor<2x2x32x8xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.mulf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x2x32x8xf32>
    %40 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_21, %expanded_18 : tensor<2x2x32x8xf32>, tensor<1x1x32x8xf32>) outs(%38 : tensor<2x2x32x8xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.mulf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x2x32x8xf32>
    %41 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%39, %40 : tensor<2x2x32x8xf32>, tensor<2x2x32x8xf32>) outs(%38 : tensor<2x2x32x8xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.subf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x2x32x8xf32>
    %42 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_21, %expanded_17 : tensor<2x2x32x8xf32>, tensor<1x1x32x8xf32>) outs(%38 : tensor<2x2x32x8xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.mulf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x2x32x8xf32>
    %43 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_20, %expanded_18 : tensor<2x2x32x8xf32>, tensor<1x1x32x8xf32>) outs(%38 : tensor<2x2x32x8xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.mulf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x2x32x8xf32>
    %44 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%42, %43 : tensor<2x2x32x8xf32>, tensor<2x2x32x8xf32>) outs(%38 : tensor<2x2x32x8xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.addf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x2x32x8xf32>
    %concat_22 = tensor.concat dim(3) %41, %44 : (tensor<2x2x32x8xf32>, tensor<2x2x32x8xf32>) -> tensor<2x2x32x16xf32>
    %45 = tensor.empty() : tensor<2x2x2x32x16xf32>
    %46 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%concat_22 : tensor<2x2x32x16xf32>) outs(%45 : tensor<2x2x2x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x32x16xf32>
    %collapsed_23 = tensor.collapse_shape %46 [[0], [1, 2], [3], [4]] : tensor<2x2x2x32x16xf32> into tensor<2x4x32x16xf32>
    %47 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_16 : tensor<2x2x32x16xf32>) outs(%45 : tensor<2x2x2x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x32x16xf32>
    %48 = tensor.empty() : tensor<2x4x16x32xf32>
    %transposed_24 = linalg.transpose ins(%collapsed_23 : tensor<2x4x32x16xf32>) outs(%48 : tensor<2x4x16x32xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_25 = tensor.collapse_shape %concat [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %collapsed_26 = tensor.collapse_shape %transposed_24 [[0, 1], [2], [3]] : tensor<2x4x16x32xf32> into tensor<8x16x32xf32>
    %49 = tensor.empty() : tensor<8x32x32xf32>
    %50 = linalg.fill ins(%cst : f32) outs(%49 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %51 = linalg.batch_matmul ins(%collapsed_25, %collapsed_26 : tensor<8x32x16xf32>, tensor<8x16x32xf32>) outs(%50 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %expanded_27 = tensor.expand_shape %51 [[0, 1], [2], [3]] output_shape [2, 4, 32, 32] : tensor<8x32x32xf32> into tensor<2x4x32x32xf32>
    %52 = tensor.empty() : tensor<2x4x32x32xf32>
    %53 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_27 : tensor<2x4x32x32xf32>) outs(%52 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %77 = arith.mulf %in, %cst_5 : f32
      linalg.yield %77 : f32
    } -> tensor<2x4x32x32xf32>
    %54 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%53, %expanded_7 : tensor<2x4x32x32xf32>, tensor<1x1x32x32xf32>) outs(%52 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.addf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x4x32x32xf32>
    %55 = tensor.empty() : tensor<2x4x32x1xf32>
    %expanded_28 = tensor.expand_shape %arg1 [[0, 1]] output_shape [4, 1] : tensor<4xf32> into tensor<4x1xf32>
    %56 = linalg.generic {indexing_maps = [#map13, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_28 : tensor<4x1xf32>) outs(%55 : tensor<2x4x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x4x32x1xf32>
    %concat_29 = tensor.concat dim(3) %54, %56 : (tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) -> tensor<2x4x32x33xf32>
    %57 = tensor.empty() : tensor<2x4x32xi64>
    %58 = linalg.fill ins(%c0_i64 : i64) outs(%57 : tensor<2x4x32xi64>) -> tensor<2x4x32xi64>
    %59 = tensor.empty() : tensor<2x4x32xf32>
    %60 = linalg.fill ins(%cst_0 : f32) outs(%59 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
    %61:2 = linalg.generic {indexing_maps = [#map9, #map14, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%concat_29 : tensor<2x4x32x33xf32>) outs(%60, %58 : tensor<2x4x32xf32>, tensor<2x4x32xi64>) {
    ^bb0(%in: f32, %out: f32, %out_40: i64):
      %77 = linalg.index 3 : index
      %78 = arith.index_cast %77 : index to i64
      %79 = arith.maximumf %in, %out : f32
      %80 = arith.cmpf ogt, %in, %out : f32
      %81 = arith.select %80, %78, %out_40 : i64
      linalg.yield %79, %81 : f32, i64
    } -> (tensor<2x4x32xf32>, tensor<2x4x32xi64>)
    %expanded_30 = tensor.expand_shape %61#0 [[0], [1], [2, 3]] output_shape [2, 4, 32, 1] : tensor<2x4x32xf32> into tensor<2x4x32x1xf32>
    %62 = tensor.empty() : tensor<2x4x32x33xf32>
    %63 = linalg.generic {indexing_maps = [#map9, #map15, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_29, %expanded_30 : tensor<2x4x32x33xf32>, tensor<2x4x32x1xf32>) outs(%62 : tensor<2x4x32x33xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.subf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x4x32x33xf32>
    %64:2 = linalg.generic {indexing_maps = [#map9, #map14, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%63 : tensor<2x4x32x33xf32>) outs(%60, %58 : tensor<2x4x32xf32>, tensor<2x4x32xi64>) {
    ^bb0(%in: f32, %out: f32, %out_40: i64):
      %77 = linalg.index 3 : index
      %78 = arith.index_cast %77 : index to i64
      %79 = arith.maximumf %in, %out : f32
      %80 = arith.cmpf ogt, %in, %out : f32
      %81 = arith.select %80, %78, %out_40 : i64
      linalg.yield %79, %81 : f32, i64
    } -> (tensor<2x4x32xf32>, tensor<2x4x32xi64>)
    %expanded_31 = tensor.expand_shape %64#0 [[0], [1], [2, 3]] output_shape [2, 4, 32, 1] : tensor<2x4x32xf32> into tensor<2x4x32x1xf32>
    %65 = linalg.generic {indexing_maps = [#map9, #map15, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%63, %expanded_31 : tensor<2x4x32x33xf32>, tensor<2x4x32x1xf32>) outs(%62 : tensor<2x4x32x33xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.subf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x4x32x33xf32>
    %66 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%65 : tensor<2x4x32x33xf32>) outs(%62 : tensor<2x4x32x33xf32>) {
    ^bb0(%in: f32, %out: f32):
      %77 = math.exp %in : f32
      linalg.yield %77 : f32
    } -> tensor<2x4x32x33xf32>
    %67 = linalg.fill ins(%cst : f32) outs(%55 : tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %68 = linalg.generic {indexing_maps = [#map9, #map15], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%66 : tensor<2x4x32x33xf32>) outs(%67 : tensor<2x4x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %77 = arith.addf %in, %out : f32
      linalg.yield %77 : f32
    } -> tensor<2x4x32x1xf32>
    %69 = linalg.generic {indexing_maps = [#map9, #map15, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%66, %68 : tensor<2x4x32x33xf32>, tensor<2x4x32x1xf32>) outs(%62 : tensor<2x4x32x33xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.divf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<2x4x32x33xf32>
    %extracted_slice_32 = tensor.extract_slice %69[0, 0, 0, 0] [2, 4, 32, 32] [1, 1, 1, 1] : tensor<2x4x32x33xf32> to tensor<2x4x32x32xf32>
    %collapsed_33 = tensor.collapse_shape %extracted_slice_32 [[0, 1], [2], [3]] : tensor<2x4x32x32xf32> into tensor<8x32x32xf32>
    %collapsed_34 = tensor.collapse_shape %47 [[0, 1, 2], [3], [4]] : tensor<2x2x2x32x16xf32> into tensor<8x32x16xf32>
    %70 = tensor.empty() : tensor<8x32x16xf32>
    %71 = linalg.fill ins(%cst : f32) outs(%70 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %72 = linalg.batch_matmul ins(%collapsed_33, %collapsed_34 : tensor<8x32x32xf32>, tensor<8x32x16xf32>) outs(%71 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %expanded_35 = tensor.expand_shape %72 [[0, 1], [2], [3]] output_shape [2, 4, 32, 16] : tensor<8x32x16xf32> into tensor<2x4x32x16xf32>
    %73 = tensor.empty() : tensor<2x32x4x16xf32>
    %transposed_36 = linalg.transpose ins(%expanded_35 : tensor<2x4x32x16xf32>) outs(%73 : tensor<2x32x4x16xf32>) permutation = [0, 2, 1, 3] 
    %collapsed_37 = tensor.collapse_shape %transposed_36 [[0, 1], [2, 3]] : tensor<2x32x4x16xf32> into tensor<64x64xf32>
    %transposed_38 = linalg.transpose ins(%arg8 : tensor<64x64xf32>) outs(%16 : tensor<64x64xf32>) permutation = [1, 0] 
    %74 = linalg.matmul ins(%collapsed_37, %transposed_38 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%17 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %75 = linalg.generic {indexing_maps = [#map8, #map3], iterator_types = ["parallel", "parallel"]} ins(%arg9 : tensor<64xf32>) outs(%16 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<64x64xf32>
    %76 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%74, %75 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%16 : tensor<64x64xf32>) {
    ^bb0(%in: f32, %in_40: f32, %out: f32):
      %77 = arith.addf %in, %in_40 : f32
      linalg.yield %77 : f32
    } -> tensor<64x64xf32>
    %expanded_39 = tensor.expand_shape %76 [[0, 1], [2]] output_shape [2, 32, 64] : tensor<64x64xf32> into tensor<2x32x64xf32>
    return %expanded_39 : tensor<2x32x64xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_8_torch.float32: "0x040000000000803FFAD3663E9421503D40A8DE3B3C54EF39289398378C92893628177835"
    }
  }
#-}
