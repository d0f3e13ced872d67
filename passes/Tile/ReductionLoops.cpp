// Emits the loops of reductions; see ReductionLoops.h.
#include "passes/Tile/ReductionLoops.h"
#include "passes/Tile/Ahead.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;

namespace {
class LoopEmitter {
public:
  LoopEmitter(OpBuilder &builder, const ReductionLoops &loops)
      : builder(builder), loops(loops), tile(loops.tile), loc(tile.getLoc()) {}

  SmallVector<Value> emit(ArrayRef<unsigned> dims, const Point &point, ValueRange sums) {
    if (dims.size() == 1)
      return emitInnermost(dims[0], point, sums);
    return emitLoop(tile.getSizes()[dims[0]], point, sums, [&](Point inside, AffineExpr iv, ValueRange carried) {
      inside.deltas[dims[0]] = iv;
      return emit(dims.drop_front(), inside, carried);
    });
  }

private:
  Value index(int64_t value) { return arith::ConstantIndexOp::create(builder, loc, value); }
  Value quotient(Value value, int64_t by) { return builder.createOrFold<arith::DivUIOp>(loc, value, index(by)); }
  Value remainder(Value value, int64_t by) { return builder.createOrFold<arith::RemUIOp>(loc, value, index(by)); }
  bool isZero(Value count) { return getConstantIntValue(count) == 0; }

  /// `for iv in [0, count)` with accumulators; the body sees `point` with the new induction variable.
  SmallVector<Value> emitLoop(Value count, Point point, ValueRange sums,
                              llvm::function_ref<SmallVector<Value>(Point, AffineExpr, ValueRange)> body) {
    auto loop = scf::ForOp::create(builder, loc, index(0), count, index(1), sums);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    AffineExpr iv = builder.getAffineDimExpr(point.ivs.size());
    point.ivs.push_back(loop.getInductionVar());
    scf::YieldOp::create(builder, loc, body(point, iv, loop.getRegionIterArgs()));
    return loop.getResults();
  }

  /// The innermost reduced dimension in three parts: unrolled steps, single steps, and (steps that take several
  /// elements) what is less than a step.
  SmallVector<Value> emitInnermost(unsigned dim, const Point &point, ValueRange sums) {
    int64_t granule = loops.granule, step = llvm::alignTo(loops.step, granule), unrolled = step * loops.unroll;
    Value size = tile.getSizes()[dim], whole = quotient(size, unrolled);
    SmallVector<Value> result = emitPart(dim, point, whole, unrolled, builder.getAffineConstantExpr(0), sums);
    Point behind = point;
    AffineExpr done = builder.getAffineDimExpr(behind.ivs.size()) * unrolled;
    behind.ivs.push_back(whole);
    Value rest = remainder(size, unrolled);
    if (unrolled > granule)
      result = emitPart(dim, behind, quotient(rest, granule), granule, done, result);
    if (granule == 1)
      return result;
    done = done + builder.getAffineDimExpr(behind.ivs.size()) * granule;
    behind.ivs.push_back(quotient(rest, granule));
    return emitRest(dim, behind, remainder(rest, granule), done, result);
  }

  /// `count` iterations of `step` elements each, behind the first `done` elements.
  SmallVector<Value> emitPart(unsigned dim, const Point &point, Value count, int64_t step, AffineExpr done,
                              ValueRange sums) {
    if (isZero(count))
      return sums;
    return emitLoop(count, point, sums, [&](Point inside, AffineExpr iv, ValueRange carried) {
      SmallVector<Value> values(carried);
      loops.begin(step);
      Point start = inside;
      start.deltas[dim] = done + iv * step;
      bool asks = step > loops.granule || loops.unroll == 1;
      for (int64_t offset = 0; offset < step; offset += loops.granule) {
        if (asks)
          for (kernel::AheadOp mark : loops.marks)
            emitRequests(builder, loc, spread(mark, step), inside.ivs.back(), offset / loops.granule,
                         step / loops.granule);
        inside.deltas[dim] = done + iv * step + offset;
        values = loops.whole(inside, values);
      }
      return loops.end(start, values);
    });
  }

  /// `count` elements, fewer than a granule, behind the first `done`.
  SmallVector<Value> emitRest(unsigned dim, const Point &point, Value count, AffineExpr done, ValueRange sums) {
    if (isZero(count))
      return sums;
    if (!loops.restIsOneByOne) {
      Value isShort = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, count, index(0));
      count = arith::SelectOp::create(builder, loc, isShort, index(1), index(0));
    }
    return emitLoop(count, point, sums, [&](Point inside, AffineExpr iv, ValueRange carried) {
      inside.deltas[dim] = loops.restIsOneByOne ? done + iv : done;
      loops.begin(1);
      return loops.end(inside, loops.rest(inside, carried));
    });
  }

  OpBuilder &builder;
  const ReductionLoops &loops;
  kernel::TileOp tile;
  Location loc;
};
} // namespace

SmallVector<Value> tile::emitReductionLoops(OpBuilder &builder, const ReductionLoops &loops, SmallVector<Value> sums) {
  kernel::TileOp tile = loops.tile;
  Point origin = {SmallVector<AffineExpr>(tile.getDims().size(), builder.getAffineConstantExpr(0)), {}};
  return LoopEmitter(builder, loops).emit(loops.dims, origin, sums);
}
