// Accesses and expressions of `aicc-kernel/1`; see IdentityReader.h.
#include "dialects/Kernel/Identity.h"
#include "dialects/Kernel/IdentityReader.h"

#include "llvm/Support/CheckedArithmetic.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace aicc::kernel;
using namespace aicc::kernel::identity;

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

/// What stands behind the word of a comparison, as its attribute; null where it is none.
static Attribute predicateOf(StringRef operation, StringRef suffix, MLIRContext *context) {
  if (operation == "arith.cmpf") {
    std::optional<arith::CmpFPredicate> found = arith::symbolizeCmpFPredicate(suffix);
    return found ? arith::CmpFPredicateAttr::get(context, *found) : Attribute();
  }
  std::optional<arith::CmpIPredicate> found = arith::symbolizeCmpIPredicate(suffix);
  return found ? arith::CmpIPredicateAttr::get(context, *found) : Attribute();
}

bool Reader::readSuffix(Cursor &at, StringRef suffix, OperationState &state, Type &type) {
  StringRef operation = state.name.getStringRef();
  if (operation == "arith.cmpf" || operation == "arith.cmpi") {
    Attribute predicate = predicateOf(operation, suffix, context);
    if (!predicate)
      return miss(at, "a comparison, not '" + suffix + "'");
    state.addAttribute("predicate", predicate);
    type = builder.getI1Type();
    return true;
  }
  if (suffix.empty())
    return true;
  Cursor cursor(suffix);
  std::optional<Type> named = elementType(cursor);
  type = named.value_or(Type());
  return named.has_value();
}

/// "(d0)", behind which nothing else stands.
Value Reader::position(Cursor &at, Cursor begin, OperationState &state, Type type) {
  std::optional<uint64_t> dim = type && at.eat("(d") ? at.number() : std::nullopt;
  if (!dim || *dim >= dims.size() || !at.eat(")"))
    return fail(at, "a dimension listed above in parentheses");
  state.addAttribute("dim", dims[*dim].getName());
  state.addTypes(type);
  return build(state, at.since(begin));
}

/// "exp(…)", "extf.f32(…)", "cmpf.olt(…)", "lookup.f32{…}(…)", "index.i32(d0)".
Value Reader::operation(Cursor &at, unsigned depth) {
  Cursor begin = at;
  StringRef word = at.word();
  auto [name, suffix] = word.split('.');
  StringRef full = operationOf(name);
  if (full.empty() || full == "arith.constant")
    return fail(at, "an operation of " + kGrammarVersion + ", not '" + word + "'");
  OperationState state(loc, full);
  Type type;
  if (!readSuffix(at, suffix, state, type))
    return {};
  if (full == IndexOp::getOperationName())
    return position(at, begin, state, type);
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
