// The kernel dialect: dimensions, kernels, calls.
#include "dialects/Kernel/Kernel.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/TypeSwitch.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/Interfaces/FoldInterfaces.h"
#include "mlir/Interfaces/FunctionImplementation.h"

using namespace mlir;
using namespace aicc::kernel;

#include "dialects/Kernel/KernelDialect.cpp.inc"
#include "dialects/Kernel/KernelEnums.cpp.inc"
#include "dialects/Kernel/KernelInterfaces.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/Kernel/KernelAttrs.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/Kernel/KernelOps.cpp.inc"

namespace {
/// Constants stay in the bodies that use them: kernels hold computations only, and bodies are closed.
struct KernelFolds : DialectFoldInterface {
  using DialectFoldInterface::DialectFoldInterface;
  bool shouldMaterializeInto(Region *region) const final {
    return isa<MapOp, ReduceOp, TileOp>(region->getParentOp());
  }
};
} // namespace

void KernelDialect::initialize() {
  addInterfaces<KernelFolds>();
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/Kernel/KernelAttrs.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/Kernel/KernelOps.cpp.inc"
      >();
}

//===-- Dimensions ----------------------------------------------------------------------------------------------===//

FailureOr<DimAttr> DimAttr::parseBare(AsmParser &parser) {
  StringRef name;
  int64_t min, max, multiple = 1;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseKeyword(&name))
    return failure();
  if (succeeded(parser.parseOptionalKeyword("in"))) {
    if (parser.parseLSquare() || parser.parseInteger(min) || parser.parseComma() || parser.parseInteger(max) ||
        parser.parseRSquare() || parser.parseKeyword("multiple") || parser.parseKeyword("of") ||
        parser.parseInteger(multiple))
      return failure();
  } else {
    if (parser.parseEqual() || parser.parseInteger(min))
      return failure();
    max = min;
  }
  auto emitError = [&] { return parser.emitError(loc); };
  MLIRContext *context = parser.getContext();
  DimAttr attr = DimAttr::getChecked(emitError, context, StringAttr::get(context, name), min, max, multiple);
  return attr ? FailureOr<DimAttr>(attr) : FailureOr<DimAttr>(failure());
}

void DimAttr::printBare(AsmPrinter &printer) const {
  printer << getName().getValue();
  if (isSymbol())
    printer << " in [" << getMin() << ", " << getMax() << "] multiple of " << getMultiple();
  else
    printer << " = " << getMin();
}

Attribute DimAttr::parse(AsmParser &parser, Type) {
  if (parser.parseLess())
    return {};
  FailureOr<DimAttr> dim = parseBare(parser);
  if (failed(dim) || parser.parseGreater())
    return {};
  return *dim;
}

void DimAttr::print(AsmPrinter &printer) const {
  printer << '<';
  printBare(printer);
  printer << '>';
}

LogicalResult DimAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError, StringAttr name, int64_t min,
                              int64_t max, int64_t multiple) {
  if (min < 1 || max < min)
    return emitError() << "dimension " << name << " needs bounds with 1 <= min <= max, found [" << min << ", " << max
                       << "]";
  if (multiple < 1)
    return emitError() << "dimension " << name << " must be a multiple of at least 1, found " << multiple;
  if (min != max && max / multiple * multiple < min)
    return emitError() << "bounds [" << min << ", " << max << "] of dimension " << name << " hold no multiple of "
                       << multiple;
  return success();
}

//===-- Kernels -------------------------------------------------------------------------------------------------===//

DimAttr KernelOp::getDim(StringRef name) {
  for (DimAttr dim : getDims().getAsRange<DimAttr>())
    if (dim.getName().getValue() == name)
      return dim;
  return {};
}

SmallVector<Computation> KernelOp::getComputations() {
  return llvm::to_vector(getBody().front().getOps<Computation>());
}

ParseResult KernelOp::parse(OpAsmParser &parser, OperationState &result) {
  StringAttr name;
  SmallVector<Attribute> dims;
  auto parseDim = [&]() -> ParseResult {
    FailureOr<DimAttr> dim = DimAttr::parseBare(parser);
    if (failed(dim))
      return failure();
    dims.push_back(*dim);
    return success();
  };
  SmallVector<OpAsmParser::Argument> arguments;
  SmallVector<Type> resultTypes;
  SmallVector<DictionaryAttr> resultAttrs;
  bool isVariadic = false;
  if (parser.parseSymbolName(name, SymbolTable::getSymbolAttrName(), result.attributes) ||
      parser.parseKeyword("dims") || parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, parseDim) ||
      function_interface_impl::parseFunctionSignatureWithArguments(parser, /*allowVariadic=*/false, arguments,
                                                                   isVariadic, resultTypes, resultAttrs))
    return failure();
  Builder &builder = parser.getBuilder();
  SmallVector<Type> types = llvm::map_to_vector(arguments, [](auto &argument) { return argument.type; });
  result.addAttribute("dims", builder.getArrayAttr(dims));
  result.addAttribute("function_type", TypeAttr::get(builder.getFunctionType(types, resultTypes)));
  call_interface_impl::addArgAndResultAttrs(builder, result, arguments, resultAttrs, builder.getStringAttr("arg_attrs"),
                                            builder.getStringAttr("res_attrs"));
  return failure(parser.parseOptionalAttrDictWithKeyword(result.attributes) ||
                 parser.parseRegion(*result.addRegion(), arguments));
}

void KernelOp::print(OpAsmPrinter &printer) {
  printer << ' ';
  printer.printSymbolName(getSymName());
  printer << " dims [";
  llvm::interleaveComma(getDims().getAsRange<DimAttr>(), printer, [&](DimAttr dim) { dim.printBare(printer); });
  printer << "] ";
  function_interface_impl::printFunctionSignature(printer, *this, getArgumentTypes(), /*isVariadic=*/false,
                                                  getResultTypes());
  printer.printOptionalAttrDictWithKeyword((*this)->getAttrs(),
                                           {"sym_name", "dims", "function_type", "arg_attrs", "res_attrs"});
  printer << ' ';
  printer.printRegion(getBody(), /*printEntryBlockArgs=*/false, /*printBlockTerminators=*/true);
}

LogicalResult KernelOp::verify() {
  llvm::StringSet<> names;
  for (Attribute attr : getDims()) {
    auto dim = dyn_cast<DimAttr>(attr);
    if (!dim)
      return emitOpError("expects its dims to be #kernel.dim attributes, found ") << attr;
    if (!names.insert(dim.getName().getValue()).second)
      return emitOpError("declares dimension ") << dim.getName() << " twice; name each once";
  }
  for (Type type : llvm::concat<const Type>(getArgumentTypes(), getResultTypes()))
    if (!isa<RankedTensorType>(type))
      return emitOpError("expects ranked tensors as operands and results, found ") << type;
  return success();
}

LogicalResult KernelOp::verifyRegions() {
  llvm::StringSet<> labels;
  for (Operation &op : getBody().front()) {
    if (isa<YieldOp>(op))
      continue;
    auto computation = dyn_cast<Computation>(op);
    if (!computation)
      return op.emitOpError("does not belong in a kernel; expected kernel.contract, kernel.map or kernel.reduce");
    if (!labels.insert(computation.getLabel()).second)
      return op.emitOpError("repeats the name \"") << computation.getLabel() << "\"; name each computation once";
  }
  auto yield = cast<YieldOp>(getBody().front().getTerminator());
  if (yield.getOperandTypes() != TypeRange(getResultTypes()))
    return yield.emitOpError("yields ") << yield.getOperandTypes() << ", but the kernel's results are "
                                        << TypeRange(getResultTypes());
  return success();
}

//===-- Calls ---------------------------------------------------------------------------------------------------===//

LogicalResult CallOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto callee = symbols.lookupNearestSymbolFrom<FunctionOpInterface>(*this, getCalleeAttr());
  if (!callee)
    return emitOpError("calls ") << getCalleeAttr() << ", which is no kernel of this module";
  auto kernel = dyn_cast<KernelOp>(callee.getOperation());
  if (!kernel || !getResults().size())
    return success();
  if (TypeRange(getInputs().getTypes()) != TypeRange(kernel.getArgumentTypes()) ||
      TypeRange(getResults().getTypes()) != TypeRange(kernel.getResultTypes())) {
    InFlightDiagnostic diagnostic = emitOpError("does not match the kernel's type: expected ")
                                    << kernel.getFunctionType() << ", found "
                                    << FunctionType::get(getContext(), getInputs().getTypes(), getResults().getTypes());
    diagnostic.attachNote(kernel.getLoc()) << "the kernel is here";
    return diagnostic;
  }
  return success();
}

void CallOp::getEffects(SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
  for (OpOperand &operand : getInputsMutable())
    if (isa<MemRefType>(operand.get().getType()))
      effects.emplace_back(MemoryEffects::Read::get(), &operand, SideEffects::DefaultResource::get());
  for (OpOperand &operand : getOutputsMutable())
    if (isa<MemRefType>(operand.get().getType()))
      effects.emplace_back(MemoryEffects::Write::get(), &operand, SideEffects::DefaultResource::get());
}
