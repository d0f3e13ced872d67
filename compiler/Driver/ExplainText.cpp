// Prints explanations, for people and for programs; see Explain.h.
#include "compiler/Artifact/Manifest.h"
#include "compiler/Driver/Explain.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

using namespace aicc;
using namespace aicc::driver;
using llvm::json::OStream;
using llvm::raw_ostream;
using llvm::StringRef;
using graph::RegionChoice;
using graph::RegionTime;
using target::LevelTraffic;
using target::TimeBound;

/// `value` with four digits and a decimal prefix: "2.416 GFLOP".
static std::string withUnit(double value, StringRef unit) {
  static constexpr llvm::StringLiteral prefixes[] = {"", "k", "M", "G", "T", "P"};
  unsigned prefix = 0;
  for (; value >= 1000 && prefix + 1 < std::size(prefixes); ++prefix)
    value /= 1000;
  return llvm::formatv("{0} {1}{2}", llvm::formatv("{0}", llvm::format("%.4g", value)).str(), prefixes[prefix], unit)
      .str();
}

static std::string inMilliseconds(double seconds) {
  return llvm::formatv("{0} ms", llvm::format("%.4g", seconds * 1e3)).str();
}

static void printList(raw_ostream &os, StringRef title, llvm::ArrayRef<std::string> lines) {
  for (const std::string &line : lines) {
    os << llvm::formatv("  {0,-10} {1}\n", title, line);
    title = "";
  }
}

//===-- Regions -------------------------------------------------------------------------------------------------===//

static std::string inMicroseconds(double seconds) { return llvm::formatv("{0:f2}", seconds * 1e6).str(); }

/// "arithmetic 12.00 and 14.00": a part of both times, fused first.
static std::string partText(StringRef name, const RegionChoice &choice, double RegionTime::*part) {
  return (name + " " + inMicroseconds((*choice.fused).*part) + " and " + inMicroseconds((*choice.apart).*part)).str();
}

/// The part of the time that speaks most against one kernel.
static StringRef reasonAgainst(const RegionChoice &choice) {
  double compute = choice.fused->compute - choice.apart->compute, memory = choice.fused->memory - choice.apart->memory;
  return compute >= memory ? "in one kernel its arithmetic takes longer" : "in one kernel it moves more bytes";
}

/// What was chosen, with both predicted times.
static std::string choiceText(const RegionChoice &choice) {
  std::string text = choice.role + " \"" + choice.op + "\" " + (choice.isFused ? "fused" : "left apart");
  if (!choice.fused || !choice.apart)
    return text + ": not predicted, the device file or the target's model says too little";
  text += ": predicted " + inMicroseconds(choice.fused->seconds) + " us in one kernel, " +
          inMicroseconds(choice.apart->seconds) + " us apart (" +
          partText("arithmetic", choice, &RegionTime::compute) + ", " + partText("memory", choice, &RegionTime::memory) +
          ", " + partText("starting", choice, &RegionTime::call) + ")";
  return choice.isFused ? text : text + "; " + reasonAgainst(choice).str();
}

static std::vector<std::string> choiceTexts(const KernelExplanation &explanation) {
  std::vector<std::string> texts;
  llvm::transform(explanation.choices, std::back_inserter(texts), choiceText);
  return texts;
}

//===-- Schedules and bounds ------------------------------------------------------------------------------------===//

static void printSchedule(raw_ostream &os, llvm::ArrayRef<ScheduleRow> rows) {
  size_t band = strlen("band"), extents = strlen("extents");
  for (const ScheduleRow &row : rows) {
    band = std::max(band, row.band.size());
    extents = std::max(extents, row.extents.size());
  }
  auto line = [&](StringRef a, StringRef b, StringRef c) {
    os << "  " << a.str() + std::string(band - a.size(), ' ') << "  " << b.str() + std::string(extents - b.size(), ' ')
       << "  " << c << "\n";
  };
  line("band", "extents", "staged there");
  for (const ScheduleRow &row : rows)
    line(row.band, row.extents, row.staged);
}

/// The share of the roof, where all that it needs is known.
static std::optional<double> roofShare(const TimeBound &bound) {
  bool isKnown = bound.leastBytes && bound.peakFlops && bound.seconds() > 0;
  return isKnown ? std::optional<double>(bound.roofSeconds() / bound.seconds()) : std::nullopt;
}

static std::string roofText(const TimeBound &bound) {
  std::optional<double> share = roofShare(bound);
  return share ? llvm::formatv("; {0} % of the roof", llvm::format("%.3g", 100 * *share)).str() : "";
}

static void printWaves(raw_ostream &os, const target::Waves &waves) {
  os << llvm::formatv("  {0,-12} {1,14} {2,16} {3,14}\n", "waves", llvm::formatv("{0} tiles", waves.tiles).str(),
                      llvm::formatv("{0} waves", llvm::format("%.3g", waves.count)).str(),
                      inMilliseconds(waves.unitSeconds));
  os << llvm::formatv("  {0,-12} {1,14} {2,16} {3,14}\n", "launches", "", "", inMilliseconds(waves.launchSeconds));
  os << "  occupancy: " << waves.perUnit << (waves.perUnit == 1 ? " tile" : " tiles") << " on a unit at once, limited by "
     << waves.limit << "\n";
}

static void printBound(raw_ostream &os, const TimeBound &bound) {
  os << llvm::formatv("  {0,-12} {1,14} {2,16} {3,14}\n", "resource", "amount", "rate", "time");
  auto line = [&](StringRef name, const std::string &amount, std::optional<double> rate, StringRef unit,
                  double seconds) {
    os << llvm::formatv("  {0,-12} {1,14} {2,16} {3,14}\n", name, amount, rate ? withUnit(*rate, unit) : "unknown",
                        rate ? inMilliseconds(seconds) : "-");
  };
  line("compute", withUnit(double(bound.flops), "FLOP"), bound.peakFlops, "FLOP/s", bound.computeSeconds());
  for (const LevelTraffic &level : bound.levels)
    line(level.level, withUnit(double(level.bytes), "B"), level.bandwidth, "B/s", TimeBound::secondsOf(level));
  if (bound.waves)
    printWaves(os, *bound.waves);
  StringRef worker = bound.waves ? "unit" : "thread";
  if (!bound.binding().empty())
    os << "  predicted: at least " << inMilliseconds(bound.seconds()) << " a call on " << bound.threads << " " << worker
       << (bound.threads == 1 ? "" : "s") << ", bound by " << bound.binding() << roofText(bound) << "\n";
}

static void printKernel(raw_ostream &os, const KernelExplanation &explanation) {
  const artifact::Kernel &kernel = explanation.kernel;
  os << "kernel @" << kernel.name << ": " << kernel.calls << (kernel.calls == 1 ? " call, " : " calls, ")
     << withUnit(double(kernel.flops), "FLOP") << " each, digest " << StringRef(kernel.digest).take_front(12) << "\n";
  os << llvm::formatv("  {0,-10} {1}\n", "dims", llvm::join(explanation.dims, ", "));
  printList(os, "operands", explanation.operands);
  printList(os, "computes", explanation.computations);
  printList(os, "region", explanation.decisions);
  printList(os, "cost", choiceTexts(explanation));
  std::vector<std::string> scratch;
  for (const auto &[level, bytes] : kernel.scratchBytes)
    scratch.push_back(level + " " + std::to_string(bytes) + " bytes");
  printList(os, "scratch", scratch);
  if (kernel.selected)
    printList(os, "tuned", kernel.selected->note);
  os << "\n";
  printSchedule(os, explanation.schedule);
  os << "\n";
  printBound(os, explanation.bound);
  if (!explanation.notLowered.empty())
    os << "  not lowered yet: " << explanation.notLowered << "\n";
  os << "\n";
}

/// Predicted and measured times side by side. A prediction is a lower bound for the device that the file describes.
static void printMeasurements(raw_ostream &os, const Explanation &explanation) {
  if (!explanation.notMeasured.empty())
    os << "not measured: " << explanation.notMeasured << "\n\n";
  bool isMeasured = llvm::any_of(explanation.kernels, [](auto &kernel) { return kernel.measured.has_value(); });
  if (!isMeasured)
    return;
  size_t width = strlen("kernel");
  for (const KernelExplanation &kernel : explanation.kernels)
    width = std::max(width, kernel.kernel.name.size() + 1);
  auto line = [&](StringRef name, StringRef predicted, StringRef measured, StringRef ratio) {
    os << name << std::string(width - name.size(), ' ')
       << llvm::formatv("  {0,14}  {1,14}  {2,20}\n", predicted, measured, ratio);
  };
  line("kernel", "predicted", "measured", "measured / predicted");
  for (const KernelExplanation &kernel : explanation.kernels) {
    std::optional<double> ratio = kernel.ratio();
    line("@" + kernel.kernel.name, ratio ? inMilliseconds(kernel.bound.seconds()) : "unknown",
         inMilliseconds(kernel.measured->seconds),
         ratio ? llvm::formatv("{0:f2}", *ratio).str() : "-");
  }
  os << "\n";
}

static void printEntry(raw_ostream &os, const artifact::Entry &entry) {
  if (entry.isPrepare)
    return;
  os << "function @" << entry.function << ": arena " << entry.arenaBytes << " bytes, at least " << entry.liveBytes
     << " bytes live at once; prepared weights " << entry.preparedBytes << " bytes\n";
}

void driver::printExplanation(raw_ostream &os, const Compilation &compilation, const Explanation &explanation) {
  os << "module " << compilation.getInfo().module << " for device " << compilation.getDevice().id << "\n\n";
  for (const KernelExplanation &kernel : explanation.kernels)
    printKernel(os, kernel);
  printMeasurements(os, explanation);
  for (const artifact::Entry &entry : explanation.entries)
    printEntry(os, entry);
  os << llvm::formatv("{0} % of {1} run in scheduled kernels\n",
                      llvm::formatv("{0}", llvm::format("%.4g", 100 * explanation.scheduledShare())).str(),
                      withUnit(double(explanation.totalFlops), "FLOP"));
}

//===-- JSON ----------------------------------------------------------------------------------------------------===//

static void writeStrings(OStream &json, StringRef name, llvm::ArrayRef<std::string> lines) {
  json.attributeArray(name, [&] {
    for (const std::string &line : lines)
      json.value(llvm::json::fixUTF8(line));
  });
}

static void writeSchedule(OStream &json, llvm::ArrayRef<ScheduleRow> rows) {
  json.attributeArray("schedule", [&] {
    for (const ScheduleRow &row : rows)
      json.object([&] {
        json.attribute("band", llvm::json::fixUTF8(row.band));
        json.attribute("extents", llvm::json::fixUTF8(row.extents));
        json.attribute("staged", llvm::json::fixUTF8(row.staged));
      });
  });
}

static void writeWaves(OStream &json, const target::Waves &waves) {
  json.attributeObject("waves", [&] {
    json.attribute("tiles", waves.tiles);
    json.attribute("per_unit", waves.perUnit);
    json.attribute("limit", waves.limit);
    json.attribute("count", waves.count);
    json.attribute("seconds", waves.unitSeconds);
    json.attribute("launch_seconds", waves.launchSeconds);
  });
}

static void writeBound(OStream &json, const TimeBound &bound) {
  json.attributeObject("predicted", [&] {
    json.attribute("threads", bound.threads);
    json.attribute("seconds", bound.seconds());
    json.attribute("bound_by", bound.binding());
    json.attribute("flops", bound.flops);
    json.attribute("peak_flops", bound.peakFlops ? llvm::json::Value(*bound.peakFlops) : nullptr);
    std::optional<double> share = roofShare(bound);
    json.attribute("roof_share", share ? llvm::json::Value(*share) : nullptr);
    if (bound.waves)
      writeWaves(json, *bound.waves);
    json.attributeArray("levels", [&] {
      for (const LevelTraffic &level : bound.levels)
        json.object([&] {
          json.attribute("level", level.level);
          json.attribute("bytes", level.bytes);
          json.attribute("bandwidth", level.bandwidth ? llvm::json::Value(*level.bandwidth) : nullptr);
          json.attribute("seconds", TimeBound::secondsOf(level));
        });
    });
  });
}

static void writeMeasurement(OStream &json, const KernelExplanation &kernel) {
  if (!kernel.measured)
    return;
  std::optional<double> ratio = kernel.ratio();
  json.attributeObject("measured", [&] {
    json.attribute("seconds", kernel.measured->seconds);
    json.attribute("calls", kernel.measured->calls);
    json.attribute("ratio_to_predicted", ratio ? llvm::json::Value(*ratio) : nullptr);
  });
}

static void writeTime(OStream &json, StringRef name, const std::optional<RegionTime> &time) {
  if (!time)
    return json.attribute(name, nullptr);
  json.attributeObject(name, [&] {
    json.attribute("seconds", time->seconds);
    json.attribute("compute_seconds", time->compute);
    json.attribute("memory_seconds", time->memory);
    json.attribute("start_seconds", time->call);
  });
}

static void writeChoices(OStream &json, const std::vector<RegionChoice> &choices) {
  json.attributeArray("choices", [&] {
    for (const RegionChoice &choice : choices)
      json.object([&] {
        json.attribute("computation", llvm::json::fixUTF8(choice.op));
        json.attribute("role", choice.role);
        json.attribute("chosen", choice.isFused ? "fused" : "apart");
        writeTime(json, "predicted_fused", choice.fused);
        writeTime(json, "predicted_apart", choice.apart);
      });
  });
}

static void writeKernel(OStream &json, const KernelExplanation &explanation) {
  const artifact::Kernel &kernel = explanation.kernel;
  json.object([&] {
    json.attribute("name", llvm::json::fixUTF8(kernel.name));
    json.attribute("digest", kernel.digest);
    json.attribute("calls", kernel.calls);
    json.attribute("flops", kernel.flops);
    writeStrings(json, "dims", explanation.dims);
    writeStrings(json, "operands", explanation.operands);
    writeStrings(json, "computations", explanation.computations);
    writeStrings(json, "region", explanation.decisions);
    writeChoices(json, explanation.choices);
    json.attributeObject("scratch_bytes", [&] {
      for (const auto &[level, bytes] : kernel.scratchBytes)
        json.attribute(level, bytes);
    });
    artifact::writeSelected(json, kernel);
    writeSchedule(json, explanation.schedule);
    json.attribute("not_lowered", explanation.notLowered.empty() ? llvm::json::Value(nullptr)
                                                                 : llvm::json::fixUTF8(explanation.notLowered));
    writeBound(json, explanation.bound);
    writeMeasurement(json, explanation);
  });
}

void driver::writeExplanation(OStream &json, const Explanation &explanation) {
  json.attribute("scheduled_flops", explanation.scheduledFlops);
  json.attribute("total_flops", explanation.totalFlops);
  json.attribute("scheduled_share", explanation.scheduledShare());
  if (!explanation.notMeasured.empty())
    json.attribute("not_measured", explanation.notMeasured);
  json.attributeArray("functions", [&] {
    for (const artifact::Entry &entry : explanation.entries)
      if (!entry.isPrepare)
        json.object([&] {
          json.attribute("name", llvm::json::fixUTF8(entry.function));
          json.attribute("arena_bytes", entry.arenaBytes);
          json.attribute("live_bytes", entry.liveBytes);
          json.attribute("prepared_bytes", entry.preparedBytes);
        });
  });
  json.attributeArray("kernels",
                      [&] { llvm::for_each(explanation.kernels, [&](auto &kernel) { writeKernel(json, kernel); }); });
}
