// See Realisable.h. One rule, one small function.
#include "compiler/Target/NVIDIA/Realisable.h"
#include "compiler/Target/NVIDIA/ProductKernel.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::KernelOp;

using Reason = std::optional<std::string>;

static Reason constantExtents(KernelOp kernel) {
  for (auto dim : kernel.getDims().getAsRange<kernel::DimAttr>())
    if (dim.isSymbol())
      return "dimension " + dim.getName().str() + " has no constant extent";
  return std::nullopt;
}

static Reason storedTypes(KernelOp kernel) {
  for (Type type : kernel.getResultTypes())
    if (getElementTypeOrSelf(type).getIntOrFloatBitWidth() == 4)
      return std::string("results of four bits are not written on this target");
  return std::nullopt;
}

/// Without bands a thread computes one element; no other tile of registers has a meaning there.
static Reason onePointAThread(TreeAttr schedule) {
  for (ComputationAttr inner : schedule.getComputations())
    if (llvm::any_of(inner.getRegisters().getSizes(), [](int64_t size) { return size != 1; }))
      return "the register tile of " + inner.getName().str() + " has several points, without bands around it";
  return std::nullopt;
}

/// What is read on the sums, or copied to shared memory, must be in memory before the bands begin.
static Reason runsBeforeBands(const Nest &nest, const ProductTiling &tiling) {
  for (Computation op : nest.computations())
    for (Value operand : op->getOperands()) {
      auto maker = operand.getDefiningOp<Computation>();
      if (maker && tiling.runsInside(op) && !tiling.runsInside(maker) &&
          !maker->isBeforeInBlock(tiling.contractions.front()))
        return maker.getLabel().str() + " runs behind the bands, where " + op.getLabel().str() + " reads it";
      if (maker && !tiling.runsInside(op) && tiling.runsInside(maker) && op->isBeforeInBlock(tiling.contractions.back()))
        return op.getLabel().str() + " runs before the bands, but reads " + maker.getLabel().str();
    }
  return std::nullopt;
}

static Reason sharedMemoryHolds(const device::Device &device, const ProductTiling &tiling) {
  const device::MemoryLevel *shared = device.level("shared");
  if (!shared || !shared->capacity || sharedBytes(tiling) <= *shared->capacity)
    return std::nullopt;
  return "its tiles, padded to whole instructions, take " + std::to_string(sharedBytes(tiling)) +
         " bytes of shared memory; expected at most " + std::to_string(*shared->capacity);
}

Reason nvidia::whyNotRealisable(KernelOp kernel, TreeAttr schedule, const device::Device *device) {
  if (Reason reason = constantExtents(kernel))
    return reason;
  if (Reason reason = storedTypes(kernel))
    return reason;
  if (schedule.getBands().empty())
    return onePointAThread(schedule);
  if (!device)
    return std::string("its device is not known");
  Nest nest(kernel, *device, schedule);
  ProductTiling tiling;
  if (Reason reason = readProductTiling(nest, tiling))
    return reason;
  if (Reason reason = runsBeforeBands(nest, tiling))
    return reason;
  return sharedMemoryHolds(*device, tiling);
}
