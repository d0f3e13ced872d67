// How the default schedule is put together; see DefaultSchedule.h for what each knob follows.
//
// One proposal is made by several files, a concept each: DefaultSchedule.cpp chooses threads and registers,
// Blocking.cpp cuts what lies in memory and caches, Staging.cpp packs, Expansion.cpp expands weights of four bits,
// AlongLanes.cpp serves operands that are contiguous along the reduced dimension.
#ifndef AICC_COMPILER_TARGET_CPU_PROPOSAL_H
#define AICC_COMPILER_TARGET_CPU_PROPOSAL_H

#include "compiler/Target/CPU/Arrival.h"
#include "compiler/Target/CPU/KernelParts.h"
#include "compiler/Target/CPU/RegisterTile.h"
#include "compiler/Target/ScheduleWriter.h"
#include "passes/Schedule/PackedOperands.h"

namespace aicc::cpu {
using target::ScheduleWriter;
using target::Sizes;

/// Steps of the reduced dimension that one iteration of the hot loop holds.
constexpr int64_t kUnroll = 4;
/// Elements along the depth that a panel is expanded by at once: those of the usual group of scales.
constexpr int64_t kExpandedDepth = 32;

/// Up to so many rows, columns that lie in memory may be read in its order, or in pairs that are made in registers.
/// With more, sums that go to L2 and back take longer than what memory gains, and packing pairs once pays for itself.
constexpr int64_t kMostRowsInOrder = 8;

/// Blocks of a contraction, in elements.
struct Blocks {
  int64_t rows, columns, depth;
};

/// Where weights of four bits are expanded: for each step of the product, there without their scales, or once a panel.
enum class ExpansionPlace { Step, Sums, Panel };

/// How a product with weights of four bits runs: what is chosen for it, and what the space of such kernels varies.
struct ExpansionPlan {
  ExpansionPlace place;
  cpu::RegisterTile tile; ///< of the product; columns in whole runs of codes, which are two registers
  int64_t unroll;         ///< steps of the product in one iteration of the hot loop
  int64_t depth;          ///< elements of the depth that an expanded panel holds; of no meaning elsewhere
  bool isAhead;           ///< whether the codes of the next panel are asked for while this one is used
  int64_t prefetch;       ///< elements along the depth that codes are asked for before a step uses them
};

/// One kernel's default schedule in the making.
class Proposal {
public:
  /// `threads`: the team, 0 for the device's own count. `fixed`: see DefaultSchedule.h.
  Proposal(kernel::KernelOp kernel, const device::Device &device, int64_t threads,
           const schedule::FixedLayouts &fixed);
  /// The whole schedule.
  schedule::TreeAttr propose();
  /// The schedule that runs a kernel with weights of four bits as `plan` says, its dimensions cut into the tiles `team`,
  /// one a thread.
  schedule::TreeAttr writeExpanded(const ExpansionPlan &plan, const Sizes &team);
  /// True where the columns are weights of four bits and whole groups and registers of them can be expanded by `with`.
  bool isExpanded(const device::Instruction *with);
  /// The word for `place` in a schedule: of panels the level that they are expanded into.
  llvm::StringRef nameOf(ExpansionPlace place);

private:
  /// Elements of dimension `dim`.
  int64_t extent(llvm::StringRef dim) { return parts.extent(dim); }
  /// What one thread of the team has of a dimension.
  int64_t shareOf(llvm::StringRef dim);
  /// True where the work is worth waking a team for.
  bool hasTeam();
  /// Cuts the one of `candidates` that balances best into one tile a thread, each a multiple of its `step`.
  Sizes threadTile(const Sizes &candidates);
  /// The schedule of a kernel of maps only.
  schedule::TreeAttr proposeMap();
  /// The schedule of contractions, and of reductions whose lanes run along the result.
  schedule::TreeAttr proposeReduction();
  /// Bytes of one element of the kernel's last result.
  int64_t resultBytes() { return parts.bytes(parts.kernel.getComputations().back()->getResult(0)); }
  /// True where the depth is so short that a result takes longer to write to memory than to compute, and the columns
  /// stay in half of L2 while the rows pass.
  bool resultsDominate(const device::Instruction *with);
  /// Vectors whose results fill a cache line where results dominate, else 1.
  int64_t wholeLines(const device::Instruction *with);
  /// The dimensions that a team may share out, with the size that a share is a multiple of.
  Sizes teamCandidates(cpu::RegisterTile tile, llvm::StringRef rows);
  /// Rows and columns of the sums that are held in registers at once.
  cpu::RegisterTile registerTile(const device::Instruction *with, llvm::StringRef rows);
  /// Vectors that give enough sums to cover the latency of adding. More are no faster where weights arrive slowly, and
  /// put more lines into one iteration: see `unrollOf`. Up to four, or six where they may come from L3.
  int64_t narrowVectors(const cpu::RegisterProblem &problem);
  /// Weights that arrive slowly have to look like a stream to the hardware's prefetching. With one row, where a line is
  /// one operation, an iteration is a page: each load is a page ahead of itself then, the furthest that prefetching
  /// follows a load; half a page where they may come from L3. With more rows an iteration may hold only eight lines.
  int64_t unrollOf(cpu::RegisterTile tile, const device::Instruction *with);
  /// Elements along the depth that weights are asked for before their use; 0 where that gains nothing.
  int64_t prefetchOf(cpu::RegisterTile tile, llvm::StringRef rows, const device::Instruction *with);
  /// The same in bytes for panels that are read once: as many as have to be on their way, where the core's own loads do
  /// not keep memory busy.
  double streamAhead(cpu::RegisterTile tile);
  /// The same for panels that a few rows pass again and again: they are hardly in L2 when they are needed in L1.
  double panelAhead(cpu::RegisterTile tile, llvm::StringRef rows, const device::Instruction *with);
  /// Writes the threads' band and keeps in mind what one of them has.
  void writeTeam(const Sizes &team);
  /// Writes the anchors with the register tile `tile`, and the maps around them.
  schedule::TreeAttr computeAnchors(cpu::RegisterTile tile, int64_t unroll, int64_t prefetch,
                                    const device::Instruction *with, const ExpansionPlan *expansion = nullptr);
  /// Maps behind the anchors go to `place`; what feeds them runs before, in loops of its own, but for what `expansion`
  /// expands.
  schedule::TreeAttr finish(const Sizes &registers, llvm::StringRef place, const ExpansionPlan *expansion = nullptr);

  //===-- Reductions along the lanes: AlongLanes.cpp --===//

  /// True where the operand is contiguous in a reduced dimension only, and packing it does not pay for itself.
  bool isReducedAlongLanes();
  /// The schedule of reductions whose lanes run along the reduced dimension.
  schedule::TreeAttr proposeHorizontal();
  /// Sums of a few columns and rows at once, so that each vector that is read takes part in several.
  Sizes horizontalTile(kernel::Computation op, bool isLong);

  //===-- Blocks of memory levels: Blocking.cpp --===//

  /// True where all rows are one register tile, so that each panel is read once.
  bool isReadOnce(cpu::RegisterTile tile, llvm::StringRef rows) { return rows.empty() || shareOf(rows) <= tile.rows; }
  /// True where panels are read once, and each as it comes.
  bool isStream(cpu::RegisterTile tile, llvm::StringRef rows, schedule::How how);
  /// The depth in equal parts of which a panel of one register tile's columns takes at most a fifth of L2: there it
  /// stays while the rows pass, beside the panel that is asked for meanwhile, the rows and the sums. Nothing need stay
  /// of a stream: its whole depth comes in one piece, which the hardware's prefetching follows to the end.
  int64_t depthBlock(cpu::RegisterTile tile, llvm::StringRef rows, llvm::StringRef depth, int64_t granule,
                     schedule::How how, int64_t fraction = 5);
  /// True where columns in place are read in the order of memory, a few rows of them at a time, whose sums are kept
  /// meanwhile: hardware that fetches ahead within a short window (`stream_window`) gets nothing ahead down a column.
  bool readsInOrder(const device::Instruction *with);
  /// Where the depth is cut, one panel's columns go through it all, so that their sums stay near: they fit L2, those of
  /// many columns would travel to L3 and back with each part. Rows are read once a panel, at tens of operations a byte,
  /// so they may lie behind L2: a block of them takes a quarter of L3.
  Blocks chooseBlocks(cpu::RegisterTile tile, llvm::StringRef rows, llvm::StringRef depth,
                      const device::Instruction *with);
  /// Columns that are weights, packed once a module, or read where they lie. Rows that are packed are so before, block
  /// by block.
  void blockInPlace(cpu::RegisterTile tile, llvm::StringRef rows, llvm::StringRef depth,
                    const device::Instruction *with);
  /// Columns that are packed all at once, before the rows pass them one by one.
  void packAtOnce(cpu::RegisterTile tile, llvm::StringRef depth, const device::Instruction *with);
  /// Columns that are packed panel by panel, each into L2, just before the rows pass it.
  void blockPacked(cpu::RegisterTile tile, llvm::StringRef rows, llvm::StringRef depth,
                   const device::Instruction *with);
  /// The dimensions of `sizes`.
  static llvm::SmallVector<llvm::StringRef> namesOf(const Sizes &sizes);

  //===-- Columns that are expanded from weights of four bits: Expansion.cpp --===//

  /// A run of codes is two registers: columns in multiples of that, and as many rows as registers are left for.
  cpu::RegisterTile wholeRuns(cpu::RegisterTile tile);
  /// Elements of the rows' dimension; 1 where there is none.
  int64_t rowCount();
  /// True where there are so few rows that steps expand the columns that they read.
  bool expandsInSteps();
  /// The schedule where the columns are such weights. Few rows expand what each step reads, in registers; for many a
  /// panel is expanded once, into L2.
  schedule::TreeAttr proposeExpanded(cpu::RegisterTile tile, const device::Instruction *with);
  /// Writes the bands of codes and of expanded panels.
  void blockExpanded(const ExpansionPlan &plan, llvm::StringRef depth, const device::Instruction *with);
  /// True where the steps multiply by the codes' numbers, and scales are applied to the sums of an
  /// iteration.
  bool scalesSums();
  /// True where registers hold sums that are scaled, for a tile of `rows` by `vectors`, with the sums of all iterations
  /// before or without them.
  bool holdsScaled(int64_t rows, int64_t vectors, bool withTotals);
  /// The register tile where sums are scaled: as many vectors of columns as registers hold all that belongs to, at least
  /// two, and as many rows as the sums of one iteration leave room for.
  cpu::RegisterTile scaledTile();
  /// True where the codes of the next panel are asked for while this one is used, since rows pass it again and again.
  /// `isDeep`: an expanded panel holds a part of the depth.
  bool asksForCodes(cpu::RegisterTile tile, bool isDeep);
  /// How far along the depth codes that are read once are asked for before their use: as far as it takes for all that
  /// memory can deliver to be on its way. 0 where the core's own loads see to that, or rows pass again and again.
  int64_t codesAhead(cpu::RegisterTile tile, const device::Instruction *with);
  /// The codes and scales that `map` reads, in blocks of the columns of the register tile.
  void stageCodes(llvm::SmallVectorImpl<schedule::StageAttr> &stages, kernel::Computation map,
                  const ExpansionPlan &plan, llvm::StringRef depth, const device::Instruction *with);
  /// In the steps as much as a step reads; for a panel a few steps at once.
  Sizes expansionTile(kernel::Computation map, const Sizes &registers, const ExpansionPlan &plan);

  //===-- Packing: Staging.cpp --===//

  /// The operand of `anchor` that fills the lanes, where it lies in panels; nothing where it is read otherwise.
  std::optional<unsigned> panelOperand(kernel::Computation anchor);
  /// True where packing an operand that is no weight does not pay for itself.
  bool hasFewRows();
  /// The operand of `anchor` that fills the lanes with neighbours as it lies, and is no weight; null where it does not.
  mlir::Value neighbouringColumns(kernel::Computation anchor);
  /// How often all columns of `anchor`, which lie in panels, are read: rows, and other points of the result that they
  /// are the same for.
  int64_t passes(kernel::Computation anchor);
  /// True where `with` takes pairs, and they are made in registers of columns that are read as they lie.
  bool makesPairs(const device::Instruction *with);
  /// True where the columns of `anchor`, no weight, are read as they lie: few rows pass them, and neighbours among them
  /// fill the lanes, which makes the pairs that `with` may take.
  bool readsInPlace(kernel::Computation anchor, const device::Instruction *with);
  /// True where the columns are no weight and not worth reading, or not readable, as they lie.
  bool packsColumns(const device::Instruction *with);
  /// The stages of every anchor's columns. `isAhead`: the next panel is asked for.
  void stageColumns(llvm::SmallVectorImpl<schedule::StageAttr> &stages, schedule::How how, cpu::RegisterTile tile,
                    llvm::StringRef depth, const device::Instruction *with, bool isAhead);
  /// True where panels arrive too late without being asked for while the one before is used. Packing reads short pieces
  /// of many columns, and rows that pass a panel again and again leave memory idle meanwhile. A panel that is read once
  /// is itself the stream: see `prefetchOf`.
  bool asksAhead(cpu::RegisterTile tile, schedule::How how);
  /// Rows lie as they are where an instruction finds neighbours along the depth there, of the type that it reads.
  void stageRows(llvm::SmallVectorImpl<schedule::StageAttr> &stages, llvm::StringRef depth,
                 const device::Instruction *with);
  /// The operand of `anchor` that is broadcast.
  unsigned rowOperand(kernel::Computation anchor);
  /// The type in which the rows of `anchor` are packed for `with`, which reads a wider one than theirs: they pass many
  /// columns, and the copies fit L3. Null where they are read as they are.
  mlir::Type extendedRows(kernel::Computation anchor, const device::Instruction *with);
  /// Bytes of such a copy for each row, of all that a thread has in the other dimensions.
  int64_t extendedRowBytes(kernel::Computation anchor, mlir::Type extended);
  /// Bytes of L3, or four times those of L2 where the device has none.
  int64_t lastCache();
  /// Rows of a block that take a quarter of L3, or half of it where each thread has extended ones of its own.
  int64_t mostRows(llvm::StringRef depth, const device::Instruction *with);
  /// The layout that others have chosen for the weight `operand`, or null.
  schedule::LayoutAttr fixedLayout(mlir::Value operand);
  /// The columns of a panel in such a layout, 0 where panels are free.
  int64_t fixedPanel();
  /// Adds a stage of `operand` unless it has one in `stages`.
  void stageOnce(llvm::SmallVectorImpl<schedule::StageAttr> &stages, mlir::Value operand, schedule::How how,
                 schedule::LayoutAttr layout, int64_t ahead, mlir::Type type = {});
  /// Partial results of cut reductions are kept in the result where it is yielded, else in a buffer of their own.
  void stagePartials(llvm::SmallVectorImpl<schedule::StageAttr> &stages);
  /// Batch dimensions lead, then panels of columns over the depth.
  schedule::LayoutAttr panelLayout(llvm::ArrayRef<llvm::StringRef> operandDims, cpu::RegisterTile tile,
                                   llvm::StringRef depth, const device::Instruction *with);
  /// Rows with the depth innermost, so that an instruction reads neighbours along the depth at once.
  schedule::LayoutAttr rowsLayout(llvm::ArrayRef<llvm::StringRef> operandDims, llvm::StringRef depth, int64_t granule);

  KernelParts parts;
  const schedule::FixedLayouts &fixed;
  Arrival arrival;
  ScheduleWriter writer;
  int64_t threads;
  llvm::DenseMap<llvm::StringRef, int64_t> share; ///< tiles of the threads' band
};
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_PROPOSAL_H
