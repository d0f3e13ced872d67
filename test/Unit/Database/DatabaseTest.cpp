// What the database promises when nothing goes wrong; see FaultTest.cpp and KillTest.cpp for the rest.
#include "autotune/Database/Import.h"
#include "autotune/Database/RecordLine.h"
#include "test/Unit/Database/Examples.h"
#include <gtest/gtest.h>
#include <sqlite3.h>

using namespace aicc::autotune;

namespace {
class DatabaseTest : public ::testing::Test {
protected:
  void execute(const std::string &path, const std::string &sql) {
    sqlite3 *db = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
  }
  std::string lookedUp(const Key &key, Trust trust = Trust::Verified) {
    std::optional<StoredRecord> found = llvm::cantFail(database->lookup(key, trust));
    return found ? found->id : "";
  }
  std::string commit(const Record &record, const Provenance &provenance = {"local", true}) {
    return llvm::cantFail(database->commit(record, provenance));
  }

  /// A record whose median is `ns`, beside a default's of `defaultNs`.
  static Record recordOf(int64_t ns, int64_t defaultNs) {
    Record record = exampleRecord(exampleKey(), ns);
    record.defaultTiming.ns = {defaultNs};
    return record;
  }

  ScratchFolder folder;
  std::string path = folder.file("deeper/tuning.db");
  std::unique_ptr<Database> database = create(path);
};
} // namespace

// The fastest record of exactly the key is found, after the file was closed and opened too.
TEST_F(DatabaseTest, Lookup) {
  commit(exampleRecord(exampleKey(), 1200));
  std::string fastest = commit(exampleRecord(exampleKey(), 1100));
  commit(exampleRecord(exampleKey(256), 10));
  EXPECT_EQ(lookedUp(exampleKey()), fastest);
  EXPECT_EQ(lookedUp(exampleKey(512, 1)), "");
  EXPECT_EQ(lookedUp(exampleKey(512, 2, "524288")), "");
  database.reset();
  database = llvm::cantFail(openDatabase(path, Access::ReadOnly));
  EXPECT_EQ(lookedUp(exampleKey()), fastest);
}

// What a record gains over the default that was timed in turns with it decides, not medians of different days: a
// default that was kept on a faster clock drives out nothing.
TEST_F(DatabaseTest, GainDecides) {
  std::string tuned = commit(recordOf(1000, 1200));
  std::string kept = commit(recordOf(990, 990));
  EXPECT_EQ(lookedUp(exampleKey()), tuned);
  std::vector<Near> near = llvm::cantFail(database->nearest(exampleKey(256), Trust::Verified, 2));
  ASSERT_EQ(near.size(), 2u);
  EXPECT_EQ(near[0].stored.id, tuned);
  EXPECT_EQ(llvm::cantFail(database->collectGarbage({1, 90})).records, 1);
  EXPECT_EQ(lookedUp(exampleKey()), tuned);
}

// Records of strangers count when their numbers were checked here, or when they are trusted; the machine's own first.
TEST_F(DatabaseTest, Trust) {
  std::string foreign = commit(exampleRecord(exampleKey(), 100), {"theirs.jsonl", false});
  EXPECT_EQ(lookedUp(exampleKey()), "");
  EXPECT_EQ(lookedUp(exampleKey(), Trust::Imported), foreign);
  llvm::cantFail(database->setVerified(foreign, true));
  EXPECT_EQ(lookedUp(exampleKey()), foreign);
  std::string own = commit(exampleRecord(exampleKey(), 1000));
  EXPECT_EQ(lookedUp(exampleKey()), own);
}

// What a record's source is called decides nothing about trust: one that was not checked here does not count, whatever
// its name.
TEST_F(DatabaseTest, NamesAreNotTrusted) {
  commit(exampleRecord(exampleKey(), 100), {kOwnSource.str(), false});
  EXPECT_EQ(lookedUp(exampleKey()), "");
  EXPECT_TRUE(llvm::cantFail(database->nearest(exampleKey(), Trust::Verified, 1)).empty());
  for (const char *file : {"local", "./local", "local\n", "-"})
    EXPECT_NE(sourceOfFile(file), kOwnSource.str()) << file;
}

// A record is stored once; what was verified stays so, and its source stays the first one.
TEST_F(DatabaseTest, Twice) {
  std::string id = commit(exampleRecord(), {"a.jsonl", true});
  EXPECT_EQ(commit(exampleRecord(), {"b.jsonl", false}), id);
  StoredRecord stored = llvm::cantFail(database->find(id));
  EXPECT_TRUE(stored.provenance.isVerified);
  EXPECT_EQ(stored.provenance.source, "a.jsonl");
  EXPECT_EQ(llvm::cantFail(database->stats()).records, 1);
}

// A record of another schedule vocabulary is kept, and not applied.
TEST_F(DatabaseTest, Vocabulary) {
  Record record = exampleRecord();
  record.toolchain.vocabulary = "aicc-schedule/9";
  commit(record);
  EXPECT_EQ(lookedUp(exampleKey()), "");
  EXPECT_EQ(llvm::cantFail(database->stats()).records, 1);
}

// Near records come in the order of their distance, with what differs; other kernels never.
TEST_F(DatabaseTest, Nearest) {
  std::string exact = commit(exampleRecord(exampleKey(512)));
  std::string near = commit(exampleRecord(exampleKey(500)));
  commit(exampleRecord(exampleKey(16)));
  Record other = exampleRecord();
  other.key.kernelText.replace(other.key.kernelText.find("a1 f32"), 6, "a1 f16");
  other.key.kernelDigest = aicc::kernel::digest(other.key.kernelText);
  commit(other);
  std::vector<Near> found = llvm::cantFail(database->nearest(exampleKey(512), Trust::Verified, 2));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].stored.id, exact);
  EXPECT_EQ(found[1].stored.id, near);
  EXPECT_EQ(found[1].differences, (std::vector<std::string>{"kernel d0: record 500, here 512"}));
}

// A record is found by the first digits of its id.
TEST_F(DatabaseTest, Find) {
  std::string id = commit(exampleRecord());
  EXPECT_EQ(llvm::cantFail(database->find(id.substr(0, 8))).id, id);
  EXPECT_NE(llvm::toString(database->find("0000").takeError()).find("has no record"), std::string::npos);
  EXPECT_NE(llvm::toString(database->find("12").takeError()).find("first 4"), std::string::npos);
  EXPECT_NE(llvm::toString(database->find("../../etc").takeError()).find("first 4"), std::string::npos);
}

// Every candidate is kept with its samples, losers too, in the order of the search.
TEST_F(DatabaseTest, Trials) {
  Trial trial;
  trial.schedule = exampleRecord().schedule;
  trial.timing = exampleRecord().timing;
  trial.session = "s1", trial.ms = 1.0 / 3, trial.reference = exampleRecord().defaultTiming;
  llvm::cantFail(database->addTrial(exampleKey(), trial));
  trial.outcome = Outcome::Crashed, trial.timing = trial.reference = {}, trial.ms = std::nullopt, trial.number = 1,
  trial.detail = "signal 11";
  llvm::cantFail(database->addTrial(exampleKey(), trial));
  trial.session = "s2";
  llvm::cantFail(database->addTrial(exampleKey(), trial));
  std::vector<Trial> kept = llvm::cantFail(database->trials(exampleKey(), "s1"));
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].timing.ns, exampleRecord().timing.ns);
  EXPECT_EQ(kept[0].schedule.knobs, exampleRecord().schedule.knobs);
  EXPECT_EQ(kept[0].reference.ns, exampleRecord().defaultTiming.ns);
  EXPECT_EQ(kept[0].ms, 1.0 / 3); // every bit of it: the same times give the same candidates
  EXPECT_EQ(kept[1].outcome, Outcome::Crashed);
  EXPECT_FALSE(kept[1].ms || !kept[1].reference.ns.empty());
  EXPECT_EQ(kept[1].detail, "signal 11");
  EXPECT_EQ(llvm::cantFail(database->trials(exampleKey())).size(), 3u);
  EXPECT_EQ(llvm::cantFail(database->stats()).trialsByOutcome,
            (std::map<std::string, int64_t>{{"crashed", 2}, {"timed", 1}}));
}

// A search's state is that which was saved last, with a trial; a state that is refused takes its trial along.
TEST_F(DatabaseTest, Searches) {
  EXPECT_EQ(llvm::cantFail(database->beginSearch("s")), "s-1");
  EXPECT_FALSE(llvm::cantFail(database->lastSearch("s")));
  Trial trial;
  trial.schedule = exampleRecord().schedule;
  for (const char *text : {"one", "two"}) {
    SearchState state = {"s-1", text};
    llvm::cantFail(database->addTrial(exampleKey(), trial, &state));
  }
  EXPECT_EQ(llvm::cantFail(database->lastSearch("s"))->state, "two");
  SearchState tooLong = {"s-1", std::string((1 << 20) + 1, 'x')};
  EXPECT_NE(llvm::toString(database->addTrial(exampleKey(), trial, &tooLong)), "");
  EXPECT_EQ(llvm::cantFail(database->lastSearch("s"))->state, "two");
  EXPECT_EQ(llvm::cantFail(database->trials(exampleKey())).size(), 2u);
}

// Each search has a session of its own, whoever asks and however many there were; what is taken up is the last one that
// has a state. Of two processes that go on with one search the second is told.
TEST_F(DatabaseTest, Sessions) {
  std::unique_ptr<Database> other = create(path);
  for (int64_t run = 1; run <= 12; ++run)
    EXPECT_EQ(llvm::cantFail((run % 2 ? database : other)->beginSearch("s")), "s-" + std::to_string(run));
  EXPECT_EQ(llvm::cantFail(database->beginSearch("r")), "r-1");
  Trial trial;
  trial.schedule = exampleRecord().schedule;
  for (const char *session : {"s-9", "s-10", "s-2"}) {
    SearchState state = {session, "of " + std::string(session)};
    trial.session = session;
    llvm::cantFail(database->addTrial(exampleKey(), trial, &state));
  }
  EXPECT_EQ(llvm::cantFail(database->lastSearch("s"))->session, "s-10");
  EXPECT_EQ(llvm::cantFail(other->lastSearch("s"))->state, "of s-10");
  SearchState behind = {"s-2", "of another process", 0};
  std::string said = llvm::toString(other->addTrial(exampleKey(), trial, &behind));
  EXPECT_NE(said.find("expected the search to have 0 trials, found 1: another process goes on with it"),
            std::string::npos)
      << said;
  EXPECT_EQ(llvm::cantFail(database->trials(exampleKey(), "s-2")).size(), 1u);
}

// Housekeeping keeps the fastest records of each key and young trials, and removes rows that were damaged.
TEST_F(DatabaseTest, Garbage) {
  for (int64_t ns : {1000, 1100, 1200, 1300})
    commit(exampleRecord(exampleKey(), ns));
  std::string damaged = commit(exampleRecord(exampleKey(16)));
  Trial old;
  old.schedule = exampleRecord().schedule, old.takenAt = 1;
  llvm::cantFail(database->addTrial(exampleKey(), old));
  old.takenAt = 0;
  llvm::cantFail(database->addTrial(exampleKey(), old));
  execute(path, "UPDATE records SET line = replace(line, 'a test', 'a pest') WHERE id = '" + damaged + "'");
  Garbage garbage = llvm::cantFail(database->collectGarbage({2, 90}));
  EXPECT_EQ(garbage.records, 3);
  EXPECT_EQ(garbage.trials, 1);
  EXPECT_EQ(llvm::cantFail(database->lookup(exampleKey(), Trust::Verified))->record.timing.medianNs(), 1000);
  EXPECT_EQ(llvm::cantFail(database->stats()).records, 2);
}

// A record that counts stays before a faster one that nobody has verified.
TEST_F(DatabaseTest, GarbageKeepsWhatCounts) {
  std::string counts = commit(exampleRecord(exampleKey(), 1000), {"ours.jsonl", true});
  commit(exampleRecord(exampleKey(), 700), {"theirs.jsonl", false});
  EXPECT_EQ(llvm::cantFail(database->collectGarbage({1, 90})).records, 1);
  EXPECT_EQ(lookedUp(exampleKey()), counts);
}

// Of a search that has young trials no trial goes; one whose trials are all old goes as a whole. Who goes on with it is
// told.
TEST_F(DatabaseTest, GarbageKeepsSearchesWhole) {
  Trial trial;
  trial.schedule = exampleRecord().schedule;
  for (auto [session, takenAt] :
       {std::pair("young", 1), std::pair("young", 0), std::pair("old", 1), std::pair("old", 2)}) {
    trial.session = session, trial.takenAt = takenAt;
    llvm::cantFail(database->addTrial(exampleKey(), trial));
  }
  EXPECT_EQ(llvm::cantFail(database->collectGarbage({3, 90})).trials, 2);
  EXPECT_EQ(llvm::cantFail(database->trials(exampleKey(), "young")).size(), 2u);
  EXPECT_EQ(llvm::cantFail(database->trials(exampleKey(), "old")).size(), 0u);
  SearchState removed = {"old", "of a tuner that runs", 2};
  std::string said = llvm::toString(database->addTrial(exampleKey(), trial, &removed));
  EXPECT_NE(said.find("expected the search to have 2 trials, found 0: they were removed, as aicc cache gc does"),
            std::string::npos)
      << said;
}

// Files of older schemas are migrated: records stay with what they gain, and are found as near ones; trials stay. A
// damaged line is no hindrance. A file that may not be written says so.
TEST_F(DatabaseTest, Migration) {
  std::string tuned = commit(recordOf(1000, 1200));
  commit(recordOf(990, 990));
  std::string damaged = commit(exampleRecord(exampleKey(16)));
  Trial trial;
  trial.schedule = exampleRecord().schedule, trial.timing = exampleRecord().timing;
  llvm::cantFail(database->addTrial(exampleKey(), trial));
  execute(path, "UPDATE records SET line = substr(line, 1, 100) WHERE id = '" + damaged + "'");
  std::string older = "ALTER TABLE records DROP COLUMN default_ns; ALTER TABLE trials DROP COLUMN ms; "
                      "ALTER TABLE trials DROP COLUMN reference; PRAGMA user_version = 2;";
  for (const char *version : {"2", "1"}) {
    database.reset();
    execute(path, older);
    older += "DROP INDEX tasks_by_family; ALTER TABLE tasks DROP COLUMN family; PRAGMA user_version = 1;";
    std::string said = llvm::toString(openDatabase(path, Access::ReadOnly).takeError());
    EXPECT_NE(said.find("expected schema version 3, found " + std::string(version)), std::string::npos) << said;
    database = create(path);
    EXPECT_EQ(lookedUp(exampleKey()), tuned);
    EXPECT_EQ(llvm::cantFail(database->nearest(exampleKey(256), Trust::Verified, 1)).front().stored.id, tuned);
    std::vector<Trial> kept = llvm::cantFail(database->trials(exampleKey()));
    ASSERT_EQ(kept.size(), 1u);
    EXPECT_EQ(kept[0].timing.ns, trial.timing.ns);
    EXPECT_FALSE(kept[0].ms || !kept[0].reference.ns.empty());
  }
}

// Files of a newer aicc and of other programs are refused and stay as they are.
TEST_F(DatabaseTest, ForeignFiles) {
  database.reset();
  execute(path, "PRAGMA user_version = 99;");
  EXPECT_NE(llvm::toString(openDatabase(path, Access::Create).takeError()).find("a newer aicc wrote it"),
            std::string::npos);
  std::string other = folder.file("other.db");
  execute(other, "CREATE TABLE t (x);");
  EXPECT_NE(llvm::toString(openDatabase(other, Access::Create).takeError()).find("belongs to another program"),
            std::string::npos);
}

// Reading a database that is not there finds nothing and creates nothing; writing to one opened for reading is an error.
TEST_F(DatabaseTest, ReadOnly) {
  std::string missing = folder.file("missing/tuning.db");
  database = llvm::cantFail(openDatabase(missing, Access::ReadOnly));
  EXPECT_EQ(lookedUp(exampleKey()), "");
  EXPECT_NE(llvm::toString(database->commit(exampleRecord(), {}).takeError()).find("opened to be read alone"),
            std::string::npos);
  EXPECT_FALSE(llvm::sys::fs::exists(folder.file("missing")));
}

// The default place follows the XDG base directory specification.
TEST(DatabasePath, Default) {
  EXPECT_EQ(defaultDatabasePath("/data", "/home/u"), "/data/aicc/tuning.db");
  EXPECT_EQ(defaultDatabasePath("", "/home/u"), "/home/u/.local/share/aicc/tuning.db");
  EXPECT_EQ(defaultDatabasePath("relative", "/home/u"), "/home/u/.local/share/aicc/tuning.db");
  EXPECT_EQ(defaultDatabasePath("", ""), "");
  EXPECT_NE(llvm::toString(openDatabase("", Access::Create).takeError()), "");
}
