// See DictionaryReader.h.
#include "dialects/Device/DictionaryReader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include <cmath>

using namespace mlir;
using namespace aicc::device;

void ReadErrors::report(const Twine &path, StringRef expected, Attribute found) {
  if (failed)
    return;
  failed = true;
  InFlightDiagnostic diagnostic = emitError();
  diagnostic << "device '" << id << "': '" << path.str() << "' expects " << expected << ", found ";
  if (found)
    diagnostic << found;
  else
    diagnostic << "nothing";
}

Attribute DictionaryReader::take(StringRef key) {
  asked.push_back(key);
  return dictionary.get(key);
}

void DictionaryReader::string(StringRef key, std::string &out, bool required) {
  Attribute found = take(key);
  if (!found && !required)
    return;
  auto text = dyn_cast_or_null<StringAttr>(found);
  if (!text || text.getValue().empty())
    return errors.report(at(key), "a string that is not empty", found);
  out = text.str();
}

void DictionaryReader::strings(StringRef key, std::vector<std::string> &out) {
  Attribute found = take(key);
  if (!found)
    return;
  auto array = dyn_cast<ArrayAttr>(found);
  if (!array || !llvm::all_of(array, llvm::IsaPred<StringAttr>))
    return errors.report(at(key), "a list of strings", found);
  for (StringRef text : array.getAsValueRange<StringAttr>())
    out.push_back(text.str());
}

void DictionaryReader::positive(StringRef key, std::optional<int64_t> &out) {
  Attribute found = take(key);
  if (!found)
    return;
  auto integer = dyn_cast<IntegerAttr>(found);
  if (!integer || !integer.getType().isInteger(64) || integer.getInt() < 1)
    return errors.report(at(key), "an i64 of at least 1", found);
  out = integer.getInt();
}

void DictionaryReader::rate(StringRef key, std::optional<double> &out) {
  Attribute found = take(key);
  if (!found)
    return;
  double value = NAN;
  if (auto real = dyn_cast<FloatAttr>(found))
    value = real.getValueAsDouble();
  else if (auto integer = dyn_cast<IntegerAttr>(found); integer && integer.getType().isInteger(64))
    value = static_cast<double>(integer.getInt());
  if (!std::isfinite(value) || value <= 0)
    return errors.report(at(key), "a finite number above 0", found);
  out = value;
}

void DictionaryReader::flag(StringRef key, bool &out) {
  Attribute found = take(key);
  if (!found)
    return;
  auto boolean = dyn_cast<BoolAttr>(found);
  if (!boolean)
    return errors.report(at(key), "true or false", found);
  out = boolean.getValue();
}

void DictionaryReader::triple(StringRef key, int64_t &first, int64_t &second, int64_t &third) {
  Attribute found = take(key);
  auto array = dyn_cast_or_null<DenseI64ArrayAttr>(found);
  if (!array || array.size() != 3 || llvm::any_of(array.asArrayRef(), [](int64_t extent) { return extent < 1; }))
    return errors.report(at(key), "array<i64: m, n, k> of extents of at least 1", found);
  first = array[0];
  second = array[1];
  third = array[2];
}

unsigned DictionaryReader::word(StringRef key, ArrayRef<StringRef> words) {
  Attribute found = take(key);
  if (auto text = dyn_cast_or_null<StringAttr>(found))
    if (const auto *it = llvm::find(words, text.getValue()); it != words.end())
      return it - words.begin();
  errors.report(at(key), "one of \"" + llvm::join(words, "\", \"") + "\"", found);
  return 0;
}

void DictionaryReader::dictionaryAt(StringRef key, function_ref<void(DictionaryReader &)> read) {
  Attribute found = take(key);
  if (!found)
    return;
  auto nested = dyn_cast<DictionaryAttr>(found);
  if (!nested)
    return errors.report(at(key), "a dictionary", found);
  DictionaryReader reader(nested, at(key), errors);
  read(reader);
  reader.finish();
}

void DictionaryReader::list(StringRef key, function_ref<void(DictionaryReader &)> read) {
  Attribute found = take(key);
  if (!found)
    return;
  auto array = dyn_cast<ArrayAttr>(found);
  if (!array || !llvm::all_of(array, llvm::IsaPred<DictionaryAttr>))
    return errors.report(at(key), "a list of dictionaries", found);
  llvm::StringSet<> names;
  for (auto [index, entry] : llvm::enumerate(array.getAsRange<DictionaryAttr>())) {
    DictionaryReader reader(entry, at(key) + "[" + std::to_string(index) + "]", errors);
    read(reader);
    reader.finish();
    if (auto name = entry.getAs<StringAttr>("name"); name && !names.insert(name.getValue()).second)
      errors.report(reader.at("name"), "a name that the list does not hold yet", name);
  }
}

void DictionaryReader::require(StringRef key, bool present) {
  if (!present)
    errors.report(at(key), "a value", {});
}

void DictionaryReader::finish() {
  for (NamedAttribute entry : dictionary)
    if (!llvm::is_contained(asked, entry.getName().getValue()))
      errors.report(at(entry.getName()), "no such key; the keys are '" + llvm::join(asked, "', '") + "'",
                    entry.getValue());
}
