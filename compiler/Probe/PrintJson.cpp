// See PrintJson.h.
#include "compiler/Probe/PrintJson.h"

#include <algorithm>

using namespace aicc::probe;
using Json = nlohmann::ordered_json;

static constexpr size_t kColumns = 120;

/// `value` on one line: {"value": 2, "source": "M"}.
static std::string printLine(const Json &value) {
  if (!value.is_structured())
    return value.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
  std::string text;
  for (const auto &[key, member] : value.items()) {
    text += text.empty() ? "" : ", ";
    text += value.is_object() ? Json(key).dump() + ": " : "";
    text += printLine(member);
  }
  return value.is_object() ? "{" + text + "}" : "[" + text + "]";
}

/// Words or numbers, as many on a line as fit.
static std::string printFilled(const Json &array, size_t indent) {
  std::string text = "[", line(indent + 2, ' ');
  for (const Json &member : array) {
    std::string word = printLine(member) + (&member == &array.back() ? "" : ", ");
    if (line.size() + word.size() > kColumns) {
      text += "\n" + line.substr(0, line.find_last_not_of(' ') + 1);
      line.assign(indent + 2, ' ');
    }
    line += word;
  }
  return text + "\n" + line + "\n" + std::string(indent, ' ') + "]";
}

/// `value` behind `column` characters of its line, indented by `indent`.
static std::string printFitting(const Json &value, size_t column, size_t indent) {
  std::string line = printLine(value);
  // One column is for the comma.
  if (!value.is_structured() || (indent > 0 && column + line.size() < kColumns))
    return line;
  if (value.is_array() && std::none_of(value.begin(), value.end(), [](const Json &it) { return it.is_structured(); }))
    return printFilled(value, indent);
  std::string text;
  for (const auto &[key, member] : value.items()) {
    std::string head = std::string(indent + 2, ' ') + (value.is_object() ? Json(key).dump() + ": " : "");
    text += text.empty() ? "\n" : ",\n";
    text += head + printFitting(member, head.size(), indent + 2);
  }
  text += "\n" + std::string(indent, ' ');
  return value.is_object() ? "{" + text + "}" : "[" + text + "]";
}

std::string aicc::probe::printJson(const Json &value) { return printFitting(value, 0, 0) + "\n"; }
