// A narrow door to SQLite: connections and statements whose errors say which file, what failed and what to do.
#ifndef AICC_AUTOTUNE_DATABASE_SQLITE_H
#define AICC_AUTOTUNE_DATABASE_SQLITE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace aicc::autotune {
/// One open file. Not for several threads at once.
class Connection {
public:
  explicit Connection(std::string path) : path(std::move(path)) {}
  ~Connection();
  Connection(const Connection &) = delete;
  Connection &operator=(const Connection &) = delete;

  /// Opens the file to read and write, and creates it where it is not there.
  llvm::Error openForWriting(int busyMs);
  /// Opens the file to read alone; it has to be there.
  llvm::Error openForReading(int busyMs);
  /// Opens an empty database in memory in the place of a file that is not there.
  llvm::Error openEmpty();

  /// Runs statements that return no rows. `what` is for errors: "store a record".
  llvm::Error execute(const char *sql, llvm::StringRef what);
  /// Runs `work` in one transaction that writes: all of it, or after an error nothing. Fails where the file was removed
  /// or replaced while it was open.
  llvm::Error transact(llvm::StringRef what, llvm::function_ref<llvm::Error()> work);

  /// The error of the last call, in words for people.
  llvm::Error failure(llvm::StringRef what) const;
  /// An error that begins like `failure`.
  llvm::Error failure(llvm::StringRef what, const llvm::Twine &reason) const;
  /// The number of rows that the last statement changed.
  int64_t changes() const;
  sqlite3 *handle() const { return db; }
  const std::string &getPath() const { return path; }

private:
  llvm::Error open(const std::string &name, int flags, int busyMs);
  llvm::Error checkPlace(llvm::StringRef what) const;

  std::string path;
  sqlite3 *db = nullptr;
};

/// One prepared statement. Parameters are bound in the order of their question marks.
class Statement {
public:
  Statement(Connection &connection, const char *sql, llvm::StringRef what);
  ~Statement();
  Statement(const Statement &) = delete;
  Statement &operator=(const Statement &) = delete;

  Statement &bind(llvm::StringRef text);
  Statement &bind(int64_t number);
  /// Binds NULL for nothing.
  Statement &bind(std::optional<double> number);

  /// Steps to the next row. False where there is none.
  llvm::Expected<bool> next();
  /// Runs to the end.
  llvm::Error run();

  /// Column `index` of the row, from 0.
  llvm::StringRef text(int index) const;
  int64_t number(int index) const;
  /// Nothing for NULL.
  std::optional<double> real(int index) const;

private:
  Connection &connection;
  std::string what;
  sqlite3_stmt *statement = nullptr;
  int parameters = 0;
  bool isGood = true;
};

/// What `read` makes of each row of `select` that is left.
template <typename T>
llvm::Expected<std::vector<T>> collect(Statement &select,
                                       llvm::function_ref<llvm::Expected<T>(const Statement &)> read) {
  std::vector<T> result;
  for (llvm::Expected<bool> row = select.next();; row = select.next()) {
    if (!row)
      return row.takeError();
    if (!*row)
      return result;
    llvm::Expected<T> value = read(select);
    if (!value)
      return value.takeError();
    result.push_back(std::move(*value));
  }
}
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_SQLITE_H
