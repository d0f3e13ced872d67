// A kernel as the CPU's model sees it: the computations that carry the work, the parts that dimensions and operands
// play in them, and the device's numbers with defaults where the file has none.
#ifndef AICC_COMPILER_TARGET_CPU_KERNELPARTS_H
#define AICC_COMPILER_TARGET_CPU_KERNELPARTS_H

#include "compiler/Target/ScheduleWriter.h"
#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"

namespace aicc::cpu {
class KernelParts {
public:
  KernelParts(kernel::KernelOp kernel, const device::Device &device);

  kernel::KernelOp kernel;
  const device::Device &device;
  /// The contractions and reductions; of a kernel of maps only the last map. Never empty.
  llvm::SmallVector<kernel::Computation> anchors;
  /// The dimensions of the first anchor, and the one along which its result is contiguous (empty: none).
  llvm::SmallVector<llvm::StringRef> dims;
  llvm::StringRef lanesDim;
  /// The first anchor's operand that has `lanesDim`.
  unsigned columns = 0;

  kernel::Computation anchor() { return anchors.front(); }
  int64_t extent(llvm::StringRef dim) { return kernel.getDim(dim).getMax(); }
  /// The product of all extents.
  int64_t points();
  bool dependsOn(kernel::Computation op, unsigned operand, llvm::StringRef dim);
  llvm::SmallVector<llvm::StringRef> reducedDims();
  /// The dimension whose values are broadcast: the longest of the result that the columns' operand does not have. Empty
  /// where every operand has the lanes' dimension.
  llvm::StringRef rowsDim();
  /// True where moving along `dim` moves the operand's innermost index, and only that, by one.
  bool isContiguous(kernel::Computation op, unsigned operand, llvm::StringRef dim);
  /// A reduced dimension along which some operand is contiguous, or empty.
  llvm::StringRef contiguousReduced();
  /// The dimensions of the operand, outermost first, or nothing where it is read through sums.
  llvm::SmallVector<llvm::StringRef> dimsOf(kernel::Computation op, unsigned operand);
  /// True where one operand of the first anchor lacks the lanes' dimension.
  bool isBroadcasting() { return columns < 2 && !dependsOn(anchor(), 1 - columns, lanesDim); }
  /// True where `operand` is a weight that may be packed once a module.
  bool isPrepackable(mlir::Value operand);
  std::string nameOf(mlir::Value operand);
  /// The maps that expand weights of four bits into the columns of each anchor: one prepackable
  /// operand of i4 over the lanes and the depth, the others prepackable and at most one value a
  /// lane and group of the depth. Empty where the columns of some anchor are something else.
  llvm::SmallVector<kernel::Computation> expansions();

  mlir::Type elementType(mlir::Value tensor);
  /// Bytes of one element, at least 1.
  int64_t bytes(mlir::Value tensor);
  /// Lanes of a vector register for `op`.
  int64_t lanes(kernel::Computation op);

  /// The part of the register tile `registers` that `op` has.
  target::Sizes partOf(kernel::Computation op, const target::Sizes &registers);
  /// The register tile of a computation in loops of its own: two vectors of its result.
  target::Sizes ownTile(kernel::Computation op);

  /// The device's fastest vector instruction for the first anchor's types that the vectoriser can emit, or null.
  /// `isAlongLanes`: lanes run along a reduced dimension, where both operands are read as vectors.
  const device::Instruction *instruction(bool isAlongLanes = false);
  /// The type that `operand`, the rows of an anchor, is extended to for `with`, where a packed copy may be extended
  /// once instead of with each step that reads it; null where there is nothing to extend.
  mlir::Type extendedRows(mlir::Value operand, const device::Instruction *with);
  /// True where the sums of `with` are additions of their own. LLVM adds up the products of several steps first, for
  /// which a full register tile has no registers.
  bool addsApart(const device::Instruction *with);
  /// What the rows' bytes are shifted by on their way into `with`: 128 or 0.
  int64_t shift(const device::Instruction *with);

  int64_t registerBits() { return device.registers ? device.registers->bits : 64; }
  /// Vector registers; 16 where the device does not say.
  int64_t registerCount() { return device.registers ? device.registers->count.value_or(16) : 16; }
  /// The device's memory level number `index` from the outside; the innermost one where it has fewer.
  llvm::StringRef levelName(size_t index) { return device.levels[std::min(index, device.levels.size() - 1)].name; }
  int64_t capacity(llvm::StringRef level, int64_t unknown);
  double bytesPerCycle(llvm::StringRef level, double unknown);

private:
  kernel::Computation expansionOf(kernel::Computation anchor);
  unsigned position(kernel::Computation op, llvm::StringRef dim);
};
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_KERNELPARTS_H
