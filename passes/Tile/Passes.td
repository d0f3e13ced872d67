// Passes on kernels, in the order in which they run. Each obeys one part of the schedule.
#ifndef AICC_PASSES_TILE_PASSES
#define AICC_PASSES_TILE_PASSES

include "mlir/Pass/PassBase.td"

class TilePass<string flag, string op = "::mlir::func::FuncOp"> : Pass<flag, op> {
  let dependentDialects = ["::aicc::kernel::KernelDialect", "::mlir::arith::ArithDialect",
                           "::mlir::func::FuncDialect", "::mlir::affine::AffineDialect", "::mlir::scf::SCFDialect",
                           "::mlir::memref::MemRefDialect", "::mlir::vector::VectorDialect",
                           "::mlir::math::MathDialect", "::mlir::LLVM::LLVMDialect"];
}

def LowerKernels : TilePass<"lower-kernels", "::mlir::ModuleOp"> {
  let summary = "Turn kernels into functions on buffers";
  let description = [{
    Input: `kernel.kernel` with a checked schedule. Output: a function on buffers of the same name, which holds one
    `kernel.tile` over the whole iteration space for each computation, in order. Operands that the schedule wants
    prepacked are taken in their packed layout. A view that all calls pass alike (a slice of a larger buffer, with
    neighbours along the last dimension) is taken as it is; other views are copied by [plan-scratch](#-plan-scratch).

    ```mlir
    kernel.kernel @gemm dims [m = 4, n = 8, k = 2] (%x: tensor<4x2xf32>, …) -> tensor<4x8xf32> { … }
    // becomes
    func.func private @gemm(%x: memref<4x2xf32>, %w: memref<…>, %y: memref<4x8xf32>) {
      kernel.tile "mm" contract over ["m", "n", "k"] at (%c0, %c0, %c0) size (%c4, %c8, %c2) …
    ```
  }];
}

def TileBands : TilePass<"tile-bands"> {
  let summary = "Build the loops of the schedule's bands and attach the computations";
  let description = [{
    Input: a lowered kernel with tiles over the whole space. Output: the loop nest of the schedule: one
    `kernel.parallel` a parallel band, loops a memory band, loops over register tiles, with every computation where it is
    attached; `kernel.stage` marks where operands are staged. Reductions that a band cuts keep their partial results
    where the schedule stages them; what consumes them runs with the last part.

    Maps beside a reduction along the lanes share its loop, and behind a contraction whose result they read it goes over each
    register tile; until the last one each lane keeps a result of its own. A map that no stage keeps is computed anew in each such loop. What a mask leaves of a dimension is walked over
    in parts: where every row sees every point, nothing is compared.

    ```mlir
    kernel.tile "mm" contract over ["m", "n", "k"] at (%c0, %c0, %c0) size (%c512, %c3072, %c768) …
    // becomes
    kernel.parallel "threads" (%t) count 2 {
      scf.for %j = … step 64 {
        scf.for %i = … step 6 {
          kernel.tile "mm" contract over ["m", "n", "k"] at (%i, %j, %c0) size (%rows, %columns, %c768) …
    ```
  }];
}

def StageOperands : TilePass<"stage-operands"> {
  let summary = "Copy staged operands into their layouts and read them there";
  let description = [{
    Input: `kernel.stage` marks. Output: for each a `kernel.scratch`, a `kernel.pack` that fills it, and tiles that
    read it. Afterwards no mark is left, and every copy in the kernel is one that the schedule asked for.

    ```mlir
    kernel.stage %w[%j, %c0] size (%nc, %c768) max [1024, 768] … at "L2" with #schedule.stage<…>
    // becomes
    %0 = kernel.scratch "arg1" at "L2" : memref<16x768x64xf32>
    kernel.pack %w[%j, %c0] size (%nc, %c768) … into %0
    ```
  }];
  let statistics = [Statistic<"numStages", "stages", "Number of staged operands">];
}

def PeelEdges : TilePass<"peel-edges"> {
  let summary = "Give every register tile a size known at compile time";
  let description = [{
    Input: register loops whose last step may be short. Output: loops of full tiles, followed by one conditional tile
    of the size that is left, so that hot loops hold neither masks nor minima.

    ```mlir
    scf.for %i = %c0 to %m step %c6 { %rows = arith.minsi … ; kernel.tile … size (%rows, …) } {aicc.extent = 512}
    // becomes
    scf.for %i = %c0 to %main step %c6 { kernel.tile … size (%c6, …) }
    scf.if %isShort { kernel.tile … size (%c2, …) }
    ```
  }];
  let statistics = [Statistic<"numPeeled", "peeled", "Number of loops with an edge">];
}

def VectoriseTiles : TilePass<"vectorise-tiles"> {
  let summary = "Emit register tiles as native-width vectors";
  let description = [{
    Input: tiles of constant size in all dimensions that are not reduced. Output: 1-D vectors of the device's register
    width, accumulators carried by the loop over the reduced dimensions. Contractions side by side on one box that have an
    input in common share that loop. Results kept in registers pass from tile to tile as values and their scratch
    disappears.

    ```mlir
    kernel.tile "mm" contract … size (%c6, %c64, %kc) … outs(%acc : memref<6x64xf32>)
    // becomes
    %r:24 = scf.for %p = … iter_args(…) -> (vector<16xf32>, …) { … vector.fma … }
    ```
  }];
}

def LowerPacks : TilePass<"lower-packs"> {
  let summary = "Emit packing copies by vectors";
  let description = [{
    Input: `kernel.pack`. Output, where the layout is one of panels and the function's device has vector registers: loops
    over panels that transpose square blocks of 32-bit words in registers, or copy and interleave rows. So are codes of
    four bits for split layouts, as words of eight, and rows that are turned so that the depth lies innermost. Other layouts
    become loops over blocks and elements. Blocks that the box does not fill are padded with zeros. Shifted layouts get
    their block of sums.

    ```mlir
    kernel.pack %w[%j, %c0] size (%nc, %kc) … layout <outer = ["n", "k"], block = <n = 64>> into %panel
    // becomes
    scf.for %block = … { scf.for %part = … { scf.for %k = … { 16 x vector.load, shuffles, 16 x vector.store } } }
    ```
  }];
}

def VerifyLowered : TilePass<"verify-lowered"> {
  let summary = "Fail where the lowering of a kernel did what its schedule does not ask for";
  let description = [{
    Input: a kernel whose tiles and packings are loops and vectors, with its schedule; scratch is not placed yet. Output:
    the same kernel. Fails, at the operation, where a tile, mark or packing is left; where a loop holds an allocation, a
    copy, or scratch that no band stages; where an innermost loop holds a mask, unless it belongs to an edge tile
    (`aicc.edge`); and where a vector has more than one dimension or more bits than a register of the device.

    ```mlir
    scf.for %i = … {
      memref.copy %x, %y : memref<8xf32> to memref<8xf32>
    }
    // error: 'memref.copy' op copies in the loops of a kernel, which no schedule asks for; stage the operand instead
    ```
  }];
  let statistics = [Statistic<"numVerified", "verified", "Number of kernels verified">];
}

def PlanScratch : TilePass<"plan-scratch", "::mlir::ModuleOp"> {
  let summary = "Place scratch buffers in one block of memory that the caller passes";
  let description = [{
    Input: `kernel.scratch` outside registers. Output: views into one more argument of the kernel's function, private
    ones once a run of the `kernel.parallel` around them; calls allocate it. Sizes by level stay on the function in
    `aicc.scratch_bytes`.

    ```mlir
    %0 = kernel.scratch "arg1" at "L2" : memref<16x768x64xf32>
    // becomes
    %0 = memref.view %scratch[%offset][] : memref<6291456xi8> to memref<16x768x64xf32>
    ```
  }];
}

def ThreadKernels : TilePass<"thread-kernels", "::mlir::ModuleOp"> {
  let summary = "Run parallel bands through the context's parallel_for";
  let description = [{
    Input: `kernel.parallel` in functions whose first argument is the context. Output: the body as a function
    `(environment, index)`, and a call of `aicc_rt_parallel_for` with it.

    ```mlir
    kernel.parallel "threads" (%t) count 2 { … }
    // becomes
    llvm.call @aicc_rt_parallel_for(%context, %count, %body, %environment)
    ```
  }];
}

#endif // AICC_PASSES_TILE_PASSES
