// The interpreter of JSON Schema: what it refuses in schemas, and the rules that device files do not exercise.
#include "compiler/Device/SchemaCheck.h"
#include "compiler/Device/EmbeddedDevices.h"
#include "compiler/Device/JsonText.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace aicc::device;

namespace {
nlohmann::json parse(llvm::StringRef text) { return llvm::cantFail(parseJson(text, "test")); }

std::string schemaError(llvm::StringRef schema) {
  llvm::Error error = checkSchema(parse(schema));
  return error ? llvm::toString(std::move(error)) : "";
}

/// The problems of `document` under `schema`, a line each.
std::string problems(llvm::StringRef schema, llvm::StringRef document) {
  EXPECT_EQ(schemaError(schema), "");
  std::string text;
  for (const Problem &problem : checkDocument(parse(schema), parse(document)))
    text += problem.path + ": " + problem.message + "\n";
  return text;
}

TEST(SchemaCheckTest, TheShippedSchemaIsUnderstood) { EXPECT_EQ(schemaError(embeddedSchema()), ""); }

TEST(SchemaCheckTest, UnknownKeywordIsAnError) {
  EXPECT_EQ(schemaError(R"({"properties": {"a": {"oneOf": []}}})"),
            "schema: /properties/a/oneOf: expected a keyword that is checked here, found \"oneOf\"");
  EXPECT_NE(schemaError(R"({"items": {"maximum": 1}})"), "");
  EXPECT_NE(schemaError(R"({"$defs": {"a": {"not": {}}}})"), "");
}

TEST(SchemaCheckTest, WrongOperandIsAnError) {
  for (const char *schema :
       {R"({"type": "float"})", R"({"type": ["object"]})", R"({"minItems": -1})", R"({"additionalProperties": true})",
        R"({"required": [1]})", R"({"items": true})", R"({"minimum": "1"})", R"([])", R"({"$ref": "other.json"})",
        R"({"$ref": "#/$defs/absent"})", R"({"properties": {"a": 1}})"})
    EXPECT_NE(schemaError(schema), "") << schema;
}

TEST(SchemaCheckTest, CircularDefinitionsAreAnError) {
  EXPECT_NE(schemaError(R"({"$defs": {"a": {"$ref": "#/$defs/a"}}})"), "");
}

TEST(SchemaCheckTest, DefinitionsMayRecurThroughProperties) {
  const char *list = R"({"$defs": {"list": {"type": "object", "properties": {"next": {"$ref": "#/$defs/list"}}}},
                         "properties": {"head": {"$ref": "#/$defs/list"}}})";
  EXPECT_EQ(problems(list, R"({"head": {"next": {"next": {}}}})"), "");
  EXPECT_EQ(problems(list, R"({"head": {"next": {"next": 1}}})"), "/head/next/next: expected object, found 1\n");
}

TEST(SchemaCheckTest, PathsAreEscaped) {
  EXPECT_EQ(problems(R"({"properties": {"a/b~c": {"type": "null"}}})", R"({"a/b~c": 1})"),
            "/a~1b~0c: expected null, found 1\n");
}

TEST(SchemaCheckTest, CharactersAreCountedNotBytes) {
  EXPECT_EQ(problems(R"({"maxLength": 2})", R"("äö")"), "");
  EXPECT_EQ(problems(R"({"minLength": 3})", R"("äö")"), ": expected at least 3 characters, found 2\n");
}

TEST(SchemaCheckTest, ItemsAreUnique) {
  EXPECT_EQ(problems(R"({"uniqueItems": true})", "[1, 2, 1]"),
            ": expected each item once, found 1 again; remove it\n");
}

TEST(SchemaCheckTest, LongValuesAreShortened) {
  std::string found = problems(R"({"type": "null"})", "\"" + std::string(500, 'x') + "\"");
  EXPECT_LT(found.size(), 120u);
}
} // namespace
