// The peers that enter a row's contest, each in the variant that is fastest alone.
#ifndef AICC_COMPILER_BENCH_ENTRANTS_H
#define AICC_COMPILER_BENCH_ENTRANTS_H

#include "compiler/Bench/Contest.h"
#include "compiler/Bench/Peers.h"
#include <map>

namespace aicc::bench {
/// A peer in the contest.
struct Entrant {
  std::unique_ptr<Contestant> contestant;
  double soloMs = 0; ///< the median of a burst before the contest
};

/// Median of one burst of `contestant` alone: all others are stopped.
llvm::Expected<double> timeSolo(Contestant &contestant, const BurstPlan &plan);

/// A call's time to plan by: the last of a few.
llvm::Expected<double> estimate(Contestant &contestant);

/// Starts `peers` and keeps those that do the row, for `repeat` calls of each. The reasons of the
/// others are in `refusals` by their names; one that fails leaves its message in `fault`.
std::vector<Entrant> enterPeers(llvm::ArrayRef<Peer> peers, int64_t repeat,
                                std::map<std::string, std::string> &refusals, std::string &fault);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_ENTRANTS_H
