// One row times unsigned codes of four bits with zero points and bf16 scales, groups of 128.
func.func @main(%x: tensor<1x1024xbf16>, %q: tensor<192x8x128xi4> {aicc.weight}, %s: tensor<192x8xbf16> {aicc.weight},
                %z: tensor<192x8xi4> {aicc.weight}) -> tensor<1x192xf32> {
  %ew = tensor.empty() : tensor<192x8x128xbf16>
  %w3 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q, %s, %z : tensor<192x8x128xi4>, tensor<192x8xbf16>, tensor<192x8xi4>) outs(%ew : tensor<192x8x128xbf16>) {
  ^bb0(%a: i4, %b: bf16, %c: i4, %o: bf16):
    %code = arith.extui %a : i4 to i32
    %zero = arith.extui %c : i4 to i32
    %difference = arith.subi %code, %zero : i32
    %v = arith.sitofp %difference : i32 to f32
    %scale = arith.extf %b : bf16 to f32
    %w0 = arith.mulf %v, %scale : f32
    %n = arith.truncf %w0 : f32 to bf16
    linalg.yield %n : bf16
  } -> tensor<192x8x128xbf16>
  %w = tensor.collapse_shape %w3 [[0], [1, 2]] : tensor<192x8x128xbf16> into tensor<192x1024xbf16>
  %nothing = arith.constant 0.0 : f32
  %er = tensor.empty() : tensor<1x192xf32>
  %f = linalg.fill ins(%nothing : f32) outs(%er : tensor<1x192xf32>) -> tensor<1x192xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<1x1024xbf16>, tensor<192x1024xbf16>) outs(%f : tensor<1x192xf32>) -> tensor<1x192xf32>
  return %r : tensor<1x192xf32>
}
