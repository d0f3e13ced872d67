#map = affine_map<(d0) -> (d0)>
#map1 = affine_map<(d0, d1) -> (0, d1)>
#map2 = affine_map<(d0, d1) -> (d0, 0)>
#map3 = affine_map<(d0, d1) -> (d0, d1)>
#map4 = affine_map<(d0, d1) -> ()>
#map5 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map6 = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
#map7 = affine_map<(d0, d1, d2) -> (d2)>
#map8 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map9 = affine_map<(d0, d1, d2, d3) -> (0, 0, d2, d3)>
#map10 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map11 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map12 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map13 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
module {
  func.func @main(%arg0: tensor<2x32x64xf32>, %arg1: tensor<64x64xf32>, %arg2: tensor<32x64xf32>, %arg3: tensor<32x64xf32>, %arg4: tensor<64x64xf32>) -> tensor<2x32x64xf32> {
    %c0_i64 = arith.constant 0 : i64
    %c1_i64 = arith.constant 1 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_2 = arith.constant dense<-3.40282347E+38> : tensor<32x32xf32>
    %cst_3 = arith.constant dense_resource<torch_tensor_8_torch.float32> : tensor<8xf32>
    %cst_4 = arith.constant 2.500000e-01 : f32
    %0 = tensor.empty() : tensor<32xi64>
    %1 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel"]} outs(%0 : tensor<32xi64>) {
    ^bb0(%out: i64):
      %60 = linalg.index 0 : index
      %61 = arith.index_cast %60 : index to i64
      linalg.yield %61 : i64
    } -> tensor<32xi64>
    %expanded = tensor.expand_shape %1 [[0, 1]] output_shape [1, 32] : tensor<32xi64> into tensor<1x32xi64>
    %expanded_5 = tensor.expand_shape %1 [[0, 1]] output_shape [32, 1] : tensor<32xi64> into tensor<32x1xi64>
    %2 = tensor.empty() : tensor<32x32xi64>
    %3 = linalg.generic {indexing_maps = [#map1, #map2, #map3], iterator_types = ["parallel", "parallel"]} ins(%expanded, %expanded_5 : tensor<1x32xi64>, tensor<32x1xi64>) outs(%2 : tensor<32x32xi64>) {
    ^bb0(%in: i64, %in_36: i64, %out: i64):
      %60 = arith.subi %in, %in_36 : i64
      linalg.yield %60 : i64
    } -> tensor<32x32xi64>
    %4 = tensor.empty() : tensor<32x32xi1>
    %5 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%3 : tensor<32x32xi64>) outs(%4 : tensor<32x32xi1>) {
    ^bb0(%in: i64, %out: i1):
      %60 = arith.cmpi sge, %in, %c1_i64 : i64
      linalg.yield %60 : i1
    } -> tensor<32x32xi1>
    %6 = tensor.empty() : tensor<32x32xf32>
    %7 = linalg.generic {indexing_maps = [#map3, #map3, #map4, #map3], iterator_types = ["parallel", "parallel"]} ins(%5, %cst_2, %cst_1 : tensor<32x32xi1>, tensor<32x32xf32>, tensor<f32>) outs(%6 : tensor<32x32xf32>) {
    ^bb0(%in: i1, %in_36: f32, %in_37: f32, %out: f32):
      %60 = arith.select %in, %in_36, %in_37 : f32
      linalg.yield %60 : f32
    } -> tensor<32x32xf32>
    %expanded_6 = tensor.expand_shape %7 [[0, 1, 2], [3]] output_shape [1, 1, 32, 32] : tensor<32x32xf32> into tensor<1x1x32x32xf32>
    %expanded_7 = tensor.expand_shape %1 [[0, 1, 2]] output_shape [1, 32, 1] : tensor<32xi64> into tensor<1x32x1xi64>
    %8 = tensor.empty() : tensor<1x32x1xf32>
    %9 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_7 : tensor<1x32x1xi64>) outs(%8 : tensor<1x32x1xf32>) {
    ^bb0(%in: i64, %out: f32):
      %60 = arith.sitofp %in : i64 to f32
      linalg.yield %60 : f32
    } -> tensor<1x32x1xf32>
    %10 = tensor.empty() : tensor<1x32x8xf32>
    %11 = linalg.generic {indexing_maps = [#map6, #map7, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%9, %cst_3 : tensor<1x32x1xf32>, tensor<8xf32>) outs(%10 : tensor<1x32x8xf32>) {
    ^bb0(%in: f32, %in_36: f32, %out: f32):
      %60 = arith.mulf %in, %in_36 : f32
      linalg.yield %60 : f32
    } -> tensor<1x32x8xf32>
    %concat = tensor.concat dim(2) %11, %11 : (tensor<1x32x8xf32>, tensor<1x32x8xf32>) -> tensor<1x32x16xf32>
    %12 = tensor.empty() : tensor<1x32x16xf32>
    %13 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x32x16xf32>) outs(%12 : tensor<1x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %60 = math.cos %in : f32
      linalg.yield %60 : f32
    } -> tensor<1x32x16xf32>
    %14 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x32x16xf32>) outs(%12 : tensor<1x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %60 = math.sin %in : f32
      linalg.yield %60 : f32
    } -> tensor<1x32x16xf32>
    %15 = tensor.empty() : tensor<64x64xf32>
    %transposed = linalg.transpose ins(%arg1 : tensor<64x64xf32>) outs(%15 : tensor<64x64xf32>) permutation = [1, 0] 
    %collapsed = tensor.collapse_shape %arg0 [[0, 1], [2]] : tensor<2x32x64xf32> into tensor<64x64xf32>
    %16 = linalg.fill ins(%cst : f32) outs(%15 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %17 = linalg.matmul ins(%collapsed, %transposed : tensor<64x64xf32>, tensor<64x64xf32>) outs(%16 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %expanded_8 = tensor.expand_shape %17 [[0, 1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<64x64xf32> into tensor<2x32x4x16xf32>
    %18 = tensor.empty() : tensor<2x4x32x16xf32>
    %transposed_9 = linalg.transpose ins(%expanded_8 : tensor<2x32x4x16xf32>) outs(%18 : tensor<2x4x32x16xf32>) permutation = [0, 2, 1, 3] 
    %19 = tensor.empty() : tensor<64x32xf32>
    %transposed_10 = linalg.transpose ins(%arg2 : tensor<32x64xf32>) outs(%19 : tensor<64x32xf32>) permutation = [1, 0] 
    %20 = linalg.fill ins(%cst : f32) outs(%19 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %21 = linalg.matmul ins(%collapsed, %transposed_10 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%20 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %expanded_11 = tensor.expand_shape %21 [[0, 1], [2, 3]] output_shape [2, 32, 2, 16] : tensor<64x32xf32> into tensor<2x32x2x16xf32>
    %22 = tensor.empty() : tensor<2x2x32x16xf32>
    %transposed_12 = linalg.transpose ins(%expanded_11 : tensor<2x32x2x16xf32>) outs(%22 : tensor<2x2x32x16xf32>) permutation = [0, 2, 1, 3] 
    %transposed_13 = linalg.transpose ins(%arg3 : tensor<32x64xf32>) outs(%19 : tensor<64x32xf32>) permutation = [1, 0] 
    %23 = linalg.matmul ins(%collapsed, %transposed_13 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%20 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %expanded_14 = tensor.expand_shape %23 [[0, 1], [2, 3]] output_shape [2, 32, 2, 16] : tensor<64x32xf32> into tensor<2x32x2x16xf32>
    %transposed_15 = linalg.transpose ins(%expanded_14 : tensor<2x32x2x16xf32>) outs(%22 : tensor<2x2x32x16xf32>) permutation = [0, 2, 1, 3] 
    %expanded_16 = tensor.expand_shape %13 [[0], [1, 2], [3]] output_shape [1, 1, 32, 16] : tensor<1x32x16xf32> into tensor<1x1x32x16xf32>
    %expanded_17 = tensor.expand_shape %14 [[0], [1, 2], [3]] output_shape [1, 1, 32, 16] : tensor<1x32x16xf32> into tensor<1x1x32x16xf32>
    %24 = linalg.generic {indexing_maps = [#map8, #map9, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_9, %expanded_16 : tensor<2x4x32x16xf32>, tensor<1x1x32x16xf32>) outs(%18 : tensor<2x4x32x16xf32>) {
    ^bb0(%in: f32, %in_36: f32, %out: f32):
      %60 = arith.mulf %in, %in_36 : f32
      linalg.yield %60 : f32
    } -> tensor<2x4x32x16xf32>
    %extracted_slice = tensor.extract_slice %transposed_9[0, 0, 0, 0] [2, 4, 32, 8] [1, 1, 1, 1] : tensor<2x4x32x16xf32> to tensor<2x4x32x8xf32>
    %extracted_slice_18 = tensor.extract_slice %transposed_9[0, 0, 0, 8] [2, 4, 32, 8] [1, 1, 1, 1] : tensor<2x4x32x16xf32> to tensor<2x4x32x8xf32>
    %25 = tensor.empty() : tensor<2x4x32x8xf32>
    %26 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_18 : tensor<2x4x32x8xf32>) outs(%25 : tensor<2x4x32x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %60 = arith.negf %in : f32
      linalg.yield %60 : f32
    } -> tensor<2x4x32x8xf32>
    %concat_19 = tensor.concat dim(3) %26, %extracted_slice : (tensor<2x4x32x8xf32>, tensor<2x4x32x8xf32>) -> tensor<2x4x32x16xf32>
    %27 = linalg.generic {indexing_maps = [#map8, #map9, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_19, %expanded_17 : tensor<2x4x32x16xf32>, tensor<1x1x32x16xf32>) outs(%18 : tensor<2x4x32x16xf32>) {
    ^bb0(%in: f32, %in_36: f32, %out: f32):
      %60 = arith.mulf %in, %in_36 : f32
      linalg.yield %60 : f32
    } -> tensor<2x4x32x16xf32>
    %28 = linalg.generic {indexing_maps = [#map8, #map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%24, %27 : tensor<2x4x32x16xf32>, tensor<2x4x32x16xf32>) outs(%18 : tensor<2x4x32x16xf32>) {
    ^bb0(%in: f32, %in_36: f32, %out: f32):
      %60 = arith.addf %in, %in_36 : f32
      linalg.yield %60 : f32
    } -> tensor<2x4x32x16xf32>
    %29 = linalg.generic {indexing_maps = [#map8, #map9, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_12, %expanded_16 : tensor<2x2x32x16xf32>, tensor<1x1x32x16xf32>) outs(%22 : tensor<2x2x32x16xf32>) {
    ^bb0(%in: f32, %in_36: f32, %out: f32):
      %60 = arith.mulf %in, %in_36 : f32
      linalg.yield %60 : f32
    } -> tensor<2x2x32x16xf32>
    %extracted_slice_20 = tensor.extract_slice %transposed_12[0, 0, 0, 0] [2, 2, 32, 8] [1, 1, 1, 1] : tensor<2x2x32x16xf32> to tensor<2x2x32x8xf32>
    %extracted_slice_21 = tensor.extract_slice %transposed_12[0, 0, 0, 8] [2, 2, 32, 8] [1, 1, 1, 1] : tensor<2x2x32x16xf32> to tensor<2x2x32x8xf32>
    %30 = tensor.empty() : tensor<2x2x32x8xf32>
    %31 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_21 : tensor<2x2x32x8xf32>) outs(%30 : tensor<2x2x32x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %60 = arith.negf %in : f32
      linalg.yield %60 : f32
    } -> tensor<2x2x32x8xf32>
    %concat_22 = tensor.concat dim(3) %31, %extracted_slice_20 : (tensor<2x2x32x8xf32>, tensor<2x2x32x8xf32>) -> tensor<2x2x32x16xf32>
    %32 = linalg.generic {indexing_maps = [#map8, #map9, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_22, %expanded_17 : tensor<2x2x32x16xf32>, tensor<1x1x32x16xf32>) outs(%22 : tensor<2x2x32x16xf32>) {
    ^bb0(%in: f32, %in_36: f32, %out: f32):
      %60 = arith.mulf %in, %in_36 : f32
      linalg.yield %60 : f32
    } -> tensor<2x2x32x16xf32>
    %33 = linalg.generic {indexing_maps = [#map8, #map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%29, %32 : tensor<2x2x32x16xf32>, tensor<2x2x32x16xf32>) outs(%22 : tensor<2x2x32x16xf32>) {
    ^bb0(%in: f32, %in_36: f32, %out: f32):
      %60 = arith.addf %in, %in_36 : f32
      linalg.yield %60 : f32
    } -> tensor<2x2x32x16xf32>
    %34 = tensor.empty() : tensor<2x2x2x32x16xf32>
    %35 = linalg.generic {indexing_maps = [#map10, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%33 : tensor<2x2x32x16xf32>) outs(%34 : tensor<2x2x2x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x32x16xf32>
    %collapsed_23 = tensor.collapse_shape %35 [[0], [1, 2], [3], [4]] : tensor<2x2x2x32x16xf32> into tensor<2x4x32x16xf32>
    %36 = linalg.generic {indexing_maps = [#map10, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_15 : tensor<2x2x32x16xf32>) outs(%34 : tensor<2x2x2x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x32x16xf32>
    %37 = tensor.empty() : tensor<2x4x16x32xf32>
    %transposed_24 = linalg.transpose ins(%collapsed_23 : tensor<2x4x32x16xf32>) outs(%37 : tensor<2x4x16x32xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_25 = tensor.collapse_shape %28 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %collapsed_26 = tensor.collapse_shape %transposed_24 [[0, 1], [2], [3]] : tensor<2x4x16x32xf32> into tensor<8x16x32xf32>
    %38 = tensor.empty() : tensor<8x32x32xf32>
    %39 = linalg.fill ins(%cst : f32) outs(%38 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %40 = linalg.batch_matmul ins(%collapsed_25, %collapsed_26 : tensor<8x32x16xf32>, tensor<8x16x32xf32>) outs(%39 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %expanded_27 = tensor.expand_shape %40 [[0, 1], [2], [3]] output_shape [2, 4, 32, 32] : tensor<8x32x32xf32> into tensor<2x4x32x32xf32>
    %41 = tensor.empty() : tensor<2x4x32x32xf32>
    %42 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_27 : tensor<2x4x32x32xf32>) outs(%41 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %60 = arith.mulf %in, %cst_4 : f32
      linalg.yield %60 : f32
    } -> tensor<2x4x32x32xf32>
    %43 = linalg.generic {indexing_maps = [#map8, #map9, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%42, %expanded_6 : tensor<2x4x32x32xf32>, tensor<1x1x32x32xf32>) outs(%41 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_36: f32, %out: f32):
      %60 = arith.addf %in, %in_36 : f32
      linalg.yield %60 : f32
    } -> tensor<2x4x32x32xf32>
    %44 = tensor.empty() : tensor<2x4x32xi64>
    %45 = linalg.fill ins(%c0_i64 : i64) outs(%44 : tensor<2x4x32xi64>) -> tensor<2x4x32xi64>
    %46 = tensor.empty() : tensor<2x4x32xf32>
    %47 = linalg.fill ins(%cst_0 : f32) outs(%46 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
    %48:2 = linalg.generic {indexing_maps = [#map8, #map12, #map12], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%43 : tensor<2x4x32x32xf32>) outs(%47, %45 : tensor<2x4x32xf32>, tensor<2x4x32xi64>) {
    ^bb0(%in: f32, %out: f32, %out_36: i64):
      %60 = linalg.index 3 : index
      %61 = arith.index_cast %60 : index to i64
      %62 = arith.maximumf %in, %out : f32
      %63 = arith.cmpf ogt, %in, %out : f32
      %64 = arith.select %63, %61, %out_36 : i64
      linalg.yield %62, %64 : f32, i64
    } -> (tensor<2x4x32xf32>, tensor<2x4x32xi64>)
    %expanded_28 = tensor.expand_shape %48#0 [[0], [1], [2, 3]] output_shape [2, 4, 32, 1] : tensor<2x4x32xf32> into tensor<2x4x32x1xf32>
    %49 = linalg.generic {indexing_maps = [#map8, #map13, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%43, %expanded_28 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%41 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_36: f32, %out: f32):
      %60 = arith.subf %in, %in_36 : f32
      linalg.yield %60 : f32
    } -> tensor<2x4x32x32xf32>
    %50 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%49 : tensor<2x4x32x32xf32>) outs(%41 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %60 = math.exp %in : f32
      linalg.yield %60 : f32
    } -> tensor<2x4x32x32xf32>
    %51 = tensor.empty() : tensor<2x4x32x1xf32>
    %52 = linalg.fill ins(%cst : f32) outs(%51 : tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %53 = linalg.generic {indexing_maps = [#map8, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%50 : tensor<2x4x32x32xf32>) outs(%52 : tensor<2x4x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %60 = arith.addf %in, %out : f32
      linalg.yield %60 : f32
    } -> tensor<2x4x32x1xf32>
    %54 = linalg.generic {indexing_maps = [#map8, #map13, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%50, %53 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%41 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_36: f32, %out: f32):
      %60 = arith.divf %in, %in_36 : f32
      linalg.yield %60 : f32
    } -> tensor<2x4x32x32xf32>
    %collapsed_29 = tensor.collapse_shape %54 [[0, 1], [2], [3]] : tensor<2x4x32x32xf32> into tensor<8x32x32xf32>
    %collapsed_30 = tensor.collapse_shape %36 [[0, 1, 2], [3], [4]] : tensor<2x2x2x32x16xf32> into tensor<8x32x16xf32>
    %55 = tensor.empty() : tensor<8x32x16xf32>
    %56 = linalg.fill ins(%cst : f32) outs(%55 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %57 = linalg.batch_matmul ins(%collapsed_29, %collapsed_30 : tensor<8x32x32xf32>, tensor<8x32x16xf32>) outs(%56 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %expanded_31 = tensor.expand_shape %57 [[0, 1], [2], [3]] output_shape [2, 4, 32, 16] : tensor<8x32x16xf32> into tensor<2x4x32x16xf32>
    %58 = tensor.empty() : tensor<2x32x4x16xf32>
    %transposed_32 = linalg.transpose ins(%expanded_31 : tensor<2x4x32x16xf32>) outs(%58 : tensor<2x32x4x16xf32>) permutation = [0, 2, 1, 3] 
    %transposed_33 = linalg.transpose ins(%arg4 : tensor<64x64xf32>) outs(%15 : tensor<64x64xf32>) permutation = [1, 0] 
    %collapsed_34 = tensor.collapse_shape %transposed_32 [[0, 1], [2, 3]] : tensor<2x32x4x16xf32> into tensor<64x64xf32>
    %59 = linalg.matmul ins(%collapsed_34, %transposed_33 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%16 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %expanded_35 = tensor.expand_shape %59 [[0, 1], [2]] output_shape [2, 32, 64] : tensor<64x64xf32> into tensor<2x32x64xf32>
    return %expanded_35 : tensor<2x32x64xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_8_torch.float32: "0x040000000000803F9BE8A13ECDCCCC3DE386013D0AD7233C383E4F3B6F12833A60CBA539"
    }
  }
#-}
