// RUN: aicc-opt %s | aicc-opt | FileCheck %s
// RUN: aicc-opt %s --mlir-print-op-generic | aicc-opt | FileCheck %s

// Attention needs a scale only; everything else has a neutral value that is not printed.
// CHECK-LABEL: func.func @plain
// CHECK: graph.attention %{{.*}}, %{{.*}}, %{{.*}} {scale = 1.250000e-01 : f64} : tensor<1x8x16x64xf32>, tensor<1x8x32x64xf32>, tensor<1x8x32x64xf32> -> tensor<1x8x16x64xf32>
func.func @plain(%q: tensor<1x8x16x64xf32>, %k: tensor<1x8x32x64xf32>, %v: tensor<1x8x32x64xf32>) -> tensor<1x8x16x64xf32> {
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<1x8x16x64xf32>, tensor<1x8x32x64xf32>, tensor<1x8x32x64xf32> -> tensor<1x8x16x64xf32>
  return %0 : tensor<1x8x16x64xf32>
}

// Every optional operand and attribute: grouped heads, another size of values, the layout behind a projection.
// CHECK-LABEL: func.func @everything
// CHECK: graph.attention %{{.*}}, %{{.*}}, %{{.*}} mask(%{{.*}} : tensor<2x1x16x32xf32>) lengths(%{{.*}} : tensor<2xi64>) sinks(%{{.*}} : tensor<8xbf16>)
// CHECK-SAME: causal = #graph.causal<from_end>, layout = #graph.layout<bshd>, scale = 1.250000e-01 : f64, softcap = 5.000000e+01 : f64, window = 8 : i64
func.func @everything(%q: tensor<2x16x8x64xbf16>, %k: tensor<2x32x2x64xbf16>, %v: tensor<2x32x2x48xbf16>,
    %m: tensor<2x1x16x32xf32>, %n: tensor<2xi64>, %s: tensor<8xbf16>) -> tensor<2x16x8x48xbf16> {
  %0 = graph.attention %q, %k, %v mask(%m : tensor<2x1x16x32xf32>) lengths(%n : tensor<2xi64>) sinks(%s : tensor<8xbf16>)
      {scale = 0.125 : f64, causal = #graph.causal<from_end>, window = 8, softcap = 50.0 : f64, layout = #graph.layout<bshd>}
      : tensor<2x16x8x64xbf16>, tensor<2x32x2x64xbf16>, tensor<2x32x2x48xbf16> -> tensor<2x16x8x48xbf16>
  return %0 : tensor<2x16x8x48xbf16>
}

// A chunk of a prompt, whose keys are in pages: 3 pages of 16 a batch, from a pool of 10.
// CHECK-LABEL: func.func @pages
// CHECK: graph.attention %{{.*}}, %{{.*}}, %{{.*}} pages(%{{.*}} : tensor<2x3xi32>) {causal = #graph.causal<from_start>, offset = 32 : i64, scale = 1.250000e-01 : f64}
func.func @pages(%q: tensor<2x8x16x64xf32>, %k: tensor<10x16x2x64xf32>, %v: tensor<10x16x2x64xf32>, %p: tensor<2x3xi32>)
    -> tensor<2x8x16x64xf32> {
  %0 = graph.attention %q, %k, %v pages(%p : tensor<2x3xi32>)
      {scale = 0.125 : f64, causal = #graph.causal<from_start>, offset = 32}
      : tensor<2x8x16x64xf32>, tensor<10x16x2x64xf32>, tensor<10x16x2x64xf32> -> tensor<2x8x16x64xf32>
  return %0 : tensor<2x8x16x64xf32>
}
