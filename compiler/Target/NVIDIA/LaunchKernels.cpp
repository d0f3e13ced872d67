// launch-kernels: turns each kernel into device functions and each call of it into launches.
#include "compiler/Target/NVIDIA/ProductKernel.h"
#include "compiler/Target/NVIDIA/Realisable.h"
#include "compiler/Target/NVIDIA/SimtKernel.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <numeric>

namespace aicc::nvidia {
#define GEN_PASS_DEF_LAUNCHKERNELS
#include "compiler/Target/NVIDIA/Passes.h.inc"
} // namespace aicc::nvidia

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using kernel::CallOp;
using kernel::KernelOp;

PlanBuilder::PlanBuilder(KernelOp kernel, gpu::GPUModuleOp module) : kernel(kernel), module(module) {
  for (BlockArgument argument : kernel.getBody().getArguments())
    places[argument] = {{Buffer::Kind::Argument, argument.getArgNumber()}};
}

SmallVector<Buffer> PlanBuilder::resultsOf(Value value) {
  SmallVector<Buffer> results;
  for (OpOperand &yielded : kernel.getBody().front().getTerminator()->getOpOperands())
    if (yielded.get() == value)
      results.push_back({Buffer::Kind::Result, yielded.getOperandNumber()});
  return results;
}

ShapedType PlanBuilder::typeOf(Buffer buffer) const {
  switch (buffer.kind) {
  case Buffer::Kind::Argument:
    return cast<ShapedType>(const_cast<KernelOp &>(kernel).getBody().getArgument(buffer.number).getType());
  case Buffer::Kind::Result:
    return cast<ShapedType>(const_cast<KernelOp &>(kernel).getResultTypes()[buffer.number]);
  case Buffer::Kind::Scratch:
    return plan.scratch[buffer.number];
  }
  llvm_unreachable("every kind is listed");
}

/// What code may assume of the address of a buffer of this type: LLVM fills the gaps of vectors that the alignment allows
/// with elements nobody asked for, so no aligned vector that begins in the buffer may end behind it.
static int64_t alignmentOf(ShapedType type) {
  constexpr int64_t kPromised = 16;
  int64_t bytes = llvm::divideCeil(type.getNumElements() * type.getElementTypeBitWidth(), 8);
  return std::gcd(bytes, kPromised);
}

void PlanBuilder::createFunction(Launch &launch) {
  size_t number = plan.launches.size();
  std::string name = kernel.getSymName().str() + (number ? "_" + std::to_string(number) : "");
  auto alignments = llvm::map_to_vector(launch.buffers, [&](Buffer buffer) { return alignmentOf(typeOf(buffer)); });
  launch.function = nvidia::createFunction(module, kernel.getLoc(), name, alignments, launch.threads);
}

namespace {
/// Replaces one call by the launches of a plan.
class CallLowering {
public:
  CallLowering(CallOp call, const LaunchPlan &plan) : call(call), plan(plan), builder(call) {}

  void lower() {
    for (MemRefType type : plan.scratch)
      scratch.push_back(memref::AllocOp::create(builder, call.getLoc(), type));
    for (const Launch &launch : plan.launches)
      emit(launch);
    call.erase();
  }

private:
  Value index(int64_t value) { return arith::ConstantIndexOp::create(builder, call.getLoc(), value); }

  Value buffer(Buffer buffer) {
    switch (buffer.kind) {
    case Buffer::Kind::Argument:
      return call.getInputs()[buffer.number];
    case Buffer::Kind::Result:
      return call.getOutputs()[buffer.number];
    case Buffer::Kind::Scratch:
      return scratch[buffer.number];
    }
    llvm_unreachable("every kind is listed");
  }

  void emit(Launch launch) {
    auto function = SymbolRefAttr::get(builder.getContext(), kDeviceModule,
                                       FlatSymbolRefAttr::get(builder.getContext(), launch.function.getName()));
    gpu::KernelDim3 blocks = {index(launch.blocks[0]), index(launch.blocks[1]), index(launch.blocks[2])};
    gpu::KernelDim3 threads = {index(launch.threads), index(1), index(1)};
    Value shared = arith::ConstantOp::create(builder, call.getLoc(), builder.getI32IntegerAttr(launch.sharedBytes));
    auto buffers = llvm::map_to_vector(launch.buffers, [&](Buffer each) { return buffer(each); });
    gpu::LaunchFuncOp::create(builder, call.getLoc(), function, blocks, threads, shared, buffers);
  }

  CallOp call;
  const LaunchPlan &plan;
  OpBuilder builder;
  SmallVector<Value> scratch;
};

class LaunchKernels : public nvidia::impl::LaunchKernelsBase<LaunchKernels> {
public:
  using Base::Base;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto kernels = llvm::to_vector(module.getOps<KernelOp>());
    if (kernels.empty())
      return;
    module->setAttr(gpu::GPUDialect::getContainerModuleAttrName(), UnitAttr::get(&getContext()));
    OpBuilder atEnd = OpBuilder::atBlockEnd(module.getBody());
    auto device = gpu::GPUModuleOp::create(atEnd, module.getLoc(), kDeviceModule);
    llvm::StringMap<LaunchPlan> plans;
    for (KernelOp kernel : kernels) {
      FailureOr<LaunchPlan> plan = makePlan(kernel, device);
      if (failed(plan))
        return signalPassFailure();
      numLaunches += plan->launches.size();
      plans[kernel.getSymName()] = std::move(*plan);
    }
    module.walk([&](CallOp call) { CallLowering(call, plans[call.getCallee()]).lower(); });
    for (KernelOp kernel : kernels)
      kernel.erase();
  }

private:
  static FailureOr<LaunchPlan> makePlan(KernelOp kernel, gpu::GPUModuleOp module) {
    auto schedule = kernel->getAttrOfType<schedule::TreeAttr>(kernel::kScheduleAttr);
    if (!schedule)
      return kernel.emitError() << "has no schedule; run select-schedule first or pin one in " << kernel::kScheduleAttr;
    auto id = kernel->getAttrOfType<StringAttr>(kernel::kDeviceAttr);
    FailureOr<device::Device> device = device::Device();
    if (id)
      device = device::requireDevice(kernel, id);
    if (failed(device))
      return failure();
    if (std::optional<std::string> reason = whyNotRealisable(kernel, schedule, &*device))
      return kernel.emitError() << "schedule is legal, but the lowering cannot obey it yet: " << *reason;
    return planKernel(kernel, *device, schedule, module);
  }

  /// Computations before the bands, in the bands, behind the bands.
  static LaunchPlan planKernel(KernelOp kernel, const device::Device &device, schedule::TreeAttr schedule,
                               gpu::GPUModuleOp module) {
    PlanBuilder plan(kernel, module);
    SmallVector<kernel::Computation> all = kernel.getComputations(), before, behind;
    addCopies(plan);
    ProductTiling tiling;
    schedule::Nest nest(kernel, device, schedule);
    if (schedule.getBands().empty() || readProductTiling(nest, tiling)) {
      addSimtLaunches(plan, all, {});
      return plan.plan;
    }
    for (kernel::Computation op : all)
      if (!tiling.runsInside(op))
        (op->isBeforeInBlock(tiling.contractions.back()) ? before : behind).push_back(op);
    // Factors, and what maps on the sums read, come from memory.
    SmallVector<Value> staged;
    for (kernel::Computation op : llvm::concat<kernel::Computation>(tiling.contractions, tiling.epilogue))
      llvm::append_range(staged, op->getOperands());
    addSimtLaunches(plan, before, staged);
    addProductLaunch(plan, tiling);
    // Parts of sums are added for results, and for readers that would each add them again.
    if (tiling.splits() > 1)
      addSimtLaunches(plan, tiling.contractions, {});
    addSimtLaunches(plan, behind, {});
    return plan.plan;
  }
};
} // namespace
