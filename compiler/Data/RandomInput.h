// Inputs for runs and checks without files.
//
// The generator is counter-based: element i of an argument is a function of (seed, argument, i) and of
// nothing else, so inputs are the same on every platform, for every element order and every number of
// threads, and stay the same when other arguments change their shape.
#ifndef AICC_COMPILER_DATA_RANDOMINPUT_H
#define AICC_COMPILER_DATA_RANDOMINPUT_H

#include "compiler/Data/Array.h"

namespace aicc::data {

/// Overwrites every element with a value drawn from `seed` and `argument`, the position of the array
/// in its function; arrays with different arguments or seeds are independent.
///
/// | type         | values                                                                     |
/// |--------------|----------------------------------------------------------------------------|
/// | `f64`, `f32` | uniform in [-1, 1), multiples of 2^-52 and 2^-23                           |
/// | `f16`,`bf16` | the f32 value, rounded towards zero, so that 1 is never reached            |
/// | `i8`, `i16`  | uniform in [-128, 127]                                                     |
/// | `i32`, `i64` | uniform in [-8, 7]: sums of products stay small enough to read             |
/// | `i4`         | uniform in [-8, 7]                                                         |
/// | `i1`         | 0 or 1                                                                     |
///
/// `range`, a power of two, multiplies floats: they are uniform in [-range, range). Integers stay what they are.
void fillRandom(Array &array, uint64_t seed, unsigned argument, double range = 1);

} // namespace aicc::data

#endif // AICC_COMPILER_DATA_RANDOMINPUT_H
