// Counting and clearing; see SqliteDatabase.h.
#include "autotune/Database/RecordLine.h"
#include "autotune/Database/SqliteDatabase.h"
#include "autotune/Database/SqliteSchema.h"

#include "llvm/Support/FileSystem.h"
#include <ctime>

using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

Expected<int64_t> SqliteDatabase::count(const char *sql) {
  Statement select(*connection, sql, "count");
  Expected<bool> row = select.next();
  if (!row)
    return row.takeError();
  return select.number(0);
}

Error SqliteDatabase::removeRows(const char *sql, int64_t parameter, int64_t &removed) {
  if (Error error = Statement(*connection, sql, "remove what is old").bind(parameter).run())
    return error;
  removed += connection->changes();
  return Error::success();
}

Error SqliteDatabase::removeDamaged(Garbage &garbage) {
  std::vector<std::string> damaged;
  Statement select(*connection, "SELECT id, line FROM records", "read records");
  Expected<bool> row = select.next();
  for (; row && *row; row = select.next()) {
    Expected<Record> record = parseLine(select.text(1));
    if (!record || idOf(*record) != select.text(0))
      damaged.push_back(select.text(0).str());
    llvm::consumeError(record.takeError());
  }
  for (const std::string &id : damaged)
    if (Error error = Statement(*connection, "DELETE FROM records WHERE id = ?", "remove a record").bind(id).run())
      return error;
  garbage.records += damaged.size();
  return row.takeError();
}

Error SqliteDatabase::removeOld(const GarbagePolicy &policy, Garbage &garbage) {
  int64_t before = int64_t(std::time(nullptr)) - policy.trialDays * 86400;
  if (Error error = removeDamaged(garbage))
    return error;
  // Records that count come first: a fast one that nobody may use must not drive them out.
  if (Error error =
          removeRows("DELETE FROM records WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION "
                     "BY key, vocabulary ORDER BY verified DESC, " AICC_BEST_FIRST ") AS place FROM records) "
                     "WHERE place > ?)",
                     policy.keepPerKey, garbage.records))
    return error;
  // A search goes as a whole: what is taken up begins with its default.
  if (Error error = removeRows("DELETE FROM trials WHERE taken_at < ?1 AND (session = '' OR session NOT IN "
                               "(SELECT session FROM trials WHERE taken_at >= ?1))",
                               before, garbage.trials))
    return error;
  if (Error error = removeRows("DELETE FROM searches WHERE saved_at < ? AND session NOT IN (SELECT session FROM trials)",
                               before, garbage.sessions))
    return error;
  return connection->execute("DELETE FROM tasks WHERE key NOT IN (SELECT key FROM records) AND key NOT IN (SELECT key "
                             "FROM trials);",
                             "remove what is old");
}

Expected<Garbage> SqliteDatabase::collectGarbage(const GarbagePolicy &policy) {
  Garbage garbage;
  Expected<Stats> before = stats();
  if (!before)
    return before.takeError();
  if (Error error = write("remove what is old", [&] { return removeOld(policy, garbage); }))
    return std::move(error);
  // Outside of a transaction, and a convenience: where another process reads, the file stays large.
  llvm::consumeError(connection->execute("PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);", ""));
  Expected<Stats> after = stats();
  if (!after)
    return after.takeError();
  garbage.bytes = std::max<int64_t>(0, before->fileBytes - after->fileBytes);
  return garbage;
}

Expected<Stats> SqliteDatabase::stats() {
  Stats stats;
  for (auto [member, sql] :
       {std::pair(&stats.records, "SELECT count(*) FROM records"),
        std::pair(&stats.verified, "SELECT count(*) FROM records WHERE verified"),
        std::pair(&stats.imported, "SELECT count(*) FROM records WHERE source != 'local'"),
        std::pair(&stats.kernels, "SELECT count(DISTINCT digest) FROM tasks"),
        std::pair(&stats.devices, "SELECT count(DISTINCT silicon) FROM tasks"),
        std::pair(&stats.trials, "SELECT count(*) FROM trials"),
        std::pair(&stats.sessions, "SELECT count(*) FROM searches")}) {
    Expected<int64_t> number = count(sql);
    if (!number)
      return number.takeError();
    *member = *number;
  }
  Statement outcomes(*connection, "SELECT outcome, count(*) FROM trials GROUP BY outcome", "count");
  Expected<bool> row = outcomes.next();
  for (; row && *row; row = outcomes.next())
    stats.trialsByOutcome[outcomes.text(0).str()] = outcomes.number(1);
  if (!row)
    return row.takeError();
  uint64_t bytes = 0;
  if (!llvm::sys::fs::file_size(connection->getPath(), bytes))
    stats.fileBytes = bytes;
  return stats;
}
