// The table of rules, and the two ways to check it.
#include "passes/Schedule/Legality.h"

#include "passes/Schedule/Rules.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;

namespace {
struct Rule {
  StringLiteral name, reason;
  Finding (*find)(const Nest &);
};
} // namespace

static const Rule kRules[] = {
    {"dimensions-exist", "a loop runs over a dimension of the kernel", dimensionsExist},
    {"computations-exist", "an inner band is the body of one computation", computationsExist},
    {"contractions-have-tiles", "a contraction keeps its sums in a register tile", contractionsHaveTiles},
    {"anchors-exist", "the innermost band runs at least one computation on its register tiles", anchorsExist},
    {"staged-tensors-exist", "a buffer holds elements of one tensor, in an order of all its dimensions",
     stagedTensorsExist},
    {"in-place-tensors-exist", "what is not copied must lie in memory already: an operand or a result of the kernel",
     inPlaceTensorsExist},
    {"memory-bands-nest", "data moves inwards one level of the device's memory after the other", memoryBandsNest},
    {"parallel-bands-nest", "the device's units contain one another in this order", parallelBandsNest},
    {"tasks-fit-units", "each unit runs one tile; tiles beyond the units would have nowhere to run", tasksFitUnits},
    {"raster-orders-waves", "tiles that all run at once have no order in time that could share a cache",
     rasterOrdersWaves},
    {"raster-groups-tiles", "one group of all tiles is walked as if there were no groups", rasterGroupsTiles},
    {"workers-have-queues", "a worker that finds no second tile ends as if it had none to look for", workersHaveQueues},
    {"scratchpads-have-owners", "a scratchpad belongs to one unit; others cannot address it", scratchpadsHaveOwners},
    {"tiles-nest", "a loop cannot process more than the loop around it hands over", tilesNest},
    {"short-tiles-come-last",
     "only the last tile of a whole dimension may be short: its size is then a constant and the edge is peeled",
     shortTilesComeLast},
    {"units-share-evenly",
     "the units inside one run the same program and wait for one another: one with a shorter tile would idle",
     unitsShareEvenly},
    {"stages-keep-types",
     "values are rounded where the kernel casts them; a buffer of another type would round a sum between its blocks. "
     "Only the "
     "packed factors of contractions may be wider, which hold the same values",
     stagesKeepTypes},
    {"parallel-sums-are-staged",
     "two units would write one sum; each needs its own part until they are merged in a fixed order",
     parallelSumsAreStaged},
    {"partial-results-survive", "the part of a sum must stay somewhere until its next block is added",
     partialResultsSurvive},
    {"sums-count-once",
     "a computation runs again in each iteration of a loop around it, and would add the same block again",
     sumsCountOnce},
    {"readers-wait-for-merge", "no unit has the whole sum before the units' parts are merged", readersWaitForMerge},
    {"running-values-rescale",
     "what was computed from an unfinished reduction would have to be corrected when it changes", runningValuesRescale},
    {"values-reach-readers", "registers and inner buffers are gone when an outer band reads", valuesReachReaders},
    {"readers-run-later", "what runs behind a loop is not there yet while the loop runs", readersRunLater},
    {"chained-tiles-agree", "a value passed on in registers is read by the same lanes that wrote it",
     chainedTilesAgree},
    {"sibling-tiles-agree", "siblings share one register loop and the operand loaded in it", siblingTilesAgree},
    {"step-tiles-agree", "a step expands the elements that it reads, no more and no less", stepTilesAgree},
    {"scaled-sums-are-linear", "only what all terms of a sum share can be taken out of it", scaledSumsAreLinear},
    {"scaled-sums-stay-in-groups", "a sum over two groups has two scales", scaledSumsStayInGroups},
    {"prologue-fills-its-stage", "a staged operand is complete before the loops inside its band read it",
     prologueFillsItsStage},
    {"prepacked-is-weight", "only a weight keeps its value between calls, so that it can be packed once a module",
     prepackedIsWeight},
    {"tiles-stay-in-blocks", "an address walks on from where a tile starts, past the end of a block",
     tilesStayInBlocks},
    {"scratchpads-hold-stages", "a scratchpad has no memory behind it to spill to", scratchpadsHoldStages},
    {"scratchpad-runs-are-aligned", "the copy engine moves whole aligned chunks", scratchpadRunsAreAligned},
    {"registers-hold-tiles", "a spill in the innermost loop costs more than a larger tile wins", registersHoldTiles},
    {"instructions-exist", "an instruction that the device does not have cannot be emitted", instructionsExist},
    {"instruction-types-match", "an instruction multiplies and accumulates in fixed types", instructionTypesMatch},
    {"instructions-divide-tiles", "an instruction computes its whole shape, never a part", instructionsDivideTiles},
    {"vectors-are-filled", "an accumulator holds neighbours of the innermost result dimension, one a lane",
     vectorsAreFilled},
    {"chained-lanes-agree", "sums spread over lanes become one element each, which lies in memory", chainedLanesAgree},
    {"paired-operands-interleave",
     "the instruction reads neighbours in the reduced dimension from one 32-bit lane; only rows that are read in "
     "place, "
     "neighbours along the columns, are interleaved in registers",
     pairedOperandsInterleave},
    {"shifted-operands-are-corrected",
     "an instruction that reads signed bytes as unsigned adds 128 times the columns' sums, which the accumulators must "
     "start without",
     shiftedOperandsAreCorrected},
    {"swaps-turn-instructions",
     "only an instruction with other rows than columns computes another tile when it is turned", swapsTurnInstructions},
    {"async-copies-exist", "without a copy engine of its own the device cannot fill one buffer while it reads another",
     asyncCopiesExist},
    {"async-copies-are-aligned",
     "an asynchronous copy moves whole chunks from aligned addresses and does not transpose", asyncCopiesAreAligned},
    {"buffers-overlap-copies", "a copy that is waited for never fills a second buffer", buffersOverlapCopies},
    {"next-parts-exist", "what is asked for while one part is used is the part that a loop comes to next",
     nextPartsExist},
    {"swizzles-have-banks", "only a scratchpad is addressed by banks; a cache orders its lines itself",
     swizzlesHaveBanks},
    {"swizzles-fit-rows", "chunks change places within one run of bytes, which rows have to fill", swizzlesFitRows},
    {"prefetched-loads-exist", "what is asked for ahead fills the lanes of later steps along a reduced dimension",
     prefetchedLoadsExist},
    {"unrolled-loops-exist", "what is unrolled is the loop over a reduced dimension", unrolledLoopsExist},
};

/// Runs the rules in order; `report` gets the first finding.
static std::optional<StringRef> check(const Nest &nest,
                                      llvm::function_ref<void(const Rule &, const Violation &)> report) {
  for (const Rule &rule : kRules)
    if (Finding finding = rule.find(nest)) {
      report(rule, *finding);
      return StringRef(rule.name);
    }
  return std::nullopt;
}

LogicalResult aicc::schedule::checkSchedule(kernel::KernelOp kernel, const device::Device &device, TreeAttr schedule,
                                            llvm::function_ref<InFlightDiagnostic()> emitError) {
  auto report = [&](const Rule &rule, const Violation &violation) {
    emitError() << "schedule violates rule '" << rule.name << "': expected " << violation.expected << "; found "
                << violation.found << " (" << rule.reason << ")";
  };
  return failure(check(Nest(kernel, device, schedule), report).has_value());
}

std::optional<StringRef> aicc::schedule::firstViolation(kernel::KernelOp kernel, const device::Device &device,
                                                        TreeAttr schedule) {
  return check(Nest(kernel, device, schedule), [](const Rule &, const Violation &) {});
}

SmallVector<std::pair<StringRef, StringRef>> aicc::schedule::legalityRules() {
  return llvm::map_to_vector(kRules,
                             [](const Rule &rule) { return std::pair<StringRef, StringRef>(rule.name, rule.reason); });
}
