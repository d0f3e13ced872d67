// The points of a register tile; see TileShape.h.
#include "passes/Tile/TileShape.h"
#include "passes/Tile/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;

LogicalResult TileShape::prepare(int64_t keptLanes) {
  if (failed(chooseLanes(keptLanes)))
    return failure();
  enumerateRows();
  return success();
}

LogicalResult TileShape::chooseLanes(int64_t keptLanes) {
  int64_t vectorBits = device.registers ? device.registers->bits : 64;
  lanes = keptLanes ? keptLanes : lanesOf(tile, vectorBits);
  for (unsigned dim = 0; dim < rank(); ++dim)
    if (!tile.isReduced(dim) && !tile.getStaticSize(dim) && !isWalkedAlong(dim))
      return tile.emitError() << "size of dimension " << tile.getDims()[dim]
                              << " must be constant; run peel-edges before";
  if (rank() == 0) {
    chunks = {{0, 1}};
    return success();
  }
  lanesDim = findLanesDim();
  dot = chooseDotProduct(tile, inner.getInstruction() ? device.instruction(inner.getInstruction()) : nullptr, lanesDim);
  if (tile.isReduced(lanesDim) || isWalkedAlong(lanesDim))
    chunks = {{0, lanes}};
  else
    for (int64_t start = 0, size = *tile.getStaticSize(lanesDim); start < size; start += lanes)
      chunks.push_back({start, std::min(lanes, size - start)});
  return success();
}

bool TileShape::isWalkedAlong(unsigned dim) {
  auto walk = tile->getAttrOfType<DictionaryAttr>(kWalkAttr);
  return walk && walk.getAs<StringAttr>("dim").getValue() == tile.getDimNames()[dim];
}

unsigned TileShape::findLanesDim() {
  for (unsigned dim = 0; dim < rank(); ++dim)
    if (isWalkedAlong(dim))
      return dim;
  for (unsigned dim = 0; dim < rank(); ++dim)
    if (tile.isReduced(dim) && inner.getRegisters().lookup(tile.getDimNames()[dim], 1) % lanes == 0)
      return dim;
  SmallVector<StringRef> names = tile.getDimNames();
  if (auto innermost = tile->getAttrOfType<StringAttr>(kLanesAttr))
    return llvm::find(names, innermost.getValue()) - names.begin();
  AffineMap output = tile.getOutputAccess();
  for (AffineExpr expr : llvm::reverse(output.getResults()))
    for (unsigned dim = 0; dim < rank(); ++dim)
      if (expr.isFunctionOfDim(dim))
        return dim;
  return rank() - 1;
}

int64_t TileShape::extentOf(unsigned dim) {
  int64_t whole = wholeExtent(tile, dim);
  return whole ? whole : tile.getStaticSize(dim).value_or(0);
}

schedule::TreeAttr TileShape::scheduleAround() {
  auto function = tile->getParentOfType<func::FuncOp>();
  return function ? function->getAttrOfType<schedule::TreeAttr>(kernel::kScheduleAttr) : schedule::TreeAttr();
}

int64_t TileShape::mostOf(unsigned dim) {
  if (std::optional<int64_t> size = tile.getStaticSize(dim))
    return *size;
  int64_t most = extentOf(dim);
  schedule::TreeAttr schedule = scheduleAround();
  for (schedule::BandAttr band : schedule ? schedule.getBands() : ArrayRef<schedule::BandAttr>())
    most = std::min(most, band.getTile().lookup(tile.getDimNames()[dim], most));
  return most;
}

void TileShape::enumerateRows() {
  rows.push_back({SmallVector<AffineExpr>(rank(), builder.getAffineConstantExpr(0)), {}});
  for (unsigned dim = 0; dim < rank(); ++dim) {
    if (tile.isReduced(dim) || dim == lanesDim)
      continue;
    SmallVector<Point> next;
    for (const Point &row : rows)
      for (int64_t step = 0; step < *tile.getStaticSize(dim); ++step) {
        next.push_back(row);
        next.back().deltas[dim] = builder.getAffineConstantExpr(step);
      }
    rows = std::move(next);
  }
}

Point TileShape::at(const Point &row, const Chunk &chunk) {
  Point point = row;
  if (!isHorizontal())
    point.deltas[lanesDim] = builder.getAffineConstantExpr(chunk.start);
  return point;
}

Value TileShape::positions(kernel::IndexOp index, const Point &point, int64_t count) {
  SmallVector<StringRef> names = tile.getDimNames();
  unsigned dim = llvm::find(names, index.getDim()) - names.begin();
  Type number = index.getType();
  auto type = VectorType::get(count, number);
  Value start = arith::IndexCastOp::create(builder, loc, number, access.position(dim, point));
  Value first = vector::BroadcastOp::create(builder, loc, type, start);
  if (dim != lanesDim || count == 1)
    return first;
  auto steps = llvm::map_to_vector(llvm::seq<int64_t>(count),
                                   [&](int64_t lane) -> Attribute { return builder.getIntegerAttr(number, lane); });
  return arith::AddIOp::create(builder, loc, first,
                               arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, steps)));
}

SmallVector<unsigned> TileShape::reducedDims() {
  SmallVector<unsigned> dims;
  for (unsigned dim = 0; dim < rank(); ++dim)
    if (tile.isReduced(dim) && dim != lanesDim)
      dims.push_back(dim);
  // The lanes' dimension is walked innermost.
  if (isHorizontal())
    dims.push_back(lanesDim);
  return dims;
}
