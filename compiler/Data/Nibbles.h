// Arrays of i4 as artifacts take them: two elements in a byte, the first in the low half (docs/ABI.md).
#ifndef AICC_COMPILER_DATA_NIBBLES_H
#define AICC_COMPILER_DATA_NIBBLES_H

#include "compiler/Data/Array.h"

namespace aicc::data {

/// A zeroed array of i8 with the bytes that `elements` elements of i4 take: half as many, rounded up.
llvm::Expected<Array> makeNibbleBytes(int64_t elements);

/// Writes the elements of `elements`, an array of i4, into `bytes`, which `makeNibbleBytes` made for as many.
void packNibbles(const Array &elements, Array &bytes);

/// Reads the elements of `elements`, an array of i4, from `bytes`.
void unpackNibbles(const Array &bytes, Array &elements);

} // namespace aicc::data

#endif // AICC_COMPILER_DATA_NIBBLES_H
