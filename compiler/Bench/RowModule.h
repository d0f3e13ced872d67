// The MLIR module of a row, written as an exporter of a framework writes it.
#ifndef AICC_COMPILER_BENCH_ROWMODULE_H
#define AICC_COMPILER_BENCH_ROWMODULE_H

#include "compiler/Bench/Row.h"
#include "compiler/Driver/Compiler.h"

namespace aicc::bench {
/// The text of a module with one function, `main`. Contestants read its arguments by position:
///
/// | graph         | arguments                                                             |
/// |---------------|-----------------------------------------------------------------------|
/// | gemm f32/bf16 | x [M, K], w                                                           |
/// | gemm i8       | x [M, K], w, scales of rows [M] f32, scales of columns [N] f32        |
/// | gemm w4       | x [M, K] bf16, q [N, K/32, 32] i4, scales [N, K/32] f16               |
/// | bias_gelu, …  | x [M, K], w, b [N]                                                    |
/// | attention     | see AttentionModule.h                                                 |
/// | swiglu        | x [M, K], wg [N, K], wu [N, K], wd [K, N], residual [M, K]            |
///
/// w is [N, K] or [K, N] by the row's layout. Weights are marked `aicc.weight` where the row is prepacked. Not for
/// rows of the graphs Module and Other.
std::string moduleText(const Row &row);

/// Reads the module of `row`, or the file that it is, into `compilation`, whose context is `context`. An error for rows of the
/// graph Other: nobody can build them yet.
llvm::Error readRow(driver::Compilation &compilation, mlir::MLIRContext &context, const Row &row);
/// What that error says.
inline constexpr llvm::StringLiteral kNotBuilt = "this graph is not built by the benchmark yet";
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_ROWMODULE_H
