// A kernel under a schedule on a device: the loop nest that the three describe together, before any loop exists.
//
// Depths count from the outside: `kRootDepth` is outside all bands, depth b is one iteration of band b, and
// `registersDepth()` is the register tile, inside all bands. A dimension is *cut* at a band where the band's tile is
// smaller than what encloses it: there the band has a loop. Symbolic extents count with their upper bound.
#ifndef AICC_PASSES_SCHEDULE_NEST_H
#define AICC_PASSES_SCHEDULE_NEST_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::schedule {
/// Outside all bands.
inline constexpr int kRootDepth = -1;

/// A stage together with the depth of the band that holds it.
struct Staged {
  int band;
  StageAttr stage;
};

/// Which iteration dimensions of a contraction are rows (of the result and one operand), columns (of the result's
/// innermost dimension and the other operand), reduced, or common to both operands and the result.
struct ContractionDims {
  llvm::SmallVector<llvm::StringRef> rows, columns, reduced, batch;
  /// The index of the operand that carries the columns; instructions read it a vector at a time.
  unsigned columnOperand = 1;
};

/// The nest, with the questions that rules and lowering ask of it.
class Nest {
public:
  Nest(kernel::KernelOp kernel, const device::Device &device, TreeAttr tree);

  kernel::KernelOp getKernel() const { return kernel; }
  const device::Device &getDevice() const { return device; }
  llvm::ArrayRef<BandAttr> bands() const { return tree.getBands(); }
  llvm::ArrayRef<ComputationAttr> innerBands() const { return tree.getComputations(); }
  llvm::ArrayRef<kernel::Computation> computations() const { return all; }
  int registersDepth() const { return bands().size(); }

  /// The computation called `label`, or null.
  kernel::Computation computation(llvm::StringRef label) const;
  /// The inner band of `op`, or null where it is left to its neighbours'.
  ComputationAttr inner(kernel::Computation op) const { return tree.computation(op.getLabel()); }
  /// The extent of `dim` in one iteration at `depth`.
  int64_t extent(int depth, llvm::StringRef dim) const;
  /// True where band `band` has a loop over `dim`.
  bool cuts(int band, llvm::StringRef dim) const { return extent(band, dim) < extent(band - 1, dim); }
  /// The outermost band that cuts `dim`, or nothing.
  std::optional<int> outermostCut(llvm::StringRef dim) const;
  /// The number of tiles of band `band`.
  int64_t tasks(int band) const;
  /// True where some band is parallel over `resource`.
  bool mapsTo(llvm::StringRef resource) const;
  /// True where, at `band`, the loop over `inner` runs inside the loop over `outer`.
  bool runsInside(int band, llvm::StringRef inner, llvm::StringRef outer) const;
  /// The extent of `dim` in the register tile of `op`.
  int64_t registerExtent(kernel::Computation op, llvm::StringRef dim) const;
  /// The product of `registerExtent` over `dims`.
  int64_t registerPoints(kernel::Computation op, llvm::ArrayRef<llvm::StringRef> dims) const;
  /// The depth at which `op` runs: root, the band that it is attached to, or registers.
  int place(kernel::Computation op) const;

  /// The device's instruction that `op` names, or null.
  const device::Instruction *instruction(kernel::Computation op) const;
  /// The parallel resource that `op` runs on: that of the innermost parallel band around it, or empty.
  llvm::StringRef unit(kernel::Computation op) const;

  /// The tensor called `name`: a kernel operand or a computation's result; null where there is none.
  mlir::Value value(llvm::StringRef name) const;
  /// The name of a kernel operand or of the computation that makes `value`.
  std::string name(mlir::Value value) const;
  /// The kernel's dimension that each dimension of `value` is indexed by, alone or divided; empty where it is several.
  llvm::SmallVector<llvm::StringRef> dims(mlir::Value value) const;
  /// Where `value` is kept, outermost first.
  llvm::SmallVector<Staged> stages(mlir::Value value) const;
  /// Elements of one tile of the staged tensor in each of its dimensions.
  llvm::SmallVector<int64_t> boxSizes(const Staged &staged) const;
  /// Bytes of one buffer of `staged`: the box of one tile, padded to whole blocks.
  int64_t bufferBytes(const Staged &staged) const;
  /// Bytes that follow one another in the smallest run of `staged`.
  int64_t contiguousBytes(const Staged &staged) const;
  /// The memory level that holds the stages of band `band`: its own, or the one around a parallel band; may be null.
  const device::MemoryLevel *levelOf(int band) const;

private:
  /// The access through which `value` is written, or first read (`readsOf`), with the names of its dimensions.
  std::pair<mlir::AffineMap, llvm::SmallVector<llvm::StringRef>> access(mlir::Value value) const;

  kernel::KernelOp kernel;
  const device::Device &device;
  TreeAttr tree;
  llvm::SmallVector<kernel::Computation> all;
};

/// The dimensions that `op` reduces.
llvm::SmallVector<llvm::StringRef> reducedDims(kernel::Computation op);
/// The dimensions of `op` that its result has.
llvm::SmallVector<llvm::StringRef> resultDims(kernel::Computation op);
/// True where `a` and `b` are different contractions over the same dimensions into the same ones: they share one
/// register loop.
bool areSiblings(kernel::Computation a, kernel::Computation b);
/// Sorts the dimensions of a contraction by their part in it.
ContractionDims contractionDims(kernel::Computation op);
} // namespace aicc::schedule

#endif // AICC_PASSES_SCHEDULE_NEST_H
