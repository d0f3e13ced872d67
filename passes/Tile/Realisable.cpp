// What the lowering realises; see Realisable.h. One rule, one small function.
#include "passes/Tile/Realisable.h"
#include "dialects/Kernel/MaskSpan.h"
#include "passes/Tile/DotProduct.h"
#include "passes/Tile/MaskSteps.h"

#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::KernelOp;

using Reason = std::optional<std::string>;

static Computation find(KernelOp kernel, StringRef label) {
  for (Computation op : kernel.getComputations())
    if (op.getLabel() == label)
      return op;
  return {};
}

static bool isYielded(Computation op) {
  return llvm::any_of(op->getUsers(), [](Operation *user) { return isa<kernel::YieldOp>(user); });
}

static Reason parallelBands(KernelOp kernel, TreeAttr schedule) {
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

static Reason parallelSums(KernelOp kernel, TreeAttr schedule) {
  for (BandAttr band : schedule.getBands())
    for (Computation op : kernel.getComputations()) {
      SmallVector<StringRef> dims = op.getDimNames();
      for (unsigned dim = 0; dim < dims.size(); ++dim)
        if (band.getParallel() && op.isReduced(dim) &&
            band.getTile().lookup(dims[dim], INT64_MAX) < kernel.getDim(dims[dim]).getMax())
          return "band " + band.getName().str() + " splits the reduced dimension " + dims[dim].str() +
                 " over parallel units";
    }
  return std::nullopt;
}

static bool isStagedInPlace(StageAttr stage) { return stage.getHow() == How::InPlace; }

static Reason buffers(KernelOp, TreeAttr schedule) {
  for (BandAttr band : schedule.getBands())
    for (StageAttr stage : band.getStages()) {
      if (stage.getBuffers() != 1)
        return "stage of " + stage.getOperand().str() + " has several buffers";
      if (stage.getLayout() && stage.getLayout().getSwizzle())
        return "stage of " + stage.getOperand().str() + " is swizzled";
    }
  return std::nullopt;
}

/// Results stay where they are first put: they are kept in one buffer, and a result of the kernel in the caller's.
static Reason keptResults(KernelOp kernel, TreeAttr schedule) {
  llvm::StringSet<> kept;
  for (BandAttr band : schedule.getBands())
    for (StageAttr stage : band.getStages()) {
      if (isStagedInPlace(stage))
        continue;
      if (!kept.insert(stage.getOperand().getValue()).second)
        return stage.getOperand().str() + " is staged at two bands";
      Computation op = find(kernel, stage.getOperand());
      if (op && isYielded(op))
        return "the kernel's result " + stage.getOperand().str() + " is staged";
    }
  return std::nullopt;
}

/// Where a band cuts a reduction, its parts meet in a buffer: the caller's, or one staged at that band or around it.
static Reason cutSums(KernelOp kernel, TreeAttr schedule) {
  for (Computation op : kernel.getComputations()) {
    SmallVector<StringRef> dims = op.getDimNames();
    bool isKept = isYielded(op);
    for (BandAttr band : schedule.getBands()) {
      isKept |= llvm::any_of(band.getStages(), [&](StageAttr stage) {
        return stage.getOperand().getValue() == op.getLabel() && !isStagedInPlace(stage);
      });
      for (unsigned dim = 0; dim < dims.size(); ++dim)
        if (!isKept && op.isReduced(dim) &&
            band.getTile().lookup(dims[dim], INT64_MAX) < kernel.getDim(dims[dim]).getMax())
          return "band " + band.getName().str() + " cuts the reduced dimension " + dims[dim].str() + " of " +
                 op.getLabel().str() + ", whose parts are staged further in or not at all";
    }
  }
  return std::nullopt;
}

/// The number of the band at which `op` runs: -1 outside all, the number of bands on register tiles.
static int depthOf(Computation op, TreeAttr schedule) {
  ComputationAttr inner = schedule.computation(op.getLabel());
  StringRef place = inner && inner.getAttach() ? inner.getAttach().getValue() : StringRef(kRegisters);
  for (auto [depth, band] : llvm::enumerate(schedule.getBands()))
    if (band.getName() == place)
      return depth;
  return place == kRoot ? -1 : int(schedule.getBands().size());
}

/// The tensor called `name`: an operand of the kernel or a computation's result.
static Value valueOf(KernelOp kernel, StringRef name) {
  if (Computation op = find(kernel, name))
    return op->getResult(0);
  for (unsigned index = 0; index < kernel.getNumArguments(); ++index)
    if (kernel::operandName(index) == name)
      return kernel.getArgument(index);
  return {};
}

/// A copy holds a box of the operand, whose dimensions the kernel's dimensions walk over one by one.
static Reason stagedBoxes(KernelOp kernel, TreeAttr schedule) {
  for (BandAttr band : schedule.getBands())
    for (StageAttr stage : band.getStages())
      for (OpOperand &use : valueOf(kernel, stage.getOperand()).getUses())
        if (auto reader = dyn_cast<Computation>(use.getOwner());
            reader && !isStagedInPlace(stage) && stage.getHow() != How::Prepacked)
          if (!reader.getAccess(use.getOperandNumber()).isProjectedPermutation())
            return reader.getLabel().str() + " reads " + stage.getOperand().str() +
                   ", which is staged, by other indices than its dimensions";
  return std::nullopt;
}

/// Copies are made for readers inside their band, of what is complete when the band begins.
static Reason stagedCopies(KernelOp kernel, TreeAttr schedule) {
  for (auto [depth, band] : llvm::enumerate(schedule.getBands()))
    for (StageAttr stage : band.getStages()) {
      Computation producer = find(kernel, stage.getOperand());
      if (isStagedInPlace(stage) || (producer && depthOf(producer, schedule) >= 0))
        continue;
      for (Operation *user : valueOf(kernel, stage.getOperand()).getUsers())
        if (auto reader = dyn_cast<Computation>(user); reader && depthOf(reader, schedule) < int(depth))
          return reader.getLabel().str() + " reads " + stage.getOperand().str() + " outside the band that stages it";
    }
  return std::nullopt;
}

/// A buffer of a band is gone where an outer band or none runs.
static Reason outerReaders(KernelOp kernel, TreeAttr schedule) {
  for (auto [depth, band] : llvm::enumerate(schedule.getBands()))
    for (StageAttr stage : band.getStages()) {
      Computation op = find(kernel, stage.getOperand());
      if (!op || isStagedInPlace(stage) || depthOf(op, schedule) < 0)
        continue;
      for (Operation *user : op->getUsers())
        if (auto reader = dyn_cast<Computation>(user); reader && depthOf(reader, schedule) < int(depth))
          return reader.getLabel().str() + " reads " + op.getLabel().str() + " outside the band that stages it";
    }
  return std::nullopt;
}

/// Where `op` is attached to a band it runs behind the nested bands if it stands behind the anchors: too late for them.
static Reason laterReaders(KernelOp kernel, TreeAttr schedule) {
  bool isBehind = false;
  for (Computation op : kernel.getComputations()) {
    int depth = depthOf(op, schedule);
    for (Operation *user : op->getUsers())
      if (auto reader = dyn_cast<Computation>(user);
          reader && isBehind && depth >= 0 && depthOf(reader, schedule) > depth)
        return reader.getLabel().str() + " reads " + op.getLabel().str() + " inside the band behind which that runs";
    ComputationAttr inner = schedule.computation(op.getLabel());
    isBehind |= inner && !inner.getAttach();
  }
  return std::nullopt;
}

/// What feeds the anchors runs before the bands inside its own: too early to read what runs there.
static Reason earlierReaders(KernelOp kernel, TreeAttr schedule) {
  for (Computation op : kernel.getComputations()) {
    ComputationAttr inner = schedule.computation(op.getLabel());
    if (inner && !inner.getAttach())
      return std::nullopt;
    for (Operation *user : op->getUsers()) {
      auto reader = dyn_cast<Computation>(user);
      if (!reader || depthOf(reader, schedule) >= depthOf(op, schedule))
        continue;
      bool isBehind = llvm::any_of(kernel.getComputations(), [&](Computation other) {
        ComputationAttr of = schedule.computation(other.getLabel());
        return of && !of.getAttach() && other->isBeforeInBlock(reader);
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

/// What is evaluated in the steps of a loop is a map of operands, and the loop is that of a contraction.
static Reason stepMaps(KernelOp kernel, TreeAttr schedule) {
  for (Computation op : kernel.getComputations()) {
    ComputationAttr inner = schedule.computation(op.getLabel());
    if (!isInSteps(inner))
      continue;
    bool isOfOperands = llvm::all_of(op->getOperands(), [](Value operand) { return isa<BlockArgument>(operand); });
    bool isRead = llvm::all_of(op->getUsers(), [&](Operation *user) {
      auto reader = dyn_cast<Computation>(user);
      ComputationAttr other = reader ? schedule.computation(reader.getLabel()) : ComputationAttr();
      return other && !other.getAttach() && reader.getKind() == kernel::Kind::Contract;
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

static bool isAnchor(Computation op, TreeAttr schedule) {
  ComputationAttr inner = schedule.computation(op.getLabel());
  return inner && !inner.getAttach();
}

/// True where `op` only clears what the kernel's mask hides, so that it may be left out.
static bool isCopy(KernelOp kernel, Computation op) {
  std::optional<kernel::MaskSpan> span = kernel::findMaskSpan(kernel);
  return span && span->copies.count(op.getLabel());
}

static Reason anchors(KernelOp kernel, TreeAttr schedule) {
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

static Reason registerTiles(KernelOp kernel, TreeAttr schedule) {
  for (Computation op : kernel.getComputations()) {
    if (!schedule.computation(op.getLabel()))
      continue;
    TileAttr registers = schedule.computation(op.getLabel()).getRegisters();
    SmallVector<StringRef> dims = op.getDimNames();
    // Lanes along the result share a vector; along a reduction every point of the result has one of its own.
    int64_t points = 1, most = 4096;
    for (unsigned dim = 0; dim < dims.size(); ++dim) {
      int64_t extent = kernel.getDim(dims[dim]).getMax();
      if (!op.isReduced(dim))
        points *= std::min(extent, registers.lookup(dims[dim], extent));
      else if (registers.lookup(dims[dim], 1) > 4)
        most = 256;
      if (kernel.getDim(dims[dim]).isSymbol())
        return "dimension " + dims[dim].str() + " has no constant extent";
    }
    if (points > most)
      return "the register tile of " + op.getLabel().str() + " has " + std::to_string(points) +
             " points; expected at most " + std::to_string(most) + ", which are unrolled";
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

static bool isReadOnRegisters(Computation op, TreeAttr schedule) {
  return llvm::any_of(op->getUsers(), [&](Operation *user) {
    auto reader = dyn_cast<Computation>(user);
    ComputationAttr inner = reader ? schedule.computation(reader.getLabel()) : ComputationAttr();
    return inner && inner.getAttach() && inner.getAttach() == kRegisters;
  });
}

/// True where the register tile of `op` holds all that the band to which it is attached hands over: no loop runs over its
/// vectors, hot or not.
static bool fillsBand(KernelOp kernel, Computation op, TreeAttr schedule) {
  int depth = depthOf(op, schedule);
  if (depth < 0 || depth == int(schedule.getBands().size()))
    return false;
  SmallVector<StringRef> names = op.getDimNames();
  return llvm::all_of(op.getResultAccess().getResults(), [&](AffineExpr expr) {
    StringRef dim = names[cast<AffineDimExpr>(expr).getPosition()];
    int64_t most = kernel.getDim(dim).getMax();
    for (BandAttr band : schedule.getBands().take_front(depth + 1))
      most = std::min(most, band.getTile().lookup(dim, most));
    return schedule.computation(op.getLabel()).getRegisters().lookup(dim, most) >= most;
  });
}

static bool readsFromSteps(Computation op, TreeAttr schedule) {
  return llvm::any_of(op->getOperands(), [&](Value operand) {
    auto maker = operand.getDefiningOp<Computation>();
    return maker && isInSteps(schedule.computation(maker.getLabel()));
  });
}

/// A tile that ends inside a vector, and is not the end of its dimension, would need a mask in its hot loop.
static Reason filledVectors(KernelOp kernel, TreeAttr schedule, int64_t vectorBits) {
  for (Computation op : kernel.getComputations()) {
    ComputationAttr inner = schedule.computation(op.getLabel());
    ArrayRef<AffineExpr> result = op.getResultAccess().getResults();
    if (!inner || result.empty() || isInSteps(inner) || (inner.getAttach() && inner.getAttach() == kRegisters))
      continue;
    Type element = cast<RankedTensorType>(op->getResult(0).getType()).getElementType();
    int64_t lanes = std::max<int64_t>(1, vectorBits / kernel::widestBits(element, op.getBodyOrNull()));
    bool isAlongLanes = isReducedAlongLanes(op, inner.getRegisters(), lanes);
    if (isAlongLanes && readsFromSteps(op, schedule))
      return op.getLabel().str() + " is reduced along the lanes, where nothing is expanded in its steps";
    if (isAlongLanes && !inner.getAttach() && isReadOnRegisters(op, schedule))
      return op.getLabel().str() + " is reduced along the lanes, so no register holds a row of its result";
    StringRef dim = op.getDimNames()[cast<AffineDimExpr>(result.back()).getPosition()];
    int64_t extent = kernel.getDim(dim).getMax(), size = inner.getRegisters().lookup(dim, extent);
    if (size % lanes && size < extent && !isAlongLanes && !fillsBand(kernel, op, schedule))
      return "the register tile of " + op.getLabel().str() + " has " + std::to_string(size) + " of " + dim.str() +
             ", which fills no whole vectors of " + std::to_string(lanes) + " lanes";
  }
  return std::nullopt;
}

/// An instruction on groups is emitted as LLVM spells it; multiply-adds need no spelling.
static Reason spelledInstructions(const device::Device &device, TreeAttr schedule) {
  for (ComputationAttr inner : schedule.getComputations()) {
    const device::Instruction *instruction =
        inner.getInstruction() ? device.instruction(inner.getInstruction()) : nullptr;
    int64_t bits = device.registers ? device.registers->bits : 64;
    if (instruction && instruction->k > 1 && tile::dotIntrinsic(instruction->name, bits).empty())
      return "instruction " + instruction->name + " of " + inner.getName().str() +
             " has no intrinsic for registers of " + std::to_string(bits) + " bits";
  }
  return std::nullopt;
}

/// What takes back a shift of the rows is a sum over each column, which starts the sums of the lanes along the columns.
static Reason shiftedRows(KernelOp kernel, TreeAttr schedule, int64_t vectorBits) {
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

/// What clears hidden values is left out only where the loops of their readers leave them out: where all that the mask reads
/// is one number in each of the bands' tiles.
static Reason clearedValues(KernelOp kernel, TreeAttr schedule, int64_t vectorBits) {
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

Reason tile::whyNotRealisable(KernelOp kernel, TreeAttr schedule, const device::Device *device) {
  for (auto rule : {parallelBands, parallelSums, buffers, keptResults, stagedBoxes, stagedCopies, outerReaders,
                    laterReaders, earlierReaders, stepMaps, cutSums, anchors, registerTiles})
    if (Reason reason = rule(kernel, schedule))
      return reason;
  if (Reason reason = clearedValues(kernel, schedule, device && device->registers ? device->registers->bits : 0))
    return reason;
  if (!device)
    return std::nullopt;
  if (Reason reason = spelledInstructions(*device, schedule))
    return reason;
  if (!device->registers)
    return std::nullopt;
  Reason reason = filledVectors(kernel, schedule, device->registers->bits);
  return reason ? reason : shiftedRows(kernel, schedule, device->registers->bits);
}
