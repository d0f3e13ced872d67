// RUN: aicc-opt %s --peel-edges --canonicalize --allow-unregistered-dialect | FileCheck %s

// A register loop whose extent the tile does not divide is split: full tiles in the loop, and behind it, where any rows
// are left, one tile of exactly `extent mod tile` of them.
// CHECK-LABEL: func.func @edge
// CHECK-SAME:    (%[[LOW:.*]]: index, %[[HIGH:.*]]: index)
// CHECK-DAG:     %[[C0:.*]] = arith.constant 0 : index
// CHECK-DAG:     %[[C2:.*]] = arith.constant 2 : index
// CHECK-DAG:     %[[C6:.*]] = arith.constant 6 : index
// CHECK:         %[[LENGTH:.*]] = arith.subi %[[HIGH]], %[[LOW]]
// CHECK:         %[[REST:.*]] = arith.remui %[[LENGTH]], %[[C6]]
// CHECK:         %[[MAIN:.*]] = arith.subi %[[HIGH]], %[[REST]]
// CHECK:         scf.for %[[I:.*]] = %[[LOW]] to %[[MAIN]] step %[[C6]] {
// CHECK-NEXT:      "test.tile"(%[[I]], %[[C6]])
// CHECK-NEXT:    }
// CHECK:         %[[SHORT:.*]] = arith.cmpi ne, %[[REST]], %[[C0]]
// CHECK:         scf.if %[[SHORT]] {
// CHECK-NEXT:      "test.tile"(%[[MAIN]], %[[C2]])
// CHECK-NEXT:    }
func.func @edge(%low: index, %high: index) {
  %c6 = arith.constant 6 : index
  scf.for %i = %low to %high step %c6 {
    %left = arith.subi %high, %i : index
    %size = arith.minsi %left, %c6 : index
    "test.tile"(%i, %size) : (index, index) -> ()
  } {aicc.extent = 20 : i64}
  return
}

// Where the tile divides the extent there is no edge.
// CHECK-LABEL: func.func @whole
// CHECK:         scf.for
// CHECK-NEXT:      "test.tile"(%{{.*}}, %c6)
// CHECK-NOT:     scf.if
// CHECK:         return
func.func @whole(%low: index, %high: index) {
  %c6 = arith.constant 6 : index
  scf.for %i = %low to %high step %c6 {
    %left = arith.subi %high, %i : index
    %size = arith.minsi %left, %c6 : index
    "test.tile"(%i, %size) : (index, index) -> ()
  } {aicc.extent = 24 : i64}
  return
}

// Nested loops have a main part, an edge each, and a corner: four tiles in all.
// CHECK-LABEL: func.func @corner
// CHECK:         "test.tile"(%{{.*}}, %{{.*}}, %c6{{.*}}, %c16{{.*}})
// CHECK:         "test.tile"(%{{.*}}, %{{.*}}, %c6{{.*}}, %c8{{.*}})
// CHECK:         "test.tile"(%{{.*}}, %{{.*}}, %c2{{.*}}, %c16{{.*}})
// CHECK:         "test.tile"(%{{.*}}, %{{.*}}, %c2{{.*}}, %c8{{.*}})
// CHECK-NOT:     "test.tile"
func.func @corner(%m: index, %n: index) {
  %c0 = arith.constant 0 : index
  %c6 = arith.constant 6 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %m step %c6 {
    %rowsLeft = arith.subi %m, %i : index
    %rows = arith.minsi %rowsLeft, %c6 : index
    scf.for %j = %c0 to %n step %c16 {
      %columnsLeft = arith.subi %n, %j : index
      %columns = arith.minsi %columnsLeft, %c16 : index
      "test.tile"(%i, %j, %rows, %columns) : (index, index, index, index) -> ()
    } {aicc.extent = 40 : i64}
  } {aicc.extent = 20 : i64}
  return
}

// Loops of bands are no register loops and stay.
// CHECK-LABEL: func.func @band
// CHECK:         arith.minsi
// CHECK-NOT:     scf.if
// CHECK:         return
func.func @band(%low: index, %high: index) {
  %c6 = arith.constant 6 : index
  scf.for %i = %low to %high step %c6 {
    %left = arith.subi %high, %i : index
    %size = arith.minsi %left, %c6 : index
    "test.tile"(%i, %size) : (index, index) -> ()
  }
  return
}

// A loop over what a mask leaves ends at any multiple of the granule, or at the extent: full tiles first, then tiles of a
// granule, then what the extent has behind its last granule.
// CHECK-LABEL: func.func @granules
// CHECK-SAME:    (%[[LOW:.*]]: index, %[[HIGH:.*]]: index)
// CHECK:         scf.for %{{.*}} = %[[LOW]] to %[[MAIN:.*]] step %c64 {
// CHECK-NEXT:      "test.tile"(%{{.*}}, %c64)
// CHECK:         %[[REST:.*]] = arith.remui %{{.*}}, %c16
// CHECK:         %[[END:.*]] = arith.subi %[[HIGH]], %[[REST]]
// CHECK:         scf.for %{{.*}} = %[[MAIN]] to %[[END]] step %c16 {
// CHECK-NEXT:      "test.tile"(%{{.*}}, %c16)
// CHECK:         scf.if
// CHECK-NEXT:      "test.tile"(%[[END]], %c4)
func.func @granules(%low: index, %high: index) {
  %c64 = arith.constant 64 : index
  scf.for %i = %low to %high step %c64 {
    %left = arith.subi %high, %i : index
    %size = arith.minsi %left, %c64 : index
    "test.tile"(%i, %size) : (index, index) -> ()
  } {aicc.extent = 100 : i64, aicc.granule = 16 : i64}
  return
}
