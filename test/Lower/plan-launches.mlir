// RUN: aicc-opt %s --split-input-file --plan-launches | FileCheck %s

// A launch becomes a row: sizes, shared memory, and for each buffer whose it is and how far from its start its first
// element lies.
// CHECK-LABEL: func.func private @launch(memref<8x64xf32>, memref<8x64xf32>, memref<4096xi8>)
// CHECK-SAME:    aicc.plan = [
// CHECK-SAME:    {arguments = array<i64: 0, 2>, block = array<i64: 128, 1, 1>, do = "launch", grid = array<i64: 4, 2, 1>,
// CHECK-SAME:     kernel = "first", offsets = array<i64: 0, 2048>, shared_bytes = 49152 : i64, sizes = array<i64: 2048, 2048>}
// CHECK-SAME:    {arguments = array<i64: 2, 1>, block = array<i64: 32, 1, 1>, do = "launch", grid = array<i64: 1, 1, 1>,
// CHECK-SAME:     kernel = "second", offsets = array<i64: 3072, 0>, shared_bytes = 0 : i64, sizes = array<i64: 1024, 2048>}
// CHECK-NOT:   gpu.launch_func
module attributes {gpu.container_module} {
  gpu.module @kernels {
    gpu.func @first(%a: memref<8x64xf32>, %b: memref<8x64xf32>) kernel { gpu.return }
    gpu.func @second(%a: memref<4x64xf32, strided<[64, 1], offset: 256>>, %b: memref<8x64xf32>) kernel { gpu.return }
  }
  func.func @launch(%x: memref<8x64xf32>, %y: memref<8x64xf32>, %arena: memref<4096xi8>) attributes {aicc.entry = "m_launch"} {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c4 = arith.constant 4 : index
    %c32 = arith.constant 32 : index
    %c128 = arith.constant 128 : index
    %c2048 = arith.constant 2048 : index
    %shared = arith.constant 49152 : i32
    %t = memref.view %arena[%c2048][] : memref<4096xi8> to memref<8x64xf32>
    gpu.launch_func @kernels::@first blocks in (%c4, %c2, %c1) threads in (%c128, %c1, %c1)
        dynamic_shared_memory_size %shared args(%x : memref<8x64xf32>, %t : memref<8x64xf32>)
    %s = memref.subview %t[4, 0] [4, 64] [1, 1] : memref<8x64xf32> to memref<4x64xf32, strided<[64, 1], offset: 256>>
    gpu.launch_func @kernels::@second blocks in (%c1, %c1, %c1) threads in (%c32, %c1, %c1)
        args(%s : memref<4x64xf32, strided<[64, 1], offset: 256>>, %y : memref<8x64xf32>)
    return
  }
}

// -----

// Copies of dense buffers and clearing are rows too, in bytes.
// CHECK-LABEL: func.func private @copy(
// CHECK-SAME:    aicc.plan = [
// CHECK-SAME:    {arguments = array<i64: 1, 0>, do = "copy", offsets = array<i64: 0, 1024>, sizes = array<i64: 1024, 1024>}
// CHECK-SAME:    {arguments = array<i64: 1>, do = "zero", offsets = array<i64: 0>, sizes = array<i64: 1024>}
func.func @copy(%x: memref<8x64xf32>, %y: memref<4x64xf32>) attributes {aicc.entry = "m_copy"} {
  %zero = arith.constant 0.0 : f32
  %s = memref.subview %x[4, 0] [4, 64] [1, 1] : memref<8x64xf32> to memref<4x64xf32, strided<[64, 1], offset: 256>>
  memref.copy %s, %y : memref<4x64xf32, strided<[64, 1], offset: 256>> to memref<4x64xf32>
  linalg.fill ins(%zero : f32) outs(%y : memref<4x64xf32>)
  return
}

// -----

// Functions that nobody exports are left alone.
// CHECK-LABEL: func.func @other(
// CHECK:         memref.copy
func.func @other(%x: memref<4xf32>, %y: memref<4xf32>) {
  memref.copy %x, %y : memref<4xf32> to memref<4xf32>
  return
}
