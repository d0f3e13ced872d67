// Operations of the kernel dialect on tensors: kernels, computations, calls. Lowering's operations: TileOps.td.
#ifndef AICC_DIALECTS_KERNEL_KERNELOPS
#define AICC_DIALECTS_KERNEL_KERNELOPS

include "dialects/Kernel/KernelAttrs.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/Interfaces/FunctionInterfaces.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/IR/RegionKindInterface.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"

class Kernel_Op<string mnemonic, list<Trait> traits = []> : Op<KernelDialect, mnemonic, traits>;

def Kernel_Computation : OpInterface<"Computation"> {
  let cppNamespace = "::aicc::kernel";
  let description = [{
    A named computation over named dimensions: for every point of its iteration space it reads one element of each
    input through an affine access and writes, or combines into, one element of its result. Dimensions that the
    result's access does not use are reduced.
  }];
  let methods = [
    InterfaceMethod<"The name, unique in the kernel.", "::llvm::StringRef", "getLabel", (ins), "", [{
      return $_op.getName();
    }]>,
    InterfaceMethod<"The names of the iteration dimensions, in the order of the accesses' inputs.",
                    "::llvm::SmallVector<::llvm::StringRef>", "getDimNames", (ins), "", [{
      return ::llvm::to_vector($_op.getDims().template getAsValueRange<::mlir::StringAttr>());
    }]>,
    InterfaceMethod<"The access of input `index`: iteration point to element.", "::mlir::AffineMap", "getAccess",
                    (ins "unsigned":$index), "", [{
      return ::mlir::cast<::mlir::AffineMapAttr>($_op.getMaps()[index]).getValue();
    }]>,
    InterfaceMethod<"The access of the result: iteration point to element.", "::mlir::AffineMap", "getResultAccess",
                    (ins), "", [{
      return ::mlir::cast<::mlir::AffineMapAttr>($_op.getMaps()[$_op.getMaps().size() - 1]).getValue();
    }]>,
    InterfaceMethod<"What it is: contraction, map or reduction.", "::aicc::kernel::Kind", "getKind">,
    InterfaceMethod<"The body on scalars, or null for a contraction.", "::mlir::Block *", "getBodyOrNull">
  ];
  let extraSharedClassDeclaration = [{
    /// True where dimension `dim` (an index into the dimension names) is reduced.
    bool isReduced(unsigned dim) { return !$_op.getResultAccess().isFunctionOfDim(dim); }
  }];
}

class Kernel_ComputationOp<string mnemonic, list<Trait> traits = []>
    : Kernel_Op<mnemonic, traits # [Pure, DeclareOpInterfaceMethods<Kernel_Computation, ["getKind", "getBodyOrNull"]>]> {
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
}

def Kernel_KernelOp : Kernel_Op<"kernel", [FunctionOpInterface, IsolatedFromAbove, Symbol,
                                           SingleBlockImplicitTerminator<"YieldOp">]> {
  let summary = "A unit of tuning: computations over shared named dimensions";
  let description = [{
    Arguments are the kernel's operands, the yielded values its results. Every computation in the body names the
    dimensions that it iterates over; equal names are equal extents, which the verifier checks against the shapes.
    `device` is the ID of the device that the kernel is compiled for, `schedule` how. An argument marked
    `aicc.weight` may be packed once a module.

    A kernel promises nothing about order of summation; it promises in which type sums are kept (the result type of
    `kernel.contract` and `kernel.reduce`) and where values are rounded (casts in maps).

    ```mlir
    kernel.kernel @rows dims [m = 128, n = 768] (%x: tensor<128x768xf32>) -> tensor<128xf32> {
      %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<128x768xf32>) -> tensor<128xf32> {
      ^bb0(%a: f32):
        kernel.yield %a : f32
      }
      kernel.yield %0 : tensor<128xf32>
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttrOf<FunctionType>:$function_type, ArrayAttr:$dims,
                       OptionalAttr<StrAttr>:$sym_visibility, OptionalAttr<DictArrayAttr>:$arg_attrs,
                       OptionalAttr<DictArrayAttr>:$res_attrs);
  let regions = (region SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let extraClassDeclaration = [{
    ::llvm::ArrayRef<::mlir::Type> getArgumentTypes() { return getFunctionType().getInputs(); }
    ::llvm::ArrayRef<::mlir::Type> getResultTypes() { return getFunctionType().getResults(); }
    ::mlir::Region *getCallableRegion() { return &getBody(); }
    /// The dimension called `name`, or null.
    DimAttr getDim(::llvm::StringRef name);
    /// The computations in the order of the body.
    ::llvm::SmallVector<Computation> getComputations();
  }];
}

def Kernel_YieldOp : Kernel_Op<"yield", [Pure, ReturnLike, Terminator]> {
  let summary = "Ends a kernel with its results, or a computation's body with its value";
  let description = [{
    ```mlir
    kernel.yield %0 : tensor<128xf32>
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$values);
  let assemblyFormat = "attr-dict ($values^ `:` type($values))?";
  let builders = [OpBuilder<(ins), "/* a yield of nothing */">];
}

def Kernel_ContractOp : Kernel_ComputationOp<"contract"> {
  let summary = "Sum of products of two operands over the dimensions that the result does not have";
  let description = [{
    result[r] = sum over the reduced dimensions of lhs[..] * rhs[..]. Products and sums are kept in the result's
    element type, which is the accumulation type (f32 for f16, bf16 and f32 operands, f64 for f64, i32 for i8 and
    i32). The sum starts at zero and wraps where it is one of integers. Integer operands are signed, but for those that
    `unsigned_lhs` and `unsigned_rhs` mark: u8 x s8 has one mark.

    ```mlir
    %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
        : (tensor<512x768xbf16>, tensor<3072x768xbf16>) -> tensor<512x3072xf32>
    ```
  }];
  let arguments = (ins StrAttr:$name, StrArrayAttr:$dims, AffineMapArrayAttr:$maps, Variadic<AnyRankedTensor>:$inputs,
                       UnitAttr:$unsigned_lhs, UnitAttr:$unsigned_rhs);
  let results = (outs AnyRankedTensor:$result);
  let extraClassDeclaration = [{
    /// True where the integers of operand `index` are unsigned.
    bool isUnsigned(unsigned index) { return index == 0 ? getUnsignedLhs() : getUnsignedRhs(); }
  }];
}

def Kernel_MapOp : Kernel_ComputationOp<"map"> {
  let summary = "Element-wise work: broadcasts, casts, expansions of quantised operands, activations";
  let description = [{
    result[r] = body(inputs[..]...). Accesses may broadcast (leave dimensions out), transpose, or group: `%s[n, k
    floordiv 32]` reads one scale for 32 neighbours, which is how quantised weights are expanded before a
    contraction. The body holds `arith` and `math` operations on scalars; it may round by casting.

    ```mlir
    %1 = kernel.map "dequantise" over [n, k] (%q[n, k], %s[n, k floordiv 32]) -> [n, k]
        : (tensor<4096x4096xi4>, tensor<4096x128xf16>) -> tensor<4096x4096xbf16> {
    ^bb0(%a: i4, %b: f16):
      %2 = arith.sitofp %a : i4 to f32
      %3 = arith.extf %b : f16 to f32
      %4 = arith.mulf %2, %3 : f32
      %5 = arith.truncf %4 : f32 to bf16
      kernel.yield %5 : bf16
    }
    ```
  }];
  let arguments = (ins StrAttr:$name, StrArrayAttr:$dims, AffineMapArrayAttr:$maps, Variadic<AnyRankedTensor>:$inputs);
  let results = (outs AnyRankedTensor:$result);
  let regions = (region SizedRegion<1>:$body);
}

def Kernel_ReduceOp : Kernel_ComputationOp<"reduce"> {
  let summary = "Combines body(inputs) over the dimensions that the result does not have";
  let description = [{
    result[r] = combine over the reduced dimensions of body(inputs[..]...), starting from the combiner's neutral
    element. The body yields the result's element type, in which values are combined.

    ```mlir
    %m = kernel.reduce "rowmax" maximumf over [h, q, kv] (%s[h, q, kv]) -> [h, q]
        : (tensor<32x128x512xf32>) -> tensor<32x128xf32> {
    ^bb0(%a: f32):
      kernel.yield %a : f32
    }
    ```
  }];
  let arguments = (ins StrAttr:$name, Kernel_Combiner:$combiner, StrArrayAttr:$dims, AffineMapArrayAttr:$maps,
                       Variadic<AnyRankedTensor>:$inputs);
  let results = (outs AnyRankedTensor:$result);
  let regions = (region SizedRegion<1>:$body);
}

def Kernel_LookupOp : Kernel_Op<"lookup", [Pure]> {
  let summary = "One of sixteen constants, chosen by four bits";
  let description = [{
    The four bits of `code`, taken as unsigned, are an index into `table`; of a code of 16 or 32 bits the low four count.
    Stands in the bodies of computations, on scalars, and on vectors behind `vectorise-tiles`: how 4-bit formats that are no
    integers (NF4, MXFP4) are expanded.

    ```mlir
    %1 = kernel.lookup %code in dense<[0.0, 0.5, …]> : tensor<16xf32> : i4 -> f32
    ```
  }];
  let arguments = (ins AnyTypeOf<[I<4>, I16, I32, VectorOfAnyRankOf<[I<4>, I16, I32]>]>:$code, ElementsAttr:$table);
  let results = (outs AnyType:$result);
  let assemblyFormat = "$code `in` $table attr-dict `:` type($code) `->` type($result)";
  let hasVerifier = 1;
}

def Kernel_IndexOp : Kernel_Op<"index", [Pure]> {
  let summary = "The position of a body's point along one dimension of its computation";
  let description = [{
    Stands in the bodies of computations: 0 to extent - 1 as the body is computed for the points along `dim`. How masks say
    which pairs of a query and a key are seen, without a tensor that holds the positions.

    ```mlir
    %i = kernel.index "q" : i32
    %j = kernel.index "kv" : i32
    %seen = arith.cmpi sle, %j, %i : i32
    ```
  }];
  let arguments = (ins StrAttr:$dim);
  let results = (outs AnyTypeOf<[I32, I64]>:$result);
  let assemblyFormat = "$dim attr-dict `:` type($result)";
  let hasVerifier = 1;
}

def Kernel_NibblesOp : Kernel_Op<"nibbles", [Pure]> {
  let summary = "Bytes read as pairs of four bits";
  let description = [{
    Element `[…, 0]` of the result is the low half of byte `[…]`, element `[…, 1]` its high half: the order in which
    buffers of i4 lie in memory, so that nothing is moved. Stands between kernels, on tensors: weights that a graph packs
    into bytes are the same operand of the same kernel as weights of i4.

    ```mlir
    %1 = kernel.nibbles %0 : tensor<4096x2048xi8> -> tensor<4096x2048x2xi4>
    ```
  }];
  let arguments = (ins RankedTensorOf<[I8]>:$bytes);
  let results = (outs RankedTensorOf<[I<4>]>:$result);
  let assemblyFormat = "$bytes attr-dict `:` type($bytes) `->` type($result)";
  let hasVerifier = 1;
}

def Kernel_CallOp : Kernel_Op<"call", [DestinationStyleOpInterface, AttrSizedOperandSegments,
    DeclareOpInterfaceMethods<SymbolUserOpInterface>, DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "Runs a kernel on tensors or buffers";
  let description = [{
    In destination style: `outs` are written wholly, their contents before the call are not read.

    ```mlir
    %y = kernel.call @gemm ins(%x, %w : tensor<512x768xf32>, tensor<3072x768xf32>)
                           outs(%e : tensor<512x3072xf32>) -> tensor<512x3072xf32>
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<AnyShaped>:$inputs, Variadic<AnyShaped>:$outputs);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let assemblyFormat = [{
    $callee attr-dict `ins` `(` ($inputs^ `:` type($inputs))? `)` `outs` `(` $outputs `:` type($outputs) `)`
    (`->` type($results)^)?
  }];
  let extraClassDeclaration = [{ ::mlir::MutableOperandRange getDpsInitsMutable() { return getOutputsMutable(); } }];
}

include "dialects/Kernel/TileOps.td"

#endif // AICC_DIALECTS_KERNEL_KERNELOPS
