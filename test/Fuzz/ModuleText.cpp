// MLIR text, piece by piece; see ModuleText.h.
#include "test/Fuzz/ModuleText.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace aicc;
using namespace aicc::fuzz;

/// `texts` with commas between them.
static std::string list(const std::vector<std::string> &texts) { return llvm::join(texts, ", "); }

std::string Tensor::type() const {
  std::string text = "tensor<";
  for (int64_t extent : shape)
    text += std::to_string(extent) + "x";
  return text + element + ">";
}

std::string Body::op(const std::string &operation, const std::string &type) {
  std::string name = "%b" + std::to_string(count++);
  text += "      " + name + " = " + operation + " : " + type + "\n";
  return name;
}

std::string Body::constant(const std::string &value, const std::string &type) {
  return op("arith.constant " + value, type);
}

static int bitsOf(const std::string &type) { return std::stoi(type.substr(type.find_first_of("0123456789"))); }

std::string Body::cast(const std::string &value, const std::string &from, const std::string &to) {
  if (from == to)
    return value;
  bool fromInteger = from.front() == 'i', toInteger = to.front() == 'i';
  // bf16 and f16 meet in f32.
  if (!fromInteger && bitsOf(from) == bitsOf(to))
    return cast(cast(value, from, "f32"), "f32", to);
  std::string operation = fromInteger && toInteger      ? (bitsOf(from) < bitsOf(to) ? "extsi" : "trunci")
                          : fromInteger                 ? "sitofp"
                          : bitsOf(from) < bitsOf(to) ? "extf"
                                                        : "truncf";
  return op("arith." + operation + " " + value, from + " to " + to);
}

std::string fuzz::mapText(unsigned dims, const Access &access) {
  std::vector<std::string> names, results;
  for (unsigned dim = 0; dim < dims; ++dim)
    names.push_back("d" + std::to_string(dim));
  for (unsigned dim : access)
    results.push_back(names[dim]);
  return "affine_map<(" + list(names) + ") -> (" + list(results) + ")>";
}

Tensor ModuleText::define(const std::string &element, const Shape &shape, const std::string &text) {
  Tensor result = {"%v" + std::to_string(valueCount++), element, shape};
  body += "    " + result.name + " = " + text + "\n";
  return result;
}

Tensor ModuleText::argument(const std::string &element, const Shape &shape, bool isWeight) {
  Tensor result = {"%arg" + std::to_string(argumentCount++), element, shape};
  arguments += (arguments.empty() ? "" : ", ") + result.name + ": " + result.type() + (isWeight ? " {aicc.weight}" : "");
  return result;
}

Tensor ModuleText::empty(const std::string &element, const Shape &shape) {
  return define(element, shape, "tensor.empty() : " + Tensor{"", element, shape}.type());
}

Tensor ModuleText::fill(const std::string &element, const Shape &shape, const std::string &value) {
  Tensor scalar = define(element, {}, "arith.constant " + value + " : " + element);
  Tensor start = empty(element, shape);
  return define(element, shape,
                "linalg.fill ins(" + scalar.name + " : " + element + ") outs(" + start.name + " : " + start.type() +
                    ") -> " + start.type());
}

/// ` ins(…) outs(…)`
static std::string operandText(const std::vector<Tensor> &inputs, const Tensor &init) {
  std::vector<std::string> names, types;
  for (const Tensor &input : inputs) {
    names.push_back(input.name);
    types.push_back(input.type());
  }
  std::string ins = inputs.empty() ? "" : " ins(" + list(names) + " : " + list(types) + ")";
  return ins + " outs(" + init.name + " : " + init.type() + ")";
}

static std::string headOfGeneric(unsigned dims, const std::vector<Access> &accesses, const std::string &iterators) {
  std::vector<std::string> maps, kinds;
  for (const Access &access : accesses)
    maps.push_back(mapText(dims, access));
  for (char kind : iterators)
    kinds.push_back(kind == 'p' ? "\"parallel\"" : "\"reduction\"");
  return "linalg.generic {indexing_maps = [" + list(maps) + "], iterator_types = [" + list(kinds) + "]}";
}

Tensor ModuleText::generic(const std::vector<std::pair<Tensor, Access>> &inputs, const Tensor &init,
                           const Access &access, const std::string &iterators, const Compute &compute) {
  std::vector<Tensor> tensors;
  std::vector<Access> accesses;
  std::vector<std::string> arguments;
  for (auto [index, input] : llvm::enumerate(inputs)) {
    tensors.push_back(input.first);
    accesses.push_back(input.second);
    arguments.push_back("%a" + std::to_string(index) + ": " + input.first.element);
  }
  accesses.push_back(access);
  arguments.push_back("%out: " + init.element);
  Body inner;
  std::string yielded = compute(inner);
  return define(init.element, init.shape,
                headOfGeneric(iterators.size(), accesses, iterators) + operandText(tensors, init) + " {\n    ^bb0(" +
                    list(arguments) + "):\n" + inner.str() + "      linalg.yield " + yielded + " : " + init.element +
                    "\n    } -> " + init.type());
}

Tensor ModuleText::named(const std::string &operation, const std::vector<Tensor> &inputs, const Tensor &init,
                         const std::string &attributes) {
  return define(init.element, init.shape,
                operation + attributes + operandText(inputs, init) + " -> " + init.type());
}

Tensor ModuleText::constant(const std::string &element, const Shape &shape, const std::string &elements) {
  Tensor type = {"", element, shape};
  return define(element, shape, "arith.constant " + elements + " : " + type.type());
}

/// `[[0], [1, 2]]`
static std::string groupsText(const std::vector<Access> &groups) {
  std::vector<std::string> texts;
  for (const Access &group : groups) {
    std::vector<std::string> dims;
    for (unsigned dim : group)
      dims.push_back(std::to_string(dim));
    texts.push_back("[" + list(dims) + "]");
  }
  return "[" + list(texts) + "]";
}

Tensor ModuleText::collapse(const Tensor &value, const std::vector<Access> &groups) {
  Tensor result = {"", value.element, {}};
  for (const Access &group : groups) {
    result.shape.push_back(1);
    for (unsigned dim : group)
      result.shape.back() *= value.shape[dim];
  }
  return define(value.element, result.shape, "tensor.collapse_shape " + value.name + " " + groupsText(groups) + " : " +
                                                 value.type() + " into " + result.type());
}

/// `[4, 8]`
static std::string shapeText(const Shape &shape) {
  std::vector<std::string> extents;
  for (int64_t extent : shape)
    extents.push_back(std::to_string(extent));
  return "[" + list(extents) + "]";
}

Tensor ModuleText::expand(const Tensor &value, const std::vector<Access> &groups, const Shape &shape) {
  Tensor result = {"", value.element, shape};
  return define(value.element, shape, "tensor.expand_shape " + value.name + " " + groupsText(groups) + " output_shape " +
                                          shapeText(shape) + " : " + value.type() + " into " + result.type());
}

Tensor ModuleText::concat(unsigned dim, const std::vector<Tensor> &values) {
  Tensor result = {"", values.front().element, values.front().shape};
  std::vector<std::string> names, types;
  result.shape[dim] = 0;
  for (const Tensor &value : values) {
    result.shape[dim] += value.shape[dim];
    names.push_back(value.name);
    types.push_back(value.type());
  }
  return define(result.element, result.shape, "tensor.concat dim(" + std::to_string(dim) + ") " + list(names) + " : (" +
                                                  list(types) + ") -> " + result.type());
}

Tensor ModuleText::slice(const Tensor &value, const Shape &offsets, const Shape &shape) {
  Tensor result = {"", value.element, shape};
  return define(value.element, shape, "tensor.extract_slice " + value.name + shapeText(offsets) + " " + shapeText(shape) +
                                          " " + shapeText(Shape(shape.size(), 1)) + " : " + value.type() + " to " +
                                          result.type());
}

Tensor ModuleText::transpose(const Tensor &value, const Access &permutation) {
  Shape shape;
  std::vector<std::string> places;
  for (unsigned dim : permutation) {
    shape.push_back(value.shape[dim]);
    places.push_back(std::to_string(dim));
  }
  Tensor start = empty(value.element, shape);
  return define(value.element, shape,
                "linalg.transpose" + operandText({value}, start) + " permutation = [" + list(places) + "]");
}

Tensor ModuleText::attention(const std::vector<Tensor> &inputs, const std::string &operands,
                             const std::string &attributes, const std::string &element, const Shape &shape) {
  std::string names, types;
  for (const Tensor &input : inputs) {
    names += (names.empty() ? "" : ", ") + input.name;
    types += (types.empty() ? "" : ", ") + input.type();
  }
  Tensor result{"", element, shape};
  return define(element, shape,
                "graph.attention " + names + operands + " {" + attributes + "} : " + types + " -> " + result.type());
}

std::string ModuleText::finish(const std::vector<Tensor> &results) const {
  std::vector<std::string> names, types;
  for (const Tensor &result : results) {
    names.push_back(result.name);
    types.push_back(result.type());
  }
  return "module {\n  func.func @main(" + arguments + ") -> (" + list(types) + ") {\n" + body + "    return " +
         list(names) + " : " + list(types) + "\n  }\n}\n";
}
