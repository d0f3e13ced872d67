// Rules about fields that would change nothing: two schedules that differ in one field are two programs.
#include "passes/Schedule/Rules.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;

/// Visits every stage with the band that holds it.
static Finding eachStage(const Nest &nest, llvm::function_ref<Finding(int band, StageAttr stage)> visit) {
  for (auto [depth, band] : llvm::enumerate(nest.bands()))
    for (StageAttr stage : band.getStages())
      if (Finding finding = visit(depth, stage))
        return finding;
  return std::nullopt;
}

Finding aicc::schedule::buffersOverlapCopies(const Nest &nest) {
  return eachStage(nest, [](int, StageAttr stage) -> Finding {
    if (stage.getBuffers() == 1 || stage.getHow() == How::Async)
      return std::nullopt;
    return Violation{say("one buffer for the stage of ", stage.getOperand(), ", or an asynchronous copy"),
                     say(stage.getBuffers(), " buffers with how = ", stringifyHow(stage.getHow()))};
  });
}

/// True where a loop of the bands 0 to `innermost` moves along a dimension of `value`. Units of a parallel band have
/// one tile each.
static bool movesInBands(const Nest &nest, Value value, int innermost) {
  SmallVector<StringRef> dims = nest.dims(value);
  for (int band = 0; band <= innermost; ++band) {
    auto isMoved = [&](StringRef dim) { return dim.empty() || nest.cuts(band, dim); };
    if (!nest.bands()[band].getParallel() && llvm::any_of(dims, isMoved))
      return true;
  }
  return false;
}

/// True where register tiles of what has the innermost loops move along a dimension of `value`.
static bool movesInRegisters(const Nest &nest, Value value) {
  SmallVector<StringRef> dims = nest.dims(value);
  return llvm::any_of(nest.innerBands(), [&](ComputationAttr inner) {
    Computation op = nest.computation(inner.getName());
    auto isMoved = [&](StringRef dim) {
      return llvm::is_contained(dims, dim) && nest.registerExtent(op, dim) < nest.extent(nest.registersDepth(), dim);
    };
    return !inner.getAttach() && llvm::any_of(resultDims(op), isMoved);
  });
}

/// True where some reader of `value`, which lies in panels, uses one after the other.
static bool hasNextPanel(const Nest &nest, Value value) {
  return llvm::any_of(value.getUsers(), [&](Operation *user) {
    auto reader = dyn_cast<Computation>(user);
    if (!reader)
      return false;
    bool isOnRegisters = isInSteps(nest.inner(reader)) || nest.place(reader) == nest.registersDepth();
    if (isOnRegisters && movesInRegisters(nest, value))
      return true;
    return movesInBands(nest, value, isOnRegisters ? nest.registersDepth() - 1 : nest.place(reader));
  });
}

Finding aicc::schedule::nextPartsExist(const Nest &nest) {
  return eachStage(nest, [&](int band, StageAttr stage) -> Finding {
    Value value = nest.value(stage.getOperand());
    auto maker = value.getDefiningOp<Computation>();
    // What is computed inside the bands is there when it is wanted.
    bool isThere = !maker || nest.place(maker) == kRootDepth;
    bool hasNext = stage.getHow() == How::Prepacked ? hasNextPanel(nest, value) : movesInBands(nest, value, band);
    if (!stage.getAhead() || (isThere && hasNext))
      return std::nullopt;
    return Violation{say("ahead = 0 for the stage of ", stage.getOperand(), " in band ", nest.bands()[band].getName(),
                         ", or a loop that moves on to a next part of it"),
                     say("ahead = ", stage.getAhead(), " and no such loop")};
  });
}

Finding aicc::schedule::swizzlesHaveBanks(const Nest &nest) {
  return eachStage(nest, [&](int band, StageAttr stage) -> Finding {
    const device::MemoryLevel *level = nest.levelOf(band);
    bool hasBanks = level && level->kind == device::MemoryKind::Scratchpad;
    if (!stage.getLayout() || !stage.getLayout().getSwizzle() || hasBanks)
      return std::nullopt;
    return Violation{say("a swizzle of 0 for the stage of ", stage.getOperand(), " in \"",
                         level ? StringRef(level->name) : "registers", "\""),
                     say(stage.getLayout().getSwizzle())};
  });
}

Finding aicc::schedule::swizzlesFitRows(const Nest &nest) {
  return eachStage(nest, [&](int band, StageAttr stage) -> Finding {
    int64_t swizzle = stage.getLayout() ? stage.getLayout().getSwizzle() : 0;
    if (!swizzle)
      return std::nullopt;
    int64_t row = nest.contiguousBytes({band, stage}), all = nest.bufferBytes({band, stage});
    if ((row % swizzle == 0 || swizzle % row == 0) && all % swizzle == 0)
      return std::nullopt;
    return Violation{say("rows of ", stage.getOperand(), " that are a multiple or a part of the ", swizzle,
                         " bytes of its swizzle, and fill whole runs of it"),
                     say("rows of ", row, " bytes in ", all)};
  });
}

Finding aicc::schedule::unrolledLoopsExist(const Nest &nest) {
  for (ComputationAttr inner : nest.innerBands()) {
    Computation op = nest.computation(inner.getName());
    if (inner.getUnroll() > 1 && reducedDims(op).empty())
      return Violation{say("unroll of 1 for ", quoted(op), ", which reduces nothing"), say(inner.getUnroll())};
  }
  return std::nullopt;
}
