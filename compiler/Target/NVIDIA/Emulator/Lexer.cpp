// Tokens, "Source Format" and "Identifiers" of the PTX ISA.
#include "compiler/Target/NVIDIA/Emulator/Lexer.h"
#include "llvm/ADT/StringExtras.h"

namespace aicc::ptx {
namespace {
bool startsWord(char c) { return llvm::isAlpha(c) || c == '_' || c == '$' || c == '%' || c == '.'; }
bool continuesWord(char c) { return llvm::isAlnum(c) || c == '_' || c == '$' || c == '.'; }

class Lexer {
public:
  Lexer(llvm::StringRef text, llvm::StringRef name) : text(text), name(name) {}

  llvm::Expected<std::vector<Token>> run() {
    while (skipBlanks()) {
      if (llvm::Error error = next())
        return error;
    }
    tokens.push_back({Token::Kind::End, "end of text", line});
    return std::move(tokens);
  }

private:
  /// Moves to the next token; false at the end of the text.
  bool skipBlanks() {
    while (at < text.size()) {
      if (text[at] == '\n')
        ++line;
      if (llvm::isSpace(text[at]) || text[at] == '\0')
        ++at;
      else if (text.substr(at).starts_with("//"))
        at = std::min(text.find('\n', at), text.size());
      else if (text.substr(at).starts_with("/*"))
        skipBlockComment();
      else
        return true;
    }
    return false;
  }

  void skipBlockComment() {
    size_t end = text.find("*/", at + 2);
    end = end == llvm::StringRef::npos ? text.size() : end + 2;
    line += unsigned(text.slice(at, end).count('\n'));
    at = end;
  }

  llvm::Error next() {
    char c = text[at];
    if (c == '"')
      return string();
    if (llvm::isDigit(c))
      return push(Token::Kind::Number, numberEnd());
    if (startsWord(c))
      return push(Token::Kind::Word, wordEnd());
    if (llvm::StringRef("{}()[]<>,;:@!|=+-*&/~^?").contains(c))
      return push(Token::Kind::Punctuation, at + 1);
    return errorAt(name, line, "expected PTX, found the character '" + llvm::toHex(text.substr(at, 1)) + "' (hex)");
  }

  llvm::Error push(Token::Kind kind, size_t end) {
    tokens.push_back({kind, text.slice(at, end), line});
    at = end;
    return llvm::Error::success();
  }

  llvm::Error string() {
    size_t end = text.find('"', at + 1);
    if (end == llvm::StringRef::npos || text.slice(at, end).contains('\n'))
      return errorAt(name, line, "a string has no closing quote on its line");
    tokens.push_back({Token::Kind::String, text.slice(at + 1, end), line});
    at = end + 1;
    return llvm::Error::success();
  }

  /// Numbers: digits with everything that may follow them; `1.5e-3` has a sign inside.
  size_t numberEnd() const {
    size_t end = at;
    bool prefixed = text.substr(at).starts_with("0x") || text.substr(at).starts_with("0f") ||
                    text.substr(at).starts_with("0d") || text.substr(at).starts_with("0F") ||
                    text.substr(at).starts_with("0D") || text.substr(at).starts_with("0X");
    while (end < text.size() && (llvm::isAlnum(text[end]) || text[end] == '.' ||
                                 (!prefixed && (text[end] == '-' || text[end] == '+') && (text[end - 1] | 32) == 'e')))
      ++end;
    return end;
  }

  /// Words: `::` belongs to them (`.shared::cta`), a single colon does not (labels).
  size_t wordEnd() const {
    size_t end = at + 1;
    while (end < text.size()) {
      if (continuesWord(text[end]))
        ++end;
      else if (text.substr(end).starts_with("::"))
        end += 2;
      else
        break;
    }
    return end;
  }

  llvm::StringRef text, name;
  size_t at = 0;
  unsigned line = 1;
  std::vector<Token> tokens;
};
} // namespace

llvm::Error errorAt(llvm::StringRef name, unsigned line, const llvm::Twine &message) {
  return llvm::createStringError(name + ":" + llvm::Twine(line) + ": " + message);
}

llvm::Expected<std::vector<Token>> tokenize(llvm::StringRef text, llvm::StringRef name) {
  return Lexer(text, name).run();
}
} // namespace aicc::ptx
