// stage-operands: obeys kernel.stage: a scratch buffer, a packing copy, and every tile behind it rewired to read there.
#include "passes/Tile/Layouts.h"
#include "passes/Tile/Passes.h"

namespace aicc::tile {
#define GEN_PASS_DEF_STAGEOPERANDS
#include "passes/Tile/Passes.h.inc"
} // namespace aicc::tile

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::StageOp;
using kernel::TileOp;

namespace {
class StageOperands : public tile::impl::StageOperandsBase<StageOperands> {
public:
  using Base::Base;

  void runOnOperation() override {
    SmallVector<StageOp> stages;
    getOperation().walk([&](StageOp stage) { stages.push_back(stage); });
    for (StageOp stage : stages)
      realise(stage);
    numStages += stages.size();
  }

private:
  void realise(StageOp op) {
    OpBuilder builder(op);
    auto stage = cast<schedule::StageAttr>(op.getStage());
    schedule::LayoutAttr layout = stage.getLayout();
    auto source = cast<MemRefType>(op.getSource().getType());
    auto dims = llvm::to_vector(op.getDims().getAsValueRange<StringAttr>());
    Type element = stage.getType() ? stage.getType() : source.getElementType();
    auto type = MemRefType::get(packedShape(layout, dims, op.getMaxSizes()), element);
    auto buffer = kernel::ScratchOp::create(builder, op.getLoc(), type, stage.getOperand(), op.getLevelAttr());
    auto pack = kernel::PackOp::create(builder, op.getLoc(), op.getSource(), op.getOffsets(), op.getSizes(),
                                       op.getDims(), layout, buffer);
    for (auto it = std::next(op->getIterator()), end = op->getBlock()->end(); it != end; ++it)
      it->walk([&](TileOp tile) { rewire(tile, op, pack); });
    op.erase();
  }

  static void rewire(TileOp tile, StageOp stage, kernel::PackOp pack) {
    for (auto [number, input] : llvm::enumerate(tile.getInputsMutable())) {
      if (input.get() != stage.getSource())
        continue;
      input.assign(pack.getDest());
      useLayout(tile, number, stage, cast<schedule::LayoutAttr>(pack.getLayout()));
      // What is extended is a number of its own sign: unsigned ones are positive there.
      bool isWider = pack.getSource().getType().getElementType() != pack.getDest().getType().getElementType();
      if (isWider && number < std::size(kUnsignedAttrs) && tile->removeAttr(kUnsignedAttrs[number]))
        pack.setIsUnsigned(true);
    }
  }

  /// Replaces the access of input `number` by one into the staged box.
  static void useLayout(TileOp tile, unsigned number, StageOp stage, schedule::LayoutAttr layout) {
    Builder builder(tile.getContext());
    unsigned numSymbols = tile.getSymbols().size();
    SmallVector<AffineExpr> positions;
    for (auto [index, expr] : llvm::enumerate(tile.getAccess(number).getResults()))
      positions.push_back(expr - builder.getAffineSymbolExpr(numSymbols + index));
    auto dims = llvm::to_vector(stage.getDims().getAsValueRange<StringAttr>());
    unsigned total = numSymbols + positions.size();
    SmallVector<AffineMap> maps = llvm::to_vector(tile.getMaps().getAsValueRange<AffineMapAttr>());
    maps[number] = AffineMap::get(maps[number].getNumDims(), total, packedIndex(layout, dims, positions),
                                  builder.getContext());
    for (AffineMap &map : maps)
      map = AffineMap::get(map.getNumDims(), total, map.getResults(), builder.getContext());
    tile.setMapsAttr(builder.getAffineMapArrayAttr(maps));
    tile.getSymbolsMutable().append(stage.getOffsets());
  }
};
} // namespace
