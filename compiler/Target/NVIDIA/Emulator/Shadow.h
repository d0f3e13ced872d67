// What is remembered about memory besides its contents: who wrote and read each unit last, and when.
//
// "When" is a warp's own clock, which grows at barriers; a warp knows how far each other warp of its CTA had come when
// they last synchronised. An access is ordered before this one where its clock is not beyond what is known of its warp:
// vector clocks, as in race detectors for threads, with barriers as the only synchronisation inside a CTA. Lanes of one
// warp are ordered by their warp's barriers only (`bar.warp.sync`), as the PTX memory model has it.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_SHADOW_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_SHADOW_H

#include <cstdint>
#include <memory>
#include <vector>

namespace aicc::ptx {
/// One access. `clock` 0: none.
struct Stamp {
  uint32_t clock = 0;
  /// Position of the CTA in the grid.
  uint32_t cta = 0;
  /// Index into the kernel's code.
  uint32_t instr : 24;
  /// Several lanes of the warp read in this clock.
  uint32_t severalLanes : 1;
  /// Volatile, relaxed, atomic …: no race with its like.
  uint32_t strong : 1;
  /// A cp.async that its thread has not waited for.
  uint32_t pending : 1;
  /// Of the CTA: how often it had released memory to others.
  uint16_t generation = 0;
  uint8_t warp = 0, lane = 0;

  Stamp() : instr(0), severalLanes(0), strong(0), pending(0) {}
};

/// The last store to a unit of memory, and the last reads since, by two different warps.
struct Cell {
  Stamp write, read, otherRead;
};

/// The cells of an object of `bytes` bytes, one for each `granule` bytes; made when they are first looked at.
class Shadow {
public:
  Shadow(uint64_t bytes, unsigned granule) : unit(granule), pages((bytes / granule) / kPage + 1) {}

  unsigned granule() const { return unit; }
  Cell &cell(uint64_t offset) {
    uint64_t index = offset / unit;
    std::unique_ptr<Cell[]> &page = pages[index / kPage];
    if (!page)
      page = std::make_unique<Cell[]>(kPage);
    return page[index % kPage];
  }

private:
  static constexpr uint64_t kPage = 1024;
  unsigned unit;
  std::vector<std::unique_ptr<Cell[]>> pages;
};
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_SHADOW_H
