// plan-launches: host functions that only start kernels become tables, which need no code generation for the host.
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

namespace aicc::lower {
#define GEN_PASS_DEF_PLANLAUNCHES
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;
using namespace aicc;
using namespace aicc::lower;

namespace {
/// A place in memory that the caller of a function passes.
struct Place {
  int64_t argument, offset; ///< the function's argument, and bytes from its start
};

/// The plan of one function.
class FunctionPlan {
public:
  explicit FunctionPlan(func::FuncOp function) : function(function), builder(function.getContext()) {}

  /// The steps, or a diagnostic at the first operation that is none.
  FailureOr<ArrayAttr> build() {
    if (!llvm::hasSingleElement(function.getBody()))
      return function.emitError() << "a function that only starts kernels has one block; found "
                                  << function.getBody().getBlocks().size();
    for (Operation &op : function.getBody().front())
      if (failed(add(op)))
        return failure();
    return builder.getArrayAttr(steps);
  }

  int64_t launches = 0, copies = 0;

private:
  LogicalResult add(Operation &op) {
    if (auto launch = dyn_cast<gpu::LaunchFuncOp>(op))
      return addLaunch(launch);
    if (auto copy = dyn_cast<memref::CopyOp>(op))
      return addCopy(copy);
    if (auto fill = dyn_cast<linalg::FillOp>(op))
      return addZero(fill);
    // What has no effect is looked at where a step uses it.
    if (isa<func::ReturnOp>(op) || isMemoryEffectFree(&op))
      return success();
    return op.emitError() << "'" << op.getName()
                          << "' would run on the host, which can only start kernels, copy and clear buffers here; "
                             "expected it inside a kernel";
  }

  LogicalResult addLaunch(gpu::LaunchFuncOp launch) {
    if (launch.hasClusterSize() || !launch.getAsyncDependencies().empty() || launch.getAsyncToken())
      return launch.emitError("clusters and asynchronous launches have no place in a plan; expected neither");
    NamedAttrList step;
    step.set("do", builder.getStringAttr("launch"));
    step.set("kernel", launch.getKernelName());
    if (failed(setSizes(step, "grid", launch, launch.getGridSizeOperandValues())) ||
        failed(setSizes(step, "block", launch, launch.getBlockSizeOperandValues())))
      return failure();
    std::optional<int64_t> shared = 0;
    if (Value bytes = launch.getDynamicSharedMemorySize())
      shared = getConstantIntValue(bytes);
    if (!shared || *shared < 0)
      return launch.emitError("expected a constant size of shared memory");
    step.set("shared_bytes", builder.getI64IntegerAttr(*shared));
    ++launches;
    return addStep(step, launch, launch.getKernelOperands());
  }

  LogicalResult setSizes(NamedAttrList &step, StringRef name, Operation *op, gpu::KernelDim3 sizes) {
    SmallVector<int64_t> found;
    for (Value size : {sizes.x, sizes.y, sizes.z}) {
      std::optional<int64_t> constant = getConstantIntValue(size);
      if (!constant || *constant < 1 || *constant > INT32_MAX)
        return op->emitError() << "expected constant sizes of the " << name << " that are at least 1 and fit 31 bits";
      found.push_back(*constant);
    }
    step.set(name, builder.getDenseI64ArrayAttr(found));
    return success();
  }

  LogicalResult addCopy(memref::CopyOp copy) {
    ++copies;
    return addBytes("copy", copy, {copy.getTarget(), copy.getSource()});
  }

  LogicalResult addZero(linalg::FillOp fill) {
    auto constant = fill.getInputs().front().getDefiningOp<arith::ConstantOp>();
    if (!constant || !isZeroBits(constant.getValue()))
      return fill.emitError("buffers are filled outside kernels only with zero");
    return addBytes("zero", fill, {fill.getOutputs().front()});
  }

  /// Minus zero is another pattern of bits.
  static bool isZeroBits(Attribute value) {
    if (auto number = dyn_cast<IntegerAttr>(value))
      return number.getValue().isZero();
    auto number = dyn_cast<FloatAttr>(value);
    return number && number.getValue().isPosZero();
  }

  /// Row-major without gaps, at any constant distance from the buffer's start.
  static bool isWhole(Type type) {
    auto memref = cast<MemRefType>(type);
    auto [strides, offset] = memref.getStridesAndOffset();
    int64_t expected = 1;
    for (auto [size, stride] : llvm::reverse(llvm::zip_equal(memref.getShape(), strides))) {
      if (ShapedType::isDynamic(size) || (size != 1 && stride != expected))
        return false;
      expected *= size;
    }
    return !ShapedType::isDynamic(offset);
  }

  LogicalResult addBytes(StringRef what, Operation *op, ArrayRef<Value> buffers) {
    NamedAttrList step;
    step.set("do", builder.getStringAttr(what));
    return addStep(step, op, buffers);
  }

  LogicalResult addStep(NamedAttrList &step, Operation *op, ValueRange buffers) {
    SmallVector<int64_t> arguments, offsets, sizes;
    for (Value buffer : buffers) {
      FailureOr<Place> place = placeOf(op, buffer);
      if (failed(place))
        return failure();
      arguments.push_back(place->argument);
      offsets.push_back(place->offset);
      sizes.push_back(storedBytes(cast<MemRefType>(buffer.getType())));
    }
    step.set("arguments", builder.getDenseI64ArrayAttr(arguments));
    step.set("offsets", builder.getDenseI64ArrayAttr(offsets));
    step.set("sizes", builder.getDenseI64ArrayAttr(sizes));
    steps.push_back(step.getDictionary(builder.getContext()));
    return success();
  }

  /// Where the first element of `buffer`, an operand of `user`, lies.
  FailureOr<Place> placeOf(Operation *user, Value buffer) {
    if (!isa<MemRefType>(buffer.getType()))
      return user->emitError("kernels take buffers only; found ") << buffer.getType();
    if (!isWhole(buffer.getType()))
      return user->emitError("only buffers without gaps are passed to kernels and copied outside them; found ")
             << buffer.getType();
    auto type = cast<MemRefType>(buffer.getType());
    Place place = {0, type.getStridesAndOffset().second * type.getElementTypeBitWidth() / 8};
    while (Operation *def = buffer.getDefiningOp()) {
      if (auto view = dyn_cast<memref::ViewOp>(def)) {
        std::optional<int64_t> shift = getConstantIntValue(view.getByteShift());
        if (!shift)
          return view.emitError("expected a constant shift: plans hold no arithmetic");
        place.offset += *shift;
      } else if (!isa<ViewLikeOpInterface>(def)) {
        InFlightDiagnostic error = user->emitError("kernels take buffers that the caller passes; expected an argument, "
                                                   "a weight or a part of the arena");
        error.attachNote(def->getLoc()) << "found '" << def->getName() << "' of type " << buffer.getType();
        return error;
      }
      buffer = def->getOperand(0);
    }
    place.argument = cast<BlockArgument>(buffer).getArgNumber();
    return place;
  }

  func::FuncOp function;
  Builder builder;
  SmallVector<Attribute> steps;
};

class PlanLaunches : public lower::impl::PlanLaunchesBase<PlanLaunches> {
public:
  using Base::Base;

  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.isExternal() || !function->hasAttr(kEntryAttr))
        continue;
      FunctionPlan plan(function);
      FailureOr<ArrayAttr> steps = plan.build();
      if (failed(steps))
        return signalPassFailure();
      numLaunches += plan.launches;
      numCopies += plan.copies;
      function->setAttr(kPlanAttr, *steps);
      function.eraseBody();
      function.setPrivate();
    }
  }
};
} // namespace
