// pack-nibbles: buffers of i4 become bytes that hold two elements each, the first in the low half.
//
// Every access is traced through views to the buffer that they show, which is dense and starts on a byte; the linear
// index there says which half of which byte holds the element. So this works for any box, odd rows included.
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace aicc::lower {
#define GEN_PASS_DEF_PACKNIBBLES
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;
using namespace aicc;
using namespace aicc::lower;

using Indices = SmallVector<OpFoldResult>;

static bool holdsNibbles(Type type) {
  auto buffer = dyn_cast<MemRefType>(type);
  return buffer && buffer.getElementType().isInteger(4);
}

static bool holdsNibbles(Value value) { return holdsNibbles(value.getType()); }

static MemRefType bytesType(MemRefType nibbles) {
  int64_t bytes = llvm::divideCeil(nibbles.getNumElements(), 2);
  return MemRefType::get(bytes, IntegerType::get(nibbles.getContext(), 8));
}

namespace {
/// A place in a dense buffer of i4: the buffer, and a linear index of elements.
struct Place {
  Value root;
  OpFoldResult index;
};

/// Finds what views show, with index arithmetic at the builder's insertion point.
class Tracer {
public:
  Tracer(OpBuilder &builder, Location loc) : builder(builder), loc(loc) {}

  Place trace(Value buffer, Indices indices) {
    Operation *def = buffer.getDefiningOp();
    if (auto cast = dyn_cast_or_null<memref::CastOp>(def))
      return trace(cast.getSource(), indices);
    if (auto view = dyn_cast_or_null<memref::SubViewOp>(def))
      return trace(view.getSource(), throughSlice(view, indices));
    if (auto collapse = dyn_cast_or_null<memref::CollapseShapeOp>(def))
      return trace(collapse.getSrc(), split(collapse.getSrcType(), collapse.getReassociationIndices(), indices));
    if (auto expand = dyn_cast_or_null<memref::ExpandShapeOp>(def))
      return trace(expand.getSrc(), join(expand.getResultType(), expand.getReassociationIndices(), indices));
    return {buffer, linear(cast<MemRefType>(buffer.getType()).getShape(), indices)};
  }

private:
  OpFoldResult apply(AffineExpr expr, ArrayRef<OpFoldResult> operands) {
    return affine::makeComposedFoldedAffineApply(builder, loc, AffineMap::get(operands.size(), 0, expr), operands);
  }

  OpFoldResult linear(ArrayRef<int64_t> shape, ArrayRef<OpFoldResult> indices) {
    AffineExpr sum = builder.getAffineConstantExpr(0);
    for (auto [dim, size] : llvm::enumerate(shape))
      sum = sum * size + builder.getAffineDimExpr(dim);
    return apply(sum, indices);
  }

  Indices throughSlice(memref::SubViewOp view, ArrayRef<OpFoldResult> indices) {
    llvm::SmallBitVector dropped = view.getDroppedDims();
    Indices result;
    unsigned next = 0;
    for (auto [dim, offset, stride] : llvm::enumerate(view.getMixedOffsets(), view.getMixedStrides())) {
      OpFoldResult inside = dropped[dim] ? OpFoldResult(builder.getIndexAttr(0)) : indices[next++];
      auto bind = [&](unsigned number) { return builder.getAffineDimExpr(number); };
      result.push_back(apply(bind(0) + bind(1) * builder.getAffineSymbolExpr(0), offset, inside, stride));
    }
    return result;
  }

  OpFoldResult apply(AffineExpr expr, OpFoldResult offset, OpFoldResult inside, OpFoldResult stride) {
    auto map = AffineMap::get(2, 1, expr);
    return affine::makeComposedFoldedAffineApply(builder, loc, map, {offset, inside, stride});
  }

  Indices split(MemRefType source, ArrayRef<ReassociationIndices> groups, ArrayRef<OpFoldResult> indices) {
    Indices result;
    for (auto [group, index] : llvm::zip(groups, indices)) {
      int64_t inner = 1;
      Indices parts;
      for (int64_t dim : llvm::reverse(group)) {
        AffineExpr part = builder.getAffineDimExpr(0).floorDiv(inner) % source.getDimSize(dim);
        parts.push_back(apply(part, index));
        inner *= source.getDimSize(dim);
      }
      llvm::append_range(result, llvm::reverse(parts));
    }
    return result;
  }

  Indices join(MemRefType result, ArrayRef<ReassociationIndices> groups, ArrayRef<OpFoldResult> indices) {
    Indices joined;
    for (const ReassociationIndices &group : groups) {
      SmallVector<int64_t> shape = llvm::map_to_vector(group, [&](int64_t dim) { return result.getDimSize(dim); });
      Indices inside = llvm::map_to_vector(group, [&](int64_t dim) { return indices[dim]; });
      joined.push_back(linear(shape, inside));
    }
    return joined;
  }

  OpBuilder &builder;
  Location loc;
};

/// The byte that holds an element, and by how much it is shifted there.
struct Half {
  Value byte, shift;
};

class PackNibbles : public lower::impl::PackNibblesBase<PackNibbles> {
public:
  using Base::Base;

  void runOnOperation() override {
    byteBuffers.clear();
    SmallVector<Operation *> users, views;
    getOperation().walk([&](Operation *op) {
      bool isView = isa<memref::CastOp, memref::SubViewOp, memref::CollapseShapeOp, memref::ExpandShapeOp>(op);
      if (llvm::any_of(op->getOperandTypes(), [](Type type) { return holdsNibbles(type); }))
        (isView ? views : users).push_back(op);
    });
    for (Operation *op : users)
      if (failed(rewrite(op)))
        return signalPassFailure();
    for (Operation *view : llvm::reverse(views))
      view->erase();
    rewriteSignatures();
    eraseRoots();
  }

private:
  //===-- Buffers ----------------------------------------------------------------------------------------------===//

  /// The bytes of `root`, made where it is made.
  Value bytesOf(Value root) {
    Value &bytes = byteBuffers[root];
    if (bytes)
      return bytes;
    OpBuilder builder(&getContext());
    MemRefType type = bytesType(cast<MemRefType>(root.getType()));
    if (auto argument = dyn_cast<BlockArgument>(root)) {
      // Stands for the argument until the signatures change.
      builder.setInsertionPointToStart(argument.getOwner());
      return bytes = UnrealizedConversionCastOp::create(builder, root.getLoc(), type, root).getResult(0);
    }
    builder.setInsertionPoint(root.getDefiningOp());
    return bytes = rebuild(builder, root.getDefiningOp(), type);
  }

  Value rebuild(OpBuilder &builder, Operation *def, MemRefType type) {
    Location loc = def->getLoc();
    if (auto alloc = dyn_cast<memref::AllocOp>(def))
      return memref::AllocOp::create(builder, loc, type, alloc.getAlignmentAttr());
    if (auto view = dyn_cast<memref::ViewOp>(def))
      return memref::ViewOp::create(builder, loc, type, view.getSource(), view.getByteShift(), ValueRange());
    auto get = cast<memref::GetGlobalOp>(def);
    packGlobal(getOperation().lookupSymbol<memref::GlobalOp>(get.getName()));
    return memref::GetGlobalOp::create(builder, loc, type, get.getName());
  }

  static bool isRoot(Value value) {
    auto argument = dyn_cast<BlockArgument>(value);
    return argument ? isa<func::FuncOp>(argument.getOwner()->getParentOp())
                    : isa<memref::AllocOp, memref::ViewOp, memref::GetGlobalOp>(value.getDefiningOp());
  }

  void packGlobal(memref::GlobalOp global) {
    if (!holdsNibbles(global.getType()))
      return;
    MemRefType type = bytesType(global.getType());
    SmallVector<int8_t> bytes(type.getNumElements(), 0);
    for (auto [index, value] : llvm::enumerate(cast<DenseElementsAttr>(*global.getInitialValue()).getValues<APInt>()))
      bytes[index / 2] |= value.getZExtValue() << (index % 2 * 4);
    auto tensor = RankedTensorType::get(type.getShape(), type.getElementType());
    global.setType(type);
    global.setInitialValueAttr(DenseElementsAttr::get(tensor, ArrayRef(bytes)));
  }

  //===-- Accesses ---------------------------------------------------------------------------------------------===//

  LogicalResult rewrite(Operation *op) {
    if (auto load = dyn_cast<memref::LoadOp>(op))
      return access(op, load.getMemref(), load.getIndices(), [&](OpBuilder &at, Value bytes, Half half) {
        return loadNibble(at, load, bytes, half);
      });
    if (auto store = dyn_cast<memref::StoreOp>(op))
      return access(op, store.getMemref(), store.getIndices(), [&](OpBuilder &at, Value bytes, Half half) {
        storeNibble(at, store, bytes, half);
        return Value();
      });
    if (auto load = dyn_cast<vector::LoadOp>(op))
      return access(op, load.getBase(), load.getIndices(), [&](OpBuilder &at, Value bytes, Half half) {
        return loadVector(at, load, bytes, half);
      });
    if (auto store = dyn_cast<vector::StoreOp>(op))
      return access(op, store.getBase(), store.getIndices(), [&](OpBuilder &at, Value bytes, Half half) {
        storeVector(at, store, bytes, half);
        return Value();
      });
    if (auto prefetch = dyn_cast<memref::PrefetchOp>(op))
      return access(op, prefetch.getMemref(), prefetch.getIndices(), [&](OpBuilder &at, Value bytes, Half half) {
        memref::PrefetchOp::create(at, op->getLoc(), bytes, half.byte, prefetch.getIsWrite(),
                                   prefetch.getLocalityHint(), prefetch.getIsDataCache());
        return Value();
      });
    if (auto call = dyn_cast<func::CallOp>(op))
      return rewriteCall(call);
    return op->emitOpError("has no form on packed i4; expected loads, stores, views and calls");
  }

  /// Replaces `op` by what `emit` makes of the byte and the shift of its place.
  LogicalResult access(Operation *op, Value buffer, ValueRange indices,
                       llvm::function_ref<Value(OpBuilder &, Value, Half)> emit) {
    OpBuilder builder(op);
    Location loc = op->getLoc();
    Place place = Tracer(builder, loc).trace(buffer, getAsOpFoldResult(indices));
    if (!isRoot(place.root))
      return op->emitOpError("reads or writes i4 in a buffer that is chosen at run time; expected one that is known");
    auto apply = [&](AffineExpr expr) {
      return getValueOrCreateConstantIndexOp(
          builder, loc, affine::makeComposedFoldedAffineApply(builder, loc, AffineMap::get(1, 0, expr), {place.index}));
    };
    AffineExpr index = builder.getAffineDimExpr(0);
    Value result = emit(builder, bytesOf(place.root), {apply(index.floorDiv(2)), apply(index % 2 * 4)});
    if (result)
      op->replaceAllUsesWith(ValueRange(result));
    op->erase();
    return success();
  }

  static Value loadNibble(OpBuilder &builder, memref::LoadOp load, Value bytes, Half half) {
    Location loc = load.getLoc();
    Value byte = memref::LoadOp::create(builder, loc, bytes, half.byte);
    Value shift = arith::IndexCastOp::create(builder, loc, builder.getI8Type(), half.shift);
    return arith::TruncIOp::create(builder, loc, load.getType(), arith::ShRUIOp::create(builder, loc, byte, shift));
  }

  /// Neighbours may belong to other threads: the other half is kept by atomic operations.
  static void storeNibble(OpBuilder &builder, memref::StoreOp store, Value bytes, Half half) {
    Location loc = store.getLoc();
    Type i8 = builder.getI8Type();
    Value shift = arith::IndexCastOp::create(builder, loc, i8, half.shift);
    Value ones = arith::ConstantOp::create(builder, loc, builder.getI8IntegerAttr(-1));
    Value low = arith::ConstantOp::create(builder, loc, builder.getI8IntegerAttr(15));
    Value kept = arith::XOrIOp::create(builder, loc, arith::ShLIOp::create(builder, loc, low, shift), ones);
    Value wide = arith::ExtUIOp::create(builder, loc, i8, store.getValueToStore());
    Value placed = arith::ShLIOp::create(builder, loc, wide, shift);
    memref::AtomicRMWOp::create(builder, loc, arith::AtomicRMWKind::andi, kept, bytes, half.byte);
    memref::AtomicRMWOp::create(builder, loc, arith::AtomicRMWKind::ori, placed, bytes, half.byte);
  }

  /// Who emits a vector of i4 promises that it starts on a byte.
  static Value loadVector(OpBuilder &builder, vector::LoadOp load, Value bytes, Half half) {
    auto type = VectorType::get(load.getVectorType().getNumElements() / 2, builder.getI8Type());
    Value pairs = vector::LoadOp::create(builder, load.getLoc(), type, bytes, half.byte);
    return vector::BitCastOp::create(builder, load.getLoc(), load.getVectorType(), pairs);
  }

  /// Who emits a vector of i4 promises that it starts on a byte and fills whole bytes.
  static void storeVector(OpBuilder &builder, vector::StoreOp store, Value bytes, Half half) {
    auto type = VectorType::get(store.getVectorType().getNumElements() / 2, builder.getI8Type());
    Value pairs = vector::BitCastOp::create(builder, store.getLoc(), type, store.getValueToStore());
    vector::StoreOp::create(builder, store.getLoc(), pairs, bytes, half.byte);
  }

  //===-- Functions --------------------------------------------------------------------------------------------===//

  LogicalResult rewriteCall(func::CallOp call) {
    OpBuilder builder(call);
    for (OpOperand &operand : call->getOpOperands()) {
      if (!holdsNibbles(operand.get()))
        continue;
      auto type = cast<MemRefType>(operand.get().getType());
      Indices origin(type.getRank(), builder.getIndexAttr(0));
      Place place = Tracer(builder, call.getLoc()).trace(operand.get(), origin);
      if (!isRoot(place.root) || getConstantIntValue(place.index) != 0 || !type.getLayout().isIdentity())
        return call.emitOpError("passes a part of an i4 buffer that may start within a byte; expected a whole buffer");
      operand.set(firstBytes(builder, call.getLoc(), bytesOf(place.root), bytesType(type)));
    }
    return success();
  }

  static Value firstBytes(OpBuilder &builder, Location loc, Value bytes, MemRefType type) {
    if (bytes.getType() == type)
      return bytes;
    Indices offset = {builder.getIndexAttr(0)}, size = {builder.getIndexAttr(type.getDimSize(0))},
            stride = {builder.getIndexAttr(1)};
    Value first = memref::SubViewOp::create(builder, loc, bytes, offset, size, stride);
    return memref::CastOp::create(builder, loc, type, first);
  }

  void rewriteSignatures() {
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      SmallVector<Type> types(function.getArgumentTypes());
      for (auto [index, type] : llvm::enumerate(types)) {
        if (!holdsNibbles(type))
          continue;
        function.setArgAttr(index, kTypeAttr, TypeAttr::get(type));
        type = bytesType(cast<MemRefType>(type));
        if (!function.isExternal())
          retype(function.getArgument(index), type);
        ++numBuffers;
      }
      function.setFunctionType(FunctionType::get(&getContext(), types, function.getResultTypes()));
    }
  }

  void retype(BlockArgument argument, Type type) {
    Value stand = byteBuffers.lookup(argument);
    byteBuffers.erase(argument);
    argument.setType(type);
    if (!stand)
      return;
    stand.replaceAllUsesWith(argument);
    stand.getDefiningOp()->erase();
  }

  void eraseRoots() {
    for (auto [root, bytes] : byteBuffers)
      root.getDefiningOp()->erase();
    numBuffers += byteBuffers.size();
  }

  llvm::MapVector<Value, Value> byteBuffers;
};
} // namespace
