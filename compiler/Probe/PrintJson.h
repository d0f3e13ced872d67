// JSON for people: what fits a line stays on one.
#ifndef AICC_COMPILER_PROBE_PRINTJSON_H
#define AICC_COMPILER_PROBE_PRINTJSON_H

#include <nlohmann/json.hpp>
#include <string>

namespace aicc::probe {
/// `value` as text that ends in a line feed, with keys in their order: an object or an array that fits 120 columns is on
/// one line; of any other each member begins a line, but lines are filled with words and numbers.
std::string printJson(const nlohmann::ordered_json &value);
} // namespace aicc::probe

#endif // AICC_COMPILER_PROBE_PRINTJSON_H
