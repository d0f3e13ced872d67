// Workload files: which problems there are. Data, so that a new problem needs no code.
//
//   {"fast": ["id", …],
//    "gemm":  [{"id": "…", "M": 512, "N": 4096, "K": 4096, "dtypes": ["f32", "bf16", "i8", "w4"]}, …],
//    "fused": [{"id": "…", "graph": "bias_gelu", …, "M": …, "N": …, "K": …, "dtypes": […]}, …],
//    "attention": [{"id": "…", "B": 1, "H": 32, "Hkv": 8, "Sq": 1, "Skv": 4096, "Dqk": 128, "Dv": 128, "mask": "none",
//                   "dtypes": ["f32", "bf16"]}, …]}
//    "modules": [{"id": "…", "module": "block.mlir", "dtypes": ["bf16"], "graph": "block", "group": "blocks",
//                 "peer": {"past": 1024}}, …]}
//
// A module's file is looked for beside the workload. Its `graph` is what peers know it by, and the members of `peer` are
// words for them; reports name groups by `group`, without one "modules".
// An attention may have `offset` and `window` (with the mask causal), `lengths` (with the mask lengths), `softcap`, `sinks`,
// `shared_kv` and `layout` (bhsd, bshd); AttentionShape.h says what they mean.
#ifndef AICC_COMPILER_BENCH_WORKLOAD_H
#define AICC_COMPILER_BENCH_WORKLOAD_H

#include "compiler/Bench/AttentionShape.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace aicc::bench {
/// What a problem computes from x [M, K].
enum class Graph {
  Gemm,     ///< x W^T, W [N, K]
  BiasGelu, ///< gelu(x W^T + b), the form with erf
  BiasGeluTanh, ///< the same, the approximation with tanh
  SwiGLU,   ///< (silu(x Wg^T) * (x Wu^T)) Wd^T + residual; Wg, Wu [N, K], Wd [K, N]
  Attention, ///< softmax(Q K^T) V; see AttentionShape.h
  Module,   ///< what a module's only function does
  Other     ///< something that this benchmark cannot build yet
};

/// "gemm", "bias_gelu", "bias_gelu_tanh", "swiglu", "attention", "module", "other".
llvm::StringRef nameOf(Graph graph);

/// Element types: f32; bf16 with bf16 results; i8 times i8 with a scale a row and a scale a column, f32 results; 4-bit
/// weights in groups of 32 with f16 scales, bf16 activations.
enum class Dtype { F32, BF16, I8, W4 };

/// "f32", "bf16", "i8", "w4", and back.
llvm::StringRef nameOf(Dtype dtype);
std::optional<Dtype> parseDtype(llvm::StringRef name);
inline constexpr llvm::StringLiteral kDtypeNames = "f32, bf16, i8, w4";

/// A graph that is a file.
struct GraphModule {
  std::string path, name, group;
  std::vector<std::pair<std::string, std::string>> words; ///< that describe it to peers, beside its name
};

/// One problem with every type that it is wanted in.
struct Problem {
  std::string id;
  Graph graph = Graph::Gemm;
  int64_t m = 0, n = 0, k = 0; ///< each at least 1; 0 where the graph is Attention, Module or Other
  std::optional<AttentionShape> attention; ///< where the graph is Attention
  std::optional<GraphModule> module;       ///< where the graph is Module and comes from a workload
  std::vector<Dtype> dtypes;
  bool isFast = false; ///< of the small set that tuning and quick looks use
};

/// The longest extent of a problem, and the most elements of one operand.
inline constexpr int64_t kLargestExtent = int64_t(1) << 24;
inline constexpr int64_t kMostElements = int64_t(1) << 31;

/// The problems of the file `path` in its order. An error says where in the document it is, what was expected and what
/// was found: no JSON, missing members, extents below 1 or too large, unknown types, an ID twice, a `fast` ID that is
/// not there.
llvm::Expected<std::vector<Problem>> readWorkload(llvm::StringRef path);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_WORKLOAD_H
