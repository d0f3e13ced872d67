// RUN: aicc-opt %s --split-input-file --verify-diagnostics

// A tile size is at least one.
// expected-error @below {{tile size of "m" must be at least 1, found 0}}
#attr = #schedule.tile<m = 0>
module attributes {test.attr = #attr} {}

// -----

// A tile names each dimension once.
// expected-error @below {{tile names "m" twice; name each once}}
#attr = #schedule.tile<m = 4, m = 8>
module attributes {test.attr = #attr} {}

// -----

// A layout orders each dimension once.
// expected-error @below {{layout names "m" twice; name each once}}
#attr = #schedule.layout<outer = ["m", "m"], block = <>>
module attributes {test.attr = #attr} {}

// -----

// A layout blocks dimensions that it orders.
// expected-error @below {{layout blocks dimension "k", which its outer order does not name}}
#attr = #schedule.layout<outer = ["m"], block = <k = 2>>
module attributes {test.attr = #attr} {}

// -----

// A swizzle spans two, four or eight chunks of 16 bytes.
// expected-error @below {{layout swizzle must be 0, 32, 64 or 128 bytes, found 96}}
#attr = #schedule.layout<outer = ["m"], block = <>, swizzle = 96>
module attributes {test.attr = #attr} {}

// -----

// A stage names what it stages.
// expected-error @below {{a stage must name an operand}}
#attr = #schedule.stage<operand = "", how = in_place>
module attributes {test.attr = #attr} {}

// -----

// A stage has a buffer.
// expected-error @below {{stage of "x" needs at least one buffer, found 0}}
#attr = #schedule.stage<operand = "x", how = in_place, buffers = 0>
module attributes {test.attr = #attr} {}

// -----

// One buffer is read while another is filled.
// expected-error @below {{asynchronous stage of "x" needs at least two buffers: one is read while the next is filled}}
#attr = #schedule.stage<operand = "x", how = async, layout = <outer = ["m"], block = <>>>
module attributes {test.attr = #attr} {}

// -----

// A copy has a layout.
// expected-error @below {{stage of "x" is copied, so it needs a layout}}
#attr = #schedule.stage<operand = "x", how = packed>
module attributes {test.attr = #attr} {}

// -----

// A band has a name.
// expected-error @below {{a band needs a name: a memory level or a parallel resource}}
#attr = #schedule.band<name = "", tile = <m = 4>>
module attributes {test.attr = #attr} {}

// -----

// No band takes a word that places computations.
// expected-error @below {{a band cannot be called "registers": the word places computations}}
#attr = #schedule.band<name = "registers", tile = <m = 4>>
module attributes {test.attr = #attr} {}

// -----

// An order names each dimension once.
// expected-error @below {{order names "m" twice; name each once}}
#attr = #schedule.band<name = "L2", tile = <m = 4>, order = ["m", "m"]>
module attributes {test.attr = #attr} {}

// -----

// An order names what the tile cuts.
// expected-error @below {{order of band "L2" names "n", which its tile does not cut}}
#attr = #schedule.band<name = "L2", tile = <m = 4>, order = ["n"]>
module attributes {test.attr = #attr} {}

// -----

// A band stages each operand once.
// expected-error @below {{stages names "x" twice; name each once}}
#attr = #schedule.band<name = "L2", tile = <m = 4>, stages = [<operand = "x", how = in_place>, <operand = "x", how = in_place>]>
module attributes {test.attr = #attr} {}

// -----

// An inner band names its computation.
// expected-error @below {{an inner band must name its computation}}
#attr = #schedule.computation<name = "", registers = <m = 4>>
module attributes {test.attr = #attr} {}

// -----

// A loop body holds at least one step.
// expected-error @below {{unroll of "mm" must be at least 1, found 0}}
#attr = #schedule.computation<name = "mm", registers = <m = 4>, unroll = 0>
module attributes {test.attr = #attr} {}

// -----

// Bands differ in their names.
// expected-error @below {{bands names "L2" twice; name each once}}
#attr = #schedule.tree<bands = [<name = "L2", tile = <m = 8>>, <name = "L2", tile = <m = 4>>], computations = [<name = "mm", registers = <m = 4>>]>
module attributes {test.attr = #attr} {}

// -----

// Each computation has one inner band.
// expected-error @below {{computations names "mm" twice; name each once}}
#attr = #schedule.tree<computations = [<name = "mm", registers = <m = 4>>, <name = "mm", registers = <m = 8>>]>
module attributes {test.attr = #attr} {}

// -----

// A computation is attached to a band of the tree.
// expected-error @below {{computation "act" is attached to "L1", which is no band; expected a band's name, "step", "sums", "registers" or "root"}}
#attr = #schedule.tree<bands = [<name = "L2", tile = <m = 8>>], computations = [<name = "act", registers = <m = 4>, attach = "L1">]>
module attributes {test.attr = #attr} {}

// -----

// A shift belongs to groups of four bytes along the innermost dimension.
// expected-error @below {{layout shift must be 0, or 128 where the innermost outer dimension is blocked innermost by 4, found 128}}
#attr = #schedule.layout<outer = ["n", "k"], block = <n = 64, k = 2>, shift = 128>
module attributes {test.attr = #attr} {}

// -----

// A split cuts a block into whole runs.
// expected-error @below {{layout split must be 0, or cut a block of one or two dimensions into whole runs of 2 * split elements, found 16 for 48}}
#attr = #schedule.layout<outer = ["n", "k"], block = <n = 24, k = 2>, split = 16>
module attributes {test.attr = #attr} {}

// -----

// What an engine of the device copies is on its way already.
// expected-error @below {{stage of "x" asks ahead: expected 0, or 1 where it is not asynchronous, found 1}}
#attr = #schedule.stage<operand = "x", how = async, layout = <outer = ["m"], block = <>>, buffers = 2, ahead = 1>
module attributes {test.attr = #attr} {}

// -----

// Workers share the tiles of a parallel band.
// expected-error @below {{workers take the tiles of a parallel band; band "L2" is not parallel}}
#band = #schedule.band<name = "L2", tile = <m = 64>, workers = 8>
module attributes {test.band = #band} {}

// -----

// A number of workers is not negative.
// expected-error @below {{workers of band "grid" must be 0 or a number of tiles at once, found -1}}
#band = #schedule.band<name = "grid", parallel = "cta", tile = <m = 64>, workers = -1>
module attributes {test.band = #band} {}

// -----

// Only an instruction has factors to change.
// expected-error @below {{swap of "mm" changes the factors of an instruction; name one}}
#inner = #schedule.computation<name = "mm", registers = <m = 64>, swap = true>
module attributes {test.inner = #inner} {}
