// RUN: aicc-opt %s --split-input-file --pack-nibbles --verify-diagnostics

// What holds an element must be known: a buffer that is chosen at run time has no place.
func.func @chosen(%a: memref<4xi4>, %b: memref<4xi4>, %which: i1) -> i4 {
  %c0 = arith.constant 0 : index
  // expected-error @below {{has no form on packed i4; expected loads, stores, views and calls}}
  %0 = arith.select %which, %a, %b : memref<4xi4>
  %1 = memref.load %0[%c0] : memref<4xi4>
  return %1 : i4
}

// -----

// Copies are loops before.
func.func @copy(%a: memref<4xi4>, %b: memref<4xi4>) {
  // expected-error @below {{has no form on packed i4}}
  memref.copy %a, %b : memref<4xi4> to memref<4xi4>
  return
}

// -----

// A call takes whole buffers, which start on a byte.
func.func private @callee(%q: memref<4xi4>) {
  return
}
func.func @part(%a: memref<8xi4>) {
  %0 = memref.subview %a[3] [4] [1] : memref<8xi4> to memref<4xi4, strided<[1], offset: 3>>
  %1 = memref.cast %0 : memref<4xi4, strided<[1], offset: 3>> to memref<4xi4, strided<[1], offset: ?>>
  // expected-error @below {{passes a part of an i4 buffer that may start within a byte}}
  call @whole(%1) : (memref<4xi4, strided<[1], offset: ?>>) -> ()
  return
}
func.func private @whole(%q: memref<4xi4, strided<[1], offset: ?>>)
