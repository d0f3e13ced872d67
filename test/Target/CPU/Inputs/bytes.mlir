// Products of bytes of each sign, with edges on every side and a depth of an odd size.
#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>
func.func @signed(%x: tensor<67x131xi8>, %w: tensor<276x131xi8> {aicc.weight}) -> tensor<67x276xi32> {
  %zero = arith.constant 0 : i32
  %e = tensor.empty() : tensor<67x276xi32>
  %start = linalg.fill ins(%zero : i32) outs(%e : tensor<67x276xi32>) -> tensor<67x276xi32>
  %r = linalg.generic {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<67x131xi8>, tensor<276x131xi8>) outs(%start : tensor<67x276xi32>) {
  ^bb0(%a: i8, %b: i8, %s: i32):
    %p = arith.extsi %a : i8 to i32
    %q = arith.extsi %b : i8 to i32
    %t = arith.muli %p, %q : i32
    %u = arith.addi %s, %t : i32
    linalg.yield %u : i32
  } -> tensor<67x276xi32>
  return %r : tensor<67x276xi32>
}
func.func @unsigned(%x: tensor<67x131xi8>, %w: tensor<276x131xi8> {aicc.weight}) -> tensor<67x276xi32> {
  %zero = arith.constant 0 : i32
  %e = tensor.empty() : tensor<67x276xi32>
  %start = linalg.fill ins(%zero : i32) outs(%e : tensor<67x276xi32>) -> tensor<67x276xi32>
  %r = linalg.generic {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<67x131xi8>, tensor<276x131xi8>) outs(%start : tensor<67x276xi32>) {
  ^bb0(%a: i8, %b: i8, %s: i32):
    %p = arith.extui %a : i8 to i32
    %q = arith.extui %b : i8 to i32
    %t = arith.muli %p, %q : i32
    %u = arith.addi %s, %t : i32
    linalg.yield %u : i32
  } -> tensor<67x276xi32>
  return %r : tensor<67x276xi32>
}
func.func @mixed(%x: tensor<67x131xi8>, %w: tensor<276x131xi8> {aicc.weight}) -> tensor<67x276xi32> {
  %zero = arith.constant 0 : i32
  %e = tensor.empty() : tensor<67x276xi32>
  %start = linalg.fill ins(%zero : i32) outs(%e : tensor<67x276xi32>) -> tensor<67x276xi32>
  %r = linalg.generic {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<67x131xi8>, tensor<276x131xi8>) outs(%start : tensor<67x276xi32>) {
  ^bb0(%a: i8, %b: i8, %s: i32):
    %p = arith.extsi %a : i8 to i32
    %q = arith.extui %b : i8 to i32
    %t = arith.muli %p, %q : i32
    %u = arith.addi %s, %t : i32
    linalg.yield %u : i32
  } -> tensor<67x276xi32>
  return %r : tensor<67x276xi32>
}
