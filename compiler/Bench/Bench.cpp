// The rows one after the other; see Bench.h.
#include "compiler/Bench/Bench.h"
#include "compiler/Bench/RowBench.h"

#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;

const PeerResult *RowResult::bestPeer() const {
  const PeerResult *best = nullptr;
  for (const PeerResult &peer : peers)
    if (!best || peer.times.median < best->times.median)
      best = &peer;
  return best;
}

double RowResult::ratio() const {
  const PeerResult *best = bestPeer();
  return best && times.median ? best->times.median / times.median : 0;
}

static bool isModuleFile(llvm::StringRef path) {
  llvm::StringRef extension = llvm::sys::path::extension(path);
  return extension == ".mlir" || extension == ".mlirbc";
}

/// The one problem that a module is, by its file's name.
static std::vector<Problem> problemOfModule(llvm::StringRef path) {
  Problem problem;
  problem.id = llvm::sys::path::stem(path).str();
  problem.graph = Graph::Module;
  problem.dtypes = {Dtype::F32};
  problem.isFast = true;
  return {problem};
}

/// What `options` select; a device that is not the host's processor knows no threads.
static Expected<Selection> selectionOf(const BenchOptions &options, bool isOnDevice) {
  Selection selection = options.selection;
  if (!isOnDevice)
    return selection;
  if (!selection.threads.empty())
    return llvm::createStringError("--threads: expected none with a device that is not the host's processor");
  selection.threads = {1};
  return selection;
}

static Expected<std::vector<Row>> readRows(const BenchOptions &options, Selection selection) {
  if (!isModuleFile(options.file)) {
    Expected<std::vector<Problem>> problems = readWorkload(options.file);
    return problems ? selectRows(*problems, selection) : problems.takeError();
  }
  // Types, modes and layouts are the module's own.
  selection.dtypes.clear(), selection.modes.clear(), selection.layouts.clear();
  Expected<std::vector<Row>> rows = selectRows(problemOfModule(options.file), selection);
  if (rows)
    for (Row &row : *rows)
      row.modulePath = options.file;
  return rows;
}

/// Whether `a` and `b` differ in nothing but their types.
static bool isSameProduct(const Row &a, const Row &b) {
  return a.id == b.id && a.mode == b.mode && a.layout == b.layout && a.state == b.state && a.threads == b.threads;
}

/// Sets `vsBf16` of the w4 rows whose bf16 row has been measured.
static void compareWithBf16(llvm::MutableArrayRef<RowResult> results) {
  for (RowResult &narrow : results)
    for (const RowResult &other : results)
      if (narrow.row.dtype == Dtype::W4 && other.row.dtype == Dtype::BF16 && isSameProduct(narrow.row, other.row) &&
          narrow.times.median && other.times.median)
        narrow.vsBf16 = other.times.median / narrow.times.median;
}

/// The peers that take part. They work on the host's processor: with another device there is nothing to compare.
static Expected<std::vector<std::string>> librariesOf(const BenchOptions &options, bool isOnDevice) {
  if (!isOnDevice)
    return choosePeers(options.peers);
  if (options.peers.empty() || options.peers == std::vector<std::string>{"none"})
    return std::vector<std::string>();
  return llvm::createStringError("--peer: expected none with a device that is not the host's processor, on which peers "
                                 "work");
}

static Error wrongResult(const RowResult &result) {
  return llvm::make_error<driver::CheckError>("row " + result.row.id + " " + nameOf(result.row.dtype).str() + " " +
                                              nameOf(result.row.mode).str() + ": " + result.check.message);
}

namespace {
/// What has become of the rows so far.
class Outcome {
public:
  std::vector<RowResult> results;

  /// Adds a row of which `error` has ended the measurement, if anything has.
  void add(RowResult result, Error error) {
    if (error)
      result.skipped = reasonOf(std::move(error));
    else if (result.skipped.empty() && !result.check.passed && !worst)
      worst = wrongResult(result);
    results.push_back(std::move(result));
    compareWithBf16(results);
  }

  /// What the process has to end with: the first defect or wrong result, or that nothing could be measured.
  Error finish() {
    bool isAnyMeasured = llvm::any_of(results, [](const RowResult &result) { return result.skipped.empty(); });
    if (isAnyMeasured || worst)
      return std::move(worst);
    std::string message = "no row could be measured: " + results.front().skipped;
    bool isLacking = lacking == int64_t(results.size());
    return isLacking ? Error(llvm::make_error<driver::HardwareError>(message)) : llvm::createStringError(message);
  }

private:
  /// The reason in one line; notes what the process has to end with, and counts what lacked hardware.
  std::string reasonOf(Error error) {
    bool isInternal = error.isA<driver::InternalError>();
    lacking += error.isA<driver::HardwareError>();
    std::string text = llvm::toString(std::move(error));
    if (isInternal && !worst)
      worst = llvm::make_error<driver::InternalError>(text);
    return text;
  }

  Error worst = Error::success();
  int64_t lacking = 0;
};
} // namespace

Error bench::runBench(mlir::MLIRContext &context, const BenchOptions &options,
                      llvm::function_ref<void(llvm::ArrayRef<RowResult>)> done) {
  RowBench bench(context, options);
  if (Error error = bench.prepare())
    return error;
  Expected<Selection> selection = selectionOf(options, bench.isOnDevice());
  if (!selection)
    return selection.takeError();
  Expected<std::vector<Row>> rows = readRows(options, std::move(*selection));
  if (!rows)
    return rows.takeError();
  Expected<std::vector<std::string>> libraries = librariesOf(options, bench.isOnDevice());
  if (!libraries)
    return libraries.takeError();
  bench.setPeers(std::move(*libraries));
  Outcome outcome;
  for (const Row &row : *rows) {
    RowResult result;
    result.row = row;
    Error error = bench.measure(result);
    outcome.add(std::move(result), std::move(error));
    done(outcome.results);
  }
  return outcome.finish();
}
