// See Nearness.h.
#include "autotune/Database/Nearness.h"
#include "dialects/Kernel/Identity.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include <cmath>

using namespace aicc::autotune;
using llvm::StringRef;

namespace {
constexpr double kTeamWeight = 2, kFeatureWeight = 0.5, kOtherMaker = 16;
using Fields = llvm::SmallVector<std::pair<StringRef, StringRef>, 8>;
} // namespace

static StringRef valueOf(const Fields &fields, StringRef name) {
  for (auto [other, value] : fields)
    if (other == name)
      return value;
  return {};
}

/// "dim d0 512" as ("d0", "512"), for all dimensions.
static Fields extentsOf(StringRef kernelText) {
  Fields extents;
  // They are the first lines behind that of the version.
  for (StringRef rest = kernelText.split('\n').second; rest.consume_front("dim ");) {
    auto [line, next] = rest.split('\n');
    extents.push_back(line.split(' '));
    rest = next;
  }
  return extents;
}

std::string aicc::autotune::familyOf(StringRef kernelText) {
  std::string text;
  for (StringRef line : llvm::split(kernelText, '\n')) {
    if (line.starts_with("dim "))
      line = line.take_front(line.find(' ', 4));
    if (line.starts_with("in ")) {
      // The shape follows from the extents; what counts is how many dimensions it has.
      auto [head, rest] = line.split('[');
      auto [shape, tail] = rest.split(']');
      text += (head + "[" + llvm::Twine(shape.count(',')) + "]" + tail + "\n").str();
      continue;
    }
    text += (line + "\n").str();
  }
  return kernel::digest(text);
}

/// "vendor=AMD;isa=…;L2=…" as pairs.
static Fields fieldsOf(StringRef silicon) {
  Fields fields;
  for (StringRef field : llvm::split(silicon, ';'))
    fields.push_back(field.split('='));
  return fields;
}

/// How often the one has to be doubled to be the other; `otherwise` where they are no numbers.
static double doublings(StringRef a, StringRef b, double otherwise) {
  int64_t first, second;
  if (a.getAsInteger(10, first) || b.getAsInteger(10, second) || first <= 0 || second <= 0)
    return otherwise;
  return std::abs(std::log2(double(first) / double(second)));
}

namespace {
/// Sums up distances, and words where they are wanted.
class Comparison {
public:
  Comparison(const Key &record, const Key &here, bool hasWords) : record(record), here(here), hasWords(hasWords) {}

  Gap run(const Fields &hereExtents) {
    if (record.kernelDigest != here.kernelDigest)
      compareKernels(hereExtents);
    if (record.threads != here.threads)
      note(kTeamWeight * std::abs(std::log2(double(record.threads) / double(here.threads))), "threads",
           std::to_string(record.threads), std::to_string(here.threads));
    if (record.layouts != here.layouts)
      note(kOtherMaker, "layouts", llvm::join(record.layouts, ","), llvm::join(here.layouts, ","));
    if (record.silicon != here.silicon)
      compareSilicon();
    return std::move(gap);
  }

private:
  void note(double distance, const llvm::Twine &what, StringRef theirs, StringRef ours) {
    gap.distance += distance;
    auto orNone = [](StringRef value) { return value.empty() ? StringRef("none") : value; };
    if (hasWords)
      gap.differences.push_back((what + ": record " + orNone(theirs) + ", here " + orNone(ours)).str());
  }

  void compareKernels(const Fields &ours) {
    Fields theirs = extentsOf(record.kernelText);
    bool isAnyDifferent = false;
    for (auto [name, extent] : ours) {
      StringRef other = valueOf(theirs, name);
      isAnyDifferent |= other != extent;
      if (other != extent)
        note(doublings(other, extent, kOtherMaker), "kernel " + name, other, extent);
    }
    if (!isAnyDifferent)
      note(kOtherMaker, "kernel", StringRef(record.kernelDigest).take_front(12),
           StringRef(here.kernelDigest).take_front(12));
  }

  /// Features are told one by one: lists of fifty are no help.
  void compareFeatures(StringRef theirs, StringRef ours) {
    std::vector<std::string> extra = without(theirs, ours), missing = without(ours, theirs);
    gap.distance += kFeatureWeight * double(extra.size() + missing.size());
    std::string text = "silicon isa:";
    if (!extra.empty())
      text += " only the record has " + llvm::join(extra, "+");
    if (!missing.empty())
      text += std::string(extra.empty() ? "" : ",") + " only this device has " + llvm::join(missing, "+");
    gap.differences.push_back(text);
  }

  /// The features in `list` that `other` does not have.
  static std::vector<std::string> without(StringRef list, StringRef other) {
    llvm::StringSet<> known;
    for (StringRef feature : llvm::split(other, '+'))
      known.insert(feature);
    std::vector<std::string> result;
    for (StringRef feature : llvm::split(list, '+'))
      if (!known.contains(feature))
        result.push_back(feature.str());
    return result;
  }

  void compareSilicon() {
    Fields theirs = fieldsOf(record.silicon), ours = fieldsOf(here.silicon), all = theirs;
    for (auto [name, value] : ours)
      if (valueOf(theirs, name).empty())
        all.push_back({name, value});
    for (auto [name, value] : all) {
      StringRef a = valueOf(theirs, name), b = valueOf(ours, name);
      if (a == b)
        continue;
      if (name == "isa")
        compareFeatures(a, b);
      else
        note(doublings(a, b, kOtherMaker), "silicon " + name, a, b);
    }
  }

  const Key &record, &here;
  bool hasWords;
  Gap gap;
};
} // namespace

Nearness::Nearness(const Key &here) : here(here) {
  for (auto [name, extent] : extentsOf(this->here.kernelText))
    extents.push_back({name, extent});
}

double Nearness::distanceTo(const Key &record) const { return Comparison(record, here, false).run(extents).distance; }

Gap Nearness::gapTo(const Key &record) const { return Comparison(record, here, true).run(extents); }
