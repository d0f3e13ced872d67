// Rules about bands and tiles: names exist, levels nest, tiles nest.
#include "passes/Schedule/Rules.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;

/// "one of "a", "b"", for messages about names.
template <typename Range> static std::string oneOf(const Range &names) {
  std::string text = "one of";
  for (const auto &name : names)
    text += say(text.back() == 'f' ? " \"" : ", \"", name, "\"");
  return text;
}

//===-- Names ---------------------------------------------------------------------------------------------------===//

static Finding namesDimensions(const Nest &nest, ArrayRef<StringAttr> names, std::string where) {
  kernel::KernelOp kernel = nest.getKernel();
  for (StringAttr name : names)
    if (!kernel.getDim(name.getValue()))
      return Violation{say(oneOf(llvm::map_to_vector(kernel.getDims().getAsRange<kernel::DimAttr>(),
                                                     [](kernel::DimAttr dim) { return dim.getName().getValue(); })),
                           " in ", where),
                       say(name)};
  return std::nullopt;
}

Finding aicc::schedule::dimensionsExist(const Nest &nest) {
  for (BandAttr band : nest.bands()) {
    if (Finding finding = namesDimensions(nest, band.getTile().getDims(), say("the tile of band ", band.getName())))
      return finding;
    for (StageAttr stage : band.getStages())
      if (stage.getLayout())
        if (Finding finding =
                namesDimensions(nest, stage.getLayout().getOuter(), say("the layout of ", stage.getOperand())))
          return finding;
  }
  for (ComputationAttr inner : nest.innerBands())
    if (Finding finding =
            namesDimensions(nest, inner.getRegisters().getDims(), say("the register tile of ", inner.getName())))
      return finding;
  return std::nullopt;
}

Finding aicc::schedule::computationsExist(const Nest &nest) {
  for (ComputationAttr inner : nest.innerBands())
    if (!nest.computation(inner.getName()))
      return Violation{oneOf(llvm::map_to_vector(nest.computations(), [](Computation op) { return op.getLabel(); })),
                       say(inner.getName())};
  return std::nullopt;
}

Finding aicc::schedule::contractionsHaveTiles(const Nest &nest) {
  for (Computation op : nest.computations())
    if (op.getKind() == kernel::Kind::Contract && !nest.inner(op))
      return Violation{say("an inner band for the contraction ", quoted(op)), "none"};
  return std::nullopt;
}

Finding aicc::schedule::anchorsExist(const Nest &nest) {
  if (llvm::any_of(nest.innerBands(), [](ComputationAttr inner) { return !inner.getAttach(); }))
    return std::nullopt;
  return Violation{"an inner band without attach", "none"};
}

Finding aicc::schedule::inPlaceTensorsExist(const Nest &nest) {
  kernel::KernelOp kernel = nest.getKernel();
  Operation *yield = kernel.getBody().front().getTerminator();
  for (BandAttr band : nest.bands())
    for (StageAttr stage : band.getStages()) {
      Value value = nest.value(stage.getOperand());
      bool isInMemory = isa<BlockArgument>(value) || llvm::is_contained(yield->getOperands(), value);
      if (stage.getHow() == How::InPlace && !isInMemory)
        return Violation{say("an operand or a result of the kernel staged in place"),
                         say("the intermediate ", stage.getOperand())};
    }
  return std::nullopt;
}

Finding aicc::schedule::stagedTensorsExist(const Nest &nest) {
  for (BandAttr band : nest.bands())
    for (StageAttr stage : band.getStages()) {
      Value value = nest.value(stage.getOperand());
      if (!value)
        return Violation{say("an operand or a computation of the kernel in a stage of band ", band.getName()),
                         say(stage.getOperand())};
      LayoutAttr layout = stage.getLayout();
      for (StringRef dim : nest.dims(value))
        if (layout && !dim.empty() &&
            !llvm::is_contained(llvm::map_range(layout.getOuter(), [](StringAttr s) { return s.getValue(); }), dim))
          return Violation{say("a layout of ", stage.getOperand(), " that orders its dimension ", dim), say(layout)};
    }
  return std::nullopt;
}

//===-- Levels --------------------------------------------------------------------------------------------------===//

Finding aicc::schedule::memoryBandsNest(const Nest &nest) {
  const auto &levels = nest.getDevice().levels;
  auto names = llvm::map_to_vector(levels, [](const device::MemoryLevel &level) { return StringRef(level.name); });
  auto next = names.begin();
  for (BandAttr band : nest.bands()) {
    if (band.getParallel())
      continue;
    auto found = std::find(next, names.end(), band.getName().getValue());
    if (found == names.end())
      return Violation{say(oneOf(ArrayRef<StringRef>(next, names.end())), " as band inside those before it"),
                       say(band.getName())};
    next = found + 1;
  }
  return std::nullopt;
}

Finding aicc::schedule::parallelBandsNest(const Nest &nest) {
  auto names = llvm::map_to_vector(nest.getDevice().parallel,
                                   [](const device::ParallelResource &r) { return StringRef(r.name); });
  auto next = names.begin();
  for (BandAttr band : nest.bands()) {
    if (!band.getParallel())
      continue;
    auto found = std::find(next, names.end(), band.getParallel().getValue());
    if (found == names.end())
      return Violation{
          say(oneOf(ArrayRef<StringRef>(next, names.end())), " as parallel resource of band ", band.getName()),
          say(band.getParallel())};
    next = found;
  }
  return std::nullopt;
}

/// The most tiles that run on `resource` at once, or nothing where the tiles queue for it: a grid's blocks are limited
/// a multiprocessor, not in number, unless a band maps work to the multiprocessors themselves.
static std::optional<int64_t> mostTiles(const Nest &nest, const device::ParallelResource &resource) {
  bool isBounded = resource.within.empty() || resource.within == "chip" || nest.mapsTo(resource.within);
  return !isBounded ? std::nullopt : resource.limit ? resource.limit : resource.count;
}

/// Tiles that run on `resource` at once within its scope: those of its bands times those of parallel bands around
/// them, up to the band of the scope.
static int64_t tilesAtOnce(const Nest &nest, const device::ParallelResource &resource) {
  int64_t tiles = 1, found = 1;
  for (auto [depth, band] : llvm::enumerate(nest.bands())) {
    if (!band.getParallel())
      continue;
    tiles = band.getParallel().getValue() == resource.within ? 1 : tiles * nest.tasks(depth);
    if (band.getParallel().getValue() == resource.name)
      found = tiles;
  }
  return found;
}

Finding aicc::schedule::tasksFitUnits(const Nest &nest) {
  for (const device::ParallelResource &resource : nest.getDevice().parallel) {
    std::optional<int64_t> most = mostTiles(nest, resource);
    int64_t tiles = tilesAtOnce(nest, resource);
    if (most && tiles > *most)
      return Violation{say("at most ", *most, " tiles on \"", resource.name, "\""), say(tiles)};
  }
  return std::nullopt;
}

Finding aicc::schedule::rasterOrdersWaves(const Nest &nest) {
  for (BandAttr band : nest.bands()) {
    const device::ParallelResource *resource = band.getParallel() ? nest.getDevice().resource(band.getParallel()) : nullptr;
    if (band.getRaster() > 1 && resource && mostTiles(nest, *resource))
      return Violation{say("raster of 1 in band ", band.getName(), ", whose tiles run on \"", resource->name,
                           "\" at once"),
                       say(band.getRaster())};
  }
  return std::nullopt;
}

Finding aicc::schedule::rasterGroupsTiles(const Nest &nest) {
  for (auto [depth, band] : llvm::enumerate(nest.bands())) {
    if (band.getRaster() == 1)
      continue;
    StringRef innermost;
    for (StringAttr dim : band.getTile().getDims())
      if (nest.cuts(depth, dim) && (innermost.empty() || nest.runsInside(depth, dim, innermost)))
        innermost = dim;
    int64_t along = innermost.empty() ? 1 : llvm::divideCeil(nest.extent(depth - 1, innermost), nest.extent(depth, innermost));
    if (along == nest.tasks(depth))
      return Violation{say("raster of 1 in band ", band.getName(), ", whose ", along, " tiles lie in one row"),
                       say(band.getRaster())};
    if (band.getRaster() >= along)
      return Violation{say("raster below the ", along, " tiles of band ", band.getName(), " along ", innermost),
                       say(band.getRaster())};
  }
  return std::nullopt;
}

Finding aicc::schedule::workersHaveQueues(const Nest &nest) {
  for (auto [depth, band] : llvm::enumerate(nest.bands())) {
    if (!band.getWorkers())
      continue;
    const device::ParallelResource *resource = nest.getDevice().resource(band.getParallel());
    if (resource && mostTiles(nest, *resource))
      return Violation{say("workers of 0 in band ", band.getName(), ", whose tiles run on \"", resource->name, "\" at once"),
                       say(band.getWorkers())};
    if (band.getWorkers() >= nest.tasks(depth))
      return Violation{say("fewer workers than the ", nest.tasks(depth), " tiles of band ", band.getName()),
                       say(band.getWorkers())};
  }
  return std::nullopt;
}

Finding aicc::schedule::scratchpadsHaveOwners(const Nest &nest) {
  for (auto [depth, band] : llvm::enumerate(nest.bands())) {
    const device::MemoryLevel *level = nest.getDevice().level(band.getName());
    bool isOwned =
        !level || level->kind != device::MemoryKind::Scratchpad || !nest.getDevice().resource(level->sharedBy);
    if (band.getParallel() || isOwned)
      continue;
    auto owner = [&](BandAttr outer) {
      return outer.getParallel() && outer.getParallel().getValue() == level->sharedBy;
    };
    if (llvm::none_of(nest.bands().take_front(depth), owner))
      return Violation{say("a parallel band over \"", level->sharedBy, "\" around band ", band.getName()), "none"};
  }
  return std::nullopt;
}

//===-- Tiles ---------------------------------------------------------------------------------------------------===//

namespace {
/// One tile size beside what encloses it: of a band, or of a register tile.
struct TileSize {
  std::string owner;
  StringRef dim;
  int64_t size;
  /// The depth of what encloses the tile.
  int outer;
};
} // namespace

static Finding eachTileSize(const Nest &nest, llvm::function_ref<Finding(const TileSize &)> visit) {
  auto visitTile = [&](std::string owner, TileAttr tile, int outer) -> Finding {
    for (auto [dim, size] : llvm::zip(tile.getDims(), tile.getSizes()))
      if (Finding finding = visit({owner, dim.getValue(), size, outer}))
        return finding;
    return std::nullopt;
  };
  for (auto [depth, band] : llvm::enumerate(nest.bands()))
    if (Finding finding = visitTile(say("band ", band.getName()), band.getTile(), int(depth) - 1))
      return finding;
  for (ComputationAttr inner : nest.innerBands())
    if (Finding finding = visitTile(say("the registers of ", inner.getName()), inner.getRegisters(),
                                    nest.place(nest.computation(inner.getName()))))
      return finding;
  return std::nullopt;
}

Finding aicc::schedule::tilesNest(const Nest &nest) {
  return eachTileSize(nest, [&](const TileSize &tile) -> Finding {
    int64_t enclosing = nest.extent(tile.outer, tile.dim);
    if (tile.size <= enclosing)
      return std::nullopt;
    return Violation{say(tile.dim, " of at most ", enclosing, " in ", tile.owner), say(tile.size)};
  });
}

/// The bands around `inner` whose tiles cut `dim` into pieces that its register tile does not divide.
static Finding dividesEveryCut(const Nest &nest, ComputationAttr inner, StringRef dim, int64_t size) {
  int place = nest.place(nest.computation(inner.getName()));
  for (int depth = 0; depth <= std::min(place, nest.registersDepth() - 1); ++depth)
    if (nest.cuts(depth, dim) && nest.extent(depth, dim) % size != 0)
      return Violation{say(dim, " in the registers of ", inner.getName(), " that divides the ",
                           nest.extent(depth, dim), " of band ", nest.bands()[depth].getName()),
                       say(size)};
  return std::nullopt;
}

Finding aicc::schedule::shortTilesComeLast(const Nest &nest) {
  for (ComputationAttr inner : nest.innerBands()) {
    for (auto [dim, size] : llvm::zip(inner.getRegisters().getDims(), inner.getRegisters().getSizes()))
      if (Finding finding = dividesEveryCut(nest, inner, dim.getValue(), size))
        return finding;
    // What a register tile does not name it holds all of; a reduction's loop takes what there is.
    Computation op = nest.computation(inner.getName());
    for (StringRef dim : resultDims(op))
      if (Finding finding = dividesEveryCut(nest, inner, dim, nest.registerExtent(op, dim)))
        return finding;
  }
  return std::nullopt;
}

/// True where the units of band `depth` lie within a unit that a band around them maps work to.
static bool isInsideUnit(const Nest &nest, int depth) {
  const device::ParallelResource *resource = nest.getDevice().resource(nest.bands()[depth].getParallel());
  return llvm::any_of(nest.bands().take_front(depth), [&](BandAttr outer) {
    return outer.getParallel() && outer.getParallel().getValue() == resource->within;
  });
}

Finding aicc::schedule::unitsShareEvenly(const Nest &nest) {
  for (int depth = 0; depth < nest.registersDepth(); ++depth) {
    BandAttr band = nest.bands()[depth];
    if (!band.getParallel() || !isInsideUnit(nest, depth))
      continue;
    for (auto [dim, size] : llvm::zip(band.getTile().getDims(), band.getTile().getSizes()))
      if (int64_t enclosing = nest.extent(depth - 1, dim); enclosing % size)
        return Violation{say(dim.getValue(), " of band ", band.getName(), " that divides the ", enclosing, " around it"), say(size)};
  }
  return std::nullopt;
}
