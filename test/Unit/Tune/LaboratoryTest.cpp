// Candidates that go wrong, each in its own way: one lost candidate, with a reproducer, and the
// search goes on. The faults are injected into the worker processes.
#include "autotune/Measure/MachineLaboratory.h"
#include "test/Unit/Tune/Kernels.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <csignal>
#include <fstream>
#include <unistd.h>

using namespace aicc;
using namespace aicc::autotune;
using test::OneKernel;

namespace {
/// What became of three candidates when the second has the fault `word`.
class Faults : public testing::Test {
public:
  /// A laboratory that has measured the default, with `faults` of its workers.
  std::unique_ptr<MachineLaboratory> open(const std::string &faults) {
    auto laboratory = prepare(faults);
    EXPECT_EQ(llvm::toString(laboratory->measureDefault().takeError()), "");
    return laboratory;
  }

  /// One that has not.
  std::unique_ptr<MachineLaboratory> prepare(const std::string &faults) {
    one = std::make_unique<OneKernel>(text, target, threads);
    MeasureOptions options;
    options.compile.target = target, options.compile.threads = threads, options.compile.toolRoots = toolRoots;
    options.reproducers = folder.file("reproducers");
    // Where nothing hangs, limits are for machines that stand still for seconds.
    bool hangs = llvm::StringRef(faults).contains("hang");
    options.compileLimitMs = hangs ? 8000 : 60000, options.leastLimitMs = hangs ? 1500 : 20000;
    options.startLimitMs = startLimitMs;
    options.worker = AICC_TUNE_WORKER;
    options.words = {"fault=" + faults};
    options.isInterrupted = &isInterrupted;
    auto laboratory = std::make_unique<MachineLaboratory>(*one->space, "k", options);
    EXPECT_EQ(llvm::toString(laboratory->prepare()), "");
    return laboratory;
  }

  std::vector<Candidate> draw(size_t count) {
    std::mt19937_64 random(1);
    std::vector<Candidate> batch;
    while (batch.size() < count)
      batch.push_back(*one->space->draw(random));
    return batch;
  }

  /// What became of each of `batch`.
  static llvm::Expected<std::vector<Measured>> measure(MachineLaboratory &laboratory, llvm::ArrayRef<Candidate> batch) {
    std::vector<Measured> found(batch.size());
    auto done = [&](size_t index, Measured measured) {
      found[index] = std::move(measured);
      return llvm::Error::success();
    };
    if (llvm::Error error = laboratory.measure(batch, 1, done))
      return std::move(error);
    return found;
  }

  std::vector<Measured> measure(const std::string &word) {
    auto laboratory = open(word + "@candidate2.");
    return llvm::cantFail(measure(*laboratory, draw(3)));
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

  std::string text = test::matmul(13, 37, 64); ///< 13 x 37 results end inside a cache line
  std::string target = "host";
  std::vector<std::string> toolRoots;
  int64_t threads = 1, startLimitMs = 20000;
  std::atomic<bool> isInterrupted = false;
  driver::TemporaryFolder folder;
  std::unique_ptr<OneKernel> one;
};

/// The final of a default that is slow and of candidates of which some have faults.
class Finals : public Faults {
public:
  Decision decide(const std::string &faults, size_t candidates) {
    auto laboratory = open("slow@default.," + faults);
    return llvm::cantFail(laboratory->decide(draw(candidates)));
  }

  /// Checks that the first finalist was lost, as `outcome`, with a reproducer.
  void expectLoss(const Decision &decision, Outcome outcome) {
    const Ending &ending = decision.finals.front().ending;
    EXPECT_EQ(ending.outcome, outcome) << ending.detail;
    EXPECT_TRUE(llvm::StringRef(ending.detail).ends_with("k-final0")) << ending.detail;
    EXPECT_TRUE(llvm::sys::fs::exists(folder.file("reproducers/k-final0/kernel.mlir")));
  }
};

template <typename T> bool isInterrupt(llvm::Expected<T> result) {
  bool isOne = !result && result.template errorIsA<driver::InterruptedError>();
  llvm::consumeError(result.takeError());
  return isOne;
}

/// A process that this one has started, and the library that it runs.
struct Worker {
  int process;
  std::string library;
};

/// The worker that runs the default schedule; fails the test where there is not exactly one.
Worker findDefault() {
  std::vector<Worker> found;
  std::error_code code;
  for (llvm::sys::fs::directory_iterator entry("/proc", code), end; entry != end && !code; entry.increment(code)) {
    int process = 0, parent = 0;
    if (llvm::sys::path::filename(entry->path()).getAsInteger(10, process))
      continue;
    auto words = llvm::MemoryBuffer::getFileAsStream(entry->path() + "/cmdline");
    auto status = llvm::MemoryBuffer::getFileAsStream(entry->path() + "/status");
    if (!words || !status)
      continue;
    (void)(*status)->getBuffer().split("PPid:").second.ltrim().consumeInteger(10, parent);
    llvm::StringRef library = (*words)->getBuffer().split("library=").second.split('\0').first;
    if (parent == getpid() && library.ends_with("/default.so"))
      found.push_back({process, library.str()});
  }
  EXPECT_EQ(found.size(), 1u);
  return found.front();
}

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
// The code writes one byte before the begin, far from the page that guards it.
TEST_F(Faults, UnderrunsByAByte) { expectLoss("underrun", Outcome::Crashed); }
// One number is wrong.
TEST_F(Faults, ComputesWrongNumbers) { expectLoss("wrong", Outcome::Wrong); }

// The default's process dies: it is started anew, and no candidate is lost for it. All calls of a candidate are kept:
// the three that are looked at first, and three turns of a hundred.
TEST_F(Faults, TheDefaultDies) {
  auto laboratory = open("slow@default.");
  kill(findDefault().process, SIGKILL);
  std::vector<Measured> found = llvm::cantFail(measure(*laboratory, draw(2)));
  for (const Measured &measured : found)
    EXPECT_EQ(measured.ending.detail, "");
  EXPECT_EQ(found[0].ending.outcome, Outcome::Timed);
  EXPECT_EQ(found[0].timing.ns.size(), 3u + 3 * 100);
  EXPECT_EQ(found[0].reference.ns.size(), 3u * 100);
}

// The default dies and cannot be started any more: an error that says so, among the candidates and in the final.
TEST_F(Faults, TheDefaultIsGone) {
  auto laboratory = open("slow@default.");
  Worker standard = findDefault();
  llvm::sys::fs::remove(standard.library);
  kill(standard.process, SIGKILL);
  std::string among = llvm::toString(measure(*laboratory, draw(1)).takeError());
  EXPECT_TRUE(llvm::StringRef(among).starts_with("the default schedule ran before and does not run any more: "))
      << among;
  std::string final = llvm::toString(laboratory->decide(draw(1)).takeError());
  EXPECT_TRUE(llvm::StringRef(final).starts_with("the default schedule ran before and fails in the final: ")) << final;
}

// Searches of one kernel keep their reproducers apart: what an earlier one has left stays.
TEST_F(Faults, ReproducersStay) {
  expectLoss("abort", Outcome::Crashed);
  std::vector<Measured> again = measure("wrong");
  EXPECT_TRUE(llvm::StringRef(again[1].ending.detail).ends_with("k-2.2")) << again[1].ending.detail;
  for (auto [file, word] : {std::pair("k-2", "crashed: "), std::pair("k-2.2", "wrong: ")}) {
    auto text = llvm::MemoryBuffer::getFile(folder.file("reproducers/" + std::string(file) + "/error.txt"));
    ASSERT_TRUE(bool(text)) << file;
    EXPECT_TRUE((*text)->getBuffer().starts_with(word)) << (*text)->getBuffer().str();
  }
}

// An interrupt while others have the machine ends the waiting; nothing is compiled or measured any more.
TEST_F(Faults, AnInterruptEndsTheWait) {
  isInterrupted = true;
  auto fresh = prepare("abort@default.");
  EXPECT_TRUE(isInterrupt(fresh->measureDefault()));
  isInterrupted = false;
  auto laboratory = open("abort@candidate,abort@final");
  isInterrupted = true;
  EXPECT_TRUE(isInterrupt(measure(*laboratory, draw(1))));
  EXPECT_TRUE(isInterrupt(laboratory->decide(draw(1))));
  EXPECT_FALSE(llvm::sys::fs::exists(folder.file("reproducers")));
}

// A default whose call takes longer than a start may take is waited for, when it is measured and when its numbers are
// checked.
TEST_F(Faults, TheDefaultIsSlow) {
  startLimitMs = 2000;
  auto laboratory = open("late@default.");
  EXPECT_EQ(llvm::toString(laboratory->decide({}).takeError()), "");
}

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

// Candidates are compiled with what the module permits, as `aicc compile` compiles it: tf32 where that is faster.
TEST_F(DeviceFaults, PermissionsReachTheWorkers) {
  text = "module attributes {aicc.allow_tf32} {\n" + text + "}\n";
  auto laboratory = open("none");
  std::string standard;
  llvm::raw_string_ostream(standard) << one->space->getDefault().tree;
  EXPECT_NE(standard.find("tf32"), std::string::npos) << standard;
}

// Candidates are compiled with the user's tools: with the assembler below CUDA_HOME, which here refuses everything.
TEST_F(DeviceFaults, ToolsReachTheWorkers) {
  toolRoots = {folder.file("nothing"), folder.file("cuda")};
  std::string assembler = folder.file("cuda/bin/ptxas");
  ASSERT_FALSE(llvm::sys::fs::create_directories(llvm::sys::path::parent_path(assembler)));
  std::ofstream(assembler) << "#!/bin/sh\necho no\nexit 1\n";
  ASSERT_FALSE(llvm::sys::fs::setPermissions(assembler, llvm::sys::fs::all_read | llvm::sys::fs::all_exe));
  std::string said = llvm::toString(prepare("none")->measureDefault().takeError());
  EXPECT_NE(said.find("ptxas ended with status 1"), std::string::npos) << said;
}

// A finalist that crashes is lost; the others and the default go on, and all their calls are kept.
TEST_F(Finals, Crashes) {
  Decision decision = decide("crash@final0.", 2);
  expectLoss(decision, Outcome::Crashed);
  EXPECT_EQ(decision.winner, 1u);
  EXPECT_EQ(decision.finals[1].ending.detail, "");
  EXPECT_GE(decision.finals[1].timing.ns.size(), 2 * 21u); // the turns, and those in which it was faster again
  EXPECT_GE(decision.standard.ns.size(), 2 * 21u);         // and those of the default
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
