// Where computations can be attached; see RealisableRules.h.
#include "dialects/Kernel/MaskSpan.h"
#include "passes/Schedule/Nest.h"
#include "passes/Tile/MaskSteps.h"
#include "passes/Tile/Parts.h"
#include "passes/Tile/Places.h"
#include "passes/Tile/RealisableRules.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using namespace aicc::tile;
using kernel::Computation;
using kernel::KernelOp;
using tile::rules::Reason;

Reason rules::parallelBands(KernelOp kernel, TreeAttr schedule) {
  bool isInside = false;
  for (BandAttr band : schedule.getBands()) {
    if (band.getParallel() && isInside)
      return "parallel band " + band.getName().str() + " is not the outermost band";
    if (band.getRaster() != 1)
      return "band " + band.getName().str() + " asks for a raster of tiles";
    isInside = true;
  }
  return std::nullopt;
}

Reason rules::parallelSums(KernelOp kernel, TreeAttr schedule) {
  std::optional<tile::Parts> parts = tile::partsOf(kernel, schedule);
  for (BandAttr band : schedule.getBands())
    for (Computation op : kernel.getComputations()) {
      SmallVector<StringRef> dims = op.getDimNames();
      for (unsigned dim = 0; dim < dims.size(); ++dim)
        if (band.getParallel() && op.isReduced(dim) && !(parts && parts->dim == dims[dim]) &&
            band.getTile().lookup(dims[dim], INT64_MAX) < kernel.getDim(dims[dim]).getMax())
          return "band " + band.getName().str() + " splits the reduced dimension " + dims[dim].str() +
                 " over parallel units";
    }
  return std::nullopt;
}

/// True where a band keeps the result of `op`. Only the outermost band is parallel, so that each unit has its own.
static bool isStaged(Computation op, TreeAttr schedule) {
  return llvm::any_of(schedule.getBands(), [&](BandAttr band) {
    return llvm::any_of(band.getStages(), [&](StageAttr stage) {
      return stage.getOperand().getValue() == op.getLabel() && stage.getHow() != How::InPlace;
    });
  });
}

/// A dimension that the units of `band` share out and the result of `op` does not have, other than `apart`; empty where
/// there is none.
static StringRef missingDim(KernelOp kernel, BandAttr band, Computation op, StringRef apart) {
  SmallVector<StringRef> made = resultDims(op);
  for (StringAttr dim : band.getTile().getDims())
    if (dim.getValue() != apart && band.getTile().lookup(dim, 0) < kernel.getDim(dim).getMax() &&
        !llvm::is_contained(made, dim.getValue()))
      return dim.getValue();
  return {};
}

Reason rules::sharedSums(KernelOp kernel, TreeAttr schedule) {
  std::optional<tile::Parts> parts = tile::partsOf(kernel, schedule);
  for (Computation op : kernel.getComputations()) {
    // What is reduced in parts lies beside the other parts, staged or not: units have parts of their own, and no more.
    bool inParts = parts && parts->reduces(op.getLabel());
    if (op.getKind() == kernel::Kind::Map || depthOf(op, schedule) < 0 || (!inParts && isStaged(op, schedule)))
      continue;
    for (BandAttr band : schedule.getBands())
      if (StringRef dim = missingDim(kernel, band, op, inParts ? parts->dim : ""); band.getParallel() && !dim.empty())
        return "units of band " + band.getName().str() + " share out " + dim.str() + ", which " + op.getLabel().str() +
               " does not have: all of them would reduce it in one place";
  }
  return std::nullopt;
}

Reason rules::laterReaders(KernelOp kernel, TreeAttr schedule) {
  bool isBehind = false;
  for (Computation op : kernel.getComputations()) {
    int depth = depthOf(op, schedule);
    for (Operation *user : op->getUsers())
      if (auto reader = dyn_cast<Computation>(user);
          reader && isBehind && depth >= 0 && depthOf(reader, schedule) > depth)
        return reader.getLabel().str() + " reads " + op.getLabel().str() + " inside the band behind which that runs";
    isBehind |= isAnchor(op, schedule);
  }
  return std::nullopt;
}

Reason rules::earlierReaders(KernelOp kernel, TreeAttr schedule) {
  for (Computation op : kernel.getComputations()) {
    if (isAnchor(op, schedule))
      return std::nullopt;
    for (Operation *user : op->getUsers()) {
      auto reader = dyn_cast<Computation>(user);
      if (!reader || depthOf(reader, schedule) >= depthOf(op, schedule) || tile::isMerged(kernel, schedule, op))
        continue;
      bool isBehind = llvm::any_of(kernel.getComputations(), [&](Computation other) {
        return isAnchor(other, schedule) && other->isBeforeInBlock(reader);
      });
      if (!isBehind)
        return reader.getLabel().str() + " reads " + op.getLabel().str() + " before the band inside which that runs";
    }
  }
  return std::nullopt;
}

/// The innermost dimension of the result, along which lanes run; empty for scalars.
static StringRef lanesOf(Computation op) {
  ArrayRef<AffineExpr> result = op.getResultAccess().getResults();
  if (result.empty() || !isa<AffineDimExpr>(result.back()))
    return {};
  return op.getDimNames()[cast<AffineDimExpr>(result.back()).getPosition()];
}

Reason rules::stepMaps(KernelOp kernel, TreeAttr schedule) {
  for (Computation op : kernel.getComputations()) {
    ComputationAttr inner = schedule.computation(op.getLabel());
    if (!isInSteps(inner))
      continue;
    bool isOfOperands = llvm::all_of(op->getOperands(), [](Value operand) { return isa<BlockArgument>(operand); });
    bool isRead = llvm::all_of(op->getUsers(), [&](Operation *user) {
      auto reader = dyn_cast<Computation>(user);
      return reader && isAnchor(reader, schedule) && reader.getKind() == kernel::Kind::Contract;
    });
    if (Block *body = op.getBodyOrNull(); body && !body->getOps<kernel::IndexOp>().empty())
      return op.getLabel().str() + " is attached to the steps of a loop, but depends on its position";
    if (op.getKind() != kernel::Kind::Map || !isOfOperands || !isRead)
      return op.getLabel().str() + " is attached to the steps of a loop, but is no map of operands that only "
                                   "contractions with that loop read";
    for (Operation *user : op->getUsers())
      if (StringRef lanes = lanesOf(cast<Computation>(user)); !llvm::is_contained(op.getDimNames(), lanes))
        return op.getLabel().str() + " is attached to the steps of a loop, but is the same for all lanes, which run " +
               "along " + lanes.str();
  }
  return std::nullopt;
}

/// True where `op` only clears what the kernel's mask hides, so that it may be left out.
static bool isCopy(KernelOp kernel, Computation op) {
  std::optional<kernel::MaskSpan> span = kernel::findMaskSpan(kernel);
  return span && span->copies.count(op.getLabel());
}

Reason rules::anchors(KernelOp kernel, TreeAttr schedule) {
  SmallVector<StringRef> first;
  for (Computation op : kernel.getComputations()) {
    if (!schedule.computation(op.getLabel())) {
      if (isCopy(kernel, op))
        continue;
      return "computation " + op.getLabel().str() + " has no inner band";
    }
    if (!isAnchor(op, schedule))
      continue;
    SmallVector<StringRef> dims = op.getDimNames();
    llvm::sort(dims);
    if (!first.empty() && dims != first)
      return "computations that share the bands iterate over different dimensions";
    first = dims;
  }
  if (first.empty())
    return std::string("every computation is attached to another");
  return std::nullopt;
}

static bool isCutToOne(KernelOp kernel, TreeAttr schedule, StringRef dim) {
  return kernel.getDim(dim).getMax() == 1 ||
         llvm::any_of(schedule.getBands(), [&](BandAttr band) { return band.getTile().lookup(dim, 0) == 1; });
}

/// True where input `number` of `step` is one number in the innermost tiles.
static bool isOneNumber(KernelOp kernel, TreeAttr schedule, const kernel::MaskedStep &step, unsigned number) {
  return llvm::all_of(llvm::enumerate(step.dims), [&](auto dim) {
    return !step.accesses[number].isFunctionOfDim(dim.index()) || isCutToOne(kernel, schedule, dim.value());
  });
}

Reason rules::clearedValues(KernelOp kernel, TreeAttr schedule, int64_t vectorBits) {
  std::optional<kernel::MaskSpan> span = kernel::findMaskSpan(kernel);
  auto steps = llvm::map_to_vector(kernel.getComputations(), [](Computation op) { return kernel::MaskedStep(op); });
  for (Computation op : kernel.getComputations()) {
    if (schedule.computation(op.getLabel()))
      continue;
    if (!vectorBits || !tile::maskSteps(*span, steps, schedule, kernel.getDim(span->dim).getMax(), vectorBits))
      return op.getLabel().str() + " has no inner band, but loops over " + span->dim.str() +
             " do not end where the mask does";
    const kernel::MaskedStep &holder =
        *llvm::find_if(steps, [&](const kernel::MaskedStep &step) { return step.name == span->mask; });
    for (const kernel::LinearIndex &bound : llvm::concat<kernel::LinearIndex>(span->lowers, span->uppers))
      for (auto [input, factor] : bound.inputs)
        if (!isa<BlockArgument>(holder.inputs[input]) || !isOneNumber(kernel, schedule, holder, input))
          return op.getLabel().str() + " has no inner band, but tiles have more than one number that the mask reads";
  }
  return std::nullopt;
}
