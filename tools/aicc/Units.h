// Numbers with units, as people read them.
#ifndef AICC_TOOLS_AICC_UNITS_H
#define AICC_TOOLS_AICC_UNITS_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace aicc {
/// `value` with four digits and a decimal prefix: "3.35 TB/s", "12.1 ns"; "-" where there is none.
std::string withUnit(std::optional<double> value, llvm::StringRef unit);
} // namespace aicc

#endif // AICC_TOOLS_AICC_UNITS_H
