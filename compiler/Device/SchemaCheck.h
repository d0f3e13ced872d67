// A small strict interpreter of JSON Schema (draft 2020-12), for schemas of this project: it knows few keywords, and
// a schema that uses another one is itself an error, so that no rule is ever silently skipped.
//
// Checked: type, enum, required, properties, additionalProperties (only `false`), items, minItems, maxItems,
// uniqueItems, minLength, maxLength, pattern (POSIX extended), minimum, exclusiveMinimum, $ref (only `#/$defs/NAME`).
// Carried: $schema, $id, $defs, title, description. Stricter than the standard in one place: an `integer` is written
// without a fraction or exponent and fits 64 bits with sign.
#ifndef AICC_COMPILER_DEVICE_SCHEMACHECK_H
#define AICC_COMPILER_DEVICE_SCHEMACHECK_H

#include "llvm/Support/Error.h"
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace aicc::device {
/// One violation of a schema.
struct Problem {
  std::string path;    ///< JSON pointer into the document; empty for the document itself
  std::string message; ///< what was expected, what was found, what to do
};

/// Success where `schema` uses only what this interpreter knows.
llvm::Error checkSchema(const nlohmann::json &schema);

/// Every violation in `document`, in the order of the schema. Requires a `schema` that `checkSchema` has accepted.
std::vector<Problem> checkDocument(const nlohmann::json &schema, const nlohmann::json &document);
} // namespace aicc::device

#endif // AICC_COMPILER_DEVICE_SCHEMACHECK_H
