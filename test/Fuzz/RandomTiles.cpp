// See RandomTiles.h.
#include "test/Fuzz/RandomTiles.h"
#include "compiler/Target/NVIDIA/GemmTiles.h"
#include "compiler/Target/NVIDIA/Realisable.h"
#include "passes/Schedule/Legality.h"

#include "llvm/Support/MathExtras.h"

using namespace aicc;
using namespace aicc::fuzz;
using nvidia::GemmProblem;
using nvidia::GemmTiles;

/// Proposals until one is legal; tile sizes that do not suit each other are common.
static constexpr int kTries = 400;

namespace {
/// The sides of a CTA's tile and of a unit's along one dimension.
struct Side {
  int64_t cta, unit;
};
} // namespace

/// `units` times a unit's tile of whole instructions, or all of a dimension that is shorter.
static Side randomSide(Random &random, int64_t extent, int64_t granule, int64_t mostUnits) {
  int64_t unit = granule * random.pick<int64_t>({1, 1, 2, 3, 4, 6});
  int64_t units = random.pick<int64_t>({1, 1, 2, 3, 4}) * (mostUnits > 8 ? random.pick<int64_t>({1, 2, 4, 8}) : 1);
  if (unit * units <= extent)
    return {unit * units, unit};
  // The whole of a short dimension is one unit's, padded; or as many units as fit.
  if (random.chance(50) || unit > extent)
    return {extent, extent};
  return {unit, unit};
}

static GemmTiles propose(Random &random, const GemmProblem &problem) {
  const device::Instruction &with = *problem.instruction;
  GemmTiles tiles;
  bool isMatrix = problem.isMatrix();
  tiles.isSwapped = isMatrix && random.chance(30);
  int64_t rows = isMatrix ? (tiles.isSwapped ? with.n : with.m) : 1;
  int64_t columns = isMatrix ? (tiles.isSwapped ? with.m : with.n) : 1;
  int64_t mostUnits = isMatrix ? 8 : 64;
  Side m = randomSide(random, problem.rows, rows, mostUnits),
       n = randomSide(random, problem.columns, columns, mostUnits);
  tiles.ctaRows = m.cta, tiles.unitRows = m.unit;
  tiles.ctaColumns = n.cta, tiles.unitColumns = n.unit;
  int64_t step = isMatrix ? with.k : random.pick<int64_t>({4, 8});
  tiles.sliceDepth = std::min(problem.depth, step * random.pick<int64_t>({1, 2, 3, 4, 8}));
  bool isAsync = problem.a.isAsync && problem.b.isAsync;
  tiles.stages = isAsync && random.chance(80) ? 2 + random.below(4) : 1;
  if (random.chance(30))
    tiles.splitDepth = tiles.sliceDepth * (1 + random.below(4));
  if (tiles.splitDepth >= problem.depth)
    tiles.splitDepth = 0;
  tiles.raster = random.pick<int64_t>({1, 1, 2, 3, 8});
  tiles.workers = random.chance(25) ? 1 + random.below(12) : 0;
  return tiles;
}

schedule::TreeAttr fuzz::randomTiles(Random &random, kernel::KernelOp kernel, const device::Device &device) {
  std::optional<GemmProblem> problem = nvidia::gemmProblem(kernel, device);
  for (int tries = 0; problem && tries < kTries; ++tries) {
    schedule::TreeAttr tree = nvidia::writeSchedule(*problem, propose(random, *problem));
    if (!schedule::firstViolation(kernel, device, tree) && !nvidia::whyNotRealisable(kernel, tree, &device))
      return tree;
  }
  return {};
}
