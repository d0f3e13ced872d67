// The default schedule of a kernel on a CPU: threads and registers; see DefaultSchedule.h.
#include "compiler/Target/CPU/DefaultSchedule.h"
#include "compiler/Target/CPU/Chain.h"
#include "compiler/Target/CPU/Proposal.h"
#include "compiler/Target/CPU/Team.h"

#include "llvm/Support/MathExtras.h"
#include "llvm/TargetParser/Triple.h"
#include <cmath>

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::Kind;

/// From this many rows on a team may share them out; fewer rows do not pay for reading the columns once a thread.
constexpr int64_t kRowsWorthSplitting = 128;
/// Arithmetic that takes so many times as long as one pass of the results over memory still waits for their stores,
/// each of which fetches a line and evicts another: bf16 with a depth of 32 does on Zen 5, with 64 no longer.
constexpr double kLongWriting = 3;
/// The share of the arithmetic during which memory has to bring weights from which panels do not wait in L2 to be used:
/// they come late, and are worth asking for on their way into L1 too.
constexpr double kBusyMemory = 0.5;
/// The part of L1, one in so many, that what is asked for there may fill.
constexpr int64_t kShareOfL1 = 4;
/// Bytes of the smallest page. Hardware follows no load whose next address is further away.
constexpr int64_t kPage = 4096;

Proposal::Proposal(kernel::KernelOp kernel, const device::Device &device, int64_t threads, const FixedLayouts &fixed)
    : parts(kernel, device), fixed(fixed), arrival(parts), writer(kernel.getContext()),
      threads(teamOf(device, threads)) {}

TreeAttr Proposal::propose() {
  if (parts.lanesDim.empty() || isReducedAlongLanes())
    return proposeHorizontal();
  return parts.anchor().getKind() == Kind::Map ? proposeMap() : proposeReduction();
}

int64_t Proposal::shareOf(StringRef dim) {
  auto found = share.find(dim);
  return found == share.end() ? extent(dim) : found->second;
}

bool Proposal::hasTeam() { return isWorthATeam(parts, threads); }

Sizes Proposal::threadTile(const Sizes &candidates) { return shareOut(parts, candidates, threads); }

TreeAttr Proposal::proposeMap() {
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

TreeAttr Proposal::proposeReduction() {
  StringRef rows = parts.rowsDim(), depth = parts.reducedDims().back();
  const device::Instruction *with = parts.instruction();
  cpu::RegisterTile tile = registerTile(with, rows);
  if (isExpanded(with))
    return proposeExpanded(tile, with);
  writeTeam(threadTile(teamCandidates(tile, rows)));
  bool isPacked = packsColumns(with);
  if (isPacked && resultsDominate(with))
    packAtOnce(tile, depth, with);
  else if (isPacked)
    blockPacked(tile, rows, depth, with);
  else
    blockInPlace(tile, rows, depth, with);
  return computeAnchors(tile, unrollOf(tile, with), prefetchOf(tile, rows, with), with);
}

void Proposal::writeTeam(const Sizes &team) {
  for (auto [dim, size] : team)
    share[dim] = size;
  writer.parallelBand("threads", "threads", team);
}

TreeAttr Proposal::computeAnchors(cpu::RegisterTile tile, int64_t unroll, int64_t prefetch,
                                  const device::Instruction *with, const ExpansionPlan *expansion) {
  Computation op = parts.anchor();
  StringRef rows = parts.rowsDim(), depth = parts.reducedDims().back();
  Sizes registers;
  for (auto [index, dim] : llvm::enumerate(parts.dims))
    if (!op.isReduced(index) && dim != rows && dim != parts.lanesDim)
      registers.push_back({dim, 1});
  registers.push_back({parts.lanesDim, tile.columns});
  // Results that take longer than the arithmetic are written row by row, in streams; down a panel each row would be
  // another page.
  if (!rows.empty())
    registers.insert(resultsDominate(with) ? std::prev(registers.end()) : registers.end(), {rows, tile.rows});
  if (with && with->k > 1)
    registers.push_back({depth, with->k});
  for (Computation anchor : parts.anchors)
    writer.computation(anchor.getLabel(), registers, unroll, with ? StringRef(with->name) : StringRef(), "",
                       /*isSwapped=*/false, prefetch);
  return finish(registers, kRegisters, expansion);
}

bool Proposal::resultsDominate(const device::Instruction *with) {
  const device::MemoryLevel *memory = parts.device.level("memory");
  if (!with || !with->flopsPerCycle || !memory || !memory->unitBandwidth || !parts.device.clockHz)
    return false;
  int64_t depth = 1;
  for (StringRef dim : parts.reducedDims())
    depth *= extent(dim);
  int64_t columnBytes = shareOf(parts.lanesDim) * depth * parts.bytes(parts.anchor()->getOperand(parts.columns));
  double writing = double(resultBytes()) * *parts.device.clockHz / *memory->unitBandwidth;
  return 2 * columnBytes <= parts.capacity("L2", 0) &&
         2.0 * double(depth) / *with->flopsPerCycle < kLongWriting * writing;
}

int64_t Proposal::wholeLines(const device::Instruction *with) {
  const device::MemoryLevel *memory = parts.device.level("memory");
  if (!memory || !resultsDominate(with))
    return 1;
  return std::max<int64_t>(1, memory->line.value_or(64) / (parts.lanes(parts.anchor()) * resultBytes()));
}

Sizes Proposal::teamCandidates(cpu::RegisterTile tile, StringRef rows) {
  Sizes candidates = {{parts.lanesDim, tile.columns}};
  // The first of equals is chosen. A thread that writes whole rows writes memory in one piece, and no line of another.
  if (!rows.empty() && (extent(rows) >= kRowsWorthSplitting || extent(parts.lanesDim) < threads * tile.columns))
    candidates.insert(resultsDominate(parts.instruction()) ? candidates.begin() : candidates.end(), {rows, tile.rows});
  for (auto [index, dim] : llvm::enumerate(parts.dims))
    if (!parts.anchor().isReduced(index) && dim != rows && dim != parts.lanesDim)
      candidates.insert(candidates.begin(), {dim, 1});
  return candidates;
}

cpu::RegisterTile Proposal::registerTile(const device::Instruction *with, StringRef rows) {
  cpu::RegisterProblem problem;
  problem.rows = rows.empty() ? 1 : extent(rows);
  problem.lanes = parts.lanes(parts.anchor());
  bool isShared = hasTeam() && extent(parts.lanesDim) >= 2 * threads * problem.lanes;
  problem.columns = isShared ? llvm::alignTo(llvm::divideCeil(extent(parts.lanesDim), threads), problem.lanes)
                             : extent(parts.lanesDim);
  problem.siblings = parts.anchors.size();
  problem.registers = parts.registerCount();
  // Where a multiply-add takes no operand from memory, LLVM holds one more: 5 x 5 vectors of NEON spill, 6 x 4 do not.
  bool isX86 = llvm::Triple(parts.device.target.triple).isX86();
  problem.spare = isX86 ? 1 : 2;
  // Rows that are read in place lie one stride apart. Where that is a power of two they share the sets of L1, of which
  // more than eight rows would fill too many ways; where addresses take no scaled index, each row holds a register.
  problem.mostRows = isX86 ? 8 : 6;
  // All the ways, of which an L1 has one for each page of its capacity, where to read panels once more costs more.
  if (isX86 && arrival.isSlow(with))
    problem.mostRows = std::max(problem.mostRows, parts.capacity("L1", 0) / kPage);
  problem.vectorBytes = parts.registerBits() / 8;
  double perInstruction = with ? 2.0 * with->m * with->n * with->k : 2.0 * problem.lanes;
  problem.multiplyAdds = with && with->flopsPerCycle ? *with->flopsPerCycle / perInstruction : 1;
  // Products of bf16 are added in pairs before they reach the sum; all others take four cycles on the devices there
  // are.
  bool isPaired = with && with->k == 2;
  problem.latency = isPaired ? 6 : 4;
  problem.filling = arrival.share(with, problem.rows);
  problem.mostVectors = arrival.isSlow(with) ? narrowVectors(problem) : 8;
  problem.l1Bytes = parts.bytesPerCycle("L1", 2 * problem.vectorBytes);
  problem.l2Bytes = parts.bytesPerCycle("L2", problem.vectorBytes);
  problem.panel = fixedPanel();
  problem.wholeVectors = wholeLines(with);
  return chooseRegisterTile(problem);
}

int64_t Proposal::narrowVectors(const cpu::RegisterProblem &problem) {
  double enough = std::ceil(problem.latency * problem.multiplyAdds / double(problem.rows));
  return std::clamp(int64_t(enough), int64_t(2), int64_t(arrival.mayBeNear() ? 6 : 4));
}

int64_t Proposal::unrollOf(cpu::RegisterTile tile, const device::Instruction *with) {
  if (!arrival.isSlow(with))
    return parts.addsApart(with) ? 1 : kUnroll;
  int64_t vectors = llvm::divideCeil(tile.columns, parts.lanes(parts.anchor()));
  if (tile.rows == 1)
    return std::max<int64_t>(1, kPage / (arrival.mayBeNear() ? 2 : 1) / (vectors * parts.registerBits() / 8));
  return std::clamp<int64_t>(8 / vectors, 1, kUnroll);
}

int64_t Proposal::prefetchOf(cpu::RegisterTile tile, StringRef rows, const device::Instruction *with) {
  Value columns = parts.anchor()->getOperand(parts.columns);
  if (!parts.isPrepackable(columns))
    return 0;
  double bytes = isReadOnce(tile, rows) ? streamAhead(tile) : panelAhead(tile, rows, with);
  double perStep = double(tile.columns * parts.bytes(columns) * parts.anchors.size());
  return llvm::alignTo(int64_t(std::ceil(bytes / perStep)), with ? with->k : 1);
}

double Proposal::streamAhead(cpu::RegisterTile tile) {
  // One load a vector, one broadcast a row, one multiply-add a pair of them.
  double vectors = double(tile.columns) / double(parts.lanes(parts.anchor()));
  bool isShort = arrival.isWindowShort(1 + double(tile.rows) / vectors + double(tile.rows));
  return isShort ? arrival.bytesOnTheirWay() : 0;
}

double Proposal::panelAhead(cpu::RegisterTile tile, StringRef rows, const device::Instruction *with) {
  bool isFromMemory = arrival.bytesOnTheirWay() > 0;
  bool isBusy = isFromMemory && arrival.share(with, shareOf(rows)) >= kBusyMemory;
  return isBusy ? double(parts.capacity("L1", 0)) / kShareOfL1 : 0;
}

TreeAttr Proposal::finish(const Sizes &registers, StringRef place, const ExpansionPlan *expansion) {
  bool isBehind = false;
  for (Computation op : parts.kernel.getComputations()) {
    bool isAnchor = llvm::is_contained(parts.anchors, op);
    isBehind |= isAnchor;
    if (isAnchor)
      continue;
    if (expansion && llvm::is_contained(parts.expansions(), op)) {
      writer.computation(op.getLabel(), expansionTile(op, registers, *expansion), 1, "", nameOf(expansion->place));
      continue;
    }
    bool onRegisters = isBehind && place == kRegisters;
    writer.computation(op.getLabel(), onRegisters ? parts.partOf(op, registers) : parts.ownTile(op), 1, "",
                       onRegisters ? kRegisters : kRoot);
  }
  return writer.finish();
}

TreeAttr cpu::defaultSchedule(kernel::KernelOp kernel, const device::Device &device, int64_t threads,
                              const FixedLayouts &fixed) {
  if (std::optional<Chain> chain = Chain::find(kernel))
    return chainSchedule(*chain, kernel, device, threads);
  return Proposal(kernel, device, threads, fixed).propose();
}
