// From a point to a tree of bands; see Contraction.h for what the knobs mean.
#include "compiler/Target/CPU/Contraction.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using namespace aicc::schedule;
using kernel::Computation;
using target::ScheduleWriter;
using target::Sizes;

namespace {
/// Writes one tree. Fields hold what the point says, in elements.
class ContractionWriter {
public:
  ContractionWriter(Contraction &contraction, const target::Point &point)
      : c(contraction), parts(contraction.parts), point(point), writer(contraction.parts.kernel.getContext()) {
    isAlongDepth = knob("lanes") == kLanesAlongDepth;
    with = isAlongDepth ? c.alongDepth : c.instruction(knob("instruction"));
    granule = with && !isAlongDepth ? with->k : 1;
    unroll = std::max<int64_t>(1, knob("unroll", 1));
    tileColumns = tileOf(c.columns);
    tileRows = c.rows.empty() ? 1 : tileOf(c.rows);
  }

  TreeAttr write() {
    writeThreads();
    if (isAlongDepth)
      return writeHorizontal();
    if (knob("columns") == kColumnsPanels)
      writePanels();
    else
      writeBlocks();
    return writeVertical();
  }

private:
  int64_t knob(StringRef name, int64_t neutral = 0) { return point.get(name, neutral); }
  int64_t knob(StringRef name, StringRef dim, int64_t neutral) { return point.get((name + "." + dim).str(), neutral); }
  int64_t tileOf(StringRef dim) { return std::min(c.extent(dim), std::max<int64_t>(1, knob("tile", dim, 1))); }

  int64_t stepOf(StringRef dim) { return dim == c.columns ? tileColumns : dim == c.rows ? tileRows : 1; }

  /// What one thread has of `dim`.
  int64_t shareOf(StringRef dim) {
    auto found = shares.find(dim);
    return found == shares.end() ? c.extent(dim) : found->second;
  }

  //===-- Bands ---------------------------------------------------------------------------------------------------===//

  void writeThreads() {
    Sizes team;
    SmallVector<StringRef> dims = c.others;
    dims.append({c.rows, c.columns});
    for (StringRef dim : dims) {
      int64_t count = dim.empty() ? 1 : knob("threads", dim, 1);
      int64_t size = count > 1 ? llvm::alignTo(llvm::divideCeil(c.extent(dim), count), stepOf(dim)) : c.extent(dim);
      if (size >= c.extent(dim))
        continue;
      shares[dim] = size;
      team.push_back({dim, size});
    }
    writer.parallelBand("threads", "threads", team);
  }

  /// The blocks that are smaller than what a thread has: rows, columns, depth.
  Sizes blocks() {
    Sizes cut;
    for (StringRef dim : {c.rows, c.columns, c.depth}) {
      int64_t size = dim.empty() ? 0 : knob("block", dim, 0) * (dim == c.depth ? 1 : stepOf(dim));
      if (size > 0 && size < shareOf(dim))
        cut.push_back({dim, size});
    }
    return cut;
  }

  SmallVector<StringRef> ordered(const Sizes &cut) {
    StringRef names[] = {c.rows, c.columns, c.depth};
    SmallVector<StringRef> order;
    for (int number : Contraction::orderOf(knob("order")))
      if (llvm::any_of(cut, [&](auto &pair) { return pair.first == names[number]; }))
        order.push_back(names[number]);
    return order;
  }

  /// Rows that are packed, once or by blocks, then one band of blocks, with everything else that is staged.
  void writeBlocks() {
    Sizes cut = blocks(), around;
    SmallVector<StageAttr> outer, stages;
    stageRows(outer);
    // The block of rows that is packed is the outermost loop.
    if (knob("rows") == kRowsPackedByBlocks && !cut.empty() && cut.front().first == c.rows) {
      around.push_back(cut.front());
      cut.erase(cut.begin());
    }
    writer.band(parts.levelName(0), around, ordered(around), outer);
    if (knob("columns") != kColumnsInPlace)
      stageColumns(stages, knob("columns") == kColumnsPrepacked ? How::Prepacked : How::Packed);
    if (llvm::any_of(cut, [&](auto &pair) { return pair.first == c.depth; }))
      stagePartials(stages);
    writer.band(parts.levelName(outer.empty() ? 0 : 1), cut, ordered(cut), stages);
  }

  /// From the outside: rows that are packed once, the loop over panels, the level that holds a
  /// panel.
  void writePanels() {
    SmallVector<StageAttr> outer, partials, panels;
    stageRows(outer);
    size_t level = outer.empty() ? 0 : 1;
    writer.band(parts.levelName(0), {}, {}, outer);
    int64_t size = knob("block", c.depth, 0);
    bool isDeep = size > 0 && size < c.extent(c.depth), isCut = tileColumns < shareOf(c.columns);
    if (isDeep)
      stagePartials(partials);
    writer.band(parts.levelName(level++), isCut ? Sizes{{c.columns, tileColumns}} : Sizes(),
                isCut ? SmallVector<StringRef>{c.columns} : SmallVector<StringRef>(), partials);
    stageColumns(panels, How::Packed);
    bool hasL2 = level < 2 && parts.device.level("L2");
    writer.band(hasL2 ? StringRef("L2") : parts.levelName(level), isDeep ? Sizes{{c.depth, size}} : Sizes(),
                isDeep ? SmallVector<StringRef>{c.depth} : SmallVector<StringRef>(), panels);
  }

  //===-- Stages --------------------------------------------------------------------------------------------------===//

  void stageOnce(SmallVectorImpl<StageAttr> &stages, Value operand, How how, LayoutAttr layout, int64_t ahead,
                 Type type = {}) {
    std::string name = parts.nameOf(operand);
    if (llvm::none_of(stages, [&](StageAttr stage) { return stage.getOperand().getValue() == name; }))
      stages.push_back(writer.stage(name, how, layout, type, ahead));
  }

  /// What cannot be packed once a module, beside siblings that can, is packed with the block.
  void stageColumns(SmallVectorImpl<StageAttr> &stages, How how) {
    for (Computation anchor : parts.anchors) {
      unsigned column = c.columnOperand(anchor);
      Value operand = anchor->getOperand(column);
      bool isOnce = how == How::Prepacked && parts.isPrepackable(operand);
      How own = how == How::Prepacked && !isOnce ? How::Packed : how;
      stageOnce(stages, operand, own, panelLayout(parts.dimsOf(anchor, column)), own == how ? knob("ahead") : 0);
    }
  }

  LayoutAttr panelLayout(ArrayRef<StringRef> dims) {
    SmallVector<StringRef> outer;
    for (StringRef dim : dims)
      if (dim != c.columns && dim != c.depth)
        outer.push_back(dim);
    outer.append({c.columns, c.depth});
    Sizes block = {{c.columns, llvm::alignTo(tileColumns, c.lanes())}};
    if (granule > 1)
      block.push_back({c.depth, granule});
    return writer.layout(outer, block, parts.shift(with));
  }

  /// Rows whose depth is innermost, so that an instruction finds neighbours along it side by side.
  void stageRows(SmallVectorImpl<StageAttr> &stages) {
    for (Computation anchor : parts.anchors) {
      unsigned row = 1 - c.columnOperand(anchor);
      SmallVector<StringRef> outer, dims = parts.dimsOf(anchor, row);
      if (!knob("rows") || !llvm::is_contained(dims, c.depth))
        continue;
      for (StringRef dim : dims)
        if (dim != c.depth)
          outer.push_back(dim);
      outer.push_back(c.depth);
      Sizes block = granule > 1 ? Sizes{{c.depth, granule}} : Sizes();
      Value operand = anchor->getOperand(row);
      Type type = isAlongDepth ? Type() : parts.extendedRows(operand, with);
      stageOnce(stages, operand, How::Packed, writer.layout(outer, block), 0, type);
    }
  }

  /// Parts of sums stay in the kernel's result where they are it, else in a buffer of their own.
  void stagePartials(SmallVectorImpl<StageAttr> &stages) {
    for (Computation anchor : parts.anchors) {
      if (llvm::any_of(anchor->getUsers(), [](Operation *user) { return isa<kernel::YieldOp>(user); }))
        continue;
      SmallVector<StringRef> names = anchor.getDimNames(), outer;
      for (AffineExpr expr : anchor.getResultAccess().getResults())
        outer.push_back(names[cast<AffineDimExpr>(expr).getPosition()]);
      stages.push_back(writer.stage(anchor.getLabel(), How::Packed, writer.layout(outer, {}),
                                    parts.elementType(anchor->getResult(0))));
    }
  }

  //===-- Computations --------------------------------------------------------------------------------------------===//

  TreeAttr writeHorizontal() {
    int64_t vector = c.lanes() * (with ? with->k : 1);
    Sizes registers;
    for (AffineExpr expr : parts.anchor().getResultAccess().getResults()) {
      StringRef dim = parts.dims[cast<AffineDimExpr>(expr).getPosition()];
      registers.push_back({dim, stepOf(dim)});
    }
    Sizes summed = registers;
    summed.push_back({c.depth, vector});
    writeComputations(summed, {}, with && with->k > 1 ? StringRef(with->name) : StringRef());
    return writer.finish();
  }

  TreeAttr writeVertical() {
    Sizes registers;
    for (StringRef dim : c.others)
      registers.push_back({dim, 1});
    registers.push_back({c.columns, tileColumns});
    if (!c.rows.empty())
      registers.insert(knob("walk") ? std::prev(registers.end()) : registers.end(), {c.rows, tileRows});
    Sizes summed = registers;
    if (granule > 1)
      summed.push_back({c.depth, granule});
    bool isApart = knob("epilogue");
    writeComputations(summed, isApart ? Sizes() : summed, with ? StringRef(with->name) : StringRef());
    return writer.finish();
  }

  /// The anchors with `summed`; maps behind them on its part of `shared`, or in loops of their own
  /// where that is empty.
  void writeComputations(const Sizes &summed, const Sizes &shared, StringRef instruction) {
    bool isBehind = false;
    for (Computation op : parts.kernel.getComputations()) {
      bool isAnchor = llvm::is_contained(parts.anchors, op);
      isBehind |= isAnchor;
      if (isAnchor) {
        writer.computation(op.getLabel(), summed, unroll, instruction, "", /*isSwapped=*/false, knob("prefetch"));
        continue;
      }
      bool onRegisters = isBehind && !shared.empty();
      writer.computation(op.getLabel(), onRegisters ? parts.partOf(op, shared) : parts.ownTile(op), 1, "",
                         onRegisters ? kRegisters : kRoot);
    }
  }

  Contraction &c;
  KernelParts &parts;
  const target::Point &point;
  ScheduleWriter writer;
  const device::Instruction *with = nullptr;
  bool isAlongDepth = false;
  int64_t granule = 1, unroll = 1, tileColumns = 1, tileRows = 1;
  DenseMap<StringRef, int64_t> shares; ///< tiles of the threads' band
};
} // namespace

TreeAttr cpu::writeContraction(Contraction &contraction, const target::Point &point) {
  return ContractionWriter(contraction, point).write();
}
