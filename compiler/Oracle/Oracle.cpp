// The steps from a graph to its values; see Oracle.h.
#include "compiler/Oracle/Oracle.h"

using namespace mlir;
using namespace aicc;

llvm::Expected<std::vector<oracle::Reference>> oracle::computeReference(ModuleOp, StringRef, ArrayRef<data::Array>) {
  return llvm::createStringError("the oracle is not there yet");
}
