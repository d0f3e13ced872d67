// RUN: aicc-opt %s --thread-kernels --canonicalize --allow-unregistered-dialect | FileCheck %s

// A parallel band is run by the context's parallel_for, which gets a function and an environment with the buffers and
// numbers that the band reads. Every function takes the context first.
// CHECK:       llvm.func @aicc_rt_parallel_for(!llvm.ptr, i64, !llvm.ptr, !llvm.ptr)
// CHECK-LABEL: func.func private @kernel(
// CHECK-SAME:    %[[CONTEXT:.*]]: !llvm.ptr, %[[X:.*]]: memref<8xf32>, %[[N:.*]]: index)
// CHECK:         %[[COUNT:.*]] = llvm.mlir.constant(2 : i64) : i64
// CHECK:         %[[BODY:.*]] = constant @kernel_run : (!llvm.ptr, i64) -> ()
// CHECK:         %[[ENVIRONMENT:.*]] = llvm.alloca %{{.*}} x i64
// CHECK:         memref.extract_aligned_pointer_as_index %[[X]]
// CHECK:         llvm.store %{{.*}}, %[[ENVIRONMENT]]
// CHECK:         arith.index_cast %[[N]]
// CHECK:         llvm.store %{{.*}}, %{{.*}} : i64
// CHECK:         %[[ADDRESS:.*]] = builtin.unrealized_conversion_cast %[[BODY]]
// CHECK:         llvm.call @aicc_rt_parallel_for(%[[CONTEXT]], %[[COUNT]], %[[ADDRESS]], %[[ENVIRONMENT]])
// CHECK-NOT:     kernel.parallel
func.func private @kernel(%x: memref<8xf32>, %n: index) {
  %c3 = arith.constant 3 : index
  kernel.parallel "threads" (%t) count 2 {
    "test.use"(%x, %n, %t, %c3) : (memref<8xf32>, index, index, index) -> ()
  }
  return
}

// The context is passed on to what is called.
// CHECK-LABEL: func.func @caller(
// CHECK-SAME:    %[[CONTEXT:.*]]: !llvm.ptr, %[[X:.*]]: memref<8xf32>, %[[N:.*]]: index)
// CHECK:         call @kernel(%[[CONTEXT]], %[[X]], %[[N]])
func.func @caller(%x: memref<8xf32>, %n: index) {
  func.call @kernel(%x, %n) : (memref<8xf32>, index) -> ()
  return
}

// The band's body unpacks its environment and has constants of its own.
// CHECK-LABEL: func.func private @kernel_run(
// CHECK-SAME:    %[[ENVIRONMENT:.*]]: !llvm.ptr, %[[INDEX:.*]]: i64)
// CHECK:         %[[C3:.*]] = arith.constant 3 : index
// CHECK:         llvm.load %[[ENVIRONMENT]] : !llvm.ptr -> !llvm.ptr
// CHECK:         %[[X:.*]] = builtin.unrealized_conversion_cast %{{.*}} to memref<8xf32>
// CHECK:         %[[WORD:.*]] = llvm.load %{{.*}} : !llvm.ptr -> i64
// CHECK:         %[[N:.*]] = arith.index_cast %[[WORD]] : i64 to index
// CHECK:         %[[T:.*]] = arith.index_cast %[[INDEX]] : i64 to index
// CHECK:         "test.use"(%[[X]], %[[N]], %[[T]], %[[C3]])
