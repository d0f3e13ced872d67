// Writing device code: numbers, addresses, elements in global memory, and the functions around them.
//
// Device functions are `llvm.func`s whose bodies hold `arith`, `math` and `scf` on scalars of i32 and i64 beside `llvm`
// and `nvvm` operations. Positions in tensors are i64; positions in a block's tile are i32.
#ifndef AICC_COMPILER_TARGET_NVIDIA_DEVICECODE_H
#define AICC_COMPILER_TARGET_NVIDIA_DEVICECODE_H

#include "compiler/Target/NVIDIA/Passes.h"

namespace aicc::nvidia {
/// Threads that run in step.
inline constexpr int64_t kWarpThreads = 32;
/// LLVM's number for global memory; pointers of parameters are of it.
inline constexpr unsigned kGlobalSpace = 1;
/// LLVM's number for the memory that a block shares.
inline constexpr unsigned kSharedSpace = 3;

/// A builder at one place that folds what is constant.
class DeviceCode {
public:
  DeviceCode(mlir::OpBuilder &builder, mlir::Location loc) : builder(builder), loc(loc) {}

  /// The integer `value` of `bits` bits.
  mlir::Value number(int64_t value, unsigned bits = 32);
  mlir::Value add(mlir::Value a, mlir::Value b);
  mlir::Value sub(mlir::Value a, mlir::Value b);
  mlir::Value mul(mlir::Value a, mlir::Value b);
  /// `a / b` and `a mod b` of numbers that are not negative; shifts and masks where b is a power of two.
  mlir::Value div(mlir::Value a, mlir::Value b);
  mlir::Value mod(mlir::Value a, mlir::Value b);
  mlir::Value min(mlir::Value a, mlir::Value b);
  mlir::Value xorBits(mlir::Value a, mlir::Value b);
  mlir::Value andBits(mlir::Value a, mlir::Value b);
  mlir::Value select(mlir::Value condition, mlir::Value yes, mlir::Value no);
  /// True where `a` is below `b`, both not negative.
  mlir::Value isBelow(mlir::Value a, mlir::Value b);
  mlir::Value isEqual(mlir::Value a, mlir::Value b);
  mlir::Value both(mlir::Value a, mlir::Value b);
  /// The same number with a constant.
  mlir::Value add(mlir::Value a, int64_t b) { return add(a, like(a, b)); }
  mlir::Value mul(mlir::Value a, int64_t b) { return mul(a, like(a, b)); }
  mlir::Value div(mlir::Value a, int64_t b) { return div(a, like(a, b)); }
  mlir::Value mod(mlir::Value a, int64_t b) { return mod(a, like(a, b)); }
  mlir::Value isBelow(mlir::Value a, int64_t b) { return isBelow(a, like(a, b)); }
  /// `a`, which is not negative, as an integer of 64 bits.
  mlir::Value wide(mlir::Value a);
  /// The value of `expr`, a sum, product, floordiv or mod that is never negative, at `dims`.
  mlir::Value apply(mlir::AffineExpr expr, mlir::ValueRange dims);

  /// The number of this thread in its block, of this block in its grid: i32.
  mlir::Value threadNumber();
  mlir::Value blockNumber(unsigned axis = 0);

  /// `pointer` moved by `elements` elements of `type`.
  mlir::Value move(mlir::Value pointer, mlir::Type type, mlir::Value elements);
  /// The position of element `index` of a dense tensor of `shape`: i64.
  mlir::Value linearise(llvm::ArrayRef<int64_t> shape, mlir::ValueRange index);
  /// Element `position` at `pointer`; elements of four bits lie two in a byte, low half first.
  mlir::Value loadElement(mlir::Value pointer, mlir::Type type, mlir::Value position);
  void storeElement(mlir::Value pointer, mlir::Value value, mlir::Value position);

  mlir::OpBuilder &builder;
  mlir::Location loc;

private:
  mlir::Value like(mlir::Value a, int64_t value) { return number(value, a.getType().getIntOrFloatBitWidth()); }
};

/// A new device function `name` behind those of `module`, with pointers to global memory that are aligned to these numbers of
/// bytes, and blocks of `threads` threads. Its one block has no terminator yet; `finishFunction` adds it.
mlir::LLVM::LLVMFuncOp createFunction(mlir::gpu::GPUModuleOp module, mlir::Location loc, llvm::StringRef name,
                                      llvm::ArrayRef<int64_t> alignments, int64_t threads);
void finishFunction(mlir::LLVM::LLVMFuncOp function);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_DEVICECODE_H
