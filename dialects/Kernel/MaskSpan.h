// What a mask leaves of a dimension.
//
// Attention computes a score for every pair of a query and a key, sets those that a rule hides to -inf, and reduces
// what is made of them over the keys: their maximum is not changed by -inf, and exp(-inf) = 0 adds nothing to a sum.
// Where the rule compares the key's position with the query's, or with a number that the kernel reads, the keys that
// any query of a box may see lie between two bounds. Outside of these nothing has to be computed or read.
#ifndef AICC_DIALECTS_KERNEL_MASKSPAN_H
#define AICC_DIALECTS_KERNEL_MASKSPAN_H

#include "dialects/Kernel/Kernel.h"

namespace aicc::kernel {
/// A computation or a tile of one, as the analysis sees it.
struct MaskedStep {
  explicit MaskedStep(Computation op);
  explicit MaskedStep(TileOp tile);

  llvm::StringRef name;
  Kind kind;
  std::optional<Combiner> combiner;
  llvm::SmallVector<llvm::StringRef> dims;
  llvm::SmallVector<mlir::Value> inputs;
  llvm::SmallVector<mlir::AffineMap> accesses; ///< of the inputs, then of the result
  mlir::Block *body;                           ///< null for contractions
  mlir::Value result;
  bool isYielded; ///< read outside the kernel
};

/// An integer that is linear in positions and in numbers that the kernel reads.
struct LinearIndex {
  int64_t constant = 0;
  llvm::MapVector<llvm::StringRef, int64_t> dims; ///< factors of positions
  llvm::MapVector<unsigned, int64_t> inputs;      ///< factors of inputs, by number, of the step that holds the mask
};

/// The points that a mask lets through along one dimension of a chain of steps.
struct MaskSpan {
  llvm::StringRef dim;
  llvm::StringRef mask;                     ///< the step that holds the mask
  unsigned select = 0;                      ///< the mask's number among the selections of that step's body
  bool isExact = false;                     ///< nothing is hidden between the bounds
  llvm::SmallVector<LinearIndex> lowers;    ///< each: a point is hidden where its position is less
  llvm::SmallVector<LinearIndex> uppers;    ///< each: a point is hidden where its position is not less
  llvm::SmallVector<llvm::StringRef> steps; ///< those that need no hidden point, the mask's own among them
  /// Of them, maps that only clear what the mask hides: their result at other points is their input with this number.
  llvm::MapVector<llvm::StringRef, unsigned> copies;

  /// True where step `name` needs no hidden point.
  bool covers(llvm::StringRef name) const { return llvm::is_contained(steps, name); }
};

/// The first mask of `steps`, which stand in order, that leaves less than a whole dimension. Integers under masks are
/// taken not to wrap. Hidden points never contribute: a weight of zero does not make a NaN of an infinite value.
std::optional<MaskSpan> findMaskSpan(llvm::ArrayRef<MaskedStep> steps);

/// The mask of `kernel`, if it has one.
std::optional<MaskSpan> findMaskSpan(KernelOp kernel);

/// What `value` is where no point is hidden: the input of the map that only clears what the mask of its kernel hides,
/// or itself.
mlir::Value visibleSource(const std::optional<MaskSpan> &span, mlir::Value value);
} // namespace aicc::kernel

#endif // AICC_DIALECTS_KERNEL_MASKSPAN_H
