// RUN: aicc-opt %s --split-input-file --verify-diagnostics

// Queries have four dimensions.
func.func @f(%q: tensor<8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>) {
  // expected-error @below {{query must have 4 dimensions (batch, heads, sequence, head size in the order of layout), found 3}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// Shapes are static.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x?x64xf32>, %v: tensor<2x2x32x64xf32>) {
  // expected-error @below {{key must have a static shape; a length that is known at run time is an operand of lengths}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x?x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// All have one element type.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xbf16>) {
  // expected-error @below {{value must have the element type of the query, 'f32', found 'bf16'}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xbf16> -> tensor<2x8x16x64xf32>
  return
}

// -----

// Each head of keys serves as many query heads.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x3x32x64xf32>, %v: tensor<2x3x32x64xf32>) {
  // expected-error @below {{the number of query heads must be a multiple of the number of key heads, found 8 and 3}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x3x32x64xf32>, tensor<2x3x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// There is a head of keys.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x0x32x64xf32>, %v: tensor<2x0x32x64xf32>) {
  // expected-error @below {{the number of query heads must be a multiple of the number of key heads, found 8 and 0}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x0x32x64xf32>, tensor<2x0x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// Queries and keys have one head size.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x48xf32>, %v: tensor<2x2x32x64xf32>) {
  // expected-error @below {{key must have shape [2, 2, 32, 64] to fit the queries, found [2, 2, 32, 48]}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x48xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// Keys and values have one length.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x31x64xf32>) {
  // expected-error @below {{value must have shape [2, 2, 32, ?] to fit the queries, found [2, 2, 31, 64]}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x31x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// The result has the heads of the queries and the size of the values.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>) {
  // expected-error @below {{result must have shape [2, 8, 16, 64] to fit the queries, found [2, 8, 16, 32]}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x32xf32>
  return
}

// -----

// A mask has an element for each pair, or one for all.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>, %m: tensor<2x2x16x32xf32>) {
  // expected-error @below {{mask must have shape [2, 8, 16, 32] (batch, query heads, queries, keys) or 1 in place of any of these, found [2, 2, 16, 32]}}
  %0 = graph.attention %q, %k, %v mask(%m : tensor<2x2x16x32xf32>) {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// Each batch has a length.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>, %n: tensor<3xi32>) {
  // expected-error @below {{lengths must have shape [2] to fit the queries, found [3]}}
  %0 = graph.attention %q, %k, %v lengths(%n : tensor<3xi32>) {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// Each query head has a sink.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>, %s: tensor<2xf32>) {
  // expected-error @below {{sinks must have shape [8] to fit the queries, found [2]}}
  %0 = graph.attention %q, %k, %v sinks(%s : tensor<2xf32>) {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// Each batch has pages.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<10x16x2x64xf32>, %v: tensor<10x16x2x64xf32>, %p: tensor<3x4xi32>) {
  // expected-error @below {{pages must have shape [2, ?] to fit the queries, found [3, 4]}}
  %0 = graph.attention %q, %k, %v pages(%p : tensor<3x4xi32>) {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<10x16x2x64xf32>, tensor<10x16x2x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// Pages are a table.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<10x16x2x64xf32>, %v: tensor<10x16x2x64xf32>, %p: tensor<4xi32>) {
  // expected-error @below {{pages must have 2 dimensions (batch, pages a batch), found 1}}
  %0 = graph.attention %q, %k, %v pages(%p : tensor<4xi32>) {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<10x16x2x64xf32>, tensor<10x16x2x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// An offset is a number of keys.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>) {
  // expected-error @below {{offset must not be negative, found -1}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64, causal = #graph.causal<from_start>, offset = -1}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// An offset moves the diagonal from the start.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>) {
  // expected-error @below {{offset needs causal = #graph.causal<from_start>; from the end the lengths say it}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64, causal = #graph.causal<from_end>, offset = 4}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// A window ends at the diagonal.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>) {
  // expected-error @below {{window needs causal, which says where it ends}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64, window = 4}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// A window holds a key.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>) {
  // expected-error @below {{window must be at least 1, found 0}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64, causal = #graph.causal<from_end>, window = 0}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// A softcap bounds scores.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>) {
  // expected-error @below {{softcap must be positive and finite in f32, in which scores are kept, also times log2 e; found 0.000000e+00 : f64}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64, softcap = 0.0 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// A scale is a number.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>) {
  // expected-error @below {{scale must be finite in f32, in which scores are kept, also times log2 e; found 0x7FF0000000000000 : f64}}
  %0 = graph.attention %q, %k, %v {scale = 0x7FF0000000000000 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// A scale is a number in the type of scores, too.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>) {
  // expected-error @below {{scale must be finite in f32, in which scores are kept, also times log2 e; found 1.000000e+300 : f64}}
  %0 = graph.attention %q, %k, %v {scale = 1.0e300 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// A scale that only log2 e carries beyond f32.
func.func @f(%q: tensor<2x8x16x64xbf16>, %k: tensor<2x2x32x64xbf16>, %v: tensor<2x2x32x64xbf16>) {
  // expected-error @below {{scale must be finite in f32, in which scores are kept, also times log2 e; found 3.000000e+38 : f64}}
  %0 = graph.attention %q, %k, %v {scale = 3.0e38 : f64}
      : tensor<2x8x16x64xbf16>, tensor<2x2x32x64xbf16>, tensor<2x2x32x64xbf16> -> tensor<2x8x16x64xbf16>
  return
}

// -----

// A softcap is positive in the type of scores, too.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>) {
  // expected-error @below {{softcap must be positive and finite in f32, in which scores are kept, also times log2 e; found 1.000000e-300 : f64}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64, softcap = 1.0e-300 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// A softcap is finite in the type of scores, too.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>) {
  // expected-error @below {{softcap must be positive and finite in f32, in which scores are kept, also times log2 e; found 1.000000e+300 : f64}}
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64, softcap = 1.0e300 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// A mask is static.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>, %m: tensor<2x1x?x32xf32>) {
  // expected-error @below {{mask must have shape [2, 8, 16, 32] (batch, query heads, queries, keys) or 1 in place of any of these, found [2, 1, ?, 32]}}
  %0 = graph.attention %q, %k, %v mask(%m : tensor<2x1x?x32xf32>) {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// Lengths are static.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>, %n: tensor<?xi32>) {
  // expected-error @below {{lengths must have shape [2] to fit the queries, found [?]}}
  %0 = graph.attention %q, %k, %v lengths(%n : tensor<?xi32>) {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// Pages are static.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<10x16x2x64xf32>, %v: tensor<10x16x2x64xf32>, %p: tensor<2x?xi32>) {
  // expected-error @below {{pages must have a static shape; a length that is known at run time is an operand of lengths; found [2, ?]}}
  %0 = graph.attention %q, %k, %v pages(%p : tensor<2x?xi32>) {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<10x16x2x64xf32>, tensor<10x16x2x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// Pages hold key heads of the queries' size.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<10x16x2x48xf32>, %v: tensor<10x16x2x48xf32>, %p: tensor<2x4xi32>) {
  // expected-error @below {{key must have shape [?, ?, 2, 64] to fit the queries, found [10, 16, 2, 48]}}
  %0 = graph.attention %q, %k, %v pages(%p : tensor<2x4xi32>) {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<10x16x2x48xf32>, tensor<10x16x2x48xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// A mask is no wider than scores.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>, %m: tensor<2x1x16x32xf64>) {
  // expected-error @below {{mask must have an element type no wider than that of scores, f32 unless the query is f64; found 'f64'}}
  %0 = graph.attention %q, %k, %v mask(%m : tensor<2x1x16x32xf64>) {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}

// -----

// Sinks are no wider than scores.
func.func @f(%q: tensor<2x8x16x64xf32>, %k: tensor<2x2x32x64xf32>, %v: tensor<2x2x32x64xf32>, %m: tensor<8xf64>) {
  // expected-error @below {{sinks must have an element type no wider than that of scores, f32 unless the query is f64; found 'f64'}}
  %0 = graph.attention %q, %k, %v sinks(%m : tensor<8xf64>) {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x2x32x64xf32>, tensor<2x2x32x64xf32> -> tensor<2x8x16x64xf32>
  return
}
