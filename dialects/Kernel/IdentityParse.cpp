// Reads `aicc-kernel/1`; see IdentityParse.h. A recursive descent over one line at a time; the verifiers and the print of
// what was built decide in the end whether the text was one.
#include "dialects/Kernel/IdentityReader.h"
#include "dialects/Kernel/Identity.h"

#include "llvm/Support/CheckedArithmetic.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Verifier.h"

using namespace mlir;
using namespace aicc::kernel;
using namespace aicc::kernel::identity;

Value Reader::fail(const Cursor &at, const Twine &expected) {
  if (problem.empty())
    problem = ("expected " + expected + ", found '" + at.upcoming() + "'").str();
  return {};
}

//===-- Dimensions and operands ---------------------------------------------------------------------------------===//

bool Reader::readDim(Cursor &at) {
  if (at.number() != dims.size() || !at.eat(" "))
    return miss(at, "the next dimension, d" + Twine(dims.size()));
  bool isSymbol = at.eat("[");
  std::optional<int64_t> min = at.number(), max = min, multiple = 1;
  if (isSymbol) {
    max = at.eat(", ") ? at.number() : std::nullopt;
    multiple = at.eat("] multiple ") ? at.number() : std::nullopt;
  }
  if (!min || !max || !multiple || *min < 1 || *max < *min || *multiple < 1 || (isSymbol && *max == *min) ||
      *max / *multiple * *multiple < *min)
    return miss(at, "an extent, or [min, max] multiple q");
  dims.push_back(DimAttr::get(context, builder.getStringAttr("d" + Twine(dims.size())), *min, *max, *multiple));
  return true;
}

std::optional<Type> Reader::elementType(Cursor &at) {
  static const StringRef floats[] = {"f64",      "f32",        "f16",        "bf16",          "tf32",
                                     "f8E4M3FN", "f8E5M2",     "f8E4M3FNUZ", "f8E5M2FNUZ",    "f8E4M3B11FNUZ",
                                     "f8E4M3",   "f8E8M0FNU",  "f4E2M1FN",   "f6E2M3FN",      "f6E3M2FN"};
  StringRef word = at.word();
  unsigned width;
  bool isInteger = word.size() > 1 && word.front() == 'i' && !word.drop_front().getAsInteger(10, width) && width >= 1 && width <= 64;
  Type type = isInteger || llvm::is_contained(floats, word) ? parseType(word, context) : Type();
  if (type)
    return type;
  fail(at, "a type of elements, not '" + word + "'");
  return std::nullopt;
}

bool Reader::readOperand(Cursor &at) {
  if (at.number() != operandTypes.size() || !at.eat(" "))
    return miss(at, "the next operand, a" + Twine(operandTypes.size()));
  std::optional<Type> element = elementType(at);
  if (!element || !at.eat(" ["))
    return miss(at, "a shape");
  SmallVector<int64_t> shape;
  std::optional<int64_t> elements = 1;
  while (!at.eat("]")) {
    bool isDynamic = (shape.empty() || at.eat(", ")) && at.eat("?");
    std::optional<int64_t> size = isDynamic ? 1 : at.number();
    elements = size && *size ? llvm::checkedMul<int64_t>(*elements, *size) : std::nullopt;
    if (!elements || *elements > kMostElements)
      return miss(at, "sizes whose product is at most 2^40");
    shape.push_back(isDynamic ? ShapedType::kDynamic : *size);
  }
  operandTypes.push_back({RankedTensorType::get(shape, *element), at.eat(" weight")});
  return true;
}

void Reader::beginKernel() {
  if (kernel)
    return;
  SmallVector<Attribute> attrs(dims.begin(), dims.end()), argAttrs;
  SmallVector<Type> types;
  for (auto [type, isWeight] : operandTypes) {
    types.push_back(type);
    argAttrs.push_back(isWeight ? builder.getDictionaryAttr(builder.getNamedAttr(kWeightAttr, builder.getUnitAttr()))
                                : builder.getDictionaryAttr({}));
  }
  OperationState state(loc, KernelOp::getOperationName());
  state.addAttribute("sym_name", builder.getStringAttr("kernel"));
  state.addAttribute("function_type", TypeAttr::get(builder.getFunctionType(types, {})));
  state.addAttribute("dims", builder.getArrayAttr(attrs));
  state.addAttribute("arg_attrs", builder.getArrayAttr(argAttrs));
  Block &entry = state.addRegion()->emplaceBlock();
  entry.addArguments(types, SmallVector<Location>(types.size(), loc));
  builder.setInsertionPointToStart(module->getBody());
  kernel = cast<KernelOp>(builder.create(state));
  builder.setInsertionPointToStart(&kernel.getBody().front());
}

//===-- Computations --------------------------------------------------------------------------------------------===//

/// The dimensions that the result or an input is indexed by, in the order in which they appear.
SmallVector<unsigned> Reader::usedDims(ArrayRef<AffineExpr> result) {
  SmallVector<unsigned> used;
  auto note = [&](ArrayRef<AffineExpr> exprs) {
    for (AffineExpr expr : exprs)
      for (unsigned dim = 0; dim < dims.size(); ++dim)
        if (expr.isFunctionOfDim(dim) && !llvm::is_contained(used, dim))
          used.push_back(dim);
  };
  note(result);
  for (const Input &input : inputs)
    note(input.indices);
  return used;
}

void Reader::create(StringRef kind, Attribute combiner, RankedTensorType type, ArrayRef<AffineExpr> result) {
  SmallVector<unsigned> used = usedDims(result);
  SmallVector<AffineExpr> numbers(dims.size(), builder.getAffineConstantExpr(0));
  SmallVector<Attribute> names, maps;
  for (auto [position, dim] : llvm::enumerate(used)) {
    numbers[dim] = builder.getAffineDimExpr(position);
    names.push_back(dims[dim].getName());
  }
  auto addMap = [&](ArrayRef<AffineExpr> exprs) {
    auto map = AffineMap::get(dims.size(), 0, exprs, context);
    maps.push_back(AffineMapAttr::get(map.replaceDimsAndSymbols(numbers, {}, used.size(), 0)));
  };
  OperationState state(loc, ("kernel." + kind).str());
  for (const Input &input : inputs) {
    addMap(input.indices);
    state.addOperands(input.tensor);
  }
  addMap(result);
  state.addAttribute("name", builder.getStringAttr("c" + Twine(computations.size())));
  state.addAttribute("dims", builder.getArrayAttr(names));
  state.addAttribute("maps", builder.getArrayAttr(maps));
  if (combiner)
    state.addAttribute("combiner", combiner);
  if (!body && inputs[0].isUnsigned)
    state.addAttribute("unsigned_lhs", builder.getUnitAttr());
  if (!body && inputs[1].isUnsigned)
    state.addAttribute("unsigned_rhs", builder.getUnitAttr());
  if (body)
    state.addRegion()->push_back(body);
  state.addTypes(type);
  builder.setInsertionPointToEnd(&kernel.getBody().front());
  computations.push_back(builder.create(state)->getResult(0));
}

bool Reader::readFactors(Cursor &at) {
  for (int side : {0, 1}) {
    std::optional<Input> read = side && !at.eat(" * ") ? std::nullopt : input(at);
    if (!read)
      return miss(at, "a product of two tensors");
    inputs.push_back(*read);
  }
  return true;
}

bool Reader::readBody(Cursor &at) {
  auto block = std::make_unique<Block>();
  body = block.get();
  builder.setInsertionPointToEnd(body);
  Value value = expression(at, 0);
  if (!value)
    return false;
  YieldOp::create(builder, loc, ValueRange(value));
  block.release();
  return true;
}

bool Reader::readComputation(Cursor &at) {
  beginKernel();
  inputs.clear();
  seen.clear();
  body = nullptr;
  if (at.number() != computations.size() || !at.eat(" "))
    return miss(at, "the next computation, c" + Twine(computations.size()));
  StringRef kind = at.word();
  if ((kind != "contract" && kind != "map" && kind != "reduce") || !at.eat(" "))
    return miss(at, "contract, map or reduce");
  Attribute combiner;
  if (kind == "reduce") {
    std::optional<Combiner> word = symbolizeCombiner(at.word());
    if (!word || !at.eat(" "))
      return miss(at, "a combiner");
    combiner = CombinerAttr::get(context, *word);
  }
  std::optional<Type> element = elementType(at);
  std::optional<SmallVector<AffineExpr>> result = element && at.eat(" ") ? access(at) : std::nullopt;
  RankedTensorType type = result ? typeOf(*element, *result) : RankedTensorType();
  if (!type || !at.eat(" = "))
    return miss(at, "the type and the indices of a result of at most 2^40 elements, and ' = '");
  if (kind == "contract" ? !readFactors(at) : !readBody(at))
    return false;
  create(kind, combiner, type, *result);
  return true;
}

bool Reader::readOut(Cursor &at) {
  beginKernel();
  Value value = tensor(at);
  if (value)
    results.push_back(value);
  return bool(value);
}

void Reader::endKernel() {
  beginKernel();
  builder.setInsertionPointToEnd(&kernel.getBody().front());
  YieldOp::create(builder, loc, results);
  SmallVector<Type> types(ValueRange(results).getTypes());
  kernel.setFunctionType(builder.getFunctionType(kernel.getArgumentTypes(), types));
}

//===-- Lines ---------------------------------------------------------------------------------------------------===//

/// Lines stand in the order: dimensions, operands, computations, results.
bool Reader::readLine(StringRef line) {
  Cursor at(line);
  bool isRead = at.eat("dim d")   ? (kernel || !operandTypes.empty() ? miss(at, "dimensions before operands") : readDim(at))
                : at.eat("in a")  ? (kernel ? miss(at, "operands before computations") : readOperand(at))
                : at.eat("out ")  ? readOut(at)
                : at.eat("c")     ? (!results.empty() ? miss(at, "computations before results") : readComputation(at))
                                  : miss(at, "a line that begins with dim, in, a computation or out");
  return isRead && (at.isAtEnd() || miss(at, "the end of the line"));
}

llvm::Expected<OwningOpRef<ModuleOp>> Reader::read(StringRef text) {
  context->loadDialect<KernelDialect, arith::ArithDialect, math::MathDialect>();
  module = ModuleOp::create(loc);
  if (text.size() > kLongestPrint || !text.ends_with("\n"))
    return llvm::createStringError("expected at most " + Twine(kLongestPrint) + " bytes that end in a line break, found " +
                                   Twine(text.size()));
  auto [head, rest] = text.split('\n');
  if (head != kGrammarVersion)
    return llvm::createStringError("line 1: expected " + kGrammarVersion + ", found '" + head.take_front(24) + "'");
  SmallVector<StringRef> lines;
  rest.drop_back(rest.empty() ? 0 : 1).split(lines, '\n');
  for (auto [number, line] : llvm::enumerate(lines))
    if (!readLine(line))
      return llvm::createStringError("line " + Twine(number + 2) + ": " + problem);
  int64_t points = 1;
  for (DimAttr dim : dims)
    points = llvm::checkedMul<int64_t>(points, dim.getMax()).value_or(kMostPoints + 1);
  if (points > kMostPoints || points < 1)
    return llvm::createStringError("expected extents whose product is at most 2^60");
  endKernel();
  return std::move(module);
}

KernelOp aicc::kernel::onlyKernel(ModuleOp module) { return *module.getOps<KernelOp>().begin(); }

llvm::Expected<OwningOpRef<ModuleOp>> aicc::kernel::parseCanonicalKernel(MLIRContext *context, StringRef text) {
  std::string said;
  ScopedDiagnosticHandler silence(context, [&](Diagnostic &diagnostic) {
    if (said.empty())
      said = diagnostic.str();
    return success();
  });
  llvm::Expected<OwningOpRef<ModuleOp>> module = Reader(context).read(text);
  if (!module)
    return module;
  if (failed(verify(**module)))
    return llvm::createStringError("expected a kernel that is well-formed: " + said);
  FailureOr<std::string> again = canonicalText(onlyKernel(**module));
  if (failed(again) || *again != text)
    return llvm::createStringError("expected the canonical print of the kernel: names, order and spelling of " +
                                   kGrammarVersion);
  return module;
}
