// What an analytic model says about a kernel's time, the same for all targets.
#ifndef AICC_COMPILER_TARGET_TIMEBOUND_H
#define AICC_COMPILER_TARGET_TIMEBOUND_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace aicc::target {
/// What one memory level delivers inwards in one call of a kernel.
struct LevelTraffic {
  std::string level;
  int64_t bytes = 0;               ///< of all threads together
  std::optional<double> bandwidth; ///< bytes/s for all threads together, where the device file knows it
};

/// How tiles that queue for a device's units run there, where the target has such a queue.
struct Waves {
  int64_t tiles = 0;         ///< of the outermost parallel band
  int64_t perUnit = 0;       ///< that live on one unit at once
  std::string limit;         ///< what keeps more from living there: "shared", "registers", "warps", "tiles"
  double count = 0;          ///< tiles / (units * perUnit); the last wave is as long as a full one
  double unitSeconds = 0;    ///< that the unit with the most tiles needs: arithmetic, copies and waiting for them
  double arithmeticSeconds = 0; ///< of them, arithmetic with what pads the tiles
  double launchSeconds = 0;  ///< that nothing hides: launches, and a second pass over split sums
};

/// A lower bound on the time of one call: no resource can finish sooner. A prediction, never a measurement.
struct TimeBound {
  std::vector<LevelTraffic> levels; ///< outermost first
  int64_t flops = 0;                ///< of the contractions
  std::optional<double> peakFlops;  ///< FLOP/s of the threads in use, with the schedule's instruction
  int64_t leastBytes = 0;           ///< that every schedule moves: each argument and each result once
  int64_t threads = 1;              ///< that the schedule keeps busy
  std::optional<Waves> waves;       ///< where tiles queue for units

  /// Seconds that `level` needs, or 0 where its bandwidth is not known.
  static double secondsOf(const LevelTraffic &level) {
    return level.bandwidth ? double(level.bytes) / *level.bandwidth : 0;
  }
  /// Seconds that the arithmetic needs, or 0 where the peak is not known.
  double computeSeconds() const { return peakFlops ? double(flops) / *peakFlops : 0; }
  /// The longest of all, and what nothing hides.
  double seconds() const;
  /// Seconds that arithmetic at the device's peak and the bytes of the outermost level at its bandwidth need at least.
  double roofSeconds() const;
  /// What needs longest: "compute", "waves" or a level's name; empty where nothing is known.
  std::string binding() const;
};
} // namespace aicc::target

#endif // AICC_COMPILER_TARGET_TIMEBOUND_H
