// The print of a kernel in the grammar aicc-kernel/1, golden: records of tuned kernels are found by its digest.
// RUN: aicc-opt %s --print-kernel-identity=text --mlir-print-op-on-diagnostic=false -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace

// GEMM: one contraction; the operand with the result's innermost dimension stands second.
//      CHECK:{{.*}}remark: kernel gemm has identity c28e0431dd6e0239b7ff4d6ac170093f2884dc63e1cf4c22705dd452c900782c
//      CHECK:{{.*}}note: aicc-kernel/1
// CHECK-NEXT:dim d0 512
// CHECK-NEXT:dim d1 4096
// CHECK-NEXT:dim d2 768
// CHECK-NEXT:in a0 bf16 [512, 768]
// CHECK-NEXT:in a1 bf16 [4096, 768] weight
// CHECK-NEXT:c0 contract f32 [d0, d1] = a0[d0, d2] * a1[d1, d2]
// CHECK-NEXT:out c0
kernel.kernel @gemm dims [m = 512, n = 4096, k = 768] (%x: tensor<512x768xbf16>, %w: tensor<4096x768xbf16> {aicc.weight}) -> tensor<512x4096xf32> {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x768xbf16>, tensor<4096x768xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// GEMM, bias and gelu: a body is one expression, in which a value that is used twice stands twice.
//      CHECK:{{.*}}remark: kernel gelu has identity da644c1a5c605228fc8a9815a3c833284f8b3a188b8ba37745b28c097904a1e7
//      CHECK:{{.*}}note: aicc-kernel/1
// CHECK-NEXT:dim d0 512
// CHECK-NEXT:dim d1 3072
// CHECK-NEXT:dim d2 768
// CHECK-NEXT:in a0 f32 [512, 768]
// CHECK-NEXT:in a1 f32 [3072, 768] weight
// CHECK-NEXT:in a2 f32 [3072]
// CHECK-NEXT:c0 contract f32 [d0, d1] = a0[d0, d2] * a1[d1, d2]
// CHECK-NEXT:c1 map f32 [d0, d1] = mulf(addf(a2[d1], c0[d0, d1]), mulf(addf(erf(divf(addf(a2[d1], c0[d0, d1]), f32:0x3fb504f3)), f32:0x3f800000), f32:0x3f000000))
// CHECK-NEXT:out c1
kernel.kernel @gelu dims [m = 512, n = 3072, k = 768] (%x: tensor<512x768xf32>, %w: tensor<3072x768xf32> {aicc.weight}, %bias: tensor<3072xf32>) -> tensor<512x3072xf32> {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x768xf32>, tensor<3072x768xf32>) -> tensor<512x3072xf32>
  %1 = kernel.map "gelu" over [m, n] (%0[m, n], %bias[n]) -> [m, n] : (tensor<512x3072xf32>, tensor<3072xf32>) -> tensor<512x3072xf32> {
  ^bb0(%a: f32, %b: f32):
    %half = arith.constant 0.5 : f32
    %one = arith.constant 1.0 : f32
    %sqrt2 = arith.constant 1.41421354 : f32
    %2 = arith.addf %a, %b : f32
    %3 = arith.divf %2, %sqrt2 : f32
    %4 = math.erf %3 : f32
    %5 = arith.addf %4, %one : f32
    %6 = arith.mulf %5, %half : f32
    %7 = arith.mulf %2, %6 : f32
    kernel.yield %7 : f32
  }
  kernel.yield %1 : tensor<512x3072xf32>
}

// SwiGLU: two sibling contractions on one operand.
//      CHECK:{{.*}}remark: kernel swiglu has identity d77dcdb9ba9cf74ea5bef73ee4926bbe7b7e4bd3dfcd2c1c1851f414cb0a3810
//      CHECK:{{.*}}note: aicc-kernel/1
// CHECK-NEXT:dim d0 256
// CHECK-NEXT:dim d1 3072
// CHECK-NEXT:dim d2 1024
// CHECK-NEXT:in a0 f32 [256, 1024]
// CHECK-NEXT:in a1 f32 [3072, 1024] weight
// CHECK-NEXT:in a2 f32 [3072, 1024] weight
// CHECK-NEXT:c0 contract f32 [d0, d1] = a0[d0, d2] * a1[d1, d2]
// CHECK-NEXT:c1 contract f32 [d0, d1] = a0[d0, d2] * a2[d1, d2]
// CHECK-NEXT:c2 map f32 [d0, d1] = mulf(c0[d0, d1], divf(c1[d0, d1], addf(exp(negf(c1[d0, d1])), f32:0x3f800000)))
// CHECK-NEXT:out c2
kernel.kernel @swiglu dims [m = 256, n = 3072, k = 1024] (%x: tensor<256x1024xf32>, %gate: tensor<3072x1024xf32> {aicc.weight}, %up: tensor<3072x1024xf32> {aicc.weight}) -> tensor<256x3072xf32> {
  %0 = kernel.contract "gate" over [m, n, k] (%x[m, k], %gate[n, k]) -> [m, n]
      : (tensor<256x1024xf32>, tensor<3072x1024xf32>) -> tensor<256x3072xf32>
  %1 = kernel.contract "up" over [m, n, k] (%x[m, k], %up[n, k]) -> [m, n]
      : (tensor<256x1024xf32>, tensor<3072x1024xf32>) -> tensor<256x3072xf32>
  %2 = kernel.map "glu" over [m, n] (%0[m, n], %1[m, n]) -> [m, n] : (tensor<256x3072xf32>, tensor<256x3072xf32>) -> tensor<256x3072xf32> {
  ^bb0(%a: f32, %b: f32):
    %one = arith.constant 1.0 : f32
    %3 = arith.negf %a : f32
    %4 = math.exp %3 : f32
    %5 = arith.addf %4, %one : f32
    %6 = arith.divf %a, %5 : f32
    %7 = arith.mulf %6, %b : f32
    kernel.yield %7 : f32
  }
  kernel.yield %2 : tensor<256x3072xf32>
}

// A reduction: the combiner and the body belong to it.
//      CHECK:{{.*}}remark: kernel norm has identity 12607513a87df8a2c6580d9a4e767baa863460d509cfd009427f752ba8cfb735
//      CHECK:{{.*}}note: aicc-kernel/1
// CHECK-NEXT:dim d0 128
// CHECK-NEXT:dim d1 768
// CHECK-NEXT:in a0 f16 [128, 768]
// CHECK-NEXT:c0 reduce add f32 [d0] = mulf(extf.f32(a0[d0, d1]), extf.f32(a0[d0, d1]))
// CHECK-NEXT:out c0
kernel.kernel @norm dims [m = 128, n = 768] (%x: tensor<128x768xf16>) -> tensor<128xf32> {
  %0 = kernel.reduce "squares" add over [m, n] (%x[m, n]) -> [m] : (tensor<128x768xf16>) -> tensor<128xf32> {
  ^bb0(%a: f16):
    %1 = arith.extf %a : f16 to f32
    %2 = arith.mulf %1, %1 : f32
    kernel.yield %2 : f32
  }
  kernel.yield %0 : tensor<128xf32>
}

// A product with 4-bit weights: the expansion belongs to the kernel, with the access of its scales.
//      CHECK:{{.*}}remark: kernel w4 has identity 5773420878c640a69b2123f9018fcd52d32c69fd008304bc38edb6cdaeeb0db2
//      CHECK:{{.*}}note: aicc-kernel/1
// CHECK-NEXT:dim d0 8
// CHECK-NEXT:dim d1 4096
// CHECK-NEXT:dim d2 2048
// CHECK-NEXT:in a0 bf16 [8, 2048]
// CHECK-NEXT:in a1 i4 [4096, 2048] weight
// CHECK-NEXT:in a2 f16 [4096, 64] weight
// CHECK-NEXT:c0 map bf16 [d1, d2] = truncf.bf16(mulf(extf.f32(a2[d1, (d2/32)]), sitofp.f32(a1[d1, d2])))
// CHECK-NEXT:c1 contract f32 [d0, d1] = a0[d0, d2] * c0[d1, d2]
// CHECK-NEXT:out c1
kernel.kernel @w4 dims [m = 8, n = 4096, k = 2048] (%x: tensor<8x2048xbf16>, %q: tensor<4096x2048xi4> {aicc.weight}, %s: tensor<4096x64xf16> {aicc.weight}) -> tensor<8x4096xf32> {
  %0 = kernel.map "dequantise" over [n, k] (%q[n, k], %s[n, k floordiv 32]) -> [n, k]
      : (tensor<4096x2048xi4>, tensor<4096x64xf16>) -> tensor<4096x2048xbf16> {
  ^bb0(%a: i4, %b: f16):
    %2 = arith.sitofp %a : i4 to f32
    %3 = arith.extf %b : f16 to f32
    %4 = arith.mulf %2, %3 : f32
    %5 = arith.truncf %4 : f32 to bf16
    kernel.yield %5 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<8x2048xbf16>, tensor<4096x2048xbf16>) -> tensor<8x4096xf32>
  kernel.yield %1 : tensor<8x4096xf32>
}

// A symbol prints its bounds, drawn in to multiples.
//      CHECK:{{.*}}remark: kernel symbol has identity 8040cd7fa391ed2f38d67ced1291af8d28a4921803ccb15d72683de67dc7e763
//      CHECK:{{.*}}note: aicc-kernel/1
// CHECK-NEXT:dim d0 [16, 4096] multiple 16
// CHECK-NEXT:dim d1 768
// CHECK-NEXT:in a0 f32 [?, 768]
// CHECK-NEXT:c0 reduce maximumf f32 [d0] = a0[d0, d1]
// CHECK-NEXT:out c0
kernel.kernel @symbol dims [s in [1, 4100] multiple of 16, n = 768] (%x: tensor<?x768xf32>) -> tensor<?xf32> {
  %0 = kernel.reduce "most" maximumf over [s, n] (%x[s, n]) -> [s] : (tensor<?x768xf32>) -> tensor<?xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<?xf32>
}

// W8A8 with unsigned rows: the mark belongs to the factor, in whichever place it was given.
//      CHECK:{{.*}}remark: kernel u8s8 has identity 871be00a0bf47b27979c431810fc3b4639d111d1cb408f7cc55ba196ed4fa979
//      CHECK:{{.*}}note: aicc-kernel/1
// CHECK-NEXT:dim d0 4
// CHECK-NEXT:dim d1 8
// CHECK-NEXT:dim d2 32
// CHECK-NEXT:in a0 i8 [4, 32]
// CHECK-NEXT:in a1 i8 [8, 32] weight
// CHECK-NEXT:c0 contract i32 [d0, d1] = unsigned a0[d0, d2] * a1[d1, d2]
// CHECK-NEXT:out c0
kernel.kernel @u8s8 dims [m = 4, n = 8, k = 32] (%w: tensor<8x32xi8> {aicc.weight}, %x: tensor<4x32xi8>) -> tensor<4x8xi32> {
  %0 = kernel.contract "mm" over [m, n, k] (%w[n, k], %x[m, k]) -> [m, n] {unsigned_rhs}
      : (tensor<8x32xi8>, tensor<4x32xi8>) -> tensor<4x8xi32>
  kernel.yield %0 : tensor<4x8xi32>
}

// 4-bit codes of a table, a scale for each 32 of them: the table is written out.
//      CHECK:{{.*}}remark: kernel table has identity 14ace72f5568f18b5ad2c0a217e8422841e1a31dd4089ae9ff0a2357f20f1332
//      CHECK:{{.*}}note: aicc-kernel/1
// CHECK-NEXT:dim d0 8
// CHECK-NEXT:dim d1 64
// CHECK-NEXT:in a0 f32 [8, 2]
// CHECK-NEXT:in a1 i4 [8, 64] weight
// CHECK-NEXT:c0 map f32 [d0, d1] = mulf(a0[d0, (d1/32)], lookup.f32{0x0, 0x3f000000, 0x3f800000, 0x3fc00000, 0x40000000, 0x40400000, 0x40800000, 0x40c00000, 0x80000000, 0xbf000000, 0xbf800000, 0xbfc00000, 0xc0000000, 0xc0400000, 0xc0800000, 0xc0c00000}(a1[d0, d1]))
// CHECK-NEXT:out c0
kernel.kernel @table dims [n = 8, k = 64] (%q: tensor<8x64xi4> {aicc.weight}, %s: tensor<8x2xf32>) -> tensor<8x64xf32> {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 32]) -> [n, k] : (tensor<8x64xi4>, tensor<8x2xf32>) -> tensor<8x64xf32> {
  ^bb0(%a: i4, %b: f32):
    %1 = kernel.lookup %a in dense<[0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, -0.0, -0.5, -1.0, -1.5, -2.0, -3.0, -4.0, -6.0]> : tensor<16xf32> : i4 -> f32
    %2 = arith.mulf %1, %b : f32
    kernel.yield %2 : f32
  }
  kernel.yield %0 : tensor<8x64xf32>
}

// A causal mask: positions are written by the canonical names of their dimensions.
//      CHECK:{{.*}}remark: kernel causal has identity {{[0-9a-f]+}}
//      CHECK:{{.*}}note: aicc-kernel/1
// CHECK-NEXT:dim d0 4
// CHECK-NEXT:dim d1 8
// CHECK-NEXT:in a0 f32 [4, 8]
// CHECK-NEXT:c0 map f32 [d0, d1] = select(cmpi.sle(index.i32(d1), index.i32(d0)), a0[d0, d1], f32:0xff800000)
// CHECK-NEXT:out c0
kernel.kernel @causal dims [q = 4, kv = 8] (%s: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = kernel.map "mask" over [q, kv] (%s[q, kv]) -> [q, kv] : (tensor<4x8xf32>) -> tensor<4x8xf32> {
  ^bb0(%a: f32):
    %lowest = arith.constant 0xFF800000 : f32
    %i = kernel.index "q" : i32
    %j = kernel.index "kv" : i32
    %seen = arith.cmpi sle, %j, %i : i32
    %1 = arith.select %seen, %a, %lowest : f32
    kernel.yield %1 : f32
  }
  kernel.yield %0 : tensor<4x8xf32>
}
