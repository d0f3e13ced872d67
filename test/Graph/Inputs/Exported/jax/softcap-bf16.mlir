module @jit_softcap {
  func.func public @main(%arg0: tensor<2x32x4x16xbf16>, %arg1: tensor<2x32x4x16xbf16>, %arg2: tensor<2x32x4x16xbf16>) -> tensor<2x32x4x16xbf16> {
    %cst = arith.constant 0.000000e+00 : bf16
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant -1.000000e+30 : f32
    %cst_2 = arith.constant 3.000000e+01 : f32
    %cst_3 = arith.constant 2.500000e-01 : f32
    %cst_4 = arith.constant 0.000000e+00 : f32
    %0 = tensor.empty() : tensor<2x4x32x16xbf16>
    %1 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d2, d1, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg0 : tensor<2x32x4x16xbf16>) outs(%0 : tensor<2x4x32x16xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x4x32x16xbf16>
    %2 = tensor.empty() : tensor<2x4x16x32xbf16>
    %3 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d3, d1, d2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg1 : tensor<2x32x4x16xbf16>) outs(%2 : tensor<2x4x16x32xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x4x16x32xbf16>
    %collapsed = tensor.collapse_shape %1 [[0, 1], [2], [3]] : tensor<2x4x32x16xbf16> into tensor<8x32x16xbf16>
    %collapsed_5 = tensor.collapse_shape %3 [[0, 1], [2], [3]] : tensor<2x4x16x32xbf16> into tensor<8x16x32xbf16>
    %4 = tensor.empty() : tensor<8x32x32xf32>
    %5 = linalg.fill ins(%cst_4 : f32) outs(%4 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %6 = linalg.batch_matmul ins(%collapsed, %collapsed_5 : tensor<8x32x16xbf16>, tensor<8x16x32xbf16>) outs(%5 : tensor<8x32x32xf32>) -> tensor<8x32x32xf32>
    %expanded = tensor.expand_shape %6 [[0, 1], [2], [3]] output_shape [2, 4, 32, 32] : tensor<8x32x32xf32> into tensor<2x4x32x32xf32>
    %7 = tensor.empty() : tensor<2x4x32x32xf32>
    %8 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded : tensor<2x4x32x32xf32>) outs(%7 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %54 = arith.mulf %in, %cst_3 : f32
      linalg.yield %54 : f32
    } -> tensor<2x4x32x32xf32>
    %9 = tensor.empty() : tensor<2x4x32x32xf32>
    %10 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%8 : tensor<2x4x32x32xf32>) outs(%9 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %54 = arith.divf %in, %cst_2 : f32
      linalg.yield %54 : f32
    } -> tensor<2x4x32x32xf32>
    %11 = tensor.empty() : tensor<2x4x32x32xf32>
    %12 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%10 : tensor<2x4x32x32xf32>) outs(%11 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %54 = math.tanh %in : f32
      linalg.yield %54 : f32
    } -> tensor<2x4x32x32xf32>
    %13 = tensor.empty() : tensor<2x4x32x32xf32>
    %14 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%12 : tensor<2x4x32x32xf32>) outs(%13 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %54 = arith.mulf %in, %cst_2 : f32
      linalg.yield %54 : f32
    } -> tensor<2x4x32x32xf32>
    %15 = tensor.empty() : tensor<32xi32>
    %16 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} outs(%15 : tensor<32xi32>) {
    ^bb0(%out: i32):
      %54 = linalg.index 0 : index
      %55 = arith.index_cast %54 : index to i32
      linalg.yield %55 : i32
    } -> tensor<32xi32>
    %17 = tensor.empty() : tensor<32x32xi32>
    %18 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%16 : tensor<32xi32>) outs(%17 : tensor<32x32xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<32x32xi32>
    %19 = tensor.empty() : tensor<32x32xi32>
    %20 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%16 : tensor<32xi32>) outs(%19 : tensor<32x32xi32>) {
    ^bb0(%in: i32, %out: i32):
      linalg.yield %in : i32
    } -> tensor<32x32xi32>
    %21 = tensor.empty() : tensor<32x32xi1>
    %22 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%18, %20 : tensor<32x32xi32>, tensor<32x32xi32>) outs(%21 : tensor<32x32xi1>) {
    ^bb0(%in: i32, %in_9: i32, %out: i1):
      %54 = arith.cmpi sge, %in, %in_9 : i32
      linalg.yield %54 : i1
    } -> tensor<32x32xi1>
    %23 = tensor.empty() : tensor<2x4x32x32xi1>
    %24 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%22 : tensor<32x32xi1>) outs(%23 : tensor<2x4x32x32xi1>) {
    ^bb0(%in: i1, %out: i1):
      linalg.yield %in : i1
    } -> tensor<2x4x32x32xi1>
    %25 = tensor.empty() : tensor<2x4x32x32xf32>
    %26 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%24, %14 : tensor<2x4x32x32xi1>, tensor<2x4x32x32xf32>) outs(%25 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: i1, %in_9: f32, %out: f32):
      %54 = arith.select %in, %in_9, %cst_1 : f32
      linalg.yield %54 : f32
    } -> tensor<2x4x32x32xf32>
    %27 = tensor.empty() : tensor<2x4x32xf32>
    %28 = linalg.fill ins(%cst_0 : f32) outs(%27 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
    %29 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%26 : tensor<2x4x32x32xf32>) outs(%28 : tensor<2x4x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %54 = arith.maximumf %out, %in : f32
      linalg.yield %54 : f32
    } -> tensor<2x4x32xf32>
    %30 = tensor.empty() : tensor<2x4x32x32xf32>
    %31 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%29 : tensor<2x4x32xf32>) outs(%30 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x4x32x32xf32>
    %32 = tensor.empty() : tensor<2x4x32x32xf32>
    %33 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%26, %31 : tensor<2x4x32x32xf32>, tensor<2x4x32x32xf32>) outs(%32 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_9: f32, %out: f32):
      %54 = arith.subf %in, %in_9 : f32
      linalg.yield %54 : f32
    } -> tensor<2x4x32x32xf32>
    %34 = tensor.empty() : tensor<2x4x32x32xf32>
    %35 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%33 : tensor<2x4x32x32xf32>) outs(%34 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %54 = math.exp %in : f32
      linalg.yield %54 : f32
    } -> tensor<2x4x32x32xf32>
    %36 = tensor.empty() : tensor<2x4x32xf32>
    %37 = linalg.fill ins(%cst_4 : f32) outs(%36 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
    %38 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%35 : tensor<2x4x32x32xf32>) outs(%37 : tensor<2x4x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %54 = arith.addf %out, %in : f32
      linalg.yield %54 : f32
    } -> tensor<2x4x32xf32>
    %39 = tensor.empty() : tensor<2x4x32x32xf32>
    %40 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%38 : tensor<2x4x32xf32>) outs(%39 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x4x32x32xf32>
    %41 = tensor.empty() : tensor<2x4x32x32xf32>
    %42 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%35, %40 : tensor<2x4x32x32xf32>, tensor<2x4x32x32xf32>) outs(%41 : tensor<2x4x32x32xf32>) {
    ^bb0(%in: f32, %in_9: f32, %out: f32):
      %54 = arith.divf %in, %in_9 : f32
      linalg.yield %54 : f32
    } -> tensor<2x4x32x32xf32>
    %43 = tensor.empty() : tensor<2x4x32x32xbf16>
    %44 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%42 : tensor<2x4x32x32xf32>) outs(%43 : tensor<2x4x32x32xbf16>) {
    ^bb0(%in: f32, %out: bf16):
      %54 = arith.truncf %in : f32 to bf16
      linalg.yield %54 : bf16
    } -> tensor<2x4x32x32xbf16>
    %45 = tensor.empty() : tensor<2x4x16x32xbf16>
    %46 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d3, d1, d2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%arg2 : tensor<2x32x4x16xbf16>) outs(%45 : tensor<2x4x16x32xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x4x16x32xbf16>
    %47 = tensor.empty() : tensor<2x4x32x32xbf16>
    %48 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d1, d3, d2)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%44 : tensor<2x4x32x32xbf16>) outs(%47 : tensor<2x4x32x32xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x4x32x32xbf16>
    %collapsed_6 = tensor.collapse_shape %46 [[0, 1], [2], [3]] : tensor<2x4x16x32xbf16> into tensor<8x16x32xbf16>
    %collapsed_7 = tensor.collapse_shape %48 [[0, 1], [2], [3]] : tensor<2x4x32x32xbf16> into tensor<8x32x32xbf16>
    %49 = tensor.empty() : tensor<8x16x32xbf16>
    %50 = linalg.fill ins(%cst : bf16) outs(%49 : tensor<8x16x32xbf16>) -> tensor<8x16x32xbf16>
    %51 = linalg.batch_matmul ins(%collapsed_6, %collapsed_7 : tensor<8x16x32xbf16>, tensor<8x32x32xbf16>) outs(%50 : tensor<8x16x32xbf16>) -> tensor<8x16x32xbf16>
    %expanded_8 = tensor.expand_shape %51 [[0, 1], [2], [3]] output_shape [2, 4, 16, 32] : tensor<8x16x32xbf16> into tensor<2x4x16x32xbf16>
    %52 = tensor.empty() : tensor<2x32x4x16xbf16>
    %53 = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2, d3) -> (d0, d2, d3, d1)>, affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_8 : tensor<2x4x16x32xbf16>) outs(%52 : tensor<2x32x4x16xbf16>) {
    ^bb0(%in: bf16, %out: bf16):
      linalg.yield %in : bf16
    } -> tensor<2x32x4x16xbf16>
    return %53 : tensor<2x32x4x16xbf16>
  }
}