// bf16 GEMM with ReLU and a bf16 result, with edges on every side.
#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>
#point = affine_map<(m, n) -> (m, n)>
func.func @main(%a: tensor<45x67xbf16>, %b: tensor<83x67xbf16> {aicc.weight}) -> tensor<45x83xbf16> {
  %zero = arith.constant 0.0 : f32
  %sums = tensor.empty() : tensor<45x83xf32>
  %start = linalg.fill ins(%zero : f32) outs(%sums : tensor<45x83xf32>) -> tensor<45x83xf32>
  %sum = linalg.matmul indexing_maps = [#mk, #nk, #mn]
      ins(%a, %b : tensor<45x67xbf16>, tensor<83x67xbf16>) outs(%start : tensor<45x83xf32>) -> tensor<45x83xf32>
  %empty = tensor.empty() : tensor<45x83xbf16>
  %result = linalg.generic {indexing_maps = [#point, #point], iterator_types = ["parallel", "parallel"]}
      ins(%sum : tensor<45x83xf32>) outs(%empty : tensor<45x83xbf16>) {
  ^bb0(%s: f32, %out: bf16):
    %relu = arith.maximumf %s, %zero : f32
    %short = arith.truncf %relu : f32 to bf16
    linalg.yield %short : bf16
  } -> tensor<45x83xbf16>
  return %result : tensor<45x83xbf16>
}
