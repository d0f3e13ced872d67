// Sampled queries and bounds of columns; see AttentionCheck.h.
#include "compiler/Bench/AttentionCheck.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace aicc;
using namespace aicc::bench;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

namespace {
/// A query of one head of one batch.
struct Query {
  int64_t batch, head, number;
};

/// The result in f64, a query at a time.
class Attention {
public:
  Attention(const AttentionShape &shape, llvm::ArrayRef<data::Array> inputs)
      : shape(shape), query(valuesOf(inputs[0])), key(valuesOf(inputs[1])) {
    if (!shape.sharesKv)
      value = valuesOf(inputs[2]);
    if (shape.hasSinks)
      sinks = valuesOf(inputs.back());
  }

  /// The result of one query [valueSize].
  std::vector<double> evaluate(const Query &at) const;
  /// The values of a key [valueSize].
  const float *valueAt(int64_t batch, int64_t head, int64_t number) const {
    int64_t stride = shape.sharesKv ? shape.headSize : shape.valueSize;
    const std::vector<float> &from = shape.sharesKv ? key : value;
    return &from[shape.placeOf(batch, head, number, shape.kvHeads, shape.keys, stride)];
  }

private:
  double score(const float *q, const float *k) const;

  const AttentionShape &shape;
  std::vector<float> query, key, value, sinks;
};
} // namespace

double Attention::score(const float *q, const float *k) const {
  double sum = 0;
  for (int64_t d = 0; d < shape.headSize; ++d)
    sum += double(q[d]) * double(k[d]);
  sum /= std::sqrt(double(shape.headSize));
  return shape.softcap ? shape.softcap * std::tanh(sum / shape.softcap) : sum;
}

std::vector<double> Attention::evaluate(const Query &at) const {
  auto [begin, end] = shape.seenKeys(at.batch, at.number);
  int64_t kvHead = at.head / (shape.heads / shape.kvHeads);
  const float *q = &query[shape.placeOf(at.batch, at.head, at.number, shape.heads, shape.queries, shape.headSize)];
  std::vector<double> weights, result(shape.valueSize, 0);
  double largest = sinks.empty() ? -kInfinity : sinks[at.head];
  for (int64_t j = begin; j < end; ++j) {
    weights.push_back(score(q, &key[shape.placeOf(at.batch, kvHead, j, shape.kvHeads, shape.keys, shape.headSize)]));
    largest = std::max(largest, weights.back());
  }
  double sum = sinks.empty() ? 0 : std::exp(sinks[at.head] - largest);
  for (double &weight : weights)
    sum += weight = std::exp(weight - largest);
  for (int64_t j = begin; j < end; ++j) {
    const float *values = valueAt(at.batch, kvHead, j);
    for (int64_t e = 0; e < shape.valueSize; ++e)
      result[e] += weights[j - begin] * values[e];
  }
  for (double &element : result)
    element = sum ? element / sum : 0;
  return result;
}

static std::vector<Query> chooseQueries(const AttentionShape &shape) {
  constexpr int kRandom = 512;
  std::vector<Query> queries;
  for (int64_t batch = 0; batch < shape.batch; ++batch)
    for (int64_t head = 0; head < shape.heads; ++head)
      for (int64_t number : {int64_t(0), shape.queries - 1})
        queries.push_back({batch, head, number});
  std::mt19937_64 random(1);
  auto draw = [&](int64_t count) { return int64_t(random() % uint64_t(count)); };
  for (int i = 0; i < kRandom; ++i)
    queries.push_back({draw(shape.batch), draw(shape.heads), draw(shape.queries)});
  return queries;
}

namespace {
/// Compares a result with what is expected of it.
class Comparer {
public:
  Comparer(const Attention &attention, const AttentionShape &shape, const data::ToleranceParams &params,
           const data::Array &result)
      : attention(attention), shape(shape), params(params), result(result) {
    report.passed = true, report.method = "sampled";
  }

  void compareQuery(const Query &at);
  void boundHead(int64_t batch, int64_t head);
  CheckReport take() { return std::move(report); }

private:
  int64_t placeOf(const Query &at) const {
    return shape.placeOf(at.batch, at.head, at.number, shape.heads, shape.queries, shape.valueSize);
  }
  void note(const Query &at, int64_t e, double share, const std::string &expected);

  const Attention &attention;
  const AttentionShape &shape;
  const data::ToleranceParams &params;
  const data::Array &result;
  CheckReport report;
};
} // namespace

/// Six digits: errors are small beside what they are errors of.
static std::string digits(double value) { return llvm::formatv("{0}", llvm::format("%.6g", value)); }

/// Notes how much of the tolerance element `e` of a query takes; NaN is never accepted.
void Comparer::note(const Query &at, int64_t e, double share, const std::string &expected) {
  if (std::isnan(share))
    share = kInfinity;
  report.ofTolerance = std::max(report.ofTolerance, share);
  if (share > 1 && report.passed)
    report.message = llvm::formatv("batch {0}, head {1}, query {2}, element {3}: expected {4}, found {5}", at.batch,
                                   at.head, at.number, e, expected, digits(result.get(placeOf(at) + e)));
  report.passed &= share <= 1;
}

/// A query's result is a row, to whose size errors are relative (`scalesByRow`): the mean of a thousand values is far
/// smaller than that of one.
void Comparer::compareQuery(const Query &at) {
  std::vector<double> expected = attention.evaluate(at);
  data::Tolerance tolerance = data::toleranceFor(result.type(), params, data::rootMeanSquare(expected));
  for (int64_t e = 0; e < shape.valueSize; ++e) {
    double rounded = data::roundTo(result.type(), expected[e]);
    double error = std::abs(result.get(placeOf(at) + e) - rounded), allowed = tolerance.allowedAt(rounded);
    report.maxError = std::max(report.maxError, error);
    note(at, e, error / allowed, digits(rounded) + " within " + digits(allowed));
  }
}

void Comparer::boundHead(int64_t batch, int64_t head) {
  std::vector<double> least(shape.valueSize, 0), largest(shape.valueSize, 0);
  for (int64_t j = 0; j < shape.keysOf(batch); ++j) {
    const float *values = attention.valueAt(batch, head / (shape.heads / shape.kvHeads), j);
    for (int64_t e = 0; e < shape.valueSize; ++e)
      least[e] = std::min<double>(least[e], values[e]), largest[e] = std::max<double>(largest[e], values[e]);
  }
  data::Tolerance tolerance = data::toleranceFor(result.type(), params, 0);
  for (int64_t number = 0; number < shape.queries; ++number)
    for (int64_t e = 0; e < shape.valueSize; ++e) {
      Query at{batch, head, number};
      double found = result.get(placeOf(at) + e);
      bool fits =
          found >= least[e] - tolerance.allowedAt(least[e]) && found <= largest[e] + tolerance.allowedAt(largest[e]);
      if (!fits)
        note(at, e, kInfinity, "a mean of values from " + digits(least[e]) + " to " + digits(largest[e]));
    }
}

CheckReport bench::checkAttention(const Row &row, llvm::ArrayRef<data::Array> inputs,
                                  const data::ToleranceParams &params, const data::Array &result) {
  const AttentionShape &shape = *row.attention;
  Attention attention(shape, inputs);
  Comparer comparer(attention, shape, params, result);
  for (const Query &at : chooseQueries(shape))
    comparer.compareQuery(at);
  for (int64_t batch = 0; batch < shape.batch; ++batch)
    for (int64_t head = 0; head < shape.heads; ++head)
      comparer.boundHead(batch, head);
  return comparer.take();
}
