// Variables, "State Spaces, Types, and Variables" of the PTX ISA.
#include "compiler/Target/NVIDIA/Emulator/Parser.h"
#include "llvm/Support/MathExtras.h"

namespace aicc::ptx {
namespace {
/// More than a device has; keeps absurd sizes from being allocated.
constexpr uint64_t kMaxVariableBytes = uint64_t(1) << 28;

llvm::Error parseExtents(TokenStream &tokens, Declaration &declaration) {
  declaration.bytes = sizeOf(declaration.type);
  while (tokens.take("[")) {
    if (tokens.take("]")) {
      declaration.unsized = true;
      continue;
    }
    llvm::Expected<uint64_t> extent = tokens.expectInteger("an array extent");
    if (!extent)
      return extent.takeError();
    if (*extent > kMaxVariableBytes || declaration.bytes * *extent > kMaxVariableBytes)
      return tokens.error("'" + declaration.name + "' is larger than 256 MB");
    declaration.bytes *= *extent;
    if (llvm::Error error = tokens.expect("]"))
      return error;
  }
  return llvm::Error::success();
}

llvm::Error parseInitialValue(TokenStream &tokens, Declaration &declaration) {
  bool negative = tokens.take("-");
  Expr literal = parseLiteral(tokens.peek().text);
  if (tokens.peek().kind != Token::Kind::Number || literal.kind == Expr::Kind::Sink)
    return tokens.error("expected a number as initial value, found '" + tokens.peek().text +
                        "': addresses are outside the emulator's subset here");
  tokens.next();
  unsigned width = sizeOf(declaration.type);
  uint64_t bits = literal.bits;
  if (literal.kind == Expr::Kind::Double && width == 4)
    bits = bitCast<uint32_t>(float(bitCast<double>(bits)));
  if (negative)
    bits = literal.kind == Expr::Kind::Integer ? 0 - bits : bits ^ uint64_t(1) << (8 * width - 1);
  for (unsigned byte = 0; byte < width; ++byte)
    declaration.initial.push_back(byte < 8 ? uint8_t(bits >> (8 * byte)) : 0);
  return llvm::Error::success();
}

/// `= 5` or `= {1, 2, {3, 4}}`; nested braces list the elements in order.
llvm::Error parseInitialValues(TokenStream &tokens, Declaration &declaration) {
  unsigned depth = 0;
  do {
    while (tokens.take("{"))
      ++depth;
    if (!tokens.peek().is("}"))
      if (llvm::Error error = parseInitialValue(tokens, declaration))
        return error;
    while (depth && tokens.take("}"))
      --depth;
  } while (tokens.take(",") || (depth && tokens.peek().is("{")));
  if (depth)
    return tokens.error("expected '}' after initial values, found '" + tokens.peek().text + "'");
  if (declaration.unsized)
    declaration.bytes = declaration.initial.size();
  if (declaration.initial.size() > declaration.bytes)
    return tokens.error("'" + declaration.name + "' has more initial values than elements");
  return llvm::Error::success();
}

llvm::Error parseAlign(TokenStream &tokens, Declaration &declaration) {
  llvm::Expected<uint64_t> align = tokens.expectInteger("an alignment");
  if (!align)
    return align.takeError();
  if (!llvm::isPowerOf2_64(*align) || *align > 65536)
    return tokens.error("expected an alignment that is a power of two up to 65536");
  declaration.align = uint32_t(*align);
  return llvm::Error::success();
}

/// Modifiers before the name: `.align 8`, `.ptr`, `.global`, and the type.
llvm::Error parseTypeWords(TokenStream &tokens, Declaration &declaration) {
  bool typed = false, pointer = false;
  uint64_t vector = 1;
  while (tokens.peek().text.starts_with(".")) {
    llvm::StringRef word = tokens.next().text.drop_front();
    std::optional<Scalar> type = parseScalar(word);
    if (word == "align") {
      Declaration pointee;
      if (llvm::Error error = parseAlign(tokens, pointer ? pointee : declaration))
        return error;
    } else if (type && sizeOf(*type)) {
      declaration.type = *type;
      typed = true;
    } else if (word == "v2" || word == "v4") {
      vector = word == "v2" ? 2 : 4;
    } else if (word == "ptr") {
      pointer = true;
    } else if (!pointer || (word != "global" && word != "shared" && word != "const" && word != "local")) {
      return tokens.error("'." + word + "' in a declaration is outside the emulator's subset");
    }
  }
  if (!typed)
    return tokens.error("expected a type in a declaration, found '" + tokens.peek().text + "'");
  if (vector != 1)
    return tokens.error("variables of vector type are outside the emulator's subset");
  return llvm::Error::success();
}
} // namespace

llvm::Expected<Declaration> parseDeclaration(TokenStream &tokens) {
  Declaration declaration;
  if (llvm::Error error = parseTypeWords(tokens, declaration))
    return std::move(error);
  declaration.align = std::max(declaration.align, sizeOf(declaration.type));
  llvm::Expected<llvm::StringRef> name = tokens.expectWord("a name");
  if (!name)
    return name.takeError();
  declaration.name = *name;
  if (llvm::Error error = parseExtents(tokens, declaration))
    return std::move(error);
  if (tokens.take("="))
    if (llvm::Error error = parseInitialValues(tokens, declaration))
      return std::move(error);
  return declaration;
}
} // namespace aicc::ptx
