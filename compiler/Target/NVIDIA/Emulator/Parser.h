// Reads the directives of a module and hands its instructions to their families.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_PARSER_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_PARSER_H

#include "compiler/Target/NVIDIA/Emulator/Decode.h"
#include "compiler/Target/NVIDIA/Emulator/Lexer.h"

namespace aicc::ptx {
/// A cursor over tokens with what every reader of them needs. Errors name the line of the current token.
class TokenStream {
public:
  TokenStream(llvm::ArrayRef<Token> tokens, llvm::StringRef name) : tokens(tokens), name(name) {}

  llvm::StringRef module() const { return name; }
  const Token &peek(size_t ahead = 0) const { return tokens[std::min(at + ahead, tokens.size() - 1)]; }
  const Token &next();
  bool atEnd() const { return peek().kind == Token::Kind::End; }
  /// Takes the token where it is spelt so.
  bool take(llvm::StringRef spelling);
  llvm::Error expect(llvm::StringRef spelling);
  llvm::Expected<llvm::StringRef> expectWord(llvm::StringRef what);
  /// An integer literal with an optional sign, in two's complement.
  llvm::Expected<uint64_t> expectInteger(llvm::StringRef what);
  /// Skips to the end of a `{ … }` whose brace was taken.
  llvm::Error skipBlock();
  llvm::Error error(const llvm::Twine &message) const;

private:
  llvm::ArrayRef<Token> tokens;
  llvm::StringRef name;
  size_t at = 0;
};

/// The literal `spelling` as an Integer, Single or Double; Kind::Sink where it is none.
Expr parseLiteral(llvm::StringRef spelling);

/// An instruction up to its semicolon, from its guard on.
llvm::Expected<Statement> parseStatement(TokenStream &tokens);

/// A variable's declaration without its state space: type, name, extents, initial values.
struct Declaration {
  llvm::StringRef name;
  Scalar type = Scalar::B8;
  uint32_t align = 1;
  uint64_t bytes = 0;
  bool unsized = false; ///< `name[]`
  std::vector<uint8_t> initial;
};

/// A declaration from its type or `.align` on, without the semicolon.
llvm::Expected<Declaration> parseDeclaration(TokenStream &tokens);

/// The body of a kernel, from after its opening brace to its closing one.
llvm::Error parseBody(TokenStream &tokens, Program &program, KernelBuilder &builder);

/// Finds where the lanes of each branch meet again: the nearest instruction that every way from it to the kernel's end
/// goes through.
void findReconvergence(Kernel &kernel);
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_PARSER_H
