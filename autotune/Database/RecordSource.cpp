// See RecordSource.h.
#include "autotune/Database/RecordSource.h"
#include "autotune/Database/CanonicalSchedule.h"
#include "compiler/Target/Target.h"
#include "passes/Schedule/Legality.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include <chrono>

using namespace mlir;
using namespace aicc;
using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;
using schedule::Selection;
using schedule::TreeAttr;

static constexpr std::pair<Tuned, llvm::StringLiteral> kModes[] = {
    {Tuned::Off, "off"}, {Tuned::Cached, "cached"}, {Tuned::Require, "require"}, {Tuned::Near, "near"}};

StringRef autotune::stringifyTuned(Tuned tuned) { return kModes[unsigned(tuned)].second; }

std::optional<Tuned> autotune::parseTuned(StringRef name) {
  for (auto [tuned, word] : kModes)
    if (word == name)
      return tuned;
  return std::nullopt;
}

/// One kernel that is asked about.
struct RecordSource::Question {
  kernel::KernelOp kernel;
  const device::Device &device;
  Key key;
};

static std::string shortId(StringRef id) { return id.take_front(12).str(); }

/// The record's schedule for the kernel, or why it is not applied, as a clause.
static Expected<TreeAttr> scheduleHere(kernel::KernelOp kernel, const device::Device &device, const Record &record) {
  Expected<TreeAttr> tree = scheduleFor(kernel, record.schedule.text);
  if (!tree)
    return tree;
  if (std::optional<StringRef> rule = schedule::firstViolation(kernel, device, *tree))
    return llvm::createStringError("its schedule violates rule '" + *rule + "' here");
  Expected<const target::Target *> target = target::findTarget(device);
  if (!target)
    return target.takeError();
  if (std::optional<std::string> reason = (*target)->whyNotRealisable(kernel, *tree, &device))
    return llvm::createStringError("its schedule cannot be lowered here: " + *reason);
  return tree;
}

/// Where the record's claims come from, as far as that is worth a word.
static std::string qualifications(const StoredRecord &stored) {
  std::string text;
  if (!stored.provenance.isOwn())
    text += ", imported from " + stored.provenance.source + (stored.provenance.isVerified ? "" : " and not verified here");
  if (compatibilityOf(stored.record.toolchain) == Compatibility::TimesStale)
    text += ", measured with " + stored.record.toolchain.compiler;
  return text;
}

/// A record of the kernel's own key, or one that was named.
static Selection applied(const StoredRecord &stored, TreeAttr tree) {
  Selection selection;
  selection.schedule = tree, selection.from = "record", selection.record = stored.id;
  selection.speedup = stored.record.speedup();
  selection.note = llvm::formatv("record {0} applied, {1:f2}x over the default where it was measured{2}",
                                 shortId(stored.id), selection.speedup, qualifications(stored));
  return selection;
}

static Selection appliedNear(const Near &near, TreeAttr tree) {
  Selection selection;
  selection.schedule = tree, selection.from = "near", selection.record = near.stored.id;
  selection.note = "near record " + shortId(near.stored.id) + " applied (" + llvm::join(near.differences, "; ") + ")" +
                   qualifications(near.stored);
  return selection;
}

//===-- Hits ----------------------------------------------------------------------------------------------------===//

Expected<Selection> RecordSource::exact(const Question &question) {
  Expected<std::optional<StoredRecord>> found = database->lookup(question.key, options.trust);
  if (!found)
    return found.takeError();
  if (!*found)
    return options.tuned == Tuned::Near ? next(question, "") : miss(question, "");
  Expected<TreeAttr> tree = scheduleHere(question.kernel, question.device, (*found)->record);
  if (tree)
    return applied(**found, *tree);
  return next(question, "record " + shortId((*found)->id) + " is not applied: " + llvm::toString(tree.takeError()));
}

/// The best record that fits behind the one that does not, for the reason `why`: of the key, else with `Near` a near
/// one.
Expected<Selection> RecordSource::next(const Question &question, std::string why) {
  constexpr size_t kMostTries = 16;
  Expected<std::vector<Near>> nearest = database->nearest(question.key, options.trust, kMostTries);
  if (!nearest)
    return nearest.takeError();
  for (const Near &each : *nearest) {
    bool isOfKey = each.differences.empty();
    // Those of the key come first.
    if (!isOfKey && options.tuned != Tuned::Near)
      break;
    Expected<TreeAttr> tree = scheduleHere(question.kernel, question.device, each.stored.record);
    if (tree)
      return isOfKey ? applied(each.stored, *tree) : appliedNear(each, *tree);
    llvm::consumeError(tree.takeError());
  }
  return miss(question, why);
}

FailureOr<Selection> RecordSource::named(const Question &question) {
  Expected<StoredRecord> stored = database->find(options.record);
  if (!stored)
    return refuse(question, llvm::toString(stored.takeError()));
  if (stored->record.key.kernelDigest != question.key.kernelDigest)
    return Selection();
  wasNamedUsed = true;
  if (!stored->provenance.isVerified && options.trust != Trust::Imported)
    return refuse(question, "record " + shortId(stored->id) + " was imported from " + stored->provenance.source +
                                " and is not verified here; verify it with aicc cache verify, or give --trust=imported");
  Expected<TreeAttr> tree = scheduleHere(question.kernel, question.device, stored->record);
  if (!tree)
    return refuse(question, "record " + shortId(stored->id) + " cannot be applied: " + llvm::toString(tree.takeError()));
  return applied(*stored, *tree);
}

//===-- Misses --------------------------------------------------------------------------------------------------===//

/// Why there is no record of the key that counts: the nearest one is not trusted, or differs, or there is none.
Expected<std::string> RecordSource::whyNone(const Question &question) {
  Expected<std::optional<StoredRecord>> untrusted = database->lookup(question.key, Trust::Imported);
  if (!untrusted)
    return untrusted.takeError();
  if (*untrusted)
    return "record " + shortId((*untrusted)->id) + " was imported from " + (*untrusted)->provenance.source +
           " and is not verified here: aicc cache verify checks it";
  Expected<std::vector<Near>> nearest = database->nearest(question.key, options.trust, 1);
  if (!nearest)
    return nearest.takeError();
  if (nearest->empty())
    return "no record; there is none of a similar kernel either";
  return "no record; the nearest, " + shortId(nearest->front().stored.id) + ", differs in " +
         llvm::join(nearest->front().differences, "; ");
}

Expected<Selection> RecordSource::miss(const Question &question, std::string reason) {
  Selection selection;
  if (reason.empty()) {
    Expected<std::string> why = whyNone(question);
    if (!why)
      return why.takeError();
    reason = std::move(*why);
  }
  selection.note = reason + "; default schedule";
  return selection;
}

FailureOr<Selection> RecordSource::refuse(const Question &question, const Twine &reason) {
  return kernel::KernelOp(question.kernel).emitError()
         << "kernel @" << kernel::KernelOp(question.kernel).getSymName() << ": " << reason.str();
}

void RecordSource::sayAbsence(const Question &question) {
  if (std::exchange(wasAbsenceSaid, true))
    return;
  kernel::KernelOp(question.kernel).emitRemark() << "no tuning records (there is no " << options.database
                                                 << "): default schedules; aicc tune looks for faster ones";
}

/// The answer where there is no record at all.
FailureOr<Selection> RecordSource::absent(const Question &question) {
  bool isThere = llvm::sys::fs::exists(options.database);
  std::string what = isThere ? options.database + " has none" : "there is no " + options.database;
  if (!options.record.empty())
    return refuse(question, "expected record " + options.record + ", and " + what +
                                "; name the database that holds it, which aicc cache ls lists");
  if (mustHaveRecords())
    return refuse(question,
                  "a record is required, and " + what + "; make records with aicc tune, or give --tuned=cached");
  Selection selection;
  selection.note = !fault.empty() ? "the database cannot be used"
                   : isThere      ? "no tuning records"
                                  : "no tuning records (" + what + ")";
  selection.note += "; default schedule";
  selection.isQuiet = !options.isNamed && !isThere;
  if (selection.isQuiet && fault.empty())
    sayAbsence(question);
  return selection;
}

/// A database that cannot be used ends the compilation only where the user needs it.
FailureOr<Selection> RecordSource::faulty(const Question &question, Error error) {
  fault = llvm::toString(std::move(error));
  if (options.isNamed || mustHaveRecords())
    return refuse(question, fault);
  kernel::KernelOp(question.kernel).emitWarning() << fault << "; compiling without tuning records";
  return absent(question);
}

//===-- Questions -----------------------------------------------------------------------------------------------===//

FailureOr<Selection> RecordSource::answer(const Question &question) {
  if (!options.record.empty()) {
    FailureOr<Selection> selection = named(question);
    if (failed(selection) || selection->schedule)
      return selection;
  }
  Expected<Selection> selection = exact(question);
  if (!selection)
    return faulty(question, selection.takeError());
  if (!selection->schedule && options.tuned == Tuned::Require)
    return refuse(question, "a record is required: " + StringRef(selection->note).split("; default schedule").first.str() +
                                "; tune it with aicc tune, or give --tuned=cached");
  return *selection;
}

FailureOr<Selection> RecordSource::ask(kernel::KernelOp kernel, const device::Device &device, int64_t threads) {
  Expected<Key> key = keyOf(kernel, device, threads);
  Question question = {kernel, device, key ? *key : Key()};
  if (!key)
    return faulty(question, key.takeError());
  if (!fault.empty())
    return absent(question);
  if (!database) {
    Expected<std::unique_ptr<Database>> opened = openDatabase(options.database, Access::ReadOnly);
    if (!opened)
      return faulty(question, opened.takeError());
    database = std::move(*opened);
  }
  if (!isEmpty) {
    Expected<bool> hasRecords = database->hasRecords();
    if (!hasRecords)
      return faulty(question, hasRecords.takeError());
    isEmpty = !*hasRecords;
  }
  return *isEmpty ? absent(question) : answer(question);
}

FailureOr<Selection> RecordSource::find(kernel::KernelOp kernel, const device::Device &device, int64_t threads) {
  auto begin = std::chrono::steady_clock::now();
  FailureOr<Selection> found = ask(kernel, device, threads);
  spent += std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  return found;
}

Error RecordSource::finish() const {
  if (options.record.empty() || wasNamedUsed)
    return Error::success();
  return llvm::createStringError("record " + options.record + " is of none of the kernels whose schedule is not pinned; "
                                                              "aicc cache show tells which kernel it is of");
}

schedule::FindSchedule autotune::findIn(std::shared_ptr<RecordSource> source, Tuned tuned) {
  if (tuned == Tuned::Off)
    return {};
  return [source](kernel::KernelOp kernel, const device::Device &device, int64_t threads) {
    return source->find(kernel, device, threads);
  };
}
