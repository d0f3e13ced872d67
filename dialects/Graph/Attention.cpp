// graph.attention: what its shapes mean, and which combinations of shapes and flags mean nothing.
#include "dialects/Graph/Graph.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace aicc::graph;

/// Positions of batch, heads, sequence and head size in a tensor of `layout`.
static std::array<unsigned, 4> positions(HeadLayout layout) {
  if (layout == HeadLayout::BHSD)
    return {0, 1, 2, 3};
  return {0, 2, 1, 3};
}

AttentionOp::Sizes AttentionOp::getSizes() {
  auto [batch, head, sequence, size] = positions(getLayout());
  ArrayRef<int64_t> query = getQuery().getType().getShape(), key = getKey().getType().getShape();
  Sizes sizes{query[batch],
              query[head],
              key[head],
              query[sequence],
              key[sequence],
              query[size],
              getValue().getType().getShape()[size]};
  if (getPages()) {
    sizes.kvHeads = key[2];
    sizes.keys = getPages().getType().getShape()[1] * key[1];
  }
  return sizes;
}

/// `[2, ?, 64]`: negative extents, any ones and dynamic ones, are `?`, as MLIR prints them.
static std::string shapeText(ArrayRef<int64_t> shape) {
  std::string text = "[";
  llvm::raw_string_ostream stream(text);
  llvm::interleaveComma(shape, stream, [&](int64_t extent) { extent < 0 ? stream << '?' : stream << extent; });
  return text + "]";
}

/// An error where `value` has not `expected` as its shape; -1 there is any extent.
static LogicalResult checkShape(AttentionOp op, StringRef name, Value value, ArrayRef<int64_t> expected) {
  ArrayRef<int64_t> found = cast<RankedTensorType>(value.getType()).getShape();
  bool same = found.size() == expected.size() && llvm::all_of(llvm::zip(found, expected), [](auto pair) {
                return std::get<1>(pair) < 0 || std::get<0>(pair) == std::get<1>(pair);
              });
  if (same)
    return success();
  std::string wanted = shapeText(expected);
  return op.emitOpError() << name << " must have shape " << wanted << " to fit the queries, found " << shapeText(found);
}

/// The four dimensions of `sizes` in the order of the operation's layout.
static SmallVector<int64_t> arrange(AttentionOp op, std::array<int64_t, 4> sizes) {
  SmallVector<int64_t> shape(4);
  for (auto [position, size] : llvm::zip_equal(positions(op.getLayout()), sizes))
    shape[position] = size;
  return shape;
}

static LogicalResult checkTypes(AttentionOp op) {
  for (auto [name, value] : {std::pair<StringRef, Value>{"query", op.getQuery()},
                             {"key", op.getKey()},
                             {"value", op.getValue()},
                             {"result", op.getResult()}}) {
    auto type = cast<RankedTensorType>(value.getType());
    if (type.getRank() != 4)
      return op.emitOpError() << name << " must have 4 dimensions (batch, heads, sequence, head size in the order of "
                              << "layout), found " << type.getRank();
    if (!type.hasStaticShape())
      return op.emitOpError() << name << " must have a static shape; a length that is known at run time is an operand "
                              << "of lengths";
    if (type.getElementType() != op.getQuery().getType().getElementType())
      return op.emitOpError() << name << " must have the element type of the query, "
                              << op.getQuery().getType().getElementType() << ", found " << type.getElementType();
  }
  return success();
}

static LogicalResult checkHeads(AttentionOp op, const AttentionOp::Sizes &sizes) {
  if (sizes.kvHeads == 0 || sizes.heads % sizes.kvHeads != 0)
    return op.emitOpError() << "the number of query heads must be a multiple of the number of key heads, found "
                            << sizes.heads << " and " << sizes.kvHeads;
  if (op.getPages()) {
    ArrayRef<int64_t> key = op.getKey().getType().getShape();
    if (failed(checkShape(op, "key", op.getKey(), {-1, -1, sizes.kvHeads, sizes.headSize})) ||
        failed(checkShape(op, "value", op.getValue(), {key[0], key[1], sizes.kvHeads, -1})) ||
        failed(checkShape(op, "pages", op.getPages(), {sizes.batch, -1})))
      return failure();
  } else if (failed(checkShape(op, "key", op.getKey(),
                               arrange(op, {sizes.batch, sizes.kvHeads, sizes.keys, sizes.headSize}))) ||
             failed(
                 checkShape(op, "value", op.getValue(), arrange(op, {sizes.batch, sizes.kvHeads, sizes.keys, -1})))) {
    return failure();
  }
  return checkShape(op, "result", op.getResult(),
                    arrange(op, {sizes.batch, sizes.heads, sizes.queries, sizes.valueSize}));
}

/// What is added to scores, or compared with them, is no wider than they are: f64 in attention of f32 would be rounded.
static LogicalResult checkWidth(AttentionOp op, StringRef name, Value value) {
  Type query = op.getQuery().getType().getElementType();
  Type found = value ? cast<RankedTensorType>(value.getType()).getElementType() : query;
  if (query.isF64() || !found.isF64())
    return success();
  return op.emitOpError()
         << name << " must have an element type no wider than that of scores, f32 unless the query is f64; found "
         << found;
}

/// A mask is broadcast along dimensions of one element.
static LogicalResult checkMask(AttentionOp op, const AttentionOp::Sizes &sizes) {
  if (!op.getMask())
    return success();
  int64_t wanted[] = {sizes.batch, sizes.heads, sizes.queries, sizes.keys};
  ArrayRef<int64_t> found = op.getMask().getType().getShape();
  bool fits = found.size() == 4 && llvm::all_of(llvm::zip(found, wanted), [](auto pair) {
                return std::get<0>(pair) == 1 || std::get<0>(pair) == std::get<1>(pair);
              });
  if (fits)
    return success();
  return op.emitOpError() << "mask must have shape " << shapeText(wanted)
                          << " (batch, query heads, queries, keys) or 1 in place of any of these, found "
                          << shapeText(found);
}

/// Scores are kept times log2 e, and so are their factors: what fits without it may not fit with it.
static constexpr double kLog2E = 1.4426950408889634;

/// `value` times `factor` as a number of the type that scores have: f64 for f64, else f32.
static double asScore(AttentionOp op, double value, double factor) {
  return op.getQuery().getType().getElementType().isF64() ? value * factor : double(float(value * factor));
}

/// A scale or a softcap that is finite or positive in f64 alone would become an infinity or zero in kernels.
static LogicalResult checkNumbers(AttentionOp op) {
  StringRef type = op.getQuery().getType().getElementType().isF64() ? "f64" : "f32";
  double scale = op.getScale().convertToDouble();
  if (!std::isfinite(asScore(op, scale, kLog2E)))
    return op.emitOpError() << "scale must be finite in " << type
                            << ", in which scores are kept, also times log2 e; found " << op.getScaleAttr();
  if (!op.getSoftcap())
    return success();
  double cap = op.getSoftcap()->convertToDouble();
  if (!(asScore(op, cap, 1) > 0) || !std::isfinite(asScore(op, cap, kLog2E)))
    return op.emitOpError() << "softcap must be positive and finite in " << type
                            << ", in which scores are kept, also times log2 e; found " << op.getSoftcapAttr();
  return success();
}

static LogicalResult checkFlags(AttentionOp op) {
  int64_t offset = op.getOffsetAttr().getInt();
  if (offset < 0)
    return op.emitOpError() << "offset must not be negative, found " << offset;
  if (offset > 0 && op.getCausal() != Causal::FromStart)
    return op.emitOpError("offset needs causal = #graph.causal<from_start>; from the end the lengths say it");
  if (op.getWindow() && !op.getCausal())
    return op.emitOpError("window needs causal, which says where it ends");
  if (op.getWindow() && op.getWindowAttr().getInt() < 1)
    return op.emitOpError() << "window must be at least 1, found " << op.getWindowAttr().getInt();
  return success();
}

LogicalResult AttentionOp::verify() {
  if (failed(checkTypes(*this)))
    return failure();
  if (getPages() && getPages().getType().getRank() != 2)
    return emitOpError() << "pages must have 2 dimensions (batch, pages a batch), found "
                         << getPages().getType().getRank();
  if (getPages() && !getPages().getType().hasStaticShape())
    return emitOpError()
           << "pages must have a static shape; a length that is known at run time is an operand of lengths; found "
           << shapeText(getPages().getType().getShape());
  Sizes sizes = getSizes();
  if (failed(checkHeads(*this, sizes)) || failed(checkMask(*this, sizes)) || failed(checkNumbers(*this)) ||
      failed(checkFlags(*this)))
    return failure();
  if (getLengths() && failed(checkShape(*this, "lengths", getLengths(), {sizes.batch})))
    return failure();
  if (getSinks() && failed(checkShape(*this, "sinks", getSinks(), {sizes.heads})))
    return failure();
  if (failed(checkWidth(*this, "mask", getMask())) || failed(checkWidth(*this, "sinks", getSinks())))
    return failure();
  return success();
}
