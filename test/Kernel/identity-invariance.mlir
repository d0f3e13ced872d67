// What a graph may write in any way does not matter for a kernel's identity; what changes the problem does.
// RUN: aicc-opt %s --print-kernel-identity -o /dev/null 2>&1 | FileCheck %s
// RUN: aicc-opt %s --print-kernel-identity -o /dev/null 2>&1 | grep -o "identity [0-9a-f]*" | sort -u | wc -l \
// RUN:   | FileCheck %s --check-prefix=DIFFERENT

// CHECK: kernel reference has identity [[ID:[0-9a-f]+]]
kernel.kernel @reference dims [m = 24, n = 40, k = 32] (%x: tensor<24x32xf32>, %w: tensor<40x32xf32> {aicc.weight}, %bias: tensor<40xf32>) -> tensor<24x40xf32> {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<24x32xf32>, tensor<40x32xf32>) -> tensor<24x40xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n], %bias[n]) -> [m, n] : (tensor<24x40xf32>, tensor<40xf32>) -> tensor<24x40xf32> {
  ^bb0(%a: f32, %b: f32):
    %2 = arith.addf %a, %b : f32
    %3 = math.tanh %2 : f32
    %4 = arith.mulf %3, %2 : f32
    kernel.yield %4 : f32
  }
  kernel.yield %1 : tensor<24x40xf32>
}

// Names of computations and dimensions, the order in which dimensions are declared and walked, and the schedule.
// CHECK: kernel same_names has identity [[ID]]
kernel.kernel @same_names dims [depth = 32, rows = 24, columns = 40] (%p: tensor<24x32xf32>, %q: tensor<40x32xf32> {aicc.weight}, %r: tensor<40xf32>) -> tensor<24x40xf32>
    attributes {aicc.device = "x86-64-avx2", aicc.schedule = #schedule.tree<computations = [<name = "product", registers = <columns = 8>>]>} {
  %0 = kernel.contract "product" over [depth, columns, rows] (%p[rows, depth], %q[columns, depth]) -> [rows, columns]
      : (tensor<24x32xf32>, tensor<40x32xf32>) -> tensor<24x40xf32>
  %1 = kernel.map "behind" over [columns, rows] (%0[rows, columns], %r[columns]) -> [rows, columns] : (tensor<24x40xf32>, tensor<40xf32>) -> tensor<24x40xf32> {
  ^bb0(%a: f32, %b: f32):
    %2 = arith.addf %a, %b : f32
    %3 = math.tanh %2 : f32
    %4 = arith.mulf %3, %2 : f32
    kernel.yield %4 : f32
  }
  kernel.yield %1 : tensor<24x40xf32>
}

// The order of operands: of the kernel, of a contraction, of a map, of commutative operations in a body.
// CHECK: kernel same_operands has identity [[ID]]
kernel.kernel @same_operands dims [m = 24, n = 40, k = 32] (%bias: tensor<40xf32>, %w: tensor<40x32xf32> {aicc.weight}, %x: tensor<24x32xf32>) -> tensor<24x40xf32> {
  %0 = kernel.contract "mm" over [m, n, k] (%w[n, k], %x[m, k]) -> [m, n]
      : (tensor<40x32xf32>, tensor<24x32xf32>) -> tensor<24x40xf32>
  %1 = kernel.map "act" over [m, n] (%bias[n], %0[m, n]) -> [m, n] : (tensor<40xf32>, tensor<24x40xf32>) -> tensor<24x40xf32> {
  ^bb0(%b: f32, %a: f32):
    %2 = arith.addf %b, %a : f32
    %3 = math.tanh %2 : f32
    %4 = arith.mulf %2, %3 : f32
    kernel.yield %4 : f32
  }
  kernel.yield %1 : tensor<24x40xf32>
}

// The order of operations in a body, and a value that is computed twice.
// CHECK: kernel same_body has identity [[ID]]
kernel.kernel @same_body dims [m = 24, n = 40, k = 32] (%x: tensor<24x32xf32>, %w: tensor<40x32xf32> {aicc.weight}, %bias: tensor<40xf32>) -> tensor<24x40xf32> {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<24x32xf32>, tensor<40x32xf32>) -> tensor<24x40xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n], %bias[n]) -> [m, n] : (tensor<24x40xf32>, tensor<40xf32>) -> tensor<24x40xf32> {
  ^bb0(%a: f32, %b: f32):
    %again = arith.addf %b, %a : f32
    %2 = arith.addf %a, %b : f32
    %3 = math.tanh %2 : f32
    %4 = arith.mulf %again, %3 : f32
    kernel.yield %4 : f32
  }
  kernel.yield %1 : tensor<24x40xf32>
}

// Everything below is another problem, and each is a different one: ten with the one above.
// DIFFERENT: {{^ *}}10{{$}}

// One extent.
// CHECK: kernel other_extent
kernel.kernel @other_extent dims [m = 24, n = 40, k = 33] (%x: tensor<24x33xf32>, %w: tensor<40x33xf32> {aicc.weight}) -> tensor<24x40xf32> {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<24x33xf32>, tensor<40x33xf32>) -> tensor<24x40xf32>
  kernel.yield %0 : tensor<24x40xf32>
}

// CHECK: kernel plain
kernel.kernel @plain dims [m = 24, n = 40, k = 32] (%x: tensor<24x32xf32>, %w: tensor<40x32xf32> {aicc.weight}) -> tensor<24x40xf32> {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<24x32xf32>, tensor<40x32xf32>) -> tensor<24x40xf32>
  kernel.yield %0 : tensor<24x40xf32>
}

// A weight may be packed once, another operand may not.
// CHECK: kernel other_mark
kernel.kernel @other_mark dims [m = 24, n = 40, k = 32] (%x: tensor<24x32xf32>, %w: tensor<40x32xf32>) -> tensor<24x40xf32> {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<24x32xf32>, tensor<40x32xf32>) -> tensor<24x40xf32>
  kernel.yield %0 : tensor<24x40xf32>
}

// The element type of an operand.
// CHECK: kernel other_type
kernel.kernel @other_type dims [m = 24, n = 40, k = 32] (%x: tensor<24x32xbf16>, %w: tensor<40x32xf32> {aicc.weight}) -> tensor<24x40xf32> {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<24x32xbf16>, tensor<40x32xf32>) -> tensor<24x40xf32>
  kernel.yield %0 : tensor<24x40xf32>
}

// The type in which sums are kept.
// CHECK: kernel other_sum
kernel.kernel @other_sum dims [m = 24, n = 40, k = 32] (%x: tensor<24x32xf32>, %w: tensor<40x32xf32> {aicc.weight}) -> tensor<24x40xf64> {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<24x32xf32>, tensor<40x32xf32>) -> tensor<24x40xf64>
  kernel.yield %0 : tensor<24x40xf64>
}

// Transposition, of an operand and of the result.
// CHECK: kernel other_operand
kernel.kernel @other_operand dims [m = 24, n = 40, k = 32] (%x: tensor<24x32xf32>, %w: tensor<32x40xf32> {aicc.weight}) -> tensor<24x40xf32> {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[k, n]) -> [m, n]
      : (tensor<24x32xf32>, tensor<32x40xf32>) -> tensor<24x40xf32>
  kernel.yield %0 : tensor<24x40xf32>
}

// CHECK: kernel other_result
kernel.kernel @other_result dims [m = 24, n = 40, k = 32] (%x: tensor<24x32xf32>, %w: tensor<40x32xf32> {aicc.weight}) -> tensor<40x24xf32> {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [n, m]
      : (tensor<24x32xf32>, tensor<40x32xf32>) -> tensor<40x24xf32>
  kernel.yield %0 : tensor<40x24xf32>
}

// The order of operands where it matters.
// CHECK: kernel minus
// CHECK: kernel other_minus
kernel.kernel @minus dims [m = 24, n = 40] (%x: tensor<24x40xf32>, %y: tensor<40xf32>) -> tensor<24x40xf32> {
  %0 = kernel.map "minus" over [m, n] (%x[m, n], %y[n]) -> [m, n] : (tensor<24x40xf32>, tensor<40xf32>) -> tensor<24x40xf32> {
  ^bb0(%a: f32, %b: f32):
    %1 = arith.subf %a, %b : f32
    kernel.yield %1 : f32
  }
  kernel.yield %0 : tensor<24x40xf32>
}
kernel.kernel @other_minus dims [m = 24, n = 40] (%x: tensor<24x40xf32>, %y: tensor<40xf32>) -> tensor<24x40xf32> {
  %0 = kernel.map "minus" over [m, n] (%x[m, n], %y[n]) -> [m, n] : (tensor<24x40xf32>, tensor<40xf32>) -> tensor<24x40xf32> {
  ^bb0(%a: f32, %b: f32):
    %1 = arith.subf %b, %a : f32
    kernel.yield %1 : f32
  }
  kernel.yield %0 : tensor<24x40xf32>
}
