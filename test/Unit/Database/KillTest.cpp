// Several processes write one file and are killed at any moment: no record whose commit returned is lost.
#include "test/Unit/Database/Examples.h"
#include <csignal>
#include <gtest/gtest.h>
#include <random>
#include <set>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace aicc::autotune;

namespace {
/// A process that commits records and tells the id of each when it is stored.
struct Writer {
  pid_t process = -1;
  int told = -1;
};

Writer startWriter(const std::string &path, int64_t number, int64_t count) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  Writer writer = {fork(), ends[0]};
  if (writer.process == 0) {
    std::unique_ptr<Database> database = create(path);
    Trial trial;
    trial.schedule = exampleRecord().schedule;
    for (int64_t each = 0; each < count; ++each) {
      Record record = exampleRecord(exampleKey(1 + number % 7), 1000 + each);
      record.origin = "writer " + std::to_string(number);
      llvm::cantFail(database->addTrial(record.key, trial));
      std::string id = llvm::cantFail(database->commit(record, {"local", true}));
      if (write(ends[1], id.data(), id.size()) != ssize_t(id.size()))
        _exit(1);
    }
    _exit(0);
  }
  close(ends[1]);
  return writer;
}

/// The ids that `writer` told before it ended.
void collect(Writer &writer, std::set<std::string> &ids) {
  std::string text;
  char buffer[4096];
  for (ssize_t got; (got = read(writer.told, buffer, sizeof(buffer))) > 0;)
    text.append(buffer, got);
  close(writer.told);
  waitpid(writer.process, nullptr, 0);
  for (size_t at = 0; at + 64 <= text.size(); at += 64)
    ids.insert(text.substr(at, 64));
}

void expectAll(const std::string &path, const std::set<std::string> &ids) {
  std::unique_ptr<Database> database = create(path);
  std::set<std::string> stored;
  for (const StoredRecord &record : llvm::cantFail(database->list({})))
    stored.insert(record.id);
  for (const std::string &id : ids)
    EXPECT_TRUE(stored.count(id)) << id;
  sqlite3 *raw = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &raw), SQLITE_OK);
  auto isOk = [](void *, int, char **row, char **) { return std::string(row[0]) == "ok" ? 0 : 1; };
  EXPECT_EQ(sqlite3_exec(raw, "PRAGMA integrity_check;", isOk, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(raw);
}
} // namespace

// Four processes that create one database and write to it together: every record is there, and every trial.
TEST(KillTest, Together) {
  ScratchFolder folder;
  std::string path = folder.file("tuning.db");
  std::vector<Writer> writers;
  for (int64_t number = 0; number < 4; ++number)
    writers.push_back(startWriter(path, number, 25));
  std::set<std::string> ids;
  for (Writer &writer : writers)
    collect(writer, ids);
  EXPECT_EQ(ids.size(), 100u);
  expectAll(path, ids);
  EXPECT_EQ(llvm::cantFail(create(path)->stats()).trials, 100);
}

// Writers, two at a time, killed at 200 random moments, the creation of the file included.
TEST(KillTest, Killed) {
  ScratchFolder folder;
  std::string path = folder.file("tuning.db");
  std::mt19937 random(7);
  std::set<std::string> ids;
  for (int64_t round = 0; round < 100; ++round) {
    Writer writers[] = {startWriter(path, 2 * round, 1000000), startWriter(path, 2 * round + 1, 1000000)};
    for (Writer &writer : writers) {
      usleep(random() % 80000);
      kill(writer.process, SIGKILL);
    }
    for (Writer &writer : writers)
      collect(writer, ids);
  }
  EXPECT_GT(ids.size(), 50u) << "too few commits to say anything";
  expectAll(path, ids);
}
