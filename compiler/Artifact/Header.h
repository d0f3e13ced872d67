// The C header of an artifact.
#ifndef AICC_COMPILER_ARTIFACT_HEADER_H
#define AICC_COMPILER_ARTIFACT_HEADER_H

#include "compiler/Artifact/ArtifactInfo.h"

namespace aicc::artifact {
/// The header's text: C11 and C++, complete in itself. It holds the text of `runtime/aicc_runtime.h` under that
/// header's own guard, so that it needs no file beside it, and several of them, or the original, may be included.
std::string headerText(const Info &info);

/// The C type of an element of type `element`: "float", "uint16_t", …
llvm::StringRef cTypeOf(llvm::StringRef element);

/// What the header calls `parameter`: "arg0", "result1", "prepared", "constants".
std::string cNameOf(const Parameter &parameter);
} // namespace aicc::artifact

#endif // AICC_COMPILER_ARTIFACT_HEADER_H
