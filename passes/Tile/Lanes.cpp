// Element access as vectors; see Lanes.h.
#include "passes/Tile/Lanes.h"
#include "passes/Tile/Passes.h"
#include "passes/Tile/Transpose.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace aicc::tile;
using aicc::kernel::TileOp;

static bool holdsSymbol(AffineExpr expr) {
  bool found = false;
  expr.walk([&](AffineExpr e) { found |= isa<AffineSymbolExpr>(e); });
  return found;
}

/// True where `expr` divides something that is not aligned by construction: it has to be evaluated at every point.
static bool dividesUnaligned(AffineExpr expr) {
  bool found = false;
  expr.walk([&](AffineExpr e) {
    auto binary = dyn_cast<AffineBinaryOpExpr>(e);
    bool divides = binary && (e.getKind() == AffineExprKind::FloorDiv || e.getKind() == AffineExprKind::Mod);
    found |= divides && !holdsSymbol(binary.getLHS());
  });
  return found;
}

Lanes::Lanes(OpBuilder &builder, TileOp tile) : builder(builder), tile(tile), loc(tile.getLoc()) {
  SmallVector<Value> operands(tile.getOffsets());
  llvm::append_range(operands, tile.getSymbols());
  for (unsigned number = 0, e = tile.getMaps().size(); number < e; ++number) {
    AffineMap map = tile.getAccess(number);
    SmallVector<Value> &base = bases.emplace_back();
    for (AffineExpr expr : map.getResults())
      base.push_back(dividesUnaligned(expr)
                         ? Value()
                         : getValueOrCreateConstantIndexOp(
                               builder, loc,
                               affine::makeComposedFoldedAffineApply(
                                   builder, loc, AffineMap::get(map.getNumDims(), map.getNumSymbols(), expr),
                                   getAsOpFoldResult(operands))));
  }
}

Value Lanes::buffer(unsigned number) {
  return number < tile.getInputs().size() ? tile.getInputs()[number] : tile.getOutput();
}

Value Lanes::position(unsigned dim, const Point &point) {
  SmallVector<Value> operands(point.ivs);
  operands.push_back(tile.getOffsets()[dim]);
  auto map = AffineMap::get(operands.size(), 0, builder.getAffineDimExpr(point.ivs.size()) + point.deltas[dim],
                            builder.getContext());
  return getValueOrCreateConstantIndexOp(
      builder, loc, affine::makeComposedFoldedAffineApply(builder, loc, map, getAsOpFoldResult(operands)));
}

bool Lanes::dependsOn(unsigned number, unsigned dim) { return tile.getAccess(number).isFunctionOfDim(dim); }

/// What `expr` grows by when the tile's point moves from its offset by the deltas of `point`.
AffineExpr Lanes::delta(AffineExpr expr, const Point &point) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return point.deltas[dim.getPosition()];
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!binary)
    return builder.getAffineConstantExpr(0);
  if (expr.getKind() == AffineExprKind::Mul) {
    bool constantRight = isa<AffineConstantExpr>(binary.getRHS());
    AffineExpr factor = constantRight ? binary.getRHS() : binary.getLHS();
    return delta(constantRight ? binary.getLHS() : binary.getRHS(), point) * factor;
  }
  AffineExpr lhs = delta(binary.getLHS(), point);
  if (expr.getKind() == AffineExprKind::Add)
    return lhs + delta(binary.getRHS(), point);
  return expr.getKind() == AffineExprKind::FloorDiv ? lhs.floorDiv(binary.getRHS()) : lhs % binary.getRHS();
}

SmallVector<Value> Lanes::indices(unsigned number, const Point &point) {
  SmallVector<Value> result;
  unsigned ivs = point.ivs.size();
  for (auto [base, expr] : llvm::zip(bases[number], tile.getAccess(number).getResults())) {
    SmallVector<Value> operands(point.ivs);
    AffineExpr index;
    if (base) {
      operands.push_back(base);
      index = builder.getAffineDimExpr(ivs) + delta(expr, point);
    } else {
      SmallVector<AffineExpr> absolute, symbols;
      for (auto [position, offset] : llvm::enumerate(tile.getOffsets())) {
        absolute.push_back(builder.getAffineDimExpr(ivs + position) + point.deltas[position]);
        operands.push_back(offset);
      }
      for (Value symbol : tile.getSymbols()) {
        symbols.push_back(builder.getAffineDimExpr(operands.size()));
        operands.push_back(symbol);
      }
      index = expr.replaceDimsAndSymbols(absolute, symbols);
    }
    auto map = AffineMap::get(operands.size(), 0, index, builder.getContext());
    result.push_back(getValueOrCreateConstantIndexOp(
        builder, loc, affine::makeComposedFoldedAffineApply(builder, loc, map, getAsOpFoldResult(operands))));
  }
  return result;
}

Point Lanes::moved(const Point &point, unsigned dim, int64_t by) {
  // A map of one number has no dimension to move along.
  if (by == 0)
    return point;
  Point result = point;
  result.deltas[dim] = result.deltas[dim] + by;
  return result;
}

/// What index `expr` moves by when the point moves by `by` along `dim`.
AffineExpr Lanes::step(AffineExpr expr, const Point &point, unsigned dim, int64_t by) {
  return simplifyAffineExpr(delta(expr, moved(point, dim, by)) - delta(expr, point), point.ivs.size(), 0);
}

/// True where lane l of a vector is the block's l-th element along `dim`, and the block's innermost index walks over a
/// group of `depth` along `groupDim`.
bool Lanes::interleaves(unsigned number, const Point &point, unsigned dim, unsigned groupDim, int64_t depth,
                        int64_t lanes) {
  ArrayRef<AffineExpr> exprs = tile.getAccess(number).getResults();
  auto type = cast<MemRefType>(buffer(number).getType());
  int64_t rank = type.getRank();
  if (rank < 2 || type.getDimSize(rank - 1) != depth || !type.getLayout().isIdentity())
    return false;
  for (int64_t index = 0; index < rank; ++index)
    for (int64_t by : {int64_t(1), lanes - 1})
      if (step(exprs[index], point, dim, by) != builder.getAffineConstantExpr(index == rank - 2 ? by : 0))
        return false;
  return step(exprs[rank - 1], point, groupDim, 1) == builder.getAffineConstantExpr(1);
}

/// True where moving along `dim` by 1 … width - 1 moves the innermost index by as much and no other.
bool Lanes::walksInnermost(unsigned number, const Point &point, unsigned dim, int64_t width) {
  ArrayRef<AffineExpr> exprs = tile.getAccess(number).getResults();
  for (auto [index, expr] : llvm::enumerate(exprs))
    for (int64_t by : {int64_t(1), width - 1})
      if (width > 1 && step(expr, point, dim, by) != builder.getAffineConstantExpr(index + 1 == exprs.size() ? by : 0))
        return false;
  return true;
}

bool Lanes::isContiguous(unsigned number, const Point &point, unsigned dim, int64_t width) {
  ArrayRef<AffineExpr> exprs = tile.getAccess(number).getResults();
  auto type = cast<MemRefType>(buffer(number).getType());
  if (exprs.empty() || type.getElementTypeBitWidth() < 8 || !type.getLayout().isIdentity())
    return false;
  bool isAligned =
      llvm::none_of(exprs, [&](AffineExpr expr) { return dividesUnaligned(expr) && expr.isFunctionOfDim(dim); });
  return isAligned && walksInnermost(number, point, dim, width);
}

/// True where the `lanes` elements of four bits along `dim` from `point` on are neighbours in a padded block, and the first
/// one is the low half of a byte. Tiles and dimensions of even sizes begin at even elements.
bool Lanes::startsByte(unsigned number, const Point &point, unsigned dim, int64_t lanes) {
  auto type = cast<MemRefType>(buffer(number).getType());
  ArrayRef<AffineExpr> exprs = tile.getAccess(number).getResults();
  std::optional<int64_t> size = tile.getStaticSize(dim);
  if (!type.getElementType().isInteger(4) || !type.getLayout().isIdentity() || exprs.empty() || !mayReadWhole(number, dim, lanes))
    return false;
  if (!size || lanes % 2 || *size % 2 || wholeExtent(tile, dim) % 2 || dividesUnaligned(exprs.back()) ||
      !delta(exprs.back(), point).isMultipleOf(2))
    return false;
  return walksInnermost(number, point, dim, lanes);
}

/// Bytes hold two neighbours each, the first in the low half.
Value Lanes::loadNibbles(unsigned number, const Point &point, int64_t lanes) {
  Value low = loadBytes(number, point, lanes / 2);
  Value four = arith::ConstantOp::create(
      builder, loc, DenseElementsAttr::get(cast<VectorType>(low.getType()), builder.getI8IntegerAttr(4)));
  Value high = arith::ShRUIOp::create(builder, loc, low, four);
  return arith::TruncIOp::create(builder, loc, VectorType::get(lanes, builder.getIntegerType(4)),
                                 interleaveVectors(builder, loc, {low, high}));
}

/// Blocks of packed buffers are padded, so that a short tile may read whole vectors.
bool Lanes::mayReadWhole(unsigned number, unsigned dim, int64_t lanes) {
  AffineExpr last = tile.getAccess(number).getResults().back();
  auto block = dyn_cast<AffineBinaryOpExpr>(last);
  if (!block || last.getKind() != AffineExprKind::Mod || !last.isFunctionOfDim(dim))
    return false;
  auto size = dyn_cast<AffineConstantExpr>(block.getRHS());
  return size && size.getValue() % lanes == 0;
}

Value Lanes::mask(int64_t width, int64_t lanes) {
  SmallVector<bool> bits(lanes, false);
  std::fill_n(bits.begin(), width, true);
  auto type = VectorType::get(lanes, builder.getI1Type());
  return arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, bits));
}

int64_t aicc::tile::lanesOf(TileOp tile, int64_t bits) {
  Type element = cast<MemRefType>(tile.getOutput().getType()).getElementType();
  Block *body = tile.getBody().empty() ? nullptr : &tile.getBody().front();
  return std::max<int64_t>(1, bits / aicc::kernel::widestBits(element, body));
}

int64_t aicc::tile::wholeExtent(TileOp tile, unsigned dim) {
  auto function = tile->getParentOfType<func::FuncOp>();
  auto dims = function ? function->getAttrOfType<ArrayAttr>(kDimsAttr) : ArrayAttr();
  for (Attribute attr : dims ? dims.getValue() : ArrayRef<Attribute>())
    if (auto whole = cast<aicc::kernel::DimAttr>(attr); whole.getName() == tile.getDims()[dim])
      return whole.getMax();
  return 0;
}

/// Edge tiles are those that peeling left over, and those that hold a whole dimension, of which nothing can be peeled.
void Lanes::markEdge(Operation *masked, unsigned dim) {
  if (tile->hasAttr(kEdgeAttr) || tile.getStaticSize(dim) == wholeExtent(tile, dim))
    masked->setAttr(kEdgeAttr, builder.getUnitAttr());
}

Value Lanes::loadScalar(unsigned number, const Point &point) {
  return memref::LoadOp::create(builder, loc, buffer(number), indices(number, point));
}

Value Lanes::loadFlat(unsigned number, const Point &point, int64_t count) {
  Type element = cast<MemRefType>(buffer(number).getType()).getElementType();
  return vector::LoadOp::create(builder, loc, VectorType::get(count, element), buffer(number), indices(number, point));
}

Value Lanes::loadGroup(unsigned number, const Point &point, unsigned dim, int64_t depth, int64_t valid) {
  if (valid == depth && isContiguous(number, point, dim, depth))
    return loadFlat(number, point, depth);
  return gather(number, point, dim, valid, depth);
}

Value Lanes::loadGroups(unsigned number, const Point &point, unsigned dim, unsigned groupDim, int64_t depth,
                        int64_t valid, int64_t width, int64_t lanes) {
  // Blocks of packed buffers are padded with zeros.
  if (interleaves(number, point, dim, groupDim, depth, lanes))
    return loadFlat(number, point, depth * lanes);
  if (width > 1 && isContiguous(number, point, dim, width))
    return interleaveRows(number, point, dim, groupDim, depth, valid, width, lanes);
  Type element = cast<MemRefType>(buffer(number).getType()).getElementType();
  Value zero = arith::ConstantOp::create(builder, loc, builder.getZeroAttr(element));
  SmallVector<Value> elements(depth * lanes, zero);
  for (int64_t lane = 0; lane < width; ++lane)
    for (int64_t inside = 0; inside < valid; ++inside)
      elements[lane * depth + inside] = loadScalar(number, moved(moved(point, dim, lane), groupDim, inside));
  return vector::FromElementsOp::create(builder, loc, VectorType::get(depth * lanes, element), elements);
}

Value Lanes::interleaveRows(unsigned number, const Point &point, unsigned dim, unsigned groupDim, int64_t depth,
                            int64_t valid, int64_t width, int64_t lanes) {
  auto type = VectorType::get(lanes, cast<MemRefType>(buffer(number).getType()).getElementType());
  SmallVector<Value> rows(depth, arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type)));
  for (int64_t inside = 0; inside < valid; ++inside)
    rows[inside] = loadPart(number, moved(point, groupDim, inside), dim, depth * lanes, width, lanes);
  return interleaveVectors(builder, loc, rows);
}

Value Lanes::loadPart(unsigned number, const Point &point, unsigned dim, int64_t wide, int64_t width, int64_t lanes) {
  auto start = dyn_cast<AffineConstantExpr>(point.deltas[dim]);
  std::optional<int64_t> size = tile.getStaticSize(dim);
  int64_t before = start ? start.getValue() % wide : 0;
  if (!start || !size || width < lanes || start.getValue() - before + wide > *size)
    return load(number, point, dim, width, lanes);
  Value whole = load(number, moved(point, dim, -before), dim, wide, wide);
  return vector::ExtractStridedSliceOp::create(builder, loc, whole, ArrayRef<int64_t>(before), ArrayRef<int64_t>(lanes),
                                               ArrayRef<int64_t>(1));
}

bool Lanes::isSplit(unsigned number, const Point &point, unsigned dim, unsigned groupDim, int64_t depth,
                    int64_t lanes) {
  auto type = cast<MemRefType>(buffer(number).getType());
  ArrayRef<AffineExpr> exprs = tile.getAccess(number).getResults();
  int64_t rank = type.getRank(), half = lanes / depth;
  bool hasHalves = rank >= (depth > 1 ? 4 : 3) && type.getElementType().isInteger(4) &&
                   type.getDimSize(rank - 1) == 2 && type.getDimSize(rank - (depth > 1 ? 3 : 2)) == half;
  if (!hasHalves || (depth > 1 && type.getDimSize(rank - 2) != depth) || dividesUnaligned(exprs[rank - 1]))
    return false;
  Point start = point;
  start.deltas[dim] = builder.getAffineConstantExpr(0);
  return step(exprs[rank - 1], start, dim, half) == builder.getAffineConstantExpr(1) &&
         (depth == 1 || step(exprs[rank - 2], start, groupDim, 1) == builder.getAffineConstantExpr(1));
}

Value Lanes::loadBytes(unsigned number, const Point &point, int64_t count) {
  auto nibbles = VectorType::get(2 * count, builder.getIntegerType(4));
  Value loaded = vector::LoadOp::create(builder, loc, nibbles, buffer(number), indices(number, point));
  return vector::BitCastOp::create(builder, loc, VectorType::get(count, builder.getI8Type()), loaded);
}

void Lanes::storeFlat(Value value, const Point &point) {
  vector::StoreOp::create(builder, loc, value, tile.getOutput(), indices(tile.getInputs().size(), point));
}

void Lanes::prefetch(unsigned number, const Point &point, unsigned dim, int64_t ahead) {
  memref::PrefetchOp::create(builder, loc, buffer(number), indices(number, moved(point, dim, ahead)),
                             /*isWrite=*/false, /*localityHint=*/3, /*isDataCache=*/true);
}

bool Lanes::beginsLine(unsigned number, const Point &point) {
  constexpr int64_t kLineBits = 64 * 8;
  auto type = cast<MemRefType>(buffer(number).getType());
  SmallVector<AffineExpr> zeros(point.ivs.size(), builder.getAffineConstantExpr(0));
  auto [strides, offset] = type.getStridesAndOffset();
  for (auto [expr, stride] : llvm::zip_equal(tile.getAccess(number).getResults(), strides)) {
    AffineExpr index = simplifyAffineExpr(delta(expr, point).replaceDims(zeros), point.ivs.size(), 0);
    auto constant = dyn_cast<AffineConstantExpr>(index);
    if (!constant)
      return true;
    offset += constant.getValue() * stride;
  }
  return offset * type.getElementTypeBitWidth() % kLineBits == 0;
}

Value Lanes::gather(unsigned number, const Point &point, unsigned dim, int64_t width, int64_t lanes) {
  Type element = cast<MemRefType>(buffer(number).getType()).getElementType();
  SmallVector<Value> elements;
  for (int64_t lane = 0; lane < width; ++lane)
    elements.push_back(loadScalar(number, moved(point, dim, lane)));
  if (width < lanes)
    elements.append(lanes - width, arith::ConstantOp::create(builder, loc, builder.getZeroAttr(element)));
  return vector::FromElementsOp::create(builder, loc, VectorType::get(lanes, element), elements);
}

Value Lanes::load(unsigned number, const Point &point, unsigned dim, int64_t width, int64_t lanes) {
  auto type = VectorType::get(lanes, cast<MemRefType>(buffer(number).getType()).getElementType());
  if (!dependsOn(number, dim))
    return vector::BroadcastOp::create(builder, loc, type, loadScalar(number, point));
  if (startsByte(number, point, dim, lanes))
    return loadNibbles(number, point, lanes);
  // One element needs no mask.
  if ((width == 1 && lanes > 1) || !isContiguous(number, point, dim, width))
    return gather(number, point, dim, width, lanes);
  if (width == lanes || mayReadWhole(number, dim, lanes))
    return loadFlat(number, point, lanes);
  Value zero = arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type));
  auto load = vector::MaskedLoadOp::create(builder, loc, type, buffer(number), indices(number, point),
                                           mask(width, lanes), zero);
  markEdge(load, dim);
  return load;
}

void Lanes::storeScalar(Value value, const Point &point) {
  unsigned number = tile.getInputs().size();
  memref::StoreOp::create(builder, loc, value, tile.getOutput(), indices(number, point));
}

void Lanes::store(Value value, const Point &point, unsigned dim, int64_t width) {
  unsigned number = tile.getInputs().size();
  int64_t lanes = cast<VectorType>(value.getType()).getNumElements();
  if ((width == 1 && lanes > 1) || !isContiguous(number, point, dim, width)) {
    for (int64_t lane = 0; lane < width; ++lane)
      storeScalar(vector::ExtractOp::create(builder, loc, value, lane), moved(point, dim, lane));
    return;
  }
  SmallVector<Value> where = indices(number, point);
  if (width == lanes)
    vector::StoreOp::create(builder, loc, value, tile.getOutput(), where);
  else
    markEdge(vector::MaskedStoreOp::create(builder, loc, tile.getOutput(), where, mask(width, lanes), value), dim);
}
