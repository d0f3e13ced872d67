// See Realisable.h. One rule, one small function.
#include "compiler/Target/NVIDIA/Realisable.h"

using namespace mlir;
using namespace aicc;
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
  for (Type type : llvm::concat<const Type>(kernel.getArgumentTypes(), kernel.getResultTypes()))
    if (unsigned bits = getElementTypeOrSelf(type).getIntOrFloatBitWidth(); bits < 8)
      return "elements of " + std::to_string(bits) + " bits are not read on this target";
  return std::nullopt;
}

/// Without bands a thread computes one element; no other tile of registers has a meaning there.
static Reason onePointAThread(KernelOp, TreeAttr schedule) {
  if (!schedule.getBands().empty())
    return "band " + schedule.getBands().front().getName().str() + " is not realised on this target";
  for (ComputationAttr inner : schedule.getComputations())
    if (llvm::any_of(inner.getRegisters().getSizes(), [](int64_t size) { return size != 1; }))
      return "the register tile of " + inner.getName().str() + " has several points, without bands around it";
  return std::nullopt;
}

Reason nvidia::whyNotRealisable(KernelOp kernel, TreeAttr schedule, const device::Device *) {
  if (Reason reason = constantExtents(kernel))
    return reason;
  if (Reason reason = storedTypes(kernel))
    return reason;
  return onePointAThread(kernel, schedule);
}
