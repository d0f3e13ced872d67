// See Sqlite.h.
#include "autotune/Database/Sqlite.h"

#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include <sqlite3.h>

using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;

//===-- Errors --------------------------------------------------------------------------------------------------===//

/// What to do about a result code, after what happened in words.
static StringRef adviceFor(int code) {
  switch (code & 0xff) {
  case SQLITE_FULL:
    return "; what was stored before is kept: make room and start again";
  case SQLITE_READONLY:
  case SQLITE_PERM:
  case SQLITE_AUTH:
    return "; expected a file and a folder that may be written: choose another with --database";
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return "; another process has locked it: end that one, or try again";
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return "; expected a database of aicc: move the file away, and bring records back with aicc cache import";
  case SQLITE_CANTOPEN:
    return "; expected a file that may be opened, in a folder that is there";
  case SQLITE_IOERR:
    return "; what was stored before is kept: check the disk";
  default:
    return "";
  }
}

Error Connection::failure(StringRef what, const Twine &reason) const {
  return llvm::createStringError("database " + path + ": cannot " + what + ": " + reason);
}

Error Connection::failure(StringRef what) const {
  int code = db ? sqlite3_extended_errcode(db) : SQLITE_NOMEM;
  return failure(what, Twine(db ? sqlite3_errmsg(db) : "out of memory") + adviceFor(code));
}

//===-- Connections ---------------------------------------------------------------------------------------------===//

Connection::~Connection() { sqlite3_close_v2(db); }

Error Connection::open(const std::string &name, int flags, int busyMs) {
  sqlite3_close_v2(db);
  if (sqlite3_open_v2(name.c_str(), &db, flags, nullptr) != SQLITE_OK)
    return failure("open it");
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, busyMs);
  // Records come from strangers, the file may too: no function of the schema runs, and no page is trusted.
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  return execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;", "open it");
}

Error Connection::openForWriting(int busyMs) {
  return open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, busyMs);
}

/// "file:…?immutable=1" with what a URI reserves escaped.
static std::string immutableUri(StringRef path) {
  std::string uri = "file:";
  for (char c : path)
    uri += c == '%' ? "%25" : c == '?' ? "%3f" : c == '#' ? "%23" : std::string(1, c);
  return uri + "?immutable=1";
}

Error Connection::openForReading(int busyMs) {
  if (Error error = open(path, SQLITE_OPEN_READONLY, busyMs))
    return error;
  Error first = execute("SELECT count(*) FROM sqlite_schema;", "read it");
  bool isUnwritable = db && (sqlite3_errcode(db) == SQLITE_CANTOPEN || sqlite3_errcode(db) == SQLITE_READONLY);
  if (!first || !isUnwritable || llvm::sys::fs::exists(path + "-wal"))
    return first;
  // In a folder that may not be written there is no place for the log's index; without a log none is needed.
  llvm::consumeError(std::move(first));
  return open(immutableUri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, busyMs);
}

Error Connection::openEmpty() { return open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, 0); }

Error Connection::execute(const char *sql, StringRef what) {
  return sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK ? Error::success() : failure(what);
}

int64_t Connection::changes() const { return sqlite3_changes64(db); }

Error Connection::checkPlace(StringRef what) const {
  int moved = 0;
  if (sqlite3_file_control(db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || !moved)
    return Error::success();
  return failure(what, "the file was removed or replaced while it was in use; expected it to stay: start again, and a new "
                       "database is made");
}

Error Connection::transact(StringRef what, llvm::function_ref<Error()> work) {
  if (Error error = checkPlace(what))
    return error;
  if (Error error = execute("BEGIN IMMEDIATE;", what))
    return error;
  Error error = work();
  if (!error && sqlite3_exec(db, "COMMIT;", nullptr, nullptr, nullptr) != SQLITE_OK)
    error = failure(what);
  if (!error)
    return checkPlace(what);
  // Some errors have ended the transaction already; then this fails, as it should.
  sqlite3_exec(db, "ROLLBACK;", nullptr, nullptr, nullptr);
  return error;
}

//===-- Statements ----------------------------------------------------------------------------------------------===//

Statement::Statement(Connection &connection, const char *sql, StringRef what) : connection(connection), what(what) {
  isGood = sqlite3_prepare_v2(connection.handle(), sql, -1, &statement, nullptr) == SQLITE_OK;
}

Statement::~Statement() { sqlite3_finalize(statement); }

Statement &Statement::bind(StringRef text) {
  isGood = isGood && sqlite3_bind_text64(statement, ++parameters, text.data() ? text.data() : "", text.size(),
                                         SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK;
  return *this;
}

Statement &Statement::bind(int64_t number) {
  isGood = isGood && sqlite3_bind_int64(statement, ++parameters, number) == SQLITE_OK;
  return *this;
}

Statement &Statement::bind(std::optional<double> number) {
  isGood = isGood && (number ? sqlite3_bind_double(statement, ++parameters, *number)
                             : sqlite3_bind_null(statement, ++parameters)) == SQLITE_OK;
  return *this;
}

Expected<bool> Statement::next() {
  int code = isGood ? sqlite3_step(statement) : SQLITE_ERROR;
  if (code == SQLITE_ROW)
    return true;
  return code == SQLITE_DONE ? Expected<bool>(false) : Expected<bool>(connection.failure(what));
}

Error Statement::run() {
  Expected<bool> row = next();
  while (row && *row)
    row = next();
  return row.takeError();
}

StringRef Statement::text(int index) const {
  auto bytes = reinterpret_cast<const char *>(sqlite3_column_text(statement, index));
  return bytes ? StringRef(bytes, sqlite3_column_bytes(statement, index)) : StringRef();
}

int64_t Statement::number(int index) const { return sqlite3_column_int64(statement, index); }

std::optional<double> Statement::real(int index) const {
  if (sqlite3_column_type(statement, index) == SQLITE_NULL)
    return std::nullopt;
  return sqlite3_column_double(statement, index);
}
