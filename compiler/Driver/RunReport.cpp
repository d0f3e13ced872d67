// What a run has to say, for programs and for people; see Run.h.
#include "compiler/Driver/Run.h"
#include "compiler/Artifact/Manifest.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include <cmath>

using namespace aicc;
using namespace aicc::driver;
using llvm::formatv;

static std::string describe(const target::EmulatedFinding &finding) { return finding.where + ": " + finding.what; }

std::string RunReport::describeFailures() const {
  std::vector<std::string> lines;
  for (const CheckedResult &check : checks)
    if (!check.comparison.passed)
      lines.push_back("result " + std::to_string(check.number) + ": " + data::describe(check.comparison, check.shape));
  if (emulation)
    for (const target::EmulatedFinding &finding : emulation->findings)
      if (finding.isError)
        lines.push_back(describe(finding));
  return llvm::join(lines, "\n");
}

bool RunReport::passed() const { return describeFailures().empty(); }

double RunReport::medianMs() const {
  std::vector<double> sorted = ms;
  llvm::sort(sorted);
  size_t half = sorted.size() / 2;
  if (sorted.empty())
    return 0;
  return sorted.size() % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

double RunReport::minMs() const { return ms.empty() ? 0 : *std::min_element(ms.begin(), ms.end()); }

double RunReport::gflops() const { return ms.empty() ? 0 : double(flops) / medianMs() * 1e-6; }

static double worst(const RunReport &report, double data::Comparison::*field) {
  double value = 0;
  for (const CheckedResult &check : report.checks)
    value = std::max(value, check.comparison.*field);
  return value;
}

/// JSON has neither infinities nor NaN.
static llvm::json::Value number(double value) {
  return std::isfinite(value) ? llvm::json::Value(value) : llvm::json::Value(nullptr);
}

static void printCheck(const RunReport &report, llvm::json::OStream &out) {
  out.attributeObject("check", [&] {
    out.attribute("passed", report.passed());
    out.attribute("max_error", number(worst(report, &data::Comparison::maxAbsolute)));
    out.attribute("of_tolerance", number(worst(report, &data::Comparison::maxRelative)));
  });
}

static void printEmulation(const target::EmulationReport &emulation, llvm::json::OStream &out) {
  out.attributeObject("emulation", [&] {
    out.attribute("launches", int64_t(emulation.launches));
    out.attribute("warp_instructions", int64_t(emulation.instructions));
    out.attribute("bank_conflicts", int64_t(emulation.bankConflicts));
    out.attribute("extra_sectors", int64_t(emulation.extraSectors));
    out.attributeArray("findings", [&] {
      for (const target::EmulatedFinding &finding : emulation.findings)
        out.object([&] {
          out.attribute("error", finding.isError);
          out.attribute("where", llvm::json::fixUTF8(finding.where));
          out.attribute("what", llvm::json::fixUTF8(finding.what));
        });
    });
  });
}

/// What records had for each kernel; nothing where they were not asked.
static void printTuned(const RunReport &report, llvm::json::OStream &out) {
  if (llvm::none_of(report.kernels, [](const artifact::Kernel &kernel) { return kernel.selected.has_value(); }))
    return;
  out.attributeArray("schedules", [&] {
    for (const artifact::Kernel &kernel : report.kernels)
      out.object([&] {
        out.attribute("kernel", llvm::json::fixUTF8(kernel.name));
        artifact::writeSelected(out, kernel);
      });
  });
}

/// Null where no call was timed.
static void printTimes(const RunReport &report, llvm::json::OStream &out) {
  if (report.ms.empty()) {
    out.attribute("ms", nullptr);
    out.attribute("gflops", nullptr);
    return;
  }
  out.attributeObject("ms", [&] {
    out.attribute("median", number(report.medianMs()));
    out.attribute("min", number(report.minMs()));
  });
  out.attribute("gflops", number(report.gflops()));
}

void driver::printJson(const RunReport &report, llvm::raw_ostream &stream) {
  llvm::json::OStream out(stream, 2);
  out.object([&] {
    out.attribute("module", report.module);
    out.attribute("entry", report.entry);
    out.attribute("compile_ms", number(report.compileMs));
    out.attribute("kernels", int64_t(report.kernels.size()));
    printTuned(report, out);
    out.attribute("flops", report.flops);
    printTimes(report, out);
    out.attribute("peak_gflops", report.peakGflops ? number(*report.peakGflops) : llvm::json::Value(nullptr));
    if (report.checks.empty())
      out.attribute("check", nullptr);
    else
      printCheck(report, out);
    if (report.emulation)
      printEmulation(*report.emulation, out);
  });
  stream << "\n";
}

static void printTimes(const RunReport &report, llvm::raw_ostream &stream) {
  stream << formatv("{0} calls: median {1:f3} ms, fastest {2:f3} ms", report.ms.size(), report.medianMs(),
                    report.minMs());
  if (report.flops)
    stream << formatv(", {0:f1} GFLOP/s", report.gflops());
  if (report.flops && report.peakGflops)
    stream << formatv(" of a peak of {0:f1}", *report.peakGflops);
  stream << "\n";
}

static void printEmulation(const target::EmulationReport &emulation, llvm::raw_ostream &stream) {
  stream << formatv("emulated, not run on a device: {0} launches, {1} instructions of warps, {2} bank conflicts, {3} "
                    "sectors of global memory too many\n",
                    emulation.launches, emulation.instructions, emulation.bankConflicts, emulation.extraSectors);
  for (const target::EmulatedFinding &finding : emulation.findings)
    stream << (finding.isError ? "wrong: " : "slow: ") << describe(finding) << "\n";
}

void driver::printText(const RunReport &report, llvm::raw_ostream &stream) {
  stream << report.module << "." << report.entry << ": ";
  if (report.compileMs > 0)
    stream << formatv("compiled in {0:f0} ms, ", report.compileMs);
  stream << report.kernels.size() << (report.kernels.size() == 1 ? " kernel\n" : " kernels\n");
  if (!report.ms.empty())
    printTimes(report, stream);
  for (const CheckedResult &check : report.checks)
    stream << "result " << check.number << ": " << data::describe(check.comparison, check.shape) << "\n";
  if (report.emulation)
    printEmulation(*report.emulation, stream);
}
