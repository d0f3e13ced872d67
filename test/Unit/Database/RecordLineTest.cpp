// Lines: the format, golden, and what is refused. aicc-fuzz-records mutates lines by the thousand.
#include "autotune/Database/RecordLine.h"
#include "test/Unit/Database/Examples.h"
#include <gtest/gtest.h>

using namespace aicc::autotune;

namespace {
std::string problem(llvm::StringRef line) {
  llvm::Expected<Record> record = parseLine(line);
  return record ? "" : llvm::toString(record.takeError());
}

/// The example's line with `from` replaced by `to`.
std::string changed(llvm::StringRef from, llvm::StringRef to) {
  std::string line = lineOf(exampleRecord());
  size_t at = line.find(from.str());
  EXPECT_NE(at, std::string::npos) << from.str();
  return line.replace(at, from.size(), to.str());
}
} // namespace

// The line is the contract between versions of aicc: sorted members, no spaces, an id that is its digest.
TEST(RecordLine, Golden) {
  EXPECT_EQ(lineOf(exampleRecord()),
            R"({"check":{"absolute":1e-05,"max_error":0.25,"reference":"oracle-f64","relative":1e-06,"seeds":[0,1]},)"
            R"("default":{"schedule":"#schedule.tree<bands = [], computations = [<name = \"c0\", registers = <d0 = 6, d1 = 16>>]>",)"
            R"("timing":{"cache":"warm","count":1,"median_ns":2000,"min_ns":2000,"ns":[2000],"threads":2}},)"
            R"("device":{"id":"acme-1","rates":{"clock_hz":3000000000}},)"
            R"("id":")" + idOf(exampleRecord()) + R"(","kernel":{"digest":")" + exampleKey().kernelDigest +
            R"(","layouts":["dense","dense"],"text":"aicc-kernel/1\ndim d0 512\ndim d1 256\ndim d2 128\nin a0 f32 [512, 128]\n)"
            R"(in a1 f32 [256, 128] weight\nc0 contract f32 [d0, d1] = a0[d0, d2] * a1[d1, d2]\nout c0\n"},"origin":"a test",)"
            R"("schedule":{"knobs":{"c0.d0":"6","c0.d1":"16","c0.unroll":"1"},)"
            R"("text":"#schedule.tree<bands = [], computations = [<name = \"c0\", registers = <d0 = 6, d1 = 16>>]>"},)"
            R"("schema":"aicc-record/1","silicon":"vendor=ACME;isa=avx+avx2+fma;units=2;L2=1048576;L1=32768","threads":2,)"
            R"("timing":{"cache":"warm","clock_hz":3000000000,"count":3,"median_ns":1000,"min_ns":998,"ns":[1000,1002,998],"steal_ns":0,"threads":2},)"
            R"("toolchain":{"compiler":"aicc 0.1.0","vocabulary":"aicc-schedule/1"}})");
  EXPECT_EQ(idOf(exampleRecord()), "a8e2998b466fb9722a959b88702f7192dd6dee8f565279f0d67e98226e939c0d");
}

// A line reads back as the record that it is of.
TEST(RecordLine, RoundTrip) {
  Record record = llvm::cantFail(parseLine(lineOf(exampleRecord())));
  EXPECT_EQ(lineOf(record), lineOf(exampleRecord()));
  EXPECT_DOUBLE_EQ(record.speedup(), 2);
  EXPECT_EQ(record.timing.medianNs(), 1000);
}

// Any change to a line is found by its id, wherever it is; so is a truncated line.
TEST(RecordLine, ChangesAreFound) {
  EXPECT_NE(problem(changed("\"a test\"", "\"a tesu\"")).find("/id: expected"), std::string::npos);
  EXPECT_NE(problem(changed("998]", "997]")), "");
  EXPECT_NE(problem(changed("d1 256", "d1 257")).find("/kernel/digest"), std::string::npos);
  EXPECT_NE(problem(llvm::StringRef(lineOf(exampleRecord())).drop_back(40)).find("expected JSON"), std::string::npos);
}

// Spaces, order and the spelling of numbers do not count: the id is of the canonical line.
TEST(RecordLine, SpellingDoesNotCount) { EXPECT_EQ(problem(changed("1e-05", "  0.00001 ")), ""); }

// Other versions, unknown members, wrong types and ranges are named.
TEST(RecordLine, WrongLines) {
  EXPECT_NE(problem(changed("aicc-record/1", "aicc-record/9")).find("another version of aicc"), std::string::npos);
  EXPECT_NE(problem(changed("\"origin\"", "\"exec\":\"rm\",\"origin\"")).find("exec"), std::string::npos);
  EXPECT_NE(problem(changed("\"threads\":2,\"timing\"", "\"threads\":0,\"timing\"")).find("/threads"), std::string::npos);
  EXPECT_NE(problem(changed("\"threads\":2,\"timing\"", "\"threads\":\"2\",\"timing\"")).find("/threads"), std::string::npos);
  EXPECT_NE(problem(changed("[1000,1002,998]", "[1e400]")), "");
  EXPECT_NE(problem(changed("[1000,1002,998]", "[99999999999999999999]")), "");
  EXPECT_NE(problem(changed("[1000,1002,998]", "[-1]")), "");
  EXPECT_NE(problem(changed("\"max_error\":0.25", "\"max_error\":1.5")).find("max_error"), std::string::npos);
  EXPECT_NE(problem(changed("a test", "\\u001b[2J")).find("/origin"), std::string::npos);
}

// What is no record at all: empty, another type, deep nesting, a second value, bytes that are no UTF-8, a huge line.
TEST(RecordLine, HostileLines) {
  for (std::string line : {std::string(), std::string("null"), std::string("[]"), std::string("{}"), std::string("{}{}"),
                           std::string(100000, '['), std::string("\xff\xfe"), std::string(kLongestLine + 1, ' '),
                           std::string("{\"a\":1,\"a\":2}")})
    EXPECT_NE(problem(line), "");
}

// Timings and knobs are stored as the line has them; a candidate that did not run has no samples.
TEST(RecordLine, Parts) {
  EXPECT_EQ(llvm::cantFail(parseTiming(timingText(exampleRecord().timing))).ns, exampleRecord().timing.ns);
  EXPECT_TRUE(llvm::cantFail(parseTiming(timingText(Timing()))).ns.empty());
  EXPECT_EQ(llvm::cantFail(parseKnobs(knobsText(exampleRecord().schedule.knobs))), exampleRecord().schedule.knobs);
}

// A record of another vocabulary is measured anew; one of another compiler replays, and its times are stale.
TEST(Record, Compatibility) {
  EXPECT_EQ(compatibilityOf(thisToolchain()), Compatibility::ReplaySafe);
  EXPECT_EQ(compatibilityOf({"aicc 0.0.9", kScheduleVocabulary.str()}), Compatibility::TimesStale);
  EXPECT_EQ(compatibilityOf({thisToolchain().compiler, "aicc-schedule/2"}), Compatibility::Remeasure);
}

// The median of an even number of samples lies between the two in the middle.
TEST(Record, Medians) {
  EXPECT_EQ((Timing{{4, 1, 3, 2}, {}}).medianNs(), 2);
  EXPECT_EQ((Timing{{5, 1, 3}, {}}).medianNs(), 3);
  EXPECT_EQ(Timing().medianNs(), 0);
}

// What checks words for an origin and what reads them agree.
TEST(RecordLine, Origins) {
  const std::pair<std::string, bool> origins[] = {{std::string(200, 'x'), true},
                                                  {"", true},
                                                  {"lab 3, \"fast\" \\ box", true},
                                                  {std::string(201, 'x'), false},
                                                  {"J\u00f6rg", false},
                                                  {"a\nb", false},
                                                  {"\xff", false}};
  for (const auto &[origin, isGood] : origins) {
    Record record = exampleRecord();
    record.origin = origin;
    std::string said = llvm::toString(checkOrigin(origin));
    EXPECT_EQ(said == "", isGood) << said;
    EXPECT_EQ(problem(lineOf(record)) == "", isGood) << origin;
  }
}
