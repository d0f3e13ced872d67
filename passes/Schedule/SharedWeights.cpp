// One packed layout a weight; see SharedWeights.h.
#include "passes/Schedule/SharedWeights.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::KernelOp;

/// What tells apart the argument or constant that `tensor` is a reshape of; null for results of anything else.
static const void *rootOf(Value tensor) {
  while (isa_and_nonnull<tensor::CollapseShapeOp, tensor::ExpandShapeOp, tensor::CastOp, kernel::NibblesOp>(
      tensor.getDefiningOp()))
    tensor = tensor.getDefiningOp()->getOperand(0);
  // Equal constants of several functions are one constant.
  if (auto constant = tensor.getDefiningOp<arith::ConstantOp>())
    return constant.getValue().getAsOpaquePointer();
  return isa<BlockArgument>(tensor) ? tensor.getAsOpaquePointer() : nullptr;
}

SharedWeights::SharedWeights(ModuleOp module) {
  SymbolTable symbols(module);
  module.walk([&](kernel::CallOp call) {
    auto kernel = symbols.lookup<KernelOp>(call.getCallee());
    ++calls[kernel];
    for (auto [number, input] : llvm::enumerate(call.getInputs()))
      if (const void *root = rootOf(input); root && kernel.getArgAttr(number, kernel::kWeightAttr))
        readings[kernel].push_back({unsigned(number), {root, input.getType()}});
  });
}

double SharedWeights::work(KernelOp kernel) const {
  double operations = 0;
  for (Computation op : kernel.getComputations()) {
    double points = double(kernel::operationsPerPoint(op));
    for (StringRef dim : op.getDimNames())
      points *= double(kernel.getDim(dim).getMax());
    operations += points;
  }
  return operations * double(calls.lookup(kernel));
}

FixedLayouts SharedWeights::chosen(KernelOp kernel) const {
  FixedLayouts fixed;
  for (const Reading &reading : readings.lookup(kernel))
    if (LayoutAttr layout = layouts.lookup(reading.weight))
      fixed.try_emplace(reading.operand, byName(layout, operandDims(kernel, reading.operand)));
  return fixed;
}

void SharedWeights::choose(KernelOp kernel, TreeAttr schedule) {
  for (const Reading &reading : readings.lookup(kernel))
    if (LayoutAttr layout = prepackedLayout(schedule, kernel::operandName(reading.operand)))
      layouts.try_emplace(reading.weight, byPosition(layout, operandDims(kernel, reading.operand)));
}

SmallVector<std::string> SharedWeights::disagreements(KernelOp kernel, TreeAttr schedule) const {
  SmallVector<std::string> operands;
  for (const Reading &reading : readings.lookup(kernel)) {
    std::string name = kernel::operandName(reading.operand);
    LayoutAttr own = prepackedLayout(schedule, name), other = layouts.lookup(reading.weight);
    bool isOther = own && other && byPosition(own, operandDims(kernel, reading.operand)) != other;
    if (isOther && !llvm::is_contained(operands, name))
      operands.push_back(name);
  }
  return operands;
}
