// The fields of a schedule as knobs; see Space.h.
#include "compiler/Target/CPU/KernelParts.h"
#include "compiler/Target/CPU/KnobValues.h"
#include "compiler/Target/CPU/Space.h"
#include "compiler/Target/CPU/Team.h"
#include "compiler/Target/ScheduleWriter.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using namespace aicc::schedule;
using target::Knob;
using target::Point;

namespace {
/// A schedule whose fields are knobs. What is no knob stays as it is in `base`.
class Fields {
public:
  Fields(kernel::KernelOp kernel, const device::Device &device, int64_t threads, TreeAttr base)
      : parts(kernel, device), base(base), builder(kernel.getContext()), team(teamOf(device, threads)) {
    for (auto [index, dim] : llvm::enumerate(parts.dims))
      if (!parts.anchor().isReduced(index))
        results.push_back(dim);
    anchor = base.computation(parts.anchor().getLabel());
  }

  std::vector<Knob> knobs();
  TreeAttr write(const Point &point);
  Point read(TreeAttr tree);

private:
  int64_t tileOf(StringRef dim) { return anchor ? anchor.getRegisters().lookup(dim, 1) : 1; }
  bool isPacked(StageAttr stage) {
    return (stage.getHow() == How::Packed || stage.getHow() == How::Prepacked) && !stage.getType();
  }
  /// True where a layout or a band depends on the tile of `dim`.
  bool isFixed(StringRef dim);
  BandAttr writeBand(BandAttr band, const Point &point);
  TileAttr threadTile(const Point &point);

  KernelParts parts;
  TreeAttr base;
  Builder builder;
  int64_t team;
  SmallVector<StringRef> results; ///< dimensions of the first anchor's result
  ComputationAttr anchor;         ///< its inner band in `base`; may be null
};
} // namespace

bool Fields::isFixed(StringRef dim) {
  return llvm::any_of(base.getBands(), [&](BandAttr band) {
    bool isBlocked = llvm::any_of(band.getStages(), [&](StageAttr stage) {
      return stage.getLayout() && stage.getLayout().getBlock().names(dim);
    });
    return isBlocked || (!band.getParallel() && band.getTile().names(dim));
  });
}

std::vector<Knob> Fields::knobs() {
  std::vector<Knob> knobs;
  auto add = [&](std::string name, std::string meaning, std::vector<int64_t> values, int64_t neutral) {
    llvm::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    if (values.size() > 1)
      knobs.push_back({std::move(name), std::move(meaning), std::move(values), neutral, {}});
  };
  for (StringRef dim : results) {
    add(knobOf("threads", dim), ("parts of " + dim + ", one a thread").str(), teamParts(team, parts.extent(dim)), 1);
    std::vector<int64_t> tiles;
    for (int64_t size : {tileOf(dim) / 2, tileOf(dim), 2 * tileOf(dim), 4 * tileOf(dim)})
      if (size >= 1 && size <= parts.extent(dim))
        tiles.push_back(size);
    if (anchor && anchor.getRegisters().names(dim) && !isFixed(dim))
      add(knobOf("tile", dim), "elements of a register tile", tiles, 1);
  }
  if (anchor && parts.anchor().getKind() != kernel::Kind::Map)
    add("unroll", "steps along the depth in one iteration of the hot loop", {1, 2, 4, 8, 16, anchor.getUnroll()}, 1);
  for (BandAttr band : base.getBands())
    for (StageAttr stage : band.getStages())
      if (isPacked(stage))
        add(knobOf("ahead", stage.getOperand()), "whether the next part is asked for while this one is used", {0, 1},
            0);
  return knobs;
}

/// Parts that are multiples of register tiles.
TileAttr Fields::threadTile(const Point &point) {
  SmallVector<StringAttr> dims;
  SmallVector<int64_t> sizes;
  for (StringRef dim : results) {
    int64_t count = point.get(knobOf("threads", dim), 1), step = point.get(knobOf("tile", dim), tileOf(dim));
    int64_t size = llvm::alignTo(llvm::divideCeil(parts.extent(dim), std::max<int64_t>(1, count)), step);
    if (count <= 1 || size >= parts.extent(dim))
      continue;
    dims.push_back(builder.getStringAttr(dim));
    sizes.push_back(size);
  }
  return TileAttr::get(builder.getContext(), dims, sizes);
}

BandAttr Fields::writeBand(BandAttr band, const Point &point) {
  SmallVector<StageAttr> stages;
  for (StageAttr stage : band.getStages())
    stages.push_back(!isPacked(stage) ? stage
                                      : StageAttr::get(builder.getContext(), stage.getOperand(), stage.getHow(),
                                                       stage.getLayout(), stage.getBuffers(), stage.getType(),
                                                       point.get(knobOf("ahead", stage.getOperand()), 0)));
  return BandAttr::get(builder.getContext(), band.getName(), band.getParallel(), band.getTile(), band.getOrder(),
                       stages, band.getRaster(), band.getWorkers());
}

TreeAttr Fields::write(const Point &point) {
  SmallVector<BandAttr> bands;
  StringAttr name = builder.getStringAttr("threads");
  if (TileAttr tile = threadTile(point); !tile.getDims().empty())
    bands.push_back(BandAttr::get(builder.getContext(), name, name, tile, {}, {}));
  for (BandAttr band : base.getBands())
    if (!band.getParallel())
      bands.push_back(writeBand(band, point));
  SmallVector<ComputationAttr> computations;
  for (ComputationAttr inner : base.getComputations()) {
    bool isOwn = !inner.getAttach(), isRoot = !isOwn && inner.getAttach().getValue() == kRoot;
    SmallVector<int64_t> sizes(inner.getRegisters().getSizes());
    for (auto [dim, size] : llvm::zip_equal(inner.getRegisters().getDims(), sizes))
      if (!isRoot)
        size = point.get(knobOf("tile", dim), llvm::is_contained(results, dim.getValue()) && !isFixed(dim) ? 1 : size);
    TileAttr tile = TileAttr::get(builder.getContext(), inner.getRegisters().getDims(), sizes);
    int64_t unroll =
        isOwn && parts.anchor().getKind() != kernel::Kind::Map ? point.get("unroll", 1) : inner.getUnroll();
    computations.push_back(ComputationAttr::get(builder.getContext(), inner.getName(), tile, unroll,
                                                inner.getPrefetch(), inner.getInstruction(), inner.getAttach(),
                                                inner.getSwap()));
  }
  return TreeAttr::get(builder.getContext(), bands, computations);
}

Point Fields::read(TreeAttr tree) {
  Point point;
  for (BandAttr band : tree.getBands()) {
    if (band.getParallel())
      for (auto [dim, size] : llvm::zip_equal(band.getTile().getDims(), band.getTile().getSizes()))
        point.set(knobOf("threads", dim), llvm::divideCeil(parts.extent(dim), size), 1);
    for (StageAttr stage : band.getStages())
      if (isPacked(stage))
        point.set(knobOf("ahead", stage.getOperand()), stage.getAhead(), 0);
  }
  ComputationAttr inner = tree.computation(parts.anchor().getLabel());
  if (!inner)
    return point;
  if (parts.anchor().getKind() != kernel::Kind::Map)
    point.set("unroll", inner.getUnroll(), 1);
  for (auto [dim, size] : llvm::zip_equal(inner.getRegisters().getDims(), inner.getRegisters().getSizes()))
    if (llvm::is_contained(results, dim.getValue()) && !isFixed(dim))
      point.set(knobOf("tile", dim), size, 1);
  return point;
}

target::Space cpu::fieldSpace(kernel::KernelOp kernel, const device::Device &device, int64_t threads, TreeAttr tree) {
  auto fields = std::make_shared<Fields>(kernel, device, threads, tree);
  target::Space space;
  space.form = "fields of the default schedule";
  space.knobs = fields->knobs();
  space.write = [fields](const Point &point) { return fields->write(point); };
  space.read = [fields](TreeAttr tree) { return fields->read(tree); };
  if (std::optional<Point> point = space.pointOf(tree))
    space.admit(*point);
  return space;
}
