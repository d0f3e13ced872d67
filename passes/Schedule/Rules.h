// The rules of legality: small predicates over a nest. `Legality.cpp` holds the table that names each and gives its
// physical reason; the order there lets later rules rely on earlier ones (a stage's operand exists before its size is
// asked for).
#ifndef AICC_PASSES_SCHEDULE_RULES_H
#define AICC_PASSES_SCHEDULE_RULES_H

#include "passes/Schedule/Nest.h"

namespace aicc::schedule {
/// What a rule wanted and what stands there instead, in words.
struct Violation {
  std::string expected, found;
};

/// A rule finds the first place where it is violated, or nothing.
using Finding = std::optional<Violation>;

/// Joins `parts` into one text.
template <typename... Parts> std::string say(const Parts &...parts) {
  std::string text;
  llvm::raw_string_ostream os(text);
  (os << ... << parts);
  return text;
}

/// The name of `op` in quotes.
inline std::string quoted(kernel::Computation op) { return say("\"", op.getLabel(), "\""); }

// Bands and tiles (BandRules.cpp).
Finding dimensionsExist(const Nest &nest);
Finding computationsExist(const Nest &nest);
Finding contractionsHaveTiles(const Nest &nest);
Finding anchorsExist(const Nest &nest);
Finding stagedTensorsExist(const Nest &nest);
Finding inPlaceTensorsExist(const Nest &nest);
Finding memoryBandsNest(const Nest &nest);
Finding parallelBandsNest(const Nest &nest);
Finding tasksFitUnits(const Nest &nest);
Finding rasterOrdersWaves(const Nest &nest);
Finding rasterGroupsTiles(const Nest &nest);
Finding workersHaveQueues(const Nest &nest);
Finding unitsShareEvenly(const Nest &nest);
Finding scratchpadsHaveOwners(const Nest &nest);
Finding tilesNest(const Nest &nest);
Finding shortTilesComeLast(const Nest &nest);

// Reductions (ReductionRules.cpp).
Finding stagesKeepTypes(const Nest &nest);
Finding parallelSumsAreStaged(const Nest &nest);
Finding partialResultsSurvive(const Nest &nest);
Finding sumsCountOnce(const Nest &nest);
Finding readersWaitForMerge(const Nest &nest);
Finding runningValuesRescale(const Nest &nest);

// Places of computations (PlacementRules.cpp).
Finding valuesReachReaders(const Nest &nest);
Finding readersRunLater(const Nest &nest);
Finding chainedTilesAgree(const Nest &nest);
Finding siblingTilesAgree(const Nest &nest);
Finding prologueFillsItsStage(const Nest &nest);
Finding prepackedIsWeight(const Nest &nest);

// Maps in the steps of a contraction (StepRules.cpp).
Finding stepTilesAgree(const Nest &nest);
Finding scaledSumsAreLinear(const Nest &nest);
Finding scaledSumsStayInGroups(const Nest &nest);

// Layouts (LayoutRules.cpp).
Finding tilesStayInBlocks(const Nest &nest);

// Capacities (CapacityRules.cpp).
Finding scratchpadsHoldStages(const Nest &nest);
Finding scratchpadRunsAreAligned(const Nest &nest);
Finding registersHoldTiles(const Nest &nest);

// Instructions (InstructionRules.cpp).
Finding instructionsExist(const Nest &nest);
Finding instructionTypesMatch(const Nest &nest);
Finding instructionsDivideTiles(const Nest &nest);
Finding vectorsAreFilled(const Nest &nest);
Finding chainedLanesAgree(const Nest &nest);
Finding prefetchedLoadsExist(const Nest &nest);
Finding pairedOperandsInterleave(const Nest &nest);
Finding shiftedOperandsAreCorrected(const Nest &nest);
Finding swapsTurnInstructions(const Nest &nest);
Finding asyncCopiesExist(const Nest &nest);
Finding asyncCopiesAreAligned(const Nest &nest);

// Fields that would change nothing (EffectRules.cpp).
Finding buffersOverlapCopies(const Nest &nest);
Finding nextPartsExist(const Nest &nest);
Finding swizzlesHaveBanks(const Nest &nest);
Finding swizzlesFitRows(const Nest &nest);
Finding unrolledLoopsExist(const Nest &nest);
} // namespace aicc::schedule

#endif // AICC_PASSES_SCHEDULE_RULES_H
