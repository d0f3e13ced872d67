// The state of a launch while it runs: grid, CTAs, warps; and what instructions may ask of it.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_WARP_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_WARP_H

#include "compiler/Target/NVIDIA/Emulator/Recorder.h"
#include "compiler/Target/NVIDIA/Emulator/Shadow.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/bit.h"
#include <chrono>
#include <deque>
#include <new>

namespace aicc::ptx {
/// Global memory of a launch: the machine's regions and the module's variables, with their shadows.
struct GlobalObject {
  const Region *region = nullptr;
  uint64_t address = 0;
  std::unique_ptr<Shadow> shadow;
};

/// A running grid.
struct Launch {
  const Program &program;
  const Kernel &kernel;
  const LaunchConfig &config;
  Recorder recorder;
  std::vector<uint8_t> parameters;
  /// The module's variables: a copy, so that a launch does not change the module.
  std::vector<uint8_t> image;
  std::vector<Region> imageRegions;
  /// In ascending order of addresses.
  std::vector<GlobalObject> globals;
  uint32_t dynamicSharedOffset = 0, sharedBytes = 0;
  uint64_t executed = 0;
  std::chrono::steady_clock::time_point deadline;
  /// Which CTAs (and how far) have released memory through an atomic at an address.
  llvm::DenseMap<uint64_t, llvm::DenseMap<uint32_t, uint32_t>> released;

  Launch(const Program &program, const Kernel &kernel, const LaunchConfig &config)
      : program(program), kernel(kernel), config(config), recorder(program, kernel) {}
};

struct Cta;

/// Where an access of one lane goes.
struct Place {
  uint8_t *bytes = nullptr;
  Shadow *shadow = nullptr;
  uint64_t offset = 0; ///< in the object that the shadow is of
  Space space = Space::Generic;
  const Region *region = nullptr; ///< global memory only
  uint8_t *marks = nullptr;       ///< local memory: a byte each that says whether it was written
};

/// What an access does.
enum class Use : uint8_t { Read, Write, Update };

/// Addresses of 32 lanes.
using Addresses = uint64_t[kLanes];

/// A copy that cp.async has begun.
struct AsyncCopy {
  Place to;
  uint32_t instr = 0, group = 0;
  uint8_t size = 0;
  uint8_t data[16] = {};
};

/// Lanes at `pc`, which meet others at `reconverge`.
struct Frame {
  uint32_t pc = 0, reconverge = kNone, lanes = 0;
};

/// A warp while it runs.
class Warp {
public:
  enum class State : uint8_t { Ready, Waiting, Done };

  Warp(Cta &cta, uint32_t id, uint32_t lanes);

  Cta &cta;
  Launch &launch;
  const uint32_t id;
  State state = State::Ready;
  /// The lanes that execute the current instruction, and those that have not exited.
  uint32_t active = 0, live = 0;
  /// What this warp knows of each warp's clock; [id] is its own.
  std::vector<uint32_t> clocks;
  /// The carry flag of each lane (add.cc).
  uint32_t carry = 0;
  /// Waiting: at which barrier, for how many warps (0: all), and the instruction.
  uint32_t barrier = 0, barrierWarps = 0, waitsAt = 0;

  /// The lanes of an operand that is no predicate.
  template <typename T> T *lanes(const Operand &operand) { return reinterpret_cast<T *>(file.get() + operand.offset); }
  /// The lanes of a predicate, a bit each.
  uint32_t &predicate(const Operand &operand) { return *lanes<uint32_t>(operand); }
  /// Sets the active lanes of a predicate.
  void setPredicate(const Operand &operand, uint32_t value) {
    uint32_t &mask = predicate(operand);
    mask = (mask & ~active) | (value & active);
  }
  /// An operand of 2, 4 or 8 bytes of one lane, zero-extended; and its low bytes set.
  uint64_t get(const Operand &operand, unsigned lane);
  void set(const Operand &operand, unsigned lane, uint64_t value);

  /// Runs until the warp waits, ends, or has executed `slice` instructions. Error: a limit was reached.
  llvm::Error run(uint64_t slice);

  /// base + offset for the active lanes.
  void addresses(const Operand &base, int64_t offset, Addresses &out);
  /// Finds and checks where `lanes` access `bytes` bytes each in `space`, at addresses that are multiples of `align`
  /// (0: of the size), remembers who did, counts wavefronts or sectors, and returns the lanes whose access is possible.
  uint32_t access(const Instr &instr, Space space, const Addresses &addresses, uint32_t lanes, unsigned bytes, Use use,
                  Place *places, unsigned align = 0);

  /// cp.async: a copy to a place that `access` gave begins; the open group of `lanes` is closed; all groups but the
  /// newest `keep` arrive.
  void begin(const Instr &instr, unsigned lane, AsyncCopy copy);
  void commitGroups(uint32_t lanes);
  void awaitGroups(uint32_t lanes, uint64_t keep);

  /// A fence of device scope or wider.
  void fence();
  /// What an atomic or strong access to global memory at `address` tells about other CTAs' memory.
  void synchronise(const Instr &instr, uint64_t address, Use use);
  /// All lanes of the warp are in step: bar.warp.sync.
  void advanceClock() { ++clocks[id]; }

  /// A finding about one lane of this warp.
  void find(Check check, const Instr &instr, unsigned lane, llvm::function_ref<std::string()> message);
  /// Whether all of `wanted` are active; a finding where not.
  bool requireLanes(const Instr &instr, uint32_t wanted);
  uint32_t indexOf(const Instr &instr) const { return uint32_t(&instr - launch.kernel.code.data()); }

private:
  friend struct Cta;
  llvm::Error checkLimits();
  void step(const Instr &instr);
  void control(const Instr &instr, Frame &frame);
  void branch(const Instr &instr, uint32_t taken);
  void branchByIndex(const Instr &instr);
  void exitLanes(uint32_t lanes);
  void arrive(const Instr &instr);
  void checkReads(const Instr &instr);
  void fillConstants();
  bool isAligned(const Instr &instr, Space space, uint64_t address, unsigned lane, unsigned bytes, unsigned align);
  bool resolve(const Instr &instr, Space space, uint64_t address, unsigned lane, unsigned bytes, bool stores,
               Place &place);
  bool resolveGlobal(const Instr &instr, uint64_t address, unsigned lane, unsigned bytes, bool stores, Place &place);
  bool resolveOffset(const Instr &instr, Space space, uint64_t offset, unsigned lane, unsigned bytes, bool stores,
                     Place &place);
  void track(const Instr &instr, unsigned lane, const Place &place, unsigned bytes, Use use);
  void trackLocal(const Instr &instr, unsigned lane, const Place &place, unsigned bytes, Use use);
  void trackCell(const Instr &instr, unsigned lane, const Place &place, Cell &cell, Use use);
  void checkInitialised(const Instr &instr, unsigned lane, const Place &place, const Cell &cell);
  bool isOrdered(const Stamp &stamp, unsigned lane, const Place &place, bool collective) const;
  void reportRace(const Instr &instr, unsigned lane, const Place &place, const Stamp &other, llvm::StringRef what);
  Stamp stamp(const Instr &instr, unsigned lane) const;
  void countTraffic(const Instr &instr, const Addresses &addresses, uint32_t lanes, unsigned bytes, Space space);

  struct FreeAligned {
    void operator()(uint8_t *bytes) const { ::operator delete(bytes, std::align_val_t(64)); }
  };
  std::unique_ptr<uint8_t, FreeAligned> file;
  std::vector<uint32_t> initialised;
  std::vector<Frame> frames;
  std::vector<uint8_t> local, localMarks;
  std::vector<AsyncCopy> pending[kLanes];
  uint32_t openGroup[kLanes] = {};
};

/// A CTA while it runs.
struct Cta {
  Launch &launch;
  Dim3 id;
  uint32_t number;
  std::vector<uint8_t> shared;
  Shadow &sharedShadow;
  std::deque<Warp> warps;
  /// Other CTAs' memory that this one may rely on: CTA to generation.
  llvm::DenseMap<uint32_t, uint32_t> acquired;
  uint16_t generation = 1;
  /// Whether a fence came after the last store to global memory.
  bool fenced = false;

  Cta(Launch &launch, Dim3 id, uint32_t number, Shadow &sharedShadow);
  /// Runs all warps to their end. Error: a limit, or a barrier that some warps never reach.
  llvm::Error run();
  /// The position of thread `linear` in the block.
  Dim3 thread(uint32_t linear) const;
};

inline void Warp::fence() { cta.fenced = true; }

/// Calls `body(lane)` for the lanes of a mask, in ascending order.
template <typename F> inline void forLanes(uint32_t lanes, F body) {
  if (lanes == ~uint32_t(0)) {
    for (unsigned lane = 0; lane < kLanes; ++lane)
      body(lane);
    return;
  }
  for (; lanes; lanes &= lanes - 1)
    body(unsigned(llvm::countr_zero(lanes)));
}

/// Wavefronts of an access to shared memory by 32 banks of 4 bytes, and the number without conflicts: phases of 32, 16
/// or 8 lanes for accesses of up to 4, 8 and 16 bytes.
Traffic countWavefronts(const Addresses &addresses, uint32_t lanes, unsigned bytes);
/// Sectors of 32 bytes touched, and the least number that holds the distinct bytes.
Traffic countSectors(const Addresses &addresses, uint32_t lanes, unsigned bytes);
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_WARP_H
