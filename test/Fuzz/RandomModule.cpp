// Graphs by kind; see RandomModule.h. Contractions have a file of their own.
#include "test/Fuzz/RandomModule.h"
#include "test/Fuzz/Contractions.h"
#include "test/Fuzz/Elementwise.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace aicc;
using namespace aicc::fuzz;

/// An upper bound on the elements of one tensor, so that a case takes milliseconds.
constexpr int64_t kMostElements = 1 << 17;

static Shape randomShape(Random &random, int64_t rank) {
  Shape shape;
  int64_t left = kMostElements;
  for (int64_t dim = 0; dim < rank; ++dim) {
    shape.push_back(std::min(random.chance(4) ? 100 + random.below(400) : random.extent(), std::max<int64_t>(1, left)));
    left /= shape.back();
  }
  return shape;
}

static std::string decimal(double value) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.6e", value);
  return text;
}

//===-- Reductions ----------------------------------------------------------------------------------------------===//

/// A way to combine elements, and what it starts from.
struct Combiner {
  const char *floatOp, *integerOp, *f64, *f32, *f16, *bf16, *i32;

  std::string start(const std::string &type) const {
    return type == "f64" ? f64 : type == "f32" ? f32 : type == "f16" ? f16 : type == "bf16" ? bf16 : i32;
  }
};

static const Combiner kSum = {"addf", "addi", "0.0", "0.0", "0.0", "0.0", "0"};
static const Combiner kMaximum = {"maximumf", "maxsi", "0xFFF0000000000000", "0xFF800000", "0xFC00", "0xFF80",
                                  "-2147483648"};
static const Combiner kMinimum = {"minimumf", "minsi", "0x7FF0000000000000", "0x7F800000", "0x7C00", "0x7F80",
                                  "2147483647"};

/// Combines `term` of each element of `value` over the dimensions that `kept` leaves out.
static Tensor reduce(ModuleText &module, const Tensor &value, const Access &kept, const Combiner &combiner,
                     const Compute &term) {
  std::string iterators(value.shape.size(), 'r');
  Shape shape;
  for (unsigned dim : kept) {
    iterators[dim] = 'p';
    shape.push_back(value.shape[dim]);
  }
  Tensor start = module.fill(value.element, shape, combiner.start(value.element));
  return module.generic({{value, identityAccess(value.shape.size())}}, start, kept, iterators, [&](Body &body) {
    const char *operation = value.isFloat() ? combiner.floatOp : combiner.integerOp;
    return body.op(std::string("arith.") + operation + " " + term(body) + ", %out", value.element);
  });
}

static std::string itself(Body &) { return "%a0"; }

static Tensor randomReduction(Random &random, ModuleText &module) {
  std::string type = random.pickWeighted<std::string>({{5, "f32"}, {2, "f64"}, {2, "bf16"}, {1, "f16"}, {1, "i32"}});
  Tensor value = module.argument(type, randomShape(random, 1 + random.below(4)));
  Access kept;
  for (unsigned dim = 0; dim < value.shape.size(); ++dim)
    if (random.chance(50))
      kept.push_back(dim);
  if (kept.size() == value.shape.size())
    kept.erase(kept.begin() + random.below(kept.size()));
  if (random.chance(15))
    random.shuffle(kept);
  const Combiner &combiner = random.pick({&kSum, &kSum, &kMaximum, &kMinimum})[0];
  int kind = random.below(3);
  Tensor result = reduce(module, value, kept, combiner, [&](Body &body) -> std::string {
    if (kind == 1 && value.isFloat())
      return body.op("arith.mulf %a0, %a0", type);
    return kind == 2 ? randomUnary(random, body, "%a0", type) : "%a0";
  });
  return randomEpilogue(random, module, result);
}

//===-- Element-wise graphs -------------------------------------------------------------------------------------===//

static Tensor randomElementwise(Random &random, ModuleText &module) {
  Shape shape = randomShape(random, 1 + random.below(4));
  std::string type = random.pickWeighted<std::string>({{5, "f32"}, {1, "f64"}, {3, "bf16"}, {1, "f16"}, {1, "i32"}});
  std::vector<std::pair<Tensor, Access>> inputs;
  for (int64_t count = 1 + random.below(3); count > 0; --count) {
    Access access;
    Shape part;
    for (unsigned dim = 0; dim < shape.size(); ++dim)
      if (random.chance(75))
        access.push_back(dim);
    if (random.chance(40))
      random.shuffle(access);
    for (unsigned dim : access)
      part.push_back(shape[dim]);
    std::string element = type == "f32" && random.chance(30) ? random.pick({"i8", "bf16", "i32"}) : type;
    inputs.push_back({module.argument(element, part), access});
  }
  Tensor result = module.generic(
      inputs, module.empty(type, shape), identityAccess(shape.size()), std::string(shape.size(), 'p'),
      [&](Body &body) {
        std::string value = body.cast("%a0", inputs[0].first.element, type);
        for (size_t index = 1; index < inputs.size(); ++index)
          value = randomBinary(random, body, value,
                               body.cast("%a" + std::to_string(index), inputs[index].first.element, type), type);
        return random.chance(50) ? randomUnary(random, body, value, type) : value;
      });
  return randomEpilogue(random, module, result);
}

//===-- Convolutions and poolings -------------------------------------------------------------------------------===//

/// The window of a convolution in one spatial direction.
struct Window {
  int64_t size, stride, dilation, output;

  explicit Window(Random &random)
      : size(1 + random.below(4)), stride(1 + random.below(2)), dilation(1 + random.below(2)),
        output(1 + random.below(17)) {}
  int64_t input() const { return (output - 1) * stride + (size - 1) * dilation + 1; }
};

static std::string windowAttributes(const Window &h, const Window &w) {
  auto pair = [](int64_t a, int64_t b) {
    return "dense<[" + std::to_string(a) + ", " + std::to_string(b) + "]> : tensor<2xi64>";
  };
  return " {dilations = " + pair(h.dilation, w.dilation) + ", strides = " + pair(h.stride, w.stride) + "}";
}

static Tensor randomConvolution(Random &random, ModuleText &module) {
  Window h(random), w(random);
  int64_t n = 1 + random.below(2), c = random.pick<int64_t>({1, 3, 8, 13}), f = random.pick<int64_t>({1, 5, 16, 33});
  std::string type = random.pickWeighted<std::string>({{6, "f32"}, {1, "f64"}, {1, "i8"}, {2, "bf16"}});
  std::string sum = type == "i8" ? "i32" : type == "bf16" ? "f32" : type;
  std::string attributes = windowAttributes(h, w), zero = sum == "i32" ? "0" : "0.0";
  auto convolve = [&](const char *name, Shape input, Shape filter, Shape output) {
    Tensor x = module.argument(type, input), k = module.argument(type, filter, random.chance(50));
    return module.named(name, {x, k}, module.fill(sum, output, zero), attributes);
  };
  Tensor result;
  switch (random.below(3)) {
  case 0:
    result = convolve("linalg.conv_2d_nhwc_hwcf", {n, h.input(), w.input(), c}, {h.size, w.size, c, f},
                      {n, h.output, w.output, f});
    break;
  case 1:
    result = convolve("linalg.conv_2d_nchw_fchw", {n, c, h.input(), w.input()}, {f, c, h.size, w.size},
                      {n, f, h.output, w.output});
    break;
  default:
    result = convolve("linalg.depthwise_conv_2d_nhwc_hwc", {n, h.input(), w.input(), c}, {h.size, w.size, c},
                      {n, h.output, w.output, c});
  }
  return randomEpilogue(random, module, result);
}

static Tensor randomPooling(Random &random, ModuleText &module) {
  Window h(random), w(random);
  int64_t n = 1 + random.below(2), c = 1 + random.below(40);
  bool isSum = random.chance(50);
  Tensor x = module.argument("f32", {n, h.input(), w.input(), c});
  Tensor window = module.empty("f32", {h.size, w.size});
  Tensor start = module.fill("f32", {n, h.output, w.output, c}, isSum ? kSum.f32 : kMaximum.f32);
  return module.named(isSum ? "linalg.pooling_nhwc_sum" : "linalg.pooling_nhwc_max", {x, window}, start,
                      windowAttributes(h, w));
}

//===-- Softmax and normalisation -------------------------------------------------------------------------------===//

/// `combine` of each element and what its row has in `rows`.
static Tensor withRows(ModuleText &module, const Tensor &value, const Tensor &rows, const Compute &compute) {
  Access all = identityAccess(value.shape.size()), kept = identityAccess(rows.shape.size());
  return module.generic({{value, all}, {rows, kept}}, module.empty(value.element, value.shape), all,
                        std::string(all.size(), 'p'), compute);
}

/// Softmax over the last dimension, step by step or by name.
static Tensor softmax(Random &random, ModuleText &module, const Tensor &value) {
  size_t rank = value.shape.size();
  const std::string &type = value.element;
  if (random.chance(40))
    return module.named("linalg.softmax dimension(" + std::to_string(rank - 1) + ")", {value},
                        module.empty(type, value.shape));
  Access rows = identityAccess(rank - 1);
  Tensor maximum = reduce(module, value, rows, kMaximum, itself);
  Tensor powers = withRows(module, value, maximum, [&](Body &body) {
    return body.op("math.exp " + body.op("arith.subf %a0, %a1", type), type);
  });
  Tensor sum = reduce(module, powers, rows, kSum, itself);
  return withRows(module, powers, sum, [&](Body &body) { return body.op("arith.divf %a0, %a1", type); });
}

static Tensor randomSoftmax(Random &random, ModuleText &module) {
  Tensor value = module.argument(random.pick({"f32", "f32", "f64"}), randomShape(random, 2 + random.below(3)));
  return softmax(random, module, value);
}

/// softmax(q k^T) v, over heads.
static Tensor randomAttention(Random &random, ModuleText &module) {
  int64_t heads = 1 + random.below(4), rows = random.extent(), columns = random.extent(), depth = random.extent();
  std::string type = random.pick({"f32", "f32", "bf16"});
  Tensor q = module.argument(type, {heads, rows, depth}), k = module.argument(type, {heads, columns, depth});
  Tensor v = module.argument(type, {heads, columns, depth});
  Tensor scores = contractTensors(module, {q, {0, 1, 3}}, {k, {0, 2, 3}}, {0, 1, 2}, "f32");
  Tensor weights = softmax(random, module, scores);
  Tensor narrow = mapElements(module, weights, type, [&](Body &body) { return body.cast("%a0", "f32", type); });
  return contractTensors(module, {narrow, {0, 1, 3}}, {v, {0, 3, 2}}, {0, 1, 2}, "f32");
}

/// x / sqrt(mean(x^2) + epsilon) * gain, with a contraction behind it or without.
static Tensor randomNorm(Random &random, ModuleText &module) {
  int64_t rows = random.extent(), columns = random.extent() + 7;
  Tensor x = module.argument("f32", {rows, columns}), gain = module.argument("f32", {columns}, true);
  Tensor squares = reduce(module, x, {0}, kSum, [](Body &body) { return body.op("arith.mulf %a0, %a0", "f32"); });
  Tensor scale = mapElements(module, squares, "f32", [&](Body &body) {
    std::string mean = body.op("arith.mulf %a0, " + body.constant(decimal(1.0 / columns), "f32"), "f32");
    return body.op("math.rsqrt " + body.op("arith.addf " + mean + ", " + body.constant("1.0e-05", "f32"), "f32"), "f32");
  });
  Tensor scaled = withRows(module, x, scale, [](Body &body) { return body.op("arith.mulf %a0, %a1", "f32"); });
  Tensor result = module.generic({{scaled, {0, 1}}, {gain, {1}}}, module.empty("f32", x.shape), {0, 1}, "pp",
                                 [](Body &body) { return body.op("arith.mulf %a0, %a1", "f32"); });
  if (random.chance(50))
    return result;
  Tensor w = module.argument("f32", {random.extent(), columns}, true);
  return contractTensors(module, {result, {0, 2}}, {w, {1, 2}}, {0, 1}, "f32");
}

std::string fuzz::randomModule(Random &random) {
  ModuleText module;
  auto make = random.pickWeighted<Tensor (*)(Random &, ModuleText &)>({{40, randomContraction},
                                                                       {8, randomGate},
                                                                       {14, randomReduction},
                                                                       {14, randomElementwise},
                                                                       {10, randomConvolution},
                                                                       {3, randomPooling},
                                                                       {4, randomSoftmax},
                                                                       {4, randomAttention},
                                                                       {3, randomNorm}});
  Tensor result = make(random, module);
  return module.finish({result});
}
