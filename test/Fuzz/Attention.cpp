// Attention by flags; see Attention.h.
#include "test/Fuzz/Attention.h"
#include "test/Fuzz/ModuleText.h"

using namespace aicc;
using namespace aicc::fuzz;

namespace {
struct Attention {
  int64_t batch, kvHeads, group, queries, keys, headSize, valueSize;
  int64_t pageSize = 0; ///< 0: no pages
  std::string element;
  bool headsFirst;

  int64_t heads() const { return kvHeads * group; }

  Shape shape(int64_t heads, int64_t sequence, int64_t size) const {
    return headsFirst ? Shape{batch, heads, sequence, size} : Shape{batch, sequence, heads, size};
  }
};
} // namespace

static Attention randomSizes(Random &random) {
  Attention sizes;
  sizes.batch = random.pick({1, 1, 2, 3});
  sizes.kvHeads = random.pick({1, 2, 3});
  sizes.group = random.pick({1, 1, 2, 4});
  sizes.queries = random.chance(30) ? 1 : random.extent();
  sizes.keys = random.chance(10) ? 1 : random.extent();
  sizes.headSize = random.pick({8, 16, 24, 32, 64, 7});
  sizes.valueSize = random.chance(60) ? sizes.headSize : random.pick({8, 16, 40, 5});
  sizes.element = random.pick<const char *>({"f32", "f32", "bf16", "bf16", "f16"});
  sizes.headsFirst = random.chance(60);
  if (random.chance(15)) {
    // Decode over keys that threads share, in parts.
    sizes.queries = random.pick({1, 1, 2});
    sizes.keys = 64 + random.below(900);
    sizes.headSize = random.pick({32, 64, 100, 128});
    if (random.chance(40)) {
      // Rows that are worth packing, of one head of keys.
      sizes.batch = sizes.kvHeads = 1;
      sizes.group = random.pick({8, 16, 32});
      sizes.queries = random.pick({1, 3, 8});
    }
  }
  if (random.chance(15)) {
    sizes.pageSize = random.pick({1, 4, 16});
    sizes.keys = sizes.pageSize * (1 + random.below(6));
  }
  if (random.chance(8)) {
    // Keys that may be the queries.
    sizes.group = 1;
    sizes.keys = sizes.queries;
    sizes.pageSize = 0;
  }
  return sizes;
}

/// A constant of integers that `draw` returns.
template <typename Draw> static Tensor integers(ModuleText &module, const Shape &shape, Draw draw) {
  std::string text;
  int64_t count = 1;
  for (int64_t extent : shape)
    count *= extent;
  for (int64_t index = 0; index < count; ++index)
    text += (index ? ", " : "") + std::to_string(draw());
  Tensor flat = module.constant("i32", {count}, "dense<[" + text + "]>");
  return shape.size() == 1 ? flat : module.expand(flat, {{0, 1}}, shape);
}

static Tensor randomMask(ModuleText &module, Random &random, const Attention &sizes) {
  Shape shape = {sizes.batch, sizes.heads(), sizes.queries, sizes.keys};
  for (int64_t &extent : shape)
    if (random.chance(30))
      extent = 1;
  return module.argument(random.chance(50) ? "f32" : sizes.element, shape);
}

/// Causal rule, window and what they need, as attributes.
static std::string randomRule(Random &random, const Attention &sizes) {
  bool fromStart = random.chance(60);
  std::string text = std::string(", causal = #graph.causal<") + (fromStart ? "from_start" : "from_end") + ">";
  if (fromStart && random.chance(50))
    text += ", offset = " + std::to_string(random.below(sizes.keys + 3));
  if (random.chance(40))
    text += ", window = " + std::to_string(1 + random.below(sizes.keys + 4));
  return text;
}

std::string fuzz::randomAttentionModule(Random &random) {
  Attention sizes = randomSizes(random);
  ModuleText module;
  bool isPaged = sizes.pageSize > 0;
  int64_t pages = isPaged ? sizes.keys / sizes.pageSize : 0, pool = sizes.batch * pages + 1;
  auto memory = [&](int64_t size) {
    Shape shape = isPaged ? Shape{pool, sizes.pageSize, sizes.kvHeads, size} : sizes.shape(sizes.kvHeads, sizes.keys, size);
    return module.argument(sizes.element, shape);
  };
  Tensor query = module.argument(sizes.element, sizes.shape(sizes.heads(), sizes.queries, sizes.headSize));
  bool canShare = !isPaged && sizes.group == 1 && sizes.queries == sizes.keys;
  Tensor key = canShare && random.chance(20) ? query : memory(sizes.headSize);
  Tensor value = sizes.headSize == sizes.valueSize && random.chance(15) ? key : memory(sizes.valueSize);
  std::string operands;
  auto add = [&](const char *name, const Tensor &tensor) {
    operands += std::string(" ") + name + "(" + tensor.name + " : " + tensor.type() + ")";
  };
  if (random.chance(30))
    add("mask", randomMask(module, random, sizes));
  if (random.chance(35))
    add("lengths", integers(module, {sizes.batch}, [&] { return random.below(sizes.keys + 4) - 1; }));
  if (random.chance(25))
    add("sinks", module.argument(sizes.element, {sizes.heads()}));
  if (isPaged)
    add("pages", integers(module, {sizes.batch, pages}, [&] {
          return random.chance(10) ? random.pick<int64_t>({-1, -2000000000, 2000000000}) : random.below(pool);
        }));
  std::string attributes = "scale = " + std::string(random.pick<const char *>({"0.25", "0.125", "1.0", "-0.5"})) + " : f64";
  if (random.chance(50))
    attributes += randomRule(random, sizes);
  if (random.chance(25))
    attributes += ", softcap = " + std::string(random.pick<const char *>({"2.0", "50.0"})) + " : f64";
  if (!sizes.headsFirst)
    attributes += ", layout = #graph.layout<bshd>";
  return module.finish({module.attention({query, key, value}, operands, attributes, sizes.element,
                                         sizes.shape(sizes.heads(), sizes.queries, sizes.valueSize))});
}
