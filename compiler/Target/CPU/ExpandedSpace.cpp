// The space of products whose columns are expanded from weights of four bits; see Space.h.
//
//   expansion     where codes become numbers: in each step of the product, in the steps without their
//                 scales, which are applied to sums, or panel by panel into L2
//   tile.<d>      elements of dimension d that a register tile holds
//   unroll        steps along the depth that one iteration of the hot loop holds
//   ahead         whether the codes of the next panel are asked for while this one is used
//   prefetch      elements along the depth that codes are asked for before a step uses them
//   block.<d>     elements of the depth that an expanded panel holds
//   threads.<d>   parts that dimension d is cut into, one a thread of the team
#include "compiler/Target/CPU/KnobValues.h"
#include "compiler/Target/CPU/Proposal.h"
#include "compiler/Target/CPU/Space.h"
#include "compiler/Target/CPU/Team.h"
#include "dialects/Kernel/CodeTables.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using namespace aicc::schedule;
using target::Point;

static const FixedLayouts kFreeLayouts;
constexpr ExpansionPlace kPlaces[] = {ExpansionPlace::Step, ExpansionPlace::Sums, ExpansionPlace::Panel};

namespace {
/// One kernel's knobs, written and read.
class Expanded {
public:
  Expanded(kernel::KernelOp kernel, const device::Device &device, int64_t threads)
      : kernel(kernel), device(device), parts(kernel, device), threads(teamOf(device, threads)), rows(parts.rowsDim()),
        depth(parts.reducedDims().empty() ? StringRef() : parts.reducedDims().back()) {}

  bool fits() {
    return !parts.lanesDim.empty() && parts.reducedDims().size() == 1 && proposal().isExpanded(parts.instruction());
  }
  std::vector<target::Knob> knobs();
  std::vector<target::Constraint> constraints();
  TreeAttr write(const Point &point);
  Point read(TreeAttr tree);

private:
  Proposal proposal() { return Proposal(kernel, device, threads, kFreeLayouts); }
  int64_t run() { return 2 * parts.lanes(parts.anchor()); }
  cpu::RegisterTile tileOf(const Point &point);
  Sizes teamOfPoint(const Point &point);
  std::vector<int64_t> panelDepths();
  SmallVector<StringRef> sharedDims();
  void readBand(BandAttr band, Point &point);

  kernel::KernelOp kernel;
  const device::Device &device;
  KernelParts parts;
  int64_t threads;
  StringRef rows, depth; ///< `rows` may be empty
};
} // namespace

SmallVector<StringRef> Expanded::sharedDims() {
  SmallVector<StringRef> dims;
  for (auto [index, dim] : llvm::enumerate(parts.dims))
    if (!parts.anchor().isReduced(index))
      dims.push_back(dim);
  return dims;
}

/// Equal parts of the depth in whole groups of scales; 0 for all of it.
std::vector<int64_t> Expanded::panelDepths() {
  std::vector<int64_t> sizes;
  for (int64_t count : {2, 3, 4, 6, 8, 12, 16, 24})
    sizes.push_back(llvm::alignTo(llvm::divideCeil(parts.extent(depth), count), kExpandedDepth));
  llvm::erase_if(sizes, [&](int64_t size) { return size >= parts.extent(depth); });
  sizes.push_back(0);
  llvm::sort(sizes);
  sizes.erase(llvm::unique(sizes), sizes.end());
  return sizes;
}

std::vector<target::Knob> Expanded::knobs() {
  std::vector<target::Knob> knobs;
  auto add = [&](std::string name, std::string meaning, std::vector<int64_t> values, int64_t neutral,
                 std::vector<std::string> words = {}) {
    if (values.size() > 1)
      knobs.push_back({std::move(name), std::move(meaning), std::move(values), neutral, std::move(words)});
  };
  bool isLinear = llvm::all_of(parts.expansions(), [](kernel::Computation map) { return !!kernel::linearBody(map); });
  add("expansion", "where codes become numbers", isLinear ? std::vector<int64_t>{0, 1, 2} : std::vector<int64_t>{0, 2},
      0, {"in the steps", "on sums", "by panels"});
  add(knobOf("tile", parts.lanesDim), "columns of a register tile, in elements",
      upTo(llvm::alignTo(parts.extent(parts.lanesDim), run()), {run(), 2 * run(), 3 * run(), 4 * run()}), 1);
  if (!rows.empty())
    add(knobOf("tile", rows), "rows of a register tile, in elements",
        upTo(std::min(parts.extent(rows), parts.registerCount() - 2), {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}), 1);
  add("unroll", "steps along the depth in one iteration of the hot loop", {1, 2, 4, 8, 16, 32}, 1);
  add("ahead", "whether the codes of the next panel are asked for while this one is used", {0, 1}, 0, {"no", "yes"});
  add("prefetch", "elements along the depth that codes are asked for before a step uses them", {0, 64, 128, 256, 512},
      0);
  add(knobOf("block", depth), "depth of an expanded panel, in elements; 0: all", panelDepths(), 0);
  for (StringRef dim : sharedDims())
    add(knobOf("threads", dim), ("parts of " + dim + ", one a thread").str(), teamParts(threads, parts.extent(dim)), 1);
  return knobs;
}

cpu::RegisterTile Expanded::tileOf(const Point &point) {
  int64_t columns = std::max(point.get(knobOf("tile", parts.lanesDim), 1), run());
  int64_t most = rows.empty() ? 1 : parts.extent(rows);
  return {std::min(most, rows.empty() ? 1 : point.get(knobOf("tile", rows), 1)),
          std::min(columns, parts.extent(parts.lanesDim))};
}

std::vector<target::Constraint> Expanded::constraints() {
  auto fitsRegisters = [this](const Point &point) {
    cpu::RegisterTile tile = tileOf(point);
    int64_t vectors = llvm::divideCeil(tile.columns, parts.lanes(parts.anchor()));
    return (tile.rows + 1) * vectors * int64_t(parts.anchors.size()) < parts.registerCount();
  };
  auto fitsTeam = [this](const Point &point) {
    int64_t count = 1;
    for (StringRef dim : sharedDims())
      count *= point.get(knobOf("threads", dim), 1);
    return count <= threads;
  };
  return {{"tiles-fit-registers", "sums that do not fit are stored and loaded in the hot loop", fitsRegisters},
          {"team-is-not-exceeded", "each part needs a thread of its own", fitsTeam}};
}

Sizes Expanded::teamOfPoint(const Point &point) {
  cpu::RegisterTile tile = tileOf(point);
  Sizes team;
  for (StringRef dim : sharedDims()) {
    int64_t step = dim == rows ? tile.rows : dim == parts.lanesDim ? tile.columns : 1;
    int64_t count = point.get(knobOf("threads", dim), 1);
    int64_t size = llvm::alignTo(llvm::divideCeil(parts.extent(dim), std::max<int64_t>(1, count)), step);
    if (count > 1 && size < parts.extent(dim))
      team.push_back({dim, size});
  }
  return team;
}

TreeAttr Expanded::write(const Point &point) {
  int64_t cut = point.get(knobOf("block", depth), 0), place = point.get("expansion", 0);
  ExpansionPlan plan;
  plan.place = kPlaces[place >= 0 && place < 3 ? place : 0];
  plan.tile = tileOf(point);
  plan.unroll = std::max<int64_t>(1, point.get("unroll", 1));
  plan.depth = cut > 0 ? std::min(cut, parts.extent(depth)) : parts.extent(depth);
  plan.isAhead = point.get("ahead", 0);
  plan.prefetch = plan.place == ExpansionPlace::Panel ? 0 : std::max<int64_t>(0, point.get("prefetch", 0));
  return proposal().writeExpanded(plan, teamOfPoint(point));
}

void Expanded::readBand(BandAttr band, Point &point) {
  for (auto [dim, size] : llvm::zip_equal(band.getTile().getDims(), band.getTile().getSizes())) {
    if (band.getParallel())
      point.set(knobOf("threads", dim), llvm::divideCeil(parts.extent(dim), size), 1);
    else if (dim == depth)
      point.set(knobOf("block", dim), size, 0);
  }
  for (StageAttr stage : band.getStages())
    if (stage.getAhead())
      point.set("ahead", stage.getAhead(), 0);
}

Point Expanded::read(TreeAttr tree) {
  Point point;
  ComputationAttr anchor = tree.computation(parts.anchor().getLabel());
  ComputationAttr map = tree.computation(parts.expansions().front().getLabel());
  if (!anchor || !map || !map.getAttach())
    return point;
  for (auto [number, place] : llvm::enumerate(kPlaces))
    if (map.getAttach() == proposal().nameOf(place))
      point.set("expansion", int64_t(number), 0);
  for (StringRef dim : {rows, parts.lanesDim})
    if (!dim.empty())
      point.set(knobOf("tile", dim), anchor.getRegisters().lookup(dim, 1), 1);
  point.set("unroll", anchor.getUnroll(), 1);
  point.set("prefetch", anchor.getPrefetch(), 0);
  for (BandAttr band : tree.getBands())
    readBand(band, point);
  return point;
}

std::optional<target::Space> cpu::expandedSpace(kernel::KernelOp kernel, const device::Device &device,
                                                int64_t threads) {
  auto expanded = std::make_shared<Expanded>(kernel, device, threads);
  if (!expanded->fits())
    return std::nullopt;
  target::Space space;
  space.form = "product with weights of four bits";
  space.knobs = expanded->knobs();
  space.constraints = expanded->constraints();
  for (target::Constraint &constraint : space.constraints)
    constraint.holds = [expanded, holds = constraint.holds](const Point &point) { return holds(point); };
  space.write = [expanded](const Point &point) { return expanded->write(point); };
  space.read = [expanded](TreeAttr tree) { return expanded->read(tree); };
  return space;
}
