// RUN: aicc-opt %s --allow-unregistered-dialect --plan-arena --canonicalize | FileCheck %s

// Buffers that are not live together share memory: of three in a chain, two lie in the arena at once. The function keeps
// the arena's size, and the least that liveness allows. Sizes are multiples of 64 bytes.
// CHECK-LABEL: func.func @chain(
// CHECK-SAME:    %[[ARENA:[^:]*]]: memref<2048xi8> {aicc.role = "arena"}) attributes {aicc.arena_bytes = 2048 : i64, aicc.entry = "m_chain", aicc.live_bytes = 2048 : i64}
// CHECK-DAG:     %[[C0:.*]] = arith.constant 0 : index
// CHECK-DAG:     %[[C1024:.*]] = arith.constant 1024 : index
// CHECK:         %[[A:.*]] = memref.view %[[ARENA]][%[[C0]]][] : memref<2048xi8> to memref<1024xi8>
// CHECK:         %[[B:.*]] = memref.view %[[ARENA]][%[[C1024]]][] : memref<2048xi8> to memref<1024xi8>
// CHECK:         %[[C:.*]] = memref.view %[[ARENA]][%[[C0]]][] : memref<2048xi8> to memref<1000xi8>
// CHECK:         "test.op"(%[[A]], %[[B]])
// CHECK:         "test.op"(%[[B]], %[[C]])
func.func @chain(%x: memref<1024xi8>, %y: memref<1024xi8>) attributes {aicc.entry = "m_chain"} {
  %a = memref.alloc() : memref<1024xi8>
  %b = memref.alloc() : memref<1024xi8>
  %c = memref.alloc() : memref<1000xi8>
  "test.op"(%x, %a) : (memref<1024xi8>, memref<1024xi8>) -> ()
  "test.op"(%a, %b) : (memref<1024xi8>, memref<1024xi8>) -> ()
  "test.op"(%b, %c) : (memref<1024xi8>, memref<1000xi8>) -> ()
  "test.op"(%c, %y) : (memref<1000xi8>, memref<1024xi8>) -> ()
  return
}

// A use through a view keeps a buffer alive; what happens in a loop counts as one moment.
// CHECK-LABEL: func.func @views(
// CHECK-SAME:    memref<2048xi8> {aicc.role = "arena"}) attributes {aicc.arena_bytes = 2048 : i64
func.func @views(%x: memref<1024xi8>, %y: memref<1024xi8>, %n: index) attributes {aicc.entry = "m_views"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<1024xi8>
  %v = memref.view %a[%c0][] : memref<1024xi8> to memref<256xf32>
  "test.op"(%x, %v) : (memref<1024xi8>, memref<256xf32>) -> ()
  scf.for %i = %c0 to %n step %c1 {
    %b = memref.alloc() : memref<1024xi8>
    "test.op"(%b, %y) : (memref<1024xi8>, memref<1024xi8>) -> ()
    "test.op"(%v, %b) : (memref<256xf32>, memref<1024xi8>) -> ()
  }
  return
}

// A function without buffers takes no arena.
// CHECK-LABEL: func.func @none(
// CHECK-SAME:    %{{[^,]*}}: memref<8xf32>) attributes {aicc.arena_bytes = 0 : i64
func.func @none(%x: memref<8xf32>) attributes {aicc.entry = "m_none"} {
  return
}

// Functions that are no entries are left alone.
// CHECK-LABEL: func.func @helper
// CHECK:         memref.alloc
func.func @helper(%x: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  "test.op"(%x, %a) : (memref<8xf32>, memref<8xf32>) -> ()
  return
}
