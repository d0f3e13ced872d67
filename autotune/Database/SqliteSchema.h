// The tables of the database, version by version.
//
//   tasks     one row a key: kernel, layouts, silicon, team; `family` since version 2
//   records   the canonical line of each record, with what is searched by in columns of its own
//   trials    every candidate of every search, losers too
//   searches  what a search that was ended needs to go on
#ifndef AICC_AUTOTUNE_DATABASE_SQLITESCHEMA_H
#define AICC_AUTOTUNE_DATABASE_SQLITESCHEMA_H

#include "autotune/Database/Sqlite.h"

namespace aicc::autotune {
/// The version that this program reads and writes.
inline constexpr int64_t kSchemaVersion = 2;
/// What marks a file as a database of aicc: "aicc" as a number.
inline constexpr int64_t kApplicationId = 0x61696363;

/// Brings the tables to `kSchemaVersion`: creates them in an empty file, migrates older ones, refuses newer ones and files
/// of other programs. With `mayWrite` false, refuses older ones too.
llvm::Error prepareSchema(Connection &connection, bool mayWrite);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_SQLITESCHEMA_H
