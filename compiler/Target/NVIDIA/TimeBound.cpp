// See TimeBound.h.
#include "compiler/Target/NVIDIA/TimeBound.h"
#include "compiler/Target/NVIDIA/GemmModel.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;

static int64_t bytesOf(Type type) {
  auto shaped = cast<ShapedType>(type);
  return llvm::divideCeil(shaped.getNumElements() * int64_t(shaped.getElementTypeBitWidth()), 8);
}

/// Of a kernel without the bands of a GEMM: the bytes that every call must move, and the arithmetic
/// without a peak.
static target::TimeBound leastBound(kernel::KernelOp kernel, const device::Device &device) {
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
  bound.leastBytes = bound.levels.front().bytes;
  bound.threads = device.silicon.units.value_or(1);
  return bound;
}

target::TimeBound nvidia::timeBound(kernel::KernelOp kernel, const device::Device &device,
                                    schedule::TreeAttr schedule) {
  std::optional<GemmProblem> problem = gemmProblem(kernel, device);
  std::optional<GemmTiles> tiles = problem ? readSchedule(*problem, schedule) : std::nullopt;
  if (!tiles)
    return leastBound(kernel, device);
  return predict(*problem, *tiles, DeviceNumbers(device), device.peakFlops(*problem->instruction));
}
