// vectorise-tiles: emits every tile as native-width vectors, for the device of its kernel.
#include "dialects/Device/Device.h"
#include "passes/Tile/Passes.h"
#include "passes/Tile/Siblings.h"
#include "passes/Tile/TileEmitter.h"
#include "passes/Tile/WalkedMap.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"

namespace aicc::tile {
#define GEN_PASS_DEF_VECTORISETILES
#include "passes/Tile/Passes.h.inc"
} // namespace aicc::tile

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::ScratchOp;
using kernel::TileOp;

namespace {
class VectoriseTiles : public tile::impl::VectoriseTilesBase<VectoriseTiles> {
public:
  using Base::Base;

  void getDependentDialects(DialectRegistry &registry) const override {
    Base::getDependentDialects(registry);
    registry.insert<affine::AffineDialect>();
  }

  void runOnOperation() override {
    auto schedule = getOperation()->getAttrOfType<schedule::TreeAttr>(kernel::kScheduleAttr);
    auto id = getOperation()->getAttrOfType<StringAttr>(kernel::kDeviceAttr);
    if (!schedule || !id)
      return;
    FailureOr<device::Device> device = device::requireDevice(getOperation(), id);
    if (failed(device))
      return signalPassFailure();
    if (failed(emitAll(schedule, *device)))
      return signalPassFailure();
    eraseRegisterScratch();
  }

private:
  LogicalResult emitAll(schedule::TreeAttr schedule, const device::Device &device) {
    RegisterTiles registers;
    SmallVector<TileOp> tiles;
    getOperation().walk([&](TileOp tile) { tiles.push_back(tile); });
    for (ArrayRef<TileOp> rest = tiles; !rest.empty();) {
      ArrayRef<TileOp> group =
          rest.take_front(isWalked(rest.front()) ? countWalked(rest) : countSiblings(rest, schedule));
      if (failed(emitTiles(group, schedule, device, registers)))
        return failure();
      rest = rest.drop_front(group.size());
    }
    // What is expanded in another tile's steps has been read there.
    for (TileOp tile : llvm::reverse(tiles))
      tile.erase();
    return success();
  }

  /// What stood for values in registers has no users left.
  void eraseRegisterScratch() {
    SmallVector<ScratchOp> dead;
    getOperation().walk([&](ScratchOp scratch) {
      if (scratch->use_empty())
        dead.push_back(scratch);
    });
    for (ScratchOp scratch : dead)
      scratch.erase();
  }
};
} // namespace
