// However a graph spells a product, the kernel has one identity; another transposition is another kernel. The digests are
// golden: records of tuned kernels are found by them, so a change here makes all records unreachable.
// RUN: aicc-opt %s --split-input-file --generalise-named-ops --widen-small-floats --fold-data-movement \
// RUN:   --fuse-elementwise --close-bodies --choose-regions --form-kernels --print-kernel-identity \
// RUN:   --mlir-print-op-on-diagnostic=false -o /dev/null 2>&1 | FileCheck %s

// Both operands as linalg.matmul takes them: linalg.matmul.
// CHECK: kernel nn_matmul_k0 has identity 8cc8c713f1d25e089ef115429bcdf19096f894bf4d9ea802b1d460ab6ae3dfb1
func.func @nn_matmul(%a: tensor<24x32xf32>, %b: tensor<32x40xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.matmul ins(%a, %b : tensor<24x32xf32>, tensor<32x40xf32>) outs(%init : tensor<24x40xf32>) -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.contract.
// CHECK: kernel nn_contract_k0 has identity 8cc8c713f1d25e089ef115429bcdf19096f894bf4d9ea802b1d460ab6ae3dfb1
func.func @nn_contract(%a: tensor<24x32xf32>, %b: tensor<32x40xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.contract
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]
      ins(%a, %b : tensor<24x32xf32>, tensor<32x40xf32>) outs(%init : tensor<24x40xf32>) -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.generic.
// CHECK: kernel nn_generic_k0 has identity 8cc8c713f1d25e089ef115429bcdf19096f894bf4d9ea802b1d460ab6ae3dfb1
func.func @nn_generic(%a: tensor<24x32xf32>, %b: tensor<32x40xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.generic
      {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
       iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<24x32xf32>, tensor<32x40xf32>) outs(%init : tensor<24x40xf32>) {
  ^bb0(%x: f32, %y: f32, %sum: f32):
    %p = arith.mulf %x, %y : f32
    %s = arith.addf %sum, %p : f32
    linalg.yield %s : f32
  } -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.generic with operands, loops and factors the other way round.
// CHECK: kernel nn_swapped_k0 has identity 8cc8c713f1d25e089ef115429bcdf19096f894bf4d9ea802b1d460ab6ae3dfb1
func.func @nn_swapped(%a: tensor<24x32xf32>, %b: tensor<32x40xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.generic
      {indexing_maps = [affine_map<(k, n, m) -> (k, n)>, affine_map<(k, n, m) -> (m, k)>, affine_map<(k, n, m) -> (m, n)>],
       iterator_types = ["reduction", "parallel", "parallel"]}
      ins(%b, %a : tensor<32x40xf32>, tensor<24x32xf32>) outs(%init : tensor<24x40xf32>) {
  ^bb0(%y: f32, %x: f32, %sum: f32):
    %p = arith.mulf %y, %x : f32
    %s = arith.addf %p, %sum : f32
    linalg.yield %s : f32
  } -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The second operand transposed: linalg.matmul.
// CHECK: kernel nt_matmul_k0 has identity 2018963d0bfddde60ae785ceebc14a538566ffc85f234a8986ae7af8dbdeaf51
func.func @nt_matmul(%a: tensor<24x32xf32>, %b: tensor<40x32xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.matmul
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]
      ins(%a, %b : tensor<24x32xf32>, tensor<40x32xf32>) outs(%init : tensor<24x40xf32>) -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.contract.
// CHECK: kernel nt_contract_k0 has identity 2018963d0bfddde60ae785ceebc14a538566ffc85f234a8986ae7af8dbdeaf51
func.func @nt_contract(%a: tensor<24x32xf32>, %b: tensor<40x32xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.contract
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]
      ins(%a, %b : tensor<24x32xf32>, tensor<40x32xf32>) outs(%init : tensor<24x40xf32>) -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.generic.
// CHECK: kernel nt_generic_k0 has identity 2018963d0bfddde60ae785ceebc14a538566ffc85f234a8986ae7af8dbdeaf51
func.func @nt_generic(%a: tensor<24x32xf32>, %b: tensor<40x32xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.generic
      {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>],
       iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<24x32xf32>, tensor<40x32xf32>) outs(%init : tensor<24x40xf32>) {
  ^bb0(%x: f32, %y: f32, %sum: f32):
    %p = arith.mulf %x, %y : f32
    %s = arith.addf %sum, %p : f32
    linalg.yield %s : f32
  } -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.generic with operands, loops and factors the other way round.
// CHECK: kernel nt_swapped_k0 has identity 2018963d0bfddde60ae785ceebc14a538566ffc85f234a8986ae7af8dbdeaf51
func.func @nt_swapped(%a: tensor<24x32xf32>, %b: tensor<40x32xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.generic
      {indexing_maps = [affine_map<(k, n, m) -> (n, k)>, affine_map<(k, n, m) -> (m, k)>, affine_map<(k, n, m) -> (m, n)>],
       iterator_types = ["reduction", "parallel", "parallel"]}
      ins(%b, %a : tensor<40x32xf32>, tensor<24x32xf32>) outs(%init : tensor<24x40xf32>) {
  ^bb0(%y: f32, %x: f32, %sum: f32):
    %p = arith.mulf %y, %x : f32
    %s = arith.addf %p, %sum : f32
    linalg.yield %s : f32
  } -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.transpose before the named operation.
// CHECK: kernel nt_transposed_k0 has identity 2018963d0bfddde60ae785ceebc14a538566ffc85f234a8986ae7af8dbdeaf51
func.func @nt_transposed(%a: tensor<24x32xf32>, %b: tensor<40x32xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %be = tensor.empty() : tensor<32x40xf32>
  %bt = linalg.transpose ins(%b : tensor<40x32xf32>) outs(%be : tensor<32x40xf32>) permutation = [1, 0]
  %0 = linalg.matmul ins(%a, %bt : tensor<24x32xf32>, tensor<32x40xf32>) outs(%init : tensor<24x40xf32>) -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The first operand transposed: linalg.matmul.
// CHECK: kernel tn_matmul_k0 has identity 4ffca6cac79e00b8698ddca4cdd20af0530ed8edcec7bdd276961a8149fb0bd8
func.func @tn_matmul(%a: tensor<32x24xf32>, %b: tensor<32x40xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.matmul
      indexing_maps = [affine_map<(m, n, k) -> (k, m)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]
      ins(%a, %b : tensor<32x24xf32>, tensor<32x40xf32>) outs(%init : tensor<24x40xf32>) -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.contract.
// CHECK: kernel tn_contract_k0 has identity 4ffca6cac79e00b8698ddca4cdd20af0530ed8edcec7bdd276961a8149fb0bd8
func.func @tn_contract(%a: tensor<32x24xf32>, %b: tensor<32x40xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.contract
      indexing_maps = [affine_map<(m, n, k) -> (k, m)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]
      ins(%a, %b : tensor<32x24xf32>, tensor<32x40xf32>) outs(%init : tensor<24x40xf32>) -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.generic.
// CHECK: kernel tn_generic_k0 has identity 4ffca6cac79e00b8698ddca4cdd20af0530ed8edcec7bdd276961a8149fb0bd8
func.func @tn_generic(%a: tensor<32x24xf32>, %b: tensor<32x40xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.generic
      {indexing_maps = [affine_map<(m, n, k) -> (k, m)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
       iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<32x24xf32>, tensor<32x40xf32>) outs(%init : tensor<24x40xf32>) {
  ^bb0(%x: f32, %y: f32, %sum: f32):
    %p = arith.mulf %x, %y : f32
    %s = arith.addf %sum, %p : f32
    linalg.yield %s : f32
  } -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.generic with operands, loops and factors the other way round.
// CHECK: kernel tn_swapped_k0 has identity 4ffca6cac79e00b8698ddca4cdd20af0530ed8edcec7bdd276961a8149fb0bd8
func.func @tn_swapped(%a: tensor<32x24xf32>, %b: tensor<32x40xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.generic
      {indexing_maps = [affine_map<(k, n, m) -> (k, n)>, affine_map<(k, n, m) -> (k, m)>, affine_map<(k, n, m) -> (m, n)>],
       iterator_types = ["reduction", "parallel", "parallel"]}
      ins(%b, %a : tensor<32x40xf32>, tensor<32x24xf32>) outs(%init : tensor<24x40xf32>) {
  ^bb0(%y: f32, %x: f32, %sum: f32):
    %p = arith.mulf %y, %x : f32
    %s = arith.addf %p, %sum : f32
    linalg.yield %s : f32
  } -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.transpose before the named operation.
// CHECK: kernel tn_transposed_k0 has identity 4ffca6cac79e00b8698ddca4cdd20af0530ed8edcec7bdd276961a8149fb0bd8
func.func @tn_transposed(%a: tensor<32x24xf32>, %b: tensor<32x40xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %ae = tensor.empty() : tensor<24x32xf32>
  %at = linalg.transpose ins(%a : tensor<32x24xf32>) outs(%ae : tensor<24x32xf32>) permutation = [1, 0]
  %0 = linalg.matmul ins(%at, %b : tensor<24x32xf32>, tensor<32x40xf32>) outs(%init : tensor<24x40xf32>) -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// Both operands transposed: linalg.matmul.
// CHECK: kernel tt_matmul_k0 has identity e14438f36a6ef6bf8fc0a27a6793ddd9997ee6a1a00f4b31c1c848ec17daf1fe
func.func @tt_matmul(%a: tensor<32x24xf32>, %b: tensor<40x32xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.matmul
      indexing_maps = [affine_map<(m, n, k) -> (k, m)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]
      ins(%a, %b : tensor<32x24xf32>, tensor<40x32xf32>) outs(%init : tensor<24x40xf32>) -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.contract.
// CHECK: kernel tt_contract_k0 has identity e14438f36a6ef6bf8fc0a27a6793ddd9997ee6a1a00f4b31c1c848ec17daf1fe
func.func @tt_contract(%a: tensor<32x24xf32>, %b: tensor<40x32xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.contract
      indexing_maps = [affine_map<(m, n, k) -> (k, m)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]
      ins(%a, %b : tensor<32x24xf32>, tensor<40x32xf32>) outs(%init : tensor<24x40xf32>) -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.generic.
// CHECK: kernel tt_generic_k0 has identity e14438f36a6ef6bf8fc0a27a6793ddd9997ee6a1a00f4b31c1c848ec17daf1fe
func.func @tt_generic(%a: tensor<32x24xf32>, %b: tensor<40x32xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.generic
      {indexing_maps = [affine_map<(m, n, k) -> (k, m)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>],
       iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<32x24xf32>, tensor<40x32xf32>) outs(%init : tensor<24x40xf32>) {
  ^bb0(%x: f32, %y: f32, %sum: f32):
    %p = arith.mulf %x, %y : f32
    %s = arith.addf %sum, %p : f32
    linalg.yield %s : f32
  } -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.generic with operands, loops and factors the other way round.
// CHECK: kernel tt_swapped_k0 has identity e14438f36a6ef6bf8fc0a27a6793ddd9997ee6a1a00f4b31c1c848ec17daf1fe
func.func @tt_swapped(%a: tensor<32x24xf32>, %b: tensor<40x32xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %0 = linalg.generic
      {indexing_maps = [affine_map<(k, n, m) -> (n, k)>, affine_map<(k, n, m) -> (k, m)>, affine_map<(k, n, m) -> (m, n)>],
       iterator_types = ["reduction", "parallel", "parallel"]}
      ins(%b, %a : tensor<40x32xf32>, tensor<32x24xf32>) outs(%init : tensor<24x40xf32>) {
  ^bb0(%y: f32, %x: f32, %sum: f32):
    %p = arith.mulf %y, %x : f32
    %s = arith.addf %p, %sum : f32
    linalg.yield %s : f32
  } -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// The same: linalg.transpose before the named operation.
// CHECK: kernel tt_transposed_k0 has identity e14438f36a6ef6bf8fc0a27a6793ddd9997ee6a1a00f4b31c1c848ec17daf1fe
func.func @tt_transposed(%a: tensor<32x24xf32>, %b: tensor<40x32xf32>, %c: tensor<24x40xf32>) -> tensor<24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<24x40xf32>) -> tensor<24x40xf32>
  %ae = tensor.empty() : tensor<24x32xf32>
  %at = linalg.transpose ins(%a : tensor<32x24xf32>) outs(%ae : tensor<24x32xf32>) permutation = [1, 0]
  %be = tensor.empty() : tensor<32x40xf32>
  %bt = linalg.transpose ins(%b : tensor<40x32xf32>) outs(%be : tensor<32x40xf32>) permutation = [1, 0]
  %0 = linalg.matmul ins(%at, %bt : tensor<24x32xf32>, tensor<32x40xf32>) outs(%init : tensor<24x40xf32>) -> tensor<24x40xf32>
  return %0 : tensor<24x40xf32>
}

// -----

// A batch of products, the second operand transposed: linalg.batch_matmul.
// CHECK: kernel batch_matmul_k0 has identity 74cd1645bfc57064394fed07f9baa1254ef5b0bc56fe656200f1fcbcc5668799
func.func @batch_matmul(%a: tensor<3x24x32xf32>, %b: tensor<3x40x32xf32>, %c: tensor<3x24x40xf32>) -> tensor<3x24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<3x24x40xf32>) -> tensor<3x24x40xf32>
  %0 = linalg.batch_matmul
      indexing_maps = [affine_map<(b, m, n, k) -> (b, m, k)>, affine_map<(b, m, n, k) -> (b, n, k)>, affine_map<(b, m, n, k) -> (b, m, n)>]
      ins(%a, %b : tensor<3x24x32xf32>, tensor<3x40x32xf32>) outs(%init : tensor<3x24x40xf32>) -> tensor<3x24x40xf32>
  return %0 : tensor<3x24x40xf32>
}

// -----

// The same: linalg.contract.
// CHECK: kernel batch_contract_k0 has identity 74cd1645bfc57064394fed07f9baa1254ef5b0bc56fe656200f1fcbcc5668799
func.func @batch_contract(%a: tensor<3x24x32xf32>, %b: tensor<3x40x32xf32>, %c: tensor<3x24x40xf32>) -> tensor<3x24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<3x24x40xf32>) -> tensor<3x24x40xf32>
  %0 = linalg.contract
      indexing_maps = [affine_map<(b, m, n, k) -> (b, m, k)>, affine_map<(b, m, n, k) -> (b, n, k)>, affine_map<(b, m, n, k) -> (b, m, n)>]
      ins(%a, %b : tensor<3x24x32xf32>, tensor<3x40x32xf32>) outs(%init : tensor<3x24x40xf32>) -> tensor<3x24x40xf32>
  return %0 : tensor<3x24x40xf32>
}

// -----

// The same: linalg.transpose before the named operation.
// CHECK: kernel batch_transposed_k0 has identity 74cd1645bfc57064394fed07f9baa1254ef5b0bc56fe656200f1fcbcc5668799
func.func @batch_transposed(%a: tensor<3x24x32xf32>, %b: tensor<3x40x32xf32>, %c: tensor<3x24x40xf32>) -> tensor<3x24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<3x24x40xf32>) -> tensor<3x24x40xf32>
  %e = tensor.empty() : tensor<3x32x40xf32>
  %t = linalg.transpose ins(%b : tensor<3x40x32xf32>) outs(%e : tensor<3x32x40xf32>) permutation = [0, 2, 1]
  %0 = linalg.batch_matmul ins(%a, %t : tensor<3x24x32xf32>, tensor<3x32x40xf32>) outs(%init : tensor<3x24x40xf32>) -> tensor<3x24x40xf32>
  return %0 : tensor<3x24x40xf32>
}

// -----

// The same: linalg.generic.
// CHECK: kernel batch_generic_k0 has identity 74cd1645bfc57064394fed07f9baa1254ef5b0bc56fe656200f1fcbcc5668799
func.func @batch_generic(%a: tensor<3x24x32xf32>, %b: tensor<3x40x32xf32>, %c: tensor<3x24x40xf32>) -> tensor<3x24x40xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%c : tensor<3x24x40xf32>) -> tensor<3x24x40xf32>
  %0 = linalg.generic
      {indexing_maps = [affine_map<(b, m, n, k) -> (b, m, k)>, affine_map<(b, m, n, k) -> (b, n, k)>, affine_map<(b, m, n, k) -> (b, m, n)>],
       iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<3x24x32xf32>, tensor<3x40x32xf32>) outs(%init : tensor<3x24x40xf32>) {
  ^bb0(%x: f32, %y: f32, %sum: f32):
    %p = arith.mulf %y, %x : f32
    %s = arith.addf %sum, %p : f32
    linalg.yield %s : f32
  } -> tensor<3x24x40xf32>
  return %0 : tensor<3x24x40xf32>
}
