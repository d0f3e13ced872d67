// What is chosen for chained contractions on a CPU, before a schedule is written: whether keys and values are packed,
// the sizes of register tiles, blocks and parts, and what each thread of the team has. Chain.cpp writes it down.
#ifndef AICC_COMPILER_TARGET_CPU_CHAINPLAN_H
#define AICC_COMPILER_TARGET_CPU_CHAINPLAN_H

#include "compiler/Target/CPU/Chain.h"
#include "compiler/Target/CPU/KernelParts.h"
#include "compiler/Target/ScheduleWriter.h"

#include "llvm/Support/MathExtras.h"

namespace aicc::cpu {
using target::Sizes;

/// Steps of the reduced dimension that one iteration of a hot loop holds.
constexpr int64_t kSteps = 4;

/// `size` elements of each of `dims`.
Sizes tileOf(llvm::ArrayRef<llvm::StringRef> dims, int64_t size);

/// The choices for one kernel. Sizes are in elements.
class ChainPlan {
public:
  /// `inParts`: softmax goes over parts of the keys where that pays. `clears`: values are cleared before the second
  /// contraction reads them, even if the mask hides them from it.
  ChainPlan(const Chain &chain, kernel::KernelOp kernel, const device::Device &device, int64_t threads, bool inParts,
            bool clears);

  const Chain &chain;
  KernelParts parts;
  const bool clears;
  const int64_t threads;
  /// The instruction of the first contraction, or null.
  const device::Instruction *const with;
  llvm::StringRef rowsDim;       ///< the longest of the rows' dimensions, or empty
  bool isPacked = true;          ///< keys and values, in panels
  int64_t rows = 1, vectors = 1; ///< of a register tile of sums
  int64_t bandRows = 1;          ///< whose scores lie in L2 at once
  int64_t valueRows = 0;         ///< of a register tile of sums over keys whose values are read in place
  int64_t keysAtOnce = 1;        ///< of a register tile of sums along the lanes
  int64_t partKeys = 0;          ///< of a part that softmax goes over; 0: all at once
  int64_t keyBlock = 0;          ///< keys whose values lie in L1 while all rows of a band use them; 0: all keys

  /// One unit of work for each thread: heads first, since they share nothing. Of them those first that the mask treats
  /// alike: sequences of different length would leave threads with different work.
  Sizes threadTile();

  int64_t extent(llvm::StringRef dim) { return parts.extent(dim); }
  /// Neighbours along the depth that the instruction reads at once.
  int64_t granule() const { return with ? with->k : 1; }
  /// The instruction of `op`, one of the two contractions, or null: the second has that of the first where it has the
  /// same types, and can read groups where values are packed or in place in an operand.
  const device::Instruction *instructionOf(kernel::Computation op);
  /// Neighbours along what `op` reduces that its instruction reads at once.
  int64_t granuleOf(kernel::Computation op) {
    const device::Instruction *instruction = instructionOf(op);
    return instruction ? instruction->k : 1;
  }
  int64_t lanes() { return parts.lanes(chain.first); }
  /// Bytes of one element of the keys, and of the values.
  int64_t keyBytes() { return parts.bytes(chain.first->getOperand(chain.keyOperand)); }
  int64_t valueBytes() { return parts.bytes(chain.second->getOperand(chain.valueOperand)); }

  /// Keys that softmax goes over at once.
  int64_t keysOfPart() { return partKeys ? partKeys : extent(chain.keys); }
  /// True where threads share keys, and each goes over several parts.
  bool hasNextPart();

  /// True where keys and values are read in place in the order of memory, since hardware would fetch ahead of nothing
  /// else: the keys or values of a few steps do not lie within its window. A row's sums over all columns have to fit
  /// registers.
  bool isInOrder();

  /// Elements of each row dimension in a register tile, and in the band whose scores lie in L2 at once.
  int64_t tileRows(llvm::StringRef dim) { return !isPacked ? extent(dim) : dim == rowsDim ? rows : 1; }
  /// The same in a register tile of sums over keys.
  int64_t sumRows(llvm::StringRef dim);
  int64_t blockRows(llvm::StringRef dim) { return !isPacked ? extent(dim) : dim == rowsDim ? bandRows : 1; }

  /// The level where the scores of a band's rows lie.
  llvm::StringRef scoreLevel() { return parts.device.level("L2") ? llvm::StringRef("L2") : parts.levelName(1); }

  /// True where `op` makes keys or values of operands alone: it clears them by position.
  bool isClearing(kernel::Computation op);
  /// True where `op` reads the second contraction.
  bool isBehind(kernel::Computation op) { return op->isBeforeInBlock(chain.second) ? false : op != chain.second; }
  /// True where `op` runs once for the rows of the inner band.
  bool isBetween(kernel::Computation op) { return op != chain.second && !isBehind(op) && !isClearing(op); }

private:
  /// Few rows read keys and values once, as they lie: sums over the head size run along the lanes, those over keys down
  /// the values' rows. Both have to be contiguous there, a sum along the lanes as long as a vector, and all rows one
  /// tile.
  bool packs();
  /// The sums of a tile, one vector of columns each, the columns and a broadcast stay in registers; of the shapes that
  /// do, the one with the most multiply-adds for each load.
  void chooseRegisters();
  /// All rows are one tile, so that keys and values are read once. Of the values' columns it has as many vectors as
  /// registers are left for: sums, columns and a broadcast. Sums along the lanes take a power of two of keys, since
  /// what they come to is written as vectors.
  void chooseRegistersInPlace();
  /// In order: as many keys at once as lie within the window, and all columns of the values, so that a key's are read
  /// in one piece, for as many rows as registers are left for. Requests by software would hold up the hardware's: one
  /// Zen 4 core reads 14 GB/s with four keys of 512 bytes at once and half of the columns, with requests as without, 33
  /// GB/s with two keys and all columns.
  void chooseRegistersInOrder();
  /// The window of the device's memory, in bytes; 0 where there is none.
  int64_t streamWindow();
  /// Vectors of all columns of the values.
  int64_t columnVectors() { return llvm::divideCeil(extent(chain.values), lanes()); }
  /// Keys of one of the equal parts, of at most `most` keys, of what each of `sharers` has; a multiple of `step`.
  int64_t equalPart(int64_t sharers, int64_t most, int64_t step);
  /// Equal parts whose scores fit L1: from a part's maximum to its weights nothing goes further. Scores of all keys
  /// went to memory and back while keys streamed past; shorter parts were slower, too. In order a part has a quarter of
  /// L2: hardware begins anew to fetch ahead where keys end and values begin, and the other way round. Where threads
  /// share keys, each has some. 0: no parts.
  int64_t partInPlace();
  /// Where threads share keys, so that each of them packs its own: equal parts whose keys and values, packed, take three
  /// quarters of L2, where all rows read them. 0 where the sums, of which each part has its own, are more bytes than the
  /// panels: many rows are shared out instead, and use panels of all keys often enough.
  int64_t packedPart();
  /// Rows that share a panel of keys while it lies in L1: as many as leave their scores in L2. Of values that do not come
  /// from L2, rows share blocks of keys in L1: a register tile takes more from the next level than that gives.
  void chooseBlocks();
  /// Where one tile has not all columns of the values, keys whose values lie in L1 while the tiles go over them.
  void chooseBlocksInPlace();
  /// Takes blocks of at most `block` keys, a multiple of `step`, which cut no part short, where they are less than all.
  void chooseKeyBlock(int64_t block, int64_t step);
  /// True where heads leave threads with less to do than others, and keys would not.
  bool sharesKeysBest();
  /// True where what the mask leaves of the keys depends on the position along `dim`.
  bool isMaskedBy(llvm::StringRef dim);
  /// Bytes that the score of one pair takes: what is computed from it point by point lies in the same place where it
  /// has the same type.
  int64_t scoreBytes();
};
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_CHAINPLAN_H
