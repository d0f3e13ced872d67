// See Import.h.
#include "autotune/Database/Import.h"
#include "autotune/Database/CanonicalSchedule.h"
#include "autotune/Database/RecordLine.h"
#include "compiler/Target/Target.h"
#include "dialects/Kernel/IdentityParse.h"
#include "passes/Schedule/Legality.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;

//===-- One record ----------------------------------------------------------------------------------------------===//

struct RecordCheck::Context {
  MLIRContext mlir{MLIRContext::Threading::DISABLED};
  int records = 0;
};

RecordCheck::RecordCheck(std::vector<device::Device> devices) : devices(std::move(devices)) {}
RecordCheck::~RecordCheck() = default;

const device::Device *RecordCheck::deviceFor(StringRef silicon) const {
  auto found = llvm::find_if(devices, [&](const device::Device &device) { return device.siliconKey() == silicon; });
  return found == devices.end() ? nullptr : &*found;
}

static Error within(StringRef path, Error error) {
  return llvm::createStringError(path + ": " + llvm::toString(std::move(error)));
}

/// The schedule of canonical text `text`, legal on `device`.
static Expected<schedule::TreeAttr> checkSchedule(kernel::KernelOp kernel, const device::Device &device,
                                                  const std::string &text, StringRef path) {
  Expected<schedule::TreeAttr> tree = scheduleFor(kernel, text);
  if (!tree)
    return within(path, tree.takeError());
  Expected<Schedule> again = canonicalSchedule(kernel, *tree);
  if (!again)
    return within(path, again.takeError());
  if (again->text != text)
    return llvm::createStringError(path + ": expected the order of every band's loops spelt out: " + again->text);
  if (std::optional<StringRef> rule = schedule::firstViolation(kernel, device, *tree))
    return llvm::createStringError(path + ": expected a schedule that is legal on " + device.id + ", found one that violates rule '" +
                                   *rule + "'");
  return *tree;
}

/// Nanoseconds that `device` needs for the kernel at the least, with operands in the caches or from memory.
static double leastNs(kernel::KernelOp kernel, const device::Device &device, schedule::TreeAttr tree, bool isCold) {
  Expected<const target::Target *> target = target::findTarget(device);
  if (!target) {
    llvm::consumeError(target.takeError());
    return 0;
  }
  target::TimeBound bound = (*target)->timeBound(kernel, device, tree);
  double seconds = bound.computeSeconds();
  if (isCold && !bound.levels.empty())
    seconds = std::max(seconds, target::TimeBound::secondsOf(bound.levels.front()));
  return seconds * 1e9;
}

static Error checkPlausible(kernel::KernelOp kernel, const device::Device &device, schedule::TreeAttr tree,
                            const Timing &timing, StringRef path) {
  constexpr double kSlack = 0.5;
  double least = kSlack * leastNs(kernel, device, tree, timing.policy.cache == "cold");
  if (double(timing.minNs()) >= least)
    return Error::success();
  return llvm::createStringError(path + ": expected times of at least " + Twine(int64_t(least)) + " ns, half of what " +
                                 device.id + " can reach; found " + Twine(timing.minNs()));
}

Error RecordCheck::checkSchedules(const Record &record, const device::Device &device) {
  Expected<OwningOpRef<ModuleOp>> module = kernel::parseCanonicalKernel(&context->mlir, record.key.kernelText);
  if (!module)
    return within("/kernel/text", module.takeError());
  kernel::KernelOp kernel = kernel::onlyKernel(**module);
  if (record.key.layouts.size() != kernel.getNumArguments())
    return llvm::createStringError("/kernel/layouts: expected one an operand, " + Twine(kernel.getNumArguments()) +
                                   ", found " + Twine(record.key.layouts.size()));
  Expected<schedule::TreeAttr> tree = checkSchedule(kernel, device, record.schedule.text, "/schedule/text");
  if (!tree)
    return tree.takeError();
  if (record.schedule.knobs != knobsOf(*tree))
    return llvm::createStringError("/schedule/knobs: expected the choices that the text makes, found others");
  if (Error error = checkPlausible(kernel, device, *tree, record.timing, "/timing/ns"))
    return error;
  Expected<schedule::TreeAttr> standard = checkSchedule(kernel, device, record.defaultSchedule, "/default/schedule");
  if (!standard)
    return standard.takeError();
  return checkPlausible(kernel, device, *standard, record.defaultTiming, "/default/timing/ns");
}

Error RecordCheck::check(const Record &record) {
  constexpr int kRecordsPerContext = 256;
  if (record.toolchain.vocabulary != kScheduleVocabulary)
    return llvm::createStringError("/toolchain/vocabulary: expected " + kScheduleVocabulary + ", found " +
                                   record.toolchain.vocabulary + "; its schedule may mean something else here");
  const device::Device *device = deviceFor(record.key.silicon);
  if (!device)
    return llvm::createStringError("/silicon: expected that of a shipped device or of a file given with --device, found " +
                                   record.key.silicon);
  if (!context || ++context->records == kRecordsPerContext)
    context = std::make_unique<Context>();
  return checkSchedules(record, *device);
}

//===-- Files ---------------------------------------------------------------------------------------------------===//

/// Reasons quote what strangers wrote; terminals get to see printable bytes only.
static std::string printable(std::string text) {
  constexpr size_t kLongest = 1000;
  text.resize(std::min(text.size(), kLongest));
  for (char &c : text)
    c = c == '\n' ? ' ' : (unsigned char)c < 0x20 || c == 0x7f ? '?' : c;
  return text;
}

/// Calls `visit` with the number and the text of each line of `file` that is not empty.
static Error eachLine(StringRef file, llvm::function_ref<Error(size_t, StringRef)> visit) {
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(file, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return llvm::createStringError(buffer.getError(), "cannot read " + file + ": " + buffer.getError().message() +
                                                          "; expected a file of records, one a line");
  StringRef rest = (*buffer)->getBuffer();
  if (rest.size() > kLargestFile)
    return llvm::createStringError(file + ": expected at most " + Twine(kLargestFile) + " bytes");
  for (size_t number = 1; !rest.empty(); ++number) {
    auto [line, tail] = rest.split('\n');
    rest = tail;
    line.consume_back("\r");
    if (!line.empty())
      if (Error error = visit(number, line))
        return error;
  }
  return Error::success();
}

std::string autotune::sourceOfFile(StringRef file) {
  if (file == "-")
    return "standard input";
  return printable((file.contains('/') ? "" : "./") + file.str());
}

Error autotune::importFile(Database &database, RecordCheck &check, StringRef file, ImportReport &report) {
  constexpr size_t kRecordsPerTransaction = 64;
  Provenance provenance{sourceOfFile(file), /*isVerified=*/false};
  std::vector<Record> good;
  auto store = [&]() -> Error {
    Expected<int64_t> added = database.commitAll(good, provenance);
    if (!added)
      return added.takeError();
    report.added += *added, report.known += good.size() - *added;
    good.clear();
    return Error::success();
  };
  Error failure = eachLine(file, [&](size_t number, StringRef line) -> Error {
    Expected<Record> record = parseLine(line);
    Error wrong = record ? check.check(*record) : record.takeError();
    if (wrong)
      report.rejected.push_back({provenance.source, number, printable(llvm::toString(std::move(wrong)))});
    else
      good.push_back(std::move(*record));
    return good.size() < kRecordsPerTransaction ? Error::success() : store();
  });
  return failure ? std::move(failure) : store();
}

Expected<std::vector<Record>> autotune::readRecords(StringRef file, std::vector<Rejected> &rejected) {
  std::map<std::string, Record> records;
  Error failure = eachLine(file, [&](size_t number, StringRef line) {
    Expected<Record> record = parseLine(line);
    if (record)
      records[idOf(*record)] = std::move(*record);
    else
      rejected.push_back({file.str(), number, printable(llvm::toString(record.takeError()))});
    return Error::success();
  });
  if (failure)
    return std::move(failure);
  std::vector<Record> result;
  for (auto &[id, record] : records)
    result.push_back(std::move(record));
  return result;
}

std::string autotune::exportText(ArrayRef<StoredRecord> records) {
  std::vector<std::string> lines;
  for (const StoredRecord &stored : records)
    lines.push_back(lineOf(stored.record) + "\n");
  llvm::sort(lines);
  return llvm::join(lines, "");
}
