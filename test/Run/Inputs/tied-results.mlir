// One function for each way in which results show tied arguments as they were; see tied-results.test.

func.func @old(%a: tensor<8xf32> {aicc.inout = 0 : i64}, %b: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  %e = tensor.empty() : tensor<8xf32>
  %y = linalg.add ins(%a, %b : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %y, %a : tensor<8xf32>, tensor<8xf32>
}

func.func @old_slice(%a: tensor<8x4xf32> {aicc.inout = 0 : i64}, %n: tensor<1x4xf32>) -> (tensor<8x4xf32>, tensor<4x4xf32>) {
  %x = tensor.insert_slice %n into %a[2, 0] [1, 4] [1, 1] : tensor<1x4xf32> into tensor<8x4xf32>
  %y = tensor.extract_slice %a[0, 0] [4, 4] [1, 1] : tensor<8x4xf32> to tensor<4x4xf32>
  return %x, %y : tensor<8x4xf32>, tensor<4x4xf32>
}

func.func @exchanged(%a: tensor<8xf32> {aicc.inout = 0 : i64}, %b: tensor<8xf32> {aicc.inout = 1 : i64}) -> (tensor<8xf32>, tensor<8xf32>) {
  return %b, %a : tensor<8xf32>, tensor<8xf32>
}

func.func @exchanged_slices(%a: tensor<8x4xf32> {aicc.inout = 0 : i64}, %b: tensor<8x4xf32> {aicc.inout = 1 : i64}, %n: tensor<1x4xf32>)
    -> (tensor<8x4xf32>, tensor<8x4xf32>) {
  %x = tensor.insert_slice %n into %b[2, 0] [1, 4] [1, 1] : tensor<1x4xf32> into tensor<8x4xf32>
  %y = tensor.insert_slice %n into %a[3, 0] [1, 4] [1, 1] : tensor<1x4xf32> into tensor<8x4xf32>
  return %x, %y : tensor<8x4xf32>, tensor<8x4xf32>
}

func.func @exchanged_caches(%q: tensor<1x2x1x16xf32>, %keys: tensor<1x1x64x16xf32> {aicc.inout = 1 : i64},
                            %values: tensor<1x1x64x16xf32> {aicc.inout = 2 : i64}, %new: tensor<1x1x1x16xf32>)
    -> (tensor<1x2x1x16xf32>, tensor<1x1x64x16xf32>, tensor<1x1x64x16xf32>) {
  %x = tensor.insert_slice %new into %values[0, 0, 5, 0] [1, 1, 1, 16] [1, 1, 1, 1] : tensor<1x1x1x16xf32> into tensor<1x1x64x16xf32>
  %y = tensor.insert_slice %new into %keys[0, 0, 9, 0] [1, 1, 1, 16] [1, 1, 1, 1] : tensor<1x1x1x16xf32> into tensor<1x1x64x16xf32>
  %0 = graph.attention %q, %x, %y {scale = 1.0 : f64}
      : tensor<1x2x1x16xf32>, tensor<1x1x64x16xf32>, tensor<1x1x64x16xf32> -> tensor<1x2x1x16xf32>
  return %0, %x, %y : tensor<1x2x1x16xf32>, tensor<1x1x64x16xf32>, tensor<1x1x64x16xf32>
}
