#map = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map1 = affine_map<(d0, d1, d2, d3) -> ()>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, 0, 0, d3)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
module {
  func.func @main_graph(%arg0: tensor<2x4x32x16xf32>, %arg1: tensor<2x4x32x16xf32>, %arg2: tensor<2x4x32x16xf32>, %arg3: tensor<2x1x1x32xi1>) -> tensor<2x4x32x16xf32> {
    %c0_i64 = arith.constant 0 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant dense<0.547722578> : tensor<f32>
    %cst_2 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_3 = arith.constant dense<-3.40282347E+38> : tensor<f32>
    %collapsed = tensor.collapse_shape %arg1 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %0 = tensor.empty() : tensor<8x16x32xf32>
    %transposed = linalg.transpose ins(%collapsed : tensor<8x32x16xf32>) outs(%0 : tensor<8x16x32xf32>) permutation = [0, 2, 1] 
    %expanded = tensor.expand_shape %transposed [[0, 1], [2], [3]] output_shape [2, 4, 16, 32] : tensor<8x16x32xf32> into tensor<2x4x16x32xf32>
    %1 = tensor.empty() : tensor<2x4x32x16xf32>
    %2 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg0, %cst_1 : tensor<2x4x32x16xf32>, tensor<f32>) outs(%1 : tensor<2x4x32x16xf32>) {
    ^bb0(%in: f32, %in_11: f32, %out: f32):
      %29 = arith.mulf %in, %in_11 : f32
      linalg.yield %29 : f32
    } -> tensor<2x4x32x16xf32>
    %3 = tensor.empty() : tensor<2x4x16x32xf32>
    %4 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded, %cst_1 : tensor<2x4x16x32xf32>, tensor<f32>) outs(%3 : tensor<2x4x16x32xf32>) {
    ^bb0(%in: f32, %in_11: f32, %out: f32):
      %29 = arith.mulf %in, %in_11 : f32
      linalg.yield %29 : f32
    } -> tensor<2x4x16x32xf32>
    %5 = tensor.empty() : tensor<2x1x1x32xf32>
    %6 = linalg.generic {indexing_maps = [#map, #map1, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg3, %cst_2, %cst_3 : tensor<2x1x1x32xi1>, tensor<f32>, tensor<f32>) outs(%5 : tensor<2x1x1x32xf32>) {
    ^bb0(%in: i1, %in_11: f32, %in_12: f32, %out: f32):
      %29 = arith.select %in, %in_11, %in_12 : f32
      linalg.yield %29 : f32
    } -> tensor<2x1x1x32xf32>
    %collapsed_4 = tensor.collapse_shape %2 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %collapsed_5 = tensor.collapse_shape %4 [[0, 1], [2], [3]] : tensor<2x4x16x32xf32> into tensor<8x16x32xf32>
    %7 = tensor.empty() : tensor<8x32x32xf32>
    %8 = linalg.fill ins(%cst : f32) outs(%7 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %9 = linalg.batch_matmul ins(%collapsed_4, %collapsed_5 : tensor<8x32x16xf32>, tensor<8x16x32xf32>) outs(%8 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %expanded_6 = tensor.expand_shape %9 [[0, 1], [2], [3]] output_shape [2, 4, 32, 32] : tensor<8x32x32xf32> into tensor<2x4x32x32xf32>
    %10 = tensor.empty() : tensor<2x4x32x32xf32>
    %11 = linalg.generic {indexing_maps = [#map, #map2, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_6, %6 : tensor<2x4x32x32xf32>, tensor<2x1x1x32xf32>) outs(%10 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_11: f32, %out: f32):
      %29 = arith.addf %in, %in_11 : f32
      linalg.yield %29 : f32
    } -> tensor<2x4x32x32xf32>
    %12 = tensor.empty() : tensor<2x4x32xi64>
    %13 = linalg.fill ins(%c0_i64 : i64) outs(%12 : tensor<2x4x32xi64>) -> tensor<2x4x32xi64>
    %14 = tensor.empty() : tensor<2x4x32xf32>
    %15 = linalg.fill ins(%cst_0 : f32) outs(%14 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
    %16:2 = linalg.generic {indexing_maps = [#map, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%11 : tensor<2x4x32x32xf32>) outs(%15, %13 : tensor<2x4x32xf32>, tensor<2x4x32xi64>) {
    ^bb0(%in: f32, %out: f32, %out_11: i64):
      %29 = linalg.index 3 : index
      %30 = arith.index_cast %29 : index to i64
      %31 = arith.maximumf %in, %out : f32
      %32 = arith.cmpf ogt, %in, %out : f32
      %33 = arith.select %32, %30, %out_11 : i64
      linalg.yield %31, %33 : f32, i64
    } -> (tensor<2x4x32xf32>, tensor<2x4x32xi64>)
    %expanded_7 = tensor.expand_shape %16#0 [[0], [1], [2, 3]] output_shape [2, 4, 32, 1] : tensor<2x4x32xf32> into tensor<2x4x32x1xf32>
    %17 = linalg.generic {indexing_maps = [#map, #map4, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%11, %expanded_7 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%10 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_11: f32, %out: f32):
      %29 = arith.subf %in, %in_11 : f32
      linalg.yield %29 : f32
    } -> tensor<2x4x32x32xf32>
    %18 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%17 : tensor<2x4x32x32xf32>) outs(%10 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %29 = math.exp %in : f32
      linalg.yield %29 : f32
    } -> tensor<2x4x32x32xf32>
    %19 = tensor.empty() : tensor<2x4x32x1xf32>
    %20 = linalg.fill ins(%cst : f32) outs(%19 : tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %21 = linalg.generic {indexing_maps = [#map, #map4], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%18 : tensor<2x4x32x32xf32>) outs(%20 : tensor<2x4x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %29 = arith.addf %in, %out : f32
      linalg.yield %29 : f32
    } -> tensor<2x4x32x1xf32>
    %22 = linalg.generic {indexing_maps = [#map, #map4, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%18, %21 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%10 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_11: f32, %out: f32):
      %29 = arith.divf %in, %in_11 : f32
      linalg.yield %29 : f32
    } -> tensor<2x4x32x32xf32>
    %23 = tensor.empty() : tensor<2x4x32x32xi1>
    %24 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%22, %22 : tensor<2x4x32x32xf32>, tensor<2x4x32x32xf32>) outs(%23 : tensor<2x4x32x32xi1>) {
    ^bb0(%in: f32, %in_11: f32, %out: i1):
      %29 = arith.cmpf une, %in, %in_11 : f32
      linalg.yield %29 : i1
    } -> tensor<2x4x32x32xi1>
    %25 = linalg.generic {indexing_maps = [#map, #map1, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%24, %cst_2, %22 : tensor<2x4x32x32xi1>, tensor<f32>, tensor<2x4x32x32xf32>) outs(%10 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: i1, %in_11: f32, %in_12: f32, %out: f32):
      %29 = arith.select %in, %in_11, %in_12 : f32
      linalg.yield %29 : f32
    } -> tensor<2x4x32x32xf32>
    %collapsed_8 = tensor.collapse_shape %25 [[0, 1], [2], [3]] : tensor<2x4x32x32xf32> into tensor<8x32x32xf32>
    %collapsed_9 = tensor.collapse_shape %arg2 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %26 = tensor.empty() : tensor<8x32x16xf32>
    %27 = linalg.fill ins(%cst : f32) outs(%26 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %28 = linalg.batch_matmul ins(%collapsed_8, %collapsed_9 : tensor<8x32x32xf32>, tensor<8x32x16xf32>) outs(%27 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %expanded_10 = tensor.expand_shape %28 [[0, 1], [2], [3]] output_shape [2, 4, 32, 16] : tensor<8x32x16xf32> into tensor<2x4x32x16xf32>
    return %expanded_10 : tensor<2x4x32x16xf32>
  }
}

