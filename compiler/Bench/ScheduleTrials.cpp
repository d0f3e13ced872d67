// Draw, compile, time; see ScheduleTrials.h.
#include "compiler/Bench/ScheduleTrials.h"

#include "mlir/IR/Threading.h"
#include "llvm/ADT/DenseSet.h"
#include <mutex>

using namespace mlir;
using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;

/// So many of the fastest take turns with the default, in so many rounds of so many turns.
constexpr size_t kFinalists = 5;
constexpr int kRounds = 5;
constexpr int64_t kTurns = 3;
/// The fastest of a few calls that takes so many times as long as the best so far is not worth a burst.
constexpr double kHopeless = 1.15;
constexpr int64_t kFirstCalls = 3;
/// Draws in a row that give nothing new until there is taken to be no more.
constexpr int kFruitless = 50;

namespace {
/// A schedule, compiled and timed.
struct Trial {
  schedule::TreeAttr tree;
  std::string library;
  double ms = 0; ///< of its burst, or of its fastest call where that was hopeless
};

/// What the default and a finalist did in one round.
struct Round {
  Times standard, trial;
  double share() const { return trial.median / std::max(standard.median, 1e-9); }
};

class Trials {
public:
  Trials(MLIRContext &context, const TrialRequest &request)
      : context(context), request(request), random(request.seed) {}

  Expected<TrialResult> run();

private:
  Error prepare();
  Error draw();
  Error compileAll();
  Error compile(const Trial &trial);
  Error timeAll();
  Expected<std::unique_ptr<Contestant>> enter(const std::string &library);
  Expected<double> time(Contestant &contestant);
  Error chooseFinalists();
  Expected<std::vector<Times>> runRound(llvm::ArrayRef<Trial> entered);
  Expected<llvm::SmallVector<Round>> middleRounds(llvm::ArrayRef<Trial> entered);
  Error compare(TrialResult &result);

  MLIRContext &context;
  const TrialRequest &request;
  std::mt19937_64 random;
  OwningOpRef<ModuleOp> formed; ///< the module with its kernels, that the draws are for
  kernel::KernelOp kernel;
  device::Device device;
  decltype(target::Target::sensibleSchedule) draws = nullptr;
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
  draws = compilation.getTarget().sensibleSchedule;
  if (!draws)
    return llvm::createStringError("random schedules: none are drawn for devices of the back end " + device.backend);
  return kernel ? Error::success()
                : llvm::createStringError("random schedules: expected one kernel with a contraction");
}

/// Different schedules, as many as were asked for or as there are.
Error Trials::draw() {
  llvm::DenseSet<Attribute> seen;
  for (int fruitless = 0; int64_t(trials.size()) < request.count && fruitless < kFruitless; ++fruitless) {
    schedule::TreeAttr tree = draws(random, kernel, device, request.row.threads);
    if (!tree || !seen.insert(tree).second)
      continue;
    std::string name = "trial" + std::to_string(trials.size()) + ".so";
    trials.push_back({tree, request.temporary(name)});
    (void)request.temporary(name + ".json"), (void)request.temporary(name + ".weights");
    fruitless = 0;
  }
  return trials.empty() ? llvm::createStringError("random schedules: none was found for this row") : Error::success();
}

/// Compiles the row with the schedule of `trial`.
Error Trials::compile(const Trial &trial) {
  driver::Compilation compilation(context, request.compile);
  if (Error error = compilation.parse(request.module))
    return error;
  if (Error error = compilation.runUntil(Phase::Graph))
    return error;
  contractionOf(compilation.getModule())->setAttr(kernel::kScheduleAttr, trial.tree);
  return compilation.write(trial.library);
}

/// On all processors, before anything is timed. The session's context has no threads otherwise.
Error Trials::compileAll() {
  std::mutex guard;
  Error errors = Error::success();
  context.enableMultithreading();
  parallelForEach(&context, trials, [&](const Trial &trial) {
    Error error = compile(trial);
    std::lock_guard<std::mutex> lock(guard);
    errors = llvm::joinErrors(std::move(errors), std::move(error));
  });
  context.disableMultithreading();
  return errors;
}

Expected<std::unique_ptr<Contestant>> Trials::enter(const std::string &library) {
  std::string refusal;
  return Contestant::start(launchOfArtifact(request.row, request.stage, library), refusal);
}

/// The median of a burst, or of one call where that says enough.
Expected<double> Trials::time(Contestant &contestant) {
  Expected<std::vector<double>> rough = contestant.run(1, kFirstCalls);
  if (!rough)
    return rough.takeError();
  double ms = *llvm::min_element(*rough);
  if (ms > kHopeless * bestMs)
    return ms;
  Disturbance ignored;
  Expected<std::vector<double>> burst = runBurst(contestant, planBursts(ms, 1), ignored);
  return burst ? Expected<double>(summarise(std::move(*burst)).median) : burst.takeError();
}

Error Trials::timeAll() {
  for (Trial &trial : trials) {
    auto contestant = enter(trial.library);
    if (!contestant)
      return contestant.takeError();
    Expected<double> ms = time(**contestant);
    if (!ms)
      return ms.takeError();
    trial.ms = *ms;
    bestMs = std::min(bestMs, *ms);
  }
  return Error::success();
}

/// The fastest ones, whose results have to be right.
Error Trials::chooseFinalists() {
  llvm::sort(trials, [](const Trial &a, const Trial &b) { return a.ms < b.ms; });
  trials.resize(std::min(trials.size(), kFinalists));
  for (const Trial &trial : trials) {
    auto contestant = enter(trial.library);
    if (!contestant)
      return contestant.takeError();
    if (Error error = (*contestant)->run(0, 1).takeError())
      return error;
    if (Error error = request.check(**contestant))
      return error;
  }
  return Error::success();
}

/// Times of the default and of `entered` in turns, all in new processes: those of one schedule differ by as much as
/// schedules do.
Expected<std::vector<Times>> Trials::runRound(llvm::ArrayRef<Trial> entered) {
  std::vector<std::unique_ptr<Contestant>> own;
  std::vector<Contestant *> contestants;
  std::vector<std::string> libraries = {request.standard};
  for (const Trial &trial : entered)
    libraries.push_back(trial.library);
  for (const std::string &library : libraries) {
    auto contestant = enter(library);
    if (!contestant)
      return contestant.takeError();
    if (Error error = (*contestant)->run(0, 1).takeError())
      return std::move(error);
    own.push_back(std::move(*contestant));
    contestants.push_back(own.back().get());
  }
  Disturbance ignored;
  return runTurns(contestants, planBursts(trials.front().ms, kTurns), ignored);
}

/// The median round of each of `entered`. The machine drifts from round to round, so that times are compared within
/// one.
Expected<llvm::SmallVector<Round>> Trials::middleRounds(llvm::ArrayRef<Trial> entered) {
  std::vector<std::vector<Round>> rounds(entered.size());
  for (int round = 0; round < kRounds; ++round) {
    Expected<std::vector<Times>> times = runRound(entered);
    if (!times)
      return times.takeError();
    for (auto [number, mine] : llvm::enumerate(llvm::drop_begin(*times)))
      rounds[number].push_back({times->front(), mine});
  }
  return llvm::map_to_vector(rounds, [](std::vector<Round> &own) {
    llvm::sort(own, [](const Round &a, const Round &b) { return a.share() < b.share(); });
    return own[own.size() / 2];
  });
}

/// The best of several was the luckiest of them, too: what counts is a second set of rounds, of it and the default
/// alone.
Error Trials::compare(TrialResult &result) {
  auto found = middleRounds(trials);
  if (!found)
    return found.takeError();
  auto isBetter = [](const Round &a, const Round &b) { return a.share() < b.share(); };
  const Trial &best = trials[llvm::min_element(*found, isBetter) - found->begin()];
  llvm::raw_string_ostream(result.best) << best.tree;
  found = middleRounds(best);
  if (!found)
    return found.takeError();
  result.defaultTimes = found->front().standard, result.bestTimes = found->front().trial;
  return Error::success();
}

Expected<TrialResult> Trials::run() {
  for (auto step : {&Trials::prepare, &Trials::draw, &Trials::compileAll, &Trials::timeAll})
    if (Error error = (this->*step)())
      return std::move(error);
  TrialResult result;
  result.count = trials.size();
  if (Error error = chooseFinalists())
    return std::move(error);
  if (Error error = compare(result))
    return std::move(error);
  return result;
}

Expected<TrialResult> bench::tryRandomSchedules(MLIRContext &context, const TrialRequest &request) {
  MachineLock lock;
  return Trials(context, request).run();
}
