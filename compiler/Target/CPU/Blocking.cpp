// Blocks of a default schedule: what lies in memory and in the caches while a register tile passes.
#include "compiler/Target/CPU/Proposal.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::Kind;

/// Rows that are read side by side, each a stream of its own: prefetching follows about as many.
constexpr int64_t kStreams = 8;

bool Proposal::isStream(cpu::RegisterTile tile, StringRef rows, How how) {
  return isReadOnce(tile, rows) && !asksAhead(tile, how);
}

int64_t Proposal::depthBlock(cpu::RegisterTile tile, StringRef rows, StringRef depth, int64_t granule, How how,
                             int64_t fraction) {
  int64_t perStep = tile.columns * parts.bytes(parts.anchor()->getOperand(parts.columns)) * parts.anchors.size();
  int64_t longest = std::max<int64_t>(64, parts.capacity("L2", 512 << 10) / fraction / perStep);
  if (parts.reducedDims().size() != 1 || extent(depth) <= longest || isStream(tile, rows, how))
    return extent(depth);
  int64_t count = llvm::divideCeil(extent(depth), longest);
  return llvm::alignTo(llvm::divideCeil(extent(depth), count), granule * kUnroll);
}

bool Proposal::readsInOrder(const device::Instruction *with) {
  Computation anchor = parts.anchor();
  const device::MemoryLevel *memory = parts.device.level("memory");
  int64_t row = extent(parts.lanesDim) * parts.bytes(anchor->getOperand(parts.columns));
  bool areStreams = memory && row > memory->streamWindow.value_or(row) && arrival.bytesOnTheirWay() > 0;
  if (!areStreams || parts.reducedDims().size() != 1 ||
      !llvm::all_of(parts.anchors, [&](Computation each) { return readsInPlace(each, with); }))
    return false;
  // The sums pass with each block of the depth.
  int64_t sums = int64_t(parts.anchors.size()) * parts.bytes(anchor->getResult(0)), rows = 1;
  for (auto [index, dim] : llvm::enumerate(parts.dims)) {
    sums *= anchor.isReduced(index) ? 1 : shareOf(dim);
    rows *= anchor.isReduced(index) || dim == parts.lanesDim ? 1 : extent(dim);
  }
  return 2 * sums <= parts.capacity("L2", 512 << 10) && rows <= kMostRowsInOrder && rows == passes(anchor);
}

Blocks Proposal::chooseBlocks(cpu::RegisterTile tile, StringRef rows, StringRef depth,
                              const device::Instruction *with) {
  int64_t granule = with ? with->k : 1;
  Blocks blocks = {rows.empty() ? 1 : shareOf(rows), shareOf(parts.lanesDim),
                   depthBlock(tile, rows, depth, granule, How::Prepacked)};
  if (readsInOrder(with) && extent(depth) > kStreams) {
    blocks.depth = kStreams;
    return blocks;
  }
  if (blocks.depth < extent(depth))
    blocks.columns = std::min(blocks.columns, tile.columns);
  int64_t most = mostRows(depth, with);
  if (!rows.empty() && blocks.rows > most)
    blocks.rows = std::min(blocks.rows, std::max<int64_t>(tile.rows, most / tile.rows * tile.rows));
  return blocks;
}

void Proposal::blockInPlace(cpu::RegisterTile tile, StringRef rows, StringRef depth, const device::Instruction *with) {
  Blocks blocks = chooseBlocks(tile, rows, depth, with);
  SmallVector<StageAttr> outer, stages;
  stageRows(outer, depth, with);
  stageColumns(stages, How::Prepacked, tile, depth, with, asksAhead(tile, How::Prepacked));
  if (blocks.depth < extent(depth))
    stagePartials(stages);
  Sizes around, memory;
  // Rows that are packed are so block by block.
  if (!rows.empty() && blocks.rows < shareOf(rows))
    (outer.empty() ? memory : around).push_back({rows, blocks.rows});
  writer.band(parts.levelName(0), around, namesOf(around), outer);
  if (blocks.columns < shareOf(parts.lanesDim))
    memory.push_back({parts.lanesDim, blocks.columns});
  if (blocks.depth < extent(depth))
    memory.push_back({depth, blocks.depth});
  writer.band(parts.levelName(outer.empty() ? 0 : 1), memory, namesOf(memory), stages);
}

void Proposal::packAtOnce(cpu::RegisterTile tile, StringRef depth, const device::Instruction *with) {
  SmallVector<StageAttr> outer, stages;
  stageRows(outer, depth, with);
  writer.band(parts.levelName(0), {}, {}, outer);
  stageColumns(stages, How::Packed, tile, depth, with, /*isAhead=*/false);
  writer.band(parts.levelName(outer.empty() ? 0 : 1), {}, {}, stages);
}

void Proposal::blockPacked(cpu::RegisterTile tile, StringRef rows, StringRef depth, const device::Instruction *with) {
  int64_t granule = with ? with->k : 1;
  // The sums of shifted bytes are those of the whole depth.
  int64_t block = parts.shift(with) ? extent(depth) : depthBlock(tile, rows, depth, granule, How::Packed);
  SmallVector<StageAttr> outer, partials, panels;
  stageRows(outer, depth, with);
  // From the outside: rows that are packed once, the loop over panels, the level that holds a panel.
  size_t level = 0;
  if (!outer.empty())
    writer.band(parts.levelName(level++), {}, {}, outer);
  if (block < extent(depth))
    stagePartials(partials);
  Sizes columns = {{parts.lanesDim, tile.columns}}, depths = {{depth, block}};
  bool isCut = tile.columns < shareOf(parts.lanesDim);
  writer.band(parts.levelName(level++), isCut ? columns : Sizes(), isCut ? namesOf(columns) : SmallVector<StringRef>(),
              partials);
  stageColumns(panels, How::Packed, tile, depth, with, asksAhead(tile, How::Packed));
  bool isDeep = block < extent(depth);
  bool hasL2 = level < 2 && parts.device.level("L2");
  writer.band(hasL2 ? StringRef("L2") : parts.levelName(level), isDeep ? depths : Sizes(),
              isDeep ? namesOf(depths) : SmallVector<StringRef>(), panels);
}

SmallVector<StringRef> Proposal::namesOf(const Sizes &sizes) {
  return llvm::map_to_vector(sizes, [](auto &pair) { return pair.first; });
}
