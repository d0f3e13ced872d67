// RUN: aicc-opt %s --split-input-file --verify-diagnostics --plan-launches

// Loops of the host have no place in a plan.
func.func @loop(%x: memref<4xf32>, %y: memref<4xf32>) attributes {aicc.entry = "m_loop"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  // expected-error@+1 {{'scf.for' would run on the host, which can only start kernels, copy and clear buffers here; expected it inside a kernel}}
  scf.for %i = %c0 to %c4 step %c1 {
    %v = memref.load %x[%i] : memref<4xf32>
    memref.store %v, %y[%i] : memref<4xf32>
  }
  return
}

// -----

// Buffers belong to the caller: one that the host would allocate is not in the arena.
func.func @alloc(%x: memref<4xf32>) attributes {aicc.entry = "m_alloc"} {
  // expected-error@+1 {{'memref.alloc' would run on the host}}
  %t = memref.alloc() : memref<4xf32>
  memref.copy %x, %t : memref<4xf32> to memref<4xf32>
  return
}

// -----

// So does a constant that is in the code and not in the weights file.
memref.global "private" constant @table : memref<4xf32> = dense<1.0>
func.func @global(%y: memref<4xf32>) attributes {aicc.entry = "m_global"} {
  // expected-note@+1 {{found 'memref.get_global' of type 'memref<4xf32>'}}
  %t = memref.get_global @table : memref<4xf32>
  // expected-error@+1 {{kernels take buffers that the caller passes; expected an argument, a weight or a part of the arena}}
  memref.copy %t, %y : memref<4xf32> to memref<4xf32>
  return
}

// -----

// Copies with gaps would be loops.
func.func @strided(%x: memref<8x64xf32>, %y: memref<8x32xf32>) attributes {aicc.entry = "m_strided"} {
  %s = memref.subview %x[0, 0] [8, 32] [1, 1] : memref<8x64xf32> to memref<8x32xf32, strided<[64, 1]>>
  // expected-error@+1 {{only buffers without gaps are passed to kernels and copied outside them; found 'memref<8x32xf32, strided<[64, 1]>>'}}
  memref.copy %s, %y : memref<8x32xf32, strided<[64, 1]>> to memref<8x32xf32>
  return
}

// -----

// Clearing is by bytes.
func.func @fill(%y: memref<8x32xf32>) attributes {aicc.entry = "m_fill"} {
  %one = arith.constant -0.0 : f32
  // expected-error@+1 {{buffers are filled outside kernels only with zero}}
  linalg.fill ins(%one : f32) outs(%y : memref<8x32xf32>)
  return
}

// -----

// Sizes are constants of the table.
module attributes {gpu.container_module} {
  gpu.module @kernels {
    gpu.func @first(%a: memref<8x64xf32>) kernel { gpu.return }
  }
  func.func @sizes(%x: memref<8x64xf32>, %n: memref<1xindex>) attributes {aicc.entry = "m_sizes"} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    // expected-error@+1 {{expected constant sizes of the grid that are at least 1 and fit 31 bits}}
    gpu.launch_func @kernels::@first blocks in (%c0, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<8x64xf32>)
    return
  }
}

// -----

// Only buffers are passed.
module attributes {gpu.container_module} {
  gpu.module @kernels {
    gpu.func @first(%a: f32) kernel { gpu.return }
  }
  func.func @scalar(%x: f32) attributes {aicc.entry = "m_scalar"} {
    %c1 = arith.constant 1 : index
    // expected-error@+1 {{kernels take buffers only; found 'f32'}}
    gpu.launch_func @kernels::@first blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : f32)
    return
  }
}
