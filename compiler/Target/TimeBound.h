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

/// A lower bound on the time of one call: no resource can finish sooner. A prediction, never a measurement.
struct TimeBound {
  std::vector<LevelTraffic> levels; ///< outermost first
  int64_t flops = 0;                ///< of the contractions
  std::optional<double> peakFlops;  ///< FLOP/s of the threads in use, with the schedule's instruction
  int64_t threads = 1;              ///< that the schedule keeps busy

  /// Seconds that `level` needs, or 0 where its bandwidth is not known.
  static double secondsOf(const LevelTraffic &level) {
    return level.bandwidth ? double(level.bytes) / *level.bandwidth : 0;
  }
  /// Seconds that the arithmetic needs, or 0 where the peak is not known.
  double computeSeconds() const { return peakFlops ? double(flops) / *peakFlops : 0; }
  /// The longest of all.
  double seconds() const;
  /// What needs longest: "compute" or a level's name; empty where nothing is known.
  std::string binding() const;
};
} // namespace aicc::target

#endif // AICC_COMPILER_TARGET_TIMEBOUND_H
