func.func @main(%x: tensor<48x64xbf16>, %q: tensor<64x2x32xi4> {aicc.weight}, %s: tensor<64x2xf16> {aicc.weight}) -> tensor<48x64xbf16> {
  %ew = tensor.empty() : tensor<64x2x32xbf16>
  %w3 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q, %s : tensor<64x2x32xi4>, tensor<64x2xf16>) outs(%ew : tensor<64x2x32xbf16>) {
  ^bb0(%a: i4, %b: f16, %o: bf16):
    %v = arith.sitofp %a : i4 to f32
    %sc = arith.extf %b : f16 to f32
    %w0 = arith.mulf %v, %sc : f32
    %n = arith.truncf %w0 : f32 to bf16
    linalg.yield %n : bf16
  } -> tensor<64x2x32xbf16>
  %w = tensor.collapse_shape %w3 [[0], [1, 2]] : tensor<64x2x32xbf16> into tensor<64x64xbf16>
  %zero = arith.constant 0.0 : f32
  %er = tensor.empty() : tensor<48x64xf32>
  %f = linalg.fill ins(%zero : f32) outs(%er : tensor<48x64xf32>) -> tensor<48x64xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<48x64xbf16>, tensor<64x64xbf16>) outs(%f : tensor<48x64xf32>) -> tensor<48x64xf32>
  %eo = tensor.empty() : tensor<48x64xbf16>
  %o = linalg.generic {indexing_maps = [affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>], iterator_types = ["parallel", "parallel"]} ins(%r : tensor<48x64xf32>) outs(%eo : tensor<48x64xbf16>) {
  ^bb0(%a: f32, %b: bf16):
    %t = arith.truncf %a : f32 to bf16
    linalg.yield %t : bf16
  } -> tensor<48x64xbf16>
  return %o : tensor<48x64xbf16>
}
