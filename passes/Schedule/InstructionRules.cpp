// Rules about instructions: that the device has them, and that tiles, types and layouts suit them.
#include "dialects/Kernel/MaskSpan.h"
#include "passes/Schedule/Legality.h"
#include "passes/Schedule/Rules.h"
#include "passes/Schedule/TypeWords.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;

/// Visits each contraction with the device's instruction that its inner band names.
static Finding eachInstruction(const Nest &nest,
                               llvm::function_ref<Finding(Computation, const device::Instruction &)> visit) {
  for (Computation op : nest.computations())
    if (const device::Instruction *instruction = nest.instruction(op))
      if (op.getKind() == kernel::Kind::Contract)
        if (Finding finding = visit(op, *instruction))
          return finding;
  return std::nullopt;
}

Finding aicc::schedule::instructionsExist(const Nest &nest) {
  for (ComputationAttr inner : nest.innerBands())
    if (inner.getInstruction() && !nest.getDevice().instruction(inner.getInstruction()))
      return Violation{say("an instruction of \"", nest.getDevice().id, "\" for ", inner.getName()),
                       say(inner.getInstruction())};
  return std::nullopt;
}

//===-- Types ---------------------------------------------------------------------------------------------------===//

/// True where an instruction on `wanted` multiplies operands of `given` exactly: equal types, types that hold every
/// value of the narrower, and bytes of the other sign (shifted by 128, which a sum over the other operand corrects).
static bool multiplies(StringRef wanted, StringRef given) {
  static const llvm::StringMap<SmallVector<StringRef>> exact = {
      {"f32", {"f16", "bf16", "f8e4m3", "f8e5m2", "s8", "u8", "s4"}},
      {"f16", {"f8e4m3", "f8e5m2", "s8", "s4"}},
      {"bf16", {"f8e4m3", "f8e5m2", "s8", "s4"}},
      {"s8", {"s4", "u8"}},
      {"s16", {"s8", "u8"}},
      {"u8", {"s8", "s4"}},
      {"s32", {"s8", "u8", "s4"}},
      {"f64", {"f32", "f16", "bf16"}}};
  auto found = exact.find(wanted);
  return wanted == given || (found != exact.end() && llvm::is_contained(found->second, given));
}

bool aicc::schedule::mayRoundToTf32(kernel::KernelOp kernel) {
  for (Operation *op = kernel; op; op = op->getParentOp())
    if (op->hasAttr(kAllowTf32Attr))
      return true;
  return false;
}

/// The word for operand `index` of `op` where it is read: that of a copy in a wider type, else its own.
static std::string readWord(const Nest &nest, Computation op, unsigned index) {
  Value operand = op->getOperand(index);
  for (const Staged &staged : nest.stages(operand))
    if (Type type = staged.stage.getType(); type && type != getElementTypeOrSelf(operand.getType()))
      return typeWord(type);
  return factorWord(op, index);
}

Finding aicc::schedule::instructionTypesMatch(const Nest &nest) {
  bool mayRound = mayRoundToTf32(nest.getKernel());
  auto fits = [&](StringRef wanted, StringRef given) {
    return multiplies(wanted, given) || (mayRound && wanted == "tf32" && given == "f32");
  };
  return eachInstruction(nest, [&](Computation op, const device::Instruction &instruction) -> Finding {
    unsigned columns = contractionDims(op).columnOperand;
    if (nest.inner(op).getSwap())
      columns = 1 - columns;
    std::string a = readWord(nest, op, 1 - columns), b = readWord(nest, op, columns), acc = typeWord(op->getResult(0));
    if (fits(instruction.a, a) && fits(instruction.b, b) && instruction.acc == acc)
      return std::nullopt;
    StringRef permission = a == "f32" && instruction.a == "tf32" ? ", or aicc.allow_tf32 on the kernel" : "";
    return Violation{say(a, " x ", b, " into ", acc, " for ", quoted(op), permission),
                     say(instruction.name, " on ", instruction.a, " x ", instruction.b, " into ", instruction.acc)};
  });
}

//===-- Shapes --------------------------------------------------------------------------------------------------===//

/// True where the register tile of `op` holds whole instructions along `dims`, or all that there is: then its last
/// instruction is padded.
static bool holdsWhole(const Nest &nest, Computation op, ArrayRef<StringRef> dims, int64_t shape) {
  int64_t points = nest.registerPoints(op, dims), whole = 1;
  for (StringRef dim : dims)
    whole *= nest.extent(kRootDepth, dim);
  return points % shape == 0 || points == whole;
}

Finding aicc::schedule::instructionsDivideTiles(const Nest &nest) {
  return eachInstruction(nest, [&](Computation op, const device::Instruction &instruction) -> Finding {
    ContractionDims dims = contractionDims(op);
    bool isMatrix = instruction.kind == device::InstructionKind::Matrix;
    bool isSwapped = nest.inner(op).getSwap();
    bool rows = holdsWhole(nest, op, isSwapped ? dims.columns : dims.rows, instruction.m);
    bool columns = !isMatrix || holdsWhole(nest, op, isSwapped ? dims.rows : dims.columns,
                                           instruction.nMultiple.value_or(instruction.n));
    if (rows && columns && holdsWhole(nest, op, dims.reduced, instruction.k))
      return std::nullopt;
    return Violation{say("a register tile of ", quoted(op), " in multiples of ", instruction.m, " x ", instruction.n,
                         " x ", instruction.k, " for ", instruction.name, isSwapped ? ", swapped" : ""),
                     say(nest.registerPoints(op, dims.rows), " x ", nest.registerPoints(op, dims.columns), " x ",
                         nest.registerPoints(op, dims.reduced))};
  });
}

/// Lanes of a vector register for `op`, or nothing where its units have none: registers of one element, lanes that run
/// in step, matrix instructions.
static std::optional<int64_t> vectorLanes(const Nest &nest, Computation op) {
  const device::Instruction *instruction = nest.instruction(op);
  bool isMatrix = instruction && instruction->kind == device::InstructionKind::Matrix;
  const device::ParallelResource *unit = nest.getDevice().resource(nest.unit(op));
  if (!nest.getDevice().registers || isMatrix || (unit && unit->width.value_or(1) > 1))
    return std::nullopt;
  Type element = getElementTypeOrSelf(op->getResult(0).getType());
  int64_t lanes = nest.getDevice().registers->bits / kernel::widestBits(element, op.getBodyOrNull());
  return lanes > 1 ? std::optional<int64_t>(lanes) : std::nullopt;
}

/// True where the lanes of `op` run along a dimension that it reduces: its register tile holds whole vectors of it.
static bool runsAlongReduced(const Nest &nest, Computation op, int64_t lanes) {
  ComputationAttr inner = nest.inner(op);
  return inner &&
         llvm::any_of(reducedDims(op), [&](StringRef dim) { return inner.getRegisters().lookup(dim, 1) % lanes == 0; });
}

Finding aicc::schedule::prefetchedLoadsExist(const Nest &nest) {
  for (ComputationAttr inner : nest.innerBands()) {
    Computation op = nest.computation(inner.getName());
    if (!inner.getPrefetch())
      continue;
    std::optional<int64_t> lanes = vectorLanes(nest, op);
    // A contraction in loops of its own asks for the rows of later tiles.
    bool asksForRows = op.getKind() == kernel::Kind::Contract && nest.place(op) != nest.registersDepth();
    bool isAlongLanes =
        lanes && (op.getResultAccess().getNumResults() == 0 || (runsAlongReduced(nest, op, *lanes) && !asksForRows));
    if (reducedDims(op).empty() || isAlongLanes)
      return Violation{say("prefetch of 0 for ", quoted(op), ", which ",
                           isAlongLanes ? "runs along what it reduces" : "reduces nothing"),
                       say(inner.getPrefetch())};
  }
  return std::nullopt;
}

Finding aicc::schedule::chainedLanesAgree(const Nest &nest) {
  for (Computation op : nest.computations()) {
    std::optional<int64_t> lanes = vectorLanes(nest, op);
    bool isChained = nest.place(op) == nest.registersDepth() && nest.stages(op->getResult(0)).empty();
    if (!lanes || !isChained || !runsAlongReduced(nest, op, *lanes))
      continue;
    for (Operation *user : op->getUsers())
      if (auto reader = dyn_cast<Computation>(user); reader && nest.place(reader) == nest.registersDepth())
        return Violation{say(quoted(reader), " attached outside the registers of ", quoted(op),
                             ", whose lanes run along what it reduces"),
                         "attached to \"registers\""};
  }
  return std::nullopt;
}

Finding aicc::schedule::vectorsAreFilled(const Nest &nest) {
  return eachInstruction(nest, [&](Computation op, const device::Instruction &instruction) -> Finding {
    ArrayRef<AffineExpr> result = op.getResultAccess().getResults();
    if (instruction.kind != device::InstructionKind::Vector || result.empty())
      return std::nullopt;
    StringRef lanes = op.getDimNames()[cast<AffineDimExpr>(result.back()).getPosition()];
    if (holdsWhole(nest, op, lanes, instruction.n) || runsAlongReduced(nest, op, instruction.n * instruction.k))
      return std::nullopt;
    return Violation{say("columns of ", quoted(op), " in multiples of ", instruction.n, " lanes"),
                     say(nest.registerPoints(op, lanes))};
  });
}

//===-- Layouts and copies --------------------------------------------------------------------------------------===//

/// True where `value` is staged with blocks whose innermost dimension is `size` neighbours of `dim`.
static bool interleaves(const Nest &nest, Value value, StringRef dim, int64_t size) {
  return llvm::any_of(nest.stages(value), [&](const Staged &staged) {
    LayoutAttr layout = staged.stage.getLayout();
    if (!layout || layout.getBlock().getDims().empty())
      return false;
    return layout.getBlock().getDims().back().getValue() == dim && layout.getBlock().getSizes().back() == size;
  });
}

/// True where `op` reads its factor of the columns, `value`, in place, neighbours along them, and has one element of
/// the other factor for all: groups are made in registers.
static bool readsNeighbours(const Nest &nest, Computation op, const ContractionDims &dims, Value value) {
  ArrayRef<AffineExpr> read = op.getAccess(dims.columnOperand).getResults(),
                       written = op.getResultAccess().getResults();
  bool isInPlace = isa<BlockArgument>(value) &&
                   llvm::none_of(nest.stages(value), [](const Staged &staged) { return staged.stage.getLayout(); });
  if (!isInPlace || read.empty() || written.empty() || read.back() != written.back())
    return false;
  unsigned lanes = cast<AffineDimExpr>(written.back()).getPosition();
  std::optional<int64_t> width = vectorLanes(nest, op);
  return width && !op.getAccess(1 - dims.columnOperand).isFunctionOfDim(lanes) && !runsAlongReduced(nest, op, *width);
}

/// What is read in place of `value`: a map that the schedule leaves out only clears what a mask hides.
static Value readFor(const Nest &nest, Value value) {
  auto maker = value.getDefiningOp<Computation>();
  return !maker || nest.inner(maker) ? value : visibleSource(kernel::findMaskSpan(nest.getKernel()), value);
}

Finding aicc::schedule::pairedOperandsInterleave(const Nest &nest) {
  return eachInstruction(nest, [&](Computation op, const device::Instruction &instruction) -> Finding {
    ContractionDims dims = contractionDims(op);
    Value columns = readFor(nest, op->getOperand(dims.columnOperand));
    bool isPaired = instruction.kind == device::InstructionKind::Vector && instruction.k > 1 && !dims.reduced.empty();
    // Along the lanes whole vectors of neighbours are read; what is expanded in the steps is made in this order.
    auto maker = columns.getDefiningOp<Computation>();
    bool isMade = maker && isInSteps(nest.inner(maker));
    if (!isPaired || isMade || runsAlongReduced(nest, op, instruction.n * instruction.k) ||
        interleaves(nest, columns, dims.reduced.back(), instruction.k) || readsNeighbours(nest, op, dims, columns))
      return std::nullopt;
    return Violation{say("a stage of ", nest.name(columns), " with blocks that end in ", dims.reduced.back(), " = ",
                         instruction.k, " for ", instruction.name),
                     nest.stages(columns).empty() ? std::string("not staged")
                                                  : say(nest.stages(columns).back().stage.getLayout())};
  });
}

/// The shift that the layout of `value` takes back, or 0.
static int64_t correctedShift(const Nest &nest, Value value) {
  SmallVector<Staged> stages = nest.stages(value);
  return stages.empty() || !stages.back().stage.getLayout() ? 0 : stages.back().stage.getLayout().getShift();
}

Finding aicc::schedule::shiftedOperandsAreCorrected(const Nest &nest) {
  for (Computation op : nest.computations()) {
    if (op.getKind() != kernel::Kind::Contract)
      continue;
    const device::Instruction *instruction = nest.instruction(op);
    ContractionDims dims = contractionDims(op);
    Value columns = op->getOperand(dims.columnOperand);
    bool isShifted = instruction && instruction->a == "u8" && factorWord(op, 1 - dims.columnOperand) == "s8";
    int64_t wanted = isShifted ? 128 : 0, found = correctedShift(nest, columns);
    if (wanted != found)
      return Violation{say("shift = ", wanted, " in the layout of ", nest.name(columns), " for ", quoted(op)),
                       say(found)};
    for (int band = 0; isShifted && band < nest.registersDepth(); ++band)
      if (nest.stages(columns).back().stage.getHow() != How::Prepacked && band <= nest.stages(columns).back().band &&
          (dims.reduced.size() > 1 || nest.cuts(band, dims.reduced.back())))
        return Violation{
            say("the whole of ", dims.reduced.back(), " where ", nest.name(columns), " is packed with its sums"),
            say("a part of it, cut at band ", nest.bands()[band].getName())};
  }
  return std::nullopt;
}

Finding aicc::schedule::swapsTurnInstructions(const Nest &nest) {
  for (ComputationAttr inner : nest.innerBands()) {
    if (!inner.getSwap())
      continue;
    const device::Instruction *instruction = nest.instruction(nest.computation(inner.getName()));
    bool isTurned = instruction->kind == device::InstructionKind::Matrix && instruction->m != instruction->n;
    if (!isTurned)
      return Violation{say("no swap of ", inner.getName(), " for ", instruction->name,
                           ", or a matrix instruction whose "
                           "rows and columns differ"),
                       say(instruction->m, " x ", instruction->n)};
  }
  return std::nullopt;
}

//===-- Asynchronous copies -------------------------------------------------------------------------------------===//

static Finding eachAsyncStage(const Nest &nest,
                              llvm::function_ref<Finding(const device::MemoryLevel *, const Staged &)> visit) {
  for (auto [depth, band] : llvm::enumerate(nest.bands()))
    for (StageAttr stage : band.getStages())
      if (stage.getHow() == How::Async)
        if (Finding finding = visit(nest.levelOf(depth), {int(depth), stage}))
          return finding;
  return std::nullopt;
}

Finding aicc::schedule::asyncCopiesExist(const Nest &nest) {
  return eachAsyncStage(nest, [&](const device::MemoryLevel *level, const Staged &staged) -> Finding {
    if (level && level->asyncBytes)
      return std::nullopt;
    return Violation{
        say("a level with an asynchronous copy for the stage of ", staged.stage.getOperand()),
        say("\"", level ? StringRef(level->name) : "registers", "\" of \"", nest.getDevice().id, "\", which has none")};
  });
}

/// Bytes of one row of `value` as its operand lies in memory: its innermost dimension, whole.
static int64_t memoryRowBytes(Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  return type.getRank() ? type.getShape().back() * type.getElementTypeBitWidth() / 8 : 0;
}

Finding aicc::schedule::asyncCopiesAreAligned(const Nest &nest) {
  return eachAsyncStage(nest, [&](const device::MemoryLevel *level, const Staged &staged) -> Finding {
    Value value = nest.value(staged.stage.getOperand());
    LayoutAttr layout = staged.stage.getLayout();
    if (int64_t row = memoryRowBytes(value); row % *level->asyncBytes)
      return Violation{
          say("rows of ", staged.stage.getOperand(), " in memory that are multiples of ", *level->asyncBytes, " bytes"),
          say(row, " bytes")};
    if (StringRef inner = nest.dims(value).back();
        layout.getBlock().getDims().empty() && layout.getOuter().back() != inner)
      return Violation{say("a layout of ", staged.stage.getOperand(), " whose innermost dimension is ", inner,
                           ", as it lies in memory"),
                       say(layout)};
    return std::nullopt;
  });
}
