// Every example is valid MLIR for upstream's tools, and marks its parameters as weights.
// RUN: mlir-opt %examples/bert-base-ffn.mlir | FileCheck %s --check-prefix=BERT
// RUN: mlir-opt %examples/llama3-8b-mlp.mlir | FileCheck %s --check-prefix=LLAMA
// RUN: mlir-opt %examples/ernie-4.5-0.3b-mlp.mlir | FileCheck %s --check-prefix=ERNIE

// BERT: func.func @main(%{{.*}}: tensor<1x512x768xf32>, %{{.*}}: tensor<3072x768xf32> {aicc.weight}
// BERT-COUNT-2: linalg.matmul ins
// LLAMA: func.func @main(%{{.*}}: tensor<1x32x4096xbf16>, %{{.*}}: tensor<14336x4096xbf16> {aicc.weight}
// LLAMA-COUNT-3: linalg.matmul indexing_maps
// ERNIE: func.func @main(%{{.*}}: tensor<1x256x1024xf32>, %{{.*}}: tensor<3072x1024xf32> {aicc.weight}
// ERNIE-COUNT-3: linalg.batch_matmul ins
