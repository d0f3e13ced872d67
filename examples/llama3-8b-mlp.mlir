// The MLP of Llama 3 8B on 32 tokens, bf16:
//   y = x + (silu(x Wg^T) * (x Wu^T)) Wd^T
// Weights are stored [out, in] and read transposed by the matmul's maps. Contractions accumulate in f32; every tensor
// of the model is bf16, so each operation rounds its result once.
#a = affine_map<(m, n, k) -> (m, k)>
#bt = affine_map<(m, n, k) -> (n, k)>
#c = affine_map<(m, n, k) -> (m, n)>
#id2 = affine_map<(d0, d1) -> (d0, d1)>

module @llama3_8b_mlp {
  func.func @main(
      %x: tensor<1x32x4096xbf16>,
      %w_gate: tensor<14336x4096xbf16> {aicc.weight}, %w_up: tensor<14336x4096xbf16> {aicc.weight},
      %w_down: tensor<4096x14336xbf16> {aicc.weight}) -> tensor<1x32x4096xbf16> {
    %zero = arith.constant 0.000000e+00 : f32
    %one = arith.constant 1.000000e+00 : f32
    %x2 = tensor.collapse_shape %x [[0, 1], [2]] : tensor<1x32x4096xbf16> into tensor<32x4096xbf16>

    // gate_proj: [32, 4096] x [14336, 4096]^T
    %gate_empty_f32 = tensor.empty() : tensor<32x14336xf32>
    %gate_zero = linalg.fill ins(%zero : f32) outs(%gate_empty_f32 : tensor<32x14336xf32>) -> tensor<32x14336xf32>
    %gate_f32 = linalg.matmul indexing_maps = [#a, #bt, #c]
        ins(%x2, %w_gate : tensor<32x4096xbf16>, tensor<14336x4096xbf16>)
        outs(%gate_zero : tensor<32x14336xf32>) -> tensor<32x14336xf32>
    %gate_empty = tensor.empty() : tensor<32x14336xbf16>
    %gate = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]}
        ins(%gate_f32 : tensor<32x14336xf32>) outs(%gate_empty : tensor<32x14336xbf16>) {
    ^bb0(%value: f32, %out: bf16):
      %rounded = arith.truncf %value : f32 to bf16
      linalg.yield %rounded : bf16
    } -> tensor<32x14336xbf16>

    // act_fn: silu(g) = g * sigmoid(g); the exponential is taken in f32.
    %sigmoid = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]}
        ins(%gate : tensor<32x14336xbf16>) outs(%gate_empty : tensor<32x14336xbf16>) {
    ^bb0(%value: bf16, %out: bf16):
      %wide = arith.extf %value : bf16 to f32
      %negated = arith.negf %wide : f32
      %exp = math.exp %negated : f32
      %denominator = arith.addf %exp, %one : f32
      %quotient = arith.divf %one, %denominator : f32
      %rounded = arith.truncf %quotient : f32 to bf16
      linalg.yield %rounded : bf16
    } -> tensor<32x14336xbf16>
    %silu = linalg.generic {indexing_maps = [#id2, #id2, #id2], iterator_types = ["parallel", "parallel"]}
        ins(%sigmoid, %gate : tensor<32x14336xbf16>, tensor<32x14336xbf16>) outs(%gate_empty : tensor<32x14336xbf16>) {
    ^bb0(%weight: bf16, %value: bf16, %out: bf16):
      %product = arith.mulf %weight, %value : bf16
      linalg.yield %product : bf16
    } -> tensor<32x14336xbf16>

    // up_proj: [32, 4096] x [14336, 4096]^T
    %up_empty_f32 = tensor.empty() : tensor<32x14336xf32>
    %up_zero = linalg.fill ins(%zero : f32) outs(%up_empty_f32 : tensor<32x14336xf32>) -> tensor<32x14336xf32>
    %up_f32 = linalg.matmul indexing_maps = [#a, #bt, #c]
        ins(%x2, %w_up : tensor<32x4096xbf16>, tensor<14336x4096xbf16>)
        outs(%up_zero : tensor<32x14336xf32>) -> tensor<32x14336xf32>
    %up_empty = tensor.empty() : tensor<32x14336xbf16>
    %up = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]}
        ins(%up_f32 : tensor<32x14336xf32>) outs(%up_empty : tensor<32x14336xbf16>) {
    ^bb0(%value: f32, %out: bf16):
      %rounded = arith.truncf %value : f32 to bf16
      linalg.yield %rounded : bf16
    } -> tensor<32x14336xbf16>

    %gated = linalg.generic {indexing_maps = [#id2, #id2, #id2], iterator_types = ["parallel", "parallel"]}
        ins(%silu, %up : tensor<32x14336xbf16>, tensor<32x14336xbf16>) outs(%up_empty : tensor<32x14336xbf16>) {
    ^bb0(%lhs: bf16, %rhs: bf16, %out: bf16):
      %product = arith.mulf %lhs, %rhs : bf16
      linalg.yield %product : bf16
    } -> tensor<32x14336xbf16>

    // down_proj: [32, 14336] x [4096, 14336]^T
    %down_empty_f32 = tensor.empty() : tensor<32x4096xf32>
    %down_zero = linalg.fill ins(%zero : f32) outs(%down_empty_f32 : tensor<32x4096xf32>) -> tensor<32x4096xf32>
    %down_f32 = linalg.matmul indexing_maps = [#a, #bt, #c]
        ins(%gated, %w_down : tensor<32x14336xbf16>, tensor<4096x14336xbf16>)
        outs(%down_zero : tensor<32x4096xf32>) -> tensor<32x4096xf32>
    %down_empty = tensor.empty() : tensor<32x4096xbf16>
    %down = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]}
        ins(%down_f32 : tensor<32x4096xf32>) outs(%down_empty : tensor<32x4096xbf16>) {
    ^bb0(%value: f32, %out: bf16):
      %rounded = arith.truncf %value : f32 to bf16
      linalg.yield %rounded : bf16
    } -> tensor<32x4096xbf16>

    // The residual connection.
    %sum = linalg.generic {indexing_maps = [#id2, #id2, #id2], iterator_types = ["parallel", "parallel"]}
        ins(%x2, %down : tensor<32x4096xbf16>, tensor<32x4096xbf16>) outs(%down_empty : tensor<32x4096xbf16>) {
    ^bb0(%lhs: bf16, %rhs: bf16, %out: bf16):
      %added = arith.addf %lhs, %rhs : bf16
      linalg.yield %added : bf16
    } -> tensor<32x4096xbf16>
    %result = tensor.expand_shape %sum [[0, 1], [2]] output_shape [1, 32, 4096]
        : tensor<32x4096xbf16> into tensor<1x32x4096xbf16>
    return %result : tensor<1x32x4096xbf16>
  }
}
