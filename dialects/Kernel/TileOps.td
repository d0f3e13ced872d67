// Operations that kernels are lowered through: boxes of computations on buffers.
#ifndef AICC_DIALECTS_KERNEL_TILEOPS
#define AICC_DIALECTS_KERNEL_TILEOPS

def Kernel_TileOp : Kernel_Op<"tile", [AttrSizedOperandSegments, DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "A computation restricted to a box of its iteration space, on buffers";
  let description = [{
    The box is `[offset, offset + size)` in every dimension. The accesses map absolute iteration points, and
    `symbols` (origins of staged buffers), to elements. A contraction or reduction starts from the combiner's
    neutral element where `first` is true, and from what the output holds otherwise: a reduction that is cut into
    blocks keeps its partial results there.

    ```mlir
    kernel.tile "mm" contract over ["m", "n", "k"] at(%i, %j, %p) size(%c6, %c64, %kc) symbols() first(%true)
        ins(%x, %w : memref<512x768xf32>, memref<3072x768xf32>) outs(%acc : memref<512x3072xf32>) attributes
        {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]}
    ```
  }];
  let arguments = (ins StrAttr:$name, Kernel_Kind:$kind, OptionalAttr<Kernel_Combiner>:$combiner, StrArrayAttr:$dims,
                       AffineMapArrayAttr:$maps, Variadic<Index>:$offsets, Variadic<Index>:$sizes,
                       Variadic<Index>:$symbols, I1:$first, Variadic<AnyMemRef>:$inputs, AnyMemRef:$output);
  let regions = (region MaxSizedRegion<1>:$body);
  let assemblyFormat = [{
    $name $kind ($combiner^)? `over` $dims `at` `(` $offsets `)` `size` `(` $sizes `)` `symbols` `(` $symbols `)`
    `first` `(` $first `)` `ins` `(` ($inputs^ `:` type($inputs))? `)` `outs` `(` $output `:` type($output) `)`
    attr-dict-with-keyword ($body^)?
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// The names of the iteration dimensions.
    ::llvm::SmallVector<::llvm::StringRef> getDimNames() {
      return ::llvm::to_vector(getDims().getAsValueRange<::mlir::StringAttr>());
    }
    /// The access of input `index`; the output's access is the last one.
    ::mlir::AffineMap getAccess(unsigned index) {
      return ::mlir::cast<::mlir::AffineMapAttr>(getMaps()[index]).getValue();
    }
    ::mlir::AffineMap getOutputAccess() { return getAccess(getMaps().size() - 1); }
    /// True where dimension `dim` is reduced.
    bool isReduced(unsigned dim) { return !getOutputAccess().isFunctionOfDim(dim); }
    /// The size of dimension `dim` where it is a constant.
    std::optional<int64_t> getStaticSize(unsigned dim);
  }];
}

def Kernel_DotOp : Kernel_Op<"dot", [Pure, AllTypesMatch<["accumulator", "result"]>,
                                   AllTypesMatch<["lhs", "rhs"]>]> {
  let summary = "One device instruction that multiplies neighbours along the reduced dimension and adds them up";
  let description = [{
    result[lane] = accumulator[lane] + sum over d < depth of lhs[lane * depth + d] * rhs[lane * depth + d], where depth
    is the number of elements of an operand for each lane of the accumulator. `instruction` is the device's name of the
    instruction, which says how the operands' bits are read: the left bytes of `vpdpbusd` are unsigned.

    ```mlir
    %1 = kernel.dot "vdpbf16ps" %0, %a, %b : vector<16xf32>, vector<32xbf16>
    %3 = kernel.dot "vpdpbusd" %2, %c, %d : vector<16xi32>, vector<64xi8>
    ```
  }];
  let arguments = (ins StrAttr:$instruction, AnyVectorOfNonZeroRank:$accumulator, AnyVectorOfNonZeroRank:$lhs,
                       AnyVectorOfNonZeroRank:$rhs);
  let results = (outs AnyVectorOfNonZeroRank:$result);
  let assemblyFormat = [{
    $instruction $accumulator `,` $lhs `,` $rhs attr-dict `:` type($accumulator) `,` type($lhs)
  }];
}

def Kernel_PackOp : Kernel_Op<"pack", [DeclareOpInterfaceMethods<MemoryEffectsOpInterface>, AttrSizedOperandSegments]> {
  let summary = "Copies a box of an operand into a staged buffer with its own layout";
  let description = [{
    Element `source[offsets + i]` for `i < sizes` goes to the place that `layout` gives to `i`: first the indices of
    the blocks in the layout's outer order, then the indices inside the block. What blocks hold beyond the box is
    written with zeros, so that kernels read whole blocks without masks. `dims` names the source's dimensions. Where the
    elements of `dest` are wider than those of `source`, they are extended: integers by their sign, or, with `isUnsigned`, by
    zeros.

    ```mlir
    kernel.pack %w[%j, %p] size(%nc, %kc) dims ["n", "k"] layout #schedule.layout<outer = ["n", "k"], block = <n = 64>>
        into %panel : memref<3072x768xf32>, memref<16x768x64xf32>
    ```
  }];
  let arguments = (ins AnyMemRef:$source, Variadic<Index>:$offsets, Variadic<Index>:$sizes, StrArrayAttr:$dims,
                       AnyAttr:$layout, AnyMemRef:$dest, UnitAttr:$isUnsigned);
  let assemblyFormat = [{
    $source `[` $offsets `]` `size` `(` $sizes `)` `dims` $dims `layout` $layout `into` $dest (`unsigned` $isUnsigned^)?
    attr-dict
    `:` type($source) `,` type($dest)
  }];
  let hasVerifier = 1;
}

def Kernel_StageOp : Kernel_Op<"stage", [AttrSizedOperandSegments, DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "Marks where a schedule stages a box of an operand";
  let description = [{
    Written by `tile-bands` at the head of a band's loops, obeyed by `stage-operands`: the tiles that follow it in its
    block, or are nested there, read the staged copy. `maxSizes` bounds the box statically.

    ```mlir
    kernel.stage %w[%j, %p] size(%nc, %kc) max [1024, 512] dims ["n", "k"] at "memory"
        with #schedule.stage<operand = "w", how = packed, layout = <outer = ["n", "k"], block = <n = 64>>>
        in memref<3072x768xf32>
    ```
  }];
  let arguments = (ins AnyMemRef:$source, Variadic<Index>:$offsets, Variadic<Index>:$sizes, DenseI64ArrayAttr:$maxSizes,
                       StrArrayAttr:$dims, StrAttr:$level, AnyAttr:$stage);
  let assemblyFormat = [{
    $source `[` $offsets `]` `size` `(` $sizes `)` `max` $maxSizes `dims` $dims `at` $level `with` $stage `in`
    type($source) attr-dict
  }];
}

def Kernel_AheadOp : Kernel_Op<"ahead", [DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "Asks for a box of a buffer while the next tile runs";
  let description = [{
    The box starts at `start`; along dimension `rowDim` of the buffer it has `rows` rows, each of them `columns` elements
    that lie one behind the other. Its cache lines are numbered row by row and cut into `parts` equal parts. The tile that
    follows in the block asks for part `part` of them, a few in each iteration of its loop over at most `depth` reduced
    elements. Nothing is read, so what is asked for may end beyond the buffer.

    ```mlir
    kernel.ahead %w[%j, %p] rows 64 at 0 columns 1024 part %i of 3 over 1024 : memref<4096x4096xf32>
    ```
  }];
  let arguments = (ins AnyMemRef:$buffer, Variadic<Index>:$start, I64Attr:$rows, I64Attr:$rowDim, I64Attr:$columns,
                       Index:$part, I64Attr:$parts, I64Attr:$depth);
  let assemblyFormat = [{
    $buffer `[` $start `]` `rows` $rows `at` $rowDim `columns` $columns `part` $part `of` $parts `over` $depth attr-dict
    `:` type($buffer)
  }];
}

def Kernel_ScratchOp : Kernel_Op<"scratch"> {
  let summary = "A buffer that a schedule asked for, at one level of memory";
  let description = [{
    `level` is the name of a memory level of the device, or `registers` for a register tile. Scratch is planned once
    a kernel (pass `plan-scratch`); it is not initialised. Its size is reported by level in the manifest.

    ```mlir
    %0 = kernel.scratch "w" at "L2" : memref<16x768x64xf32>
    ```
  }];
  let arguments = (ins StrAttr:$name, StrAttr:$level);
  let results = (outs Res<AnyMemRef, "", [MemAlloc]>:$buffer);
  let assemblyFormat = "$name `at` $level attr-dict `:` type($buffer)";
}

def Kernel_ParallelOp : Kernel_Op<"parallel", [SingleBlockImplicitTerminator<"YieldOp">, RecursiveMemoryEffects]> {
  let summary = "Runs its body `count` times concurrently on a parallel resource";
  let description = [{
    The body gets the index of its run. Runs write disjoint memory; nothing orders them. `resource` is the device's
    name of the resource.

    ```mlir
    kernel.parallel "threads" (%t) count 2 {
      func.call @body(%t) : (index) -> ()
    }
    ```
  }];
  let arguments = (ins StrAttr:$resource, I64Attr:$count);
  let regions = (region SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
}

#endif // AICC_DIALECTS_KERNEL_TILEOPS
