// Masks that raise-attention takes for bands, and such that it must leave as they are; see raised-masks.test.
#row = affine_map<(b, i, j) -> (i, j)>
#all = affine_map<(b, i, j) -> (b, i, j)>

func.func @empty_rows(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %me = tensor.empty() : tensor<8x8xi1>
  %m = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} outs(%me : tensor<8x8xi1>) {
  ^bb0(%out: i1):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %c = arith.cmpi slt, %j, %i : index
    linalg.yield %c : i1
  } -> tensor<8x8xi1>
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %t = linalg.generic {indexing_maps = [#row, #all, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%m, %s : tensor<8x8xi1>, tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) {
  ^bb0(%c: i1, %x: f32, %out: f32):
    %fill = arith.constant -3.40282347E+38 : f32
    %y = arith.select %c, %x, %fill : f32
    linalg.yield %y : f32
  } -> tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%t : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

func.func @band_and_mask(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>, %a: tensor<2x8x8xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %me = tensor.empty() : tensor<8x8xi1>
  %m = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} outs(%me : tensor<8x8xi1>) {
  ^bb0(%out: i1):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %c = arith.cmpi sle, %j, %i : index
    linalg.yield %c : i1
  } -> tensor<8x8xi1>
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %b = arith.addf %s, %a : tensor<2x8x8xf32>
  %t = linalg.generic {indexing_maps = [#row, #all, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%m, %b : tensor<8x8xi1>, tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) {
  ^bb0(%c: i1, %x: f32, %out: f32):
    %fill = arith.constant -3.40282347E+38 : f32
    %y = arith.select %c, %x, %fill : f32
    linalg.yield %y : f32
  } -> tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%t : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

func.func @band(%q: tensor<2x8x4xf32>, %k: tensor<2x4x8xf32>, %v: tensor<2x8x4xf32>) -> tensor<2x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %me = tensor.empty() : tensor<8x8xi1>
  %m = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} outs(%me : tensor<8x8xi1>) {
  ^bb0(%out: i1):
    %one = arith.constant 1 : index
    %two = arith.constant 2 : index
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %last = arith.addi %i, %one : index
    %first = arith.subi %i, %two : index
    %c = arith.cmpi sgt, %j, %last : index
    %d = arith.cmpi slt, %j, %first : index
    %h = arith.ori %c, %d : i1
    linalg.yield %h : i1
  } -> tensor<8x8xi1>
  %se = tensor.empty() : tensor<2x8x8xf32>
  %sz = linalg.fill ins(%zero : f32) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<2x8x4xf32>, tensor<2x4x8xf32>) outs(%sz : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %t = linalg.generic {indexing_maps = [#row, #all, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%m, %s : tensor<8x8xi1>, tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) {
  ^bb0(%c: i1, %x: f32, %out: f32):
    %fill = arith.constant -3.40282347E+38 : f32
    %y = arith.select %c, %fill, %x : f32
    linalg.yield %y : f32
  } -> tensor<2x8x8xf32>
  %p = linalg.softmax dimension(2) ins(%t : tensor<2x8x8xf32>) outs(%se : tensor<2x8x8xf32>) -> tensor<2x8x8xf32>
  %oe = tensor.empty() : tensor<2x8x4xf32>
  %oz = linalg.fill ins(%zero : f32) outs(%oe : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  %o = linalg.batch_matmul ins(%p, %v : tensor<2x8x8xf32>, tensor<2x8x4xf32>) outs(%oz : tensor<2x8x4xf32>) -> tensor<2x8x4xf32>
  return %o : tensor<2x8x4xf32>
}

// Products and softmax in f64, with a bias and a condition.
#two = affine_map<(i, j) -> (i, j)>
#queries = affine_map<(i, j) -> (i)>
#keys = affine_map<(i, j) -> (j)>
func.func @f64(%q: tensor<8x16xf64>, %k: tensor<32x16xf64>, %v: tensor<32x16xf64>, %bias: tensor<8x32xf64>, %keep: tensor<32xi1>) -> tensor<8x16xf64> {
  %z = arith.constant 0.0 : f64
  %ninf = arith.constant 0xFFF0000000000000 : f64
  %e = tensor.empty() : tensor<8x32xf64>
  %e1 = tensor.empty() : tensor<8xf64>
  %e2 = tensor.empty() : tensor<8x16xf64>
  %z0 = linalg.fill ins(%z : f64) outs(%e : tensor<8x32xf64>) -> tensor<8x32xf64>
  %s = linalg.matmul indexing_maps = [affine_map<(m,n,k)->(m,k)>, affine_map<(m,n,k)->(n,k)>, affine_map<(m,n,k)->(m,n)>] ins(%q, %k : tensor<8x16xf64>, tensor<32x16xf64>) outs(%z0 : tensor<8x32xf64>) -> tensor<8x32xf64>
  %t = linalg.generic {indexing_maps=[#two,#two,#keys,#two], iterator_types=["parallel","parallel"]} ins(%s, %bias, %keep : tensor<8x32xf64>, tensor<8x32xf64>, tensor<32xi1>) outs(%e : tensor<8x32xf64>) {
  ^bb0(%a: f64, %b: f64, %c: i1, %o: f64):
    %x = arith.addf %a, %b : f64
    %y = arith.select %c, %x, %ninf : f64
    linalg.yield %y : f64
  } -> tensor<8x32xf64>
  %m0 = linalg.fill ins(%ninf : f64) outs(%e1 : tensor<8xf64>) -> tensor<8xf64>
  %m = linalg.generic {indexing_maps=[#two,#queries], iterator_types=["parallel","reduction"]} ins(%t : tensor<8x32xf64>) outs(%m0 : tensor<8xf64>) {
  ^bb0(%a: f64, %o: f64):
    %x = arith.maximumf %a, %o : f64
    linalg.yield %x : f64
  } -> tensor<8xf64>
  %p = linalg.generic {indexing_maps=[#two,#queries,#two], iterator_types=["parallel","parallel"]} ins(%t, %m : tensor<8x32xf64>, tensor<8xf64>) outs(%e : tensor<8x32xf64>) {
  ^bb0(%a: f64, %b: f64, %o: f64):
    %x = arith.subf %a, %b : f64
    %y = math.exp %x : f64
    linalg.yield %y : f64
  } -> tensor<8x32xf64>
  %s0 = linalg.fill ins(%z : f64) outs(%e1 : tensor<8xf64>) -> tensor<8xf64>
  %sum = linalg.generic {indexing_maps=[#two,#queries], iterator_types=["parallel","reduction"]} ins(%p : tensor<8x32xf64>) outs(%s0 : tensor<8xf64>) {
  ^bb0(%a: f64, %o: f64):
    %x = arith.addf %a, %o : f64
    linalg.yield %x : f64
  } -> tensor<8xf64>
  %w = linalg.generic {indexing_maps=[#two,#queries,#two], iterator_types=["parallel","parallel"]} ins(%p, %sum : tensor<8x32xf64>, tensor<8xf64>) outs(%e : tensor<8x32xf64>) {
  ^bb0(%a: f64, %b: f64, %o: f64):
    %x = arith.divf %a, %b : f64
    linalg.yield %x : f64
  } -> tensor<8x32xf64>
  %r0 = linalg.fill ins(%z : f64) outs(%e2 : tensor<8x16xf64>) -> tensor<8x16xf64>
  %r = linalg.matmul ins(%w, %v : tensor<8x32xf64>, tensor<32x16xf64>) outs(%r0 : tensor<8x16xf64>) -> tensor<8x16xf64>
  return %r : tensor<8x16xf64>
}
