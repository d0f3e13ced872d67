// Arrays as NumPy `.npy` files.
//
// | type   | read from                    | written as |
// |--------|------------------------------|------------|
// | `f64`  | `<f8`                        | `<f8`      |
// | `f32`  | `<f4`                        | `<f4`      |
// | `f16`  | `<f2`                        | `<f2`      |
// | `bf16` | `|V2`, `<V2`, `<u2`          | `|V2`      |
// | `i64`, `i32`, `i16` | `<i8`, `<i4`, `<i2` | the same |
// | `i8`   | `|i1`, `<i1`                 | `|i1`      |
// | `i4`   | `|i1` in [-8, 7], `|u1` in [0, 15], one element a byte | `|i1` |
// | `i1`   | `|b1`, `<b1`                 | `|b1`      |
//
// NumPy has no bfloat16, so its bits travel as two-byte data. In Python, with the ml_dtypes package,
// `numpy.load(path).view(ml_dtypes.bfloat16)` reads such a file and `numpy.save` writes one.
#ifndef AICC_COMPILER_DATA_NPY_H
#define AICC_COMPILER_DATA_NPY_H

#include "compiler/Data/Array.h"

namespace aicc::data {

/// Reads `path`, which must hold an array of `expectedType` and `expectedShape` and nothing after it;
/// a negative expected extent takes any. Versions 1.0, 2.0 and 3.0, either element order; the result
/// is row-major. Types are not converted. Errors name the file, what was expected, what was found, and
/// what to do; a file that claims more elements than it has allocates nothing.
llvm::Expected<Array> readNpy(llvm::StringRef path, ElementType expectedType,
                              llvm::ArrayRef<int64_t> expectedShape);

/// Writes `array` to `path` in version 1.0, row-major. The file appears whole or not at all: it is
/// written beside `path` and renamed, so a reader never sees a part of it, and after an error nothing
/// is left and an earlier file is as it was. A symbolic link is replaced, not followed; devices and
/// pipes are refused.
llvm::Error writeNpy(llvm::StringRef path, const Array &array);

} // namespace aicc::data

#endif // AICC_COMPILER_DATA_NPY_H
