// The parts of a contraction; see Contraction.h.
#include "compiler/Target/CPU/Contraction.h"
#include "compiler/Target/CPU/Team.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using kernel::Computation;
using kernel::Kind;

/// Rows, columns and depth by their numbers, in every order.
static constexpr int kOrders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

ArrayRef<int> Contraction::orderOf(int64_t value) { return kOrders[value >= 0 && value < 6 ? value : 0]; }

Contraction::Contraction(kernel::KernelOp kernel, const device::Device &device, int64_t team)
    : parts(kernel, device), threads(teamOf(device, team)), columns(parts.lanesDim) {
  rows = parts.rowsDim();
  depth = parts.reducedDims().back();
  for (auto [index, dim] : llvm::enumerate(parts.dims))
    if (!parts.anchor().isReduced(index) && dim != rows && dim != columns)
      others.push_back(dim);
  instructions.push_back(parts.instruction());
  alongDepth = parts.instruction(/*isAlongLanes=*/true);
  // A dot product is one way; widening the operands for a plain multiply-add is the other.
  if (instructions.front() && instructions.front()->k > 1)
    for (const device::Instruction &other : device.instructions)
      if (other.kind == device::InstructionKind::Vector && other.k == 1 && other.acc == instructions.front()->acc &&
          other.a == other.acc)
        instructions.push_back(&other);
}

bool Contraction::fits(KernelParts &parts) {
  if (parts.lanesDim.empty() || parts.reducedDims().size() != 1 || !parts.isBroadcasting() ||
      !parts.expansions().empty())
    return false;
  return llvm::all_of(parts.anchors, [&](Computation op) {
    if (op.getKind() != Kind::Contract || op->getNumOperands() != 2 || op.getDimNames() != parts.dims)
      return false;
    SmallVector<StringRef> dims = parts.dimsOf(op, parts.dependsOn(op, 1, parts.lanesDim) ? 1 : 0);
    return llvm::is_contained(dims, parts.lanesDim) && llvm::is_contained(dims, parts.reducedDims().back());
  });
}

const device::Instruction *Contraction::instruction(int64_t choice) const {
  return choice >= 0 && choice < int64_t(instructions.size()) ? instructions[choice] : instructions.front();
}
