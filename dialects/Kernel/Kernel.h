// What: the kernel dialect. See KernelOps.td for kernels and computations, TileOps.td for what they are lowered through.
#ifndef AICC_DIALECTS_KERNEL_KERNEL_H
#define AICC_DIALECTS_KERNEL_KERNEL_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/RegionKindInterface.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialects/Kernel/KernelDialect.h.inc"
#include "dialects/Kernel/KernelEnums.h.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/Kernel/KernelAttrs.h.inc"
#include "dialects/Kernel/KernelInterfaces.h.inc"
#define GET_OP_CLASSES
#include "dialects/Kernel/KernelOps.h.inc"

namespace aicc::kernel {
/// Argument attribute of functions and kernels: the argument is a weight and may be packed once a module.
inline constexpr llvm::StringLiteral kWeightAttr = "aicc.weight";
/// Attribute of kernels: the ID of the device that the kernel is compiled for.
inline constexpr llvm::StringLiteral kDeviceAttr = "aicc.device";
/// Attribute of kernels: the schedule, pinned by hand or selected.
inline constexpr llvm::StringLiteral kScheduleAttr = "aicc.schedule";

/// The name by which schedules speak of operand `index` of a kernel: `arg<index>`.
inline std::string operandName(unsigned index) { return "arg" + std::to_string(index); }

/// The neutral element of `combiner` in `type` (a scalar or vector type).
mlir::TypedAttr neutralElement(mlir::Builder &builder, Combiner combiner, mlir::Type type);

/// Emits `combiner(lhs, rhs)`; the operands are scalars or vectors of one type.
mlir::Value combine(mlir::OpBuilder &builder, mlir::Location loc, Combiner combiner, mlir::Value lhs, mlir::Value rhs);

/// The combiner that the scalar operation `op` (arith.addf, arith.maxsi, …) performs.
std::optional<Combiner> combinerOf(mlir::Operation *op);

/// Bits of the widest value that a computation handles: of its result's elements `element` and, where it has one, of the
/// arguments and values of its `body`. Decides how many lanes a vector register has.
int64_t widestBits(mlir::Type element, mlir::Block *body);

/// Floating-point operations that one point of the iteration space costs: 2 for a contraction, the body's operations
/// (plus one to combine) otherwise.
int64_t operationsPerPoint(Computation computation);
} // namespace aicc::kernel

#endif // AICC_DIALECTS_KERNEL_KERNEL_H
