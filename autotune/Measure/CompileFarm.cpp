// Jobs and their processes; see CompileFarm.h.
#include "autotune/Measure/CompileFarm.h"
#include "compiler/Artifact/TextFile.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <atomic>
#include <thread>

using namespace aicc;
using namespace aicc::autotune;
using bench::Contestant;
using bench::ContestantError;
using llvm::Error;
using llvm::Expected;

Ending autotune::endingOf(Error error, Outcome whenRefused) {
  Ending ending;
  auto fromWorker = [&](const ContestantError &failure) {
    llvm::raw_string_ostream os(ending.detail);
    failure.log(os);
    bool isMemory = llvm::StringRef(ending.detail).contains("out of memory");
    switch (failure.getKind()) {
    case ContestantError::Silent:
      ending.outcome = Outcome::TimedOut;
      return;
    case ContestantError::Ended:
      ending.outcome = Outcome::Crashed;
      return;
    default:
      ending.outcome = isMemory ? Outcome::OutOfMemory : whenRefused;
    }
  };
  llvm::handleAllErrors(std::move(error), fromWorker,
                        [&](const llvm::ErrorInfoBase &other) { ending = {whenRefused, other.message()}; });
  return ending;
}

Expected<std::string> autotune::findWorker(const std::string &given) {
  std::string program = given.empty() ? bench::findProgram("aicc-tune-worker") : given;
  if (program.empty())
    return llvm::createStringError("the program aicc-tune-worker is not beside this one; build or install it there");
  return program;
}

Expected<std::unique_ptr<Contestant>> CompileFarm::start() {
  Expected<std::string> program = findWorker(options.worker);
  if (!program)
    return program.takeError();
  bench::Launch launch;
  launch.label = "compiler", launch.program = *program;
  launch.arguments = {"role=compile",
                      "module=" + options.module,
                      "target=" + options.compile.target,
                      "device=" + options.compile.deviceFile,
                      "threads=" + std::to_string(options.compile.threads),
                      "tools=" + llvm::join(options.compile.toolRoots, ":")};
  launch.arguments.insert(launch.arguments.end(), options.words.begin(), options.words.end());
  launch.threads = int64_t(workers.size());
  launch.patienceMs = options.limitMs, launch.memoryBytes = options.memoryBytes;
  std::string refusal;
  return Contestant::start(launch, refusal);
}

/// Writes the schedule for the worker to read.
static Error writeSchedule(const std::string &path, schedule::TreeAttr tree) {
  return artifact::writeText(path, [&](llvm::raw_ostream &os) { os << tree; });
}

/// What became of `job`; a process that ends or hangs is gone afterwards.
static Ending buildOne(std::unique_ptr<Contestant> &worker, const Job &job) {
  Expected<std::string> answer = worker->ask("compile " + job.library + ".schedule " + job.library, "compiled");
  if (answer)
    return {};
  Ending ending = endingOf(answer.takeError(), Outcome::NotCompiled);
  // One that has only refused a schedule goes on.
  if (ending.outcome != Outcome::NotCompiled)
    worker.reset();
  return ending;
}

/// Starts the processes that are missing. Not on threads of their own: a process dies with the
/// thread that started it.
Error CompileFarm::startMissing() {
  for (std::unique_ptr<Contestant> &worker : workers)
    if (!worker) {
      auto started = start();
      if (!started)
        return started.takeError();
      worker = std::move(*started);
    }
  return Error::success();
}

std::vector<Ending> CompileFarm::build(llvm::ArrayRef<Job> jobs) {
  std::vector<Ending> endings(jobs.size());
  // Attributes print through their context, which one thread at a time may touch.
  for (auto [job, ending] : llvm::zip_equal(jobs, endings))
    if (Error error = writeSchedule(job.library + ".schedule", job.tree))
      ending = {Outcome::NotCompiled, llvm::toString(std::move(error))};
  std::atomic<size_t> next = 0;
  auto work = [&](std::unique_ptr<Contestant> &worker) {
    while (worker) {
      size_t number = next++;
      if (number >= jobs.size())
        break;
      if (endings[number].detail.empty())
        endings[number] = buildOne(worker, jobs[number]);
    }
  };
  while (next < jobs.size()) {
    if (Error error = startMissing()) {
      endings[next++] = endingOf(std::move(error), Outcome::NotCompiled);
      continue;
    }
    std::vector<std::thread> threads;
    for (std::unique_ptr<Contestant> &worker : workers)
      threads.emplace_back([&] { work(worker); });
    for (std::thread &thread : threads)
      thread.join();
  }
  return endings;
}
