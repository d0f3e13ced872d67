// The parts of a kernel; see KernelParts.h.
#include "compiler/Target/CPU/KernelParts.h"
#include "passes/Schedule/TypeWords.h"
#include "passes/Tile/DotProduct.h"
#include "passes/Tile/Passes.h"

#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using kernel::Computation;
using kernel::Kind;

KernelParts::KernelParts(kernel::KernelOp kernel, const device::Device &device) : kernel(kernel), device(device) {
  for (Computation op : this->kernel.getComputations())
    if (op.getKind() != Kind::Map)
      anchors.push_back(op);
  if (anchors.empty())
    anchors.push_back(this->kernel.getComputations().back());
  dims = anchor().getDimNames();
  AffineMap result = anchor().getResultAccess();
  if (result.getNumResults())
    if (auto last = dyn_cast<AffineDimExpr>(result.getResults().back()))
      lanesDim = dims[last.getPosition()];
  for (unsigned number = 0; number < anchor()->getNumOperands(); ++number)
    if (!lanesDim.empty() && dependsOn(anchor(), number, lanesDim))
      columns = number;
}

int64_t KernelParts::points() {
  int64_t result = 1;
  for (StringRef dim : dims)
    result *= extent(dim);
  return result;
}

unsigned KernelParts::position(Computation op, StringRef dim) {
  SmallVector<StringRef> names = op.getDimNames();
  return llvm::find(names, dim) - names.begin();
}

bool KernelParts::dependsOn(Computation op, unsigned operand, StringRef dim) {
  return op.getAccess(operand).isFunctionOfDim(position(op, dim));
}

SmallVector<StringRef> KernelParts::reducedDims() {
  SmallVector<StringRef> result;
  for (auto [index, dim] : llvm::enumerate(dims))
    if (anchor().isReduced(index))
      result.push_back(dim);
  return result;
}

StringRef KernelParts::rowsDim() {
  StringRef longest;
  Computation first = anchor();
  if (first->getNumOperands() > 1 && llvm::all_of(llvm::seq<unsigned>(0, first->getNumOperands()),
                                                  [&](unsigned n) { return dependsOn(first, n, lanesDim); }))
    return {};
  for (auto [index, dim] : llvm::enumerate(dims)) {
    bool isRow = !first.isReduced(index) && dim != lanesDim && !dependsOn(first, columns, dim);
    if (isRow && (longest.empty() || extent(dim) > extent(longest)))
      longest = dim;
  }
  return longest;
}

bool KernelParts::isContiguous(Computation op, unsigned operand, StringRef dim) {
  AffineMap access = op.getAccess(operand);
  if (access.getNumResults() == 0)
    return false;
  unsigned where = position(op, dim);
  for (AffineExpr expr : access.getResults().drop_back())
    if (expr.isFunctionOfDim(where))
      return false;
  AffineExpr next = getAffineDimExpr(where, kernel.getContext()) + 1;
  AffineExpr last = access.getResults().back();
  return simplifyAffineExpr(last.replace(getAffineDimExpr(where, kernel.getContext()), next) - last, dims.size(), 0) ==
         getAffineConstantExpr(1, kernel.getContext());
}

StringRef KernelParts::contiguousReduced() {
  for (StringRef dim : reducedDims())
    for (unsigned number = 0; number < anchor()->getNumOperands(); ++number)
      if (isContiguous(anchor(), number, dim))
        return dim;
  return {};
}

SmallVector<StringRef> KernelParts::dimsOf(Computation op, unsigned operand) {
  SmallVector<StringRef> result;
  for (AffineExpr expr : op.getAccess(operand).getResults()) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim)
      return {};
    result.push_back(dims[dim.getPosition()]);
  }
  return result;
}

bool KernelParts::isPrepackable(Value operand) {
  auto argument = dyn_cast<BlockArgument>(operand);
  return argument && kernel.getArgAttr(argument.getArgNumber(), kernel::kWeightAttr) &&
         !schedule::operandDims(kernel, argument.getArgNumber()).empty() && argument.hasOneUse();
}

std::string KernelParts::nameOf(Value operand) {
  if (auto argument = dyn_cast<BlockArgument>(operand))
    return kernel::operandName(argument.getArgNumber());
  return operand.getDefiningOp<Computation>().getLabel().str();
}

Computation KernelParts::expansionOf(Computation anchor) {
  if (anchor->getNumOperands() != 2 || reducedDims().size() != 1 || lanesDim.empty())
    return {};
  auto map = anchor->getOperand(dependsOn(anchor, 1, lanesDim) ? 1 : 0).getDefiningOp<Computation>();
  if (!map || map.getKind() != Kind::Map || !map->getResult(0).hasOneUse() || map.getDimNames().size() != 2)
    return {};
  unsigned codes = 0;
  for (unsigned number = 0; number < map->getNumOperands(); ++number) {
    Value operand = map->getOperand(number);
    bool isWhole = map.getAccess(number).isProjectedPermutation() && map.getAccess(number).getNumResults() == 2;
    if (!isPrepackable(operand) || !dependsOn(map, number, lanesDim) ||
        (isWhole && !elementType(operand).isInteger(4)))
      return {};
    codes += isWhole;
  }
  return codes == 1 ? map : Computation();
}

SmallVector<Computation> KernelParts::expansions() {
  SmallVector<Computation> maps;
  for (Computation anchor : anchors)
    if (Computation map = expansionOf(anchor))
      maps.push_back(map);
  return maps.size() == anchors.size() ? maps : SmallVector<Computation>();
}

Type KernelParts::elementType(Value tensor) { return cast<RankedTensorType>(tensor.getType()).getElementType(); }

int64_t KernelParts::bytes(Value tensor) {
  return std::max<int64_t>(1, elementType(tensor).getIntOrFloatBitWidth() / 8);
}

int64_t KernelParts::lanes(Computation op) {
  int64_t bits = kernel::widestBits(elementType(op->getResult(0)), op.getBodyOrNull());
  return std::max<int64_t>(1, registerBits() / bits);
}

const device::Instruction *KernelParts::instruction(bool isAlongLanes) {
  Computation op = anchor();
  if (op.getKind() != Kind::Contract)
    return nullptr;
  std::string rows = schedule::factorWord(op, 1 - columns), cols = schedule::factorWord(op, columns);
  std::string acc = schedule::typeWord(op->getResult(0));
  std::vector<const device::Instruction *> candidates = device.instructionsFor(rows, cols, acc);
  // Signed bytes are read as unsigned ones where a sum over the columns takes the shift back.
  if (rows == "s8" && reducedDims().size() == 1 && !isAlongLanes)
    llvm::append_range(candidates, device.instructionsFor("u8", cols, acc));
  // Bytes of any sign are 16-bit numbers.
  auto isByte = [](StringRef word) { return word == "s8" || word == "u8"; };
  if (isByte(rows) && isByte(cols))
    llvm::append_range(candidates, device.instructionsFor("s16", "s16", acc));
  for (const device::Instruction *candidate : candidates) {
    bool isGrouped = candidate->k > 1;
    if (isGrouped && !tile::dotSpelling(candidate->name, registerBits()))
      continue;
    if (candidate->kind == device::InstructionKind::Vector && candidate->k <= extent(reducedDims().back()) &&
        (!isGrouped || isBroadcasting() || isAlongLanes))
      return candidate;
  }
  // Narrower operands are widened to the accumulation type first.
  for (const device::Instruction *candidate : device.instructionsFor(acc, acc, acc))
    if (candidate->kind == device::InstructionKind::Vector)
      return candidate;
  return nullptr;
}

Type KernelParts::extendedRows(Value operand, const device::Instruction *with) {
  if (!with || !isa<BlockArgument>(operand) || !schedule::isFactorOnly(operand))
    return {};
  Builder builder(kernel.getContext());
  Type narrow = elementType(operand), wide = llvm::StringSwitch<Type>(with->a)
                                                 .Case("f32", builder.getF32Type())
                                                 .Case("f64", builder.getF64Type())
                                                 .Case("s16", builder.getIntegerType(16))
                                                 .Case("s32", builder.getIntegerType(32))
                                                 .Default(Type());
  bool isWider = wide && isa<FloatType>(wide) == isa<FloatType>(narrow) &&
                 wide.getIntOrFloatBitWidth() > narrow.getIntOrFloatBitWidth() && narrow.getIntOrFloatBitWidth() >= 8;
  return isWider ? wide : Type();
}

bool KernelParts::addsApart(const device::Instruction *with) {
  const tile::DotSpelling *spelling = with && with->k > 1 ? tile::dotSpelling(with->name, registerBits()) : nullptr;
  return spelling && !spelling->isAdding;
}

int64_t KernelParts::shift(const device::Instruction *with) {
  return with && with->a == "u8" && schedule::factorWord(anchor(), 1 - columns) == "s8" ? 128 : 0;
}

int64_t KernelParts::capacity(StringRef level, int64_t unknown) {
  const device::MemoryLevel *found = device.level(level);
  return found ? found->capacity.value_or(unknown) : unknown;
}

double KernelParts::bytesPerCycle(StringRef level, double unknown) {
  const device::MemoryLevel *found = device.level(level);
  if (!found || !found->bandwidth || !device.clockHz)
    return unknown;
  return *found->bandwidth / *device.clockHz;
}

target::Sizes KernelParts::partOf(Computation op, const target::Sizes &registers) {
  target::Sizes sizes;
  SmallVector<StringRef> names = op.getDimNames();
  for (auto [dim, size] : registers)
    if (llvm::is_contained(names, dim))
      sizes.push_back({dim, size});
  return sizes;
}

target::Sizes KernelParts::ownTile(Computation op) {
  target::Sizes sizes;
  SmallVector<StringRef> names = op.getDimNames();
  AffineMap result = op.getResultAccess();
  for (auto [index, expr] : llvm::enumerate(result.getResults())) {
    StringRef dim = names[cast<AffineDimExpr>(expr).getPosition()];
    bool isLast = index + 1 == result.getNumResults();
    sizes.push_back({dim, isLast ? std::min(extent(dim), 2 * lanes(op)) : 1});
  }
  return sizes;
}
