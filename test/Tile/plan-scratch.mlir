// RUN: aicc-opt %s --allow-unregistered-dialect --plan-scratch --canonicalize | FileCheck %s

// Scratch becomes views of one block, the last argument, at multiples of 64 bytes. What a parallel band holds is there
// once a run. The function keeps its sizes by level; callers allocate the block.
// CHECK-LABEL: func.func private @kernel(
// CHECK-SAME:    %{{.*}}: memref<8xf32>, %{{.*}}: memref<8xf32>, %[[BLOCK:.*]]: memref<5376xi8>)
// CHECK-SAME:    aicc.scratch_bytes = {L1 = 256 : i64, L2 = 4096 : i64, memory = 1024 : i64}
// CHECK-DAG:     %[[C0:.*]] = arith.constant 0 : index
// CHECK-DAG:     %[[C1024:.*]] = arith.constant 1024 : index
// CHECK-DAG:     %[[STRIDE:.*]] = arith.constant 2176 : index
// CHECK:         memref.view %[[BLOCK]][%[[C0]]][] : memref<5376xi8> to memref<16x16xf32>
// CHECK:         kernel.parallel "threads" (%[[T:.*]]) count 2 {
// CHECK:           %[[MINE:.*]] = arith.muli %[[T]], %[[STRIDE]]
// CHECK:           %[[AT:.*]] = arith.addi %[[MINE]], %[[C1024]]
// CHECK:           memref.view %[[BLOCK]][%[[AT]]][] : memref<5376xi8> to memref<2x16x16xf32>
// CHECK:           %[[NEXT:.*]] = arith.addi %{{.*}}, %{{.*}} : index
// CHECK:           memref.view %[[BLOCK]][%[[NEXT]]][] : memref<5376xi8> to memref<67xi8>
func.func private @kernel(%x: memref<8xf32>, %y: memref<8xf32>) attributes {aicc.schedule = #schedule.tree<computations = [<name = "f", registers = <m = 8>>]>} {
  %0 = kernel.scratch "whole" at "memory" : memref<16x16xf32>
  "test.use"(%0) : (memref<16x16xf32>) -> ()
  kernel.parallel "threads" (%t) count 2 {
    %1 = kernel.scratch "panel" at "L2" : memref<2x16x16xf32>
    %2 = kernel.scratch "bytes" at "L1" : memref<67xi8>
    "test.use"(%1, %2) : (memref<2x16x16xf32>, memref<67xi8>) -> ()
  }
  return
}

// A kernel without scratch takes no block.
// CHECK-LABEL: func.func private @bare(
// CHECK-SAME:    %{{[^,]*}}: memref<8xf32>, %{{[^,]*}}: memref<8xf32>) attributes
// CHECK-NOT:   aicc.scratch_bytes
func.func private @bare(%x: memref<8xf32>, %y: memref<8xf32>) attributes {aicc.schedule = #schedule.tree<computations = [<name = "f", registers = <m = 8>>]>} {
  return
}

// Calls of kernels become calls of functions; a strided view is copied into a dense buffer, and back where it is written.
// CHECK-LABEL: func.func @calls
// CHECK-SAME:    (%[[X:.*]]: memref<8xf32>, %[[Y:.*]]: memref<8xf32>, %[[S:.*]]: memref<8xf32, strided<[2]>>)
// CHECK:         %[[BLOCK:.*]] = memref.alloc() : memref<5376xi8>
// CHECK-NEXT:    call @kernel(%[[X]], %[[Y]], %[[BLOCK]])
// CHECK:         call @bare(%[[X]], %[[Y]])
// CHECK:         %[[IN:.*]] = memref.alloc() : memref<8xf32>
// CHECK-NEXT:    linalg.copy ins(%[[S]] : {{.*}}) outs(%[[IN]] :
// CHECK:         call @bare(%[[IN]], %[[Y]])
// CHECK:         linalg.copy ins(%[[S]] : {{.*}}) outs(%[[OUT:.*]] :
// CHECK:         call @bare(%[[X]], %[[OUT]])
// CHECK-NEXT:    linalg.copy ins(%[[OUT]] : {{.*}}) outs(%[[S]] :
func.func @calls(%x: memref<8xf32>, %y: memref<8xf32>, %s: memref<8xf32, strided<[2]>>) {
  kernel.call @kernel ins(%x : memref<8xf32>) outs(%y : memref<8xf32>)
  kernel.call @bare ins(%x : memref<8xf32>) outs(%y : memref<8xf32>)
  kernel.call @bare ins(%s : memref<8xf32, strided<[2]>>) outs(%y : memref<8xf32>)
  kernel.call @bare ins(%x : memref<8xf32>) outs(%s : memref<8xf32, strided<[2]>>)
  return
}
