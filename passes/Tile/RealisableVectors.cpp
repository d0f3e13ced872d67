// What registers and instructions can do; see RealisableRules.h.
#include "passes/Tile/DotProduct.h"
#include "passes/Tile/Places.h"
#include "passes/Tile/RealisableRules.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using namespace aicc::tile;
using kernel::Computation;
using kernel::KernelOp;
using tile::rules::Reason;

/// Points of a register tile, at most, and vectors: eight for each of 32 registers. A map of four vectors is as fast on Zen 5
/// as one of any number, sums of more are slower, and 256 of a map with `tanh` and `exp` take 0.9 s to compile, 1024 11 s.
constexpr int64_t kMostPoints = 4096, kMostVectors = 256;

Reason rules::registerTiles(KernelOp kernel, TreeAttr schedule) {
  for (Computation op : kernel.getComputations()) {
    if (!schedule.computation(op.getLabel()))
      continue;
    TileAttr registers = schedule.computation(op.getLabel()).getRegisters();
    SmallVector<StringRef> dims = op.getDimNames();
    int64_t points = 1;
    for (unsigned dim = 0; dim < dims.size(); ++dim) {
      int64_t extent = kernel.getDim(dims[dim]).getMax();
      if (!op.isReduced(dim))
        points *= std::min(extent, registers.lookup(dims[dim], extent));
      if (kernel.getDim(dims[dim]).isSymbol())
        return "dimension " + dims[dim].str() + " has no constant extent";
    }
    if (points > kMostPoints)
      return "the register tile of " + op.getLabel().str() + " has " + std::to_string(points) +
             " points; expected at most " + std::to_string(kMostPoints) + ", which are unrolled";
  }
  return std::nullopt;
}

static bool isReducedAlongLanes(Computation op, TileAttr registers, int64_t lanes) {
  SmallVector<StringRef> dims = op.getDimNames();
  for (unsigned dim = 0; dim < dims.size(); ++dim)
    if (op.isReduced(dim) && registers.lookup(dims[dim], 1) % lanes == 0)
      return true;
  return false;
}

/// Lanes of the vectors in which the result of `op` is computed.
static int64_t lanesOfResult(Computation op, int64_t vectorBits) {
  Type element = cast<RankedTensorType>(op->getResult(0).getType()).getElementType();
  return std::max<int64_t>(1, vectorBits / kernel::widestBits(element, op.getBodyOrNull()));
}

/// Vectors of the register tile of `op`: of neighbours in the result, or one for each of its points where lanes run
/// along a reduction.
static int64_t vectorsOf(KernelOp kernel, Computation op, TreeAttr schedule, int64_t lanes) {
  TileAttr registers = schedule.computation(op.getLabel()).getRegisters();
  bool isAlongLanes = isReducedAlongLanes(op, registers, lanes);
  SmallVector<StringRef> names = op.getDimNames();
  int64_t vectors = 1, last = 1;
  for (AffineExpr expr : op.getResultAccess().getResults()) {
    StringRef dim = names[cast<AffineDimExpr>(expr).getPosition()];
    vectors *= last;
    last = registers.lookup(dim, mostAt(kernel, schedule, depthOf(op, schedule), dim));
  }
  return vectors * llvm::divideCeil(last, isAlongLanes ? 1 : lanes);
}

Reason rules::unrolledVectors(KernelOp kernel, TreeAttr schedule, int64_t vectorBits) {
  for (Computation op : kernel.getComputations()) {
    if (!schedule.computation(op.getLabel()))
      continue;
    if (int64_t vectors = vectorsOf(kernel, op, schedule, lanesOfResult(op, vectorBits)); vectors > kMostVectors)
      return "the register tile of " + op.getLabel().str() + " has " + std::to_string(vectors) +
             " vectors; expected at most " + std::to_string(kMostVectors) + ", which are unrolled";
  }
  return std::nullopt;
}

static bool isReadOnRegisters(Computation op, TreeAttr schedule) {
  return llvm::any_of(op->getUsers(), [&](Operation *user) {
    auto reader = dyn_cast<Computation>(user);
    ComputationAttr inner = reader ? schedule.computation(reader.getLabel()) : ComputationAttr();
    return inner && inner.getAttach() && inner.getAttach() == kRegisters;
  });
}

/// True where the register tile of `op` holds all that the band to which it is attached hands over: no loop runs over
/// its vectors, hot or not.
static bool fillsBand(KernelOp kernel, Computation op, TreeAttr schedule) {
  int depth = depthOf(op, schedule);
  if (depth < 0 || depth == int(schedule.getBands().size()))
    return false;
  SmallVector<StringRef> names = op.getDimNames();
  return llvm::all_of(op.getResultAccess().getResults(), [&](AffineExpr expr) {
    StringRef dim = names[cast<AffineDimExpr>(expr).getPosition()];
    int64_t most = mostAt(kernel, schedule, depth, dim);
    return schedule.computation(op.getLabel()).getRegisters().lookup(dim, most) >= most;
  });
}

static bool readsFromSteps(Computation op, TreeAttr schedule) {
  return llvm::any_of(op->getOperands(), [&](Value operand) {
    auto maker = operand.getDefiningOp<Computation>();
    return maker && isInSteps(schedule.computation(maker.getLabel()));
  });
}

Reason rules::filledVectors(KernelOp kernel, TreeAttr schedule, int64_t vectorBits) {
  for (Computation op : kernel.getComputations()) {
    ComputationAttr inner = schedule.computation(op.getLabel());
    ArrayRef<AffineExpr> result = op.getResultAccess().getResults();
    bool isOnTileOfOthers =
        inner && inner.getAttach() && inner.getAttach() == kRegisters && !feedsSums(kernel, op, schedule);
    if (!inner || result.empty() || isInSteps(inner) || isOnTileOfOthers)
      continue;
    int64_t lanes = lanesOfResult(op, vectorBits);
    bool isAlongLanes = isReducedAlongLanes(op, inner.getRegisters(), lanes);
    if (isAlongLanes && readsFromSteps(op, schedule))
      return op.getLabel().str() + " is reduced along the lanes, where nothing is expanded in its steps";
    if (isAlongLanes && !inner.getAttach() && isReadOnRegisters(op, schedule))
      return op.getLabel().str() + " is reduced along the lanes, so no register holds a row of its result";
    StringRef dim = op.getDimNames()[cast<AffineDimExpr>(result.back()).getPosition()];
    int64_t extent = kernel.getDim(dim).getMax();
    int64_t size = inner.getRegisters().lookup(dim, mostAt(kernel, schedule, depthOf(op, schedule), dim));
    if (size % lanes && size < extent && !isAlongLanes && !fillsBand(kernel, op, schedule))
      return "the register tile of " + op.getLabel().str() + " has " + std::to_string(size) + " of " + dim.str() +
             ", which fills no whole vectors of " + std::to_string(lanes) + " lanes";
  }
  return std::nullopt;
}

Reason rules::spelledInstructions(const device::Device &device, TreeAttr schedule) {
  for (ComputationAttr inner : schedule.getComputations()) {
    const device::Instruction *instruction =
        inner.getInstruction() ? device.instruction(inner.getInstruction()) : nullptr;
    int64_t bits = device.registers ? device.registers->bits : 64;
    if (instruction && instruction->k > 1 && !tile::dotSpelling(instruction->name, bits))
      return "instruction " + instruction->name + " of " + inner.getName().str() +
             " has no intrinsic for registers of " + std::to_string(bits) + " bits";
  }
  return std::nullopt;
}

Reason rules::shiftedRows(KernelOp kernel, TreeAttr schedule, int64_t vectorBits) {
  for (BandAttr band : schedule.getBands())
    for (StageAttr stage : band.getStages()) {
      Value columns = valueOf(kernel, stage.getOperand());
      if (!stage.getLayout() || !stage.getLayout().getShift() || !columns)
        continue;
      for (Operation *user : columns.getUsers()) {
        auto op = dyn_cast<Computation>(user);
        Type element =
            cast<RankedTensorType>(user->getResultTypes().empty() ? columns.getType() : user->getResult(0).getType())
                .getElementType();
        int64_t lanes = std::max<int64_t>(1, vectorBits / kernel::widestBits(element, nullptr));
        if (op && isReducedAlongLanes(op, schedule.computation(op.getLabel()).getRegisters(), lanes))
          return op.getLabel().str() + " is reduced along the lanes, where nothing takes back the shift of its rows";
      }
    }
  return std::nullopt;
}
