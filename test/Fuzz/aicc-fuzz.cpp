// aicc-fuzz: random modules under random schedules against the oracle. Each case runs in a process of its own, so that
// a crash or a loop without end is one failing case like any other.
#include "compiler/Driver/TemporaryFolder.h"
#include "test/Fuzz/FuzzCase.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"
#include <sys/wait.h>
#include <unistd.h>

using namespace aicc;
namespace cl = llvm::cl;

static cl::opt<uint64_t> seed("seed", cl::desc("Seed of the run"), cl::init(1));
static cl::opt<int64_t> cases("cases", cl::desc("Number of cases"), cl::init(100));
static cl::opt<int64_t> only("only", cl::desc("Run this case only, in this process"), cl::init(-1));
static cl::opt<int64_t> shard("shard", cl::desc("Run the cases that are this number modulo --shards"), cl::init(0));
static cl::opt<int64_t> shards("shards", cl::desc("Number of shards"), cl::init(1));
static cl::opt<unsigned> limit("limit", cl::desc("Seconds after which a case counts as hanging"), cl::init(120));
static cl::opt<std::string> target("target", cl::desc("Shipped device, or host"), cl::init("host"));
static cl::opt<int64_t> changes("changes", cl::desc("Most changes to each default schedule"), cl::init(1000));
static cl::opt<fuzz::Family> family(
    cl::desc("What modules are about"), cl::init(fuzz::Family::Graphs),
    cl::values(clEnumValN(fuzz::Family::Graphs, "graphs", "Graphs of every kind"),
               clEnumValN(fuzz::Family::Quantised, "quantised", "Products with quantised weights"),
               clEnumValN(fuzz::Family::Attention, "attention", "One attention with any of its flags")));
static cl::opt<bool> print("print", cl::desc("Print the module of the case named by --only, and stop"));
static cl::opt<std::string> keep("keep", cl::desc("Write the scheduled module of the case to this file"));

/// How each family is asked for, in the order of the enumeration.
static constexpr const char *kFlags[] = {"", " --quantised", " --attention"};

static fuzz::CaseOptions optionsOf(int64_t number, const std::string &folder) {
  fuzz::CaseOptions options;
  options.seed = seed;
  options.number = number;
  options.family = family;
  options.target = target;
  options.changes = changes;
  options.folder = folder;
  options.keep = keep;
  return options;
}

/// Exit statuses of a case.
constexpr int kRight = 0, kWrong = 1, kRefused = 2;

/// Runs a case in this process; the message goes to standard error. Returns its exit status.
static int runHere(int64_t number, const std::string &folder) {
  llvm::Expected<fuzz::Verdict> verdict = fuzz::runCase(optionsOf(number, folder));
  if (verdict)
    return *verdict == fuzz::Verdict::Right ? kRight : kRefused;
  llvm::errs() << "error: " << llvm::toString(verdict.takeError()) << "\n";
  return kWrong;
}

/// Why a child that ended with `status` did not pass.
static std::string causeOf(int status) {
  if (!WIFSIGNALED(status))
    return "failed";
  return WTERMSIG(status) == SIGALRM ? "did not end in time" : "ended by signal " + std::to_string(WTERMSIG(status));
}

/// Runs a case in a child. Returns its exit status.
static int runApart(int64_t number, const std::string &folder) {
  llvm::errs().flush();
  pid_t child = fork();
  if (child == 0) {
    alarm(limit);
    _exit(runHere(number, folder));
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) {
    llvm::errs() << "error: no process for case " << number << "\n";
    return kWrong;
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == kRefused)
    return kRefused;
  if (status != 0)
    llvm::errs() << "case " << number << " " << causeOf(status) << "; reproduce with: aicc-fuzz --seed " << seed
                 << " --only " << number << " --target " << target << " --changes " << changes
                 << kFlags[unsigned(fuzz::Family(family))] << "\n\n";
  return status == 0 ? kRight : kWrong;
}

/// The module, and what it is called with, as comments.
static void printCase(const fuzz::CaseModule &module) {
  llvm::outs() << module.text;
  for (const fuzz::GivenElement &element : module.given)
    llvm::outs() << "// argument " << element.argument << ", element " << element.index << ": " << element.value << "\n";
  for (int64_t index : module.open)
    llvm::outs() << "// element " << index << " of the first result may be anything\n";
}

int main(int argc, char **argv) {
  cl::ParseCommandLineOptions(argc, argv, "Random modules under random schedules against the oracle\n");
  if (only >= 0 && print) {
    printCase(fuzz::moduleOf(optionsOf(only, "")));
    return 0;
  }
  driver::TemporaryFolder folder;
  if (llvm::Error error = folder.check()) {
    llvm::errs() << "error: " << llvm::toString(std::move(error)) << "\n";
    return 1;
  }
  if (only >= 0)
    return runHere(only, folder.file(""));
  int64_t count = 0, failures = 0, refused = 0;
  for (int64_t number = shard; number < cases; number += shards) {
    ++count;
    int status = runApart(number, folder.file(""));
    failures += status == kWrong, refused += status == kRefused;
  }
  llvm::outs() << count << " cases, " << failures << " failures";
  if (refused)
    llvm::outs() << ", " << refused << " refused for a limit of the target";
  llvm::outs() << "\n";
  return failures ? 1 : 0;
}
