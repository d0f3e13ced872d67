// The laboratory that is this machine. Candidates are compiled in parallel, then measured one at a
// time while every other process of the tuner is stopped: each in a process of its own, pinned,
// with limits on time and memory, its operands touched beforehand and, for cold caches, rotated;
// its times are taken in turns with the default's.
#ifndef AICC_AUTOTUNE_MEASURE_MACHINELABORATORY_H
#define AICC_AUTOTUNE_MEASURE_MACHINELABORATORY_H

#include "autotune/Measure/CompileFarm.h"
#include "autotune/Measure/Judge.h"
#include "autotune/Measure/Laboratory.h"
#include "autotune/Measure/Samples.h"
#include "compiler/Driver/TemporaryFolder.h"
#include <atomic>

namespace aicc::autotune {
struct MeasureOptions {
  driver::CompileOptions compile; ///< device and team
  /// Operands are in no cache: sets of them rotate over twice the last-level cache or, where that would be many sets, as much
  /// other memory is read before each call.
  bool isCold = false;
  uint64_t seed = 0;              ///< of the inputs; winners are checked with the next two as well
  std::string reproducers;        ///< the folder for what went wrong; empty: nothing is kept
  std::string worker;             ///< the workers' program; empty: the one beside this program
  std::vector<std::string> words; ///< more arguments of the workers; for tests
  int64_t compileLimitMs = 30000; ///< the longest that compiling one candidate may take
  int64_t leastLimitMs = 2000;    ///< the shortest time limit of a run, however short the default's calls are
  int64_t startLimitMs = 20000;   ///< for what happens once: loading a library, packing weights, waking a team
  const std::atomic<bool> *isInterrupted = nullptr; ///< ends turns and waits with an InterruptedError; may be null
};

/// Final.cpp has the final, MachineLaboratory.cpp what comes before.
class MachineLaboratory : public Laboratory {
public:
  /// Refers to `space`. `name` goes into the names of reproducers.
  MachineLaboratory(const LegalSpace &space, std::string name, MeasureOptions options);
  /// Writes the kernel's module. Called first.
  llvm::Error prepare();

  llvm::Expected<Measured> measureDefault() override;
  llvm::Error measure(llvm::ArrayRef<Candidate> batch, int64_t firstNumber,
                      llvm::function_ref<llvm::Error(size_t, Measured)> done) override;
  llvm::Expected<Decision> decide(llvm::ArrayRef<Candidate> finalists) override;

private:
  /// Calls of a contestant in all turns of the final, and of the default before.
  static constexpr int64_t kFinalCalls = 21;

  /// The default (the first one in its field) or a candidate in the final.
  struct Finalist {
    std::string library, name; ///< the name is the schedule, empty for the default
    std::unique_ptr<bench::Contestant> contestant;
    std::vector<double> turns; ///< medians, in milliseconds
    Samples samples;
    Ending ending; ///< of a candidate that is lost

    bool isDefault() const { return name.empty(); }
    bool isLost() const { return !ending.detail.empty(); }
  };

  llvm::Expected<std::unique_ptr<bench::Contestant>> start(const std::string &library, uint64_t seed);
  llvm::Error checkInterrupt() const;
  llvm::Expected<Finding> screen(bench::Contestant &contestant, uint64_t seed, bool isStandard);
  llvm::Expected<Measured> measureOne(const std::string &library);
  llvm::Expected<double> timeDefaultOnce(const bench::BurstPlan &plan, Samples &samples);
  llvm::Expected<double> timeDefault(const bench::BurstPlan &plan, Samples &samples);
  llvm::Expected<Measured> compare(bench::Contestant &contestant, double ms, Samples samples);
  llvm::Expected<Measured> race(bench::Contestant &contestant);
  std::vector<Finalist> buildField(llvm::ArrayRef<Candidate> candidates);
  llvm::Error drop(Finalist &finalist, llvm::Error error);
  llvm::Error enter(Finalist &finalist);
  llvm::Error takeTurn(Finalist &finalist, const bench::BurstPlan &plan);
  llvm::Error takeTurns(llvm::MutableArrayRef<Finalist> field, int64_t turns);
  static size_t choosePlace(llvm::ArrayRef<Finalist> field, Decision &decision);
  llvm::Expected<bool> isFasterAgain(Finalist &winner, Finalist &standard, Decision &decision);
  llvm::Expected<bool> stands(Finalist &winner, Finalist &standard, Decision &decision);
  llvm::Expected<size_t> settle(std::vector<Finalist> &field, Decision &decision);
  llvm::Error keepDefault(Finalist &standard, Decision &decision);
  llvm::Expected<Finding> examine(const std::string &library, uint64_t seed);
  llvm::Expected<Finding> examineDefault(uint64_t seed);
  llvm::Expected<Finding> examineWinner(Finalist &winner, uint64_t seed);
  llvm::Error verify(Finalist &finalist, Verdict &verdict);
  Timing timingOf(const Samples &samples) const;
  /// Milliseconds that a call of `ms` takes with what is done before it, roughly.
  double paceOf(double ms) const;
  int64_t limitFor(int64_t calls) const;
  /// Whether candidates run on a device that is not the processor.
  bool isOnDevice() const { return space.getTarget().openDevice; }
  /// Where `ending` says that something went wrong with `candidate`, a folder of its own named after `suffix`.
  void keepReproducer(const Candidate &candidate, const std::string &suffix, Ending &ending) const;

  const LegalSpace &space;
  std::string name;
  MeasureOptions options;
  driver::TemporaryFolder folder;
  Judge judge;
  int64_t copies = 1; ///< sets of operands over which calls rotate
  int64_t evicted = 0; ///< bytes that are read before each call
  std::unique_ptr<CompileFarm> farm;
  std::unique_ptr<bench::Contestant> standard; ///< the default's process
  double standardMs = 0;                       ///< its median when it was first measured
  double bestMs = std::numeric_limits<double>::infinity();
};
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_MEASURE_MACHINELABORATORY_H
