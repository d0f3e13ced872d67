// See ProductKernel.h.
#include "compiler/Target/NVIDIA/ProductKernel.h"
#include "compiler/Target/NVIDIA/Epilogue.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using kernel::Computation;

int64_t nvidia::sharedBytes(const ProductTiling &tiling) { return bufferBytes(tiling); }

/// The start of the memory that a launch asks for: an array of unknown size, which all functions of the module share.
/// Static arrays are limited to 48 KB.
static Value sharedMemory(DeviceCode &code, gpu::GPUModuleOp module) {
  constexpr StringLiteral kName = "shared_memory";
  MLIRContext *context = module.getContext();
  if (!module.lookupSymbol(kName)) {
    OpBuilder builder = OpBuilder::atBlockBegin(module.getBody());
    auto type = LLVM::LLVMArrayType::get(builder.getI8Type(), 0);
    LLVM::GlobalOp::create(builder, module.getLoc(), type, /*isConstant=*/false, LLVM::Linkage::External, kName,
                           Attribute(), /*alignment=*/128, kSharedSpace);
  }
  return LLVM::AddressOfOp::create(code.builder, code.loc, LLVM::LLVMPointerType::get(context, kSharedSpace), kName);
}

namespace {
class ProductLaunch {
public:
  ProductLaunch(PlanBuilder &plan, const ProductTiling &tiling) : plan(plan), tiling(tiling) {}

  void add() {
    chooseTargets();
    for (const StagedFactor &factor : tiling.factors)
      addParameter(factor.tensor);
    for (Computation op : tiling.epilogue)
      for (Value operand : op->getOperands())
        if (plan.places.contains(operand))
          addParameter(operand);
    unsigned firstTarget = launch.buffers.size();
    for (auto &[tensor, place] : made)
      launch.buffers.push_back(place.buffer);
    launch.threads = tiling.threads();
    launch.blocks[0] = launchedBlocks(tiling);
    launch.sharedBytes = sharedBytes(tiling);
    plan.createFunction(launch);
    for (auto [index, target] : llvm::enumerate(made))
      targets.push_back({target.first, launch.function.getArgument(firstTarget + index)});
    OpBuilder builder = OpBuilder::atBlockBegin(&launch.function.getBody().front());
    emit(builder);
    finishFunction(launch.function);
    plan.plan.launches.push_back(launch);
    for (auto &[tensor, place] : made)
      plan.places[tensor] = place;
  }

private:
  /// What others than this launch read is stored: into results, else into scratch.
  void chooseTargets() {
    SmallVector<Computation> inside(tiling.contractions);
    llvm::append_range(inside, tiling.epilogue);
    for (Computation op : inside) {
      Value tensor = op->getResult(0);
      bool isRead = llvm::any_of(op->getUsers(), [&](Operation *user) {
        auto reader = dyn_cast<Computation>(user);
        return reader && !llvm::is_contained(inside, reader);
      });
      SmallVector<Buffer> results = plan.resultsOf(tensor);
      if (tiling.splits() > 1) {
        made.push_back({tensor, {addParts(tensor), tiling.splits()}});
        continue;
      }
      for (Buffer result : results)
        made.push_back({tensor, {result}});
      if (results.empty() && isRead)
        made.push_back({tensor, {plan.plan.addScratch(cast<ShapedType>(tensor.getType()))}});
    }
  }

  Buffer addParts(Value tensor) {
    auto type = cast<RankedTensorType>(tensor.getType());
    SmallVector<int64_t> shape = {tiling.splits()};
    llvm::append_range(shape, type.getShape());
    return plan.plan.addScratch(RankedTensorType::get(shape, type.getElementType()));
  }

  void addParameter(Value tensor) {
    if (llvm::is_contained(parameters, tensor))
      return;
    parameters.push_back(tensor);
    launch.buffers.push_back(plan.places.lookup(tensor).buffer);
  }

  Value pointerTo(Value tensor) {
    return launch.function.getArgument(llvm::find(parameters, tensor) - parameters.begin());
  }

  void emit(OpBuilder &builder) {
    DeviceCode code(builder, plan.kernel.getLoc());
    Value shared = sharedMemory(code, plan.module);
    UnitPlace place = unitPlace(code, tiling);
    DenseMap<Value, Stored> stored;
    for (Value tensor : parameters)
      stored[tensor] = {pointerTo(tensor), plan.places.lookup(tensor).parts};
    auto pointers =
        llvm::map_to_vector(tiling.factors, [&](const StagedFactor &factor) { return pointerTo(factor.tensor); });
    SumLoopPlace where = {place, pointers, shared};
    auto start = [&](Value number) { startSlices(code, tiling, blockTile(code, tiling, number), where); };
    start(code.blockNumber());
    eachTile(code, tiling, [&](Value number) {
      BlockTile tile = blockTile(code, tiling, number);
      Sums sums = emitSumLoop(code, tiling, tile, where);
      if (launchedBlocks(tiling) < tiling.blocks()) {
        freeBuffers(code, tiling);
        nextTile(code, tiling, number, start);
      }
      emitEpilogue(code, plan.kernel, tiling, tile, place, sums, targets, stored);
    });
  }

  PlanBuilder &plan;
  const ProductTiling &tiling;
  Launch launch;
  SmallVector<Value> parameters;
  SmallVector<std::pair<Value, Place>> made;
  SmallVector<Target> targets;
};
} // namespace

void nvidia::addProductLaunch(PlanBuilder &plan, const ProductTiling &tiling) { ProductLaunch(plan, tiling).add(); }
