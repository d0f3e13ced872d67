// What becomes of a record after its check, with programs in the place of aicc that end as a check may end.
#include "autotune/Database/Verify.h"
#include "test/Unit/Database/Examples.h"
#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace aicc::autotune;

/// A record whose schedule is spelt as this program prints it.
static Record printedRecord() {
  Record record = exampleRecord();
  record.schedule.text =
      "#schedule.tree<bands = [<name = \"memory\", tile = <d1 = 64, d2 = 64>, order = [\"d2\", \"d1\"]>], "
      "computations = [<name = \"c0\", registers = <d1 = 16, d0 = 4>>]>";
  return record;
}

namespace {
class VerifyTest : public ::testing::Test {
protected:
  VerifyTest() { stored.id = llvm::cantFail(database->commit(printedRecord(), {"theirs.jsonl", false})); }

  /// Verifies the record with a shell that executes `compiling` and `running` in the place of aicc's commands.
  llvm::Expected<Verification> verify(const std::string &compiling, const std::string &running) {
    VerifyOptions options;
    options.aicc = folder.file("aicc"), options.seconds = 2;
    std::ofstream(options.aicc) << "#!/bin/sh\ncase $1 in\ncompile) " << compiling << ";;\nrun) " << running
                                << ";;\nesac\n";
    llvm::sys::fs::setPermissions(options.aicc, llvm::sys::fs::all_all);
    stored.record = printedRecord();
    return verifyStored(*database, stored, {"--target", "acme-1"}, options);
  }
  /// "verified", "unverified", or "removed".
  std::string state() {
    std::vector<StoredRecord> records = llvm::cantFail(database->list({}));
    return records.empty() ? "removed" : records.front().provenance.isVerified ? "verified" : "unverified";
  }

  ScratchFolder folder;
  std::unique_ptr<Database> database = create(folder.file("tuning.db"));
  StoredRecord stored;
};
} // namespace

// What is right on every seed counts from then on.
TEST_F(VerifyTest, Right) {
  EXPECT_EQ(llvm::cantFail(verify("exit 0", "exit 0")).detail, "");
  EXPECT_EQ(state(), "verified");
}

// A comparison that found other numbers, on the second seed too, is the one reason to remove a record.
TEST_F(VerifyTest, Wrong) {
  Verification found =
      llvm::cantFail(verify("exit 0", "case $* in *--seed\\ 102*) echo error: 3 of 9 differ >&2; exit 2;; esac"));
  EXPECT_EQ(stringifyFinding(found.finding).str(), "wrong");
  EXPECT_EQ(found.detail, "running with seed 102: 3 of 9 differ");
  EXPECT_EQ(state(), "removed");
}

// What was not compared to the end stays as it is, with the reason: it may be this machine's.
TEST_F(VerifyTest, CannotTell) {
  for (auto [compiling, running, reason] :
       {std::tuple("exit 0", "exec sleep 60", "running with seed 101: it ran longer than 2 s"),
        std::tuple("exit 0", "kill -9 $$", "running with seed 101: it was ended by a signal: Killed"),
        std::tuple("exit 0", "echo error: no room >&2; exit 1", "running with seed 101: no room"),
        std::tuple("exit 0", "exit 3", "running with seed 101: exit code 3"),
        std::tuple("exit 0", "exit 4", "running with seed 101: exit code 4"),
        std::tuple("kill -6 $$", "exit 0", "compiling: it was ended by a signal: Aborted"),
        std::tuple("exit 1", "exit 0", "compiling: exit code 1")}) {
    Verification found = llvm::cantFail(verify(compiling, running));
    EXPECT_EQ(stringifyFinding(found.finding).str(), "skipped") << reason;
    EXPECT_EQ(found.detail.substr(0, std::string(reason).size()), reason);
    EXPECT_EQ(state(), "unverified") << reason;
  }
}

// A full disk (here: a limit on the size of files) is an error that names the file, and the record stays.
TEST_F(VerifyTest, FullDisk) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    rlimit limit = {64, 64};
    setrlimit(RLIMIT_FSIZE, &limit);
    std::string said = llvm::toString(verifyRecord(printedRecord(), {}, {}).takeError());
    _exit(write(ends[1], said.data(), said.size()) == ssize_t(said.size()) ? 0 : 1);
  }
  close(ends[1]);
  std::string said(4096, 0);
  said.resize(std::max<ssize_t>(0, read(ends[0], said.data(), said.size())));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_NE(said.find("kernel.mlir: File too large"), std::string::npos) << said;
}
