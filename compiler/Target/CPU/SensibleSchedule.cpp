// Draws schedules; see SensibleSchedule.h.
#include "compiler/Target/CPU/SensibleSchedule.h"
#include "compiler/Target/CPU/KernelParts.h"
#include "compiler/Target/CPU/Space.h"
#include "compiler/Target/ScheduleWriter.h"
#include "passes/Schedule/Legality.h"
#include "passes/Tile/Realisable.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::Kind;
using target::ScheduleWriter;
using target::Sizes;

namespace {
/// One try. Tiles need not be legal: whoever asked checks that.
class Draw {
public:
  Draw(std::mt19937_64 &random, kernel::KernelOp kernel, const device::Device &device, int64_t threads)
      : random(random), parts(kernel, device), writer(kernel.getContext()), threads(threads) {}

  bool isApplicable() {
    Computation op = parts.anchor();
    bool isPlain = parts.anchors.size() == 1 && op.getKind() == Kind::Contract && op->getNumOperands() == 2;
    return isPlain && !parts.lanesDim.empty() && parts.reducedDims().size() == 1 && parts.isBroadcasting() &&
           !parts.dimsOf(op, parts.columns).empty();
  }

  TreeAttr draw() {
    rows = parts.rowsDim(), depth = parts.reducedDims().front(), columns = parts.lanesDim;
    bool isAlongDepth = parts.isContiguous(parts.anchor(), parts.columns, depth);
    return isAlongDepth && !isWeight() && chance(40) ? drawHorizontal() : drawVertical();
  }

private:
  int64_t below(int64_t count) { return int64_t(random() % uint64_t(count)); }
  int64_t between(int64_t first, int64_t last) { return first + below(last - first + 1); }
  bool chance(int64_t percent) { return below(100) < percent; }
  int64_t pick(ArrayRef<int64_t> choices) { return choices[below(choices.size())]; }

  bool isWeight() { return parts.isPrepackable(parts.anchor()->getOperand(parts.columns)); }
  int64_t rowCount() { return rows.empty() ? 1 : parts.extent(rows); }

  /// `extent` in equal parts, each a multiple of `step`; small counts are more likely.
  int64_t part(int64_t extent, int64_t step) {
    int64_t count = chance(40) ? 1 : pick({2, 2, 3, 4, 4, 6, 8, 12, 16});
    return std::min(extent, int64_t(llvm::alignTo(llvm::divideCeil(extent, count), step)));
  }

  //===-- Threads -----------------------------------------------------------------------------------------------===//

  /// Cuts columns or rows into one tile a thread and shrinks the share to it.
  void drawTeam(int64_t rowStep, int64_t columnStep) {
    share = {rowCount(), parts.extent(columns)};
    if (threads == 1)
      return;
    bool isByRows = !rows.empty() && rowCount() > rowStep && chance(40);
    int64_t &whole = isByRows ? share.first : share.second;
    int64_t tile = llvm::alignTo(llvm::divideCeil(whole, threads), isByRows ? rowStep : columnStep);
    if (tile >= whole)
      return;
    whole = tile;
    writer.parallelBand("threads", "threads", {{isByRows ? rows : columns, tile}});
  }

  //===-- Lanes along the sum -----------------------------------------------------------------------------------===//

  TreeAttr drawHorizontal() {
    const device::Instruction *with = parts.instruction(/*isAlongLanes=*/true);
    int64_t vector = parts.lanes(parts.anchor()) * (with ? with->k : 1);
    tileRows = between(1, std::min<int64_t>(rowCount(), 8)), tileColumns = between(1, 8);
    drawTeam(tileRows, tileColumns);
    finish(vector, pick({1, 2, 4}), with, /*onRegisters=*/false);
    return writer.finish();
  }

  //===-- Lanes along the result --------------------------------------------------------------------------------===//

  TreeAttr drawVertical() {
    with = parts.instruction();
    granule = with ? with->k : 1;
    int64_t registers = parts.registerCount();
    int64_t vectors = between(1, 8);
    int64_t most = std::max<int64_t>(1, (registers - 1 - vectors) / vectors);
    // Tiles that leave half of the registers empty are rarely worth a try.
    tileRows = std::min(rowCount(), chance(80) ? between((most + 1) / 2, most) : between(1, most));
    tileColumns = vectors * parts.lanes(parts.anchor());
    unroll = pick({1, 2, 4, 4, 8, 16});
    prefetch = isWeight() && chance(30) ? pick({32, 64, 128, 256}) : 0;
    drawTeam(tileRows, tileColumns);
    blockRows = part(share.first, tileRows), blockColumns = part(share.second, tileColumns);
    // Sums over shifted bytes are those of the whole depth unless the columns are packed once.
    bool isWhole = parts.shift(with) && !isWeight();
    blockDepth = isWhole ? parts.extent(depth) : part(parts.extent(depth), granule * unroll);
    if (!isWeight() && chance(60))
      drawPanels();
    else
      drawBlocks();
    finish(granule, unroll, with, /*onRegisters=*/true);
    return writer.finish();
  }

  /// Columns and depth outside, rows inside; the columns packed once, packed per block, or read as they lie.
  void drawBlocks() {
    Sizes cut = blockSizes();
    SmallVector<StringRef> order;
    for (auto [dim, size] : cut)
      order.push_back(dim);
    if (chance(30))
      std::reverse(order.begin(), order.end());
    SmallVector<StageAttr> stages;
    bool isInPlace = !isWeight() && granule <= 2 && chance(50);
    if (!isInPlace)
      stages.push_back(columnStage(isWeight() ? How::Prepacked : How::Packed));
    addPartials(stages);
    writer.band("memory", cut, order, stages);
    if (!rows.empty() && blockRows < share.first)
      writer.band("L2", {{rows, blockRows}}, {rows});
  }

  Sizes blockSizes() {
    Sizes cut;
    if (blockColumns < share.second)
      cut.push_back({columns, blockColumns});
    if (blockDepth < parts.extent(depth))
      cut.push_back({depth, blockDepth});
    return cut;
  }

  /// One panel of the register tile's columns is packed just before the rows pass it.
  void drawPanels() {
    SmallVector<StageAttr> partials, panel = {columnStage(How::Packed)};
    addPartials(partials);
    bool isCut = tileColumns < share.second, isDeep = blockDepth < parts.extent(depth);
    writer.band("memory", isCut ? Sizes{{columns, tileColumns}} : Sizes(),
                isCut ? SmallVector<StringRef>{columns} : SmallVector<StringRef>(), partials);
    writer.band("L2", isDeep ? Sizes{{depth, blockDepth}} : Sizes(),
                isDeep ? SmallVector<StringRef>{depth} : SmallVector<StringRef>(), panel);
  }

  StageAttr columnStage(How how) {
    Value operand = parts.anchor()->getOperand(parts.columns);
    Sizes block = {{columns, tileColumns}};
    if (granule > 1)
      block.push_back({depth, granule});
    LayoutAttr layout = writer.layout({columns, depth}, block, parts.shift(with));
    return writer.stage(parts.nameOf(operand), how, layout, {}, chance(50) ? 1 : 0);
  }

  /// Parts of sums have to be kept somewhere where the result is not what the kernel yields.
  void addPartials(SmallVectorImpl<StageAttr> &stages) {
    Computation op = parts.anchor();
    bool isYielded = llvm::any_of(op->getUsers(), [](Operation *user) { return isa<kernel::YieldOp>(user); });
    if (isYielded || blockDepth == parts.extent(depth))
      return;
    SmallVector<StringRef> outer;
    if (!rows.empty())
      outer.push_back(rows);
    outer.push_back(columns);
    stages.push_back(
        writer.stage(op.getLabel(), How::Packed, writer.layout(outer, {}), parts.elementType(op->getResult(0))));
  }

  //===-- Computations ------------------------------------------------------------------------------------------===//

  /// The anchor with `step` of the depth in registers, and the maps around it: behind it on its registers, else alone.
  void finish(int64_t step, int64_t unrolled, const device::Instruction *instruction, bool onRegisters) {
    Sizes registers = {{columns, tileColumns}};
    if (!rows.empty())
      registers.push_back({rows, tileRows});
    Sizes summed = registers;
    if (step > 1)
      summed.push_back({depth, step});
    bool isBehind = false;
    for (Computation op : parts.kernel.getComputations()) {
      bool isAnchor = op == parts.anchor();
      isBehind |= isAnchor;
      if (isAnchor)
        writer.computation(op.getLabel(), summed, unrolled, instruction ? StringRef(instruction->name) : "", "",
                           /*isSwapped=*/false, prefetch);
      else
        writer.computation(op.getLabel(), mapTile(op, registers, onRegisters && isBehind), 1, "",
                           onRegisters && isBehind ? kRegisters : kRoot);
    }
  }

  /// The part of `registers` that `op` has, or a row of vectors of its own.
  Sizes mapTile(Computation op, const Sizes &registers, bool onRegisters) {
    Sizes sizes;
    SmallVector<StringRef> names = op.getDimNames();
    for (auto [dim, size] : registers)
      if (llvm::is_contained(names, dim))
        sizes.push_back({dim, onRegisters ? size : dim == columns ? 2 * parts.lanes(op) : 1});
    return sizes;
  }

  std::mt19937_64 &random;
  KernelParts parts;
  ScheduleWriter writer;
  int64_t threads;
  StringRef rows, columns, depth;
  const device::Instruction *with = nullptr;
  int64_t granule = 1, unroll = 1, prefetch = 0, tileRows = 1, tileColumns = 1;
  int64_t blockRows = 1, blockColumns = 1, blockDepth = 1;
  std::pair<int64_t, int64_t> share; ///< rows and columns that one thread has
};
} // namespace

/// A random point of `space` as a schedule; null where it breaks a constraint, or leaves a part of the team idle.
static TreeAttr drawPoint(std::mt19937_64 &random, const target::Space &space, int64_t threads) {
  target::Point point;
  int64_t parts = 1;
  for (const target::Knob &knob : space.knobs) {
    int64_t value = knob.values[random() % knob.values.size()];
    point.set(knob.name, value, knob.neutral);
    parts *= StringRef(knob.name).starts_with("threads.") ? value : 1;
  }
  bool isAllowed = llvm::all_of(space.constraints, [&](const target::Constraint &rule) { return rule.holds(point); });
  return isAllowed && parts == threads ? space.write(point) : TreeAttr();
}

TreeAttr cpu::sensibleSchedule(std::mt19937_64 &random, kernel::KernelOp kernel, const device::Device &device,
                               int64_t threads) {
  constexpr int kTries = 1000;
  ScopedDiagnosticHandler quiet(kernel.getContext(), [](Diagnostic &) { return success(); });
  std::optional<target::Space> expanded = expandedSpace(kernel, device, threads);
  for (int attempt = 0; attempt < kTries; ++attempt) {
    Draw draw(random, kernel, device, threads);
    if (!expanded && !draw.isApplicable())
      return {};
    TreeAttr tree = expanded ? drawPoint(random, *expanded, threads) : draw.draw();
    if (tree && !firstViolation(kernel, device, tree) && !tile::whyNotRealisable(kernel, tree, &device))
      return tree;
  }
  return {};
}
