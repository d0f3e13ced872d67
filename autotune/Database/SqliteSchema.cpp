// See SqliteSchema.h. Each version is what is done to the one before.
#include "autotune/Database/SqliteSchema.h"
#include "autotune/Database/Nearness.h"

#include "llvm/ADT/Twine.h"
#include <sqlite3.h>
#include <thread>

using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;
using llvm::Twine;

static const char *const kVersions[] = {
    // 1
    R"sql(
    CREATE TABLE tasks (key TEXT PRIMARY KEY, kernel TEXT NOT NULL, digest TEXT NOT NULL, layouts TEXT NOT NULL,
                        silicon TEXT NOT NULL, threads INTEGER NOT NULL);
    CREATE INDEX tasks_by_digest ON tasks (digest);
    CREATE TABLE records (id TEXT PRIMARY KEY, key TEXT NOT NULL REFERENCES tasks (key), vocabulary TEXT NOT NULL,
                          median_ns INTEGER NOT NULL, line TEXT NOT NULL, source TEXT NOT NULL,
                          verified INTEGER NOT NULL, stored_at INTEGER NOT NULL);
    CREATE INDEX records_by_key ON records (key, median_ns);
    CREATE TABLE trials (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL REFERENCES tasks (key),
                         session TEXT NOT NULL, place INTEGER NOT NULL, schedule TEXT NOT NULL, knobs TEXT NOT NULL,
                         outcome TEXT NOT NULL, timing TEXT NOT NULL, detail TEXT NOT NULL, taken_at INTEGER NOT NULL);
    CREATE INDEX trials_by_key ON trials (key, session);
    CREATE INDEX trials_by_session ON trials (session);
    CREATE TABLE searches (session TEXT PRIMARY KEY, state TEXT NOT NULL, saved_at INTEGER NOT NULL);
    )sql",
    // 2: kernels that differ in extents alone are found.
    R"sql(
    ALTER TABLE tasks ADD COLUMN family TEXT NOT NULL DEFAULT '';
    UPDATE tasks SET family = aicc_family(kernel);
    CREATE INDEX tasks_by_family ON tasks (family);
    )sql",
    // 3: records are compared by what they gain over their defaults (a damaged line gains nothing), and times are
    // columns of their trials.
    R"sql(
    ALTER TABLE records ADD COLUMN default_ns INTEGER NOT NULL DEFAULT 0;
    UPDATE records SET default_ns = CAST(json_extract(line, '$.default.timing.median_ns') AS INTEGER)
        WHERE CASE WHEN json_valid(line) THEN json_type(line, '$.default.timing.median_ns') = 'integer' ELSE FALSE END;
    ALTER TABLE trials ADD COLUMN ms REAL;
    ALTER TABLE trials ADD COLUMN reference TEXT NOT NULL DEFAULT '';
    )sql"};
static_assert(std::size(kVersions) == kSchemaVersion);

static void familyFunction(sqlite3_context *context, int, sqlite3_value **values) {
  auto text = reinterpret_cast<const char *>(sqlite3_value_text(values[0]));
  std::string family = familyOf(text ? text : "");
  sqlite3_result_text(context, family.c_str(), family.size(), SQLITE_TRANSIENT);
}

/// The version of the file; 0 for an empty one.
static Expected<int64_t> versionOf(Connection &connection) {
  // One statement sees one state: between several another process may create the tables.
  Statement select(connection,
                   "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema) "
                   "FROM pragma_user_version, pragma_application_id",
                   "read it");
  Expected<bool> row = select.next();
  if (!row)
    return row.takeError();
  int64_t version = select.number(0), application = select.number(1), tables = select.number(2);
  if (tables && application != kApplicationId)
    return connection.failure("use it", "it belongs to another program; choose another with --database");
  if (version > kSchemaVersion || version < 0)
    return connection.failure("use it", "expected schema version " + Twine(kSchemaVersion) + " or older, found " +
                                            Twine(version) +
                                            "; a newer aicc wrote it: use that one, or choose another "
                                            "with --database");
  return version;
}

static Error migrate(Connection &connection) {
  // Another process may have been faster.
  Expected<int64_t> version = versionOf(connection);
  if (!version)
    return version.takeError();
  for (int64_t next = *version; next < kSchemaVersion; ++next)
    if (Error error = connection.execute(kVersions[next], "migrate it"))
      return error;
  std::string marks = ("PRAGMA application_id = " + Twine(kApplicationId) + "; PRAGMA user_version = " +
                       Twine(kSchemaVersion) + ";").str();
  return connection.execute(marks.c_str(), "migrate it");
}

/// A log beside the file lets readers and one writer work at once. Turning it on is refused without waiting where another
/// process is just doing so.
static Error enableLog(Connection &connection) {
  constexpr int kTries = 300;
  for (int tried = 0;; ++tried) {
    Error error = connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", "open it");
    if (!error || tried == kTries || (sqlite3_errcode(connection.handle()) & 0xff) != SQLITE_BUSY)
      return error;
    llvm::consumeError(std::move(error));
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

Error aicc::autotune::prepareSchema(Connection &connection, bool mayWrite) {
  sqlite3_create_function(connection.handle(), "aicc_family", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                          familyFunction, nullptr, nullptr);
  Expected<int64_t> version = versionOf(connection);
  if (!version)
    return version.takeError();
  if (!mayWrite)
    return *version == kSchemaVersion
               ? Error::success()
               : connection.failure("read it", "expected schema version " + Twine(kSchemaVersion) + ", found " +
                                                   Twine(*version) + "; any command that writes migrates it, such as "
                                                                     "aicc cache gc");
  if (Error error = enableLog(connection))
    return error;
  if (*version == kSchemaVersion)
    return Error::success();
  return connection.transact("migrate it", [&] { return migrate(connection); });
}
