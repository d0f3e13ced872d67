// The default schedule of chained contractions; see Chain.h.
#include "compiler/Target/CPU/Chain.h"
#include "compiler/Target/CPU/Arrival.h"
#include "compiler/Target/CPU/Team.h"
#include "passes/Tile/Parts.h"
#include "passes/Tile/Realisable.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::Kind;
using target::ScheduleWriter;
using target::Sizes;

/// Steps of the reduced dimension that one iteration of a hot loop holds.
constexpr int64_t kSteps = 4;
/// From this many rows on, packing the keys and values that they share pays for itself.
constexpr int64_t kRowsWorthPacking = 16;
/// From so many tiles of rows on, reading a panel anew costs next to nothing.
constexpr int64_t kTilesPerPanel = 4;
/// Heads that leave threads with less of the work than this on the average are not shared out, where keys can be.
constexpr double kBalance = 0.9;
/// Vectors along the head size that one iteration of sums along the lanes holds at most.
constexpr int64_t kVectorsAlongLanes = 8;

namespace {
class ChainProposal {
public:
  /// `inParts`: softmax goes over parts of the keys where that pays. `clears`: values are cleared before the second contraction
  /// reads them, even if the mask hides them from it.
  ChainProposal(const Chain &chain, kernel::KernelOp kernel, const device::Device &device, int64_t threads, bool inParts,
                bool clears)
      : chain(chain), clears(clears), parts(kernel, device), writer(kernel.getContext()), threads(teamOf(device, threads)),
        with(parts.instruction()) {
    for (StringRef dim : chain.rows)
      if (rowsDim.empty() || extent(dim) > extent(rowsDim))
        rowsDim = dim;
    isPacked = packs();
    isPacked ? chooseRegisters() : chooseRegistersInPlace();
    if (inParts && !isPacked)
      chooseParts();
    isPacked ? chooseBlocks() : chooseBlocksInPlace();
  }

  TreeAttr propose() {
    Sizes team = threadTile();
    bool sharesKeys = !team.empty() && team.front().first == chain.keys;
    writer.parallelBand("threads", "threads", team, {}, sharesKeys ? partSums() : SmallVector<StageAttr>());
    writeMemoryBand(sharesKeys);
    SmallVector<StringRef> order(chain.rows);
    writer.band(scoreLevel(), rowTile(), order, intermediates());
    if (keyBlock)
      writer.band("L1", {{chain.keys, keyBlock}}, {chain.keys}, nextValues());
    for (Computation op : parts.kernel.getComputations())
      writeComputation(op);
    return writer.finish();
  }

  /// True where the schedule goes over parts of the keys.
  bool hasParts() const { return partKeys != 0; }

private:
  /// Heads, and parts of their keys, one after the other.
  void writeMemoryBand(bool sharesKeys) {
    Sizes tile = tileOf(chain.batch, 1);
    SmallVector<StringRef> order(chain.batch);
    SmallVector<StageAttr> stages = panels();
    if (partKeys) {
      tile.push_back({chain.keys, partKeys});
      order.push_back(chain.keys);
      if (!sharesKeys)
        llvm::append_range(stages, partSums());
    }
    writer.band(levelName(0), tile, order, stages);
  }

  int64_t extent(StringRef dim) { return parts.extent(dim); }
  int64_t granule() const { return with ? with->k : 1; }

  /// Few rows read keys and values once, as they lie: sums over the head size run along the lanes, those over keys down
  /// the values' rows. Both have to be contiguous there, and a sum along the lanes as long as a vector.
  bool packs() {
    int64_t shared = 1;
    for (StringRef dim : chain.rows)
      shared *= extent(dim);
    Computation first = chain.first, second = chain.second;
    bool isContiguous = parts.isContiguous(first, 0, chain.depth) && parts.isContiguous(first, 1, chain.depth) &&
                        parts.isContiguous(second, chain.valueOperand, chain.values);
    return shared >= kRowsWorthPacking || !isContiguous || extent(chain.depth) < lanes() * granule();
  }
  int64_t lanes() { return parts.lanes(chain.first); }

  /// The sums of a tile, one vector of columns each, the columns and a broadcast stay in registers; of the shapes that
  /// do, the one with the most multiply-adds for each load.
  void chooseRegisters() {
    double best = 0;
    for (int64_t count : {1, 2, 3, 4}) {
      int64_t most = (registerCount() - 2 - count) / count;
      int64_t tall = std::min(most, rowsDim.empty() ? 1 : extent(rowsDim));
      double reuse = double(tall * count) / double(tall + count);
      if (tall > 0 && reuse > best) {
        best = reuse;
        rows = tall;
        vectors = count;
      }
    }
  }

  int64_t registerCount() { return parts.device.registers ? parts.device.registers->count.value_or(16) : 16; }

  /// All rows are one tile, so that keys and values are read once. Of the values' columns it has as many vectors as
  /// registers are left for: sums, columns and a broadcast. Sums along the lanes take a power of two of keys, since what
  /// they come to is written as vectors.
  void chooseRegistersInPlace() {
    for (StringRef dim : chain.rows)
      rows *= extent(dim);
    for (int64_t count : {8, 4, 2})
      if (vectors == 1 && count * (rows + 1) + 1 < registerCount() && (count - 1) * lanes() < extent(chain.values))
        vectors = count;
    int64_t most = registerCount() * 3 / 4 / rows;
    if (rows > 1)
      most = std::min(most, (registerCount() - 2) / (rows + 1));
    keysAtOnce = std::min<int64_t>(llvm::bit_floor(uint64_t(std::max<int64_t>(1, most))), lanes());
  }

  /// Parts whose keys take a quarter of L2, beside as many values and the scores: from a part's maximum to its weights nothing
  /// goes further. Long streams in between would send scores to memory and back. Where threads share keys, each has some.
  void chooseParts() {
    int64_t key = extent(chain.depth) * parts.bytes(chain.first->getOperand(chain.keyOperand)), step = 4 * lanes();
    int64_t size = llvm::alignDown(parts.capacity("L2", 0) / 4 / key, step);
    if (sharesKeysBest())
      size = std::min<int64_t>(size, llvm::alignTo(llvm::divideCeil(extent(chain.keys), threads), step));
    if (size && size < extent(chain.keys))
      partKeys = size;
  }

  /// True where heads leave threads with less to do than others, and keys would not.
  bool sharesKeysBest() {
    if (!isWorthATeam(parts, threads) || extent(chain.keys) < 2 * threads * lanes())
      return false;
    Sizes heads = shareOut(parts, tileOf(chain.batch, 1), threads);
    return heads.empty() || double(extent(heads[0].first)) < kBalance * double(threads * heads[0].second);
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
    return partKeys && llvm::is_contained(op.getDimNames(), chain.keys) && !dependsOn(op, op.getResultAccess(), chain.keys);
  }

  StageAttr stageOf(Computation op) {
    return writer.stage(op.getLabel(), How::Packed, writer.layout(dimsOf(op, op.getResultAccess()), {}),
                        parts.elementType(op->getResult(0)), 0);
  }

  /// True where `op` runs when all parts are one: nothing that goes over the keys reads what it makes.
  bool waitsForParts(Computation op) {
    return partKeys && !llvm::is_contained(op.getDimNames(), chain.keys) && llvm::all_of(op->getUsers(), [&](Operation *user) {
             auto reader = dyn_cast<Computation>(user);
             return !reader || waitsForParts(reader);
           });
  }

  /// Where one tile has not all columns of the values, keys whose values lie in L1 while the tiles go over them.
  void chooseBlocksInPlace() {
    int64_t l1 = parts.capacity("L1", 0);
    if (!l1 || scoreLevel() == "L1" || extent(chain.values) <= vectors * lanes())
      return;
    int64_t step = lanes() * granule(), block = llvm::alignDown(l1 / 2 / (extent(chain.values) * valueBytes()), step);
    while (block > step && partKeys % block)
      block -= step;
    if (block && block < (partKeys ? partKeys : extent(chain.keys)))
      keyBlock = block;
  }

  int64_t valueBytes() { return parts.bytes(chain.second->getOperand(chain.valueOperand)); }

  /// Elements of each row dimension in a register tile, and in the band whose scores lie in L2 at once.
  int64_t tileRows(StringRef dim) { return !isPacked ? extent(dim) : dim == rowsDim ? rows : 1; }
  int64_t blockRows(StringRef dim) { return !isPacked ? extent(dim) : dim == rowsDim ? bandRows : 1; }

  /// Rows that share a panel of keys, and keys whose values they share, while it lies in L1: as many as leave their scores
  /// in L2. A register tile of sums takes more from the next level than that gives where it alone reads a panel.
  void chooseBlocks() {
    bandRows = rows;
    int64_t l1 = parts.capacity("L1", 0), panel = vectors * lanes() * valueBytes();
    if (!l1 || scoreLevel() == "L1" || rowsDim.empty())
      return;
    int64_t budget = parts.capacity(scoreLevel(), 0) / 2, rowBytes = extent(chain.keys) * scoreBytes();
    int64_t tiles = std::clamp<int64_t>(budget / (rows * rowBytes), 1, kTilesPerPanel);
    bandRows = std::min(rows * tiles, extent(rowsDim));
    int64_t block = llvm::alignDown(2 * l1 / 3 / panel, vectors * lanes());
    if (bandRows > rows && block && block < extent(chain.keys))
      keyBlock = block;
  }

  /// Values in place that lie in L1 are asked for a block ahead, in the order of memory.
  SmallVector<StageAttr> nextValues() {
    Value values = visibleSource(chain.mask, chain.second->getOperand(chain.valueOperand));
    if (isPacked || clears || !isa<BlockArgument>(values))
      return {};
    return {writer.stage(parts.nameOf(values), How::InPlace, {}, {}, /*ahead=*/1)};
  }

  /// Bytes that the score of one pair takes: what is computed from it point by point lies in the same place where it has
  /// the same type.
  int64_t scoreBytes() {
    llvm::SmallSetVector<Type, 2> types;
    for (Computation op : parts.kernel.getComputations())
      if (isBetween(op) && dependsOn(op, op.getResultAccess(), chain.keys))
        types.insert(parts.elementType(op->getResult(0)));
    int64_t bytes = 0;
    for (Type type : types)
      bytes += std::max<int64_t>(1, type.getIntOrFloatBitWidth() / 8);
    return bytes;
  }

  /// One unit of work for each thread: heads first, since they share nothing. Of them those first that the mask treats
  /// alike: sequences of different length would leave threads with different work.
  Sizes threadTile() {
    if (partKeys && sharesKeysBest())
      return {{chain.keys, llvm::alignTo(llvm::divideCeil(extent(chain.keys), threads), partKeys)}};
    Sizes candidates = tileOf(chain.batch, 1);
    llvm::stable_sort(candidates, [&](auto &a, auto &b) { return !isMaskedBy(a.first) && isMaskedBy(b.first); });
    for (StringRef dim : chain.rows)
      candidates.push_back({dim, blockRows(dim)});
    return shareOut(parts, candidates, threads);
  }

  /// True where what the mask leaves of the keys depends on the position along `dim`.
  bool isMaskedBy(StringRef dim) {
    if (!chain.mask)
      return false;
    Computation holder = *llvm::find_if(parts.kernel.getComputations(),
                                        [&](Computation op) { return op.getLabel() == chain.mask->mask; });
    return llvm::any_of(llvm::concat<const kernel::LinearIndex>(chain.mask->lowers, chain.mask->uppers), [&](auto &bound) {
      return bound.dims.count(dim) || llvm::any_of(bound.inputs, [&](auto &input) {
               return dependsOn(holder, holder.getAccess(input.first), dim);
             });
    });
  }

  Sizes tileOf(ArrayRef<StringRef> dims, int64_t size) {
    Sizes sizes;
    for (StringRef dim : dims)
      sizes.push_back({dim, size});
    return sizes;
  }

  Sizes rowTile() {
    Sizes sizes;
    for (StringRef dim : chain.rows)
      sizes.push_back({dim, blockRows(dim)});
    return sizes;
  }

  StringRef levelName(size_t index) {
    return parts.device.levels[std::min(index, parts.device.levels.size() - 1)].name;
  }

  StringRef scoreLevel() { return parts.device.level("L2") ? StringRef("L2") : levelName(1); }

  /// Keys and values in panels of the columns that a register tile has.
  SmallVector<StageAttr> panels() {
    if (!isPacked)
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
    Sizes block = {{columns, vectors * lanes()}};
    if (granule() > 1)
      block.push_back({depth, granule()});
    Value tensor = op->getOperand(operand);
    return writer.stage(parts.nameOf(clears ? tensor : visibleSource(chain.mask, tensor)), How::Packed,
                        writer.layout(outer, block), {}, 0);
  }

  /// True where `op` makes keys or values of operands alone: it clears them by position.
  bool isClearing(Computation op) {
    Computation first = chain.first, second = chain.second;
    return op->getResult(0) == first->getOperand(chain.keyOperand) ||
           op->getResult(0) == second->getOperand(chain.valueOperand);
  }

  /// True where `op` runs once for the rows of the inner band.
  bool isBetween(Computation op) { return op != chain.second && !isBehind(op) && !isClearing(op); }

  /// True where `op` reads the second contraction.
  bool isBehind(Computation op) { return op->isBeforeInBlock(chain.second) ? false : op != chain.second; }

  SmallVector<StageAttr> intermediates() {
    SmallVector<StageAttr> stages;
    for (Computation op : parts.kernel.getComputations())
      if (((isBetween(op) && !staysInWalk(op)) || (op == chain.second && keyBlock)) && !isPartSum(op) && !waitsForParts(op))
        stages.push_back(stageOf(op));
    return stages;
  }

  /// True where `op` goes over the keys row by row. Neighbours that do share a loop, since their tiles are equal.
  bool walksOverKeys(Computation op) {
    return op.getKind() != Kind::Contract && llvm::is_contained(op.getDimNames(), chain.keys) &&
           extent(chain.keys) >= parts.lanes(op);
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
    if (isClearing(op) && clears)
      return writer.computation(op.getLabel(), tileOf(op, chain.values, 4 * parts.lanes(op)), 1, "", kRoot);
    if (isClearing(op))
      return;
    if (op == chain.first)
      return isPacked ? writeContraction(op, chain.keys, chain.depth, scoreLevel()) : writeAlongLanes(op);
    if (op == chain.second)
      return isPacked ? writeContraction(op, chain.values, chain.keys, "") : writeInPlace(op);
    if (waitsForParts(op))
      return writer.computation(op.getLabel(), tileOf(op, chain.values, 4 * parts.lanes(op)), 1, "", kRoot);
    if (isBehind(op))
      return writer.computation(op.getLabel(), tileOf(op, chain.values, vectors * lanes()), 1, "", kRegisters);
    writer.computation(op.getLabel(), tileOf(op, chain.keys, parts.lanes(op)), 1, "", scoreLevel());
  }

  void writeContraction(Computation op, StringRef columns, StringRef depth, StringRef place) {
    Sizes registers = tileOf(op, columns, vectors * lanes());
    llvm::erase_if(registers, [&](auto &size) { return size.first == depth; });
    // All rows of the band walk over one panel before the next.
    llvm::stable_sort(registers, [&](auto &a, auto &b) { return a.first != rowsDim && b.first == rowsDim; });
    if (granule() > 1)
      registers.push_back({depth, granule()});
    writer.computation(op.getLabel(), registers, kSteps, instructionName(), place);
  }

  void writeAlongLanes(Computation op) {
    Sizes registers = tileOf(op, chain.keys, keysAtOnce);
    llvm::erase_if(registers, [&](auto &size) { return size.first == chain.depth; });
    int64_t step = lanes() * granule(), steps = extent(chain.depth) / step, unroll = kVectorsAlongLanes;
    while (steps % unroll)
      --unroll;
    registers.push_back({chain.depth, step});
    int64_t key = extent(chain.depth) * parts.bytes(op->getOperand(chain.keyOperand));
    writer.computation(op.getLabel(), registers, unroll, granule() > 1 ? StringRef(with->name) : StringRef(), scoreLevel(),
                       /*isSwapped=*/false, extent(chain.depth) * ahead(key));
  }

  /// Values in place have no neighbours along the keys, so that an instruction on pairs has nothing to read.
  void writeInPlace(Computation op) {
    Sizes registers = tileOf(op, chain.values, vectors * lanes());
    llvm::erase_if(registers, [&](auto &size) { return size.first == chain.keys; });
    bool isAhead = keyBlock && !nextValues().empty();
    int64_t row = std::min(vectors * lanes(), extent(chain.values)) * valueBytes();
    writer.computation(op.getLabel(), registers, kSteps, granule() > 1 ? StringRef() : instructionName(), "",
                       /*isSwapped=*/false, isAhead ? 0 : ahead(row));
  }

  /// Keys that are asked for before their use, of which each brings `bytes`. A cache of keys and values lies in memory:
  /// between one token and the next all layers' pass through the processor's caches.
  int64_t ahead(int64_t bytes) {
    const device::MemoryLevel *memory = parts.device.level("memory");
    return memory ? int64_t(std::ceil(Arrival::bytesInFlight(*memory) / double(bytes))) : 0;
  }

  StringRef instructionName() const { return with ? StringRef(with->name) : StringRef(); }

  /// A tile of `op` with `width` elements of dimension `columns`, the rows of a register tile and one element of every
  /// other dimension. Where it has no such columns, or too few to reduce along the lanes, all rows are one tile.
  Sizes tileOf(Computation op, StringRef columns, int64_t width) {
    SmallVector<StringRef> names = op.getDimNames();
    bool isTooShort = op.getKind() == Kind::Reduce && extent(columns) < width;
    bool hasColumns = llvm::is_contained(names, columns) && !isTooShort;
    Sizes sizes;
    for (StringRef dim : names) {
      if (isTooShort && dim == columns)
        continue;
      if (dim == columns)
        sizes.push_back({dim, std::min(width, extent(dim))});
      else if (llvm::is_contained(chain.rows, dim))
        sizes.push_back({dim, hasColumns ? tileRows(dim) : blockRows(dim)});
      else
        sizes.push_back({dim, 1});
    }
    return sizes;
  }

  const Chain &chain;
  bool clears;
  KernelParts parts;
  ScheduleWriter writer;
  int64_t threads;
  const device::Instruction *with;
  StringRef rowsDim;             ///< the longest of the rows' dimensions, or empty
  int64_t rows = 1, vectors = 1; ///< of a register tile of sums
  int64_t bandRows = 1;          ///< whose scores lie in L2 at once
  int64_t keysAtOnce = 1;        ///< of a register tile of sums along the lanes
  int64_t partKeys = 0;          ///< of a part that softmax goes over; 0: all at once
  int64_t keyBlock = 0;          ///< keys whose values lie in L1 while all rows of a band use them; 0: all keys
  bool isPacked = true;
};
} // namespace

TreeAttr cpu::chainSchedule(const Chain &chain, kernel::KernelOp kernel, const device::Device &device,
                            int64_t threads) {
  for (auto [inParts, clears] : {std::pair(true, false), std::pair(true, true), std::pair(false, false)}) {
    ChainProposal proposal(chain, kernel, device, threads, inParts, clears);
    TreeAttr tree = proposal.propose();
    bool isSoftmax = !proposal.hasParts() || tile::partsOf(kernel, tree);
    if (isSoftmax && !tile::whyNotRealisable(kernel, tree, &device))
      return tree;
  }
  return ChainProposal(chain, kernel, device, threads, /*inParts=*/false, /*clears=*/true).propose();
}
