// The actions of aicc cache; see CacheActions.h.
#include "tools/aicc/CacheActions.h"
#include "autotune/Database/CacheReport.h"
#include "autotune/Database/Import.h"
#include "autotune/Database/RecordLine.h"
#include "compiler/Artifact/OutputFiles.h"
#include "compiler/Device/DeviceFile.h"

#include "mlir/IR/MLIRContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace aicc;
using namespace aicc::autotune;
using namespace aicc::cache;
using llvm::Error;
using llvm::Expected;
using llvm::json::OStream;

namespace {
/// A device with the arguments that name it.
struct NamedDevice {
  device::Device device;
  std::vector<std::string> arguments;
};
} // namespace

/// Writes one JSON value to standard output.
static void writeJson(llvm::function_ref<void(OStream &)> write) {
  OStream json(llvm::outs(), 2);
  write(json);
  llvm::outs() << "\n";
}

/// Does `action` with the database that `options` name.
static Expected<int> withDatabase(const Options &options, Access access,
                                  llvm::function_ref<Expected<int>(Database &)> action) {
  std::string path = options.tuning.databasePath();
  if (access == Access::ReadOnly && !options.tuning.database.empty() && !llvm::sys::fs::exists(path))
    return llvm::createStringError("there is no database " + path + "; aicc tune and aicc cache import make one");
  Expected<std::unique_ptr<Database>> database = openDatabase(path, access);
  return database ? action(**database) : database.takeError();
}

/// The devices in the files that were named, then the shipped ones.
static Expected<std::vector<NamedDevice>> readDevices(const Options &options) {
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  std::vector<NamedDevice> devices;
  for (const std::string &file : options.devices) {
    Expected<device::Device> device = device::readDeviceView(&context, file);
    if (!device)
      return device.takeError();
    devices.push_back({*device, {"--device", file}});
  }
  Expected<std::vector<device::Device>> shipped = device::readShippedDevices(&context);
  if (!shipped)
    return shipped.takeError();
  for (device::Device &device : *shipped)
    devices.push_back({device, {"--target", device.id}});
  return devices;
}

/// The records whose ids begin with `options.ids`; all of them where none is given.
static Expected<std::vector<StoredRecord>> chosen(Database &database, const Options &options) {
  if (options.ids.empty())
    return database.list({options.kernel, "", std::nullopt});
  std::vector<StoredRecord> records;
  for (const std::string &id : options.ids) {
    Expected<StoredRecord> found = database.find(id);
    if (!found)
      return found.takeError();
    records.push_back(std::move(*found));
  }
  return records;
}

//===-- Reading -------------------------------------------------------------------------------------------------===//

Expected<int> cache::listRecords(const Options &options) {
  return withDatabase(options, Access::ReadOnly, [&](Database &database) -> Expected<int> {
    Expected<std::vector<StoredRecord>> records = chosen(database, options);
    if (!records)
      return records.takeError();
    options.json ? writeJson([&](OStream &json) { writeList(json, *records); }) : printList(llvm::outs(), *records);
    return driver::kDone;
  });
}

Expected<int> cache::showRecords(const Options &options) {
  return withDatabase(options, Access::ReadOnly, [&](Database &database) -> Expected<int> {
    Expected<StoredRecord> record = database.find(options.first);
    if (!record)
      return record.takeError();
    options.json ? writeJson([&](OStream &json) { writeRecord(json, *record); }) : printRecord(llvm::outs(), *record);
    return driver::kDone;
  });
}

Expected<int> cache::showStats(const Options &options) {
  return withDatabase(options, Access::ReadOnly, [&](Database &database) -> Expected<int> {
    Expected<Stats> stats = database.stats();
    if (!stats)
      return stats.takeError();
    std::string path = options.tuning.databasePath();
    options.json ? writeJson([&](OStream &json) { writeStats(json, path, *stats); })
                 : printStats(llvm::outs(), path, *stats);
    return driver::kDone;
  });
}

//===-- Carrying ------------------------------------------------------------------------------------------------===//

static Expected<int> exportFrom(Database &database, const Options &options) {
  Expected<std::vector<StoredRecord>> records = chosen(database, options);
  if (!records)
    return records.takeError();
  std::string text = exportText(*records);
  if (options.output == "-")
    llvm::outs() << text;
  else if (Error error = artifact::writeFileAtomically(options.output, text))
    return std::move(error);
  else if (options.json)
    writeJson([&](OStream &json) {
      json.object([&] {
        json.attribute("file", llvm::json::fixUTF8(options.output));
        json.attribute("records", int64_t(records->size()));
      });
    });
  return driver::kDone;
}

Expected<int> cache::exportRecords(const Options &options) {
  if (Error error = artifact::checkReplacesNone(options.output, options.tuning.databasePath()))
    return std::move(error);
  return withDatabase(options, Access::ReadOnly,
                      [&](Database &database) { return exportFrom(database, options); });
}

static void writeImport(OStream &json, const ImportReport &report) {
  json.object([&] {
    json.attribute("added", report.added);
    json.attribute("known", report.known);
    json.attributeArray("rejected", [&] {
      for (const Rejected &line : report.rejected)
        json.object([&] {
          json.attribute("file", llvm::json::fixUTF8(line.file));
          json.attribute("line", int64_t(line.line));
          json.attribute("reason", llvm::json::fixUTF8(line.reason));
        });
    });
  });
}

static void printImport(const ImportReport &report, bool json) {
  for (const Rejected &line : report.rejected)
    llvm::errs() << line.file << ":" << line.line << ": rejected: " << line.reason << "\n";
  if (json)
    writeJson([&](OStream &json) { writeImport(json, report); });
  else
    llvm::outs() << llvm::formatv("{0} records added, {1} were there, {2} lines rejected\n", report.added, report.known,
                                  report.rejected.size());
}

static Error importAll(Database &database, RecordCheck &check, const std::vector<std::string> &files,
                       ImportReport &report) {
  for (const std::string &file : files)
    if (Error error = importFile(database, check, file, report))
      return error;
  return Error::success();
}

static Expected<int> importInto(Database &database, RecordCheck &check, const Options &options) {
  ImportReport report;
  Error failure = importAll(database, check, options.files, report);
  // What was stored before an error stays stored, and what was rejected has reasons: both are said.
  printImport(report, options.json);
  if (failure)
    return std::move(failure);
  return report.rejected.empty() ? driver::kDone : driver::kPartlyRejected;
}

Expected<int> cache::importRecords(const Options &options) {
  Expected<std::vector<NamedDevice>> named = readDevices(options);
  if (!named)
    return named.takeError();
  std::vector<device::Device> devices;
  for (const NamedDevice &each : *named)
    devices.push_back(each.device);
  RecordCheck check(std::move(devices));
  return withDatabase(options, Access::Create, [&](Database &database) { return importInto(database, check, options); });
}

/// The records of a file of lines, or of a database.
static Expected<std::vector<Record>> recordsIn(const std::string &file) {
  llvm::StringRef head = "SQLite format 3";
  auto start = llvm::MemoryBuffer::getFileSlice(file, head.size(), 0);
  if (!start || (*start)->getBuffer() != head) {
    std::vector<Rejected> rejected;
    Expected<std::vector<Record>> records = readRecords(file, rejected);
    if (records && !rejected.empty())
      return llvm::createStringError(file + ":" + llvm::Twine(rejected.front().line) + ": " + rejected.front().reason);
    return records;
  }
  Expected<std::unique_ptr<Database>> database = openDatabase(file, Access::ReadOnly);
  if (!database)
    return database.takeError();
  Expected<std::vector<StoredRecord>> stored = (*database)->list({});
  if (!stored)
    return stored.takeError();
  std::vector<Record> records;
  for (StoredRecord &each : *stored)
    records.push_back(std::move(each.record));
  return records;
}

Expected<int> cache::diffRecords(const Options &options) {
  Expected<std::vector<Record>> first = recordsIn(options.first);
  if (!first)
    return first.takeError();
  Expected<std::vector<Record>> second = recordsIn(options.second);
  if (!second)
    return second.takeError();
  Difference difference = compareRecords(*first, *second);
  options.json ? writeJson([&](OStream &json) { writeDifference(json, difference); })
               : printDifference(llvm::outs(), difference);
  return driver::kDone;
}

//===-- Checking and clearing -----------------------------------------------------------------------------------===//

/// Checks one record on the device that has its silicon, and keeps what was found.
static Expected<Verification> verifyOne(Database &database, const StoredRecord &stored,
                                        llvm::ArrayRef<NamedDevice> devices, const VerifyOptions &options) {
  auto here = llvm::find_if(devices,
                            [&](const NamedDevice &it) { return it.device.siliconKey() == stored.record.key.silicon; });
  if (here == devices.end())
    return Verification{Finding::Skipped, "no device file has its silicon; give one with --device"};
  return verifyStored(database, stored, here->arguments, options);
}

static void writeVerification(OStream &json, const std::string &id, const Verification &found) {
  json.object([&] {
    json.attribute("id", id);
    json.attribute("finding", stringifyFinding(found.finding));
    json.attribute("detail", llvm::json::fixUTF8(found.detail));
  });
}

static void printVerification(const std::string &id, const Verification &found) {
  llvm::outs() << llvm::StringRef(id).take_front(12) << ": " << stringifyFinding(found.finding)
               << (found.detail.empty() ? "" : ", " + found.detail)
               << (found.finding == Finding::Wrong ? "; removed\n" : "\n");
}

/// Verifies `records` up to the first error; `findings` gets each that was verified.
static Error verifyEach(Database &database, llvm::ArrayRef<StoredRecord> records, llvm::ArrayRef<NamedDevice> devices,
                        const Options &options, std::vector<std::pair<std::string, Verification>> &findings) {
  for (const StoredRecord &stored : records) {
    Expected<Verification> found = verifyOne(database, stored, devices, options.verify);
    if (!found)
      return found.takeError();
    findings.push_back({stored.id, *found});
    if (!options.json)
      printVerification(stored.id, *found);
  }
  return Error::success();
}

/// Verifies the records that are chosen, without ids only those that are not verified.
static Expected<int> verifyIn(Database &database, llvm::ArrayRef<NamedDevice> devices, const Options &options) {
  Expected<std::vector<StoredRecord>> records = chosen(database, options);
  if (!records)
    return records.takeError();
  if (options.ids.empty() && !options.all)
    llvm::erase_if(*records, [](const StoredRecord &stored) { return stored.provenance.isVerified; });
  std::vector<std::pair<std::string, Verification>> findings;
  Error failure = verifyEach(database, *records, devices, options, findings);
  // What was removed before an error is removed, and said.
  if (options.json)
    writeJson([&](OStream &json) {
      json.array([&] {
        for (auto &[id, found] : findings)
          writeVerification(json, id, found);
      });
    });
  if (failure)
    return std::move(failure);
  return llvm::any_of(findings, [](auto &it) { return it.second.finding == Finding::Wrong; }) ? driver::kCheckFailed
                                                                                              : driver::kDone;
}

Expected<int> cache::verifyRecords(const Options &options) {
  Expected<std::vector<NamedDevice>> devices = readDevices(options);
  if (!devices)
    return devices.takeError();
  return withDatabase(options, Access::Create, [&](Database &database) { return verifyIn(database, *devices, options); });
}

static void writeGarbage(OStream &json, const Garbage &garbage) {
  json.object([&] {
    json.attribute("records", garbage.records);
    json.attribute("trials", garbage.trials);
    json.attribute("searches", garbage.sessions);
    json.attribute("bytes", garbage.bytes);
  });
}

static void printGarbage(const Garbage &garbage) {
  llvm::outs() << llvm::formatv("removed {0} records, {1} trials and {2} searches; {3} bytes freed\n", garbage.records,
                                garbage.trials, garbage.sessions, garbage.bytes);
}

Expected<int> cache::clearRecords(const Options &options) {
  return withDatabase(options, Access::Create, [&](Database &database) -> Expected<int> {
    Expected<Garbage> garbage = database.collectGarbage(options.garbage);
    if (!garbage)
      return garbage.takeError();
    options.json ? writeJson([&](OStream &json) { writeGarbage(json, *garbage); }) : printGarbage(*garbage);
    return driver::kDone;
  });
}
