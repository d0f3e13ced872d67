// Numbers of device files as `aicc device probe` writes them: a value, its source, and the spread of its repetitions.
#ifndef AICC_COMPILER_PROBE_QUANTITIES_H
#define AICC_COMPILER_PROBE_QUANTITIES_H

#include "compiler/Probe/DeviceProbe.h"
#include <nlohmann/json.hpp>

namespace aicc::probe {
/// `value` with four digits: more are noise.
double rounded(double value);

/// The median and the spread around it. `source` is "M" for what was measured, "E" for what an emulator answered.
nlohmann::ordered_json quantity(const Spread &spread, const char *source = "M");
/// A count by the system's word.
nlohmann::ordered_json quantity(int64_t count, const char *source = "M");

/// "yyyy-mm-dd" in UTC.
std::string today();

/// Refuses what the schema would: the file is checked as a whole in the end, but measuring takes seconds.
llvm::Error checkId(llvm::StringRef id);

/// `found` where its file, that of device `id`, is one that `aicc` reads.
llvm::Expected<ProbedDevice> checked(mlir::MLIRContext &context, ProbedDevice found, llvm::StringRef id);
} // namespace aicc::probe

#endif // AICC_COMPILER_PROBE_QUANTITIES_H
