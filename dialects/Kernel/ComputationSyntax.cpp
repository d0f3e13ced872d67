// The syntax of computations: "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (types) -> type {body}.
#include "dialects/Kernel/Kernel.h"

#include "mlir/IR/AffineExpr.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace aicc::kernel;

using NamedDims = SmallVector<std::pair<StringRef, AffineExpr>>;

static ParseResult parseDimNames(OpAsmParser &parser, NamedDims &dims, SmallVectorImpl<Attribute> &attrs) {
  return parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&]() -> ParseResult {
    StringRef name;
    if (parser.parseKeyword(&name))
      return failure();
    dims.emplace_back(name, getAffineDimExpr(dims.size(), parser.getContext()));
    attrs.push_back(parser.getBuilder().getStringAttr(name));
    return success();
  });
}

/// Parses `[m, k floordiv 32]` into an affine map over the named dimensions.
static ParseResult parseAccess(OpAsmParser &parser, const NamedDims &dims, SmallVectorImpl<Attribute> &maps) {
  SmallVector<AffineExpr> exprs;
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Square,
                                     [&] { return parser.parseAffineExpr(dims, exprs.emplace_back()); }))
    return failure();
  maps.push_back(AffineMapAttr::get(AffineMap::get(dims.size(), 0, exprs, parser.getContext())));
  return success();
}

static ParseResult parseComputation(OpAsmParser &parser, OperationState &result, bool hasCombiner, bool hasBody) {
  StringAttr name;
  NamedDims dims;
  SmallVector<Attribute> dimAttrs, maps;
  SmallVector<OpAsmParser::UnresolvedOperand> operands;
  if (parser.parseAttribute(name, "name", result.attributes))
    return failure();
  if (hasCombiner) {
    StringRef keyword;
    SMLoc loc = parser.getCurrentLocation();
    if (parser.parseKeyword(&keyword))
      return failure();
    std::optional<Combiner> combiner = symbolizeCombiner(keyword);
    if (!combiner)
      return parser.emitError(loc) << "unknown combiner '" << keyword << "'; expected add, mul, maximumf, …";
    result.addAttribute("combiner", CombinerAttr::get(parser.getContext(), *combiner));
  }
  if (parser.parseKeyword("over") || parseDimNames(parser, dims, dimAttrs))
    return failure();
  auto parseInput = [&]() -> ParseResult {
    return failure(parser.parseOperand(operands.emplace_back()) || parseAccess(parser, dims, maps));
  };
  FunctionType type;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Paren, parseInput) || parser.parseArrow() ||
      parseAccess(parser, dims, maps) || parser.parseOptionalAttrDict(result.attributes) || parser.parseColonType(type))
    return failure();
  result.addAttribute("dims", parser.getBuilder().getArrayAttr(dimAttrs));
  result.addAttribute("maps", parser.getBuilder().getArrayAttr(maps));
  result.addTypes(type.getResults());
  if (parser.resolveOperands(operands, type.getInputs(), loc, result.operands))
    return failure();
  return hasBody ? parser.parseRegion(*result.addRegion()) : success();
}

/// Prints an access with the computation's dimension names, since affine maps only know d0, d1, ….
static void printExpr(AffineExpr expr, ArrayRef<StringRef> dims, raw_ostream &os) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr)) {
    os << dims[dim.getPosition()];
    return;
  }
  if (auto constant = dyn_cast<AffineConstantExpr>(expr)) {
    os << constant.getValue();
    return;
  }
  auto binary = cast<AffineBinaryOpExpr>(expr);
  const char *word = expr.getKind() == AffineExprKind::Add        ? " + "
                     : expr.getKind() == AffineExprKind::Mul      ? " * "
                     : expr.getKind() == AffineExprKind::FloorDiv ? " floordiv "
                     : expr.getKind() == AffineExprKind::CeilDiv  ? " ceildiv "
                                                                  : " mod ";
  auto printSide = [&](AffineExpr side) {
    bool nested = isa<AffineBinaryOpExpr>(side);
    os << (nested ? "(" : "");
    printExpr(side, dims, os);
    os << (nested ? ")" : "");
  };
  printSide(binary.getLHS());
  os << word;
  printSide(binary.getRHS());
}

static void printAccess(OpAsmPrinter &printer, AffineMap map, ArrayRef<StringRef> dims) {
  printer << '[';
  llvm::interleaveComma(map.getResults(), printer,
                        [&](AffineExpr expr) { printExpr(expr, dims, printer.getStream()); });
  printer << ']';
}

static void printComputation(OpAsmPrinter &printer, Computation op) {
  Operation *operation = op.getOperation();
  printer << " \"" << op.getLabel() << "\" ";
  if (auto combiner = operation->getAttrOfType<CombinerAttr>("combiner"))
    printer << stringifyCombiner(combiner.getValue()) << ' ';
  SmallVector<StringRef> dims = op.getDimNames();
  printer << "over [" << llvm::join(dims, ", ") << "] (";
  for (auto [index, operand] : llvm::enumerate(operation->getOperands())) {
    printer << (index ? ", " : "") << operand;
    printAccess(printer, op.getAccess(index), dims);
  }
  printer << ") -> ";
  printAccess(printer, op.getResultAccess(), dims);
  printer.printOptionalAttrDict(operation->getAttrs(), {"name", "dims", "maps", "combiner"});
  printer << " : ";
  printer.printFunctionalType(operation);
  if (operation->getNumRegions()) {
    printer << ' ';
    printer.printRegion(operation->getRegion(0));
  }
}

ParseResult ContractOp::parse(OpAsmParser &parser, OperationState &result) {
  return parseComputation(parser, result, /*hasCombiner=*/false, /*hasBody=*/false);
}
ParseResult MapOp::parse(OpAsmParser &parser, OperationState &result) {
  return parseComputation(parser, result, /*hasCombiner=*/false, /*hasBody=*/true);
}
ParseResult ReduceOp::parse(OpAsmParser &parser, OperationState &result) {
  return parseComputation(parser, result, /*hasCombiner=*/true, /*hasBody=*/true);
}
void ContractOp::print(OpAsmPrinter &printer) { printComputation(printer, *this); }
void MapOp::print(OpAsmPrinter &printer) { printComputation(printer, *this); }
void ReduceOp::print(OpAsmPrinter &printer) { printComputation(printer, *this); }
