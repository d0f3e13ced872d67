// Which tiles share a loop; see Siblings.h.
#include "passes/Tile/Siblings.h"
#include "passes/Tile/Passes.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::TileOp;

/// True where `b` follows `a` with nothing between them that reads or writes memory.
static bool isNext(TileOp a, TileOp b) {
  for (Operation *op = a->getNextNode(); op; op = op->getNextNode()) {
    if (op == b)
      return true;
    if (!isPure(op) && !isa<kernel::ScratchOp, kernel::AheadOp>(op))
      return false;
  }
  return false;
}

static bool haveSameBox(TileOp a, TileOp b) {
  return a.getDims() == b.getDims() && llvm::equal(a.getOffsets(), b.getOffsets()) &&
         llvm::equal(a.getSizes(), b.getSizes());
}

/// True where `a` and `b`, operands of tiles, have one element type and depend on the same dimensions.
static bool haveSameForm(Value a, AffineMap aMap, Value b, AffineMap bMap) {
  if (cast<MemRefType>(a.getType()).getElementType() != cast<MemRefType>(b.getType()).getElementType())
    return false;
  for (unsigned dim = 0; dim < aMap.getNumDims(); ++dim)
    if (aMap.isFunctionOfDim(dim) != bMap.isFunctionOfDim(dim))
      return false;
  return true;
}

/// True where lanes, dot products and rounding are the same, operand by operand.
static bool haveSameForm(TileOp a, TileOp b) {
  for (StringRef name : {StringRef(kLanesAttr), StringRef(kUnsignedAttrs[0]), StringRef(kUnsignedAttrs[1])})
    if (a->getAttr(name) != b->getAttr(name))
      return false;
  for (unsigned number = 0; number < a.getInputs().size(); ++number)
    if (!haveSameForm(a.getInputs()[number], a.getAccess(number), b.getInputs()[number], b.getAccess(number)))
      return false;
  return haveSameForm(a.getOutput(), a.getOutputAccess(), b.getOutput(), b.getOutputAccess());
}

static bool haveSameSteps(schedule::ComputationAttr a, schedule::ComputationAttr b) {
  return a.getRegisters() == b.getRegisters() && a.getUnroll() == b.getUnroll() &&
         a.getInstruction() == b.getInstruction();
}

static bool reads(TileOp reader, Value buffer) { return llvm::is_contained(reader.getInputs(), buffer); }

static bool areSiblings(TileOp a, TileOp b) {
  return a.getKind() == kernel::Kind::Contract && b.getKind() == kernel::Kind::Contract && haveSameBox(a, b) &&
         haveSameForm(a, b) && a.getOutput() != b.getOutput() && !reads(a, b.getOutput()) && !reads(b, a.getOutput()) &&
         llvm::any_of(a.getInputs(), [&](Value input) { return reads(b, input); });
}

size_t tile::countSiblings(ArrayRef<TileOp> tiles, schedule::TreeAttr schedule) {
  size_t count = 1;
  auto joins = [&](TileOp next) {
    return isNext(tiles[count - 1], next) && llvm::all_of(tiles.take_front(count), [&](TileOp other) {
             return areSiblings(other, next) && haveSameSteps(schedule.computation(other.getName()),
                                                              schedule.computation(next.getName()));
           });
  };
  while (count < tiles.size() && joins(tiles[count]))
    ++count;
  return count;
}
