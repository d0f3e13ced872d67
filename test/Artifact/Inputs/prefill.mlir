// Grouped heads, a causal rule and lengths, in the layout behind a projection; SEQ queries and keys.
func.func @main(%q: tensor<1xSEQx8x64xTYPE>, %k: tensor<1xSEQx2x64xTYPE>, %v: tensor<1xSEQx2x64xTYPE>, %n: tensor<1xi32>)
    -> tensor<1xSEQx8x64xTYPE> {
  %0 = graph.attention %q, %k, %v lengths(%n : tensor<1xi32>)
      {scale = 0.125 : f64, causal = #graph.causal<from_end>, layout = #graph.layout<bshd>}
      : tensor<1xSEQx8x64xTYPE>, tensor<1xSEQx2x64xTYPE>, tensor<1xSEQx2x64xTYPE> -> tensor<1xSEQx8x64xTYPE>
  return %0 : tensor<1xSEQx8x64xTYPE>
}
