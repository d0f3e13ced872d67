// See GemmTiles.h.
#include "compiler/Target/NVIDIA/GemmTiles.h"
#include "compiler/Target/ScheduleWriter.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::Kind;
using target::ScheduleWriter;
using target::Sizes;

int64_t nvidia::sharedBytes(const GemmProblem &problem, const GemmTiles &tiles) {
  int64_t rows = tiles.ctaRows * problem.a.bytes * int64_t(problem.a.tensors.size());
  int64_t columns = tiles.ctaColumns * problem.b.bytes * int64_t(problem.b.tensors.size());
  return tiles.stages * tiles.sliceDepth * (rows + columns);
}

//===-- From numbers to a tree
//----------------------------------------------------------------------------------===//

namespace {
class TreeWriter {
public:
  TreeWriter(const GemmProblem &problem, const GemmTiles &tiles)
      : problem(problem), tiles(tiles), kernel(cast<kernel::KernelOp>(problem.anchors.front()->getParentOp())),
        writer(kernel.getContext()) {}

  TreeAttr write() {
    writeGrid();
    writeShared();
    bool isMatrix = problem.isMatrix();
    writer.parallelBand("units", isMatrix ? "warp" : "thread", plane(tiles.unitRows, tiles.unitColumns));
    bool isBehind = false;
    for (Computation op : kernel.getComputations()) {
      bool isAnchor = llvm::is_contained(problem.anchors, op);
      isBehind |= isAnchor;
      if (isAnchor)
        writeAnchor(op);
      else
        writeMap(op, isBehind && !tiles.splitDepth);
    }
    return writer.finish();
  }

private:
  Sizes plane(int64_t rows, int64_t columns) {
    Sizes sizes;
    if (!problem.m.empty())
      sizes.push_back({problem.m, rows});
    sizes.push_back({problem.n, columns});
    return sizes;
  }

  void writeGrid() {
    Sizes sizes;
    for (StringRef dim : problem.outer)
      sizes.push_back({dim, 1});
    llvm::append_range(sizes, plane(tiles.ctaRows, tiles.ctaColumns));
    SmallVector<StageAttr> parts;
    if (tiles.splitDepth) {
      sizes.push_back({problem.k, tiles.splitDepth});
      for (Computation op : problem.anchors)
        parts.push_back(writer.stage(op.getLabel(), How::Packed, writer.layout(resultOrder(op), {}),
                                     getElementTypeOrSelf(op->getResult(0).getType())));
    }
    SmallVector<StringRef> order = {problem.n};
    if (!problem.m.empty())
      order.push_back(problem.m);
    writer.parallelBand("grid", "cta", sizes, order, parts, tiles.raster, tiles.workers);
  }

  SmallVector<StringRef> resultOrder(Computation op) {
    SmallVector<StringRef> names = op.getDimNames(), order;
    for (AffineExpr expr : op.getResultAccess().getResults())
      order.push_back(names[cast<AffineDimExpr>(expr).getPosition()]);
    return order;
  }

  void writeShared() {
    SmallVector<StageAttr> stages;
    for (const Factor *factor : {&problem.a, &problem.b})
      for (Value tensor : factor->tensors)
        stages.push_back(stage(*factor, tensor));
    bool isCut = tiles.sliceDepth < (tiles.splitDepth ? tiles.splitDepth : problem.depth);
    writer.band("shared", isCut ? Sizes{{problem.k, tiles.sliceDepth}} : Sizes(), {}, stages);
  }

  StageAttr stage(const Factor &factor, Value tensor) {
    std::string name;
    if (auto argument = dyn_cast<BlockArgument>(tensor))
      name = kernel::operandName(argument.getArgNumber());
    else
      name = tensor.getDefiningOp<Computation>().getLabel().str();
    LayoutAttr layout = writer.swizzled(factor.dims, swizzle(factor));
    bool isAsync = tiles.stages > 1 && factor.isAsync;
    return isAsync ? writer.asyncStage(name, layout, tiles.stages) : writer.stage(name, How::Packed, layout);
  }

  /// The longest run of chunks that whole rows fill. Neighbouring lanes of their own read neighbouring rows at one depth, as
  /// matrices do; where rows lie along the side, they read neighbouring words.
  int64_t swizzle(const Factor &factor) {
    StringRef inner = factor.dims.back();
    if (!problem.isMatrix() && inner != problem.k)
      return 0;
    int64_t extent = inner == problem.k ? tiles.sliceDepth : inner == problem.n ? tiles.ctaColumns : tiles.ctaRows;
    int64_t row = extent * factor.bytes, size = 128;
    while (size > 16 && row % size)
      size /= 2;
    return size > 16 ? size : 0;
  }

  void writeAnchor(Computation op) {
    Sizes registers;
    for (StringRef dim : problem.outer)
      registers.push_back({dim, 1});
    llvm::append_range(registers, plane(tiles.unitRows, tiles.unitColumns));
    registers.push_back({problem.k, std::min(problem.depth, problem.instruction->k)});
    writer.computation(op.getLabel(), registers, 1, problem.instruction->name, "", tiles.isSwapped);
  }

  /// Behind the contraction a map has the part of the unit's tile that it iterates over; elsewhere
  /// one point a lane.
  void writeMap(Computation op, bool isOnRegisters) {
    Sizes sizes;
    for (StringRef dim : op.getDimNames()) {
      int64_t size = dim == problem.m ? tiles.unitRows : dim == problem.n ? tiles.unitColumns : 1;
      sizes.push_back({dim, isOnRegisters ? size : 1});
    }
    writer.computation(op.getLabel(), sizes, 1, "", isOnRegisters ? kRegisters : kRoot);
  }

  const GemmProblem &problem;
  const GemmTiles &tiles;
  kernel::KernelOp kernel;
  ScheduleWriter writer;
};
} // namespace

TreeAttr nvidia::writeSchedule(const GemmProblem &problem, const GemmTiles &tiles) {
  return TreeWriter(problem, tiles).write();
}

//===-- From a tree to numbers
//----------------------------------------------------------------------------------===//

/// The buffers that `shared` keeps of each factor.
static int64_t buffersOf(BandAttr shared) {
  int64_t buffers = 1;
  for (StageAttr stage : shared.getStages())
    buffers = std::max(buffers, stage.getBuffers());
  return buffers;
}

std::optional<GemmTiles> nvidia::readSchedule(const GemmProblem &problem, TreeAttr schedule) {
  Computation first = problem.anchors.front();
  ComputationAttr inner = schedule.computation(first.getLabel());
  BandAttr grid, shared, units;
  for (BandAttr band : schedule.getBands()) {
    StringRef resource = band.getParallel() ? band.getParallel().getValue() : StringRef();
    BandAttr &slot = resource == "cta" ? grid : resource.empty() ? shared : units;
    if (slot || (resource.empty() && band.getName() != "shared"))
      return std::nullopt;
    slot = band;
  }
  if (!grid || !shared || !units || !inner)
    return std::nullopt;
  GemmTiles tiles;
  tiles.ctaRows = grid.getTile().lookup(problem.m, problem.rows);
  tiles.ctaColumns = grid.getTile().lookup(problem.n, problem.columns);
  tiles.splitDepth = grid.getTile().lookup(problem.k, 0);
  tiles.sliceDepth = shared.getTile().lookup(problem.k, tiles.splitDepth ? tiles.splitDepth : problem.depth);
  tiles.unitRows = units.getTile().lookup(problem.m, tiles.ctaRows);
  tiles.unitColumns = units.getTile().lookup(problem.n, tiles.ctaColumns);
  tiles.stages = buffersOf(shared);
  tiles.raster = grid.getRaster();
  tiles.workers = grid.getWorkers();
  tiles.isSwapped = inner.getSwap();
  return tiles;
}
