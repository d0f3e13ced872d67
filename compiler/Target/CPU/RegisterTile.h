// The analytic model of a register tile on a CPU.
#ifndef AICC_COMPILER_TARGET_CPU_REGISTERTILE_H
#define AICC_COMPILER_TARGET_CPU_REGISTERTILE_H

#include "dialects/Device/Device.h"

namespace aicc::cpu {
/// What the register tile of a contraction has to serve.
struct RegisterProblem {
  int64_t rows;        ///< extent of the broadcast operand's dimension
  int64_t columns;     ///< extent of the lanes' dimension
  int64_t siblings;    ///< contractions that hold accumulators at once
  int64_t lanes;       ///< accumulators in one vector register
  int64_t registers;   ///< vector registers of the device
  int64_t spare;       ///< of them, left to what LLVM loads ahead of its use
  int64_t mostRows;    ///< of one tile
  int64_t mostVectors; ///< of one row of a tile
  int64_t panel = 0;   ///< columns of a packed panel that tiles have to divide; 0 where panels are as wide as tiles
  int64_t wholeVectors = 1; ///< what the vectors of a tile's row are a multiple of, where there are as many
  double multiplyAdds;      ///< vector multiply-adds a cycle
  double l1Bytes;           ///< bytes that the first level delivers a cycle
  double l2Bytes;           ///< bytes that the second level delivers a cycle
  int64_t vectorBytes;      ///< bytes of one vector register
  double latency;           ///< cycles from one multiply-add to the next that needs its result
  double filling; ///< share of the time during which memory fills the second level with the next panel, 0 to 1
};

/// A register tile: rows times columns, columns a multiple of the lanes unless the whole extent is shorter.
struct RegisterTile {
  int64_t rows, columns;
};

/// Cycles that one step along the reduced dimension costs for a tile of `rows` x `vectors` of a panel that is
/// `panelVectors` wide: the multiply-adds, the loads from L1, the latency of dependent multiply-adds or the panel's way
/// from L2, of which an edge takes the padding too, whichever is longest; and what is not hidden of that way.
double stepCycles(const RegisterProblem &problem, int64_t rows, int64_t vectors, int64_t panelVectors);

/// The tile that covers rows x columns, edges included, in the fewest cycles without spilling:
/// siblings * (rows + 1) * vectors + 1 <= registers - spare. Ties go to fewer loads.
RegisterTile chooseRegisterTile(const RegisterProblem &problem);
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_REGISTERTILE_H
