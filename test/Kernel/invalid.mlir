// RUN: aicc-opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

// An extent is at least one.
// expected-error @below {{dimension "m" needs bounds with 1 <= min <= max, found [0, 0]}}
module attributes {test.attr = #kernel.dim<m = 0>} {}

// -----

// The lower bound of a symbol is not above its upper one.
// expected-error @below {{dimension "s" needs bounds with 1 <= min <= max, found [8, 4]}}
module attributes {test.attr = #kernel.dim<s in [8, 4] multiple of 1>} {}

// -----

// A symbol is a multiple of at least one.
// expected-error @below {{dimension "s" must be a multiple of at least 1, found 0}}
module attributes {test.attr = #kernel.dim<s in [1, 8] multiple of 0>} {}

// -----

// Some value within the bounds is a multiple.
// expected-error @below {{bounds [17, 31] of dimension "s" hold no multiple of 16}}
module attributes {test.attr = #kernel.dim<s in [17, 31] multiple of 16>} {}

// -----

// A kernel names each dimension once.
// expected-error @below {{declares dimension "m" twice; name each once}}
kernel.kernel @twice dims [m = 8, m = 8] (%x: tensor<8xf32>) -> tensor<8xf32> {
  kernel.yield %x : tensor<8xf32>
}

// -----

// Its dims are dimensions.
// expected-error @below {{expects its dims to be #kernel.dim attributes, found "m"}}
"kernel.kernel"() ({
^bb0(%x: tensor<8xf32>):
  "kernel.yield"(%x) : (tensor<8xf32>) -> ()
}) {sym_name = "words", dims = ["m"], function_type = (tensor<8xf32>) -> tensor<8xf32>} : () -> ()

// -----

// Operands and results are ranked tensors.
// expected-error @below {{expects ranked tensors as operands and results, found 'memref<8xf32>'}}
kernel.kernel @buffer dims [m = 8] (%x: memref<8xf32>) -> tensor<8xf32> {
  %0 = "test.none"() : () -> tensor<8xf32>
  kernel.yield %0 : tensor<8xf32>
}

// -----

// A kernel holds computations and nothing else.
kernel.kernel @other dims [m = 8] (%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @below {{does not belong in a kernel; expected kernel.contract, kernel.map or kernel.reduce}}
  %0 = tensor.empty() : tensor<8xf32>
  kernel.yield %0 : tensor<8xf32>
}

// -----

// Each computation has a name of its own.
kernel.kernel @k dims [m = 8, n = 4] (%x: tensor<8x4xf32>) -> tensor<8xf32> {
  %1 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<8x4xf32>) -> tensor<8xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  // expected-error @below {{repeats the name "sum"; name each computation once}}
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<8x4xf32>) -> tensor<8xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<8xf32>
}

// -----

// A kernel yields what it promises.
kernel.kernel @k dims [m = 8] (%x: tensor<8xf32>) -> tensor<4xf32> {
  // expected-error @below {{yields 'tensor<8xf32>', but the kernel's results are 'tensor<4xf32>'}}
  kernel.yield %x : tensor<8xf32>
}

// -----

// A computation iterates over dimensions of its kernel.
kernel.kernel @k dims [m = 8] (%x: tensor<8x4xf32>) -> tensor<8xf32> {
  // expected-error @below {{iterates over "n", which its kernel does not declare}}
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<8x4xf32>) -> tensor<8xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<8xf32>
}

// -----

// An access has one index a dimension of its tensor.
kernel.kernel @k dims [m = 8, n = 4] (%x: tensor<8x4xf32>) -> tensor<8xf32> {
  // expected-error @below {{accesses a tensor of rank 2 with 1 indices; expected one index a dimension}}
  %0 = kernel.reduce "sum" add over [m, n] (%x[m]) -> [m] : (tensor<8x4xf32>) -> tensor<8xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<8xf32>
}

// -----

// A dimension has the extent of what it walks over.
kernel.kernel @k dims [m = 8, n = 4] (%x: tensor<9x4xf32>) -> tensor<8xf32> {
  // expected-error @below {{index reaches 7 in a dimension of size 9; extents of equal names must be equal}}
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<9x4xf32>) -> tensor<8xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<8xf32>
}

// -----

// An index stays inside its tensor.
kernel.kernel @k dims [m = 8, n = 4] (%x: tensor<8x4xf32>) -> tensor<8xf32> {
  // expected-error @below {{index reaches 10 in a dimension of size 8; extents of equal names must be equal}}
  %0 = kernel.reduce "sum" add over [m, n] (%x[m + n, n]) -> [m] : (tensor<8x4xf32>) -> tensor<8xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<8xf32>
}

// -----

// An index never goes below zero.
kernel.kernel @k dims [m = 8, n = 4] (%x: tensor<8x4xf32>) -> tensor<8xf32> {
  // expected-error @below {{has an index that is not a sum, product, floordiv or mod of dimensions and constants}}
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, 3 - n]) -> [m] : (tensor<8x4xf32>) -> tensor<8xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<8xf32>
}

// -----

// A result is written once a point of its own dimensions.
kernel.kernel @k dims [m = 8, n = 4] (%x: tensor<8x4xf32>) -> tensor<8x8xf32> {
  // expected-error @below {{writes its result through an access that is no list of distinct dimensions}}
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m, m] : (tensor<8x4xf32>) -> tensor<8x8xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<8x8xf32>
}

// -----

// Every input and the result have an access.
kernel.kernel @k dims [m = 8] (%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @below {{needs one access an input and one for the result, 2; found 1}}
  %0 = "kernel.map"(%x) ({
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }) {name = "copy", dims = ["m"], maps = [affine_map<(m) -> (m)>]} : (tensor<8xf32>) -> tensor<8xf32>
  kernel.yield %0 : tensor<8xf32>
}

// -----

// A contraction has two operands.
kernel.kernel @k dims [m = 8, n = 4] (%x: tensor<8x4xf32>) -> tensor<8xf32> {
  // expected-error @below {{contracts two operands, found 1}}
  %0 = kernel.contract "mm" over [m, n] (%x[m, n]) -> [m] : (tensor<8x4xf32>) -> tensor<8xf32>
  kernel.yield %0 : tensor<8xf32>
}

// -----

// A map reduces nothing.
kernel.kernel @k dims [m = 8, n = 4] (%x: tensor<8x4xf32>) -> tensor<8xf32> {
  // expected-error @below {{has dimension "n" in no index of its result; a map reduces nothing}}
  %0 = kernel.map "copy" over [m, n] (%x[m, n]) -> [m] : (tensor<8x4xf32>) -> tensor<8xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<8xf32>
}

// -----

// A combiner of floats combines floats.
kernel.kernel @k dims [m = 8, n = 4] (%x: tensor<8x4xi32>) -> tensor<8xi32> {
  // expected-error @below {{combines 'i32' with maximumf, which takes floats}}
  %0 = kernel.reduce "most" maximumf over [m, n] (%x[m, n]) -> [m] : (tensor<8x4xi32>) -> tensor<8xi32> {
  ^bb0(%a: i32):
    kernel.yield %a : i32
  }
  kernel.yield %0 : tensor<8xi32>
}

// -----

// A combiner of integers combines integers.
kernel.kernel @k dims [m = 8, n = 4] (%x: tensor<8x4xf32>) -> tensor<8xf32> {
  // expected-error @below {{combines 'f32' with maxsi, which takes integers}}
  %0 = kernel.reduce "most" maxsi over [m, n] (%x[m, n]) -> [m] : (tensor<8x4xf32>) -> tensor<8xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<8xf32>
}

// -----

// A body takes one scalar an input.
kernel.kernel @k dims [m = 8, n = 4] (%x: tensor<8x4xf32>) -> tensor<8xf32> {
  // expected-error @below {{body takes 2 scalars; expected one an input, 1}}
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<8x4xf32>) -> tensor<8xf32> {
  ^bb0(%a: f32, %b: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<8xf32>
}

// -----

// A body takes elements of its inputs.
kernel.kernel @k dims [m = 8, n = 4] (%x: tensor<8x4xf32>) -> tensor<8xf64> {
  // expected-error @below {{body takes 'f64' for an input of type 'tensor<8x4xf32>'}}
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<8x4xf32>) -> tensor<8xf64> {
  ^bb0(%a: f64):
    kernel.yield %a : f64
  }
  kernel.yield %0 : tensor<8xf64>
}

// -----

// A body yields one element of the result.
kernel.kernel @k dims [m = 8, n = 4] (%x: tensor<8x4xf32>) -> tensor<8xf64> {
  // expected-error @below {{body must yield one 'f64'}}
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<8x4xf32>) -> tensor<8xf64> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<8xf64>
}

// -----

// A combiner is one of the list.
kernel.kernel @k dims [m = 8] (%x: tensor<8xf32>) -> tensor<f32> {
  // expected-error @below {{unknown combiner 'median'; expected add, mul, maximumf, …}}
  %0 = kernel.reduce "sum" median over [m] (%x[m]) -> [] : (tensor<8xf32>) -> tensor<f32>
}

// -----

// A call names a kernel of its module.
func.func @f(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @below {{calls @nothing, which is no kernel of this module}}
  %0 = kernel.call @nothing ins(%x : tensor<8xf32>) outs(%x : tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

// A call has the kernel's type.
// expected-note @below {{the kernel is here}}
kernel.kernel @k dims [m = 8] (%x: tensor<8xf32>) -> tensor<8xf32> {
  kernel.yield %x : tensor<8xf32>
}
func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{does not match the kernel's type: expected '(tensor<8xf32>) -> tensor<8xf32>', found '(tensor<4xf32>) -> tensor<4xf32>'}}
  %0 = kernel.call @k ins(%x : tensor<4xf32>) outs(%x : tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// A tile has an offset and a size a dimension.
func.func @f(%x: memref<8x4xf32>, %y: memref<8xf32>, %i: index, %first: i1) {
  // expected-error @below {{needs one offset and one size a dimension, 2; found 1 and 2}}
  kernel.tile "sum" reduce add over ["m", "n"] at(%i) size(%i, %i) symbols() first(%first)
      ins(%x : memref<8x4xf32>) outs(%y : memref<8xf32>) attributes {maps = [affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m)>]} {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  return
}

// -----

// It has an access an operand.
func.func @f(%x: memref<8x4xf32>, %y: memref<8xf32>, %i: index, %first: i1) {
  // expected-error @below {{needs one access an input and one for the output, found 1}}
  kernel.tile "sum" reduce add over ["m", "n"] at(%i, %i) size(%i, %i) symbols() first(%first)
      ins(%x : memref<8x4xf32>) outs(%y : memref<8xf32>) attributes {maps = [affine_map<(m, n) -> (m, n)>]} {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  return
}

// -----

// An access fits dimensions, symbols and buffer.
func.func @f(%x: memref<8x4xf32>, %y: memref<8xf32>, %i: index, %first: i1) {
  // expected-error @below {{access 1 does not fit the dimensions, symbols and buffer}}
  kernel.tile "sum" reduce add over ["m", "n"] at(%i, %i) size(%i, %i) symbols() first(%first)
      ins(%x : memref<8x4xf32>) outs(%y : memref<8xf32>) attributes {maps = [affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>]} {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  return
}

// -----

// A reduction has a body.
func.func @f(%x: memref<8x4xf32>, %y: memref<8xf32>, %i: index, %first: i1) {
  // expected-error @below {{has a body exactly when it is no contraction}}
  kernel.tile "sum" reduce add over ["m", "n"] at(%i, %i) size(%i, %i) symbols() first(%first)
      ins(%x : memref<8x4xf32>) outs(%y : memref<8xf32>) attributes {maps = [affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m)>]}
  return
}

// -----

// A packing has a layout.
func.func @f(%x: memref<8x4xf32>, %y: memref<8xf32>, %i: index, %first: i1) {
  // expected-error @below {{expects a #schedule.layout, found "rows"}}
  kernel.pack %x[%i, %i] size(%i, %i) dims ["m", "n"] layout "rows" into %y : memref<8x4xf32>, memref<8xf32>
  return
}

// -----

// It has an offset, a size and a name a dimension of its source.
func.func @f(%x: memref<8x4xf32>, %y: memref<8xf32>, %i: index, %first: i1) {
  // expected-error @below {{needs one offset, size and name for each of the source's 2 dimensions}}
  kernel.pack %x[%i] size(%i, %i) dims ["m", "n"] layout #schedule.layout<outer = ["m", "n"], block = <>> into %y : memref<8x4xf32>, memref<8xf32>
  return
}

// -----

// Its destination has the layout's dimensions.
func.func @f(%x: memref<8x4xf32>, %y: memref<8xf32>, %i: index, %first: i1) {
  // expected-error @below {{destination must have one dimension for each of the layout's 2 indices}}
  kernel.pack %x[%i, %i] size(%i, %i) dims ["m", "n"] layout #schedule.layout<outer = ["m", "n"], block = <>> into %y : memref<8x4xf32>, memref<8xf32>
  return
}

// -----

// The layout orders dimensions of the source.
func.func @f(%x: memref<8x4xf32>, %y: memref<8xf32>, %i: index, %first: i1) {
  // expected-error @below {{layout orders dimension "k", which is none of the source's}}
  kernel.pack %x[%i, %i] size(%i, %i) dims ["m", "n"] layout #schedule.layout<outer = ["k"], block = <>> into %y : memref<8x4xf32>, memref<8xf32>
  return
}

// -----

// Only integers are unsigned.
kernel.kernel @unsigned_float dims [m = 4, n = 8, k = 2] (%x: tensor<4x2xf32>, %w: tensor<8x2xf32>) -> tensor<4x8xf32> {
  // expected-error @below {{marks operand 1 of type 'tensor<8x2xf32>' as unsigned, which only integers are}}
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] {unsigned_rhs}
      : (tensor<4x2xf32>, tensor<8x2xf32>) -> tensor<4x8xf32>
  kernel.yield %0 : tensor<4x8xf32>
}

// -----

// A table has an entry for each value of four bits.
func.func @short_table(%a: i4) -> f32 {
  // expected-error @below {{looks up in a table of 16 constants, found 'tensor<2xf32>'}}
  %0 = kernel.lookup %a in dense<[1.0, 2.0]> : tensor<2xf32> : i4 -> f32
  return %0 : f32
}

// -----

// A lookup gives what its table holds.
func.func @other_table(%a: i4) -> f32 {
  // expected-error @below {{gives 'f32' from a table of 'i8'}}
  %0 = kernel.lookup %a in dense<1> : tensor<16xi8> : i4 -> f32
  return %0 : f32
}

// -----

// A vector of codes gives a vector of as many values.
func.func @other_width(%a: vector<4xi4>) -> vector<8xf32> {
  // expected-error @below {{expected as many}}
  %0 = kernel.lookup %a in dense<1.0> : tensor<16xf32> : vector<4xi4> -> vector<8xf32>
  return %0 : vector<8xf32>
}

// -----

// Bytes have two halves.
func.func @halves(%a: tensor<4x8xi8>) -> tensor<4x16xi4> {
  // expected-error @below {{expected one more dimension, of size 2}}
  %0 = kernel.nibbles %a : tensor<4x8xi8> -> tensor<4x16xi4>
  return %0 : tensor<4x16xi4>
}

// -----

// A position is one along a dimension of the computation around it.
kernel.kernel @position dims [m = 4, n = 8] (%x: tensor<4xi32>) -> tensor<4xi32> {
  %0 = kernel.map "add" over [m] (%x[m]) -> [m] : (tensor<4xi32>) -> tensor<4xi32> {
  ^bb0(%a: i32):
    // expected-error @below {{is a position along "n"; expected a body of a computation with that dimension}}
    %1 = kernel.index "n" : i32
    %2 = arith.addi %a, %1 : i32
    kernel.yield %2 : i32
  }
  kernel.yield %0 : tensor<4xi32>
}
