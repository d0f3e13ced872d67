// VERBS on kernels: obey the schedule. Each pass states in Passes.td what holds after it.
#ifndef AICC_PASSES_TILE_PASSES_H
#define AICC_PASSES_TILE_PASSES_H

#include "dialects/Kernel/Kernel.h"
#include "passes/Schedule/PackedOperands.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Pass/Pass.h"

namespace aicc::tile {
/// Attribute of lowered kernels: the dimensions with their extents.
inline constexpr llvm::StringLiteral kDimsAttr = "aicc.dims";
/// Attribute of tiles: the innermost dimension of the computation's result, along which vectors lie whatever layout a
/// schedule gives to the buffer that keeps it.
inline constexpr llvm::StringLiteral kLanesAttr = "aicc.lanes";
/// Attributes of tiles of contractions: the operands whose integers are unsigned.
inline constexpr llvm::StringLiteral kUnsignedAttrs[] = {"aicc.unsigned_lhs", "aicc.unsigned_rhs"};
/// Attribute of register loops: the whole extent of the dimension they walk over, from which edges are peeled.
inline constexpr llvm::StringLiteral kExtentAttr = "aicc.extent";
/// Attribute of register loops over what a mask leaves: it ends at a multiple of this number, or where the dimension does.
inline constexpr llvm::StringLiteral kGranuleAttr = "aicc.granule";
/// Attribute of tiles that share the loop over one dimension: a dictionary with its name (`dim`) and the number of the walk
/// (`number`), which in each block is the same for all of them and no others.
inline constexpr llvm::StringLiteral kWalkAttr = "aicc.walk";
/// Attribute of `kernel.ahead`: what it asks for goes to the first level of cache, not to the second.
inline constexpr llvm::StringLiteral kNearAttr = "aicc.near";
/// Attribute of tiles that peeling left over, and of the masks in them.
inline constexpr llvm::StringLiteral kEdgeAttr = "aicc.edge";
/// Attribute of functions that are kernels' bodies run by a parallel resource.
inline constexpr llvm::StringLiteral kScratchBytesAttr = "aicc.scratch_bytes";

/// The buffer type that a lowered kernel takes for operand `argument`.
mlir::MemRefType operandType(kernel::KernelOp kernel, unsigned argument, schedule::TreeAttr schedule);

#define GEN_PASS_DECL
#include "passes/Tile/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "passes/Tile/Passes.h.inc"
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_PASSES_H
