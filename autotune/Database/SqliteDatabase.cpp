// Records in a SQLite file, and how it is opened; see SqliteDatabase.h.
#include "autotune/Database/SqliteDatabase.h"
#include "autotune/Database/Nearness.h"
#include "autotune/Database/RecordLine.h"
#include "autotune/Database/SqliteSchema.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <ctime>

using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;

namespace {
/// What is selected of a record, in the order that `recordAt` reads.
#define AICC_RECORD_COLUMNS "records.id, records.line, records.source, records.verified, records.stored_at"
/// Records that a lookup with trust ?1 may return. Those measured here are verified from the start: a name decides
/// nothing.
constexpr const char *kTrusted = "(records.verified OR ?)";

} // namespace

Error SqliteDatabase::write(StringRef what, llvm::function_ref<Error()> work) {
  if (access == Access::ReadOnly)
    return connection->failure(what, "it was opened to be read alone");
  return connection->transact(what, work);
}

Error SqliteDatabase::addTask(const Key &key) {
  Statement insert(*connection,
                   "INSERT OR IGNORE INTO tasks (key, kernel, digest, family, layouts, silicon, threads) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?)",
                   "store a kernel");
  insert.bind(key.digest()).bind(key.kernelText).bind(key.kernelDigest).bind(familyOf(key.kernelText));
  return insert.bind(llvm::join(key.layouts, ",")).bind(key.silicon).bind(key.threads).run();
}

//===-- Records -------------------------------------------------------------------------------------------------===//

Expected<StoredRecord> SqliteDatabase::recordAt(const Statement &row) {
  Expected<Record> record = parseLine(row.text(1));
  if (!record)
    return connection->failure("read record " + row.text(0).take_front(12).str(), llvm::toString(record.takeError()) +
                                   "; the row was changed: aicc cache gc removes it");
  return StoredRecord{row.text(0).str(), std::move(*record), {row.text(2).str(), row.number(3) != 0}, row.number(4)};
}

Error SqliteDatabase::addRecord(const Record &record, const std::string &id, const Provenance &provenance) {
  if (Error error = addTask(record.key))
    return error;
  Statement insert(
      *connection,
      "INSERT INTO records (id, key, vocabulary, median_ns, default_ns, line, source, verified, stored_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET verified = max(verified, excluded.verified)",
      "store a record");
  insert.bind(id).bind(record.key.digest()).bind(record.toolchain.vocabulary).bind(record.timing.medianNs());
  insert.bind(record.defaultTiming.medianNs())
      .bind(lineOf(record))
      .bind(provenance.source)
      .bind(int64_t(provenance.isVerified));
  return insert.bind(int64_t(std::time(nullptr))).run();
}

Expected<std::string> SqliteDatabase::commit(const Record &record, const Provenance &provenance) {
  // One record that cannot be read would hide all of its kernel's.
  if (Error error = parseLine(lineOf(record)).takeError())
    return connection->failure("store a record", "it cannot be read back: " + llvm::toString(std::move(error)));
  std::string id = idOf(record);
  if (Error error = write("store a record", [&] { return addRecord(record, id, provenance); }))
    return std::move(error);
  return id;
}

Expected<int64_t> SqliteDatabase::commitAll(llvm::ArrayRef<Record> records, const Provenance &provenance) {
  int64_t added = 0;
  Error error = write("store records", [&]() -> Error {
    for (const Record &record : records) {
      std::string id = idOf(record);
      Statement select(*connection, "SELECT 1 FROM records WHERE id = ?", "look for a record");
      Expected<bool> isKnown = select.bind(id).next();
      if (!isKnown)
        return isKnown.takeError();
      added += !*isKnown;
      if (Error error = addRecord(record, id, provenance))
        return error;
    }
    return Error::success();
  });
  return error ? Expected<int64_t>(std::move(error)) : Expected<int64_t>(added);
}

Expected<bool> SqliteDatabase::hasRecords() {
  return Statement(*connection, "SELECT 1 FROM records LIMIT 1", "look for records").next();
}

Expected<std::optional<StoredRecord>> SqliteDatabase::lookup(const Key &key, Trust trust) {
  std::string sql = std::string("SELECT " AICC_RECORD_COLUMNS " FROM records WHERE key = ? AND vocabulary = ? AND ") +
                    kTrusted + " ORDER BY " AICC_BEST_FIRST " LIMIT 1";
  Statement select(*connection, sql.c_str(), "look for a record");
  Expected<bool> row =
      select.bind(key.digest()).bind(kScheduleVocabulary).bind(int64_t(trust == Trust::Imported)).next();
  if (!row)
    return row.takeError();
  if (!*row)
    return std::nullopt;
  Expected<StoredRecord> found = recordAt(select);
  if (!found)
    return found.takeError();
  return std::optional<StoredRecord>(std::move(*found));
}

namespace {
/// A record and its place in the order: by distance, then as AICC_BEST_FIRST says.
struct Candidate {
  double distance;
  bool isForeign;
  double share; ///< of the default's time
  int64_t medianNs;
  std::string id;
  auto order() const { return std::tie(distance, isForeign, share, medianNs, id); }
};
} // namespace

static Key keyAt(const Statement &row) {
  Key key;
  key.kernelText = row.text(0), key.kernelDigest = row.text(1), key.silicon = row.text(3), key.threads = row.number(4);
  for (StringRef layout : llvm::split(row.text(2), ','))
    if (!layout.empty())
      key.layouts.push_back(layout.str());
  return key;
}

Expected<std::vector<Near>> SqliteDatabase::nearest(const Key &key, Trust trust, size_t limit) {
  std::string sql =
      std::string("SELECT kernel, digest, layouts, silicon, threads, source != 'local', median_ns, "
                  "default_ns, id FROM tasks JOIN records USING (key) WHERE family = ? AND vocabulary = ? AND ") +
      kTrusted;
  Statement select(*connection, sql.c_str(), "look for records");
  select.bind(familyOf(key.kernelText)).bind(kScheduleVocabulary).bind(int64_t(trust == Trust::Imported));
  Nearness nearness(key);
  std::vector<Candidate> candidates;
  for (Expected<bool> row = select.next();; row = select.next()) {
    if (!row)
      return row.takeError();
    if (!*row)
      break;
    int64_t medianNs = select.number(6);
    double share = double(medianNs) / double(std::max<int64_t>(select.number(7), 1));
    candidates.push_back(
        {nearness.distanceTo(keyAt(select)), select.number(5) != 0, share, medianNs, select.text(8).str()});
  }
  auto isNearer = [](const Candidate &a, const Candidate &b) { return a.order() < b.order(); };
  size_t count = std::min(candidates.size(), limit);
  std::partial_sort(candidates.begin(), candidates.begin() + count, candidates.end(), isNearer);
  candidates.resize(count);
  std::vector<Near> result;
  for (Candidate &candidate : candidates) {
    Expected<StoredRecord> stored = find(candidate.id);
    if (!stored)
      return stored.takeError();
    Gap gap = nearness.gapTo(stored->record.key);
    result.push_back({std::move(*stored), gap.distance, std::move(gap.differences)});
  }
  return result;
}

Expected<StoredRecord> SqliteDatabase::find(StringRef prefix) {
  bool isPrefix = prefix.size() >= 4 && prefix.size() <= 64 && llvm::all_of(prefix, llvm::isHexDigit);
  if (!isPrefix)
    return llvm::createStringError("expected the id of a record, or at least its first 4 hexadecimal digits; found '" +
                                   prefix + "'");
  std::string lower = prefix.lower();
  Statement select(*connection, "SELECT " AICC_RECORD_COLUMNS " FROM records WHERE id >= ? AND id < ? || 'g' LIMIT 2",
                   "look for a record");
  Expected<bool> row = select.bind(lower).bind(lower).next();
  if (!row)
    return row.takeError();
  if (!*row)
    return llvm::createStringError("database " + connection->getPath() + " has no record whose id begins with " + prefix +
                                   "; aicc cache ls lists them");
  Expected<StoredRecord> found = recordAt(select);
  Expected<bool> other = select.next();
  if (found && other && *other)
    return llvm::createStringError("several records have an id that begins with " + prefix + "; give more digits");
  if (!other)
    llvm::consumeError(other.takeError());
  return found;
}

Expected<std::vector<StoredRecord>> SqliteDatabase::list(const Filter &filter) {
  Statement select(*connection,
                   "SELECT " AICC_RECORD_COLUMNS " FROM records JOIN tasks USING (key) "
                   "WHERE substr(digest, 1, length(?)) = ? AND (? = '' OR silicon = ?) AND (? < 0 OR verified = ?) "
                   "ORDER BY id",
                   "list records");
  select.bind(filter.kernelDigest).bind(filter.kernelDigest).bind(filter.silicon).bind(filter.silicon);
  int64_t verified = filter.isVerified ? int64_t(*filter.isVerified) : -1;
  select.bind(verified).bind(verified);
  return collect<StoredRecord>(select, [&](const Statement &row) { return recordAt(row); });
}

Error SqliteDatabase::setVerified(StringRef id, bool isVerified) {
  return write("mark a record", [&]() -> Error {
    Statement update(*connection, "UPDATE records SET verified = ? WHERE id = ?", "mark a record");
    if (Error error = update.bind(int64_t(isVerified)).bind(id).run())
      return error;
    return connection->changes() ? Error::success() : connection->failure("mark record " + id.str(), "it is not there");
  });
}

Error SqliteDatabase::remove(StringRef id) {
  return write("remove a record", [&] {
    return Statement(*connection, "DELETE FROM records WHERE id = ?", "remove a record").bind(id).run();
  });
}

//===-- Opening -------------------------------------------------------------------------------------------------===//

static Error createFolder(StringRef path) {
  StringRef folder = llvm::sys::path::parent_path(path);
  std::error_code code = folder.empty() ? std::error_code() : llvm::sys::fs::create_directories(folder);
  if (!code)
    return Error::success();
  return llvm::createStringError(code, "database " + path + ": cannot create the folder " + folder + ": " +
                                           code.message() + "; choose another with --database");
}

static Error openFile(Connection &connection, Access access, int busyMs) {
  if (access == Access::ReadOnly) {
    bool isThere = llvm::sys::fs::exists(connection.getPath());
    if (Error error = isThere ? connection.openForReading(busyMs) : connection.openEmpty())
      return error;
    return prepareSchema(connection, /*mayWrite=*/!isThere);
  }
  if (Error error = createFolder(connection.getPath()))
    return error;
  if (Error error = connection.openForWriting(busyMs))
    return error;
  return prepareSchema(connection, /*mayWrite=*/true);
}

Expected<std::unique_ptr<Database>> aicc::autotune::openDatabase(StringRef path, Access access, int busyMs) {
  if (path.empty())
    return llvm::createStringError("expected the path of a database: set HOME or XDG_DATA_HOME, or give --database");
  auto connection = std::make_unique<Connection>(path.str());
  if (Error error = openFile(*connection, access, busyMs))
    return std::move(error);
  return std::make_unique<SqliteDatabase>(std::move(connection), access);
}

std::string aicc::autotune::defaultDatabasePath(StringRef dataHome, StringRef home) {
  llvm::SmallString<128> path;
  if (llvm::sys::path::is_absolute(dataHome))
    path = dataHome;
  else if (!home.empty())
    llvm::sys::path::append(path, home, ".local", "share");
  else
    return "";
  llvm::sys::path::append(path, "aicc", "tuning.db");
  return std::string(path);
}
