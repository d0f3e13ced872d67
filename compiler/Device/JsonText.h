// Strict reading of JSON text: UTF-8 only, no duplicate keys, bounded nesting, numbers that fit, and errors with a
// line and a column. Input is untrusted; nothing here throws or aborts.
#ifndef AICC_COMPILER_DEVICE_JSONTEXT_H
#define AICC_COMPILER_DEVICE_JSONTEXT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <nlohmann/json_fwd.hpp>

namespace aicc::device {
/// The most containers that may lie within each other.
inline constexpr unsigned kMaxJsonDepth = 32;

/// The value of `text`. Errors start with `sourceName:line:column:`.
llvm::Expected<nlohmann::json> parseJson(llvm::StringRef text, llvm::StringRef sourceName);

/// `token` as one step of a JSON pointer (RFC 6901): `/` and `~` escaped.
std::string pointerStep(llvm::StringRef token);
} // namespace aicc::device

#endif // AICC_COMPILER_DEVICE_JSONTEXT_H
