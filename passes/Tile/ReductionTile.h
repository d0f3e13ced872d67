// Emits register tiles of contractions and reductions: one accumulator a row and chunk goes through the loops.
#ifndef AICC_PASSES_TILE_REDUCTIONTILE_H
#define AICC_PASSES_TILE_REDUCTIONTILE_H

#include "passes/Tile/ReductionLoops.h"
#include "passes/Tile/TileOperands.h"

#include <map>

namespace aicc::tile {
/// Loads each element once a step, however many rows, chunks and tiles use it.
class StepCache {
public:
  template <typename Load>
  mlir::Value get(kernel::TileOp tile, unsigned number, const std::vector<int64_t> &point, Load load) {
    std::vector<const void *> operand = {tile.getInputs()[number].getAsOpaquePointer(),
                                         tile.getAccess(number).getAsOpaquePointer()};
    for (mlir::Value symbol : tile.getSymbols())
      operand.push_back(symbol.getAsOpaquePointer());
    mlir::Value &value = values[{operand, point}];
    if (!value)
      value = load();
    return value;
  }

private:
  std::map<std::pair<std::vector<const void *>, std::vector<int64_t>>, mlir::Value> values;
};

/// One tile of a reduction, whose sums are carried by loops that it may share with its siblings.
class ReductionTile : public TileOperands {
public:
  using TileOperands::TileOperands;

  /// The accumulators that the loops start from.
  llvm::SmallVector<mlir::Value> startSums();
  /// The accumulators of a piece of the depth, which `add` adds to those of the loops.
  llvm::SmallVector<mlir::Value> startPiece();
  /// Adds the accumulators `piece` to `sums`.
  void addPiece(llvm::MutableArrayRef<mlir::Value> sums, llvm::ArrayRef<mlir::Value> piece);
  /// The loops of this tile, whose steps are still to be given.
  ReductionLoops loops();
  /// Rows that the steps are emitted for.
  unsigned rowCount() { return rows.size(); }
  /// Called before an iteration of the loops that takes `step` elements of the depth.
  void beginIteration(int64_t step);
  /// Called behind it: scales what the iteration, which began at `start`, has summed up, and adds
  /// it to `sums`.
  void finishIteration(const Point &start, llvm::MutableArrayRef<mlir::Value> sums);
  /// One step of row number `row`: a whole granule, or what is left behind the last one.
  void emitRow(unsigned row, const Point &reduced, bool isWhole, StepCache &cache,
               llvm::MutableArrayRef<mlir::Value> sums);
  /// Writes the results of the loops.
  void finish(llvm::ArrayRef<mlir::Value> sums);

private:
  /// What tells apart the elements of operand `number` that one step reads.
  std::vector<int64_t> stepKey(unsigned number, const Point &point);
  /// How terms are combined.
  kernel::Combiner combiner() { return tile.getCombiner().value_or(kernel::Combiner::Add); }
  /// Elements of the innermost reduced dimension that are summed up apart, a multiple of `multiple` and fewer than all;
  /// 0: all. A sum of f32 terms that has grown loses as much of each as is less than its last bit, so that no more than
  /// some hundred are added to one.
  int64_t pieceOfDepth(int64_t multiple);
  /// Sums of nothing, one a row and chunk.
  llvm::SmallVector<mlir::Value> neutral(mlir::VectorType type);
  /// What sums start from: zero, or what takes back the shift of the rows.
  llvm::SmallVector<mlir::Value> start(mlir::VectorType type);
  /// What the sums of this part of a reduction start from.
  llvm::SmallVector<mlir::Value> initial(mlir::VectorType type);
  /// `sums` with the partial results of the parts before, if there are any. Each part is summed up apart: the rounding
  /// errors of a long sum grow with its size at each step.
  llvm::SmallVector<mlir::Value> withPartials(llvm::ArrayRef<mlir::Value> sums);
  /// One value a row and chunk: those of `first` where this is the first part of a reduction, else those of `others`.
  llvm::SmallVector<mlir::Value> chooseIfFirst(llvm::function_ref<llvm::SmallVector<mlir::Value>()> first,
                                               llvm::function_ref<llvm::SmallVector<mlir::Value>()> others);
  /// The point of `row` and `chunk` with the reduced dimensions of `reduced`.
  Point join(const Point &row, const Chunk &chunk, const Point &reduced);
  /// What the body makes of `inputs`, `count` lanes from `point` on.
  mlir::Value term(llvm::SmallVectorImpl<mlir::Value> &inputs, const Point &point, int64_t count);
  /// `sum` combined with `value`. The maximum and the minimum of what is no NaN never is one, so that a comparison, one
  /// instruction, passes over a `value` that is.
  mlir::Value merge(mlir::Value sum, mlir::Value value);
  /// `value`, factor number `number` of a contraction, in the sums' type.
  mlir::Value widenFactor(unsigned number, mlir::Value value, mlir::Type type);
  /// `factor`, elements of factor number `number`, in the type that the instruction reads.
  mlir::Value extend(unsigned number, mlir::Value factor);
  /// `accumulator` with the term of `inputs`, which are `count` lanes from `point` on, added.
  mlir::Value accumulate(mlir::Value accumulator, llvm::SmallVectorImpl<mlir::Value> &inputs, const Point &point,
                         int64_t count);
  /// Operands that fill the lanes stream; what is broadcast stays in L1. One request a cache line.
  void prefetch(unsigned number, const Point &point);
  /// One step of a row whose lanes run along the result.
  void emitVertical(const Point &row, const Point &reduced, StepCache &cache, llvm::MutableArrayRef<mlir::Value> sums);
  /// One step of a row: a whole vector goes to the row's vector, a single element to its second accumulator.
  void emitHorizontal(unsigned row, const Point &reduced, bool isWhole, StepCache &cache,
                      llvm::MutableArrayRef<mlir::Value> sums);
  /// Adds up the lanes of each row and writes the result.
  void finishHorizontal(mlir::ValueRange accumulators);
  /// Writes the lanes of each row as they are, combined with those of the parts before.
  void finishByLane(mlir::ValueRange accumulators);
  /// True where the lanes of the next `count` rows are combined together, and not row by row.
  bool sharesShuffles(int64_t count);
  /// Writes `count` rows from number `first` on, at most one a lane.
  void finishTogether(size_t first, size_t count, mlir::ValueRange accumulators);
  /// True where a row may end inside a vector.
  bool hasSingles();
  /// The second accumulators of rows as one vector, padded with neutral elements.
  mlir::Value gatherSingles(mlir::ValueRange singles);
  /// The dimension along which rows follow each other, and how many do that are written as one vector.
  std::pair<unsigned, int64_t> neighbours();
  /// True where no part of the reduction comes before this one, in any run of the tile.
  bool startsHere();
  /// `value` with `partial`, the result of the parts before, if there are any.
  mlir::Value withPartial(mlir::Value value, llvm::function_ref<mlir::Value()> partial);
  /// `accumulator` with the dot products of the groups of `lhs` and `rhs` added.
  mlir::Value multiplyGroups(mlir::Value accumulator, mlir::Value lhs, mlir::Value rhs);
  /// Elements of the group that is left where a loop ends inside one.
  int64_t restOfGroup();
  /// One group of the rows in every lane.
  mlir::Value rowGroup(const Point &point, int64_t valid);
  /// The groups of the columns, one a lane.
  mlir::Value columnGroups(const Point &point, const Chunk &chunk, int64_t valid);
  /// One step of a row by groups of `dot.depth` elements, of which `valid` belong to the operands.
  void emitGroups(const Point &row, const Point &reduced, int64_t valid, StepCache &cache,
                  llvm::MutableArrayRef<mlir::Value> sums);
  /// True where the columns are numbers whose scales are applied to the sum of an iteration.
  bool scalesSums() { return tile.getKind() == kernel::Kind::Contract && isScaled(dot.columns); }
  /// `sum`, in every lane, plus the factors of a row that a step at `point` has loaded.
  mlir::Value addFactor(mlir::Value sum, const Point &point, StepCache &cache);

  llvm::SmallVector<mlir::Value> partSums;   ///< of this iteration, one a row and chunk, before they are scaled
  llvm::SmallVector<mlir::Value> factorSums; ///< of this iteration, one a row: of the factors, where scaling adds
};
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_REDUCTIONTILE_H
