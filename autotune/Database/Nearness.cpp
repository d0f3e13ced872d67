// See Nearness.h.
#include "autotune/Database/Nearness.h"
#include "dialects/Kernel/Identity.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include <cmath>

using namespace aicc::autotune;
using llvm::StringRef;

namespace {
constexpr double kTeamWeight = 2, kFeatureWeight = 0.5, kOtherMaker = 16;
using Fields = llvm::MapVector<StringRef, StringRef>;
} // namespace

/// "dim d0 512" as ("d0", "512"), for all dimensions.
static Fields extentsOf(StringRef kernelText) {
  Fields extents;
  for (StringRef line : llvm::split(kernelText, '\n'))
    if (line.consume_front("dim ")) {
      auto [name, extent] = line.split(' ');
      extents[name] = extent;
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
  for (StringRef field : llvm::split(silicon, ';')) {
    auto [name, value] = field.split('=');
    fields[name] = value;
  }
  return fields;
}

/// How often the one has to be doubled to be the other; `otherwise` where they are no numbers.
static double doublings(StringRef a, StringRef b, double otherwise) {
  double first, second;
  if (a.getAsDouble(first) || b.getAsDouble(second) || first <= 0 || second <= 0)
    return otherwise;
  return std::abs(std::log2(first / second));
}

static void note(Gap &gap, double distance, StringRef what, StringRef record, StringRef here) {
  gap.distance += distance;
  auto orNone = [](StringRef value) { return value.empty() ? StringRef("none") : value; };
  gap.differences.push_back((what + ": record " + orNone(record) + ", here " + orNone(here)).str());
}

/// Features are told one by one: lists of fifty are no help.
static void compareFeatures(Gap &gap, StringRef record, StringRef here) {
  llvm::StringSet<> theirs, ours;
  for (StringRef feature : llvm::split(record, '+'))
    theirs.insert(feature);
  for (StringRef feature : llvm::split(here, '+'))
    ours.insert(feature);
  std::vector<std::string> extra, missing;
  for (StringRef feature : llvm::split(record, '+'))
    if (!ours.contains(feature))
      extra.push_back(feature.str());
  for (StringRef feature : llvm::split(here, '+'))
    if (!theirs.contains(feature))
      missing.push_back(feature.str());
  gap.distance += kFeatureWeight * double(extra.size() + missing.size());
  std::string text = "silicon isa:";
  if (!extra.empty())
    text += " only the record has " + llvm::join(extra, "+");
  if (!missing.empty())
    text += std::string(extra.empty() ? "" : ",") + " only this device has " + llvm::join(missing, "+");
  gap.differences.push_back(text);
}

static void compareSilicon(Gap &gap, const Key &record, const Key &here) {
  Fields theirs = fieldsOf(record.silicon), ours = fieldsOf(here.silicon);
  Fields all = theirs;
  for (auto &[name, value] : ours)
    all.insert({name, value});
  for (auto &[name, value] : all) {
    StringRef a = theirs.lookup(name), b = ours.lookup(name);
    if (a == b)
      continue;
    if (name == "isa")
      compareFeatures(gap, a, b);
    else
      note(gap, doublings(a, b, kOtherMaker), ("silicon " + name).str(), a, b);
  }
}

Gap aicc::autotune::gapBetween(const Key &record, const Key &here) {
  Gap gap;
  if (record.kernelDigest != here.kernelDigest) {
    Fields theirs = extentsOf(record.kernelText), ours = extentsOf(here.kernelText);
    for (auto &[name, extent] : ours)
      if (StringRef other = theirs.lookup(name); other != extent)
        note(gap, doublings(other, extent, kOtherMaker), ("kernel " + name).str(), other, extent);
    if (gap.differences.empty())
      note(gap, kOtherMaker, "kernel", StringRef(record.kernelDigest).take_front(12),
           StringRef(here.kernelDigest).take_front(12));
  }
  if (record.threads != here.threads) {
    std::string theirs = std::to_string(record.threads), ours = std::to_string(here.threads);
    note(gap, kTeamWeight * doublings(theirs, ours, kOtherMaker), "threads", theirs, ours);
  }
  if (record.layouts != here.layouts)
    note(gap, kOtherMaker, "layouts", llvm::join(record.layouts, ","), llvm::join(here.layouts, ","));
  compareSilicon(gap, record, here);
  return gap;
}
