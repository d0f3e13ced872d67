// Rules about places: a value must exist where and when it is read.
#include "passes/Schedule/Rules.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;

/// Visits every pair of a computation and a computation that reads its result.
static Finding eachEdge(const Nest &nest, llvm::function_ref<Finding(Computation maker, Computation reader)> visit) {
  for (Computation reader : nest.computations())
    for (Value operand : reader->getOperands())
      if (auto maker = operand.getDefiningOp<Computation>())
        if (Finding finding = visit(maker, reader))
          return finding;
  return std::nullopt;
}

static std::string placeName(const Nest &nest, int depth) {
  if (depth == kRootDepth)
    return say("\"", kRoot, "\"");
  return depth == nest.registersDepth() ? say("\"", kRegisters, "\"") : say(nest.bands()[depth].getName());
}

/// True where `unit` lies in one `owner`: a warp in a CTA does, a vector core in a cube core does not.
static bool isWithin(const device::Device &device, StringRef unit, StringRef owner) {
  const device::ParallelResource *resource = device.resource(unit);
  return unit == owner || (resource && isWithin(device, resource->within, owner));
}

/// True where the unit that runs `op` can address the stages of band `band`.
static bool canAddress(const Nest &nest, Computation op, int band) {
  const device::MemoryLevel *level = nest.levelOf(band);
  bool isPrivate = level && level->kind == device::MemoryKind::Scratchpad && nest.getDevice().resource(level->sharedBy);
  return !isPrivate || isWithin(nest.getDevice(), nest.unit(op), level->sharedBy);
}

Finding aicc::schedule::valuesReachReaders(const Nest &nest) {
  return eachEdge(nest, [&](Computation maker, Computation reader) -> Finding {
    int made = nest.place(maker), read = nest.place(reader), outer = std::min(made, read);
    SmallVector<Staged> stages = nest.stages(maker->getResult(0));
    bool isKept = llvm::any_of(stages, [&](const Staged &staged) {
      return staged.band <= outer && canAddress(nest, maker, staged.band) && canAddress(nest, reader, staged.band);
    });
    if (isKept || outer == kRootDepth || (stages.empty() && made == read))
      return std::nullopt;
    std::string where = stages.empty() ? "not staged" : say("staged at ", nest.bands()[stages.front().band].getName());
    return Violation{say("a stage of ", quoted(maker), " at or outside ", placeName(nest, outer),
                         ", where the units of both it and ", quoted(reader), " can address it"),
                     where};
  });
}

/// True where `op` stands behind a computation that has the innermost loops: outside all bands, it runs when they end.
static bool runsBehindAnchors(const Nest &nest, Computation op) {
  return llvm::any_of(nest.computations(), [&](Computation other) {
    ComputationAttr inner = nest.inner(other);
    return inner && !inner.getAttach() && other->isBeforeInBlock(op);
  });
}

Finding aicc::schedule::readersRunLater(const Nest &nest) {
  return eachEdge(nest, [&](Computation maker, Computation reader) -> Finding {
    if (nest.place(maker) != kRootDepth || nest.place(reader) == kRootDepth || !runsBehindAnchors(nest, maker))
      return std::nullopt;
    return Violation{say(quoted(reader), " attached to \"", kRoot, "\", where ", quoted(maker), " runs behind all bands"),
                     say("attached to ", placeName(nest, nest.place(reader)))};
  });
}

Finding aicc::schedule::chainedTilesAgree(const Nest &nest) {
  return eachEdge(nest, [&](Computation maker, Computation reader) -> Finding {
    bool isChained = nest.stages(maker->getResult(0)).empty() && nest.place(maker) == nest.place(reader);
    if (!isChained || nest.place(maker) == kRootDepth || !nest.inner(maker) || !nest.inner(reader))
      return std::nullopt;
    for (StringRef dim : resultDims(maker)) {
      int64_t made = nest.registerExtent(maker, dim), read = nest.registerExtent(reader, dim);
      if (llvm::is_contained(reader.getDimNames(), dim) && made != read)
        return Violation{say("register tile of ", quoted(reader), " with ", dim, " = ", made, " as in ", quoted(maker),
                             ", or ", quoted(maker), " staged"),
                         say(dim, " = ", read)};
    }
    return std::nullopt;
  });
}

Finding aicc::schedule::siblingTilesAgree(const Nest &nest) {
  for (Computation a : nest.computations())
    for (Computation b : nest.computations())
      if (areSiblings(a, b))
        for (StringRef dim : a.getDimNames())
          if (nest.registerExtent(a, dim) != nest.registerExtent(b, dim))
            return Violation{say("equal register tiles of the siblings ", quoted(a), " and ", quoted(b)),
                             say(dim, " = ", nest.registerExtent(a, dim), " and ", nest.registerExtent(b, dim))};
  return std::nullopt;
}

/// True where a computation of the kernel reads what `op` makes.
static bool isRead(Computation op) {
  return llvm::any_of(op->getUsers(), [](Operation *user) { return isa<Computation>(user); });
}

/// True where everything that `op` reads exists before band `band` begins its tile.
static bool canRunAtHeadOf(const Nest &nest, Computation op, int band) {
  return llvm::all_of(op->getOperands(), [&](Value operand) {
    auto maker = operand.getDefiningOp<Computation>();
    return !maker || nest.place(maker) <= band;
  });
}

Finding aicc::schedule::prologueFillsItsStage(const Nest &nest) {
  for (Computation op : nest.computations())
    for (const Staged &staged : nest.stages(op->getResult(0)))
      if (op.getKind() == kernel::Kind::Map && isRead(op) && nest.place(op) > staged.band &&
          canRunAtHeadOf(nest, op, staged.band))
        return Violation{
            say(quoted(op), " attached to ", nest.bands()[staged.band].getName(), ", where its result is staged"),
            say("attached to ", placeName(nest, nest.place(op)))};
  return std::nullopt;
}

Finding aicc::schedule::prepackedIsWeight(const Nest &nest) {
  kernel::KernelOp kernel = nest.getKernel();
  for (BandAttr band : nest.bands())
    for (StageAttr stage : band.getStages()) {
      auto argument = dyn_cast<BlockArgument>(nest.value(stage.getOperand()));
      bool isWeight = argument && kernel.getArgAttr(argument.getArgNumber(), kernel::kWeightAttr);
      if (stage.getHow() == How::Prepacked && !isWeight)
        return Violation{say("operand ", stage.getOperand(), " marked ", kernel::kWeightAttr),
                         argument ? "an operand without the mark" : "an intermediate"};
    }
  return std::nullopt;
}
