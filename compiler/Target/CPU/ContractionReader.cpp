// From a tree back to a point; see Contraction.h. What a tree says beside the knobs is not seen:
// who reads writes again and compares.
#include "compiler/Target/CPU/Contraction.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using namespace aicc::schedule;
using kernel::Computation;

namespace {
class ContractionReader {
public:
  ContractionReader(Contraction &contraction, TreeAttr tree) : c(contraction), parts(contraction.parts), tree(tree) {}

  target::Point read() {
    ComputationAttr anchor = tree.computation(parts.anchor().getLabel());
    if (!anchor)
      return point;
    readRegisters(anchor);
    readThreads();
    readBlocks();
    readStages();
    for (Computation op : parts.kernel.getComputations())
      if (op->getBlock() && isBehindAnchors(op))
        if (ComputationAttr inner = tree.computation(op.getLabel()))
          if (inner.getAttach() && inner.getAttach().getValue() == kRoot && !isAlongDepth)
            point.set("epilogue", 1, 0);
    return point;
  }

private:
  bool isBehindAnchors(Computation op) {
    return !llvm::is_contained(parts.anchors, op) && parts.anchor()->isBeforeInBlock(op);
  }

  void set(StringRef name, StringRef dim, int64_t value, int64_t neutral) {
    point.set((name + "." + dim).str(), value, neutral);
  }

  void readRegisters(ComputationAttr anchor) {
    TileAttr registers = anchor.getRegisters();
    StringRef name = anchor.getInstruction() ? anchor.getInstruction().getValue() : StringRef();
    int64_t step = registers.lookup(c.depth, 1);
    int64_t vector = c.lanes() * (c.alongDepth ? c.alongDepth->k : 1);
    isAlongDepth = step == vector && step > 1;
    point.set("lanes", isAlongDepth ? kLanesAlongDepth : kLanesAlongResult, kLanesAlongResult);
    for (StringRef dim : {c.rows, c.columns})
      if (!dim.empty())
        set("tile", dim, registers.lookup(dim, 1), 1);
    point.set("unroll", anchor.getUnroll(), 1);
    point.set("prefetch", anchor.getPrefetch(), 0);
    for (auto [number, instruction] : llvm::enumerate(c.instructions))
      if (!isAlongDepth && instruction && instruction->name == name)
        point.set("instruction", int64_t(number), 0);
    auto position = [&](StringRef dim) {
      return llvm::find_if(registers.getDims(), [&](StringAttr other) { return other.getValue() == dim; });
    };
    if (!isAlongDepth && !c.rows.empty() && position(c.rows) < position(c.columns))
      point.set("walk", 1, 0);
  }

  void readThreads() {
    for (BandAttr band : tree.getBands())
      if (band.getParallel())
        for (auto [dim, size] : llvm::zip_equal(band.getTile().getDims(), band.getTile().getSizes()))
          set("threads", dim, llvm::divideCeil(c.extent(dim), size), 1);
  }

  void readBlocks() {
    SmallVector<StringRef> order;
    for (BandAttr band : tree.getBands()) {
      if (band.getParallel())
        continue;
      for (auto [dim, size] : llvm::zip_equal(band.getTile().getDims(), band.getTile().getSizes())) {
        int64_t step = dim == c.depth ? 1 : std::max<int64_t>(1, point.get(("tile." + dim.getValue()).str(), 1));
        set("block", dim, size / step, 0);
      }
      for (StringAttr dim : band.getOrder())
        order.push_back(dim);
    }
    point.set("order", firstOrderOf(order), 0);
  }

  /// The first of the orders in which the dimensions of `found` come as they do there.
  int64_t firstOrderOf(ArrayRef<StringRef> found) {
    StringRef names[] = {c.rows, c.columns, c.depth};
    for (int64_t value = 0; value < 6; ++value) {
      SmallVector<StringRef> these;
      for (int number : Contraction::orderOf(value))
        if (llvm::is_contained(found, names[number]))
          these.push_back(names[number]);
      if (ArrayRef<StringRef>(these) == found)
        return value;
    }
    return 0;
  }

  void readStages() {
    std::string columns = parts.nameOf(parts.anchor()->getOperand(parts.columns));
    std::string rows = parts.nameOf(parts.anchor()->getOperand(1 - parts.columns));
    for (auto [number, band] : llvm::enumerate(tree.getBands()))
      for (StageAttr stage : band.getStages()) {
        StringRef operand = stage.getOperand();
        if (operand == rows)
          point.set("rows", isByBlocks(band) ? kRowsPackedByBlocks : kRowsPacked, kRowsInPlace);
        if (isColumns(operand, columns) && stage.getAhead())
          point.set("ahead", stage.getAhead(), 0);
        if (operand == columns)
          readColumns(stage, number);
        else if (isColumns(operand, columns) && stage.getHow() == How::Prepacked)
          point.set("columns", kColumnsPrepacked, 0);
      }
  }

  /// True for a band around whose stages only the rows are cut.
  bool isByBlocks(BandAttr band) {
    return !band.getParallel() && band.getTile().getDims().size() == 1 && band.getTile().getDims()[0] == c.rows;
  }

  /// True for the columns' operand of any anchor.
  bool isColumns(StringRef operand, StringRef first) {
    return operand == first || llvm::any_of(parts.anchors, [&](Computation anchor) {
             return parts.nameOf(anchor->getOperand(c.columnOperand(anchor))) == operand;
           });
  }

  void readColumns(StageAttr stage, size_t band) {
    // Rows may be packed in front of all blocks, or of those inside a block of them.
    ArrayRef<BandAttr> outer = tree.getBands().take_front(band);
    bool isFirst = llvm::all_of(outer, [&](BandAttr outer) {
      return outer.getParallel() || outer.getTile().getDims().empty() || isByBlocks(outer);
    });
    size_t level = llvm::count_if(outer, [](BandAttr outer) { return !outer.getParallel(); });
    bool isOuter = tree.getBands()[band].getName() == parts.levelName(level);
    int64_t how = stage.getHow() == How::Prepacked ? kColumnsPrepacked
                  : isFirst && isOuter             ? kColumnsPacked
                                                   : kColumnsPanels;
    if (how == kColumnsPanels)
      point.set(("block." + c.columns).str(), 0, 0);
    point.set("columns", how, 0);
  }

  Contraction &c;
  KernelParts &parts;
  TreeAttr tree;
  target::Point point;
  bool isAlongDepth = false;
};
} // namespace

target::Point cpu::readContraction(Contraction &contraction, TreeAttr tree) {
  return ContractionReader(contraction, tree).read();
}
