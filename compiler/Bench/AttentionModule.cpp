// One operation as text; see AttentionModule.h.
#include "compiler/Bench/AttentionModule.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>
#include <limits>

using namespace aicc;
using namespace aicc::bench;
using llvm::formatv;
using llvm::StringRef;

static std::string tensorType(llvm::ArrayRef<int64_t> shape, StringRef element) {
  std::string text = "tensor<";
  for (int64_t extent : shape)
    text += std::to_string(extent) + "x";
  return text + element.str() + ">";
}

/// A float that the parser reads back exactly.
static std::string floatText(double value) { return formatv("{0:e17} : f64", value); }

static std::string attributesOf(const AttentionShape &shape) {
  std::vector<std::string> attributes = {"scale = " + floatText(1 / std::sqrt(double(shape.headSize)))};
  if (shape.mask == Mask::Causal)
    attributes.push_back(formatv("causal = #graph.causal<from_start>, offset = {0}", shape.offset));
  if (shape.window)
    attributes.push_back(formatv("window = {0}", shape.window));
  if (shape.softcap)
    attributes.push_back("softcap = " + floatText(shape.softcap));
  if (shape.isBshd)
    attributes.push_back("layout = #graph.layout<bshd>");
  return "{" + llvm::join(attributes, ", ") + "}";
}

/// The first elements of each key.
static std::string valueSlice(const AttentionShape &shape, StringRef key, StringRef value) {
  std::vector<int64_t> extents = shape.extents(shape.kvHeads, shape.keys, shape.valueSize);
  return formatv("  %value = tensor.extract_slice %key[0, 0, 0, 0] [{0:$[, ]}] [1, 1, 1, 1] : {1} to {2}\n",
                 llvm::make_range(extents.begin(), extents.end()), key, value);
}

std::string bench::attentionText(const Row &row) {
  const AttentionShape &shape = *row.attention;
  StringRef element = nameOf(row.dtype);
  std::string query = tensorType(shape.extents(shape.heads, shape.queries, shape.headSize), element);
  std::string key = tensorType(shape.extents(shape.kvHeads, shape.keys, shape.headSize), element);
  std::string value = tensorType(shape.extents(shape.kvHeads, shape.keys, shape.valueSize), element);
  std::string result = tensorType(shape.extents(shape.heads, shape.queries, shape.valueSize), element);
  std::string arguments = "%query: " + query + ", %key: " + key, body, operands;
  if (shape.sharesKv)
    body = valueSlice(shape, key, value);
  else
    arguments += ", %value: " + value;
  auto add = [&](StringRef name, const std::string &type) {
    arguments += formatv(", %{0}: {1}", name, type);
    operands += formatv(" {0}(%{0} : {1})", name, type);
  };
  if (shape.mask == Mask::KeyPadding)
    add("mask", tensorType({shape.batch, 1, 1, shape.keys}, element));
  if (shape.mask == Mask::Lengths)
    add("lengths", tensorType({shape.batch}, "i32"));
  if (shape.hasSinks)
    add("sinks", tensorType({shape.heads}, element));
  return formatv("func.func @main({0}) -> {1} {{\n{2}  %result = graph.attention %query, %key, "
                 "%value{3} {4}\n      : {5}, "
                 "{6}, {7} -> {1}\n  return %result : {1}\n}\n",
                 arguments, result, body, operands, attributesOf(shape), query, key, value);
}

void bench::setAttentionInputs(const Row &row, llvm::MutableArrayRef<data::Array> inputs) {
  const AttentionShape &shape = *row.attention;
  size_t next = shape.sharesKv ? 2 : 3;
  constexpr double kHidden = -std::numeric_limits<double>::infinity();
  if (shape.mask == Mask::KeyPadding)
    for (int64_t i = 0; i < shape.batch * shape.keys; ++i)
      inputs[next].set(i, i % shape.keys < shape.keysOf(i / shape.keys) ? 0 : kHidden);
  if (shape.mask == Mask::Lengths)
    for (int64_t number = 0; number < shape.batch; ++number)
      inputs[next].set(number, double(shape.lengths[number]));
}
