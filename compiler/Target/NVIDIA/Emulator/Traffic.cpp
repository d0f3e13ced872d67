// Bank conflicts and coalescing: properties of the addresses of one instruction.
#include "compiler/Target/NVIDIA/Emulator/Warp.h"
#include <algorithm>

namespace aicc::ptx {
namespace {
constexpr unsigned kBanks = 32;

/// The most distinct 4-byte words that one bank has to deliver to `lanes`.
unsigned wavefrontsOfPhase(const Addresses &addresses, uint32_t lanes, unsigned bytes) {
  uint64_t words[kBanks][kLanes];
  unsigned count[kBanks] = {}, most = 0;
  forLanes(lanes, [&](unsigned lane) {
    for (uint64_t word = addresses[lane] / 4; word <= (addresses[lane] + bytes - 1) / 4; ++word) {
      unsigned bank = word % kBanks;
      if (std::find(words[bank], words[bank] + count[bank], word) != words[bank] + count[bank])
        continue;
      if (count[bank] < kLanes)
        words[bank][count[bank]++] = word;
      most = std::max(most, count[bank]);
    }
  });
  return most;
}

/// Whether each lane begins where the lane before it ends.
bool isContiguous(const Addresses &addresses, uint32_t lanes, unsigned bytes) {
  if (lanes != ~uint32_t(0))
    return false;
  for (unsigned lane = 1; lane < kLanes; ++lane)
    if (addresses[lane] != addresses[lane - 1] + bytes)
      return false;
  return true;
}
} // namespace

Traffic countWavefronts(const Addresses &addresses, uint32_t lanes, unsigned bytes) {
  unsigned phaseLanes = bytes <= 4 ? 32 : bytes <= 8 ? 16 : 8;
  Traffic traffic;
  traffic.accesses = 1;
  uint32_t phase = phaseLanes == 32 ? ~uint32_t(0) : (uint32_t(1) << phaseLanes) - 1;
  for (unsigned first = 0; first < kLanes; first += phaseLanes) {
    uint32_t now = lanes & (phase << first);
    traffic.units += wavefrontsOfPhase(addresses, now, bytes);
    traffic.minimum += now != 0;
  }
  return traffic;
}

Traffic countSectors(const Addresses &addresses, uint32_t lanes, unsigned bytes) {
  Traffic traffic;
  traffic.accesses = 1;
  if (isContiguous(addresses, lanes, bytes)) {
    traffic.units = (addresses[kLanes - 1] + bytes - 1) / 32 - addresses[0] / 32 + 1;
    traffic.minimum = (kLanes * bytes + 31) / 32;
    return traffic;
  }
  uint64_t sorted[kLanes];
  unsigned count = 0;
  forLanes(lanes, [&](unsigned lane) { sorted[count++] = addresses[lane]; });
  std::sort(sorted, sorted + count);
  // Distinct bytes and sectors of the union of the intervals [address, address + bytes).
  uint64_t end = 0, distinct = 0, lastSector = ~uint64_t(0);
  for (unsigned i = 0; i < count; ++i) {
    uint64_t start = std::max(sorted[i], end);
    end = std::max(end, sorted[i] + bytes);
    if (start >= end)
      continue;
    distinct += end - start;
    uint64_t first = start / 32, last = (end - 1) / 32;
    traffic.units += last - first + 1 - (first == lastSector);
    lastSector = last;
  }
  traffic.minimum = (distinct + 31) / 32;
  return traffic;
}
} // namespace aicc::ptx
