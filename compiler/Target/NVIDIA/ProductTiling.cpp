// See ProductTiling.h. One question, one small function; the first that has no answer says why.
#include "compiler/Target/NVIDIA/ProductTiling.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using namespace aicc::schedule;
using kernel::Computation;

using Reason = std::optional<std::string>;

int64_t ProductTiling::blocks() const {
  int64_t count = 1;
  for (const GridDim &dim : grid)
    count *= dim.tiles;
  return count;
}

unsigned ProductTiling::factorOf(Computation op, bool isRows) const {
  for (auto [index, factor] : llvm::enumerate(factors))
    if (factor.isRows == isRows && llvm::is_contained(op->getOperands(), factor.tensor))
      return index;
  llvm_unreachable("each contraction's factors are staged");
}

namespace {
/// The three bands, by their depth in the nest.
struct Bands {
  int grid = -1, shared = -1, units = -1;
};

class Reader {
public:
  Reader(const Nest &nest, ProductTiling &tiling) : nest(nest), tiling(tiling) {}

  Reason read() {
    for (auto step : {&Reader::readBands, &Reader::readContractions, &Reader::readDims, &Reader::readTiles,
                      &Reader::readDepth, &Reader::readBatch, &Reader::readFactors, &Reader::readEpilogue})
      if (Reason reason = (this->*step)())
        return reason;
    return std::nullopt;
  }

private:
  Reason readBands() {
    const Bands found = {0, 1, 2};
    bool hasUnits = nest.bands().size() == 3 && (isOver(2, "warp") || isOver(2, "thread"));
    if (!hasUnits || !isOver(0, "cta") || nest.bands()[1].getParallel())
      return std::string("its bands are not those of CTAs, of shared memory and of warps or threads");
    bands = found;
    return std::nullopt;
  }

  bool isOver(unsigned band, StringRef resource) {
    StringAttr parallel = nest.bands()[band].getParallel();
    return parallel && parallel.getValue() == resource;
  }

  Reason readContractions() {
    for (Computation op : nest.computations())
      if (ComputationAttr inner = nest.inner(op); inner && !inner.getAttach())
        tiling.contractions.push_back(op);
    if (tiling.contractions.empty())
      return std::string("nothing runs on the register tiles of its warps");
    for (Computation op : tiling.contractions) {
      const device::Instruction *instruction = nest.instruction(op);
      if (op.getKind() != kernel::Kind::Contract || !instruction)
        return op.getLabel().str() + " is no contraction that an instruction computes";
      if ((instruction->kind == device::InstructionKind::Matrix) != isOver(bands.units, "warp"))
        return op.getLabel().str() + " is computed by " + instruction->name + ", which runs on other units than the band's";
      if (instruction->kind == device::InstructionKind::Vector && instruction->acc != "f32")
        return op.getLabel().str() + " is computed by threads in another type than f32";
      if (op != tiling.contractions.front() && !areSiblings(op, tiling.contractions.front()))
        return op.getLabel().str() + " and " + tiling.contractions.front().getLabel().str() + " do not share their loops";
      if (nest.inner(op).getUnroll() != 1 || nest.inner(op).getPrefetch())
        return op.getLabel().str() + " asks for an unrolling or a prefetch, which a slice decides";
      if (nest.inner(op) && (nest.instruction(op)->name != nest.instruction(tiling.contractions.front())->name ||
                             nest.inner(op).getSwap() != nest.inner(tiling.contractions.front()).getSwap()))
        return std::string("siblings have different instructions");
    }
    tiling.instruction = *nest.instruction(first());
    return std::nullopt;
  }

  Computation first() const { return tiling.contractions.front(); }

  Reason readDims() {
    ContractionDims dims = contractionDims(first());
    if (dims.rows.size() > 1 || dims.columns.size() > 1 || dims.reduced.size() != 1)
      return "the contraction " + first().getLabel().str() + " has several rows, columns or reduced dimensions";
    isSwapped = nest.inner(first()).getSwap();
    kernelRows = dims.rows.empty() ? StringRef() : dims.rows.front();
    kernelColumns = dims.columns.empty() ? StringRef() : dims.columns.front();
    tiling.rows.name = isSwapped ? kernelColumns : kernelRows;
    tiling.columns.name = isSwapped ? kernelRows : kernelColumns;
    tiling.rows.granule = tiling.instruction.m;
    tiling.columns.granule = tiling.instruction.n;
    tiling.depthName = dims.reduced.front();
    batchDims = dims.batch;
    return std::nullopt;
  }

  Reason readTiles() {
    for (TiledDim *dim : {&tiling.rows, &tiling.columns})
      if (Reason reason = readSide(*dim))
        return reason;
    BandAttr grid = nest.bands()[bands.grid];
    tiling.raster = grid.getRaster();
    tiling.workers = grid.getWorkers();
    return std::nullopt;
  }

  Reason readSide(TiledDim &dim) {
    if (dim.name.empty()) {
      dim.blockTile = dim.unitTile = dim.granule;
      return std::nullopt;
    }
    dim.extent = nest.extent(kRootDepth, dim.name);
    int64_t block = nest.extent(bands.grid, dim.name), warp = nest.extent(bands.units, dim.name);
    if (nest.cuts(bands.shared, dim.name))
      return "band " + nest.bands()[bands.shared].getName().str() + " cuts " + dim.name.str();
    for (Computation op : tiling.contractions)
      if (nest.registerExtent(op, dim.name) != warp)
        return "the register tile of " + op.getLabel().str() + " is not the whole tile of its unit";
    if (block % warp)
      return "the tiles of units do not divide " + dim.name.str() + " of a CTA";
    if (block < dim.extent && warp % dim.granule)
      return "the tile of a unit holds no whole instructions along " + dim.name.str();
    dim.unitTile = llvm::alignTo(warp, dim.granule);
    dim.blockTile = dim.unitTile * (block / warp);
    return std::nullopt;
  }

  Reason readDepth() {
    StringRef name = tiling.depthName;
    tiling.depth = nest.extent(kRootDepth, name);
    tiling.splitDepth = nest.extent(bands.grid, name);
    if (nest.cuts(bands.units, name))
      return "band " + nest.bands()[bands.units].getName().str() + " cuts the reduced dimension " + name.str();
    int64_t slice = nest.extent(bands.shared, name);
    // Threads read chunks of 16 bytes along the depth.
    tiling.depthGranule = tiling.isMatrix() ? tiling.instruction.k : 16 / narrowestBytes();
    tiling.sliceDepth = llvm::alignTo(slice, tiling.depthGranule);
    if (slice < tiling.splitDepth && slice % tiling.depthGranule)
      return "a slice of " + name.str() + " is no multiple of " + std::to_string(tiling.depthGranule);
    if (tiling.splits() > 1 && tiling.splitDepth % slice)
      return "the slices do not divide the part of " + name.str() + " that a CTA sums";
    return std::nullopt;
  }

  int64_t narrowestBytes() {
    int64_t bytes = 16;
    for (Computation op : tiling.contractions)
      for (Value operand : op->getOperands())
        bytes = std::min<int64_t>(bytes, cast<ShapedType>(operand.getType()).getElementTypeBitWidth() / 8);
    return std::max<int64_t>(bytes, 1);
  }

  Reason readBatch() {
    for (StringRef name : batchDims) {
      int64_t extent = nest.extent(kRootDepth, name);
      if (nest.extent(bands.grid, name) != 1)
        return "a CTA has several of the outer dimension " + name.str();
      tiling.batch.push_back({name, extent});
    }
    return readGrid();
  }

  /// A dimension with one tile has no place in the order: groups are of the innermost one with several.
  Reason readGrid() {
    auto add = [&](StringRef name, int64_t tiles) {
      if (tiles > 1)
        tiling.grid.push_back({name, tiles});
    };
    for (auto &[name, extent] : tiling.batch)
      add(name, extent);
    for (const TiledDim *dim : {&tiling.rows, &tiling.columns})
      add(dim->name, dim->tiles());
    add(tiling.depthName, tiling.splits());
    llvm::sort(tiling.grid,
               [&](const GridDim &a, const GridDim &b) { return nest.runsInside(bands.grid, b.name, a.name); });
    return std::nullopt;
  }

  //===-- Factors ---------------------------------------------------------------------------------------------===//

  Reason readFactors() {
    for (Computation op : tiling.contractions) {
      unsigned columnOperand = contractionDims(op).columnOperand;
      for (unsigned index : {0, 1})
        if (Reason reason = readFactor(op, index, (index == columnOperand) == isSwapped))
          return reason;
      if (cast<kernel::ContractOp>(op.getOperation()).isUnsigned(0) ||
          cast<kernel::ContractOp>(op.getOperation()).isUnsigned(1))
        return op.getLabel().str() + " multiplies unsigned integers";
    }
    for (BandAttr band : nest.bands())
      for (StageAttr stage : band.getStages())
        if (Reason reason = checkStage(band, stage))
          return reason;
    return std::nullopt;
  }

  Reason readFactor(Computation op, unsigned index, bool isRows) {
    Value tensor = op->getOperand(index);
    if (llvm::any_of(tiling.factors, [&](const StagedFactor &known) { return known.tensor == tensor && known.isRows == isRows; }))
      return std::nullopt;
    SmallVector<Staged> stages = nest.stages(tensor);
    if (stages.size() != 1 || stages.front().band != bands.shared || !stages.front().stage.getLayout())
      return nest.name(tensor) + " is not staged once, in shared memory";
    if (!op.getAccess(index).isProjectedPermutation())
      return op.getLabel().str() + " reads " + nest.name(tensor) + " by other indices than its dimensions";
    StageAttr stage = stages.front().stage;
    LayoutAttr layout = stage.getLayout();
    StagedFactor factor = {tensor, op, index, isRows, layout.getOuter().back().getValue() == tiling.depthName,
                           stage.getHow() == How::Async, layout.getSwizzle()};
    tiling.factors.push_back(factor);
    if (factor.isAsync && tiling.buffers > 1 && tiling.buffers != stage.getBuffers())
      return std::string("the factors have different numbers of buffers");
    if (factor.isAsync)
      tiling.buffers = stage.getBuffers();
    if (!isa<FloatType>(getElementTypeOrSelf(tensor.getType())) && !tiling.isMatrix())
      return nest.name(tensor) + " is of integers, which threads do not multiply from shared memory";
    if (tiling.isMatrix() && !factor.isDepthInner && cast<ShapedType>(tensor.getType()).getElementTypeBitWidth() != 16)
      return nest.name(tensor) + " is staged with " + tiling.depthName.str() +
             " outside, which matrix instructions read of 16-bit elements alone";
    return std::nullopt;
  }

  /// Every field of a stage has an effect or is refused.
  Reason checkStage(BandAttr band, StageAttr stage) {
    bool isSum = llvm::any_of(tiling.contractions, [&](Computation op) { return op.getLabel() == stage.getOperand(); });
    bool isFactor = llvm::any_of(tiling.factors,
                                 [&](const StagedFactor &f) { return nest.name(f.tensor) == stage.getOperand(); });
    if (isSum && band == nest.bands()[bands.grid] && tiling.splits() > 1)
      return std::nullopt;
    if (!isFactor || (stage.getHow() != How::Async && stage.getHow() != How::Packed))
      return "the stage of " + stage.getOperand().str() + " in band " + band.getName().str() + " is not one of a factor";
    if (!stage.getLayout().getBlock().getDims().empty())
      return "the layout of " + stage.getOperand().str() + " has blocks";
    if (stage.getAhead())
      return "the stage of " + stage.getOperand().str() + " asks ahead";
    if (stage.getType() && stage.getType() != getElementTypeOrSelf(nest.value(stage.getOperand()).getType()))
      return "the stage of " + stage.getOperand().str() + " has elements of another type";
    return std::nullopt;
  }

  //===-- What runs on the sums -------------------------------------------------------------------------------===//

  Reason readEpilogue() {
    for (Computation op : nest.computations()) {
      if (llvm::is_contained(tiling.contractions, op))
        continue;
      if (nest.place(op) == kRootDepth) {
        ComputationAttr inner = nest.inner(op);
        if (inner && llvm::any_of(inner.getRegisters().getSizes(), [](int64_t size) { return size != 1; }))
          return "the register tile of " + op.getLabel().str() + ", which is attached to root, has several points";
        continue;
      }
      if (Reason reason = checkMap(op))
        return reason;
      tiling.epilogue.push_back(op);
    }
    return std::nullopt;
  }

  Reason checkMap(Computation op) {
    if (op.getKind() != kernel::Kind::Map || nest.place(op) != nest.registersDepth())
      return op.getLabel().str() + " is not a map on the register tile";
    if (tiling.splits() > 1)
      return op.getLabel().str() + " runs on parts of sums";
    bool readsSums = false;
    for (auto [index, operand] : llvm::enumerate(op->getOperands())) {
      auto maker = operand.getDefiningOp<Computation>();
      bool isInside = maker && (llvm::is_contained(tiling.contractions, maker) || llvm::is_contained(tiling.epilogue, maker));
      if (isInside && !readsWhatIsThere(op, index, maker))
        return op.getLabel().str() + " reads " + nest.name(operand) + " elsewhere than where it is computed";
      readsSums |= isInside;
    }
    if (!readsSums)
      return op.getLabel().str() + " reads no sums; expected it at root";
    return std::nullopt;
  }

  /// True where `op` reads at its point what `maker` made at the same point.
  bool readsWhatIsThere(Computation op, unsigned index, Computation maker) {
    SmallVector<StringRef> made = maker.getDimNames(), read = op.getDimNames();
    for (auto [to, from] : llvm::zip(maker.getResultAccess().getResults(), op.getAccess(index).getResults())) {
      auto madeDim = dyn_cast<AffineDimExpr>(to), readDim = dyn_cast<AffineDimExpr>(from);
      if (bool(madeDim) != bool(readDim) || (madeDim && made[madeDim.getPosition()] != read[readDim.getPosition()]))
        return false;
    }
    return true;
  }

  const Nest &nest;
  ProductTiling &tiling;
  Bands bands;
  bool isSwapped = false;
  StringRef kernelRows, kernelColumns;
  SmallVector<StringRef> batchDims;
};
} // namespace

Reason nvidia::readProductTiling(const Nest &nest, ProductTiling &tiling) { return Reader(nest, tiling).read(); }
