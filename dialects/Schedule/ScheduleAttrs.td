// Attributes of the schedule dialect: tile, layout, stage, band, computation, tree.
#ifndef AICC_DIALECTS_SCHEDULE_SCHEDULEATTRS
#define AICC_DIALECTS_SCHEDULE_SCHEDULEATTRS

include "dialects/Schedule/ScheduleDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

class Schedule_Attr<string cppName, string attrMnemonic> : AttrDef<ScheduleDialect, cppName> {
  let mnemonic = attrMnemonic;
  let genVerifyDecl = 1;
}

def Schedule_How : I32Enum<"How", "How a staged operand reaches its level", [
    I32EnumCase<"InPlace", 0, "in_place">, I32EnumCase<"Packed", 1, "packed">,
    I32EnumCase<"Prepacked", 2, "prepacked">, I32EnumCase<"Async", 3, "async">]> {
  let cppNamespace = "::aicc::schedule";
}

def Schedule_TileAttr : Schedule_Attr<"Tile", "tile"> {
  let summary = "Extents of named dimensions processed by one iteration of a level's loops";
  let description = [{
    Maps dimension names to extents, in elements. A dimension that is not named keeps the extent it has in the
    enclosing band.

    ```mlir
    #schedule.tile<m = 144, n = 64, k = 4096>
    ```
  }];
  let parameters = (ins ArrayRefParameter<"::mlir::StringAttr">:$dims, ArrayRefParameter<"int64_t">:$sizes);
  let hasCustomAssemblyFormat = 1;
  let extraClassDeclaration = [{
    /// The extent of dimension `dim`, or `absent` where the tile does not name it.
    int64_t lookup(::llvm::StringRef dim, int64_t absent) const;
    /// True where the tile names `dim`.
    bool names(::llvm::StringRef dim) const;
  }];
}

def Schedule_LayoutAttr : Schedule_Attr<"Layout", "layout"> {
  let summary = "Order in memory of a staged operand: outer dimensions, then dense blocks";
  let description = [{
    The operand is cut into blocks; `outer` orders the blocks in memory and `block` orders the elements within a
    block, both outermost first. Element (n, k) of the layout below lies at
    `[n floordiv 64][k floordiv 2][n mod 64][k mod 2]`. A dimension that `block` does not name has blocks of one
    element. Extents that a block does not divide are padded with zeros.

    `swizzle` is the number of bytes over which a scratchpad permutes 16-byte chunks against bank conflicts; 0 leaves
    them in order. With S bytes of swizzle and rows of R bytes (the innermost dimension), the chunk that would be number
    j of its aligned run of S bytes is number j xor (q mod (S / 16)) there, with q = row / max(1, 128 / R): rows that
    share one line of 128 bytes, all banks once, are permuted alike. Eight rows at one column then lie in all banks.

    `shift` serves instructions that read the other operand's signed bytes as unsigned ones, shifted by that much (128).
    Behind the last block of the innermost outer dimension lies one more block: for each lane, -shift times the sum of
    its elements as a 32-bit integer, which the accumulators start from.

    `split` serves elements of four bits: each run of 2 * split elements of a block is stored so that byte j holds element j
    in its low half and element j + split in its high half. Where split is the lanes of a register, the bytes of a run
    become two registers of neighbours by one widening load and one shift.

    ```mlir
    #schedule.layout<outer = ["n", "k"], block = <n = 64, k = 2>>
    #schedule.layout<outer = ["m", "k"], block = <>, swizzle = 128>
    #schedule.layout<outer = ["n", "k"], block = <n = 64, k = 4>, shift = 128>
    #schedule.layout<outer = ["n", "k"], block = <n = 64, k = 2>, split = 16>
    ```
  }];
  let parameters = (ins ArrayRefParameter<"::mlir::StringAttr">:$outer, "::aicc::schedule::TileAttr":$block,
                        DefaultValuedParameter<"int64_t", "0">:$swizzle, DefaultValuedParameter<"int64_t", "0">:$shift,
                        DefaultValuedParameter<"int64_t", "0">:$split);
  let assemblyFormat = "`<` struct(custom<Names>($outer), $block, $swizzle, $shift, $split) `>`";
}

def Schedule_StageAttr : Schedule_Attr<"Stage", "stage"> {
  let summary = "An operand or intermediate that a band keeps at its level";
  let description = [{
    `operand` names a kernel operand or a computation whose result is kept. `how` is `packed` (copied into `layout`
    at the head of the band's loop), `prepacked` (a weight that already lies so, once a module), `async` (copied by
    the device's asynchronous engine, which needs at least two `buffers`) or `in_place` (a promise that nothing is
    copied: the cost model counts its traffic here). `type` is the element type of the buffer: of a result its own; of an
    operand that is `packed` also a wider one, to which elements are extended once on the way, instead of each time that a
    contraction reads them.

    With `ahead = 1` the part of the operand that is needed next is asked for while this one is used, so that it arrives
    in a cache meanwhile: of a packed operand or of one in place the next box, of a prepacked one the next panel of a register
    tile's columns. The requests are spread evenly over the register tiles in between; those of a box in place go to the
    first level of cache.

    ```mlir
    #schedule.stage<operand = "w", how = packed, layout = <outer = ["n", "k"], block = <n = 64>>>
    #schedule.stage<operand = "w", how = prepacked, layout = <outer = ["n", "k"], block = <n = 64>>, ahead = 1>
    #schedule.stage<operand = "x", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 128>, buffers = 3>
    #schedule.stage<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>
    #schedule.stage<operand = "x", how = packed, layout = <outer = ["m", "k"], block = <k = 2>>, type = i16>
    ```
  }];
  let parameters = (ins "::mlir::StringAttr":$operand, EnumParameter<Schedule_How>:$how,
                        OptionalParameter<"::aicc::schedule::LayoutAttr">:$layout,
                        DefaultValuedParameter<"int64_t", "1">:$buffers, OptionalParameter<"::mlir::Type">:$type,
                        DefaultValuedParameter<"int64_t", "0">:$ahead);
  let builders = [AttrBuilder<(ins "::mlir::StringAttr":$operand, "::aicc::schedule::How":$how,
                                   "::aicc::schedule::LayoutAttr":$layout, "int64_t":$buffers, "::mlir::Type":$type),
                              "return $_get($_ctxt, operand, how, layout, buffers, type, 0);">];
  let assemblyFormat = "`<` struct(params) `>`";
}

def Schedule_BandAttr : Schedule_Attr<"Band", "band"> {
  let summary = "One level of the loop nest: a memory level or a parallel resource";
  let description = [{
    A band cuts the box it is given into tiles and visits them in `order` (dimension names, outermost loop first;
    dimensions that are tiled but not ordered come first, in the kernel's order). With `parallel` it names a
    parallel resource of the device and its tiles run concurrently, one a unit; otherwise `name` is a memory level of the
    device and the tiles run one after another. `stages` says what is kept at that level for one tile.

    `raster` numbers the tiles of a parallel band so that neighbours in time share operands in a cache: with `raster =
    8` the band walks through groups of 8 tiles along the innermost dimension of its order, all of the others within a
    group, before the next group. 1 is the plain order.

    `workers` bounds how many of the tiles of a parallel band run at once: so many are started, and each takes every
    `workers`-th tile in the band's order until none is left (a persistent grid). 0 starts one for each tile.

    Where the tile of a parallel band cuts a reduced dimension, each tile makes a part of the sums (split-K). A stage of
    the computation at that band says where the parts lie, in the type of the sums; they are added in the order of the
    reduced dimension when all are there, so that the same schedule gives the same bits.

    Where a band cuts the dimension of a maximum under whose exponentials are summed up (softmax over keys), each tile has a
    maximum and sums of its own, as if it were all; what reads the sums is attached to `root`, where sums are multiplied by exp(own
    maximum - maximum of all) and added, in the order of the dimension. A memory band makes such parts one after the other, so that
    scores stay near; a parallel band around it shares out the parts that a mask leaves.

    ```mlir
    #schedule.band<name = "threads", parallel = "threads", tile = <n = 2048>>
    #schedule.band<name = "grid", parallel = "cta", tile = <m = 128, n = 256>, order = ["n", "m"], raster = 8>
    #schedule.band<name = "grid", parallel = "cta", tile = <m = 128, n = 256>, order = ["n", "m"], workers = 108>
    #schedule.band<name = "grid", parallel = "cta", tile = <m = 16, n = 64, k = 1024>,
                   stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>
    #schedule.band<name = "L2", tile = <m = 144, n = 64>, order = ["n", "m"]>
    ```
  }];
  let parameters = (ins "::mlir::StringAttr":$name, OptionalParameter<"::mlir::StringAttr">:$parallel,
                        "::aicc::schedule::TileAttr":$tile, OptionalArrayRefParameter<"::mlir::StringAttr">:$order,
                        OptionalArrayRefParameter<"::aicc::schedule::StageAttr">:$stages,
                        DefaultValuedParameter<"int64_t", "1">:$raster,
                        DefaultValuedParameter<"int64_t", "0">:$workers);
  let builders = [AttrBuilder<(ins "::mlir::StringAttr":$name, "::mlir::StringAttr":$parallel,
                                   "::aicc::schedule::TileAttr":$tile, "::llvm::ArrayRef<::mlir::StringAttr>":$order,
                                   "::llvm::ArrayRef<::aicc::schedule::StageAttr>":$stages),
                              [{ return $_get($_ctxt, name, parallel, tile, order, stages, 1, 0); }]>];
  let assemblyFormat = "`<` struct($name, $parallel, $tile, custom<Names>($order), $raster, $workers, custom<Parts>($stages)) `>`";
}

def Schedule_ComputationAttr : Schedule_Attr<"Computation", "computation"> {
  let summary = "The inner band of one computation: register tile, unrolling, instruction, place";
  let description = [{
    `registers` is the tile that lives in registers; of the innermost reduced dimension it holds the elements of one step.
    `unroll` is the number of steps of the reduction's loop body,
    `prefetch` how many elements along the reduced dimension ahead of its use the operand that fills the lanes is
    asked for, or the codes that it is expanded from in the steps (0: not at all; where lanes run along the reduced
    dimension, behind whose end its next rows come, a multiple of its extent), `instruction` the device instruction that
    does the arithmetic. `attach` places the computation: `registers` (on the register tile of the
    computation that it consumes or feeds; a map that feeds sums walks over the reduced dimension in a loop of its own),
    `step` (a map that feeds a contraction: evaluated in each step of that one's innermost loop, for the elements that the
    step reads), `sums` (the same map, where it is linear in codes of four bits: the steps multiply by the codes' numbers,
    and what the map multiplies by, or adds, is applied to the sum of each iteration, which is `unroll` steps;
    docs/Numerics.md), a band's name (once per tile of that band), or `root` (its own loops, before or after all others).

    A matrix instruction's first factor is the operand that carries the rows of the result, its second the one that
    carries the columns, the result's innermost dimension. With `swap = true` they change places and the instruction computes
    the transposed tile: few rows then take the instruction's shorter side.

    ```mlir
    #schedule.computation<name = "mm", registers = <m = 6, n = 64, k = 2>, unroll = 4, instruction = "vdpbf16ps">
    #schedule.computation<name = "gelu", registers = <m = 6, n = 64>, attach = "registers">
    #schedule.computation<name = "mm", registers = <m = 8, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16", swap = true>
    ```
  }];
  let parameters = (ins "::mlir::StringAttr":$name, "::aicc::schedule::TileAttr":$registers,
                        DefaultValuedParameter<"int64_t", "1">:$unroll,
                        DefaultValuedParameter<"int64_t", "0">:$prefetch,
                        OptionalParameter<"::mlir::StringAttr">:$instruction,
                        OptionalParameter<"::mlir::StringAttr">:$attach,
                        DefaultValuedParameter<"bool", "false">:$swap);
  let builders = [AttrBuilder<(ins "::mlir::StringAttr":$name, "::aicc::schedule::TileAttr":$registers,
                                   "int64_t":$unroll, "::mlir::StringAttr":$instruction,
                                   "::mlir::StringAttr":$attach),
                              "return $_get($_ctxt, name, registers, unroll, 0, instruction, attach, false);">];
  let assemblyFormat = "`<` struct(params) `>`";
}

def Schedule_TreeAttr : Schedule_Attr<"Tree", "tree"> {
  let summary = "A whole schedule: shared outer bands, then one inner band a computation";
  let description = [{
    `bands` are shared by the kernel's computations, outermost first. `computations` holds one inner band for each
    computation of the kernel. A map may have none where it only clears what the kernel's mask hides, and the loops of its
    readers end where the mask does: they then read its operand, and nothing is cleared.

    ```mlir
    #schedule.tree<
      bands = [<name = "threads", parallel = "threads", tile = <m = 256>>, <name = "L2", tile = <m = 96, n = 64>>],
      computations = [<name = "mm", registers = <m = 6, n = 64>, unroll = 4, instruction = "vfmadd231ps">]>
    ```
  }];
  let parameters = (ins OptionalArrayRefParameter<"::aicc::schedule::BandAttr">:$bands,
                        ArrayRefParameter<"::aicc::schedule::ComputationAttr">:$computations);
  let assemblyFormat = "`<` struct(custom<Parts>($bands), custom<Parts>($computations)) `>`";
  let extraClassDeclaration = [{
    /// The inner band of the computation called `name`, or null.
    ::aicc::schedule::ComputationAttr computation(::llvm::StringRef name) const;
    /// The band called `name`, or null.
    ::aicc::schedule::BandAttr band(::llvm::StringRef name) const;
  }];
}

#endif // AICC_DIALECTS_SCHEDULE_SCHEDULEATTRS
