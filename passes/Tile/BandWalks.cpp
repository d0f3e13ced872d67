// Maps and reductions that go through one loop; see BandTiler.h.
#include "passes/Tile/BandTiler.h"
#include "passes/Tile/Lanes.h"
#include "passes/Tile/Passes.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::Kind;
using kernel::TileOp;

/// The dimension that `tile` reduces, empty where it is none or several.
static StringRef onlyReduced(TileOp tile) {
  StringRef found;
  for (auto [dim, name] : llvm::enumerate(tile.getDimNames()))
    if (tile.isReduced(dim)) {
      if (!found.empty())
        return {};
      found = name;
    }
  return found;
}

bool BandTiler::joinsWalk(TileOp tile, ArrayRef<TileOp> others) {
  if (tile.getKind() == Kind::Contract)
    return false;
  for (TileOp other : others) {
    bool isAlike = tile.getDims() == other.getDims() && inner(tile).getRegisters() == inner(other).getRegisters() &&
                   lanesOf(tile, registerBits) == lanesOf(other, registerBits);
    bool reduceAlike = tile.getKind() == Kind::Map || other.getKind() == Kind::Map || onlyReduced(tile) == onlyReduced(other);
    bool isMaskedAlike = !mask || mask->covers(tile.getName()) == mask->covers(other.getName());
    if (!isAlike || !reduceAlike || !isMaskedAlike)
      return false;
    for (auto [number, input] : llvm::enumerate(tile.getInputs()))
      if (input == other.getOutput() &&
          (other.getKind() == Kind::Reduce || tile.getAccess(number) != other.getOutputAccess()))
        return false;
  }
  return true;
}

size_t BandTiler::walkLength(ArrayRef<TileOp> rest) {
  size_t length = 0;
  StringRef dim;
  while (registerBits && length < rest.size() && joinsWalk(rest[length], rest.take_front(length))) {
    TileOp tile = rest[length++];
    if (tile.getKind() == Kind::Reduce)
      dim = onlyReduced(tile);
  }
  TileOp first = rest.front();
  if (dim.empty() || inner(first).getRegisters().lookup(dim, 1) % lanesOf(first, registerBits))
    return 1;
  return length;
}

void BandTiler::emitWalk(ArrayRef<TileOp> walk, Box box) {
  OpBuilder::InsertionGuard guard(builder);
  TileOp leader = *llvm::find_if(walk, [](TileOp each) { return each.getKind() == Kind::Reduce; });
  clip(box, leader);
  size_t outerLoops = loops.size();
  enterRegisterLoops(leader, box);
  auto number = builder.getI64IntegerAttr(walks++);
  auto attr = builder.getDictionaryAttr({builder.getNamedAttr("dim", builder.getStringAttr(onlyReduced(leader))),
                                         builder.getNamedAttr("number", number)});
  for (TileOp tile : walk) {
    bool isReadHere = llvm::all_of(tiles, [&](TileOp reader) {
      return llvm::is_contained(walk, reader) || !llvm::is_contained(reader.getInputs(), tile.getOutput());
    });
    if (tile.getKind() == Kind::Map && isReadHere && !isa<BlockArgument>(tile.getOutput()) && !kept.count(tile.getName()))
      keepResult(schedule::kRegisters, {}, tile, box);
    emitTile(tile, box)->setAttr(kWalkAttr, attr);
  }
  loops.truncate(outerLoops);
}
