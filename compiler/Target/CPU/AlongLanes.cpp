// Default schedules of reductions along the lanes: the operand is contiguous in a reduced dimension only.
#include "compiler/Target/CPU/Proposal.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::Kind;

/// Rows that one tile of sums along the lanes serves at once; more of them read the columns once more a tile.
constexpr int64_t kRowsAlongLanes = 6;

bool Proposal::isReducedAlongLanes() {
  Computation op = parts.anchor();
  if (op.getKind() == Kind::Map || parts.contiguousReduced().empty())
    return false;
  for (unsigned number = 0; number < op->getNumOperands(); ++number)
    if (parts.isContiguous(op, number, parts.lanesDim))
      return false;
  if (op->getNumOperands() != 2)
    return true;
  if (isExpanded(parts.instruction()))
    return false;
  // A weight is packed once, so that lanes run along the result; few rows do not pay for packing another operand.
  bool isWeight = parts.isPrepackable(op->getOperand(parts.columns)) && parts.isBroadcasting();
  StringRef rows = parts.rowsDim();
  return !isWeight && (rows.empty() || extent(rows) <= kRowsAlongLanes);
}

TreeAttr Proposal::proposeHorizontal() {
  Computation op = parts.anchor();
  StringRef along = parts.contiguousReduced();
  if (along.empty() && !parts.reducedDims().empty())
    along = parts.reducedDims().back();
  const device::Instruction *with = parts.instruction(/*isAlongLanes=*/true);
  int64_t vector = parts.lanes(op) * (with ? with->k : 1);
  // A reduction too short for a vector leaves the lanes to the result.
  bool isLong = !along.empty() && extent(along) >= vector;
  if (!isLong && with && with->k > 1)
    with = nullptr;
  Sizes registers = horizontalTile(op, isLong);
  writer.parallelBand("threads", "threads", threadTile(registers));
  if (isLong)
    registers.push_back({along, vector});
  for (Computation anchor : parts.anchors)
    writer.computation(anchor.getLabel(), registers, 1, isLong && with && with->k > 1 ? StringRef(with->name) : "", "");
  return finish({}, kRoot);
}

Sizes Proposal::horizontalTile(Computation op, bool isLong) {
  Sizes registers;
  StringRef rows = op.getKind() == Kind::Contract && !parts.lanesDim.empty() ? parts.rowsDim() : StringRef();
  for (AffineExpr expr : op.getResultAccess().getResults()) {
    StringRef dim = parts.dims[cast<AffineDimExpr>(expr).getPosition()];
    int64_t size = 1;
    if (dim == parts.lanesDim)
      size = std::min(isLong ? 4 : parts.lanes(op), extent(dim));
    else if (isLong && dim == rows)
      size = llvm::divideCeil(extent(dim), llvm::divideCeil(extent(dim), kRowsAlongLanes));
    registers.push_back({dim, size});
  }
  return registers;
}
