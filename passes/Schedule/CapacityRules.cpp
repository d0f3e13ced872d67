// Rules about what fits: scratchpads and registers. Caches are only a cost and have no rule.
#include "dialects/Kernel/CodeTables.h"
#include "passes/Schedule/Rules.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;

//===-- Scratchpads ---------------------------------------------------------------------------------------------===//

/// Visits every buffer that a stage asks for in a scratchpad. Stages of a parallel band lie in the level around it.
static Finding eachScratchpadBuffer(const Nest &nest,
                                    llvm::function_ref<Finding(const device::MemoryLevel &, const Staged &)> visit) {
  for (auto [depth, band] : llvm::enumerate(nest.bands())) {
    const device::MemoryLevel *level = nest.levelOf(depth);
    if (!level || level->kind != device::MemoryKind::Scratchpad)
      continue;
    for (StageAttr stage : band.getStages())
      if (stage.getHow() != How::InPlace)
        if (Finding finding = visit(*level, {int(depth), stage}))
          return finding;
  }
  return std::nullopt;
}

Finding aicc::schedule::scratchpadsHoldStages(const Nest &nest) {
  llvm::StringMap<int64_t> bytes;
  return eachScratchpadBuffer(nest, [&](const device::MemoryLevel &level, const Staged &staged) -> Finding {
    int64_t copies = nest.bands()[staged.band].getParallel() ? nest.tasks(staged.band) : 1;
    int64_t &total = bytes[level.name];
    total += copies * staged.stage.getBuffers() * nest.bufferBytes(staged);
    if (!level.capacity || total <= *level.capacity)
      return std::nullopt;
    return Violation{say("at most ", *level.capacity, " bytes staged in \"", level.name, "\""),
                     say(total, " with ", staged.stage.getBuffers(), " buffers of ", staged.stage.getOperand())};
  });
}

Finding aicc::schedule::scratchpadRunsAreAligned(const Nest &nest) {
  return eachScratchpadBuffer(nest, [&](const device::MemoryLevel &level, const Staged &staged) -> Finding {
    int64_t run = nest.contiguousBytes(staged);
    if (!level.line || run % *level.line == 0)
      return std::nullopt;
    return Violation{say("runs of ", staged.stage.getOperand(), " that are multiples of ", *level.line, " bytes in \"",
                         level.name, "\""),
                     say(run, " bytes")};
  });
}

//===-- Registers -----------------------------------------------------------------------------------------------===//

namespace {
/// Registers of one kind that a contraction's register tile occupies: sums, and one step of each operand.
struct TileRegisters {
  int64_t sums, rows, columns;
};
} // namespace

/// Lanes that share the tile of the innermost parallel band: 32 in a warp, 1 where a thread is a unit of its own.
static int64_t lanesInStep(const Nest &nest) {
  int64_t lanes = 1;
  for (BandAttr band : nest.bands())
    if (band.getParallel())
      lanes *= nest.getDevice().resource(band.getParallel())->width.value_or(1);
  return lanes;
}

/// Units of the parallel bands that lie within units of other bands, all of which share one register file.
static int64_t unitsInside(const Nest &nest) {
  int64_t units = 1;
  for (auto [depth, band] : llvm::enumerate(nest.bands()))
    if (band.getParallel() && nest.mapsTo(nest.getDevice().resource(band.getParallel())->within))
      units *= nest.tasks(depth);
  return units;
}

static int64_t bitWidth(Value value) { return cast<ShapedType>(value.getType()).getElementTypeBitWidth(); }

/// True where `op` keeps its sums in registers while a band goes from block to block of them.
static bool sumsStayInRegisters(const Nest &nest, Computation op) {
  if (!nest.stages(op->getResult(0)).empty() || nest.place(op) != nest.registersDepth())
    return false;
  return llvm::any_of(reducedDims(op), [&](StringRef dim) { return nest.outermostCut(dim).has_value(); });
}

/// What lives while `op` runs: its own registers, the sums and columns of its siblings in the same register loop, and the
/// sums of others that stay in registers between blocks.
static TileRegisters liveRegisters(const Nest &nest, Computation op,
                                   llvm::function_ref<TileRegisters(Computation)> count) {
  TileRegisters live = count(op);
  for (Computation other : nest.computations()) {
    if (other == op || other.getKind() != kernel::Kind::Contract)
      continue;
    bool isSibling = areSiblings(other, op);
    TileRegisters its = count(other);
    live.sums += isSibling || sumsStayInRegisters(nest, other) ? its.sums : 0;
    live.columns += isSibling ? its.columns : 0;
  }
  return live;
}

/// Each contraction, with the registers that `count` gives it, must stay within `available`.
static Finding eachTileFits(const Nest &nest, int64_t available, StringRef what,
                            llvm::function_ref<TileRegisters(Computation)> count) {
  for (Computation op : nest.computations()) {
    if (op.getKind() != kernel::Kind::Contract)
      continue;
    TileRegisters live = liveRegisters(nest, op, count);
    int64_t total = live.sums + live.rows + live.columns;
    if (total > available)
      return Violation{say("at most ", available, " ", what, " for the register tile of ", quoted(op)),
                       say(total, ": ", live.sums, " sums, ", live.columns, " of columns, ", live.rows, " of rows")};
  }
  return std::nullopt;
}

/// The map by whose numbers of codes `op` multiplies, and whose scales are applied to its sums; null where there is none.
static Computation scaledMap(const Nest &nest, Computation op) {
  for (Value operand : op->getOperands())
    if (auto maker = operand.getDefiningOp<Computation>(); maker && isOnSums(nest.inner(maker)))
      return maker;
  return {};
}

/// Moves the dimension along which lanes run, where both operands of `op` have it, from the batch to the columns.
static void countLanesAsColumns(Computation op, ContractionDims &dims) {
  AffineMap result = op.getResultAccess();
  auto last = dyn_cast_if_present<AffineDimExpr>(result.getNumResults() ? result.getResults().back() : AffineExpr());
  StringRef lanes = last ? op.getDimNames()[last.getPosition()] : StringRef();
  if (!llvm::is_contained(dims.batch, lanes))
    return;
  llvm::erase(dims.batch, lanes);
  dims.columns.push_back(lanes);
}

/// Vector registers: a sum a row and a vector of columns, one step's columns, one broadcast element
/// of the rows.
static Finding vectorRegistersHoldTiles(const Nest &nest, const device::RegisterFile &file) {
  return eachTileFits(nest, *file.count - 1, "vector registers", [&](Computation op) -> TileRegisters {
    ContractionDims dims = contractionDims(op);
    countLanesAsColumns(op, dims);
    int64_t lanes = file.bits / bitWidth(op->getResult(0));
    int64_t vectors = llvm::divideCeil(nest.registerPoints(op, dims.columns), lanes);
    int64_t rows = nest.registerPoints(op, dims.rows) * nest.registerPoints(op, dims.batch);
    Computation scaled = scaledMap(nest, op);
    if (!scaled)
      return {rows * vectors, 1, vectors};
    // Sums of an iteration, beside the table of the codes' numbers. The sums of all groups are added to once an
    // iteration, and those for which no register is left are loaded and stored then. Where scaling adds, each row is
    // summed up too, by ones.
    bool adds = kernel::linearBody(scaled)->adds();
    return {rows * vectors + (adds ? rows : 0), 1, vectors + 1 + adds};
  });
}

/// Addresses, loop counters and predicates of one lane; what the tile may use is the rest.
static constexpr int64_t kLaneOverhead = 24;

/// Registers of a lane: sums and fragments are spread evenly over the lanes of a warp.
static Finding laneRegistersHoldTiles(const Nest &nest, const device::RegisterFile &file, int64_t lanes) {
  int64_t most = std::min(*file.count, *file.unitCount / (unitsInside(nest) * lanes));
  return eachTileFits(nest, most - kLaneOverhead, "registers a lane", [&](Computation op) -> TileRegisters {
    ContractionDims dims = contractionDims(op);
    auto spread = [&](int64_t points, Value value) -> int64_t {
      return llvm::divideCeil(points * bitWidth(value), lanes * file.bits);
    };
    const device::Instruction *instruction = nest.instruction(op);
    // A matrix instruction computes its whole shape where there are fewer rows or columns.
    bool isMatrix = instruction && instruction->kind == device::InstructionKind::Matrix;
    bool isSwapped = nest.inner(op) && nest.inner(op).getSwap();
    int64_t m = isMatrix ? instruction->m : 1, n = isMatrix ? instruction->nMultiple.value_or(instruction->n) : 1;
    int64_t rows = llvm::alignTo(nest.registerPoints(op, dims.rows), isSwapped ? n : m) *
                   nest.registerPoints(op, dims.batch);
    int64_t columns = llvm::alignTo(nest.registerPoints(op, dims.columns), isSwapped ? m : n);
    int64_t depth = instruction ? instruction->k : 1;
    return {spread(rows * columns, op->getResult(0)), spread(rows * depth, op->getOperand(1 - dims.columnOperand)),
            spread(columns * depth, op->getOperand(dims.columnOperand))};
  });
}

/// True where no contraction runs on registers apart from the vector file, as matrix instructions of CPUs do.
static bool usesVectors(const Nest &nest) {
  return llvm::all_of(nest.computations(), [&](Computation op) {
    const device::Instruction *instruction = nest.instruction(op);
    return !instruction || instruction->kind == device::InstructionKind::Vector;
  });
}

Finding aicc::schedule::registersHoldTiles(const Nest &nest) {
  const std::optional<device::RegisterFile> &file = nest.getDevice().registers;
  if (!file || !file->count)
    return std::nullopt;
  if (file->unitCount)
    return laneRegistersHoldTiles(nest, *file, lanesInStep(nest));
  return usesVectors(nest) ? vectorRegistersHoldTiles(nest, *file) : std::nullopt;
}
