// Passes that lower modules: buffers, weights, arena, LLVM, entries; in the order in which they run.
#ifndef AICC_PASSES_LOWER_PASSES
#define AICC_PASSES_LOWER_PASSES

include "mlir/Pass/PassBase.td"

def BufferiseGraph : Pass<"bufferise-graph", "::mlir::ModuleOp"> {
  let summary = "Give every tensor a buffer; results become arguments";
  let description = [{
    Input: functions on tensors with calls of kernels. Output: public functions whose arguments are the inputs' buffers
    followed by the results' buffers, where what a result is a reshape of lies, too. An argument marked `aicc.inout = N` is
    written in place and stands for result N, which has no buffer of its own; other arguments are never written.

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> { … }
    // becomes
    func.func @main(%x: memref<4xf32>, %r: memref<4xf32>) { … }
    ```
  }];
  let dependentDialects = ["::mlir::bufferization::BufferizationDialect", "::mlir::memref::MemRefDialect"];
}

def PlaceWeights : Pass<"place-weights", "::mlir::ModuleOp"> {
  let summary = "Pack weights once a module";
  let description = [{
    Input: calls of kernels whose schedule expects a weight prepacked, on buffers. Output: the calls read the packed
    weight from one buffer a function: `prepared` for arguments marked `aicc.weight`, filled by a generated function
    `<name>_prepare`, and `constants` for constants, which the artifact's weights file holds once for all functions. Large
    constants move there too, packed or not. Readings of one weight in one layout share a packed copy. Of an argument that holds
    several matrices in its first dimension (experts) each is packed, and a call that reads the one with a number known at run
    time reads its packed copy. `aicc.prepared_id` is a digest of which weight lies where in `prepared` and in which layout.

    ```mlir
    func.func @main(%x: memref<…>, %w: memref<3072x768xf32> {aicc.weight}, %y: memref<…>)
    // becomes
    func.func @main(%prepared: memref<9437184xi8>, %x: memref<…>, %y: memref<…>)
    func.func @main_prepare(%w: memref<3072x768xf32>, %prepared: memref<9437184xi8>)
    ```
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect", "::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
  let options = [Option<"inlineBytes", "inline-bytes", "int64_t", "4096",
                        "Constants of at most this many bytes stay in the code">];
}

def PackNibbles : Pass<"pack-nibbles", "::mlir::ModuleOp"> {
  let summary = "Keep i4 elements two in a byte";
  let description = [{
    Input: functions on buffers, lowered to loops. Output: no buffer holds i4. A dense buffer of N elements of i4 becomes
    one of ceil(N / 2) bytes; element i lies in byte i / 2, in its low half where i is even. Loads shift; stores change
    half a byte atomically, since the other half may be another thread's. A `vector.load` of i4 must start on a byte.
    Arguments keep their type in `aicc.type`.

    ```mlir
    %0 = memref.load %q[%i, %j] : memref<8x64xi4>
    // becomes
    %1 = memref.load %q[%byte] : memref<256xi8>
    %2 = arith.shrui %1, %shift : i8
    %0 = arith.trunci %2 : i8 to i4
    ```
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect", "::mlir::arith::ArithDialect",
                           "::mlir::affine::AffineDialect", "::mlir::vector::VectorDialect"];
  let statistics = [Statistic<"numBuffers", "buffers", "Number of buffers packed">];
}

def PlanArena : Pass<"plan-arena", "::mlir::func::FuncOp"> {
  let summary = "Place intermediate buffers in one arena by liveness";
  let description = [{
    Input: a public function with `memref.alloc` of static size. Output: views into one more argument; buffers that are
    not live together share memory. The peak is at least the largest sum of sizes live at once, which is kept in
    `aicc.live_bytes` beside `aicc.arena_bytes`.

    ```mlir
    %0 = memref.alloc() : memref<512x3072xf32>
    // becomes
    %0 = memref.view %arena[%c0][] : memref<8388608xi8> to memref<512x3072xf32>
    ```
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect", "::mlir::arith::ArithDialect"];
}

def ExpandLookups : InterfacePass<"expand-lookups", "::mlir::FunctionOpInterface"> {
  let summary = "Expand tables of sixteen constants into permutations or selections";
  let description = [{
    Input: `kernel.lookup` on scalars and vectors. Output: for sixteen words, or 32 half words, at once on a device with AVX-512
    one permutation of the table; else for words that count up with their signed or unsigned codes arithmetic; for eight words
    on a device with AVX2 a permutation of each half of the table and a blend; else four tests of bits and fifteen
    `arith.select`.

    ```mlir
    %1 = kernel.lookup %0 in dense<[0.0, 0.5, …]> : tensor<16xf32> : vector<16xi4> -> vector<16xf32>
    // becomes, where no register is permuted
    %1 = arith.select %bit3, %high, %low : vector<16xi1>, vector<16xf32>
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect", "::mlir::vector::VectorDialect"];
  let statistics = [Statistic<"numLookups", "lookups", "Number of lookups expanded">];
}

def ApproximateMath : InterfacePass<"approximate-math", "::mlir::FunctionOpInterface"> {
  let summary = "Expand transcendental functions on vectors into polynomials";
  let description = [{
    Input: `math` operations. Output: arithmetic that LLVM vectorises; scalar operations without an expansion are left to
    the C library. exp, exp2, tanh and erf of f32 become 17, 16, 13 and 15 operations with the error that docs/Numerics.md
    promises; with `avx512` exp and exp2 of 16 floats become 13 and 8, the call of an intrinsic among them.

    ```mlir
    %1 = math.erf %0 : vector<16xf32>
    // becomes
    %1 = math.fma … : vector<16xf32>
    ```
  }];
  let options = [Option<"avx512", "avx512", "bool", "false",
                        "Whether the processor has AVX-512 with registers of 512 bits">];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect", "::mlir::math::MathDialect",
                           "::mlir::vector::VectorDialect"];
}

def LowerDots : Pass<"lower-dots", "::mlir::func::FuncOp"> {
  let summary = "Replace kernel.dot by the intrinsics of the device's instructions";
  let description = [{
    Input: `kernel.dot` on vectors of a register's width. Output: calls of LLVM intrinsics. Fails where no intrinsic is
    known for an instruction on vectors of this width: a device file that names an instruction says that it exists, this
    pass knows how LLVM spells it.

    ```mlir
    %1 = kernel.dot "vdpbf16ps" %0, %a, %b : vector<16xf32>, vector<32xbf16>
    // becomes
    %1 = llvm.call_intrinsic "llvm.x86.avx512bf16.dpbf16ps.512"(%0, %a, %b) : (vector<16xf32>, …) -> vector<16xf32>
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def ExpandBrainFloats : Pass<"expand-brain-floats", "::mlir::func::FuncOp"> {
  let summary = "Convert to and from bf16 by integer arithmetic";
  let description = [{
    Input: `arith.truncf` of f32 to bf16 and `arith.extf` of bf16 to f32. Output: shifts, additions and selections with
    the same results; NaN stays NaN and is made quiet. For processors without conversions of bf16: LLVM would call a
    function of the compiler's library for each lane, which not every system has.

    ```mlir
    %1 = arith.truncf %0 : vector<8xf32> to vector<8xbf16>
    // becomes, shortened: rounds to nearest even by adding half of the unit that is cut off
    %bits = arith.bitcast %0 : vector<8xf32> to vector<8xi32>
    %rounded = arith.addi %bits, %half : vector<8xi32>
    %quieted = arith.ori %rounded, %quiet : vector<8xi32>
    %upper = arith.shrui %quieted, %c16 : vector<8xi32>
    %short = arith.trunci %upper : vector<8xi32> to vector<8xi16>
    %1 = arith.bitcast %short : vector<8xi16> to vector<8xbf16>
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def BrainFloatsToWords : Pass<"brain-floats-to-words", "::mlir::ModuleOp"> {
  let summary = "Move bf16 as integers of 16 bits";
  let description = [{
    Input: functions of the LLVM dialect. Output: the same with `i16` in place of `bf16` in loads, stores, constants,
    selections, shuffles and blocks' arguments. A module that computes with bf16, or passes it to functions or intrinsics, is
    left as it is. For processors without conversions of bf16: LLVM keeps single numbers of bf16 in registers as f32 and
    stores them by `__truncsfbf2`, which the compiler's library has from GCC 13 on only.

    ```mlir
    %0 = llvm.load %p : !llvm.ptr -> bf16
    llvm.store %0, %q : bf16, !llvm.ptr
    // becomes
    %0 = llvm.load %p : !llvm.ptr -> i16
    llvm.store %0, %q : i16, !llvm.ptr
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def PairConversions : Pass<"pair-conversions", "::mlir::func::FuncOp"> {
  let summary = "Round two registers of f32 to one of bf16 by one instruction";
  let description = [{
    Input: kernels on native vectors. Output: two conversions of sixteen f32 whose results are put one behind the other,
    in a register or by two stores between which nothing touches memory, become one intrinsic (and one store of a whole
    line), on devices with AVX512-BF16. Other devices keep the two conversions.

    ```mlir
    %c = arith.truncf %a : vector<16xf32> to vector<16xbf16>
    %d = arith.truncf %b : vector<16xf32> to vector<16xbf16>
    %r = vector.shuffle %c, %d [0, 1, …, 31] : vector<16xbf16>, vector<16xbf16>
    // becomes
    %r = llvm.call_intrinsic "llvm.x86.avx512bf16.cvtne2ps2bf16.512"(%b, %a) : (…) -> vector<32xbf16>
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect", "::mlir::vector::VectorDialect"];
  let statistics = [Statistic<"numPairs", "pairs", "Number of pairs of conversions">];
}

def EmitEntries : Pass<"emit-entries", "::mlir::ModuleOp"> {
  let summary = "Wrap exported functions into the artifact's C ABI";
  let description = [{
    Input: `llvm.func` with `aicc.entry`, whose first argument is the context. Output: an exported function of that name
    that checks the processor, gets the arena, calls the body and returns a status, and functions that return the sizes
    of arena and prepared weights. Calls of kernels report their times to the context's trace callback. `docs/ABI.md`
    describes them.

    ```mlir
    llvm.func @main(%context: !llvm.ptr, %x: !llvm.ptr, %y: !llvm.ptr, %arena: !llvm.ptr) attributes {aicc.entry = "ffn_main"}
    // becomes, beside a private @main
    llvm.func @ffn_main(%context: !llvm.ptr, %x: !llvm.ptr, %y: !llvm.ptr) -> i32
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
  let options = [Option<"features", "features", "std::string", "\"\"",
                        "Processor features, comma-separated, that the artifact needs">,
                 Option<"cpu", "cpu", "std::string", "\"\"", "LLVM's name of the processor for the bodies">,
                 Option<"targetFeatures", "target-features", "std::string", "\"\"", "LLVM's feature string for the bodies">,
                 Option<"baselineCpu", "baseline-cpu", "std::string", "\"\"", "LLVM's processor for the entries">];
}

def PlanLaunches : Pass<"plan-launches", "::mlir::ModuleOp"> {
  let summary = "Turn host functions that only start kernels into tables";
  let description = [{
    Input: exported functions of the host whose work is `gpu.launch_func` of constant sizes on buffers, copies of whole
    buffers, and buffers set to zero; the arena is planned and weights are placed. Output: functions without a body; the
    steps are in `aicc.plan`, in order. A buffer is a number of the function's argument, a distance from its start and a
    size, in bytes. Kernels take a pointer to the first element of each buffer, which has no gaps. Anything else in such a function is an error that names the operation.

    ```mlir
    func.func @main(%x: memref<8x64xf32>, %y: memref<8x64xf32>, %arena: memref<4096xi8>) attributes {aicc.entry = "m_main"} {
      %t = memref.view %arena[%c2048][] : memref<4096xi8> to memref<8x64xf32>
      gpu.launch_func @kernels::@first blocks in (%c4, %c1, %c1) threads in (%c128, %c1, %c1)
          dynamic_shared_memory_size %c49152_i32 args(%x : memref<8x64xf32>, %t : memref<8x64xf32>)
      …
    // becomes
    func.func private @main(memref<8x64xf32>, memref<8x64xf32>, memref<4096xi8>) attributes {aicc.entry = "m_main",
      aicc.plan = [{do = "launch", kernel = "first", grid = array<i64: 4, 1, 1>, block = array<i64: 128, 1, 1>,
                    shared_bytes = 49152 : i64, arguments = array<i64: 0, 2>, offsets = array<i64: 0, 2048>,
                    sizes = array<i64: 2048, 2048>}, …]}
    ```
  }];
  let statistics = [Statistic<"numLaunches", "launches", "Number of launches planned">,
                    Statistic<"numCopies", "copies", "Number of copies planned">];
}

#endif // AICC_PASSES_LOWER_PASSES
