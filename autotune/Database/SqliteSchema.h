// The tables of the database, version by version.
//
//   tasks     one row a key: kernel, layouts, silicon, team; `family` since version 2
//   records   the canonical line of each record, with what is searched by in columns of its own
//   trials    every candidate of every search, losers too
//   searches  what a search that was ended needs to go on beside its trials
// Version 3 has added the default's time to records; and to trials the time with the drift taken out, and the default's
// calls in turns with it.
#ifndef AICC_AUTOTUNE_DATABASE_SQLITESCHEMA_H
#define AICC_AUTOTUNE_DATABASE_SQLITESCHEMA_H

#include "autotune/Database/Sqlite.h"

namespace aicc::autotune {
/// The version that this program reads and writes.
inline constexpr int64_t kSchemaVersion = 3;
/// The order of records of one key, the one that counts most first. Those measured here come first, then those that
/// gained most over the default, which was timed in turns with each: medians of different days differ by the machine's
/// clock.
#define AICC_BEST_FIRST "source = 'local' DESC, CAST(median_ns AS REAL) / max(default_ns, 1), median_ns, id"
/// What marks a file as a database of aicc: "aicc" as a number.
inline constexpr int64_t kApplicationId = 0x61696363;

/// Brings the tables to `kSchemaVersion`: creates them in an empty file, migrates older ones, refuses newer ones and files
/// of other programs. With `mayWrite` false, refuses older ones too.
llvm::Error prepareSchema(Connection &connection, bool mayWrite);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_SQLITESCHEMA_H
