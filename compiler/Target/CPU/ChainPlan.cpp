// What is chosen for chained contractions; see ChainPlan.h.
#include "compiler/Target/CPU/ChainPlan.h"
#include "compiler/Target/CPU/Team.h"
#include "passes/Schedule/TypeWords.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using kernel::Computation;

/// From this many rows on, packing the keys and values that they share pays for itself.
constexpr int64_t kRowsWorthPacking = 16;
/// From so many tiles of rows on, reading a panel anew costs next to nothing.
constexpr int64_t kTilesPerPanel = 4;
/// Heads that leave threads with less of the work than this on the average are not shared out, where keys can be.
constexpr double kBalance = 0.9;

Sizes cpu::tileOf(ArrayRef<StringRef> dims, int64_t size) {
  Sizes sizes;
  for (StringRef dim : dims)
    sizes.push_back({dim, size});
  return sizes;
}

ChainPlan::ChainPlan(const Chain &chain, kernel::KernelOp kernel, const device::Device &device, int64_t team,
                     bool inParts, bool clears)
    : chain(chain), parts(kernel, device), clears(clears), threads(teamOf(device, team)),
      // Panels of keys have no sums that would take a shift of the rows back, as along the lanes.
      with(parts.instruction(/*isAlongLanes=*/true)) {
  for (StringRef dim : chain.rows)
    if (rowsDim.empty() || extent(dim) > extent(rowsDim))
      rowsDim = dim;
  isPacked = packs();
  isPacked ? chooseRegisters() : chooseRegistersInPlace();
  if (inParts)
    partKeys = isPacked ? packedPart() : partInPlace();
  isPacked ? chooseBlocks() : chooseBlocksInPlace();
}

bool ChainPlan::packs() {
  int64_t shared = 1;
  for (StringRef dim : chain.rows)
    shared *= extent(dim);
  Computation first = chain.first, second = chain.second;
  bool isContiguous = parts.isContiguous(first, 0, chain.depth) && parts.isContiguous(first, 1, chain.depth) &&
                      parts.isContiguous(second, chain.valueOperand, chain.values);
  // All rows are one tile: a sum each, a vector of columns and one of a row, with a register to spare.
  bool areHeld = shared + 2 < parts.registerCount();
  return shared >= kRowsWorthPacking || !areHeld || !isContiguous || extent(chain.depth) < lanes() * granule();
}

const device::Instruction *ChainPlan::instructionOf(Computation op) {
  Computation first = chain.first, second = chain.second;
  if (op == first || !with)
    return with;
  auto typesOf = [](Computation each, unsigned columns) {
    return std::tuple(schedule::factorWord(each, 1 - columns), schedule::factorWord(each, columns),
                      schedule::typeWord(each->getResult(0)));
  };
  bool hasTypes = typesOf(first, chain.keyOperand) == typesOf(second, chain.valueOperand);
  bool isCleared = clears && !isa<BlockArgument>(second->getOperand(chain.valueOperand));
  bool hasGroups = with->k == 1 || (extent(chain.keys) >= with->k && (isPacked || !isCleared));
  return hasTypes && hasGroups ? with : nullptr;
}

void ChainPlan::chooseRegisters() {
  double best = 0;
  for (int64_t count : {1, 2, 3, 4}) {
    int64_t most = (parts.registerCount() - 2 - count) / count;
    int64_t tall = std::min(most, rowsDim.empty() ? 1 : extent(rowsDim));
    double reuse = double(tall * count) / double(tall + count);
    if (tall > 0 && reuse > best) {
      best = reuse;
      rows = tall;
      vectors = count;
    }
  }
}

void ChainPlan::chooseRegistersInPlace() {
  for (StringRef dim : chain.rows)
    rows *= extent(dim);
  if (isInOrder())
    return chooseRegistersInOrder();
  valueRows = rows;
  for (int64_t count : {8, 4, 2})
    if (vectors == 1 && count * (rows + 1) + 1 < parts.registerCount() && (count - 1) * lanes() < extent(chain.values))
      vectors = count;
  int64_t most = parts.registerCount() * 3 / 4 / rows;
  if (rows > 1)
    most = std::min(most, (parts.registerCount() - 2) / (rows + 1));
  keysAtOnce = std::min<int64_t>(llvm::bit_floor(uint64_t(std::max<int64_t>(1, most))), lanes());
}

int64_t ChainPlan::streamWindow() {
  const device::MemoryLevel *memory = parts.device.level("memory");
  return memory ? memory->streamWindow.value_or(0) : 0;
}

bool ChainPlan::isInOrder() {
  int64_t key = extent(chain.depth) * keyBytes(), value = extent(chain.values) * valueBytes();
  bool isBeyond = streamWindow() && kSteps * granule() * std::max(key, value) > streamWindow();
  return !isPacked && isBeyond && columnVectors() <= (parts.registerCount() - 2) / 2;
}

void ChainPlan::chooseRegistersInOrder() {
  int64_t registers = parts.registerCount(), key = extent(chain.depth) * keyBytes();
  vectors = columnVectors();
  // Sums, columns and a broadcast.
  valueRows = std::clamp<int64_t>((registers - 2) / vectors - 1, 1, rows);
  int64_t most = std::min(streamWindow() / key, (registers - 2) / (rows + 1));
  keysAtOnce = std::min<int64_t>(llvm::bit_floor(uint64_t(std::max<int64_t>(1, most))), lanes());
}

int64_t ChainPlan::sumRows(StringRef dim) {
  if (isPacked)
    return tileRows(dim);
  int64_t left = valueRows;
  for (StringRef each : chain.rows) {
    int64_t size = std::min(extent(each), left);
    if (each == dim)
      return size;
    left /= size;
  }
  return 1;
}

int64_t ChainPlan::equalPart(int64_t sharers, int64_t most, int64_t step) {
  int64_t share = llvm::divideCeil(extent(chain.keys), sharers);
  return llvm::alignTo(llvm::divideCeil(share, llvm::divideCeil(share, most)), step);
}

int64_t ChainPlan::partInPlace() {
  int64_t room = isInOrder() ? parts.capacity(scoreLevel(), 0) / 4 : parts.capacity("L1", 0);
  int64_t step = 4 * lanes(), most = llvm::alignDown(room / (rows * scoreBytes()), step);
  if (!most)
    return 0;
  int64_t size = equalPart(sharesKeysBest() ? threads : 1, most, step);
  return size < extent(chain.keys) ? size : 0;
}

int64_t ChainPlan::packedPart() {
  int64_t key = extent(chain.depth) * keyBytes() + extent(chain.values) * valueBytes(), step = vectors * lanes();
  int64_t most = llvm::alignDown(3 * parts.capacity("L2", 0) / 4 / key, step);
  if (!most || !sharesKeysBest())
    return 0;
  int64_t size = equalPart(threads, most, step);
  int64_t sums = extent(chain.values) * parts.bytes(chain.second->getResult(0));
  for (StringRef dim : chain.rows)
    sums *= extent(dim);
  int64_t count = llvm::divideCeil(extent(chain.keys), size);
  return count > 1 && count * sums <= extent(chain.keys) * key ? size : 0;
}

bool ChainPlan::hasNextPart() {
  return partKeys && sharesKeysBest() && partKeys < int64_t(llvm::divideCeil(extent(chain.keys), threads));
}

void ChainPlan::chooseBlocks() {
  bandRows = rows;
  int64_t l1 = parts.capacity("L1", 0), panel = vectors * lanes() * valueBytes();
  if (!l1 || scoreLevel() == "L1" || rowsDim.empty())
    return;
  int64_t budget = parts.capacity(scoreLevel(), 0) / 2, rowBytes = keysOfPart() * scoreBytes();
  int64_t tiles = std::clamp<int64_t>(budget / (rows * rowBytes), 1, kTilesPerPanel);
  bandRows = std::min(rows * tiles, extent(rowsDim));
  // Sums that stay in registers over all keys are worth more than values in L1, as long as these come from L2.
  bool isFar = 2 * keysOfPart() * panel > parts.capacity(scoreLevel(), 0);
  if (bandRows > rows && isFar)
    chooseKeyBlock(llvm::alignDown(2 * l1 / 3 / panel, vectors * lanes()), vectors * lanes());
}

void ChainPlan::chooseBlocksInPlace() {
  int64_t l1 = parts.capacity("L1", 0);
  bool isOneTile = extent(chain.values) <= vectors * lanes() && valueRows >= rows;
  if (!l1 || scoreLevel() == "L1" || isOneTile)
    return;
  // The first rows that pass a block wait for memory, the others do not, and memory has nothing to do meanwhile: in
  // order, where it is what limits, blocks are as short as vectors of scores allow.
  if (isInOrder())
    return chooseKeyBlock(lanes(), lanes());
  int64_t step = lanes() * granule(), most = l1 / 2 / (extent(chain.values) * valueBytes());
  chooseKeyBlock(llvm::alignDown(most, step), step);
}

void ChainPlan::chooseKeyBlock(int64_t block, int64_t step) {
  while (block > step && partKeys % block)
    block -= step;
  if (block && block < keysOfPart())
    keyBlock = block;
}

bool ChainPlan::sharesKeysBest() {
  if (!isWorthATeam(parts, threads) || extent(chain.keys) < 2 * threads * lanes())
    return false;
  Sizes heads = shareOut(parts, tileOf(chain.batch, 1), threads);
  return heads.empty() || double(extent(heads[0].first)) < kBalance * double(threads * heads[0].second);
}

Sizes ChainPlan::threadTile() {
  if (partKeys && sharesKeysBest())
    return {{chain.keys, llvm::alignTo(llvm::divideCeil(extent(chain.keys), threads), partKeys)}};
  Sizes candidates = tileOf(chain.batch, 1);
  llvm::stable_sort(candidates, [&](auto &a, auto &b) { return !isMaskedBy(a.first) && isMaskedBy(b.first); });
  for (StringRef dim : chain.rows)
    candidates.push_back({dim, blockRows(dim)});
  return shareOut(parts, candidates, threads);
}

bool ChainPlan::isMaskedBy(StringRef dim) {
  if (!chain.mask)
    return false;
  Computation holder =
      *llvm::find_if(parts.kernel.getComputations(), [&](Computation op) { return op.getLabel() == chain.mask->mask; });
  return llvm::any_of(llvm::concat<const kernel::LinearIndex>(chain.mask->lowers, chain.mask->uppers),
                      [&](auto &bound) {
                        return bound.dims.count(dim) || llvm::any_of(bound.inputs, [&](auto &input) {
                                 return dependsOn(holder, holder.getAccess(input.first), dim);
                               });
                      });
}

int64_t ChainPlan::scoreBytes() {
  llvm::SmallSetVector<Type, 2> types;
  for (Computation op : parts.kernel.getComputations())
    if (isBetween(op) && dependsOn(op, op.getResultAccess(), chain.keys))
      types.insert(parts.elementType(op->getResult(0)));
  int64_t bytes = 0;
  for (Type type : types)
    bytes += std::max<int64_t>(1, type.getIntOrFloatBitWidth() / 8);
  return bytes;
}

bool ChainPlan::isClearing(Computation op) {
  Computation first = chain.first, second = chain.second;
  return op->getResult(0) == first->getOperand(chain.keyOperand) ||
         op->getResult(0) == second->getOperand(chain.valueOperand);
}
