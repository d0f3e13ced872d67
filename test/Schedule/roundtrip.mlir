// RUN: aicc-opt %s | aicc-opt | FileCheck %s

// Each attribute prints what it was parsed from; defaults are not printed.
module attributes {
  // CHECK: test.band = #schedule.band<name = "grid", parallel = "cta", tile = <m = 128, n = 256>, order = ["n", "m"], raster = 8>
  test.band = #schedule.band<name = "grid", parallel = "cta", tile = <m = 128, n = 256>, order = ["n", "m"], raster = 8>,
  // CHECK-SAME: test.band_default = #schedule.band<name = "L2", tile = <m = 144>>
  test.band_default = #schedule.band<name = "L2", tile = <m = 144>, raster = 1>,
  // CHECK-SAME: test.band_stages = #schedule.band<name = "L2", tile = <>, stages = [<operand = "x", how = in_place>, <operand = "w", how = prepacked, layout = <outer = ["n"], block = <n = 8>>>]>
  test.band_stages = #schedule.band<name = "L2", tile = <>, stages = [<operand = "x", how = in_place>, <operand = "w", how = prepacked, layout = <outer = ["n"], block = <n = 8>>>]>,
  // CHECK-SAME: test.computation = #schedule.computation<name = "mm", registers = <m = 6, n = 64, k = 2>, unroll = 4, instruction = "vdpbf16ps">
  test.computation = #schedule.computation<name = "mm", registers = <m = 6, n = 64, k = 2>, unroll = 4, instruction = "vdpbf16ps">,
  // CHECK-SAME: test.computation_attached = #schedule.computation<name = "gelu", registers = <m = 6>, attach = "registers">
  test.computation_attached = #schedule.computation<name = "gelu", registers = <m = 6>, attach = "registers">,
  // CHECK-SAME: test.layout = #schedule.layout<outer = ["n", "k"], block = <n = 64, k = 2>>
  test.layout = #schedule.layout<outer = ["n", "k"], block = <n = 64, k = 2>, swizzle = 0>,
  // CHECK-SAME: test.layout_swizzled = #schedule.layout<outer = ["m", "k"], block = <>, swizzle = 128>
  test.layout_swizzled = #schedule.layout<outer = ["m", "k"], block = <>, swizzle = 128>,
  // CHECK-SAME: test.stage = #schedule.stage<operand = "x", how = async, layout = <outer = ["m"], block = <>>, buffers = 3>
  test.stage = #schedule.stage<operand = "x", how = async, layout = <outer = ["m"], block = <>>, buffers = 3>,
  // CHECK-SAME: test.stage_typed = #schedule.stage<operand = "mm", how = packed, layout = <outer = ["m"], block = <>>, type = f32>
  test.stage_typed = #schedule.stage<operand = "mm", how = packed, layout = <outer = ["m"], block = <>>, buffers = 1, type = f32>,
  // CHECK-SAME: test.tile = #schedule.tile<m = 144, n = 64, k = 4096>
  test.tile = #schedule.tile<m = 144, n = 64, k = 4096>,
  // CHECK-SAME: test.tree = #schedule.tree<bands = [<name = "L2", tile = <m = 96>>], computations = [<name = "mm", registers = <m = 6>>]>
  test.tree = #schedule.tree<bands = [<name = "L2", tile = <m = 96>>], computations = [<name = "mm", registers = <m = 6>>]>,
  // CHECK-SAME: test.tree_flat = #schedule.tree<computations = [<name = "mm", registers = <m = 6>>]>
  test.tree_flat = #schedule.tree<computations = [<name = "mm", registers = <m = 6>>]>
} {}
