// lower-packs: emits packing copies, by vectors where the layout allows it, else as loops over blocks and elements.
#include "dialects/Device/Device.h"
#include "passes/Tile/PackCodes.h"
#include "passes/Tile/PackCopies.h"
#include "passes/Tile/PackRows.h"
#include "passes/Tile/PackSource.h"
#include "passes/Tile/PackVectors.h"
#include "passes/Tile/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

namespace aicc::tile {
#define GEN_PASS_DEF_LOWERPACKS
#include "passes/Tile/Passes.h.inc"
} // namespace aicc::tile

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::PackOp;

namespace {
class PackEmitter {
public:
  explicit PackEmitter(PackOp pack)
      : pack(pack), builder(pack), loc(pack.getLoc()), layout(cast<schedule::LayoutAttr>(pack.getLayout())),
        dims(llvm::to_vector(pack.getDims().getAsValueRange<StringAttr>())) {}

  void emit() {
    SmallVector<Value> blocks;
    for (StringAttr name : layout.getOuter()) {
      unsigned dim = position(name);
      Value count = builder.createOrFold<arith::CeilDivUIOp>(loc, size(dim), index(blockSize(name)));
      blocks.push_back(enterLoop(count));
    }
    lowers.assign(dims.size(), index(0));
    valid.assign(dims.size(), Value());
    for (auto [name, block] : llvm::zip(layout.getOuter(), blocks)) {
      unsigned dim = position(name);
      lowers[dim] = builder.createOrFold<arith::MulIOp>(loc, block, index(blockSize(name)));
      Value left = builder.createOrFold<arith::SubIOp>(loc, size(dim), lowers[dim]);
      valid[dim] = builder.createOrFold<arith::MinUIOp>(loc, left, index(blockSize(name)));
    }
    padShortBlocks(blocks);
    copyBlock(blocks);
  }

private:
  Value index(int64_t value) { return arith::ConstantIndexOp::create(builder, loc, value); }
  unsigned position(StringAttr name) { return llvm::find(dims, name.getValue()) - dims.begin(); }
  int64_t blockSize(StringAttr name) { return layout.getBlock().lookup(name, 1); }
  Value size(unsigned dim) { return pack.getSizes()[dim]; }

  Value enterLoop(Value count) {
    auto loop = scf::ForOp::create(builder, loc, index(0), count, index(1));
    builder.setInsertionPointToStart(loop.getBody());
    return loop.getInductionVar();
  }

  /// True where every block of dimension `name` is whole.
  bool isAlwaysWhole(StringAttr name) {
    std::optional<int64_t> whole = getConstantIntValue(size(position(name)));
    return blockSize(name) == 1 || (whole && *whole % blockSize(name) == 0);
  }

  void padShortBlocks(ArrayRef<Value> blocks) {
    Value isShort;
    for (StringAttr name : layout.getBlock().getDims()) {
      if (isAlwaysWhole(name))
        continue;
      Value test = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, valid[position(name)],
                                         index(blockSize(name)));
      isShort = isShort ? builder.createOrFold<arith::OrIOp>(loc, isShort, test) : test;
    }
    if (!isShort)
      return;
    OpBuilder::InsertionGuard guard(builder);
    auto branch = scf::IfOp::create(builder, loc, isShort, /*withElseRegion=*/false);
    builder.setInsertionPointToStart(branch.thenBlock());
    SmallVector<Value> where(blocks);
    for (int64_t extent : layout.getBlock().getSizes())
      where.push_back(enterLoop(index(extent)));
    Type element = cast<MemRefType>(pack.getDest().getType()).getElementType();
    Value zero = arith::ConstantOp::create(builder, loc, builder.getZeroAttr(element));
    memref::StoreOp::create(builder, loc, zero, pack.getDest(), where);
  }

  void copyBlock(ArrayRef<Value> blocks) {
    SmallVector<Value> where(blocks), from;
    SmallVector<Value> inside = lowers;
    for (StringAttr name : layout.getBlock().getDims()) {
      unsigned dim = position(name);
      Value element = enterLoop(valid[dim]);
      where.push_back(element);
      inside[dim] = builder.createOrFold<arith::AddIOp>(loc, lowers[dim], element);
    }
    for (auto [offset, delta] : llvm::zip(pack.getOffsets(), inside))
      from.push_back(builder.createOrFold<arith::AddIOp>(loc, offset, delta));
    Value value = memref::LoadOp::create(builder, loc, pack.getSource(), from);
    memref::StoreOp::create(builder, loc, extendPacked(builder, pack, value), pack.getDest(), where);
  }

  PackOp pack;
  OpBuilder builder;
  Location loc;
  schedule::LayoutAttr layout;
  SmallVector<StringRef> dims;
  SmallVector<Value> lowers; ///< first element of the block, from the box's origin, by source dimension
  SmallVector<Value> valid;  ///< elements of the block that the box fills, by source dimension
};

class LowerPacks : public tile::impl::LowerPacksBase<LowerPacks> {
public:
  using Base::Base;

  void runOnOperation() override {
    int64_t bits = 0;
    if (auto id = getOperation()->getAttrOfType<StringAttr>(kernel::kDeviceAttr)) {
      FailureOr<device::Device> device = device::requireDevice(getOperation(), id);
      if (failed(device))
        return signalPassFailure();
      bits = device->registers ? device->registers->bits : 0;
    }
    SmallVector<PackOp> packs;
    getOperation().walk([&](PackOp pack) { packs.push_back(pack); });
    for (PackOp pack : packs) {
      if (cast<schedule::LayoutAttr>(pack.getLayout()).getSplit())
        emitPackCodes(pack, bits);
      else if (!emitPackVectors(pack, bits) && !emitPackRows(pack, bits) && !emitPackCopies(pack, bits))
        PackEmitter(pack).emit();
      if (cast<schedule::LayoutAttr>(pack.getLayout()).getShift())
        emitPackSums(pack, std::max<int64_t>(bits, 32));
      pack.erase();
    }
  }
};
} // namespace
