// See Units.h.
#include "tools/aicc/Units.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

std::string aicc::withUnit(std::optional<double> value, StringRef unit) {
  if (!value)
    return "-";
  static constexpr StringLiteral prefixes[] = {"n", "u", "m", "", "k", "M", "G", "T", "P"};
  double scaled = *value;
  unsigned prefix = 3;
  for (; scaled >= 1000 && prefix + 1 < std::size(prefixes); ++prefix)
    scaled /= 1000;
  for (; scaled < 1 && scaled > 0 && prefix > 0; --prefix)
    scaled *= 1000;
  return formatv("{0} {1}{2}", formatv("{0}", format("%.4g", scaled)).str(), prefixes[prefix], unit).str();
}
