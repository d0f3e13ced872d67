// The final of a search: the default and the fastest candidates in turns, the winner once more, and its numbers; see
// MachineLaboratory.h.
#include "autotune/Measure/MachineLaboratory.h"

using namespace aicc;
using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;

/// Turns of the final.
constexpr int64_t kTurns = 7;
/// Pairs of fresh processes in which the winner and the default are measured again, and the turns of each pair, which
/// count as one. Where operands are about as large as a cache, a process keeps the luck that its pages had for as long
/// as it lives.
constexpr size_t kPairs = 5;
constexpr int64_t kTurnsOfPair = 2;

//===-- Numbers -------------------------------------------------------------------------------------------------===//

/// Runs `library` on the inputs of `seed`, which the judge knows, and judges.
Expected<Finding> MachineLaboratory::examine(const std::string &library, uint64_t seed) {
  auto contestant = start(library, seed);
  if (!contestant)
    return contestant.takeError();
  (*contestant)->setPatience(std::max(options.startLimitMs, limitFor(1)));
  return screen(**contestant, seed, library == folder.file("default.so"));
}

/// Judges the default's result, by the oracle; that of others is compared with it. An error where it is wrong.
Expected<Finding> MachineLaboratory::examineDefault(uint64_t seed) {
  Expected<Finding> finding = examine(folder.file("default.so"), seed);
  if (!finding || finding->passed)
    return finding;
  return llvm::make_error<driver::InternalError>("the default schedule computes wrong numbers with seed " +
                                                 std::to_string(seed) + ": " + finding->message);
}

/// Judges the result of a candidate. What is wrong with it becomes its ending.
Expected<Finding> MachineLaboratory::examineWinner(Finalist &winner, uint64_t seed) {
  // The default's result of the first seed is there since it was measured.
  if (seed != options.seed)
    if (Error error = examineDefault(seed).takeError())
      return std::move(error);
  Expected<Finding> finding = examine(winner.library, seed);
  if (!finding) {
    winner.ending = endingOf(finding.takeError(), Outcome::Crashed);
    return Finding();
  }
  if (!finding->passed)
    winner.ending = {Outcome::Wrong, "wrong numbers with seed " + std::to_string(seed) + ": " + finding->message};
  return finding;
}

/// The verdict on `finalist`, with two seeds that no screening has used. It is lost afterwards where it is a candidate
/// that fails; an error where the default does.
Error MachineLaboratory::verify(Finalist &finalist, Verdict &verdict) {
  verdict = Verdict();
  verdict.reference = judge.describeReference();
  data::Tolerance tolerance = judge.toleranceOf(options.seed);
  verdict.absolute = tolerance.absolute, verdict.relative = tolerance.relative;
  for (uint64_t seed : {options.seed, options.seed + 1, options.seed + 2}) {
    if (Error error = judge.prepare(seed))
      return error;
    Expected<Finding> finding = finalist.isDefault() ? examineDefault(seed) : examineWinner(finalist, seed);
    if (!finding)
      return finding.takeError();
    if (finalist.isLost())
      return Error::success();
    verdict.seeds.push_back(int64_t(seed));
    verdict.maxError = std::max(verdict.maxError, finding->maxError);
  }
  return Error::success();
}

//===-- Turns ---------------------------------------------------------------------------------------------------===//

/// The default and the candidates; those that do not compile are lost.
std::vector<MachineLaboratory::Finalist> MachineLaboratory::buildField(llvm::ArrayRef<Candidate> candidates) {
  std::vector<Finalist> field(1);
  field.front().library = folder.file("default.so");
  std::vector<Job> jobs;
  for (auto [index, candidate] : llvm::enumerate(candidates))
    jobs.push_back({candidate.tree, folder.file("final" + std::to_string(index) + ".so")});
  for (auto [index, ending] : llvm::enumerate(farm->build(jobs))) {
    Finalist &finalist = field.emplace_back();
    finalist.library = jobs[index].library, finalist.ending = ending;
    llvm::raw_string_ostream(finalist.name) << candidates[index].tree;
  }
  return field;
}

/// Books what went wrong with `finalist`, whose process ends. Without the default there is no final.
Error MachineLaboratory::drop(Finalist &finalist, Error error) {
  if (finalist.isDefault())
    return llvm::createStringError("the default schedule ran before and fails in the final: " +
                                   llvm::toString(std::move(error)));
  finalist.contestant.reset();
  finalist.ending = endingOf(std::move(error), Outcome::Crashed);
  return Error::success();
}

Error MachineLaboratory::enter(Finalist &finalist) {
  auto contestant = start(finalist.library, options.seed);
  if (!contestant)
    return drop(finalist, contestant.takeError());
  finalist.contestant = std::move(*contestant);
  return Error::success();
}

Error MachineLaboratory::takeTurn(Finalist &finalist, const bench::BurstPlan &plan) {
  if (Error error = checkInterrupt())
    return error;
  finalist.contestant->setPatience(limitFor(plan.calls + plan.warmUps));
  Expected<double> median = runBurst(*finalist.contestant, plan, finalist.samples);
  if (!median)
    return drop(finalist, median.takeError());
  finalist.turns.push_back(*median);
  return Error::success();
}

Error MachineLaboratory::takeTurns(llvm::MutableArrayRef<Finalist> field, int64_t turns) {
  for (Finalist &finalist : field)
    if (!finalist.isLost())
      if (Error error = enter(finalist))
        return error;
  bench::BurstPlan plan = bench::planBursts(paceOf(std::min(bestMs, standardMs)), kFinalCalls);
  plan.calls = std::max(plan.calls, (kFinalCalls + kTurns - 1) / kTurns);
  for (int64_t turn = 0; turn < turns; ++turn)
    for (Finalist &finalist : field)
      if (!finalist.isLost())
        if (Error error = takeTurn(finalist, plan))
          return error;
  for (Finalist &finalist : field)
    finalist.contestant.reset();
  return Error::success();
}

/// One turn in place of those from number `first` on: their mean.
static void mergeTurns(std::vector<double> &turns, size_t first) {
  double mean = bench::geometricMean(llvm::ArrayRef(turns).drop_front(first));
  turns.resize(first);
  turns.push_back(mean);
}

/// Whether `winner` is faster than the default in fresh processes, too: the fastest of several by chance is not.
Expected<bool> MachineLaboratory::isFasterAgain(Finalist &winner, Finalist &standard, Decision &decision) {
  std::vector<Finalist> again(2);
  again[0].library = standard.library;
  again[1].library = winner.library, again[1].name = winner.name;
  for (size_t pair = 0; pair < kPairs && !again[1].isLost(); ++pair) {
    if (Error error = takeTurns(again, kTurnsOfPair))
      return std::move(error);
    for (Finalist &each : again)
      if (!each.isLost())
        mergeTurns(each.turns, pair);
  }
  standard.samples += again[0].samples, winner.samples += again[1].samples;
  winner.ending = again[1].ending;
  decision.ofDefault = ratioOf(again[1].turns, again[0].turns);
  decision.timing = timingOf(again[1].samples), decision.defaultTiming = timingOf(again[0].samples);
  return decision.ofDefault.isFaster();
}

//===-- The decision --------------------------------------------------------------------------------------------===//

/// The place of who won the turns, among those that are not lost; 0: the default.
size_t MachineLaboratory::choosePlace(llvm::ArrayRef<Finalist> field, Decision &decision) {
  std::vector<size_t> places;
  std::vector<std::vector<double>> turns;
  std::vector<std::string> names;
  for (auto [place, finalist] : llvm::enumerate(field))
    if (!finalist.isLost())
      places.push_back(place), turns.push_back(finalist.turns), names.push_back(finalist.name);
  Choice choice = choose(turns, names);
  decision.ties = choice.ties.size();
  return places[choice.winner];
}

/// Whether `winner` is faster again and computes right numbers; it is lost where it fails at that.
Expected<bool> MachineLaboratory::stands(Finalist &winner, Finalist &standard, Decision &decision) {
  Expected<bool> isFaster = isFasterAgain(winner, standard, decision);
  if (!isFaster)
    return isFaster;
  if (!winner.isLost() && !*isFaster)
    decision.reason = "what was faster was not when it was measured again";
  else if (!winner.isLost())
    if (Error error = verify(winner, decision.verdict))
      return std::move(error);
  if (winner.isLost())
    decision.reason = winner.ending.detail;
  return decision.reason.empty();
}

/// The place of who wins; 0, with the reason, where the default stays. What fails is lost, and the others go on.
Expected<size_t> MachineLaboratory::settle(std::vector<Finalist> &field, Decision &decision) {
  while (size_t winner = choosePlace(field, decision)) {
    decision.reason.clear();
    Expected<bool> wins = stands(field[winner], field.front(), decision);
    if (!wins)
      return wins.takeError();
    if (*wins)
      return winner;
    if (!field[winner].isLost())
      return 0;
  }
  if (decision.reason.empty())
    decision.reason = field.size() == 1 ? "nothing was faster" : "nothing was faster beyond noise";
  return 0;
}

/// The default stays: all its turns count, and its own numbers.
Error MachineLaboratory::keepDefault(Finalist &standard, Decision &decision) {
  decision.timing = decision.defaultTiming = timingOf(standard.samples);
  decision.ofDefault = Ratio{1, 1, 1};
  return verify(standard, decision.verdict);
}

Expected<Decision> MachineLaboratory::decide(llvm::ArrayRef<Candidate> candidates) {
  bench::MachineLock lock;
  if (Error error = checkInterrupt())
    return std::move(error);
  std::vector<Finalist> field = buildField(candidates);
  if (Error error = takeTurns(field, kTurns))
    return std::move(error);
  Decision decision;
  Expected<size_t> winner = settle(field, decision);
  if (!winner)
    return winner.takeError();
  if (*winner)
    decision.winner = *winner - 1;
  else if (Error error = keepDefault(field.front(), decision))
    return std::move(error);
  for (auto [index, candidate] : llvm::enumerate(candidates)) {
    Finalist &finalist = field[index + 1];
    keepReproducer(candidate, "final" + std::to_string(index), finalist.ending);
    decision.finals.push_back({finalist.ending, timingOf(finalist.samples)});
  }
  decision.standard = timingOf(field.front().samples);
  return decision;
}
