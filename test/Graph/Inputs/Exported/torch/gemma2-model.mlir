#map = affine_map<(d0) -> (d0)>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, d3)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map4 = affine_map<(d0, d1, d2, d3) -> ()>
#map5 = affine_map<(d0, d1, d2, d3) -> (d1, d2, d3)>
#map6 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map7 = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
#map8 = affine_map<(d0, d1, d2) -> (d2)>
#map9 = affine_map<(d0, d1, d2, d3) -> (0, 0, d2, d3)>
#map10 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map11 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map12 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map13 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
module {
  func.func @main(%arg0: tensor<2x32x64xf32>, %arg1: tensor<16x64xf32>, %arg2: tensor<64x64xf32>, %arg3: tensor<32x64xf32>, %arg4: tensor<32x64xf32>, %arg5: tensor<64x64xf32>, %arg6: tensor<32x64xf32>, %arg7: tensor<32x64xf32>, %arg8: tensor<64x32xf32>, %arg9: tensor<64xf32>, %arg10: tensor<64xf32>, %arg11: tensor<64xf32>, %arg12: tensor<64xf32>, %arg13: tensor<64xf32>) -> tensor<2x32x64xf32> {
    %c8_i64 = arith.constant 8 : i64
    %c2_i64 = arith.constant 2 : i64
    %c0_i64 = arith.constant 0 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %c3_i64 = arith.constant 3 : i64
    %cst_1 = arith.constant 4.471500e-02 : f32
    %cst_2 = arith.constant 7.977240e-01 : f32
    %cst_3 = arith.constant 1.000000e+00 : f32
    %cst_4 = arith.constant 5.000000e-01 : f32
    %cst_5 = arith.constant dense<-3.40282347E+38> : tensor<f32>
    %cst_6 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_7 = arith.constant dense<true> : tensor<i1>
    %cst_8 = arith.constant 9.9999999999999995E-7 : f64
    %cst_9 = arith.constant dense_resource<torch_tensor_8_torch.float32> : tensor<8xf32>
    %cst_10 = arith.constant 6.400000e+01 : f32
    %cst_11 = arith.constant 2.500000e-01 : f32
    %cst_12 = arith.constant 5.000000e+01 : f32
    %0 = tensor.empty() : tensor<32xi64>
    %1 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel"]} outs(%0 : tensor<32xi64>) {
    ^bb0(%out: i64):
      %121 = linalg.index 0 : index
      %122 = arith.index_cast %121 : index to i64
      linalg.yield %122 : i64
    } -> tensor<32xi64>
    %expanded = tensor.expand_shape %1 [[0, 1, 2, 3]] output_shape [1, 1, 32, 1] : tensor<32xi64> into tensor<1x1x32x1xi64>
    %expanded_13 = tensor.expand_shape %1 [[0, 1, 2, 3]] output_shape [1, 1, 1, 32] : tensor<32xi64> into tensor<1x1x1x32xi64>
    %2 = tensor.empty() : tensor<1x1x32x1xi64>
    %3 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded : tensor<1x1x32x1xi64>) outs(%2 : tensor<1x1x32x1xi64>) {
    ^bb0(%in: i64, %out: i64):
      %121 = arith.subi %in, %c8_i64 : i64
      linalg.yield %121 : i64
    } -> tensor<1x1x32x1xi64>
    %4 = tensor.empty() : tensor<1x1x32x32xi1>
    %5 = linalg.generic {indexing_maps = [#map2, #map3, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_13, %3 : tensor<1x1x1x32xi64>, tensor<1x1x32x1xi64>) outs(%4 : tensor<1x1x32x32xi1>) {
    ^bb0(%in: i64, %in_52: i64, %out: i1):
      %121 = arith.cmpi sgt, %in, %in_52 : i64
      linalg.yield %121 : i1
    } -> tensor<1x1x32x32xi1>
    %6 = linalg.generic {indexing_maps = [#map4, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_7, %5 : tensor<i1>, tensor<1x1x32x32xi1>) outs(%4 : tensor<1x1x32x32xi1>) {
    ^bb0(%in: i1, %in_52: i1, %out: i1):
      %121 = arith.andi %in, %in_52 : i1
      linalg.yield %121 : i1
    } -> tensor<1x1x32x32xi1>
    %7 = linalg.generic {indexing_maps = [#map2, #map3, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_13, %expanded : tensor<1x1x1x32xi64>, tensor<1x1x32x1xi64>) outs(%4 : tensor<1x1x32x32xi1>) {
    ^bb0(%in: i64, %in_52: i64, %out: i1):
      %121 = arith.cmpi sle, %in, %in_52 : i64
      linalg.yield %121 : i1
    } -> tensor<1x1x32x32xi1>
    %8 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%6, %7 : tensor<1x1x32x32xi1>, tensor<1x1x32x32xi1>) outs(%4 : tensor<1x1x32x32xi1>) {
    ^bb0(%in: i1, %in_52: i1, %out: i1):
      %121 = arith.andi %in, %in_52 : i1
      linalg.yield %121 : i1
    } -> tensor<1x1x32x32xi1>
    %9 = tensor.empty() : tensor<2x1x32x32xi1>
    %collapsed = tensor.collapse_shape %8 [[0, 1], [2], [3]] : tensor<1x1x32x32xi1> into tensor<1x32x32xi1>
    %10 = linalg.generic {indexing_maps = [#map5, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%collapsed : tensor<1x32x32xi1>) outs(%9 : tensor<2x1x32x32xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<2x1x32x32xi1>
    %11 = tensor.empty() : tensor<2x1x32x32xf32>
    %12 = linalg.generic {indexing_maps = [#map1, #map4, #map4, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%10, %cst_6, %cst_5 : tensor<2x1x32x32xi1>, tensor<f32>, tensor<f32>) outs(%11 : tensor<2x1x32x32xf32>) {
    ^bb0(%in: i1, %in_52: f32, %in_53: f32, %out: f32):
      %121 = arith.select %in, %in_52, %in_53 : f32
      linalg.yield %121 : f32
    } -> tensor<2x1x32x32xf32>
    %expanded_14 = tensor.expand_shape %1 [[0, 1, 2]] output_shape [1, 32, 1] : tensor<32xi64> into tensor<1x32x1xi64>
    %13 = tensor.empty() : tensor<1x32x1xf32>
    %14 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_14 : tensor<1x32x1xi64>) outs(%13 : tensor<1x32x1xf32>) {
    ^bb0(%in: i64, %out: f32):
      %121 = arith.sitofp %in : i64 to f32
      linalg.yield %121 : f32
    } -> tensor<1x32x1xf32>
    %15 = tensor.empty() : tensor<1x32x8xf32>
    %16 = linalg.generic {indexing_maps = [#map7, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%14, %cst_9 : tensor<1x32x1xf32>, tensor<8xf32>) outs(%15 : tensor<1x32x8xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<1x32x8xf32>
    %concat = tensor.concat dim(2) %16, %16 : (tensor<1x32x8xf32>, tensor<1x32x8xf32>) -> tensor<1x32x16xf32>
    %17 = tensor.empty() : tensor<1x32x16xf32>
    %18 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x32x16xf32>) outs(%17 : tensor<1x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.cos %in : f32
      linalg.yield %121 : f32
    } -> tensor<1x32x16xf32>
    %19 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x32x16xf32>) outs(%17 : tensor<1x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.sin %in : f32
      linalg.yield %121 : f32
    } -> tensor<1x32x16xf32>
    %20 = tensor.empty() : tensor<2x32x64xf32>
    %21 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0 : tensor<2x32x64xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %22 = tensor.empty() : tensor<2x32x1xf32>
    %23 = linalg.fill ins(%cst : f32) outs(%22 : tensor<2x32x1xf32>) -> tensor<2x32x1xf32>
    %24 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%21 : tensor<2x32x64xf32>) outs(%23 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %out : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %25 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%24 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.divf %in, %cst_10 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %26 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%25 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.truncf %cst_8 : f64 to f32
      %122 = arith.addf %in, %121 : f32
      linalg.yield %122 : f32
    } -> tensor<2x32x1xf32>
    %27 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%26 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.rsqrt %in : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %28 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0, %27 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %29 = tensor.empty() : tensor<64xf32>
    %30 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%arg9 : tensor<64xf32>) outs(%29 : tensor<64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %cst_3 : f32
      linalg.yield %121 : f32
    } -> tensor<64xf32>
    %31 = linalg.generic {indexing_maps = [#map6, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%28, %30 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %32 = tensor.empty() : tensor<64x64xf32>
    %transposed = linalg.transpose ins(%arg2 : tensor<64x64xf32>) outs(%32 : tensor<64x64xf32>) permutation = [1, 0] 
    %collapsed_15 = tensor.collapse_shape %31 [[0, 1], [2]] : tensor<2x32x64xf32> into tensor<64x64xf32>
    %33 = linalg.fill ins(%cst : f32) outs(%32 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %34 = linalg.matmul ins(%collapsed_15, %transposed : tensor<64x64xf32>, tensor<64x64xf32>) outs(%33 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %expanded_16 = tensor.expand_shape %34 [[0, 1], [2, 3]] output_shape [2, 32, 4, 16] : tensor<64x64xf32> into tensor<2x32x4x16xf32>
    %35 = tensor.empty() : tensor<2x4x32x16xf32>
    %transposed_17 = linalg.transpose ins(%expanded_16 : tensor<2x32x4x16xf32>) outs(%35 : tensor<2x4x32x16xf32>) permutation = [0, 2, 1, 3] 
    %36 = tensor.empty() : tensor<64x32xf32>
    %transposed_18 = linalg.transpose ins(%arg3 : tensor<32x64xf32>) outs(%36 : tensor<64x32xf32>) permutation = [1, 0] 
    %37 = linalg.fill ins(%cst : f32) outs(%36 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %38 = linalg.matmul ins(%collapsed_15, %transposed_18 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%37 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %expanded_19 = tensor.expand_shape %38 [[0, 1], [2, 3]] output_shape [2, 32, 2, 16] : tensor<64x32xf32> into tensor<2x32x2x16xf32>
    %39 = tensor.empty() : tensor<2x2x32x16xf32>
    %transposed_20 = linalg.transpose ins(%expanded_19 : tensor<2x32x2x16xf32>) outs(%39 : tensor<2x2x32x16xf32>) permutation = [0, 2, 1, 3] 
    %transposed_21 = linalg.transpose ins(%arg4 : tensor<32x64xf32>) outs(%36 : tensor<64x32xf32>) permutation = [1, 0] 
    %40 = linalg.matmul ins(%collapsed_15, %transposed_21 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%37 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %expanded_22 = tensor.expand_shape %40 [[0, 1], [2, 3]] output_shape [2, 32, 2, 16] : tensor<64x32xf32> into tensor<2x32x2x16xf32>
    %transposed_23 = linalg.transpose ins(%expanded_22 : tensor<2x32x2x16xf32>) outs(%39 : tensor<2x2x32x16xf32>) permutation = [0, 2, 1, 3] 
    %expanded_24 = tensor.expand_shape %18 [[0], [1, 2], [3]] output_shape [1, 1, 32, 16] : tensor<1x32x16xf32> into tensor<1x1x32x16xf32>
    %expanded_25 = tensor.expand_shape %19 [[0], [1, 2], [3]] output_shape [1, 1, 32, 16] : tensor<1x32x16xf32> into tensor<1x1x32x16xf32>
    %41 = linalg.generic {indexing_maps = [#map1, #map9, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_17, %expanded_24 : tensor<2x4x32x16xf32>, tensor<1x1x32x16xf32>) outs(%35 : tensor<2x4x32x16xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x4x32x16xf32>
    %extracted_slice = tensor.extract_slice %transposed_17[0, 0, 0, 0] [2, 4, 32, 8] [1, 1, 1, 1] : tensor<2x4x32x16xf32> to tensor<2x4x32x8xf32>
    %extracted_slice_26 = tensor.extract_slice %transposed_17[0, 0, 0, 8] [2, 4, 32, 8] [1, 1, 1, 1] : tensor<2x4x32x16xf32> to tensor<2x4x32x8xf32>
    %42 = tensor.empty() : tensor<2x4x32x8xf32>
    %43 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_26 : tensor<2x4x32x8xf32>) outs(%42 : tensor<2x4x32x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.negf %in : f32
      linalg.yield %121 : f32
    } -> tensor<2x4x32x8xf32>
    %concat_27 = tensor.concat dim(3) %43, %extracted_slice : (tensor<2x4x32x8xf32>, tensor<2x4x32x8xf32>) -> tensor<2x4x32x16xf32>
    %44 = linalg.generic {indexing_maps = [#map1, #map9, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_27, %expanded_25 : tensor<2x4x32x16xf32>, tensor<1x1x32x16xf32>) outs(%35 : tensor<2x4x32x16xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x4x32x16xf32>
    %45 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%41, %44 : tensor<2x4x32x16xf32>, tensor<2x4x32x16xf32>) outs(%35 : tensor<2x4x32x16xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.addf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x4x32x16xf32>
    %46 = linalg.generic {indexing_maps = [#map1, #map9, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_20, %expanded_24 : tensor<2x2x32x16xf32>, tensor<1x1x32x16xf32>) outs(%39 : tensor<2x2x32x16xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x2x32x16xf32>
    %extracted_slice_28 = tensor.extract_slice %transposed_20[0, 0, 0, 0] [2, 2, 32, 8] [1, 1, 1, 1] : tensor<2x2x32x16xf32> to tensor<2x2x32x8xf32>
    %extracted_slice_29 = tensor.extract_slice %transposed_20[0, 0, 0, 8] [2, 2, 32, 8] [1, 1, 1, 1] : tensor<2x2x32x16xf32> to tensor<2x2x32x8xf32>
    %47 = tensor.empty() : tensor<2x2x32x8xf32>
    %48 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_29 : tensor<2x2x32x8xf32>) outs(%47 : tensor<2x2x32x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.negf %in : f32
      linalg.yield %121 : f32
    } -> tensor<2x2x32x8xf32>
    %concat_30 = tensor.concat dim(3) %48, %extracted_slice_28 : (tensor<2x2x32x8xf32>, tensor<2x2x32x8xf32>) -> tensor<2x2x32x16xf32>
    %49 = linalg.generic {indexing_maps = [#map1, #map9, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_30, %expanded_25 : tensor<2x2x32x16xf32>, tensor<1x1x32x16xf32>) outs(%39 : tensor<2x2x32x16xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x2x32x16xf32>
    %50 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%46, %49 : tensor<2x2x32x16xf32>, tensor<2x2x32x16xf32>) outs(%39 : tensor<2x2x32x16xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.addf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x2x32x16xf32>
    %51 = tensor.empty() : tensor<2x2x2x32x16xf32>
    %52 = linalg.generic {indexing_maps = [#map10, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%50 : tensor<2x2x32x16xf32>) outs(%51 : tensor<2x2x2x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x32x16xf32>
    %collapsed_31 = tensor.collapse_shape %52 [[0], [1, 2], [3], [4]] : tensor<2x2x2x32x16xf32> into tensor<2x4x32x16xf32>
    %53 = linalg.generic {indexing_maps = [#map10, #map11], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_23 : tensor<2x2x32x16xf32>) outs(%51 : tensor<2x2x2x32x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x32x16xf32>
    %54 = tensor.empty() : tensor<2x4x16x32xf32>
    %transposed_32 = linalg.transpose ins(%collapsed_31 : tensor<2x4x32x16xf32>) outs(%54 : tensor<2x4x16x32xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_33 = tensor.collapse_shape %45 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %collapsed_34 = tensor.collapse_shape %transposed_32 [[0, 1], [2], [3]] : tensor<2x4x16x32xf32> into tensor<8x16x32xf32>
    %55 = tensor.empty() : tensor<8x32x32xf32>
    %56 = linalg.fill ins(%cst : f32) outs(%55 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %57 = linalg.batch_matmul ins(%collapsed_33, %collapsed_34 : tensor<8x32x16xf32>, tensor<8x16x32xf32>) outs(%56 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %expanded_35 = tensor.expand_shape %57 [[0, 1], [2], [3]] output_shape [2, 4, 32, 32] : tensor<8x32x32xf32> into tensor<2x4x32x32xf32>
    %58 = tensor.empty() : tensor<2x4x32x32xf32>
    %59 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_35 : tensor<2x4x32x32xf32>) outs(%58 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.mulf %in, %cst_11 : f32
      linalg.yield %121 : f32
    } -> tensor<2x4x32x32xf32>
    %60 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%59 : tensor<2x4x32x32xf32>) outs(%58 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.divf %in, %cst_12 : f32
      linalg.yield %121 : f32
    } -> tensor<2x4x32x32xf32>
    %61 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%60 : tensor<2x4x32x32xf32>) outs(%58 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.tanh %in : f32
      linalg.yield %121 : f32
    } -> tensor<2x4x32x32xf32>
    %62 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%61 : tensor<2x4x32x32xf32>) outs(%58 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.mulf %in, %cst_12 : f32
      linalg.yield %121 : f32
    } -> tensor<2x4x32x32xf32>
    %63 = linalg.generic {indexing_maps = [#map1, #map12, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%62, %12 : tensor<2x4x32x32xf32>, tensor<2x1x32x32xf32>) outs(%58 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.addf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x4x32x32xf32>
    %64 = tensor.empty() : tensor<2x4x32xi64>
    %65 = linalg.fill ins(%c0_i64 : i64) outs(%64 : tensor<2x4x32xi64>) -> tensor<2x4x32xi64>
    %66 = tensor.empty() : tensor<2x4x32xf32>
    %67 = linalg.fill ins(%cst_0 : f32) outs(%66 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
    %68:2 = linalg.generic {indexing_maps = [#map1, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%63 : tensor<2x4x32x32xf32>) outs(%67, %65 : tensor<2x4x32xf32>, tensor<2x4x32xi64>) {
    ^bb0(%in: f32, %out: f32, %out_52: i64):
      %121 = linalg.index 3 : index
      %122 = arith.index_cast %121 : index to i64
      %123 = arith.maximumf %in, %out : f32
      %124 = arith.cmpf ogt, %in, %out : f32
      %125 = arith.select %124, %122, %out_52 : i64
      linalg.yield %123, %125 : f32, i64
    } -> (tensor<2x4x32xf32>, tensor<2x4x32xi64>)
    %expanded_36 = tensor.expand_shape %68#0 [[0], [1], [2, 3]] output_shape [2, 4, 32, 1] : tensor<2x4x32xf32> into tensor<2x4x32x1xf32>
    %69 = linalg.generic {indexing_maps = [#map1, #map3, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%63, %expanded_36 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%58 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.subf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x4x32x32xf32>
    %70 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%69 : tensor<2x4x32x32xf32>) outs(%58 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.exp %in : f32
      linalg.yield %121 : f32
    } -> tensor<2x4x32x32xf32>
    %71 = tensor.empty() : tensor<2x4x32x1xf32>
    %72 = linalg.fill ins(%cst : f32) outs(%71 : tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %73 = linalg.generic {indexing_maps = [#map1, #map3], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%70 : tensor<2x4x32x32xf32>) outs(%72 : tensor<2x4x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %out : f32
      linalg.yield %121 : f32
    } -> tensor<2x4x32x1xf32>
    %74 = linalg.generic {indexing_maps = [#map1, #map3, #map1], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%70, %73 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%58 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.divf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x4x32x32xf32>
    %collapsed_37 = tensor.collapse_shape %74 [[0, 1], [2], [3]] : tensor<2x4x32x32xf32> into tensor<8x32x32xf32>
    %collapsed_38 = tensor.collapse_shape %53 [[0, 1, 2], [3], [4]] : tensor<2x2x2x32x16xf32> into tensor<8x32x16xf32>
    %75 = tensor.empty() : tensor<8x32x16xf32>
    %76 = linalg.fill ins(%cst : f32) outs(%75 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %77 = linalg.batch_matmul ins(%collapsed_37, %collapsed_38 : tensor<8x32x32xf32>, tensor<8x32x16xf32>) outs(%76 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %expanded_39 = tensor.expand_shape %77 [[0, 1], [2], [3]] output_shape [2, 4, 32, 16] : tensor<8x32x16xf32> into tensor<2x4x32x16xf32>
    %78 = tensor.empty() : tensor<2x32x4x16xf32>
    %transposed_40 = linalg.transpose ins(%expanded_39 : tensor<2x4x32x16xf32>) outs(%78 : tensor<2x32x4x16xf32>) permutation = [0, 2, 1, 3] 
    %transposed_41 = linalg.transpose ins(%arg5 : tensor<64x64xf32>) outs(%32 : tensor<64x64xf32>) permutation = [1, 0] 
    %collapsed_42 = tensor.collapse_shape %transposed_40 [[0, 1], [2, 3]] : tensor<2x32x4x16xf32> into tensor<64x64xf32>
    %79 = linalg.matmul ins(%collapsed_42, %transposed_41 : tensor<64x64xf32>, tensor<64x64xf32>) outs(%33 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %expanded_43 = tensor.expand_shape %79 [[0, 1], [2]] output_shape [2, 32, 64] : tensor<64x64xf32> into tensor<2x32x64xf32>
    %80 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_43 : tensor<2x32x64xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %81 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%80 : tensor<2x32x64xf32>) outs(%23 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %out : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %82 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%81 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.divf %in, %cst_10 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %83 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%82 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.truncf %cst_8 : f64 to f32
      %122 = arith.addf %in, %121 : f32
      linalg.yield %122 : f32
    } -> tensor<2x32x1xf32>
    %84 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%83 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.rsqrt %in : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %85 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_43, %84 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %86 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%arg10 : tensor<64xf32>) outs(%29 : tensor<64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %cst_3 : f32
      linalg.yield %121 : f32
    } -> tensor<64xf32>
    %87 = linalg.generic {indexing_maps = [#map6, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%85, %86 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %88 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0, %87 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.addf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %89 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%88 : tensor<2x32x64xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %90 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%89 : tensor<2x32x64xf32>) outs(%23 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %out : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %91 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%90 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.divf %in, %cst_10 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %92 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%91 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.truncf %cst_8 : f64 to f32
      %122 = arith.addf %in, %121 : f32
      linalg.yield %122 : f32
    } -> tensor<2x32x1xf32>
    %93 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%92 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.rsqrt %in : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %94 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%88, %93 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %95 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%arg11 : tensor<64xf32>) outs(%29 : tensor<64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %cst_3 : f32
      linalg.yield %121 : f32
    } -> tensor<64xf32>
    %96 = linalg.generic {indexing_maps = [#map6, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%94, %95 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %transposed_44 = linalg.transpose ins(%arg6 : tensor<32x64xf32>) outs(%36 : tensor<64x32xf32>) permutation = [1, 0] 
    %collapsed_45 = tensor.collapse_shape %96 [[0, 1], [2]] : tensor<2x32x64xf32> into tensor<64x64xf32>
    %97 = linalg.matmul ins(%collapsed_45, %transposed_44 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%37 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %expanded_46 = tensor.expand_shape %97 [[0, 1], [2]] output_shape [2, 32, 32] : tensor<64x32xf32> into tensor<2x32x32xf32>
    %98 = tensor.empty() : tensor<2x32x32xf32>
    %99 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_46 : tensor<2x32x32xf32>) outs(%98 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.fpowi %in, %c3_i64 : f32, i64
      %122 = arith.mulf %121, %cst_1 : f32
      %123 = arith.addf %in, %122 : f32
      %124 = arith.mulf %123, %cst_2 : f32
      %125 = math.tanh %124 : f32
      %126 = arith.addf %125, %cst_3 : f32
      %127 = arith.mulf %126, %cst_4 : f32
      %128 = arith.mulf %in, %127 : f32
      linalg.yield %128 : f32
    } -> tensor<2x32x32xf32>
    %transposed_47 = linalg.transpose ins(%arg7 : tensor<32x64xf32>) outs(%36 : tensor<64x32xf32>) permutation = [1, 0] 
    %100 = linalg.matmul ins(%collapsed_45, %transposed_47 : tensor<64x64xf32>, tensor<64x32xf32>) outs(%37 : tensor<64x32xf32>) -> tensor<64x32xf32>
    %expanded_48 = tensor.expand_shape %100 [[0, 1], [2]] output_shape [2, 32, 32] : tensor<64x32xf32> into tensor<2x32x32xf32>
    %101 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%99, %expanded_48 : tensor<2x32x32xf32>, tensor<2x32x32xf32>) outs(%98 : tensor<2x32x32xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x32xf32>
    %102 = tensor.empty() : tensor<32x64xf32>
    %transposed_49 = linalg.transpose ins(%arg8 : tensor<64x32xf32>) outs(%102 : tensor<32x64xf32>) permutation = [1, 0] 
    %collapsed_50 = tensor.collapse_shape %101 [[0, 1], [2]] : tensor<2x32x32xf32> into tensor<64x32xf32>
    %103 = linalg.matmul ins(%collapsed_50, %transposed_49 : tensor<64x32xf32>, tensor<32x64xf32>) outs(%33 : tensor<64x64xf32>) -> tensor<64x64xf32>
    %expanded_51 = tensor.expand_shape %103 [[0, 1], [2]] output_shape [2, 32, 64] : tensor<64x64xf32> into tensor<2x32x64xf32>
    %104 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_51 : tensor<2x32x64xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %105 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%104 : tensor<2x32x64xf32>) outs(%23 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %out : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %106 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%105 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.divf %in, %cst_10 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %107 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%106 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.truncf %cst_8 : f64 to f32
      %122 = arith.addf %in, %121 : f32
      linalg.yield %122 : f32
    } -> tensor<2x32x1xf32>
    %108 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%107 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.rsqrt %in : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %109 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_51, %108 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %110 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%arg12 : tensor<64xf32>) outs(%29 : tensor<64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %cst_3 : f32
      linalg.yield %121 : f32
    } -> tensor<64xf32>
    %111 = linalg.generic {indexing_maps = [#map6, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%109, %110 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %112 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%88, %111 : tensor<2x32x64xf32>, tensor<2x32x64xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.addf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %113 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%112 : tensor<2x32x64xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %114 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%113 : tensor<2x32x64xf32>) outs(%23 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %out : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %115 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%114 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.divf %in, %cst_10 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %116 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%115 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.truncf %cst_8 : f64 to f32
      %122 = arith.addf %in, %121 : f32
      linalg.yield %122 : f32
    } -> tensor<2x32x1xf32>
    %117 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%116 : tensor<2x32x1xf32>) outs(%22 : tensor<2x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.rsqrt %in : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x1xf32>
    %118 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%112, %117 : tensor<2x32x64xf32>, tensor<2x32x1xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    %119 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%arg13 : tensor<64xf32>) outs(%29 : tensor<64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %cst_3 : f32
      linalg.yield %121 : f32
    } -> tensor<64xf32>
    %120 = linalg.generic {indexing_maps = [#map6, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%118, %119 : tensor<2x32x64xf32>, tensor<64xf32>) outs(%20 : tensor<2x32x64xf32>) {
    ^bb0(%in: f32, %in_52: f32, %out: f32):
      %121 = arith.mulf %in, %in_52 : f32
      linalg.yield %121 : f32
    } -> tensor<2x32x64xf32>
    return %120 : tensor<2x32x64xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_8_torch.float32: "0x040000000000803F9BE8A13ECDCCCC3DE386013D0AD7233C383E4F3B6F12833A60CBA539"
    }
  }
#-}
