// Attention whose operands are one tensor, or a slice of another; see shared-keys.test. No two share a product of queries and
// keys, which would be computed once, apart.

func.func @f32(%q0: tensor<2x4x40x32xf32>, %k0: tensor<2x2x40x32xf32>, %q1: tensor<2x4x40x32xf32>, %k1: tensor<2x2x40x32xf32>, %q2: tensor<2x16x1x32xf32>, %k2: tensor<2x2x40x32xf32>, %q3: tensor<2x16x1x32xf32>, %k3: tensor<2x2x40x32xf32>, %q4: tensor<2x2x40x32xf32>, %v4: tensor<2x2x40x32xf32>, %q5: tensor<2x2x40x32xf32>, %q6: tensor<2x8x24x40xf32>, %k6: tensor<2x1x96x40xf32>, %q7: tensor<2x16x1x40xf32>, %k7: tensor<2x1x96x40xf32>)
    -> (tensor<2x4x40x32xf32>, tensor<2x4x40x32xf32>, tensor<2x16x1x32xf32>, tensor<2x16x1x32xf32>, tensor<2x2x40x32xf32>, tensor<2x2x40x32xf32>, tensor<2x8x24x32xf32>, tensor<2x16x1x32xf32>) {
  %n = arith.constant dense<[17, 0]> : tensor<2xi32>
  %0 = graph.attention %q0, %k0, %k0 {scale = 0.25 : f64}
      : tensor<2x4x40x32xf32>, tensor<2x2x40x32xf32>, tensor<2x2x40x32xf32> -> tensor<2x4x40x32xf32>
  %1 = graph.attention %q1, %k1, %k1 lengths(%n : tensor<2xi32>) {scale = 0.25 : f64}
      : tensor<2x4x40x32xf32>, tensor<2x2x40x32xf32>, tensor<2x2x40x32xf32> -> tensor<2x4x40x32xf32>
  %2 = graph.attention %q2, %k2, %k2 {scale = 0.25 : f64}
      : tensor<2x16x1x32xf32>, tensor<2x2x40x32xf32>, tensor<2x2x40x32xf32> -> tensor<2x16x1x32xf32>
  %3 = graph.attention %q3, %k3, %k3 lengths(%n : tensor<2xi32>) {scale = 0.25 : f64}
      : tensor<2x16x1x32xf32>, tensor<2x2x40x32xf32>, tensor<2x2x40x32xf32> -> tensor<2x16x1x32xf32>
  %4 = graph.attention %q4, %q4, %v4 {scale = 0.25 : f64}
      : tensor<2x2x40x32xf32>, tensor<2x2x40x32xf32>, tensor<2x2x40x32xf32> -> tensor<2x2x40x32xf32>
  %5 = graph.attention %q5, %q5, %q5 {scale = 0.25 : f64, causal = #graph.causal<from_start>}
      : tensor<2x2x40x32xf32>, tensor<2x2x40x32xf32>, tensor<2x2x40x32xf32> -> tensor<2x2x40x32xf32>
  %v6 = tensor.extract_slice %k6[0, 0, 0, 0] [2, 1, 96, 32] [1, 1, 1, 1] : tensor<2x1x96x40xf32> to tensor<2x1x96x32xf32>
  %6 = graph.attention %q6, %k6, %v6 {scale = 0.25 : f64}
      : tensor<2x8x24x40xf32>, tensor<2x1x96x40xf32>, tensor<2x1x96x32xf32> -> tensor<2x8x24x32xf32>
  %v7 = tensor.extract_slice %k7[0, 0, 0, 0] [2, 1, 96, 32] [1, 1, 1, 1] : tensor<2x1x96x40xf32> to tensor<2x1x96x32xf32>
  %7 = graph.attention %q7, %k7, %v7 lengths(%n : tensor<2xi32>) {scale = 0.25 : f64}
      : tensor<2x16x1x40xf32>, tensor<2x1x96x40xf32>, tensor<2x1x96x32xf32> -> tensor<2x16x1x32xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7 : tensor<2x4x40x32xf32>, tensor<2x4x40x32xf32>, tensor<2x16x1x32xf32>, tensor<2x16x1x32xf32>, tensor<2x2x40x32xf32>, tensor<2x2x40x32xf32>, tensor<2x8x24x32xf32>, tensor<2x16x1x32xf32>
}

func.func @bf16(%q0: tensor<2x4x40x32xbf16>, %k0: tensor<2x2x40x32xbf16>, %q1: tensor<2x4x40x32xbf16>, %k1: tensor<2x2x40x32xbf16>, %q2: tensor<2x16x1x32xbf16>, %k2: tensor<2x2x40x32xbf16>, %q3: tensor<2x16x1x32xbf16>, %k3: tensor<2x2x40x32xbf16>, %q4: tensor<2x2x40x32xbf16>, %v4: tensor<2x2x40x32xbf16>, %q5: tensor<2x2x40x32xbf16>, %q6: tensor<2x8x24x40xbf16>, %k6: tensor<2x1x96x40xbf16>, %q7: tensor<2x16x1x40xbf16>, %k7: tensor<2x1x96x40xbf16>)
    -> (tensor<2x4x40x32xbf16>, tensor<2x4x40x32xbf16>, tensor<2x16x1x32xbf16>, tensor<2x16x1x32xbf16>, tensor<2x2x40x32xbf16>, tensor<2x2x40x32xbf16>, tensor<2x8x24x32xbf16>, tensor<2x16x1x32xbf16>) {
  %n = arith.constant dense<[17, 0]> : tensor<2xi32>
  %0 = graph.attention %q0, %k0, %k0 {scale = 0.25 : f64}
      : tensor<2x4x40x32xbf16>, tensor<2x2x40x32xbf16>, tensor<2x2x40x32xbf16> -> tensor<2x4x40x32xbf16>
  %1 = graph.attention %q1, %k1, %k1 lengths(%n : tensor<2xi32>) {scale = 0.25 : f64}
      : tensor<2x4x40x32xbf16>, tensor<2x2x40x32xbf16>, tensor<2x2x40x32xbf16> -> tensor<2x4x40x32xbf16>
  %2 = graph.attention %q2, %k2, %k2 {scale = 0.25 : f64}
      : tensor<2x16x1x32xbf16>, tensor<2x2x40x32xbf16>, tensor<2x2x40x32xbf16> -> tensor<2x16x1x32xbf16>
  %3 = graph.attention %q3, %k3, %k3 lengths(%n : tensor<2xi32>) {scale = 0.25 : f64}
      : tensor<2x16x1x32xbf16>, tensor<2x2x40x32xbf16>, tensor<2x2x40x32xbf16> -> tensor<2x16x1x32xbf16>
  %4 = graph.attention %q4, %q4, %v4 {scale = 0.25 : f64}
      : tensor<2x2x40x32xbf16>, tensor<2x2x40x32xbf16>, tensor<2x2x40x32xbf16> -> tensor<2x2x40x32xbf16>
  %5 = graph.attention %q5, %q5, %q5 {scale = 0.25 : f64, causal = #graph.causal<from_start>}
      : tensor<2x2x40x32xbf16>, tensor<2x2x40x32xbf16>, tensor<2x2x40x32xbf16> -> tensor<2x2x40x32xbf16>
  %v6 = tensor.extract_slice %k6[0, 0, 0, 0] [2, 1, 96, 32] [1, 1, 1, 1] : tensor<2x1x96x40xbf16> to tensor<2x1x96x32xbf16>
  %6 = graph.attention %q6, %k6, %v6 {scale = 0.25 : f64}
      : tensor<2x8x24x40xbf16>, tensor<2x1x96x40xbf16>, tensor<2x1x96x32xbf16> -> tensor<2x8x24x32xbf16>
  %v7 = tensor.extract_slice %k7[0, 0, 0, 0] [2, 1, 96, 32] [1, 1, 1, 1] : tensor<2x1x96x40xbf16> to tensor<2x1x96x32xbf16>
  %7 = graph.attention %q7, %k7, %v7 lengths(%n : tensor<2xi32>) {scale = 0.25 : f64}
      : tensor<2x16x1x40xbf16>, tensor<2x1x96x40xbf16>, tensor<2x1x96x32xbf16> -> tensor<2x16x1x32xbf16>
  return %0, %1, %2, %3, %4, %5, %6, %7 : tensor<2x4x40x32xbf16>, tensor<2x4x40x32xbf16>, tensor<2x16x1x32xbf16>, tensor<2x16x1x32xbf16>, tensor<2x2x40x32xbf16>, tensor<2x2x40x32xbf16>, tensor<2x8x24x32xbf16>, tensor<2x16x1x32xbf16>
}
