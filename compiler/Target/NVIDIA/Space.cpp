// The space of schedules; see Space.h.
#include "compiler/Target/NVIDIA/Space.h"
#include "compiler/Target/NVIDIA/DefaultSchedule.h"

using namespace aicc;

target::Space nvidia::space(kernel::KernelOp kernel, const device::Device &device, int64_t threads) {
  schedule::TreeAttr standard = defaultSchedule(kernel, device, threads);
  target::Space space;
  space.form = "the default schedule";
  space.write = [standard](const target::Point &) { return standard; };
  space.read = [](schedule::TreeAttr) { return target::Point(); };
  return space;
}
