// What may become one kernel does where the device is predicted to be faster with one kernel; where nothing is known, always.
//
// RUN: aicc compile %s --target x86-64-avx512 --emit=mlir --stop-after=graph -o - | FileCheck %s --check-prefixes=CHECK,FEW
// The same cores, 64 of them, with as much more bandwidth: columns keep few of them busy, so that they share out rows.
// RUN: sed -e 's/{"value": 2, "source": "M"}/{"value": 64, "source": "M"}/' -e 's/3[.]3e10/3.3e12/' -e 's/1[.]58e11/1.58e13/' %devices/x86-64-avx512.json > %t.json
// RUN: aicc compile %s --device %t.json --emit=mlir --stop-after=graph -o - | FileCheck %s --check-prefixes=CHECK,MANY
// RUN: aicc compile %s --device %t.json --emit=mlir --stop-after=graph -o - | aicc-opt | FileCheck %s --check-prefixes=CHECK,MANY
// RUN: aicc-opt %s --close-bodies --choose-regions | FileCheck %s --check-prefix=NONE --implicit-check-not=aicc.choices

// Two cores expand a weight of four bits, each half of the columns, once, inside the product's kernel. 64 cores would each
// expand all of it again for their rows: the expansion is a kernel of its own there, and its numbers are shared.
// CHECK-LABEL: func.func @costly
// FEW-COUNT-1:   kernel.call
// MANY-COUNT-2:  kernel.call
// CHECK-NOT:     kernel.call
// CHECK:         return
// NONE-LABEL:  func.func @costly
// NONE-COUNT-2:  aicc.region = 0
// NONE:          return
func.func @costly(%x: tensor<8192x4096xf32>, %q: tensor<256x4096xi4> {aicc.weight}, %s: tensor<256xf32> {aicc.weight}) -> tensor<8192x256xf32> {
  %we = tensor.empty() : tensor<256x4096xf32>
  %w = linalg.generic {indexing_maps = [affine_map<(n, k) -> (n, k)>, affine_map<(n, k) -> (n)>, affine_map<(n, k) -> (n, k)>], iterator_types = ["parallel", "parallel"]}
      ins(%q, %s : tensor<256x4096xi4>, tensor<256xf32>) outs(%we : tensor<256x4096xf32>) {
  ^bb0(%a: i4, %b: f32, %out: f32):
    %1 = arith.sitofp %a : i4 to f32
    %2 = arith.mulf %1, %b : f32
    %3 = math.exp %2 : f32
    linalg.yield %3 : f32
  } -> tensor<256x4096xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8192x256xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<8192x256xf32>) -> tensor<8192x256xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<8192x4096xf32>, tensor<256x4096xf32>) outs(%i : tensor<8192x256xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %1 = arith.mulf %a, %b : f32
    %2 = arith.addf %out, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<8192x256xf32>
  return %y : tensor<8192x256xf32>
}

// A map behind a product and a product beside it are cheaper in its kernel on both: nothing is computed twice.
// CHECK-LABEL: func.func @swiglu
// CHECK-COUNT-1: kernel.call
// CHECK-NOT:     kernel.call
// CHECK:         return
func.func @swiglu(%x: tensor<64x256xf32>, %g: tensor<256x512xf32> {aicc.weight}, %u: tensor<256x512xf32> {aicc.weight}) -> tensor<64x512xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<64x512xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<64x512xf32>) -> tensor<64x512xf32>
  %0 = linalg.matmul ins(%x, %g : tensor<64x256xf32>, tensor<256x512xf32>) outs(%i : tensor<64x512xf32>) -> tensor<64x512xf32>
  %1 = linalg.matmul ins(%x, %u : tensor<64x256xf32>, tensor<256x512xf32>) outs(%i : tensor<64x512xf32>) -> tensor<64x512xf32>
  %2 = linalg.mul ins(%0, %1 : tensor<64x512xf32>, tensor<64x512xf32>) outs(%e : tensor<64x512xf32>) -> tensor<64x512xf32>
  return %2 : tensor<64x512xf32>
}

// The kernels say what was chosen, and both predicted times.
// FEW:  kernel.kernel @costly_k0
// FEW-SAME: attributes {aicc.choices = [{apart_ns = array<i64: {{[1-9][0-9]*}}, {{[0-9, ]+}}>, chosen = "fused", fused_ns = array<i64: {{[1-9][0-9]*}}, {{[0-9, ]+}}>, op = "map", role = "prologue"}]
// MANY: aicc.choices = [{apart_ns = array<i64: {{[1-9][0-9, ]+}}>, chosen = "apart", fused_ns = array<i64: {{[1-9][0-9, ]+}}>, op = "map", role = "prologue"}]
// CHECK: kernel.kernel @swiglu
// CHECK-SAME: role = "sibling"
