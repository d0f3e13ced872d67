func.func @main(%q: tensor<1x4x96x32xf32>, %k: tensor<1x2x96x32xf32>, %v: tensor<1x2x96x32xf32>) -> tensor<1x4x96x32xf32> {
  %0 = graph.attention %q, %k, %v {scale = 0.25 : f64, causal = #graph.causal<from_start>}
      : tensor<1x4x96x32xf32>, tensor<1x2x96x32xf32>, tensor<1x2x96x32xf32> -> tensor<1x4x96x32xf32>
  return %0 : tensor<1x4x96x32xf32>
}
