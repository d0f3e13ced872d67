// Reading and writing `.npy` files: what the header promises against what the caller and the file say.
#include "compiler/Data/Npy.h"

#include "compiler/Data/NpyHeader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <chrono>
#include <cstring>

using namespace aicc::data;
using llvm::ArrayRef;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;

namespace fs = llvm::sys::fs;

// The elements of a file as its header describes them, in the file's order.
namespace {
struct Contents {
  NpyHeader header;
  StringRef elements;
};
} // namespace

static Error makeError(StringRef path, const Twine &message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), path + ": " + message);
}

// Element types without their byte order; the first is the one that is written.
static llvm::SmallVector<StringRef, 2> kindsOf(ElementType type) {
  switch (type) {
  case ElementType::F64:
    return {"f8"};
  case ElementType::F32:
    return {"f4"};
  case ElementType::F16:
    return {"f2"};
  case ElementType::BF16:
    return {"V2", "u2"};
  case ElementType::I1:
    return {"b1"};
  case ElementType::I4:
    return {"i1", "u1"};
  case ElementType::I8:
    return {"i1"};
  case ElementType::I16:
    return {"i2"};
  case ElementType::I32:
    return {"i4"};
  case ElementType::I64:
    return {"i8"};
  }
  llvm_unreachable("unknown element type");
}

// NumPy gives single bytes and opaque data no byte order.
static bool hasNoOrder(StringRef kind) { return kind.ends_with("1") || kind == "V2"; }

// Byte order and kind.
static std::string descrOf(ElementType type) {
  StringRef kind = kindsOf(type).front();
  return ((hasNoOrder(kind) ? "|" : "<") + kind).str();
}

// Python that makes `a` fit `type`.
static std::string conversionTo(ElementType type) {
  if (type == ElementType::BF16)
    return "a.astype(ml_dtypes.bfloat16)";
  return "a.astype('" + descrOf(type) + "')";
}

static Error checkType(StringRef path, const NpyHeader &header, ElementType type) {
  StringRef descr = header.descr;
  char order = descr.empty() ? 0 : descr.front();
  StringRef kind = descr.drop_front(descr.empty() ? 0 : 1);
  bool ordered = order == '<' || (order == '|' && hasNoOrder(kind));
  if (ordered && llvm::is_contained(kindsOf(type), kind))
    return Error::success();
  StringRef big = order == '>' ? "big-endian " : "";
  return makeError(path, "expected elements of type " + nameOf(type) + ", written '" +
                             descrOf(type) + "', found " + big + "'" + descr +
                             "'; convert with numpy.save(path, " + conversionTo(type) + ")");
}

static Error checkShape(StringRef path, const NpyHeader &header, ArrayRef<int64_t> expected) {
  auto fits = [](int64_t found, int64_t extent) { return extent < 0 || found == extent; };
  if (header.shape.size() == expected.size() && llvm::all_of_zip(header.shape, expected, fits))
    return Error::success();
  return makeError(path, "expected shape " + shapeText(expected) + ", found " +
                             shapeText(header.shape) +
                             "; give an array of that shape, or compile for this one");
}

static Error checkLength(StringRef path, const Contents &contents, ElementType type) {
  Expected<int64_t> count = countElements(type, contents.header.shape);
  if (!count)
    return makeError(path, llvm::toString(count.takeError()));
  uint64_t expected = uint64_t(*count) * byteSize(type), found = contents.elements.size();
  if (found == expected)
    return Error::success();
  return makeError(path, "expected " + Twine(expected) + " bytes after the header for shape " +
                             shapeText(contents.header.shape) + " of " + nameOf(type) +
                             ", found " + Twine(found) +
                             (found < expected ? ": the file is truncated" : ": data follows") +
                             "; write it again with numpy.save");
}

// Copies column-major `elements` into row-major `array`.
static void transpose(StringRef elements, Array &array) {
  size_t size = byteSize(array.type()), rank = array.shape().size();
  llvm::SmallVector<int64_t> index(rank, 0), strides(rank, 1);
  for (size_t d = 1; d < rank; ++d)
    strides[d] = strides[d - 1] * array.shape()[d - 1];
  int64_t from = 0;
  for (int64_t to = 0; to != array.size(); ++to) {
    std::memcpy(array.address(to), elements.data() + from * size, size);
    // The next index in row-major order: the last dimension runs fastest.
    for (size_t d = rank; d-- != 0;) {
      from += strides[d];
      if (++index[d] != array.shape()[d])
        break;
      from -= index[d] * strides[d];
      index[d] = 0;
    }
  }
}

// Generated code relies on 0 or 1.
static Error checkBooleans(StringRef path, const Array &array) {
  const auto *bytes = static_cast<const uint8_t *>(array.data());
  const auto *bad = std::find_if(bytes, bytes + array.bytes(), [](uint8_t b) { return b > 1; });
  if (array.type() != ElementType::I1 || bad == bytes + array.bytes())
    return Error::success();
  return makeError(path, "expected 0 or 1 in each element of type i1, found " +
                             Twine(unsigned(*bad)) + " at element " + Twine(bad - bytes) +
                             "; convert with numpy.save(path, a.astype(bool))");
}

// Signed elements in [-8, 7], or codes in [0, 15]; both are kept as the lower half of a byte.
static Error takeNibbles(StringRef path, bool isSigned, Array &array) {
  if (array.type() != ElementType::I4)
    return Error::success();
  auto *bytes = static_cast<uint8_t *>(array.data());
  int offset = isSigned ? 8 : 0;
  // All of them before any is looked for: a loop without a way out becomes vectors.
  uint8_t all = 0;
  for (int64_t index = 0; index < array.size(); ++index)
    all |= uint8_t(bytes[index] + offset);
  if (all <= 15) {
    std::for_each(bytes, bytes + array.size(), [](uint8_t &byte) { byte &= 15; });
    return Error::success();
  }
  auto *bad = std::find_if(bytes, bytes + array.size(), [&](uint8_t byte) { return uint8_t(byte + offset) > 15; });
  return makeError(path, "expected " + Twine(-offset) + " to " + Twine(15 - offset) +
                             " in each element of type i4, found " + Twine(isSigned ? int(int8_t(*bad)) : int(*bad)) +
                             " at element " + Twine(bad - bytes) + "; unpack or clip the array to one element a byte");
}

// Elements of i4 with their sign in the whole byte, as NumPy reads them.
static std::string signedBytes(const Array &array) {
  const auto *from = static_cast<const uint8_t *>(array.data());
  std::string bytes(size_t(array.size()), 0);
  for (int64_t index = 0; index < array.size(); ++index)
    bytes[size_t(index)] = char((from[index] ^ 8) - 8);
  return bytes;
}

static Expected<Array> makeArray(StringRef path, const Contents &contents, ElementType type) {
  Expected<Array> array = Array::create(type, contents.header.shape);
  if (!array)
    return makeError(path, llvm::toString(array.takeError()));
  if (contents.header.fortranOrder)
    transpose(contents.elements, *array);
  else if (!contents.elements.empty())
    std::memcpy(array->data(), contents.elements.data(), contents.elements.size());
  if (Error error = checkBooleans(path, *array))
    return error;
  if (Error error = takeNibbles(path, StringRef(contents.header.descr).ends_with("i1"), *array))
    return error;
  return array;
}

Expected<Array> aicc::data::readNpy(StringRef path, ElementType expectedType,
                                    ArrayRef<int64_t> expectedShape) {
  auto file = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!file)
    return makeError(path, "expected a readable .npy file, found: " + file.getError().message() +
                               "; check the path");
  Expected<NpyHeader> header = parseNpyHeader((*file)->getBuffer());
  if (!header)
    return makeError(path, llvm::toString(header.takeError()));
  Contents contents{*header, (*file)->getBuffer().drop_front(header->dataOffset)};
  if (Error error = checkType(path, contents.header, expectedType))
    return error;
  if (Error error = checkShape(path, contents.header, expectedShape))
    return error;
  if (Error error = checkLength(path, contents, expectedType))
    return error;
  return makeArray(path, contents, expectedType);
}

static Error cannotWrite(StringRef path, const Twine &why) {
  return makeError(path, "cannot write the array: " + why +
                             "; choose a folder that exists, has room and may be written");
}

// Renaming onto a device or a folder would replace it or fail late.
static Error checkTarget(StringRef path) {
  fs::file_status status;
  if (fs::status(path, status) || !fs::exists(status) || fs::is_regular_file(status))
    return Error::success();
  return cannotWrite(path, "it exists and is not a regular file");
}

// A name beside `path` that no other writer uses. Not TempFile, which would also replace each `%` of
// the caller's path.
static std::string temporaryFor(StringRef path) {
  auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  return (path + "." + Twine(llvm::sys::Process::getProcessId()) + "-" + Twine(now) + ".tmp").str();
}

static std::error_code writeAll(int file, StringRef header, const Array &array) {
  llvm::raw_fd_ostream os(file, /*shouldClose=*/true);
  os << header;
  if (array.type() == ElementType::I4)
    os << signedBytes(array);
  else
    os.write(static_cast<const char *>(array.data()), array.bytes());
  os.close();
  std::error_code code = os.error();
  os.clear_error();
  return code;
}

Error aicc::data::writeNpy(StringRef path, const Array &array) {
  Expected<std::string> header = printNpyHeader(descrOf(array.type()), array.shape());
  if (!header)
    return makeError(path, llvm::toString(header.takeError()));
  if (Error error = checkTarget(path))
    return error;
  // In the same folder, since a rename does not cross file systems.
  std::string temporary = temporaryFor(path);
  int file;
  if (std::error_code code = fs::openFileForWrite(temporary, file, fs::CD_CreateNew))
    return cannotWrite(path, code.message());
  llvm::FileRemover remover(temporary);
  if (std::error_code code = writeAll(file, *header, array))
    return cannotWrite(path, code.message());
  if (std::error_code code = fs::rename(temporary, path))
    return cannotWrite(path, code.message());
  remover.releaseFile();
  return Error::success();
}
