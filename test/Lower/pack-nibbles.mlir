// RUN: aicc-opt %s --split-input-file --pack-nibbles --canonicalize | FileCheck %s

// Two elements lie in a byte: element 9 i + j of rows of 9 is in byte (9 i + j) / 2, an even one in the low half, also
// where a row begins within a byte. Arguments keep their type in an attribute.
// CHECK-DAG:   #[[$BYTE:.*]] = affine_map<()[s0, s1] -> ((s0 * 9 + s1) floordiv 2)>
// CHECK-DAG:   #[[$SHIFT:.*]] = affine_map<()[s0, s1] -> (s0 * 36 + s1 * 4 - ((s0 * 9 + s1) floordiv 2) * 8)>
// CHECK-LABEL: func.func @load(
// CHECK-SAME:    %[[Q:[^:]*]]: memref<23xi8> {aicc.type = memref<5x9xi4>}, %[[I:.*]]: index, %[[J:.*]]: index) -> i4
// CHECK-DAG:     %[[AT:.*]] = affine.apply #[[$BYTE]]()[%[[I]], %[[J]]]
// CHECK-DAG:     %[[SHIFT_AT:.*]] = affine.apply #[[$SHIFT]]()[%[[I]], %[[J]]]
// CHECK:         %[[PAIR:.*]] = memref.load %[[Q]][%[[AT]]] : memref<23xi8>
// CHECK:         %[[COUNT:.*]] = arith.index_cast %[[SHIFT_AT]] : index to i8
// CHECK:         %[[LOW:.*]] = arith.shrui %[[PAIR]], %[[COUNT]] : i8
// CHECK:         %[[R:.*]] = arith.trunci %[[LOW]] : i8 to i4
// CHECK:         return %[[R]]
func.func @load(%q: memref<5x9xi4>, %i: index, %j: index) -> i4 {
  %0 = memref.load %q[%i, %j] : memref<5x9xi4>
  return %0 : i4
}

// -----

// A store changes half a byte atomically: the other half may be another thread's.
// CHECK-LABEL: func.func @store(
// CHECK-DAG:     %[[C1:.*]] = arith.constant 1 : index
// CHECK-DAG:     %[[KEEP:.*]] = arith.constant 15 : i8
// CHECK-DAG:     %[[COUNT:.*]] = arith.constant 4 : i8
// CHECK:         %[[WIDE:.*]] = arith.extui %{{.*}} : i4 to i8
// CHECK:         %[[PLACED:.*]] = arith.shli %[[WIDE]], %[[COUNT]] : i8
// CHECK:         memref.atomic_rmw andi %[[KEEP]], %{{.*}}[%[[C1]]] : (i8, memref<2xi8>) -> i8
// CHECK:         memref.atomic_rmw ori %[[PLACED]], %{{.*}}[%[[C1]]] : (i8, memref<2xi8>) -> i8
func.func @store(%v: i4, %q: memref<4xi4>) {
  %c3 = arith.constant 3 : index
  memref.store %v, %q[%c3] : memref<4xi4>
  return
}

// -----

// An element of a view is found in the buffer behind it: element [1, 2] of the slice at [2, 3] is element 3 * 9 + 5 = 32.
// CHECK-LABEL: func.func @views(
// CHECK:         %[[C16:.*]] = arith.constant 16 : index
// CHECK-NOT:     memref.subview
// CHECK:         memref.load %{{.*}}[%[[C16]]] : memref<27xi8>
func.func @views(%q: memref<54xi4>) -> i4 {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %e = memref.expand_shape %q [[0, 1]] output_shape [6, 9] : memref<54xi4> into memref<6x9xi4>
  %s = memref.subview %e[2, 3] [3, 5] [1, 1] : memref<6x9xi4> to memref<3x5xi4, strided<[9, 1], offset: 21>>
  %0 = memref.load %s[%c1, %c2] : memref<3x5xi4, strided<[9, 1], offset: 21>>
  return %0 : i4
}

// -----

// A vector is read as bytes; constants are packed where they lie.
// CHECK:       memref.global "private" constant @c : memref<2xi8> = dense<[33, -13]>
// CHECK-LABEL: func.func @vector(
// CHECK:         %[[G:.*]] = memref.get_global @c : memref<2xi8>
// CHECK:         %[[PAIRS:.*]] = vector.load %[[G]][%{{.*}}] : memref<2xi8>, vector<2xi8>
// CHECK:         vector.bitcast %[[PAIRS]] : vector<2xi8> to vector<4xi4>
memref.global "private" constant @c : memref<2x2xi4> = dense<[[1, 2], [3, -1]]>
func.func @vector() -> vector<4xi4> {
  %c0 = arith.constant 0 : index
  %0 = memref.get_global @c : memref<2x2xi4>
  %1 = memref.collapse_shape %0 [[0, 1]] : memref<2x2xi4> into memref<4xi4>
  %2 = vector.load %1[%c0] : memref<4xi4>, vector<4xi4>
  return %2 : vector<4xi4>
}

// -----

// Calls pass bytes; buffers of other types stay.
// CHECK-LABEL: func.func @caller(
// CHECK-SAME:    %[[Q:[^:]*]]: memref<4xi8> {aicc.type = memref<8xi4>}, %[[X:.*]]: memref<8xi8>)
// CHECK:         call @callee(%[[Q]], %[[X]]) : (memref<4xi8>, memref<8xi8>) -> ()
func.func private @callee(%q: memref<2x4xi4>, %x: memref<8xi8>) {
  return
}
func.func @caller(%q: memref<8xi4>, %x: memref<8xi8>) {
  %e = memref.expand_shape %q [[0, 1]] output_shape [2, 4] : memref<8xi4> into memref<2x4xi4>
  call @callee(%e, %x) : (memref<2x4xi4>, memref<8xi8>) -> ()
  return
}
