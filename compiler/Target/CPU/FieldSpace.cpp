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
using kernel::Computation;
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
    findPartSums();
  }

  std::vector<Knob> knobs();
  TreeAttr write(const Point &point);
  Point read(TreeAttr tree);

private:
  int64_t tileOf(StringRef dim) { return anchor ? anchor.getRegisters().lookup(dim, 1) : 1; }
  bool isPacked(StageAttr stage) {
    return (stage.getHow() == How::Packed || stage.getHow() == How::Prepacked) && !stage.getType();
  }
  void addTiles(StringRef dim);
  void addBlocks(BandAttr band);
  void addAheads(BandAttr band);
  void addPrefetch(ComputationAttr inner);
  void add(std::string name, std::string meaning, std::vector<int64_t> values, int64_t neutral);
  /// True where a layout or a band depends on the tile of `dim`, or computations have tiles of their own.
  bool isFixed(StringRef dim);
  /// True where the anchors have a loop to unroll.
  bool hasUnroll() { return anchorOf(base) && parts.anchor().getKind() != kernel::Kind::Map; }
  /// The first computation of `tree` that shares the bands, or null.
  static ComputationAttr anchorOf(TreeAttr tree);
  /// True where `stage` keeps what is reduced along `dim`.
  bool reduces(StageAttr stage, StringRef dim);
  void findPartSums();
  bool isPartSum(StageAttr stage) { return llvm::is_contained(partSums, stage); }
  /// Elements of `dim` that the loops of a thread go over at once.
  int64_t stepOf(StringRef dim, const Point &point);
  BandAttr writeBand(BandAttr band, const Point &point, bool keepsPartSums);
  TileAttr blockTile(BandAttr band, const Point &point);
  TileAttr threadTile(const Point &point);
  ComputationAttr writeComputation(ComputationAttr inner, const Point &point);

  KernelParts parts;
  TreeAttr base;
  Builder builder;
  int64_t team;
  std::vector<Knob> found;
  SmallVector<StringRef> results; ///< dimensions of the first anchor's result
  ComputationAttr anchor;         ///< its inner band in `base`; may be null
  StringRef partDim;              ///< cut by a band each of whose parts has sums of its own, or empty
  SmallVector<StageAttr> partSums; ///< those sums, which the outermost band that cuts it keeps
};
} // namespace

static std::string blockOf(BandAttr band) { return ("block." + band.getName().getValue()).str(); }

ComputationAttr Fields::anchorOf(TreeAttr tree) {
  auto found = llvm::find_if(tree.getComputations(), [](ComputationAttr inner) { return !inner.getAttach(); });
  return found == tree.getComputations().end() ? ComputationAttr() : *found;
}

bool Fields::reduces(StageAttr stage, StringRef dim) {
  for (Computation op : parts.kernel.getComputations())
    for (auto [number, name] : llvm::enumerate(op.getDimNames()))
      if (op.getLabel() == stage.getOperand().getValue() && name == dim)
        return op.isReduced(number);
  return false;
}

void Fields::findPartSums() {
  for (BandAttr band : base.getBands())
    for (StringAttr dim : band.getTile().getDims())
      for (StageAttr stage : band.getStages())
        if (partSums.empty() || partDim == dim.getValue())
          if (reduces(stage, dim)) {
            partDim = dim;
            partSums.push_back(stage);
          }
}

bool Fields::isFixed(StringRef dim) {
  bool isOfBands = llvm::any_of(base.getBands(), [&](BandAttr band) {
    bool isBlocked = llvm::any_of(band.getStages(), [&](StageAttr stage) {
      return stage.getLayout() && stage.getLayout().getBlock().names(dim);
    });
    return isBlocked || (!band.getParallel() && band.getTile().names(dim));
  });
  return isOfBands || llvm::any_of(base.getComputations(), [&](ComputationAttr inner) {
           bool isRoot = inner.getAttach() && inner.getAttach().getValue() == kRoot;
           return !isRoot && inner.getRegisters().lookup(dim, tileOf(dim)) != tileOf(dim);
         });
}

void Fields::add(std::string name, std::string meaning, std::vector<int64_t> values, int64_t neutral) {
  llvm::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  if (values.size() > 1)
    found.push_back({std::move(name), std::move(meaning), std::move(values), neutral, {}});
}

void Fields::addTiles(StringRef dim) {
  add(knobOf("threads", dim), ("parts of " + dim + ", one a thread").str(), teamParts(team, parts.extent(dim)), 1);
  std::vector<int64_t> tiles;
  for (int64_t size : {tileOf(dim) / 2, tileOf(dim), 2 * tileOf(dim), 4 * tileOf(dim)})
    if (size >= 1 && size <= parts.extent(dim))
      tiles.push_back(size);
  if (anchor && anchor.getRegisters().names(dim) && !isFixed(dim))
    add(knobOf("tile", dim), "elements of a register tile", tiles, 1);
}

void Fields::addBlocks(BandAttr band) {
  for (auto [dim, size] : llvm::zip_equal(band.getTile().getDims(), band.getTile().getSizes())) {
    std::vector<int64_t> sizes;
    for (int64_t each : {size / 4, size / 2, size, 2 * size, 4 * size})
      if (each >= 1 && each < parts.extent(dim))
        sizes.push_back(each);
    if (size > 1 && size < parts.extent(dim))
      add(knobOf(blockOf(band), dim), ("elements that band " + band.getName().getValue() + " goes over at once").str(),
          sizes, 0);
  }
}

void Fields::addAheads(BandAttr band) {
  for (StageAttr stage : band.getStages())
    if (isPacked(stage))
      add(knobOf("ahead", stage.getOperand()), "whether the next part is asked for while this one is used", {0, 1}, 0);
}

void Fields::addPrefetch(ComputationAttr inner) {
  // Where lanes run along what is reduced, whole rows of it are asked for.
  int64_t step = 1, now = inner.getPrefetch();
  for (auto [dim, size] : llvm::zip_equal(inner.getRegisters().getDims(), inner.getRegisters().getSizes()))
    if (!llvm::is_contained(results, dim.getValue()) && size > 1 && now % parts.extent(dim) == 0)
      step = parts.extent(dim);
  std::vector<int64_t> distances = {0};
  for (int64_t distance : {now / 2, now, 2 * now, 4 * now, 8 * now})
    distances.push_back(llvm::alignTo(distance, step));
  if (now)
    add(knobOf("prefetch", inner.getName()), "elements along the depth that operands are asked for before their use", distances,
        0);
}

std::vector<Knob> Fields::knobs() {
  for (StringRef dim : results)
    addTiles(dim);
  for (BandAttr band : base.getBands())
    if (!band.getParallel())
      addBlocks(band);
  if (hasUnroll())
    add("unroll", "steps along the depth in one iteration of the hot loop", {1, 2, 4, 8, 16, anchorOf(base).getUnroll()}, 1);
  for (BandAttr band : base.getBands())
    addAheads(band);
  for (ComputationAttr inner : base.getComputations())
    addPrefetch(inner);
  return found;
}

int64_t Fields::stepOf(StringRef dim, const Point &point) {
  for (BandAttr band : base.getBands())
    if (!band.getParallel() && band.getTile().names(dim))
      return std::max<int64_t>(1, blockTile(band, point).lookup(dim, 1));
  return point.get(knobOf("tile", dim), tileOf(dim));
}

/// Parts that are multiples of what is inside them.
TileAttr Fields::threadTile(const Point &point) {
  SmallVector<StringAttr> dims;
  SmallVector<int64_t> sizes;
  for (StringRef dim : results) {
    int64_t count = point.get(knobOf("threads", dim), 1), step = stepOf(dim, point);
    int64_t size = llvm::alignTo(llvm::divideCeil(parts.extent(dim), std::max<int64_t>(1, count)), step);
    if (count <= 1 || size >= parts.extent(dim))
      continue;
    dims.push_back(builder.getStringAttr(dim));
    sizes.push_back(size);
  }
  return TileAttr::get(builder.getContext(), dims, sizes);
}

TileAttr Fields::blockTile(BandAttr band, const Point &point) {
  SmallVector<int64_t> sizes(band.getTile().getSizes());
  for (auto [dim, size] : llvm::zip_equal(band.getTile().getDims(), sizes))
    if (size > 1)
      size = point.get(knobOf(blockOf(band), dim), parts.extent(dim));
  return TileAttr::get(builder.getContext(), band.getTile().getDims(), sizes);
}

BandAttr Fields::writeBand(BandAttr band, const Point &point, bool keepsPartSums) {
  SmallVector<StageAttr> stages;
  for (StageAttr stage : band.getStages())
    if (isPacked(stage))
      stages.push_back(StageAttr::get(builder.getContext(), stage.getOperand(), stage.getHow(), stage.getLayout(),
                                      stage.getBuffers(), stage.getType(), point.get(knobOf("ahead", stage.getOperand()), 0)));
    else if (!isPartSum(stage))
      stages.push_back(stage);
  if (keepsPartSums)
    llvm::append_range(stages, partSums);
  return BandAttr::get(builder.getContext(), band.getName(), band.getParallel(), blockTile(band, point), band.getOrder(),
                       stages, band.getRaster(), band.getWorkers());
}

ComputationAttr Fields::writeComputation(ComputationAttr inner, const Point &point) {
  bool isOwn = !inner.getAttach(), isRoot = !isOwn && inner.getAttach().getValue() == kRoot;
  SmallVector<int64_t> sizes(inner.getRegisters().getSizes());
  for (auto [dim, size] : llvm::zip_equal(inner.getRegisters().getDims(), sizes))
    if (!isRoot && llvm::is_contained(results, dim.getValue()) && !isFixed(dim))
      size = point.get(knobOf("tile", dim), 1);
  TileAttr tile = TileAttr::get(builder.getContext(), inner.getRegisters().getDims(), sizes);
  int64_t unroll = isOwn && hasUnroll() ? point.get("unroll", 1) : inner.getUnroll();
  int64_t prefetch = inner.getPrefetch() ? point.get(knobOf("prefetch", inner.getName()), 0) : 0;
  return ComputationAttr::get(builder.getContext(), inner.getName(), tile, unroll, prefetch, inner.getInstruction(),
                              inner.getAttach(), inner.getSwap());
}

TreeAttr Fields::write(const Point &point) {
  SmallVector<BandAttr> bands;
  StringAttr name = builder.getStringAttr("threads");
  TileAttr tile = threadTile(point);
  bool isKept = partSums.empty();
  auto keeps = [&](TileAttr tile) {
    bool isHere = !isKept && tile.names(partDim);
    isKept |= isHere;
    return isHere;
  };
  if (!tile.getDims().empty()) {
    ArrayRef<StageAttr> stages = keeps(tile) ? ArrayRef<StageAttr>(partSums) : ArrayRef<StageAttr>();
    bands.push_back(BandAttr::get(builder.getContext(), name, name, tile, {}, stages));
  }
  for (BandAttr band : base.getBands())
    if (!band.getParallel())
      bands.push_back(writeBand(band, point, keeps(band.getTile())));
  SmallVector<ComputationAttr> computations;
  for (ComputationAttr inner : base.getComputations())
    computations.push_back(writeComputation(inner, point));
  return TreeAttr::get(builder.getContext(), bands, computations);
}

Point Fields::read(TreeAttr tree) {
  Point point;
  for (BandAttr band : tree.getBands()) {
    for (auto [dim, size] : llvm::zip_equal(band.getTile().getDims(), band.getTile().getSizes()))
      if (band.getParallel())
        point.set(knobOf("threads", dim), llvm::divideCeil(parts.extent(dim), size), 1);
      else if (size > 1 && size < parts.extent(dim))
        point.set(knobOf(blockOf(band), dim), size, 0);
    for (StageAttr stage : band.getStages())
      if (isPacked(stage))
        point.set(knobOf("ahead", stage.getOperand()), stage.getAhead(), 0);
  }
  if (ComputationAttr own = anchorOf(tree); own && hasUnroll())
    point.set("unroll", own.getUnroll(), 1);
  for (ComputationAttr inner : tree.getComputations())
    if (inner.getPrefetch())
      point.set(knobOf("prefetch", inner.getName()), inner.getPrefetch(), 0);
  if (ComputationAttr inner = tree.computation(parts.anchor().getLabel()))
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
