// Passes between kernels and their schedules: name a device, check what is pinned.
#ifndef AICC_PASSES_SCHEDULE_PASSES
#define AICC_PASSES_SCHEDULE_PASSES

include "mlir/Pass/PassBase.td"

def AttachDevice : Pass<"attach-device", "::mlir::ModuleOp"> {
  let summary = "Add a device to the module, and name it in kernels that name none";
  let description = [{
    Input: any module. Output: the module with the device in its `dlti.target_system_spec` under the device's ID, in
    place of one with the same ID; kernels without `aicc.device` name it. The pass reads no file: `load-device` does.

    ```mlir
    module {
      kernel.kernel @gemm dims […] (…) { … }
    }
    // becomes
    module attributes {dlti.target_system_spec = #dlti.target_system_spec<"half-l1" = #device.device<"half-l1", {…}>>} {
      kernel.kernel @gemm dims […] (…) attributes {aicc.device = "half-l1"} { … }
    }
    ```
  }];
  let options = [Option<"device", "device", "std::string", /*default=*/"\"\"", "The device: a #device.device attribute">];
  let dependentDialects = ["::aicc::device::DeviceDialect", "::aicc::kernel::KernelDialect"];
}

def SelectSchedule : Pass<"select-schedule", "::mlir::ModuleOp"> {
  let summary = "Give every kernel a schedule";
  let description = [{
    Input: kernels that name their device. Output: the same kernels, each with a schedule in `aicc.schedule`. A pinned
    schedule stays; otherwise a source of schedules is asked where there is one (`aicc` plugs in the tuning records), and
    says in a remark what it took or why it took nothing; otherwise the target's analytic model proposes its default from
    the kernel and the device alone, so that two builds agree.

    A weight has one packed layout for all kernels that read it: pinned and found schedules choose first, then kernels in
    the order of their work, and the default of a later one keeps to what is chosen. Where it cannot, or where schedules
    that are given disagree, the weight is packed twice, and a remark says so.

    Selecting and applying are different passes: a schedule can be read, edited and pinned.

    ```mlir
    kernel.kernel @gemm dims […] (…) attributes {aicc.device = "x86-64-avx512"} { … }
    // becomes
    kernel.kernel @gemm dims […] (…) attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<…>} { … }
    ```
  }];
  let dependentDialects = ["::aicc::schedule::ScheduleDialect"];
  let statistics = [Statistic<"numPinned", "pinned", "Number of schedules pinned by hand">,
                    Statistic<"numFound", "found", "Number of schedules that the source knew">,
                    Statistic<"numDefault", "default", "Number of default schedules">,
                    Statistic<"numShared", "shared", "Number of those that keep to the layout of another kernel">];
}

def CheckSchedule : Pass<"check-schedule", "::mlir::ModuleOp"> {
  let summary = "Fail where a kernel's schedule breaks a rule of the kernel or the device";
  let description = [{
    Input: a module whose kernels may carry `aicc.schedule` and `aicc.device`. Output: the same module; kernels without
    a schedule are passed over. Requires the devices that scheduled kernels name in `dlti.target_system_spec`. Fails
    with the first violated rule of each kernel: its name, what was expected, what was found, and the physical reason.

    ```mlir
    kernel.kernel @gemm dims [m = 512, …] (…) attributes {aicc.device = "x86-64-avx512",
      aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <m = 1024>>], …>} { … }
    // error: schedule violates rule 'tiles-nest': expected m of at most 512 in band "L2"; found 1024
    //        (a loop cannot process more than the loop around it hands over)
    ```
  }];
  let statistics = [Statistic<"numChecked", "checked", "Number of schedules checked">];
}

#endif // AICC_PASSES_SCHEDULE_PASSES
