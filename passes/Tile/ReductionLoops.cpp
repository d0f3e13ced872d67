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
      if (!loops.piece)
        return emit(dims.drop_front(), inside, carried);
      return loops.add(carried, emit(dims.drop_front(), inside, loops.nothing()));
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

  /// Elements of the innermost dimension that one loop walks over.
  struct Stretch {
    Value count;      ///< elements; of a part, iterations
    AffineExpr done;  ///< elements in front of it
    Value iterations; ///< and how many iterations those take
  };

  /// The innermost reduced dimension, piece by piece where its sums would become too long. The first piece stands in
  /// front of the loop over the others: sums that begin there, in memory, would wait behind the results of the tile
  /// before.
  SmallVector<Value> emitInnermost(unsigned dim, const Point &point, ValueRange sums) {
    Value size = tile.getSizes()[dim];
    AffineExpr begin = builder.getAffineConstantExpr(0);
    if (!loops.piece)
      return emitSteps(dim, point, {size, begin, index(0)}, sums);
    bool isKnown = getConstantIntValue(size).has_value();
    Value first = isKnown ? index(loops.piece) : arith::MinUIOp::create(builder, loc, size, index(loops.piece));
    SmallVector<Value> result = emitSteps(dim, point, {first, begin, index(0)}, sums);
    Value left = builder.createOrFold<arith::SubIOp>(loc, size, first);
    Value count = isKnown ? quotient(left, loops.piece)
                          : quotient(arith::AddIOp::create(builder, loc, left, index(loops.piece - 1)), loops.piece);
    result = emitLoop(count, point, result, [&](Point inside, AffineExpr iv, ValueRange carried) {
      return emitPiece(dim, inside, iv + 1, isKnown ? first : Value(), carried);
    });
    Value rest = isKnown ? remainder(left, loops.piece) : index(0);
    if (isZero(rest))
      return result;
    Point behind = point;
    behind.ivs.push_back(count);
    return emitPiece(dim, behind, builder.getAffineDimExpr(point.ivs.size()) + 1, rest, result);
  }

  /// Piece number `number`, one more than the last value of `point`, added to `sums`. `length` is null where it may end
  /// with the dimension.
  SmallVector<Value> emitPiece(unsigned dim, const Point &point, AffineExpr number, Value length, ValueRange sums) {
    Value one = builder.createOrFold<arith::AddIOp>(loc, point.ivs.back(), index(1));
    auto times = [&](int64_t each) { return builder.createOrFold<arith::MulIOp>(loc, one, index(each)); };
    if (!length)
      length = arith::MinUIOp::create(builder, loc, index(loops.piece),
                                      arith::SubIOp::create(builder, loc, tile.getSizes()[dim], times(loops.piece)));
    Stretch stretch = {length, number * loops.piece, times(loops.piece / unrolled())};
    return loops.add(sums, emitSteps(dim, point, stretch, loops.nothing()));
  }

  /// Elements that one iteration takes.
  int64_t unrolled() { return llvm::alignTo(loops.step, loops.granule) * loops.unroll; }

  /// A stretch in three parts: unrolled steps, single steps, and (steps that take several elements) what is less than a
  /// step.
  SmallVector<Value> emitSteps(unsigned dim, const Point &point, const Stretch &stretch, ValueRange sums) {
    int64_t granule = loops.granule;
    Value whole = quotient(stretch.count, unrolled());
    SmallVector<Value> result = emitPart(dim, point, {whole, stretch.done, stretch.iterations}, unrolled(), sums);
    Point behind = point;
    AffineExpr done = stretch.done + builder.getAffineDimExpr(behind.ivs.size()) * unrolled();
    behind.ivs.push_back(whole);
    Value rest = remainder(stretch.count, unrolled());
    if (unrolled() > granule)
      result = emitPart(dim, behind, {quotient(rest, granule), done, index(0)}, granule, result);
    if (granule == 1)
      return result;
    done = done + builder.getAffineDimExpr(behind.ivs.size()) * granule;
    behind.ivs.push_back(quotient(rest, granule));
    return emitRest(dim, behind, remainder(rest, granule), done, result);
  }

  /// The iterations of `part`, of `step` elements each.
  SmallVector<Value> emitPart(unsigned dim, const Point &point, const Stretch &part, int64_t step, ValueRange sums) {
    if (isZero(part.count))
      return sums;
    return emitLoop(part.count, point, sums, [&](Point inside, AffineExpr iv, ValueRange carried) {
      SmallVector<Value> values(carried);
      loops.begin(step);
      Point start = inside;
      start.deltas[dim] = part.done + iv * step;
      bool asks = step > loops.granule || loops.unroll == 1;
      Value number = builder.createOrFold<arith::AddIOp>(loc, part.iterations, inside.ivs.back());
      for (int64_t offset = 0; offset < step; offset += loops.granule) {
        if (asks)
          for (kernel::AheadOp mark : loops.marks)
            emitRequests(builder, loc, spread(mark, step), number, offset / loops.granule, step / loops.granule);
        inside.deltas[dim] = part.done + iv * step + offset;
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
