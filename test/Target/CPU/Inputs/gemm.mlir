// GEMM with bias and GELU in f32, with shapes that tiles divide and shapes that they do not; weights packed beforehand
// and not; one row; and i8, whose sums are exact. The host in gemm.c compares with loops in f64.
#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#kn = affine_map<(m, n, k) -> (k, n)>
#mn = affine_map<(m, n, k) -> (m, n)>
#point = affine_map<(m, n) -> (m, n)>
#column = affine_map<(m, n) -> (n)>

func.func @whole(%a: tensor<120x64xf32>, %b: tensor<160x64xf32> {aicc.weight}, %bias: tensor<160xf32>)
    -> tensor<120x160xf32> {
  %zero = arith.constant 0.0 : f32
  %half = arith.constant 0.5 : f32
  %one = arith.constant 1.0 : f32
  %root = arith.constant 0.70710678118654752 : f32
  %empty = tensor.empty() : tensor<120x160xf32>
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<120x160xf32>) -> tensor<120x160xf32>
  %sum = linalg.matmul indexing_maps = [#mk, #nk, #mn]
      ins(%a, %b : tensor<120x64xf32>, tensor<160x64xf32>) outs(%start : tensor<120x160xf32>) -> tensor<120x160xf32>
  %result = linalg.generic {indexing_maps = [#point, #column, #point], iterator_types = ["parallel", "parallel"]}
      ins(%sum, %bias : tensor<120x160xf32>, tensor<160xf32>) outs(%empty : tensor<120x160xf32>) {
  ^bb0(%s: f32, %add: f32, %out: f32):
    %x = arith.addf %s, %add : f32
    %scaled = arith.mulf %x, %root : f32
    %erf = math.erf %scaled : f32
    %more = arith.addf %erf, %one : f32
    %halved = arith.mulf %x, %half : f32
    %gelu = arith.mulf %halved, %more : f32
    linalg.yield %gelu : f32
  } -> tensor<120x160xf32>
  return %result : tensor<120x160xf32>
}

func.func @edges(%a: tensor<33x65xf32>, %b: tensor<79x65xf32> {aicc.weight}, %bias: tensor<79xf32>)
    -> tensor<33x79xf32> {
  %zero = arith.constant 0.0 : f32
  %half = arith.constant 0.5 : f32
  %one = arith.constant 1.0 : f32
  %root = arith.constant 0.70710678118654752 : f32
  %empty = tensor.empty() : tensor<33x79xf32>
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<33x79xf32>) -> tensor<33x79xf32>
  %sum = linalg.matmul indexing_maps = [#mk, #nk, #mn]
      ins(%a, %b : tensor<33x65xf32>, tensor<79x65xf32>) outs(%start : tensor<33x79xf32>) -> tensor<33x79xf32>
  %result = linalg.generic {indexing_maps = [#point, #column, #point], iterator_types = ["parallel", "parallel"]}
      ins(%sum, %bias : tensor<33x79xf32>, tensor<79xf32>) outs(%empty : tensor<33x79xf32>) {
  ^bb0(%s: f32, %add: f32, %out: f32):
    %x = arith.addf %s, %add : f32
    %scaled = arith.mulf %x, %root : f32
    %erf = math.erf %scaled : f32
    %more = arith.addf %erf, %one : f32
    %halved = arith.mulf %x, %half : f32
    %gelu = arith.mulf %halved, %more : f32
    linalg.yield %gelu : f32
  } -> tensor<33x79xf32>
  return %result : tensor<33x79xf32>
}

func.func @in_place(%a: tensor<33x65xf32>, %b: tensor<65x79xf32>, %bias: tensor<79xf32>)
    -> tensor<33x79xf32> {
  %zero = arith.constant 0.0 : f32
  %half = arith.constant 0.5 : f32
  %one = arith.constant 1.0 : f32
  %root = arith.constant 0.70710678118654752 : f32
  %empty = tensor.empty() : tensor<33x79xf32>
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<33x79xf32>) -> tensor<33x79xf32>
  %sum = linalg.matmul indexing_maps = [#mk, #kn, #mn]
      ins(%a, %b : tensor<33x65xf32>, tensor<65x79xf32>) outs(%start : tensor<33x79xf32>) -> tensor<33x79xf32>
  %result = linalg.generic {indexing_maps = [#point, #column, #point], iterator_types = ["parallel", "parallel"]}
      ins(%sum, %bias : tensor<33x79xf32>, tensor<79xf32>) outs(%empty : tensor<33x79xf32>) {
  ^bb0(%s: f32, %add: f32, %out: f32):
    %x = arith.addf %s, %add : f32
    %scaled = arith.mulf %x, %root : f32
    %erf = math.erf %scaled : f32
    %more = arith.addf %erf, %one : f32
    %halved = arith.mulf %x, %half : f32
    %gelu = arith.mulf %halved, %more : f32
    linalg.yield %gelu : f32
  } -> tensor<33x79xf32>
  return %result : tensor<33x79xf32>
}

func.func @row(%a: tensor<1x300xf32>, %b: tensor<83x300xf32>, %bias: tensor<83xf32>)
    -> tensor<1x83xf32> {
  %zero = arith.constant 0.0 : f32
  %half = arith.constant 0.5 : f32
  %one = arith.constant 1.0 : f32
  %root = arith.constant 0.70710678118654752 : f32
  %empty = tensor.empty() : tensor<1x83xf32>
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x83xf32>) -> tensor<1x83xf32>
  %sum = linalg.matmul indexing_maps = [#mk, #nk, #mn]
      ins(%a, %b : tensor<1x300xf32>, tensor<83x300xf32>) outs(%start : tensor<1x83xf32>) -> tensor<1x83xf32>
  %result = linalg.generic {indexing_maps = [#point, #column, #point], iterator_types = ["parallel", "parallel"]}
      ins(%sum, %bias : tensor<1x83xf32>, tensor<83xf32>) outs(%empty : tensor<1x83xf32>) {
  ^bb0(%s: f32, %add: f32, %out: f32):
    %x = arith.addf %s, %add : f32
    %scaled = arith.mulf %x, %root : f32
    %erf = math.erf %scaled : f32
    %more = arith.addf %erf, %one : f32
    %halved = arith.mulf %x, %half : f32
    %gelu = arith.mulf %halved, %more : f32
    linalg.yield %gelu : f32
  } -> tensor<1x83xf32>
  return %result : tensor<1x83xf32>
}

func.func @integers(%a: tensor<7x37xi8>, %b: tensor<29x37xi8>) -> tensor<7x29xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<7x29xi32>
  %start = linalg.fill ins(%zero : i32) outs(%empty : tensor<7x29xi32>) -> tensor<7x29xi32>
  %sum = linalg.matmul indexing_maps = [#mk, #nk, #mn]
      ins(%a, %b : tensor<7x37xi8>, tensor<29x37xi8>) outs(%start : tensor<7x29xi32>) -> tensor<7x29xi32>
  return %sum : tensor<7x29xi32>
}
