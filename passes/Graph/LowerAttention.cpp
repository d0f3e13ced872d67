// lower-attention: writes graph.attention as the contractions, maps and reductions that it means.
#include "passes/Graph/AttentionTensors.h"
#include "passes/Graph/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"

namespace aicc::graph {
#define GEN_PASS_DEF_LOWERATTENTION
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;
using namespace aicc::graph;
using utils::IteratorType;

/// The body of a step: arguments are the elements of the inputs, then that of the result.
using Body = function_ref<Value(ImplicitLocOpBuilder &, ValueRange)>;

namespace {
class AttentionLowering : AttentionTensors {
public:
  AttentionLowering(RewriterBase &rewriter, AttentionOp op)
      : AttentionTensors(ImplicitLocOpBuilder(op.getLoc(), rewriter), op),
        wide(op.getQuery().getType().getElementType().isF64() ? builder.getF64Type() : builder.getF32Type()) {}

  /// The value that takes the operation's place.
  Value lower() {
    if (op.getLengths())
      lengths = clipLengths();
    Value scores = maskedScores();
    Value maximum = rowMaximum(scores);
    Value weights = exponentials(scores, maximum);
    Value sums = rowSums(weights, maximum);
    return normalise(weightedValues(weights), sums);
  }

private:
  //===-- Steps -------------------------------------------------------------------------------------------------===//

  /// One generic over `ranges`, the extents of batch, key head, group, query, key and element; trailing ones may be
  /// left out, and those that no access uses are. `exprs` are the accesses of the inputs, then that of the result,
  /// whose element type is `type`. Dimensions that the result leaves out are reduced, starting from `init`.
  Value step(ArrayRef<int64_t> ranges, ArrayRef<Value> inputs, ArrayRef<SmallVector<AffineExpr>> exprs, Type type,
             std::optional<double> init, Body body) {
    SmallVector<AffineMap> maps;
    for (const SmallVector<AffineExpr> &access : exprs)
      maps.push_back(AffineMap::get(ranges.size(), 0, access, builder.getContext()));
    SmallVector<int64_t> shape;
    for (AffineExpr expr : exprs.back())
      shape.push_back(ranges[cast<AffineDimExpr>(expr).getPosition()]);
    Value start = tensor::EmptyOp::create(builder, shape, type);
    if (init)
      start = linalg::FillOp::create(builder, constant(*init), start).getResult(0);
    maps = compressUnusedDims(maps);
    SmallVector<IteratorType> iterators;
    for (unsigned dim = 0; dim < maps.back().getNumDims(); ++dim)
      iterators.push_back(maps.back().isFunctionOfDim(dim) ? IteratorType::parallel : IteratorType::reduction);
    auto fill = [&](OpBuilder &inner, Location loc, ValueRange arguments) {
      ImplicitLocOpBuilder at(loc, inner);
      linalg::YieldOp::create(at, body(at, arguments));
    };
    return linalg::GenericOp::create(builder, start.getType(), inputs, start, maps, iterators, fill).getResult(0);
  }

  /// query x key, summed over the head size.
  Value maskedScores() {
    Value key = op.getPages() ? gather(op.getKey()) : op.getKey();
    Value products =
        step({sizes.batch, sizes.kvHeads, sizes.group(), sizes.queries, sizes.keys, sizes.headSize},
             {splitQuery(), key}, {grouped(q, d), ungrouped(j, d), {b, h, g, q, j}}, wide, 0.0, multiplyAdd());
    SmallVector<Value> inputs = {products};
    SmallVector<SmallVector<AffineExpr>> exprs = {{b, h, g, q, j}};
    if (op.getMask()) {
      inputs.push_back(splitMask());
      exprs.push_back(maskAccess());
    }
    unsigned lengthNumber = inputs.size();
    if (lengths) {
      inputs.push_back(lengths);
      exprs.push_back({b});
    }
    exprs.push_back({b, h, g, q, j});
    return step(scoreRanges(), inputs, exprs, wide, std::nullopt, [&](ImplicitLocOpBuilder &at, ValueRange elements) {
      Value score = scaled(at, elements[0]);
      if (op.getMask())
        score = arith::AddFOp::create(at, score, extend(at, elements[1]));
      if (!hides())
        return score;
      Value query = position(at, kQuery), key = position(at, kKey);
      Value visible = sees(at, query, key, lengths ? elements[lengthNumber] : Value());
      return arith::SelectOp::create(at, visible, score, constantIn(at, -kInfinity)).getResult();
    });
  }

  Value rowMaximum(Value scores) {
    Value maximum = step(scoreRanges(), {scores}, {{b, h, g, q, j}, {b, h, g, q}}, wide, -kInfinity,
                         [](ImplicitLocOpBuilder &at, ValueRange elements) -> Value {
                           // A score that is NaN makes its weight NaN, and so the row, whatever is subtracted from it.
                           return arith::MaxNumFOp::create(at, elements[0], elements[1]);
                         });
    SmallVector<Value> inputs = {maximum};
    SmallVector<SmallVector<AffineExpr>> exprs = {{b, h, g, q}};
    addSinks(inputs, exprs);
    exprs.push_back({b, h, g, q});
    // Where nothing is seen the maximum is -inf, and -inf - (-inf) would be NaN.
    return step(rowRanges(), inputs, exprs, wide, std::nullopt, [&](ImplicitLocOpBuilder &at, ValueRange elements) {
      Value value = elements[0];
      if (op.getSinks())
        value = arith::MaximumFOp::create(at, value, inUnits(at, extend(at, elements[1])));
      Value nothing = arith::CmpFOp::create(at, arith::CmpFPredicate::OEQ, value, constantIn(at, -kInfinity));
      return arith::SelectOp::create(at, nothing, constantIn(at, 0.0), value).getResult();
    });
  }

  Value exponentials(Value scores, Value maximum) {
    return step(
        scoreRanges(), {scores, maximum}, {{b, h, g, q, j}, {b, h, g, q}, {b, h, g, q, j}}, wide, std::nullopt,
        [&](ImplicitLocOpBuilder &at, ValueRange elements) { return exponential(at, elements[0], elements[1]); });
  }

  Value rowSums(Value weights, Value maximum) {
    Value sums = step(scoreRanges(), {weights}, {{b, h, g, q, j}, {b, h, g, q}}, wide, 0.0,
                      [](ImplicitLocOpBuilder &at, ValueRange elements) -> Value {
                        return arith::AddFOp::create(at, elements[1], elements[0]);
                      });
    if (!op.getSinks())
      return sums;
    SmallVector<Value> inputs = {sums, maximum};
    SmallVector<SmallVector<AffineExpr>> exprs = {{b, h, g, q}, {b, h, g, q}};
    addSinks(inputs, exprs);
    exprs.push_back({b, h, g, q});
    return step(rowRanges(), inputs, exprs, wide, std::nullopt, [&](ImplicitLocOpBuilder &at, ValueRange elements) {
      Value sink = exponential(at, inUnits(at, extend(at, elements[2])), elements[1]);
      return arith::AddFOp::create(at, elements[0], sink).getResult();
    });
  }

  /// The sum over keys of weight x value. Weights take the type of the values, so that both are operands of one type.
  Value weightedValues(Value weights) {
    Value value = op.getPages() ? gather(op.getValue()) : op.getValue();
    if (lengths)
      value = clearHidden(value);
    Type narrow = op.getValue().getType().getElementType();
    if (narrow != wide)
      weights = step(scoreRanges(), {weights}, {{b, h, g, q, j}, {b, h, g, q, j}}, narrow, std::nullopt,
                     [&](ImplicitLocOpBuilder &at, ValueRange elements) -> Value {
                       return arith::TruncFOp::create(at, narrow, elements[0]);
                     });
    return step({sizes.batch, sizes.kvHeads, sizes.group(), sizes.queries, sizes.keys, sizes.valueSize},
                {weights, value}, {{b, h, g, q, j}, ungrouped(j, d), {b, h, g, q, d}}, wide, 0.0, multiplyAdd());
  }

  /// Divides by the sums, rounds once, and puts heads and groups back into one dimension.
  Value normalise(Value values, Value sums) {
    Type type = op.getResult().getType().getElementType();
    SmallVector<int64_t> ranges = {sizes.batch, sizes.kvHeads, sizes.group(), sizes.queries, 1, sizes.valueSize};
    Value result = step(ranges, {values, sums}, {{b, h, g, q, d}, {b, h, g, q}, grouped(q, d)}, type, std::nullopt,
                        [&](ImplicitLocOpBuilder &at, ValueRange elements) {
                          Value zero = constantIn(at, 0.0);
                          Value nothing = arith::CmpFOp::create(at, arith::CmpFPredicate::OEQ, elements[1], zero);
                          Value quotient = arith::DivFOp::create(at, elements[0], elements[1]);
                          Value chosen = arith::SelectOp::create(at, nothing, zero, quotient);
                          return type == wide ? chosen : arith::TruncFOp::create(at, type, chosen).getResult();
                        });
    return tensor::CollapseShapeOp::create(builder, op.getResult().getType(), result, headReassociation());
  }

  //===-- Masks -------------------------------------------------------------------------------------------------===//

  bool hides() { return op.getCausal() || lengths; }

  /// Whether the pair is seen; all in i32. `length` is null where there are none.
  Value sees(ImplicitLocOpBuilder &at, Value query, Value key, Value length) {
    Value seen;
    auto require = [&](arith::CmpIPredicate predicate, Value left, Value right) {
      Value holds = arith::CmpIOp::create(at, predicate, left, right);
      seen = seen ? Value(arith::AndIOp::create(at, seen, holds)) : holds;
    };
    if (length)
      require(arith::CmpIPredicate::slt, key, length);
    if (!op.getCausal())
      return seen;
    Value last = lastSeen(at, query, length);
    require(arith::CmpIPredicate::sle, key, last);
    if (std::optional<uint64_t> window = op.getWindow()) {
      // Wider than the sequence is no window; so nothing leaves the range of i32.
      Value width = integer(at, std::min<int64_t>(*window, sizes.keys + sizes.queries));
      require(arith::CmpIPredicate::sgt, key, arith::SubIOp::create(at, last, width));
    }
    return seen;
  }

  /// The key on the diagonal of the query.
  Value lastSeen(ImplicitLocOpBuilder &at, Value query, Value length) {
    Value shift;
    if (op.getCausal() == Causal::FromStart)
      shift = integer(at, std::min<int64_t>(op.getOffset(), sizes.keys));
    else if (length)
      shift = arith::SubIOp::create(at, length, integer(at, sizes.queries));
    else
      shift = integer(at, sizes.keys - sizes.queries);
    return arith::AddIOp::create(at, query, shift);
  }

  /// Lengths in i32, within [0, keys].
  Value clipLengths() {
    return step({sizes.batch}, {op.getLengths()}, {{b}, {b}}, builder.getI32Type(), std::nullopt,
                [&](ImplicitLocOpBuilder &at, ValueRange elements) -> Value {
                  Type type = elements[0].getType();
                  Value zero = arith::ConstantOp::create(at, at.getIntegerAttr(type, 0));
                  Value most = arith::ConstantOp::create(at, at.getIntegerAttr(type, sizes.keys));
                  Value clipped = arith::MinSIOp::create(at, arith::MaxSIOp::create(at, elements[0], zero), most);
                  return type.isInteger(32) ? clipped
                                            : arith::TruncIOp::create(at, at.getI32Type(), clipped).getResult();
                });
  }

  /// The values with zeros behind each length: a weight of zero does not undo what a cache holds there.
  Value clearHidden(Value value) {
    SmallVector<int64_t> ranges = {sizes.batch, sizes.kvHeads, 1, 1, sizes.keys, sizes.valueSize};
    SmallVector<AffineExpr> access = ungrouped(j, d);
    return step(ranges, {value, lengths}, {access, {b}, access}, op.getValue().getType().getElementType(), std::nullopt,
                [](ImplicitLocOpBuilder &at, ValueRange elements) -> Value {
                  // The generic's dimensions are batch, key head, key and element: the others have no extent here.
                  Value key = position(at, 2);
                  Value seen = arith::CmpIOp::create(at, arith::CmpIPredicate::slt, key, elements[1]);
                  Value zero = arith::ConstantOp::create(at, at.getZeroAttr(elements[0].getType()));
                  return arith::SelectOp::create(at, seen, elements[0], zero);
                });
  }

  /// Sinks as an input of rows.
  void addSinks(SmallVector<Value> &inputs, SmallVector<SmallVector<AffineExpr>> &exprs) {
    if (!op.getSinks())
      return;
    inputs.push_back(splitSinks());
    exprs.push_back({h, g});
  }

  //===-- Pages -------------------------------------------------------------------------------------------------===//

  Value index(int64_t value) { return arith::ConstantIndexOp::create(builder, value); }

  /// `tensor` after `change` has made another one of it for each number below `count`, in order.
  Value forEach(Value count, Value tensor, function_ref<Value(Value, Value)> change) {
    OpBuilder::InsertionGuard guard(builder);
    Value zero = index(0), one = index(1);
    auto loop = scf::ForOp::create(builder, zero, count, one, tensor);
    builder.setInsertionPointToStart(loop.getBody());
    scf::YieldOp::create(builder, change(loop.getInductionVar(), loop.getRegionIterArg(0)));
    return loop.getResult(0);
  }

  /// Keys or values of the batch, [batch, keys, heads, size], from their pages. Those behind the length are left as
  /// they are in memory: nothing of what lies there is seen.
  Value gather(Value pool) {
    auto type = cast<RankedTensorType>(pool.getType());
    SmallVector<int64_t> shape = {sizes.batch, sizes.keys, type.getDimSize(2), type.getDimSize(3)};
    Value all = tensor::EmptyOp::create(builder, shape, type.getElementType());
    return forEach(index(sizes.batch), all, [&](Value batch, Value some) {
      return forEach(pagesSeen(batch, type.getDimSize(1)), some,
                     [&](Value place, Value before) { return copyPage(pool, before, batch, place); });
    });
  }

  /// The number of pages of `size` keys that the length of `batch` reaches.
  Value pagesSeen(Value batch, int64_t size) {
    if (!lengths)
      return index(sizes.keys / size);
    Value length = tensor::ExtractOp::create(builder, lengths, batch);
    length = arith::IndexCastOp::create(builder, builder.getIndexType(), length);
    length = arith::AddIOp::create(builder, length, index(size - 1));
    return arith::DivUIOp::create(builder, length, index(size));
  }

  /// `gathered` with the page of `pool` that has place number `place` in `batch`.
  Value copyPage(Value pool, Value gathered, Value batch, Value place) {
    ArrayRef<int64_t> shape = cast<RankedTensorType>(pool.getType()).getShape();
    Value page = tensor::ExtractOp::create(builder, op.getPages(), ValueRange{batch, place});
    // A page of which no key is seen may have any number.
    page = arith::IndexCastOp::create(builder, builder.getIndexType(), page);
    page = arith::MaxSIOp::create(builder, page, index(0));
    page = arith::MinSIOp::create(builder, page, index(shape[0] - 1));
    OpFoldResult zero = builder.getIndexAttr(0);
    SmallVector<OpFoldResult> extents = getAsIndexOpFoldResult(builder.getContext(), shape);
    SmallVector<OpFoldResult> strides(4, builder.getIndexAttr(1));
    extents[0] = builder.getIndexAttr(1);
    SmallVector<OpFoldResult> from = {page, zero, zero, zero};
    Value keys = tensor::ExtractSliceOp::create(builder, pool, from, extents, strides);
    Value first = arith::MulIOp::create(builder, place, index(shape[1]));
    SmallVector<OpFoldResult> to = {batch, first, zero, zero};
    return tensor::InsertSliceOp::create(builder, keys, gathered, to, extents, strides);
  }

  //===-- Scalars -----------------------------------------------------------------------------------------------===//

  /// Dimensions of scores.
  static constexpr unsigned kQuery = 3, kKey = 4;
  static constexpr double kInfinity = std::numeric_limits<double>::infinity();

  Value constantIn(ImplicitLocOpBuilder &at, double value) const {
    return arith::ConstantOp::create(at, at.getFloatAttr(wide, value));
  }
  Value constant(double value) { return constantIn(builder, value); }

  static Value integer(ImplicitLocOpBuilder &at, int64_t value) {
    return arith::ConstantOp::create(at, at.getI32IntegerAttr(value));
  }

  /// The generic's position along its dimension number `dim`, in i32.
  static Value position(ImplicitLocOpBuilder &at, unsigned dim) {
    return arith::IndexCastOp::create(at, at.getI32Type(), linalg::IndexOp::create(at, dim));
  }

  Value extend(ImplicitLocOpBuilder &at, Value value) const {
    if (value.getType().getIntOrFloatBitWidth() > wide.getIntOrFloatBitWidth())
      return arith::TruncFOp::create(at, wide, value);
    return value.getType() == wide ? value : arith::ExtFOp::create(at, wide, value).getResult();
  }

  /// Scores are kept times log2 e, so that their exponentials are powers of two. Those with an additive mask are not:
  /// the lowest float that masks hide with would overflow.
  bool isInBits() { return !op.getMask(); }
  static constexpr double kLog2E = 1.4426950408889634;

  /// `value`, a score, in the units in which scores are kept.
  Value inUnits(ImplicitLocOpBuilder &at, Value value) {
    return isInBits() ? arith::MulFOp::create(at, value, constantIn(at, kLog2E)).getResult() : value;
  }

  /// The score of `product`, before it is masked.
  Value scaled(ImplicitLocOpBuilder &at, Value product) {
    double scale = op.getScale().convertToDouble(), unit = isInBits() ? kLog2E : 1;
    if (!op.getSoftcap())
      return arith::MulFOp::create(at, product, constantIn(at, scale * unit));
    double bound = op.getSoftcap()->convertToDouble();
    Value score = arith::MulFOp::create(at, product, constantIn(at, scale));
    Value share = arith::DivFOp::create(at, score, constantIn(at, bound));
    return arith::MulFOp::create(at, math::TanhOp::create(at, share), constantIn(at, bound * unit));
  }

  /// e to the power of `score` less `maximum`.
  Value exponential(ImplicitLocOpBuilder &at, Value score, Value maximum) {
    Value difference = arith::SubFOp::create(at, score, maximum);
    if (!isInBits())
      difference = arith::MulFOp::create(at, difference, constantIn(at, kLog2E));
    return math::Exp2Op::create(at, difference);
  }

  std::function<Value(ImplicitLocOpBuilder &, ValueRange)> multiplyAdd() {
    return [this](ImplicitLocOpBuilder &at, ValueRange elements) -> Value {
      Value product = arith::MulFOp::create(at, extend(at, elements[0]), extend(at, elements[1]));
      return arith::AddFOp::create(at, elements[2], product);
    };
  }

  Type wide;
  /// Clipped, in i32; null without lengths.
  Value lengths;
};

class LowerAttention : public graph::impl::LowerAttentionBase<LowerAttention> {
public:
  using Base::Base;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<AttentionOp> ops;
    getOperation().walk([&](AttentionOp op) { ops.push_back(op); });
    for (AttentionOp op : ops) {
      rewriter.setInsertionPoint(op);
      rewriter.replaceOp(op, AttentionLowering(rewriter, op).lower());
    }
    numLowered += ops.size();
  }
};
} // namespace
