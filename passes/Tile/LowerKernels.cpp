// lower-kernels: turns each kernel into a function on buffers, one kernel.tile over the whole iteration space a
// computation. What follows only restricts, moves and rewires these tiles.
#include "dialects/Device/Device.h"
#include "dialects/Kernel/MaskSpan.h"
#include "passes/Tile/Layouts.h"
#include "passes/Tile/Passes.h"
#include "passes/Tile/Realisable.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace aicc::tile {
#define GEN_PASS_DEF_LOWERKERNELS
#include "passes/Tile/Passes.h.inc"
} // namespace aicc::tile

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::Computation;
using kernel::KernelOp;

MemRefType tile::operandType(KernelOp kernel, unsigned argument, schedule::TreeAttr schedule) {
  auto type = cast<RankedTensorType>(kernel.getArgumentTypes()[argument]);
  schedule::LayoutAttr layout = schedule::prepackedLayout(schedule, kernel::operandName(argument));
  if (!layout)
    return MemRefType::get(type.getShape(), type.getElementType());
  return MemRefType::get(packedShape(layout, schedule::operandDims(kernel, argument), type.getShape()), type.getElementType());
}

/// True for parts of a larger buffer that loads can read by vectors: elements are neighbours along the last dimension.
static bool isView(MemRefType type) {
  SmallVector<int64_t> strides;
  int64_t offset;
  return !type.getLayout().isIdentity() && type.hasStaticShape() && type.getElementTypeBitWidth() >= 8 &&
         succeeded(type.getStridesAndOffset(strides, offset)) && !ShapedType::isDynamic(offset) &&
         llvm::none_of(strides, ShapedType::isDynamic) && strides.back() == 1;
}

/// The type of argument `number` of a kernel whose `calls` these are: the view that all of them pass, else `dense`.
static MemRefType passedType(ArrayRef<kernel::CallOp> calls, unsigned number, MemRefType dense) {
  if (calls.empty())
    return dense;
  auto typeIn = [&](kernel::CallOp call) { return dyn_cast<MemRefType>(call.getInputs()[number].getType()); };
  MemRefType first = typeIn(calls.front());
  return first && isView(first) && llvm::all_of(calls, [&](auto call) { return typeIn(call) == first; }) ? first : dense;
}

namespace {
class KernelLowering {
public:
  KernelLowering(KernelOp kernel, schedule::TreeAttr schedule, ArrayRef<kernel::CallOp> calls)
      : kernel(kernel), schedule(schedule), calls(calls), span(kernel::findMaskSpan(kernel)), builder(kernel) {}

  func::FuncOp lower() {
    SmallVector<Type> types;
    for (unsigned index = 0; index < kernel.getNumArguments(); ++index) {
      bool isPacked = bool(schedule::prepackedLayout(schedule, kernel::operandName(index)));
      MemRefType type = operandType(kernel, index, schedule);
      types.push_back(isPacked ? type : passedType(calls, index, type));
    }
    for (Type type : kernel.getResultTypes())
      types.push_back(bufferType(type));
    auto function = func::FuncOp::create(builder, kernel.getLoc(), kernel.getSymName(),
                                         builder.getFunctionType(types, {}));
    function.setPrivate();
    for (StringRef name : {kernel::kDeviceAttr, kernel::kScheduleAttr})
      if (Attribute attr = kernel->getAttr(name))
        function->setAttr(name, attr);
    function->setAttr(kDimsAttr, kernel.getDims());
    builder.setInsertionPointToStart(function.addEntryBlock());
    for (unsigned index = 0; index < kernel.getNumArguments(); ++index)
      buffers[kernel.getBody().getArgument(index)] = function.getArgument(index);
    placeResults(function);
    for (Computation computation : kernel.getComputations())
      if (schedule.computation(computation.getLabel()))
        lowerComputation(computation);
      else // It clears what nobody reads: see Realisable.cpp.
        buffers[computation->getResult(0)] = buffers.lookup(visibleSource(span, computation->getResult(0)));
    func::ReturnOp::create(builder, kernel.getLoc());
    return function;
  }

private:
  static MemRefType bufferType(Type tensor) {
    auto type = cast<RankedTensorType>(tensor);
    return MemRefType::get(type.getShape(), type.getElementType());
  }

  /// Yielded values live in the function's last arguments.
  void placeResults(func::FuncOp function) {
    auto yield = cast<kernel::YieldOp>(kernel.getBody().front().getTerminator());
    for (auto [index, value] : llvm::enumerate(yield.getValues()))
      buffers[value] = function.getArgument(kernel.getNumArguments() + index);
  }

  Value bufferOf(Computation computation) {
    Value result = computation->getResult(0);
    Value &buffer = buffers[result];
    if (!buffer)
      buffer = kernel::ScratchOp::create(builder, computation.getLoc(), bufferType(result.getType()),
                                         computation.getLabel(), "memory");
    return buffer;
  }

  /// The access into the buffer of operand `index`: the computation's own, or the one into its packed layout.
  AffineMap access(Computation computation, unsigned index) {
    AffineMap map = computation.getAccess(index);
    auto argument = dyn_cast<BlockArgument>(computation->getOperand(index));
    schedule::LayoutAttr layout =
        argument ? schedule::prepackedLayout(schedule, kernel::operandName(argument.getArgNumber())) : schedule::LayoutAttr();
    if (!layout)
      return AffineMap::get(map.getNumDims(), 1, map.getResults(), map.getContext());
    // The origin symbol tells the vectoriser that blocks are aligned to the start of the buffer.
    AffineExpr origin = builder.getAffineSymbolExpr(0);
    auto positions = llvm::map_to_vector(map.getResults(), [&](AffineExpr e) { return e - origin; });
    auto dims = schedule::operandDims(kernel, argument.getArgNumber());
    return AffineMap::get(map.getNumDims(), 1, packedIndex(layout, dims, positions), map.getContext());
  }

  void lowerComputation(Computation computation) {
    Location loc = computation.getLoc();
    Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
    Value first = arith::ConstantOp::create(builder, loc, builder.getBoolAttr(true));
    SmallVector<Value> offsets, sizes, inputs;
    SmallVector<AffineMap> maps;
    for (StringRef name : computation.getDimNames()) {
      offsets.push_back(zero);
      sizes.push_back(arith::ConstantIndexOp::create(builder, loc, kernel.getDim(name).getMax()));
    }
    for (auto [index, operand] : llvm::enumerate(computation->getOperands())) {
      inputs.push_back(buffers.lookup(operand));
      maps.push_back(access(computation, index));
    }
    AffineMap result = computation.getResultAccess();
    maps.push_back(AffineMap::get(result.getNumDims(), 1, result.getResults(), result.getContext()));
    auto combiner = computation->getAttrOfType<kernel::CombinerAttr>("combiner");
    auto tile = kernel::TileOp::create(builder, loc, computation.getLabel(), computation.getKind(), combiner,
                                       cast<ArrayAttr>(computation->getAttr("dims")),
                                       builder.getAffineMapArrayAttr(maps), offsets, sizes, ValueRange(zero), first,
                                       inputs, bufferOf(computation));
    if (result.getNumResults())
      if (auto innermost = dyn_cast<AffineDimExpr>(result.getResults().back()))
        tile->setAttr(kLanesAttr, builder.getStringAttr(computation.getDimNames()[innermost.getPosition()]));
    if (auto contraction = dyn_cast<kernel::ContractOp>(computation.getOperation()))
      for (unsigned index : {0, 1})
        if (contraction.isUnsigned(index))
          tile->setAttr(kUnsignedAttrs[index], builder.getUnitAttr());
    if (computation->getNumRegions())
      tile.getBody().takeBody(computation->getRegion(0));
  }

  KernelOp kernel;
  schedule::TreeAttr schedule;
  ArrayRef<kernel::CallOp> calls;
  std::optional<kernel::MaskSpan> span;
  OpBuilder builder;
  DenseMap<Value, Value> buffers;
};

class LowerKernels : public tile::impl::LowerKernelsBase<LowerKernels> {
public:
  using Base::Base;

  void runOnOperation() override {
    llvm::StringMap<SmallVector<kernel::CallOp>> calls;
    getOperation().walk([&](kernel::CallOp call) { calls[call.getCallee()].push_back(call); });
    for (KernelOp kernel : llvm::to_vector(getOperation().getOps<KernelOp>())) {
      auto schedule = kernel->getAttrOfType<schedule::TreeAttr>(kernel::kScheduleAttr);
      if (!schedule) {
        kernel.emitError() << "has no schedule; run select-schedule first or pin one in " << kernel::kScheduleAttr;
        return signalPassFailure();
      }
      std::optional<device::Device> device =
          device::findDevice(kernel, kernel->getAttrOfType<StringAttr>(kernel::kDeviceAttr));
      if (std::optional<std::string> reason = whyNotRealisable(kernel, schedule, device ? &*device : nullptr)) {
        kernel.emitError() << "schedule is legal, but the lowering cannot obey it yet: " << *reason;
        return signalPassFailure();
      }
      KernelLowering(kernel, schedule, calls[kernel.getSymName()]).lower();
      kernel.erase();
    }
  }
};
} // namespace
