// The source of a packing copy: its dimensions by name, and vectors of its elements.
#ifndef AICC_PASSES_TILE_PACKSOURCE_H
#define AICC_PASSES_TILE_PACKSOURCE_H

#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"
#include "passes/Tile/Indices.h"
#include "passes/Tile/Passes.h"
#include "passes/Tile/ScalarBody.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace aicc::tile {
/// `value`, an element of the source of `pack` or a vector of them, as one of its destination.
inline mlir::Value extendPacked(mlir::OpBuilder &builder, kernel::PackOp pack, mlir::Value value) {
  mlir::Type element = llvm::cast<mlir::MemRefType>(pack.getDest().getType()).getElementType(), type = element;
  if (auto vector = llvm::dyn_cast<mlir::VectorType>(value.getType()))
    type = vector.clone(element);
  if (pack.getIsUnsigned() && value.getType() != type)
    return mlir::arith::ExtUIOp::create(builder, pack.getLoc(), type, value);
  return widen(builder, pack.getLoc(), value, type);
}

/// Base of the classes that emit packing copies, each in front of its `pack`.
class PackSource : public Indices {
public:
  explicit PackSource(kernel::PackOp pack)
      : Indices(pack, pack.getLoc()), pack(pack), layout(llvm::cast<schedule::LayoutAttr>(pack.getLayout())),
        dims(llvm::to_vector(pack.getDims().getAsValueRange<mlir::StringAttr>())),
        element(llvm::cast<mlir::MemRefType>(pack.getDest().getType()).getElementType()) {}

protected:
  unsigned position(mlir::StringAttr name) { return llvm::find(dims, name.getValue()) - dims.begin(); }
  mlir::Value size(unsigned dim) { return pack.getSizes()[dim]; }
  int64_t blockSize(mlir::StringAttr name) { return layout.getBlock().lookup(name, 1); }

  /// The source's indices of the element at `where`, which counts from the box's origin.
  llvm::SmallVector<mlir::Value> absolute(llvm::SmallVector<mlir::Value> where) {
    for (auto [position, offset] : llvm::zip(where, pack.getOffsets()))
      position = add(offset, position);
    return where;
  }

  /// `count` elements of the source from `where` on, in the destination's type, the first `valid` of them where that is
  /// given; the rest is zero.
  mlir::Value load(int64_t count, mlir::ValueRange where, mlir::Value valid) {
    auto type = mlir::VectorType::get(count, llvm::cast<mlir::MemRefType>(pack.getSource().getType()).getElementType());
    if (!valid)
      return extendPacked(builder, pack, mlir::vector::LoadOp::create(builder, loc, type, pack.getSource(), where));
    mlir::Value mask = edgeMask(count, valid);
    auto masked = mlir::vector::MaskedLoadOp::create(builder, loc, type, pack.getSource(), where, mask, zero(type));
    masked->setAttr(kEdgeAttr, builder.getUnitAttr());
    return extendPacked(builder, pack, masked);
  }

  /// Stores `row` to the destination: all of it, or its first `rest` elements, where given, filled up to whole groups.
  void storeGroups(mlir::Value row, mlir::ValueRange where, mlir::Value rest, int64_t group) {
    if (!rest) {
      mlir::vector::StoreOp::create(builder, loc, row, pack.getDest(), where);
      return;
    }
    int64_t count = llvm::cast<mlir::VectorType>(row.getType()).getNumElements();
    mlir::Value mask = edgeMask(count, mul(ceil(rest, group), group));
    auto store = mlir::vector::MaskedStoreOp::create(builder, loc, pack.getDest(), where, mask, row);
    store->setAttr(kEdgeAttr, builder.getUnitAttr());
  }

  /// The first `valid` of `count` lanes.
  mlir::Value edgeMask(int64_t count, mlir::Value valid) {
    auto type = mlir::VectorType::get(count, builder.getI1Type());
    auto mask = mlir::vector::CreateMaskOp::create(builder, loc, type, valid);
    mask->setAttr(kEdgeAttr, builder.getUnitAttr());
    return mask;
  }

  mlir::Value zero(mlir::Type type) {
    return mlir::arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type));
  }
  mlir::Value zeroUnless(mlir::Value condition, mlir::Value vector) {
    return builder.createOrFold<mlir::arith::SelectOp>(loc, condition, vector, zero(vector.getType()));
  }
  /// True where elements of the source lie in bytes of their own.
  bool isSourceOfBytes() {
    return llvm::cast<mlir::MemRefType>(pack.getSource().getType()).getElementTypeBitWidth() % 8 == 0;
  }
  mlir::Value yes() { return mlir::arith::ConstantIntOp::create(builder, loc, 1, 1); }

  kernel::PackOp pack;
  schedule::LayoutAttr layout;
  llvm::SmallVector<llvm::StringRef> dims; ///< of the source
  mlir::Type element;                      ///< of the destination
};
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_PACKSOURCE_H
