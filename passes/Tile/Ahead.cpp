// The next box of an operand; see Ahead.h.
#include "passes/Tile/Ahead.h"
#include "passes/Tile/Passes.h"

#include "llvm/Support/MathExtras.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::AheadOp;

/// Bytes that one request brings.
constexpr int64_t kLineBytes = 64;
/// Into the second level: the first is full of what is being used.
constexpr unsigned kLocality = 2;
/// Into the first level: what is next there.
constexpr unsigned kNearLocality = 3;

static Value index(OpBuilder &builder, Location loc, int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

SmallVector<Value> tile::nextStart(OpBuilder &builder, Location loc, ArrayRef<NestLoop> loops, ArrayRef<StringRef> dims,
                                   const Box &box) {
  SmallVector<Value> start = llvm::map_to_vector(dims, [&](StringRef dim) { return box.find(dim)->second.lower; });
  Value carry;
  for (const NestLoop &loop : llvm::reverse(loops)) {
    auto found = llvm::find(dims, loop.dim);
    if (found == dims.end())
      continue;
    Value &place = start[found - dims.begin()];
    Value next = builder.createOrFold<arith::AddIOp>(loc, loop.iv, index(builder, loc, loop.step));
    Value isOver = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sge, next, loop.end);
    next = builder.createOrFold<arith::SelectOp>(loc, isOver, loop.begin, next);
    place = carry ? builder.createOrFold<arith::SelectOp>(loc, carry, next, place) : next;
    carry = carry ? builder.createOrFold<arith::AndIOp>(loc, carry, isOver) : isOver;
  }
  return start;
}

std::pair<Value, int64_t> tile::numberOf(OpBuilder &builder, Location loc, ArrayRef<NestLoop> loops) {
  Value number = index(builder, loc, 0);
  int64_t count = 1;
  for (const NestLoop &loop : loops) {
    Value done = builder.createOrFold<arith::SubIOp>(loc, loop.iv, loop.begin);
    done = builder.createOrFold<arith::DivUIOp>(loc, done, index(builder, loc, loop.step));
    number = builder.createOrFold<arith::MulIOp>(loc, number, index(builder, loc, loop.trips));
    number = builder.createOrFold<arith::AddIOp>(loc, number, done);
    count *= loop.trips;
  }
  return {number, count};
}

SmallVector<AheadOp> tile::aheadOf(kernel::TileOp tile) {
  SmallVector<AheadOp> marks;
  for (Operation *op = tile->getPrevNode(); op && (op->getNumRegions() == 0 || isa<kernel::TileOp>(op));
       op = op->getPrevNode())
    if (auto mark = dyn_cast<AheadOp>(op))
      marks.push_back(mark);
  return marks;
}

/// Lines of the part that one tile asks for.
static int64_t linesOfPart(AheadOp op, int64_t perRow) {
  return llvm::divideCeil(int64_t(op.getRows()) * perRow, int64_t(op.getParts()));
}

AheadLines tile::spread(AheadOp op, int64_t unrolled) {
  int64_t perLine = kLineBytes * 8 / cast<MemRefType>(op.getBuffer().getType()).getElementTypeBitWidth();
  int64_t perRow = llvm::divideCeil(int64_t(op.getColumns()), perLine);
  int64_t steps = std::max<int64_t>(1, int64_t(op.getDepth()) / unrolled);
  return {op, perRow, int64_t(llvm::divideCeil(linesOfPart(op, perRow), steps)), perLine};
}

void tile::emitRequests(OpBuilder &builder, Location loc, const AheadLines &lines, Value step, int64_t piece,
                        int64_t pieces) {
  AheadOp op = lines.op;
  Value first = builder.createOrFold<arith::MulIOp>(loc, op.getPart(),
                                                    index(builder, loc, linesOfPart(op, lines.perRow)));
  first = builder.createOrFold<arith::AddIOp>(
      loc, first, builder.createOrFold<arith::MulIOp>(loc, step, index(builder, loc, lines.perStep)));
  int64_t rowDim = op.getRowDim();
  unsigned locality = op->hasAttr(kNearAttr) ? kNearLocality : kLocality;
  for (int64_t line = lines.perStep * piece / pieces; line < lines.perStep * (piece + 1) / pieces; ++line) {
    Value number = builder.createOrFold<arith::AddIOp>(loc, first, index(builder, loc, line)), row;
    if (op.getRows() > 1) {
      Value perRow = index(builder, loc, lines.perRow);
      row = builder.createOrFold<arith::DivUIOp>(loc, number, perRow);
      number = builder.createOrFold<arith::RemUIOp>(loc, number, perRow);
    }
    SmallVector<Value> where(op.getStart());
    if (row)
      where[rowDim] = builder.createOrFold<arith::AddIOp>(loc, where[rowDim], row);
    Value column = builder.createOrFold<arith::MulIOp>(loc, number, index(builder, loc, lines.elements));
    where.back() = builder.createOrFold<arith::AddIOp>(loc, where.back(), column);
    memref::PrefetchOp::create(builder, loc, op.getBuffer(), where, /*isWrite=*/false, locality, /*isDataCache=*/true);
  }
}
