// The MLP of ERNIE 4.5 0.3B on 256 tokens, f32:
//   y = x + (silu(x Wg^T) * (x Wu^T)) Wd^T
// Written as torch-mlir writes aten.matmul of a batched activation and a matrix: the weight, stored [out, in], is
// transposed, broadcast over the batch, and multiplied by linalg.batch_matmul.
#id3 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#weight = affine_map<(d0, d1, d2) -> (d1, d2)>

module @ernie_4_5_0_3b_mlp {
  func.func @main(
      %x: tensor<1x256x1024xf32>,
      %w_gate: tensor<3072x1024xf32> {aicc.weight}, %w_up: tensor<3072x1024xf32> {aicc.weight},
      %w_down: tensor<1024x3072xf32> {aicc.weight}) -> tensor<1x256x1024xf32> {
    %zero = arith.constant 0.000000e+00 : f32
    %one = arith.constant 1.000000e+00 : f32

    // gate_proj: [1, 256, 1024] x [3072, 1024]^T
    %gate_wt_empty = tensor.empty() : tensor<1024x3072xf32>
    %gate_wt = linalg.transpose ins(%w_gate : tensor<3072x1024xf32>)
        outs(%gate_wt_empty : tensor<1024x3072xf32>) permutation = [1, 0]
    %gate_wb_empty = tensor.empty() : tensor<1x1024x3072xf32>
    %gate_wb = linalg.generic {indexing_maps = [#weight, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
        ins(%gate_wt : tensor<1024x3072xf32>) outs(%gate_wb_empty : tensor<1x1024x3072xf32>) {
    ^bb0(%value: f32, %out: f32):
      linalg.yield %value : f32
    } -> tensor<1x1024x3072xf32>
    %gate_empty = tensor.empty() : tensor<1x256x3072xf32>
    %gate_zero = linalg.fill ins(%zero : f32) outs(%gate_empty : tensor<1x256x3072xf32>) -> tensor<1x256x3072xf32>
    %gate = linalg.batch_matmul ins(%x, %gate_wb : tensor<1x256x1024xf32>, tensor<1x1024x3072xf32>)
        outs(%gate_zero : tensor<1x256x3072xf32>) -> tensor<1x256x3072xf32>

    // act_fn: silu(g) = g * sigmoid(g)
    %sigmoid = linalg.generic {indexing_maps = [#id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
        ins(%gate : tensor<1x256x3072xf32>) outs(%gate_empty : tensor<1x256x3072xf32>) {
    ^bb0(%value: f32, %out: f32):
      %negated = arith.negf %value : f32
      %exp = math.exp %negated : f32
      %denominator = arith.addf %exp, %one : f32
      %quotient = arith.divf %one, %denominator : f32
      linalg.yield %quotient : f32
    } -> tensor<1x256x3072xf32>
    %silu = linalg.generic {indexing_maps = [#id3, #id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
        ins(%sigmoid, %gate : tensor<1x256x3072xf32>, tensor<1x256x3072xf32>)
        outs(%gate_empty : tensor<1x256x3072xf32>) {
    ^bb0(%lhs: f32, %rhs: f32, %out: f32):
      %product = arith.mulf %lhs, %rhs : f32
      linalg.yield %product : f32
    } -> tensor<1x256x3072xf32>

    // up_proj: [1, 256, 1024] x [3072, 1024]^T
    %up_wt_empty = tensor.empty() : tensor<1024x3072xf32>
    %up_wt = linalg.transpose ins(%w_up : tensor<3072x1024xf32>)
        outs(%up_wt_empty : tensor<1024x3072xf32>) permutation = [1, 0]
    %up_wb_empty = tensor.empty() : tensor<1x1024x3072xf32>
    %up_wb = linalg.generic {indexing_maps = [#weight, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
        ins(%up_wt : tensor<1024x3072xf32>) outs(%up_wb_empty : tensor<1x1024x3072xf32>) {
    ^bb0(%value: f32, %out: f32):
      linalg.yield %value : f32
    } -> tensor<1x1024x3072xf32>
    %up_empty = tensor.empty() : tensor<1x256x3072xf32>
    %up_zero = linalg.fill ins(%zero : f32) outs(%up_empty : tensor<1x256x3072xf32>) -> tensor<1x256x3072xf32>
    %up = linalg.batch_matmul ins(%x, %up_wb : tensor<1x256x1024xf32>, tensor<1x1024x3072xf32>)
        outs(%up_zero : tensor<1x256x3072xf32>) -> tensor<1x256x3072xf32>

    %gated = linalg.generic {indexing_maps = [#id3, #id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
        ins(%silu, %up : tensor<1x256x3072xf32>, tensor<1x256x3072xf32>)
        outs(%up_empty : tensor<1x256x3072xf32>) {
    ^bb0(%lhs: f32, %rhs: f32, %out: f32):
      %product = arith.mulf %lhs, %rhs : f32
      linalg.yield %product : f32
    } -> tensor<1x256x3072xf32>

    // down_proj: [1, 256, 3072] x [1024, 3072]^T
    %down_wt_empty = tensor.empty() : tensor<3072x1024xf32>
    %down_wt = linalg.transpose ins(%w_down : tensor<1024x3072xf32>)
        outs(%down_wt_empty : tensor<3072x1024xf32>) permutation = [1, 0]
    %down_wb_empty = tensor.empty() : tensor<1x3072x1024xf32>
    %down_wb = linalg.generic {indexing_maps = [#weight, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
        ins(%down_wt : tensor<3072x1024xf32>) outs(%down_wb_empty : tensor<1x3072x1024xf32>) {
    ^bb0(%value: f32, %out: f32):
      linalg.yield %value : f32
    } -> tensor<1x3072x1024xf32>
    %down_empty = tensor.empty() : tensor<1x256x1024xf32>
    %down_zero = linalg.fill ins(%zero : f32) outs(%down_empty : tensor<1x256x1024xf32>) -> tensor<1x256x1024xf32>
    %down = linalg.batch_matmul ins(%gated, %down_wb : tensor<1x256x3072xf32>, tensor<1x3072x1024xf32>)
        outs(%down_zero : tensor<1x256x1024xf32>) -> tensor<1x256x1024xf32>

    // The residual connection.
    %result = linalg.generic {indexing_maps = [#id3, #id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
        ins(%x, %down : tensor<1x256x1024xf32>, tensor<1x256x1024xf32>) outs(%down_empty : tensor<1x256x1024xf32>) {
    ^bb0(%lhs: f32, %rhs: f32, %out: f32):
      %sum = arith.addf %lhs, %rhs : f32
      linalg.yield %sum : f32
    } -> tensor<1x256x1024xf32>
    return %result : tensor<1x256x1024xf32>
  }
}
