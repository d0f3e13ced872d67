// Passes that lower kernels for NVIDIA GPUs.
#ifndef AICC_COMPILER_TARGET_NVIDIA_PASSES
#define AICC_COMPILER_TARGET_NVIDIA_PASSES

include "mlir/Pass/PassBase.td"

def LaunchKernels : Pass<"launch-kernels", "::mlir::ModuleOp"> {
  let summary = "Turn kernels into device functions and their calls into launches";
  let description = [{
    Input: kernels with a checked schedule, and calls of them on buffers. Output: one `gpu.module @kernels` with the
    device functions, `gpu.launch_func` in place of each call, with constant sizes. A kernel may need several launches,
    one behind the other; what they pass on lies in buffers that the caller allocates. Device functions take one pointer
    to global memory a buffer.

    Without bands a thread computes one element, in a loop over what is reduced. With bands of CTAs, shared memory and warps a
    contraction runs on the tensor cores: slices of both factors are copied to shared memory by `cp.async` while earlier
    ones are multiplied, in as many buffers as the schedule says and swizzled as it says; maps attached to registers run
    on the sums before they are stored. Where the grid cuts the reduced dimension, parts of sums lie in a buffer of their
    own and are added in order by whoever reads the sum. What is attached to root runs before or behind, an element a
    thread.

    ```mlir
    kernel.call @gemm ins(%x, %w : memref<4x2xf32>, memref<2x8xf32>) outs(%y : memref<4x8xf32>)
    // becomes
    gpu.launch_func @kernels::@gemm blocks in (%c1, %c1, %c1) threads in (%c256, %c1, %c1)
        dynamic_shared_memory_size %c0_i32 args(%x : memref<4x2xf32>, %w : memref<2x8xf32>, %y : memref<4x8xf32>)
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::gpu::GPUDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::math::MathDialect", "::mlir::memref::MemRefDialect",
                           "::mlir::NVVM::NVVMDialect", "::mlir::scf::SCFDialect"];
  let statistics = [Statistic<"numLaunches", "launches", "Number of device functions">];
}

#endif // AICC_COMPILER_TARGET_NVIDIA_PASSES
