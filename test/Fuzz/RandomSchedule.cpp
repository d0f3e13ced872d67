// Steps between schedules; see RandomSchedule.h.
#include "test/Fuzz/RandomSchedule.h"
#include "passes/Schedule/Legality.h"
#include "passes/Tile/Realisable.h"
#include "passes/Schedule/Nest.h"

#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::fuzz;
using namespace aicc::schedule;

namespace {
/// A schedule that can be edited.
class Draft {
public:
  Draft(Random &random, kernel::KernelOp kernel, const device::Device &device, TreeAttr tree)
      : random(random), kernel(kernel), device(device), builder(kernel.getContext()), bands(tree.getBands()),
        computations(tree.getComputations()), nest(kernel, device, tree) {}

  /// The edited schedule; null where it is not well formed.
  TreeAttr finish() { return make<TreeAttr>(ArrayRef<BandAttr>(bands), ArrayRef<ComputationAttr>(computations)); }

  /// Makes one random change; may make none.
  void step() {
    auto change = random.pickWeighted<void (Draft::*)()>({{3, &Draft::changeRegisters},
                                                          {1, &Draft::dropRegisters},
                                                          {2, &Draft::changeUnroll},
                                                          {1, &Draft::changePrefetch},
                                                          {3, &Draft::addBand},
                                                          {1, &Draft::removeBand},
                                                          {4, &Draft::changeTile},
                                                          {1, &Draft::dropTile},
                                                          {1, &Draft::changeOrder},
                                                          {3, &Draft::addStage},
                                                          {1, &Draft::removeStage},
                                                          {2, &Draft::changeAhead},
                                                          {2, &Draft::widenStage},
                                                          {1, &Draft::changePlace},
                                                          {1, &Draft::dropInstruction}});
    (this->*change)();
  }

private:
  //===-- Parts of attributes -----------------------------------------------------------------------------------===//

  StringAttr word(StringRef text) { return builder.getStringAttr(text); }

  /// An attribute, or null where its verifier refuses it.
  template <typename Attr, typename... Parts> Attr make(const Parts &...parts) {
    return Attr::getChecked([&] { return mlir::emitError(UnknownLoc::get(builder.getContext())); },
                            builder.getContext(), parts...);
  }

  TileAttr emptyTile() { return TileAttr::get(builder.getContext(), {}, {}); }

  TileAttr withSize(TileAttr tile, StringRef dim, int64_t size) {
    SmallVector<StringAttr> dims(tile.getDims());
    SmallVector<int64_t> sizes(tile.getSizes());
    auto found = llvm::find(dims, word(dim));
    if (found == dims.end()) {
      dims.push_back(word(dim));
      sizes.push_back(size);
    } else {
      sizes[found - dims.begin()] = size;
    }
    return TileAttr::get(builder.getContext(), dims, sizes);
  }

  TileAttr without(TileAttr tile, StringRef dim) {
    SmallVector<StringAttr> dims;
    SmallVector<int64_t> sizes;
    for (auto [name, size] : llvm::zip_equal(tile.getDims(), tile.getSizes()))
      if (name.getValue() != dim) {
        dims.push_back(name);
        sizes.push_back(size);
      }
    return TileAttr::get(builder.getContext(), dims, sizes);
  }

  void setBand(unsigned index, TileAttr tile, ArrayRef<StringAttr> order, ArrayRef<StageAttr> stages) {
    BandAttr band = bands[index];
    auto changed = make<BandAttr>(band.getName(), band.getParallel(), tile, order, stages, band.getRaster(),
                                  band.getWorkers());
    bands[index] = changed ? changed : band;
  }

  /// An inner band's fields, which one step changes.
  struct Fields {
    explicit Fields(ComputationAttr inner)
        : registers(inner.getRegisters()), unroll(inner.getUnroll()), prefetch(inner.getPrefetch()),
          instruction(inner.getInstruction()), attach(inner.getAttach()) {}
    TileAttr registers;
    int64_t unroll, prefetch;
    StringAttr instruction, attach;
  };

  void setComputation(ComputationAttr &inner, llvm::function_ref<void(Fields &)> change) {
    Fields fields(inner);
    change(fields);
    bool isSwapped = inner.getSwap() && fields.instruction;
    if (auto changed = make<ComputationAttr>(inner.getName(), fields.registers, fields.unroll, fields.prefetch,
                                             fields.instruction, fields.attach, isSwapped))
      inner = changed;
  }

  StringAttr pickDim() {
    std::vector<StringAttr> names;
    for (auto dim : kernel.getDims().getAsRange<kernel::DimAttr>())
      names.push_back(dim.getName());
    return random.pick(names);
  }

  int64_t extent(StringRef dim) { return kernel.getDim(dim).getMax(); }

  /// The register extent of `dim`, by which tiles are divided.
  int64_t granule(StringRef dim) {
    int64_t size = 1;
    for (ComputationAttr inner : computations)
      size = std::max(size, inner.getRegisters().lookup(dim, 1));
    return size;
  }

  /// A size for a tile of `dim`: whole register tiles, or any.
  int64_t tileSize(StringRef dim) {
    int64_t step = random.chance(80) ? granule(dim) : 1;
    return step * (1 + random.below(std::max<int64_t>(1, extent(dim) / step)));
  }

  //===-- Changes -----------------------------------------------------------------------------------------------===//

  /// Register tiles that agree go on agreeing, and layouts made for them follow.
  void changeRegisters() {
    StringAttr dim = pickDim();
    int64_t old = granule(dim);
    int64_t size = random.chance(50) ? 16 * (1 + random.below(6)) : 1 + random.below(8);
    for (ComputationAttr &inner : computations)
      if (inner.getRegisters().lookup(dim, 1) == old)
        setComputation(inner, [&](Fields &fields) { fields.registers = withSize(fields.registers, dim, size); });
    for (unsigned index = 0; index < bands.size(); ++index)
      resizeBand(index, dim, old, size);
  }

  /// Register tiles that do not name a dimension hold all that is handed to them. All of a long one would be unrolled into
  /// code that takes minutes to compile.
  void dropRegisters() {
    constexpr int64_t kLongest = 32;
    StringAttr dim = pickDim();
    if (extent(dim) > kLongest)
      return;
    for (ComputationAttr &inner : computations)
      setComputation(inner, [&](Fields &fields) { fields.registers = without(fields.registers, dim); });
  }

  /// Rounds the tile of band `index` to whole register tiles and its layouts to their size.
  void resizeBand(unsigned index, StringAttr dim, int64_t old, int64_t size) {
    SmallVector<StageAttr> stages;
    for (StageAttr stage : bands[index].getStages()) {
      LayoutAttr layout = stage.getLayout();
      // A group that an instruction takes at once keeps its size.
      if (layout && layout.getBlock().lookup(dim, 1) == old && layout.getBlock().names(dim))
        if (auto resized = make<LayoutAttr>(layout.getOuter(), withSize(layout.getBlock(), dim, size),
                                            layout.getSwizzle(), layout.getShift(), layout.getSplit()))
          layout = resized;
      stages.push_back(StageAttr::get(builder.getContext(), stage.getOperand(), stage.getHow(), layout,
                                      stage.getBuffers(), stage.getType(), stage.getAhead()));
    }
    TileAttr tile = bands[index].getTile();
    if (tile.names(dim))
      tile = withSize(tile, dim, llvm::alignTo(tile.lookup(dim, size), size));
    setBand(index, tile, bands[index].getOrder(), stages);
  }

  void changeUnroll() {
    int64_t unroll = random.pick<int64_t>({1, 2, 3, 4, 8});
    for (ComputationAttr &inner : computations)
      setComputation(inner, [&](Fields &fields) { fields.unroll = unroll; });
  }

  void changePrefetch() {
    int64_t prefetch = random.pick<int64_t>({0, 1, 16, 64, 100, 1024});
    for (ComputationAttr &inner : computations)
      if (!reducedDims(nest.computation(inner.getName())).empty())
        setComputation(inner, [&](Fields &fields) { fields.prefetch = prefetch; });
  }

  void addBand() {
    bool isParallel = random.chance(35);
    std::vector<std::string> names;
    for (const device::MemoryLevel &level : device.levels)
      names.push_back(level.name);
    std::string name = isParallel ? device.parallel.front().name : random.pick(names);
    StringAttr dim = pickDim();
    auto band = make<BandAttr>(word(name), isParallel ? word(name) : StringAttr(),
                               withSize(emptyTile(), dim, tileSize(dim)), ArrayRef<StringAttr>(),
                               ArrayRef<StageAttr>(), int64_t(1), int64_t(0));
    if (band)
      bands.insert(bands.begin() + (isParallel ? 0 : random.below(bands.size() + 1)), band);
  }

  void removeBand() {
    if (!bands.empty())
      bands.erase(bands.begin() + random.below(bands.size()));
  }

  void changeTile() {
    if (bands.empty())
      return;
    unsigned index = random.below(bands.size());
    StringAttr dim = pickDim();
    setBand(index, withSize(bands[index].getTile(), dim, tileSize(dim)), bands[index].getOrder(),
            bands[index].getStages());
    // A cut sum needs a place for its parts.
    for (kernel::Computation op : nest.computations())
      if (llvm::is_contained(reducedDims(op), dim.getValue()) && random.chance(70))
        stageAt(index, op->getResult(0), How::Packed, emptyTile());
  }

  void dropTile() {
    if (bands.empty())
      return;
    unsigned index = random.below(bands.size());
    StringAttr dim = pickDim();
    auto order = llvm::to_vector(llvm::make_filter_range(bands[index].getOrder(), [&](StringAttr s) { return s != dim; }));
    setBand(index, without(bands[index].getTile(), dim), order, bands[index].getStages());
  }

  void changeOrder() {
    if (bands.empty())
      return;
    unsigned index = random.below(bands.size());
    SmallVector<StringAttr> order(bands[index].getTile().getDims());
    random.shuffle(order);
    setBand(index, bands[index].getTile(), order, bands[index].getStages());
  }

  /// Keeps `value` at band `index`, in place of an earlier stage of it there.
  void stageAt(unsigned index, Value value, How how, TileAttr block) {
    SmallVector<StringAttr> outer;
    for (StringRef dim : nest.dims(value)) {
      if (dim.empty())
        return;
      outer.push_back(word(dim));
    }
    if (random.chance(30))
      random.shuffle(outer);
    std::string name = nest.name(value);
    SmallVector<StageAttr> stages = llvm::to_vector(llvm::make_filter_range(
        bands[index].getStages(), [&](StageAttr stage) { return stage.getOperand().getValue() != name; }));
    auto layout = make<LayoutAttr>(ArrayRef<StringAttr>(outer), block, int64_t(0), int64_t(0), int64_t(0));
    if (!layout)
      return;
    stages.push_back(StageAttr::get(builder.getContext(), word(name), how, layout, 1, Type()));
    setBand(index, bands[index].getTile(), bands[index].getOrder(), stages);
  }

  void addStage() {
    SmallVector<Value> values(kernel.getBody().getArguments());
    for (kernel::Computation op : nest.computations())
      values.push_back(op->getResult(0));
    if (bands.empty())
      return;
    Value value = values[random.below(values.size())];
    bool isArgument = isa<BlockArgument>(value);
    bool isWeight = isArgument && kernel.getArgAttr(cast<BlockArgument>(value).getArgNumber(), kernel::kWeightAttr);
    TileAttr block = emptyTile();
    for (StringRef dim : nest.dims(value))
      if (isArgument && !dim.empty() && granule(dim) > 1 && random.chance(80))
        block = withSize(block, dim, granule(dim));
    stageAt(random.below(bands.size()), value, isWeight && random.chance(40) ? How::Prepacked : How::Packed, block);
  }

  void removeStage() {
    if (bands.empty())
      return;
    unsigned index = random.below(bands.size());
    SmallVector<StageAttr> stages(bands[index].getStages());
    if (!stages.empty())
      stages.erase(stages.begin() + random.below(stages.size()));
    setBand(index, bands[index].getTile(), bands[index].getOrder(), stages);
  }

  /// Replaces one stage by what `change` makes of it; null, which a verifier may give, leaves it.
  void changeStage(llvm::function_ref<StageAttr(StageAttr)> change) {
    if (bands.empty())
      return;
    unsigned index = random.below(bands.size());
    SmallVector<StageAttr> stages(bands[index].getStages());
    if (stages.empty())
      return;
    StageAttr &stage = stages[random.below(stages.size())];
    if (StageAttr changed = change(stage))
      stage = changed;
    setBand(index, bands[index].getTile(), bands[index].getOrder(), stages);
  }

  void changeAhead() {
    changeStage([&](StageAttr stage) {
      return make<StageAttr>(stage.getOperand(), stage.getHow(), stage.getLayout(), stage.getBuffers(), stage.getType(),
                             1 - stage.getAhead());
    });
  }

  /// Gives a stage a wider type, or takes it away.
  void widenStage() {
    changeStage([&](StageAttr stage) {
      Type type = random.pick<Type>(
          {builder.getF32Type(), builder.getF64Type(), builder.getIntegerType(16), builder.getIntegerType(32), Type()});
      return make<StageAttr>(stage.getOperand(), stage.getHow(), stage.getLayout(), stage.getBuffers(), type,
                             stage.getAhead());
    });
  }

  void changePlace() {
    std::vector<std::string> places = {kRegisters.str(), kRoot.str(), kStep.str(), kSums.str()};
    for (BandAttr band : bands)
      places.push_back(band.getName().str());
    for (ComputationAttr &inner : computations)
      if (inner.getAttach() && random.chance(50))
        setComputation(inner, [&](Fields &fields) { fields.attach = word(random.pick(places)); });
  }

  void dropInstruction() {
    for (ComputationAttr &inner : computations)
      setComputation(inner, [](Fields &fields) { fields.instruction = StringAttr(); });
  }

  Random &random;
  kernel::KernelOp kernel;
  const device::Device &device;
  Builder builder;
  SmallVector<BandAttr> bands;
  SmallVector<ComputationAttr> computations;
  Nest nest;
};
} // namespace

TreeAttr fuzz::randomSchedule(Random &random, kernel::KernelOp kernel, const device::Device &device, TreeAttr start,
                              int64_t mostChanges) {
  TreeAttr tree = start;
  int64_t changes = 0;
  // Verifiers explain why they refuse a step; nobody asked.
  ScopedDiagnosticHandler quiet(kernel.getContext(), [](Diagnostic &) { return success(); });
  for (int64_t left = 5 + random.below(30); left > 0; --left) {
    Draft draft(random, kernel, device, tree);
    draft.step();
    TreeAttr next = draft.finish();
    bool isChange = next && next != tree && !firstViolation(kernel, device, next) &&
                    !tile::whyNotRealisable(kernel, next, &device);
    if (isChange && changes++ < mostChanges)
      tree = next;
  }
  return tree;
}
