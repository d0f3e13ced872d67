// What a default schedule packs, in which layout, and what it asks for ahead.
#include "compiler/Target/CPU/Proposal.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::Kind;

/// From this many rows on, packing columns that could be read as they lie pays for itself.
constexpr int64_t kRowsWorthPacking = 16;
/// From so many vectors of columns on, extending rows once, on their way into a packed copy, pays for itself.
constexpr int64_t kColumnsWorthExtending = 16;

std::optional<unsigned> Proposal::panelOperand(Computation anchor) {
  if (anchor->getNumOperands() != 2)
    return std::nullopt;
  unsigned column = parts.dependsOn(anchor, 1, parts.lanesDim) ? 1 : 0;
  SmallVector<StringRef> operandDims = parts.dimsOf(anchor, column);
  bool isPanel =
      llvm::is_contained(operandDims, parts.lanesDim) && llvm::is_contained(operandDims, parts.reducedDims().back());
  return isPanel ? std::optional<unsigned>(column) : std::nullopt;
}

bool Proposal::hasFewRows() { return parts.rowsDim().empty() || extent(parts.rowsDim()) < kRowsWorthPacking; }

Value Proposal::neighbouringColumns(Computation anchor) {
  std::optional<unsigned> column = panelOperand(anchor);
  Value operand = column ? anchor->getOperand(*column) : Value();
  bool isRead = operand && !parts.isPrepackable(operand) && parts.isContiguous(anchor, *column, parts.lanesDim);
  return isRead ? operand : Value();
}

int64_t Proposal::passes(Computation anchor) {
  int64_t count = 1;
  SmallVector<StringRef> read = parts.dimsOf(anchor, *panelOperand(anchor));
  for (auto [index, dim] : llvm::enumerate(parts.dims))
    if (!parts.anchor().isReduced(index) && !llvm::is_contained(read, dim))
      count *= extent(dim);
  return count;
}

/// Pairs are made of what the kernel is given, and of nothing that it has computed. Siblings are read alike.
bool Proposal::makesPairs(const device::Instruction *with) {
  return with->k == 2 && !parts.shift(with) && llvm::all_of(parts.anchors, [&](Computation anchor) {
           Value columns = neighbouringColumns(anchor);
           return columns && isa<BlockArgument>(columns) && passes(anchor) <= kMostRowsInOrder;
         });
}

bool Proposal::readsInPlace(Computation anchor, const device::Instruction *with) {
  return hasFewRows() && neighbouringColumns(anchor) && (!with || with->k == 1 || makesPairs(with));
}

bool Proposal::packsColumns(const device::Instruction *with) {
  std::optional<unsigned> column = panelOperand(parts.anchor());
  return column && !parts.isPrepackable(parts.anchor()->getOperand(*column)) && !readsInPlace(parts.anchor(), with);
}

void Proposal::stageColumns(SmallVectorImpl<StageAttr> &stages, How how, cpu::RegisterTile tile, StringRef depth,
                            const device::Instruction *with, bool isAhead) {
  for (Computation anchor : parts.anchors) {
    std::optional<unsigned> column = panelOperand(anchor);
    if (!column)
      continue;
    Value operand = anchor->getOperand(*column);
    if (how == How::Prepacked && !parts.isPrepackable(operand)) {
      // A sibling of a weight that is none, or an instruction that needs the panel's order, is packed all the same.
      if (readsInPlace(anchor, with))
        continue;
      stageOnce(stages, operand, How::Packed, panelLayout(parts.dimsOf(anchor, *column), tile, depth, with), 0);
      continue;
    }
    stageOnce(stages, operand, how, panelLayout(parts.dimsOf(anchor, *column), tile, depth, with), isAhead);
  }
}

bool Proposal::asksAhead(cpu::RegisterTile tile, How how) {
  bool isNear = 2 * arrival.bytes() <= parts.capacity("L2", 512 << 10);
  if (isNear || shareOf(parts.lanesDim) <= tile.columns)
    return false;
  StringRef rows = parts.rowsDim();
  return !rows.empty() && (how == How::Packed || !isReadOnce(tile, rows));
}

void Proposal::stageRows(SmallVectorImpl<StageAttr> &stages, StringRef depth, const device::Instruction *with) {
  int64_t granule = with ? with->k : 1;
  for (Computation anchor : parts.anchors) {
    unsigned row = rowOperand(anchor);
    SmallVector<StringRef> dims = parts.dimsOf(anchor, row);
    if (anchor->getNumOperands() != 2 || !llvm::is_contained(dims, depth))
      continue;
    Type extended = extendedRows(anchor, with);
    if (extended || (granule > 1 && !parts.isContiguous(anchor, row, depth)))
      stageOnce(stages, anchor->getOperand(row), How::Packed, rowsLayout(dims, depth, granule), 0, extended);
  }
}

unsigned Proposal::rowOperand(Computation anchor) {
  return anchor->getNumOperands() > 1 && !parts.dependsOn(anchor, 1, parts.lanesDim) ? 1 : 0;
}

int64_t Proposal::extendedRowBytes(Computation anchor, Type extended) {
  int64_t bytes = extended.getIntOrFloatBitWidth() / 8;
  for (StringRef dim : parts.dimsOf(anchor, rowOperand(anchor)))
    bytes *= dim == parts.rowsDim() ? 1 : shareOf(dim);
  return bytes;
}

Type Proposal::extendedRows(Computation anchor, const device::Instruction *with) {
  SmallVector<StringRef> dims = parts.dimsOf(anchor, rowOperand(anchor));
  Type extended = parts.extendedRows(anchor->getOperand(rowOperand(anchor)), with);
  if (!extended || !parts.isBroadcasting() || !llvm::is_contained(dims, parts.reducedDims().back()) ||
      shareOf(parts.lanesDim) < kColumnsWorthExtending * parts.lanes(parts.anchor()))
    return {};
  // Weights pass blocks of the rows; panels that are packed with the call pass all of them. Each thread has a copy.
  int64_t rows = packsColumns(with) && !parts.rowsDim().empty() ? shareOf(parts.rowsDim()) : 1;
  return threads * rows * extendedRowBytes(anchor, extended) <= lastCache() ? extended : Type();
}

int64_t Proposal::lastCache() { return parts.capacity("L3", 4 * parts.capacity("L2", 512 << 10)); }

int64_t Proposal::mostRows(StringRef depth, const device::Instruction *with) {
  Computation op = parts.anchor();
  if (Type extended = op->getNumOperands() == 2 ? extendedRows(op, with) : Type())
    return lastCache() / 2 / threads / extendedRowBytes(op, extended);
  return lastCache() / 4 / (extent(depth) * parts.bytes(op->getOperand(rowOperand(op))));
}

LayoutAttr Proposal::fixedLayout(Value operand) {
  auto argument = dyn_cast<BlockArgument>(operand);
  auto found = argument ? fixed.find(argument.getArgNumber()) : fixed.end();
  return found == fixed.end() ? LayoutAttr() : found->second;
}

int64_t Proposal::fixedPanel() {
  for (auto [number, layout] : fixed)
    if (int64_t panel = layout.getBlock().lookup(parts.lanesDim, 0))
      return panel;
  return 0;
}

/// `layout` with blocks of `size` along `dim`.
static LayoutAttr withPanel(LayoutAttr layout, StringRef dim, int64_t size) {
  TileAttr block = layout.getBlock();
  SmallVector<int64_t> sizes(block.getSizes());
  for (auto [name, extent] : llvm::zip(block.getDims(), sizes))
    if (name.getValue() == dim)
      extent = size;
  return LayoutAttr::get(layout.getContext(), layout.getOuter(),
                         TileAttr::get(layout.getContext(), block.getDims(), sizes), layout.getSwizzle(),
                         layout.getShift(), layout.getSplit());
}

void Proposal::stageOnce(SmallVectorImpl<StageAttr> &stages, Value operand, How how, LayoutAttr layout, int64_t ahead,
                         Type type) {
  std::string name = parts.nameOf(operand);
  // Another order of elements would not fill the lanes: only the width of panels is given way in.
  LayoutAttr chosen = fixedLayout(operand);
  int64_t panel = chosen && how == How::Prepacked ? fixedPanel() : 0;
  if (panel && withPanel(layout, parts.lanesDim, panel) == chosen)
    layout = chosen;
  if (llvm::none_of(stages, [&](StageAttr stage) { return stage.getOperand().getValue() == name; }))
    stages.push_back(writer.stage(name, how, layout, type, ahead));
}

void Proposal::stagePartials(SmallVectorImpl<StageAttr> &stages) {
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

LayoutAttr Proposal::panelLayout(ArrayRef<StringRef> operandDims, cpu::RegisterTile tile, StringRef depth,
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

LayoutAttr Proposal::rowsLayout(ArrayRef<StringRef> operandDims, StringRef depth, int64_t granule) {
  SmallVector<StringRef> outer;
  for (StringRef dim : operandDims)
    if (dim != depth)
      outer.push_back(dim);
  outer.push_back(depth);
  return writer.layout(outer, granule > 1 ? Sizes{{depth, granule}} : Sizes());
}
