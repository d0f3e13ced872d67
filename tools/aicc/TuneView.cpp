// See TuneView.h.
#include "tools/aicc/TuneView.h"

#include "llvm/Support/FormatVariadic.h"
#include <cmath>
#include <sys/ioctl.h>

using namespace aicc;
using namespace aicc::autotune;

/// Four digits that mean something, whatever the kernel's size.
static std::string inMs(double ms) {
  return (ms < 0.01  ? llvm::formatv("{0:f6}", ms)
          : ms < 100 ? llvm::formatv("{0:f4}", ms)
                     : llvm::formatv("{0:f2}", ms))
      .str();
}

void TuneView::clear() {
  if (isLineOpen)
    os << "\r\033[K";
  isLineOpen = false;
  os.flush();
}

/// The columns of `terminal` now; 0 where it does not know them.
static size_t columnsOf(int terminal) {
  winsize size = {};
  return ioctl(terminal, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// Replaces the changing line. One as long as the terminal would wrap, and only its last part would be overwritten.
void TuneView::show(std::string line) {
  clear();
  if (size_t columns = columnsOf(*terminal); columns && line.size() >= columns) {
    line.resize(columns - 1);
    // No part of a character stays.
    while (!llvm::json::isUTF8(line))
      line.pop_back();
  }
  os << line;
  isLineOpen = true;
}

void TuneView::began(const KernelStatus &status) {
  clear();
  os << "kernel @" << status.name << ", digest " << status.digest.substr(0, 12) << ", " << status.calls
     << (status.calls == 1 ? " call" : " calls") << ": default " << inMs(status.search->getDefaultMs()) << " ms";
  if (size_t trials = status.search->getTrials())
    os << ", " << trials << " trials taken up";
  else if (size_t hints = status.search->getHints())
    os << ", begins with " << hints << (hints == 1 ? " schedule" : " schedules") << " of near records";
  os << "\n";
  os.flush();
}

/// "3 m 20 s"; empty where it is not known.
static std::string duration(double seconds) {
  if (seconds < 0)
    return "";
  int64_t whole = int64_t(seconds + 0.5);
  return whole < 60 ? llvm::formatv("{0} s", whole).str() : llvm::formatv("{0} m {1} s", whole / 60, whole % 60).str();
}

/// "0.2031 ms, 1.06x the default, 89 % of the predicted roof".
static std::string standing(const KernelStatus &status, double best) {
  std::string text =
      llvm::formatv("{0} ms, {1:f3}x the default", inMs(best), status.search->getDefaultMs() / best).str();
  if (status.roofMs > 0)
    text += llvm::formatv(", {0:f0} % of the predicted roof", 100 * status.roofMs / best).str();
  return text;
}

void TuneView::measured(const KernelStatus &status, const Tried &tried, const Measured &measured, double secondsLeft) {
  // The search has not counted this one yet.
  size_t number = status.search->getTrials() + 1;
  double before = status.search->getBestMs();
  bool isBest = tried.ms < before;
  if (terminal) {
    std::string left = duration(secondsLeft);
    show("@" + status.name + "  trial " + std::to_string(number) + "  best " +
         standing(status, std::min(before, tried.ms)) + (left.empty() ? "" : "  " + left + " left"));
  } else if (isBest) {
    os << llvm::formatv("  trial {0,4}  {1} ms  {2:f3}x the default  {3}\n", number, inMs(tried.ms),
                        status.search->getDefaultMs() / tried.ms, tried.candidate.point.text());
  } else if (!measured.ending.detail.empty()) {
    os << llvm::formatv("  trial {0,4}  {1}: {2}\n", number, stringifyOutcome(measured.ending.outcome),
                        measured.ending.detail);
  }
  os.flush();
}

void TuneView::ended(const KernelStatus &status) {
  clear();
  const Decision &decision = status.search->getDecision();
  if (decision.winner)
    os << llvm::formatv("kernel @{0}: {1} ms, {2:f3}x the default's {3} ms\n", status.name,
                        inMs(double(decision.timing.medianNs()) * 1e-6), 1 / decision.ofDefault.mean,
                        inMs(double(decision.defaultTiming.medianNs()) * 1e-6));
  else
    os << llvm::formatv("kernel @{0}: the default stays, {1} ms: {2}\n", status.name,
                        inMs(double(decision.defaultTiming.medianNs()) * 1e-6), decision.reason);
  os.flush();
}

/// "2 wrong, 1 crashed"; "none".
static std::string lossesOf(const KernelResult &result) {
  std::string text;
  for (const auto &[outcome, count] : result.losses)
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + outcome;
  return text.empty() ? "none" : text;
}

static std::string nameOf(const TunedKernel &tuned) {
  return tuned.row.empty() ? tuned.result.name : tuned.row + " @" + tuned.result.name;
}

/// The line of one kernel behind its name.
static void printResult(llvm::raw_ostream &os, const KernelResult &result) {
  std::string interval =
      result.isDefaultKept ? "" : llvm::formatv("{0:f3} - {1:f3}", 1 / result.high, 1 / result.low).str();
  std::string roof = result.roofMs > 0 ? llvm::formatv("{0:f0} %", 100 * result.roofMs / result.bestMs).str() : "";
  os << llvm::formatv(" {0,6} {1,11} {2,11} {3,6:f3}x {4,15} {5,7}  {6,-12} {7}\n", result.trials, inMs(result.defaultMs),
                      inMs(result.bestMs), result.defaultMs / result.bestMs, interval, roof,
                      result.recordId.empty() ? "not kept" : result.recordId.substr(0, 12), lossesOf(result));
}

void aicc::printResults(llvm::raw_ostream &os, llvm::ArrayRef<TunedKernel> tuned) {
  unsigned width = 14;
  for (const TunedKernel &kernel : tuned)
    width = std::max(width, unsigned(nameOf(kernel).size()));
  double before = 0, after = 0;
  os << "\n" << llvm::left_justify("kernel", width);
  os << llvm::formatv(" {0,6} {1,11} {2,11} {3,7} {4,15} {5,7}  {6,-12} {7}\n", "trials", "default ms", "best ms",
                      "faster", "95 % interval", "of roof", "record", "lost");
  for (const TunedKernel &kernel : tuned) {
    const KernelResult &result = kernel.result;
    os << llvm::left_justify(nameOf(kernel), width);
    printResult(os, result);
    before += double(result.calls) * result.defaultMs, after += double(result.calls) * result.bestMs;
  }
  os << llvm::formatv("all calls of these kernels: {0:f4} ms with the defaults, {1:f4} ms tuned, {2:f3}x\n", before,
                      after, after > 0 ? before / after : 1);
}

void aicc::writeResult(llvm::json::OStream &json, const TunedKernel &tuned) {
  const KernelResult &result = tuned.result;
  json.object([&] {
    if (!tuned.row.empty())
      json.attribute("row", llvm::json::fixUTF8(tuned.row));
    json.attribute("kernel", result.name);
    json.attribute("digest", result.digest);
    json.attribute("calls", result.calls);
    json.attribute("trials", result.trials);
    json.attributeObject("lost", [&] {
      for (const auto &[outcome, count] : result.losses)
        json.attribute(outcome, count);
    });
    json.attribute("default_ms", result.defaultMs);
    json.attribute("best_ms", result.bestMs);
    json.attribute("speedup_low", 1 / result.high);
    json.attribute("speedup_high", 1 / result.low);
    json.attribute("ties", result.ties);
    json.attribute("predicted_roof_ms", result.roofMs);
    json.attribute("default_kept", result.isDefaultKept);
    if (!result.reason.empty())
      json.attribute("reason", llvm::json::fixUTF8(result.reason));
    json.attribute("point", result.point);
    json.attribute("record", result.recordId);
  });
}
