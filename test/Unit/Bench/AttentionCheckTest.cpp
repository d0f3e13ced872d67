// The sampled check of large attention passes right results and none where a rule of the mask, a
// flag or a part is missed.
#include "compiler/Bench/AttentionCheck.h"
#include "compiler/Bench/AttentionModule.h"
#include "compiler/Data/RandomInput.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace aicc;
using namespace aicc::bench;

/// Two batches of four heads, two of which share keys; queries 64 apart from the first key.
static Row makeRow(Mask mask) {
  Row row;
  row.graph = Graph::Attention;
  AttentionShape &shape = row.attention.emplace();
  shape.batch = 2, shape.heads = 4, shape.kvHeads = 2, shape.queries = 40, shape.keys = 48;
  shape.headSize = 8, shape.valueSize = 12, shape.mask = mask;
  if (mask == Mask::Causal)
    shape.offset = 8;
  if (mask == Mask::Lengths)
    shape.lengths = {48, 17};
  return row;
}

static std::vector<data::Array> makeInputs(const Row &row) {
  const AttentionShape &shape = *row.attention;
  std::vector<std::vector<int64_t>> shapes = {shape.extents(shape.heads, shape.queries, shape.headSize),
                                              shape.extents(shape.kvHeads, shape.keys, shape.headSize),
                                              shape.extents(shape.kvHeads, shape.keys, shape.valueSize)};
  if (shape.mask == Mask::Lengths)
    shapes.push_back({shape.batch});
  std::vector<data::Array> inputs;
  for (const std::vector<int64_t> &extents : shapes) {
    bool isLengths = inputs.size() == 3;
    inputs.push_back(
        llvm::cantFail(data::Array::create(isLengths ? data::ElementType::I32 : data::ElementType::F32, extents)));
    data::fillRandom(inputs.back(), 1, unsigned(inputs.size()));
  }
  setAttentionInputs(row, inputs);
  return inputs;
}

/// The sums of the operation's documentation, all pairs of it, rounded once.
static data::Array evaluate(const Row &row, llvm::ArrayRef<data::Array> in) {
  const AttentionShape &s = *row.attention;
  data::Array result =
      llvm::cantFail(data::Array::create(data::ElementType::F32, s.extents(s.heads, s.queries, s.valueSize)));
  for (int64_t b = 0; b < s.batch; ++b)
    for (int64_t h = 0; h < s.heads; ++h)
      for (int64_t i = 0; i < s.queries; ++i) {
        std::vector<double> sums(s.valueSize + 1, 0);
        for (int64_t j = 0; j < s.keys; ++j) {
          bool isSeen = s.mask == Mask::Causal ? j <= i + s.offset : s.mask == Mask::Lengths ? j < s.lengths[b] : true;
          double score = 0;
          for (int64_t d = 0; d < s.headSize; ++d)
            score += in[0].get(((b * s.heads + h) * s.queries + i) * s.headSize + d) *
                     in[1].get(((b * s.kvHeads + h / 2) * s.keys + j) * s.headSize + d);
          double weight = isSeen ? std::exp(score / std::sqrt(8.0)) : 0;
          for (int64_t e = 0; e < s.valueSize; ++e)
            sums[e] += weight * in[2].get(((b * s.kvHeads + h / 2) * s.keys + j) * s.valueSize + e);
          sums.back() += weight;
        }
        for (int64_t e = 0; e < s.valueSize; ++e)
          result.set(((b * s.heads + h) * s.queries + i) * s.valueSize + e, sums[e] / sums.back());
      }
  return result;
}

static data::ToleranceParams paramsOf(const Row &row) {
  data::ToleranceParams params;
  params.reductionLength = row.attention->headSize + 2 * row.attention->keys, params.steps = 4;
  return params;
}

static CheckReport check(const Row &row, llvm::ArrayRef<data::Array> inputs, const data::Array &result) {
  return checkAttention(row, inputs, paramsOf(row), result);
}

TEST(CheckAttention, PassesRightResults) {
  for (Mask mask : {Mask::None, Mask::Causal, Mask::Lengths}) {
    Row row = makeRow(mask);
    std::vector<data::Array> inputs = makeInputs(row);
    CheckReport report = check(row, inputs, evaluate(row, inputs));
    EXPECT_TRUE(report.passed) << nameOf(mask).str() << ": " << report.message;
    EXPECT_EQ(report.method, "sampled");
    EXPECT_LT(report.ofTolerance, 0.1);
  }
}

TEST(CheckAttention, RefusesAnotherMask) {
  Row causal = makeRow(Mask::Causal), later = causal, none = makeRow(Mask::None);
  later.attention->offset += 1;
  std::vector<data::Array> inputs = makeInputs(causal);
  EXPECT_FALSE(check(causal, inputs, evaluate(later, inputs)).passed);
  EXPECT_FALSE(check(causal, inputs, evaluate(none, inputs)).passed);
}

TEST(CheckAttention, RefusesMissingFlags) {
  Row row = makeRow(Mask::None), capped = row, swapped = row;
  capped.attention->softcap = 0.5;
  std::vector<data::Array> inputs = makeInputs(row);
  EXPECT_FALSE(check(capped, inputs, evaluate(row, inputs)).passed);
  swapped.attention->kvHeads = 4, swapped.attention->keys = 24;
  EXPECT_FALSE(check(swapped, inputs, evaluate(row, inputs)).passed);
}

/// An element that no sampled query has is still a mean of values.
TEST(CheckAttention, RefusesWhatIsNoMean) {
  Row row = makeRow(Mask::None);
  row.attention->batch = 1, row.attention->heads = row.attention->kvHeads = 1;
  row.attention->queries = 100000, row.attention->keys = 2, row.attention->headSize = row.attention->valueSize = 1;
  std::vector<data::Array> inputs = makeInputs(row);
  data::Array result = llvm::cantFail(data::Array::create(data::ElementType::F32, {1, 1, 100000, 1}));
  for (int64_t i = 0; i < 100000; ++i) {
    double a = std::exp(inputs[0].get(i) * inputs[1].get(0)), b = std::exp(inputs[0].get(i) * inputs[1].get(1));
    result.set(i, (a * inputs[2].get(0) + b * inputs[2].get(1)) / (a + b));
  }
  EXPECT_TRUE(check(row, inputs, result).passed);
  double right = result.get(77777);
  result.set(77777, 1.5);
  CheckReport report = check(row, inputs, result);
  EXPECT_FALSE(report.passed);
  EXPECT_NE(report.message.find("query 77777"), std::string::npos) << report.message;
  result.set(77777, std::numeric_limits<double>::quiet_NaN());
  EXPECT_FALSE(check(row, inputs, result).passed);
  result.set(77777, right);
  EXPECT_TRUE(check(row, inputs, result).passed);
}

/// Pairs and bytes that the report's rates are made of.
TEST(AttentionShape, CountsWhatIsSeen) {
  AttentionShape shape = *makeRow(Mask::Causal).attention;
  EXPECT_EQ(shape.seenPairs(), 2 * (40 * 9 + 39 * 40 / 2));
  EXPECT_EQ(shape.flops(), 2 * 4 * (8 + 12) * shape.seenPairs());
  shape.window = 5;
  EXPECT_EQ(shape.seenPairs(), 2 * 40 * 5);
  EXPECT_EQ(shape.touchedElements(), 2 * 4 * 40 * 20 + 2 * 2 * 44 * 20);
  shape = *makeRow(Mask::Lengths).attention;
  EXPECT_EQ(shape.seenPairs(), 40 * (48 + 17));
  shape.sharesKv = true;
  EXPECT_EQ(shape.touchedElements(), 2 * 4 * 40 * 20 + 2 * (48 + 17) * 8);
}
