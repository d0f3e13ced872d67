// RUN: aicc-opt %s --load-device=ids=nvidia-a800 --launch-kernels | FileCheck %s

// Sums that are split over CTAs and are themselves the kernel's result are added behind the product: the parts lie in
// scratch, one behind the other, and a second launch writes the result.
#split = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 64, n = 64, k = 64>,
            stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>,
           <name = "shared", tile = <k = 32>,
            stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 2>,
                      <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 2>]>,
           <name = "units", parallel = "warp", tile = <m = 32, n = 64>>],
  computations = [<name = "mm", registers = <m = 32, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>

// CHECK-LABEL: func.func @main(
// CHECK-SAME:    %[[X:.*]]: memref<64x256xbf16>, %[[W:.*]]: memref<64x256xbf16>, %[[Y:.*]]: memref<64x64xf32>
// CHECK:         %[[PARTS:.*]] = memref.alloc() : memref<4x64x64xf32>
// CHECK:         gpu.launch_func @kernels::@gemm blocks in (%c4, {{.*}} args(%[[X]] {{.*}}, %[[W]] {{.*}}, %[[PARTS]]
// CHECK:         gpu.launch_func @kernels::@gemm_1 {{.*}} args(%[[PARTS]] {{.*}}, %[[Y]]
func.func @main(%x: memref<64x256xbf16>, %w: memref<64x256xbf16>, %y: memref<64x64xf32>) {
  kernel.call @gemm ins(%x, %w : memref<64x256xbf16>, memref<64x256xbf16>) outs(%y : memref<64x64xf32>)
  return
}

kernel.kernel @gemm dims [m = 64, n = 64, k = 256] (%x: tensor<64x256xbf16>, %w: tensor<64x256xbf16>) -> tensor<64x64xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #split} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<64x256xbf16>, tensor<64x256xbf16>) -> tensor<64x64xf32>
  kernel.yield %0 : tensor<64x64xf32>
}
