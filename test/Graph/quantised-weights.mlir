// RUN: aicc compile %s --stop-after=graph -o - | FileCheck %s

// Weights of four bits are expanded over [n, k], and join the contraction that reads them.

// CHECK-LABEL: func.func @direct(
// CHECK:         kernel.call @direct_k0 ins(
// CHECK-SAME:      tensor<33x128xi4>
func.func @direct(%x: tensor<4x128xf32>, %q: tensor<33x128xi4> {aicc.weight}, %s: tensor<33x4xf16>) -> tensor<4x33xf32> {
  %e = tensor.empty() : tensor<33x128xf32>
  %w = linalg.generic {indexing_maps = [affine_map<(n, k) -> (n, k)>, affine_map<(n, k) -> (n, k floordiv 32)>, affine_map<(n, k) -> (n, k)>], iterator_types = ["parallel", "parallel"]}
      ins(%q, %s : tensor<33x128xi4>, tensor<33x4xf16>) outs(%e : tensor<33x128xf32>) {
  ^bb0(%a: i4, %b: f16, %o: f32):
    %0 = arith.sitofp %a : i4 to f32
    %1 = arith.extf %b : f16 to f32
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<33x128xf32>
  %c = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<4x33xf32>
  %f = linalg.fill ins(%c : f32) outs(%i : tensor<4x33xf32>) -> tensor<4x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<4x128xf32>, tensor<33x128xf32>) outs(%f : tensor<4x33xf32>) -> tensor<4x33xf32>
  return %r : tensor<4x33xf32>
}

// Groups of a dimension of their own, reshaped before the product.
// CHECK-LABEL: func.func @grouped(
// CHECK:         kernel.call @direct_k0
func.func @grouped(%x: tensor<4x128xf32>, %q: tensor<33x4x32xi4> {aicc.weight}, %s: tensor<33x4xf16>) -> tensor<4x33xf32> {
  %e = tensor.empty() : tensor<33x4x32xf32>
  %w3 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q, %s : tensor<33x4x32xi4>, tensor<33x4xf16>) outs(%e : tensor<33x4x32xf32>) {
  ^bb0(%a: i4, %b: f16, %o: f32):
    %0 = arith.sitofp %a : i4 to f32
    %1 = arith.extf %b : f16 to f32
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<33x4x32xf32>
  %c = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<4x33xf32>
  %f = linalg.fill ins(%c : f32) outs(%i : tensor<4x33xf32>) -> tensor<4x33xf32>

  %w = tensor.collapse_shape %w3 [[0], [1, 2]] : tensor<33x4x32xf32> into tensor<33x128xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<4x128xf32>, tensor<33x128xf32>) outs(%f : tensor<4x33xf32>) -> tensor<4x33xf32>
  return %r : tensor<4x33xf32>
}

// The product sums over groups and their elements.
// CHECK-LABEL: func.func @two_sums(
// CHECK:         kernel.call @direct_k0
func.func @two_sums(%x: tensor<4x128xf32>, %q: tensor<33x4x32xi4> {aicc.weight}, %s: tensor<33x4xf16>) -> tensor<4x33xf32> {
  %e = tensor.empty() : tensor<33x4x32xf32>
  %w3 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q, %s : tensor<33x4x32xi4>, tensor<33x4xf16>) outs(%e : tensor<33x4x32xf32>) {
  ^bb0(%a: i4, %b: f16, %o: f32):
    %0 = arith.sitofp %a : i4 to f32
    %1 = arith.extf %b : f16 to f32
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<33x4x32xf32>
  %c = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<4x33xf32>
  %f = linalg.fill ins(%c : f32) outs(%i : tensor<4x33xf32>) -> tensor<4x33xf32>

  %x3 = tensor.expand_shape %x [[0], [1, 2]] output_shape [4, 4, 32] : tensor<4x128xf32> into tensor<4x4x32xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(m, n, g, b) -> (m, g, b)>, affine_map<(m, n, g, b) -> (n, g, b)>, affine_map<(m, n, g, b) -> (m, n)>], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
     ins(%x3, %w3 : tensor<4x4x32xf32>, tensor<33x4x32xf32>) outs(%f : tensor<4x33xf32>) {
     ^bb0(%p: f32, %q0: f32, %acc: f32):
       %3 = arith.mulf %p, %q0 : f32
       %4 = arith.addf %acc, %3 : f32
       linalg.yield %4 : f32
     } -> tensor<4x33xf32>
  return %r : tensor<4x33xf32>
}

// Bytes that hold two codes each, whose halves are stacked and centred: the same operand, seen as i4.
// CHECK-LABEL: func.func @stacked(
// CHECK:         %[[PAIRS:.*]] = kernel.nibbles %{{.*}} : tensor<33x64xi8> -> tensor<33x64x2xi4>
// CHECK:         %[[CODES:.*]] = tensor.collapse_shape %[[PAIRS]] {{\[\[}}0], [1, 2]]
// CHECK:         kernel.call @stacked_k1 ins(%{{.*}}, %[[CODES]], %{{.*}} :
func.func @stacked(%x: tensor<4x128xf32>, %q: tensor<33x64xi8> {aicc.weight}, %s: tensor<33x4xf16>) -> tensor<4x33xf32> {
  %c15 = arith.constant dense<15> : tensor<33x64xi8>
  %c4 = arith.constant dense<4> : tensor<33x64xi8>
  %lo = arith.andi %q, %c15 : tensor<33x64xi8>
  %hi = arith.shrui %q, %c4 : tensor<33x64xi8>
  %lo3 = tensor.expand_shape %lo [[0], [1, 2]] output_shape [33, 64, 1] : tensor<33x64xi8> into tensor<33x64x1xi8>
  %hi3 = tensor.expand_shape %hi [[0], [1, 2]] output_shape [33, 64, 1] : tensor<33x64xi8> into tensor<33x64x1xi8>
  %u = tensor.concat dim(2) %lo3, %hi3 : (tensor<33x64x1xi8>, tensor<33x64x1xi8>) -> tensor<33x64x2xi8>

  %u8 = tensor.collapse_shape %u [[0], [1, 2]] : tensor<33x64x2xi8> into tensor<33x128xi8>
  %u3 = tensor.expand_shape %u8 [[0], [1, 2]] output_shape [33, 4, 32] : tensor<33x128xi8> into tensor<33x4x32xi8>
  %e = tensor.empty() : tensor<33x4x32xf32>
  %w3 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%u3, %s : tensor<33x4x32xi8>, tensor<33x4xf16>) outs(%e : tensor<33x4x32xf32>) {
  ^bb0(%a: i8, %b: f16, %o: f32):
    %c8 = arith.constant 8 : i8
    %d = arith.subi %a, %c8 : i8
    %0 = arith.sitofp %d : i8 to f32
    %1 = arith.extf %b : f16 to f32
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<33x4x32xf32>
  %w = tensor.collapse_shape %w3 [[0], [1, 2]] : tensor<33x4x32xf32> into tensor<33x128xf32>
  %c = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<4x33xf32>
  %f = linalg.fill ins(%c : f32) outs(%i : tensor<4x33xf32>) -> tensor<4x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<4x128xf32>, tensor<33x128xf32>) outs(%f : tensor<4x33xf32>) -> tensor<4x33xf32>
  return %r : tensor<4x33xf32>
}

// CHECK-LABEL: func.func @inserted(
// CHECK:         kernel.nibbles
// CHECK:         kernel.call @stacked_k1
func.func @inserted(%x: tensor<4x128xf32>, %q: tensor<33x64xi8> {aicc.weight}, %s: tensor<33x4xf16>) -> tensor<4x33xf32> {
  %c15 = arith.constant dense<15> : tensor<33x64xi8>
  %c4 = arith.constant dense<4> : tensor<33x64xi8>
  %lo = arith.andi %q, %c15 : tensor<33x64xi8>
  %hi = arith.shrui %q, %c4 : tensor<33x64xi8>
  %ue = tensor.empty() : tensor<33x64x2xi8>
  %u0 = tensor.insert_slice %lo into %ue[0, 0, 0] [33, 64, 1] [1, 1, 1] : tensor<33x64xi8> into tensor<33x64x2xi8>
  %u = tensor.insert_slice %hi into %u0[0, 0, 1] [33, 64, 1] [1, 1, 1] : tensor<33x64xi8> into tensor<33x64x2xi8>

  %u8 = tensor.collapse_shape %u [[0], [1, 2]] : tensor<33x64x2xi8> into tensor<33x128xi8>
  %u3 = tensor.expand_shape %u8 [[0], [1, 2]] output_shape [33, 4, 32] : tensor<33x128xi8> into tensor<33x4x32xi8>
  %e = tensor.empty() : tensor<33x4x32xf32>
  %w3 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%u3, %s : tensor<33x4x32xi8>, tensor<33x4xf16>) outs(%e : tensor<33x4x32xf32>) {
  ^bb0(%a: i8, %b: f16, %o: f32):
    %c8 = arith.constant 8 : i8
    %d = arith.subi %a, %c8 : i8
    %0 = arith.sitofp %d : i8 to f32
    %1 = arith.extf %b : f16 to f32
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<33x4x32xf32>
  %w = tensor.collapse_shape %w3 [[0], [1, 2]] : tensor<33x4x32xf32> into tensor<33x128xf32>
  %c = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<4x33xf32>
  %f = linalg.fill ins(%c : f32) outs(%i : tensor<4x33xf32>) -> tensor<4x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<4x128xf32>, tensor<33x128xf32>) outs(%f : tensor<4x33xf32>) -> tensor<4x33xf32>
  return %r : tensor<4x33xf32>
}

// Shifts by a table.
// CHECK-LABEL: func.func @shifted(
// CHECK:         kernel.nibbles
// CHECK:         kernel.call @stacked_k1
func.func @shifted(%x: tensor<4x128xf32>, %q: tensor<33x64xi8> {aicc.weight}, %s: tensor<33x4xf16>) -> tensor<4x33xf32> {
  %sh = arith.constant dense<[0, 4]> : tensor<2xi8>
  %ue = tensor.empty() : tensor<33x64x2xi8>
  %u = linalg.generic {indexing_maps = [affine_map<(n, j, h) -> (n, j)>, affine_map<(n, j, h) -> (h)>, affine_map<(n, j, h) -> (n, j, h)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q, %sh : tensor<33x64xi8>, tensor<2xi8>) outs(%ue : tensor<33x64x2xi8>) {
  ^bb0(%a: i8, %b: i8, %o: i8):
    %m = arith.constant 15 : i8
    %0 = arith.shrui %a, %b : i8
    %1 = arith.andi %0, %m : i8
    linalg.yield %1 : i8
  } -> tensor<33x64x2xi8>

  %u8 = tensor.collapse_shape %u [[0], [1, 2]] : tensor<33x64x2xi8> into tensor<33x128xi8>
  %u3 = tensor.expand_shape %u8 [[0], [1, 2]] output_shape [33, 4, 32] : tensor<33x128xi8> into tensor<33x4x32xi8>
  %e = tensor.empty() : tensor<33x4x32xf32>
  %w3 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%u3, %s : tensor<33x4x32xi8>, tensor<33x4xf16>) outs(%e : tensor<33x4x32xf32>) {
  ^bb0(%a: i8, %b: f16, %o: f32):
    %c8 = arith.constant 8 : i8
    %d = arith.subi %a, %c8 : i8
    %0 = arith.sitofp %d : i8 to f32
    %1 = arith.extf %b : f16 to f32
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<33x4x32xf32>
  %w = tensor.collapse_shape %w3 [[0], [1, 2]] : tensor<33x4x32xf32> into tensor<33x128xf32>
  %c = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<4x33xf32>
  %f = linalg.fill ins(%c : f32) outs(%i : tensor<4x33xf32>) -> tensor<4x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<4x128xf32>, tensor<33x128xf32>) outs(%f : tensor<4x33xf32>) -> tensor<4x33xf32>
  return %r : tensor<4x33xf32>
}

// Codes of a table: NF4, and MXFP4 with exponents as scales.
// CHECK-LABEL: func.func @nf4(
// CHECK:         kernel.call @nf4_k2
func.func @nf4(%x: tensor<4x128xf32>, %q: tensor<33x4x32xi4> {aicc.weight}, %s: tensor<33x4xf16>) -> tensor<4x33xf32> {
  %t = arith.constant dense<[-1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635, -0.18477343022823334, -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725, 0.24611230194568634, 0.33791524171829224, 0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0]> : tensor<16xf32>
  %e = tensor.empty() : tensor<33x4x32xf32>
  %w3 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q, %s : tensor<33x4x32xi4>, tensor<33x4xf16>) outs(%e : tensor<33x4x32xf32>) {
  ^bb0(%a: i4, %b: f16, %o: f32):
    %i = arith.index_castui %a : i4 to index
    %0 = tensor.extract %t[%i] : tensor<16xf32>
    %1 = arith.extf %b : f16 to f32
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<33x4x32xf32>
  %w = tensor.collapse_shape %w3 [[0], [1, 2]] : tensor<33x4x32xf32> into tensor<33x128xf32>
  %c = arith.constant 0.0 : f32
  %ii = tensor.empty() : tensor<4x33xf32>
  %f = linalg.fill ins(%c : f32) outs(%ii : tensor<4x33xf32>) -> tensor<4x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<4x128xf32>, tensor<33x128xf32>) outs(%f : tensor<4x33xf32>) -> tensor<4x33xf32>
  return %r : tensor<4x33xf32>
}

// CHECK-LABEL: func.func @mxfp4(
// CHECK:         kernel.call @mxfp4_k3
func.func @mxfp4(%x: tensor<4x128xf32>, %q: tensor<33x4x32xi4> {aicc.weight}, %s: tensor<33x4xi8>) -> tensor<4x33xf32> {
  %t = arith.constant dense<[0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, -0.0, -0.5, -1.0, -1.5, -2.0, -3.0, -4.0, -6.0]> : tensor<16xf32>
  %e = tensor.empty() : tensor<33x4x32xf32>
  %w3 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q, %s : tensor<33x4x32xi4>, tensor<33x4xi8>) outs(%e : tensor<33x4x32xf32>) {
  ^bb0(%a: i4, %b: i8, %o: f32):
    %i = arith.index_castui %a : i4 to index
    %0 = tensor.extract %t[%i] : tensor<16xf32>
    %eb = arith.extui %b : i8 to i32
    %c23 = arith.constant 23 : i32
    %sh = arith.shli %eb, %c23 : i32
    %1 = arith.bitcast %sh : i32 to f32
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<33x4x32xf32>
  %w = tensor.collapse_shape %w3 [[0], [1, 2]] : tensor<33x4x32xf32> into tensor<33x128xf32>
  %c = arith.constant 0.0 : f32
  %ii = tensor.empty() : tensor<4x33xf32>
  %f = linalg.fill ins(%c : f32) outs(%ii : tensor<4x33xf32>) -> tensor<4x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<4x128xf32>, tensor<33x128xf32>) outs(%f : tensor<4x33xf32>) -> tensor<4x33xf32>
  return %r : tensor<4x33xf32>
}

// W8A8: scales of rows and columns and the bias are the epilogue of the integer product.
// CHECK-LABEL: func.func @w8a8(
// CHECK:         kernel.call @w8a8_k4
func.func @w8a8(%x: tensor<4x100xi8>, %w: tensor<33x100xi8> {aicc.weight}, %sa: tensor<4xf32>, %sw: tensor<33xf32>, %bias: tensor<33xf32>) -> tensor<4x33xf32> {
  %c = arith.constant 0 : i32
  %i = tensor.empty() : tensor<4x33xi32>
  %f = linalg.fill ins(%c : i32) outs(%i : tensor<4x33xi32>) -> tensor<4x33xi32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<4x100xi8>, tensor<33x100xi8>) outs(%f : tensor<4x33xi32>) -> tensor<4x33xi32>
  %ff = arith.sitofp %r : tensor<4x33xi32> to tensor<4x33xf32>
  %e = tensor.empty() : tensor<4x33xf32>
  %sab = linalg.broadcast ins(%sa : tensor<4xf32>) outs(%e : tensor<4x33xf32>) dimensions = [1]
  %swb = linalg.broadcast ins(%sw : tensor<33xf32>) outs(%e : tensor<4x33xf32>) dimensions = [0]
  %g = arith.mulf %ff, %sab : tensor<4x33xf32>
  %h = arith.mulf %g, %swb : tensor<4x33xf32>
  %bb = linalg.broadcast ins(%bias : tensor<33xf32>) outs(%e : tensor<4x33xf32>) dimensions = [0]
  %y = arith.addf %h, %bb : tensor<4x33xf32>
  return %y : tensor<4x33xf32>
}

// Unsigned rows, which only the product knows to be so.
// CHECK-LABEL: func.func @u8s8(
// CHECK:         kernel.call @u8s8_k5
func.func @u8s8(%x: tensor<4x100xi8>, %w: tensor<33x100xi8> {aicc.weight}, %sa: tensor<4xf32>, %sw: tensor<33xf32>, %bias: tensor<33xf32>) -> tensor<4x33xf32> {
  %c = arith.constant 0 : i32
  %i = tensor.empty() : tensor<4x33xi32>
  %f = linalg.fill ins(%c : i32) outs(%i : tensor<4x33xi32>) -> tensor<4x33xi32>
  %r = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>], iterator_types = ["parallel", "parallel", "reduction"]}
     ins(%x, %w : tensor<4x100xi8>, tensor<33x100xi8>) outs(%f : tensor<4x33xi32>) {
     ^bb0(%p: i8, %q: i8, %acc: i32):
       %pe = arith.extui %p : i8 to i32
       %qe = arith.extsi %q : i8 to i32
       %3 = arith.muli %pe, %qe : i32
       %4 = arith.addi %acc, %3 : i32
       linalg.yield %4 : i32
     } -> tensor<4x33xi32>
  %ff = arith.sitofp %r : tensor<4x33xi32> to tensor<4x33xf32>
  %e = tensor.empty() : tensor<4x33xf32>
  %sab = linalg.broadcast ins(%sa : tensor<4xf32>) outs(%e : tensor<4x33xf32>) dimensions = [1]
  %swb = linalg.broadcast ins(%sw : tensor<33xf32>) outs(%e : tensor<4x33xf32>) dimensions = [0]
  %g = arith.mulf %ff, %sab : tensor<4x33xf32>
  %h = arith.mulf %g, %swb : tensor<4x33xf32>
  %bb = linalg.broadcast ins(%bias : tensor<33xf32>) outs(%e : tensor<4x33xf32>) dimensions = [0]
  %y = arith.addf %h, %bb : tensor<4x33xf32>
  return %y : tensor<4x33xf32>
}

// CHECK-LABEL: kernel.kernel @direct_k0 dims [m = 4, n = 33, k = 128]
// CHECK:         %[[W:.*]] = kernel.map "map" over [n, k] (%{{.*}}[n, k], %{{.*}}[n, k floordiv 32]) -> [n, k]
// CHECK-SAME:      (tensor<33x128xi4>, tensor<33x4xf16>) -> tensor<33x128xf32>
// CHECK:         kernel.contract "mm" over [m, n, k] (%{{.*}}[m, k], %[[W]][n, k]) -> [m, n]

// CHECK-LABEL: kernel.kernel @stacked_k1
// CHECK:         kernel.map "map" over [n, k] (%{{.*}}[n, k], %{{.*}}[n, k floordiv 32]) -> [n, k]
// CHECK-SAME:      (tensor<33x128xi4>, tensor<33x4xf16>) -> tensor<33x128xf32>
// CHECK:           arith.extui %{{.*}} : i4 to i8
// CHECK:         kernel.contract

// CHECK-LABEL: kernel.kernel @nf4_k2
// CHECK:         kernel.map "map" over [n, k] (%{{.*}}[n, k], %{{.*}}[n, k floordiv 32]) -> [n, k]
// CHECK:           kernel.lookup %{{.*}} in dense<[-1.000000e+00, -0.6961928{{.*}}]> : tensor<16xf32> : i4 -> f32
// CHECK:         kernel.contract

// CHECK-LABEL: kernel.kernel @mxfp4_k3
// CHECK-SAME:    tensor<33x4xi8>
// CHECK:           kernel.lookup
// CHECK:           arith.bitcast %{{.*}} : i32 to f32
// CHECK:         kernel.contract

// CHECK-LABEL: kernel.kernel @w8a8_k4
// CHECK:         %[[SUM:.*]] = kernel.contract "mm" over [m, n, k] (%{{.*}}[m, k], %{{.*}}[n, k]) -> [m, n] : (tensor<4x100xi8>, tensor<33x100xi8>) -> tensor<4x33xi32>
// CHECK:         kernel.map "map" over [m, n] (%[[SUM]][m, n], %{{.*}}[m], %{{.*}}[n], %{{.*}}[n]) -> [m, n]

// CHECK-LABEL: kernel.kernel @u8s8_k5
// CHECK:         kernel.contract "mm" over [m, n, k] (%{{.*}}[m, k], %{{.*}}[n, k]) -> [m, n] {unsigned_lhs} :

// SwiGLU: both weights are expanded in the one kernel of the sibling products, before either.
// CHECK-LABEL: kernel.kernel @swiglu_w4_k6
// CHECK:         %[[W1:.*]] = kernel.map "map" over [n, k]
// CHECK:         %[[W2:.*]] = kernel.map "map1" over [n, k]
// CHECK:         kernel.contract "mm" over [m, n, k] (%{{.*}}[m, k], %[[W1]][n, k])
// CHECK:         kernel.contract "mm1" over [m, n, k] (%{{.*}}[m, k], %[[W2]][n, k])
func.func @swiglu_w4(%x: tensor<5x128xf32>, %q1: tensor<33x4x32xi4> {aicc.weight}, %s1: tensor<33x4xf16>, %q2: tensor<33x4x32xi4> {aicc.weight}, %s2: tensor<33x4xf16>) -> tensor<5x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<5x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<5x33xf32>) -> tensor<5x33xf32>
  %e1 = tensor.empty() : tensor<33x4x32xf32>
  %w31 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q1, %s1 : tensor<33x4x32xi4>, tensor<33x4xf16>) outs(%e1 : tensor<33x4x32xf32>) {
  ^bb0(%a: i4, %b: f16, %o: f32):
    %0 = arith.sitofp %a : i4 to f32
    %1 = arith.extf %b : f16 to f32
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<33x4x32xf32>
  %w1 = tensor.collapse_shape %w31 [[0], [1, 2]] : tensor<33x4x32xf32> into tensor<33x128xf32>
  %r1 = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w1 : tensor<5x128xf32>, tensor<33x128xf32>) outs(%f : tensor<5x33xf32>) -> tensor<5x33xf32>
  %e2 = tensor.empty() : tensor<33x4x32xf32>
  %w32 = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q2, %s2 : tensor<33x4x32xi4>, tensor<33x4xf16>) outs(%e2 : tensor<33x4x32xf32>) {
  ^bb0(%a: i4, %b: f16, %o: f32):
    %0 = arith.sitofp %a : i4 to f32
    %1 = arith.extf %b : f16 to f32
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<33x4x32xf32>
  %w2 = tensor.collapse_shape %w32 [[0], [1, 2]] : tensor<33x4x32xf32> into tensor<33x128xf32>
  %r2 = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w2 : tensor<5x128xf32>, tensor<33x128xf32>) outs(%f : tensor<5x33xf32>) -> tensor<5x33xf32>
  %one = arith.constant dense<1.0> : tensor<5x33xf32>
  %n = arith.negf %r1 : tensor<5x33xf32>
  %ex = math.exp %n : tensor<5x33xf32>
  %d = arith.addf %ex, %one : tensor<5x33xf32>
  %si = arith.divf %r1, %d : tensor<5x33xf32>
  %y = arith.mulf %si, %r2 : tensor<5x33xf32>
  return %y : tensor<5x33xf32>
}
