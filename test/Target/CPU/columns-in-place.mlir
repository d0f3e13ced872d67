// RUN: aicc compile %s --target x86-64-avx512 --threads 2 --emit=mlir --stop-after=schedule -o - 2>/dev/null | FileCheck %s --check-prefixes=CHECK,AVX512
// RUN: aicc compile %s --target x86-64-avx2 --threads 2 --emit=mlir --stop-after=schedule -o - 2>/dev/null | FileCheck %s --check-prefixes=CHECK,AVX2

// Weights [K, N] that are no constants, and few rows: nothing is packed with the call.

// From memory they are read in its order, eight rows of them at a time. The result holds the sums meanwhile.
// CHECK-LABEL: kernel.kernel @one_
// CHECK-SAME: bands = [<name = "threads", parallel = "threads", tile = <n = {{[0-9]+}}>>, <name = "memory", tile = <k = 8>, order = ["k"]>]
func.func @one(%x: tensor<1x4096xf32>, %w: tensor<4096x6144xf32>) -> tensor<1x6144xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x6144xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x6144xf32>) -> tensor<1x6144xf32>
  %y = linalg.matmul ins(%x, %w : tensor<1x4096xf32>, tensor<4096x6144xf32>) outs(%f : tensor<1x6144xf32>) -> tensor<1x6144xf32>
  return %y : tensor<1x6144xf32>
}

// In bf16 a buffer holds them. Pairs are made in registers, where an instruction takes any.
// CHECK-LABEL: kernel.kernel @pairs_
// CHECK-SAME: tile = <k = 8>, order = ["k"], stages = [<operand = "mm", how = packed, layout = <outer = ["n"], block = <>>, type = f32>
// AVX512-SAME: k = 2>, unroll = 4, instruction = "vdpbf16ps"
// AVX2-SAME: instruction = "vfmadd231ps"
func.func @pairs(%x: tensor<1x4096xbf16>, %w: tensor<4096x6144xbf16>) -> tensor<1x6144xbf16> {
  %zero = arith.constant 0.0 : bf16
  %e = tensor.empty() : tensor<1x6144xbf16>
  %f = linalg.fill ins(%zero : bf16) outs(%e : tensor<1x6144xbf16>) -> tensor<1x6144xbf16>
  %y = linalg.matmul ins(%x, %w : tensor<1x4096xbf16>, tensor<4096x6144xbf16>) outs(%f : tensor<1x6144xbf16>) -> tensor<1x6144xbf16>
  return %y : tensor<1x6144xbf16>
}

// What fits the last cache is read down a register tile: sums need not go there and back.
// CHECK-LABEL: kernel.kernel @near_
// CHECK-SAME: bands = [<name = "threads", parallel = "threads", tile = <n = 384>>], computations
func.func @near(%x: tensor<1x768xf32>, %w: tensor<768x768xf32>) -> tensor<1x768xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x768xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x768xf32>) -> tensor<1x768xf32>
  %y = linalg.matmul ins(%x, %w : tensor<1x768xf32>, tensor<768x768xf32>) outs(%f : tensor<1x768xf32>) -> tensor<1x768xf32>
  return %y : tensor<1x768xf32>
}

// More rows pay for packing pairs once.
// CHECK-LABEL: kernel.kernel @nine_
// AVX512-SAME: <operand = "arg1", how = packed
func.func @nine(%x: tensor<9x4096xbf16>, %w: tensor<4096x6144xbf16>) -> tensor<9x6144xbf16> {
  %zero = arith.constant 0.0 : bf16
  %e = tensor.empty() : tensor<9x6144xbf16>
  %f = linalg.fill ins(%zero : bf16) outs(%e : tensor<9x6144xbf16>) -> tensor<9x6144xbf16>
  %y = linalg.matmul ins(%x, %w : tensor<9x4096xbf16>, tensor<4096x6144xbf16>) outs(%f : tensor<9x6144xbf16>) -> tensor<9x6144xbf16>
  return %y : tensor<9x6144xbf16>
}

// Bytes in pairs with AVX2; with AVX-512 in fours, whose rows are shifted, which a packed panel takes back.
// CHECK-LABEL: kernel.kernel @bytes_
// AVX512-SAME: <operand = "arg1", how = packed
// AVX2-SAME: tile = <k = 8>, order = ["k"]>]
// AVX2-SAME: k = 2>, instruction = "vpmaddwd"
func.func @bytes(%x: tensor<1x4096xi8>, %w: tensor<4096x6144xi8>) -> tensor<1x6144xi32> {
  %zero = arith.constant 0 : i32
  %e = tensor.empty() : tensor<1x6144xi32>
  %f = linalg.fill ins(%zero : i32) outs(%e : tensor<1x6144xi32>) -> tensor<1x6144xi32>
  %y = linalg.matmul ins(%x, %w : tensor<1x4096xi8>, tensor<4096x6144xi8>) outs(%f : tensor<1x6144xi32>) -> tensor<1x6144xi32>
  return %y : tensor<1x6144xi32>
}
