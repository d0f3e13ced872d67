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
