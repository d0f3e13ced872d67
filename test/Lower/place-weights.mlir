// RUN: aicc-opt %s --place-weights | FileCheck %s

// Constants of the weights file stand on the module: packed ones with shape and layout, in which the file is written.
// CHECK:       module attributes {aicc.constants = [{dims = ["n", "k"], layout = #schedule.layout<outer = ["n", "k"], block = <n = 16>>, offset = 0 : i64, shape = array<i64: 40, 32>, value = dense<1.500000e+00> : tensor<40x32xf32>},
// CHECK-SAME:    {offset = 6144 : i64, value = dense<2.500000e+00> : tensor<2048xf32>}], aicc.constants_bytes = 14336 : i64}
#pre = #schedule.tree<bands = [<name = "L2", tile = <>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 16>>>]>], computations = [<name = "mm", registers = <m = 4, n = 16>>]>
kernel.kernel @mm dims [m = 8, n = 40, k = 32] (%x: tensor<8x32xf32>, %w: tensor<40x32xf32> {aicc.weight}) -> tensor<8x40xf32>
    attributes {aicc.schedule = #pre} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<8x32xf32>, tensor<40x32xf32>) -> tensor<8x40xf32>
  kernel.yield %0 : tensor<8x40xf32>
}

// A generated function packs the weight once, padded to whole blocks.
// CHECK-LABEL: func.func @main_prepare(
// CHECK-SAME:    %[[W:[^:]*]]: memref<40x32xf32> {aicc.weight}, %[[BLOCK:[^:]*]]: memref<6144xi8> {aicc.role = "prepared"}) attributes {aicc.entry = "m_main_prepare"}
// CHECK:         %[[PANEL:.*]] = memref.view %[[BLOCK]][%{{.*}}][] : memref<6144xi8> to memref<3x32x16xf32>
// CHECK:         kernel.pack %[[W]]{{.*}} into %[[PANEL]]

// Two calls that want one layout read one packed weight. A weight that is read packed only is no argument any more. The
// identity of the packing is golden: hosts store it, so that it changes with the packing and with nothing else.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:    %[[BLOCK:[^:]*]]: memref<6144xi8> {aicc.role = "prepared"}, %[[X:[^:]*]]: memref<8x32xf32>, %[[Y:[^:]*]]: memref<8x40xf32>) attributes {aicc.entry = "m_main", aicc.prepared_bytes = 6144 : i64, aicc.prepared_id = "d87d7850d6b429b828b890407362bd8d6070ce9e7414f86eb6ead592014b23cd"}
// CHECK-COUNT-2: kernel.call @mm ins(%[[X]], %{{.*}} : memref<8x32xf32>, memref<3x32x16xf32>) outs(%[[Y]] : memref<8x40xf32>)
func.func @main(%x: memref<8x32xf32>, %w: memref<40x32xf32> {aicc.weight}, %y: memref<8x40xf32>) attributes {aicc.entry = "m_main"} {
  kernel.call @mm ins(%x, %w : memref<8x32xf32>, memref<40x32xf32>) outs(%y : memref<8x40xf32>)
  kernel.call @mm ins(%x, %w : memref<8x32xf32>, memref<40x32xf32>) outs(%y : memref<8x40xf32>)
  return
}

// A weight that is read as it is, too, stays an argument.
// CHECK-LABEL: func.func @raw(
// CHECK-SAME:    %{{.*}}: memref<6144xi8> {aicc.role = "prepared"}, %{{.*}}: memref<8x32xf32>, %[[W:[^:]*]]: memref<40x32xf32> {aicc.weight}
// CHECK:         memref.copy %[[W]]
func.func @raw(%x: memref<8x32xf32>, %w: memref<40x32xf32> {aicc.weight}, %y: memref<8x40xf32>, %z: memref<40x32xf32>) {
  kernel.call @mm ins(%x, %w : memref<8x32xf32>, memref<40x32xf32>) outs(%y : memref<8x40xf32>)
  memref.copy %w, %z : memref<40x32xf32> to memref<40x32xf32>
  return
}

// Constants that are packed, and large ones, lie in the file; small ones stay in the code.
// CHECK-NOT:   memref.global {{.*}}@c
// CHECK-NOT:   memref.global {{.*}}@large
// CHECK-LABEL: func.func @constant(
// CHECK-SAME:    %[[FILE:[^:]*]]: memref<14336xi8> {aicc.role = "constants"}
// CHECK-DAG:     memref.view %[[FILE]][%{{.*}}][] : memref<14336xi8> to memref<3x32x16xf32>
// CHECK-DAG:     memref.view %[[FILE]][%c6144{{.*}}][] : memref<14336xi8> to memref<2048xf32>
// CHECK:         memref.get_global @small
memref.global "private" constant @c : memref<40x32xf32> = dense<1.5>
memref.global "private" constant @small : memref<2xf32> = dense<[1.0, 2.0]>
memref.global "private" constant @large : memref<2048xf32> = dense<2.5>
func.func @constant(%x: memref<8x32xf32>, %y: memref<8x40xf32>, %s: memref<2xf32>, %l: memref<2048xf32>) {
  %c = memref.get_global @c : memref<40x32xf32>
  kernel.call @mm ins(%x, %c : memref<8x32xf32>, memref<40x32xf32>) outs(%y : memref<8x40xf32>)
  %small = memref.get_global @small : memref<2xf32>
  memref.copy %small, %s : memref<2xf32> to memref<2xf32>
  %large = memref.get_global @large : memref<2048xf32>
  memref.copy %large, %l : memref<2048xf32> to memref<2048xf32>
  return
}

// A second function that reads the same constants reads the same bytes: the file does not grow.
// CHECK-LABEL: func.func @again(
// CHECK-SAME:    %[[FILE:[^:]*]]: memref<14336xi8> {aicc.role = "constants"}
// CHECK-DAG:     memref.view %[[FILE]][%c0{{.*}}][] : memref<14336xi8> to memref<3x32x16xf32>
// CHECK-DAG:     memref.view %[[FILE]][%c6144{{.*}}][] : memref<14336xi8> to memref<2048xf32>
func.func @again(%x: memref<8x32xf32>, %y: memref<8x40xf32>, %l: memref<2048xf32>) {
  %c = memref.get_global @c : memref<40x32xf32>
  kernel.call @mm ins(%x, %c : memref<8x32xf32>, memref<40x32xf32>) outs(%y : memref<8x40xf32>)
  %large = memref.get_global @large : memref<2048xf32>
  memref.copy %large, %l : memref<2048xf32> to memref<2048xf32>
  return
}

// The names that a kernel has for dimensions say nothing: read once as it is and once transposed, a square weight is
// packed twice, in two orders.
// CHECK-LABEL: func.func @transposed_prepare(
// CHECK-DAG:     kernel.pack %{{.*}} dims ["n", "k"]
// CHECK-DAG:     kernel.pack %{{.*}} dims ["k", "n"]
// CHECK-LABEL: func.func @transposed(
// CHECK-SAME:    memref<8192xi8> {aicc.role = "prepared"}
kernel.kernel @square dims [m = 8, n = 32, k = 32] (%x: tensor<8x32xf32>, %w: tensor<32x32xf32> {aicc.weight}) -> tensor<8x32xf32>
    attributes {aicc.schedule = #pre} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<8x32xf32>, tensor<32x32xf32>) -> tensor<8x32xf32>
  kernel.yield %0 : tensor<8x32xf32>
}
kernel.kernel @flipped dims [m = 8, n = 32, k = 32] (%x: tensor<8x32xf32>, %w: tensor<32x32xf32> {aicc.weight}) -> tensor<8x32xf32>
    attributes {aicc.schedule = #pre} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[k, n]) -> [m, n] : (tensor<8x32xf32>, tensor<32x32xf32>) -> tensor<8x32xf32>
  kernel.yield %0 : tensor<8x32xf32>
}
func.func @transposed(%x: memref<8x32xf32>, %w: memref<32x32xf32> {aicc.weight}, %y: memref<8x32xf32>) {
  kernel.call @square ins(%x, %w : memref<8x32xf32>, memref<32x32xf32>) outs(%y : memref<8x32xf32>)
  kernel.call @flipped ins(%x, %w : memref<8x32xf32>, memref<32x32xf32>) outs(%y : memref<8x32xf32>)
  return
}

// Of a weight that holds many matrices, each is packed behind the one before it; a call reads that whose number it is given.
// CHECK-LABEL: func.func @experts_prepare(
// CHECK-SAME:    %[[W:[^:]*]]: memref<5x40x32xf32> {aicc.weight}, %[[BLOCK:[^:]*]]: memref<30720xi8>
// CHECK:         scf.for %[[I:.*]] = %{{.*}} to %{{.*}} step
// CHECK:           %[[MATRIX:.*]] = memref.subview %[[W]][%[[I]], 0, 0] [1, 40, 32]
// CHECK:           %[[AT:.*]] = arith.muli %[[I]], %c6144
// CHECK:           kernel.pack %[[MATRIX]]
// CHECK-LABEL: func.func @experts(
// CHECK-SAME:    %[[BLOCK:[^:]*]]: memref<30720xi8> {aicc.role = "prepared"}, %[[X:[^:]*]]: memref<8x32xf32>, %[[E:[^:]*]]: memref<1xindex>, %{{[^:]*}}: memref<8x40xf32>)
// CHECK:         %[[NUMBER:.*]] = memref.load %[[E]]
// CHECK:         %[[BYTES:.*]] = arith.muli %[[NUMBER]], %c6144
// CHECK:         %[[OFFSET:.*]] = arith.addi %[[BYTES]], %c0
// CHECK:         %[[OWN:.*]] = memref.view %[[BLOCK]][%[[OFFSET]]][] : memref<30720xi8> to memref<3x32x16xf32>
// CHECK:         kernel.call @mm ins(%[[X]], %[[OWN]]
func.func @experts(%x: memref<8x32xf32>, %w: memref<5x40x32xf32> {aicc.weight}, %e: memref<1xindex>, %y: memref<8x40xf32>) {
  %zero = arith.constant 0 : index
  %number = memref.load %e[%zero] : memref<1xindex>
  %own = memref.subview %w[%number, 0, 0] [1, 40, 32] [1, 1, 1] : memref<5x40x32xf32> to memref<40x32xf32, strided<[32, 1], offset: ?>>
  kernel.call @mm ins(%x, %own : memref<8x32xf32>, memref<40x32xf32, strided<[32, 1], offset: ?>>) outs(%y : memref<8x40xf32>)
  return
}
