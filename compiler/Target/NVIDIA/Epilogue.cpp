// See Epilogue.h.
#include "compiler/Target/NVIDIA/Epilogue.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using kernel::Computation;

namespace {
class Epilogue {
public:
  Epilogue(DeviceCode &code, kernel::KernelOp kernel, const ProductTiling &tiling, const BlockTile &tile, const Sums &sums,
           ArrayRef<Target> targets, const DenseMap<Value, Stored> &stored)
      : code(code), kernel(kernel), tiling(tiling), tile(tile), sums(sums), targets(targets), stored(stored) {
    batch = llvm::map_to_vector(tile.batch, [&](Value number) { return code.wide(number); });
  }

  void emit(const UnitPlace &place) { tiling.isMatrix() ? emitWarp(place) : emitThread(place); }

private:
  void emitThread(const UnitPlace &place) {
    Value row = code.add(tile.row, place.row), column = code.add(tile.column, place.column);
    for (int64_t i = 0; i < tiling.rows.unitTile; ++i) {
      OpBuilder::InsertionGuard guard(code.builder);
      Value at = code.add(row, i * tiling.rows.units());
      enter(isInside(tiling.rows, at));
      for (int64_t j = 0; j < tiling.columns.unitTile; ++j)
        emitPoint(at, code.add(column, j * tiling.columns.units()), i * tiling.columns.unitTile + j);
    }
  }

  void emitWarp(const UnitPlace &place) {
    Value row = code.add(code.add(tile.row, place.row), code.div(place.lane, 4));
    Value column = code.add(code.add(tile.column, place.column), code.mul(code.mod(place.lane, 4), 2));
    for (int64_t i = 0; i < tiling.rows.unitTile / tiling.rows.granule; ++i)
      for (int64_t half : {0, 1})
        emitRow(code.add(row, i * tiling.rows.granule + half * 8), column, i, half);
  }

  /// Moves the insertion point into a guard where `isInside` may be false.
  void enter(Value isInside) {
    if (isInside)
      code.builder.setInsertionPointToStart(
          scf::IfOp::create(code.builder, code.loc, isInside, /*withElseRegion=*/false).thenBlock());
  }

  Value isInside(const TiledDim &dim, Value number) {
    return dim.hasEdge() ? code.isBelow(number, dim.extent) : Value();
  }

  void emitRow(Value row, Value firstColumn, int64_t i, int64_t half) {
    OpBuilder::InsertionGuard guard(code.builder);
    enter(isInside(tiling.rows, row));
    int64_t steps = tiling.columns.unitTile / tiling.columns.granule;
    for (int64_t j = 0; j < steps; ++j)
      emitPair(row, code.add(firstColumn, j * tiling.columns.granule), (i * steps + j) * 4 + half * 2);
  }

  /// One sum, behind a guard where its column may be outside.
  void emitPoint(Value row, Value column, int64_t sum) {
    OpBuilder::InsertionGuard guard(code.builder);
    enter(isInside(tiling.columns, column));
    for (auto [target, value] : llvm::zip(targets, evaluate(row, column, sum)))
      code.storeElement(target.pointer, value, position(target, row, column));
  }

  /// The sums of one row and two columns. Both columns are inside or outside where their extent is even.
  void emitPair(Value row, Value column, int64_t sum) {
    SmallVector<Value> columns = {column, code.add(column, 1)};
    if (tiling.columns.extent % 2 != 0) {
      emitPoint(row, columns[0], sum);
      return emitPoint(row, columns[1], sum + 1);
    }
    OpBuilder::InsertionGuard guard(code.builder);
    enter(isInside(tiling.columns, column));
    SmallVector<SmallVector<Value>> values = {evaluate(row, columns[0], sum), evaluate(row, columns[1], sum + 1)};
    storePairs(row, columns, values);
  }

  void storePairs(Value row, ArrayRef<Value> columns, ArrayRef<SmallVector<Value>> values) {
    for (auto [index, target] : llvm::enumerate(targets)) {
      if (isInnermost(target, tiling.columns.name)) {
        storePair(target, position(target, row, columns[0]), values[0][index], values[1][index]);
        continue;
      }
      for (unsigned side : {0, 1})
        code.storeElement(target.pointer, values[side][index], position(target, row, columns[side]));
    }
  }

  void storePair(const Target &target, Value position, Value first, Value second) {
    Type type = first.getType(), pair = VectorType::get(2, type);
    if (type.getIntOrFloatBitWidth() < 8) {
      code.storeElement(target.pointer, first, position);
      return code.storeElement(target.pointer, second, code.add(position, 1));
    }
    Value both = LLVM::PoisonOp::create(code.builder, code.loc, pair);
    both = LLVM::InsertElementOp::create(code.builder, code.loc, both, first, code.number(0));
    both = LLVM::InsertElementOp::create(code.builder, code.loc, both, second, code.number(1));
    LLVM::StoreOp::create(code.builder, code.loc, both, code.move(target.pointer, type, position),
                          2 * type.getIntOrFloatBitWidth() / 8);
  }

  //===-- Points ----------------------------------------------------------------------------------------------===//

  static Computation makerOf(const Target &target) { return cast<Computation>(target.tensor.getDefiningOp()); }

  static bool isInnermost(const Target &target, StringRef name) {
    Computation op = makerOf(target);
    ArrayRef<AffineExpr> results = op.getResultAccess().getResults();
    auto dim = dyn_cast_if_present<AffineDimExpr>(results.empty() ? AffineExpr() : results.back());
    return dim && !name.empty() && op.getDimNames()[dim.getPosition()] == name;
  }

  /// The index of the element of what `op` makes at `row` and `column`.
  SmallVector<Value> indexOf(Computation op, Value row, Value column) {
    SmallVector<StringRef> names = op.getDimNames();
    SmallVector<Value> index;
    for (AffineExpr expr : op.getResultAccess().getResults()) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      index.push_back(dim ? numberOf(names[dim.getPosition()], row, column) : code.number(0, 64));
    }
    return index;
  }

  Value numberOf(StringRef name, Value row, Value column) {
    if (name == tiling.rows.name)
      return code.wide(row);
    if (name == tiling.columns.name)
      return code.wide(column);
    for (auto [known, value] : llvm::zip(tiling.batch, batch))
      if (known.first == name)
        return value;
    return code.number(0, 64);
  }

  Value position(const Target &target, Value row, Value column) {
    auto type = cast<RankedTensorType>(target.tensor.getType());
    Value position = code.linearise(type.getShape(), indexOf(makerOf(target), row, column));
    if (tiling.splits() > 1)
      position = code.add(position, code.mul(code.wide(tile.split), type.getNumElements()));
    return position;
  }

  /// The values of all targets at one point, whose sums begin at number `sum`.
  SmallVector<Value> evaluate(Value row, Value column, int64_t sum) {
    // One set of numbers for the point: values are recognised by them.
    Value wideRow = code.wide(row), wideColumn = code.wide(column);
    Evaluator evaluator(kernel, code.builder, code.loc, stored);
    int64_t sumsOfOne = sums.size() / tiling.contractions.size();
    for (auto [number, op] : llvm::enumerate(tiling.contractions))
      evaluator.provide(op->getResult(0), indexOf(op, wideRow, wideColumn), sums[number * sumsOfOne + sum]);
    return llvm::map_to_vector(targets, [&](const Target &target) {
      return evaluator.element(target.tensor, indexOf(makerOf(target), wideRow, wideColumn));
    });
  }

  DeviceCode &code;
  kernel::KernelOp kernel;
  const ProductTiling &tiling;
  const BlockTile &tile;
  const Sums &sums;
  ArrayRef<Target> targets;
  const DenseMap<Value, Stored> &stored;
  SmallVector<Value> batch; ///< as i64, one value each: points are recognised by them
};
} // namespace

void nvidia::emitEpilogue(DeviceCode &code, kernel::KernelOp kernel, const ProductTiling &tiling, const BlockTile &tile,
                          const UnitPlace &place, const Sums &sums, ArrayRef<Target> targets,
                          const DenseMap<Value, Stored> &stored) {
  Epilogue(code, kernel, tiling, tile, sums, targets, stored).emit(place);
}
