// Compile, check, take turns; see RowBench.h.
#include "compiler/Bench/RowBench.h"
#include "benchmarks/peers/Protocol.h"
#include "compiler/Bench/Machine.h"
#include "compiler/Bench/RowModule.h"
#include "compiler/Data/Npy.h"
#include "compiler/Device/DeviceFile.h"
#include "compiler/Driver/CheckInput.h"
#include "compiler/Driver/Explain.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Signals.h"

using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;

/// A peer that is slower in turns than alone by more than this share was disturbed.
constexpr double kUndisturbed = 0.97;

/// Peers round in other places than aicc may; another computation exceeds the tolerance a hundredfold.
constexpr double kSameComputation = 10;

/// How often a row is measured at most until nothing disturbs it.
constexpr int kContests = 2;

Error RowBench::prepare() {
  if (Error error = folder.check())
    return error;
  if (findProgram("aicc-bench-worker").empty())
    return llvm::createStringError("cannot find the program aicc-bench-worker beside aicc; build it");
  Expected<device::DeviceAttr> chosen = driver::chooseDevice(&context, options.compile);
  if (!chosen)
    return chosen.takeError();
  Expected<device::Device> view = device::viewDevice(*chosen);
  if (!view)
    return view.takeError();
  device = std::move(*view);
  Expected<const target::Target *> target = target::findTarget(device);
  if (target && (*target)->openMeter)
    return prepareDevice(**target);
  // What has no target fails where the first row is compiled.
  llvm::consumeError(target.takeError());
  if (Error error = checkProcessor(device))
    return error;
  cacheBytes = lastLevelCacheBytes(device.largestCacheBytes());
  return Error::success();
}

/// The device is looked at, not opened: rows and roofs have processes of their own, which it may take down.
Error RowBench::prepareDevice(const target::Target &target) {
  auto opened = openMeter(target, device);
  if (!opened)
    return opened.takeError();
  meter = std::move(*opened);
  deviceRoof.emplace(device, int64_t(options.seconds * 1e3));
  for (const device::MemoryLevel &level : device.levels)
    if (level.kind == device::MemoryKind::Cache)
      cacheBytes = std::max(cacheBytes, meter->facts().levels.lookup(level.name).capacity.value_or(0));
  return Error::success();
}

/// A file in the folder that an interrupt removes, too: operands can have gigabytes.
std::string RowBench::temporary(const std::string &name) const {
  std::string path = folder.file(name);
  llvm::sys::RemoveFileOnSignal(path);
  return path;
}

/// Where the row runs. The model speaks of the device that is compiled for: for another one it predicts nothing.
static void noteDevice(const target::DeviceFacts &facts, const device::Device &device, RowResult &result) {
  result.ranOn = facts.name, result.isEmulated = facts.isEmulated;
  if (!target::hasUnitsOf(facts, device))
    result.predictedMs = 0;
}

Error RowBench::measure(RowResult &result) {
  if (result.row.graph == Graph::Other) {
    result.skipped = kNotBuilt.str();
    return Error::success();
  }
  Compiled compiled;
  if (Error error = compile(result, compiled))
    return error;
  if (Error error = provideInputs(result.row, compiled))
    return error;
  result.bytes = touchedBytes(result.row, compiled.function.signature);
  if (isOnDevice())
    noteDevice(meter->facts(), device, result);
  return contest(result, compiled);
}

/// The type whose multiply-add instruction bounds the row.
data::ElementType RowBench::contractedType(const Row &row) const {
  data::ElementType named = row.dtype == Dtype::F32  ? data::ElementType::F32
                            : row.dtype == Dtype::I8 ? data::ElementType::I8
                                                     : data::ElementType::BF16;
  if (row.graph != Graph::Module)
    return named;
  // Of a module: that of its largest argument, which is a weight as a rule. Codes of four bits are expanded.
  auto isSmaller = [](const data::Array &a, const data::Array &b) { return a.size() < b.size(); };
  auto largest = llvm::max_element(inputs, isSmaller);
  if (largest == inputs.end())
    return data::ElementType::F32;
  return row.module && data::nameOf(largest->type()) == "i4" ? named : largest->type();
}

/// Enough copies of what is cold to fill the last-level cache twice, and 256 MB of keys and values.
Stage RowBench::stageOf(const RowResult &result) const {
  Stage stage;
  stage.inputs = llvm::sys::path::parent_path(folder.file("0")).str();
  stage.hasAvx512 = llvm::is_contained(device.silicon.isa, "avx512f");
  if (isOnDevice())
    stage.patienceMs = int64_t(options.seconds * 1e3);
  if (result.row.state == State::Warm)
    return stage;
  int64_t least = result.row.attention ? int64_t(256) << 20 : 0;
  stage.copies = llvm::divideCeil(std::max(2 * cacheBytes, least), rotatingBytes(result.row));
  return stage;
}

/// The results of the last call of `contestant`.
Expected<std::vector<data::Array>> RowBench::fetchResults(Contestant &contestant, const Compiled &compiled) const {
  const std::vector<driver::TensorSlot> &slots = compiled.function.signature.results;
  std::string name = "result.npy";
  for (unsigned number = 1; number < slots.size(); ++number)
    temporary(peers::pathOfResult(name, number));
  if (Error error = contestant.write(temporary(name)))
    return error;
  std::vector<data::Array> results;
  for (auto [number, slot] : llvm::enumerate(slots)) {
    auto array = data::readNpy(peers::pathOfResult(folder.file(name), number), slot.type, slot.shape);
    if (!array)
      return array.takeError();
    results.push_back(std::move(*array));
  }
  return results;
}

Expected<CheckReport> RowBench::checkResults(const Row &row, const Compiled &compiled,
                                             llvm::ArrayRef<data::Array> results) {
  return checker.check(row, *compiled.original, compiled.function.entry->function, inputs, results);
}

Error RowBench::contest(RowResult &result, const Compiled &compiled) {
  Stage stage = stageOf(result);
  std::string refusal;
  auto aicc = Contestant::start(launchOfArtifact(result.row, stage, compiled.library), refusal);
  if (!aicc)
    return aicc.takeError();
  if (!*aicc)
    return llvm::make_error<driver::HardwareError>(refusal);
  // Operands, library and processor are right by now: what goes wrong in the first call is the compiler's fault.
  if (Error error = (*aicc)->run(0, 1).takeError())
    return llvm::make_error<driver::InternalError>(llvm::toString(std::move(error)));
  Expected<std::vector<data::Array>> found = fetchResults(**aicc, compiled);
  if (!found)
    return found.takeError();
  Expected<CheckReport> check = checkResults(result.row, compiled, *found);
  if (!check)
    return check.takeError();
  result.check = std::move(*check);
  // What is wrong is not worth timing.
  if (!result.check.passed)
    return Error::success();
  if (Error error = time(result, **aicc, stage, compiled, *found))
    return error;
  return options.randomSchedules ? trySchedules(result, stage, compiled) : Error::success();
}

Error RowBench::trySchedules(RowResult &result, const Stage &stage, const Compiled &compiled) {
  auto check = [&](Contestant &contestant) -> Error {
    Expected<std::vector<data::Array>> found = fetchResults(contestant, compiled);
    if (!found)
      return found.takeError();
    auto report = checkResults(result.row, compiled, *found);
    if (!report)
      return report.takeError();
    return report->passed ? Error::success()
                          : llvm::make_error<driver::InternalError>("a random schedule is wrong: " + report->message);
  };
  auto name = [&](const std::string &file) { return temporary(file); };
  driver::CompileOptions compile = options.compile;
  compile.threads = result.row.threads;
  TrialRequest request{result.row,       stage,   compiled.module,
                       compiled.library, compile, options.randomSchedules,
                       options.seed,     name,    check};
  Expected<TrialResult> trials = tryRandomSchedules(context, request);
  if (!trials)
    return trials.takeError();
  result.trials = std::move(*trials);
  return Error::success();
}

/// Adds what `entrant` did in its turns. The machine drifts: a peer counts as disturbed only where it was slower in
/// turns than alone both before and after.
static Error addPeer(RowResult &result, Entrant &entrant, const Times &turns, const BurstPlan &plan) {
  Expected<double> after = timeSolo(*entrant.contestant, plan);
  if (!after)
    return after.takeError();
  double solo = std::max(entrant.soloMs, *after);
  PeerResult &peer = result.peers.emplace_back();
  peer.name = entrant.contestant->getLabel(), peer.version = entrant.contestant->getVersion();
  peer.times = turns, peer.soloMs = solo;
  if (solo < kUndisturbed * turns.median)
    result.invalid = llvm::formatv("{0} took {1:f3} ms in turns and {2:f3} ms alone",
                                   entrant.contestant->getLabel(), turns.median, solo);
  return Error::success();
}

/// A row that lost more than a little of its time to others is not to be trusted.
static void noteDisturbance(RowResult &result, llvm::ArrayRef<Times> turns) {
  constexpr double kTolerated = 0.03;
  double wall = 0;
  for (const Times &times : turns)
    wall += times.median * double(times.calls);
  double share = result.lost.total() / std::max(wall * double(result.row.threads), 1e-6);
  if (share > kTolerated)
    result.invalid = llvm::formatv("others took {0:f0} % of the processors", share * 100);
}

/// Turns of all, then each peer alone again. Forgets what an earlier contest has found. `stream` may be null.
Error RowBench::takeTurns(RowResult &result, Contestant &aicc, Contestant *stream,
                          llvm::MutableArrayRef<Entrant> entrants) const {
  result.peers.clear(), result.invalid.clear(), result.lost = Disturbance();
  Expected<double> fastest = estimate(aicc);
  if (!fastest)
    return fastest.takeError();
  std::vector<Contestant *> contestants = {&aicc};
  for (Entrant &entrant : entrants) {
    *fastest = std::min(*fastest, entrant.soloMs);
    contestants.push_back(entrant.contestant.get());
  }
  if (stream)
    contestants.push_back(stream);
  BurstPlan plan = planBursts(*fastest, options.repeat);
  auto times = runTurns(contestants, plan, result.lost);
  if (!times)
    return times.takeError();
  // What others do to the processor does not slow another device down.
  if (!isOnDevice())
    noteDisturbance(result, *times);
  result.times = times->front();
  result.roof.streamGBs = stream ? double(result.bytes) / times->back().median * 1e-6 : 0;
  for (auto [entrant, turns] : llvm::zip_equal(entrants, llvm::ArrayRef(*times).slice(1, entrants.size())))
    if (Error error = addPeer(result, entrant, turns, plan))
      return error;
  return Error::success();
}

/// The peers' results beside aicc's `found`, and beside the oracle's.
Error RowBench::comparePeers(RowResult &result, llvm::MutableArrayRef<Entrant> entrants, const Compiled &compiled,
                             llvm::ArrayRef<data::Array> found) {
  for (auto [entrant, peer] : llvm::zip_equal(entrants, result.peers)) {
    Expected<std::vector<data::Array>> other = fetchResults(*entrant.contestant, compiled);
    if (!other)
      return other.takeError();
    peer.maxDifference = largestDifference(*other, found);
    auto check = checkResults(result.row, compiled, *other);
    if (!check)
      return check.takeError();
    peer.check = std::move(*check);
    if (peer.check.ofTolerance > kSameComputation)
      result.invalid = peer.name + " computes something else: " + peer.check.message;
  }
  return Error::success();
}

Error RowBench::time(RowResult &result, Contestant &aicc, const Stage &stage, const Compiled &compiled,
                     llvm::ArrayRef<data::Array> found) {
  std::vector<Entrant> entrants;
  if (Error error = timeContest(result, aicc, stage, entrants))
    return error;
  return comparePeers(result, entrants, compiled, found);
}

/// The type by the name that device files have for it.
static llvm::StringRef instructionType(data::ElementType type, bool allowTf32) {
  if (type == data::ElementType::I8)
    return "s8";
  return type == data::ElementType::F32 && allowTf32 ? "tf32" : data::nameOf(type);
}

/// The roof of this moment, without the host's stream, which takes turns with the row; where the device does not answer,
/// an empty one and why.
Roof RowBench::roofNow(const RowResult &result, const Stage &stage, std::string &fault) {
  const Row &row = result.row;
  if (!isOnDevice())
    return measureArithmetic(contractedType(row), unsigned(row.threads), stage.hasAvx512);
  int64_t inMemory = 4 * cacheBytes;
  bool isFar = row.state == State::Cold || (inMemory && result.bytes > inMemory);
  Expected<Roof> roof = deviceRoof->measure(instructionType(contractedType(row), options.compile.allowTf32),
                                            isFar ? 0 : std::max<int64_t>(result.bytes, 1));
  if (roof)
    return *roof;
  fault = "no roof: " + llvm::toString(roof.takeError());
  return {};
}

/// The contestant that reads as many bytes as the row; none where another device's meter does.
Expected<std::unique_ptr<Contestant>> RowBench::startStream(const RowResult &result, const Stage &stage) const {
  if (isOnDevice())
    return nullptr;
  std::string refusal;
  return Contestant::start(launchOfStream(result.row, stage, result.bytes), refusal);
}

Error RowBench::timeContest(RowResult &result, Contestant &aicc, const Stage &stage, std::vector<Entrant> &entrants) {
  MachineLock lock;
  std::string fault;
  entrants = enterPeers(peersOf(result.row, stage, libraries), options.repeat, result.refusals, fault);
  auto stream = startStream(result, stage);
  if (!stream)
    return stream.takeError();
  Roof before = roofNow(result, stage, fault);
  for (int attempt = 0; attempt < kContests && (attempt == 0 || !result.invalid.empty()); ++attempt)
    if (Error error = takeTurns(result, aicc, stream->get(), entrants))
      return error;
  double streamGBs = result.roof.streamGBs;
  result.roof = better(before, roofNow(result, stage, fault));
  if (*stream)
    result.roof.streamGBs = streamGBs;
  // Times without a peer that should be there are no comparison.
  if (!fault.empty())
    result.invalid = fault;
  if (result.isEmulated)
    result.invalid = "emulated: " + result.ranOn + " is no device, and its times mean nothing";
  return Error::success();
}
