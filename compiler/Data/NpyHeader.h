// The header of a NumPy `.npy` file: magic, version, length, and a Python dictionary as text.
//
//   bytes 0-5   \x93NUMPY
//   bytes 6-7   version: 1.0, 2.0 or 3.0
//   then        length of the dictionary, little-endian: 2 bytes in version 1.0, else 4
//   then        {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }, blanks, a newline
//   then        the elements
//
// Source: "A Simple File Format for NumPy Arrays", the numpy.lib.format page of NumPy's manual.
#ifndef AICC_COMPILER_DATA_NPYHEADER_H
#define AICC_COMPILER_DATA_NPYHEADER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace aicc::data {

/// The longest dictionary that is read or written, in bytes: the limit of version 1.0. NumPy itself
/// stops at 10,000.
constexpr size_t maxNpyDictionary = 65535;

/// What the header says.
struct NpyHeader {
  /// Element type as NumPy writes it: byte order, kind, size in bytes: `<f4`.
  std::string descr;
  /// True where the first index runs fastest.
  bool fortranOrder = false;
  /// Extents, outermost first. None is negative.
  llvm::SmallVector<int64_t> shape;
  /// Offset of the first element in the file, in bytes.
  size_t dataOffset = 0;
};

/// Reads the header at the beginning of `file`, which may be the whole file. Keys may stand in any
/// order, blanks anywhere, either quote is taken. An error says what was expected and found, and does
/// not name the file.
llvm::Expected<NpyHeader> parseNpyHeader(llvm::StringRef file);

/// A header of version 1.0 in row-major order, padded so that the data starts at a multiple of 64
/// bytes. An error where `shape` has too many extents for it.
llvm::Expected<std::string> printNpyHeader(llvm::StringRef descr, llvm::ArrayRef<int64_t> shape);

} // namespace aicc::data

#endif // AICC_COMPILER_DATA_NPYHEADER_H
