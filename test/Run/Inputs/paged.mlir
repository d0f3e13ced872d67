// Paged caches whose page numbers are junk wherever no query sees a key; see paged.test.

// Lengths 0, 9 and 24 of 32: behind them no number is one of a page. Pages lie in any order, and are shared.
func.func @lengths_f32(%q: tensor<3x4x5x16xf32>, %d: tensor<3x4x1x16xf32>, %k: tensor<6x8x2x16xf32>, %v: tensor<6x8x2x16xf32>) -> (tensor<3x4x5x16xf32>, tensor<3x4x1x16xf32>) {
  %n = arith.constant dense<[0, 9, 24]> : tensor<3xi32>
  %p = arith.constant dense<[[2000000000, -1, -2000000000, 6], [3, 0, -1, 2000000000], [5, 3, 1, -2000000000]]> : tensor<3x4xi32>
  %0 = graph.attention %q, %k, %v lengths(%n : tensor<3xi32>) pages(%p : tensor<3x4xi32>) {scale = 0.25 : f64, causal = #graph.causal<from_end>}
      : tensor<3x4x5x16xf32>, tensor<6x8x2x16xf32>, tensor<6x8x2x16xf32> -> tensor<3x4x5x16xf32>
  %1 = graph.attention %d, %k, %v lengths(%n : tensor<3xi32>) pages(%p : tensor<3x4xi32>) {scale = 0.25 : f64}
      : tensor<3x4x1x16xf32>, tensor<6x8x2x16xf32>, tensor<6x8x2x16xf32> -> tensor<3x4x1x16xf32>
  return %0, %1 : tensor<3x4x5x16xf32>, tensor<3x4x1x16xf32>
}

// Within the sequence the causal rule hides the last pages, a window the first ones.
func.func @hidden_f32(%q: tensor<3x4x5x16xf32>, %d: tensor<3x4x1x16xf32>, %k: tensor<6x8x2x16xf32>, %v: tensor<6x8x2x16xf32>) -> (tensor<3x4x5x16xf32>, tensor<3x4x1x16xf32>) {
  %p = arith.constant dense<[[3, 0, -1, 2000000000], [5, 3, -2000000000, 9223372036854775807], [2, 4, 6, 7]]> : tensor<3x4xi64>
  %w = arith.constant dense<[[-1, -2000000000, 0, 3], [2000000000, 6, 5, 3], [-9223372036854775808, 7, 2, 4]]> : tensor<3x4xi64>
  %0 = graph.attention %q, %k, %v pages(%p : tensor<3x4xi64>) {scale = 0.25 : f64, causal = #graph.causal<from_start>, offset = 11}
      : tensor<3x4x5x16xf32>, tensor<6x8x2x16xf32>, tensor<6x8x2x16xf32> -> tensor<3x4x5x16xf32>
  %1 = graph.attention %d, %k, %v pages(%w : tensor<3x4xi64>) {scale = 0.25 : f64, causal = #graph.causal<from_end>, window = 16}
      : tensor<3x4x1x16xf32>, tensor<6x8x2x16xf32>, tensor<6x8x2x16xf32> -> tensor<3x4x1x16xf32>
  return %0, %1 : tensor<3x4x5x16xf32>, tensor<3x4x1x16xf32>
}

// Lengths 0, 9 and 24 of 32: behind them no number is one of a page. Pages lie in any order, and are shared.
func.func @lengths_bf16(%q: tensor<3x4x5x16xbf16>, %d: tensor<3x4x1x16xbf16>, %k: tensor<6x8x2x16xbf16>, %v: tensor<6x8x2x16xbf16>) -> (tensor<3x4x5x16xbf16>, tensor<3x4x1x16xbf16>) {
  %n = arith.constant dense<[0, 9, 24]> : tensor<3xi32>
  %p = arith.constant dense<[[2000000000, -1, -2000000000, 6], [3, 0, -1, 2000000000], [5, 3, 1, -2000000000]]> : tensor<3x4xi32>
  %0 = graph.attention %q, %k, %v lengths(%n : tensor<3xi32>) pages(%p : tensor<3x4xi32>) {scale = 0.25 : f64, causal = #graph.causal<from_end>}
      : tensor<3x4x5x16xbf16>, tensor<6x8x2x16xbf16>, tensor<6x8x2x16xbf16> -> tensor<3x4x5x16xbf16>
  %1 = graph.attention %d, %k, %v lengths(%n : tensor<3xi32>) pages(%p : tensor<3x4xi32>) {scale = 0.25 : f64}
      : tensor<3x4x1x16xbf16>, tensor<6x8x2x16xbf16>, tensor<6x8x2x16xbf16> -> tensor<3x4x1x16xbf16>
  return %0, %1 : tensor<3x4x5x16xbf16>, tensor<3x4x1x16xbf16>
}

// Within the sequence the causal rule hides the last pages, a window the first ones.
func.func @hidden_bf16(%q: tensor<3x4x5x16xbf16>, %d: tensor<3x4x1x16xbf16>, %k: tensor<6x8x2x16xbf16>, %v: tensor<6x8x2x16xbf16>) -> (tensor<3x4x5x16xbf16>, tensor<3x4x1x16xbf16>) {
  %p = arith.constant dense<[[3, 0, -1, 2000000000], [5, 3, -2000000000, 9223372036854775807], [2, 4, 6, 7]]> : tensor<3x4xi64>
  %w = arith.constant dense<[[-1, -2000000000, 0, 3], [2000000000, 6, 5, 3], [-9223372036854775808, 7, 2, 4]]> : tensor<3x4xi64>
  %0 = graph.attention %q, %k, %v pages(%p : tensor<3x4xi64>) {scale = 0.25 : f64, causal = #graph.causal<from_start>, offset = 11}
      : tensor<3x4x5x16xbf16>, tensor<6x8x2x16xbf16>, tensor<6x8x2x16xbf16> -> tensor<3x4x5x16xbf16>
  %1 = graph.attention %d, %k, %v pages(%w : tensor<3x4xi64>) {scale = 0.25 : f64, causal = #graph.causal<from_end>, window = 16}
      : tensor<3x4x1x16xbf16>, tensor<6x8x2x16xbf16>, tensor<6x8x2x16xbf16> -> tensor<3x4x1x16xbf16>
  return %0, %1 : tensor<3x4x5x16xbf16>, tensor<3x4x1x16xbf16>
}
