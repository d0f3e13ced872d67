// A dense row-major array on the host, as an artifact takes and returns it.
#ifndef AICC_COMPILER_DATA_ARRAY_H
#define AICC_COMPILER_DATA_ARRAY_H

#include "compiler/Data/ElementType.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"
#include <cassert>
#include <cstdlib>
#include <memory>
#include <string>

namespace aicc::data {

/// Alignment in bytes of every array: a cache line and the widest vector.
constexpr size_t arrayAlignment = 64;

/// Bytes from which an array is aligned to a huge page and asks for them: weights that stream from memory arrive 10 to
/// 20 % faster from huge pages than from pages of 4 KiB (measured on Zen 5, one row of f32 and bf16).
constexpr size_t hugePage = size_t(2) << 20;

/// `shape` as text, `[2, 3]`; `[]` for a scalar. Negative extents print as `?`.
std::string shapeText(llvm::ArrayRef<int64_t> shape);

/// Product of `shape`, 1 for a scalar. An error where an extent is negative or where the elements of
/// `type` would take more than 2^63 - 1 bytes.
llvm::Expected<int64_t> countElements(ElementType type, llvm::ArrayRef<int64_t> shape);

/// Elements of one type in row-major order without gaps, owned. Moves, never copies; after a move the
/// source has no elements that may be read.
class Array {
public:
  /// An array of zeros, aligned to `arrayAlignment`, every page of it touched, so that the first run
  /// pays no page faults; in huge pages from `hugePage` bytes on. Errors: those of `countElements`, and too little memory.
  static llvm::Expected<Array> create(ElementType type, llvm::ArrayRef<int64_t> shape);

  /// Type of the elements.
  ElementType type() const { return elementType; }

  /// Extents in elements, outermost first; empty for a scalar.
  llvm::ArrayRef<int64_t> shape() const { return extents; }

  /// Number of elements.
  int64_t size() const { return count; }

  /// Number of bytes that the elements take.
  size_t bytes() const { return size_t(count) * byteSize(elementType); }

  /// The first element; never null, also with no elements.
  void *data() { return buffer.get(); }
  const void *data() const { return buffer.get(); }

  /// Address of the element with linear `index`, 0 <= index < size().
  void *address(int64_t index) {
    assert(index >= 0 && index < count && "index out of range");
    return static_cast<char *>(data()) + index * byteSize(elementType);
  }
  const void *address(int64_t index) const { return const_cast<Array *>(this)->address(index); }

  /// The element with linear `index` as a double: `load`.
  double get(int64_t index) const { return load(elementType, address(index)); }

  /// Rounds `value` into the element with linear `index`: `store`.
  void set(int64_t index, double value) { store(elementType, address(index), value); }

private:
  struct Release {
    void operator()(void *memory) const { std::free(memory); }
  };
  Array() = default;

  ElementType elementType = ElementType::F32;
  llvm::SmallVector<int64_t> extents;
  int64_t count = 0;
  std::unique_ptr<void, Release> buffer;
};

} // namespace aicc::data

#endif // AICC_COMPILER_DATA_ARRAY_H
