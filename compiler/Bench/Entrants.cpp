// See Entrants.h.
#include "compiler/Bench/Entrants.h"

using namespace aicc;
using namespace aicc::bench;
using llvm::Expected;

Expected<double> bench::timeSolo(Contestant &contestant, const BurstPlan &plan) {
  Disturbance ignored;
  Expected<std::vector<double>> burst = runBurst(contestant, plan, ignored);
  return burst ? Expected<double>(summarise(std::move(*burst)).median) : burst.takeError();
}

Expected<double> bench::estimate(Contestant &contestant) {
  Expected<std::vector<double>> times = contestant.run(1, 2);
  return times ? Expected<double>(times->back()) : times.takeError();
}

/// Starts the variants of `peer` one after the other and keeps the fastest. No contestant where all
/// refuse the row; the last reason is in `refusal`.
static Expected<Entrant> enter(const Peer &peer, int64_t repeat, std::string &refusal) {
  Entrant best;
  for (const Launch &launch : peer.variants) {
    auto contestant = Contestant::start(launch, refusal);
    if (!contestant)
      return contestant.takeError();
    if (!*contestant)
      continue;
    Expected<double> rough = estimate(**contestant);
    if (!rough)
      return rough.takeError();
    Expected<double> solo = timeSolo(**contestant, planBursts(*rough, repeat));
    if (!solo)
      return solo.takeError();
    if (!best.contestant || *solo < best.soloMs)
      best = {std::move(*contestant), *solo};
  }
  return best;
}

std::vector<Entrant> bench::enterPeers(llvm::ArrayRef<Peer> peers, int64_t repeat,
                                       std::map<std::string, std::string> &refusals, std::string &fault) {
  std::vector<Entrant> entrants;
  for (const Peer &peer : peers) {
    std::string refusal;
    Expected<Entrant> entrant = enter(peer, repeat, refusal);
    if (!entrant)
      fault = llvm::toString(entrant.takeError());
    else if (entrant->contestant)
      entrants.push_back(std::move(*entrant));
    else
      refusals[peer.name] = refusal;
  }
  return entrants;
}
