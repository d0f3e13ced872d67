// Candidates that go wrong, each in its own way: one lost candidate, with a reproducer, and the
// search goes on. The faults are injected into the worker processes.
#include "autotune/Measure/MachineLaboratory.h"
#include "test/Unit/Tune/Kernels.h"
#include "llvm/Support/FileSystem.h"

using namespace aicc;
using namespace aicc::autotune;
using test::OneKernel;

namespace {
/// What became of three candidates when the second has the fault `word`.
class Faults : public testing::Test {
public:
  std::vector<Measured> measure(const std::string &word) {
    // 13 x 37 results end inside a cache line.
    one = std::make_unique<OneKernel>(test::matmul(13, 37, 64), target, threads);
    MeasureOptions options;
    options.compile.target = target, options.compile.threads = threads;
    options.reproducers = folder.file("reproducers");
    options.compileLimitMs = 8000, options.leastLimitMs = 500;
    options.worker = AICC_TUNE_WORKER;
    options.words = {"fault=" + word + "@candidate2."};
    MachineLaboratory laboratory(*one->space, "k", options);
    EXPECT_EQ(llvm::toString(laboratory.prepare()), "");
    auto standard = laboratory.measureDefault();
    EXPECT_TRUE(bool(standard)) << llvm::toString(standard.takeError());
    std::mt19937_64 random(1);
    std::vector<Candidate> batch;
    for (int number = 0; number < 3; ++number)
      batch.push_back(*one->space->draw(random));
    std::vector<Measured> found(3);
    auto done = [&](size_t index, Measured measured) {
      found[index] = std::move(measured);
      return llvm::Error::success();
    };
    EXPECT_EQ(llvm::toString(laboratory.measure(batch, 1, done)), "");
    return found;
  }

  /// Checks that only the second candidate was lost, as `outcome`, with a reproducer that pins its
  /// schedule.
  void expectLoss(const std::string &word, Outcome outcome) {
    std::vector<Measured> found = measure(word);
    for (size_t index : {0, 2}) {
      EXPECT_TRUE(std::isfinite(found[index].ms)) << word << ": " << found[index].ending.detail;
      EXPECT_EQ(found[index].ending.detail, "") << word;
    }
    EXPECT_EQ(found[1].ending.outcome, outcome) << word << ": " << found[1].ending.detail;
    EXPECT_FALSE(std::isfinite(found[1].ms)) << word;
    auto text = llvm::MemoryBuffer::getFile(folder.file("reproducers/k-2/kernel.mlir"));
    ASSERT_TRUE(bool(text)) << word;
    EXPECT_TRUE((*text)->getBuffer().contains("aicc.schedule = #schedule.tree<"));
    EXPECT_TRUE(llvm::sys::fs::exists(folder.file("reproducers/k-2/error.txt")));
  }

  std::string target = "host";
  int64_t threads = 1;
  driver::TemporaryFolder folder;
  std::unique_ptr<OneKernel> one;
};

/// The final of a default that is slow and of candidates of which some have faults.
class Finals : public testing::Test {
public:
  Decision decide(const std::string &faults, size_t candidates) {
    one = std::make_unique<OneKernel>(test::matmul(13, 37, 64), "host", 1);
    MeasureOptions options;
    options.compile.target = "host", options.compile.threads = 1;
    options.reproducers = folder.file("reproducers");
    options.leastLimitMs = 500;
    options.worker = AICC_TUNE_WORKER;
    options.words = {"fault=slow@default.," + faults};
    MachineLaboratory laboratory(*one->space, "k", options);
    llvm::cantFail(laboratory.prepare());
    llvm::cantFail(laboratory.measureDefault());
    std::mt19937_64 random(1);
    std::vector<Candidate> field;
    while (field.size() < candidates)
      field.push_back(*one->space->draw(random));
    return llvm::cantFail(laboratory.decide(field));
  }

  /// Checks that the first finalist was lost, as `outcome`, with a reproducer.
  void expectLoss(const Decision &decision, Outcome outcome) {
    const Ending &ending = decision.finals.front().ending;
    EXPECT_EQ(ending.outcome, outcome) << ending.detail;
    EXPECT_TRUE(llvm::StringRef(ending.detail).ends_with("k-final0")) << ending.detail;
    EXPECT_TRUE(llvm::sys::fs::exists(folder.file("reproducers/k-final0/kernel.mlir")));
  }

  driver::TemporaryFolder folder;
  std::unique_ptr<OneKernel> one;
};

/// Faults on a device that is not the processor: the one of the emulated driver, which workers find as libcuda.so.1.
class DeviceFaults : public Faults {
protected:
  void SetUp() override {
    setenv("LD_LIBRARY_PATH", AICC_EMULATED_DRIVER, /*overwrite=*/1);
    target = "nvidia-a100", threads = 0;
  }
  void TearDown() override { unsetenv("LD_LIBRARY_PATH"); }
};
} // namespace

// Without a fault all three are timed, and nothing is left behind.
TEST_F(Faults, None) {
  for (const Measured &measured : measure("none"))
    EXPECT_TRUE(std::isfinite(measured.ms)) << measured.ending.detail;
  EXPECT_FALSE(llvm::sys::fs::exists(folder.file("reproducers/k-2")));
}

// The compiler aborts.
TEST_F(Faults, CompilerAborts) { expectLoss("abort", Outcome::Crashed); }
// The compiler never ends.
TEST_F(Faults, CompilerHangs) { expectLoss("hang-compiler", Outcome::TimedOut); }
// The compiler takes all memory that it may.
TEST_F(Faults, CompilerEatsMemory) { expectLoss("eat-compiler", Outcome::OutOfMemory); }
// The code touches what it may not.
TEST_F(Faults, Crashes) { expectLoss("crash", Outcome::Crashed); }
// The code never returns.
TEST_F(Faults, Hangs) { expectLoss("hang", Outcome::TimedOut); }
// The code takes all memory that it may.
TEST_F(Faults, Leaks) { expectLoss("leak", Outcome::OutOfMemory); }
// The code writes far past the end of its result, onto the page that guards it.
TEST_F(Faults, Overruns) { expectLoss("overrun", Outcome::Crashed); }
// The code writes one byte past the end.
TEST_F(Faults, OverrunsByAByte) { expectLoss("small-overrun", Outcome::Crashed); }
// One number is wrong.
TEST_F(Faults, ComputesWrongNumbers) { expectLoss("wrong", Outcome::Wrong); }

// Candidates run on the device, and nothing is left behind.
TEST_F(DeviceFaults, None) {
  for (const Measured &measured : measure("none"))
    EXPECT_TRUE(std::isfinite(measured.ms)) << measured.ending.detail;
  EXPECT_FALSE(llvm::sys::fs::exists(folder.file("reproducers/k-2")));
}

// The process that drives the device crashes, or never answers.
TEST_F(DeviceFaults, Crashes) { expectLoss("crash", Outcome::Crashed); }
TEST_F(DeviceFaults, Hangs) { expectLoss("hang", Outcome::TimedOut); }
// A kernel writes past the end of a buffer in the device's memory.
TEST_F(DeviceFaults, Overruns) { expectLoss("overrun", Outcome::Crashed); }
TEST_F(DeviceFaults, ComputesWrongNumbers) { expectLoss("wrong", Outcome::Wrong); }

// A finalist that crashes is lost; the others and the default go on, and all their calls are kept.
TEST_F(Finals, Crashes) {
  Decision decision = decide("crash@final0.", 2);
  expectLoss(decision, Outcome::Crashed);
  EXPECT_EQ(decision.winner, 1u);
  EXPECT_EQ(decision.finals[1].ending.detail, "");
  EXPECT_GE(decision.finals[1].timing.ns.size(), 2 * 21u); // the turns, and those in which it was faster again
  EXPECT_FALSE(llvm::sys::fs::exists(folder.file("reproducers/k-final1")));
}

// A finalist that never returns is lost.
TEST_F(Finals, Hangs) {
  Decision decision = decide("hang@final0.", 2);
  expectLoss(decision, Outcome::TimedOut);
  EXPECT_EQ(decision.winner, 1u);
}

// One that has won the turns and computes wrong numbers is lost; the default stays where there is no other.
TEST_F(Finals, ComputesWrongNumbers) {
  Decision decision = decide("wrong@final0.", 1);
  expectLoss(decision, Outcome::Wrong);
  EXPECT_FALSE(decision.winner);
  EXPECT_TRUE(llvm::StringRef(decision.reason).contains("wrong numbers with seed 0")) << decision.reason;
  EXPECT_EQ(decision.verdict.seeds.size(), 3u);
  EXPECT_EQ(decision.timing.ns, decision.defaultTiming.ns);
}

// Another finalist wins in place of one that computes wrong numbers.
TEST_F(Finals, TheNextOneWins) {
  EXPECT_EQ(decide("wrong@final0.", 2).winner, 1u);
  EXPECT_EQ(decide("wrong@final1.", 2).winner, 0u);
}
