// Records as lines of JSON: the exchange format, which docs/RecordFormat.md describes.
//
// A record has one line: members sorted by name, no spaces, whole numbers without exponents and the others in the
// shortest form that reads back the same. Its id is in the line, so that a changed or truncated line is found out, and
// `cat a b | sort -u` merges two files.
#ifndef AICC_AUTOTUNE_DATABASE_RECORDLINE_H
#define AICC_AUTOTUNE_DATABASE_RECORDLINE_H

#include "autotune/Database/Record.h"
#include "llvm/Support/Error.h"

namespace aicc::autotune {
/// Longer lines are refused, in bytes.
inline constexpr size_t kLongestLine = 1 << 20;
/// Times beyond a day are refused, in nanoseconds.
inline constexpr int64_t kLongestNs = int64_t(86400) * 1000000000;

/// The id of `record`: 64 hexadecimal digits.
std::string idOf(const Record &record);

/// The line of `record` with its id, without a line break.
std::string lineOf(const Record &record);

/// The record of `line`, which is untrusted. Checked are the encoding, the syntax, the schema (record.schema.json), the
/// digests, and that counts and medians are those of the samples; not what needs a kernel or a device, for which see
/// Import.h. An error says what was expected and what was found.
llvm::Expected<Record> parseLine(llvm::StringRef line);

/// Success where `origin` is one that a record may have: short, of printable ASCII characters.
llvm::Error checkOrigin(llvm::StringRef origin);

/// `timing` as the line has it, and back; for databases. Reading trusts what `timingText` wrote, and fails on anything else.
std::string timingText(const Timing &timing);
llvm::Expected<Timing> parseTiming(llvm::StringRef text);

/// `knobs` as one JSON object, and back.
std::string knobsText(const std::map<std::string, std::string> &knobs);
llvm::Expected<std::map<std::string, std::string>> parseKnobs(llvm::StringRef text);

/// The JSON schema of lines.
llvm::StringRef recordSchema();
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_RECORDLINE_H
