// Two products with weights of four bits, and SwiGLU behind them.
func.func @swiglu_w4(%x: tensor<5x128xf32>, %q1: tensor<33x4x32xi4> {aicc.weight}, %s1: tensor<33x4xf16>, %q2: tensor<33x4x32xi4> {aicc.weight}, %s2: tensor<33x4xf16>) -> tensor<5x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<5x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<5x33xf32>) -> tensor<5x33xf32>
  %e1 = tensor.empty() : tensor<33x4x32xf32>
  %w31 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q1, %s1 : tensor<33x4x32xi4>, tensor<33x4xf16>) outs(%e1 : tensor<33x4x32xf32>) {
  ^bb0(%a: i4, %b: f16, %o: f32):
    %0 = arith.sitofp %a : i4 to f32
    %1 = arith.extf %b : f16 to f32
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<33x4x32xf32>
  %w1 = tensor.collapse_shape %w31 [[0], [1, 2]] : tensor<33x4x32xf32> into tensor<33x128xf32>
  %r1 = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w1 : tensor<5x128xf32>, tensor<33x128xf32>) outs(%f : tensor<5x33xf32>) -> tensor<5x33xf32>
  %e2 = tensor.empty() : tensor<33x4x32xf32>
  %w32 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q2, %s2 : tensor<33x4x32xi4>, tensor<33x4xf16>) outs(%e2 : tensor<33x4x32xf32>) {
  ^bb0(%a: i4, %b: f16, %o: f32):
    %0 = arith.sitofp %a : i4 to f32
    %1 = arith.extf %b : f16 to f32
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<33x4x32xf32>
  %w2 = tensor.collapse_shape %w32 [[0], [1, 2]] : tensor<33x4x32xf32> into tensor<33x128xf32>
  %r2 = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w2 : tensor<5x128xf32>, tensor<33x128xf32>) outs(%f : tensor<5x33xf32>) -> tensor<5x33xf32>
  %one = arith.constant dense<1.0> : tensor<5x33xf32>
  %n = arith.negf %r1 : tensor<5x33xf32>
  %ex = math.exp %n : tensor<5x33xf32>
  %d = arith.addf %ex, %one : tensor<5x33xf32>
  %si = arith.divf %r1, %d : tensor<5x33xf32>
  %y = arith.mulf %si, %r2 : tensor<5x33xf32>
  return %y : tensor<5x33xf32>
}
