// A bf16 product with a bias behind it, under the worked schedule for an A800: 128 x 128 tiles, 3 buffers, raster groups.
#s = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>, order = ["n", "m"], raster = 2>,
           <name = "shared", tile = <k = 32>,
            stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 128>, buffers = 3>,
                      <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 128>, buffers = 3>]>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>
kernel.kernel @gemm dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>, %b: tensor<4096xf32>) -> tensor<512x4096xbf16>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #s} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n], %b[n]) -> [m, n] : (tensor<512x4096xf32>, tensor<4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32, %c: f32):
    %s = arith.addf %a, %c : f32
    %2 = arith.truncf %s : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<512x4096xbf16>
}
func.func @main(%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>, %b: tensor<4096xf32>) -> tensor<512x4096xbf16> {
  %e = tensor.empty() : tensor<512x4096xbf16>
  %y = kernel.call @gemm ins(%x, %w, %b : tensor<512x4096xbf16>, tensor<4096x4096xbf16>, tensor<4096xf32>) outs(%e : tensor<512x4096xbf16>) -> tensor<512x4096xbf16>
  return %y : tensor<512x4096xbf16>
}
