// Cuts PTX text into tokens; comments and blanks vanish.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_LEXER_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_LEXER_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <vector>

namespace aicc::ptx {
/// A token. Words are identifiers with their dots: `add.s32`, `%tid.x`, `.reg`, `$L__BB0_1`; numbers are as spelt.
struct Token {
  enum class Kind : uint8_t { Word, Number, String, Punctuation, End };
  Kind kind = Kind::End;
  llvm::StringRef text;
  unsigned line = 0;

  bool is(llvm::StringRef spelling) const { return kind != Kind::String && text == spelling; }
};

/// The tokens of `text`, an End last. `text` must outlive them. Error: a character or string that PTX does not have.
llvm::Expected<std::vector<Token>> tokenize(llvm::StringRef text, llvm::StringRef name);

/// An error at a line of the text called `name`.
llvm::Error errorAt(llvm::StringRef name, unsigned line, const llvm::Twine &message);
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_LEXER_H
