// RUN: aicc-opt %s | aicc-opt | FileCheck %s
// RUN: aicc-opt %s --mlir-print-op-generic | aicc-opt | FileCheck %s

// Dimensions: constants, and symbols with bounds and a multiple.
// CHECK: test.constant = #kernel.dim<m = 512>
// CHECK-SAME: test.symbol = #kernel.dim<s in [1, 4096] multiple of 16>
module attributes {test.constant = #kernel.dim<m = 512>, test.symbol = #kernel.dim<s in [1, 4096] multiple of 16>} {

// A kernel prints its dimensions, operands with attributes, and computations with accesses by name: permuted, divided,
// summed, and with constants.
// CHECK-LABEL: kernel.kernel @w4 dims [m = 8, n = 64, k = 128] (
// CHECK-SAME:    %[[X:.*]]: tensor<8x128xbf16>, %[[Q:.*]]: tensor<64x128xi4> {aicc.weight}, %[[S:.*]]: tensor<64x4xf16>) -> tensor<64x8xf32>
// CHECK-SAME:    attributes {aicc.device = "x86-64-avx512"} {
// CHECK:         %[[D:.*]] = kernel.map "dequantise" over [n, k] (%[[Q]][n, k], %[[S]][n, k floordiv 32]) -> [n, k] : (tensor<64x128xi4>, tensor<64x4xf16>) -> tensor<64x128xbf16> {
// CHECK:         %[[MM:.*]] = kernel.contract "mm" over [m, n, k] (%[[X]][m, k], %[[D]][n, k]) -> [n, m] : (tensor<8x128xbf16>, tensor<64x128xbf16>) -> tensor<64x8xf32>
// CHECK:         kernel.yield %[[MM]] : tensor<64x8xf32>
kernel.kernel @w4 dims [m = 8, n = 64, k = 128] (%x: tensor<8x128xbf16>, %q: tensor<64x128xi4> {aicc.weight}, %s: tensor<64x4xf16>) -> tensor<64x8xf32>
    attributes {aicc.device = "x86-64-avx512"} {
  %0 = kernel.map "dequantise" over [n, k] (%q[n, k], %s[n, k floordiv 32]) -> [n, k]
      : (tensor<64x128xi4>, tensor<64x4xf16>) -> tensor<64x128xbf16> {
  ^bb0(%a: i4, %b: f16):
    %2 = arith.sitofp %a : i4 to f32
    %3 = arith.extf %b : f16 to f32
    %4 = arith.mulf %2, %3 : f32
    %5 = arith.truncf %4 : f32 to bf16
    kernel.yield %5 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [n, m]
      : (tensor<8x128xbf16>, tensor<64x128xbf16>) -> tensor<64x8xf32>
  kernel.yield %1 : tensor<64x8xf32>
}

// CHECK-LABEL: kernel.kernel @window dims [i = 8, r = 3] (
// CHECK:         kernel.reduce "pool" maximumf over [i, r] (%{{.*}}[(i * 2) + r, 1, i mod 4]) -> [i] : (tensor<17x2x4xf32>) -> tensor<8xf32> {
kernel.kernel @window dims [i = 8, r = 3] (%x: tensor<17x2x4xf32>) -> tensor<8xf32> {
  %0 = kernel.reduce "pool" maximumf over [i, r] (%x[i * 2 + r, 1, i mod 4]) -> [i] : (tensor<17x2x4xf32>) -> tensor<8xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<8xf32>
}

// A kernel with a symbol.
// CHECK-LABEL: kernel.kernel @symbol dims [s in [1, 4096] multiple of 16, n = 32] (
kernel.kernel @symbol dims [s in [1, 4096] multiple of 16, n = 32] (%x: tensor<?x32xf32>) -> tensor<?xf32> {
  %0 = kernel.reduce "sum" add over [s, n] (%x[s, n]) -> [s] : (tensor<?x32xf32>) -> tensor<?xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<?xf32>
}

// Calls on tensors have results, calls on buffers have none.
// CHECK-LABEL: func.func @call
// CHECK:         kernel.call @window ins(%{{.*}} : tensor<17x2x4xf32>) outs(%{{.*}} : tensor<8xf32>) -> tensor<8xf32>
// CHECK:         kernel.call @window ins(%{{.*}} : memref<17x2x4xf32>) outs(%{{.*}} : memref<8xf32>){{$}}
func.func @call(%x: tensor<17x2x4xf32>, %e: tensor<8xf32>, %bx: memref<17x2x4xf32>, %be: memref<8xf32>) -> tensor<8xf32> {
  %0 = kernel.call @window ins(%x : tensor<17x2x4xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  kernel.call @window ins(%bx : memref<17x2x4xf32>) outs(%be : memref<8xf32>)
  return %0 : tensor<8xf32>
}

// The operations of lowering: a run, scratch, a staged box, its packing, tiles with and without a body.
// CHECK-LABEL: func.func @lowering
// CHECK:         kernel.parallel "threads" (%[[T:.*]]) count 2 {
// CHECK:           %[[W:.*]] = kernel.scratch "arg1" at "L2" : memref<4x32x16xf32>
// CHECK:           kernel.stage %{{.*}}[%[[T]], %[[T]]] size(%{{.*}}, %{{.*}}) max [64, 32] dims ["n", "k"] at "L2" with #schedule.stage<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 16>>> in memref<64x32xf32>
// CHECK:           kernel.pack %{{.*}}[%[[T]], %[[T]]] size(%{{.*}}, %{{.*}}) dims ["n", "k"] layout #schedule.layout<outer = ["n", "k"], block = <n = 16>> into %[[W]] : memref<64x32xf32>, memref<4x32x16xf32>
// CHECK:           kernel.tile "mm" contract over ["m", "n", "k"] at(%{{.*}}, %{{.*}}, %[[T]]) size(%{{.*}}, %{{.*}}, %{{.*}}) symbols() first(%{{.*}}) ins(%{{.*}}, %{{.*}} : memref<8x32xf32>, memref<64x32xf32>) outs(%{{.*}} : memref<8x64xf32>)
// CHECK:           kernel.tile "sum" reduce add over ["m", "n"] at(%{{.*}}, %{{.*}}) size(%{{.*}}, %{{.*}}) symbols(%[[T]]) first(%{{.*}}) ins(%{{.*}} : memref<8x64xf32>) outs(%{{.*}} : memref<8xf32>) attributes {maps = {{.*}}} {
func.func @lowering(%x: memref<8x32xf32>, %w: memref<64x32xf32>, %y: memref<8x64xf32>, %r: memref<8xf32>, %n: index) {
  %true = arith.constant true
  kernel.parallel "threads" (%t) count 2 {
    %0 = kernel.scratch "arg1" at "L2" : memref<4x32x16xf32>
    kernel.stage %w[%t, %t] size(%n, %n) max [64, 32] dims ["n", "k"] at "L2"
        with #schedule.stage<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 16>>>
        in memref<64x32xf32>
    kernel.pack %w[%t, %t] size(%n, %n) dims ["n", "k"]
        layout #schedule.layout<outer = ["n", "k"], block = <n = 16>> into %0 : memref<64x32xf32>, memref<4x32x16xf32>
    kernel.tile "mm" contract over ["m", "n", "k"] at(%n, %n, %t) size(%n, %n, %n) symbols() first(%true)
        ins(%x, %w : memref<8x32xf32>, memref<64x32xf32>) outs(%y : memref<8x64xf32>)
        attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]}
    kernel.tile "sum" reduce add over ["m", "n"] at(%n, %n) size(%n, %n) symbols(%t) first(%true)
        ins(%y : memref<8x64xf32>) outs(%r : memref<8xf32>)
        attributes {maps = [affine_map<(m, n)[s] -> (m, n - s)>, affine_map<(m, n)[s] -> (m)>]} {
    ^bb0(%a: f32):
      kernel.yield %a : f32
    }
  }
  return
}
}
