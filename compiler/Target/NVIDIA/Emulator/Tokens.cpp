// Cursor, literals, statements and declarations: the parts of PTX that need no tables.
#include "compiler/Target/NVIDIA/Emulator/Parser.h"
#include "llvm/ADT/StringExtras.h"
#include <cerrno>
#include <cstdlib>

namespace aicc::ptx {
namespace {
/// `name`, `name+4`, `name+-4`, `4` and the closing bracket.
llvm::Expected<Expr> parseMemory(TokenStream &tokens) {
  Expr expr;
  expr.kind = Expr::Kind::Memory;
  if (tokens.peek().kind == Token::Kind::Word)
    expr.name = tokens.next().text;
  bool plus = tokens.take("+");
  if (!tokens.peek().is("]")) {
    if (!expr.name.empty() && !plus && !tokens.peek().is("-"))
      return tokens.error("expected '+' or ']' in an address, found '" + tokens.peek().text + "'");
    llvm::Expected<uint64_t> offset = tokens.expectInteger("an address offset");
    if (!offset)
      return offset.takeError();
    expr.offset = int64_t(*offset);
  }
  if (llvm::Error error = tokens.expect("]"))
    return std::move(error);
  return expr;
}

llvm::Expected<Expr> parseOperand(TokenStream &tokens);

llvm::Expected<Expr> parseVector(TokenStream &tokens) {
  Expr vector;
  vector.kind = Expr::Kind::Vector;
  while (!tokens.take("}")) {
    if (tokens.peek().is("{"))
      return tokens.error("a vector inside a vector");
    llvm::Expected<Expr> part = parseOperand(tokens);
    if (!part)
      return part.takeError();
    vector.parts.push_back(std::move(*part));
    if (!tokens.take(",") && !tokens.peek().is("}"))
      return tokens.error("expected ',' or '}' in a vector, found '" + tokens.peek().text + "'");
  }
  return vector;
}

llvm::Expected<Expr> parseNumber(TokenStream &tokens) {
  bool negative = tokens.take("-");
  Expr expr = parseLiteral(tokens.peek().text);
  if (tokens.peek().kind != Token::Kind::Number || expr.kind == Expr::Kind::Sink)
    return tokens.error("expected a number, found '" + tokens.peek().text + "'");
  tokens.next();
  if (negative && expr.kind == Expr::Kind::Integer)
    expr.bits = 0 - expr.bits;
  else if (negative)
    expr.bits ^= expr.kind == Expr::Kind::Single ? uint64_t(1) << 31 : uint64_t(1) << 63;
  return expr;
}

llvm::Expected<Expr> parseOperand(TokenStream &tokens) {
  if (tokens.take("["))
    return parseMemory(tokens);
  if (tokens.take("{"))
    return parseVector(tokens);
  Expr expr;
  expr.negated = tokens.take("!");
  if (tokens.peek().kind != Token::Kind::Word)
    return parseNumber(tokens);
  expr.name = tokens.next().text;
  expr.kind = expr.name == "_" ? Expr::Kind::Sink : Expr::Kind::Name;
  if (tokens.take("|")) {
    llvm::Expected<llvm::StringRef> second = tokens.expectWord("a second destination after '|'");
    if (!second)
      return second.takeError();
    expr.second = *second;
  }
  return expr;
}

llvm::Error parseGuard(TokenStream &tokens, Statement &statement) {
  if (!tokens.take("@"))
    return llvm::Error::success();
  statement.guarded = true;
  statement.guardNegated = tokens.take("!");
  llvm::Expected<llvm::StringRef> guard = tokens.expectWord("a predicate after '@'");
  if (!guard)
    return guard.takeError();
  statement.guard = *guard;
  return llvm::Error::success();
}
} // namespace

const Token &TokenStream::next() {
  const Token &token = peek();
  if (at + 1 < tokens.size())
    ++at;
  return token;
}

bool TokenStream::take(llvm::StringRef spelling) {
  if (!peek().is(spelling) || atEnd())
    return false;
  next();
  return true;
}

llvm::Error TokenStream::error(const llvm::Twine &message) const { return errorAt(name, peek().line, message); }

llvm::Error TokenStream::expect(llvm::StringRef spelling) {
  if (take(spelling))
    return llvm::Error::success();
  return error("expected '" + spelling + "', found '" + peek().text + "'");
}

llvm::Expected<llvm::StringRef> TokenStream::expectWord(llvm::StringRef what) {
  if (peek().kind != Token::Kind::Word)
    return error("expected " + what + ", found '" + peek().text + "'");
  return next().text;
}

llvm::Expected<uint64_t> TokenStream::expectInteger(llvm::StringRef what) {
  bool negative = take("-");
  Expr literal = parseLiteral(peek().text);
  if (peek().kind != Token::Kind::Number || literal.kind != Expr::Kind::Integer)
    return error("expected " + what + " (an integer), found '" + peek().text + "'");
  next();
  return negative ? 0 - literal.bits : literal.bits;
}

llvm::Error TokenStream::skipBlock() {
  for (unsigned depth = 1; depth; next()) {
    if (atEnd())
      return error("a '{' has no '}'");
    depth += peek().is("{");
    depth -= peek().is("}");
  }
  return llvm::Error::success();
}

Expr parseLiteral(llvm::StringRef spelling) {
  Expr expr;
  llvm::StringRef digits = spelling;
  bool isSingle = spelling.starts_with_insensitive("0f"), isDouble = spelling.starts_with_insensitive("0d");
  if (isSingle || isDouble) {
    bool valid = digits.size() == (isSingle ? 10u : 18u) && !digits.drop_front(2).getAsInteger(16, expr.bits);
    expr.kind = !valid ? Expr::Kind::Sink : isSingle ? Expr::Kind::Single : Expr::Kind::Double;
    return expr;
  }
  digits.consume_back("U");
  if (!digits.getAsInteger(0, expr.bits)) {
    expr.kind = Expr::Kind::Integer;
    return expr;
  }
  std::string text = spelling.str();
  char *end = nullptr;
  double value = std::strtod(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size() || !llvm::isDigit(text.front()) || text.find('x') != text.npos)
    return expr;
  expr.kind = Expr::Kind::Double;
  expr.bits = bitCast<uint64_t>(value);
  return expr;
}

llvm::Expected<Statement> parseStatement(TokenStream &tokens) {
  Statement statement;
  statement.line = tokens.peek().line;
  if (llvm::Error error = parseGuard(tokens, statement))
    return std::move(error);
  llvm::Expected<llvm::StringRef> opcode = tokens.expectWord("an instruction");
  if (!opcode)
    return opcode.takeError();
  statement.opcode = *opcode;
  if (tokens.take(";"))
    return statement;
  do {
    llvm::Expected<Expr> operand = parseOperand(tokens);
    if (!operand)
      return operand.takeError();
    statement.operands.push_back(std::move(*operand));
  } while (tokens.take(","));
  if (llvm::Error error = tokens.expect(";"))
    return std::move(error);
  return statement;
}
} // namespace aicc::ptx
