// The way back from a kernel's print (`aicc-kernel/1`, Identity.h) to a kernel. Records carry prints; this is how a
// stranger's is checked, and how a kernel is compiled without the module that it came from.
#ifndef AICC_DIALECTS_KERNEL_IDENTITYPARSE_H
#define AICC_DIALECTS_KERNEL_IDENTITYPARSE_H

#include "dialects/Kernel/Kernel.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/Error.h"

namespace aicc::kernel {
/// Longer prints are refused, in bytes.
inline constexpr size_t kLongestPrint = 1 << 16;

/// A module that holds one kernel, @kernel, whose print is `text`. Its names are those of the print: dimensions d0, d1, …,
/// computations c0, c1, …, and operand a<i> is argument i. The text is untrusted: an error with its line where it is no
/// print of a kernel, is not canonical, holds an expression that the printer replaced by its digest, or has extents whose
/// product leaves 60 bits.
llvm::Expected<mlir::OwningOpRef<mlir::ModuleOp>> parseCanonicalKernel(mlir::MLIRContext *context,
                                                                       llvm::StringRef text);

/// The kernel of a module that `parseCanonicalKernel` made.
KernelOp onlyKernel(mlir::ModuleOp module);
} // namespace aicc::kernel

#endif // AICC_DIALECTS_KERNEL_IDENTITYPARSE_H
