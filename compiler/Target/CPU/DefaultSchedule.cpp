// The default schedule of a kernel on a CPU; see DefaultSchedule.h.
#include "compiler/Target/CPU/DefaultSchedule.h"
#include "compiler/Target/CPU/RegisterTile.h"
#include "passes/Tile/Passes.h"

#include "llvm/Support/MathExtras.h"
#include "llvm/TargetParser/Triple.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::Kind;

namespace {
/// Work below this many points of the iteration space is not worth waking a team for.
constexpr int64_t kPointsPerThread = 16384;
/// Steps of the reduced dimension that one iteration of the hot loop holds.
constexpr int64_t kUnroll = 4;
/// From this many rows on, packing an operand that is no weight pays for itself.
constexpr int64_t kRowsWorthPacking = 16;

using Sizes = SmallVector<std::pair<StringRef, int64_t>>;

/// Writes schedules; keeps the order in which dimensions are given.
class Writer {
public:
  explicit Writer(MLIRContext *context) : builder(context) {}

  TileAttr tile(const Sizes &sizes) {
    SmallVector<StringAttr> names;
    SmallVector<int64_t> values;
    for (auto [name, size] : sizes) {
      names.push_back(builder.getStringAttr(name));
      values.push_back(size);
    }
    return TileAttr::get(builder.getContext(), names, values);
  }

  SmallVector<StringAttr> names(ArrayRef<StringRef> words) {
    return llvm::map_to_vector(words, [&](StringRef word) { return builder.getStringAttr(word); });
  }

  void band(StringRef name, bool isParallel, const Sizes &sizes, ArrayRef<StringRef> order = {},
            ArrayRef<StageAttr> stages = {}) {
    if (sizes.empty() && stages.empty())
      return;
    bands.push_back(BandAttr::get(builder.getContext(), builder.getStringAttr(name),
                                  isParallel ? builder.getStringAttr(name) : StringAttr(), tile(sizes), names(order),
                                  stages));
  }

  void computation(StringRef name, const Sizes &registers, int64_t unroll, StringRef instruction, StringRef attach) {
    auto word = [&](StringRef text) { return text.empty() ? StringAttr() : builder.getStringAttr(text); };
    computations.push_back(ComputationAttr::get(builder.getContext(), builder.getStringAttr(name), tile(registers),
                                                unroll, word(instruction), word(attach)));
  }

  StageAttr stage(StringRef operand, How how, LayoutAttr layout, Type type = {}) {
    return StageAttr::get(builder.getContext(), builder.getStringAttr(operand), how, layout, 1, type);
  }

  LayoutAttr layout(ArrayRef<StringRef> outer, const Sizes &block, int64_t shift = 0) {
    return LayoutAttr::get(builder.getContext(), names(outer), tile(block), /*swizzle=*/0, shift);
  }

  TreeAttr finish() { return TreeAttr::get(builder.getContext(), bands, computations); }

private:
  Builder builder;
  SmallVector<BandAttr> bands;
  SmallVector<ComputationAttr> computations;
};

/// The kernel as the model sees it: the computations that carry the work, and the parts that dimensions play in them.
class Proposal {
public:
  Proposal(kernel::KernelOp kernel, const device::Device &device, int64_t threads)
      : kernel(kernel), device(device), writer(kernel.getContext()), threads(threads) {
    if (this->threads == 0)
      if (const device::ParallelResource *team = device.resource("threads"))
        this->threads = team->count.value_or(1);
    this->threads = std::max<int64_t>(1, this->threads);
    findAnchors();
  }

  TreeAttr propose() {
    if (lanesDim.empty() || isReducedAlongLanes())
      return proposeHorizontal();
    return anchors.front().getKind() == Kind::Map ? proposeMap() : proposeReduction();
  }

private:
  //===-- What the kernel is ------------------------------------------------------------------------------------===//

  void findAnchors() {
    for (Computation op : kernel.getComputations())
      if (op.getKind() != Kind::Map)
        anchors.push_back(op);
    if (anchors.empty())
      anchors.push_back(kernel.getComputations().back());
    Computation op = anchors.front();
    dims = op.getDimNames();
    AffineMap result = op.getResultAccess();
    if (result.getNumResults())
      if (auto last = dyn_cast<AffineDimExpr>(result.getResults().back()))
        lanesDim = dims[last.getPosition()];
    for (unsigned number = 0; number < op->getNumOperands(); ++number)
      if (!lanesDim.empty() && dependsOn(op, number, lanesDim))
        columns = number;
  }

  int64_t extent(StringRef dim) { return kernel.getDim(dim).getMax(); }

  /// What one thread of the team has of a dimension.
  int64_t shareOf(StringRef dim) {
    auto found = share.find(dim);
    return found == share.end() ? extent(dim) : found->second;
  }

  unsigned position(Computation op, StringRef dim) {
    SmallVector<StringRef> names = op.getDimNames();
    return llvm::find(names, dim) - names.begin();
  }

  bool dependsOn(Computation op, unsigned operand, StringRef dim) {
    return op.getAccess(operand).isFunctionOfDim(position(op, dim));
  }

  SmallVector<StringRef> reducedDims() {
    SmallVector<StringRef> result;
    for (auto [index, dim] : llvm::enumerate(dims))
      if (anchors.front().isReduced(index))
        result.push_back(dim);
    return result;
  }

  /// The dimension whose values are broadcast: the longest of the result that the columns' operand does not have.
  /// Empty where every operand has the lanes' dimension: then nothing is broadcast.
  StringRef rowsDim() {
    StringRef longest;
    Computation first = anchors.front();
    if (first->getNumOperands() > 1 && llvm::all_of(llvm::seq<unsigned>(0, first->getNumOperands()),
                                                    [&](unsigned n) { return dependsOn(first, n, lanesDim); }))
      return {};
    for (auto [index, dim] : llvm::enumerate(dims)) {
      bool isRow = !anchors.front().isReduced(index) && dim != lanesDim &&
                   !dependsOn(anchors.front(), columns, dim);
      if (isRow && (longest.empty() || extent(dim) > extent(longest)))
        longest = dim;
    }
    return longest;
  }

  /// True where moving along `dim` moves the operand's innermost index, and only that, by one.
  bool isContiguous(Computation op, unsigned operand, StringRef dim) {
    AffineMap access = op.getAccess(operand);
    if (access.getNumResults() == 0)
      return false;
    unsigned where = position(op, dim);
    for (AffineExpr expr : access.getResults().drop_back())
      if (expr.isFunctionOfDim(where))
        return false;
    AffineExpr next = getAffineDimExpr(where, kernel.getContext()) + 1;
    AffineExpr last = access.getResults().back();
    return simplifyAffineExpr(last.replace(getAffineDimExpr(where, kernel.getContext()), next) - last, dims.size(),
                              0) == getAffineConstantExpr(1, kernel.getContext());
  }

  Type elementType(Value tensor) { return cast<RankedTensorType>(tensor.getType()).getElementType(); }
  int64_t bytes(Value tensor) { return std::max<int64_t>(1, elementType(tensor).getIntOrFloatBitWidth() / 8); }

  //===-- What the device is ------------------------------------------------------------------------------------===//

  int64_t registerBits() { return device.registers ? device.registers->bits : 64; }
  int64_t capacity(StringRef level, int64_t unknown) {
    const device::MemoryLevel *found = device.level(level);
    return found ? found->capacity.value_or(unknown) : unknown;
  }
  double bytesPerCycle(StringRef level, double unknown) {
    const device::MemoryLevel *found = device.level(level);
    if (!found || !found->bandwidth || !device.clockHz)
      return unknown;
    return *found->bandwidth / *device.clockHz;
  }

  int64_t lanes(Computation op) {
    int64_t bits = kernel::widestBits(elementType(op->getResult(0)), op.getBodyOrNull());
    return std::max<int64_t>(1, registerBits() / bits);
  }

  static std::string deviceType(Type type) {
    std::string text;
    llvm::raw_string_ostream(text) << type;
    if (text.front() == 'i')
      text.front() = 's';
    return text;
  }

  /// True where one operand lacks the lanes' dimension.
  bool isBroadcasting() { return !dependsOn(anchors.front(), 1 - columns, lanesDim); }

  /// The device's fastest instruction for the anchors' types that the vectoriser can emit, or null.
  const device::Instruction *instruction() {
    Computation op = anchors.front();
    if (op.getKind() != Kind::Contract)
      return nullptr;
    std::string a = deviceType(elementType(op->getOperand(0))), b = deviceType(elementType(op->getOperand(1)));
    std::string acc = deviceType(elementType(op->getResult(0)));
    std::vector<const device::Instruction *> candidates = device.instructionsFor(a, b, acc);
    // Signed bytes are read as unsigned ones where a sum over the columns takes the shift back.
    if (columns == 0)
      std::swap(a, b);
    if (a == "s8" && reducedDims().size() == 1)
      llvm::append_range(candidates, device.instructionsFor("u8", b, acc));
    for (const device::Instruction *candidate : candidates)
      if (candidate->kind == device::InstructionKind::Vector && candidate->k <= extent(reducedDims().back()) &&
          (candidate->k == 1 || isBroadcasting()))
        return candidate;
    // Narrower operands are widened to the accumulation type first.
    for (const device::Instruction *candidate : device.instructionsFor(acc, acc, acc))
      if (candidate->kind == device::InstructionKind::Vector)
        return candidate;
    return nullptr;
  }

  //===-- Maps --------------------------------------------------------------------------------------------------===//

  int64_t points() {
    int64_t result = 1;
    for (StringRef dim : dims)
      result *= extent(dim);
    return result;
  }

  /// Cuts the longest of `candidates` into one tile a thread, each a multiple of its `step`.
  Sizes threadTile(ArrayRef<std::pair<StringRef, int64_t>> candidates) {
    if (threads == 1 || points() < threads * kPointsPerThread)
      return {};
    StringRef best;
    int64_t bestSize = 0;
    double bestBalance = 0;
    for (auto [dim, step] : candidates) {
      int64_t size = llvm::alignTo(llvm::divideCeil(extent(dim), threads), step);
      double balance = double(extent(dim)) / double(size * threads);
      if (size < extent(dim) && balance > 1.02 * bestBalance) {
        best = dim;
        bestSize = size;
        bestBalance = balance;
      }
    }
    return best.empty() ? Sizes{} : Sizes{{best, bestSize}};
  }

  TreeAttr proposeMap() {
    Computation op = anchors.front();
    int64_t width = std::min(extent(lanesDim), 4 * lanes(op));
    SmallVector<std::pair<StringRef, int64_t>> candidates;
    Sizes registers;
    for (AffineExpr expr : op.getResultAccess().getResults()) {
      StringRef dim = dims[cast<AffineDimExpr>(expr).getPosition()];
      candidates.push_back({dim, dim == lanesDim ? width : 1});
      registers.push_back({dim, dim == lanesDim ? width : 1});
    }
    writer.band("threads", true, threadTile(candidates));
    writer.computation(op.getLabel(), registers, 1, "", "");
    return finish(registers, "");
  }

  //===-- Reductions along the lanes: the operand is contiguous in a reduced dimension only -----------------------===//

  StringRef contiguousReduced() {
    Computation op = anchors.front();
    for (StringRef dim : reducedDims())
      for (unsigned number = 0; number < op->getNumOperands(); ++number)
        if (isContiguous(op, number, dim))
          return dim;
    return {};
  }

  bool isReducedAlongLanes() {
    Computation op = anchors.front();
    if (op.getKind() == Kind::Map || contiguousReduced().empty())
      return false;
    for (unsigned number = 0; number < op->getNumOperands(); ++number)
      if (isContiguous(op, number, lanesDim))
        return false;
    // Few rows do not pay for repacking the operand so that lanes run along the result.
    bool mayPack = op->getNumOperands() == 2 && !rowsDim().empty();
    return !mayPack || (extent(rowsDim()) < kRowsWorthPacking && !isPrepackable(anchors.front()->getOperand(columns)));
  }

  TreeAttr proposeHorizontal() {
    Computation op = anchors.front();
    StringRef along = contiguousReduced();
    if (along.empty() && !reducedDims().empty())
      along = reducedDims().back();
    // A reduction too short for a vector leaves the lanes to the result.
    bool isLong = !along.empty() && extent(along) >= lanes(op);
    int64_t width = isLong ? 4 : lanes(op);
    Sizes registers;
    SmallVector<std::pair<StringRef, int64_t>> candidates;
    for (AffineExpr expr : op.getResultAccess().getResults()) {
      StringRef dim = dims[cast<AffineDimExpr>(expr).getPosition()];
      candidates.push_back({dim, dim == lanesDim ? width : 1});
      registers.push_back({dim, dim == lanesDim ? std::min(width, extent(dim)) : 1});
    }
    if (isLong)
      registers.push_back({along, lanes(op)});
    writer.band("threads", true, threadTile(candidates));
    for (Computation anchor : anchors)
      writer.computation(anchor.getLabel(), registers, 1, "", "");
    return finish({}, kRoot);
  }

  //===-- Contractions and general reductions -------------------------------------------------------------------===//

  bool isPrepackable(Value operand) {
    auto argument = dyn_cast<BlockArgument>(operand);
    return argument && kernel.getArgAttr(argument.getArgNumber(), kernel::kWeightAttr) &&
           !tile::operandDims(kernel, argument.getArgNumber()).empty() && argument.hasOneUse();
  }

  std::string nameOf(Value operand) {
    if (auto argument = dyn_cast<BlockArgument>(operand))
      return kernel::operandName(argument.getArgNumber());
    return operand.getDefiningOp<Computation>().getLabel().str();
  }

  /// The dimensions of the anchor's operand, outermost first, or nothing where it is read through sums.
  SmallVector<StringRef> dimsOf(Computation op, unsigned operand) {
    SmallVector<StringRef> result;
    for (AffineExpr expr : op.getAccess(operand).getResults()) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      if (!dim)
        return {};
      result.push_back(dims[dim.getPosition()]);
    }
    return result;
  }

  TreeAttr proposeReduction() {
    Computation op = anchors.front();
    StringRef rows = rowsDim();
    SmallVector<StringRef> reduced = reducedDims();
    StringRef depth = reduced.back();
    const device::Instruction *with = instruction();
    int64_t granule = with ? with->k : 1;
    cpu::RegisterTile tile = registerTile(with, rows);

    SmallVector<std::pair<StringRef, int64_t>> candidates = {{lanesDim, tile.columns}};
    if (!rows.empty())
      candidates.push_back({rows, tile.rows});
    for (auto [index, dim] : llvm::enumerate(dims))
      if (!op.isReduced(index) && dim != rows && dim != lanesDim)
        candidates.insert(candidates.begin(), {dim, 1});
    Sizes team = threadTile(candidates);
    for (auto [dim, size] : team)
      share[dim] = size;
    writer.band("threads", true, team);
    Blocks blocks = chooseBlocks(op, tile, rows, depth, granule);
    SmallVector<StageAttr> stages = stageOperands(tile, depth, granule, rows);
    if (blocks.depth < extent(depth))
      stagePartials(stages);
    Sizes memory;
    if (blocks.columns < shareOf(lanesDim))
      memory.push_back({lanesDim, blocks.columns});
    if (blocks.depth < extent(depth))
      memory.push_back({depth, blocks.depth});
    SmallVector<StringRef> order = llvm::map_to_vector(memory, [](auto &pair) { return pair.first; });
    writer.band("memory", false, memory, order, stages);
    if (!rows.empty() && blocks.rows < shareOf(rows))
      writer.band("L2", false, {{rows, blocks.rows}}, {rows});

    Sizes registers;
    for (auto [index, dim] : llvm::enumerate(dims))
      if (!op.isReduced(index) && dim != rows && dim != lanesDim)
        registers.push_back({dim, 1});
    registers.push_back({lanesDim, tile.columns});
    if (!rows.empty())
      registers.push_back({rows, tile.rows});
    if (granule > 1)
      registers.push_back({depth, granule});
    for (Computation anchor : anchors)
      writer.computation(anchor.getLabel(), registers, kUnroll, with ? StringRef(with->name) : StringRef(), "");
    return finish(registers, kRegisters);
  }

  cpu::RegisterTile registerTile(const device::Instruction *with, StringRef rows) {
    cpu::RegisterProblem problem;
    problem.rows = rows.empty() ? 1 : extent(rows);
    problem.columns = extent(lanesDim);
    problem.siblings = anchors.size();
    problem.lanes = lanes(anchors.front());
    problem.registers = device.registers ? device.registers->count.value_or(16) : 16;
    // Where a multiply-add takes no operand from memory, LLVM holds one more: 5 x 5 vectors of NEON spill, 6 x 4 do not.
    problem.spare = llvm::Triple(device.target.triple).isX86() ? 1 : 2;
    problem.vectorBytes = registerBits() / 8;
    double perInstruction = with ? 2.0 * with->m * with->n * with->k : 2.0 * problem.lanes;
    problem.multiplyAdds = with && with->flopsPerCycle ? *with->flopsPerCycle / perInstruction : 1;
    problem.l1Bytes = bytesPerCycle("L1", 2 * problem.vectorBytes);
    problem.l2Bytes = bytesPerCycle("L2", problem.vectorBytes);
    return chooseRegisterTile(problem);
  }

  struct Blocks {
    int64_t rows, columns, depth;
  };

  /// The panel of one register tile's columns over the whole depth takes at most a quarter of L2, so that it stays
  /// while the rows pass. Rows are read once a panel, at tens of operations a byte, so a block of them may lie in the
  /// level behind: four times L2. A block of columns takes a quarter of L3.
  Blocks chooseBlocks(Computation op, cpu::RegisterTile tile, StringRef rows, StringRef depth, int64_t granule) {
    Blocks blocks = {rows.empty() ? 1 : shareOf(rows), shareOf(lanesDim), extent(depth)};
    int64_t l2 = capacity("L2", 512 << 10);
    int64_t perStep = tile.columns * bytes(op->getOperand(columns)) * anchors.size();
    int64_t longest = std::max<int64_t>(64, l2 / 4 / perStep);
    if (reducedDims().size() == 1 && blocks.depth > longest) {
      int64_t parts = llvm::divideCeil(blocks.depth, longest);
      blocks.depth = llvm::alignTo(llvm::divideCeil(blocks.depth, parts), granule * kUnroll);
    }
    unsigned broadcast = op->getNumOperands() > 1 ? 1 - columns : 0;
    int64_t perRow = blocks.depth * bytes(op->getOperand(broadcast));
    if (!rows.empty() && blocks.rows * perRow > 4 * l2)
      blocks.rows = std::min(blocks.rows, std::max<int64_t>(tile.rows, 4 * l2 / perRow / tile.rows * tile.rows));
    int64_t perColumn = blocks.depth * bytes(op->getOperand(columns)) * anchors.size();
    int64_t quarter = capacity("L3", 4 * l2) / 4;
    if (blocks.depth < extent(depth) && blocks.columns * perColumn > quarter)
      blocks.columns = std::min(blocks.columns,
                                std::max<int64_t>(tile.columns, quarter / perColumn / tile.columns * tile.columns));
    return blocks;
  }

  /// Partial results of cut reductions are kept in the result where it is yielded, else in a buffer of their own.
  void stagePartials(SmallVectorImpl<StageAttr> &stages) {
    for (Computation anchor : anchors) {
      bool isYielded = llvm::any_of(anchor->getUsers(), [](Operation *user) { return isa<kernel::YieldOp>(user); });
      if (isYielded)
        continue;
      SmallVector<StringRef> names = anchor.getDimNames(), outer;
      for (AffineExpr expr : anchor.getResultAccess().getResults())
        outer.push_back(names[cast<AffineDimExpr>(expr).getPosition()]);
      stages.push_back(writer.stage(anchor.getLabel(), How::Packed, writer.layout(outer, {}),
                                    elementType(anchor->getResult(0))));
    }
  }

  /// Batch dimensions lead, then panels of columns over the depth.
  LayoutAttr panelLayout(ArrayRef<StringRef> operandDims, cpu::RegisterTile tile, StringRef depth, int64_t granule) {
    SmallVector<StringRef> outer;
    for (StringRef dim : operandDims)
      if (dim != lanesDim && dim != depth)
        outer.push_back(dim);
    outer.push_back(lanesDim);
    outer.push_back(depth);
    int64_t lanesCount = lanes(anchors.front());
    Sizes block = {{lanesDim, llvm::alignTo(tile.columns, lanesCount)}};
    if (granule > 1)
      block.push_back({depth, granule});
    return writer.layout(outer, block, shift());
  }

  /// What the rows' bytes are shifted by on their way into the instruction.
  int64_t shift() {
    const device::Instruction *with = instruction();
    return with && with->a == "u8" && deviceType(elementType(anchors.front()->getOperand(1 - columns))) == "s8" ? 128 : 0;
  }

  SmallVector<StageAttr> stageOperands(cpu::RegisterTile tile, StringRef depth, int64_t granule, StringRef rows) {
    SmallVector<StageAttr> stages;
    for (Computation anchor : anchors) {
      if (anchor->getNumOperands() != 2)
        continue;
      unsigned column = dependsOn(anchor, 1, lanesDim) ? 1 : 0;
      stageColumns(stages, anchor, column, tile, depth, granule, rows);
      bool isPairable = granule == 1 || isContiguous(anchor, 1 - column, depth);
      if (!isPairable)
        stageOnce(stages, anchor, 1 - column, rowsLayout(dimsOf(anchor, 1 - column), depth, granule));
    }
    return stages;
  }

  /// Rows with the depth innermost, so that an instruction reads neighbours along the depth at once.
  LayoutAttr rowsLayout(ArrayRef<StringRef> operandDims, StringRef depth, int64_t granule) {
    SmallVector<StringRef> outer;
    for (StringRef dim : operandDims)
      if (dim != depth)
        outer.push_back(dim);
    outer.push_back(depth);
    return writer.layout(outer, {{depth, granule}});
  }

  void stageColumns(SmallVectorImpl<StageAttr> &stages, Computation anchor, unsigned column, cpu::RegisterTile tile,
                    StringRef depth, int64_t granule, StringRef rows) {
    SmallVector<StringRef> operandDims = dimsOf(anchor, column);
    bool isPanel = llvm::is_contained(operandDims, lanesDim) && llvm::is_contained(operandDims, depth);
    if (!isPanel)
      return;
    LayoutAttr layout = panelLayout(operandDims, tile, depth, granule);
    if (isPrepackable(anchor->getOperand(column))) {
      if (known(stages, nameOf(anchor->getOperand(column))))
        return;
      stages.push_back(writer.stage(nameOf(anchor->getOperand(column)), How::Prepacked, layout));
      return;
    }
    bool isFew = rows.empty() || extent(rows) < kRowsWorthPacking;
    if (granule == 1 && isFew && isContiguous(anchor, column, lanesDim))
      return;
    stageOnce(stages, anchor, column, layout);
  }

  static bool known(ArrayRef<StageAttr> stages, StringRef name) {
    return llvm::any_of(stages, [&](StageAttr stage) { return stage.getOperand().getValue() == name; });
  }

  void stageOnce(SmallVectorImpl<StageAttr> &stages, Computation anchor, unsigned operand, LayoutAttr layout) {
    std::string name = nameOf(anchor->getOperand(operand));
    if (!known(stages, name))
      stages.push_back(writer.stage(name, How::Packed, layout));
  }

  //===-- Everything around the anchors ---------------------------------------------------------------------------===//

  /// Maps behind the anchors go to `place`; what feeds them runs before, in loops of its own.
  TreeAttr finish(const Sizes &registers, StringRef place) {
    bool isBehind = false;
    for (Computation op : kernel.getComputations()) {
      bool isAnchor = llvm::is_contained(anchors, op);
      isBehind |= isAnchor;
      if (isAnchor)
        continue;
      bool onRegisters = isBehind && place == kRegisters;
      writer.computation(op.getLabel(), onRegisters ? resultOf(op, registers) : ownTile(op), 1, "",
                         onRegisters ? kRegisters : kRoot);
    }
    return writer.finish();
  }

  Sizes resultOf(Computation op, const Sizes &registers) {
    Sizes sizes;
    SmallVector<StringRef> names = op.getDimNames();
    for (auto [dim, size] : registers)
      if (llvm::is_contained(names, dim))
        sizes.push_back({dim, size});
    return sizes;
  }

  Sizes ownTile(Computation op) {
    Sizes sizes;
    SmallVector<StringRef> names = op.getDimNames();
    AffineMap result = op.getResultAccess();
    for (auto [index, expr] : llvm::enumerate(result.getResults())) {
      StringRef dim = names[cast<AffineDimExpr>(expr).getPosition()];
      bool isLast = index + 1 == result.getNumResults();
      sizes.push_back({dim, isLast ? std::min(extent(dim), 2 * lanes(op)) : 1});
    }
    return sizes;
  }

  kernel::KernelOp kernel;
  const device::Device &device;
  Writer writer;
  int64_t threads;
  SmallVector<Computation> anchors;
  SmallVector<StringRef> dims; ///< of the first anchor
  StringRef lanesDim;          ///< the result's innermost dimension
  unsigned columns = 0;        ///< the operand that has it
  DenseMap<StringRef, int64_t> share; ///< tiles of the threads' band
};
} // namespace

TreeAttr cpu::defaultSchedule(kernel::KernelOp kernel, const device::Device &device, int64_t threads) {
  return Proposal(kernel, device, threads).propose();
}
