// RUN: aicc-opt %s --verify-diagnostics --form-kernels

#id = affine_map<(i) -> (i)>

// A region's operations must be recognised; choose-regions marks no other.
func.func @unrecognised(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  // expected-error @below {{does not belong in a kernel: its body holds math.cbrt, which is not in the kernel grammar}}
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) attrs = {aicc.region = 0 : i64} {
  ^bb0(%a: f32, %out: f32):
    %1 = math.cbrt %a : f32
    linalg.yield %1 : f32
  } -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
