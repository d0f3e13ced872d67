// RUN: aicc-opt %s --raise-lookups | FileCheck %s

// A read of a constant table of 16 is a lookup by four bits: outside the table there is nothing to read.
// CHECK-LABEL: func.func @table(
// CHECK:       ^bb0(%[[A:.*]]: i4, %[[B:.*]]: i8, %{{.*}}: f32):
// CHECK-NEXT:    %[[X:.*]] = kernel.lookup %[[A]] in dense<{{.*}}> : tensor<16xf32> : i4 -> f32
// CHECK:         %[[CODE:.*]] = arith.trunci %[[B]] : i8 to i4
// CHECK-NEXT:    %[[Y:.*]] = kernel.lookup %[[CODE]] in dense<{{.*}}> : tensor<16xf32> : i4 -> f32
// CHECK:         arith.mulf %[[X]], %[[Y]]
func.func @table(%q: tensor<8xi4>, %p: tensor<8xi8>) -> tensor<8xf32> {
  %t = arith.constant dense<[0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, -0.0, -0.5, -1.0, -1.5, -2.0, -3.0, -4.0, -6.0]> : tensor<16xf32>
  %e = tensor.empty() : tensor<8xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>, affine_map<(i) -> (i)>],
      iterator_types = ["parallel"]} ins(%q, %p : tensor<8xi4>, tensor<8xi8>) outs(%e : tensor<8xf32>) {
  ^bb0(%a: i4, %b: i8, %o: f32):
    %i = arith.index_castui %a : i4 to index
    %0 = tensor.extract %t[%i] : tensor<16xf32>
    %w = arith.extui %b : i8 to i32
    %j = arith.index_cast %w : i32 to index
    %1 = tensor.extract %t[%j] : tensor<16xf32>
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<8xf32>
  return %r : tensor<8xf32>
}

// A table that is an argument stays, and so does one of another size.
// CHECK-LABEL: func.func @other_tables(
// CHECK-NOT:     kernel.lookup
// CHECK:         return
func.func @other_tables(%q: tensor<8xi4>, %t: tensor<16xf32>) -> tensor<8xf32> {
  %u = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %e = tensor.empty() : tensor<8xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%q : tensor<8xi4>) outs(%e : tensor<8xf32>) {
  ^bb0(%a: i4, %o: f32):
    %i = arith.index_castui %a : i4 to index
    %0 = tensor.extract %t[%i] : tensor<16xf32>
    %1 = tensor.extract %u[%i] : tensor<3xf32>
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<8xf32>
  return %r : tensor<8xf32>
}
