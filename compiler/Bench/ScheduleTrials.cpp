// Draw, compile, time; see ScheduleTrials.h.
#include "compiler/Bench/ScheduleTrials.h"
#include "compiler/Bench/SensibleSchedule.h"

#include "llvm/ADT/DenseSet.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;

/// So many of the fastest take turns with the default.
constexpr size_t kFinalists = 5;
/// A first call that takes so many times as long as the best so far is not worth a burst.
constexpr double kHopeless = 1.5;
/// Draws in a row that give nothing new until there is taken to be no more.
constexpr int kFruitless = 50;

namespace {
/// A schedule with the time of its burst.
struct Trial {
  schedule::TreeAttr tree;
  double ms;
};

class Trials {
public:
  Trials(MLIRContext &context, const TrialRequest &request)
      : context(context), request(request), random(request.seed) {}

  Expected<TrialResult> run(Contestant &standard);

private:
  Error prepare();
  Error tryAll();
  Expected<std::unique_ptr<Contestant>> enter(schedule::TreeAttr tree, const std::string &name);
  Expected<double> time(Contestant &contestant);
  Error takeTurns(Contestant &standard, TrialResult &result);

  MLIRContext &context;
  const TrialRequest &request;
  std::mt19937_64 random;
  OwningOpRef<ModuleOp> formed; ///< the module with its kernels, that the draws are for
  kernel::KernelOp kernel;
  device::Device device;
  std::vector<Trial> trials;
  double bestMs = std::numeric_limits<double>::infinity();
};
} // namespace

/// The kernel of `module` that contracts; null where there is none or more than one.
static kernel::KernelOp contractionOf(ModuleOp module) {
  kernel::KernelOp only;
  int count = 0;
  module.walk([&](kernel::ContractOp op) {
    auto found = op->getParentOfType<kernel::KernelOp>();
    count += found != only;
    only = found;
  });
  return count == 1 ? only : kernel::KernelOp();
}

Error Trials::prepare() {
  driver::Compilation compilation(context, request.compile);
  if (Error error = compilation.parse(request.module))
    return error;
  if (Error error = compilation.runUntil(Phase::Graph))
    return error;
  formed = compilation.getModule().clone();
  kernel = contractionOf(*formed);
  device = compilation.getDevice();
  return kernel ? Error::success()
                : llvm::createStringError("random schedules: expected one kernel with a contraction");
}

/// Compiles the row with `tree` and starts it.
Expected<std::unique_ptr<Contestant>> Trials::enter(schedule::TreeAttr tree, const std::string &name) {
  driver::Compilation compilation(context, request.compile);
  if (Error error = compilation.parse(request.module))
    return std::move(error);
  if (Error error = compilation.runUntil(Phase::Graph))
    return std::move(error);
  contractionOf(compilation.getModule())->setAttr(kernel::kScheduleAttr, tree);
  std::string library = request.temporary(name);
  (void)request.temporary(name + ".json"), (void)request.temporary(name + ".weights");
  if (Error error = compilation.write(library))
    return std::move(error);
  std::string refusal;
  return Contestant::start(launchOfArtifact(request.row, request.stage, library), refusal);
}

/// The median of a burst, or of one call where that says enough.
Expected<double> Trials::time(Contestant &contestant) {
  Expected<std::vector<double>> rough = contestant.run(1, 2);
  if (!rough)
    return rough.takeError();
  double ms = *llvm::min_element(*rough);
  if (ms > kHopeless * bestMs)
    return ms;
  Disturbance ignored;
  Expected<std::vector<double>> burst = runBurst(contestant, planBursts(ms, 1), ignored);
  return burst ? Expected<double>(summarise(std::move(*burst)).median) : burst.takeError();
}

Error Trials::tryAll() {
  llvm::DenseSet<Attribute> seen;
  for (int fruitless = 0; int64_t(trials.size()) < request.count && fruitless < kFruitless; ++fruitless) {
    schedule::TreeAttr tree = sensibleSchedule(random, kernel, device, request.row.threads);
    if (!tree || !seen.insert(tree).second)
      continue;
    auto contestant = enter(tree, "trial.so");
    if (!contestant)
      return contestant.takeError();
    Expected<double> ms = time(**contestant);
    if (!ms)
      return ms.takeError();
    trials.push_back({tree, *ms});
    bestMs = std::min(bestMs, *ms), fruitless = 0;
  }
  return trials.empty() ? llvm::createStringError("random schedules: none was found for this row") : Error::success();
}

/// The fastest ones again, so that the best of many noisy times is not taken for a fast schedule.
Error Trials::takeTurns(Contestant &standard, TrialResult &result) {
  llvm::sort(trials, [](const Trial &a, const Trial &b) { return a.ms < b.ms; });
  trials.resize(std::min(trials.size(), kFinalists));
  std::vector<std::unique_ptr<Contestant>> finalists;
  std::vector<Contestant *> contestants = {&standard};
  for (auto [number, trial] : llvm::enumerate(trials)) {
    auto contestant = enter(trial.tree, "trial" + std::to_string(number) + ".so");
    if (!contestant)
      return contestant.takeError();
    if (Error error = (*contestant)->run(0, 1).takeError())
      return error;
    if (Error error = request.check(**contestant))
      return error;
    finalists.push_back(std::move(*contestant));
    contestants.push_back(finalists.back().get());
  }
  Disturbance ignored;
  auto times = runTurns(contestants, planBursts(trials.front().ms, 20), ignored);
  if (!times)
    return times.takeError();
  auto isFaster = [](const Times &a, const Times &b) { return a.median < b.median; };
  auto best = std::min_element(times->begin() + 1, times->end(), isFaster);
  result.defaultTimes = times->front(), result.bestTimes = *best;
  llvm::raw_string_ostream(result.best) << trials[best - times->begin() - 1].tree;
  return Error::success();
}

Expected<TrialResult> Trials::run(Contestant &standard) {
  if (Error error = prepare())
    return std::move(error);
  if (Error error = tryAll())
    return std::move(error);
  TrialResult result;
  result.count = trials.size();
  if (Error error = takeTurns(standard, result))
    return std::move(error);
  return result;
}

Expected<TrialResult> bench::tryRandomSchedules(MLIRContext &context, const TrialRequest &request,
                                                Contestant &standard) {
  MachineLock lock;
  return Trials(context, request).run(standard);
}
