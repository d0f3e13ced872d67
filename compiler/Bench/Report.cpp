// Numbers to text; see Report.h.
#include "compiler/Bench/Report.h"
#include "compiler/Bench/Machine.h"
#include "compiler/Bench/Peers.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <map>

using namespace aicc;
using namespace aicc::bench;
using llvm::format;
using llvm::formatv;
using llvm::raw_ostream;
using llvm::StringRef;
namespace json = llvm::json;

//===-- Summary -------------------------------------------------------------------------------------------------===//

static StringRef sizeGroup(int64_t m) {
  return m >= 128 ? "M >= 128" : m > 64 ? "64 < M < 128" : m >= 16 ? "16 <= M <= 64" : "M < 16";
}

/// How the operands of a row lie: "nk", "bshd".
static StringRef layoutOf(const Row &row) {
  if (!row.attention)
    return nameOf(row.layout);
  return row.attention->isBshd ? "bshd" : "bhsd";
}

/// The group of a row: like is compared with like.
static std::string groupOf(const Row &row) {
  if (row.graph == Graph::Module)
    return row.module ? formatv("{0} {1}", row.module->group, nameOf(row.dtype)).str() : "modules";
  if (row.attention)
    return formatv("attention {0} {1} {2}", nameOf(row.dtype), row.attention->isDecode() ? "decode" : "prefill",
                   nameOf(row.state));
  if (row.graph != Graph::Gemm)
    return formatv("{0} {1}", nameOf(row.graph), nameOf(row.dtype));
  return formatv("{0} {1} {2} {3}, {4}", nameOf(row.dtype), nameOf(row.mode), nameOf(row.layout), nameOf(row.state),
                 sizeGroup(row.m));
}

static void addRatios(GroupSummary &group, const std::vector<const RowResult *> &members) {
  std::vector<double> ratios;
  std::map<std::string, std::vector<double>> byPeer;
  for (const RowResult *member : members) {
    for (const PeerResult &peer : member->peers)
      byPeer[peer.name].push_back(peer.times.median / member->times.median);
    if (!member->bestPeer())
      continue;
    ratios.push_back(member->ratio());
    if (group.worstRow.empty() || ratios.back() < group.worst)
      group.worst = ratios.back(), group.worstRow = formatv("{0} x{1}", member->row.id, member->row.threads);
  }
  group.compared = ratios.size(), group.geometricMean = geometricMean(ratios);
  for (const auto &[name, values] : byPeer)
    group.peers[name] = geometricMean(values);
}

static GroupSummary summariseGroup(StringRef name, const std::vector<const RowResult *> &members) {
  GroupSummary group;
  group.name = name.str(), group.rows = members.size();
  addRatios(group, members);
  std::vector<double> shares, versus;
  for (const RowResult *member : members) {
    shares.push_back(member->roofShare());
    if (member->vsBf16)
      versus.push_back(*member->vsBf16);
  }
  group.roofShare = geometricMean(shares), group.vsBf16 = geometricMean(versus);
  return group;
}

std::vector<GroupSummary> bench::summarise(llvm::ArrayRef<RowResult> results) {
  std::map<std::string, std::vector<const RowResult *>> groups;
  for (const RowResult &result : results)
    if (result.skipped.empty() && result.invalid.empty() && result.roofShare() > 0)
      groups[groupOf(result.row)].push_back(&result);
  std::vector<GroupSummary> summary;
  for (auto &[name, members] : groups)
    summary.push_back(summariseGroup(name, members));
  return summary;
}

//===-- JSON ----------------------------------------------------------------------------------------------------===//

/// JSON has neither infinities nor NaN; 0 stands for "not measured" in `optional`.
static json::Value number(double value) { return std::isfinite(value) ? json::Value(value) : json::Value(nullptr); }
static json::Value optional(double value) { return value ? number(value) : json::Value(nullptr); }

static void writeTimes(json::OStream &out, const Times &times) {
  out.attribute("median", number(times.median));
  out.attribute("min", number(times.min));
}

static void writePeers(json::OStream &out, const RowResult &result) {
  out.attributeObject("peers", [&] {
    for (const PeerResult &peer : result.peers)
      out.attributeObject(peer.name, [&] {
        writeTimes(out, peer.times);
        out.attribute("solo", number(peer.soloMs));
        out.attribute("ratio", number(result.times.median ? peer.times.median / result.times.median : 0));
        out.attribute("max_difference", number(peer.maxDifference));
        out.attribute("max_error", number(peer.check.maxError));
        out.attribute("of_tolerance", number(peer.check.ofTolerance));
        out.attribute("version", peer.version);
      });
  });
  out.attribute("ratio", optional(result.ratio()));
  out.attributeObject("refused", [&] {
    for (const auto &[name, reason] : result.refusals)
      out.attribute(name, reason);
  });
}

static void writeRoof(json::OStream &out, const RowResult &result) {
  out.attribute("roof_share", optional(result.roofShare()));
  out.attributeObject("roof_now", [&] {
    out.attribute("ms", optional(result.roofMs()));
    out.attribute("peak_gflops", optional(result.roof.peakGflops));
    out.attribute("stream_gb_s", optional(result.roof.streamGBs));
    out.attribute("clock_ghz", optional(result.roof.clockGHz));
  });
  out.attribute("bound", result.isComputeBound() ? "compute" : "memory");
}

static void writeTrials(json::OStream &out, const TrialResult &trials) {
  out.attributeObject("random_schedules", [&] {
    out.attribute("count", trials.count);
    out.attributeObject("default", [&] { writeTimes(out, trials.defaultTimes); });
    out.attributeObject("best", [&] { writeTimes(out, trials.bestTimes); });
    out.attribute("default_share", number(trials.defaultShare()));
    out.attribute("schedule", trials.best);
  });
}

static void writeMeasured(json::OStream &out, const RowResult &result) {
  out.attribute("schedule", result.schedule);
  out.attributeObject("ms", [&] { writeTimes(out, result.times); });
  out.attribute("calls", result.times.calls);
  out.attribute("gflops", optional(result.gflops()));
  writeRoof(out, result);
  out.attribute("predicted_ms", optional(result.predictedMs));
  out.attribute("model_error", result.predictedMs && result.times.median
                                   ? number(result.predictedMs / result.times.median - 1)
                                   : json::Value(nullptr));
  out.attributeObject("check", [&] {
    out.attribute("passed", result.check.passed);
    out.attribute("method", result.check.method);
    out.attribute("of_tolerance", number(result.check.ofTolerance));
  });
  out.attribute("max_error", number(result.check.maxError));
  writePeers(out, result);
  out.attribute("vs_bf16", result.vsBf16 ? number(*result.vsBf16) : json::Value(nullptr));
  if (result.trials.count)
    writeTrials(out, result.trials);
  out.attribute("device", result.device);
  out.attribute("ran_on", result.ranOn.empty() ? json::Value(nullptr) : json::fixUTF8(result.ranOn));
  out.attribute("mark", result.isEmulated ? "emulated" : "measured");
  out.attribute("compiler", result.compiler);
  out.attribute("steal", number(result.lost.stealMs));
  out.attribute("foreign", number(result.lost.foreignMs));
  out.attribute("valid", result.invalid.empty() && result.check.passed);
  if (!result.invalid.empty())
    out.attribute("invalid", result.invalid);
}

/// By the names of workload files.
static void writeAttention(json::OStream &out, const AttentionShape &shape) {
  out.attribute("B", shape.batch), out.attribute("H", shape.heads), out.attribute("Hkv", shape.kvHeads);
  out.attribute("Sq", shape.queries), out.attribute("Skv", shape.keys);
  out.attribute("Dqk", shape.headSize), out.attribute("Dv", shape.valueSize);
  out.attribute("mask", nameOf(shape.mask));
  out.attribute("pairs", shape.seenPairs());
}

static void writeRow(json::OStream &out, const RowResult &result) {
  const Row &row = result.row;
  out.object([&] {
    out.attribute("id", row.id);
    out.attribute("graph", row.module && !row.module->name.empty() ? row.module->name : nameOf(row.graph));
    if (row.attention)
      writeAttention(out, *row.attention);
    if (row.m)
      out.attribute("M", row.m), out.attribute("N", row.n), out.attribute("K", row.k);
    if (row.module)
      out.attribute("dtype", nameOf(row.dtype)), out.attribute("group", row.module->group);
    if (row.graph != Graph::Module) {
      out.attribute("dtype", nameOf(row.dtype));
      out.attribute("mode", nameOf(row.mode));
      out.attribute("layout", layoutOf(row));
    }
    out.attribute("threads", row.threads);
    out.attribute("state", nameOf(row.state));
    if (result.skipped.empty())
      writeMeasured(out, result);
    else
      out.attribute("skipped", result.skipped);
  });
}

static void writeGroup(json::OStream &out, const GroupSummary &group) {
  out.object([&] {
    out.attribute("name", group.name);
    out.attribute("rows", group.rows);
    out.attribute("compared", group.compared);
    out.attribute("geometric_mean", optional(group.geometricMean));
    out.attribute("worst", optional(group.worst));
    out.attribute("worst_row", group.worstRow.empty() ? json::Value(nullptr) : json::Value(group.worstRow));
    out.attributeObject("peers", [&] {
      for (const auto &[name, mean] : group.peers)
        out.attribute(name, number(mean));
    });
    out.attribute("roof_share", optional(group.roofShare));
    out.attribute("vs_bf16", optional(group.vsBf16));
  });
}

static void writeMachine(json::OStream &out) {
  Machine machine = describeMachine();
  out.attributeObject("machine", [&] {
    out.attribute("processor", machine.processor);
    out.attribute("processors", machine.processors);
    out.attribute("last_level_cache_bytes", machine.lastLevelCacheBytes);
    out.attribute("memory_bytes", machine.memoryBytes);
    out.attribute("virtual", machine.isVirtual);
    out.attribute("system", machine.system);
  });
}

static void writeSummary(json::OStream &out, llvm::ArrayRef<RowResult> results) {
  auto isSkipped = [](const RowResult &r) { return !r.skipped.empty(); };
  auto isInvalid = [](const RowResult &r) { return !r.invalid.empty(); };
  auto isWrong = [&](const RowResult &r) { return !isSkipped(r) && !r.check.passed; };
  out.attribute("rows", int64_t(results.size()));
  out.attribute("skipped", int64_t(llvm::count_if(results, isSkipped)));
  out.attribute("invalid", int64_t(llvm::count_if(results, isInvalid)));
  out.attribute("wrong", int64_t(llvm::count_if(results, isWrong)));
  out.attribute("date", currentTime());
  out.attributeArray("absent_peers", [&] {
    for (const std::string &peer : absentPeers())
      out.value(peer);
  });
  writeMachine(out);
  out.attributeArray("groups", [&] {
    for (const GroupSummary &group : bench::summarise(results))
      writeGroup(out, group);
  });
}

std::string bench::jsonText(llvm::ArrayRef<RowResult> results) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  json::OStream out(stream, 1);
  out.object([&] {
    out.attributeArray("rows", [&] {
      for (const RowResult &result : results)
        writeRow(out, result);
    });
    out.attributeObject("summary", [&] { writeSummary(out, results); });
  });
  return text + "\n";
}

//===-- Text ----------------------------------------------------------------------------------------------------===//

void bench::printHeading(raw_ostream &stream) {
  stream << formatv("{0,-30} {1,-4} {2,-9} {3,-4} {4,-4} {5,2} {6,10} {7,8} {8,13} {9,6} {10,7}  {11}\n", "row", "type",
                    "weights", "", "", "x", "median", "GFLOP/s", "of roof", "model", "ratio", "peers");
}

/// "34 %".
static std::string percent(double share) { return formatv("{0} %", format("%.0f", share * 100)); }

/// Milliseconds with four significant digits.
static std::string milliseconds(double ms) { return formatv("{0}", format(ms < 1000 ? "%.4g" : "%.0f", ms)); }

static void printPeers(const RowResult &result, raw_ostream &stream) {
  for (const PeerResult &peer : result.peers)
    stream << " " << peer.name << " " << milliseconds(peer.times.median) << " ms";
  if (result.vsBf16)
    stream << formatv(" {0:f2}x of bf16", *result.vsBf16);
  if (result.trials.count)
    stream << formatv("  {0:f3}x of the best of {1} schedules", result.trials.defaultShare(), result.trials.count);
  if (!result.check.passed)
    stream << "  WRONG: " << result.check.message;
  if (!result.invalid.empty())
    stream << "  invalid: " << result.invalid;
  if (!result.ranOn.empty())
    stream << "  compiled for " << result.device << ", ran on " << result.ranOn;
  if (result.lost.stealMs > 0)
    stream << formatv("  {0:f0} ms stolen", result.lost.stealMs);
}

void bench::printRow(const RowResult &result, raw_ostream &stream) {
  const Row &row = result.row;
  bool isModule = row.graph == Graph::Module;
  stream << formatv("{0,-30} {1,-4} {2,-9} {3,-4} {4,-4} {5,2} ", row.id, isModule && !row.module ? "" : nameOf(row.dtype),
                    isModule ? "" : nameOf(row.mode), isModule ? "" : layoutOf(row), nameOf(row.state),
                    row.threads);
  if (!result.skipped.empty()) {
    stream << "skipped: " << result.skipped << "\n";
    return;
  }
  std::string ratio = result.ratio() ? formatv("{0:f2}", result.ratio()).str() : "-";
  std::string model = result.times.median && result.predictedMs ? percent(result.predictedMs / result.times.median) : "-";
  std::string bound = percent(result.roofShare()) + (result.isComputeBound() ? " compute" : " memory ");
  stream << formatv("{0,10} {1,8:f1} {2,13} {3,6} {4,7} ", milliseconds(result.times.median),
                    result.gflops(), bound, model, ratio);
  printPeers(result, stream);
  stream << "\n";
}

static void printGroup(const GroupSummary &group, raw_ostream &stream) {
  auto ratio = [](double value) { return value ? formatv("{0:f3}", value).str() : "-"; };
  stream << formatv("{0,-44} {1,4} {2,8} {3,6} {4,7}  {5}", group.name, group.rows, ratio(group.geometricMean),
                    ratio(group.worst), percent(group.roofShare), group.worstRow);
  if (group.peers.size() > 1)
    for (const auto &[name, mean] : group.peers)
      stream << formatv("  {0} {1:f3}", name, mean);
  if (group.vsBf16)
    stream << formatv("  {0:f2}x of bf16", group.vsBf16);
  stream << "\n";
}

void bench::printSummary(llvm::ArrayRef<RowResult> results, raw_ostream &stream) {
  std::vector<GroupSummary> groups = bench::summarise(results);
  if (groups.empty())
    return;
  stream << formatv("\n{0,-44} {1,4} {2,8} {3,6} {4,7}  {5}\n", "best peer's time / aicc's", "rows", "geo mean",
                    "worst", "of roof", "worst row; geometric mean by peer");
  for (const GroupSummary &group : groups)
    printGroup(group, stream);
  if (std::vector<std::string> absent = absentPeers(); !absent.empty())
    stream << "peers that are not here: " << llvm::join(absent, ", ") << "\n";
}
