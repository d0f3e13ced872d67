// What the families of instructions use to decode themselves: modifiers and operands of one instruction.
//
// A family's function takes the modifiers that it knows, turns operands into slots, and sets `out.execute`. The first
// mistake is kept and the rest of the function works on harmless stand-ins, so that families read straight on.
// Modifiers that nobody took and operands that nobody asked for are errors afterwards: nothing is silently ignored.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_DECODE_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_DECODE_H

#include "compiler/Target/NVIDIA/Emulator/KernelBuilder.h"
#include "llvm/ADT/SmallVector.h"

namespace aicc::ptx {
/// An operand as written.
struct Expr {
  enum class Kind : uint8_t { Name, Integer, Single, Double, Memory, Vector, Sink };
  Kind kind = Kind::Sink;
  llvm::StringRef name;    ///< Name; Memory: base (empty for a plain number)
  llvm::StringRef second;  ///< `%p|%q`
  uint64_t bits = 0;       ///< Integer (two's complement), Single and Double: the number's bits
  int64_t offset = 0;      ///< Memory: what is added to the base
  bool negated = false;    ///< `!%p`
  std::vector<Expr> parts; ///< Vector
};

/// An instruction as written.
struct Statement {
  unsigned line = 0;
  llvm::StringRef opcode;
  llvm::StringRef guard;
  bool guarded = false, guardNegated = false;
  std::vector<Expr> operands;
};

class Decode {
public:
  Decode(const Statement &statement, KernelBuilder &builder, Instr &out);

  KernelBuilder &builder;
  Instr &out;
  Details &details;
  /// The opcode's first word, such as "add".
  llvm::StringRef family;

  /// Keeps the first mistake.
  void fail(const llvm::Twine &message);
  const std::string &error() const { return mistake; }

  /// Takes the modifier `name` where it is there.
  bool take(llvm::StringRef name);
  /// Takes the first modifier that is in `names` and returns its place there; -1 where none is.
  int takeOneOf(llvm::ArrayRef<llvm::StringRef> names);
  /// Takes the first modifier that is a type; a mistake where none is left.
  Scalar takeType();
  /// As takeType, but one of `allowed`.
  Scalar takeType(llvm::ArrayRef<Scalar> allowed);
  /// Whether any modifier is left, and the first.
  llvm::StringRef peek() const { return modifiers.empty() ? llvm::StringRef() : modifiers.front(); }

  unsigned line() const { return statement.line; }
  size_t operandCount() const { return operands.size(); }
  const Expr &operand(size_t index);
  /// A mistake unless there are `least` to `most` operands.
  void expectOperands(size_t least, size_t most);
  void expectOperands(size_t count) { expectOperands(count, count); }

  /// Adds operand `index` as destination (source) of `type`, whose width a register must have.
  void dest(size_t index, Scalar type);
  void source(size_t index, Scalar type);
  /// As source, for registers at least as wide as `type` (st, cvt).
  void wideSource(size_t index, Scalar type);
  /// As dest, for registers at least as wide as `type` (ld, cvt).
  void wideDest(size_t index, Scalar type);
  /// A predicate as source; returns whether it is negated.
  bool predicateSource(size_t index);
  /// Adds the base address of the memory operand `index` as a source and returns the offset.
  int64_t address(size_t index);
  /// The elements of a vector operand, or the operand itself.
  llvm::ArrayRef<Expr> elements(size_t index);
  /// Adds one element (from `elements`).
  void destExpr(const Expr &expr, Scalar type, bool mayBeWider = false);
  void sourceExpr(const Expr &expr, Scalar type, bool mayBeWider = false);
  /// The number of an integer immediate.
  int64_t immediate(size_t index);

  /// Mistakes for what is left over. To be called last.
  void finish();

private:
  Operand slotOf(const Expr &expr, Scalar type, bool mayBeWider);
  Operand nameSlot(const Expr &expr, Scalar type, bool mayBeWider);
  Operand literalSlot(const Expr &expr, Scalar type);
  Operand checkWidth(Operand slot, const Expr &expr, Scalar type, bool mayBeWider);

  const Statement &statement;
  llvm::ArrayRef<Expr> operands;
  llvm::SmallVector<llvm::StringRef, 8> modifiers;
  bool counted = false;
  std::string mistake;
};

/// A family's decoding function.
using DecodeFunction = void (*)(Decode &);
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_DECODE_H
