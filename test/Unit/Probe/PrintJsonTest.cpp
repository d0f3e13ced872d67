// Device files as the probe writes them: what fits a line stays on one, nothing is lost.
#include "compiler/Probe/PrintJson.h"
#include <gtest/gtest.h>

using aicc::probe::printJson;
using Json = nlohmann::ordered_json;

namespace {
TEST(PrintJsonTest, TheOutermostIsBrokenAndWhatFitsIsNot) {
  Json value = {{"id", "a"}, {"clock", {{"value", 2.5e9}, {"source", "M"}}}, {"empty", Json::array()}};
  EXPECT_EQ(printJson(value), "{\n  \"id\": \"a\",\n  \"clock\": {\"value\": 2500000000.0, \"source\": \"M\"},\n"
                              "  \"empty\": []\n}\n");
}

TEST(PrintJsonTest, LongListsOfWordsFillLines) {
  Json words = Json::array();
  for (int i = 0; i < 60; ++i)
    words.push_back("word" + std::to_string(i));
  std::string text = printJson({{"isa", words}});
  size_t longest = 0, lines = 0;
  for (size_t at = 0, end; (end = text.find('\n', at)) != std::string::npos; at = end + 1, ++lines) {
    longest = std::max(longest, end - at);
    EXPECT_NE(text[end - 1], ' ') << "white space at the end of line " << lines;
  }
  EXPECT_LE(longest, 120u);
  EXPECT_LT(lines, 12u);
}

TEST(PrintJsonTest, WhatIsPrintedIsReadBackEqual) {
  Json deep = {{"levels", Json::array({{{"name", "L1"}, {"spread", {1.25e-9, 3.0}}}, {{"name", std::string(150, 'x')}}})},
               {"flag", true},
               {"quote", "a\"b\\c"}};
  EXPECT_EQ(Json::parse(printJson(deep), nullptr, false), deep);
}
} // namespace
