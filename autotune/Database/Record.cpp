// See Record.h.
#include "autotune/Database/Record.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"
#include <algorithm>

using namespace aicc::autotune;
using llvm::StringRef;

std::string Key::digest() const {
  std::string text = kernelDigest + "\n" + llvm::join(layouts, ",") + "\n" + silicon + "\n" + std::to_string(threads);
  auto hash = llvm::SHA256::hash(llvm::ArrayRef(reinterpret_cast<const uint8_t *>(text.data()), text.size()));
  return llvm::toHex(hash, /*LowerCase=*/true);
}

int64_t Timing::medianNs() const {
  if (ns.empty())
    return 0;
  std::vector<int64_t> sorted = ns;
  llvm::sort(sorted);
  int64_t low = sorted[(sorted.size() - 1) / 2], high = sorted[sorted.size() / 2];
  return low + (high - low) / 2;
}

int64_t Timing::minNs() const { return ns.empty() ? 0 : *std::min_element(ns.begin(), ns.end()); }

Toolchain aicc::autotune::thisToolchain() { return {"aicc " AICC_VERSION, kScheduleVocabulary.str()}; }

Compatibility aicc::autotune::compatibilityOf(const Toolchain &of) {
  Toolchain here = thisToolchain();
  if (of.vocabulary != here.vocabulary)
    return Compatibility::Remeasure;
  return of.compiler == here.compiler ? Compatibility::ReplaySafe : Compatibility::TimesStale;
}

double Record::speedup() const {
  int64_t own = timing.medianNs();
  return own ? double(defaultTiming.medianNs()) / double(own) : 0;
}

static constexpr std::pair<Outcome, llvm::StringLiteral> kOutcomes[] = {
    {Outcome::Timed, "timed"},           {Outcome::Dropped, "dropped"},
    {Outcome::Wrong, "wrong"},           {Outcome::Crashed, "crashed"},
    {Outcome::TimedOut, "timed-out"},    {Outcome::OutOfMemory, "out-of-memory"},
    {Outcome::NotCompiled, "not-compiled"}, {Outcome::Refused, "refused"}};

StringRef aicc::autotune::stringifyOutcome(Outcome outcome) { return kOutcomes[unsigned(outcome)].second; }

std::optional<Outcome> aicc::autotune::parseOutcome(StringRef word) {
  for (auto [outcome, name] : kOutcomes)
    if (name == word)
      return outcome;
  return std::nullopt;
}
