// Reading and printing the header of a `.npy` file.
#include "compiler/Data/NpyHeader.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>

using namespace aicc::data;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;

static constexpr StringRef magic = "\x93NUMPY";
static constexpr StringRef saveAgain = "; write the file again with numpy.save";

static Error makeError(const Twine &message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), message);
}

static std::string quoted(StringRef text) {
  std::string result = "'";
  llvm::raw_string_ostream os(result);
  llvm::printEscapedString(text, os);
  return result + "'";
}

namespace {

// Reads `{'key': value, …}`; every method takes what it reads off the front of `rest`.
class DictionaryParser {
public:
  explicit DictionaryParser(StringRef text) : text(text), rest(text) {}
  Expected<NpyHeader> parse();

private:
  Error parseEntry();
  Error parseValue(StringRef key);
  Expected<StringRef> parseString();
  Expected<bool> parseBool();
  Expected<llvm::SmallVector<int64_t>> parseTuple();
  Expected<int64_t> parseExtent();
  Expected<NpyHeader> finish();

  // Takes `token` and the blanks before it; false and nothing taken but blanks if it is not next.
  bool consume(StringRef token) {
    rest = rest.ltrim(" \t\r\n\f\v");
    return rest.consume_front(token);
  }
  Error expected(const Twine &what) const {
    StringRef next = rest.take_front(20);
    return makeError("expected " + what + " at byte " + Twine(text.size() - rest.size()) +
                     " of the header's dictionary, found " +
                     (next.empty() ? "its end" : quoted(next)) + saveAgain);
  }

  StringRef text;
  StringRef rest;
  std::optional<StringRef> descr;
  std::optional<bool> fortranOrder;
  std::optional<llvm::SmallVector<int64_t>> shape;
};

} // namespace

// Moves what `parsed` holds into `slot`.
template <typename T, typename Slot> static Error assign(Slot &slot, Expected<T> parsed) {
  if (!parsed)
    return parsed.takeError();
  slot = std::move(*parsed);
  return Error::success();
}

Expected<NpyHeader> DictionaryParser::parse() {
  if (!consume("{"))
    return expected("'{'");
  while (!consume("}")) {
    if (Error error = parseEntry())
      return error;
    if (consume(","))
      continue;
    if (!consume("}"))
      return expected("',' or '}'");
    break;
  }
  consume("");
  if (!rest.empty())
    return expected("nothing after '}'");
  return finish();
}

Error DictionaryParser::parseEntry() {
  Expected<StringRef> key = parseString();
  if (!key)
    return key.takeError();
  if (!consume(":"))
    return expected("':'");
  return parseValue(*key);
}

Error DictionaryParser::parseValue(StringRef key) {
  if ((key == "descr" && descr) || (key == "fortran_order" && fortranOrder) ||
      (key == "shape" && shape))
    return expected("each key once, not " + quoted(key) + " again, before the value");
  if (key == "descr") {
    if (consume("["))
      return makeError("expected an array of numbers, found a structured array; save one field of "
                       "it with numpy.save");
    return assign(descr, parseString());
  }
  if (key == "fortran_order")
    return assign(fortranOrder, parseBool());
  if (key == "shape")
    return assign(shape, parseTuple());
  return expected("the keys 'descr', 'fortran_order' and 'shape' only, not " + quoted(key) +
                  ", before the value");
}

Expected<StringRef> DictionaryParser::parseString() {
  StringRef quote = consume("'") ? "'" : "\"";
  if (quote == "\"" && !consume(quote))
    return expected("a string");
  size_t end = rest.find(quote);
  if (end == StringRef::npos)
    return expected("a string closed by " + quote);
  StringRef value = rest.take_front(end);
  rest = rest.drop_front(end + 1);
  return value;
}

Expected<bool> DictionaryParser::parseBool() {
  if (consume("True"))
    return true;
  if (consume("False"))
    return false;
  return expected("True or False");
}

Expected<llvm::SmallVector<int64_t>> DictionaryParser::parseTuple() {
  if (!consume("("))
    return expected("a tuple");
  llvm::SmallVector<int64_t> extents;
  while (!consume(")")) {
    Expected<int64_t> extent = parseExtent();
    if (!extent)
      return extent.takeError();
    extents.push_back(*extent);
    if (consume(","))
      continue;
    // `(3)` is a number in Python, not a tuple.
    if (extents.size() == 1 || !consume(")"))
      return expected(extents.size() == 1 ? "','" : "',' or ')'");
    break;
  }
  return extents;
}

Expected<int64_t> DictionaryParser::parseExtent() {
  consume("");
  StringRef digits = rest.take_while(llvm::isDigit);
  int64_t extent;
  if (digits.getAsInteger(10, extent))
    return expected("an extent from 0 to 2^63 - 1");
  rest = rest.drop_front(digits.size());
  // Python 2 wrote long integers with a suffix.
  rest.consume_front("L");
  return extent;
}

Expected<NpyHeader> DictionaryParser::finish() {
  if (!descr)
    return expected("the key 'descr'");
  if (!fortranOrder)
    return expected("the key 'fortran_order'");
  if (!shape)
    return expected("the key 'shape'");
  NpyHeader header;
  header.descr = descr->str();
  header.fortranOrder = *fortranOrder;
  header.shape = std::move(*shape);
  return header;
}

// Bytes of the length field of the version at byte 6 of `file`.
static Expected<size_t> sizeOfLength(StringRef file) {
  if (!file.starts_with(magic))
    return makeError("expected the magic bytes '\\93NUMPY', found " +
                     quoted(file.take_front(magic.size())) +
                     "; give a file that numpy.save has written");
  StringRef version = file.substr(magic.size(), 2);
  if (version.size() < 2)
    return makeError("expected a format version, found the end of the file" + saveAgain);
  unsigned major = static_cast<unsigned char>(version[0]);
  unsigned minor = static_cast<unsigned char>(version[1]);
  if (major < 1 || major > 3 || minor != 0)
    return makeError("expected format version 1.0, 2.0 or 3.0, found " + Twine(major) + "." +
                     Twine(minor) + saveAgain);
  return major == 1 ? 2 : 4;
}

Expected<NpyHeader> aicc::data::parseNpyHeader(StringRef file) {
  Expected<size_t> lengthBytes = sizeOfLength(file);
  if (!lengthBytes)
    return lengthBytes.takeError();
  StringRef field = file.substr(magic.size() + 2, *lengthBytes);
  if (field.size() < *lengthBytes)
    return makeError("expected the length of the header, found the end of the file" + saveAgain);
  size_t length = *lengthBytes == 2 ? llvm::support::endian::read16le(field.data())
                                    : llvm::support::endian::read32le(field.data());
  if (length > maxNpyDictionary)
    return makeError("expected a header of at most " + Twine(maxNpyDictionary) +
                     " bytes, found " + Twine(length) + saveAgain);
  size_t start = magic.size() + 2 + *lengthBytes;
  StringRef dictionary = file.substr(start, length);
  if (dictionary.size() < length)
    return makeError("expected a header of " + Twine(length) + " bytes, found " +
                     Twine(dictionary.size()) + " before the end of the file" + saveAgain);
  Expected<NpyHeader> header = DictionaryParser(dictionary).parse();
  if (header)
    header->dataOffset = start + length;
  return header;
}

Expected<std::string> aicc::data::printNpyHeader(StringRef descr, llvm::ArrayRef<int64_t> shape) {
  std::string dictionary;
  llvm::raw_string_ostream os(dictionary);
  os << "{'descr': '" << descr << "', 'fortran_order': False, 'shape': (";
  llvm::interleaveComma(shape, os);
  os << (shape.size() == 1 ? ",), }" : "), }");
  size_t before = magic.size() + 4;
  size_t length = llvm::alignTo(before + dictionary.size() + 1, 64) - before;
  if (length > maxNpyDictionary)
    return makeError("expected a shape that fits a header of " + Twine(maxNpyDictionary) +
                     " bytes, found " + Twine(shape.size()) + " extents; reshape the array");
  dictionary.resize(length - 1, ' ');
  char size[2] = {static_cast<char>(length & 0xff), static_cast<char>(length >> 8)};
  return (magic + StringRef("\1\0", 2) + StringRef(size, 2) + dictionary + "\n").str();
}
