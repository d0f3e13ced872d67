// Strict reading of nested dictionary attributes into plain structs: every key asked for once, none left over.
#ifndef AICC_DIALECTS_DEVICE_DICTIONARYREADER_H
#define AICC_DIALECTS_DEVICE_DICTIONARYREADER_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/Twine.h"
#include <optional>
#include <string>
#include <vector>

namespace aicc::device {
/// Where errors go. Only the first is reported; whatever is read after it is meaningless.
struct ReadErrors {
  llvm::StringRef id; ///< the device's ID, for the message
  llvm::function_ref<mlir::InFlightDiagnostic()> emitError;
  bool failed = false;

  /// Reports that `path` holds `found` (null: nothing) where `expected` belongs.
  void report(const llvm::Twine &path, llvm::StringRef expected, mlir::Attribute found);
};

/// One dictionary. Each getter leaves its target alone where the key is absent, and reports a value of a wrong type.
class DictionaryReader {
public:
  DictionaryReader(mlir::DictionaryAttr dictionary, std::string path, ReadErrors &errors)
      : dictionary(dictionary), path(std::move(path)), errors(errors) {}

  /// A string that is not empty; an error where it is `required` and absent.
  void string(llvm::StringRef key, std::string &out, bool required = false);
  /// A list of strings.
  void strings(llvm::StringRef key, std::vector<std::string> &out);
  /// An integer of at least 1.
  void positive(llvm::StringRef key, std::optional<int64_t> &out);
  /// A finite number above 0, written as an integer or a float.
  void rate(llvm::StringRef key, std::optional<double> &out);
  /// true or false.
  void flag(llvm::StringRef key, bool &out);
  /// Three integers of at least 1.
  void triple(llvm::StringRef key, int64_t &first, int64_t &second, int64_t &third);
  /// One of `words`, by index; required.
  unsigned word(llvm::StringRef key, llvm::ArrayRef<llvm::StringRef> words);
  /// The dictionary at `key`, given to `read` where present.
  void dictionaryAt(llvm::StringRef key, llvm::function_ref<void(DictionaryReader &)> read);
  /// Each dictionary of the list at `key`, given to `read` in order. Their `name`s must differ.
  void list(llvm::StringRef key, llvm::function_ref<void(DictionaryReader &)> read);
  /// Reports a required key that is absent, where `present` is false.
  void require(llvm::StringRef key, bool present);
  /// Reports the first key that no getter has asked for. Call last.
  void finish();

private:
  mlir::Attribute take(llvm::StringRef key);
  std::string at(llvm::StringRef key) const { return path.empty() ? key.str() : path + "." + key.str(); }

  mlir::DictionaryAttr dictionary;
  std::string path;
  ReadErrors &errors;
  std::vector<llvm::StringRef> asked;
};
} // namespace aicc::device

#endif // AICC_DIALECTS_DEVICE_DICTIONARYREADER_H
