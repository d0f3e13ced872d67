// How a contraction's register tile multiplies: single elements by multiply-adds, or groups of neighbours along the
// reduced dimension by one instruction of the device (`kernel.dot`), which adds a whole group to one lane.
//
// Some instructions read the bytes of the rows as unsigned ones. Signed rows are then shifted by 128 on the way into
// the register, and the columns' layout (`shift`) holds what the sums have to start from. Others read 16-bit numbers,
// to which bytes are extended on the way.
#ifndef AICC_PASSES_TILE_DOTPRODUCT_H
#define AICC_PASSES_TILE_DOTPRODUCT_H

#include "dialects/Device/Device.h"
#include "passes/Tile/Lanes.h"

namespace aicc::tile {
/// The instruction of a contraction's tile, and the parts that its two operands play.
struct DotProduct {
  std::string instruction;  ///< the device's name of it; empty: multiply-adds of single elements
  int64_t depth = 1;        ///< elements along the reduced dimension that one lane takes at once
  unsigned rows = 0;        ///< the operand that is broadcast, or read along the lanes
  unsigned columns = 1;     ///< the operand that has the result's innermost dimension
  bool shiftsRows = false;  ///< the rows are signed bytes, the instruction reads unsigned ones
  int64_t bits = 0;         ///< of an element that the instruction reads, to which narrower ones are extended

  bool isGrouped() const { return depth > 1; }
};

/// The dot product of `tile` with `instruction` (null: none) where lanes run along `lanesDim`. Grouped only where the
/// instruction is, the types are its own, and the rows do not change from lane to lane, unless all lanes are reduced.
DotProduct chooseDotProduct(kernel::TileOp tile, const device::Instruction *instruction, unsigned lanesDim);

/// How LLVM calls an instruction of a device.
struct DotSpelling {
  llvm::StringLiteral instruction; ///< the device's name
  int64_t bits;                    ///< of a register
  llvm::StringLiteral intrinsic;
  bool isAdding = true; ///< it adds to the accumulator, its first argument; else it has none, and an addition follows
};

/// The spelling of `instruction` (the device's name) on registers of `bits` bits; null where none is known.
const DotSpelling *dotSpelling(llvm::StringRef instruction, int64_t bits);

/// `group`, a vector of one group's elements, in every lane of a register with `lanes` accumulators.
mlir::Value broadcastGroup(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value group, int64_t lanes);

/// Signed bytes of `value` as unsigned ones that are larger by 128.
mlir::Value shiftBytes(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_DOTPRODUCT_H
