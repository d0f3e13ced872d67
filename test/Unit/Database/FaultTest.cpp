// What goes wrong around a database: a clear message, and nothing that was committed is lost.
#include "test/Unit/Database/Examples.h"
#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace aicc::autotune;

namespace {
class FaultTest : public ::testing::Test {
protected:
  FaultTest() { database = create(path); }

  std::string commit(int64_t ns) {
    llvm::Expected<std::string> id = database->commit(exampleRecord(exampleKey(), ns), {"local", true});
    return id ? "" : llvm::toString(id.takeError());
  }
  int64_t records() { return llvm::cantFail(create(path)->stats()).records; }

  /// Runs `work` in a child and returns what it returned.
  template <typename Work> std::string inChild(Work work) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    if (fork() == 0) {
      std::string said = work();
      _exit(write(ends[1], said.data(), said.size()) == ssize_t(said.size()) ? 0 : 1);
    }
    close(ends[1]);
    std::string said(4096, 0);
    said.resize(std::max<ssize_t>(0, read(ends[0], said.data(), said.size())));
    close(ends[0]);
    wait(nullptr);
    return said;
  }
  /// Lets other users pass through the folder above the test's, which may be a test runner's own.
  void openParent() {
    std::string above = folder.file("..");
    struct stat status;
    ASSERT_EQ(stat(above.c_str(), &status), 0);
    chmod(above.c_str(), status.st_mode | S_IXGRP | S_IXOTH);
  }
  static bool has(const std::string &text, const char *part) { return text.find(part) != std::string::npos; }

  ScratchFolder folder;
  std::string path = folder.file("tuning.db");
  std::unique_ptr<Database> database;
};
} // namespace

// A full disk (here: a limit on the size of files) ends a call with a message; what was stored before is there.
TEST_F(FaultTest, FullDisk) {
  ASSERT_EQ(commit(1000), "");
  database.reset();
  std::string said = inChild([&]() -> std::string {
    signal(SIGXFSZ, SIG_IGN);
    database = create(path);
    rlimit limit = {1 << 16, 1 << 16};
    setrlimit(RLIMIT_FSIZE, &limit);
    for (int64_t ns = 2000; ns < 3000; ++ns)
      if (std::string error = commit(ns); !error.empty())
        return error;
    return "no error";
  });
  EXPECT_TRUE(has(said, "cannot store a record")) << said;
  EXPECT_TRUE(has(said, "what was stored before is kept")) << said;
  EXPECT_GE(records(), 1);
}

// A file and a folder that may not be written can still be read; writing says so.
TEST_F(FaultTest, ReadOnlyFolder) {
  ASSERT_EQ(commit(1000), "");
  database.reset();
  openParent();
  chmod(path.c_str(), 0444);
  chmod(folder.file("").c_str(), 0555);
  std::string said = inChild([&]() -> std::string {
    if (geteuid() == 0 && setuid(65534) != 0)
      return "cannot become another user";
    auto readable = openDatabase(path, Access::ReadOnly);
    if (!readable)
      return llvm::toString(readable.takeError());
    if (!llvm::cantFail((*readable)->lookup(exampleKey(), Trust::Verified)))
      return "the record is not found";
    return llvm::toString(openDatabase(path, Access::Create).takeError());
  });
  chmod(folder.file("").c_str(), 0755);
  EXPECT_TRUE(has(said, "expected a file and a folder that may be written")) << said;
}

// A file that another process has locked is waited for, and then told about.
TEST_F(FaultTest, Locked) {
  ASSERT_EQ(commit(1000), "");
  sqlite3 *other = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE;", nullptr, nullptr, nullptr), SQLITE_OK);
  database = llvm::cantFail(openDatabase(path, Access::Create, /*busyMs=*/50));
  std::string said = commit(2000);
  EXPECT_TRUE(has(said, "another process has locked it")) << said;
  EXPECT_TRUE(llvm::cantFail(database->lookup(exampleKey(), Trust::Verified))) << "readers are not kept out";
  sqlite3_exec(other, "ROLLBACK;", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_EQ(commit(2000), "");
  EXPECT_EQ(records(), 2);
}

// A file that was deleted or replaced under a running process is noticed at the next write.
TEST_F(FaultTest, Deleted) {
  ASSERT_EQ(commit(1000), "");
  llvm::sys::fs::remove(path);
  EXPECT_TRUE(has(commit(2000), "removed or replaced while it was in use"));
  std::unique_ptr<Database> another = create(path);
  EXPECT_TRUE(has(commit(3000), "removed or replaced while it was in use"));
}

// What is no database is refused with what to do, and not changed.
TEST_F(FaultTest, NoDatabase) {
  std::string file = folder.file("text.db");
  std::ofstream(file) << std::string(5000, 'x');
  std::string said = llvm::toString(openDatabase(file, Access::Create).takeError());
  EXPECT_TRUE(has(said, "expected a database of aicc")) << said;
  uint64_t size = 0;
  llvm::sys::fs::file_size(file, size);
  EXPECT_EQ(size, 5000u);
  EXPECT_NE(llvm::toString(openDatabase(folder.file(""), Access::Create).takeError()), "");
  EXPECT_NE(llvm::toString(openDatabase(file + "/tuning.db", Access::Create).takeError()), "");
}
