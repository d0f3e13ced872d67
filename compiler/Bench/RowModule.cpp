// Graphs as text; see RowModule.h.
#include "compiler/Bench/RowModule.h"
#include "compiler/Bench/AttentionModule.h"

#include "mlir/Parser/Parser.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace aicc;
using namespace aicc::bench;
using llvm::formatv;
using llvm::StringRef;

namespace {
/// A value of the function: its name and its type.
struct Value {
  std::string name, element;
  std::vector<int64_t> shape;

  std::string type() const {
    std::string text = "tensor<";
    for (int64_t extent : shape)
      text += std::to_string(extent) + "x";
    return text + element + ">";
  }
};

/// The body of an element-wise operation. Small floats are computed in f32.
class Body {
public:
  /// The f32 (or i32) of argument `number`, whose type is `element`.
  std::string argument(unsigned number, StringRef element) {
    std::string name = "%a" + std::to_string(number);
    return element == "f32" || element == "i32" ? name
                                                : op(formatv("arith.extf {0} : {1} to f32", name, element).str());
  }
  std::string op(StringRef text) {
    std::string name = "%b" + std::to_string(count++);
    lines += formatv("    {0} = {1}\n", name, text);
    return name;
  }
  /// `function` of `values`, all f32.
  std::string call(StringRef function, llvm::ArrayRef<std::string> values) {
    return op((function + " " + llvm::join(values, ", ") + " : f32").str());
  }
  std::string constant(StringRef value) { return op(("arith.constant " + value + " : f32").str()); }
  /// Ends the body with `value`, an f32, as `element`.
  std::string yield(std::string value, StringRef element) {
    if (element != "f32")
      value = op(formatv("arith.truncf {0} : f32 to {1}", value, element).str());
    return lines + formatv("    linalg.yield {0} : {1}\n", value, element).str();
  }

private:
  std::string lines;
  unsigned count = 0;
};

/// An operand of an element-wise operation and the dimensions that it has: "d0, d1".
struct Operand {
  Value value;
  StringRef dims;
};

/// Writes the function's lines one after the other.
class Writer {
public:
  /// The next argument.
  Value argument(StringRef name, StringRef element, std::vector<int64_t> shape, bool isWeight = false) {
    Value value{("%" + name).str(), element.str(), std::move(shape)};
    arguments.push_back(value.name + ": " + value.type() + (isWeight ? " {aicc.weight}" : ""));
    return value;
  }

  /// `a` times `b`, [K, N], in the accumulator's type.
  Value matmul(const Value &a, const Value &b);
  /// `value` [r, c] as [c, r].
  Value transpose(const Value &value);
  /// A tensor of `shape` and type `element`, each element by `body` from `%a0`, `%a1`, …
  Value elementwise(llvm::ArrayRef<Operand> operands, std::vector<int64_t> shape, StringRef element, StringRef body);
  /// [n, g, e] as [n, g * e].
  Value collapse(const Value &value);
  std::string finish(const Value &result);

private:
  Value define(StringRef element, std::vector<int64_t> shape) {
    return {"%v" + std::to_string(count++), element.str(), std::move(shape)};
  }
  Value empty(StringRef element, std::vector<int64_t> shape) {
    Value value = define(element, std::move(shape));
    lines += formatv("  {0} = tensor.empty() : {1}\n", value.name, value.type());
    return value;
  }

  std::vector<std::string> arguments;
  std::string lines;
  unsigned count = 0;
};
} // namespace

Value Writer::matmul(const Value &a, const Value &b) {
  std::string element = a.element == "i8" ? "i32" : "f32";
  Value start = empty(element, {a.shape[0], b.shape[1]});
  Value zero{"%z" + std::to_string(count++), element, {}};
  Value filled = define(element, start.shape), result = define(element, start.shape);
  lines += formatv("  {0} = arith.constant {1} : {2}\n", zero.name, element == "i32" ? "0" : "0.0", element);
  lines += formatv("  {0} = linalg.fill ins({1} : {2}) outs({3} : {4}) -> {4}\n", filled.name, zero.name, element,
                   start.name, start.type());
  lines += formatv("  {0} = linalg.matmul ins({1}, {2} : {3}, {4}) outs({5} : {6}) -> {6}\n", result.name, a.name,
                   b.name, a.type(), b.type(), filled.name, result.type());
  return result;
}

Value Writer::transpose(const Value &value) {
  Value target = empty(value.element, {value.shape[1], value.shape[0]});
  Value result = define(value.element, target.shape);
  lines += formatv("  {0} = linalg.transpose ins({1} : {2}) outs({3} : {4}) permutation = [1, 0]\n", result.name,
                   value.name, value.type(), target.name, target.type());
  return result;
}

Value Writer::elementwise(llvm::ArrayRef<Operand> operands, std::vector<int64_t> shape, StringRef element,
                          StringRef body) {
  Value target = empty(element, shape), result = define(element, shape);
  std::string all = shape.size() == 2 ? "d0, d1" : "d0, d1, d2";
  std::vector<std::string> names, types, blockArguments, maps, iterators(shape.size(), "\"parallel\"");
  auto addMap = [&](StringRef dims) { maps.push_back(formatv("affine_map<({0}) -> ({1})>", all, dims)); };
  for (auto [index, operand] : llvm::enumerate(operands)) {
    names.push_back(operand.value.name), types.push_back(operand.value.type()), addMap(operand.dims);
    blockArguments.push_back(formatv("%a{0}: {1}", index, operand.value.element));
  }
  addMap(all);
  lines += formatv("  {0} = linalg.generic {{indexing_maps = [{1}], iterator_types = [{2}]}\n      ins({3} : {4}) "
                   "outs({5} : {6}) {{\n  ^bb0({7}, %out: {8}):\n{9}  } -> {6}\n",
                   result.name, llvm::join(maps, ", "), llvm::join(iterators, ", "), llvm::join(names, ", "),
                   llvm::join(types, ", "), target.name, target.type(), llvm::join(blockArguments, ", "), element,
                   body);
  return result;
}

Value Writer::collapse(const Value &value) {
  Value result = define(value.element, {value.shape[0], value.shape[1] * value.shape[2]});
  lines += formatv("  {0} = tensor.collapse_shape {1} [[0], [1, 2]] : {2} into {3}\n", result.name, value.name,
                   value.type(), result.type());
  return result;
}

std::string Writer::finish(const Value &result) {
  return formatv("func.func @main({0}) -> {1} {{\n{2}  return {3} : {1}\n}\n", llvm::join(arguments, ", "),
                 result.type(), lines, result.name);
}

//===-- Graphs --------------------------------------------------------------------------------------------------===//

static constexpr StringRef kBoth = "d0, d1", kRows = "d0", kColumns = "d1";

/// `sum` [m, n] in f32, as a tensor of `element`.
static Value rounded(Writer &out, const Value &sum, StringRef element) {
  if (element == "f32")
    return sum;
  Body body;
  return out.elementwise({{sum, kBoth}}, sum.shape, element, body.yield(body.argument(0, "f32"), element));
}

/// x W^T for W [N, K], or x W for W [K, N], as a tensor of x's type.
static Value linear(Writer &out, const Value &x, const Value &weights, Layout layout) {
  Value sum = out.matmul(x, layout == Layout::NK ? out.transpose(weights) : weights);
  return rounded(out, sum, x.element);
}

static Value weightArgument(Writer &out, const Row &row, StringRef name, StringRef element) {
  std::vector<int64_t> shape = {row.n, row.k};
  if (row.layout == Layout::KN)
    std::swap(shape[0], shape[1]);
  return out.argument(name, element, shape, row.mode == Mode::Prepacked);
}

static std::string gemm(const Row &row) {
  Writer out;
  Value x = out.argument("x", nameOf(row.dtype), {row.m, row.k});
  Value weights = weightArgument(out, row, "w", nameOf(row.dtype));
  return out.finish(linear(out, x, weights, row.layout));
}

static std::string gemmI8(const Row &row) {
  Writer out;
  Value x = out.argument("x", "i8", {row.m, row.k}), weights = weightArgument(out, row, "w", "i8");
  Value rows = out.argument("row_scales", "f32", {row.m});
  Value columns = out.argument("column_scales", "f32", {row.n}, row.mode == Mode::Prepacked);
  Value sum = out.matmul(x, row.layout == Layout::NK ? out.transpose(weights) : weights);
  Body body;
  std::string value = body.op("arith.sitofp %a0 : i32 to f32");
  value = body.call("arith.mulf", {value, body.argument(2, "f32")});
  value = body.call("arith.mulf", {value, body.argument(1, "f32")});
  return out.finish(out.elementwise({{sum, kBoth}, {rows, kRows}, {columns, kColumns}}, sum.shape, "f32",
                                    body.yield(value, "f32")));
}

static std::string gemmW4(const Row &row) {
  constexpr int64_t kGroup = 32;
  Writer out;
  Value x = out.argument("x", "bf16", {row.m, row.k});
  Value codes = out.argument("q", "i4", {row.n, row.k / kGroup, kGroup}, true);
  Value scales = out.argument("scales", "f16", {row.n, row.k / kGroup}, true);
  Body body;
  std::string code = body.op("arith.sitofp %a0 : i4 to f32");
  std::string value = body.call("arith.mulf", {code, body.argument(1, "f16")});
  Value weights = out.elementwise({{codes, "d0, d1, d2"}, {scales, kBoth}}, codes.shape, "bf16",
                                  body.yield(value, "bf16"));
  return out.finish(linear(out, x, out.collapse(weights), Layout::NK));
}

/// gelu(value) = value / 2 * (1 + erf(value / sqrt(2))), or 1 + tanh(sqrt(2 / pi) * (value + 0.044715 value^3)).
static std::string geluOf(Body &body, const std::string &value, bool isTanh) {
  auto mul = [&](const std::string &a, const std::string &b) { return body.call("arith.mulf", {a, b}); };
  std::string inner;
  if (isTanh) {
    std::string cube = mul(mul(value, value), mul(value, body.constant("4.471500e-02")));
    inner = mul(body.call("arith.addf", {value, cube}), body.constant("0.797884583"));
  } else {
    inner = body.call("arith.divf", {value, body.constant("1.41421354")});
  }
  std::string curve = body.call(isTanh ? "math.tanh" : "math.erf", {inner});
  std::string shifted = body.call("arith.addf", {curve, body.constant("1.0")});
  return mul(value, mul(shifted, body.constant("0.5")));
}

/// gelu(x W^T + b): the sum with the bias is a tensor of its own, as frameworks have it.
static std::string biasGelu(const Row &row) {
  Writer out;
  std::string element = nameOf(row.dtype).str();
  Value x = out.argument("x", element, {row.m, row.k}), weights = weightArgument(out, row, "w", element);
  Value bias = out.argument("b", element, {row.n}, row.mode == Mode::Prepacked);
  Value sum = out.matmul(x, row.layout == Layout::NK ? out.transpose(weights) : weights);
  Body add;
  std::string biased = add.call("arith.addf", {add.argument(0, "f32"), add.argument(1, element)});
  Value hidden = out.elementwise({{sum, kBoth}, {bias, kColumns}}, sum.shape, element, add.yield(biased, element));
  Body gelu;
  std::string value = geluOf(gelu, gelu.argument(0, element), row.graph == Graph::BiasGeluTanh);
  return out.finish(out.elementwise({{hidden, kBoth}}, sum.shape, element, gelu.yield(value, element)));
}

/// silu(gate) * up; silu(g) = g / (1 + exp(-g)).
static Value swish(Writer &out, const Value &gate, const Value &up) {
  Body body;
  std::string g = body.argument(0, gate.element), one = body.constant("1.0");
  std::string bottom = body.call("arith.addf", {body.call("math.exp", {body.call("arith.negf", {g})}), one});
  std::string value = body.call("arith.mulf", {body.call("arith.divf", {g, bottom}), body.argument(1, up.element)});
  return out.elementwise({{gate, kBoth}, {up, kBoth}}, gate.shape, gate.element, body.yield(value, gate.element));
}

static std::string swiglu(const Row &row) {
  Writer out;
  std::string element = nameOf(row.dtype).str();
  bool isPacked = row.mode == Mode::Prepacked;
  Value x = out.argument("x", element, {row.m, row.k});
  Value gate = out.argument("gate", element, {row.n, row.k}, isPacked);
  Value up = out.argument("up", element, {row.n, row.k}, isPacked);
  Value down = out.argument("down", element, {row.k, row.n}, isPacked);
  Value residual = out.argument("residual", element, {row.m, row.k});
  Value hidden = swish(out, linear(out, x, gate, Layout::NK), linear(out, x, up, Layout::NK));
  Value projected = linear(out, hidden, down, Layout::NK);
  Body body;
  std::string sum = body.call("arith.addf", {body.argument(0, element), body.argument(1, element)});
  return out.finish(out.elementwise({{projected, kBoth}, {residual, kBoth}}, residual.shape, element,
                                    body.yield(sum, element)));
}

std::string bench::moduleText(const Row &row) {
  if (row.graph == Graph::Attention)
    return attentionText(row);
  if (row.graph == Graph::SwiGLU)
    return swiglu(row);
  if (row.graph == Graph::BiasGelu || row.graph == Graph::BiasGeluTanh)
    return biasGelu(row);
  return row.dtype == Dtype::I8 ? gemmI8(row) : row.dtype == Dtype::W4 ? gemmW4(row) : gemm(row);
}

llvm::Error bench::readRow(driver::Compilation &compilation, mlir::MLIRContext &context, const Row &row) {
  if (row.graph == Graph::Other)
    return llvm::createStringError(kNotBuilt);
  if (row.graph == Graph::Module)
    return compilation.parse(row.modulePath);
  auto module = mlir::parseSourceString<mlir::ModuleOp>(moduleText(row), mlir::ParserConfig(&context));
  if (!module)
    return llvm::createStringError("the module of row " + row.id + " is not valid");
  compilation.adopt(std::move(module), row.id);
  return llvm::Error::success();
}
