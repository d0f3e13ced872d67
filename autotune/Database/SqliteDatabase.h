// The database in a SQLite file; see Database.h for what calls promise, SqliteSchema.h for the tables.
#ifndef AICC_AUTOTUNE_DATABASE_SQLITEDATABASE_H
#define AICC_AUTOTUNE_DATABASE_SQLITEDATABASE_H

#include "autotune/Database/Database.h"
#include "autotune/Database/Sqlite.h"

namespace aicc::autotune {
/// `Database` over one connection. Its methods are in SqliteDatabase.cpp, those of searches and trials in
/// SqliteSearches.cpp, those that count and clear in SqliteHousekeeping.cpp.
class SqliteDatabase : public Database {
public:
  SqliteDatabase(std::unique_ptr<Connection> connection, Access access)
      : connection(std::move(connection)), access(access) {}

  llvm::Error addTrial(const Key &key, const Trial &trial, const SearchState *search) override;
  llvm::Expected<std::vector<Trial>> trials(const Key &key, llvm::StringRef session) override;
  llvm::Expected<std::string> commit(const Record &record, const Provenance &provenance) override;
  llvm::Expected<int64_t> commitAll(llvm::ArrayRef<Record> records, const Provenance &provenance) override;
  llvm::Expected<bool> hasRecords() override;
  llvm::Expected<std::optional<StoredRecord>> lookup(const Key &key, Trust trust) override;
  llvm::Expected<std::vector<Near>> nearest(const Key &key, Trust trust, size_t limit) override;
  llvm::Expected<StoredRecord> find(llvm::StringRef prefix) override;
  llvm::Expected<std::vector<StoredRecord>> list(const Filter &filter) override;
  llvm::Error setVerified(llvm::StringRef id, bool isVerified) override;
  llvm::Error remove(llvm::StringRef id) override;
  llvm::Expected<std::string> beginSearch(llvm::StringRef base) override;
  llvm::Expected<std::optional<SearchState>> lastSearch(llvm::StringRef base) override;
  llvm::Expected<Garbage> collectGarbage(const GarbagePolicy &policy) override;
  llvm::Expected<Stats> stats() override;

private:
  llvm::Error write(llvm::StringRef what, llvm::function_ref<llvm::Error()> work);
  llvm::Error addTask(const Key &key);
  llvm::Error checkIsAlone(const SearchState &search);
  llvm::Error insertTrial(const Key &key, const Trial &trial);
  llvm::Error saveSearch(const SearchState &state);
  llvm::Error addRecord(const Record &record, const std::string &id, const Provenance &provenance);
  llvm::Expected<StoredRecord> recordAt(const Statement &row);
  llvm::Expected<Trial> trialAt(const Statement &row);
  llvm::Expected<int64_t> count(const char *sql);
  llvm::Error removeDamaged(Garbage &garbage);
  llvm::Error removeOld(const GarbagePolicy &policy, Garbage &garbage);
  llvm::Error removeRows(const char *sql, int64_t parameter, int64_t &removed);

  std::unique_ptr<Connection> connection;
  Access access;
};
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_SQLITEDATABASE_H
