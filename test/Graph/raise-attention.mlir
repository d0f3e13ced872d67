// RUN: aicc-opt %s --split-input-file --pass-pipeline='builtin.module(func.func(generalise-named-ops,raise-attention))' --verify-diagnostics | FileCheck %s

// What exporters write is in exported-attention.test. Here: one form, and how far from it nothing is raised. Each function
// has two products of batches of matrices and a softmax between them.

// Heads are the batches of the products; nothing is scaled.
// CHECK-LABEL: func.func @plain(
// CHECK:         %[[Q:.*]] = tensor.expand_shape %arg0 {{.*}} into tensor<1x2x8x4xf32>
// CHECK:         %[[O:.*]] = graph.attention %[[Q]], %{{.*}}, %{{.*}} {scale = 1.000000e+00 : f64} : tensor<1x2x8x4xf32>
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = tensor.collapse_shape %[[O]]
// CHECK:         return %[[R]]
func.func @plain(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%s : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

// A softmax over the queries is none of attention.
// CHECK-LABEL: func.func @wrong_dimension(
// CHECK-NOT:     graph.attention
func.func @wrong_dimension(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %p = linalg.softmax dimension(1) ins(%s : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  // expected-remark @below {{not raised to graph.attention: the sum that divides is not one of the same exponentials}}
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

// Weights that are also a result have to be in memory.
// CHECK-LABEL: func.func @weights_returned(
// CHECK-NOT:     graph.attention
func.func @weights_returned(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>) -> (tensor<2x8x4xf32>, tensor<2x8x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%s : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  // expected-remark @below {{not raised to graph.attention: scores or weights are read by others, too}}
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o, %p : tensor<2x8x4xf32>, tensor<2x8x8xf32>
}

// -----

// The division by the sum of other exponentials is no softmax: here, of scores that were not masked.
// CHECK-LABEL: func.func @other_sum(
// CHECK-NOT:     graph.attention
func.func @other_sum(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>, %m: tensor<2x8x8xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %low = arith.constant 0xFF800000 : f32
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %t = arith.addf %s, %m : tensor<2x8x8xf32>
  %re = tensor.empty() : tensor<2x8xf32>
  %rl = linalg.fill ins(%low : f32) outs(%re : tensor<2x8xf32>) -> tensor<2x8xf32>
  %rz = linalg.fill ins(%zero : f32) outs(%re : tensor<2x8xf32>) -> tensor<2x8xf32>
  %max = linalg.reduce { arith.maximumf } ins(%t : tensor<2x8x8xf32>) outs(%rl : tensor<2x8xf32>) dimensions = [2]
  %bmax = linalg.broadcast ins(%max : tensor<2x8xf32>) outs(%se : tensor<2x8x8xf32>) dimensions = [2]
  %d = arith.subf %t, %bmax : tensor<2x8x8xf32>
  %e = math.exp %d : tensor<2x8x8xf32>
  %e2 = math.exp %s : tensor<2x8x8xf32>
  %sum = linalg.reduce { arith.addf } ins(%e2 : tensor<2x8x8xf32>) outs(%rz : tensor<2x8xf32>) dimensions = [2]
  %bsum = linalg.broadcast ins(%sum : tensor<2x8xf32>) outs(%se : tensor<2x8x8xf32>) dimensions = [2]
  %p = arith.divf %e, %bsum : tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  // expected-remark @below {{not raised to graph.attention: the sum that divides is not one of the same exponentials}}
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

// Hidden scores of -1 have a weight.
// CHECK-LABEL: func.func @visible_fill(
// CHECK-NOT:     graph.attention
func.func @visible_fill(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>, %m: tensor<2x8x8xi1>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %fill = arith.constant dense<-1.0> : tensor<2x8x8xf32>
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %t = arith.select %m, %s, %fill : tensor<2x8x8xi1>, tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%t : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  // expected-remark @below {{not raised to graph.attention: hidden scores are -1}}
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

// Scores that are scaled behind their mask would scale the mask.
// CHECK-LABEL: func.func @scaled_mask(
// CHECK-NOT:     graph.attention
func.func @scaled_mask(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>, %m: tensor<2x8x8xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %half = arith.constant dense<0.5> : tensor<2x8x8xf32>
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %a = arith.addf %s, %m : tensor<2x8x8xf32>
  %t = arith.mulf %a, %half : tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%t : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  // expected-remark @below {{not raised to graph.attention: the scores are scaled or capped behind their mask or cap}}
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

// What makes scores other than scales, masks and a cap is named.
// CHECK-LABEL: func.func @other_scores(
// CHECK-NOT:     graph.attention
func.func @other_scores(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %t = math.absf %s : tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%t : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  // expected-remark @below {{not raised to graph.attention: the scores come from math.absf, which is no scale, mask or cap}}
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

#row = affine_map<(b, i, j) -> (i, j)>
#all = affine_map<(b, i, j) -> (b, i, j)>
// A band in which the first queries see no key is no causal mask: with finite numbers such a row is an average of all values.
// It stays a mask.
// CHECK-LABEL: func.func @empty_rows(
// CHECK:         %[[M:.*]] = tensor.expand_shape %{{.*}} into tensor<1x1x8x8xf32>
// CHECK:         graph.attention %{{.*}} mask(%[[M]] : tensor<1x1x8x8xf32>) {scale = 1.000000e+00 : f64}
func.func @empty_rows(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %me = tensor.empty() : tensor<8x8xi1>
  %m = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} outs(%me : tensor<8x8xi1>) {
  ^bb0(%out: i1):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %c = arith.cmpi slt, %j, %i : index
    linalg.yield %c : i1
  } -> tensor<8x8xi1>
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %t = linalg.generic {indexing_maps = [#row, #all, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%m, %s : tensor<8x8xi1>, tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) {
  ^bb0(%c: i1, %x: f32, %out: f32):
    %fill = arith.constant -3.40282347E+38 : f32
    %y = arith.select %c, %x, %fill : f32
    linalg.yield %y : f32
  } -> tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%t : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

#row = affine_map<(b, i, j) -> (i, j)>
#all = affine_map<(b, i, j) -> (b, i, j)>
// Two masks of which one is a band: with finite numbers a row may be hidden by both together, and then the hidden keys of
// the band have a weight. Neither becomes a flag. A comparison of indices with an offset and a lower end is one.
// CHECK-LABEL: func.func @band_and_mask(
// CHECK:         graph.attention %{{.*}} mask(%{{.*}} : tensor<1x2x8x8xf32>) {scale = 1.000000e+00 : f64}
// CHECK-LABEL: func.func @band(
// CHECK:         graph.attention %{{.*}} {causal = #graph.causal<from_start>, offset = 1 : i64, scale = 1.000000e+00 : f64, window = 4 : i64}
func.func @band_and_mask(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>, %a: tensor<2x8x8xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %me = tensor.empty() : tensor<8x8xi1>
  %m = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} outs(%me : tensor<8x8xi1>) {
  ^bb0(%out: i1):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %c = arith.cmpi sle, %j, %i : index
    linalg.yield %c : i1
  } -> tensor<8x8xi1>
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %b = arith.addf %s, %a : tensor<2x8x8xf32>
  %t = linalg.generic {indexing_maps = [#row, #all, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%m, %b : tensor<8x8xi1>, tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) {
  ^bb0(%c: i1, %x: f32, %out: f32):
    %fill = arith.constant -3.40282347E+38 : f32
    %y = arith.select %c, %x, %fill : f32
    linalg.yield %y : f32
  } -> tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%t : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

func.func @band(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %me = tensor.empty() : tensor<8x8xi1>
  %m = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} outs(%me : tensor<8x8xi1>) {
  ^bb0(%out: i1):
    %one = arith.constant 1 : index
    %two = arith.constant 2 : index
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %last = arith.addi %i, %one : index
    %first = arith.subi %i, %two : index
    %c = arith.cmpi sgt, %j, %last : index
    %d = arith.cmpi slt, %j, %first : index
    %h = arith.ori %c, %d : i1
    linalg.yield %h : i1
  } -> tensor<8x8xi1>
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %t = linalg.generic {indexing_maps = [#row, #all, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%m, %s : tensor<8x8xi1>, tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) {
  ^bb0(%c: i1, %x: f32, %out: f32):
    %fill = arith.constant -3.40282347E+38 : f32
    %y = arith.select %c, %fill, %x : f32
    linalg.yield %y : f32
  } -> tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%t : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

// What is added to scores is no mask where it is made of them: the scores would be computed twice.
// CHECK-LABEL: func.func @added_to_itself(
// CHECK-NOT:     graph.attention
func.func @added_to_itself(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %a = math.absf %s : tensor<2x8x8xf32>
  %t = arith.addf %s, %a : tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%t : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  // expected-remark @below {{not raised to graph.attention: what is added to the scores is computed from them}}
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

// A softmax on something that is no product has no queries.
// CHECK-LABEL: func.func @no_product(
// CHECK-NOT:     graph.attention
func.func @no_product(%s: tensor<2x8x8xf32>, %v: tensor<2x8x4xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %se = tensor.empty() : tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%s : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  // expected-remark @below {{not raised to graph.attention: the scores are no product that is summed over one dimension}}
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

// A product that starts from something other than zero is more than attention.
// CHECK-LABEL: func.func @accumulates(
// CHECK-NOT:     graph.attention
func.func @accumulates(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>, %before: tensor<2x8x4xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%s : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  // expected-remark @below {{not raised to graph.attention: the second product does not sum up from 0 over the keys}}
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%before : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

// A head mask multiplies the weights, after they are divided: they sum up to something else than one.
// CHECK-LABEL: func.func @head_mask(
// CHECK-NOT:     graph.attention
func.func @head_mask(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>, %m: tensor<2x8x8xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%s : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %w = arith.mulf %p, %m : tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  // expected-remark @below {{not raised to graph.attention: what is multiplied by the values is no quotient of exponentials and their sum}}
  %o = linalg.batch_matmul ins(%w, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

// A second product that sums over batches, too.
// CHECK-LABEL: func.func @two_sums(
// CHECK-NOT:     graph.attention
func.func @two_sums(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>) -> tensor<8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%s : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<8x4xf32>) -> tensor<8x4xf32>
  // expected-remark @below {{not raised to graph.attention: the second product is not summed over exactly one dimension of several elements}}
  %o = linalg.generic {indexing_maps = [affine_map<(b, i, e, j) -> (b, i, j)>, affine_map<(b, i, e, j) -> (b, j, e)>, affine_map<(b, i, e, j) -> (i, e)>],
      iterator_types = ["reduction", "parallel", "parallel", "reduction"]} ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<8x4xf32>) {
  ^bb0(%x: f32, %y: f32, %out: f32):
    %0 = arith.mulf %x, %y : f32
    %1 = arith.addf %out, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<8x4xf32>
  return %o : tensor<8x4xf32>
}

// -----

// A gate is no softmax: its exponential is divided by no sum of others. No remark.
// CHECK-LABEL: func.func @gated(
// CHECK-NOT:     graph.attention
func.func @gated(%x: tensor<2x8x8xf32>, %w: tensor<2x8x4xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant dense<1.0> : tensor<2x8x8xf32>
  %n = arith.negf %x : tensor<2x8x8xf32>
  %e = math.exp %n : tensor<2x8x8xf32>
  %d = arith.addf %e, %one : tensor<2x8x8xf32>
  %g = arith.divf %x, %d : tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  %o = linalg.batch_matmul ins(%g, %w : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

// Values that vary along the queries, where keys do not.
// CHECK-LABEL: func.func @values_by_query(
// CHECK-NOT:     graph.attention
func.func @values_by_query(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x8x4xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%s : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  // expected-remark @below {{not raised to graph.attention: keys and values do not vary along the same heads: one would have to be copied}}
  %o = linalg.generic {indexing_maps = [affine_map<(b, i, e, j) -> (b, i, j)>, affine_map<(b, i, e, j) -> (b, i, j, e)>, affine_map<(b, i, e, j) -> (b, i, e)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) {
  ^bb0(%x: f32, %y: f32, %out: f32):
    %0 = arith.mulf %x, %y : f32
    %1 = arith.addf %out, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// -----

// A bias and a condition of f64 scores are one mask of f64: f32 would round the bias.
#row = affine_map<(b, i, j) -> (b, j)>
#all = affine_map<(b, i, j) -> (b, i, j)>
// CHECK-LABEL: func.func @wide_masks(
// CHECK-NOT:     arith.truncf
// CHECK:         graph.attention {{.*}} mask(%{{.*}} : tensor<1x2x8x8xf64>)
func.func @wide_masks(%q: tensor<2x8x4xf64>, %k: tensor<2x4x8xf64>, %v: tensor<2x8x4xf64>, %bias: tensor<2x8x8xf64>, %keep: tensor<2x8xi1>) -> tensor<2x8x4xf64> {
  %zero = arith.constant 0.0 : f64
  %least = arith.constant 0xFFF0000000000000 : f64
  %se = tensor.empty() : tensor<2x8x8xf64>
  %sz = linalg.fill ins(%zero : f64) outs(%se : tensor<2x8x8xf64>) -> tensor<2x8x8xf64>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf64>, tensor<2x4x8xf64>) outs(%sz : tensor<2x8x8xf64>) -> tensor<2x8x8xf64>
  %t = linalg.generic {indexing_maps = [#all, #all, #row, #all], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%s, %bias, %keep : tensor<2x8x8xf64>, tensor<2x8x8xf64>, tensor<2x8xi1>) outs(%se : tensor<2x8x8xf64>) {
  ^bb0(%a: f64, %b: f64, %c: i1, %o: f64):
    %0 = arith.addf %a, %b : f64
    %1 = arith.select %c, %0, %least : f64
    linalg.yield %1 : f64
  } -> tensor<2x8x8xf64>
  %p = linalg.softmax dimension(2) ins(%t : tensor<2x8x8xf64>) outs(%se : tensor<2x8x8xf64>) -> tensor<2x8x8xf64>
  %oe = tensor.empty() : tensor<2x8x4xf64>
  %oz = linalg.fill ins(%zero : f64) outs(%oe : tensor<2x8x4xf64>) -> tensor<2x8x4xf64>
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf64>, tensor<2x8x4xf64>) outs(%oz : tensor<2x8x4xf64>) -> tensor<2x8x4xf64>
  return %o : tensor<2x8x4xf64>
}
