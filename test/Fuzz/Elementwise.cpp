// Activations, biases, residuals; see Elementwise.h.
#include "test/Fuzz/Elementwise.h"

#include <numeric>

using namespace aicc;
using namespace aicc::fuzz;

Access fuzz::identityAccess(size_t rank) {
  Access access(rank);
  std::iota(access.begin(), access.end(), 0);
  return access;
}

Tensor fuzz::mapElements(ModuleText &module, const Tensor &value, const std::string &element, const Compute &compute) {
  Access all = identityAccess(value.shape.size());
  return module.generic({{value, all}}, module.empty(element, value.shape), all, std::string(all.size(), 'p'), compute);
}

static bool isSmall(const std::string &type) { return type == "f16" || type == "bf16"; }

std::string fuzz::silu(Body &body, const std::string &value, const std::string &type) {
  std::string one = body.constant("1.000000e+00", type), negated = body.op("arith.negf " + value, type);
  std::string sum = body.op("arith.addf " + body.op("math.exp " + negated, type) + ", " + one, type);
  return body.op("arith.divf " + value + ", " + sum, type);
}

/// value * (1 + erf(value / sqrt 2)) / 2
static std::string gelu(Body &body, const std::string &value, const std::string &type) {
  std::string scale = body.constant("7.070310e-01", type), half = body.constant("5.000000e-01", type);
  std::string one = body.constant("1.000000e+00", type);
  std::string erf = body.op("math.erf " + body.op("arith.mulf " + value + ", " + scale, type), type);
  std::string cdf = body.op("arith.mulf " + body.op("arith.addf " + erf + ", " + one, type) + ", " + half, type);
  return body.op("arith.mulf " + value + ", " + cdf, type);
}

static std::string relu(Body &body, const std::string &value, const std::string &type) {
  return body.op("arith.maximumf " + value + ", " + body.constant("0.000000e+00", type), type);
}

static std::string tanh(Body &body, const std::string &value, const std::string &type) {
  return body.op("math.tanh " + value, type);
}

static std::string scale(Body &body, const std::string &value, const std::string &type) {
  return body.op("arith.mulf " + value + ", " + body.constant("-1.250000e+00", type), type);
}

static std::string magnitude(Body &body, const std::string &value, const std::string &type) {
  return body.op("math.absf " + value, type);
}

/// sqrt(value^2 + 1): no steep slope.
static std::string hypotenuse(Body &body, const std::string &value, const std::string &type) {
  std::string square = body.op("arith.mulf " + value + ", " + value, type);
  return body.op("math.sqrt " + body.op("arith.addf " + square + ", " + body.constant("1.000000e+00", type), type), type);
}

std::string fuzz::randomUnary(Random &random, Body &body, const std::string &value, const std::string &type) {
  if (type.front() == 'i')
    return body.op("arith.maxsi " + value + ", " + body.constant("-3", type), type);
  auto function = random.pick({relu, gelu, silu, tanh, scale, magnitude, hypotenuse});
  // As frameworks spell it: the function in f32, its result rounded.
  if (isSmall(type) && random.chance(60))
    return body.cast(function(body, body.cast(value, type, "f32"), "f32"), "f32", type);
  return function(body, value, type);
}

std::string fuzz::randomBinary(Random &random, Body &body, const std::string &a, const std::string &b,
                               const std::string &type) {
  std::string operation = type.front() == 'i' ? random.pick({"addi", "muli", "maxsi", "subi"})
                                              : random.pick({"addf", "mulf", "maximumf", "minimumf", "subf"});
  return body.op("arith." + operation + " " + a + ", " + b, type);
}

/// An operand that is added or multiplied: a row, a column, or as large as `value`.
static Tensor combine(Random &random, ModuleText &module, const Tensor &value) {
  Access all = identityAccess(value.shape.size()), access;
  int kind = random.below(4);
  for (unsigned dim : all)
    if (kind == 0 ? dim + 1 == all.size() : kind == 1 ? dim + 1 < all.size() : kind == 2 || random.chance(60))
      access.push_back(dim);
  if (random.chance(10))
    random.shuffle(access);
  Shape shape;
  for (unsigned dim : access)
    shape.push_back(value.shape[dim]);
  Tensor other = module.argument(value.element, shape, kind == 0 && random.chance(50));
  return module.generic({{value, all}, {other, access}}, module.empty(value.element, value.shape), all,
                        std::string(all.size(), 'p'), [&](Body &body) {
                          bool swap = random.chance(30);
                          return randomBinary(random, body, swap ? "%a1" : "%a0", swap ? "%a0" : "%a1", value.element);
                        });
}

static Tensor castElements(Random &random, ModuleText &module, const Tensor &value) {
  std::string to = value.isFloat() ? random.pick({"f32", "bf16", "f16"}) : "f32";
  if (value.element == "f64" || value.element == to)
    return value;
  return mapElements(module, value, to, [&](Body &body) { return body.cast("%a0", value.element, to); });
}

Tensor fuzz::randomEpilogue(Random &random, ModuleText &module, Tensor value) {
  for (int64_t count = random.below(4); count > 0; --count) {
    int kind = random.below(10);
    if (kind < 5)
      value = combine(random, module, value);
    else if (kind < 8)
      value = mapElements(module, value, value.element,
                          [&](Body &body) { return randomUnary(random, body, "%a0", value.element); });
    else
      value = castElements(random, module, value);
  }
  return value;
}
