// RUN: aicc-opt %s --split-input-file --verify-diagnostics \
// RUN:   --pass-pipeline="builtin.module(load-device{ids=x86-64-avx512},func.func(vectorise-tiles))"

// A tile's size is known at compile time in every dimension of its result.
func.func @dynamic(%x: memref<8xf32>, %y: memref<8xf32>, %n: index)
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<computations = [<name = "act", registers = <n = 8>>]>} {
  %c0 = arith.constant 0 : index
  %true = arith.constant true
  // expected-error @below {{size of dimension "n" must be constant; run peel-edges before}}
  kernel.tile "act" map over ["n"] at(%c0) size(%n) symbols() first(%true) ins(%x : memref<8xf32>) outs(%y : memref<8xf32>)
      attributes {maps = [affine_map<(n) -> (n)>, affine_map<(n) -> (n)>]} {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  return
}

// -----

// The width of vectors is the device's, so the device must be in the module.
// expected-error @below {{expects device 'nowhere' in the 'dlti.target_system_spec' of an enclosing module}}
func.func @nowhere(%x: memref<8xf32>, %y: memref<8xf32>)
    attributes {aicc.device = "nowhere", aicc.schedule = #schedule.tree<computations = [<name = "act", registers = <n = 8>>]>} {
  return
}
