// RUN: aicc compile %s --target x86-64-avx512 --emit=mlir --stop-after=schedule -o - 2>/dev/null | FileCheck %s

// A reduction may read more operands than a product, of which the last may be the one that fills the lanes.
// CHECK: computations = [<name = "reduce", registers = <
func.func @spread(%at: tensor<64x32xf32>, %w: tensor<64x32xf32>, %slot: tensor<512xf32> {aicc.weight}) -> tensor<64x512xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<64x512xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<64x512xf32>) -> tensor<64x512xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(t, e, s) -> (t, e)>, affine_map<(t, e, s) -> (t, e)>, affine_map<(t, e, s) -> (s)>, affine_map<(t, e, s) -> (t, s)>],
                       iterator_types = ["parallel", "reduction", "parallel"]}
      ins(%at, %w, %slot : tensor<64x32xf32>, tensor<64x32xf32>, tensor<512xf32>) outs(%f : tensor<64x512xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32, %o: f32):
    %hit = arith.cmpf oeq, %a, %s : f32
    %term = arith.select %hit, %b, %zero : f32
    %sum = arith.addf %o, %term : f32
    linalg.yield %sum : f32
  } -> tensor<64x512xf32>
  return %0 : tensor<64x512xf32>
}
