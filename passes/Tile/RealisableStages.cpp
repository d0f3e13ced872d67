// What stages can hold; see RealisableRules.h.
#include "passes/Tile/Parts.h"
#include "passes/Tile/Places.h"
#include "passes/Tile/RealisableRules.h"

#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using namespace aicc::tile;
using kernel::Computation;
using kernel::KernelOp;
using tile::rules::Reason;

static bool isStagedInPlace(StageAttr stage) { return stage.getHow() == How::InPlace; }

Reason rules::buffers(KernelOp, TreeAttr schedule) {
  for (BandAttr band : schedule.getBands())
    for (StageAttr stage : band.getStages()) {
      if (stage.getBuffers() != 1)
        return "stage of " + stage.getOperand().str() + " has several buffers";
      if (stage.getLayout() && stage.getLayout().getSwizzle())
        return "stage of " + stage.getOperand().str() + " is swizzled";
    }
  return std::nullopt;
}

Reason rules::keptResults(KernelOp kernel, TreeAttr schedule) {
  llvm::StringSet<> kept;
  for (BandAttr band : schedule.getBands())
    for (StageAttr stage : band.getStages()) {
      if (isStagedInPlace(stage))
        continue;
      if (!kept.insert(stage.getOperand().getValue()).second)
        return stage.getOperand().str() + " is staged at two bands";
      Computation op = computation(kernel, stage.getOperand());
      if (op && isYielded(op))
        return "the kernel's result " + stage.getOperand().str() + " is staged";
    }
  return std::nullopt;
}

Reason rules::cutSums(KernelOp kernel, TreeAttr schedule) {
  for (Computation op : kernel.getComputations()) {
    SmallVector<StringRef> dims = op.getDimNames();
    bool isKept = isYielded(op);
    for (BandAttr band : schedule.getBands()) {
      isKept |= llvm::any_of(band.getStages(), [&](StageAttr stage) {
        return stage.getOperand().getValue() == op.getLabel() && !isStagedInPlace(stage);
      });
      for (unsigned dim = 0; dim < dims.size(); ++dim)
        if (!isKept && op.isReduced(dim) &&
            band.getTile().lookup(dims[dim], INT64_MAX) < kernel.getDim(dims[dim]).getMax())
          return "band " + band.getName().str() + " cuts the reduced dimension " + dims[dim].str() + " of " +
                 op.getLabel().str() + ", whose parts are staged further in or not at all";
    }
  }
  return std::nullopt;
}

Reason rules::stagedBoxes(KernelOp kernel, TreeAttr schedule) {
  for (BandAttr band : schedule.getBands())
    for (StageAttr stage : band.getStages())
      for (OpOperand &use : valueOf(kernel, stage.getOperand()).getUses())
        if (auto reader = dyn_cast<Computation>(use.getOwner());
            reader && !isStagedInPlace(stage) && stage.getHow() != How::Prepacked)
          if (!reader.getAccess(use.getOperandNumber()).isProjectedPermutation())
            return reader.getLabel().str() + " reads " + stage.getOperand().str() +
                   ", which is staged, by other indices than its dimensions";
  return std::nullopt;
}

Reason rules::stagedCopies(KernelOp kernel, TreeAttr schedule) {
  for (auto [depth, band] : llvm::enumerate(schedule.getBands()))
    for (StageAttr stage : band.getStages()) {
      Computation producer = computation(kernel, stage.getOperand());
      if (isStagedInPlace(stage) || (producer && depthOf(producer, schedule) >= 0))
        continue;
      for (Operation *user : valueOf(kernel, stage.getOperand()).getUsers())
        if (auto reader = dyn_cast<Computation>(user); reader && depthOf(reader, schedule) < int(depth))
          return reader.getLabel().str() + " reads " + stage.getOperand().str() + " outside the band that stages it";
    }
  return std::nullopt;
}

Reason rules::outerReaders(KernelOp kernel, TreeAttr schedule) {
  for (auto [depth, band] : llvm::enumerate(schedule.getBands()))
    for (StageAttr stage : band.getStages()) {
      Computation op = computation(kernel, stage.getOperand());
      if (!op || isStagedInPlace(stage) || depthOf(op, schedule) < 0)
        continue;
      for (Operation *user : op->getUsers())
        if (auto reader = dyn_cast<Computation>(user);
            reader && depthOf(reader, schedule) < int(depth) && !tile::isMerged(kernel, schedule, op))
          return reader.getLabel().str() + " reads " + op.getLabel().str() + " outside the band that stages it";
    }
  return std::nullopt;
}
