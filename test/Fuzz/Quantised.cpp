// Quantised products by format; see Quantised.h.
#include "test/Fuzz/Quantised.h"
#include "test/Fuzz/Contractions.h"
#include "test/Fuzz/Elementwise.h"

using namespace aicc;
using namespace aicc::fuzz;

namespace {
/// How weights are stored.
enum class Format { Int4, Int4Zero4, Int4ZeroFloat, NF4, MXFP4, StackedBytes, ShiftedBytes, Int8 };

/// The parts of a weight: `groups` groups of `size` values for each of `columns` columns.
struct Weight {
  Format format;
  int64_t columns, groups, size;
  bool isDepthFirst; ///< [groups, size, columns] in place of [columns, groups, size]
  std::string type;  ///< of the expanded values: f32, bf16, f16

  /// Accesses over the loops of the expansion, which are those of the stored codes.
  Access scales() const { return isDepthFirst ? Access{0, 2} : Access{0, 1}; }
  Shape shape() const { return isDepthFirst ? Shape{groups, size, columns} : Shape{columns, groups, size}; }
  Shape scaleShape() const { return isDepthFirst ? Shape{groups, columns} : Shape{columns, groups}; }
};
} // namespace

static const char *tableOf(Format format) {
  if (format == Format::NF4)
    return "dense<[-1.0, -0.696192801, -0.525073051, -0.394917488, -0.284441382, -0.184773430, -0.091050036, 0.0, "
           "0.0795802996, 0.160930201, 0.246112302, 0.337915242, 0.440709829, 0.562617004, 0.722956836, 1.0]>";
  return "dense<[0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, -0.0, -0.5, -1.0, -1.5, -2.0, -3.0, -4.0, -6.0]>";
}

//===-- Codes ---------------------------------------------------------------------------------------------------===//

/// Codes in [0, 15] as i8, taken from bytes whose last dimension holds pairs.
static Tensor unpackBytes(ModuleText &module, const Weight &weight) {
  Shape shape = weight.shape(), packed = {shape[0], shape[1] * shape[2] / 2};
  Tensor bytes = module.argument("i8", packed, true);
  Shape pairs = {packed[0], packed[1], 2};
  Tensor unpacked;
  if (weight.format == Format::ShiftedBytes) {
    Tensor shifts = module.constant("i8", {2}, "dense<[0, 4]>");
    unpacked = module.generic({{bytes, {0, 1}}, {shifts, {2}}}, module.empty("i8", pairs), {0, 1, 2}, "ppp",
                              [](Body &body) {
                                std::string mask = body.constant("15", "i8");
                                return body.op("arith.andi " + body.op("arith.shrui %a0, %a1", "i8") + ", " + mask, "i8");
                              });
  } else {
    Tensor low = mapElements(module, bytes, "i8", [](Body &body) {
      return body.op("arith.andi %a0, " + body.constant("15", "i8"), "i8");
    });
    Tensor high = mapElements(module, bytes, "i8", [](Body &body) {
      return body.op("arith.shrui %a0, " + body.constant("4", "i8"), "i8");
    });
    Shape single = {packed[0], packed[1], 1};
    unpacked = module.concat(2, {module.expand(low, {{0}, {1, 2}}, single), module.expand(high, {{0}, {1, 2}}, single)});
  }
  Tensor flat = module.collapse(unpacked, {{0}, {1, 2}});
  return module.expand(flat, {{0}, {1, 2}}, shape);
}

static bool isPacked(const Weight &weight) {
  return weight.format == Format::StackedBytes || weight.format == Format::ShiftedBytes;
}

static Tensor codesOf(ModuleText &module, const Weight &weight) {
  if (isPacked(weight))
    return unpackBytes(module, weight);
  return module.argument(weight.format == Format::Int8 ? "i8" : "i4", weight.shape(), true);
}

//===-- Expansion -----------------------------------------------------------------------------------------------===//

/// The code %a0 as f32, before its scale.
static std::string decode(Body &body, Format format, const Tensor &table, const Tensor &zero) {
  switch (format) {
  case Format::Int4:
    return body.op("arith.sitofp %a0", "i4 to f32");
  case Format::Int8:
    return body.op("arith.sitofp %a0", "i8 to f32");
  case Format::Int4Zero4: {
    std::string code = body.op("arith.extui %a0", "i4 to i32"), offset = body.op("arith.extui %a2", "i4 to i32");
    return body.op("arith.sitofp " + body.op("arith.subi " + code + ", " + offset, "i32"), "i32 to f32");
  }
  case Format::Int4ZeroFloat: {
    std::string code = body.op("arith.uitofp %a0", "i4 to f32");
    return body.op("arith.subf " + code + ", " + body.cast("%a2", zero.element, "f32"), "f32");
  }
  case Format::NF4:
  case Format::MXFP4: {
    std::string index = body.op("arith.index_castui %a0", "i4 to index");
    return body.op("tensor.extract " + table.name + "[" + index + "]", table.type());
  }
  case Format::StackedBytes:
  case Format::ShiftedBytes:
    return body.op("arith.sitofp " + body.op("arith.subi %a0, " + body.constant("8", "i8"), "i8"), "i8 to f32");
  }
  return "%a0";
}

/// 2^((%a1 & 7) - 4), by its bits: exponents of any byte would overflow.
static std::string powerOfTwo(Body &body) {
  std::string low = body.op("arith.andi %a1, " + body.constant("7", "i8"), "i8");
  std::string wide = body.op("arith.extui " + low, "i8 to i32");
  std::string biased = body.op("arith.addi " + wide + ", " + body.constant("123", "i32"), "i32");
  std::string bits = body.op("arith.shli " + biased + ", " + body.constant("23", "i32"), "i32");
  return body.op("arith.bitcast " + bits, "i32 to f32");
}

/// The weight's values, with the dimensions of its codes.
static Tensor expandWeight(Random &random, ModuleText &module, const Weight &weight) {
  Tensor codes = codesOf(module, weight), table, zero;
  bool hasExponents = weight.format == Format::MXFP4;
  Tensor scale = module.argument(hasExponents ? "i8" : random.pick({"f16", "f32"}), weight.scaleShape(), random.chance(50));
  Access all = identityAccess(3);
  std::vector<std::pair<Tensor, Access>> inputs = {{codes, all}, {scale, weight.scales()}};
  if (weight.format == Format::Int4Zero4 || weight.format == Format::Int4ZeroFloat) {
    zero = module.argument(weight.format == Format::Int4Zero4 ? "i4" : "f16", weight.scaleShape(), random.chance(50));
    inputs.push_back({zero, weight.scales()});
  }
  if (weight.format == Format::NF4 || hasExponents)
    table = module.constant("f32", {16}, tableOf(weight.format));
  return module.generic(inputs, module.empty(weight.type, weight.shape()), all, "ppp", [&](Body &body) {
    std::string value = decode(body, weight.format, table, zero);
    std::string factor = hasExponents ? powerOfTwo(body) : body.cast("%a1", scale.element, "f32");
    return body.cast(body.op("arith.mulf " + value + ", " + factor, "f32"), "f32", weight.type);
  });
}

//===-- Products ------------------------------------------------------------------------------------------------===//

/// `value` about as large as products of numbers in [-1, 1] would be: steep functions behind it would show the errors of
/// larger sums. Powers of two round nothing.
static Tensor scaleDown(ModuleText &module, const Weight &weight, const Tensor &value) {
  const char *factor = weight.format == Format::Int8 ? "7.8125e-03" : weight.format == Format::NF4 ? "1.0" : "6.25e-02";
  return mapElements(module, value, "f32", [&](Body &body) {
    return body.op("arith.mulf %a0, " + body.constant(factor, "f32"), "f32");
  });
}

/// Rows times an expanded weight; the sum is over groups and their values, or over both at once.
static Tensor multiply(Random &random, ModuleText &module, const Weight &weight, const Tensor &values) {
  int64_t depth = weight.groups * weight.size, rows = random.extent(), batch = random.chance(25) ? 1 + random.below(3) : 0;
  Shape shape = batch ? Shape{batch, rows, depth} : Shape{rows, depth};
  Tensor x = module.argument(weight.type, shape);
  unsigned n = batch ? 2 : 1, k = n + 1;
  Access left = batch ? Access{0, 1} : Access{0}, result = left;
  result.push_back(n);
  if (random.chance(30)) {
    shape.back() = weight.groups;
    shape.push_back(weight.size);
    std::vector<Access> parts = batch ? std::vector<Access>{{0}, {1}, {2, 3}} : std::vector<Access>{{0}, {1, 2}};
    left.insert(left.end(), {k, k + 1});
    Access right = weight.isDepthFirst ? Access{k, k + 1, n} : Access{n, k, k + 1};
    return contractTensors(module, {module.expand(x, parts, shape), left}, {values, right}, result, "f32");
  }
  left.push_back(k);
  Tensor flat = module.collapse(values, weight.isDepthFirst ? std::vector<Access>{{0, 1}, {2}}
                                                            : std::vector<Access>{{0}, {1, 2}});
  return contractTensors(module, {x, left}, {flat, weight.isDepthFirst ? Access{k, n} : Access{n, k}}, result, "f32");
}

static Weight randomWeight(Random &random) {
  Weight weight;
  weight.format = random.pick({Format::Int4, Format::Int4Zero4, Format::Int4ZeroFloat, Format::NF4, Format::MXFP4,
                               Format::StackedBytes, Format::ShiftedBytes, Format::Int8});
  weight.columns = random.extent();
  weight.size = random.pick<int64_t>({32, 32, 128, 64, 16, 6});
  weight.groups = 1 + random.below(4);
  // Bytes pair neighbours of the last dimension, here along the depth.
  weight.isDepthFirst = !isPacked(weight) && random.chance(40);
  weight.type = random.pick({"f32", "bf16", "f16"});
  return weight;
}

/// silu(x g) * (x u), with both weights quantised alike.
static Tensor randomQuantisedGate(Random &random, ModuleText &module) {
  Weight weight = randomWeight(random);
  Tensor x = module.argument(weight.type, {random.extent(), weight.groups * weight.size});
  auto project = [&] {
    Tensor values = expandWeight(random, module, weight);
    Tensor flat = module.collapse(values, weight.isDepthFirst ? std::vector<Access>{{0, 1}, {2}}
                                                              : std::vector<Access>{{0}, {1, 2}});
    Access right = weight.isDepthFirst ? Access{2, 1} : Access{1, 2};
    return scaleDown(module, weight, contractTensors(module, {x, {0, 2}}, {flat, right}, {0, 1}, "f32"));
  };
  Tensor gate = project(), up = project();
  return module.generic({{gate, {0, 1}}, {up, {0, 1}}}, module.empty("f32", gate.shape), {0, 1}, "pp", [](Body &body) {
    return body.op("arith.mulf " + silu(body, "%a0", "f32") + ", %a1", "f32");
  });
}

static Tensor randomWeightOnly(Random &random, ModuleText &module) {
  Weight weight = randomWeight(random);
  Tensor values = expandWeight(random, module, weight);
  Tensor product = multiply(random, module, weight, values);
  return randomEpilogue(random, module, scaleDown(module, weight, product));
}

/// Bytes times bytes into i32, of either sign, and the scales of rows and columns.
static Tensor randomBytes(Random &random, ModuleText &module) {
  int64_t rows = random.extent(), columns = random.extent(), depth = random.extent() + random.below(100);
  bool isTransposed = random.chance(60);
  Tensor x = module.argument("i8", {rows, depth});
  Tensor w = module.argument("i8", isTransposed ? Shape{columns, depth} : Shape{depth, columns}, random.chance(60));
  std::string widenX = random.pick({"extsi", "extui"}), widenW = random.chance(80) ? "extsi" : "extui";
  Tensor sum = module.generic({{x, {0, 2}}, {w, isTransposed ? Access{1, 2} : Access{2, 1}}},
                              module.fill("i32", {rows, columns}, "0"), {0, 1}, "ppr", [&](Body &body) {
                                std::string a = body.op("arith." + widenX + " %a0", "i8 to i32");
                                std::string b = body.op("arith." + widenW + " %a1", "i8 to i32");
                                return body.op("arith.addi %out, " + body.op("arith.muli " + a + ", " + b, "i32"), "i32");
                              });
  if (random.chance(20))
    return sum;
  Tensor rowScale = module.argument("f32", {rows}), columnScale = module.argument("f32", {columns}, true);
  Tensor scaled = module.generic({{sum, {0, 1}}, {rowScale, {0}}, {columnScale, {1}}}, module.empty("f32", {rows, columns}),
                                 {0, 1}, "pp", [](Body &body) {
                                   std::string value = body.op("arith.sitofp %a0", "i32 to f32");
                                   std::string once = body.op("arith.mulf " + value + ", %a1", "f32");
                                   std::string tiny = body.constant("1.0e-03", "f32");
                                   return body.op("arith.mulf " + body.op("arith.mulf " + once + ", %a2", "f32") + ", " + tiny,
                                                  "f32");
                                 });
  return randomEpilogue(random, module, scaled);
}

std::string fuzz::randomQuantisedModule(Random &random) {
  ModuleText module;
  auto make = random.pickWeighted<Tensor (*)(Random &, ModuleText &)>(
      {{58, randomWeightOnly}, {12, randomQuantisedGate}, {30, randomBytes}});
  Tensor result = make(random, module);
  return module.finish({result});
}
