// Counting and allocating the elements of an array.
#include "compiler/Data/Array.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <cstring>
#if defined(__linux__)
#include <sys/mman.h>
#endif

using namespace aicc::data;
using llvm::Twine;

static llvm::Error cannotHold(ElementType type, llvm::ArrayRef<int64_t> shape, const Twine &why) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                 "cannot hold an array " + shapeText(shape) + " of " +
                                     nameOf(type) + ": " + why);
}

std::string aicc::data::shapeText(llvm::ArrayRef<int64_t> shape) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << '[';
  llvm::interleaveComma(shape, os, [&](int64_t extent) {
    if (extent < 0)
      os << '?';
    else
      os << extent;
  });
  os << ']';
  return text;
}

llvm::Expected<int64_t> aicc::data::countElements(ElementType type,
                                                  llvm::ArrayRef<int64_t> shape) {
  if (llvm::any_of(shape, [](int64_t extent) { return extent < 0; }))
    return cannotHold(type, shape, "every extent must be known and not negative");
  // An extent of 0 empties the array, however large the others are.
  if (llvm::is_contained(shape, 0))
    return 0;
  int64_t bytes = byteSize(type);
  for (int64_t extent : shape)
    if (llvm::MulOverflow(bytes, extent, bytes))
      return cannotHold(type, shape, "it takes more than 2^63 - 1 bytes");
  return bytes / byteSize(type);
}

/// `bytes` rounded up to whole `alignment`, or null. A wish for huge pages is one: small pages are as correct.
static void *allocate(size_t bytes, size_t alignment) {
  void *memory = std::aligned_alloc(alignment, bytes);
#if defined(__linux__)
  if (memory && alignment == hugePage)
    (void)madvise(memory, bytes, MADV_HUGEPAGE);
#endif
  return memory;
}

llvm::Expected<Array> Array::create(ElementType type, llvm::ArrayRef<int64_t> shape) {
  llvm::Expected<int64_t> count = countElements(type, shape);
  if (!count)
    return count.takeError();
  Array array;
  array.elementType = type;
  array.extents.assign(shape.begin(), shape.end());
  array.count = *count;
  // At least one line, so that an empty array has an address too.
  size_t alignment = array.bytes() >= hugePage ? hugePage : arrayAlignment;
  size_t reserved = llvm::alignTo(std::max<size_t>(array.bytes(), 1), alignment);
  array.buffer.reset(allocate(reserved, alignment));
  if (!array.buffer)
    return cannotHold(type, shape, "no memory for " + Twine(reserved) + " bytes");
  std::memset(array.data(), 0, reserved);
  return array;
}
