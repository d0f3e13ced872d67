// Default schedules of contractions whose columns are expanded from weights of four bits.
#include "compiler/Target/CPU/Proposal.h"
#include "dialects/Kernel/CodeTables.h"

#include "llvm/Support/MathExtras.h"
#include <cmath>

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::Kind;

/// Up to this many rows, each step expands the columns that it reads; more rows read an expanded panel. Without their
/// scales columns cost so little that several tiles of rows expand them anew: on Zen 5 16 rows are 20 % faster than
/// with a panel, 32 rows 4 to 15 %, 48 rows 2 % slower; with AVX2 on Zen 4 28, 13 and -2 %.
constexpr int64_t kRowsInSteps = 12, kRowsOnSums = 32;
/// Vectors of columns to choose from where sums are scaled, in whole runs of codes. Eight for one row keep memory waiting:
/// 10 % slower on Zen 5 where weights are in no cache.
constexpr int64_t kScaledVectors[] = {6, 4, 2};
/// Memory that is busy answers later than memory that is asked once, as device files have it.
constexpr double kBusyLatency = 1.5;

bool Proposal::isExpanded(const device::Instruction *with) {
  int64_t granule = with ? with->k : 1;
  return with && !parts.expansions().empty() && extent(parts.reducedDims().back()) % granule == 0 &&
         parts.lanes(parts.anchor()) % granule == 0;
}

int64_t Proposal::rowCount() { return parts.rowsDim().empty() ? 1 : extent(parts.rowsDim()); }

bool Proposal::scalesSums() {
  StringRef depth = parts.reducedDims().back();
  return rowCount() <= kRowsOnSums && llvm::all_of(parts.expansions(), [&](Computation map) {
           return kernel::linearBody(map) && kernel::groupAlong(map, depth) % kExpandedDepth == 0;
         });
}

bool Proposal::holdsScaled(int64_t rows, int64_t vectors, bool withTotals) {
  int64_t registers = parts.registerCount(), needed = 1;
  // Sums of an iteration, those of all before, columns and the table of the codes' numbers; where scaling adds, the sum
  // of each row and ones to add it up by.
  for (Computation map : parts.expansions())
    needed += (withTotals ? 2 : 1) * rows * vectors + vectors + 1 + (kernel::linearBody(map)->adds() ? rows + 1 : 0);
  return needed <= registers - 1;
}

cpu::RegisterTile Proposal::scaledTile() {
  int64_t lanes = parts.lanes(parts.anchor()), rows = rowCount(), most = rows;
  const int64_t *fits = llvm::find_if(
      kScaledVectors, [&](int64_t vectors) { return holdsScaled(rows, vectors, /*withTotals=*/true); });
  int64_t vectors = fits == std::end(kScaledVectors) ? 2 : *fits;
  // The sums of all before are touched once an iteration, so that they may lie in L1; to expand codes for some of the
  // rows and once more for others costs more.
  while (most > 1 && !holdsScaled(most, vectors, /*withTotals=*/false))
    --most;
  // Rows in equal parts.
  rows = llvm::divideCeil(rows, llvm::divideCeil(rows, most));
  return {rows, std::min(vectors * lanes, extent(parts.lanesDim))};
}

cpu::RegisterTile Proposal::wholeRuns(cpu::RegisterTile tile) {
  if (scalesSums())
    return scaledTile();
  int64_t lanes = parts.lanes(parts.anchor()), run = 2 * lanes, siblings = parts.anchors.size();
  int64_t columns = std::min<int64_t>(llvm::alignTo(tile.columns, run), 2 * run), rows = tile.rows;
  int64_t free = (parts.registerCount() - 2) / siblings;
  if (expandsInSteps()) {
    // All rows share what a step has expanded, beside the registers that expanding takes.
    rows = rowCount();
    columns = rows * (columns / lanes) <= free / 2 ? columns : run;
  }
  if (int64_t panel = fixedPanel(); panel % columns)
    columns = run;
  return {std::min(rows, std::max<int64_t>(1, free / (columns / lanes) - 1)),
          std::min(columns, extent(parts.lanesDim))};
}

bool Proposal::expandsInSteps() { return rowCount() <= kRowsInSteps || scalesSums(); }

bool Proposal::asksForCodes(cpu::RegisterTile tile, bool isDeep) {
  if (!expandsInSteps())
    return isDeep || shareOf(parts.lanesDim) > tile.columns;
  return scalesSums() && shareOf(parts.lanesDim) > tile.columns && !isReadOnce(tile, parts.rowsDim());
}

int64_t Proposal::codesAhead(cpu::RegisterTile tile, const device::Instruction *with) {
  if (!expandsInSteps() || !isReadOnce(tile, parts.rowsDim()))
    return 0;
  // Of a line of codes, for each register of them: half a load and half a shift, a permutation, a product a row; and
  // the broadcasts of the rows, which all registers of columns share.
  double lanes = double(parts.lanes(parts.anchor())), line = 64;
  double registers = 2 * line / (lanes * double(with->k)), vectors = double(tile.columns) / lanes;
  if (!arrival.isWindowShort(registers * (2 + double(tile.rows) + double(tile.rows) / vectors)))
    return 0;
  // Bytes of codes that an element along the depth takes, of all siblings.
  double perElement = double(tile.columns * int64_t(parts.anchors.size())) / 2;
  return llvm::alignTo(int64_t(std::ceil(kBusyLatency * arrival.bytesOnTheirWay() / perElement)), kExpandedDepth);
}

void Proposal::stageCodes(SmallVectorImpl<StageAttr> &stages, Computation map, const ExpansionPlan &plan,
                          StringRef depth, const device::Instruction *with) {
  int64_t block = llvm::alignTo(plan.tile.columns, 2 * parts.lanes(parts.anchor()));
  // A register of codes: of the instruction's operands, or of sums, which the body is evaluated on.
  int64_t run = parts.lanes(parts.anchor()) * (plan.place == ExpansionPlace::Sums ? with->k : 1);
  for (unsigned number = 0; number < map->getNumOperands(); ++number) {
    AffineMap access = map.getAccess(number);
    bool isCode = access.isProjectedPermutation() && access.getNumResults() == 2;
    Sizes sizes = {{parts.lanesDim, block}};
    if (isCode && with->k > 1)
      sizes.push_back({depth, with->k});
    SmallVector<StringRef> outer = {parts.lanesDim};
    if (parts.dependsOn(map, number, depth))
      outer.push_back(depth);
    stageOnce(stages, map->getOperand(number), How::Prepacked,
              writer.layout(outer, sizes, /*shift=*/0, isCode ? run : 0), isCode && plan.isAhead);
  }
}

StringRef Proposal::nameOf(ExpansionPlace place) {
  return place == ExpansionPlace::Step   ? StringRef(kStep)
         : place == ExpansionPlace::Sums ? StringRef(kSums)
                                         : parts.levelName(2);
}

TreeAttr Proposal::proposeExpanded(cpu::RegisterTile tile, const device::Instruction *with) {
  StringRef rows = parts.rowsDim(), depth = parts.reducedDims().back();
  tile = wholeRuns(tile);
  Sizes team = threadTile(teamCandidates(tile, rows));
  for (auto [dim, size] : team)
    share[dim] = size;
  ExpansionPlace place = !expandsInSteps() ? ExpansionPlace::Panel
                         : scalesSums()    ? ExpansionPlace::Sums
                                           : ExpansionPlace::Step;
  // In the steps, scales are loaded once an iteration.
  int64_t unroll = expandsInSteps() ? kExpandedDepth / with->k : unrollOf(tile, with);
  // The codes of the next panel are asked for, not the panel: a third of L2 is left for this one.
  int64_t cut = depthBlock(tile, rows, depth, kExpandedDepth, How::Packed, /*fraction=*/3);
  return writeExpanded({place, tile, unroll, cut, asksForCodes(tile, cut < extent(depth)), codesAhead(tile, with)}, team);
}

TreeAttr Proposal::writeExpanded(const ExpansionPlan &plan, const Sizes &team) {
  const device::Instruction *with = parts.instruction();
  writeTeam(team);
  blockExpanded(plan, parts.reducedDims().back(), with);
  return computeAnchors(plan.tile, plan.unroll, plan.prefetch, with, &plan);
}

void Proposal::blockExpanded(const ExpansionPlan &plan, StringRef depth, const device::Instruction *with) {
  SmallVector<StageAttr> codes, panels, partials;
  for (Computation map : parts.expansions())
    stageCodes(codes, map, plan, depth, with);
  stageRows(codes, depth, with);
  writer.band(parts.levelName(0), {}, {}, codes);
  if (plan.place != ExpansionPlace::Panel)
    return;
  bool isCut = plan.tile.columns < shareOf(parts.lanesDim), isDeep = plan.depth < extent(depth);
  if (isDeep)
    stagePartials(partials);
  Sizes columns = {{parts.lanesDim, plan.tile.columns}}, depths = {{depth, plan.depth}};
  writer.band(parts.levelName(1), isCut ? columns : Sizes(), isCut ? namesOf(columns) : SmallVector<StringRef>(), partials);
  for (Computation map : parts.expansions())
    panels.push_back(
        writer.stage(map.getLabel(), How::Packed, panelLayout({parts.lanesDim, depth}, plan.tile, depth, with)));
  writer.band(nameOf(plan.place), isDeep ? depths : Sizes(), isDeep ? namesOf(depths) : SmallVector<StringRef>(),
              panels);
}

Sizes Proposal::expansionTile(Computation map, const Sizes &registers, const ExpansionPlan &plan) {
  Sizes sizes = parts.partOf(map, registers);
  StringRef depth = parts.reducedDims().back();
  llvm::erase_if(sizes, [&](auto &size) { return size.first == depth; });
  int64_t step = parts.instruction()->k, several = std::min(extent(depth), kExpandedDepth);
  sizes.push_back({depth, plan.place == ExpansionPlace::Panel ? several : step});
  return sizes;
}
