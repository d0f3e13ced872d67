// RUN: aicc-opt %s --emit-entries="features=avx512f,avx512bw cpu=x86-64-v4 target-features=+avx512bf16 baseline-cpu=x86-64" \
// RUN:   | FileCheck %s
// RUN: aicc-opt %s --emit-entries="features=avx512f,avx512bw cpu=x86-64-v4 target-features=+avx512bf16 baseline-cpu=x86-64" \
// RUN:   | mlir-translate --mlir-to-llvmir | opt --passes=verify -disable-output

// Bodies become internal, use the device's instructions, and cannot clash with what the module exports.
// CHECK-LABEL: llvm.func internal @aicc.body.main({{.*}}) attributes {{{.*}}target_cpu = "x86-64-v4", target_features = #llvm.target_features<["+avx512bf16"]>}
// CHECK:       llvm.func internal @aicc.body.bare(
// CHECK:       llvm.func internal @aicc.body.helper(

// The features that the artifact needs are there to be read before any of its instructions runs.
// CHECK:       llvm.mlir.global external hidden constant @aicc_rt_required_features("avx512f,avx512bw\00")

// An entry runs on every processor of the family. It enters with the features and the arena's size, calls the body with
// the arena and returns 0, or returns the status with which it was refused.
// CHECK-LABEL: llvm.func @m_main(
// CHECK-SAME:    %[[CONTEXT:.*]]: !llvm.ptr, %[[X:.*]]: !llvm.ptr, %[[Y:.*]]: !llvm.ptr) -> i32 attributes {target_cpu = "x86-64"}
// CHECK:         %[[SLOT:.*]] = llvm.alloca
// CHECK:         %[[NEEDED:.*]] = llvm.mlir.addressof @aicc_rt_required_features
// CHECK:         %[[SIZE:.*]] = llvm.mlir.constant(4096 : i64)
// CHECK:         %[[STATUS:.*]] = llvm.call @aicc_rt_enter(%[[CONTEXT]], %[[NEEDED]], %[[SIZE]], %[[SLOT]])
// CHECK:         llvm.cond_br %{{.*}}, ^[[RUN_BODY:bb[0-9]+]], ^[[REFUSE:bb[0-9]+]]
// CHECK:       ^[[RUN_BODY]]:
// CHECK:         %[[ARENA:.*]] = llvm.load %[[SLOT]]
// CHECK:         llvm.call @aicc.body.main(%[[CONTEXT]], %[[X]], %[[Y]], %[[ARENA]])
// CHECK:         llvm.call @aicc_rt_leave(%[[CONTEXT]], %[[ARENA]])
// CHECK:         llvm.return
// CHECK:       ^[[REFUSE]]:
// CHECK-NEXT:    llvm.return %[[STATUS]]

// Sizes are functions, so that a host can allocate.
// CHECK-LABEL: llvm.func @m_main_arena_bytes() -> i64
// CHECK:         llvm.mlir.constant(4096 : i64)
// CHECK-LABEL: llvm.func @m_main_prepared_bytes() -> i64
// CHECK:         llvm.mlir.constant(128 : i64)
// So is how weights are packed, for hosts that store them.
// CHECK-LABEL: llvm.func @m_main_prepared_id() -> !llvm.ptr
// CHECK:         %[[ID:.*]] = llvm.mlir.addressof @m_main_prepared_id_text
// CHECK:         llvm.return %[[ID]]
llvm.func @main(%context: !llvm.ptr, %x: !llvm.ptr, %y: !llvm.ptr, %arena: !llvm.ptr)
    attributes {aicc.entry = "m_main", aicc.arena_bytes = 4096 : i64, aicc.prepared_bytes = 128 : i64, aicc.prepared_id = "0123"} {
  llvm.return
}

// A body without an arena gets none.
// CHECK-LABEL: llvm.func @m_bare(
// CHECK:         llvm.call @aicc.body.bare(%{{[^,]*}}, %{{[^,]*}}) :
// CHECK-LABEL: llvm.func @m_bare_arena_bytes() -> i64
// CHECK:         llvm.mlir.constant(0 : i64)
// CHECK-NOT:   _prepared_bytes
llvm.func @bare(%context: !llvm.ptr, %x: !llvm.ptr) attributes {aicc.entry = "m_bare", aicc.arena_bytes = 0 : i64} {
  llvm.return
}

// Only marked functions have entries.
// CHECK-NOT:   llvm.func @{{.*}}helper
llvm.func @helper(%x: !llvm.ptr) {
  llvm.return
}
