// peel-edges: splits register loops so that every tile has sizes known at compile time.
//
// A register loop walks over [lower, upper) in steps of the register tile, and only the last step of the whole
// dimension can be short (checkSchedule: enclosing tiles are multiples). So the loop's main part has full tiles, and
// what is left is either nothing or exactly `extent mod tile`. Loops over what a mask leaves of a dimension may end at every
// multiple of a granule besides: what is left behind the full tiles is walked over in tiles of one granule first.
#include "passes/Tile/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/IRMapping.h"

namespace aicc::tile {
#define GEN_PASS_DEF_PEELEDGES
#include "passes/Tile/Passes.h.inc"
} // namespace aicc::tile

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;

namespace {
class PeelEdges : public tile::impl::PeelEdgesBase<PeelEdges> {
public:
  using Base::Base;

  void runOnOperation() override {
    SmallVector<scf::ForOp> loops;
    // Outer loops first: peeling clones the inner ones, which are then peeled in both copies.
    getOperation().walk<WalkOrder::PreOrder>([&](scf::ForOp loop) {
      if (loop->hasAttr(kExtentAttr))
        loops.push_back(loop);
    });
    while (!loops.empty()) {
      scf::ForOp loop = loops.front();
      loops.erase(loops.begin());
      for (Operation *piece : peel(loop))
        piece->walk<WalkOrder::PreOrder>([&](scf::ForOp inner) {
          if (inner->hasAttr(kExtentAttr))
            loops.push_back(inner);
        });
    }
  }

private:
  /// The step's size as computed in the loop body: `min(upper - iv, step)`, or nothing where it is constant.
  static Operation *findSize(scf::ForOp loop, int64_t step) {
    for (auto min : loop.getBody()->getOps<arith::MinSIOp>()) {
      auto left = min.getLhs().getDefiningOp<arith::SubIOp>();
      if (left && left.getRhs() == loop.getInductionVar() && getConstantIntValue(min.getRhs()) == step)
        return min;
    }
    return nullptr;
  }

  /// Returns what stands behind `loop` then.
  SmallVector<Operation *> peel(scf::ForOp loop) {
    int64_t step = *getConstantIntValue(loop.getStep());
    int64_t edge = loop->getAttrOfType<IntegerAttr>(kExtentAttr).getInt() % step;
    auto granule = loop->getAttrOfType<IntegerAttr>(kGranuleAttr);
    loop->removeAttr(kExtentAttr);
    loop->removeAttr(kGranuleAttr);
    Operation *size = findSize(loop, step);
    SmallVector<Operation *> pieces;
    if (!size)
      return pieces;
    if (granule) {
      auto [rest, restSize] = splitRest(loop, size, step, granule.getInt());
      setSize(size, step);
      pieces.push_back(rest);
      loop = rest;
      size = restSize;
      step = granule.getInt();
      edge %= step;
    }
    if (edge)
      pieces.push_back(peelEdge(loop, size, step, edge));
    setSize(size, step);
    numPeeled += !pieces.empty();
    return pieces;
  }

  static void setSize(Operation *size, int64_t value) {
    OpBuilder builder(size);
    Value constant = arith::ConstantIndexOp::create(builder, size->getLoc(), value);
    size->getResult(0).replaceAllUsesWith(constant);
    size->erase();
  }

  /// Ends `loop` behind its last full step. Returns where that is, and how much is left.
  static std::pair<Value, Value> endWithFullSteps(OpBuilder &builder, scf::ForOp loop) {
    Location loc = loop.getLoc();
    Value lower = loop.getLowerBound(), upper = loop.getUpperBound();
    Value length = builder.createOrFold<arith::SubIOp>(loc, upper, lower);
    Value rest = builder.createOrFold<arith::RemUIOp>(loc, length, loop.getStep());
    Value end = builder.createOrFold<arith::SubIOp>(loc, upper, rest);
    loop.setUpperBound(end);
    return {end, rest};
  }

  /// Copies the body of `loop` for `position`; returns the copy of `size`.
  static Operation *copyBody(OpBuilder &builder, scf::ForOp loop, Value position, Operation *size) {
    IRMapping mapping;
    mapping.map(loop.getInductionVar(), position);
    Operation *found = nullptr;
    for (Operation &op : loop.getBody()->without_terminator()) {
      Operation *copy = builder.clone(op, mapping);
      if (&op == size)
        found = copy;
    }
    return found;
  }

  /// Walks over what is left behind the full steps of `loop` in steps of `granule`. Returns that loop and its size.
  std::pair<scf::ForOp, Operation *> splitRest(scf::ForOp loop, Operation *size, int64_t step, int64_t granule) {
    OpBuilder builder(loop);
    Value upper = loop.getUpperBound();
    Value end = endWithFullSteps(builder, loop).first;
    builder.setInsertionPointAfter(loop);
    Value by = arith::ConstantIndexOp::create(builder, loop.getLoc(), granule);
    auto rest = scf::ForOp::create(builder, loop.getLoc(), end, upper, by);
    builder.setInsertionPointToStart(rest.getBody());
    return {rest, copyBody(builder, loop, rest.getInductionVar(), size)};
  }

  scf::IfOp peelEdge(scf::ForOp loop, Operation *size, int64_t step, int64_t edge) {
    OpBuilder builder(loop);
    Location loc = loop.getLoc();
    auto [end, rest] = endWithFullSteps(builder, loop);
    builder.setInsertionPointAfter(loop);
    Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
    Value isShort = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, rest, zero);
    auto branch = scf::IfOp::create(builder, loc, isShort, /*withElseRegion=*/false);
    builder.setInsertionPointToStart(branch.thenBlock());
    Operation *edgeSize = copyBody(builder, loop, end, size);
    setSize(edgeSize, edge);
    branch.walk([](kernel::TileOp tile) { tile->setAttr(kEdgeAttr, UnitAttr::get(tile.getContext())); });
    return branch;
  }
};
} // namespace
