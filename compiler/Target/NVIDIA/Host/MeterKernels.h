// The kernels that measure a device, as PTX text for sm_80 and later. Each does `rounds` times the same few
// instructions, with operands that the assembler does not know, and stores a number that tells whether it did.
#ifndef AICC_COMPILER_TARGET_NVIDIA_HOST_METERKERNELS_H
#define AICC_COMPILER_TARGET_NVIDIA_HOST_METERKERNELS_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace aicc::nvidia {
/// The entry of every text below.
inline constexpr char kMeterEntry[] = "meter";
/// Threads of a block that reads.
inline constexpr uint32_t kReadThreads = 1024;
/// Bytes that one thread reads in a round, 16 at a time.
inline constexpr int64_t kReadBytes = 4 * 16;
/// Bytes of shared memory that `sharedReadText` reads again and again, and words that `sharedChaseText` walks.
inline constexpr int64_t kSharedBytes = 32768;
inline constexpr uint32_t kSharedWords = 1024;
/// The distance in words of a walk through shared memory: odd, so that it meets all of them.
inline constexpr uint32_t kSharedStep = 421;

/// A loop of one multiply-add instruction on independent sums, all of which begin at 0 and grow by `gain` a round.
/// Parameters: out (16 bytes a thread: the sum of all sums as `isFloat` says, four bytes of nothing, cycles of the
/// multiprocessor in eight), rounds, factor (32 bits that hold ones of the type).
struct RateKernel {
  std::string text;
  uint32_t factor;     ///< to be passed
  int64_t gain;        ///< of each sum a round, in integers
  int64_t sums;        ///< of one thread that begin their own chain: what is stored is gain * sums * rounds
  int64_t threadFlops; ///< of one thread a round
  bool isFloat;
};
/// The loop of `instruction`, called as in device files; nothing where there is none.
std::optional<RateKernel> rateKernel(llvm::StringRef instruction);

/// Parameters: from, mask, rounds, out. Thread t of n reads 16 bytes at ((t + i * n) * 16) & mask for i below
/// 4 * rounds, past the first cache, and stores the sum of all words at out + 4 * t.
std::string readText();
/// Parameters: rounds, out. Each block fills its shared memory with words of one and reads it as above; out as above.
std::string sharedReadText();
/// Parameters: from, rounds, out. One thread follows `rounds` pointers, the first of which is at `from`.
std::string chaseText();
/// Parameters: rounds, out. One thread walks a circle of byte offsets through shared memory, where the word at 4 * i
/// holds 4 * ((i + kSharedStep) % kSharedWords), and stores where it ends.
std::string sharedChaseText();
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_HOST_METERKERNELS_H
