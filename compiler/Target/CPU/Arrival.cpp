// Rates and requests in flight; see Arrival.h.
#include "compiler/Target/CPU/Arrival.h"

#include <algorithm>

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;

/// Operations that a core holds in flight: 448 on Zen 5, 512 on Golden Cove.
constexpr double kWindow = 448;
/// Seconds from a request to memory to its answer where the device file does not say; servers have 100 to 160 ns.
constexpr double kUsualLatency = 150e-9;

int64_t Arrival::bytes() {
  Value columns = parts.anchor()->getOperand(parts.columns);
  return cast<RankedTensorType>(columns.getType()).getNumElements() * parts.bytes(columns);
}

bool Arrival::mayBeNear() { return bytes() <= parts.capacity("L3", 0); }

const device::MemoryLevel *Arrival::source() {
  return parts.device.level(2 * bytes() <= parts.capacity("L3", 0) ? "L3" : "memory");
}

double Arrival::share(const device::Instruction *with, int64_t rows) {
  const device::MemoryLevel *from = source();
  if (!from || !from->bandwidth || !parts.device.clockHz || !with || !with->flopsPerCycle)
    return 0;
  double perCycle = from->unitBandwidth.value_or(*from->bandwidth) / *parts.device.clockHz;
  double arithmetic = 2.0 * double(rows) / *with->flopsPerCycle;
  return std::min(1.0, double(parts.bytes(parts.anchor()->getOperand(parts.columns))) / perCycle / arithmetic);
}

bool Arrival::isSlow(const device::Instruction *with) {
  StringRef rows = parts.rowsDim();
  bool isWeight = parts.isPrepackable(parts.anchor()->getOperand(parts.columns));
  return isWeight && share(with, rows.empty() ? 1 : parts.extent(rows)) >= 1;
}

double Arrival::bytesOnTheirWay() {
  const device::MemoryLevel *from = source();
  return from && from->name == "memory" ? bytesInFlight(*from) : 0;
}

double Arrival::bytesInFlight(const device::MemoryLevel &level) {
  if (!level.bandwidth)
    return 0;
  return level.unitBandwidth.value_or(*level.bandwidth) * level.latency.value_or(kUsualLatency);
}

bool Arrival::isWindowShort(double operations) {
  const device::MemoryLevel *from = source();
  return from && kWindow / operations * double(from->line.value_or(64)) < bytesOnTheirWay();
}
