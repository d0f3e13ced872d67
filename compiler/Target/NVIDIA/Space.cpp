// The space of schedules; see Space.h.
#include "compiler/Target/NVIDIA/Space.h"
#include "compiler/Target/NVIDIA/DefaultSchedule.h"
#include "compiler/Target/NVIDIA/GemmModel.h"

#include <memory>

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using target::Point;

namespace {
/// One number of GemmTiles as a knob.
struct Number {
  StringLiteral name, meaning;
  int64_t GemmTiles::*field;
  int64_t neutral;
};
} // namespace

static constexpr Number kNumbers[] = {
    {"cta.rows", "rows of a CTA's tile", &GemmTiles::ctaRows, 128},
    {"cta.columns", "columns of a CTA's tile", &GemmTiles::ctaColumns, 128},
    {"unit.rows", "rows of a warp's tile, or of a thread's", &GemmTiles::unitRows, 64},
    {"unit.columns", "columns of a warp's tile, or of a thread's", &GemmTiles::unitColumns, 64},
    {"slice", "depth of one buffer in shared memory, in elements", &GemmTiles::sliceDepth, 32},
    {"buffers", "buffers of each operand; 1: copied and waited for", &GemmTiles::stages, 3},
    {"split", "depth that one CTA sums, in elements; 0: all", &GemmTiles::splitDepth, 0},
    {"raster", "tiles along the rows that follow one another", &GemmTiles::raster, 1},
    {"workers", "CTAs that are started; 0: one a tile", &GemmTiles::workers, 0}};
static constexpr StringLiteral kSwap = "swap";

static GemmTiles tilesOf(const Point &point) {
  GemmTiles tiles;
  for (const Number &number : kNumbers)
    tiles.*number.field = point.get(number.name, number.neutral);
  tiles.isSwapped = point.get(kSwap, 0);
  return tiles;
}

static Point pointOf(const GemmTiles &tiles) {
  Point point;
  for (const Number &number : kNumbers)
    point.set(number.name, tiles.*number.field, number.neutral);
  point.set(kSwap, tiles.isSwapped, 0);
  return point;
}

/// `values` up to `extent`, and `extent` in place of those beyond it.
static std::vector<int64_t> within(int64_t extent, std::vector<int64_t> values) {
  for (int64_t &value : values)
    value = std::min(value, extent);
  llvm::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// Equal parts of `extent` that are multiples of 64, and 0.
static std::vector<int64_t> partsOf(int64_t extent) {
  std::vector<int64_t> values = {0};
  for (int64_t count : {2, 3, 4, 6, 8, 12, 16, 24, 32})
    if (int64_t part = llvm::alignTo(llvm::divideCeil(extent, count), 64); part < extent)
      values.push_back(part);
  return within(extent, values);
}

static std::vector<int64_t> valuesOf(const GemmProblem &problem, const Number &number, int64_t units) {
  std::vector<int64_t> lanes = {1, 2, 4, 8}, warps = {8, 16, 32, 48, 64, 128},
                       ctas = {8, 16, 32, 64, 96, 128, 192, 256};
  int64_t bytes = std::max(problem.a.bytes, problem.b.bytes);
  return llvm::StringSwitch<std::vector<int64_t>>(number.name)
      .Case("cta.rows", within(problem.rows, ctas))
      .Case("cta.columns", within(problem.columns, ctas))
      .Case("unit.rows", within(problem.rows, problem.isMatrix() ? warps : lanes))
      .Case("unit.columns", within(problem.columns, problem.isMatrix() ? warps : lanes))
      .Case("slice", within(problem.depth, {32 / bytes, 64 / bytes, 128 / bytes}))
      .Case("buffers",
            problem.a.isAsync && problem.b.isAsync ? std::vector<int64_t>{1, 2, 3, 4, 5, 6} : std::vector<int64_t>{1})
      .Case("split", partsOf(problem.depth))
      .Case("raster", {1, 2, 4, 8, 16})
      .Default({0, units, 2 * units});
}

/// What no rule of legality says, because it is only slow.
static void addConstraints(target::Space &space, std::shared_ptr<GemmProblem> problem) {
  space.constraints.push_back(
      {"units-divide-ctas", "a CTA's tile holds whole tiles of its units", [](const Point &point) {
         GemmTiles tiles = tilesOf(point);
         return tiles.ctaRows % tiles.unitRows == 0 && tiles.ctaColumns % tiles.unitColumns == 0;
       }});
  space.constraints.push_back({"ctas-have-warps", "more than 512 lanes wait for one another longer than they help",
                               [problem](const Point &point) {
                                 int64_t lanes = tilesOf(point).lanes(*problem);
                                 return lanes >= 32 && lanes <= 512;
                               }});
  space.constraints.push_back({"turned-for-short-sides",
                               "turned instructions save nothing where their longer side is filled",
                               [problem](const Point &point) {
                                 GemmTiles tiles = tilesOf(point);
                                 return !tiles.isSwapped || tiles.unitRows % problem->instruction->m != 0;
                               }});
}

static target::Space gemmSpace(const GemmProblem &found, const device::Device &device) {
  auto problem = std::make_shared<GemmProblem>(found);
  target::Space space;
  space.form = "contraction on CTAs and their units";
  for (const Number &number : kNumbers)
    space.knobs.push_back({number.name.str(),
                           number.meaning.str(),
                           valuesOf(*problem, number, DeviceNumbers(device).units),
                           number.neutral,
                           {}});
  if (problem->isMatrix())
    space.knobs.push_back(
        {kSwap.str(), "whether the factors of the instruction change places", {0, 1}, 0, {"no", "yes"}});
  addConstraints(space, problem);
  space.write = [problem](const Point &point) { return writeSchedule(*problem, tilesOf(point)); };
  space.read = [problem](schedule::TreeAttr tree) {
    std::optional<GemmTiles> tiles = readSchedule(*problem, tree);
    return tiles ? pointOf(*tiles) : Point();
  };
  return space;
}

target::Space nvidia::space(kernel::KernelOp kernel, const device::Device &device, int64_t threads) {
  schedule::TreeAttr standard = defaultSchedule(kernel, device, threads);
  std::optional<GemmProblem> problem = gemmProblem(kernel, device);
  if (problem && !standard.getBands().empty())
    return gemmSpace(*problem, device);
  target::Space space;
  space.form = "the default schedule";
  space.write = [standard](const Point &) { return standard; };
  space.read = [](schedule::TreeAttr) { return Point(); };
  return space;
}
