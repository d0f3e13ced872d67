// A body that holds an operation outside the closed set of the grammar has no identity.
// RUN: aicc-opt %s --verify-diagnostics --print-kernel-identity

kernel.kernel @outside dims [m = 96] (%x: tensor<96xf32>) -> tensor<96xf32> {
  %0 = kernel.map "bessel" over [m] (%x[m]) -> [m] : (tensor<96xf32>) -> tensor<96xf32> {
  ^bb0(%a: f32):
    // expected-error @below {{'math.cbrt' op is not in the kernel grammar aicc-kernel/1}}
    %1 = math.cbrt %a : f32
    kernel.yield %1 : f32
  }
  kernel.yield %0 : tensor<96xf32>
}
