// RUN: aicc-opt %s --generalise-named-ops | FileCheck %s

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>

// CHECK-DAG: #[[$MK:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-DAG: #[[$KN:.*]] = affine_map<(d0, d1, d2) -> (d2, d1)>
// CHECK-DAG: #[[$NK:.*]] = affine_map<(d0, d1, d2) -> (d1, d2)>
// CHECK-DAG: #[[$MN:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>

// A matmul becomes a generic, its fill stays.
// CHECK-LABEL: func.func @matmul
// CHECK:         linalg.fill
// CHECK:         linalg.generic {indexing_maps = [#[[$MK]], #[[$KN]], #[[$MN]]]
func.func @matmul(%a: tensor<8x16xf32>, %b: tensor<16x32xf32>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %0 = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%f : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %0 : tensor<8x32xf32>
}

// A matmul with maps of its own and a contraction are the same generic.
// CHECK-LABEL: func.func @transposed
// CHECK-COUNT-2: linalg.generic {indexing_maps = [#[[$MK]], #[[$NK]], #[[$MN]]]
func.func @transposed(%a: tensor<8x16xf32>, %b: tensor<32x16xf32>, %c: tensor<8x32xf32>) -> tensor<8x32xf32> {
  %0 = linalg.matmul indexing_maps = [#mk, #nk, #mn]
      ins(%a, %b : tensor<8x16xf32>, tensor<32x16xf32>) outs(%c : tensor<8x32xf32>) -> tensor<8x32xf32>
  %1 = linalg.contract indexing_maps = [#mk, #nk, #mn]
      ins(%a, %b : tensor<8x16xf32>, tensor<32x16xf32>) outs(%0 : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %1 : tensor<8x32xf32>
}

// Element-wise operations, named or not, become generics.
// CHECK-LABEL: func.func @elementwise
// CHECK-NOT:     linalg.{{map|reduce|elementwise|exp}}
// CHECK-COUNT-5: linalg.generic
// CHECK-NOT:     linalg.{{map|reduce|elementwise|exp}}
func.func @elementwise(%a: tensor<8x16xf32>, %e: tensor<8x16xf32>, %r: tensor<8xf32>) -> tensor<8xf32> {
  %0 = arith.addf %a, %a : tensor<8x16xf32>
  %1 = linalg.exp ins(%0 : tensor<8x16xf32>) outs(%e : tensor<8x16xf32>) -> tensor<8x16xf32>
  %2 = linalg.elementwise kind=#linalg.elementwise_kind<exp> ins(%1 : tensor<8x16xf32>) outs(%e : tensor<8x16xf32>) -> tensor<8x16xf32>
  %3 = linalg.map { math.tanh } ins(%2 : tensor<8x16xf32>) outs(%e : tensor<8x16xf32>)
  %4 = linalg.reduce { arith.addf } ins(%3 : tensor<8x16xf32>) outs(%r : tensor<8xf32>) dimensions = [1]
  return %4 : tensor<8xf32>
}

// A softmax on bf16 is computed in f32: extension, maximum, exponential, sum, quotient, rounding.
// CHECK-LABEL: func.func @softmax
// CHECK-NOT:     linalg.softmax
// CHECK:           arith.extf
// CHECK:           arith.maxnumf {{.*}} : f32
// CHECK:           math.exp {{.*}} : f32
// CHECK:           arith.addf {{.*}} : f32
// CHECK:           arith.divf {{.*}} : f32
// CHECK:           arith.truncf
func.func @softmax(%a: tensor<8x16xbf16>) -> tensor<8x16xbf16> {
  %e = tensor.empty() : tensor<8x16xbf16>
  %0 = linalg.softmax dimension(1) ins(%a : tensor<8x16xbf16>) outs(%e : tensor<8x16xbf16>) -> tensor<8x16xbf16>
  return %0 : tensor<8x16xbf16>
}

// A padded convolution: the padding is a fill and a slice, the convolution a generic.
// CHECK-LABEL: func.func @conv
// CHECK-NOT:     tensor.pad
// CHECK:         linalg.fill
// CHECK:         tensor.insert_slice
// CHECK:         linalg.generic {{.*}}"parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"
func.func @conv(%x: tensor<2x16x16x8xf32>, %w: tensor<3x3x8x32xf32>, %init: tensor<2x16x16x32xf32>) -> tensor<2x16x16x32xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<2x16x16x8xf32> to tensor<2x18x18x8xf32>
  %0 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
      ins(%padded, %w : tensor<2x18x18x8xf32>, tensor<3x3x8x32xf32>)
      outs(%init : tensor<2x16x16x32xf32>) -> tensor<2x16x16x32xf32>
  return %0 : tensor<2x16x16x32xf32>
}

// Packing and unpacking are reshapes and transpositions.
// CHECK-LABEL: func.func @pack
// CHECK-NOT:     linalg.{{pack|unpack|transpose|copy}}
// CHECK:         tensor.expand_shape
// CHECK:         linalg.generic
// CHECK:         linalg.generic
// CHECK:         tensor.collapse_shape
func.func @pack(%a: tensor<32x64xf32>, %d: tensor<4x4x8x16xf32>, %o: tensor<32x64xf32>) -> tensor<32x64xf32> {
  %0 = linalg.pack %a inner_dims_pos = [0, 1] inner_tiles = [8, 16] into %d : tensor<32x64xf32> -> tensor<4x4x8x16xf32>
  %1 = math.tanh %0 : tensor<4x4x8x16xf32>
  %2 = linalg.unpack %1 inner_dims_pos = [0, 1] inner_tiles = [8, 16] into %o : tensor<4x4x8x16xf32> -> tensor<32x64xf32>
  return %2 : tensor<32x64xf32>
}

// Operations on buffers stay.
// CHECK-LABEL: func.func @buffers
// CHECK:         linalg.exp
func.func @buffers(%a: memref<8xf32>, %b: memref<8xf32>) {
  linalg.exp ins(%a : memref<8xf32>) outs(%b : memref<8xf32>)
  return
}
