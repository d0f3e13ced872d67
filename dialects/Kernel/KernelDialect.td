// The kernel dialect: what to compute, the unit of tuning.
#ifndef AICC_DIALECTS_KERNEL_KERNELDIALECT
#define AICC_DIALECTS_KERNEL_KERNELDIALECT

include "mlir/IR/OpBase.td"

def KernelDialect : Dialect {
  let name = "kernel";
  let cppNamespace = "::aicc::kernel";
  let summary = "Units of tuning: computations over shared named dimensions";
  let description = [{
    A kernel stands between `linalg`, whose operations know nothing of each other, and loops, which know nothing of
    what they compute. It is a small DAG of named computations (`kernel.contract`, `kernel.map`, `kernel.reduce`)
    over dimensions that they share by name, so that a schedule can speak about all of them at once: GEMM is one
    contraction with maps before and after it, SwiGLU has two sibling contractions, attention two contractions that
    share the key/value dimension.

    The second half of the dialect is what kernels are lowered through: `kernel.tile` is a computation restricted to
    a box of its iteration space, `kernel.pack` fills a staged buffer, `kernel.parallel` runs a band concurrently.

    ```mlir
    kernel.kernel @gemm dims [m = 512, n = 3072, k = 768] (%x: tensor<512x768xf32>, %w: tensor<3072x768xf32>)
        -> tensor<512x3072xf32> {
      %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
          : (tensor<512x768xf32>, tensor<3072x768xf32>) -> tensor<512x3072xf32>
      kernel.yield %0 : tensor<512x3072xf32>
    }
    ```
  }];
  let useDefaultAttributePrinterParser = 1;
  let hasOperationAttrVerify = 0;
}

#endif // AICC_DIALECTS_KERNEL_KERNELDIALECT
