// What `aicc cache` says about records, for people and for programs.
#ifndef AICC_AUTOTUNE_DATABASE_CACHEREPORT_H
#define AICC_AUTOTUNE_DATABASE_CACHEREPORT_H

#include "autotune/Database/Database.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace aicc::autotune {
/// A table, one record a line.
void printList(llvm::raw_ostream &os, llvm::ArrayRef<StoredRecord> records);
/// The same as an array of objects.
void writeList(llvm::json::OStream &json, llvm::ArrayRef<StoredRecord> records);

/// Everything about one record.
void printRecord(llvm::raw_ostream &os, const StoredRecord &stored);
/// The record's line as an object, beside where it comes from.
void writeRecord(llvm::json::OStream &json, const StoredRecord &stored);

void printStats(llvm::raw_ostream &os, llvm::StringRef path, const Stats &stats);
void writeStats(llvm::json::OStream &json, llvm::StringRef path, const Stats &stats);

/// A kernel, device and team for which both sides have records, and the least median of each in nanoseconds.
struct SharedKey {
  Key key;
  int64_t firstNs, secondNs;
};

/// How two sets of records differ.
struct Difference {
  std::vector<Record> onlyFirst, onlySecond; ///< in the order of their ids
  int64_t both = 0;
  std::vector<SharedKey> faster; ///< keys whose least medians differ
};

Difference compareRecords(llvm::ArrayRef<Record> first, llvm::ArrayRef<Record> second);
void printDifference(llvm::raw_ostream &os, const Difference &difference);
void writeDifference(llvm::json::OStream &json, const Difference &difference);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_CACHEREPORT_H
