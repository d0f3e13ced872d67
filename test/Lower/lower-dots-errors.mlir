// RUN: not aicc-opt %s --lower-dots 2>&1 | FileCheck %s

// An instruction that LLVM has on other widths only is an error that names the width.
// CHECK: error: no intrinsic is known for instruction "vpdpbusd" on registers of 128 bits
func.func @narrow(%c: vector<4xi32>, %a: vector<16xi8>, %b: vector<16xi8>) -> vector<4xi32> {
  %0 = kernel.dot "vpdpbusd" %c, %a, %b : vector<4xi32>, vector<16xi8>
  return %0 : vector<4xi32>
}
