#map = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map1 = affine_map<(d0, d1, d2, d3) -> ()>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
module {
  func.func @main_graph(%arg0: tensor<2x4x32x16xf32>, %arg1: tensor<2x4x32x16xf32>, %arg2: tensor<2x4x32x16xf32>, %arg3: tensor<2x1x32x32xf32>) -> tensor<2x4x32x16xf32> {
    %c0_i64 = arith.constant 0 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant dense<0.547722578> : tensor<f32>
    %collapsed = tensor.collapse_shape %arg1 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %0 = tensor.empty() : tensor<8x16x32xf32>
    %transposed = linalg.transpose ins(%collapsed : tensor<8x32x16xf32>) outs(%0 : tensor<8x16x32xf32>) permutation = [0, 2, 1] 
    %expanded = tensor.expand_shape %transposed [[0, 1], [2], [3]] output_shape [2, 4, 16, 32] : tensor<8x16x32xf32> into tensor<2x4x16x32xf32>
    %1 = tensor.empty() : tensor<2x4x32x16xf32>
    %2 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg0, %cst_1 : tensor<2x4x32x16xf32>, tensor<f32>) outs(%1 : tensor<2x4x32x16xf32>) {
    ^bb0(%in: f32, %in_9: f32, %out: f32):
      %24 = arith.mulf %in, %in_9 : f32
      linalg.yield %24 : f32
    } -> tensor<2x4x32x16xf32>
    %3 = tensor.empty() : tensor<2x4x16x32xf32>
    %4 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded, %cst_1 : tensor<2x4x16x32xf32>, tensor<f32>) outs(%3 : tensor<2x4x16x32xf32>) {
    ^bb0(%in: f32, %in_9: f32, %out: f32):
      %24 = arith.mulf %in, %in_9 : f32
      linalg.yield %24 : f32
    } -> tensor<2x4x16x32xf32>
    %collapsed_2 = tensor.collapse_shape %2 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %collapsed_3 = tensor.collapse_shape %4 [[0, 1], [2], [3]] : tensor<2x4x16x32xf32> into tensor<8x16x32xf32>
    %5 = tensor.empty() : tensor<8x32x32xf32>
    %6 = linalg.fill ins(%cst : f32) outs(%5 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %7 = linalg.batch_matmul ins(%collapsed_2, %collapsed_3 : tensor<8x32x16xf32>, tensor<8x16x32xf32>) outs(%6 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %expanded_4 = tensor.expand_shape %7 [[0, 1], [2], [3]] output_shape [2, 4, 32, 32] : tensor<8x32x32xf32> into tensor<2x4x32x32xf32>
    %8 = tensor.empty() : tensor<2x4x32x32xf32>
    %9 = linalg.generic {indexing_maps = [#map, #map2, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_4, %arg3 : tensor<2x4x32x32xf32>, tensor<2x1x32x32xf32>) outs(%8 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_9: f32, %out: f32):
      %24 = arith.addf %in, %in_9 : f32
      linalg.yield %24 : f32
    } -> tensor<2x4x32x32xf32>
    %10 = tensor.empty() : tensor<2x4x32xi64>
    %11 = linalg.fill ins(%c0_i64 : i64) outs(%10 : tensor<2x4x32xi64>) -> tensor<2x4x32xi64>
    %12 = tensor.empty() : tensor<2x4x32xf32>
    %13 = linalg.fill ins(%cst_0 : f32) outs(%12 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
    %14:2 = linalg.generic {indexing_maps = [#map, #map3, #map3], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%9 : tensor<2x4x32x32xf32>) outs(%13, %11 : tensor<2x4x32xf32>, tensor<2x4x32xi64>) {
    ^bb0(%in: f32, %out: f32, %out_9: i64):
      %24 = linalg.index 3 : index
      %25 = arith.index_cast %24 : index to i64
      %26 = arith.maximumf %in, %out : f32
      %27 = arith.cmpf ogt, %in, %out : f32
      %28 = arith.select %27, %25, %out_9 : i64
      linalg.yield %26, %28 : f32, i64
    } -> (tensor<2x4x32xf32>, tensor<2x4x32xi64>)
    %expanded_5 = tensor.expand_shape %14#0 [[0], [1], [2, 3]] output_shape [2, 4, 32, 1] : tensor<2x4x32xf32> into tensor<2x4x32x1xf32>
    %15 = linalg.generic {indexing_maps = [#map, #map4, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%9, %expanded_5 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%8 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_9: f32, %out: f32):
      %24 = arith.subf %in, %in_9 : f32
      linalg.yield %24 : f32
    } -> tensor<2x4x32x32xf32>
    %16 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%15 : tensor<2x4x32x32xf32>) outs(%8 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %24 = math.exp %in : f32
      linalg.yield %24 : f32
    } -> tensor<2x4x32x32xf32>
    %17 = tensor.empty() : tensor<2x4x32x1xf32>
    %18 = linalg.fill ins(%cst : f32) outs(%17 : tensor<2x4x32x1xf32>) -> tensor<2x4x32x1xf32>
    %19 = linalg.generic {indexing_maps = [#map, #map4], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%16 : tensor<2x4x32x32xf32>) outs(%18 : tensor<2x4x32x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %24 = arith.addf %in, %out : f32
      linalg.yield %24 : f32
    } -> tensor<2x4x32x1xf32>
    %20 = linalg.generic {indexing_maps = [#map, #map4, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%16, %19 : tensor<2x4x32x32xf32>, tensor<2x4x32x1xf32>) outs(%8 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_9: f32, %out: f32):
      %24 = arith.divf %in, %in_9 : f32
      linalg.yield %24 : f32
    } -> tensor<2x4x32x32xf32>
    %collapsed_6 = tensor.collapse_shape %20 [[0, 1], [2], [3]] : tensor<2x4x32x32xf32> into tensor<8x32x32xf32>
    %collapsed_7 = tensor.collapse_shape %arg2 [[0, 1], [2], [3]] : tensor<2x4x32x16xf32> into tensor<8x32x16xf32>
    %21 = tensor.empty() : tensor<8x32x16xf32>
    %22 = linalg.fill ins(%cst : f32) outs(%21 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %23 = linalg.batch_matmul ins(%collapsed_6, %collapsed_7 : tensor<8x32x32xf32>, tensor<8x32x16xf32>) outs(%22 : tensor<8x32x16xf32>) -> tensor<8x32x16xf32>
    %expanded_8 = tensor.expand_shape %23 [[0, 1], [2], [3]] output_shape [2, 4, 32, 16] : tensor<8x32x16xf32> into tensor<2x4x32x16xf32>
    return %expanded_8 : tensor<2x4x32x16xf32>
  }
}

