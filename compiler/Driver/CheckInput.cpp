// The errors a user can make; see CheckInput.h.
#include "compiler/Driver/CheckInput.h"
#include "compiler/Driver/LoadedArtifact.h"
#include "dialects/Kernel/Kernel.h"
#include "passes/Lower/Passes.h"

#include "llvm/Support/CheckedArithmetic.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include <cmath>

using namespace mlir;
using namespace aicc;

/// Dialects of which modules may be made. Everything else the phases create themselves.
static bool isSupportedDialect(StringRef dialect) {
  static const StringRef names[] = {"affine", "arith", "builtin", "func", "kernel", "graph", "linalg", "math",
                                    "scf",    "shape", "tensor",  "tosa", "ub"};
  return llvm::is_contained(names, dialect);
}

/// Elements of arguments and results, which have a C type.
static bool isSupportedElement(Type type) {
  return type.isF32() || type.isF64() || type.isF16() || type.isBF16() || type.isInteger(1) || type.isInteger(4) ||
         type.isInteger(8) || type.isInteger(16) || type.isInteger(32) || type.isInteger(64);
}

/// Checks a type of `what` ("argument 2", "result 0") of `function`, or of an operation inside it.
static LogicalResult checkShape(Operation *at, StringRef function, const Twine &what, RankedTensorType type) {
  if (type.getEncoding())
    return at->emitError() << "function @" << function << ": " << what << " (" << type
                           << ") has an encoding; expected dense tensors without one";
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    if (type.isDynamicDim(dim))
      return at->emitError() << "function @" << function << ": dimension " << dim << " of " << what << " (" << type
                             << ") is dynamic; expected static shapes: specialise the module to the sizes to run";
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    if (type.getDimSize(dim) == 0)
      return at->emitError() << "function @" << function << ": dimension " << dim << " of " << what << " (" << type
                             << ") has size 0; expected at least 1: there is nothing to compute";
  std::optional<int64_t> elements = 1;
  for (int64_t size : type.getShape())
    elements = elements ? llvm::checkedMul<int64_t>(*elements, size) : elements;
  if (!elements || *elements > (int64_t(1) << 40))
    return at->emitError() << "function @" << function << ": " << what << " (" << type
                           << ") has more elements than memory can hold; expected at most 2^40";
  return success();
}

static LogicalResult checkType(func::FuncOp function, const Twine &what, Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor)
    return function.emitError() << "function @" << function.getName() << ": " << what << " has type " << type
                                << "; expected a ranked tensor (pass scalars as tensors of rank 0)";
  if (!isSupportedElement(tensor.getElementType()))
    return function.emitError() << "function @" << function.getName() << ": " << what << " has elements of type "
                                << tensor.getElementType()
                                << "; expected f64, f32, f16, bf16, i64, i32, i16, i8, i4 or i1";
  return checkShape(function, function.getName(), what, tensor);
}

static LogicalResult checkTie(func::FuncOp function, unsigned index) {
  Attribute attr = function.getArgAttr(index, lower::kInOutAttr);
  if (!attr)
    return success();
  auto number = dyn_cast<IntegerAttr>(attr);
  if (!number || number.getInt() < 0 || number.getInt() >= int64_t(function.getNumResults()))
    return function.emitError() << "function @" << function.getName() << ": argument " << index
                                << " has aicc.inout = " << attr << "; expected the number of one of "
                                << function.getNumResults() << " results";
  if (function.getResultTypes()[number.getInt()] != function.getArgumentTypes()[index])
    return function.emitError() << "function @" << function.getName() << ": argument " << index << " of type "
                                << function.getArgumentTypes()[index] << " is tied to result " << number.getInt()
                                << " of type " << function.getResultTypes()[number.getInt()]
                                << "; tied types must be equal";
  for (unsigned other = 0; other < index; ++other)
    if (function.getArgAttr(other, lower::kInOutAttr) == attr)
      return function.emitError() << "function @" << function.getName() << ": arguments " << other << " and " << index
                                  << " are both tied to result " << number.getInt() << "; tie each result once";
  return success();
}

static LogicalResult checkRange(func::FuncOp function, unsigned index) {
  Attribute attr = function.getArgAttr(index, driver::kRangeAttr);
  auto range = dyn_cast_if_present<FloatAttr>(attr);
  int exponent;
  if (!attr || (range && range.getValueAsDouble() > 0 && std::frexp(range.getValueAsDouble(), &exponent) == 0.5))
    return success();
  return function.emitError() << "function @" << function.getName() << ": argument " << index << " has aicc.range = "
                              << attr << "; expected a power of two, such as 1.562500e-02";
}

/// Elements of values within functions: also numbers that only widen or index.
static bool isSupportedInside(Type type) {
  auto integer = dyn_cast<IntegerType>(type);
  return isSupportedElement(type) || type.isIndex() || (integer && integer.getWidth() <= 64);
}

/// Operations of supported dialects for which there is no lowering.
static bool isUnsupported(Operation *op) {
  return isa<tensor::GatherOp, tensor::ScatterOp, func::CallIndirectOp, func::ConstantOp>(op);
}

/// What has one element a group (scales, zero points) has as many as there are groups: more would go unread, which is
/// what a wrong group size looks like. Fewer are refused by the operation's verifier.
static LogicalResult checkGroups(linalg::GenericOp op, StringRef function) {
  SmallVector<int64_t> extents = op.getStaticLoopRanges();
  for (OpOperand &operand : op->getOpOperands()) {
    auto type = dyn_cast<RankedTensorType>(operand.get().getType());
    ArrayRef<AffineExpr> indices = op.getMatchingIndexingMap(&operand).getResults();
    for (unsigned dim = 0; type && dim < indices.size(); ++dim) {
      auto group = dyn_cast<AffineBinaryOpExpr>(indices[dim]);
      if (!group || group.getKind() != AffineExprKind::FloorDiv)
        continue;
      auto loop = dyn_cast<AffineDimExpr>(group.getLHS());
      auto size = dyn_cast<AffineConstantExpr>(group.getRHS());
      if (!loop || !size || ShapedType::isDynamic(extents[loop.getPosition()]))
        continue;
      int64_t groups = llvm::divideCeil(extents[loop.getPosition()], size.getValue());
      if (type.getDimSize(dim) != groups)
        return op.emitError() << "function @" << function << ": dimension " << dim << " of operand "
                              << operand.getOperandNumber() << " (" << type << ") has " << type.getDimSize(dim)
                              << " elements for " << extents[loop.getPosition()] << " values in groups of "
                              << size.getValue() << "; expected one a group, " << groups;
    }
  }
  return success();
}

static LogicalResult checkOperation(Operation *op, StringRef function) {
  if (auto generic = dyn_cast<linalg::GenericOp>(op); generic && failed(checkGroups(generic, function)))
    return failure();
  if (!isSupportedDialect(op->getName().getDialectNamespace()) || isUnsupported(op))
    return op->emitError() << "function @" << function << ": operation " << op->getName()
                           << " is not supported; expected operations of linalg, tensor, tosa, arith, math, scf or graph";
  for (Type type : op->getResultTypes()) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    std::string what = ("the result of " + op->getName().getStringRef()).str();
    if (tensor && failed(checkShape(op, function, what, tensor)))
      return failure();
    Type element = getElementTypeOrSelf(type);
    if (element.isIntOrFloat() && !isSupportedInside(element))
      return op->emitError() << "function @" << function << ": " << what << " has type " << type
                             << "; expected f64, f32, f16, bf16 or integers of at most 64 bits";
    if (isa<ComplexType, VectorType, BaseMemRefType>(element) || isa<UnrankedTensorType>(type))
      return op->emitError() << "function @" << function << ": " << what << " has type " << type
                             << "; expected a number or a ranked tensor of numbers";
  }
  return success();
}

static LogicalResult checkFunction(func::FuncOp function) {
  if (function.getName().starts_with("aicc_") || function.getName().starts_with("aicc."))
    return function.emitError() << "function @" << function.getName()
                                << " begins with the runtime's prefix aicc; expected another name";
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes()))
    if (failed(checkType(function, "argument " + Twine(index), type)) || failed(checkTie(function, index)) ||
        failed(checkRange(function, index)))
      return failure();
  for (auto [index, type] : llvm::enumerate(function.getResultTypes()))
    if (failed(checkType(function, "result " + Twine(index), type)))
      return failure();
  if (!llvm::hasSingleElement(function.getBody()))
    return function.emitError() << "function @" << function.getName()
                                << " has several blocks; expected structured control flow (scf)";
  WalkResult walk = function.walk(
      [&](Operation *op) { return WalkResult(checkOperation(op, function.getName())); });
  return failure(walk.wasInterrupted());
}

/// Fails where `function` calls itself, directly or through `callers`: calls are inlined, and that would not end.
static LogicalResult checkRecursion(func::FuncOp function, llvm::SetVector<func::FuncOp> &callers,
                                    llvm::DenseSet<func::FuncOp> &finished) {
  if (finished.contains(function))
    return success();
  if (!callers.insert(function))
    return function.emitError() << "function @" << function.getName()
                                << " calls itself; expected calls that end: unroll the recursion or use scf";
  WalkResult walk = function.walk([&](func::CallOp call) {
    auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(call, call.getCalleeAttr());
    return WalkResult(callee ? checkRecursion(callee, callers, finished) : success());
  });
  callers.remove(function);
  finished.insert(function);
  return failure(walk.wasInterrupted());
}

LogicalResult driver::checkInput(ModuleOp module) {
  bool hasEntry = false;
  for (Operation &op : *module.getBody())
    if (!isa<func::FuncOp, kernel::KernelOp>(op))
      return op.emitError() << "operation " << op.getName()
                            << " is not supported beside functions; expected func.func and kernel.kernel";
  for (auto function : module.getOps<func::FuncOp>()) {
    if (function.isExternal())
      return function.emitError() << "function @" << function.getName()
                                  << " has no body; expected every function to be defined in the module";
    hasEntry |= function.isPublic();
    if (failed(checkFunction(function)))
      return failure();
  }
  llvm::SetVector<func::FuncOp> callers;
  llvm::DenseSet<func::FuncOp> finished;
  for (auto function : module.getOps<func::FuncOp>())
    if (failed(checkRecursion(function, callers, finished)))
      return failure();
  if (!hasEntry)
    return module.emitError() << "the module has no public func.func; expected at least one to compile";
  return success();
}

void driver::readRanges(ModuleOp module, StringRef name, Signature &signature) {
  auto function = module.lookupSymbol<func::FuncOp>(name);
  for (auto [index, slot] : llvm::enumerate(signature.arguments))
    if (auto range = function ? function.getArgAttrOfType<FloatAttr>(index, kRangeAttr) : FloatAttr())
      slot.range = range.getValueAsDouble();
}
