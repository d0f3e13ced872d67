// What one element of a tensor is computed from, step by step, however a graph spreads the steps over operations:
// through bodies of element-wise operations, transpositions, broadcasts and reshapes. Matchers ask for the operation
// that makes an element and for its operands, and see neither generics nor indexing maps.
#ifndef AICC_PASSES_GRAPH_ELEMENTS_H
#define AICC_PASSES_GRAPH_ELEMENTS_H

#include "passes/Graph/Digits.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace aicc::graph {
/// One element of a tensor, read at `at` (one index a dimension); or a number inside the body of a structured
/// operation, in the iteration `at` (one index a loop); or a number outside any.
struct Element {
  mlir::Value value;
  llvm::SmallVector<Index> at;

  explicit operator bool() const { return bool(value); }
  bool isTensor() const { return mlir::isa<mlir::RankedTensorType>(value.getType()); }
};

/// A sum, maximum, … over one index.
struct Reduction {
  /// The operation in the body that combines two values.
  mlir::Operation *combiner;
  /// What is combined, at the index that was asked for.
  Element element;
  /// What it starts from.
  Element init;
};

class Elements {
public:
  explicit Elements(Digits &digits) : digits(digits) {}

  /// What `element` is, one step closer to where it comes from; a null element where it is an argument, or made by an
  /// operation that is more than a step.
  Element step(const Element &element);

  /// Steps as far as they go: to an operation in a body, a constant, or a tensor that nothing element-wise makes.
  Element resolve(Element element);

  /// The same through conversions between floats.
  Element resolveThroughCasts(Element element);

  /// The element of the tensor that is nearest to `element`: the tensor that the body reads, if it is an argument of
  /// one.
  Element tensorOf(Element element);

  /// The operation that makes `element`, a resolved one; null for tensors.
  mlir::Operation *operation(const Element &element) const;

  /// Operand `number` of the operation that makes `element`, not resolved.
  Element operand(const Element &element, unsigned number) const;

  /// The reduction that makes the tensor of `element`, a resolved one, with `along` for its only reduced loop. Fails
  /// where it has another number of reduced loops, or one of another extent than `extent`.
  std::optional<Reduction> reduction(const Element &element, const Index &along, int64_t extent);

  /// x of x * constant or x / constant, a resolved element, by which `factor` is multiplied; null where there is no
  /// constant.
  Element withoutFactor(const Element &element, double &factor);

  /// The tensor behind the transpositions, broadcasts, reshapes and extensions that `element` is read through, as long
  /// as each of its dimensions is read as a whole; behind constant factors too, by which `factor`, if given, is
  /// multiplied. Null where there is no such tensor.
  Element peel(const Element &element, double *factor = nullptr);

  /// The value of an element that is a constant or computed from constants.
  std::optional<double> constant(Element element);

  /// True where both are certainly the same number: made by the same operations from the same elements.
  bool same(Element left, Element right);

  /// Makes the indices of `element` comparable.
  Element normal(Element element) const;

private:
  std::optional<llvm::SmallVector<Index>> loopsOf(mlir::linalg::LinalgOp op, mlir::OpResult result,
                                                  llvm::ArrayRef<Index> at, llvm::ArrayRef<Index> reduced);
  Element stepThroughArgument(mlir::BlockArgument argument, const Element &element);
  Element stepThroughStructured(mlir::Operation *op, const Element &element);
  Element stepThroughReshape(mlir::Operation *op, const Element &element);
  Element stepThroughSlice(mlir::Operation *op, const Element &element);
  Element stepThroughConcat(mlir::Operation *op, const Element &element);
  Element stepThroughInsertion(mlir::Operation *op, const Element &element);
  /// True where each dimension of the tensor is read as a whole, by digits that no other dimension has.
  bool isWhole(const Element &element) const;
  std::optional<double> constantOf(mlir::Operation *op, const Element &element);

  Digits &digits;
};

/// The extent of each loop of `op`, whose shapes are static; empty where one is not.
llvm::SmallVector<int64_t> staticLoops(mlir::linalg::LinalgOp op);
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_ELEMENTS_H
