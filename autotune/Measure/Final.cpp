// The final of a search: the default and the fastest candidates in turns, the winner once more, and its numbers; see
// MachineLaboratory.h.
#include "autotune/Measure/MachineLaboratory.h"

using namespace aicc;
using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;

/// Turns of the final.
constexpr int64_t kTurns = 7;

Expected<std::vector<MachineLaboratory::Finalist>> MachineLaboratory::enter(llvm::ArrayRef<std::string> libraries) {
  std::vector<Finalist> finalists;
  for (const std::string &library : libraries) {
    auto contestant = start(library, options.seed);
    if (!contestant)
      return contestant.takeError();
    finalists.push_back({std::move(*contestant), library, {}, {}});
  }
  return finalists;
}

Error MachineLaboratory::takeTurns(std::vector<Finalist> &finalists) {
  bench::BurstPlan plan = bench::planBursts(paceOf(std::min(bestMs, standardMs)), kFinalCalls);
  plan.calls = std::max(plan.calls, (kFinalCalls + kTurns - 1) / kTurns);
  for (int64_t turn = 0; turn < kTurns; ++turn)
    for (Finalist &finalist : finalists) {
      finalist.contestant->setPatience(limitFor(plan.calls + plan.warmUps));
      Expected<double> median = runBurst(*finalist.contestant, plan, finalist.samples);
      if (!median)
        return median.takeError();
      finalist.turns.push_back(*median);
    }
  return Error::success();
}

/// Runs `library` on the inputs of `seed` and judges. The default goes first and is judged by the
/// oracle.
Error MachineLaboratory::checkSeed(const std::string &library, uint64_t seed, Verdict &verdict) {
  if (Error error = judge.prepare(seed))
    return error;
  std::vector<std::string> runs = {folder.file("default.so")};
  if (library != runs.front())
    runs.push_back(library);
  // The default's result of the first seed is there since it was measured.
  if (runs.size() == 2 && seed == options.seed)
    runs.erase(runs.begin());
  double worst = 0;
  for (const std::string &next : runs) {
    auto contestant = start(next, seed);
    if (!contestant)
      return contestant.takeError();
    Expected<Finding> finding = screen(**contestant, seed, next == folder.file("default.so"));
    if (!finding)
      return finding.takeError();
    if (!finding->passed)
      return llvm::createStringError("wrong numbers with seed " + std::to_string(seed) + ": " + finding->message);
    worst = finding->maxError;
  }
  verdict.seeds.push_back(int64_t(seed));
  verdict.maxError = std::max(verdict.maxError, worst);
  return Error::success();
}

/// The verdict on `library`, with two seeds that no screening has used.
Error MachineLaboratory::verify(const std::string &library, Decision &decision) {
  decision.verdict.reference = judge.describeReference();
  data::Tolerance tolerance = judge.toleranceOf(options.seed);
  decision.verdict.absolute = tolerance.absolute, decision.verdict.relative = tolerance.relative;
  for (uint64_t seed : {options.seed, options.seed + 1, options.seed + 2})
    if (Error error = checkSeed(library, seed, decision.verdict))
      return error;
  return Error::success();
}

MachineLaboratory::Field MachineLaboratory::buildField(llvm::ArrayRef<Candidate> candidates) {
  Field field = {{folder.file("default.so")}, {""}, {0}};
  std::vector<Job> jobs;
  for (auto [index, candidate] : llvm::enumerate(candidates))
    jobs.push_back({candidate.tree, folder.file("final" + std::to_string(index) + ".so")});
  for (auto [index, ending] : llvm::enumerate(farm->build(jobs)))
    if (ending.detail.empty()) {
      field.libraries.push_back(jobs[index].library), field.numbers.push_back(index);
      llvm::raw_string_ostream(field.names.emplace_back()) << candidates[index].tree;
    }
  return field;
}

Expected<size_t> MachineLaboratory::play(const Field &field, Decision &decision) {
  auto finalists = enter(field.libraries);
  if (!finalists)
    return finalists.takeError();
  if (Error error = takeTurns(*finalists))
    return std::move(error);
  std::vector<std::vector<double>> turns;
  for (Finalist &finalist : *finalists)
    turns.push_back(finalist.turns);
  Choice choice = choose(turns, field.names);
  decision.ties = choice.ties.size();
  decision.defaultTiming = decision.timing = timingOf(finalists->front().samples);
  return choice.winner;
}

Expected<bool> MachineLaboratory::isFasterAgain(const std::string &winner, Decision &decision) {
  auto again = enter({folder.file("default.so"), winner});
  if (!again)
    return again.takeError();
  if (Error error = takeTurns(*again))
    return std::move(error);
  decision.ofDefault = ratioOf((*again)[1].turns, (*again)[0].turns);
  decision.defaultTiming = decision.timing = timingOf((*again)[0].samples);
  if (!decision.ofDefault.isFaster()) {
    decision.reason = "what was faster was not when it was measured again";
    return false;
  }
  decision.timing = timingOf((*again)[1].samples);
  return true;
}

Expected<bool> MachineLaboratory::stands(const std::string &winner, Decision &decision) {
  Expected<bool> isFaster = isFasterAgain(winner, decision);
  if (!isFaster || !*isFaster)
    return isFaster;
  if (Error error = verify(winner, decision)) {
    decision.reason = llvm::toString(std::move(error));
    decision.timing = decision.defaultTiming, decision.verdict = Verdict();
    return false;
  }
  return true;
}

Expected<Decision> MachineLaboratory::decide(llvm::ArrayRef<Candidate> candidates) {
  bench::MachineLock lock;
  Field field = buildField(candidates);
  Decision decision;
  Expected<size_t> winner = play(field, decision);
  if (!winner)
    return winner.takeError();
  if (*winner) {
    Expected<bool> wins = stands(field.libraries[*winner], decision);
    if (!wins)
      return wins.takeError();
    if (*wins) {
      decision.winner = field.numbers[*winner];
      return decision;
    }
  } else {
    decision.reason = candidates.empty() ? "nothing was faster" : "nothing was faster beyond noise";
  }
  decision.ofDefault = Ratio{1, 1, 1};
  if (Error error = verify(field.libraries[0], decision))
    return std::move(error);
  return decision;
}
