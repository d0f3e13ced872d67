// See SimtKernel.h.
#include "compiler/Target/NVIDIA/SimtKernel.h"
#include "compiler/Target/NVIDIA/Evaluate.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using kernel::Computation;

constexpr int64_t kThreads = 256;

static int64_t pointsOf(Value tensor) { return cast<RankedTensorType>(tensor.getType()).getNumElements(); }

/// True where whoever reads the reduction `tensor` reads each element once: then it is computed there. Otherwise it is
/// stored.
static bool isReadOnce(Value tensor) {
  int64_t points = pointsOf(tensor);
  while (tensor.hasOneUse()) {
    Operation *user = *tensor.getUsers().begin();
    if (isa<kernel::YieldOp>(user))
      return true;
    auto reader = cast<Computation>(user);
    if (reader.getKind() != kernel::Kind::Map || pointsOf(reader->getResult(0)) > points)
      return false;
    tensor = reader->getResult(0);
  }
  return false;
}

namespace {
/// Writes one tensor of a kernel into a buffer.
class SimtLaunch {
public:
  SimtLaunch(PlanBuilder &plan, Value tensor, Buffer target) : plan(plan), tensor(tensor), target(target) {}

  Launch build() {
    collect(tensor);
    launch.buffers.push_back(target);
    launch.threads = kThreads;
    launch.blocks[0] = llvm::divideCeil(pointsOf(tensor), kThreads);
    plan.createFunction(launch);
    for (auto &[value, parameter] : parameters)
      pointers[value] = {launch.function.getArgument(parameter), plan.places.lookup(value).parts};
    OpBuilder builder = OpBuilder::atBlockBegin(&launch.function.getBody().front());
    emit(builder);
    finishFunction(launch.function);
    return launch;
  }

private:
  /// The stored tensors that `value` is computed from become parameters.
  void collect(Value value) {
    auto place = plan.places.find(value);
    if (place == plan.places.end()) {
      llvm::for_each(value.getDefiningOp()->getOperands(), [&](Value operand) { collect(operand); });
      return;
    }
    if (llvm::any_of(parameters, [&](auto &entry) { return entry.first == value; }))
      return;
    parameters.push_back({value, launch.buffers.size()});
    launch.buffers.push_back(place->second.buffer);
  }

  void emit(OpBuilder &builder) {
    Location loc = plan.kernel.getLoc();
    DeviceCode code(builder, loc);
    Value block = code.wide(code.blockNumber()), thread = code.wide(code.threadNumber());
    Value number = code.add(code.mul(block, kThreads), thread);
    auto guard = scf::IfOp::create(builder, loc, code.isBelow(number, pointsOf(tensor)), /*withElseRegion=*/false);
    builder.setInsertionPointToStart(guard.thenBlock());
    Value value = Evaluator(plan.kernel, builder, loc, pointers).element(tensor, indexOf(code, number));
    code.storeElement(launch.function.getArguments().back(), value, number);
  }

  /// The index of element `number`; neighbours in a warp are neighbours in memory.
  SmallVector<Value> indexOf(DeviceCode &code, Value number) {
    ArrayRef<int64_t> shape = cast<RankedTensorType>(tensor.getType()).getShape();
    SmallVector<Value> index(shape.size());
    for (int64_t dim = int64_t(shape.size()) - 1; dim >= 0; --dim) {
      index[dim] = dim ? code.mod(number, shape[dim]) : number;
      number = code.div(number, shape[dim]);
    }
    return index;
  }

  PlanBuilder &plan;
  Value tensor;
  Buffer target;
  Launch launch;
  SmallVector<std::pair<Value, unsigned>> parameters;
  DenseMap<Value, Stored> pointers;
};
} // namespace

/// An argument stays where it is: a result that holds it too is a copy.
static void store(PlanBuilder &plan, Value tensor, Buffer target) {
  plan.plan.launches.push_back(SimtLaunch(plan, tensor, target).build());
  if (!isa<BlockArgument>(tensor))
    plan.places[tensor] = {target};
}

void nvidia::addSimtLaunches(PlanBuilder &plan, ArrayRef<Computation> computations, ArrayRef<Value> staged) {
  for (Computation op : computations) {
    Value tensor = op->getResult(0);
    SmallVector<Buffer> results = plan.resultsOf(tensor);
    for (Buffer result : results)
      store(plan, tensor, result);
    bool isReduced = op.getKind() != kernel::Kind::Map && !isReadOnce(tensor);
    if (results.empty() && (isReduced || llvm::is_contained(staged, tensor)))
      store(plan, tensor, plan.plan.addScratch(cast<ShapedType>(tensor.getType())));
  }
}

void nvidia::addCopies(PlanBuilder &plan) {
  for (Value argument : plan.kernel.getBody().getArguments())
    for (Buffer result : plan.resultsOf(argument))
      store(plan, argument, result);
}
