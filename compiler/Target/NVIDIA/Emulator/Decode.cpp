// Modifiers and operands of one instruction.
#include "compiler/Target/NVIDIA/Emulator/Decode.h"
#include "llvm/ADT/STLExtras.h"

namespace aicc::ptx {
namespace {
const Expr kMissing;
} // namespace

Decode::Decode(const Statement &statement, KernelBuilder &builder, Instr &out)
    : builder(builder), out(out), details(out.details), statement(statement), operands(statement.operands) {
  statement.opcode.split(modifiers, '.');
  family = modifiers.front();
  modifiers.erase(modifiers.begin());
}

void Decode::fail(const llvm::Twine &message) {
  if (mistake.empty())
    mistake = message.str();
}

bool Decode::take(llvm::StringRef name) {
  auto *found = llvm::find(modifiers, name);
  if (found == modifiers.end())
    return false;
  modifiers.erase(found);
  return true;
}

int Decode::takeOneOf(llvm::ArrayRef<llvm::StringRef> names) {
  for (auto *modifier = modifiers.begin(); modifier != modifiers.end(); ++modifier) {
    const auto *found = llvm::find(names, *modifier);
    if (found == names.end())
      continue;
    modifiers.erase(modifier);
    return int(found - names.begin());
  }
  return -1;
}

Scalar Decode::takeType() {
  for (auto *modifier = modifiers.begin(); modifier != modifiers.end(); ++modifier) {
    if (std::optional<Scalar> type = parseScalar(*modifier)) {
      modifiers.erase(modifier);
      return *type;
    }
  }
  fail("expected a type modifier");
  return Scalar::B32;
}

Scalar Decode::takeType(llvm::ArrayRef<Scalar> allowed) {
  Scalar type = takeType();
  if (!llvm::is_contained(allowed, type)) {
    fail("type '." + nameOf(type) + "' is outside the emulator's subset here");
    return allowed.front();
  }
  return type;
}

const Expr &Decode::operand(size_t index) {
  if (index < operands.size())
    return operands[index];
  fail("expected an operand " + llvm::Twine(index + 1) + ", found " + llvm::Twine(operands.size()) + " operands");
  return kMissing;
}

void Decode::expectOperands(size_t least, size_t most) {
  counted = true;
  if (operands.size() >= least && operands.size() <= most)
    return;
  std::string range = std::to_string(least) + (least == most ? "" : " to " + std::to_string(most));
  fail("expected " + range + " operands, found " + llvm::Twine(operands.size()));
}

Operand Decode::checkWidth(Operand slot, const Expr &expr, Scalar type, bool mayBeWider) {
  unsigned needed = sizeOf(type);
  if (slot.width == needed || (mayBeWider && needed && slot.width > needed))
    return slot;
  fail("'" + expr.name + "' has " + llvm::Twine(slot.width * 8) + " bits (a predicate: 0), '." + nameOf(type) +
       "' needs " + llvm::Twine(needed * 8));
  return builder.sink(needed);
}

Operand Decode::nameSlot(const Expr &expr, Scalar type, bool mayBeWider) {
  if (std::optional<Operand> slot = builder.special(expr.name))
    return checkWidth(*slot, expr, type, true);
  if (expr.name == "WARP_SZ")
    return builder.constant(sizeOf(type), kLanes);
  Symbol *symbol = builder.lookup(expr.name);
  if (!symbol) {
    bool isSpecial = expr.name.starts_with("%") && expr.name.contains('.');
    fail((isSpecial ? "special register '" : "unknown name '") + expr.name +
         (isSpecial ? "' is outside the emulator's subset" : "'"));
    return builder.sink(sizeOf(type));
  }
  if (symbol->kind == Symbol::Kind::Register)
    return checkWidth(symbol->slot, expr, type, mayBeWider);
  if (sizeOf(type) < 4)
    fail("the address of '" + expr.name + "' does not fit '." + nameOf(type) + "'");
  return builder.addressOf(*symbol, sizeOf(type));
}

Operand Decode::literalSlot(const Expr &expr, Scalar type) {
  unsigned width = sizeOf(type);
  if (expr.kind == Expr::Kind::Integer) {
    if (type == Scalar::F32 || type == Scalar::F64)
      fail("expected a floating-point constant for '." + nameOf(type) + "'");
    return builder.constant(width, width ? expr.bits : (expr.bits ? ~uint64_t(0) : 0));
  }
  bool isDouble = expr.kind == Expr::Kind::Double;
  if (width == 8)
    return builder.constant(8, isDouble ? expr.bits : bitCast<uint64_t>(double(bitCast<float>(uint32_t(expr.bits)))));
  if (width != 4)
    fail("a floating-point constant does not fit '." + nameOf(type) + "'");
  return builder.constant(4, isDouble ? bitCast<uint32_t>(float(bitCast<double>(expr.bits))) : expr.bits);
}

Operand Decode::slotOf(const Expr &expr, Scalar type, bool mayBeWider) {
  if (expr.negated)
    fail("'!' is not allowed here");
  if (!expr.second.empty())
    fail("'|' is not allowed here");
  switch (expr.kind) {
  case Expr::Kind::Name:
    return nameSlot(expr, type, mayBeWider);
  case Expr::Kind::Integer:
  case Expr::Kind::Single:
  case Expr::Kind::Double:
    return literalSlot(expr, type);
  case Expr::Kind::Sink:
    return builder.sink(sizeOf(type));
  case Expr::Kind::Memory:
  case Expr::Kind::Vector:
    break;
  }
  fail("expected a register or a constant");
  return builder.sink(sizeOf(type));
}

void Decode::sourceExpr(const Expr &expr, Scalar type, bool mayBeWider) {
  if (expr.kind == Expr::Kind::Sink)
    fail("'_' cannot be read");
  out.src.push_back(slotOf(expr, type, mayBeWider));
}

void Decode::destExpr(const Expr &expr, Scalar type, bool mayBeWider) {
  Operand slot = slotOf(expr, type, mayBeWider);
  if (slot.number == kNone && expr.kind != Expr::Kind::Sink) {
    fail("expected a register as destination");
    slot = builder.sink(sizeOf(type));
  }
  out.dst.push_back(slot);
}

void Decode::dest(size_t index, Scalar type) { destExpr(operand(index), type); }
void Decode::source(size_t index, Scalar type) { sourceExpr(operand(index), type); }
void Decode::wideSource(size_t index, Scalar type) { sourceExpr(operand(index), type, true); }
void Decode::wideDest(size_t index, Scalar type) { destExpr(operand(index), type, true); }

bool Decode::predicateSource(size_t index) {
  Expr plain = operand(index);
  bool negated = plain.negated;
  plain.negated = false;
  sourceExpr(plain, Scalar::Pred);
  return negated;
}

int64_t Decode::address(size_t index) {
  const Expr &expr = operand(index);
  if (expr.kind != Expr::Kind::Memory)
    fail("expected an address in brackets as operand " + llvm::Twine(index + 1));
  if (expr.name.empty()) {
    out.src.push_back(builder.constant(8, 0));
    return expr.offset;
  }
  Symbol *symbol = builder.lookup(expr.name);
  bool isAddress = symbol && (symbol->kind == Symbol::Kind::Variable || symbol->slot.width >= 4);
  if (!isAddress) {
    fail("'" + expr.name + "' is no register of 32 or 64 bits and no variable");
    out.src.push_back(builder.constant(8, 0));
    return 0;
  }
  bool isVariable = symbol->kind == Symbol::Kind::Variable;
  out.src.push_back(isVariable ? builder.addressOf(*symbol, 8) : symbol->slot);
  return expr.offset;
}

llvm::ArrayRef<Expr> Decode::elements(size_t index) {
  const Expr &expr = operand(index);
  if (expr.kind == Expr::Kind::Vector)
    return expr.parts;
  return expr;
}

int64_t Decode::immediate(size_t index) {
  const Expr &expr = operand(index);
  if (expr.kind != Expr::Kind::Integer)
    fail("expected an integer constant as operand " + llvm::Twine(index + 1));
  return int64_t(expr.bits);
}

void Decode::finish() {
  if (!modifiers.empty())
    fail("modifier '." + modifiers.front() + "' is outside the emulator's subset here");
  if (!counted && operands.size() != 0 && mistake.empty())
    fail("expected no operands");
}
} // namespace aicc::ptx
