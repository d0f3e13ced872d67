// Counting and printing spaces; see DryRun.h.
#include "autotune/Space/DryRun.h"
#include "dialects/Kernel/Identity.h"

#include "llvm/Support/FormatVariadic.h"

using namespace aicc;
using namespace aicc::autotune;
using llvm::Expected;

Expected<std::vector<SpaceReport>> autotune::countSpaces(driver::Compilation &compilation, int64_t most) {
  if (llvm::Error error = compilation.runUntil(Phase::Graph))
    return std::move(error);
  std::vector<SpaceReport> reports;
  for (auto kernel : compilation.getModule().getOps<kernel::KernelOp>()) {
    mlir::FailureOr<std::string> text = kernel::canonicalText(kernel);
    if (failed(text))
      return llvm::createStringError("kernel @" + kernel.getSymName() + " has no identity; see the errors above");
    LegalSpace space(kernel, compilation.getDevice(), compilation.getTarget(), compilation.getOptions().threads);
    reports.push_back({kernel.getSymName().str(), kernel::digest(*text), space.getSpace().form, space.getSpace().knobs,
                       space.getDefault().point, space.count(most)});
  }
  return reports;
}

/// "12 345 678", and "1.2e+12" from a billion on.
static std::string readable(double count) {
  if (count >= 1e9)
    return llvm::formatv("{0:e1}", count).str();
  std::string digits = std::to_string(int64_t(count + 0.5));
  for (int place = int(digits.size()) - 3; place > 0; place -= 3)
    digits.insert(size_t(place), " ");
  return digits;
}

static void printKnob(llvm::raw_ostream &os, const target::Knob &knob, const target::Point &standard) {
  int64_t chosen = standard.get(knob.name, knob.neutral);
  std::string values;
  for (int64_t value : knob.values)
    values += (values.empty() ? "" : knob.words.empty() ? " " : ", ") + knob.describe(value);
  os << llvm::formatv("  {0,-14} {1,-14} {2}\n", knob.name, knob.describe(chosen), values);
}

void autotune::printSpace(llvm::raw_ostream &os, const SpaceReport &report) {
  const Census &census = report.census;
  os << "\nkernel @" << report.name << ", digest " << report.digest.substr(0, 12) << ": " << report.form << "\n";
  os << llvm::formatv("  {0,-14} {1,-14} {2}\n", "knob", "default", "values");
  for (const target::Knob &knob : report.knobs)
    printKnob(os, knob, report.standard);
  os << "\n  " << readable(census.size) << " points, " << (census.isComplete ? "" : "about ")
     << readable(census.legalInAll()) << " legal schedules"
     << (census.isComplete ? "" : ", estimated from " + readable(double(census.examined)) + " random points") << "\n";
  for (const Removal &removal : census.removals)
    os << llvm::formatv("  {0,6:f1} % removed by {1}: {2}\n", 100.0 * double(removal.points) / double(census.examined),
                        removal.name, removal.reason);
}

static void writeKnob(llvm::json::OStream &json, const target::Knob &knob, const target::Point &standard) {
  json.object([&] {
    json.attribute("name", knob.name);
    json.attribute("meaning", knob.meaning);
    json.attribute("default", standard.get(knob.name, knob.neutral));
    json.attribute("neutral", knob.neutral);
    json.attributeArray("values", [&] {
      for (int64_t value : knob.values)
        json.value(value);
    });
    if (knob.words.empty())
      return;
    json.attributeArray("words", [&] {
      for (const std::string &word : knob.words)
        json.value(word);
    });
  });
}

void autotune::writeSpace(llvm::json::OStream &json, llvm::StringRef row, const SpaceReport &report) {
  const Census &census = report.census;
  json.object([&] {
    if (!row.empty())
      json.attribute("row", llvm::json::fixUTF8(row));
    json.attribute("kernel", report.name);
    json.attribute("digest", report.digest);
    json.attribute("form", report.form);
    json.attributeArray("knobs", [&] {
      for (const target::Knob &knob : report.knobs)
        writeKnob(json, knob, report.standard);
    });
    json.attribute("points", census.size);
    json.attribute("examined", census.examined);
    json.attribute("complete", census.isComplete);
    json.attribute("legal", census.legalInAll());
    json.attributeArray("removed", [&] {
      for (const Removal &removal : census.removals)
        json.object([&] {
          json.attribute("by", removal.name);
          json.attribute("reason", removal.reason);
          json.attribute("points", removal.points);
        });
    });
  });
}
