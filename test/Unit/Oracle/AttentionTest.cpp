// Rule under test: graph.attention means the sums that its documentation writes, for every flag. The oracle lowers the
// operation; here the sums are written out as loops that share nothing with that lowering.
#include "compiler/Data/RandomInput.h"
#include "compiler/Oracle/Oracle.h"
#include "compiler/Pipeline/Pipeline.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FormatVariadic.h"
#include <gtest/gtest.h>
#include <cmath>
#include <limits>

using namespace aicc;

namespace {
enum class Rule { None, FromStart, FromEnd };

/// One attention in f64, in the order batch, heads, sequence, size.
struct Case {
  const char *name;
  int64_t batch = 2, kvHeads = 2, group = 3, queries = 5, keys = 9, headSize = 4, valueSize = 6;
  Rule rule = Rule::None;
  int64_t offset = 0, window = 0; ///< window 0: none
  double softcap = 0;             ///< 0: none
  bool hasMask = false, hasSinks = false, isBshd = false;
  std::vector<int32_t> lengths = {}; ///< empty: none
  int64_t pageSize = 0;              ///< 0: none

  int64_t heads() const { return kvHeads * group; }
  int64_t length(int64_t b) const {
    return lengths.empty() ? keys : std::clamp<int64_t>(lengths[b], 0, keys);
  }
  bool sees(int64_t b, int64_t query, int64_t key) const {
    int64_t last = rule == Rule::FromStart ? query + offset : query + length(b) - queries;
    return key < length(b) && (rule == Rule::None || key <= last) && (!window || key > last - window);
  }
};

void PrintTo(const Case &attention, std::ostream *stream) { *stream << attention.name; }
} // namespace

static std::string type(llvm::ArrayRef<int64_t> shape, llvm::StringRef element = "f64") {
  std::string text = "tensor<";
  for (int64_t extent : shape)
    text += std::to_string(extent) + "x";
  return text + element.str() + ">";
}

static llvm::SmallVector<int64_t> arrange(const Case &c, int64_t heads, int64_t sequence, int64_t size) {
  if (c.isBshd)
    return {c.batch, sequence, heads, size};
  return {c.batch, heads, sequence, size};
}

/// The shapes of the arguments in order: query, key, value, mask, sinks, lengths, pages.
static std::string moduleOf(const Case &c) {
  std::string query = type(arrange(c, c.heads(), c.queries, c.headSize));
  std::string key = type(arrange(c, c.kvHeads, c.keys, c.headSize)), value = type(arrange(c, c.kvHeads, c.keys, c.valueSize));
  int64_t pages = c.pageSize ? c.keys / c.pageSize : 0;
  if (c.pageSize) {
    key = type({c.batch * pages, c.pageSize, c.kvHeads, c.headSize});
    value = type({c.batch * pages, c.pageSize, c.kvHeads, c.valueSize});
  }
  std::string arguments = "%q: " + query + ", %k: " + key + ", %v: " + value, operands, attributes;
  auto add = [&](const char *name, const std::string &of) {
    arguments += llvm::formatv(", %{0}: {1}", name, of);
    operands += llvm::formatv(" {0}(%{0} : {1})", name, of);
  };
  if (c.hasMask)
    add("mask", type({c.batch, 1, c.queries, c.keys}));
  if (!c.lengths.empty())
    add("lengths", type({c.batch}, "i32"));
  if (c.hasSinks)
    add("sinks", type({c.heads()}));
  if (c.pageSize)
    add("pages", type({c.batch, pages}, "i32"));
  if (c.rule != Rule::None)
    attributes += std::string(", causal = #graph.causal<") + (c.rule == Rule::FromStart ? "from_start>" : "from_end>");
  if (c.offset)
    attributes += ", offset = " + std::to_string(c.offset);
  if (c.window)
    attributes += ", window = " + std::to_string(c.window);
  if (c.softcap)
    attributes += llvm::formatv(", softcap = {0:F3} : f64", c.softcap);
  if (c.isBshd)
    attributes += ", layout = #graph.layout<bshd>";
  std::string result = type(arrange(c, c.heads(), c.queries, c.valueSize));
  return llvm::formatv("func.func @main({0}) -> {1} {{\n  %o = graph.attention %q, %k, %v{2} {{scale = 0.5 : f64{3}} : "
                       "{4}, {5}, {6} -> {1}\n  return %o : {1}\n}",
                       arguments, result, operands, attributes, query, key, value);
}

namespace {
/// The documentation's sums, element by element.
class Direct {
public:
  Direct(const Case &c, llvm::ArrayRef<data::Array> inputs) : c(c), inputs(inputs) {
    unsigned next = 3;
    mask = c.hasMask ? &inputs[next++] : nullptr;
    next += !c.lengths.empty();
    sinks = c.hasSinks ? &inputs[next++] : nullptr;
    pages = c.pageSize ? &inputs[next++] : nullptr;
  }

  double element(int64_t b, int64_t head, int64_t query, int64_t e) const {
    double maximum = sinks ? sinks->get(head) : -std::numeric_limits<double>::infinity();
    for (int64_t key = 0; key < c.keys; ++key)
      if (c.sees(b, query, key))
        maximum = std::max(maximum, score(b, head, query, key));
    double sum = sinks ? std::exp(sinks->get(head) - maximum) : 0, total = 0;
    for (int64_t key = 0; key < c.keys; ++key)
      if (c.sees(b, query, key)) {
        double weight = std::exp(score(b, head, query, key) - maximum);
        sum += weight;
        total += weight * memory(2, b, head / c.group, key, e, c.valueSize);
      }
    return sum == 0 ? 0 : total / sum;
  }

  int64_t index(int64_t b, int64_t head, int64_t at, int64_t e, int64_t heads, int64_t sequence, int64_t size) const {
    return c.isBshd ? ((b * sequence + at) * heads + head) * size + e : ((b * heads + head) * sequence + at) * size + e;
  }

private:
  double memory(unsigned argument, int64_t b, int64_t head, int64_t key, int64_t e, int64_t size) const {
    if (!pages)
      return inputs[argument].get(index(b, head, key, e, c.kvHeads, c.keys, size));
    int64_t page = int64_t(pages->get(b * (c.keys / c.pageSize) + key / c.pageSize));
    return inputs[argument].get(((page * c.pageSize + key % c.pageSize) * c.kvHeads + head) * size + e);
  }

  double score(int64_t b, int64_t head, int64_t query, int64_t key) const {
    double sum = 0;
    for (int64_t e = 0; e < c.headSize; ++e)
      sum += inputs[0].get(index(b, head, query, e, c.heads(), c.queries, c.headSize)) *
             memory(1, b, head / c.group, key, e, c.headSize);
    sum *= 0.5;
    if (c.softcap)
      sum = c.softcap * std::tanh(sum / c.softcap);
    return mask ? sum + mask->get((b * c.queries + query) * c.keys + key) : sum;
  }

  const Case &c;
  llvm::ArrayRef<data::Array> inputs;
  const data::Array *mask, *sinks, *pages;
};

class Attention : public testing::TestWithParam<Case> {
protected:
  void SetUp() override {
    mlir::DialectRegistry registry;
    registerPipelineDialects(registry);
    context.appendDialectRegistry(registry);
    module = mlir::parseSourceString<mlir::ModuleOp>(moduleOf(GetParam()), mlir::ParserConfig(&context));
    ASSERT_TRUE(module) << moduleOf(GetParam());
    auto function = *module->getOps<mlir::func::FuncOp>().begin();
    for (auto [number, type] : llvm::enumerate(function.getArgumentTypes()))
      addInput(number, llvm::cast<mlir::RankedTensorType>(type));
  }

  void addInput(unsigned number, mlir::RankedTensorType type) {
    bool isInteger = type.getElementType().isInteger(32);
    auto array = data::Array::create(isInteger ? data::ElementType::I32 : data::ElementType::F64, type.getShape());
    ASSERT_TRUE(bool(array));
    data::fillRandom(*array, 7, number);
    bool isLengths = isInteger && type.getRank() == 1;
    for (int64_t index = 0; isInteger && index < array->size(); ++index)
      // Pages lie in reverse; any permutation would do.
      array->set(index, isLengths ? GetParam().lengths[index] : double(array->size() - 1 - index));
    inputs.push_back(std::move(*array));
  }

  /// Compares every element of the oracle with the sums.
  void check() {
    const Case &c = GetParam();
    auto references = oracle::computeReference(*module, "main", inputs);
    ASSERT_TRUE(bool(references)) << llvm::toString(references.takeError());
    Direct direct(c, inputs);
    for (int64_t b = 0; b < c.batch; ++b)
      for (int64_t head = 0; head < c.heads(); ++head)
        for (int64_t query = 0; query < c.queries; ++query)
          for (int64_t e = 0; e < c.valueSize; ++e) {
            int64_t at = direct.index(b, head, query, e, c.heads(), c.queries, c.valueSize);
            ASSERT_NEAR(references->front().values.get(at), direct.element(b, head, query, e), 1e-12)
                << "b " << b << " head " << head << " query " << query << " element " << e;
          }
  }

  mlir::MLIRContext context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  std::vector<data::Array> inputs;
};
} // namespace

TEST_P(Attention, MeansTheDocumentedSums) { check(); }

using AttentionWithLengths = Attention;

/// What lies behind a length is never seen, NaN included.
TEST_P(AttentionWithLengths, IgnoresWhatLiesBehindThem) {
  const Case &c = GetParam();
  Direct direct(c, inputs);
  for (int64_t b = 0; b < c.batch; ++b)
    for (int64_t head = 0; head < c.kvHeads; ++head)
      for (int64_t key = c.length(b); key < c.keys; ++key) {
        inputs[1].set(direct.index(b, head, key, 0, c.kvHeads, c.keys, c.headSize), NAN);
        inputs[2].set(direct.index(b, head, key, 0, c.kvHeads, c.keys, c.valueSize), NAN);
      }
  check();
}

static const Case kCases[] = {
    {.name = "Plain"},
    {.name = "OneHead", .kvHeads = 1, .group = 1},
    {.name = "MultiQuery", .kvHeads = 1, .group = 6},
    {.name = "HeadsInside", .isBshd = true},
    {.name = "OneQuery", .queries = 1, .rule = Rule::FromEnd},
    {.name = "OneKey", .keys = 1},
    {.name = "CausalFromStart", .rule = Rule::FromStart},
    {.name = "CausalFromStartWithOffset", .rule = Rule::FromStart, .offset = 3},
    {.name = "OffsetBeyondTheKeys", .rule = Rule::FromStart, .offset = 50},
    {.name = "CausalFromEnd", .rule = Rule::FromEnd},
    {.name = "MoreQueriesThanKeys", .queries = 12, .keys = 7, .rule = Rule::FromEnd},
    {.name = "MoreQueriesThanKeysFromStart", .queries = 12, .keys = 7, .rule = Rule::FromStart},
    {.name = "Window", .rule = Rule::FromEnd, .window = 3},
    {.name = "WindowOfOne", .rule = Rule::FromStart, .window = 1},
    {.name = "WindowBeyondTheSequence", .rule = Rule::FromStart, .window = 1000},
    {.name = "WindowPastTheKeys", .queries = 12, .keys = 4, .rule = Rule::FromStart, .window = 2},
    {.name = "Softcap", .softcap = 1.5},
    {.name = "Mask", .hasMask = true},
    {.name = "Sinks", .hasSinks = true},
    {.name = "SinksOfRowsThatSeeNothing", .rule = Rule::FromEnd, .hasSinks = true, .lengths = {0, 2}},
    {.name = "Lengths", .lengths = {4, 9}},
    {.name = "LengthsOutOfRange", .lengths = {-3, 100}},
    {.name = "LengthsZeroAndOne", .lengths = {0, 1}},
    {.name = "LengthsFromEnd", .rule = Rule::FromEnd, .lengths = {6, 2}},
    {.name = "LengthsFromEndInAWindow", .rule = Rule::FromEnd, .window = 2, .lengths = {6, 9}},
    {.name = "Pages", .keys = 12, .pageSize = 4},
    {.name = "PagesWithLengths", .keys = 12, .lengths = {5, 12}, .pageSize = 4},
    {.name = "Everything", .rule = Rule::FromEnd, .window = 4, .softcap = 2.0, .hasMask = true, .hasSinks = true,
     .isBshd = true, .lengths = {7, 9}},
};
static std::string nameOf(const testing::TestParamInfo<Case> &info) { return info.param.name; }

/// Those with lengths; of pages, elements are not where the test looks for them.
static std::vector<Case> casesWithLengths() {
  std::vector<Case> cases;
  llvm::copy_if(kCases, std::back_inserter(cases), [](const Case &c) { return !c.lengths.empty() && !c.pageSize; });
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Flags, Attention, testing::ValuesIn(kCases), nameOf);
INSTANTIATE_TEST_SUITE_P(Flags, AttentionWithLengths, testing::ValuesIn(casesWithLengths()), nameOf);
