// A kernel becomes device functions on pointers to global memory, its calls launches of constant size.
// RUN: aicc-opt --launch-kernels %s | FileCheck %s

#one = #schedule.tree<computations = [<name = "mm", registers = <m = 1, n = 1, k = 1>>,
                                      <name = "bias", registers = <m = 1, n = 1>>]>
#rows = #schedule.tree<computations = [<name = "sum", registers = <m = 1, n = 1>>,
                                       <name = "centre", registers = <m = 1, n = 1>>]>

// A map that reads every sum once is computed where the sum is: one launch, 33 blocks for 8448 elements.
// CHECK-LABEL: func.func @product
// CHECK-DAG:     %[[BLOCKS:.*]] = arith.constant 33 : index
// CHECK-DAG:     %[[THREADS:.*]] = arith.constant 256 : index
// CHECK:         gpu.launch_func @kernels::@gemm blocks in (%[[BLOCKS]], %{{.*}}, %{{.*}}) threads in (%[[THREADS]], %{{.*}}, %{{.*}}) dynamic_shared_memory_size %{{.*}} args(%arg0 : memref<128x70xbf16>, %arg1 : memref<70x66xbf16>, %arg2 : memref<66xf32>, %arg3 : memref<128x66xbf16>)
// CHECK-NOT:     launch_func
func.func @product(%x: memref<128x70xbf16>, %w: memref<70x66xbf16>, %b: memref<66xf32>, %y: memref<128x66xbf16>) {
  kernel.call @gemm ins(%x, %w, %b : memref<128x70xbf16>, memref<70x66xbf16>, memref<66xf32>)
                    outs(%y : memref<128x66xbf16>)
  return
}

// A sum that a whole row reads is a launch of its own, and lies in a buffer between the two.
// CHECK-LABEL: func.func @rows
// CHECK:         %[[SUMS:.*]] = memref.alloc() : memref<4xf32>
// CHECK:         gpu.launch_func @kernels::@centred {{.*}} args(%arg0 : memref<4x8xf32>, %[[SUMS]] : memref<4xf32>)
// CHECK:         gpu.launch_func @kernels::@centred_1 {{.*}} args(%arg0 : memref<4x8xf32>, %[[SUMS]] : memref<4xf32>, %arg1 : memref<4x8xf32>)
func.func @rows(%x: memref<4x8xf32>, %y: memref<4x8xf32>) {
  kernel.call @centred ins(%x : memref<4x8xf32>) outs(%y : memref<4x8xf32>)
  return
}

// CHECK-NOT: kernel.kernel
kernel.kernel @gemm dims [m = 128, n = 66, k = 70]
    (%x: tensor<128x70xbf16>, %w: tensor<70x66xbf16>, %b: tensor<66xf32>) -> tensor<128x66xbf16>
    attributes {aicc.schedule = #one} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[k, n]) -> [m, n]
      : (tensor<128x70xbf16>, tensor<70x66xbf16>) -> tensor<128x66xf32>
  %1 = kernel.map "bias" over [m, n] (%0[m, n], %b[n]) -> [m, n]
      : (tensor<128x66xf32>, tensor<66xf32>) -> tensor<128x66xbf16> {
  ^bb0(%p: f32, %q: f32):
    %s = arith.addf %p, %q : f32
    %t = arith.truncf %s : f32 to bf16
    kernel.yield %t : bf16
  }
  kernel.yield %1 : tensor<128x66xbf16>
}

kernel.kernel @centred dims [m = 4, n = 8] (%x: tensor<4x8xf32>) -> tensor<4x8xf32> attributes {aicc.schedule = #rows} {
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<4x8xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %1 = kernel.map "centre" over [m, n] (%x[m, n], %0[m]) -> [m, n] : (tensor<4x8xf32>, tensor<4xf32>) -> tensor<4x8xf32> {
  ^bb0(%a: f32, %s: f32):
    %d = arith.subf %a, %s : f32
    kernel.yield %d : f32
  }
  kernel.yield %1 : tensor<4x8xf32>
}

// CHECK:       gpu.module @kernels
// CHECK:         llvm.func @gemm(%{{.*}}: !llvm.ptr<1> {{.*}}) attributes {gpu.kernel, nvvm.kernel, nvvm.reqntid = array<i32: 256, 1, 1>}
// CHECK:           %[[INSIDE:.*]] = arith.cmpi ult, %{{.*}}, %{{.*}} : i64
// CHECK:           scf.if %[[INSIDE]]
// CHECK:             %[[SUM:.*]] = scf.for {{.*}} -> (f32)  : i64
// CHECK:               arith.extf %{{.*}} : bf16 to f32
// CHECK:               math.fma
// CHECK:             arith.addf %[[SUM]], %{{.*}} : f32
// CHECK:             arith.truncf
// CHECK:             llvm.store %{{.*}} : bf16, !llvm.ptr<1>
// CHECK:         llvm.func @centred
// CHECK:         llvm.func @centred_1
