// Attention by flags; see Attention.h.
#include "test/Fuzz/Attention.h"
#include "test/Fuzz/AttentionCase.h"

using namespace aicc;
using namespace aicc::fuzz;

namespace {
/// Which operands are one tensor, or parts of one.
enum class Sharing {
  None,
  ValuesAreKeys,
  ValuesInKeys, ///< the first elements of each key, as in absorbed latent attention
  BesideKeys,   ///< keys and values are slices of one tensor, along the elements
  QueriesAreKeys,
  Packed ///< queries, keys and values are heads of one tensor
};

class AttentionWriter {
public:
  explicit AttentionWriter(Random &random) : random(random) {}

  CaseModule write() {
    chooseSizes();
    chooseSharing();
    chooseRule();
    writeTensors();
    writeOptional();
    Tensor query = attention.query.tensor, key = attention.key.tensor, value = attention.value.tensor;
    Shape shape = attention.arrange(attention.batch, attention.heads(), attention.queries, attention.valueSize);
    result.text =
        module.finish({module.attention({query, key, value}, operands, attributes(), attention.element, shape)});
    if (random.chance(35))
      spoilInputs(random, attention, result);
    return std::move(result);
  }

private:
  void chooseSizes() {
    attention.batch = random.pick({1, 1, 2, 3});
    attention.kvHeads = random.pick({1, 2, 3});
    attention.group = random.pick({1, 1, 2, 4});
    attention.queries = random.chance(30) ? 1 : random.extent();
    attention.keys = random.chance(10) ? 1 : random.extent();
    attention.headSize = random.pick({8, 16, 24, 32, 64, 7});
    attention.valueSize = random.chance(60) ? attention.headSize : random.pick({8, 16, 40, 5});
    attention.element = random.pick<const char *>({"f32", "f32", "f32", "bf16", "bf16", "bf16", "f16", "f16", "f64"});
    attention.headsFirst = random.chance(60);
    if (random.chance(15))
      chooseDecode();
    if (random.chance(15)) {
      attention.pageSize = random.pick({1, 4, 16});
      attention.keys = attention.pageSize * (1 + random.below(6));
    }
  }

  /// Decode over keys that threads share, in parts.
  void chooseDecode() {
    attention.queries = random.pick({1, 1, 2});
    attention.keys = 64 + random.below(900);
    attention.headSize = random.pick({32, 64, 100, 128});
    if (random.chance(40)) {
      // Rows that are worth packing, of one head of keys.
      attention.batch = attention.kvHeads = 1;
      attention.group = random.pick({8, 16, 32});
      attention.queries = random.pick({1, 3, 8});
    }
  }

  bool isPaged() const { return attention.pageSize > 0; }

  /// Sizes follow from what is shared.
  void chooseSharing() {
    if (!random.chance(20))
      return;
    sharing = isPaged() ? random.pick({Sharing::ValuesAreKeys, Sharing::ValuesInKeys, Sharing::BesideKeys})
                        : random.pick({Sharing::ValuesAreKeys, Sharing::ValuesInKeys, Sharing::BesideKeys,
                                       Sharing::QueriesAreKeys, Sharing::Packed});
    if (sharing == Sharing::ValuesAreKeys || sharing == Sharing::Packed)
      attention.valueSize = attention.headSize;
    if (sharing == Sharing::ValuesInKeys)
      attention.valueSize = std::min(attention.valueSize, attention.headSize);
    if (sharing == Sharing::QueriesAreKeys || sharing == Sharing::Packed)
      attention.queries = attention.keys = std::min<int64_t>(attention.keys, 80);
    if (sharing == Sharing::QueriesAreKeys)
      attention.group = 1;
  }

  /// Causal rule and window.
  void chooseRule() {
    if (!random.chance(50))
      return;
    bool fromStart = random.chance(60);
    attention.diagonal = fromStart ? Diagonal::FromStart : Diagonal::FromEnd;
    if (fromStart && random.chance(50))
      attention.offset = random.below(attention.keys + 3);
    if (random.chance(40))
      attention.window = 1 + random.below(attention.keys + 4);
  }

  /// A whole argument.
  View argument(const std::string &element, const Shape &shape) {
    unsigned number = module.countArguments();
    return {module.argument(element, shape), number, shape, Shape(shape.size(), 0)};
  }

  /// `extent` elements of `view` along `dim`, from `offset` on.
  View slice(const View &view, unsigned dim, int64_t offset, int64_t extent) {
    View part = view;
    part.offsets[dim] += offset;
    Shape offsets(view.whole.size(), 0), shape = view.tensor.shape;
    offsets[dim] = offset, shape[dim] = extent;
    part.tensor = module.slice(view.tensor, offsets, shape);
    return part;
  }

  /// Keys or values with `size` elements.
  View memory(int64_t size) {
    Shape shape = isPaged() ? Shape{attention.pool(), attention.pageSize, attention.kvHeads, size}
                            : attention.arrange(attention.batch, attention.kvHeads, attention.keys, size);
    return argument(attention.element, shape);
  }

  void writeTensors() {
    if (sharing == Sharing::Packed)
      return writePacked();
    if (sharing != Sharing::QueriesAreKeys)
      attention.query = argument(attention.element, attention.arrange(attention.batch, attention.heads(),
                                                                      attention.queries, attention.headSize));
    if (sharing == Sharing::BesideKeys) {
      View both = memory(attention.headSize + attention.valueSize);
      attention.key = slice(both, 3, 0, attention.headSize);
      attention.value = slice(both, 3, attention.headSize, attention.valueSize);
      return;
    }
    attention.key = memory(attention.headSize);
    attention.value = sharing == Sharing::ValuesAreKeys  ? attention.key
                      : sharing == Sharing::ValuesInKeys ? slice(attention.key, 3, 0, attention.valueSize)
                                                         : memory(attention.valueSize);
    if (sharing == Sharing::QueriesAreKeys)
      attention.query = attention.key;
  }

  void writePacked() {
    unsigned dim = attention.headsFirst ? 1 : 2;
    int64_t heads = attention.heads(), kvHeads = attention.kvHeads;
    View all = argument(attention.element,
                        attention.arrange(attention.batch, heads + 2 * kvHeads, attention.keys, attention.headSize));
    attention.query = slice(all, dim, 0, heads);
    attention.key = slice(all, dim, heads, kvHeads);
    attention.value = slice(all, dim, heads + kvHeads, kvHeads);
  }

  void add(const char *name, const Tensor &tensor) {
    operands += std::string(" ") + name + "(" + tensor.name + " : " + tensor.type() + ")";
  }

  void writeOptional() {
    if (random.chance(30))
      add("mask", (attention.mask = randomMask())->tensor);
    if (random.chance(35)) {
      for (int64_t b = 0; b < attention.batch; ++b)
        attention.lengths.push_back(random.below(attention.keys + 4) - 1);
      add("lengths", integers({attention.batch}, attention.lengths));
    }
    if (random.chance(25))
      add("sinks", (attention.sinks = argument(floatType(), {attention.heads()}))->tensor);
    if (isPaged()) {
      choosePages();
      add("pages", integers({attention.batch, attention.pagesOfBatch()}, attention.pages));
    }
  }

  /// That of the query, or another that is no wider than scores.
  std::string floatType() {
    return random.chance(60) ? attention.element : random.pick<const char *>({"f32", "bf16", "f16"});
  }

  View randomMask() {
    Shape shape = {attention.batch, attention.heads(), attention.queries, attention.keys};
    for (int64_t &extent : shape)
      if (random.chance(30))
        extent = 1;
    return argument(random.chance(30) ? "f32" : floatType(), shape);
  }

  /// Behind a length there is often any number, elsewhere sometimes.
  void choosePages() {
    for (int64_t b = 0; b < attention.batch; ++b)
      for (int64_t first = 0; first < attention.keys; first += attention.pageSize) {
        bool isOutside = random.chance(first < attention.length(b) ? 10 : 50);
        attention.pages.push_back(isOutside ? random.pick<int64_t>({-1, attention.pool(), -2000000000, 2000000000})
                                            : random.below(attention.pool()));
      }
  }

  /// Integers that are known when the module is compiled, or when it runs.
  Tensor integers(const Shape &shape, const std::vector<int64_t> &values) {
    std::string type = random.chance(60) ? "i32" : "i64", text;
    if (random.chance(50)) {
      View view = argument(type, shape);
      for (int64_t index = 0; index < int64_t(values.size()); ++index)
        result.given.push_back({view.argument, index, double(values[index])});
      return view.tensor;
    }
    for (int64_t value : values)
      text += (text.empty() ? "" : ", ") + std::to_string(value);
    Tensor flat = module.constant(type, {int64_t(values.size())}, "dense<[" + text + "]>");
    return shape.size() == 1 ? flat : module.expand(flat, {{0, 1}}, shape);
  }

  std::string attributes() {
    std::string text = "scale = " + std::string(random.pick<const char *>({"0.25", "0.125", "1.0", "-0.5"})) + " : f64";
    if (attention.diagonal != Diagonal::None)
      text += std::string(", causal = #graph.causal<") +
              (attention.diagonal == Diagonal::FromStart ? "from_start" : "from_end") + ">";
    if (attention.offset)
      text += ", offset = " + std::to_string(attention.offset);
    if (attention.window)
      text += ", window = " + std::to_string(attention.window);
    if (random.chance(25))
      text += ", softcap = " + std::string(random.pick<const char *>({"2.0", "50.0"})) + " : f64";
    return attention.headsFirst ? text : text + ", layout = #graph.layout<bshd>";
  }

  Random &random;
  AttentionCase attention;
  Sharing sharing = Sharing::None;
  ModuleText module;
  std::string operands;
  CaseModule result;
};
} // namespace

CaseModule fuzz::randomAttentionModule(Random &random) { return AttentionWriter(random).write(); }
