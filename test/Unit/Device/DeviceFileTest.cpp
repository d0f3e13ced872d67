// Broken device files: each is refused with the place and the remedy, and none crashes the reader.
#include "compiler/Device/DeviceFile.h"
#include "mlir/IR/MLIRContext.h"
#include <gtest/gtest.h>

using namespace aicc::device;

namespace {
constexpr llvm::StringLiteral kGood = R"({
  "schema": "aicc-device/1", "id": "tiny", "description": "A test device.", "backend": "cpu",
  "silicon": {"vendor": "generic", "isa": ["avx2"], "units": {"value": 2, "source": "M"}},
  "clock": {"value": 3.0e9, "source": "M"},
  "levels": [{"name": "memory", "kind": "memory", "shared_by": "chip"},
             {"name": "L1", "kind": "cache", "shared_by": "core", "capacity": {"value": 32768, "source": "M"},
              "bandwidth": {"value": 200000000000, "source": "M"}}],
  "instructions": [{"name": "fma", "kind": "vector", "shape": {"value": [1, 8, 1], "source": "K"},
                    "a": "f32", "b": "f32", "acc": "f32", "flops_per_cycle": {"value": 32, "source": "M"}}]
})";

class DeviceFileTest : public ::testing::Test {
protected:
  DeviceFileTest() : context(mlir::MLIRContext::Threading::DISABLED) {}

  /// The good text with its first `from` replaced by `to`.
  static std::string edited(llvm::StringRef from, llvm::StringRef to) {
    std::string text = kGood.str();
    size_t at = text.find(from.str());
    EXPECT_NE(at, std::string::npos) << "the test edits what is not there";
    return text.replace(at, from.size(), to.str());
  }

  /// The error for `text`; empty where it is accepted.
  std::string errorOf(llvm::StringRef text) {
    llvm::Expected<DeviceAttr> device = parseDeviceJson(&context, text, "t.json");
    return device ? "" : llvm::toString(device.takeError());
  }

  void expectError(llvm::StringRef text, llvm::StringRef part) {
    std::string error = errorOf(text);
    EXPECT_NE(error.find(part.str()), std::string::npos) << "expected: " << part.str() << "\nfound: " << error;
    EXPECT_EQ(error.compare(0, 6, "t.json"), 0) << error;
  }

  mlir::MLIRContext context;
};

TEST_F(DeviceFileTest, AcceptsTheGoodFile) {
  llvm::Expected<DeviceAttr> attr = parseDeviceJson(&context, kGood, "t.json");
  ASSERT_TRUE(static_cast<bool>(attr)) << llvm::toString(attr.takeError());
  auto device = fromAttr(*attr, [&] { return mlir::emitError(mlir::UnknownLoc::get(&context)); });
  ASSERT_TRUE(succeeded(device));
  EXPECT_EQ(device->id, "tiny");
  EXPECT_EQ(device->clockHz, 3.0e9);
  ASSERT_NE(device->level("L1"), nullptr);
  EXPECT_EQ(device->level("L1")->capacity, 32768);
  EXPECT_EQ(device->level("L1")->bandwidth, 2.0e11) << "a rate may be written as an integer";
  EXPECT_EQ(device->level("memory")->capacity, std::nullopt) << "an unknown number is absent";
  EXPECT_EQ(device->level("L7"), nullptr);
  EXPECT_EQ(device->peakFlops(*device->instruction("fma")), 32 * 3.0e9 * 2);
}

TEST_F(DeviceFileTest, WhatIsForPeopleIsCheckedAndNotInIR) {
  std::string text = edited(R"({"value": 3.0e9, "source": "M"})",
                            R"({"value": 3.0e9, "source": "M", "spread": [2.9e9, 3.1e9]}, "measured":)"
                            R"( {"date": "2026-11-25", "machine": "mine", "repetitions": 15, "page_policy": "madvise"})");
  llvm::Expected<DeviceAttr> with = parseDeviceJson(&context, text, "t.json");
  ASSERT_TRUE(static_cast<bool>(with)) << llvm::toString(with.takeError());
  EXPECT_EQ(*with, llvm::cantFail(parseDeviceJson(&context, kGood, "t.json")));
  expectError(edited(R"({"value": 3.0e9, "source": "M"})", R"({"value": 3.0e9, "source": "M", "spread": [1]})"),
              "/clock/spread: expected at least 2 items");
}

TEST_F(DeviceFileTest, MissingKey) {
  expectError(edited(R"("backend": "cpu",)", ""), R"(/: expected the key "backend")");
  expectError(edited(R"(, "shared_by": "core")", ""), R"(/levels/1: expected the key "shared_by")");
  expectError(edited(R"(32768, "source": "M")", "32768"), R"(/levels/1/capacity: expected the key "source")");
}

TEST_F(DeviceFileTest, WrongType) {
  expectError(edited(R"("tiny")", "7"), "/id: expected string, found 7");
  expectError(edited("32768", R"("32768")"), "/levels/1/capacity/value: expected integer");
  expectError(edited("32768", "32768.5"), "/levels/1/capacity/value: expected integer");
  expectError(edited(R"({"value": 32768, "source": "M"})", "32768"), "/levels/1/capacity: expected object");
  expectError(edited("[1, 8, 1]", "[1, 8]"), "/instructions/0/shape/value: expected at least 3 items");
  expectError("[]", "/: expected object, found []");
  expectError("null", "/: expected object, found null");
}

TEST_F(DeviceFileTest, UnknownKey) {
  expectError(edited("\"clock\"", "\"clok\""), R"(found "clok"; remove or rename it)");
  expectError(edited(R"("source": "M"})", R"("source": "M", "unit": "B"})"), "/silicon/units: expected no other key");
}

TEST_F(DeviceFileTest, UnknownWord) {
  expectError(edited(R"("kind": "cache")", R"("kind": "cash")"), "/levels/1/kind: expected one of");
  expectError(edited(R"("source": "M")", R"("source": "guess")"), "/silicon/units/source: expected one of");
  expectError(edited("aicc-device/1", "aicc-device/2"), "/schema: expected one of");
}

TEST_F(DeviceFileTest, NumberOutOfRange) {
  expectError(edited("32768", "-32768"), "/levels/1/capacity/value: expected a number of at least 1, found -32768");
  expectError(edited("32768", "0"), "expected a number of at least 1, found 0");
  expectError(edited("3.0e9", "0"), "/clock/value: expected a number above 0");
  expectError(edited("32768", "9223372036854775808"), "/levels/1/capacity/value: expected integer");
  expectError(edited("32768", "99999999999999999999999999"), "/levels/1/capacity/value: expected integer");
}

TEST_F(DeviceFileTest, NumberThatDoesNotFit) {
  expectError(edited("3.0e9", "1e999"), "t.json:4:27: expected numbers that fit a double, found '1e999'");
}

TEST_F(DeviceFileTest, DeepNesting) {
  expectError(std::string(1000000, '['), "t.json:1:33: expected at most 32 nested arrays and objects");
  std::string objects;
  for (int i = 0; i < 100000; ++i)
    objects += "{\"a\":";
  expectError(objects, "expected at most 32 nested arrays and objects");
}

TEST_F(DeviceFileTest, EveryTruncationIsRefused) {
  for (size_t length = 0; length < kGood.size(); ++length)
    EXPECT_NE(errorOf(kGood.take_front(length)), "") << length;
  expectError(kGood.take_front(kGood.size() - 1), "unexpected end of input");
  expectError(kGood.take_front(100), "t.json:3:4: expected JSON, found syntax error");
}

TEST_F(DeviceFileTest, TrailingText) { expectError(kGood.str() + "{}", "t.json:10:2: expected JSON"); }

TEST_F(DeviceFileTest, NoByteCrashesTheReader) {
  for (size_t at = 0; at < kGood.size(); ++at)
    for (char byte : {'\0', '"', '{', ']', '-', '\\', '\xff'}) {
      std::string text = kGood.str();
      text[at] = byte;
      (void)errorOf(text);
    }
}

TEST_F(DeviceFileTest, NotUTF8) {
  expectError(edited("A test", "A \xff"), "t.json:2:62: expected UTF-8");
  expectError("\xff\xfe{", "t.json:1:1: expected UTF-8");
}

TEST_F(DeviceFileTest, DuplicateKey) {
  expectError(edited(R"("id": "tiny")", R"("id": "tiny", "id": "tall")"), "expected each key once, found 'id' twice");
}

TEST_F(DeviceFileTest, DuplicateNamesAreTheVerifiersToFind) {
  expectError(edited(R"("name": "L1")", R"("name": "memory")"), "'levels[1].name' expects a name");
}

TEST_F(DeviceFileTest, SeveralProblemsAreReportedTogether) {
  std::string error = errorOf(R"({"schema": "aicc-device/1", "id": "UPPER", "levels": []})");
  EXPECT_NE(error.find("/id: expected text that matches"), std::string::npos) << error;
  EXPECT_NE(error.find("/levels: expected at least 1 items"), std::string::npos) << error;
  EXPECT_NE(error.find(R"(the key "silicon")"), std::string::npos) << error;
}

TEST_F(DeviceFileTest, UnknownIdListsTheShippedOnes) {
  std::string error = llvm::toString(readDevice(&context, "x87").takeError());
  EXPECT_NE(error.find("x86-64-avx512"), std::string::npos) << error;
}

TEST_F(DeviceFileTest, PathsThatAreNoFile) {
  EXPECT_NE(llvm::toString(readDevice(&context, "/nowhere/x.json").takeError()).find("/nowhere/x.json: expected"),
            std::string::npos);
  for (const char *path : {"/", "/dev/zero"})
    EXPECT_NE(llvm::toString(readDevice(&context, path).takeError()).find("at most 1 MiB"), std::string::npos);
}
} // namespace
