// Writes modules as MLIR text, so that the parser is under test too and a failing case can be kept as a file.
#ifndef AICC_TEST_FUZZ_MODULETEXT_H
#define AICC_TEST_FUZZ_MODULETEXT_H

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace aicc::fuzz {
using Shape = std::vector<int64_t>;

/// A value of the function under construction.
struct Tensor {
  std::string name, element; ///< "%v3", "bf16"
  Shape shape;

  /// "tensor<4x8xbf16>"
  std::string type() const;
  bool isFloat() const { return element.front() != 'i'; }
};

/// The dimensions of the iteration space that index a tensor, in its order.
using Access = std::vector<unsigned>;

/// The body of a generic: arguments are %a0, %a1, … and, for the output, %out.
class Body {
public:
  /// Appends `%n = TEXT : TYPE` and returns the new name.
  std::string op(const std::string &text, const std::string &type);
  /// A constant of float type `type`.
  std::string constant(const std::string &value, const std::string &type);
  /// `value` of type `from` as `to`; integers and floats in every combination but float to integer.
  std::string cast(const std::string &value, const std::string &from, const std::string &to);
  const std::string &str() const { return text; }

private:
  std::string text;
  int count = 0;
};

/// What a generic computes: fills the body and returns the name that it yields.
using Compute = std::function<std::string(Body &)>;

/// A module with one function, `main`.
class ModuleText {
public:
  Tensor argument(const std::string &element, const Shape &shape, bool isWeight = false);
  /// Arguments so far: the number of the next one.
  unsigned countArguments() const { return argumentCount; }
  Tensor empty(const std::string &element, const Shape &shape);
  Tensor fill(const std::string &element, const Shape &shape, const std::string &value);

  /// A generic over the dimensions of `iterators` ('p' parallel, 'r' reduction).
  Tensor generic(const std::vector<std::pair<Tensor, Access>> &inputs, const Tensor &init, const Access &access,
                 const std::string &iterators, const Compute &compute);

  /// `NAME attributes ins(inputs) outs(init) -> type`.
  Tensor named(const std::string &operation, const std::vector<Tensor> &inputs, const Tensor &init,
               const std::string &attributes = "");

  /// A constant with the elements of the attribute `elements`, "dense<[0, 4]>".
  Tensor constant(const std::string &element, const Shape &shape, const std::string &elements);

  /// `value` with the dimensions of each of `groups` in one.
  Tensor collapse(const Tensor &value, const std::vector<Access> &groups);

  /// `value` with each dimension taken apart into those of its group in `shape`.
  Tensor expand(const Tensor &value, const std::vector<Access> &groups, const Shape &shape);

  /// The tensors of `values` behind each other along dimension `dim`.
  Tensor concat(unsigned dim, const std::vector<Tensor> &values);

  /// The part of `value` that begins at `offsets` and has `shape`.
  Tensor slice(const Tensor &value, const Shape &offsets, const Shape &shape);

  /// `value` with its dimensions reordered.
  Tensor transpose(const Tensor &value, const Access &permutation);

  /// `graph.attention` of query, key and value, with optional operands and attributes as text.
  Tensor attention(const std::vector<Tensor> &inputs, const std::string &operands, const std::string &attributes,
                   const std::string &element, const Shape &shape);

  /// The module; `results` are returned.
  std::string finish(const std::vector<Tensor> &results) const;

private:
  Tensor define(const std::string &element, const Shape &shape, const std::string &text);

  std::string arguments, body;
  int argumentCount = 0, valueCount = 0;
};

/// `affine_map<(d0, d1, d2) -> (d0, d2)>`
std::string mapText(unsigned dims, const Access &access);
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_MODULETEXT_H
