// Windows that begin behind the first panels of keys; see windows.test.

func.func @f32(%q0: tensor<1x4x64x32xf32>, %k0: tensor<1x2x512x32xf32>, %v0: tensor<1x2x512x32xf32>, %q1: tensor<3x2x30x32xf32>, %k1: tensor<3x1x512x32xf32>, %v1: tensor<3x1x512x24xf32>, %q2: tensor<1x2x50x32xf32>, %k2: tensor<1x2x640x32xf32>, %v2: tensor<1x2x640x32xf32>, %q3: tensor<1x32x3x64xf32>, %k3: tensor<1x1x2048x64xf32>, %v3: tensor<1x1x2048x32xf32>, %q4: tensor<2x16x2x64xf32>, %k4: tensor<2x1x2048x64xf32>, %v4: tensor<2x1x2048x64xf32>)
    -> (tensor<1x4x64x32xf32>, tensor<3x2x30x24xf32>, tensor<1x2x50x32xf32>, tensor<1x32x3x32xf32>, tensor<2x16x2x64xf32>) {
  %0 = graph.attention %q0, %k0, %v0 {scale = 0.125 : f64, causal = #graph.causal<from_end>, window = 16}
      : tensor<1x4x64x32xf32>, tensor<1x2x512x32xf32>, tensor<1x2x512x32xf32> -> tensor<1x4x64x32xf32>
  %n1 = arith.constant dense<[512, 20, 333]> : tensor<3xi32>
  %1 = graph.attention %q1, %k1, %v1 lengths(%n1 : tensor<3xi32>) {scale = 0.125 : f64, causal = #graph.causal<from_end>, window = 100}
      : tensor<3x2x30x32xf32>, tensor<3x1x512x32xf32>, tensor<3x1x512x24xf32> -> tensor<3x2x30x24xf32>
  %2 = graph.attention %q2, %k2, %v2 {scale = 0.125 : f64, causal = #graph.causal<from_start>, offset = 401, window = 33}
      : tensor<1x2x50x32xf32>, tensor<1x2x640x32xf32>, tensor<1x2x640x32xf32> -> tensor<1x2x50x32xf32>
  %3 = graph.attention %q3, %k3, %v3 {scale = 0.125 : f64, causal = #graph.causal<from_end>, window = 700}
      : tensor<1x32x3x64xf32>, tensor<1x1x2048x64xf32>, tensor<1x1x2048x32xf32> -> tensor<1x32x3x32xf32>
  %n4 = arith.constant dense<[1999, 900]> : tensor<2xi32>
  %4 = graph.attention %q4, %k4, %v4 lengths(%n4 : tensor<2xi32>) {scale = 0.125 : f64, causal = #graph.causal<from_end>, window = 500}
      : tensor<2x16x2x64xf32>, tensor<2x1x2048x64xf32>, tensor<2x1x2048x64xf32> -> tensor<2x16x2x64xf32>
  return %0, %1, %2, %3, %4 : tensor<1x4x64x32xf32>, tensor<3x2x30x24xf32>, tensor<1x2x50x32xf32>, tensor<1x32x3x32xf32>, tensor<2x16x2x64xf32>
}

func.func @bf16(%q0: tensor<1x4x64x32xbf16>, %k0: tensor<1x2x512x32xbf16>, %v0: tensor<1x2x512x32xbf16>, %q1: tensor<3x2x30x32xbf16>, %k1: tensor<3x1x512x32xbf16>, %v1: tensor<3x1x512x24xbf16>, %q2: tensor<1x2x50x32xbf16>, %k2: tensor<1x2x640x32xbf16>, %v2: tensor<1x2x640x32xbf16>, %q3: tensor<1x32x3x64xbf16>, %k3: tensor<1x1x2048x64xbf16>, %v3: tensor<1x1x2048x32xbf16>, %q4: tensor<2x16x2x64xbf16>, %k4: tensor<2x1x2048x64xbf16>, %v4: tensor<2x1x2048x64xbf16>)
    -> (tensor<1x4x64x32xbf16>, tensor<3x2x30x24xbf16>, tensor<1x2x50x32xbf16>, tensor<1x32x3x32xbf16>, tensor<2x16x2x64xbf16>) {
  %0 = graph.attention %q0, %k0, %v0 {scale = 0.125 : f64, causal = #graph.causal<from_end>, window = 16}
      : tensor<1x4x64x32xbf16>, tensor<1x2x512x32xbf16>, tensor<1x2x512x32xbf16> -> tensor<1x4x64x32xbf16>
  %n1 = arith.constant dense<[512, 20, 333]> : tensor<3xi32>
  %1 = graph.attention %q1, %k1, %v1 lengths(%n1 : tensor<3xi32>) {scale = 0.125 : f64, causal = #graph.causal<from_end>, window = 100}
      : tensor<3x2x30x32xbf16>, tensor<3x1x512x32xbf16>, tensor<3x1x512x24xbf16> -> tensor<3x2x30x24xbf16>
  %2 = graph.attention %q2, %k2, %v2 {scale = 0.125 : f64, causal = #graph.causal<from_start>, offset = 401, window = 33}
      : tensor<1x2x50x32xbf16>, tensor<1x2x640x32xbf16>, tensor<1x2x640x32xbf16> -> tensor<1x2x50x32xbf16>
  %3 = graph.attention %q3, %k3, %v3 {scale = 0.125 : f64, causal = #graph.causal<from_end>, window = 700}
      : tensor<1x32x3x64xbf16>, tensor<1x1x2048x64xbf16>, tensor<1x1x2048x32xbf16> -> tensor<1x32x3x32xbf16>
  %n4 = arith.constant dense<[1999, 900]> : tensor<2xi32>
  %4 = graph.attention %q4, %k4, %v4 lengths(%n4 : tensor<2xi32>) {scale = 0.125 : f64, causal = #graph.causal<from_end>, window = 500}
      : tensor<2x16x2x64xbf16>, tensor<2x1x2048x64xbf16>, tensor<2x1x2048x64xbf16> -> tensor<2x16x2x64xbf16>
  return %0, %1, %2, %3, %4 : tensor<1x4x64x32xbf16>, tensor<3x2x30x24xbf16>, tensor<1x2x50x32xbf16>, tensor<1x32x3x32xbf16>, tensor<2x16x2x64xbf16>
}
