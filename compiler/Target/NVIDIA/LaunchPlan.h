// What a kernel becomes on the device: launches one behind the other, and the buffers that they pass on.
#ifndef AICC_COMPILER_TARGET_NVIDIA_LAUNCHPLAN_H
#define AICC_COMPILER_TARGET_NVIDIA_LAUNCHPLAN_H

#include "compiler/Target/NVIDIA/DeviceCode.h"
#include "dialects/Kernel/Kernel.h"

namespace aicc::nvidia {
/// A buffer in global memory, as who calls a kernel knows it.
struct Buffer {
  enum class Kind { Argument, Result, Scratch } kind;
  unsigned number; ///< of the kernel's argument or result, or of the plan's scratch
  bool operator==(const Buffer &other) const { return kind == other.kind && number == other.number; }
};

/// Where a tensor of the kernel lies. Of a sum that was split, `parts` tensors lie one behind the other, to be added in
/// that order.
struct Place {
  Buffer buffer;
  int64_t parts = 1;
};

/// One launch of a device function with constant sizes.
struct Launch {
  mlir::LLVM::LLVMFuncOp function;
  std::array<int64_t, 3> blocks = {1, 1, 1};
  int64_t threads = kWarpThreads;
  int64_t sharedBytes = 0; ///< of memory that each block shares, asked for at the launch
  llvm::SmallVector<Buffer> buffers;
};

/// The launches of one kernel in the order in which they run.
struct LaunchPlan {
  llvm::SmallVector<Launch> launches;
  llvm::SmallVector<mlir::MemRefType> scratch; ///< buffers that one launch leaves to another

  /// A new buffer like `type`.
  Buffer addScratch(mlir::ShapedType type) {
    scratch.push_back(mlir::MemRefType::get(type.getShape(), type.getElementType()));
    return {Buffer::Kind::Scratch, unsigned(scratch.size()) - 1};
  }
};

/// Builds the device functions of one kernel, which are named after it.
struct PlanBuilder {
  kernel::KernelOp kernel;
  mlir::gpu::GPUModuleOp module;
  LaunchPlan plan;
  /// Where tensors of the kernel lie once the launches so far have run.
  llvm::DenseMap<mlir::Value, Place> places;

  PlanBuilder(kernel::KernelOp kernel, mlir::gpu::GPUModuleOp module);
  /// The results that hold `value`.
  llvm::SmallVector<Buffer> resultsOf(mlir::Value value);
  /// Gives `launch`, whose buffers and threads are known, a device function, which is named after the kernel and numbered from
  /// the second on.
  void createFunction(Launch &launch);

private:
  mlir::ShapedType typeOf(Buffer buffer) const;
};
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_LAUNCHPLAN_H
