// Softmax in parts: what is reduced along a dimension that bands cut, each part as if it were all, and how parts become
// one.
//
// A part has a maximum of its own, and sums of exponentials below that one. exp(x - a) * exp(a - b) = exp(x - b), so
// that sums of a part are those below the maximum b of all parts after one multiplication. Parts need nothing of each
// other: they may be computed one after the other, so that what lies between the reductions stays near, or by different
// threads.
#ifndef AICC_PASSES_TILE_PARTS_H
#define AICC_PASSES_TILE_PARTS_H

#include "dialects/Kernel/MaskSpan.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::tile {
/// The steps of a kernel, by name, that are reduced in parts along `dim`, or make them one.
struct Parts {
  llvm::StringRef dim;
  unsigned band;                           ///< number of the innermost band around the reductions that cuts `dim`
  int64_t size;                            ///< elements along `dim` of a part
  llvm::StringRef maximum;                 ///< the reduction to the maximum
  llvm::StringRef guard;                   ///< the map of the maximum that `weights` reads in its place; empty: none
  llvm::StringRef weights;                 ///< the map exp(x - maximum)
  llvm::SmallVector<llvm::StringRef> sums; ///< the other reductions along `dim`, which add up what `weights` makes

  /// True where step `name` is reduced in parts.
  bool reduces(llvm::StringRef name) const { return name == maximum || llvm::is_contained(sums, name); }
};

/// What `schedule` reduces in parts, of the `steps` of a kernel in which dimension d has `extent(d)` elements. Nothing
/// where no band around a maximum cuts its dimension, or what is computed from it is something else.
std::optional<Parts> findParts(llvm::ArrayRef<kernel::MaskedStep> steps, schedule::TreeAttr schedule,
                               llvm::function_ref<int64_t(llvm::StringRef)> extent);

/// What `schedule` reduces in parts of `kernel`.
std::optional<Parts> partsOf(kernel::KernelOp kernel, schedule::TreeAttr schedule);

/// True where readers of `op` find its parts made one, or made anew of the whole maximum, wherever `op` runs.
bool isMerged(kernel::KernelOp kernel, schedule::TreeAttr schedule, kernel::Computation op);

/// Why the lowering cannot reduce in parts what `schedule` does so of `kernel`; nothing where it can, or where there
/// are none. `vectorBits`: of a vector register, 0 where it is not known.
std::optional<std::string> whyNotInParts(kernel::KernelOp kernel, schedule::TreeAttr schedule, int64_t vectorBits);

/// The number of the argument of `body` from which it subtracts argument number `below` under the exponential that it
/// yields, be the difference multiplied by a constant, or nothing.
std::optional<unsigned> exponentBelow(mlir::Block &body, unsigned below);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_PARTS_H
