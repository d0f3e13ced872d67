// Steps along what a mask leaves; see MaskSteps.h.
#include "passes/Tile/MaskSteps.h"

#include <numeric>

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;

namespace {
/// The stages of a schedule, by the values of steps.
class Stages {
public:
  Stages(const kernel::MaskSpan &mask, ArrayRef<kernel::MaskedStep> steps, schedule::TreeAttr schedule)
      : mask(mask), steps(steps), schedule(schedule) {}

  /// True where a step that the schedule runs makes `value`: it computes whole vectors.
  bool isComputed(Value value) {
    return llvm::any_of(steps, [&](const kernel::MaskedStep &step) {
      return step.result == value && schedule.computation(step.name);
    });
  }

  /// The block of the mask's dimension in the layout in which `value` is read; 1 where it has none.
  int64_t blockOf(Value value) {
    std::string name = nameOf(value);
    for (schedule::BandAttr band : schedule.getBands())
      for (schedule::StageAttr stage : band.getStages())
        if (stage.getLayout() && stage.getOperand() == name)
          return stage.getLayout().getBlock().lookup(mask.dim, 1);
    return 1;
  }

private:
  /// What the schedule calls `value`. Maps that it leaves out are read through.
  std::string nameOf(Value value) {
    auto maker = llvm::find_if(steps, [&](const kernel::MaskedStep &step) { return step.result == value; });
    if (maker == steps.end())
      return kernel::operandName(cast<BlockArgument>(value).getArgNumber());
    auto copy = mask.copies.find(maker->name);
    bool isLeftOut = copy != mask.copies.end() && !schedule.computation(maker->name);
    return isLeftOut ? nameOf(maker->inputs[copy->second]) : maker->name.str();
  }

  const kernel::MaskSpan &mask;
  ArrayRef<kernel::MaskedStep> steps;
  schedule::TreeAttr schedule;
};
} // namespace

std::optional<MaskSteps> tile::maskSteps(const kernel::MaskSpan &mask, ArrayRef<kernel::MaskedStep> steps,
                                         schedule::TreeAttr schedule, int64_t extent, int64_t registerBits) {
  MaskSteps result;
  SmallVector<int64_t> sizes;
  Stages stages(mask, steps, schedule);
  for (const kernel::MaskedStep &step : steps) {
    schedule::ComputationAttr inner = schedule.computation(step.name);
    if (!mask.covers(step.name) || !inner)
      continue;
    int64_t bits = kernel::widestBits(cast<ShapedType>(step.result.getType()).getElementType(), step.body);
    result.granule = std::max(result.granule, registerBits / bits);
    unsigned dim = llvm::find(step.dims, mask.dim) - step.dims.begin();
    bool isWalked = step.accesses.back().isFunctionOfDim(dim);
    int64_t size = inner.getRegisters().lookup(mask.dim, isWalked ? 0 : 1);
    sizes.push_back(size);
    if (step.kind != kernel::Kind::Contract || isWalked)
      continue;
    // Groups of an instruction end behind the mask where operands are packed, which have zeros there. In place there
    // may be anything: pairs end with the mask, since what is left of one is known.
    bool isPadded = llvm::all_of(
        step.inputs, [&](Value input) { return stages.isComputed(input) || stages.blockOf(input) % size == 0; });
    if (!isPadded && size > 2)
      return std::nullopt;
    result.sums[step.name] = isPadded ? size : 1;
  }
  for (schedule::BandAttr band : schedule.getBands())
    for (schedule::StageAttr stage : band.getStages())
      if (stage.getLayout())
        sizes.push_back(stage.getLayout().getBlock().lookup(mask.dim, 1));
  result.alignment = result.granule;
  for (int64_t size : sizes) {
    if (!size || (size % result.granule && result.granule % size && size < extent))
      return std::nullopt;
    result.alignment = std::lcm(result.alignment, size);
  }
  return result;
}
