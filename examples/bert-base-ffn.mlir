// The feed-forward block of BERT base on one sequence of 512 tokens, f32:
//   y = x + gelu(x W1^T + b1) W2^T + b2
// Written as torch.export and torch-mlir write it: aten.linear is view, t, addmm and view, so activations are collapsed
// to two dimensions, each weight, stored [out, in], is transposed in the graph, and the bias is broadcast afterwards.
#id3 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#id2 = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d1)>

module @bert_base_ffn {
  func.func @main(
      %x: tensor<1x512x768xf32>,
      %w1: tensor<3072x768xf32> {aicc.weight}, %b1: tensor<3072xf32> {aicc.weight},
      %w2: tensor<768x3072xf32> {aicc.weight}, %b2: tensor<768xf32> {aicc.weight}) -> tensor<1x512x768xf32> {
    %zero = arith.constant 0.000000e+00 : f32
    %half = arith.constant 5.000000e-01 : f32
    %one = arith.constant 1.000000e+00 : f32
    %sqrt2 = arith.constant 1.41421354 : f32

    // intermediate.dense: [512, 768] x [3072, 768]^T + [3072]
    %x2 = tensor.collapse_shape %x [[0, 1], [2]] : tensor<1x512x768xf32> into tensor<512x768xf32>
    %w1_empty = tensor.empty() : tensor<768x3072xf32>
    %w1_t = linalg.transpose ins(%w1 : tensor<3072x768xf32>) outs(%w1_empty : tensor<768x3072xf32>) permutation = [1, 0]
    %h_empty = tensor.empty() : tensor<512x3072xf32>
    %h_zero = linalg.fill ins(%zero : f32) outs(%h_empty : tensor<512x3072xf32>) -> tensor<512x3072xf32>
    %h_mm = linalg.matmul ins(%x2, %w1_t : tensor<512x768xf32>, tensor<768x3072xf32>)
        outs(%h_zero : tensor<512x3072xf32>) -> tensor<512x3072xf32>
    %h2 = linalg.generic {indexing_maps = [#id2, #row, #id2], iterator_types = ["parallel", "parallel"]}
        ins(%h_mm, %b1 : tensor<512x3072xf32>, tensor<3072xf32>) outs(%h_empty : tensor<512x3072xf32>) {
    ^bb0(%value: f32, %bias: f32, %out: f32):
      %sum = arith.addf %value, %bias : f32
      linalg.yield %sum : f32
    } -> tensor<512x3072xf32>
    %h = tensor.expand_shape %h2 [[0, 1], [2]] output_shape [1, 512, 3072]
        : tensor<512x3072xf32> into tensor<1x512x3072xf32>

    // intermediate_act_fn: gelu(h) = h / 2 * (1 + erf(h / sqrt(2)))
    %g_empty = tensor.empty() : tensor<1x512x3072xf32>
    %g = linalg.generic {indexing_maps = [#id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
        ins(%h : tensor<1x512x3072xf32>) outs(%g_empty : tensor<1x512x3072xf32>) {
    ^bb0(%value: f32, %out: f32):
      %scaled = arith.divf %value, %sqrt2 : f32
      %erf = math.erf %scaled : f32
      %shifted = arith.addf %erf, %one : f32
      %cdf = arith.mulf %shifted, %half : f32
      %gelu = arith.mulf %value, %cdf : f32
      linalg.yield %gelu : f32
    } -> tensor<1x512x3072xf32>

    // output.dense: [512, 3072] x [768, 3072]^T + [768]
    %g2 = tensor.collapse_shape %g [[0, 1], [2]] : tensor<1x512x3072xf32> into tensor<512x3072xf32>
    %w2_empty = tensor.empty() : tensor<3072x768xf32>
    %w2_t = linalg.transpose ins(%w2 : tensor<768x3072xf32>) outs(%w2_empty : tensor<3072x768xf32>) permutation = [1, 0]
    %y_empty = tensor.empty() : tensor<512x768xf32>
    %y_zero = linalg.fill ins(%zero : f32) outs(%y_empty : tensor<512x768xf32>) -> tensor<512x768xf32>
    %y_mm = linalg.matmul ins(%g2, %w2_t : tensor<512x3072xf32>, tensor<3072x768xf32>)
        outs(%y_zero : tensor<512x768xf32>) -> tensor<512x768xf32>
    %y2 = linalg.generic {indexing_maps = [#id2, #row, #id2], iterator_types = ["parallel", "parallel"]}
        ins(%y_mm, %b2 : tensor<512x768xf32>, tensor<768xf32>) outs(%y_empty : tensor<512x768xf32>) {
    ^bb0(%value: f32, %bias: f32, %out: f32):
      %sum = arith.addf %value, %bias : f32
      linalg.yield %sum : f32
    } -> tensor<512x768xf32>
    %y = tensor.expand_shape %y2 [[0, 1], [2]] output_shape [1, 512, 768]
        : tensor<512x768xf32> into tensor<1x512x768xf32>

    // The residual connection.
    %result_empty = tensor.empty() : tensor<1x512x768xf32>
    %result = linalg.generic {indexing_maps = [#id3, #id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
        ins(%y, %x : tensor<1x512x768xf32>, tensor<1x512x768xf32>) outs(%result_empty : tensor<1x512x768xf32>) {
    ^bb0(%value: f32, %residual: f32, %out: f32):
      %sum = arith.addf %value, %residual : f32
      linalg.yield %sum : f32
    } -> tensor<1x512x768xf32>
    return %result : tensor<1x512x768xf32>
  }
}
