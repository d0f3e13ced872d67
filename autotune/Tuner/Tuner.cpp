// The loop over kernels; see Tuner.h.
#include "autotune/Tuner/Tuner.h"
#include "autotune/Tuner/Budget.h"
#include "compiler/Bench/Machine.h"
#include "dialects/Kernel/Identity.h"

#include <chrono>
#include <csignal>

using namespace aicc;
using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;

namespace {
/// One kernel with everything that its search refers to.
struct Work {
  KernelStatus status;
  std::unique_ptr<LegalSpace> space;
  std::unique_ptr<MachineLaboratory> laboratory;
  std::unique_ptr<KernelSearch> search;
  bool isDone = false;

  Prospect prospect() const {
    return {status.calls, search->getBestMs(), search->expectedGain(), search->getTrials(), isDone};
  }
};

class Tuner {
public:
  Tuner(driver::Compilation &compilation, Database *database, const TuneOptions &options, TuneObserver &observer)
      : compilation(compilation), database(database), options(options), observer(observer) {}

  Expected<std::vector<KernelResult>> run();

private:
  Error open();
  Error openKernel(kernel::KernelOp kernel, KernelStatus status);
  Error search();
  Error measureBatch(Work &work);
  double secondsPassed() const;
  double secondsLeft() const;
  int64_t trialsLeft() const;
  Error checkInterrupt() const;
  Error interruptBefore(Error error) const;

  driver::Compilation &compilation;
  Database *database;
  const TuneOptions &options;
  TuneObserver &observer;
  std::vector<std::unique_ptr<Work>> works;
  int64_t measured = 0; ///< candidates of this run
  std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
};
} // namespace

double Tuner::secondsPassed() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

int64_t Tuner::trialsLeft() const {
  int64_t tried = 0;
  for (const auto &work : works)
    tried += int64_t(work->search->getTrials());
  return options.trials ? options.trials * int64_t(works.size()) - tried : INT64_MAX;
}

double Tuner::secondsLeft() const {
  double left = -1;
  if (options.trials && measured)
    left = secondsPassed() / double(measured) * double(trialsLeft());
  if (options.seconds)
    left = left < 0 ? options.seconds - secondsPassed() : std::min(left, options.seconds - secondsPassed());
  return left;
}

Error Tuner::checkInterrupt() const {
  if (!options.isInterrupted || !options.isInterrupted->load())
    return Error::success();
  return llvm::make_error<driver::InterruptedError>(
      "interrupted; what was measured is kept, and --resume goes on with it");
}

/// The user's interrupt, where there was one, in place of `error`, which it may have caused.
Error Tuner::interruptBefore(Error error) const {
  Error interrupt = checkInterrupt();
  if (!interrupt)
    return error;
  llvm::consumeError(std::move(error));
  return interrupt;
}

static int64_t countCalls(mlir::ModuleOp module, kernel::KernelOp kernel) {
  int64_t calls = 0;
  module.walk([&](kernel::CallOp call) { calls += call.getCallee() == kernel.getSymName(); });
  return calls;
}

namespace {
/// What is searched: a kernel of the module, or several that are equal, under the name of the first one.
struct Subject {
  kernel::KernelOp kernel;
  KernelStatus status; ///< with the calls of all of them
};
} // namespace

/// The kernels of `module` in their order, equal ones once: they have one search and one record.
static Expected<std::vector<Subject>> subjectsOf(mlir::ModuleOp module) {
  std::vector<Subject> subjects;
  for (auto kernel : module.getOps<kernel::KernelOp>()) {
    mlir::FailureOr<std::string> text = kernel::canonicalText(kernel);
    if (failed(text))
      return llvm::createStringError("kernel @" + kernel.getSymName() + " has no identity; see the errors above");
    std::string digest = kernel::digest(*text);
    auto known = llvm::find_if(subjects, [&](const Subject &subject) { return subject.status.digest == digest; });
    if (known != subjects.end())
      known->status.calls += countCalls(module, kernel);
    else
      subjects.push_back({kernel, {kernel.getSymName().str(), digest, countCalls(module, kernel)}});
  }
  return subjects;
}

/// Milliseconds that the default schedule needs at least by the device file. Warm operands come
/// from the last cache as far as they fit there: then memory bounds nothing.
static double roofMs(const LegalSpace &space, bool isCold) {
  target::TimeBound bound = space.getTarget().timeBound(space.getKernel(), space.getDevice(), space.getDefault().tree);
  double seconds = bound.computeSeconds();
  llvm::ArrayRef<device::MemoryLevel> levels = space.getDevice().levels;
  for (auto [number, level] : llvm::enumerate(bound.levels)) {
    bool hasCache = number + 1 < levels.size() && levels[number + 1].capacity;
    bool isNear = !isCold && number == 0 && hasCache && level.bytes < 2 * *levels[number + 1].capacity;
    seconds = std::max(seconds, isNear ? 0 : target::TimeBound::secondsOf(level));
  }
  return seconds * 1e3;
}

Error Tuner::openKernel(kernel::KernelOp kernel, KernelStatus status) {
  auto work = std::make_unique<Work>();
  work->status = std::move(status);
  int64_t threads = options.compile.threads;
  if (const device::ParallelResource *team = compilation.getDevice().resource("threads"); team && threads == 0)
    threads = team->count.value_or(1);
  work->space = std::make_unique<LegalSpace>(kernel, compilation.getDevice(), compilation.getTarget(), threads);
  MeasureOptions measure;
  measure.compile = options.compile, measure.compile.threads = threads;
  measure.isCold = options.search.cache == "cold";
  measure.reproducers = options.reproducers, measure.words = options.words;
  measure.isInterrupted = options.isInterrupted;
  work->laboratory = std::make_unique<MachineLaboratory>(*work->space, work->status.digest.substr(0, 12), measure);
  if (Error error = work->laboratory->prepare())
    return error;
  work->search = std::make_unique<KernelSearch>(*work->space, *work->laboratory, database, options.search);
  work->status.search = work->search.get();
  work->status.roofMs = roofMs(*work->space, measure.isCold);
  if (Error error = interruptBefore(work->search->begin()))
    return error;
  observer.began(work->status);
  works.push_back(std::move(work));
  return Error::success();
}

/// The device that is here must be the one whose silicon records will name.
static Error checkAccelerator(const target::Target &target, const device::Device &device) {
  auto meter = bench::openMeter(target, device);
  if (!meter)
    return meter.takeError();
  const target::DeviceFacts &facts = (*meter)->facts();
  if (facts.isEmulated)
    return llvm::make_error<driver::HardwareError>(facts.name + ", which is here, is no device, and its times mean "
                                                   "nothing; tune where a device is; --dry-run measures nothing");
  if (std::optional<std::string> difference = target::differenceOf(facts, device))
    return llvm::make_error<driver::HardwareError>(
        "device " + device.id + " is other silicon than " + facts.name + ", which is here with " + *difference +
        ": describe this one by aicc device probe --target " + device.id + " --id here -o here.json, and give --device here.json");
  return Error::success();
}

/// Candidates run here, so this machine has to have all that the device has: what is measured is a record of that
/// silicon.
static Error checkHost(const target::Target &target, const device::Device &device) {
  if (target.openMeter)
    return checkAccelerator(target, device);
  Error error = bench::checkProcessor(device);
  if (!error)
    return error;
  return llvm::make_error<driver::HardwareError>(llvm::toString(std::move(error)) +
                                                 ", or tune where such a device is; candidates are measured on this "
                                                 "machine (--dry-run measures nothing)");
}

Error Tuner::open() {
  // A worker that has ended is told by its missing answer.
  signal(SIGPIPE, SIG_IGN);
  if (Error error = compilation.runUntil(Phase::Graph))
    return error;
  if (Error error = checkHost(compilation.getTarget(), compilation.getDevice()))
    return error;
  Expected<std::vector<Subject>> subjects = subjectsOf(compilation.getModule());
  if (!subjects)
    return subjects.takeError();
  if (subjects->empty())
    return llvm::createStringError("the module has no kernel to tune; aicc explain says why");
  for (Subject &subject : *subjects)
    if (Error error = openKernel(subject.kernel, std::move(subject.status)))
      return error;
  return Error::success();
}

Error Tuner::measureBatch(Work &work) {
  size_t count = size_t(std::min<int64_t>(kBatch, trialsLeft()));
  auto done = [&](const Tried &tried, const Measured &result) -> Error {
    // What was running when the user interrupted may have been interrupted, too.
    if (Error error = checkInterrupt())
      return error;
    ++measured;
    observer.measured(work.status, tried, result, secondsLeft());
    return Error::success();
  };
  Expected<size_t> taken = work.search->step(count, done);
  if (!taken)
    return interruptBefore(taken.takeError());
  work.isDone = *taken == 0;
  return Error::success();
}

Error Tuner::search() {
  while (trialsLeft() > 0 && (options.seconds <= 0 || secondsPassed() < options.seconds)) {
    auto prospects = llvm::map_to_vector(works, [](const auto &work) { return work->prospect(); });
    std::optional<size_t> next = mostPromising(prospects, options.leastGain);
    if (!next)
      break;
    if (Error error = measureBatch(*works[*next]))
      return error;
  }
  return Error::success();
}

static double medianMs(const Timing &timing) { return double(timing.medianNs()) * 1e-6; }

static KernelResult resultOf(const Work &work) {
  const KernelSearch &search = *work.search;
  const Decision &decision = search.getDecision();
  KernelResult result;
  result.name = work.status.name, result.digest = work.status.digest, result.calls = work.status.calls;
  result.recordId = search.getRecordId(), result.point = search.getChosen().point.text();
  result.reason = decision.reason, result.trials = int64_t(search.getTrials()), result.ties = int64_t(decision.ties);
  for (auto [outcome, count] : search.getLosses())
    result.losses[stringifyOutcome(outcome).str()] = count;
  result.defaultMs = medianMs(decision.defaultTiming), result.bestMs = medianMs(decision.timing);
  result.roofMs = work.status.roofMs;
  result.low = decision.ofDefault.low, result.high = decision.ofDefault.high;
  result.isDefaultKept = !decision.winner;
  return result;
}

Expected<std::vector<KernelResult>> Tuner::run() {
  if (Error error = open())
    return std::move(error);
  begin = std::chrono::steady_clock::now();
  if (Error error = search())
    return std::move(error);
  std::vector<KernelResult> results;
  for (auto &work : works) {
    if (Error error = interruptBefore(work->search->finish()))
      return std::move(error);
    observer.ended(work->status);
    results.push_back(resultOf(*work));
  }
  return results;
}

Expected<std::vector<KernelResult>> autotune::tune(driver::Compilation &compilation, Database *database,
                                                   const TuneOptions &options, TuneObserver &observer) {
  return Tuner(compilation, database, options, observer).run();
}
