// Contractions by spelling; see Contractions.h. The dimensions are b, m, n, k, in this order.
#include "test/Fuzz/Contractions.h"
#include "test/Fuzz/Elementwise.h"

using namespace aicc;
using namespace aicc::fuzz;

using Operand = std::pair<Tensor, Access>;

static std::string zeroOf(const std::string &type) { return type.front() == 'i' ? "0" : "0.0"; }

/// The extents of the iteration space that the operands imply.
static Shape extentsOf(const std::vector<Operand> &operands) {
  Shape extents;
  for (const auto &[tensor, access] : operands)
    for (size_t place = 0; place < access.size(); ++place) {
      extents.resize(std::max<size_t>(extents.size(), access[place] + 1));
      extents[access[place]] = tensor.shape[place];
    }
  return extents;
}

static Shape pickExtents(const Shape &extents, const Access &access) {
  Shape shape;
  for (unsigned dim : access)
    shape.push_back(extents[dim]);
  return shape;
}

Tensor fuzz::contractTensors(ModuleText &module, const Operand &lhs, const Operand &rhs, const Access &access,
                             const std::string &sum) {
  Shape extents = extentsOf({lhs, rhs});
  std::string iterators(extents.size(), 'r');
  for (unsigned dim : access)
    iterators[dim] = 'p';
  Tensor start = module.fill(sum, pickExtents(extents, access), zeroOf(sum));
  return module.generic({lhs, rhs}, start, access, iterators, [&](Body &body) {
    std::string a = body.cast("%a0", lhs.first.element, sum), b = body.cast("%a1", rhs.first.element, sum);
    std::string kind = sum.front() == 'i' ? "i " : "f ";
    return body.op("arith.add" + kind + "%out, " + body.op("arith.mul" + kind + a + ", " + b, sum), sum);
  });
}

namespace {
/// Element types of a contraction: operands and sum.
struct Types {
  std::string operand, sum;
};

/// A contraction about to be written: extents of b, m, n, k and the operands' layouts.
struct Problem {
  Types types;
  Shape extents;
  Access lhs, rhs, result;
};
} // namespace

static Types randomTypes(Random &random) {
  return random.pickWeighted<Types>({{40, {"f32", "f32"}},
                                     {25, {"bf16", "f32"}},
                                     {10, {"f16", "f32"}},
                                     {8, {"f64", "f64"}},
                                     {8, {"i8", "i32"}},
                                     {4, {"i32", "i32"}},
                                     {3, {"bf16", "bf16"}},
                                     {2, {"f16", "f16"}}});
}

static std::string mapsAttribute(const Problem &problem) {
  unsigned dims = problem.extents.size();
  return " indexing_maps = [" + mapText(dims, problem.lhs) + ", " + mapText(dims, problem.rhs) + ", " +
         mapText(dims, problem.result) + "]";
}

static std::pair<Tensor, Tensor> makeOperands(Random &random, ModuleText &module, const Problem &problem) {
  Tensor lhs = module.argument(problem.types.operand, pickExtents(problem.extents, problem.lhs));
  Tensor rhs = module.argument(problem.types.operand, pickExtents(problem.extents, problem.rhs), random.chance(50));
  return {lhs, rhs};
}

/// What the sum starts from: mostly zero, sometimes an argument.
static Tensor makeStart(Random &random, ModuleText &module, const Problem &problem) {
  Shape shape = pickExtents(problem.extents, problem.result);
  if (random.chance(8))
    return module.argument(problem.types.sum, shape);
  return module.fill(problem.types.sum, shape, zeroOf(problem.types.sum));
}

static Tensor writeNamed(Random &random, ModuleText &module, const Problem &problem, const std::string &name,
                         bool hasMaps) {
  auto [lhs, rhs] = makeOperands(random, module, problem);
  Tensor start = makeStart(random, module, problem);
  return module.named(name, {lhs, rhs}, start, hasMaps ? mapsAttribute(problem) : "");
}

/// linalg.matmul, linalg.batch_matmul: plain, with transposing maps, or behind linalg.transpose.
static Tensor writeMatmul(Random &random, ModuleText &module, Problem problem, bool isBatch) {
  unsigned first = isBatch ? 1 : 0, m = first, n = first + 1, k = first + 2;
  Access batch = isBatch ? Access{0} : Access{};
  auto with = [&](unsigned a, unsigned b) {
    Access access = batch;
    access.insert(access.end(), {a, b});
    return access;
  };
  std::string name = isBatch ? "linalg.batch_matmul" : "linalg.matmul";
  int transposed = random.below(4);
  problem.lhs = with(m, k);
  problem.rhs = with(k, n);
  problem.result = with(m, n);
  if (random.chance(50)) {
    if (transposed & 1)
      std::swap(problem.lhs[first], problem.lhs[first + 1]);
    if (transposed & 2)
      std::swap(problem.rhs[first], problem.rhs[first + 1]);
    return writeNamed(random, module, problem, name, transposed != 0);
  }
  Access swap = with(m, m);
  swap[first] = first + 1, swap[first + 1] = first;
  std::swap(problem.rhs[first], problem.rhs[first + 1]);
  auto [lhs, stored] = makeOperands(random, module, problem);
  Tensor rhs = module.transpose(stored, swap);
  return module.named(name, {lhs, rhs}, makeStart(random, module, problem));
}

/// linalg.contract or linalg.generic with any layouts.
static Tensor writeFree(Random &random, ModuleText &module, Problem problem) {
  bool isBatch = problem.extents.size() == 4;
  unsigned m = isBatch, n = m + 1, k = m + 2;
  problem.lhs = {m, k};
  problem.rhs = {k, n};
  problem.result = {m, n};
  if (isBatch) {
    problem.lhs.push_back(0);
    problem.result.insert(problem.result.begin(), 0);
    if (random.chance(60))
      problem.rhs.push_back(0);
  }
  random.shuffle(problem.lhs);
  random.shuffle(problem.rhs);
  if (random.chance(20))
    random.shuffle(problem.result);
  if (random.chance(50))
    return writeNamed(random, module, problem, "linalg.contract", true);
  auto [lhs, rhs] = makeOperands(random, module, problem);
  return contractTensors(module, {lhs, problem.lhs}, {rhs, problem.rhs}, problem.result, problem.types.sum);
}

static Tensor writeVector(Random &random, ModuleText &module, Problem problem) {
  bool isLeft = random.chance(50);
  problem.extents.resize(2);
  problem.lhs = isLeft ? Access{1} : Access{0, 1};
  problem.rhs = isLeft ? Access{1, 0} : Access{1};
  problem.result = {0};
  return writeNamed(random, module, problem, isLeft ? "linalg.vecmat" : "linalg.matvec", false);
}

/// `x` (rows, columns) times a weight stored either way.
static Tensor project(Random &random, ModuleText &module, const Tensor &x, int64_t columns, const std::string &sum) {
  bool isTransposed = random.chance(60);
  int64_t depth = x.shape[1];
  Tensor w = module.argument(x.element, isTransposed ? Shape{columns, depth} : Shape{depth, columns}, random.chance(60));
  return contractTensors(module, {x, {0, 2}}, {w, isTransposed ? Access{1, 2} : Access{2, 1}}, {0, 1}, sum);
}

Tensor fuzz::randomContraction(Random &random, ModuleText &module) {
  Problem problem = {randomTypes(random), {random.extent(), random.extent(), random.extent()}, {}, {}, {}};
  if (random.chance(8))
    problem.extents[random.below(3)] = 100 + random.below(250);
  bool isBatch = random.chance(30);
  if (isBatch)
    problem.extents.insert(problem.extents.begin(), 1 + random.below(5));
  int kind = random.below(10);
  Tensor result = kind < 5    ? writeMatmul(random, module, problem, isBatch)
                  : kind == 9 ? writeVector(random, module, problem)
                              : writeFree(random, module, problem);
  result = randomEpilogue(random, module, result);
  if (result.shape.size() == 2 && result.element != "i8" && random.chance(15))
    result = randomEpilogue(random, module, project(random, module, result, random.extent(),
                                                    result.element == "f64" || !result.isFloat() ? result.element : "f32"));
  return result;
}

Tensor fuzz::randomGate(Random &random, ModuleText &module) {
  std::string type = random.pick({"f32", "bf16", "f16"});
  int64_t rows = random.extent(), depth = random.extent(), columns = random.extent();
  Tensor x = module.argument(type, {rows, depth});
  auto rounded = [&](const Tensor &value) {
    return mapElements(module, value, type, [&](Body &body) { return body.cast("%a0", "f32", type); });
  };
  Tensor gate = rounded(project(random, module, x, columns, "f32"));
  Tensor up = rounded(project(random, module, x, columns, "f32"));
  Tensor hidden = module.generic({{gate, {0, 1}}, {up, {0, 1}}}, module.empty(type, gate.shape), {0, 1}, "pp",
                                 [&](Body &body) {
                                   std::string wide = body.cast("%a0", type, "f32");
                                   std::string activated = body.cast(silu(body, wide, "f32"), "f32", type);
                                   return body.op("arith.mulf " + activated + ", %a1", type);
                                 });
  return random.chance(60) ? hidden : randomEpilogue(random, module, project(random, module, hidden, depth, "f32"));
}
