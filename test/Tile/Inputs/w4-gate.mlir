// silu(x g) * (x u) with both weights of four bits.
func.func @main(%x: tensor<2x256xbf16>, %q0: tensor<96x8x32xi4> {aicc.weight}, %s0: tensor<96x8xf16> {aicc.weight},
                %q1: tensor<96x8x32xi4> {aicc.weight}, %s1: tensor<96x8xf16> {aicc.weight}) -> tensor<2x96xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %small = arith.constant 0.015625 : f32
  %er = tensor.empty() : tensor<2x96xf32>
  %f = linalg.fill ins(%zero : f32) outs(%er : tensor<2x96xf32>) -> tensor<2x96xf32>
  %e0 = tensor.empty() : tensor<96x8x32xbf16>
  %v0 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q0, %s0 : tensor<96x8x32xi4>, tensor<96x8xf16>) outs(%e0 : tensor<96x8x32xbf16>) {
  ^bb0(%a: i4, %b: f16, %o: bf16):
    %c = arith.sitofp %a : i4 to f32
    %d = arith.extf %b : f16 to f32
    %p = arith.mulf %c, %d : f32
    %t = arith.truncf %p : f32 to bf16
    linalg.yield %t : bf16
  } -> tensor<96x8x32xbf16>
  %w0 = tensor.collapse_shape %v0 [[0], [1, 2]] : tensor<96x8x32xbf16> into tensor<96x256xbf16>
  %r0 = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w0 : tensor<2x256xbf16>, tensor<96x256xbf16>) outs(%f : tensor<2x96xf32>) -> tensor<2x96xf32>
  %e1 = tensor.empty() : tensor<96x8x32xbf16>
  %v1 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q1, %s1 : tensor<96x8x32xi4>, tensor<96x8xf16>) outs(%e1 : tensor<96x8x32xbf16>) {
  ^bb0(%a: i4, %b: f16, %o: bf16):
    %c = arith.sitofp %a : i4 to f32
    %d = arith.extf %b : f16 to f32
    %p = arith.mulf %c, %d : f32
    %t = arith.truncf %p : f32 to bf16
    linalg.yield %t : bf16
  } -> tensor<96x8x32xbf16>
  %w1 = tensor.collapse_shape %v1 [[0], [1, 2]] : tensor<96x8x32xbf16> into tensor<96x256xbf16>
  %r1 = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w1 : tensor<2x256xbf16>, tensor<96x256xbf16>) outs(%f : tensor<2x96xf32>) -> tensor<2x96xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>], iterator_types = ["parallel", "parallel"]}
      ins(%r0, %r1 : tensor<2x96xf32>, tensor<2x96xf32>) outs(%er : tensor<2x96xf32>) {
  ^bb0(%g: f32, %u: f32, %o: f32):
    %h = arith.mulf %g, %small : f32
    %n = arith.negf %h : f32
    %e = math.exp %n : f32
    %d = arith.addf %e, %one : f32
    %l = arith.divf %h, %d : f32
    %p = arith.mulf %l, %u : f32
    linalg.yield %p : f32
  } -> tensor<2x96xf32>
  return %y : tensor<2x96xf32>
}
