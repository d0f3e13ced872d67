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
  func.func @main(%arg0: tensor<2x32x64xbf16>, %arg1: tensor<64x64xbf16>, %arg2: tensor<32x64xbf16>, %arg3: tensor<32x64xbf16>, %arg4: tensor<64x64xbf16>) -> tensor<2x32x64xbf16> {
    %c0_i64 = arith.constant 0 : i64
    %c1_i64 = arith.constant 1 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant dense<0.000000e+00> : tensor<bf16>
    %cst_2 = arith.constant dense<-3.389530e+38> : tensor<32x32xbf16>
    %cst_3 = arith.constant dense_resource<torch_tensor_8_torch.float32> : tensor<8xf32>
    %cst_4 = arith.constant 2.500000e-01 : bf16
    %0 = tensor.empty() : tensor<32xi64>
    %1 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel"]} outs(%0 : tensor<32xi64>) {
    ^bb0(%out: i64):
      %76 = linalg.index 0 : index
      %77 = arith.index_cast %76 : index to i64
      linalg.yield %77 : i64
    } -> tensor<32xi64>
    %expanded = tensor.expand_shape %1 [[0, 1]] output_shape [1, 32] : tensor<32xi64> into tensor<1x32xi64>
    %expanded_5 = tensor.expand_shape %1 [[0, 1]] output_shape [32, 1] : tensor<32xi64> into tensor<32x1xi64>
    %2 = tensor.empty() : tensor<32x32xi64>
    %3 = linalg.generic {indexing_maps = [#map1, #map2, #map3], iterator_types = ["parallel", "parallel"]} ins(%expanded, %expanded_5 : tensor<1x32xi64>, tensor<32x1xi64>) outs(%2 : tensor<32x32xi64>) {
    ^bb0(%in: i64, %in_36: i64, %out: i64):
      %76 = arith.subi %in, %in_36 : i64
      linalg.yield %76 : i64
    } -> tensor<32x32xi64>
    %4 = tensor.empty() : tensor<32x32xi1>
    %5 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%3 : tensor<32x32xi64>) outs(%4 : tensor<32x32xi1>) {
    ^bb0(%in: i64, %out: i1):
      %76 = arith.cmpi sge, %in, %c1_i64 : i64
      linalg.yield %76 : i1
    } -> tensor<32x32xi1>
    %6 = tensor.empty() : tensor<32x32xbf16>
    %7 = linalg.generic {indexing_maps = [#map3, #map3, #map4, #map3], iterator_types = ["parallel", "parallel"]} ins(%5, %cst_2, %cst_1 : tensor<32x32xi1>, tensor<32x32xbf16>, tensor<bf16>) outs(%6 : tensor<32x32xbf16>) {
    ^bb0(%in: i1, %in_36: bf16, %in_37: bf16, %out: bf16):
      %76 = arith.select %in, %in_36, %in_37 : bf16
      linalg.yield %76 : bf16
    } -> tensor<32x32xbf16>
    %expanded_6 = tensor.expand_shape %7 [[0, 1, 2], [3]] output_shape [1, 1, 32, 32] : tensor<32x32xbf16> into tensor<1x1x32x32xbf16>
    %expanded_7 = tensor.expand_shape %1 [[0, 1, 2]] output_shape [1, 32, 1] : tensor<32xi64> into tensor<1x32x1xi64>
    %8 = tensor.empty() : tensor<1x32x1xf32>
    %9 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_7 : tensor<1x32x1xi64>) outs(%8 : tensor<1x32x1xf32>) {
    ^bb0(%in: i64, %out: f32):
      %76 = arith.sitofp %in : i64 to f32
      linalg.yield %76 : f32
    } -> tensor<1x32x1xf32>
    %10 = tensor.empty() : tensor<1x32x8xf32>
    %11 = linalg.generic {indexing_maps = [#map6, #map7, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%9, %cst_3 : tensor<1x32x1xf32>, tensor<8xf32>) outs(%10 : tensor<1x32x8xf32>) {
    ^bb0(%in: f32, %in_36: f32, %out: f32):
      %76 = arith.mulf %in, %in_36 : f32
      linalg.yield %76 : f32
    } -> tensor<1x32x8xf32>
    %concat = tensor.concat dim(2) %11, %11 : (tensor<1x32x8xf32>, tensor<1x32x8xf32>) -> tensor<1x32x16xf32>
    %12 = tensor.empty() : tensor<1x32x16xf32>
    %13 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x32x16xf32>) outs(%12 : tensor<1x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %76 = math.cos %in : f32
      linalg.yield %76 : f32
    } -> tensor<1x32x16xf32>
    %14 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x32x16xf32>) outs(%12 : tensor<1x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %76 = math.sin %in : f32
      linalg.yield %76 : f32
    } -> tensor<1x32x16xf32>
    %15 = tensor.empty() : tensor<1x32x16xbf16>
    %16 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%13 : tensor<1x32x16xf32>) outs(%15 : tensor<1x32x16xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %76 = arith.truncf %in : f32 to bf16
      linalg.yield %76 : bf16
    } -> tensor<1x32x16xbf16>
    %17 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%14 : tensor<1x32x16xf32>) outs(%15 : tensor<1x32x16xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %76 = arith.truncf %in : f32 to bf16
      linalg.yield %76 : bf16
    } -> tensor<1x32x16xbf16>
    %18 = tensor.empty() : tensor<64x64xbf16>
    %transposed = linalg.transpose ins(%arg1 : tensor<64x64xbf16>) outs(%18 : tensor<64x64xbf16>) permutation = [1, 0] 
    %collapsed = tensor.collapse_shape %arg0 [[0, 1], [2]] : tensor<2x32x64xbf16> into tensor<64x64xbf16>
    %19 = tensor.empty() : tensor<64x64xf32>
    %20 = linalg.fill ins(%cst : f32) outs(%19 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %21 = linalg.matmul ins(%collapsed, %transposed : tensor<64x64xbf16>, tensor<64x64xbf16>) outs(%20 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %22 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%21 : tensor<64x64xf32>) outs(%18 : tensor<64x64xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %76 = arith.truncf %in : f32 to bf16
      linalg.yield %76 : bf16
    } -> tensor<64x64xbf16>
    %expanded_8 = tensor.expand_shape %22 [[0, 1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<64x64xbf16> into tensor<2x32x4x16xbf16>
    %23 = tensor.empty() : tensor<2x4x32x16xbf16>
    %transposed_9 = linalg.transpose ins(%expanded_8 : tensor<2x32x4x16xbf16>) outs(%23 : tensor<2x4x32x16xbf16>) permutation = [0, 2, 1, 3] 
    %24 = tensor.empty() : tensor<64x32xbf16>
    %transposed_10 = linalg.transpose ins(%arg2 : tensor<32x64xbf16>) outs(%24 : tensor<64x32xbf16>) permutation = [1, 0] 
    %25 = tensor.empty() : tensor<64x32xf32>
    %26 = linalg.fill ins(%cst : f32) outs(%25 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %27 = linalg.matmul ins(%collapsed, %transposed_10 : tensor<64x64xbf16>, tensor<64x32xbf16>) outs(%26 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %28 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%27 : tensor<64x32xf32>) outs(%24 : tensor<64x32xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %76 = arith.truncf %in : f32 to bf16
      linalg.yield %76 : bf16
    } -> tensor<64x32xbf16>
    %expanded_11 = tensor.expand_shape %28 [[0, 1], [2, 3]] output_shape [2, 32, 2, 16] : tensor<64x32xbf16> into tensor<2x32x2x16xbf16>
    %29 = tensor.empty() : tensor<2x2x32x16xbf16>
    %transposed_12 = linalg.transpose ins(%expanded_11 : tensor<2x32x2x16xbf16>) outs(%29 : tensor<2x2x32x16xbf16>) permutation = [0, 2, 1, 3] 
    %transposed_13 = linalg.transpose ins(%arg3 : tensor<32x64xbf16>) outs(%24 : tensor<64x32xbf16>) permutation = [1, 0] 
    %30 = linalg.matmul ins(%collapsed, %transposed_13 : tensor<64x64xbf16>, tensor<64x32xbf16>) outs(%26 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %31 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%30 : tensor<64x32xf32>) outs(%24 : tensor<64x32xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %76 = arith.truncf %in : f32 to bf16
      linalg.yield %76 : bf16
    } -> tensor<64x32xbf16>
    %expanded_14 = tensor.expand_shape %31 [[0, 1], [2, 3]] output_shape [2, 32, 2, 16] : tensor<64x32xbf16> into tensor<2x32x2x16xbf16>
    %transposed_15 = linalg.transpose ins(%expanded_14 : tensor<2x32x2x16xbf16>) outs(%29 : tensor<2x2x32x16xbf16>) permutation = [0, 2, 1, 3] 
    %expanded_16 = tensor.expand_shape %16 [[0], [1, 2], [3]] output_shape [1, 1, 32, 16] : tensor<1x32x16xbf16> into tensor<1x1x32x16xbf16>
    %expanded_17 = tensor.expand_shape %17 [[0], [1, 2], [3]] output_shape [1, 1, 32, 16] : tensor<1x32x16xbf16> into tensor<1x1x32x16xbf16>
    %32 = linalg.generic {indexing_maps = [#map8, #map9, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_9, %expanded_16 : tensor<2x4x32x16xbf16>, tensor<1x1x32x16xbf16>) outs(%23 : tensor<2x4x32x16xbf16>) {
    ^bb0(%in: bf16, %in_36: bf16, %out: bf16):
      %76 = arith.mulf %in, %in_36 : bf16
      linalg.yield %76 : bf16
    } -> tensor<2x4x32x16xbf16>
    %extracted_slice = tensor.extract_slice %transposed_9[0, 0, 0, 0] [2, 4, 32, 8] [1, 1, 1, 1] : tensor<2x4x32x16xbf16> to tensor<2x4x32x8xbf16>
    %extracted_slice_18 = tensor.extract_slice %transposed_9[0, 0, 0, 8] [2, 4, 32, 8] [1, 1, 1, 1] : tensor<2x4x32x16xbf16> to tensor<2x4x32x8xbf16>
    %33 = tensor.empty() : tensor<2x4x32x8xbf16>
    %34 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_18 : tensor<2x4x32x8xbf16>) outs(%33 : tensor<2x4x32x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %76 = arith.negf %in : bf16
      linalg.yield %76 : bf16
    } -> tensor<2x4x32x8xbf16>
    %concat_19 = tensor.concat dim(3) %34, %extracted_slice : (tensor<2x4x32x8xbf16>, tensor<2x4x32x8xbf16>) -> tensor<2x4x32x16xbf16>
    %35 = linalg.generic {indexing_maps = [#map8, #map9, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_19, %expanded_17 : tensor<2x4x32x16xbf16>, tensor<1x1x32x16xbf16>) outs(%23 : tensor<2x4x32x16xbf16>) {
    ^bb0(%in: bf16, %in_36: bf16, %out: bf16):
      %76 = arith.mulf %in, %in_36 : bf16
      linalg.yield %76 : bf16
    } -> tensor<2x4x32x16xbf16>
    %36 = linalg.generic {indexing_maps = [#map8, #map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%32, %35 : tensor<2x4x32x16xbf16>, tensor<2x4x32x16xbf16>) outs(%23 : tensor<2x4x32x16xbf16>) {
    ^bb0(%in: bf16, %in_36: bf16, %out: bf16):
      %76 = arith.addf %in, %in_36 : bf16
      linalg.yield %76 : bf16
    } -> tensor<2x4x32x16xbf16>
    %37 = linalg.generic {indexing_maps = [#map8, #map9, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_12, %expanded_16 : tensor<2x2x32x16xbf16>, tensor<1x1x32x16xbf16>) outs(%29 : tensor<2x2x32x16xbf16>) {
    ^bb0(%in: bf16, %in_36: bf16, %out: bf16):
      %76 = arith.mulf %in, %in_36 : bf16
      linalg.yield %76 : bf16
    } -> tensor<2x2x32x16xbf16>
    %extracted_slice_20 = tensor.extract_slice %transposed_12[0, 0, 0, 0] [2, 2, 32, 8] [1, 1, 1, 1] : tensor<2x2x32x16xbf16> to tensor<2x2x32x8xbf16>
    %extracted_slice_21 = tensor.extract_slice %transposed_12[0, 0, 0, 8] [2, 2, 32, 8] [1, 1, 1, 1] : tensor<2x2x32x16xbf16> to tensor<2x2x32x8xbf16>
    %38 = tensor.empty() : tensor<2x2x32x8xbf16>
    %39 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_21 : tensor<2x2x32x8xbf16>) outs(%38 : tensor<2x2x32x8xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %76 = arith.negf %in : bf16
      linalg.yield %76 : bf16
    } -> tensor<2x2x32x8xbf16>
    %concat_22 = tensor.concat dim(3) %39, %extracted_slice_20 : (tensor<2x2x32x8xbf16>, tensor<2x2x32x8xbf16>) -> tensor<2x2x32x16xbf16>
    %40 = linalg.generic {indexing_maps = [#map8, #map9, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_22, %expanded_17 : tensor<2x2x32x16xbf16>, tensor<1x1x32x16xbf16>) outs(%29 : tensor<2x2x32x16xbf16>) {
    ^bb0(%in: bf16, %in_36: bf16, %out: bf16):
      %76 = arith.mulf %in, %in_36 : bf16
      linalg.yield %76 : bf16
    } -> tensor<2x2x32x16xbf16>
    %41 = linalg.generic {indexing_maps = [#map8, #map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%37, %40 : tensor<2x2x32x16xbf16>, tensor<2x2x32x16xbf16>) outs(%29 : tensor<2x2x32x16xbf16>) {
    ^bb0(%in: bf16, %in_36: bf16, %out: bf16):
      %76 = arith.addf %in, %in_36 : bf16
      linalg.yield %76 : bf16
    } -> tensor<2x2x32x16xbf16>
    %42 = tensor.empty() : tensor<2x2x2x32x16xbf16>
    %43 = linalg.generic {indexing_maps = [#map10, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%41 : tensor<2x2x32x16xbf16>) outs(%42 : tensor<2x2x2x32x16xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x2x2x32x16xbf16>
    %collapsed_23 = tensor.collapse_shape %43 [[0], [1, 2], [3], [4]] : tensor<2x2x2x32x16xbf16> into tensor<2x4x32x16xbf16>
    %44 = linalg.generic {indexing_maps = [#map10, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_15 : tensor<2x2x32x16xbf16>) outs(%42 : tensor<2x2x2x32x16xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x2x2x32x16xbf16>
    %45 = tensor.empty() : tensor<2x4x16x32xbf16>
    %transposed_24 = linalg.transpose ins(%collapsed_23 : tensor<2x4x32x16xbf16>) outs(%45 : tensor<2x4x16x32xbf16>) permutation = [0, 1, 3, 2] 
    %collapsed_25 = tensor.collapse_shape %36 [[0, 1], [2], [3]] : tensor<2x4x32x16xbf16> into tensor<8x32x16xbf16>
    %collapsed_26 = tensor.collapse_shape %transposed_24 [[0, 1], [2], [3]] : tensor<2x4x16x32xbf16> into tensor<8x16x32xbf16>
    %46 = tensor.empty() : tensor<8x32x32xf32>
    %47 = linalg.fill ins(%cst : f32) outs(%46 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %48 = linalg.batch_matmul ins(%collapsed_25, %collapsed_26 : tensor<8x32x16xbf16>, tensor<8x16x32xbf16>) outs(%47 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %49 = tensor.empty() : tensor<8x32x32xbf16>
    %50 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%48 : tensor<8x32x32xf32>) outs(%49 : tensor<8x32x32xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %76 = arith.truncf %in : f32 to bf16
      linalg.yield %76 : bf16
    } -> tensor<8x32x32xbf16>
    %expanded_27 = tensor.expand_shape %50 [[0, 1], [2], [3]] output_shape [2, 4, 32, 32] : tensor<8x32x32xbf16> into tensor<2x4x32x32xbf16>
    %51 = tensor.empty() : tensor<2x4x32x32xbf16>
    %52 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_27 : tensor<2x4x32x32xbf16>) outs(%51 : tensor<2x4x32x32xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      %76 = arith.mulf %in, %cst_4 : bf16
      linalg.yield %76 : bf16
    } -> tensor<2x4x32x32xbf16>
    %53 = linalg.generic {indexing_maps = [#map8, #map9, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%52, %expanded_6 : tensor<2x4x32x32xbf16>, tensor<1x1x32x32xbf16>) outs(%51 : tensor<2x4x32x32xbf16>) {
    ^bb0(%in: bf16, %in_36: bf16, %out: bf16):
      %76 = arith.addf %in, %in_36 : bf16
      linalg.yield %76 : bf16
    } -> tensor<2x4x32x32xbf16>
    %54 = tensor.empty() : tensor<2x4x32x32xf32>
    %55 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%53 : tensor<2x4x32x32xbf16>) outs(%54 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %76 = arith.extf %in : bf16 to f32
      linalg.yield %76 : f32
    } -> tensor<2x4x32x32xf32>
    %56 = tensor.empty() : tensor<2x4x32xi64>
    %57 = linalg.fill ins(%c0_i64 : i64) outs(%56 : tensor<2x4x32xi64>) -> tensor<2x4x32xi64>
    %58 = tensor.empty() : tensor<2x4x32xf32>
    %59 = linalg.fill ins(%cst_0 : f32) outs(%58 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
    %60:2 = linalg.generic {indexing_maps = [#map8, #map12, #map12], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%55 : tensor<2x4x32x32xf32>) outs(%59, %57 : tensor<2x4x32xf32>, tensor<2x4x32xi64>) {
    ^bb0(%in: f32, %out: f32, %out_36: i64):
      %76 = linalg.index 3 : index
      %77 = arith.index_cast %76 : index to i64
      %78 = arith.maximumf %in, %out : f32
      %79 = arith.cmpf ogt, %in, %out : f32
      %80 = arith.select %79, %77, %out_36 : i64
      linalg.yield %78, %80 : f32, i64
    } -> (tensor<2x4x32xf32>, tensor<2x4x32xi64>)
    %expanded_28 = tensor.expand_shape %60#0 [[0], [1], [2, 3]] output_shape [2, 4, 32, 1] : tensor<2x4x32xf32> into tensor<2x4x32x1xf32>
    %61 = linalg.generic {indexing_maps = [#map8, #map13, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%55, %expanded_28 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%54 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_36: f32, %out: f32):
      %76 = arith.subf %in, %in_36 : f32
      linalg.yield %76 : f32
    } -> tensor<2x4x32x32xf32>
    %62 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%61 : tensor<2x4x32x32xf32>) outs(%54 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %76 = math.exp %in : f32
      linalg.yield %76 : f32
    } -> tensor<2x4x32x32xf32>
    %63 = tensor.empty() : tensor<2x4x32x1xf32>
    %64 = linalg.fill ins(%cst : f32) outs(%63 : tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %65 = linalg.generic {indexing_maps = [#map8, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%62 : tensor<2x4x32x32xf32>) outs(%64 : tensor<2x4x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %76 = arith.addf %in, %out : f32
      linalg.yield %76 : f32
    } -> tensor<2x4x32x1xf32>
    %66 = linalg.generic {indexing_maps = [#map8, #map13, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%62, %65 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%54 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_36: f32, %out: f32):
      %76 = arith.divf %in, %in_36 : f32
      linalg.yield %76 : f32
    } -> tensor<2x4x32x32xf32>
    %67 = linalg.generic {indexing_maps = [#map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%66 : tensor<2x4x32x32xf32>) outs(%51 : tensor<2x4x32x32xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %76 = arith.truncf %in : f32 to bf16
      linalg.yield %76 : bf16
    } -> tensor<2x4x32x32xbf16>
    %collapsed_29 = tensor.collapse_shape %67 [[0, 1], [2], [3]] : tensor<2x4x32x32xbf16> into tensor<8x32x32xbf16>
    %collapsed_30 = tensor.collapse_shape %44 [[0, 1, 2], [3], [4]] : tensor<2x2x2x32x16xbf16> into tensor<8x32x16xbf16>
    %68 = tensor.empty() : tensor<8x32x16xf32>
    %69 = linalg.fill ins(%cst : f32) outs(%68 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %70 = linalg.batch_matmul ins(%collapsed_29, %collapsed_30 : tensor<8x32x32xbf16>, tensor<8x32x16xbf16>) outs(%69 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %71 = tensor.empty() : tensor<8x32x16xbf16>
    %72 = linalg.generic {indexing_maps = [#map5, #map5], iterator_types = ["parallel", "parallel", "parallel"]} ins(%70 : tensor<8x32x16xf32>) outs(%71 : tensor<8x32x16xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %76 = arith.truncf %in : f32 to bf16
      linalg.yield %76 : bf16
    } -> tensor<8x32x16xbf16>
    %expanded_31 = tensor.expand_shape %72 [[0, 1], [2], [3]] output_shape [2, 4, 32, 16] : tensor<8x32x16xbf16> into tensor<2x4x32x16xbf16>
    %73 = tensor.empty() : tensor<2x32x4x16xbf16>
    %transposed_32 = linalg.transpose ins(%expanded_31 : tensor<2x4x32x16xbf16>) outs(%73 : tensor<2x32x4x16xbf16>) permutation = [0, 2, 1, 3] 
    %transposed_33 = linalg.transpose ins(%arg4 : tensor<64x64xbf16>) outs(%18 : tensor<64x64xbf16>) permutation = [1, 0] 
    %collapsed_34 = tensor.collapse_shape %transposed_32 [[0, 1], [2, 3]] : tensor<2x32x4x16xbf16> into tensor<64x64xbf16>
    %74 = linalg.matmul ins(%collapsed_34, %transposed_33 : tensor<64x64xbf16>, tensor<64x64xbf16>) outs(%20 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %75 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%74 : tensor<64x64xf32>) outs(%18 : tensor<64x64xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %76 = arith.truncf %in : f32 to bf16
      linalg.yield %76 : bf16
    } -> tensor<64x64xbf16>
    %expanded_35 = tensor.expand_shape %75 [[0, 1], [2]] output_shape [2, 32, 64] : tensor<64x64xbf16> into tensor<2x32x64xbf16>
    return %expanded_35 : tensor<2x32x64xbf16>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_8_torch.float32: "0x040000000000803F9BE8A13ECDCCCC3DE386013D0AD7233C383E4F3B6F12833A60CBA539"
    }
  }
#-}
