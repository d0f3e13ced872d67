// Bodies on codes of four bits: what they make of a code alone, and which of them are linear in it.
//
// A weight of four bits is a code, turned into a number by a table or a conversion, and then
// multiplied by a scale of its group and perhaps moved by a zero point. The number is one of
// sixteen constants; the rest is the same for all codes of a group, so that it may be applied to
// the sum over the group instead (docs/Numerics.md).
#ifndef AICC_DIALECTS_KERNEL_CODETABLES_H
#define AICC_DIALECTS_KERNEL_CODETABLES_H

#include "dialects/Kernel/Kernel.h"
#include "llvm/ADT/SmallBitVector.h"

namespace aicc::kernel {
/// Codes that four bits can be.
inline constexpr unsigned kCodes = 16;

/// What a value is for each code of one argument.
struct CodeTable {
  mlir::Value argument;
  llvm::SmallVector<mlir::Attribute> values;
};

/// The values of a body that one code decides alone, as constants.
class CodeTables {
public:
  /// Arguments of `body` that are marked in `isCode` are codes of i4. Walks over the whole body.
  CodeTables(mlir::Block &body, const llvm::SmallBitVector &isCode);

  /// The table of `value`, or null where it is something else than a constant for each code.
  const CodeTable *find(mlir::Value value) const;

private:
  mlir::Value soleArgument(mlir::Operation &op) const;
  void tabulate(mlir::Operation &op);

  llvm::DenseMap<mlir::Value, CodeTable> tables;
};

/// A body that is linear in the number of a code: the number, and what is done to it step by step
/// with values that are the same for all codes of a group. Applied to a sum of products with the
/// number, each step gives the sum of products with what it makes of the number; where a step adds,
/// it adds the sum of the other factors as often.
struct LinearBody {
  enum class Does { Multiply, Add, Subtract };
  struct Step {
    Does does;
    mlir::Value value; ///< of the body; an integer is converted to the sum's type, signed
  };

  unsigned code = 0;                          ///< the argument that is the code
  llvm::SmallVector<mlir::Attribute> numbers; ///< sixteen, of the result's element type
  llvm::SmallVector<Step> steps;              ///< in the order of the body

  /// True where some step adds or subtracts.
  bool adds() const;
};

/// `body` as a linear one in argument number `code`, or nothing. Its result is of floats up to 32
/// bits, computed in f32 and rounded at most once, at the end; the numbers are exact in the
/// result's type, or are rounded to it in place of the product where every step multiplies.
std::optional<LinearBody> linearBody(mlir::Block &body, unsigned code);

/// The body of map `op`, which reads one operand of i4 element by element and the others by
/// dimensions and quotients of them, as a linear one; nothing where it is something else.
std::optional<LinearBody> linearBody(Computation op);

/// The smallest group along dimension `dim` that an operand of `map`, whose body is linear, has one
/// element for; 0 where there is one for all. The code does not count.
int64_t groupAlong(Computation map, llvm::StringRef dim);
} // namespace aicc::kernel

#endif // AICC_DIALECTS_KERNEL_CODETABLES_H
