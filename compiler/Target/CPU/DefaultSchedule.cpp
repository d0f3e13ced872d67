// The default schedule of a kernel on a CPU; see DefaultSchedule.h.
#include "compiler/Target/CPU/DefaultSchedule.h"
#include "compiler/Target/CPU/Arrival.h"
#include "compiler/Target/CPU/KernelParts.h"
#include "compiler/Target/CPU/RegisterTile.h"
#include "compiler/Target/ScheduleWriter.h"

#include "llvm/Support/MathExtras.h"
#include "llvm/TargetParser/Triple.h"
#include <cmath>

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::Kind;
using target::ScheduleWriter;
using target::Sizes;

namespace {
/// Work below this many points of the iteration space is not worth waking a team for.
constexpr int64_t kPointsPerThread = 16384;
/// Steps of the reduced dimension that one iteration of the hot loop holds.
constexpr int64_t kUnroll = 4;
/// Rows that one tile of sums along the lanes serves at once; more of them read the columns once more a tile.
constexpr int64_t kRowsAlongLanes = 6;
/// From this many rows on, packing columns that could be read as they lie pays for itself.
constexpr int64_t kRowsWorthPacking = 16;
/// From this many rows on a team may share them out; fewer rows do not pay for reading the columns once a thread.
constexpr int64_t kRowsWorthSplitting = 128;
/// Elements along the depth that a panel is expanded by at once: those of the usual group of scales.
constexpr int64_t kExpandedDepth = 32;

/// Up to this many rows, each step expands the columns that it reads; more rows read an expanded panel.
constexpr int64_t kRowsInSteps = 12;

/// Blocks of a contraction, in elements.
struct Blocks {
  int64_t rows, columns, depth;
};

class Proposal {
public:
  Proposal(kernel::KernelOp kernel, const device::Device &device, int64_t threads)
      : parts(kernel, device), arrival(parts), writer(kernel.getContext()), threads(threads) {
    const device::ParallelResource *team = device.resource("threads");
    if (this->threads == 0 && team)
      this->threads = team->count.value_or(1);
    this->threads = std::max<int64_t>(1, this->threads);
  }

  TreeAttr propose() {
    if (parts.lanesDim.empty() || isReducedAlongLanes())
      return proposeHorizontal();
    return parts.anchor().getKind() == Kind::Map ? proposeMap() : proposeReduction();
  }

private:
  int64_t extent(StringRef dim) { return parts.extent(dim); }

  /// What one thread of the team has of a dimension.
  int64_t shareOf(StringRef dim) {
    auto found = share.find(dim);
    return found == share.end() ? extent(dim) : found->second;
  }

  bool hasTeam() { return threads > 1 && parts.points() >= threads * kPointsPerThread; }

  /// Cuts the one of `candidates` that balances best into one tile a thread, each a multiple of its `step`.
  Sizes threadTile(ArrayRef<std::pair<StringRef, int64_t>> candidates) {
    if (!hasTeam())
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

  //===-- Maps --------------------------------------------------------------------------------------------------===//

  TreeAttr proposeMap() {
    Computation op = parts.anchor();
    int64_t width = std::min(extent(parts.lanesDim), 4 * parts.lanes(op));
    Sizes registers;
    for (AffineExpr expr : op.getResultAccess().getResults()) {
      StringRef dim = parts.dims[cast<AffineDimExpr>(expr).getPosition()];
      registers.push_back({dim, dim == parts.lanesDim ? width : 1});
    }
    writer.parallelBand("threads", "threads", threadTile(registers));
    writer.computation(op.getLabel(), registers, 1, "", "");
    return finish(registers, "");
  }

  //===-- Reductions along the lanes: the operand is contiguous in a reduced dimension only ----------------------===//

  bool isReducedAlongLanes() {
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

  TreeAttr proposeHorizontal() {
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

  /// Sums of a few columns and rows at once, so that each vector that is read takes part in several.
  Sizes horizontalTile(Computation op, bool isLong) {
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

  //===-- Contractions and general reductions -------------------------------------------------------------------===//

  TreeAttr proposeReduction() {
    Computation op = parts.anchor();
    StringRef rows = parts.rowsDim(), depth = parts.reducedDims().back();
    const device::Instruction *with = parts.instruction();
    int64_t granule = with ? with->k : 1;
    cpu::RegisterTile tile = registerTile(with, rows);
    if (isExpanded(with))
      tile = wholeRuns(tile);
    Sizes team = threadTile(teamCandidates(tile, rows));
    for (auto [dim, size] : team)
      share[dim] = size;
    writer.parallelBand("threads", "threads", team);
    StringRef expansionPlace;
    if (isExpanded(with))
      expansionPlace = blockExpanded(tile, rows, depth, with);
    else if (packsColumns(granule))
      blockPacked(tile, rows, depth, with);
    else
      blockInPlace(tile, rows, depth, with);
    Sizes registers;
    for (auto [index, dim] : llvm::enumerate(parts.dims))
      if (!op.isReduced(index) && dim != rows && dim != parts.lanesDim)
        registers.push_back({dim, 1});
    registers.push_back({parts.lanesDim, tile.columns});
    // Results that take longer than the arithmetic are written row by row where panels end inside a cache line: down a
    // panel each such line would travel twice.
    if (!rows.empty())
      registers.insert(resultsDominate(tile, depth, with) ? std::prev(registers.end()) : registers.end(), {rows, tile.rows});
    if (granule > 1)
      registers.push_back({depth, granule});
    // Scales are loaded once an iteration.
    int64_t unroll = expansionPlace == kStep ? kExpandedDepth / granule : unrollOf(tile, with);
    for (Computation anchor : parts.anchors)
      writer.computation(anchor.getLabel(), registers, unroll, with ? StringRef(with->name) : StringRef(), "");
    return finish(registers, kRegisters, expansionPlace);
  }

  /// True where the depth is so short that a result takes longer to write to memory than to compute, the rows of a panel
  /// end inside a cache line, and the columns stay in half of L2 while the rows pass.
  bool resultsDominate(cpu::RegisterTile tile, StringRef depth, const device::Instruction *with) {
    const device::MemoryLevel *memory = parts.device.level("memory");
    if (!with || !with->flopsPerCycle || !memory || !memory->unitBandwidth || !parts.device.clockHz)
      return false;
    int64_t columnBytes = shareOf(parts.lanesDim) * extent(depth) * parts.bytes(parts.anchor()->getOperand(parts.columns));
    int64_t resultBytes = parts.bytes(parts.kernel.getComputations().back()->getResult(0));
    if (tile.columns * resultBytes % memory->line.value_or(64) == 0)
      return false;
    double writing = resultBytes * *parts.device.clockHz / *memory->unitBandwidth;
    return 2 * columnBytes <= parts.capacity("L2", 0) && 2.0 * extent(depth) / *with->flopsPerCycle < 2 * writing;
  }

  Sizes teamCandidates(cpu::RegisterTile tile, StringRef rows) {
    Sizes candidates = {{parts.lanesDim, tile.columns}};
    if (!rows.empty() && (extent(rows) >= kRowsWorthSplitting || extent(parts.lanesDim) < threads * tile.columns))
      candidates.push_back({rows, tile.rows});
    for (auto [index, dim] : llvm::enumerate(parts.dims))
      if (!parts.anchor().isReduced(index) && dim != rows && dim != parts.lanesDim)
        candidates.insert(candidates.begin(), {dim, 1});
    return candidates;
  }

  cpu::RegisterTile registerTile(const device::Instruction *with, StringRef rows) {
    cpu::RegisterProblem problem;
    problem.rows = rows.empty() ? 1 : extent(rows);
    problem.lanes = parts.lanes(parts.anchor());
    bool isShared = hasTeam() && extent(parts.lanesDim) >= 2 * threads * problem.lanes;
    problem.columns = isShared ? llvm::alignTo(llvm::divideCeil(extent(parts.lanesDim), threads), problem.lanes)
                               : extent(parts.lanesDim);
    problem.siblings = parts.anchors.size();
    problem.registers = parts.device.registers ? parts.device.registers->count.value_or(16) : 16;
    // Where a multiply-add takes no operand from memory, LLVM holds one more: 5 x 5 vectors of NEON spill, 6 x 4 do not.
    bool isX86 = llvm::Triple(parts.device.target.triple).isX86();
    problem.spare = isX86 ? 1 : 2;
    // Rows that are read in place lie one stride apart. Where that is a power of two they share the sets of L1, of which
    // more than eight rows would fill too many ways; where addresses take no scaled index, each row holds a register.
    problem.mostRows = isX86 ? 8 : 6;
    problem.vectorBytes = parts.registerBits() / 8;
    double perInstruction = with ? 2.0 * with->m * with->n * with->k : 2.0 * problem.lanes;
    problem.multiplyAdds = with && with->flopsPerCycle ? *with->flopsPerCycle / perInstruction : 1;
    // Products of bf16 are added in pairs before they reach the sum; all others take four cycles on the devices there are.
    bool isPaired = with && with->k == 2;
    problem.latency = isPaired ? 6 : 4;
    problem.filling = arrival.share(with, problem.rows);
    problem.mostVectors = arrival.isSlow(with) ? narrowVectors(problem) : 8;
    problem.l1Bytes = parts.bytesPerCycle("L1", 2 * problem.vectorBytes);
    problem.l2Bytes = parts.bytesPerCycle("L2", problem.vectorBytes);
    return chooseRegisterTile(problem);
  }

  /// Vectors that give enough sums to cover the latency of adding. More are no faster where weights arrive slowly, and
  /// put more lines into one iteration: see `unrollOf`.
  static int64_t narrowVectors(const cpu::RegisterProblem &problem) {
    double enough = std::ceil(problem.latency * problem.multiplyAdds / double(problem.rows));
    return std::clamp(int64_t(enough), int64_t(2), int64_t(4));
  }

  /// Weights that arrive slowly have to look like a stream to the hardware's prefetching. LLVM orders the loads of an
  /// unrolled iteration as it likes, so an iteration may hold only eight lines.
  int64_t unrollOf(cpu::RegisterTile tile, const device::Instruction *with) {
    int64_t vectors = llvm::divideCeil(tile.columns, parts.lanes(parts.anchor()));
    return arrival.isSlow(with) ? std::clamp<int64_t>(8 / vectors, 1, kUnroll) : kUnroll;
  }

  /// True where all rows are one register tile, so that each panel is read once.
  bool isReadOnce(cpu::RegisterTile tile, StringRef rows) { return rows.empty() || shareOf(rows) <= tile.rows; }

  /// True where panels are read once and the core's own loads keep memory busy.
  bool isStream(cpu::RegisterTile tile, StringRef rows, How how) {
    return isReadOnce(tile, rows) && !asksAhead(tile, how);
  }

  /// The depth in equal parts of which a panel of one register tile's columns takes at most a fifth of L2: there it
  /// stays while the rows pass, beside the panel that is asked for meanwhile, the rows and the sums. Nothing need stay of
  /// a stream: its whole depth comes in one piece, which the hardware's prefetching follows to the end.
  int64_t depthBlock(cpu::RegisterTile tile, StringRef rows, StringRef depth, int64_t granule, How how,
                     int64_t fraction = 5) {
    int64_t perStep = tile.columns * parts.bytes(parts.anchor()->getOperand(parts.columns)) * parts.anchors.size();
    int64_t longest = std::max<int64_t>(64, parts.capacity("L2", 512 << 10) / fraction / perStep);
    if (parts.reducedDims().size() != 1 || extent(depth) <= longest || isStream(tile, rows, how))
      return extent(depth);
    int64_t count = llvm::divideCeil(extent(depth), longest);
    return llvm::alignTo(llvm::divideCeil(extent(depth), count), granule * kUnroll);
  }

  /// Where the depth is cut, one panel's columns go through it all, so that their sums stay near: they fit L2, those of
  /// many columns would travel to L3 and back with each part. Rows are read once a panel, at tens of operations a byte,
  /// so they may lie behind L2: a block of them takes a quarter of L3.
  Blocks chooseBlocks(cpu::RegisterTile tile, StringRef rows, StringRef depth, int64_t granule) {
    Computation op = parts.anchor();
    Blocks blocks = {rows.empty() ? 1 : shareOf(rows), shareOf(parts.lanesDim), depthBlock(tile, rows, depth, granule, How::Prepacked)};
    if (blocks.depth < extent(depth))
      blocks.columns = std::min(blocks.columns, tile.columns);
    unsigned broadcast = op->getNumOperands() > 1 ? 1 - parts.columns : 0;
    int64_t perRow = extent(depth) * parts.bytes(op->getOperand(broadcast));
    int64_t most = parts.capacity("L3", 4 * parts.capacity("L2", 512 << 10)) / 4 / perRow;
    if (!rows.empty() && blocks.rows > most)
      blocks.rows = std::min(blocks.rows, std::max<int64_t>(tile.rows, most / tile.rows * tile.rows));
    return blocks;
  }

  /// Columns that are weights, packed once a module, or read where they lie.
  void blockInPlace(cpu::RegisterTile tile, StringRef rows, StringRef depth, const device::Instruction *with) {
    int64_t granule = with ? with->k : 1;
    Blocks blocks = chooseBlocks(tile, rows, depth, granule);
    SmallVector<StageAttr> stages;
    stageColumns(stages, How::Prepacked, tile, depth, with);
    stageRows(stages, depth, granule);
    if (blocks.depth < extent(depth))
      stagePartials(stages);
    Sizes memory;
    if (!rows.empty() && blocks.rows < shareOf(rows))
      memory.push_back({rows, blocks.rows});
    if (blocks.columns < shareOf(parts.lanesDim))
      memory.push_back({parts.lanesDim, blocks.columns});
    if (blocks.depth < extent(depth))
      memory.push_back({depth, blocks.depth});
    writer.band("memory", memory, namesOf(memory), stages);
  }

  /// Columns that are packed panel by panel, each into L2, just before the rows pass it.
  void blockPacked(cpu::RegisterTile tile, StringRef rows, StringRef depth, const device::Instruction *with) {
    int64_t granule = with ? with->k : 1;
    // The sums of shifted bytes are those of the whole depth.
    int64_t block = parts.shift(with) ? extent(depth) : depthBlock(tile, rows, depth, granule, How::Packed);
    SmallVector<StageAttr> outer, partials, panels;
    stageRows(outer, depth, granule);
    // From the outside: rows that are packed once, the loop over panels, the level that holds a panel.
    size_t level = 0;
    if (!outer.empty())
      writer.band(levelName(level++), {}, {}, outer);
    if (block < extent(depth))
      stagePartials(partials);
    Sizes columns = {{parts.lanesDim, tile.columns}}, depths = {{depth, block}};
    bool isCut = tile.columns < shareOf(parts.lanesDim);
    writer.band(levelName(level++), isCut ? columns : Sizes(), isCut ? namesOf(columns) : SmallVector<StringRef>(), partials);
    stageColumns(panels, How::Packed, tile, depth, with);
    bool isDeep = block < extent(depth);
    bool hasL2 = level < 2 && parts.device.level("L2");
    writer.band(hasL2 ? StringRef("L2") : levelName(level), isDeep ? depths : Sizes(), isDeep ? namesOf(depths) : SmallVector<StringRef>(), panels);
  }

  /// The device's memory level number `index` from the outside; the innermost one where it has fewer.
  StringRef levelName(size_t index) {
    return parts.device.levels[std::min(index, parts.device.levels.size() - 1)].name;
  }

  //===-- Columns that are expanded from weights of four bits -----------------------------------------------------===//

  /// True where the columns are such weights and whole groups and registers of them can be expanded.
  bool isExpanded(const device::Instruction *with) {
    int64_t granule = with ? with->k : 1;
    return with && parts.expansion() && extent(parts.reducedDims().back()) % granule == 0 &&
           parts.lanes(parts.anchor()) % granule == 0;
  }

  /// A run of codes is two registers: columns in multiples of that, and as many rows as registers are left for.
  cpu::RegisterTile wholeRuns(cpu::RegisterTile tile) {
    int64_t lanes = parts.lanes(parts.anchor()), run = 2 * lanes;
    int64_t columns = std::min<int64_t>(llvm::alignTo(tile.columns, run), 2 * run), rows = tile.rows;
    int64_t free = parts.device.registers ? parts.device.registers->count.value_or(16) - 2 : 14;
    if (expandsInSteps()) {
      // All rows share what a step has expanded, beside the registers that expanding takes.
      rows = parts.rowsDim().empty() ? 1 : extent(parts.rowsDim());
      columns = rows * (columns / lanes) <= free / 2 ? columns : run;
    }
    return {std::min(rows, std::max<int64_t>(1, free / (columns / lanes) - 1)), std::min(columns, extent(parts.lanesDim))};
  }

  /// True where there are so few rows that a step's columns are expanded for all of them at once.
  bool expandsInSteps() { return parts.rowsDim().empty() || extent(parts.rowsDim()) <= kRowsInSteps; }

  /// Few rows expand what each step reads, in registers; for many a panel is expanded once, into L2. Returns the place of
  /// the expansion.
  StringRef blockExpanded(cpu::RegisterTile tile, StringRef rows, StringRef depth, const device::Instruction *with) {
    int64_t lanes = parts.lanes(parts.anchor());
    int64_t block = llvm::alignTo(tile.columns, 2 * lanes);
    SmallVector<StageAttr> codes, panels, partials;
    Computation map = parts.expansion();
    for (unsigned number = 0; number < map->getNumOperands(); ++number) {
      AffineMap access = map.getAccess(number);
      bool isCode = access.isProjectedPermutation() && access.getNumResults() == 2;
      Sizes sizes = {{parts.lanesDim, block}};
      if (isCode && with->k > 1)
        sizes.push_back({depth, with->k});
      SmallVector<StringRef> outer = {parts.lanesDim};
      if (parts.dependsOn(map, number, depth))
        outer.push_back(depth);
      stageOnce(codes, map->getOperand(number), How::Prepacked,
                writer.layout(outer, sizes, /*shift=*/0, isCode ? lanes : 0),
                isCode && !expandsInSteps());
    }
    writer.band(levelName(0), {}, {}, codes);
    if (expandsInSteps())
      return kStep;
    // The codes of the next panel are asked for, not the panel: a third of L2 is left for this one.
    int64_t cut = depthBlock(tile, rows, depth, kExpandedDepth, How::Packed, /*fraction=*/3);
    if (cut < extent(depth))
      stagePartials(partials);
    Sizes columns = {{parts.lanesDim, tile.columns}}, depths = {{depth, cut}};
    bool isCut = tile.columns < shareOf(parts.lanesDim), isDeep = cut < extent(depth);
    writer.band(levelName(1), isCut ? columns : Sizes(), isCut ? namesOf(columns) : SmallVector<StringRef>(), partials);
    panels.push_back(writer.stage(map.getLabel(), How::Packed, panelLayout({parts.lanesDim, depth}, tile, depth, with)));
    writer.band(levelName(2), isDeep ? depths : Sizes(), isDeep ? namesOf(depths) : SmallVector<StringRef>(), panels);
    return levelName(2);
  }

  static SmallVector<StringRef> namesOf(const Sizes &sizes) {
    return llvm::map_to_vector(sizes, [](auto &pair) { return pair.first; });
  }

  //===-- Staging -----------------------------------------------------------------------------------------------===//

  /// The operand of `anchor` that fills the lanes, where it lies in panels; nothing where it is read otherwise.
  std::optional<unsigned> panelOperand(Computation anchor) {
    if (anchor->getNumOperands() != 2)
      return std::nullopt;
    unsigned column = parts.dependsOn(anchor, 1, parts.lanesDim) ? 1 : 0;
    SmallVector<StringRef> operandDims = parts.dimsOf(anchor, column);
    bool isPanel = llvm::is_contained(operandDims, parts.lanesDim) &&
                   llvm::is_contained(operandDims, parts.reducedDims().back());
    return isPanel ? std::optional<unsigned>(column) : std::nullopt;
  }

  /// True where packing an operand that is no weight does not pay for itself.
  bool hasFewRows() { return parts.rowsDim().empty() || extent(parts.rowsDim()) < kRowsWorthPacking; }

  /// True where the columns are no weight and not worth reading, or not readable, as they lie.
  bool packsColumns(int64_t granule) {
    std::optional<unsigned> column = panelOperand(parts.anchor());
    if (!column || parts.isPrepackable(parts.anchor()->getOperand(*column)))
      return false;
    return granule > 1 || !hasFewRows() || !parts.isContiguous(parts.anchor(), *column, parts.lanesDim);
  }

  void stageColumns(SmallVectorImpl<StageAttr> &stages, How how, cpu::RegisterTile tile, StringRef depth,
                    const device::Instruction *with) {
    for (Computation anchor : parts.anchors) {
      std::optional<unsigned> column = panelOperand(anchor);
      if (!column)
        continue;
      Value operand = anchor->getOperand(*column);
      if (how == How::Prepacked && !parts.isPrepackable(operand)) {
        // A sibling of a weight that is none, or an instruction that needs the panel's order, is packed all the same.
        if (!(with && with->k > 1) && hasFewRows() && parts.isContiguous(anchor, *column, parts.lanesDim))
          continue;
        stageOnce(stages, operand, How::Packed, panelLayout(parts.dimsOf(anchor, *column), tile, depth, with), 0);
        continue;
      }
      stageOnce(stages, operand, how, panelLayout(parts.dimsOf(anchor, *column), tile, depth, with),
                asksAhead(tile, how) ? 1 : 0);
    }
  }

  /// True where panels arrive too late without being asked for while the one before is used. Packing reads short pieces
  /// of many columns, and rows that pass a panel again and again leave memory idle meanwhile. A panel that is read once
  /// is itself the stream: the core's own loads run far enough ahead as long as few operations come between two lines.
  bool asksAhead(cpu::RegisterTile tile, How how) {
    bool isNear = 2 * arrival.bytes() <= parts.capacity("L2", 512 << 10);
    if (isNear || shareOf(parts.lanesDim) <= tile.columns)
      return false;
    StringRef rows = parts.rowsDim();
    if (how == How::Packed || !isReadOnce(tile, rows))
      return !rows.empty();
    double vectors = double(tile.columns) / double(parts.lanes(parts.anchor()));
    // One load a vector, one broadcast a row, one multiply-add a pair of them.
    return arrival.isWindowShort(1 + double(tile.rows) / vectors + double(tile.rows));
  }

  /// Rows lie as they are where an instruction finds neighbours along the depth there.
  void stageRows(SmallVectorImpl<StageAttr> &stages, StringRef depth, int64_t granule) {
    for (Computation anchor : parts.anchors) {
      if (anchor->getNumOperands() != 2 || granule == 1)
        continue;
      unsigned row = parts.dependsOn(anchor, 1, parts.lanesDim) ? 0 : 1;
      if (!parts.isContiguous(anchor, row, depth))
        stageOnce(stages, anchor->getOperand(row), How::Packed, rowsLayout(parts.dimsOf(anchor, row), depth, granule), 0);
    }
  }

  void stageOnce(SmallVectorImpl<StageAttr> &stages, Value operand, How how, LayoutAttr layout, int64_t ahead) {
    std::string name = parts.nameOf(operand);
    if (llvm::none_of(stages, [&](StageAttr stage) { return stage.getOperand().getValue() == name; }))
      stages.push_back(writer.stage(name, how, layout, {}, ahead));
  }

  /// Partial results of cut reductions are kept in the result where it is yielded, else in a buffer of their own.
  void stagePartials(SmallVectorImpl<StageAttr> &stages) {
    for (Computation anchor : parts.anchors) {
      bool isYielded = llvm::any_of(anchor->getUsers(), [](Operation *user) { return isa<kernel::YieldOp>(user); });
      if (isYielded)
        continue;
      SmallVector<StringRef> names = anchor.getDimNames(), outer;
      for (AffineExpr expr : anchor.getResultAccess().getResults())
        outer.push_back(names[cast<AffineDimExpr>(expr).getPosition()]);
      stages.push_back(writer.stage(anchor.getLabel(), How::Packed, writer.layout(outer, {}),
                                    parts.elementType(anchor->getResult(0))));
    }
  }

  /// Batch dimensions lead, then panels of columns over the depth.
  LayoutAttr panelLayout(ArrayRef<StringRef> operandDims, cpu::RegisterTile tile, StringRef depth,
                         const device::Instruction *with) {
    SmallVector<StringRef> outer;
    for (StringRef dim : operandDims)
      if (dim != parts.lanesDim && dim != depth)
        outer.push_back(dim);
    outer.push_back(parts.lanesDim);
    outer.push_back(depth);
    Sizes block = {{parts.lanesDim, llvm::alignTo(tile.columns, parts.lanes(parts.anchor()))}};
    if (with && with->k > 1)
      block.push_back({depth, with->k});
    return writer.layout(outer, block, parts.shift(with));
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

  //===-- Everything around the anchors -------------------------------------------------------------------------===//

  /// Maps behind the anchors go to `place`; what feeds them runs before, in loops of its own.
  TreeAttr finish(const Sizes &registers, StringRef place, StringRef expansionPlace = {}) {
    bool isBehind = false;
    for (Computation op : parts.kernel.getComputations()) {
      bool isAnchor = llvm::is_contained(parts.anchors, op);
      isBehind |= isAnchor;
      if (isAnchor)
        continue;
      if (!expansionPlace.empty() && op == parts.expansion()) {
        writer.computation(op.getLabel(), expansionTile(registers, expansionPlace), 1, "", expansionPlace);
        continue;
      }
      bool onRegisters = isBehind && place == kRegisters;
      writer.computation(op.getLabel(), onRegisters ? resultOf(op, registers) : ownTile(op), 1, "",
                         onRegisters ? kRegisters : kRoot);
    }
    return writer.finish();
  }

  /// In the steps as much as a step reads; for a panel a few steps at once.
  Sizes expansionTile(const Sizes &registers, StringRef place) {
    Sizes sizes = resultOf(parts.expansion(), registers);
    StringRef depth = parts.reducedDims().back();
    llvm::erase_if(sizes, [&](auto &size) { return size.first == depth; });
    const device::Instruction *with = parts.instruction();
    sizes.push_back({depth, place == kStep ? with->k : std::min(extent(depth), kExpandedDepth)});
    return sizes;
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
      sizes.push_back({dim, isLast ? std::min(extent(dim), 2 * parts.lanes(op)) : 1});
    }
    return sizes;
  }

  KernelParts parts;
  Arrival arrival;
  ScheduleWriter writer;
  int64_t threads;
  DenseMap<StringRef, int64_t> share; ///< tiles of the threads' band
};
} // namespace

TreeAttr cpu::defaultSchedule(kernel::KernelOp kernel, const device::Device &device, int64_t threads) {
  return Proposal(kernel, device, threads).propose();
}
