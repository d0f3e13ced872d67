// Finds what is reduced in parts; see Parts.h.
#include "passes/Tile/Parts.h"
#include "dialects/Kernel/Softmax.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::Combiner;
using kernel::Kind;
using kernel::MaskedStep;

static bool iterates(const MaskedStep &step, StringRef dim) { return llvm::is_contained(step.dims, dim); }

static bool isReduced(const MaskedStep &step, StringRef dim) {
  auto found = llvm::find(step.dims, dim);
  return found != step.dims.end() && !step.accesses.back().isFunctionOfDim(found - step.dims.begin());
}

std::optional<unsigned> tile::exponentBelow(Block &body, unsigned below) {
  arith::SubFOp difference = kernel::differenceUnder(body.getTerminator()->getOperand(0).getDefiningOp());
  auto lower = difference ? dyn_cast<BlockArgument>(difference.getRhs()) : BlockArgument();
  auto upper = difference ? dyn_cast<BlockArgument>(difference.getLhs()) : BlockArgument();
  if (!lower || !upper || lower.getArgNumber() != below || upper == lower)
    return std::nullopt;
  return upper.getArgNumber();
}

namespace {
class PartsFinder {
public:
  PartsFinder(ArrayRef<MaskedStep> steps, schedule::TreeAttr schedule, function_ref<int64_t(StringRef)> extent)
      : steps(steps), schedule(schedule), extent(extent) {}

  std::optional<Parts> find() {
    for (const MaskedStep &step : steps) {
      bool isMaximum = step.combiner && kernel::isMaximum(*step.combiner);
      for (StringRef dim : step.dims)
        if (isMaximum && isReduced(step, dim) && findCut(step, dim) && findWeights(step)) {
          parts.maximum = step.name;
          for (const MaskedStep &other : steps)
            if (other.name != step.name && isReduced(other, dim))
              parts.sums.push_back(other.name);
          return parts;
        }
    }
    return std::nullopt;
  }

private:
  /// Finds the innermost band around `step` that cuts `dim`.
  bool findCut(const MaskedStep &step, StringRef dim) {
    schedule::ComputationAttr inner = schedule.computation(step.name);
    if (!inner || !inner.getAttach())
      return false;
    parts.dim = dim;
    parts.size = extent(dim);
    bool isCut = false;
    for (auto [number, band] : llvm::enumerate(schedule.getBands())) {
      // A band that names the dimension inside one that cuts it goes over the parts, be it one for each parallel unit.
      int64_t size = band.getTile().lookup(dim, parts.size);
      if (size < parts.size || (isCut && band.getTile().names(dim))) {
        parts.size = size;
        parts.band = number;
        isCut = true;
      }
      if (band.getName() == inner.getAttach())
        return isCut;
    }
    return false;
  }

  /// Finds the exponential below the result of `maximum`, or below what one map makes of that.
  bool findWeights(const MaskedStep &maximum) {
    if (findExponential(maximum.result))
      return true;
    for (const MaskedStep &step : steps)
      if (step.kind == Kind::Map && !iterates(step, parts.dim) && llvm::is_contained(step.inputs, maximum.result) &&
          findExponential(step.result)) {
        parts.guard = step.name;
        return true;
      }
    return false;
  }

  bool findExponential(Value below) {
    for (const MaskedStep &step : steps) {
      auto found = llvm::find(step.inputs, below);
      bool isMap = step.kind == Kind::Map && step.inputs.size() == 2 && iterates(step, parts.dim);
      if (isMap && found != step.inputs.end() && exponentBelow(*step.body, found - step.inputs.begin())) {
        parts.weights = step.name;
        return true;
      }
    }
    return false;
  }

  ArrayRef<MaskedStep> steps;
  schedule::TreeAttr schedule;
  function_ref<int64_t(StringRef)> extent;
  Parts parts = {};
};
} // namespace

std::optional<Parts> tile::findParts(ArrayRef<MaskedStep> steps, schedule::TreeAttr schedule,
                                     function_ref<int64_t(StringRef)> extent) {
  return PartsFinder(steps, schedule, extent).find();
}

std::optional<Parts> tile::partsOf(kernel::KernelOp kernel, schedule::TreeAttr schedule) {
  auto steps = llvm::map_to_vector(kernel.getComputations(), [](kernel::Computation op) { return MaskedStep(op); });
  return findParts(steps, schedule, [&](StringRef dim) { return kernel.getDim(dim).getMax(); });
}

bool tile::isMerged(kernel::KernelOp kernel, schedule::TreeAttr schedule, kernel::Computation op) {
  std::optional<Parts> parts = partsOf(kernel, schedule);
  return parts && (parts->reduces(op.getLabel()) || op.getLabel() == parts->guard);
}
