// Rows: a problem in one type, mode, layout, state and number of threads. What the benchmark measures, and its options.
#ifndef AICC_COMPILER_BENCH_ROW_H
#define AICC_COMPILER_BENCH_ROW_H

#include "compiler/Bench/Workload.h"

namespace aicc::bench {
/// Whether weights are packed once before the first call, or arrive as they are stored with every call.
enum class Mode { Prepacked, Unpacked };
/// How weights are stored: [N, K] or [K, N].
enum class Layout { NK, KN };
/// Warm: every call works on the same operands. Cold: weights rotate over copies of twice the last-level cache, keys and
/// values of attention over at least 256 MB, too.
enum class State { Warm, Cold };

llvm::StringRef nameOf(Mode mode);
llvm::StringRef nameOf(Layout layout);
llvm::StringRef nameOf(State state);
std::optional<Mode> parseMode(llvm::StringRef name);
std::optional<Layout> parseLayout(llvm::StringRef name);
std::optional<State> parseState(llvm::StringRef name);

/// One line of the result.
struct Row {
  std::string id;
  Graph graph = Graph::Gemm;
  int64_t m = 0, n = 0, k = 0;
  Dtype dtype = Dtype::F32;
  Mode mode = Mode::Prepacked;
  Layout layout = Layout::NK;
  State state = State::Warm;
  int64_t threads = 1;
  std::string modulePath; ///< where the graph is Module
  std::optional<AttentionShape> attention; ///< where the graph is Attention
  std::optional<GraphModule> module;       ///< where the graph is Module and comes from a workload

  /// Floating-point (or integer) operations of the contractions, of attention for pairs that are seen; 0 for modules.
  int64_t flops() const;
};

/// Which rows are wanted. An empty list means the default: every type of the problem; both modes for f32 and bf16, else
/// prepacked, and attention unpacked; weights [N, K], and [K, N] too where they are not packed; warm, and cold too where
/// M < 16 or attention has one query; the threads of this machine, and one.
struct Selection {
  std::string filter; ///< a regular expression that an ID must contain a match of; empty: all
  bool fastOnly = false;
  std::vector<Dtype> dtypes;
  std::vector<Mode> modes;
  std::vector<Layout> layouts;
  std::vector<State> states;
  std::vector<int64_t> threads; ///< each at least 1
};

/// The rows of `problems` that `selection` wants, in their order. An error where there are none, where the filter is no
/// regular expression, or where more threads are wanted than processors may be used.
llvm::Expected<std::vector<Row>> selectRows(llvm::ArrayRef<Problem> problems, const Selection &selection);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_ROW_H
