// See DefaultSchedule.h.
#include "compiler/Target/NVIDIA/DefaultSchedule.h"
#include "compiler/Target/NVIDIA/GemmCandidates.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using kernel::Computation;

/// One element of every dimension: what one thread computes.
static schedule::ComputationAttr onePoint(Computation op) {
  MLIRContext *context = op.getContext();
  SmallVector<StringAttr> dims;
  for (StringRef dim : op.getDimNames())
    dims.push_back(StringAttr::get(context, dim));
  auto tile = schedule::TileAttr::get(context, dims, SmallVector<int64_t>(dims.size(), 1));
  return schedule::ComputationAttr::get(context, StringAttr::get(context, op.getLabel()), tile, 1, StringAttr(),
                                        StringAttr());
}

schedule::TreeAttr nvidia::defaultSchedule(kernel::KernelOp kernel, const device::Device &device, int64_t,
                                             const schedule::FixedLayouts &) {
  if (std::optional<GemmProblem> problem = gemmProblem(kernel, device))
    if (schedule::TreeAttr tree = scheduleGemm(*problem, device))
      return tree;
  auto inner = llvm::map_to_vector(kernel.getComputations(), onePoint);
  return schedule::TreeAttr::get(kernel.getContext(), {}, inner);
}
