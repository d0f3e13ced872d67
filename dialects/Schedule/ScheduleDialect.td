// The schedule dialect: how a kernel runs on a device.
#ifndef AICC_DIALECTS_SCHEDULE_SCHEDULEDIALECT
#define AICC_DIALECTS_SCHEDULE_SCHEDULEDIALECT

include "mlir/IR/OpBase.td"

def ScheduleDialect : Dialect {
  let name = "schedule";
  let cppNamespace = "::aicc::schedule";
  let summary = "How a kernel is tiled, staged and mapped to one device";
  let description = [{
    A schedule stands between a kernel (dialect `kernel`: what to compute) and a device (dialect `device`: where).
    It is data: a tree of bands that prints, parses and can be pinned by hand. It holds attributes only, no
    operations. Whether a schedule fits a kernel and a device is decided by `checkSchedule` in `passes/Schedule`;
    the verifiers here check structure alone.

    Unlike a transform script it carries no code and no handles, so that it can travel in a tuning record from a
    stranger: at worst it is slow.

    ```mlir
    #gemm = #schedule.tree<
      bands = [<name = "threads", parallel = "threads", tile = <n = 2048>>,
               <name = "L2", tile = <m = 144, n = 64, k = 4096>, order = ["n", "m"],
                stages = [<operand = "w", how = prepacked, layout = <outer = ["n", "k"], block = <n = 64, k = 2>>>]>],
      computations = [<name = "mm", registers = <m = 6, n = 64, k = 2>, unroll = 4, instruction = "vdpbf16ps">]>
    ```
  }];
  let useDefaultAttributePrinterParser = 1;
}

#endif // AICC_DIALECTS_SCHEDULE_SCHEDULEDIALECT
