// A GEMM whose sums are rounded behind a bias.
func.func @main(%x: tensor<256x4096xbf16>, %w: tensor<4096x4096xbf16>, %b: tensor<4096xf32>) -> tensor<256x4096xbf16> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<256x4096xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<256x4096xf32>) -> tensor<256x4096xf32>
  %0 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
                                        affine_map<(m, n, k) -> (m, n)>]
      ins(%x, %w : tensor<256x4096xbf16>, tensor<4096x4096xbf16>) outs(%init : tensor<256x4096xf32>) -> tensor<256x4096xf32>
  %r = tensor.empty() : tensor<256x4096xbf16>
  %1 = linalg.generic {indexing_maps = [affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (n)>, affine_map<(m, n) -> (m, n)>],
                       iterator_types = ["parallel", "parallel"]}
      ins(%0, %b : tensor<256x4096xf32>, tensor<4096xf32>) outs(%r : tensor<256x4096xbf16>) {
  ^bb0(%sum: f32, %bias: f32, %out: bf16):
    %s = arith.addf %sum, %bias : f32
    %c = arith.truncf %s : f32 to bf16
    linalg.yield %c : bf16
  } -> tensor<256x4096xbf16>
  return %1 : tensor<256x4096xbf16>
}
