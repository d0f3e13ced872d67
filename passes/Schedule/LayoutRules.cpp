// Rules about layouts: how register tiles lie in the blocks of what they read and write.
#include "dialects/Kernel/MaskSpan.h"
#include "passes/Schedule/Rules.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;

namespace {
/// A computation that walks over a blocked dimension of a staged tensor.
struct BlockedWalk {
  Computation op;
  Staged staged;
  StringRef dim;
  int64_t block;
};
} // namespace

using Visit = llvm::function_ref<Finding(const BlockedWalk &)>;

static Finding eachBlockedDim(const Nest &nest, Computation op, Value value, const Staged &staged, Visit visit) {
  if (staged.stage.getHow() == How::InPlace || !staged.stage.getLayout())
    return std::nullopt;
  for (StringRef dim : nest.dims(value)) {
    int64_t block = staged.stage.getLayout().getBlock().lookup(dim, 1);
    if (block > 1 && llvm::is_contained(op.getDimNames(), dim))
      if (Finding finding = visit({op, staged, dim, block}))
        return finding;
  }
  return std::nullopt;
}

static Finding eachBlockedWalk(const Nest &nest, Visit visit) {
  std::optional<kernel::MaskSpan> mask = kernel::findMaskSpan(nest.getKernel());
  for (Computation op : nest.computations()) {
    // What the schedule leaves out, since it only clears what a mask hides, walks over nothing.
    if (!nest.inner(op) && visibleSource(mask, op->getResult(0)) != op->getResult(0))
      continue;
    SmallVector<Value> values(op->getOperands());
    values.push_back(op->getResult(0));
    for (Value value : values)
      for (const Staged &staged : nest.stages(value))
        // What runs before all bands writes its result as it is; the copy in the band has the blocks.
        if (bool isCopied = value == op->getResult(0) && nest.place(op) == kRootDepth; !isCopied)
          if (Finding finding = eachBlockedDim(nest, op, value, staged, visit))
            return finding;
  }
  return std::nullopt;
}

/// A reduced dimension is walked through: its tiles start on blocks.
static Finding startsOnBlocks(const Nest &nest, const BlockedWalk &walk) {
  int origin = walk.staged.stage.getHow() == How::Prepacked ? kRootDepth : walk.staged.band;
  for (int band = origin + 1; band < nest.registersDepth(); ++band)
    if (nest.cuts(band, walk.dim) && nest.extent(band, walk.dim) % walk.block)
      return Violation{say(walk.dim, " of band ", nest.bands()[band].getName(), " in multiples of ", walk.block,
                           ", the block of ", walk.staged.stage.getOperand()),
                       say(nest.extent(band, walk.dim))};
  return std::nullopt;
}

/// Other dimensions are unrolled: a register tile is a part of one block, or whole blocks.
static Finding keepsToBlocks(const Nest &nest, const BlockedWalk &walk) {
  int origin = walk.staged.stage.getHow() == How::Prepacked ? kRootDepth : walk.staged.band;
  int64_t tile = nest.registerExtent(walk.op, walk.dim);
  if (walk.block % tile == 0 || tile % walk.block == 0 || nest.extent(origin, walk.dim) <= walk.block)
    return std::nullopt;
  return Violation{say("a register tile of ", quoted(walk.op), " whose ", walk.dim, " divides the block of ", walk.block,
                       " of ", walk.staged.stage.getOperand()),
                   say(tile)};
}

Finding aicc::schedule::tilesStayInBlocks(const Nest &nest) {
  return eachBlockedWalk(nest, [&](const BlockedWalk &walk) {
    bool isReduced = llvm::is_contained(reducedDims(walk.op), walk.dim);
    return isReduced ? startsOnBlocks(nest, walk) : keepsToBlocks(nest, walk);
  });
}
