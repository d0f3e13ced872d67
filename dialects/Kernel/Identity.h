// The identity of a kernel: its print in the versioned grammar `aicc-kernel/1`, and the digest of that print.
//
// The grammar is independent of MLIR's printer, of SSA names, labels and locations, and of which spelling of an
// operation the graph used, so that records stay valid over compiler releases. A line each, in this order:
//
//   aicc-kernel/1
//   dim d0 512                                        extents in canonical order; symbols as `[min, max] multiple q`
//   in a0 f32 [512, 768] weight                       operands in order of first use
//   c0 contract f32 [d0, d1] = a0[d0, d2] * a1[d1, d2]
//   c1 map f32 [d0, d1] = maximumf(c0[d0, d1], 0x0)   bodies as expressions over a closed set of operations
//   c2 reduce maximumf f32 [d0] = c1[d0, d1]
//   c3 contract i32 [d0, d1] = unsigned a2[d0, d2] * a3[d1, d2]    integers are signed without the word
//   c4 map f32 [d0] = lookup.f32{0x0, …}(a4[d0])      one of sixteen constants, chosen by four bits
//   c5 map i32 [d0] = addi(a5[d0], index.i32(d0))     the position of the point along a dimension
//   out c1
//
// Dimensions are numbered by first appearance in the results of computations, then in their operands. What may stand
// in any order (inputs of computations, operands of commutative operations, terms of index sums) is visited in the
// order of CanonicalOrder.h. Constants are printed as bit patterns with their type.
#ifndef AICC_DIALECTS_KERNEL_IDENTITY_H
#define AICC_DIALECTS_KERNEL_IDENTITY_H

#include "dialects/Kernel/Kernel.h"
#include <string>
#include <vector>

namespace aicc::kernel {
/// The first line of every print.
inline constexpr llvm::StringLiteral kGrammarVersion = "aicc-kernel/1";

/// A kernel's print, and what its numbers stand for in the kernel: a0 is argument `operands[0]`, d0 the dimension called
/// `dims[0]`, c0 the computation called `computations[0]`. Computations that no result depends on have no number.
struct CanonicalKernel {
  std::string text;
  llvm::SmallVector<unsigned> operands;
  std::vector<std::string> dims, computations;
};

/// The print of `kernel` with the order of its operands, or failure as `canonicalText`.
mlir::FailureOr<CanonicalKernel> canonicalise(KernelOp kernel);

/// The print of `kernel` in the grammar above, or failure with a diagnostic where an operation is not in its closed set.
mlir::FailureOr<std::string> canonicalText(KernelOp kernel);

/// The SHA-256 of `canonicalText`, as 64 hexadecimal digits.
std::string digest(llvm::StringRef canonicalText);

/// True where `op` may appear in the body of a computation: the grammar's closed set.
bool isInGrammar(mlir::Operation *op);

/// The name of the grammar's operation `word` in MLIR ("addf": "arith.addf"), or empty where the set has none.
llvm::StringRef operationOf(llvm::StringRef word);
} // namespace aicc::kernel

#endif // AICC_DIALECTS_KERNEL_IDENTITY_H
