// VERBS that lower modules of lowered kernels to LLVM and to the artifact's entries.
#ifndef AICC_PASSES_LOWER_PASSES_H
#define AICC_PASSES_LOWER_PASSES_H

#include "dialects/Kernel/Kernel.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Pass/Pass.h"

namespace aicc::lower {
/// Attribute of functions that the artifact exports: the exported symbol.
inline constexpr llvm::StringLiteral kEntryAttr = "aicc.entry";
/// Attribute of exported functions: bytes of the arena that is their last argument.
inline constexpr llvm::StringLiteral kArenaBytesAttr = "aicc.arena_bytes";
/// Attribute of exported functions: the lower bound on the arena that liveness gives.
inline constexpr llvm::StringLiteral kLiveBytesAttr = "aicc.live_bytes";
/// Attribute of exported functions: bytes of the buffer of prepared weights.
inline constexpr llvm::StringLiteral kPreparedBytesAttr = "aicc.prepared_bytes";
/// Attribute of exported functions with prepared weights: the digest of how they are packed, 64 hexadecimal digits.
inline constexpr llvm::StringLiteral kPreparedIdAttr = "aicc.prepared_id";
/// Attribute of function arguments: "argument", "result", "prepared" or "constants".
inline constexpr llvm::StringLiteral kRoleAttr = "aicc.role";
/// Attribute of function arguments: the number of the argument or result in the module that was read.
inline constexpr llvm::StringLiteral kNumberAttr = "aicc.number";
/// Attribute of function arguments: the number of the result that is written in place.
inline constexpr llvm::StringLiteral kInOutAttr = "aicc.inout";
/// Attribute of function arguments that have become bytes: the type of their buffer before.
inline constexpr llvm::StringLiteral kTypeAttr = "aicc.type";
/// Attribute of the module: the constants of the weights file, an array of dictionaries {offset, value, [dims, layout]}.
inline constexpr llvm::StringLiteral kConstantsAttr = "aicc.constants";
/// Attribute of the module: bytes of the weights file's constants.
inline constexpr llvm::StringLiteral kConstantsBytesAttr = "aicc.constants_bytes";

/// Attribute of exported functions whose work is done elsewhere: what to start there, an array of dictionaries in order.
/// `do` is "launch" (with kernel, grid, block and shared_bytes), "copy" or "zero"; its buffers are in `arguments` (numbers
/// of the function's arguments), `offsets` and `sizes` (bytes): what a kernel takes, or destination and source.
inline constexpr llvm::StringLiteral kPlanAttr = "aicc.plan";

/// Bytes that a dense buffer or tensor of `type` takes: i4 two elements in a byte, anything else whole bytes each.
inline int64_t storedBytes(mlir::ShapedType type) {
  int64_t elements = type.getNumElements(), bits = type.getElementTypeBitWidth();
  return bits == 4 ? llvm::divideCeil(elements, 2) : elements * int64_t(llvm::divideCeil(bits, 8));
}

/// Registers how kernel.call becomes a call on buffers.
void registerBufferization(mlir::DialectRegistry &registry);

#define GEN_PASS_DECL
#include "passes/Lower/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

#endif // AICC_PASSES_LOWER_PASSES_H
