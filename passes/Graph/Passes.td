// Passes on graphs, in the order in which they run.
#ifndef AICC_PASSES_GRAPH_PASSES
#define AICC_PASSES_GRAPH_PASSES

include "mlir/Pass/PassBase.td"

def LowerTosa : Pass<"lower-tosa", "::mlir::ModuleOp"> {
  let summary = "Lower TOSA to linalg, tensor and arith";
  let description = [{
    Input: any module. Output: a module in which upstream's passes have lowered every TOSA operation that they know, in
    upstream's order (decompositions, shape inference, equal ranks, named operations, the rest). A module without TOSA
    is left as it is, byte for byte.

    ```mlir
    %1 = tosa.add %0, %bias : (tensor<1x8x32xf32>, tensor<1x1x32xf32>) -> tensor<1x8x32xf32>
    // becomes
    %1 = linalg.generic {indexing_maps = [(i, j, k) -> (i, j, k), (i, j, k) -> (i, 0, k), …]} ins(%0, %bias) … { addf }
    ```
  }];
  let statistics = [Statistic<"numTosa", "tosa-ops", "Number of TOSA operations found">];
}

def LowerAttention : Pass<"lower-attention", "::mlir::func::FuncOp"> {
  let summary = "Write attention as the contractions, maps and reductions that it means";
  let description = [{
    Input: any function. Output: each `graph.attention` is written out: scores, masks, the maximum of each row, exponentials,
    their sums, the weighted sum of values, and one division at the end. The heads that share a head of keys are a
    dimension of both contractions. This is the naive lowering: the oracle evaluates it, and it is compiled where no
    fused kernel takes the operation. Its scores are in memory, one for each pair of query and key. Pages are copied before,
    one by one, as far as the lengths reach.

    ```mlir
    %o = graph.attention %q, %k, %v {scale = 1.250000e-01 : f64} : tensor<1x8x64x16xf32>, … -> tensor<1x8x64x16xf32>
    // becomes
    %s = linalg.generic … ins(%q5, %k) outs(%zero : tensor<1x2x4x64x64xf32>) { mulf, addf }
    %t = linalg.generic … ins(%s) { mulf }
    %m = linalg.generic … ins(%t) outs(%lowest : tensor<1x2x4x64xf32>) { maxnumf }
    %p = linalg.generic … ins(%t, %m) { subf, exp2 }
    %l = linalg.generic … ins(%p) outs(%zero) { addf }
    %w = linalg.generic … ins(%p, %v) outs(%zero : tensor<1x2x4x64x16xf32>) { mulf, addf }
    %o = linalg.generic … ins(%w, %l) { divf }
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect",
                           "::mlir::arith::ArithDialect", "::mlir::math::MathDialect", "::mlir::scf::SCFDialect"];
  let statistics = [Statistic<"numLowered", "lowered", "Number of attentions written out">];
}

def SimplifyPowers : Pass<"simplify-powers", "::mlir::func::FuncOp"> {
  let summary = "Write the powers 2, 3 and 4 as products";
  let description = [{
    Input: any function. Output: no `math.powf` or `math.fpowi` has the constant exponent 2, 3 or 4; the tanh form of gelu
    is an epilogue without calls of the C library then.

    ```mlir
    %0 = math.powf %x, %three : tensor<8xf32>
    // becomes
    %1 = arith.mulf %x, %x : tensor<8xf32>
    %0 = arith.mulf %1, %x : tensor<8xf32>
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
  let statistics = [Statistic<"numPowers", "powers", "Number of powers written as products">];
}

def GeneraliseNamedOps : Pass<"generalise-named-ops", "::mlir::func::FuncOp"> {
  let summary = "Write every structured operation on tensors as linalg.generic";
  let description = [{
    Input: linalg, tensor and arith on tensors. Output: no structured linalg operation is left but `linalg.generic` and
    `linalg.fill`. Element-wise arith and math operations on tensors are written as generics too; `linalg.softmax` is
    decomposed (in f32, rounded once at its end); `tensor.pad`, `linalg.pack` and `linalg.unpack` become fills, slices,
    reshapes and transpositions. Winograd transforms, and operations on buffers, stay.

    ```mlir
    %0 = linalg.matmul ins(%x, %w) outs(%zero) -> tensor<512x3072xf32>
    // becomes
    %0 = linalg.generic {indexing_maps = [(m, n, k) -> (m, k), (m, n, k) -> (k, n), (m, n, k) -> (m, n)], …}
        ins(%x, %w) outs(%zero) { mulf, addf } -> tensor<512x3072xf32>
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect",
                           "::mlir::arith::ArithDialect", "::mlir::math::MathDialect",
                           "::mlir::affine::AffineDialect"];
  let statistics = [Statistic<"numGeneralised", "generalised", "Number of named operations written as generics">];
}

def RaiseAttention : Pass<"raise-attention", "::mlir::func::FuncOp"> {
  let summary = "Write attention that a graph spells out as graph.attention";
  let description = [{
    Input: `linalg.generic`, tensor, arith and math on tensors with static shapes. Output: a product of a softmax with values is a
    `graph.attention`, where the scores are a product of queries and keys with nothing but constant factors, one cap
    (`c * tanh(s / c)`) and masks behind it. Transpositions, reshapes, copies of keys for the heads of a group, extensions
    from narrow floats and constant factors in front of the products are left out. Comparisons of counted indices and constant tables
    that leave a band of keys are `causal`, `offset` and `window`; all other masks are `mask`. Nothing is raised whose
    scores or weights are read by others, too. A remark names what looks like attention and is none, and the part that
    does not match. docs/Dialects/Graph.md says which exporters write what, and where raising may change a number.
    `--raise-attention=off` leaves the pass out of the pipeline.

    ```mlir
    %s = linalg.generic … ins(%q, %k) outs(%zero : tensor<8x64x64xf32>) { mulf, addf }
    %t = linalg.generic … ins(%s) { mulf %in, %scale }
    %m = linalg.generic … ins(%t) outs(%lowest : tensor<8x64xf32>) { maximumf }
    %e = linalg.generic … ins(%t, %m) { subf, exp }
    %l = linalg.generic … ins(%e) outs(%zero) { addf }
    %p = linalg.generic … ins(%e, %l) { divf }
    %o = linalg.generic … ins(%p, %v) outs(%zero : tensor<8x64x16xf32>) { mulf, addf }
    // becomes
    %o4 = graph.attention %q4, %k4, %v4 {scale = 1.250000e-01 : f64} : tensor<1x8x64x16xf32>, … -> tensor<1x8x64x16xf32>
    %o = tensor.collapse_shape %o4 … into tensor<8x64x16xf32>
    ```
  }];
  let dependentDialects = ["::aicc::graph::GraphDialect", "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect",
                           "::mlir::arith::ArithDialect"];
  let statistics = [Statistic<"numRaised", "raised", "Number of attentions raised">,
                    Statistic<"numMissed", "missed", "Number of products of a softmax that are not raised">];
}

def WidenSmallFloats : Pass<"widen-small-floats", "::mlir::func::FuncOp"> {
  let summary = "Compute on f16 and bf16 in f32 and round once, at the tensor type";
  let description = [{
    Input: `linalg.generic` on tensors. Output: no body does arithmetic on floats narrower than f32. What a body reads
    is extended, what it yields is rounded once. A reduction into a narrow tensor becomes a reduction into an f32 tensor
    and a generic that rounds it: partial sums are never rounded, also where the body did so at each step. Any other
    rounding that the body spells out (`arith.truncf`) stays. A body that does no arithmetic stays.

    ```mlir
    %0 = linalg.generic … ins(%x, %w : tensor<8x16xbf16>, …) outs(%zero : tensor<8x32xbf16>) { mulf, addf : bf16 }
    // becomes
    %0 = linalg.generic … ins(%x, %w : tensor<8x16xbf16>, …) outs(%zero : tensor<8x32xf32>) { extf, extf, mulf, addf }
    %1 = linalg.generic … ins(%0 : tensor<8x32xf32>) outs(%e : tensor<8x32xbf16>) { truncf }
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect",
                           "::mlir::arith::ArithDialect"];
  let statistics = [Statistic<"numWidened", "widened", "Number of bodies computed in f32">];
}

def RaiseLookups : Pass<"raise-lookups", "::mlir::func::FuncOp"> {
  let summary = "Write reads of a constant table of sixteen as kernel.lookup";
  let description = [{
    Input: `linalg.generic` on tensors. Output: where a body reads a constant tensor of 16 numbers at an index that is
    cast from an integer, it looks up by four bits, which kernels can hold. NF4 and MXFP4 weights are expanded so. Tables
    that are arguments, or of another size, stay.

    ```mlir
    %i = arith.index_castui %code : i4 to index
    %0 = tensor.extract %table[%i] : tensor<16xf32>
    // becomes
    %0 = kernel.lookup %code in dense<[…]> : tensor<16xf32> : i4 -> f32
    ```
  }];
  let dependentDialects = ["::aicc::kernel::KernelDialect", "::mlir::arith::ArithDialect"];
  let statistics = [Statistic<"numLookups", "lookups", "Number of reads that have become lookups">];
}

def RaiseNibbles : Pass<"raise-nibbles", "::mlir::func::FuncOp"> {
  let summary = "Write bytes that are taken apart into halves as kernel.nibbles";
  let description = [{
    Input: `linalg.generic` on tensors, constants folded into bodies. Output: a generic that reads `(byte >> s) & 15` with
    `s` from a constant [0, 4] reads i4 in its place, and so does a stack, in a last dimension of size 2, of `byte & 15` and
    `byte >> 4`. Other orders of halves stay as they are: they are right, and read bytes.

    ```mlir
    %low = linalg.generic … ins(%q : tensor<8x64xi8>) { andi %a, %c15 }
    %high = linalg.generic … ins(%q : tensor<8x64xi8>) { shrui %a, %c4 }
    %0 = tensor.concat dim(2) %low3, %high3 : … -> tensor<8x64x2xi8>
    // becomes
    %1 = kernel.nibbles %q : tensor<8x64xi8> -> tensor<8x64x2xi4>
    %0 = linalg.generic … ins(%1) outs(%e : tensor<8x64x2xi8>) { extui %a }
    ```
  }];
  let dependentDialects = ["::aicc::kernel::KernelDialect", "::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"];
  let statistics = [Statistic<"numNibbles", "nibbles", "Number of expressions that read i4">];
}

def FoldDataMovement : Pass<"fold-data-movement", "::mlir::func::FuncOp"> {
  let summary = "Fold transpositions, broadcasts, constants, unit dimensions and reshapes into accesses";
  let description = [{
    Input: `linalg.generic` on tensors. Output, at the fixpoint of all of these: a generic reads through transpositions
    and broadcasts by its indexing maps; a filled tensor or splat constant that it reads is a scalar in its body (but
    an operand of a contraction stays), a constant that its body rounds is one of the narrower type; no generic iterates over a
    dimension of one element; an element-wise generic
    that reads an expanded shape iterates over the collapsed one, so that it consumes the operation behind the reshape (unless
    that would cut it off from a reduction that it consumes as it is); an
    expansion whose result is collapsed iterates over the collapsed shape, so that what has one element a group is read at
    `k floordiv size`; neighbouring reduced loops of a contraction are one.
    Nothing is computed twice, and what a reduction starts from is kept.

    ```mlir
    %t = linalg.generic {indexing_maps = [(i, j) -> (j, i), (i, j) -> (i, j)], …} ins(%w) outs(%e) { yield %in }
    %0 = linalg.generic {indexing_maps = [(m, n, k) -> (m, k), (m, n, k) -> (k, n), …], …} ins(%x, %t) outs(%zero) {…}
    // becomes
    %0 = linalg.generic {indexing_maps = [(m, n, k) -> (m, k), (m, n, k) -> (n, k), …], …} ins(%x, %w) outs(%zero) {…}
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect",
                           "::mlir::arith::ArithDialect", "::mlir::affine::AffineDialect"];
  let statistics = [Statistic<"numMovements", "movements", "Number of reads that go through a transposition or broadcast">,
                    Statistic<"numScalars", "scalars", "Number of tensors read that have become scalars">];
}

def FuseElementwise : Pass<"fuse-elementwise", "::mlir::func::FuncOp"> {
  let summary = "Fuse element-wise generics into the only reader of their result";
  let description = [{
    Input: `linalg.generic` on tensors. Output: an element-wise generic whose result has one reader, which walks over
    the same points, is part of that reader: of an element-wise generic, or of a reduction that is no contraction.
    Operands of contractions are never touched, nothing is computed twice, and a producer that only spreads smaller
    tensors is not fused into a reduction. Where the reader reads an expansion of the result, the producer computes the
    expanded shape.

    ```mlir
    %1 = linalg.generic … ins(%0, %bias) outs(%e) { addf }
    %2 = linalg.generic … ins(%1) outs(%e) { tanh }
    // becomes
    %2 = linalg.generic … ins(%0, %bias) outs(%e) { addf, tanh }
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect",
                           "::mlir::arith::ArithDialect", "::mlir::affine::AffineDialect"];
  let statistics = [Statistic<"numFused", "fused", "Number of producers fused">];
}

def CloseBodies : Pass<"close-bodies", "::mlir::func::FuncOp"> {
  let summary = "Make bodies read nothing but their arguments";
  let description = [{
    Input: `linalg.generic` on tensors. Output: bodies read only their arguments and what they compute. A constant from
    outside is copied in; any other number becomes an operand of rank 0. Runs last of the normalising passes, since
    canonicalisation moves constants out of bodies again.

    ```mlir
    %half = arith.constant 5.0e-01 : f32
    %0 = linalg.generic … ins(%x) outs(%e) { ^bb0(%a, %out): mulf %a, %half }
    // becomes
    %0 = linalg.generic … ins(%x) outs(%e) { ^bb0(%a, %out): %half = arith.constant 5.0e-01; mulf %a, %half }
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect",
                           "::mlir::arith::ArithDialect"];
  let statistics = [Statistic<"numOperands", "operands", "Number of numbers that have become operands">];
}

def ChooseRegions : Pass<"choose-regions", "::mlir::func::FuncOp"> {
  let summary = "Decide which operations become one kernel";
  let description = [{
    Input: `linalg.generic` on tensors with static shapes. Output: the same operations, each recognised one with the
    number of its region in `aicc.region`. What may become one kernel is a matter of structure: a contraction with the
    element-wise operations that consume it (epilogue), with contractions that share an operand and the consumer
    (siblings), with expansions that feed it (prologue), or with another contraction and the reductions between
    (chain: attention). What does is a matter of cost: where the compiler knows the device, each of these steps compares
    the predicted time of the one kernel with that of its parts apart, and leaves them apart where that is shorter by a tenth:
    of less, predictions say nothing. The operation that was asked about
    has the answer in `aicc.choices`: the role, what was chosen, and, as whole nanoseconds, both times with their arithmetic, the
    busiest memory level and the starting of kernels (`[all, compute, memory, call]`). Where there is no device, as in
    `aicc-opt`, or no prediction for the kernel, all that may be fused is. An operation that is
    not recognised stays as it is, with a remark that names it and the reason.

    ```mlir
    %0 = linalg.generic {…} ins(%x, %w) outs(%zero) { … mulf, addf … }
    %1 = linalg.generic {…} ins(%0, %bias) outs(%e) { … addf … }
    // becomes
    %0 = linalg.generic {…} ins(%x, %w) outs(%zero) attrs = {aicc.region = 0 : i64} { … }
    %1 = linalg.generic {…} ins(%0, %bias) outs(%e) attrs = {aicc.region = 0 : i64} { … }
    // and, where a device is known, on %1
    aicc.choices = [{apart_ns = array<i64: 37200, 29400, 33700, 4000>, chosen = "fused",
                     fused_ns = array<i64: 31100, 29100, 18200, 2000>, role = "epilogue"}, …]
    ```
  }];
  let statistics = [Statistic<"numRegions", "regions", "Number of regions chosen">,
                    Statistic<"numApart", "apart", "Number of operations left apart because that is predicted to be faster">,
                    Statistic<"numGeneral", "general", "Number of operations left to the general path">];
}

def FormKernels : Pass<"form-kernels", "::mlir::ModuleOp"> {
  let summary = "Outline each region into a kernel and call it";
  let description = [{
    Input: `linalg.generic` operations with `aicc.region`. Output: one private `kernel.kernel` for each distinct
    kernel (equal identity, see `aicc-kernel/1`), and a `kernel.call` in place of each region's last operation. What was
    chosen about its operations is in the kernel's `aicc.choices`; of equal kernels the first one's.

    ```mlir
    %1 = linalg.generic {…} ins(%0, %bias) outs(%e) attrs = {aicc.region = 0 : i64} { … }
    // becomes
    %1 = kernel.call @main_k0 ins(%x, %w, %bias : …) outs(%e : …) -> tensor<512x3072xf32>
    ```
  }];
  let dependentDialects = ["::aicc::kernel::KernelDialect", "::mlir::tensor::TensorDialect"];
  let statistics = [Statistic<"numKernels", "kernels", "Number of distinct kernels">];
}

def PrintKernelIdentity : Pass<"print-kernel-identity", "::mlir::ModuleOp"> {
  let summary = "Report the identity of each kernel as a remark";
  let description = [{
    Input: any module. Output: the same module; each kernel gets a remark with the SHA-256 of its print in the grammar
    `aicc-kernel/1`, and with `text` a note with the print itself. Two kernels with one digest are one problem for the
    tuner, however the graph wrote them. Fails where a body holds an operation that is not in the grammar.

    ```mlir
    kernel.kernel @gemm dims [m = 4, n = 8, k = 2] (%x: tensor<4x2xf32>, …) -> tensor<4x8xf32> { … }
    // remark: kernel gemm has identity 20b2…
    // note: aicc-kernel/1
    // dim d0 4
    // …
    ```
  }];
  let options = [Option<"text", "text", "bool", "false", "Print the canonical text too">];
}

#endif // AICC_PASSES_GRAPH_PASSES
