// See TypeWords.h.
#include "passes/Schedule/TypeWords.h"

using namespace mlir;
using namespace aicc;

std::string schedule::typeWord(Value value) { return typeWord(getElementTypeOrSelf(value.getType())); }

std::string schedule::typeWord(Type type) {
  if (isa<Float8E4M3FNType>(type))
    return "f8e4m3";
  if (isa<Float8E5M2Type>(type))
    return "f8e5m2";
  if (auto integer = dyn_cast<IntegerType>(type))
    return (integer.isUnsigned() ? "u" : "s") + std::to_string(integer.getWidth());
  std::string word;
  llvm::raw_string_ostream(word) << type;
  return word;
}

std::string schedule::factorWord(kernel::Computation op, unsigned index) {
  std::string word = typeWord(op->getOperand(index));
  if (cast<kernel::ContractOp>(op.getOperation()).isUnsigned(index))
    word.front() = 'u';
  return word;
}
