// See TimeBound.h: so far the bytes that every call must move, and the arithmetic without a peak.
#include "compiler/Target/NVIDIA/TimeBound.h"

using namespace mlir;
using namespace aicc;

static int64_t bytesOf(Type type) {
  auto shaped = cast<ShapedType>(type);
  return llvm::divideCeil(shaped.getNumElements() * int64_t(shaped.getElementTypeBitWidth()), 8);
}

target::TimeBound nvidia::timeBound(kernel::KernelOp kernel, const device::Device &device, schedule::TreeAttr) {
  target::TimeBound bound;
  target::LevelTraffic memory = {device.levels.front().name, 0, device.levels.front().bandwidth};
  for (Type type : llvm::concat<const Type>(kernel.getArgumentTypes(), kernel.getResultTypes()))
    memory.bytes += bytesOf(type);
  bound.levels.push_back(memory);
  for (kernel::Computation op : kernel.getComputations()) {
    int64_t points = op.getKind() == kernel::Kind::Contract ? 2 : 0;
    for (StringRef dim : op.getDimNames())
      points *= kernel.getDim(dim).getMax();
    bound.flops += points;
  }
  bound.threads = device.silicon.units.value_or(1);
  return bound;
}
