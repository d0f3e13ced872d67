// Slices of larger tensors go to kernels as views.
#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#kn = affine_map<(m, n, k) -> (k, n)>
#mn = affine_map<(m, n, k) -> (m, n)>

// Queries, keys and values packed side by side, with an odd head size.
func.func @qkv(%qkv: tensor<1x64x3x2x40xf32>) -> tensor<1x64x2x40xf32> {
  %q4 = tensor.extract_slice %qkv[0, 0, 0, 0, 0] [1, 64, 1, 2, 40] [1, 1, 1, 1, 1] : tensor<1x64x3x2x40xf32> to tensor<1x64x2x40xf32>
  %k4 = tensor.extract_slice %qkv[0, 0, 1, 0, 0] [1, 64, 1, 2, 40] [1, 1, 1, 1, 1] : tensor<1x64x3x2x40xf32> to tensor<1x64x2x40xf32>
  %v4 = tensor.extract_slice %qkv[0, 0, 2, 0, 0] [1, 64, 1, 2, 40] [1, 1, 1, 1, 1] : tensor<1x64x3x2x40xf32> to tensor<1x64x2x40xf32>
  %0 = graph.attention %q4, %k4, %v4 {scale = 0.158 : f64, layout = #graph.layout<bshd>, causal = #graph.causal<from_start>}
      : tensor<1x64x2x40xf32>, tensor<1x64x2x40xf32>, tensor<1x64x2x40xf32> -> tensor<1x64x2x40xf32>
  return %0 : tensor<1x64x2x40xf32>
}

// The same in bf16, one query, keys and values of a cache behind each other.
func.func @decode(%q: tensor<1x4x1x64xbf16>, %kv: tensor<1x2x100x128xbf16>) -> tensor<1x4x1x64xbf16> {
  %k = tensor.extract_slice %kv[0, 0, 0, 0] [1, 2, 100, 64] [1, 1, 1, 1] : tensor<1x2x100x128xbf16> to tensor<1x2x100x64xbf16>
  %v = tensor.extract_slice %kv[0, 0, 0, 64] [1, 2, 100, 64] [1, 1, 1, 1] : tensor<1x2x100x128xbf16> to tensor<1x2x100x64xbf16>
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<1x4x1x64xbf16>, tensor<1x2x100x64xbf16>, tensor<1x2x100x64xbf16> -> tensor<1x4x1x64xbf16>
  return %0 : tensor<1x4x1x64xbf16>
}

// Both factors of a product, at offsets that are aligned to nothing, and sizes with edges.
func.func @product(%x: tensor<20x100xf32>, %w: tensor<100x70xf32>) -> tensor<17x37xf32> {
  %a = tensor.extract_slice %x[2, 3] [17, 61] [1, 1] : tensor<20x100xf32> to tensor<17x61xf32>
  %b = tensor.extract_slice %w[5, 7] [61, 37] [1, 1] : tensor<100x70xf32> to tensor<61x37xf32>
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<17x37xf32>
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<17x37xf32>) -> tensor<17x37xf32>
  %y = linalg.matmul indexing_maps = [#mk, #kn, #mn] ins(%a, %b : tensor<17x61xf32>, tensor<61x37xf32>) outs(%start : tensor<17x37xf32>) -> tensor<17x37xf32>
  return %y : tensor<17x37xf32>
}

// One kernel, called with views of different strides: they are copied.
func.func @differing(%x: tensor<16x96xf32>, %z: tensor<16x80xf32>, %w: tensor<32x64xf32>) -> (tensor<16x32xf32>, tensor<16x32xf32>) {
  %a = tensor.extract_slice %x[0, 32] [16, 64] [1, 1] : tensor<16x96xf32> to tensor<16x64xf32>
  %b = tensor.extract_slice %z[0, 16] [16, 64] [1, 1] : tensor<16x80xf32> to tensor<16x64xf32>
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<16x32xf32>
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<16x32xf32>) -> tensor<16x32xf32>
  %y = linalg.matmul indexing_maps = [#mk, #nk, #mn] ins(%a, %w : tensor<16x64xf32>, tensor<32x64xf32>) outs(%start : tensor<16x32xf32>) -> tensor<16x32xf32>
  %u = linalg.matmul indexing_maps = [#mk, #nk, #mn] ins(%b, %w : tensor<16x64xf32>, tensor<32x64xf32>) outs(%start : tensor<16x32xf32>) -> tensor<16x32xf32>
  return %y, %u : tensor<16x32xf32>, tensor<16x32xf32>
}

// Every other column is no view that vectors can read.
func.func @every_other(%x: tensor<24x128xf32>, %w: tensor<32x64xf32>) -> tensor<24x32xf32> {
  %a = tensor.extract_slice %x[0, 0] [24, 64] [1, 2] : tensor<24x128xf32> to tensor<24x64xf32>
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<24x32xf32>
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<24x32xf32>) -> tensor<24x32xf32>
  %y = linalg.matmul indexing_maps = [#mk, #nk, #mn] ins(%a, %w : tensor<24x64xf32>, tensor<32x64xf32>) outs(%start : tensor<24x32xf32>) -> tensor<24x32xf32>
  return %y : tensor<24x32xf32>
}
