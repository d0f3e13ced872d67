// Modules around one kernel; see KernelModule.h.
#include "autotune/Kernel/KernelModule.h"
#include "passes/Schedule/Legality.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::autotune;
using namespace aicc::oracle;

/// An empty module that permits what the kernel's own module does.
static OwningOpRef<ModuleOp> emptyModule(Location loc, kernel::KernelOp kernel) {
  OwningOpRef<ModuleOp> module = ModuleOp::create(loc);
  if (schedule::mayRoundToTf32(kernel))
    (*module)->setAttr(schedule::kAllowTf32Attr, UnitAttr::get(kernel.getContext()));
  return module;
}

//===-- To be compiled -------------------------------------------------------------------------------------------===//

OwningOpRef<ModuleOp> autotune::kernelModule(kernel::KernelOp kernel, schedule::TreeAttr tree) {
  Location loc = UnknownLoc::get(kernel.getContext());
  kernel.getContext()->loadDialect<func::FuncDialect, tensor::TensorDialect>();
  OwningOpRef<ModuleOp> module = emptyModule(loc, kernel);
  OpBuilder builder = OpBuilder::atBlockEnd(module->getBody());
  auto clone = cast<kernel::KernelOp>(builder.clone(*kernel));
  clone->removeAttr(kernel::kDeviceAttr);
  clone->removeAttr(kernel::kScheduleAttr);
  if (tree)
    clone->setAttr(kernel::kScheduleAttr, tree);
  FunctionType type = clone.getFunctionType();
  builder.setInsertionPointToStart(module->getBody());
  auto function = func::FuncOp::create(builder, loc, kMain, type);
  for (unsigned number = 0; number < type.getNumInputs(); ++number)
    if (auto mark = clone.getArgAttr(number, kernel::kWeightAttr))
      function.setArgAttr(number, kernel::kWeightAttr, mark);
  builder.setInsertionPointToStart(function.addEntryBlock());
  SmallVector<Value> outputs;
  for (Type result : type.getResults()) {
    auto tensor = cast<RankedTensorType>(result);
    outputs.push_back(tensor::EmptyOp::create(builder, loc, tensor.getShape(), tensor.getElementType()));
  }
  auto call =
      kernel::CallOp::create(builder, loc, type.getResults(), clone.getSymName(), function.getArguments(), outputs);
  func::ReturnOp::create(builder, loc, call.getResults());
  return module;
}

//===-- To be evaluated ------------------------------------------------------------------------------------------===//

OwningOpRef<ModuleOp> autotune::meaningOf(kernel::KernelOp kernel, const Slice &slice) {
  MLIRContext *context = kernel.getContext();
  context->loadDialect<arith::ArithDialect, func::FuncDialect, linalg::LinalgDialect, math::MathDialect,
                       tensor::TensorDialect>();
  Location loc = UnknownLoc::get(context);
  OwningOpRef<ModuleOp> module = emptyModule(loc, kernel);
  OpBuilder builder = OpBuilder::atBlockEnd(module->getBody());
  SmallVector<Type> inputs;
  for (unsigned number = 0; number < kernel.getNumArguments(); ++number)
    inputs.push_back(slicedType(kernel.getArgument(number).getType(), operandAxis(kernel, number, slice.dim), slice));
  Type result = slicedType(kernel.getResultTypes()[0], resultAxis(kernel, slice.dim), slice);
  auto function = func::FuncOp::create(builder, loc, kMain, builder.getFunctionType(inputs, result));
  builder.setInsertionPointToStart(function.addEntryBlock());
  func::ReturnOp::create(builder, loc, writeMeaning(builder, loc, kernel, function.getArguments(), slice).front());
  return module;
}
