// RUN: aicc-opt %s --load-device=ids=x86-64-avx512 --verify-lowered | FileCheck %s

// What a schedule asks for is left as it is: scratch that a band stages, copies as loops, vectors of one register, masks
// in edge tiles and outside of the hot loops.
// CHECK-LABEL: func.func @obeys
// CHECK:         kernel.scratch "whole" at "memory"
// CHECK:         vector.maskedstore
// CHECK:         scf.for
// CHECK:           kernel.scratch "arg0" at "L2"
// CHECK:           vector.maskedload
// CHECK:           scf.for
// CHECK:             vector.maskedload {{.*}} {aicc.edge}
func.func @obeys(%x: memref<64xf32>, %n: index) attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <n = 16>, stages = [<operand = "arg0", how = packed, layout = <outer = ["n"], block = <>>>]>],
      computations = [<name = "mm", registers = <n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %mask = arith.constant dense<true> : vector<16xi1>
  %whole = kernel.scratch "whole" at "memory" : memref<64xf32>
  vector.maskedstore %whole[%c0], %mask, %zero : memref<64xf32>, vector<16xi1>, vector<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    %staged = kernel.scratch "arg0" at "L2" : memref<16xf32>
    %outside = vector.maskedload %x[%i], %mask, %zero : memref<64xf32>, vector<16xi1>, vector<16xf32> into vector<16xf32>
    scf.for %j = %c0 to %n step %c1 {
      %one = memref.load %x[%j] : memref<64xf32>
      memref.store %one, %staged[%j] : memref<16xf32>
      %edge = vector.maskedload %x[%j], %mask, %zero {aicc.edge} : memref<64xf32>, vector<16xi1>, vector<16xf32> into vector<16xf32>
    }
  }
  return
}

// Functions that are no lowered kernels are none of its business.
// CHECK-LABEL: func.func @other
// CHECK:         memref.alloc
func.func @other(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %0 = memref.alloc() : memref<64xf32>
  }
  return
}
