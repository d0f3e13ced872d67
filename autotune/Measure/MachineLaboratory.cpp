// Building, racing, deciding; see MachineLaboratory.h.
#include "autotune/Measure/MachineLaboratory.h"
#include "compiler/Artifact/Link.h"
#include "compiler/Artifact/TextFile.h"
#include "compiler/Bench/Roof.h"
#include "compiler/Data/Npy.h"

#include "llvm/Support/FileSystem.h"
#include <cmath>

using namespace aicc;
using namespace aicc::autotune;
using bench::Contestant;
using llvm::Error;
using llvm::Expected;

/// Calls that say whether a candidate is worth more of them, and the time that they fill where they
/// are short.
constexpr int64_t kScreenCalls = 3;
constexpr double kScreenMs = 4;
/// A candidate that takes so many times as long as the best is dropped.
constexpr double kHopeless = 1.25;
/// Turns of what seems to be the fastest so far; odd.
constexpr size_t kTurnsOfBest = 3;
/// A call may take so many times as long as the default's before it counts as hung.
constexpr double kPatience = 20;
/// The most sets of operands that calls on the processor rotate over: each has its own mappings, of which a process may have
/// few.
constexpr int64_t kMostCopies = 64;
/// Bytes that are read through in a millisecond, on a slow machine.
constexpr double kReadPerMs = 8 << 20;
/// Patience with the default before anything is known of it.
constexpr int64_t kFirstMs = 600000;

MachineLaboratory::MachineLaboratory(const LegalSpace &space, std::string name, MeasureOptions given)
    : space(space), name(std::move(name)), options(std::move(given)),
      judge(space.getKernel(), llvm::sys::path::parent_path(folder.file("x")).str()) {
  // A team of the host's threads is nothing to a device, whose records are of all its units.
  if (isOnDevice())
    options.compile.threads = 0;
  if (!options.isCold)
    return;
  int64_t bytes = 2 * (isOnDevice() ? space.getDevice().largestCacheBytes() : bench::lastLevelCacheBytes(32 << 20));
  int64_t wanted = 1 + bytes / std::max<int64_t>(1, judge.getInputBytes());
  if (wanted <= kMostCopies || isOnDevice())
    copies = wanted;
  else
    evicted = bytes;
}

Error MachineLaboratory::prepare() {
  if (Error error = folder.check())
    return error;
  // Without it no candidate compiles, which would look like a fault of the default schedule.
  if (Error error = artifact::findLinker().takeError())
    return error;
  mlir::OwningOpRef<mlir::ModuleOp> module = kernelModule(space.getKernel(), {});
  if (Error error = artifact::writeText(folder.file("kernel.mlir"), [&](llvm::raw_ostream &os) { os << *module; }))
    return error;
  FarmOptions farmOptions;
  farmOptions.module = folder.file("kernel.mlir");
  farmOptions.compile = options.compile;
  farmOptions.jobs = unsigned(bench::lastProcessors(64).size());
  farmOptions.limitMs = options.compileLimitMs;
  farmOptions.worker = options.worker, farmOptions.words = options.words;
  farm = std::make_unique<CompileFarm>(std::move(farmOptions));
  return Error::success();
}

//===-- Processes
//-----------------------------------------------------------------------------------------------===//

int64_t MachineLaboratory::limitFor(int64_t calls) const {
  return options.leastLimitMs + int64_t(kPatience * paceOf(standardMs) * double(calls));
}

Error MachineLaboratory::checkInterrupt() const {
  if (!options.isInterrupted || !options.isInterrupted->load())
    return Error::success();
  return llvm::make_error<driver::InterruptedError>("interrupted before or while something was timed");
}

double MachineLaboratory::paceOf(double ms) const { return ms + double(evicted) / kReadPerMs; }

Expected<std::unique_ptr<Contestant>> MachineLaboratory::start(const std::string &library, uint64_t seed) {
  Expected<std::string> program = findWorker(options.worker);
  if (!program)
    return program.takeError();
  bench::Launch launch;
  launch.label = "candidate", launch.program = *program;
  launch.arguments = {"role=measure", "library=" + library, "inputs=" + judge.inputsFolder(seed),
                      "copies=" + std::to_string(copies), "evict=" + std::to_string(evicted),
                      "threads=" + std::to_string(options.compile.threads)};
  launch.arguments.insert(launch.arguments.end(), options.words.begin(), options.words.end());
  launch.threads = std::max<int64_t>(1, options.compile.threads);
  launch.patienceMs = options.startLimitMs;
  // A device's driver reserves far more addresses than it takes memory.
  if (!isOnDevice())
    launch.memoryBytes = (int64_t(3) << 30) + 8 * copies * judge.getInputBytes() + evicted;
  std::string refusal;
  return Contestant::start(launch, refusal);
}

/// Calls once and judges the result; that of the default is what others are compared with.
Expected<Finding> MachineLaboratory::screen(Contestant &contestant, uint64_t seed, bool isStandard) {
  if (Error error = contestant.run(0, 1).takeError())
    return std::move(error);
  std::string path = folder.file("result.npy");
  if (Error error = contestant.write(path))
    return std::move(error);
  Expected<data::Array> result = data::readNpy(path, judge.getResult().type, judge.getResult().shape);
  if (!result)
    return result.takeError();
  Finding finding = judge.check(seed, *result);
  if (isStandard && finding.passed)
    judge.setStandard(seed, std::move(*result));
  return finding;
}

Timing MachineLaboratory::timingOf(const Samples &samples) const {
  Timing timing = samples.timing();
  timing.policy.cache = options.isCold ? "cold" : "warm";
  timing.policy.threads = std::max<int64_t>(1, options.compile.threads);
  return timing;
}

//===-- The default
//---------------------------------------------------------------------------------------------===//

Expected<Measured> MachineLaboratory::measureDefault() {
  bench::MachineLock lock;
  if (Error error = checkInterrupt())
    return std::move(error);
  std::string library = folder.file("default.so");
  Ending built = farm->build({Job{space.getDefault().tree, library}}).front();
  if (!built.detail.empty())
    return llvm::make_error<driver::InternalError>("the default schedule does not compile: " + built.detail);
  if (Error error = judge.prepare(options.seed))
    return std::move(error);
  auto started = start(library, options.seed);
  if (!started)
    return llvm::joinErrors(llvm::createStringError("the default schedule does not run"), started.takeError());
  standard = std::move(*started);
  standard->setPatience(kFirstMs);
  Expected<Finding> finding = screen(*standard, options.seed, /*isStandard=*/true);
  if (!finding)
    return finding.takeError();
  if (!finding->passed)
    return llvm::make_error<driver::InternalError>("the default schedule computes wrong numbers: " + finding->message);
  Expected<std::vector<double>> rough = standard->run(1, 2);
  if (!rough)
    return rough.takeError();
  standardMs = rough->back();
  bench::BurstPlan plan = bench::planBursts(paceOf(standardMs), kFinalCalls);
  standard->setPatience(limitFor(plan.warmUps + plan.calls));
  Samples samples;
  for (int64_t turn = 0; turn < plan.bursts; ++turn) {
    if (Error error = checkInterrupt())
      return std::move(error);
    if (Error error = runBurst(*standard, plan, samples).takeError())
      return std::move(error);
  }
  standardMs = bestMs = bench::summarise(samples.ms).median;
  return Measured{{}, timingOf(samples), standardMs};
}

//===-- Candidates
//----------------------------------------------------------------------------------------------===//

/// One burst in the default's process, which is started where there is none and ends where it fails: its median. Its
/// calls go to `samples`.
Expected<double> MachineLaboratory::timeDefaultOnce(const bench::BurstPlan &plan, Samples &samples) {
  if (!standard) {
    auto started = start(folder.file("default.so"), options.seed);
    if (!started)
      return started.takeError();
    standard = std::move(*started);
  }
  standard->setPatience(limitFor(plan.warmUps + plan.calls));
  Expected<double> median = runBurst(*standard, plan, samples);
  if (!median)
    standard.reset();
  return median;
}

/// As above; a process that has died is no candidate's fault, and is replaced once.
Expected<double> MachineLaboratory::timeDefault(const bench::BurstPlan &plan, Samples &samples) {
  Expected<double> median = timeDefaultOnce(plan, samples);
  if (median)
    return median;
  llvm::consumeError(median.takeError());
  Expected<double> again = timeDefaultOnce(plan, samples);
  if (again)
    return again;
  return llvm::createStringError("the default schedule ran before and does not run any more: " +
                                 llvm::toString(again.takeError()));
}

/// A candidate that is lost by `error`.
static Measured lostBy(Error error) {
  Measured measured;
  measured.ending = endingOf(std::move(error), Outcome::Crashed);
  return measured;
}

/// Takes turns with the default, so that the ratio of the two counts. What seems faster than everything before takes
/// three turns, of which the median counts: after one disturbed burst of the default, all others would be hopeless.
/// `ms` is what a call took so far; an error is of the default.
Expected<Measured> MachineLaboratory::compare(Contestant &contestant, double ms, Samples samples) {
  int64_t calls = std::max(kScreenCalls, std::min<int64_t>(100, int64_t(std::ceil(kScreenMs / paceOf(ms)))));
  bench::BurstPlan plan{/*bursts=*/1, calls, /*warmUps=*/1};
  contestant.setPatience(limitFor(plan.warmUps + calls));
  std::vector<double> ratios;
  Samples reference;
  do {
    Expected<double> standardMedian = timeDefault(plan, reference);
    if (!standardMedian)
      return standardMedian.takeError();
    Expected<double> median = runBurst(contestant, plan, samples);
    if (!median)
      return lostBy(median.takeError());
    ratios.push_back(*median / *standardMedian);
    ms = bench::summarise(ratios).median * standardMs;
  } while (ratios.size() < kTurnsOfBest && (ratios.size() > 1 || ms < bestMs));
  bestMs = std::min(bestMs, ms);
  return Measured{{}, timingOf(samples), ms, timingOf(reference)};
}

/// Drops what is hopeless after three calls, before which the screening's call has warmed everything up; else compares.
Expected<Measured> MachineLaboratory::race(Contestant &contestant) {
  contestant.setPatience(limitFor(kScreenCalls));
  bench::Watch watch = contestant.watch();
  Expected<std::vector<double>> first = contestant.run(0, kScreenCalls);
  if (!first)
    return lostBy(first.takeError());
  double ms = bench::summarise(*first).median;
  Samples samples = {std::move(*first), watch.read()};
  if (ms > kHopeless * bestMs)
    return Measured{{Outcome::Dropped, ""}, timingOf(samples), ms};
  return compare(contestant, ms, std::move(samples));
}

/// An error is of the default.
Expected<Measured> MachineLaboratory::measureOne(const std::string &library) {
  auto contestant = start(library, options.seed);
  if (!contestant)
    return lostBy(contestant.takeError());
  (*contestant)->setPatience(limitFor(1) + kScreenCalls * options.leastLimitMs);
  Expected<Finding> finding = screen(**contestant, options.seed, /*isStandard=*/false);
  if (!finding)
    return lostBy(finding.takeError());
  if (finding->passed)
    return race(**contestant);
  Measured wrong;
  wrong.ending = {Outcome::Wrong, finding->message};
  return wrong;
}

Error MachineLaboratory::measure(llvm::ArrayRef<Candidate> batch, int64_t firstNumber,
                                 llvm::function_ref<Error(size_t, Measured)> done) {
  bench::MachineLock lock;
  if (Error error = checkInterrupt())
    return error;
  std::vector<Job> jobs;
  for (auto [index, candidate] : llvm::enumerate(batch))
    jobs.push_back({candidate.tree, folder.file("candidate" + std::to_string(firstNumber + int64_t(index)) + ".so")});
  std::vector<Ending> built = farm->build(jobs);
  for (auto [index, job] : llvm::enumerate(jobs)) {
    Measured measured;
    measured.ending = built[index];
    if (built[index].detail.empty()) {
      Expected<Measured> found = measureOne(job.library);
      if (!found)
        return found.takeError();
      measured = std::move(*found);
    }
    keepReproducer(batch[index], std::to_string(firstNumber + int64_t(index)), measured.ending);
    for (const char *suffix : {"", ".json", ".weights", ".schedule"})
      llvm::sys::fs::remove(job.library + suffix);
    if (Error error = done(index, std::move(measured)))
      return error;
  }
  return Error::success();
}

/// Creates the folder `base`, or with ".2", ".3", … behind it where other searches have one, in `parent`. Empty where
/// that fails.
static std::string createPlace(const std::string &parent, const std::string &base) {
  if (llvm::sys::fs::create_directories(parent))
    return "";
  std::string place = parent + "/" + base;
  std::error_code code = llvm::sys::fs::create_directory(place, /*IgnoreExisting=*/false);
  for (int number = 2; code == std::errc::file_exists; ++number) {
    place = parent + "/" + base + "." + std::to_string(number);
    code = llvm::sys::fs::create_directory(place, /*IgnoreExisting=*/false);
  }
  return code ? "" : place;
}

/// A folder with the module, its schedule pinned, and with what happened; `aicc run --check`
/// repeats it.
void MachineLaboratory::keepReproducer(const Candidate &candidate, const std::string &suffix, Ending &ending) const {
  if (ending.detail.empty() || options.reproducers.empty())
    return;
  std::string place = createPlace(options.reproducers, name + "-" + suffix);
  if (place.empty())
    return;
  mlir::OwningOpRef<mlir::ModuleOp> module = kernelModule(space.getKernel(), candidate.tree);
  Error error = artifact::writeText(place + "/kernel.mlir", [&](llvm::raw_ostream &os) { os << *module; });
  error = llvm::joinErrors(std::move(error), artifact::writeText(place + "/error.txt", [&](llvm::raw_ostream &os) {
                             os << stringifyOutcome(ending.outcome) << ": " << ending.detail << "\n"
                                << candidate.point.text() << "\n";
                           }));
  if (error)
    llvm::consumeError(std::move(error));
  else
    ending.detail += "; see " + place;
}
