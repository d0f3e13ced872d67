// Reads `aicc-kernel/1`; see IdentityParse.h. A recursive descent over one line at a time; the verifiers and the print of
// what was built decide in the end whether the text was one.
#include "dialects/Kernel/IdentityParse.h"
#include "dialects/Kernel/Identity.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/CheckedArithmetic.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Verifier.h"

using namespace mlir;
using namespace aicc::kernel;

namespace {
/// Expressions nested deeper are refused; the printer's longest one nests less.
constexpr unsigned kDeepest = 1000;
/// Products of extents beyond it are refused: counts of operations are kept in 64 bits.
constexpr int64_t kMostPoints = int64_t(1) << 60;
constexpr int64_t kMostElements = int64_t(1) << 40;

/// What is left of a line.
class Cursor {
public:
  explicit Cursor(StringRef line) : rest(line) {}

  bool eat(StringRef word) { return rest.consume_front(word); }
  bool isAtEnd() const { return rest.empty(); }
  StringRef word() {
    StringRef found = rest.take_while([](char c) { return llvm::isAlnum(c) || c == '_' || c == '.'; });
    rest = rest.drop_front(found.size());
    return found;
  }
  /// A whole number of at most `most`, in `radix`.
  std::optional<uint64_t> number(unsigned radix = 10, uint64_t most = kMostElements) {
    unsigned long long value;
    if (!llvm::isHexDigit(rest.empty() ? ' ' : rest.front()) || rest.consumeInteger(radix, value) || value > most)
      return std::nullopt;
    return value;
  }
  /// The number behind `letter`, as in "a12".
  std::optional<uint64_t> numbered(char letter) {
    return rest.consume_front(StringRef(&letter, 1)) ? number() : std::nullopt;
  }
  /// True where a tensor's name and its indices follow: "a12[".
  bool isAtAccess() const {
    StringRef digits = rest.drop_front(std::min<size_t>(1, rest.size()));
    return (rest.starts_with("a") || rest.starts_with("c")) &&
           digits.drop_while([](char c) { return llvm::isDigit(c); }).starts_with("[") && !digits.starts_with("[");
  }
  StringRef upcoming() const { return rest.take_front(24); }
  /// What has been eaten since `before`, a copy of this cursor.
  StringRef since(const Cursor &before) const { return before.rest.drop_back(rest.size()); }

private:
  StringRef rest;
};

/// One input of a computation: what is read and where.
struct Input {
  Value tensor;
  SmallVector<AffineExpr> indices;
  bool isUnsigned = false;
  friend bool operator==(const Input &a, const Input &b) { return a.tensor == b.tensor && a.indices == b.indices; }
};

class Reader {
public:
  explicit Reader(MLIRContext *context) : context(context), builder(context), loc(builder.getUnknownLoc()) {}

  llvm::Expected<OwningOpRef<ModuleOp>> read(StringRef text);

private:
  bool readLine(StringRef line);
  bool readDim(Cursor &at);
  bool readOperand(Cursor &at);
  bool readComputation(Cursor &at);
  bool readContraction(Cursor &at, RankedTensorType &result);
  bool readOut(Cursor &at);
  void beginKernel();
  void endKernel();

  std::optional<Type> elementType(Cursor &at);
  std::optional<SmallVector<AffineExpr>> access(Cursor &at);
  std::optional<AffineExpr> index(Cursor &at, unsigned depth);
  std::optional<AffineExpr> combine(char kind, AffineExpr lhs, AffineExpr rhs);
  std::optional<Input> input(Cursor &at);
  Value tensor(Cursor &at);
  Value expression(Cursor &at, unsigned depth);
  Value leaf(Cursor &at);
  Value constant(Cursor &at, Type type);
  Value operation(Cursor &at, unsigned depth);
  Value build(const OperationState &state, StringRef text);
  std::optional<SmallVector<Value>> operands(Cursor &at, unsigned depth);
  std::optional<SmallVector<Attribute>> table(Cursor &at, Type type);
  TypedAttr bits(Cursor &at, Type type);
  Value fail(const Cursor &at, const Twine &expected);
  bool miss(const Cursor &at, const Twine &expected) { return fail(at, expected) != Value(); }
  RankedTensorType typeOf(Type element, ArrayRef<AffineExpr> indices);
  void create(StringRef kind, Attribute combiner, RankedTensorType type, ArrayRef<AffineExpr> result);

  MLIRContext *context;
  OpBuilder builder;
  Location loc;
  OwningOpRef<ModuleOp> module;
  KernelOp kernel;
  SmallVector<DimAttr> dims;
  SmallVector<std::pair<RankedTensorType, bool>> operandTypes; ///< with whether it is a weight
  SmallVector<Value> computations, results;
  Block *body = nullptr;     ///< of the computation that is being read
  SmallVector<Input> inputs; ///< its inputs so far
  llvm::StringMap<Value> seen; ///< its values by their text: what stands twice is computed once
  std::string problem;
};
} // namespace

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

//===-- Accesses ------------------------------------------------------------------------------------------------===//

std::optional<AffineExpr> Reader::combine(char kind, AffineExpr lhs, AffineExpr rhs) {
  auto constant = dyn_cast<AffineConstantExpr>(rhs);
  if (kind == '+')
    return lhs + rhs;
  if (kind == '*' && (constant || isa<AffineConstantExpr>(lhs)))
    return lhs * rhs;
  if (!constant || constant.getValue() < 1)
    return std::nullopt;
  return kind == '/' ? lhs.floorDiv(rhs) : kind == '^' ? lhs.ceilDiv(rhs) : lhs % rhs;
}

std::optional<AffineExpr> Reader::index(Cursor &at, unsigned depth) {
  if (at.eat("(") && depth < kDeepest) {
    std::optional<AffineExpr> lhs = index(at, depth + 1), rhs, sum;
    char kind = 0;
    for (auto [word, letter] : {std::pair("+", '+'), {"*", '*'}, {"/", '/'}, {"^/", '^'}, {"%", '%'}})
      if (lhs && !kind && at.eat(word))
        kind = letter;
    if (kind && (rhs = index(at, depth + 1)) && at.eat(")") && (sum = combine(kind, *lhs, *rhs)))
      return sum;
  } else if (at.eat("d")) {
    std::optional<uint64_t> number = at.number();
    if (number && *number < dims.size())
      return builder.getAffineDimExpr(*number);
  } else if (std::optional<uint64_t> value = at.number())
    return builder.getAffineConstantExpr(*value);
  fail(at, "an index: a dimension, a constant or (one + the other)");
  return std::nullopt;
}

std::optional<SmallVector<AffineExpr>> Reader::access(Cursor &at) {
  SmallVector<AffineExpr> indices;
  if (!at.eat("[")) {
    fail(at, "indices in brackets");
    return std::nullopt;
  }
  while (!at.eat("]")) {
    if (!indices.empty() && !at.eat(", ")) {
      fail(at, "', ' or ']'");
      return std::nullopt;
    }
    std::optional<AffineExpr> next = index(at, 0);
    if (!next)
      return std::nullopt;
    indices.push_back(*next);
  }
  return indices;
}

Value Reader::tensor(Cursor &at) {
  if (std::optional<uint64_t> number = at.numbered('a'))
    return *number < operandTypes.size() ? Value(kernel.getBody().getArgument(*number)) : fail(at, "an operand listed above");
  std::optional<uint64_t> number = at.numbered('c');
  return number && *number < computations.size() ? computations[*number] : fail(at, "a tensor listed above");
}

std::optional<Input> Reader::input(Cursor &at) {
  Input input;
  input.isUnsigned = at.eat("unsigned ");
  if (!(input.tensor = tensor(at)))
    return std::nullopt;
  std::optional<SmallVector<AffineExpr>> indices = access(at);
  if (!indices)
    return std::nullopt;
  input.indices = *indices;
  return input;
}

/// Results have one element a point of the dimensions that index them; a constant index is a dimension of size 1.
RankedTensorType Reader::typeOf(Type element, ArrayRef<AffineExpr> indices) {
  SmallVector<int64_t> shape;
  std::optional<int64_t> elements = 1;
  for (AffineExpr expr : indices) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    auto attr = dim ? dims[dim.getPosition()] : DimAttr();
    shape.push_back(!attr ? 1 : attr.isSymbol() ? ShapedType::kDynamic : attr.getMax());
    elements = elements ? llvm::checkedMul<int64_t>(*elements, attr ? attr.getMax() : 1) : elements;
  }
  return elements && *elements <= kMostElements ? RankedTensorType::get(shape, element) : RankedTensorType();
}

//===-- Expressions ---------------------------------------------------------------------------------------------===//

TypedAttr Reader::bits(Cursor &at, Type type) {
  std::optional<uint64_t> raw = at.eat("0x") ? at.number(16, UINT64_MAX) : std::nullopt;
  unsigned width = type.getIntOrFloatBitWidth();
  if (!raw || (width < 64 && *raw >> width)) {
    fail(at, "a constant of " + Twine(width) + " bits");
    return {};
  }
  llvm::APInt value(width, *raw);
  if (auto floating = dyn_cast<FloatType>(type))
    return FloatAttr::get(type, llvm::APFloat(floating.getFloatSemantics(), value));
  return IntegerAttr::get(type, value);
}

Value Reader::constant(Cursor &at, Type type) {
  TypedAttr value = bits(at, type);
  return value ? Value(arith::ConstantOp::create(builder, loc, value)) : Value();
}

Value Reader::leaf(Cursor &at) {
  std::optional<Input> read = input(at);
  if (!read)
    return {};
  auto found = llvm::find(inputs, *read);
  if (found != inputs.end())
    return body->getArgument(found - inputs.begin());
  inputs.push_back(*read);
  return body->addArgument(cast<RankedTensorType>(read->tensor.getType()).getElementType(), loc);
}

std::optional<SmallVector<Value>> Reader::operands(Cursor &at, unsigned depth) {
  SmallVector<Value> values;
  if (!at.eat("(")) {
    fail(at, "'('");
    return std::nullopt;
  }
  while (!at.eat(")")) {
    if (!values.empty() && !at.eat(", ")) {
      fail(at, "', ' or ')'");
      return std::nullopt;
    }
    values.push_back(expression(at, depth + 1));
    if (!values.back())
      return std::nullopt;
  }
  return values;
}

std::optional<SmallVector<Attribute>> Reader::table(Cursor &at, Type type) {
  SmallVector<Attribute> values;
  if (!at.eat("{"))
    return std::nullopt;
  while (!at.eat("}")) {
    if (!values.empty() && !at.eat(", "))
      return std::nullopt;
    values.push_back(bits(at, type));
    if (!values.back())
      return std::nullopt;
  }
  return values;
}

Value Reader::build(const OperationState &state, StringRef text) {
  Value &value = seen[text];
  if (!value)
    value = builder.create(state)->getResult(0);
  return value;
}

/// "exp(…)", "extf.f32(…)", "cmpf.olt(…)", "lookup.f32{…}(…)".
Value Reader::operation(Cursor &at, unsigned depth) {
  Cursor begin = at;
  StringRef word = at.word();
  auto [name, suffix] = word.split('.');
  StringRef full = operationOf(name);
  if (full.empty() || full == "arith.constant")
    return fail(at, "an operation of " + kGrammarVersion + ", not '" + word + "'");
  OperationState state(loc, full);
  Type type;
  Cursor suffixCursor(suffix);
  if (full == "arith.cmpf" || full == "arith.cmpi") {
    auto ofFloats = arith::symbolizeCmpFPredicate(suffix);
    auto ofIntegers = arith::symbolizeCmpIPredicate(suffix);
    bool isFloat = full == "arith.cmpf";
    if (isFloat ? !ofFloats : !ofIntegers)
      return fail(at, "a comparison, not '" + suffix + "'");
    state.addAttribute("predicate", isFloat ? Attribute(arith::CmpFPredicateAttr::get(context, *ofFloats))
                                            : Attribute(arith::CmpIPredicateAttr::get(context, *ofIntegers)));
    type = builder.getI1Type();
  } else if (!suffix.empty()) {
    std::optional<Type> named = elementType(suffixCursor);
    if (!named)
      return {};
    type = *named;
  }
  if (full == LookupOp::getOperationName()) {
    std::optional<SmallVector<Attribute>> values = type ? table(at, type) : std::nullopt;
    if (!values)
      return fail(at, "a table of constants");
    auto shaped = RankedTensorType::get({int64_t(values->size())}, type);
    state.addAttribute("table", DenseElementsAttr::get(shaped, *values));
  }
  std::optional<SmallVector<Value>> values = operands(at, depth);
  if (!values || values->empty())
    return fail(at, "operands of " + word);
  state.addOperands(*values);
  // A selection has the type of what it selects; all others without a word for it have that of their operands.
  state.addTypes(type ? type : values->back().getType());
  return build(state, at.since(begin));
}

Value Reader::expression(Cursor &at, unsigned depth) {
  if (depth > kDeepest)
    return fail(at, "an expression that nests less");
  if (at.eat("#"))
    return fail(at, "an expression that is spelt out; the printer has replaced a long one by its digest");
  if (at.isAtAccess())
    return leaf(at);
  Cursor begin = at;
  Cursor type(at.word());
  if (!at.eat(":"))
    return operation(at = begin, depth);
  std::optional<Type> element = elementType(type);
  return element ? constant(at, *element) : Value();
}

//===-- Computations --------------------------------------------------------------------------------------------===//

void Reader::create(StringRef kind, Attribute combiner, RankedTensorType type, ArrayRef<AffineExpr> result) {
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
  if (kind == "contract") {
    for (int side : {0, 1}) {
      std::optional<Input> read = side && !at.eat(" * ") ? std::nullopt : input(at);
      if (!read)
        return miss(at, "a product of two tensors");
      inputs.push_back(*read);
    }
  } else {
    auto block = std::make_unique<Block>();
    body = block.get();
    builder.setInsertionPointToEnd(body);
    Value value = expression(at, 0);
    if (!value)
      return false;
    YieldOp::create(builder, loc, ValueRange(value));
    block.release();
  }
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
