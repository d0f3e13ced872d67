// See SchemaCheck.h. One table of keywords drives both checks.
#include "compiler/Device/SchemaCheck.h"
#include "compiler/Device/JsonText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"
#include <nlohmann/json.hpp>

using namespace llvm;
using namespace aicc::device;
using Json = nlohmann::json;

namespace {
/// A value under a schema.
struct Check {
  const Json &root;   ///< the whole schema, for `$ref`
  const Json &schema; ///< the part that `value` is checked against
  const Json &value;
  std::string path;
  std::vector<Problem> &problems;

  void fail(const Twine &message) const { problems.push_back({path, message.str()}); }
  void descend(const Json &schema, const Json &value, const std::string &path) const;
};

using Rule = void (*)(const Check &, const Json &operand);
struct Keyword {
  StringLiteral name;
  Json::value_t operand; ///< the type that the schema must give it
  Rule rule;             ///< null for an annotation
};
} // namespace

static std::string show(const Json &value) {
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() <= 60 ? text : text.substr(0, 57) + "...";
}

static std::string keysOf(const Json &object) {
  std::vector<std::string> keys;
  for (const auto &[key, value] : object.items())
    keys.push_back(key);
  return join(keys, ", ");
}

static bool hasType(const Json &value, StringRef type) {
  if (type != "integer")
    return type == value.type_name();
  return value.is_number_integer() &&
         (!value.is_number_unsigned() || value.get<uint64_t>() <= static_cast<uint64_t>(INT64_MAX));
}

static void checkType(const Check &at, const Json &operand) {
  StringRef type = *operand.get_ptr<const std::string *>();
  if (!hasType(at.value, type))
    at.fail("expected " + type + (type == "integer" ? " (64 bits, no fraction)" : "") + ", found " + show(at.value));
}

static void checkEnum(const Check &at, const Json &operand) {
  if (find(operand, at.value) == operand.end()) // is_contained would ask the JSON object for a key.
    at.fail("expected one of " + operand.dump() + ", found " + show(at.value));
}

static void checkRequired(const Check &at, const Json &operand) {
  for (const Json &key : operand)
    if (at.value.is_object() && !at.value.contains(*key.get_ptr<const std::string *>()))
      at.fail("expected the key " + key.dump() + ", found only [" + keysOf(at.value) + "]; add it");
}

static void checkProperties(const Check &at, const Json &operand) {
  for (const auto &[key, schema] : operand.items())
    if (at.value.is_object() && at.value.contains(key))
      at.descend(schema, at.value.find(key).value(), at.path + pointerStep(key));
}

static void checkAdditional(const Check &at, const Json &) {
  auto found = at.schema.find("properties");
  const Json known = found == at.schema.end() ? Json::object() : *found;
  for (const auto &[key, value] : at.value.items())
    if (at.value.is_object() && !known.contains(key))
      at.fail("expected no other key, found \"" + key + "\"; remove or rename it; the keys are " + keysOf(known));
}

static void checkItems(const Check &at, const Json &operand) {
  for (size_t index = 0; at.value.is_array() && index < at.value.size(); ++index)
    at.descend(operand, at.value[index], at.path + "/" + std::to_string(index));
}

static void checkUnique(const Check &at, const Json &) {
  for (size_t index = 0; at.value.is_array() && index < at.value.size(); ++index)
    if (is_contained(make_range(at.value.begin(), at.value.begin() + index), at.value[index]))
      at.fail("expected each item once, found " + show(at.value[index]) + " again; remove it");
}

/// The rule that a size is not below (`least`) or above the operand; sizes are items, or characters in UTF-8.
template <bool ofArray, bool least> static void checkSize(const Check &at, const Json &operand) {
  if (ofArray ? !at.value.is_array() : !at.value.is_string())
    return;
  uint64_t bound = operand.get<uint64_t>();
  uint64_t size = at.value.size();
  if (!ofArray)
    size = count_if(*at.value.get_ptr<const std::string *>(), [](char c) { return (c & 0xC0) != 0x80; });
  if (least ? size < bound : size > bound)
    at.fail(Twine("expected at ") + (least ? "least " : "most ") + Twine(bound) +
            (ofArray ? " items" : " characters") + ", found " + Twine(size));
}

static void checkPattern(const Check &at, const Json &operand) {
  const std::string *text = at.value.get_ptr<const std::string *>();
  if (text && !Regex(*operand.get_ptr<const std::string *>()).match(*text))
    at.fail("expected text that matches " + operand.dump() + ", found " + show(at.value));
}

template <bool exclusive> static void checkMinimum(const Check &at, const Json &operand) {
  if (at.value.is_number() && (exclusive ? at.value <= operand : at.value < operand))
    at.fail(Twine("expected a number ") + (exclusive ? "above " : "of at least ") + operand.dump() + ", found " +
            show(at.value));
}

/// The schema that `operand` names, or null.
static const Json *resolve(const Json &root, const Json &operand) {
  StringRef name = *operand.get_ptr<const std::string *>();
  auto defs = root.find("$defs");
  if (!name.consume_front("#/$defs/") || defs == root.end())
    return nullptr;
  auto found = defs->find(name.str());
  return found == defs->end() ? nullptr : &*found;
}

static void checkRef(const Check &at, const Json &operand) {
  at.descend(*resolve(at.root, operand), at.value, at.path);
}

using ValueType = Json::value_t;
static constexpr ValueType kCount = ValueType::number_unsigned;
static const Keyword keywords[] = {
    {"$schema", ValueType::string, nullptr}, {"$id", ValueType::string, nullptr},
    {"title", ValueType::string, nullptr}, {"description", ValueType::string, nullptr},
    {"$defs", ValueType::object, nullptr}, {"$ref", ValueType::string, checkRef},
    {"type", ValueType::string, checkType}, {"enum", ValueType::array, checkEnum},
    {"required", ValueType::array, checkRequired}, {"properties", ValueType::object, checkProperties},
    {"additionalProperties", ValueType::boolean, checkAdditional}, {"items", ValueType::object, checkItems},
    {"uniqueItems", ValueType::boolean, checkUnique}, {"pattern", ValueType::string, checkPattern},
    {"minItems", kCount, checkSize<true, true>}, {"maxItems", kCount, checkSize<true, false>},
    {"minLength", kCount, checkSize<false, true>}, {"maxLength", kCount, checkSize<false, false>},
    {"minimum", kCount, checkMinimum<false>}, {"exclusiveMinimum", kCount, checkMinimum<true>}};

void Check::descend(const Json &schema, const Json &value, const std::string &path) const {
  Check inner{root, schema, value, path, problems};
  for (const Keyword &keyword : keywords)
    if (auto operand = schema.find(keyword.name.data()); operand != schema.end() && keyword.rule)
      keyword.rule(inner, *operand);
}

/// True where `operand` is what `keyword` takes. A boolean must be the one that restricts.
static bool isOperand(const Json &root, const Keyword &keyword, const Json &operand) {
  if (operand.type() != keyword.operand)
    return false;
  if (keyword.name == "additionalProperties" || keyword.name == "uniqueItems")
    return operand == Json(keyword.name == "uniqueItems");
  if (keyword.name == "required")
    return all_of(operand, [](const Json &key) { return key.is_string(); });
  if (keyword.name == "type")
    return is_contained({"object", "array", "string", "number", "integer", "boolean", "null"},
                        *operand.get_ptr<const std::string *>());
  if (keyword.name != "$ref")
    return true;
  // A definition that is only another name could go in circles.
  const Json *target = resolve(root, operand);
  return target && target->is_object() && !target->contains("$ref");
}

static Error checkPart(const Json &root, const Json &schema, const std::string &path) {
  if (!schema.is_object())
    return createStringError("schema: " + path + ": expected an object, found " + show(schema));
  for (const auto &[key, operand] : schema.items()) {
    const Keyword *keyword = find_if(keywords, [&key = key](const Keyword &it) { return it.name == key; });
    std::string at = path + pointerStep(key);
    if (keyword == std::end(keywords))
      return createStringError("schema: " + at + ": expected a keyword that is checked here, found \"" + key + "\"");
    if (!isOperand(root, *keyword, operand))
      return createStringError("schema: " + at + ": expected another operand, found " + show(operand));
    if (key == "items")
      if (Error error = checkPart(root, operand, at))
        return error;
    if (key == "properties" || key == "$defs")
      for (const auto &[name, part] : operand.items())
        if (Error error = checkPart(root, part, at + pointerStep(name)))
          return error;
  }
  return Error::success();
}

Error aicc::device::checkSchema(const Json &schema) { return checkPart(schema, schema, ""); }

std::vector<Problem> aicc::device::checkDocument(const Json &schema, const Json &document) {
  std::vector<Problem> problems;
  Check{schema, schema, document, "", problems}.descend(schema, document, "");
  return problems;
}
