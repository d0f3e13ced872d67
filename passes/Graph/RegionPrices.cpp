// Prices of kernels that are formed to be asked for; see RegionPrices.h.
#include "passes/Graph/RegionPrices.h"
#include "dialects/Kernel/Identity.h"
#include "passes/Graph/KernelOutliner.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/OwningOpRef.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::graph;
using linalg::GenericOp;

Group graph::joined(ArrayRef<Group> parts) {
  Group all;
  for (const Group &part : parts)
    all.append(part);
  return all;
}

static bool isReshape(Operation *op) { return isa<tensor::CollapseShapeOp, tensor::ExpandShapeOp, tensor::CastOp>(op); }

/// True where an operation of the function computes `value`, which arguments and constants are not.
static bool isMade(Value value) {
  Operation *def = value.getDefiningOp();
  while (def && isReshape(def))
    def = def->getOperand(0).getDefiningOp();
  return isa_and_nonnull<linalg::LinalgOp>(def);
}

/// True where an operation of the function reads `value`.
static bool isRead(Value value) {
  return llvm::any_of(value.getUsers(), [](Operation *user) {
    return isReshape(user) ? isRead(user->getResult(0)) : isa<linalg::LinalgOp>(user);
  });
}

static llvm::SmallBitVector nearOf(const OutlinedKernel &outlined, GenericOp last) {
  llvm::SmallBitVector isNear;
  for (Value operand : outlined.operands)
    isNear.push_back(isMade(operand));
  isNear.push_back(isRead(last->getResult(0)));
  return isNear;
}

/// What tells candidates apart for the one who predicts; empty for a kernel that has no print.
static std::string keyOf(const RegionCandidate &candidate) {
  FailureOr<kernel::CanonicalKernel> canonical = kernel::canonicalise(candidate.kernel);
  if (failed(canonical))
    return "";
  for (unsigned number : canonical->operands)
    canonical->text += candidate.isNear[number] ? 'n' : 'f';
  return canonical->text + (candidate.isNear[candidate.isNear.size() - 1] ? 'n' : 'f');
}

RegionPrices::RegionPrices(ArrayRef<GenericOp> ops, const PredictRegion &predict) : predict(predict) {
  for (auto [number, op] : llvm::enumerate(ops))
    position[op] = number;
}

/// An empty module in which arithmetic is allowed what it is around `op`.
static OwningOpRef<ModuleOp> moduleLike(GenericOp op) {
  OwningOpRef<ModuleOp> module = ModuleOp::create(op.getLoc());
  if (auto around = op->getParentOfType<ModuleOp>())
    (*module)->setAttrs(around->getAttrs());
  return module;
}

std::optional<RegionTime> RegionPrices::of(Group group) {
  if (!predict)
    return std::nullopt;
  llvm::sort(group, [&](GenericOp a, GenericOp b) { return position.lookup(a) < position.lookup(b); });
  Group ops = feedersFirst(group);
  OwningOpRef<ModuleOp> module = moduleLike(ops.front());
  FailureOr<OutlinedKernel> outlined = outlineKernel(ops, "candidate", *module);
  if (failed(outlined))
    return std::nullopt;
  RegionCandidate candidate = {outlined->kernel, nearOf(*outlined, ops.back())};
  std::string key = keyOf(candidate);
  if (key.empty())
    return std::nullopt;
  auto [found, isNew] = known.try_emplace(key);
  if (isNew)
    found->second = predict(candidate);
  return found->second;
}

std::optional<RegionTime> RegionPrices::apart(ArrayRef<Group> parts) {
  RegionTime sum;
  for (const Group &part : parts) {
    std::optional<RegionTime> time = of(part);
    if (!time)
      return std::nullopt;
    sum += *time;
  }
  return sum;
}
