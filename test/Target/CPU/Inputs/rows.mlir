// Products in bf16 whose rows are no rows of a matrix: without the depth, with the columns' dimension, with a batch.
func.func @without_depth(%x: tensor<7xbf16>, %w: tensor<160x35xbf16> {aicc.weight}) -> tensor<7x160xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<7x160xf32>
  %start = linalg.fill ins(%zero : f32) outs(%e : tensor<7x160xf32>) -> tensor<7x160xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<7xbf16>, tensor<160x35xbf16>) outs(%start : tensor<7x160xf32>) {
  ^bb0(%a: bf16, %b: bf16, %s: f32):
    %p = arith.extf %a : bf16 to f32
    %q = arith.extf %b : bf16 to f32
    %t = arith.mulf %p, %q : f32
    %u = arith.addf %s, %t : f32
    linalg.yield %u : f32
  } -> tensor<7x160xf32>
  return %r : tensor<7x160xf32>
}
func.func @with_columns(%x: tensor<5x4x160xbf16>, %w: tensor<4x160xbf16> {aicc.weight}) -> tensor<5x160xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<5x160xf32>
  %start = linalg.fill ins(%zero : f32) outs(%e : tensor<5x160xf32>) -> tensor<5x160xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(b, n, k) -> (b, k, n)>, affine_map<(b, n, k) -> (k, n)>, affine_map<(b, n, k) -> (b, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<5x4x160xbf16>, tensor<4x160xbf16>) outs(%start : tensor<5x160xf32>) {
  ^bb0(%a: bf16, %b: bf16, %s: f32):
    %p = arith.extf %a : bf16 to f32
    %q = arith.extf %b : bf16 to f32
    %t = arith.mulf %p, %q : f32
    %u = arith.addf %s, %t : f32
    linalg.yield %u : f32
  } -> tensor<5x160xf32>
  return %r : tensor<5x160xf32>
}
func.func @with_batch(%x: tensor<3x9x37xbf16>, %w: tensor<320x37xbf16> {aicc.weight}) -> tensor<3x9x320xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<3x9x320xf32>
  %start = linalg.fill ins(%zero : f32) outs(%e : tensor<3x9x320xf32>) -> tensor<3x9x320xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(b, m, n, k) -> (b, m, k)>, affine_map<(b, m, n, k) -> (n, k)>, affine_map<(b, m, n, k) -> (b, m, n)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<3x9x37xbf16>, tensor<320x37xbf16>) outs(%start : tensor<3x9x320xf32>) {
  ^bb0(%a: bf16, %b: bf16, %s: f32):
    %p = arith.extf %a : bf16 to f32
    %q = arith.extf %b : bf16 to f32
    %t = arith.mulf %p, %q : f32
    %u = arith.addf %s, %t : f32
    linalg.yield %u : f32
  } -> tensor<3x9x320xf32>
  return %r : tensor<3x9x320xf32>
}
