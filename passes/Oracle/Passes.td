// Passes that turn a graph into the reference that artifacts are judged by, in the order in which they run.
#ifndef AICC_PASSES_ORACLE_PASSES
#define AICC_PASSES_ORACLE_PASSES

include "mlir/Pass/PassBase.td"

def ExpandKernelCalls : Pass<"expand-kernel-calls", "::mlir::ModuleOp"> {
  let summary = "Put what kernels compute where they are called";
  let description = [{
    Input: `kernel.call` of kernels, with or without schedules. Output: a `linalg.generic` for each computation of the
    kernel, on the call's inputs; the kernels are gone. What schedules say about order, tiles and rounding is not in it.

    ```mlir
    %y = kernel.call @k ins(%x, %w : …) outs(%e : …) -> tensor<8x32xf32>
    // becomes
    %y = linalg.generic … ins(%x, %w : …) outs(%zero : tensor<8x32xf32>) { mulf, addf : f32 } -> tensor<8x32xf32>
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect",
                           "::mlir::arith::ArithDialect"];
  let statistics = [Statistic<"numExpanded", "expanded", "Number of calls that were replaced">];
}

def WidenToOracle : Pass<"widen-to-oracle", "::mlir::func::FuncOp"> {
  let summary = "Compute in f64 and round once, at the tensor type";
  let description = [{
    Input: `linalg.generic` on tensors. Output: every body does its float arithmetic in f64 and rounds what it yields to
    the element type of the tensor, once. A reduction into a float tensor becomes a reduction into an f64 tensor, whose
    start is the extended one, and a generic that rounds it. A conversion that the body spells out (`arith.truncf`)
    stays a rounding; fast-math flags go. Integers stay as they are. A body with nested regions is left alone.

    Numbers are rounded to f16 and bf16 by way of an f32 that is rounded to odd, which rounds like a single step and
    vectorises on processors that have no such conversion.

    ```mlir
    %0 = linalg.generic … ins(%x, %w : tensor<8x16xf32>, …) outs(%zero : tensor<8x32xf32>) { mulf, addf : f32 }
    // becomes
    %0 = linalg.generic … ins(%x, %w : tensor<8x16xf32>, …) outs(%zero : tensor<8x32xf64>) { extf, extf, mulf, addf }
    %1 = linalg.generic … ins(%0 : tensor<8x32xf64>) outs(%e : tensor<8x32xf32>) { truncf }
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect",
                           "::mlir::arith::ArithDialect"];
  let statistics = [Statistic<"numWidened", "widened", "Number of bodies computed in f64">];
}

def ArrangeOracleLoops : Pass<"arrange-oracle-loops", "::mlir::func::FuncOp"> {
  let summary = "Order dimensions so that plain innermost loops are parallel and contiguous";
  let description = [{
    Input: `linalg.generic` on tensors. Output: the same generics with their dimensions in another order: the parallel
    ones as the result has them, then the reduced ones, and last the result's innermost dimension, if every input is
    contiguous or constant along it. An input of a contraction that is neither is transposed first. LLVM vectorises
    such loops without reordering a sum.

    ```mlir
    %0 = linalg.generic {indexing_maps = [(m, n, k) -> (m, k), (m, n, k) -> (n, k), …], …} ins(%x, %w) …
    // becomes
    %t = linalg.transpose ins(%w : tensor<32x16xf32>) outs(%e : tensor<16x32xf32>) permutation = [1, 0]
    %0 = linalg.generic {indexing_maps = [(m, k, n) -> (m, k), (m, k, n) -> (k, n), …], …} ins(%x, %t) …
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"];
  let statistics = [Statistic<"numTransposed", "transposed", "Number of operands that were transposed">];
}

def TileOracleLoops : Pass<"tile-oracle-loops", "::mlir::func::FuncOp"> {
  let summary = "Cut contractions and transpositions on buffers into pieces that caches hold";
  let description = [{
    Input: linalg on buffers. Output: the same operations on pieces: a contraction walks over 64 elements of the
    innermost dimension at a time, a transposition over squares of 32 x 32.

    ```mlir
    linalg.transpose ins(%w : memref<64x128xf32>) outs(%t : memref<128x64xf32>) permutation = [1, 0]
    // becomes
    scf.for … { scf.for … { linalg.transpose ins(%w_piece) outs(%t_piece) permutation = [1, 0] } }
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
                           "::mlir::affine::AffineDialect"];
}

#endif // AICC_PASSES_ORACLE_PASSES
