// What a region costs on a device. `choose-regions` knows what may become one kernel and asks whoever knows devices
// what the kernel would take and what its parts would take apart; it does not know who answers
// (compiler/Target/RegionTime.h).
#ifndef AICC_PASSES_GRAPH_REGIONCOST_H
#define AICC_PASSES_GRAPH_REGIONCOST_H

#include "dialects/Kernel/Kernel.h"
#include "llvm/ADT/SmallBitVector.h"
#include <functional>
#include <optional>

namespace aicc::graph {
/// Predicted seconds of one call of a kernel, or of calls of several, one after the other. A prediction, never a
/// measurement.
struct RegionTime {
  double compute = 0; ///< arithmetic, as often as it is done
  double memory = 0;  ///< the memory level that is busy longest
  double call = 0;    ///< what nothing hides: waking a team, launching a grid
  double seconds = 0; ///< of one kernel max(compute, memory) + call

  /// The time of one kernel.
  static RegionTime ofKernel(double compute, double memory, double call);
  /// Runs `next` behind this.
  RegionTime &operator+=(const RegionTime &next);
};

/// A kernel that may be formed, in a module of its own.
struct RegionCandidate {
  kernel::KernelOp kernel;
  /// Arguments, and behind them the result, that other operations of the function have just written, or will read next:
  /// a cache may hold them in between.
  llvm::SmallBitVector isNear;
};

/// Predicts the time of a call of a candidate; nothing where the device says too little. May be called by several
/// threads at once.
using PredictRegion = std::function<std::optional<RegionTime>(const RegionCandidate &)>;

/// Attribute of an operation, and of the kernel that holds it: an array of what was chosen about joining it to others.
inline constexpr llvm::StringLiteral kChoicesAttr = "aicc.choices";

/// Whether an operation was joined to a kernel.
struct RegionChoice {
  std::string op;   ///< the label of its computation; empty before there is a kernel
  std::string role; ///< "prologue", "epilogue", "sibling", "chain"
  bool isFused = true;
  /// All in one kernel, and what they would be apart; both or none, where no prediction decided.
  std::optional<RegionTime> fused, apart;

  /// As an attribute: {apart_ns = [all, compute, memory, call], chosen = "fused", fused_ns = […], op = "map", role =
  /// "epilogue"}.
  mlir::DictionaryAttr toAttr(mlir::MLIRContext *context) const;
  /// Reads what `toAttr` wrote; nothing where `attr` is something else.
  static std::optional<RegionChoice> fromAttr(mlir::Attribute attr);
};

/// `choice`, the attribute of an operation, for the computation `label`.
mlir::DictionaryAttr labelled(mlir::DictionaryAttr choice, llvm::StringRef label);
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_REGIONCOST_H
