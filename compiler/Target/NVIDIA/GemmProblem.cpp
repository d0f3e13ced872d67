// See GemmProblem.h.
#include "compiler/Target/NVIDIA/GemmProblem.h"
#include "passes/Schedule/Legality.h"
#include "passes/Schedule/Nest.h"
#include "passes/Schedule/TypeWords.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using kernel::Computation;
using kernel::KernelOp;
using kernel::Kind;

static int64_t bytesOf(Value tensor) {
  auto type = cast<RankedTensorType>(tensor.getType());
  return llvm::divideCeil(type.getNumElements() * int64_t(type.getElementTypeBitWidth()), 8);
}

/// The contractions of `kernel`, where they share one register loop and nothing else reduces.
static SmallVector<Computation> anchorsOf(KernelOp kernel) {
  SmallVector<Computation> anchors;
  for (Computation op : kernel.getComputations()) {
    if (op.getKind() == Kind::Reduce ||
        (op.getKind() == Kind::Contract && !anchors.empty() && !schedule::areSiblings(anchors.front(), op)))
      return {};
    if (op.getKind() == Kind::Contract)
      anchors.push_back(op);
  }
  return anchors;
}

/// The dimension of each index of operand `number`; nothing where it is read through sums or
/// quotients.
static SmallVector<StringRef> dimsOf(Computation op, unsigned number) {
  SmallVector<StringRef> names = op.getDimNames(), result;
  AffineMap access = op.getAccess(number);
  if (!access.isProjectedPermutation())
    return {};
  for (AffineExpr expr : access.getResults())
    result.push_back(names[cast<AffineDimExpr>(expr).getPosition()]);
  return result;
}

/// Adds operand `number` of `op` to `factor`; false where it does not lie as those before it.
static bool addFactor(Factor &factor, Computation op, unsigned number) {
  SmallVector<StringRef> dims = dimsOf(op, number);
  Value tensor = op->getOperand(number);
  unsigned bits = getElementTypeOrSelf(tensor.getType()).getIntOrFloatBitWidth();
  if (dims.empty() || bits % 8 || (!factor.tensors.empty() && factor.dims != dims))
    return false;
  factor.dims = dims;
  factor.bytes = bits / 8;
  if (!llvm::is_contained(factor.tensors, tensor))
    factor.tensors.push_back(tensor);
  return true;
}

/// Whether the rows of `factor` begin where the device's asynchronous copies may.
static bool suitsAsync(const Factor &factor, const device::Device &device) {
  const device::MemoryLevel *shared = device.level("shared");
  int64_t row = cast<RankedTensorType>(factor.tensors.front().getType()).getShape().back() * factor.bytes;
  return shared && shared->asyncBytes && row % *shared->asyncBytes == 0;
}

/// The first instruction of the warp, or of a lane, that multiplies such factors: mma.sync, else
/// fma.
static const device::Instruction *chooseInstruction(Computation op, const device::Device &device) {
  std::string a = schedule::factorWord(op, 0), b = schedule::factorWord(op, 1);
  std::string acc = getElementTypeOrSelf(op->getResult(0).getType()).isF32() ? "f32" : "s32";
  if (getElementTypeOrSelf(op->getResult(0).getType()).getIntOrFloatBitWidth() != 32)
    return nullptr;
  if (a == "f32" && b == "f32" && schedule::mayRoundToTf32(cast<kernel::KernelOp>(op->getParentOp())))
    a = b = "tf32";
  for (const device::Instruction *candidate : device.instructionsFor(a, b, acc))
    if (StringRef(candidate->name).starts_with("mma.") || candidate->kind == device::InstructionKind::Vector)
      return candidate;
  for (const device::Instruction *candidate : device.instructionsFor("f32", "f32", "f32"))
    if (acc == "f32" && candidate->kind == device::InstructionKind::Vector)
      return candidate;
  return nullptr;
}

/// Names the dimensions by their part; false where there is none to tile.
static bool nameDims(GemmProblem &problem, KernelOp kernel) {
  schedule::ContractionDims dims = schedule::contractionDims(problem.anchors.front());
  if (dims.reduced.size() != 1 || dims.columns.empty())
    return false;
  auto extent = [&](StringRef dim) { return kernel.getDim(dim).getMax(); };
  auto longest = [&](ArrayRef<StringRef> names) {
    StringRef best;
    for (StringRef dim : names)
      best = best.empty() || extent(dim) > extent(best) ? dim : best;
    return best;
  };
  problem.m = longest(dims.rows);
  problem.n = longest(dims.columns);
  problem.k = dims.reduced.front();
  problem.rows = problem.m.empty() ? 1 : extent(problem.m);
  problem.columns = extent(problem.n);
  problem.depth = extent(problem.k);
  for (StringRef dim : problem.anchors.front().getDimNames())
    if (dim != problem.m && dim != problem.n && dim != problem.k) {
      problem.outer.push_back(dim);
      problem.batch *= extent(dim);
    }
  return true;
}

/// ldmatrix transposes elements of two bytes alone; others are copied so that k is innermost.
static void turnFactor(Factor &factor, const GemmProblem &problem) {
  if (!problem.isMatrix() || factor.bytes == 2 || factor.dims.back() == problem.k)
    return;
  llvm::erase(factor.dims, problem.k);
  factor.dims.push_back(problem.k);
  factor.isAsync = false;
}

static void countTraffic(GemmProblem &problem, KernelOp kernel) {
  for (Value result : kernel.getBody().front().getTerminator()->getOperands())
    problem.resultBytes += bytesOf(result);
  for (const Factor *factor : {&problem.a, &problem.b})
    for (Value tensor : factor->tensors)
      problem.factorBytes += bytesOf(tensor);
  for (BlockArgument argument : kernel.getBody().getArguments())
    if (!llvm::is_contained(problem.a.tensors, argument) && !llvm::is_contained(problem.b.tensors, argument))
      problem.extraBytes += bytesOf(argument);
}

std::optional<GemmProblem> nvidia::gemmProblem(KernelOp kernel, const device::Device &device) {
  GemmProblem problem;
  problem.anchors = anchorsOf(kernel);
  if (problem.anchors.empty() || !nameDims(problem, kernel))
    return std::nullopt;
  for (Computation op : problem.anchors) {
    unsigned columns = schedule::contractionDims(op).columnOperand;
    if (op->getNumOperands() != 2 || !addFactor(problem.a, op, 1 - columns) || !addFactor(problem.b, op, columns))
      return std::nullopt;
  }
  problem.a.isAsync = suitsAsync(problem.a, device);
  problem.b.isAsync = suitsAsync(problem.b, device);
  problem.sumBytes = getElementTypeOrSelf(problem.anchors.front()->getResult(0).getType()).getIntOrFloatBitWidth() / 8;
  problem.instruction = chooseInstruction(problem.anchors.front(), device);
  if (!problem.instruction)
    return std::nullopt;
  turnFactor(problem.a, problem);
  turnFactor(problem.b, problem);
  countTraffic(problem, kernel);
  return problem;
}
