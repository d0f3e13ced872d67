// RUN: aicc-opt %s --split-input-file --brain-floats-to-words | FileCheck %s

// What is moved is moved as integers: constants by their bits, arguments of blocks, vectors and globals too.
// CHECK:       llvm.mlir.global internal constant @table(dense<[16256, 16384]> : tensor<2xi16>)
// CHECK-LABEL: llvm.func @moves(
// CHECK-SAME:    %{{.*}}: i16, %{{.*}}: !llvm.ptr, %{{.*}}: i1)
// CHECK:         %[[ONE:.*]] = llvm.mlir.constant(16256 : i16) : i16
// CHECK:         llvm.select %{{.*}}, %{{.*}}, %[[ONE]] : i1, i16
// CHECK:         llvm.load %{{.*}} -> vector<4xi16>
// CHECK:       ^bb1(%{{.*}}: i16)
// CHECK:         llvm.store %{{.*}} : i16, !llvm.ptr
// CHECK-NOT:   bf16
llvm.mlir.global internal constant @table(dense<[1.0, 2.0]> : tensor<2xbf16>) : !llvm.array<2 x bf16>
llvm.func @moves(%a: bf16, %p: !llvm.ptr, %c: i1) {
  %one = llvm.mlir.constant(1.0 : bf16) : bf16
  %0 = llvm.select %c, %a, %one : i1, bf16
  %1 = llvm.load %p : !llvm.ptr -> vector<4xbf16>
  llvm.store %1, %p : vector<4xbf16>, !llvm.ptr
  llvm.br ^bb1(%0 : bf16)
^bb1(%b: bf16):
  llvm.store %b, %p : bf16, !llvm.ptr
  llvm.return
}

// -----

// A module that computes with such numbers keeps them.
// CHECK-LABEL: llvm.func @computes(
// CHECK:         llvm.fadd %{{.*}} : bf16
llvm.func @computes(%a: bf16, %p: !llvm.ptr) {
  %0 = llvm.fadd %a, %a : bf16
  llvm.store %0, %p : bf16, !llvm.ptr
  llvm.return
}
