// RUN: aicc-opt %s --select-schedule --split-input-file --verify-diagnostics | FileCheck %s

// A weight has one packed layout: pinned schedules choose first, and where they disagree it is packed twice.
#wide = #schedule.tree<bands = [<name = "L2", tile = <>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 32>>>]>], computations = [<name = "mm", registers = <m = 4, n = 32>>]>
#narrow = #schedule.tree<bands = [<name = "L2", tile = <>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 16>>>]>], computations = [<name = "mm", registers = <m = 4, n = 16>>]>
// CHECK-LABEL: kernel.kernel @prefill
kernel.kernel @prefill dims [m = 8, n = 64, k = 32] (%x: tensor<8x32xf32>, %w: tensor<64x32xf32> {aicc.weight}) -> tensor<8x64xf32>
    attributes {aicc.schedule = #wide} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<8x32xf32>, tensor<64x32xf32>) -> tensor<8x64xf32>
  kernel.yield %0 : tensor<8x64xf32>
}
// expected-remark @+1 {{kernel @decode: wants another layout of arg1 than another kernel that reads the same weight; the weight is packed twice}}
kernel.kernel @decode dims [m = 4, n = 64, k = 32] (%x: tensor<4x32xf32>, %w: tensor<64x32xf32> {aicc.weight}) -> tensor<4x64xf32>
    attributes {aicc.schedule = #narrow} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<4x32xf32>, tensor<64x32xf32>) -> tensor<4x64xf32>
  kernel.yield %0 : tensor<4x64xf32>
}
func.func @main(%x: tensor<8x32xf32>, %y: tensor<4x32xf32>, %w: tensor<64x32xf32> {aicc.weight}) -> (tensor<8x64xf32>, tensor<4x64xf32>) {
  %a = tensor.empty() : tensor<8x64xf32>
  %b = tensor.empty() : tensor<4x64xf32>
  %0 = kernel.call @prefill ins(%x, %w : tensor<8x32xf32>, tensor<64x32xf32>) outs(%a : tensor<8x64xf32>) -> tensor<8x64xf32>
  %1 = kernel.call @decode ins(%y, %w : tensor<4x32xf32>, tensor<64x32xf32>) outs(%b : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %0, %1 : tensor<8x64xf32>, tensor<4x64xf32>
}

// -----

// Kernels that read different weights need not agree.
#wide = #schedule.tree<bands = [<name = "L2", tile = <>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 32>>>]>], computations = [<name = "mm", registers = <m = 4, n = 32>>]>
#narrow = #schedule.tree<bands = [<name = "L2", tile = <>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 16>>>]>], computations = [<name = "mm", registers = <m = 4, n = 16>>]>
// CHECK-LABEL: kernel.kernel @prefill
kernel.kernel @prefill dims [m = 8, n = 64, k = 32] (%x: tensor<8x32xf32>, %w: tensor<64x32xf32> {aicc.weight}) -> tensor<8x64xf32>
    attributes {aicc.schedule = #wide} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<8x32xf32>, tensor<64x32xf32>) -> tensor<8x64xf32>
  kernel.yield %0 : tensor<8x64xf32>
}
kernel.kernel @decode dims [m = 4, n = 64, k = 32] (%x: tensor<4x32xf32>, %w: tensor<64x32xf32> {aicc.weight}) -> tensor<4x64xf32>
    attributes {aicc.schedule = #narrow} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<4x32xf32>, tensor<64x32xf32>) -> tensor<4x64xf32>
  kernel.yield %0 : tensor<4x64xf32>
}
func.func @main(%x: tensor<8x32xf32>, %y: tensor<4x32xf32>, %v: tensor<64x32xf32> {aicc.weight}, %w: tensor<64x32xf32> {aicc.weight}) -> (tensor<8x64xf32>, tensor<4x64xf32>) {
  %a = tensor.empty() : tensor<8x64xf32>
  %b = tensor.empty() : tensor<4x64xf32>
  %0 = kernel.call @prefill ins(%x, %v : tensor<8x32xf32>, tensor<64x32xf32>) outs(%a : tensor<8x64xf32>) -> tensor<8x64xf32>
  %1 = kernel.call @decode ins(%y, %w : tensor<4x32xf32>, tensor<64x32xf32>) outs(%b : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %0, %1 : tensor<8x64xf32>, tensor<4x64xf32>
}
