// What the lowering realises of softmax in parts; see Realisable.h and Parts.h.
#include "passes/Schedule/Nest.h"
#include "passes/Tile/MaskSteps.h"
#include "passes/Tile/Parts.h"
#include "passes/Tile/Realisable.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using namespace aicc::tile;
using kernel::Computation;
using kernel::KernelOp;

using Reason = std::optional<std::string>;

static Computation find(KernelOp kernel, StringRef label) {
  return *llvm::find_if(kernel.getComputations(), [&](Computation op) { return op.getLabel() == label; });
}

static bool isRoot(Computation op, TreeAttr schedule) {
  ComputationAttr inner = schedule.computation(op.getLabel());
  return inner && inner.getAttach() && inner.getAttach() == kRoot;
}

/// The parts of a softmax are made one behind all bands. Readers wait until then, in loops of their own, and have the rows of the
/// maximum, by which those loops are split.
static Reason mergedParts(KernelOp kernel, TreeAttr schedule, const Parts &parts) {
  if (BandAttr band = schedule.getBands()[parts.band]; band.getParallel())
    return "band " + band.getName().str() + " splits " + parts.dim.str() + " over parallel units, and no band inside cuts it";
  Computation maximum = find(kernel, parts.maximum);
  SmallVector<StringRef> rows = resultDims(maximum);
  auto hasRows = [&](Computation op) {
    return llvm::all_of(rows, [&](StringRef row) { return llvm::is_contained(resultDims(op), row); });
  };
  for (Computation op : kernel.getComputations()) {
    if (!parts.reduces(op.getLabel()))
      continue;
    if (!hasRows(op))
      return op.getLabel().str() + " is summed up in parts, and has other rows than " + maximum.getLabel().str();
    for (Operation *user : op->getUsers()) {
      auto reader = dyn_cast<Computation>(user);
      bool isInside = reader && (reader.getLabel() == parts.guard || reader.getLabel() == parts.weights);
      if (reader && !isInside && (!isRoot(reader, schedule) || !hasRows(reader)))
        return reader.getLabel().str() + " reads " + op.getLabel().str() + ", which is reduced in parts, before they are one";
    }
  }
  return std::nullopt;
}

/// Parts begin where what the mask leaves may begin.
static Reason maskedParts(KernelOp kernel, TreeAttr schedule, const Parts &parts, int64_t vectorBits) {
  std::optional<kernel::MaskSpan> span = kernel::findMaskSpan(kernel);
  if (!span || span->dim != parts.dim || !vectorBits)
    return std::nullopt;
  auto steps = llvm::map_to_vector(kernel.getComputations(), [](Computation op) { return kernel::MaskedStep(op); });
  std::optional<tile::MaskSteps> found =
      tile::maskSteps(*span, steps, schedule, kernel.getDim(span->dim).getMax(), vectorBits);
  if (found && parts.size % found->alignment)
    return "parts of " + std::to_string(parts.size) + " of " + parts.dim.str() + " are no multiple of the " +
           std::to_string(found->alignment) + " at which what the mask leaves begins";
  return std::nullopt;
}

Reason tile::whyNotInParts(KernelOp kernel, TreeAttr schedule, int64_t vectorBits) {
  std::optional<Parts> parts = partsOf(kernel, schedule);
  if (!parts)
    return std::nullopt;
  Reason reason = mergedParts(kernel, schedule, *parts);
  return reason ? reason : maskedParts(kernel, schedule, *parts, vectorBits);
}
