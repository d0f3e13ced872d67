// The normalising passes in their order, on models as exporters write them.
// DEFINE: %{normalise} = --pass-pipeline='builtin.module(lower-tosa,func.func(generalise-named-ops,widen-small-floats,fold-data-movement,fuse-elementwise,close-bodies))'
// RUN: aicc-opt %examples/bert-base-ffn.mlir %{normalise} | FileCheck %s --check-prefix=BERT
// RUN: aicc-opt %examples/llama3-8b-mlp.mlir %{normalise} | FileCheck %s --check-prefix=LLAMA

// Two contractions, each with one element-wise operation: bias and gelu, bias and residual connection.
// BERT-NOT:   linalg.transpose
// BERT:       linalg.generic {{.*}}"reduction"
// BERT:       linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]
// BERT:         math.erf
// BERT:       linalg.generic {{.*}}"reduction"
// BERT:       linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]
// BERT-NOT:   linalg.generic

// Two sibling contractions, one element-wise operation that reads both, a contraction, the residual connection.
// LLAMA:      linalg.generic {{.*}}"reduction"{{.*}} outs(%{{.*}} : tensor<32x14336xf32>)
// LLAMA:      linalg.generic {{.*}}"reduction"{{.*}} outs(%{{.*}} : tensor<32x14336xf32>)
// LLAMA:      linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<32x14336xf32>, tensor<32x14336xf32>)
// LLAMA:        math.exp
// LLAMA:      linalg.generic {{.*}}"reduction"
// LLAMA:      linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]
// LLAMA-NOT:  linalg.generic
