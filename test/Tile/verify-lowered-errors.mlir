// RUN: aicc-opt %s --split-input-file --verify-diagnostics \
// RUN:   --pass-pipeline="builtin.module(load-device{ids=x86-64-avx512},func.func(verify-lowered))"

// Loops of a kernel allocate nothing.
func.func @allocates(%x: memref<64xf32>, %y: memref<64xf32>, %n: index, %i: index) attributes {aicc.device = "x86-64-avx512",
    aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <n = 16>>], computations = [<name = "mm", registers = <n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %j = %c0 to %n step %c1 {
    // expected-error @below {{'memref.alloc' op allocates in the loops of a kernel, which no schedule asks for}}
    %0 = memref.alloc() : memref<64xf32>
  }
  return
}

// -----

// Not on the stack either.
func.func @stacks(%x: memref<64xf32>, %y: memref<64xf32>, %n: index, %i: index) attributes {aicc.device = "x86-64-avx512",
    aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <n = 16>>], computations = [<name = "mm", registers = <n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %j = %c0 to %n step %c1 {
    // expected-error @below {{'memref.alloca' op allocates in the loops of a kernel}}
    %0 = memref.alloca() : memref<64xf32>
  }
  return
}

// -----

// What is not staged is read in place.
func.func @copies(%x: memref<64xf32>, %y: memref<64xf32>, %n: index, %i: index) attributes {aicc.device = "x86-64-avx512",
    aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <n = 16>>], computations = [<name = "mm", registers = <n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %j = %c0 to %n step %c1 {
    // expected-error @below {{'memref.copy' op copies in the loops of a kernel, which no schedule asks for; stage the operand instead}}
    memref.copy %x, %y : memref<64xf32> to memref<64xf32>
  }
  return
}

// -----

// Runs of a parallel band are loops too.
func.func @runs(%x: memref<64xf32>, %y: memref<64xf32>, %n: index, %i: index) attributes {aicc.device = "x86-64-avx512",
    aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <n = 16>>], computations = [<name = "mm", registers = <n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  kernel.parallel "threads" (%t) count 2 {
    // expected-error @below {{'memref.copy' op copies in the loops of a kernel}}
    memref.copy %x, %y : memref<64xf32> to memref<64xf32>
  }
  return
}

// -----

// Scratch in a loop belongs to a stage of its band.
func.func @scratch(%x: memref<64xf32>, %y: memref<64xf32>, %n: index, %i: index) attributes {aicc.device = "x86-64-avx512",
    aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <n = 16>>], computations = [<name = "mm", registers = <n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %j = %c0 to %n step %c1 {
    // expected-error @below {{'kernel.scratch' op is in the loops of a kernel, but no stage of band "L2" asks for "arg0"}}
    %0 = kernel.scratch "arg0" at "L2" : memref<16xf32>
  }
  return
}

// -----

// What stands for registers is values by now.
func.func @registers(%x: memref<64xf32>, %y: memref<64xf32>, %n: index, %i: index) attributes {aicc.device = "x86-64-avx512",
    aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <n = 16>>], computations = [<name = "mm", registers = <n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %j = %c0 to %n step %c1 {
    // expected-error @below {{but no stage of band "registers" asks for "mm"}}
    %0 = kernel.scratch "mm" at "registers" : memref<16xf32>
  }
  return
}

// -----

// The innermost loop of a main tile holds no masked load,
func.func @loads(%x: memref<64xf32>, %y: memref<64xf32>, %n: index, %i: index) attributes {aicc.device = "x86-64-avx512",
    aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <n = 16>>], computations = [<name = "mm", registers = <n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %mask = arith.constant dense<true> : vector<16xi1>
  scf.for %j = %c0 to %n step %c1 {
    // expected-error @below {{'vector.maskedload' op is a mask in a hot loop; expected masks in edge tiles only}}
    %0 = vector.maskedload %x[%j], %mask, %zero : memref<64xf32>, vector<16xi1>, vector<16xf32> into vector<16xf32>
  }
  return
}

// -----

// no masked store,
func.func @stores(%x: memref<64xf32>, %y: memref<64xf32>, %n: index, %i: index) attributes {aicc.device = "x86-64-avx512",
    aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <n = 16>>], computations = [<name = "mm", registers = <n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %mask = arith.constant dense<true> : vector<16xi1>
  scf.for %j = %c0 to %n step %c1 {
    // expected-error @below {{'vector.maskedstore' op is a mask in a hot loop}}
    vector.maskedstore %x[%j], %mask, %zero : memref<64xf32>, vector<16xi1>, vector<16xf32>
  }
  return
}

// -----

// and makes no mask.
func.func @makes(%x: memref<64xf32>, %y: memref<64xf32>, %n: index, %i: index) attributes {aicc.device = "x86-64-avx512",
    aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <n = 16>>], computations = [<name = "mm", registers = <n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %j = %c0 to %n step %c1 {
    // expected-error @below {{'vector.create_mask' op is a mask in a hot loop}}
    %0 = vector.create_mask %j : vector<16xi1>
  }
  return
}

// -----

// A vector fits a register.
func.func @wide(%x: memref<64xf32>, %y: memref<64xf32>, %n: index, %i: index) attributes {aicc.device = "x86-64-avx512",
    aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <n = 16>>], computations = [<name = "mm", registers = <n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @below {{'vector.load' op makes 'vector<32xf32>'; expected one dimension and at most 512 bits, a register of "x86-64-avx512"}}
  %0 = vector.load %x[%c0] : memref<64xf32>, vector<32xf32>
  return
}

// -----

// A vector has one dimension.
func.func @flat(%x: memref<64xf32>, %y: memref<64xf32>, %n: index, %i: index) attributes {aicc.device = "x86-64-avx512",
    aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <n = 16>>], computations = [<name = "mm", registers = <n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @below {{'arith.constant' op makes 'vector<2x4xf32>'; expected one dimension}}
  %0 = arith.constant dense<0.0> : vector<2x4xf32>
  return
}

// -----

// No tile is left.
func.func @left(%x: memref<64xf32>, %y: memref<64xf32>, %n: index, %i: index) attributes {aicc.device = "x86-64-avx512",
    aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <n = 16>>], computations = [<name = "mm", registers = <n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %first = arith.constant true
  // expected-error @below {{'kernel.tile' op is left in a lowered kernel}}
  kernel.tile "mm" map over ["n"] at(%c0) size(%n) symbols() first(%first) ins(%x : memref<64xf32>) outs(%y : memref<64xf32>)
      attributes {maps = [affine_map<(n) -> (n)>, affine_map<(n) -> (n)>]} {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  return
}
