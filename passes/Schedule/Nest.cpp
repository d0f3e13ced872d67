// Extents, cuts and buffers of a scheduled kernel; see Nest.h.
#include "passes/Schedule/Nest.h"
#include "passes/Schedule/PackedOperands.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;

Nest::Nest(kernel::KernelOp kernel, const device::Device &device, TreeAttr tree)
    : kernel(kernel), device(device), tree(tree), all(kernel.getComputations()) {}

//===-- Computations and extents --------------------------------------------------------------------------------===//

Computation Nest::computation(StringRef label) const {
  auto found = llvm::find_if(all, [&](Computation op) { return op.getLabel() == label; });
  return found == all.end() ? Computation() : *found;
}

int64_t Nest::extent(int depth, StringRef dim) const {
  for (int band = std::min<int>(depth, bands().size() - 1); band >= 0; --band)
    if (bands()[band].getTile().names(dim))
      return bands()[band].getTile().lookup(dim, 0);
  kernel::DimAttr attr = const_cast<Nest *>(this)->kernel.getDim(dim);
  return attr ? attr.getMax() : 1;
}

std::optional<int> Nest::outermostCut(StringRef dim) const {
  for (int band = 0; band < registersDepth(); ++band)
    if (cuts(band, dim))
      return band;
  return std::nullopt;
}

int64_t Nest::tasks(int band) const {
  int64_t count = 1;
  for (StringAttr dim : bands()[band].getTile().getDims())
    count *= llvm::divideCeil(extent(band - 1, dim), extent(band, dim));
  return count;
}

bool Nest::mapsTo(StringRef resource) const {
  return llvm::any_of(bands(),
                      [&](BandAttr band) { return band.getParallel() && band.getParallel().getValue() == resource; });
}

/// The position of the loop over `dim` in `band`: unordered dimensions come first.
static int64_t loopPosition(BandAttr band, StringRef dim) {
  auto order = band.getOrder();
  auto found = llvm::find_if(order, [&](StringAttr name) { return name.getValue() == dim; });
  return found == order.end() ? -1 : found - order.begin();
}

bool Nest::runsInside(int band, StringRef inner, StringRef outer) const {
  int64_t in = loopPosition(bands()[band], inner), out = loopPosition(bands()[band], outer);
  if (in != out)
    return in > out;
  auto position = [&](StringRef dim) {
    auto names = llvm::map_range(const_cast<Nest *>(this)->kernel.getDims().getAsRange<kernel::DimAttr>(),
                                 [](kernel::DimAttr attr) { return attr.getName().getValue(); });
    return std::distance(names.begin(), llvm::find(names, dim));
  };
  return position(inner) > position(outer);
}

int64_t Nest::registerExtent(Computation op, StringRef dim) const {
  int64_t enclosing = extent(place(op), dim);
  ComputationAttr attr = inner(op);
  return attr ? attr.getRegisters().lookup(dim, enclosing) : enclosing;
}

int64_t Nest::registerPoints(Computation op, ArrayRef<StringRef> dims) const {
  int64_t points = 1;
  for (StringRef dim : dims)
    points *= registerExtent(op, dim);
  return points;
}

int Nest::place(Computation op) const {
  ComputationAttr attr = inner(op);
  if (!attr || !attr.getAttach() || attr.getAttach().getValue() == kRegisters)
    return registersDepth();
  for (auto [depth, band] : llvm::enumerate(bands()))
    if (band.getName() == attr.getAttach())
      return depth;
  return kRootDepth;
}

const device::Instruction *Nest::instruction(Computation op) const {
  ComputationAttr attr = inner(op);
  return attr && attr.getInstruction() ? device.instruction(attr.getInstruction()) : nullptr;
}

StringRef Nest::unit(Computation op) const {
  for (int band = std::min<int>(place(op), bands().size() - 1); band >= 0; --band)
    if (bands()[band].getParallel())
      return bands()[band].getParallel();
  return {};
}

//===-- Values and stages ---------------------------------------------------------------------------------------===//

Value Nest::value(StringRef name) const {
  if (Computation op = computation(name))
    return op->getResult(0);
  for (BlockArgument argument : const_cast<Nest *>(this)->kernel.getBody().getArguments())
    if (this->name(argument) == name)
      return argument;
  return {};
}

std::string Nest::name(Value value) const {
  if (auto argument = dyn_cast<BlockArgument>(value))
    return kernel::operandName(argument.getArgNumber());
  return cast<Computation>(value.getDefiningOp()).getLabel().str();
}

std::pair<AffineMap, SmallVector<StringRef>> Nest::access(Value value) const {
  if (auto op = value.getDefiningOp<Computation>())
    return {op.getResultAccess(), op.getDimNames()};
  SmallVector<OpOperand *> reads = readsOf(kernel, value);
  if (reads.empty())
    return {AffineMap::get(value.getContext()), {}};
  auto op = cast<Computation>(reads.front()->getOwner());
  return {op.getAccess(reads.front()->getOperandNumber()), op.getDimNames()};
}

/// The one dimension that `expr` depends on, or empty where it depends on several.
static StringRef onlyDim(AffineExpr expr, ArrayRef<StringRef> names) {
  StringRef only;
  for (auto [position, name] : llvm::enumerate(names))
    if (expr.isFunctionOfDim(position)) {
      if (!only.empty())
        return {};
      only = name;
    }
  return only;
}

SmallVector<StringRef> Nest::dims(Value value) const {
  auto [map, names] = access(value);
  SmallVector<StringRef> result;
  for (AffineExpr expr : map.getResults())
    result.push_back(onlyDim(expr, names));
  return result;
}

SmallVector<Staged> Nest::stages(Value value) const {
  SmallVector<Staged> result;
  std::string wanted = name(value);
  for (auto [depth, band] : llvm::enumerate(bands()))
    for (StageAttr stage : band.getStages())
      if (stage.getOperand().getValue() == wanted)
        result.push_back({int(depth), stage});
  return result;
}

SmallVector<int64_t> Nest::boxSizes(const Staged &staged) const {
  auto [map, names] = access(value(staged.stage.getOperand()));
  auto last = llvm::map_to_vector(names, [&](StringRef dim) { return extent(staged.band, dim) - 1; });
  SmallVector<int64_t> sizes = map.compose(last);
  for (int64_t &size : sizes)
    ++size;
  return sizes;
}

/// Whole bytes that `elements` in the buffer of `stage`, which is one of `value`, occupy.
static int64_t bytesOf(int64_t elements, StageAttr stage, Value value) {
  Type element = stage.getType() ? stage.getType() : getElementTypeOrSelf(value.getType());
  return llvm::divideCeil(elements * element.getIntOrFloatBitWidth(), 8);
}

/// Elements along `dim` of a buffer that holds `size` of them: whole blocks, and the block of a shifted layout's sums.
static int64_t paddedExtent(LayoutAttr layout, StringRef dim, int64_t size) {
  int64_t block = layout ? layout.getBlock().lookup(dim, 1) : 1;
  bool hasSums = layout && layout.getShift() && layout.getOuter().back().getValue() == dim;
  return llvm::alignTo(size, block) + (hasSums ? block : 0);
}

int64_t Nest::bufferBytes(const Staged &staged) const {
  Value operand = value(staged.stage.getOperand());
  LayoutAttr layout = staged.stage.getLayout();
  int64_t elements = 1;
  for (auto [size, dim] : llvm::zip(boxSizes(staged), dims(operand)))
    elements *= paddedExtent(layout, dim, size);
  return bytesOf(elements, staged.stage, operand);
}

int64_t Nest::contiguousBytes(const Staged &staged) const {
  Value operand = value(staged.stage.getOperand());
  LayoutAttr layout = staged.stage.getLayout();
  int64_t elements = 1;
  for (int64_t size : layout.getBlock().getSizes())
    elements *= size;
  if (layout.getBlock().getSizes().empty() && !layout.getOuter().empty())
    for (auto [size, dim] : llvm::zip(boxSizes(staged), dims(operand)))
      if (dim == layout.getOuter().back().getValue())
        elements = size;
  return bytesOf(elements, staged.stage, operand);
}

const device::MemoryLevel *Nest::levelOf(int band) const {
  for (; band >= 0; --band)
    if (!bands()[band].getParallel())
      return device.level(bands()[band].getName());
  return device.levels.empty() ? nullptr : &device.levels.front();
}

//===-- Dimensions by their part --------------------------------------------------------------------------------===//

static SmallVector<StringRef> dimsWhere(Computation op, llvm::function_ref<bool(unsigned)> wanted) {
  SmallVector<StringRef> result;
  for (auto [index, dim] : llvm::enumerate(op.getDimNames()))
    if (wanted(index))
      result.push_back(dim);
  return result;
}

SmallVector<StringRef> aicc::schedule::reducedDims(Computation op) {
  return dimsWhere(op, [&](unsigned dim) { return op.isReduced(dim); });
}

SmallVector<StringRef> aicc::schedule::resultDims(Computation op) {
  return dimsWhere(op, [&](unsigned dim) { return !op.isReduced(dim); });
}

static SmallVector<StringRef> sorted(SmallVector<StringRef> names) {
  llvm::sort(names);
  return names;
}

bool aicc::schedule::areSiblings(Computation a, Computation b) {
  return a != b && a.getKind() == kernel::Kind::Contract && b.getKind() == kernel::Kind::Contract &&
         sorted(resultDims(a)) == sorted(resultDims(b)) && sorted(reducedDims(a)) == sorted(reducedDims(b));
}

ContractionDims aicc::schedule::contractionDims(Computation op) {
  AffineMap lhs = op.getAccess(0), rhs = op.getAccess(1), result = op.getResultAccess();
  ContractionDims parts;
  auto innermost =
      dyn_cast_if_present<AffineDimExpr>(result.getNumResults() ? result.getResults().back() : AffineExpr());
  if (innermost && !rhs.isFunctionOfDim(innermost.getPosition()))
    parts.columnOperand = 0;
  AffineMap columns = op.getAccess(parts.columnOperand), rows = parts.columnOperand ? lhs : rhs;
  auto kept = [&](unsigned dim) { return !op.isReduced(dim); };
  parts.reduced = reducedDims(op);
  parts.rows =
      dimsWhere(op, [&](unsigned d) { return kept(d) && rows.isFunctionOfDim(d) && !columns.isFunctionOfDim(d); });
  parts.columns =
      dimsWhere(op, [&](unsigned d) { return kept(d) && columns.isFunctionOfDim(d) && !rows.isFunctionOfDim(d); });
  parts.batch =
      dimsWhere(op, [&](unsigned d) { return kept(d) && columns.isFunctionOfDim(d) == rows.isFunctionOfDim(d); });
  return parts;
}
