// RUN: aicc-opt %s --load-device=ids=x86-64-avx512,x86-64-avx2 --lower-packs --canonicalize --split-input-file | FileCheck %s

// Rows that are contiguous along the depth are transposed in registers: sixteen loads, 4 x 16 shuffles, sixteen stores of
// whole lines; no element goes alone.
// CHECK-LABEL: func.func @transposed
// CHECK-NOT:     memref.load
// CHECK-COUNT-16: vector.load {{.*}} : memref<64x32xf32>, vector<16xf32>
// CHECK-COUNT-64: vector.shuffle
// CHECK-NOT:     vector.shuffle
// CHECK:         vector.store {{.*}} : memref<2x32x32xf32>, vector<16xf32>
// CHECK-NOT:     memref.store
func.func @transposed(%w: memref<64x32xf32>, %p: memref<2x32x32xf32>) attributes {aicc.device = "x86-64-avx512"} {
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  kernel.pack %w[%c0, %c0] size(%c64, %c32) dims ["n", "k"] layout #schedule.layout<outer = ["n", "k"], block = <n = 32>>
      into %p : memref<64x32xf32>, memref<2x32x32xf32>
  return
}

// -----

// A pair of bf16 is one word: the same transpose, with what 31 elements leave masked, and rows beyond the box zero.
// CHECK-LABEL: func.func @pairs
// CHECK-COUNT-8: vector.load {{.*}} vector<8xf32>
// CHECK-COUNT-24: vector.shuffle
// CHECK-LABEL: func.func @edges
// CHECK:         vector.maskedload {{.*}} : memref<9x31xbf16>, vector<16xi1>, vector<16xbf16> into vector<16xbf16>
// CHECK:         arith.select
// CHECK:         vector.store {{.*}} : memref<2x16x8x2xbf16>, vector<16xbf16>
func.func @pairs(%w: memref<16x16xf32>, %p: memref<1x16x16xf32>) attributes {aicc.device = "x86-64-avx2"} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  kernel.pack %w[%c0, %c0] size(%c16, %c16) dims ["n", "k"] layout #schedule.layout<outer = ["n", "k"], block = <n = 16>>
      into %p : memref<16x16xf32>, memref<1x16x16xf32>
  return
}
func.func @edges(%w: memref<9x31xbf16>, %p: memref<2x16x8x2xbf16>) attributes {aicc.device = "x86-64-avx2"} {
  %c0 = arith.constant 0 : index
  %c9 = arith.constant 9 : index
  %c31 = arith.constant 31 : index
  kernel.pack %w[%c0, %c0] size(%c9, %c31) dims ["n", "k"] layout #schedule.layout<outer = ["n", "k"], block = <n = 8, k = 2>>
      into %p : memref<9x31xbf16>, memref<2x16x8x2xbf16>
  return
}

// -----

// Rows that are contiguous along the lanes are interleaved, four for bytes; the sums of a shifted layout go to the block
// behind the last one.
// CHECK-LABEL: func.func @shifted
// CHECK-COUNT-4: vector.load {{.*}} : memref<32x16xi8>, vector<16xi8>
// CHECK-COUNT-3: vector.interleave
// CHECK:         vector.store {{.*}} : memref<1x9x16x4xi8>, vector<64xi8>
// CHECK:         %[[SUM:.*]] = scf.for {{.*}} -> (vector<16xi32>)
// CHECK:         arith.shrsi
// CHECK:         %[[SCALED:.*]] = arith.muli %[[SUM]], %{{.*}} : vector<16xi32>
// CHECK:         %[[BYTES:.*]] = vector.bitcast %[[SCALED]] : vector<16xi32> to vector<64xi8>
// CHECK:         vector.store %[[BYTES]], %{{.*}}[%{{.*}}, %c8, %{{.*}}, %c0]
func.func @shifted(%w: memref<32x16xi8>, %p: memref<1x9x16x4xi8>) attributes {aicc.device = "x86-64-avx512"} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  kernel.pack %w[%c0, %c0] size(%c32, %c16) dims ["k", "n"]
      layout #schedule.layout<outer = ["n", "k"], block = <n = 16, k = 4>, shift = 128>
      into %p : memref<32x16xi8>, memref<1x9x16x4xi8>
  return
}

// -----

// Groups of one element are a dimension that no vector fills: element by element.
// CHECK-LABEL: func.func @groups_of_one
// CHECK-NOT:     vector.store
// CHECK:         memref.store {{.*}} : memref<1x32x16x1xi8>
func.func @groups_of_one(%w: memref<32x16xi8>, %p: memref<1x32x16x1xi8>) attributes {aicc.device = "x86-64-avx512"} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  kernel.pack %w[%c0, %c0] size(%c32, %c16) dims ["k", "n"]
      layout #schedule.layout<outer = ["n", "k"], block = <n = 16, k = 1>>
      into %p : memref<32x16xi8>, memref<1x32x16x1xi8>
  return
}

// -----

// Codes of four bits that are contiguous along the depth: 128 of each of 32 lanes, of which 16 go to the low halves of bytes
// and 16 to the high halves, are transposed as words of 8 codes. A word of both gives four stores of 32 bytes. What is left of
// the depth is copied byte by byte, in blocks from number 64 on.
// CHECK-LABEL: func.func @codes
// CHECK-NOT:     memref.load
// CHECK-COUNT-16: vector.load {{.*}} : memref<64x160xi4>, vector<128xi4>
// CHECK-COUNT-64: vector.shuffle
// CHECK-COUNT-16: vector.load {{.*}} : memref<64x160xi4>, vector<128xi4>
// CHECK-COUNT-64: vector.shuffle
// CHECK-NOT:     vector.shuffle
// CHECK-COUNT-64: vector.store {{.*}} : memref<1x80x2x16x2x2xi4>, vector<64xi4>
// CHECK-NOT:     vector.store
// CHECK:         scf.for {{.*}} = %c64{{.*}} to %c80
// CHECK:           memref.load
// CHECK:           vector.store {{.*}}, vector<2xi4>
func.func @codes(%w: memref<64x160xi4>, %p: memref<1x80x2x16x2x2xi4>) attributes {aicc.device = "x86-64-avx512"} {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  %c160 = arith.constant 160 : index
  kernel.pack %w[%c0, %c0] size(%c64, %c160) dims ["n", "k"]
      layout #schedule.layout<outer = ["n", "k"], block = <n = 64, k = 2>, split = 32>
      into %p : memref<64x160xi4>, memref<1x80x2x16x2x2xi4>
  return
}

// -----

// Rows of an odd length begin within bytes, and panels that lanes do not fill have padding: byte by byte.
// CHECK-LABEL: func.func @odd_rows
// CHECK-NOT:     vector.shuffle
// CHECK-LABEL: func.func @short_panels
// CHECK:         scf.if
// CHECK-COUNT-48: vector.shuffle
// CHECK:         else
// CHECK-NOT:     vector.shuffle
func.func @odd_rows(%w: memref<64x161xi4>, %p: memref<1x81x2x16x2x2xi4>) attributes {aicc.device = "x86-64-avx512"} {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  %c161 = arith.constant 161 : index
  kernel.pack %w[%c0, %c0] size(%c64, %c161) dims ["n", "k"]
      layout #schedule.layout<outer = ["n", "k"], block = <n = 64, k = 2>, split = 32>
      into %p : memref<64x161xi4>, memref<1x81x2x16x2x2xi4>
  return
}
func.func @short_panels(%w: memref<70x64xi4>, %p: memref<5x64x1x8x2xi4>) attributes {aicc.device = "x86-64-avx2"} {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  %c70 = arith.constant 70 : index
  kernel.pack %w[%c0, %c0] size(%c70, %c64) dims ["n", "k"]
      layout #schedule.layout<outer = ["n", "k"], block = <n = 16>, split = 8>
      into %p : memref<70x64xi4>, memref<5x64x1x8x2xi4>
  return
}

// -----

// Rows that lie across the depth are turned: pairs of them are interleaved, and 16 pairs of 16 lanes transposed. Each store is
// 32 elements of one row of the result. Edges are masked, and behind the last element of an odd depth lies a zero.
// CHECK-LABEL: func.func @turned
// CHECK-NOT:     memref.load
// CHECK-COUNT-32: vector.load {{.*}} : memref<64x32xbf16>, vector<16xbf16>
// CHECK:         vector.interleave
// CHECK-COUNT-64: vector.shuffle
// CHECK-COUNT-16: vector.store {{.*}} : memref<32x32x2xbf16>, vector<32xbf16>
// CHECK-NOT:     vector.maskedstore
// CHECK-LABEL: func.func @turned_edges
// CHECK:         scf.if
// CHECK:         else
// CHECK-COUNT-32: vector.maskedload {{.*}} : memref<65x20xbf16>
// CHECK-COUNT-16: vector.maskedstore {{.*}} : memref<20x33x2xbf16>
func.func @turned(%x: memref<64x32xbf16>, %p: memref<32x32x2xbf16>) attributes {aicc.device = "x86-64-avx512"} {
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  kernel.pack %x[%c0, %c0] size(%c64, %c32) dims ["k", "m"] layout #schedule.layout<outer = ["m", "k"], block = <k = 2>>
      into %p : memref<64x32xbf16>, memref<32x32x2xbf16>
  return
}
func.func @turned_edges(%x: memref<65x20xbf16>, %p: memref<20x33x2xbf16>) attributes {aicc.device = "x86-64-avx512"} {
  %c0 = arith.constant 0 : index
  %c20 = arith.constant 20 : index
  %c65 = arith.constant 65 : index
  kernel.pack %x[%c0, %c0] size(%c65, %c20) dims ["k", "m"] layout #schedule.layout<outer = ["m", "k"], block = <k = 2>>
      into %p : memref<65x20xbf16>, memref<20x33x2xbf16>
  return
}

// -----

// A number has no rows to turn: it is copied as it is.
// CHECK-LABEL: func.func @number
// CHECK-SAME:    (%[[X:.*]]: memref<f32>, %[[P:.*]]: memref<f32>)
// CHECK:         %[[NUMBER:.*]] = memref.load %[[X]][]
// CHECK-NEXT:    memref.store %[[NUMBER]], %[[P]][]
module attributes {aicc.device = "x86-64-avx512"} {
func.func @number(%x: memref<f32>, %p: memref<f32>) {
  kernel.pack %x[] size() dims [] layout #schedule.layout<outer = [], block = <>> into %p : memref<f32>, memref<f32>
  return
}
}

// -----

// Words hold two single halves, or four bytes: after the transposes of words each is shifted down and cut off.
// CHECK-LABEL: func.func @scales
// CHECK-NOT:     memref.load
// CHECK-COUNT-16: vector.load {{.*}} : memref<64x128xf16>, vector<32xf16>
// CHECK-COUNT-64: vector.shuffle
// CHECK:         %[[FIRST:.*]] = arith.trunci %[[WORDS:.*]] : vector<16xi32> to vector<16xi16>
// CHECK:         vector.bitcast %[[FIRST]] : vector<16xi16> to vector<16xf16>
// CHECK:         vector.store {{.*}} : memref<1x128x64xf16>, vector<16xf16>
// CHECK:         %[[UP:.*]] = arith.shrui %[[WORDS]]
// CHECK:         arith.trunci %[[UP]]
// CHECK-COUNT-31: vector.store {{.*}} : memref<1x128x64xf16>, vector<16xf16>
// CHECK-NOT:     memref.store
// CHECK-LABEL: func.func @bytes
// CHECK-COUNT-8: vector.load {{.*}} : memref<16x36xi8>, vector<32xi8>
// CHECK-COUNT-32: vector.store {{.*}} : memref<1x36x16xi8>, vector<8xi8>
// CHECK-COUNT-8: vector.maskedload {{.*}} : memref<16x36xi8>
// CHECK-COUNT-4: vector.store
// CHECK-NOT:     vector.store
func.func @scales(%w: memref<64x128xf16>, %p: memref<1x128x64xf16>) attributes {aicc.device = "x86-64-avx512"} {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  %c128 = arith.constant 128 : index
  kernel.pack %w[%c0, %c0] size(%c64, %c128) dims ["n", "g"] layout #schedule.layout<outer = ["n", "g"], block = <n = 64>>
      into %p : memref<64x128xf16>, memref<1x128x64xf16>
  return
}
func.func @bytes(%w: memref<16x36xi8>, %p: memref<1x36x16xi8>) attributes {aicc.device = "x86-64-avx2"} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %c36 = arith.constant 36 : index
  kernel.pack %w[%c0, %c0] size(%c16, %c36) dims ["n", "k"] layout #schedule.layout<outer = ["n", "k"], block = <n = 16>>
      into %p : memref<16x36xi8>, memref<1x36x16xi8>
  return
}

// -----

// Codes of four bits that are contiguous along the lanes: of each of two rows 16 codes and the 16 behind them are put together,
// evens and odds apart, and the rows are interleaved.
// CHECK-LABEL: func.func @codes_of_rows
// CHECK-NOT:     memref.load
// CHECK:         %[[LOW:.*]] = vector.load {{.*}} : memref<32x64xi4>, vector<16xi4>
// CHECK:         vector.bitcast %[[LOW]] : vector<16xi4> to vector<8xi8>
// CHECK-COUNT-2: vector.interleave {{.*}} : vector<8xi8> -> vector<16xi8>
// CHECK:         vector.interleave {{.*}} : vector<16xi8> -> vector<32xi8>
// CHECK:         vector.store {{.*}} : memref<1x16x2x16x2x2xi4>, vector<64xi4>
// CHECK-NOT:     vector.store
func.func @codes_of_rows(%w: memref<32x64xi4>, %p: memref<1x16x2x16x2x2xi4>) attributes {aicc.device = "x86-64-avx512"} {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  %c32 = arith.constant 32 : index
  kernel.pack %w[%c0, %c0] size(%c32, %c64) dims ["k", "n"]
      layout #schedule.layout<outer = ["n", "k"], block = <n = 64, k = 2>, split = 32>
      into %p : memref<32x64xi4>, memref<1x16x2x16x2x2xi4>
  return
}

// -----

// Rows that keep their order are copied a register of the destination at a time, extended on the way; what is left behind
// whole registers is masked, and groups are filled up with zeros.
// CHECK-LABEL: func.func @extended
// CHECK:         %[[ROW:.*]] = vector.load {{.*}} : memref<5x16xbf16>, vector<8xbf16>
// CHECK-NEXT:    %[[WIDE:.*]] = arith.extf %[[ROW]] : vector<8xbf16> to vector<8xf32>
// CHECK:         vector.store %[[WIDE]], {{.*}} : memref<5x16xf32>, vector<8xf32>
// CHECK-NOT:     vector.maskedload
// CHECK-LABEL: func.func @unsigned_edges
// CHECK:         vector.load {{.*}} : memref<5x37xi8>, vector<16xi8>
// CHECK-NEXT:    arith.extui {{.*}} : vector<16xi8> to vector<16xi16>
// CHECK:         vector.store {{.*}} : memref<5x19x2xi16>, vector<16xi16>
// CHECK:         vector.constant_mask [5] : vector<16xi1>
// CHECK:         vector.maskedload {{.*}} : memref<5x37xi8>, vector<16xi1>, vector<16xi8> into vector<16xi8>
// CHECK:         vector.constant_mask [6] : vector<16xi1>
// CHECK:         vector.maskedstore {{.*}} : memref<5x19x2xi16>, vector<16xi1>, vector<16xi16>
// CHECK-NOT:     memref.store
func.func @extended(%x: memref<5x16xbf16>, %p: memref<5x16xf32>) attributes {aicc.device = "x86-64-avx2"} {
  %c0 = arith.constant 0 : index
  %c5 = arith.constant 5 : index
  %c16 = arith.constant 16 : index
  kernel.pack %x[%c0, %c0] size(%c5, %c16) dims ["m", "k"] layout #schedule.layout<outer = ["m", "k"], block = <>>
      into %p : memref<5x16xbf16>, memref<5x16xf32>
  return
}
func.func @unsigned_edges(%x: memref<5x37xi8>, %p: memref<5x19x2xi16>) attributes {aicc.device = "x86-64-avx2"} {
  %c0 = arith.constant 0 : index
  %c5 = arith.constant 5 : index
  %c37 = arith.constant 37 : index
  kernel.pack %x[%c0, %c0] size(%c5, %c37) dims ["m", "k"] layout #schedule.layout<outer = ["m", "k"], block = <k = 2>>
      into %p unsigned : memref<5x37xi8>, memref<5x19x2xi16>
  return
}

// -----

// Panels and turned rows extend, too: a transpose of words of the wider type; element by element where nothing fits.
// CHECK-LABEL: func.func @extended_panels
// CHECK-COUNT-8: arith.extf {{.*}} : vector<8xbf16> to vector<8xf32>
// CHECK:         vector.store {{.*}} : memref<2x16x8xf32>, vector<8xf32>
// CHECK-LABEL: func.func @extended_turned
// CHECK:         arith.extsi {{.*}} : vector<8xi8> to vector<8xi16>
// CHECK:         vector.store {{.*}} : memref<16x8x2xi16>, vector<16xi16>
// CHECK-LABEL: func.func @extended_singles
// CHECK:         %[[ONE:.*]] = memref.load
// CHECK-NEXT:    %[[SHORT:.*]] = arith.extsi %[[ONE]] : i8 to i16
// CHECK-NEXT:    memref.store %[[SHORT]]
func.func @extended_panels(%w: memref<16x16xbf16>, %p: memref<2x16x8xf32>) attributes {aicc.device = "x86-64-avx2"} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  kernel.pack %w[%c0, %c0] size(%c16, %c16) dims ["n", "k"] layout #schedule.layout<outer = ["n", "k"], block = <n = 8>>
      into %p : memref<16x16xbf16>, memref<2x16x8xf32>
  return
}
func.func @extended_turned(%x: memref<16x16xi8>, %p: memref<16x8x2xi16>) attributes {aicc.device = "x86-64-avx2"} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  kernel.pack %x[%c0, %c0] size(%c16, %c16) dims ["k", "m"] layout #schedule.layout<outer = ["m", "k"], block = <k = 2>>
      into %p : memref<16x16xi8>, memref<16x8x2xi16>
  return
}
func.func @extended_singles(%x: memref<16x16xi8>, %p: memref<16x4x4xi16>) attributes {aicc.device = "x86-64-avx2"} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  kernel.pack %x[%c0, %c0] size(%c16, %c16) dims ["k", "m"] layout #schedule.layout<outer = ["m", "k"], block = <k = 4>>
      into %p : memref<16x16xi8>, memref<16x4x4xi16>
  return
}
