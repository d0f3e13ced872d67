// Places of computations; see Places.h.
#include "passes/Tile/Places.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::KernelOp;

Computation tile::computation(KernelOp kernel, StringRef label) {
  for (Computation op : kernel.getComputations())
    if (op.getLabel() == label)
      return op;
  return {};
}

Value tile::valueOf(KernelOp kernel, StringRef name) {
  if (Computation op = computation(kernel, name))
    return op->getResult(0);
  for (unsigned index = 0; index < kernel.getNumArguments(); ++index)
    if (kernel::operandName(index) == name)
      return kernel.getArgument(index);
  return {};
}

bool tile::isYielded(Computation op) {
  return llvm::any_of(op->getUsers(), [](Operation *user) { return isa<kernel::YieldOp>(user); });
}

bool tile::isAnchor(Computation op, TreeAttr schedule) {
  ComputationAttr inner = schedule.computation(op.getLabel());
  return inner && !inner.getAttach();
}

int tile::depthOf(Computation op, TreeAttr schedule) {
  ComputationAttr inner = schedule.computation(op.getLabel());
  StringRef place = inner && inner.getAttach() ? inner.getAttach().getValue() : StringRef(kRegisters);
  for (auto [depth, band] : llvm::enumerate(schedule.getBands()))
    if (band.getName() == place)
      return depth;
  return place == kRoot ? -1 : int(schedule.getBands().size());
}

int64_t tile::mostAt(KernelOp kernel, TreeAttr schedule, int depth, StringRef dim) {
  int64_t most = kernel.getDim(dim).getMax();
  for (auto [number, band] : llvm::enumerate(schedule.getBands()))
    if (int(number) <= depth)
      most = std::min(most, band.getTile().lookup(dim, most));
  return most;
}

/// True where an anchor reduces `dim`.
static bool isSummed(KernelOp kernel, StringRef dim, TreeAttr schedule) {
  return llvm::any_of(kernel.getComputations(), [&](Computation op) {
    SmallVector<StringRef> names = op.getDimNames();
    auto found = llvm::find(names, dim);
    return tile::isAnchor(op, schedule) && found != names.end() && op.isReduced(found - names.begin());
  });
}

bool tile::feedsSums(KernelOp kernel, Computation op, TreeAttr schedule) {
  ComputationAttr inner = schedule.computation(op.getLabel());
  return op.getKind() == kernel::Kind::Map && inner && inner.getAttach() && inner.getAttach() == kRegisters &&
         llvm::any_of(op.getDimNames(), [&](StringRef dim) { return isSummed(kernel, dim, schedule); });
}
