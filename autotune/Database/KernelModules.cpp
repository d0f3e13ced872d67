// See KernelModules.h.
#include "autotune/Database/KernelModules.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace aicc;
using kernel::Computation;
using kernel::Kind;

/// @main with the kernel's arguments and results, and an empty body at which `builder` stands.
static func::FuncOp addMain(OpBuilder &builder, ModuleOp module, kernel::KernelOp kernel) {
  builder.setInsertionPointToEnd(module.getBody());
  auto main = func::FuncOp::create(builder, builder.getUnknownLoc(), "main", kernel.getFunctionType());
  for (unsigned index = 0; index < main.getNumArguments(); ++index)
    if (kernel.getArgAttr(index, kernel::kWeightAttr))
      main.setArgAttr(index, kernel::kWeightAttr, builder.getUnitAttr());
  builder.setInsertionPointToEnd(main.addEntryBlock());
  return main;
}

static Value emptyTensor(OpBuilder &builder, Type type) {
  auto tensor = cast<RankedTensorType>(type);
  return tensor::EmptyOp::create(builder, builder.getUnknownLoc(), tensor.getShape(), tensor.getElementType());
}

OwningOpRef<ModuleOp> autotune::scheduledModule(kernel::KernelOp kernel, schedule::TreeAttr tree, StringRef deviceId) {
  OpBuilder builder(kernel.getContext());
  builder.getContext()->loadDialect<func::FuncDialect, tensor::TensorDialect>();
  OwningOpRef<ModuleOp> module = ModuleOp::create(builder.getUnknownLoc());
  auto callee = cast<kernel::KernelOp>(builder.clone(*kernel));
  module->push_back(callee);
  SymbolTable::setSymbolVisibility(callee, SymbolTable::Visibility::Private);
  callee->setAttr(kernel::kScheduleAttr, tree);
  callee->setAttr(kernel::kDeviceAttr, builder.getStringAttr(deviceId));
  func::FuncOp main = addMain(builder, *module, kernel);
  auto outputs = llvm::map_to_vector(kernel.getResultTypes(), [&](Type type) { return emptyTensor(builder, type); });
  auto call = kernel::CallOp::create(builder, builder.getUnknownLoc(), kernel.getResultTypes(), callee.getSymName(),
                                     main.getArguments(), outputs);
  func::ReturnOp::create(builder, builder.getUnknownLoc(), call.getResults());
  return module;
}

//===-- In linalg -----------------------------------------------------------------------------------------------===//

namespace {
/// Says one computation after the other as linalg.generic.
class Reference {
public:
  Reference(OpBuilder &builder, IRMapping &values) : builder(builder), loc(builder.getUnknownLoc()), values(values) {}

  void say(Computation op) {
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    SmallVector<Value> inputs = llvm::map_to_vector(op->getOperands(), [&](Value v) { return values.lookup(v); });
    SmallVector<AffineMap> maps;
    for (unsigned index = 0; index < inputs.size(); ++index)
      maps.push_back(op.getAccess(index));
    maps.push_back(op.getResultAccess());
    SmallVector<utils::IteratorType> iterators;
    for (unsigned dim = 0; dim < op.getDimNames().size(); ++dim)
      iterators.push_back(op.isReduced(dim) ? utils::IteratorType::reduction : utils::IteratorType::parallel);
    auto body = [&](OpBuilder &inner, Location, ValueRange arguments) {
      linalg::YieldOp::create(inner, loc, value(inner, op, arguments));
    };
    auto generic = linalg::GenericOp::create(builder, loc, TypeRange(type), inputs, ValueRange(start(op, type)), maps,
                                             iterators, body);
    values.map(op->getResult(0), generic.getResult(0));
  }

private:
  /// What the result begins as: the neutral element where something is summed.
  Value start(Computation op, RankedTensorType type) {
    Value empty = emptyTensor(builder, type);
    if (op.getKind() == Kind::Map)
      return empty;
    TypedAttr neutral = kernel::neutralElement(builder, combinerOf(op), type.getElementType());
    Value scalar = arith::ConstantOp::create(builder, loc, neutral);
    return linalg::FillOp::create(builder, loc, scalar, empty).getResult(0);
  }

  static kernel::Combiner combinerOf(Computation op) {
    auto reduce = dyn_cast<kernel::ReduceOp>(op.getOperation());
    return reduce ? reduce.getCombiner() : kernel::Combiner::Add;
  }

  Value value(OpBuilder &inner, Computation op, ValueRange arguments) {
    Value old = arguments.back();
    Value next = op.getBodyOrNull() ? bodyValue(inner, *op.getBodyOrNull(), arguments)
                                    : product(inner, cast<kernel::ContractOp>(op.getOperation()), arguments);
    return op.getKind() == Kind::Map ? next : kernel::combine(inner, loc, combinerOf(op), old, next);
  }

  /// Both factors in the type of the sum.
  Value product(OpBuilder &inner, kernel::ContractOp op, ValueRange arguments) {
    Type type = arguments.back().getType();
    SmallVector<Value> factors;
    for (unsigned side : {0, 1}) {
      Value factor = arguments[side];
      if (factor.getType() != type && isa<FloatType>(type))
        factor = arith::ExtFOp::create(inner, loc, type, factor);
      else if (factor.getType() != type && op.isUnsigned(side))
        factor = arith::ExtUIOp::create(inner, loc, type, factor);
      else if (factor.getType() != type)
        factor = arith::ExtSIOp::create(inner, loc, type, factor);
      factors.push_back(factor);
    }
    return isa<FloatType>(type) ? Value(arith::MulFOp::create(inner, loc, factors[0], factors[1]))
                                : Value(arith::MulIOp::create(inner, loc, factors[0], factors[1]));
  }

  Value bodyValue(OpBuilder &inner, Block &body, ValueRange arguments) {
    IRMapping scalars;
    for (auto [own, argument] : llvm::zip(body.getArguments(), arguments))
      scalars.map(own, argument);
    for (Operation &op : body.without_terminator()) {
      auto lookup = dyn_cast<kernel::LookupOp>(op);
      lookup ? scalars.map(lookup.getResult(), lookUp(inner, lookup, scalars.lookup(lookup.getCode())))
             : void(inner.clone(op, scalars));
    }
    return scalars.lookup(body.getTerminator()->getOperand(0));
  }

  /// As exporters write it: the code as an index into a constant.
  Value lookUp(OpBuilder &inner, kernel::LookupOp op, Value code) {
    Value table = arith::ConstantOp::create(inner, loc, cast<TypedAttr>(op.getTable()));
    unsigned bits = code.getType().getIntOrFloatBitWidth();
    if (bits > 4) {
      Value mask = arith::ConstantOp::create(inner, loc, inner.getIntegerAttr(code.getType(), 15));
      code = arith::AndIOp::create(inner, loc, code, mask);
    }
    Value index = arith::IndexCastUIOp::create(inner, loc, inner.getIndexType(), code);
    return tensor::ExtractOp::create(inner, loc, table, ValueRange(index));
  }

  OpBuilder &builder;
  Location loc;
  IRMapping &values;
};
} // namespace

OwningOpRef<ModuleOp> autotune::referenceModule(kernel::KernelOp kernel) {
  OpBuilder builder(kernel.getContext());
  builder.getContext()->loadDialect<arith::ArithDialect, func::FuncDialect, linalg::LinalgDialect, math::MathDialect,
                                    tensor::TensorDialect>();
  OwningOpRef<ModuleOp> module = ModuleOp::create(builder.getUnknownLoc());
  func::FuncOp main = addMain(builder, *module, kernel);
  IRMapping values;
  values.map(kernel.getBody().getArguments(), main.getArguments());
  Reference reference(builder, values);
  for (Computation op : kernel.getComputations())
    reference.say(op);
  auto results = llvm::map_to_vector(kernel.getBody().front().getTerminator()->getOperands(),
                                     [&](Value value) { return values.lookup(value); });
  func::ReturnOp::create(builder, builder.getUnknownLoc(), results);
  return module;
}
