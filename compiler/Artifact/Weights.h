// The weights file: constants of a module, packed as the schedules expect them.
#ifndef AICC_COMPILER_ARTIFACT_WEIGHTS_H
#define AICC_COMPILER_ARTIFACT_WEIGHTS_H

#include "compiler/Artifact/ArtifactInfo.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::artifact {
/// One constant of the weights file.
struct Constant {
  int64_t offset;                 ///< bytes from the start of the file
  mlir::ElementsAttr value;       ///< its elements
  std::vector<int64_t> shape;     ///< of the operand that is packed
  std::vector<std::string> dims;  ///< names of its dimensions; empty where it lies as it is
  schedule::LayoutAttr layout;    ///< null where it lies as it is
};

/// Takes the constants that phase `buffers` left on `module` off it.
std::vector<Constant> takeConstants(mlir::ModuleOp module);

/// The bytes of the weights file, whose name is to be `file`; sets its name and SHA-256 in `info`. Requires constants.
std::string packWeights(llvm::StringRef file, llvm::ArrayRef<Constant> constants, Info &info);
} // namespace aicc::artifact

#endif // AICC_COMPILER_ARTIFACT_WEIGHTS_H
