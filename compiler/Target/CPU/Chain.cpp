// Writes the default schedule of chained contractions; see Chain.h, and ChainPlan.h for what is chosen.
#include "compiler/Target/CPU/Arrival.h"
#include "compiler/Target/CPU/ChainPlan.h"
#include "passes/Tile/Parts.h"
#include "passes/Tile/Realisable.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include <cmath>

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::Kind;
using target::ScheduleWriter;
using target::Sizes;

/// Vectors along the head size that one iteration of sums along the lanes holds at most.
constexpr int64_t kVectorsAlongLanes = 8;

namespace {
/// Writes one plan down.
class ChainWriter {
public:
  explicit ChainWriter(ChainPlan &plan)
      : plan(plan), chain(plan.chain), parts(plan.parts), writer(plan.parts.kernel.getContext()) {}

  TreeAttr write() {
    Sizes team = plan.threadTile();
    bool sharesKeys = !team.empty() && team.front().first == chain.keys;
    writer.parallelBand("threads", "threads", team, {}, sharesKeys ? partSums() : SmallVector<StageAttr>());
    writeMemoryBand(sharesKeys);
    SmallVector<StringRef> order(chain.rows);
    writer.band(plan.scoreLevel(), rowTile(), order, intermediates());
    if (plan.keyBlock)
      writer.band("L1", {{chain.keys, plan.keyBlock}}, {chain.keys}, nextValues());
    for (Computation op : parts.kernel.getComputations())
      writeComputation(op);
    return writer.finish();
  }

private:
  /// Heads, and parts of their keys, one after the other.
  void writeMemoryBand(bool sharesKeys) {
    Sizes tile = cpu::tileOf(chain.batch, 1);
    SmallVector<StringRef> order(chain.batch);
    SmallVector<StageAttr> stages = panels();
    if (plan.partKeys) {
      tile.push_back({chain.keys, plan.partKeys});
      order.push_back(chain.keys);
      if (!sharesKeys)
        llvm::append_range(stages, partSums());
    }
    writer.band(parts.levelName(0), tile, order, stages);
  }

  /// What is reduced along the keys, of which each part has its own.
  SmallVector<StageAttr> partSums() {
    SmallVector<StageAttr> stages;
    for (Computation op : parts.kernel.getComputations())
      if (isPartSum(op))
        stages.push_back(stageOf(op));
    return stages;
  }

  bool isPartSum(Computation op) {
    return plan.partKeys && llvm::is_contained(op.getDimNames(), chain.keys) &&
           !dependsOn(op, op.getResultAccess(), chain.keys);
  }

  StageAttr stageOf(Computation op) {
    return writer.stage(op.getLabel(), How::Packed, writer.layout(dimsOf(op, op.getResultAccess()), {}),
                        parts.elementType(op->getResult(0)), 0);
  }

  /// True where `op` runs when all parts are one: nothing that goes over the keys reads what it makes.
  bool waitsForParts(Computation op) {
    return plan.partKeys && !llvm::is_contained(op.getDimNames(), chain.keys) &&
           llvm::all_of(op->getUsers(), [&](Operation *user) {
             auto reader = dyn_cast<Computation>(user);
             return !reader || waitsForParts(reader);
           });
  }

  /// Values in place that lie in L1 are asked for a block ahead, in the order of memory.
  SmallVector<StageAttr> nextValues() {
    Value values = visibleSource(chain.mask, chain.second->getOperand(chain.valueOperand));
    if (plan.isPacked || plan.isInOrder() || plan.clears || !isa<BlockArgument>(values))
      return {};
    return {writer.stage(parts.nameOf(values), How::InPlace, {}, {}, /*ahead=*/1)};
  }

  Sizes rowTile() {
    Sizes sizes;
    for (StringRef dim : chain.rows)
      sizes.push_back({dim, plan.blockRows(dim)});
    return sizes;
  }

  /// Keys and values in panels of the columns that a register tile has.
  SmallVector<StageAttr> panels() {
    if (!plan.isPacked)
      return {};
    return {panel(chain.first, chain.keyOperand, chain.keys, chain.depth),
            panel(chain.second, chain.valueOperand, chain.values, chain.keys)};
  }

  StageAttr panel(Computation op, unsigned operand, StringRef columns, StringRef depth) {
    SmallVector<StringRef> outer;
    for (StringRef dim : dimsOf(op, op.getAccess(operand)))
      if (dim != columns && dim != depth)
        outer.push_back(dim);
    outer.push_back(columns);
    outer.push_back(depth);
    Sizes block = {{columns, plan.vectors * plan.lanes()}};
    addGroup(block, op, depth);
    Value tensor = op->getOperand(operand);
    // Panels of a part are used up before the next one's are made of what has arrived meanwhile.
    return writer.stage(parts.nameOf(plan.clears ? tensor : visibleSource(chain.mask, tensor)), How::Packed,
                        writer.layout(outer, block), {}, /*ahead=*/plan.hasNextPart());
  }

  SmallVector<StageAttr> intermediates() {
    SmallVector<StageAttr> stages;
    for (Computation op : parts.kernel.getComputations())
      if (((plan.isBetween(op) && !staysInWalk(op)) || (op == chain.second && plan.keyBlock)) && !isPartSum(op) &&
          !waitsForParts(op))
        stages.push_back(stageOf(op));
    return stages;
  }

  /// True where `op` goes over the keys row by row. Neighbours that do share a loop, since their tiles are equal.
  bool walksOverKeys(Computation op) {
    return op.getKind() != Kind::Contract && llvm::is_contained(op.getDimNames(), chain.keys) &&
           plan.extent(chain.keys) >= parts.lanes(op);
  }

  /// True where only what shares the loop of `op` reads its result, or computes it anew in a loop of its own.
  bool staysInWalk(Computation op) {
    auto isInWalk = [&](Operation *reader) {
      for (Operation *each = op; each != reader; each = each->getNextNode())
        if (!walksOverKeys(cast<Computation>(each)))
          return isCheap(op) && leadsToReduction(reader);
      return walksOverKeys(cast<Computation>(reader));
    };
    return op.getKind() == Kind::Map && walksOverKeys(op) && llvm::all_of(op->getUsers(), isInWalk);
  }

  /// True where `op`, which goes over the keys, shares its loop with a reduction that is it or follows it.
  bool leadsToReduction(Operation *op) {
    for (auto each = dyn_cast<Computation>(op); each && walksOverKeys(each);
         each = dyn_cast_or_null<Computation>(each->getNextNode()))
      if (each.getKind() == Kind::Reduce)
        return true;
    return false;
  }

  /// True where computing `op` twice takes less than writing its result and reading it again.
  static bool isCheap(Computation op) {
    constexpr int64_t kFewOperations = 16;
    Block *body = op.getBodyOrNull();
    bool isSimple = llvm::none_of(
        *body, [](Operation &each) { return isa<math::MathDialect>(each.getDialect()) || isa<arith::DivFOp>(each); });
    return isSimple && int64_t(body->getOperations().size()) <= kFewOperations;
  }

  /// The dimensions of what `op` reads or writes through `access`, outermost first.
  static SmallVector<StringRef> dimsOf(Computation op, AffineMap access) {
    SmallVector<StringRef> names = op.getDimNames(), dims;
    for (AffineExpr expr : access.getResults())
      dims.push_back(names[cast<AffineDimExpr>(expr).getPosition()]);
    return dims;
  }

  void writeComputation(Computation op) {
    if (plan.isClearing(op) && plan.clears)
      return writer.computation(op.getLabel(), tileOf(op, chain.values, 4 * parts.lanes(op)), 1, "", kRoot);
    if (plan.isClearing(op))
      return;
    if (op == chain.first)
      return plan.isPacked ? writeContraction(op, chain.keys, chain.depth, plan.scoreLevel()) : writeAlongLanes(op);
    if (op == chain.second)
      return plan.isPacked ? writeContraction(op, chain.values, chain.keys, "") : writeInPlace(op);
    if (waitsForParts(op))
      return writer.computation(op.getLabel(), tileOf(op, chain.values, 4 * parts.lanes(op)), 1, "", kRoot);
    if (plan.isBehind(op))
      return writer.computation(op.getLabel(), tileOf(op, chain.values, plan.vectors * plan.lanes()), 1, "",
                                kRegisters);
    writer.computation(op.getLabel(), tileOf(op, chain.keys, parts.lanes(op)), 1, "", plan.scoreLevel());
  }

  void writeContraction(Computation op, StringRef columns, StringRef depth, StringRef place) {
    Sizes registers = tileOf(op, columns, plan.vectors * plan.lanes());
    llvm::erase_if(registers, [&](auto &size) { return size.first == depth; });
    // All rows of the band walk over one panel before the next.
    llvm::stable_sort(registers, [&](auto &a, auto &b) { return a.first != plan.rowsDim && b.first == plan.rowsDim; });
    addGroup(registers, op, depth);
    writer.computation(op.getLabel(), registers, kSteps, instructionName(op), place);
  }

  void writeAlongLanes(Computation op) {
    Sizes registers = tileOf(op, chain.keys, plan.keysAtOnce);
    llvm::erase_if(registers, [&](auto &size) { return size.first == chain.depth; });
    int64_t step = plan.lanes() * plan.granule(), steps = plan.extent(chain.depth) / step, unroll = kVectorsAlongLanes;
    while (steps % unroll)
      --unroll;
    registers.push_back({chain.depth, step});
    int64_t key = plan.extent(chain.depth) * plan.keyBytes();
    writer.computation(op.getLabel(), registers, unroll, plan.granule() > 1 ? instructionName(op) : StringRef(),
                       plan.scoreLevel(),
                       /*isSwapped=*/false, plan.extent(chain.depth) * ahead(key));
  }

  /// An instruction on pairs reads two keys' values at once, which are interleaved in registers.
  void writeInPlace(Computation op) {
    Sizes registers = tileOf(op, chain.values, plan.vectors * plan.lanes());
    llvm::erase_if(registers, [&](auto &size) { return size.first == chain.keys; });
    addGroup(registers, op, chain.keys);
    bool isAhead = plan.keyBlock && !nextValues().empty();
    int64_t row = std::min(plan.vectors * plan.lanes(), plan.extent(chain.values)) * plan.valueBytes();
    writer.computation(op.getLabel(), registers, kSteps, instructionName(op), "",
                       /*isSwapped=*/false, isAhead ? 0 : ahead(row));
  }

  /// Keys that are asked for before their use, of which each brings `bytes`. A cache of keys and values lies in memory:
  /// between one token and the next all layers' pass through the processor's caches.
  int64_t ahead(int64_t bytes) {
    const device::MemoryLevel *memory = parts.device.level("memory");
    return memory && !plan.isInOrder() ? int64_t(std::ceil(Arrival::bytesInFlight(*memory) / double(bytes))) : 0;
  }

  /// Adds the neighbours along `depth` that the instruction of `op` reads at once, where it reads several.
  void addGroup(Sizes &sizes, Computation op, StringRef depth) {
    if (plan.granuleOf(op) > 1)
      sizes.push_back({depth, plan.granuleOf(op)});
  }

  StringRef instructionName(Computation op) {
    const device::Instruction *instruction = plan.instructionOf(op);
    return instruction ? StringRef(instruction->name) : StringRef();
  }

  /// A tile of `op` with `width` elements of dimension `columns`, the rows of a register tile and one element of every
  /// other dimension. Where it has no such columns, or too few to reduce along the lanes, all rows are one tile.
  Sizes tileOf(Computation op, StringRef columns, int64_t width) {
    SmallVector<StringRef> names = op.getDimNames();
    bool isTooShort = op.getKind() == Kind::Reduce && plan.extent(columns) < width;
    bool hasColumns = llvm::is_contained(names, columns) && !isTooShort;
    Sizes sizes;
    for (StringRef dim : names) {
      if (isTooShort && dim == columns)
        continue;
      if (dim == columns)
        sizes.push_back({dim, std::min(width, plan.extent(dim))});
      else if (llvm::is_contained(chain.rows, dim))
        sizes.push_back({dim, !hasColumns        ? plan.blockRows(dim)
                              : sumsOverKeys(op) ? plan.sumRows(dim)
                                                 : plan.tileRows(dim)});
      else
        sizes.push_back({dim, 1});
    }
    return sizes;
  }

  /// True for the sums over keys, and for what runs on their registers.
  bool sumsOverKeys(Computation op) { return op == chain.second || (plan.isBehind(op) && !waitsForParts(op)); }

  ChainPlan &plan;
  const Chain &chain;
  KernelParts &parts;
  ScheduleWriter writer;
};
} // namespace

TreeAttr cpu::chainSchedule(const Chain &chain, kernel::KernelOp kernel, const device::Device &device,
                            int64_t threads) {
  for (auto [inParts, clears] : {std::pair(true, false), std::pair(true, true), std::pair(false, false)}) {
    ChainPlan plan(chain, kernel, device, threads, inParts, clears);
    TreeAttr tree = ChainWriter(plan).write();
    bool isSoftmax = !plan.partKeys || tile::partsOf(kernel, tree);
    if (isSoftmax && !tile::whyNotRealisable(kernel, tree, &device))
      return tree;
  }
  ChainPlan plan(chain, kernel, device, threads, /*inParts=*/false, /*clears=*/true);
  return ChainWriter(plan).write();
}
