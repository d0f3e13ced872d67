// A candidate in numbers, for models that are fitted to measurements.
#ifndef AICC_AUTOTUNE_MODEL_FEATURES_H
#define AICC_AUTOTUNE_MODEL_FEATURES_H

#include "autotune/Space/LegalSpace.h"

namespace aicc::autotune {
/// Version of what features there are and what they mean. Numbers of different versions are not
/// compared.
inline constexpr int64_t kFeatureVersion = 1;

/// The names of the features of `space`, in their order: resources of the time bound, then knobs.
std::vector<std::string> featureNames(const LegalSpace &space);

/// The features of each of `candidates`. Times and counts are logarithms to the base 2; a resource
/// that the device file does not know counts as none.
std::vector<std::vector<double>> featuresOf(const LegalSpace &space, llvm::ArrayRef<Candidate> candidates);

/// Times in a register tile's life, from the knobs of the schedule: tiles that all threads start in
/// one call.
struct TileCounts {
  double tiles = 1;   ///< register tiles, over all of the reduction's blocks
  double padding = 1; ///< points computed, padding included, for each one wanted
};
/// Counted on the first anchor of `tree`.
TileCounts countTiles(const LegalSpace &space, schedule::TreeAttr tree);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_MODEL_FEATURES_H
