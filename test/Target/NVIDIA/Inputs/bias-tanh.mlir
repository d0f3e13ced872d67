// A bf16 product with a bias and tanh behind it; no extent is a multiple of anything.
func.func @main(%x: tensor<100x70xbf16>, %w: tensor<70x50xbf16>, %b: tensor<50xf32>) -> tensor<100x50xbf16> {
  %e = tensor.empty() : tensor<100x50xf32>
  %z = arith.constant 0.0 : f32
  %i = linalg.fill ins(%z : f32) outs(%e : tensor<100x50xf32>) -> tensor<100x50xf32>
  %m = linalg.matmul ins(%x, %w : tensor<100x70xbf16>, tensor<70x50xbf16>) outs(%i : tensor<100x50xf32>) -> tensor<100x50xf32>
  %o = tensor.empty() : tensor<100x50xbf16>
  %r = linalg.generic {indexing_maps = [affine_map<(a, b) -> (a, b)>, affine_map<(a, b) -> (b)>, affine_map<(a, b) -> (a, b)>], iterator_types = ["parallel", "parallel"]} ins(%m, %b : tensor<100x50xf32>, tensor<50xf32>) outs(%o : tensor<100x50xbf16>) {
  ^bb0(%p: f32, %q: f32, %u: bf16):
    %s = arith.addf %p, %q : f32
    %t = math.tanh %s : f32
    %v = arith.truncf %t : f32 to bf16
    linalg.yield %v : bf16
  } -> tensor<100x50xbf16>
  return %r : tensor<100x50xbf16>
}
