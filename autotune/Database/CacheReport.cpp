// See CacheReport.h.
#include "autotune/Database/CacheReport.h"
#include "autotune/Database/RecordLine.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace aicc::autotune;
using llvm::formatv;
using llvm::raw_ostream;
using llvm::StringRef;
using llvm::json::OStream;

static std::string shortened(StringRef digest) { return digest.take_front(12).str(); }

static std::string milliseconds(int64_t ns) { return formatv("{0:f4}", double(ns) * 1e-6).str(); }

static std::string team(int64_t threads) { return std::to_string(threads) + (threads == 1 ? " thread" : " threads"); }

static StringRef trustOf(const StoredRecord &stored) {
  return stored.provenance.isVerified ? "verified" : "unverified";
}

/// Strings that strangers wrote have been checked to be ASCII, all but names of files.
static std::string text(StringRef text) { return llvm::json::fixUTF8(text); }

//===-- Lists ---------------------------------------------------------------------------------------------------===//

void aicc::autotune::printList(raw_ostream &os, llvm::ArrayRef<StoredRecord> records) {
  if (records.empty()) {
    os << "no records\n";
    return;
  }
  os << formatv("{0,-12} {1,-12} {2,-20} {3,7} {4,12} {5,8} {6,-10} {7}\n", "record", "kernel", "device", "threads",
                "median ms", "speedup", "trust", "source");
  for (const StoredRecord &stored : records)
    os << formatv("{0,-12} {1,-12} {2,-20} {3,7} {4,12} {5,8} {6,-10} {7}\n", shortened(stored.id),
                  shortened(stored.record.key.kernelDigest), stored.record.deviceId, stored.record.key.threads,
                  milliseconds(stored.record.timing.medianNs()), formatv("{0:f2}x", stored.record.speedup()).str(),
                  trustOf(stored), stored.provenance.source);
}

static void writeBrief(OStream &json, const StoredRecord &stored) {
  json.attribute("id", stored.id);
  json.attribute("kernel", stored.record.key.kernelDigest);
  json.attribute("device", stored.record.deviceId);
  json.attribute("silicon", stored.record.key.silicon);
  json.attribute("threads", stored.record.key.threads);
  json.attribute("median_ns", stored.record.timing.medianNs());
  json.attribute("speedup", stored.record.speedup());
  json.attribute("source", text(stored.provenance.source));
  json.attribute("verified", stored.provenance.isVerified);
  json.attribute("stored_at", stored.storedAt);
}

void aicc::autotune::writeList(OStream &json, llvm::ArrayRef<StoredRecord> records) {
  json.array([&] {
    for (const StoredRecord &stored : records)
      json.object([&] { writeBrief(json, stored); });
  });
}

//===-- One record ----------------------------------------------------------------------------------------------===//

static void printTiming(raw_ostream &os, StringRef what, const Timing &timing) {
  os << formatv("{0,-10} median {1} ms, fastest {2} ms of {3} calls, {4}, {5}", what,
                milliseconds(timing.medianNs()), milliseconds(timing.minNs()), timing.ns.size(), timing.policy.cache,
                team(timing.policy.threads));
  if (timing.policy.clockHz)
    os << formatv(", clock {0:f2} GHz", double(*timing.policy.clockHz) * 1e-9);
  if (timing.policy.stealNs)
    os << formatv(", stolen {0} ms", milliseconds(*timing.policy.stealNs));
  os << "\n";
}

void aicc::autotune::printRecord(raw_ostream &os, const StoredRecord &stored) {
  const Record &record = stored.record;
  os << "record     " << stored.id << "\n";
  os << "source     " << stored.provenance.source << ", " << trustOf(stored) << "\n";
  if (!record.origin.empty())
    os << "origin     " << record.origin << "\n";
  os << "device     " << record.deviceId << ", " << team(record.key.threads) << "\n";
  os << "silicon    " << record.key.silicon << "\n";
  os << "toolchain  " << record.toolchain.compiler << ", " << record.toolchain.vocabulary << "\n";
  printTiming(os, "times", record.timing);
  printTiming(os, "default", record.defaultTiming);
  os << formatv("speedup    {0:f2}x\n", record.speedup());
  os << formatv("check      {0}, largest error {1:f3} of the tolerance {2:e2} + {3:e2} |expected|, seeds {4}\n",
                record.verdict.reference, record.verdict.maxError, record.verdict.absolute, record.verdict.relative,
                llvm::join(llvm::map_range(record.verdict.seeds, [](int64_t s) { return std::to_string(s); }), ", "));
  os << "schedule   " << record.schedule.text << "\n\n" << record.key.kernelText;
}

void aicc::autotune::writeRecord(OStream &json, const StoredRecord &stored) {
  json.object([&] {
    json.attributeBegin("record");
    json.rawValue(lineOf(stored.record));
    json.attributeEnd();
    json.attribute("source", text(stored.provenance.source));
    json.attribute("verified", stored.provenance.isVerified);
    json.attribute("stored_at", stored.storedAt);
    json.attribute("speedup", stored.record.speedup());
  });
}

//===-- Statistics ----------------------------------------------------------------------------------------------===//

void aicc::autotune::printStats(raw_ostream &os, StringRef path, const Stats &stats) {
  os << formatv("{0}: {1} bytes\n", path, stats.fileBytes);
  os << formatv("records    {0}: {1} verified, {2} imported\n", stats.records, stats.verified, stats.imported);
  os << formatv("kernels    {0} on {1} devices\n", stats.kernels, stats.devices);
  os << formatv("trials     {0} of {1} searches that can be resumed\n", stats.trials, stats.sessions);
  for (const auto &[outcome, count] : stats.trialsByOutcome)
    os << formatv("           {0} {1}\n", count, outcome);
}

void aicc::autotune::writeStats(OStream &json, StringRef path, const Stats &stats) {
  json.object([&] {
    json.attribute("database", text(path));
    for (auto [name, value] : {std::pair("bytes", stats.fileBytes), std::pair("records", stats.records),
                               std::pair("verified", stats.verified), std::pair("imported", stats.imported),
                               std::pair("kernels", stats.kernels), std::pair("devices", stats.devices),
                               std::pair("trials", stats.trials), std::pair("searches", stats.sessions)})
      json.attribute(name, value);
    json.attributeObject("trials_by_outcome", [&] {
      for (const auto &[outcome, count] : stats.trialsByOutcome)
        json.attribute(outcome, count);
    });
  });
}

//===-- Differences ---------------------------------------------------------------------------------------------===//

static std::map<std::string, const Record *> byId(llvm::ArrayRef<Record> records) {
  std::map<std::string, const Record *> result;
  for (const Record &record : records)
    result[idOf(record)] = &record;
  return result;
}

/// The fastest record of each key.
static std::map<std::string, const Record *> fastest(llvm::ArrayRef<Record> records) {
  std::map<std::string, const Record *> result;
  for (const Record &record : records) {
    const Record *&best = result[record.key.digest()];
    if (!best || record.timing.medianNs() < best->timing.medianNs())
      best = &record;
  }
  return result;
}

Difference aicc::autotune::compareRecords(llvm::ArrayRef<Record> first, llvm::ArrayRef<Record> second) {
  Difference difference;
  auto firstIds = byId(first), secondIds = byId(second);
  for (const auto &[id, record] : firstIds)
    secondIds.count(id) ? void(++difference.both) : difference.onlyFirst.push_back(*record);
  for (const auto &[id, record] : secondIds)
    if (!firstIds.count(id))
      difference.onlySecond.push_back(*record);
  auto firstKeys = fastest(first), secondKeys = fastest(second);
  for (const auto &[digest, record] : firstKeys) {
    auto other = secondKeys.find(digest);
    if (other != secondKeys.end() && other->second->timing.medianNs() != record->timing.medianNs())
      difference.faster.push_back({record->key, record->timing.medianNs(), other->second->timing.medianNs()});
  }
  return difference;
}

void aicc::autotune::printDifference(raw_ostream &os, const Difference &difference) {
  auto side = [&](const char *mark, llvm::ArrayRef<Record> records) {
    for (const Record &record : records)
      os << formatv("{0} {1} kernel {2} on {3}, {4}: {5} ms\n", mark, shortened(idOf(record)),
                    shortened(record.key.kernelDigest), record.deviceId, team(record.key.threads),
                    milliseconds(record.timing.medianNs()));
  };
  side("-", difference.onlyFirst);
  side("+", difference.onlySecond);
  for (const SharedKey &shared : difference.faster)
    os << formatv("  kernel {0}, {1}: {2} ms against {3} ms\n", shortened(shared.key.kernelDigest),
                  team(shared.key.threads), milliseconds(shared.firstNs), milliseconds(shared.secondNs));
  os << formatv("{0} records in both, {1} only in the first, {2} only in the second\n", difference.both,
                difference.onlyFirst.size(), difference.onlySecond.size());
}

void aicc::autotune::writeDifference(OStream &json, const Difference &difference) {
  auto side = [&](const char *name, llvm::ArrayRef<Record> records) {
    json.attributeArray(name, [&] {
      for (const Record &record : records)
        json.value(idOf(record));
    });
  };
  json.object([&] {
    json.attribute("both", difference.both);
    side("only_first", difference.onlyFirst);
    side("only_second", difference.onlySecond);
    json.attributeArray("different_times", [&] {
      for (const SharedKey &shared : difference.faster)
        json.object([&] {
          json.attribute("kernel", shared.key.kernelDigest);
          json.attribute("silicon", shared.key.silicon);
          json.attribute("threads", shared.key.threads);
          json.attribute("first_ns", shared.firstNs);
          json.attribute("second_ns", shared.secondNs);
        });
    });
  });
}
