// The contestant oneDNN: its matmul primitive, used as its documentation tells users to. Prepacked weights are
// reordered beforehand into the format that the primitive asks for (`format_tag::any`); unpacked ones are given as they
// are stored, by strides. `variant` says how scales of rows (int8) and GELU are applied: `postop` (after the sum, scales
// as [M, 1]), `expanded` (the same with scales repeated to [M, N] beforehand), `calls` (a primitive of its own).
// Primitives are created once. oneDNN throws; its exceptions end in main.
#include "benchmarks/peers/Protocol.h"
#include <oneapi/dnnl/dnnl.hpp>
#include <stdexcept>

using namespace aicc;
using namespace aicc::peers;
using dnnl::algorithm;
using dnnl::memory;
using Type = dnnl::memory::data_type;

namespace {
/// One primitive with its arguments.
struct Step {
  dnnl::primitive primitive;
  std::unordered_map<int, memory> arguments;
};

/// A product x W with what oneDNN fuses into it.
struct Product {
  memory x, weights, result; ///< plain
  dnnl::post_ops after;
  std::vector<memory> afterOperands; ///< of the binary operations in `after`, at the numbers in `afterNumbers`
  std::vector<int> afterNumbers;
  std::vector<float> columnScales; ///< empty: none
  memory bias;                     ///< null: none
};

/// The graph of a row: arrays that live as long as it, and the steps of one call for each copy of the weights.
class Work {
public:
  explicit Work(const Request &request)
      : request(request), m(request.number("m")), n(request.number("n")), k(request.number("k")),
        isPacked(request.text("mode") == "prepacked"), isTransposed(request.text("layout") == "nk"),
        variant(request.text("variant")) {
    std::string dtype = request.text("dtype");
    type = dtype == "bf16" ? Type::bf16 : dtype == "i8" ? Type::s8 : Type::f32;
  }

  void build() {
    std::string graph = request.text("graph");
    for (int64_t copy = 0; copy < std::max<int64_t>(request.number("copies"), 1); ++copy) {
      calls.emplace_back();
      graph == "gemm" ? addGemm() : graph == "swiglu" ? addSwiGLU() : addBiasGelu();
    }
    stream.wait();
  }
  std::string call() {
    for (Step &step : calls[next++ % calls.size()])
      step.primitive.execute(stream, step.arguments);
    stream.wait();
    return "";
  }
  /// The library's naive implementation, where it has nothing better for the row; else empty.
  const std::string &getReference() const { return reference; }
  std::string write(const std::string &path) { return llvm::toString(data::writeNpy(path, *arrays.at(resultIndex))); }

private:
  memory wrap(data::Array array, Type elements, const memory::dims &dims, const memory::dims &strides);
  memory input(unsigned number, Type elements, int64_t rows, int64_t columns, bool transposed = false);
  memory create(Type elements, int64_t rows, int64_t columns);
  memory rowScales(int64_t columns);
  void noteImplementation(const std::string &name) {
    if (name.rfind("ref", 0) == 0)
      reference = name;
  }
  void addProduct(const Product &product);
  void addGemm();
  void addBiasGelu();
  void addSwiGLU();

  const Request &request;
  const int64_t m, n, k;
  const bool isPacked, isTransposed;
  const std::string variant;
  Type type;
  dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream{engine};
  std::vector<std::unique_ptr<data::Array>> arrays;
  std::vector<std::vector<Step>> calls;
  size_t next = 0, resultIndex = 0;
  std::string reference;
};
} // namespace

static data::ElementType elementOf(Type type) {
  return type == Type::bf16 ? data::ElementType::BF16
         : type == Type::s8 ? data::ElementType::I8
                            : data::ElementType::F32;
}

template <typename T> static T orThrow(llvm::Expected<T> value) {
  if (!value)
    throw std::runtime_error(llvm::toString(value.takeError()));
  return std::move(*value);
}

memory Work::wrap(data::Array array, Type elements, const memory::dims &dims, const memory::dims &strides) {
  arrays.push_back(std::make_unique<data::Array>(std::move(array)));
  return memory(memory::desc(dims, elements, strides), engine, arrays.back()->data());
}

/// Operand `number` as a matrix [rows, columns], or stored as [columns, rows].
memory Work::input(unsigned number, Type elements, int64_t rows, int64_t columns, bool transposed) {
  llvm::SmallVector<int64_t> shape = {rows, columns};
  if (transposed)
    shape = {columns, rows};
  memory::dims strides = transposed ? memory::dims{1, rows} : memory::dims{columns, 1};
  return wrap(orThrow(request.input(number, elementOf(elements), shape)), elements, {rows, columns}, strides);
}

memory Work::create(Type elements, int64_t rows, int64_t columns) {
  auto array = orThrow(data::Array::create(elementOf(elements), {rows, columns}));
  return wrap(std::move(array), elements, {rows, columns}, {columns, 1});
}

void Work::addProduct(const Product &product) {
  memory::desc plain = product.weights.get_desc();
  memory::desc wanted = isPacked ? memory::desc(plain.dims(), plain.data_type(), memory::format_tag::any) : plain;
  memory::desc x = product.x.get_desc(), result = product.result.get_desc();
  dnnl::primitive_attr attributes;
  attributes.set_post_ops(product.after);
  if (!product.columnScales.empty())
    attributes.set_output_scales(1 << 1, product.columnScales);
  dnnl::matmul::desc description = product.bias ? dnnl::matmul::desc(x, wanted, product.bias.get_desc(), result)
                                                : dnnl::matmul::desc(x, wanted, result);
  dnnl::matmul::primitive_desc primitive(description, attributes, engine);
  noteImplementation(primitive.impl_info_str());
  memory weights = product.weights;
  if (primitive.weights_desc() != plain) {
    // In huge pages, as aicc's packed weights are: the library's own allocation asks for none.
    auto bytes = int64_t(primitive.weights_desc().get_size());
    arrays.push_back(std::make_unique<data::Array>(orThrow(data::Array::create(data::ElementType::I8, {bytes}))));
    weights = memory(primitive.weights_desc(), engine, arrays.back()->data());
    dnnl::reorder(product.weights, weights).execute(stream, const_cast<memory &>(product.weights), weights);
  }
  Step step{dnnl::matmul(primitive),
            {{DNNL_ARG_SRC, product.x}, {DNNL_ARG_WEIGHTS, weights}, {DNNL_ARG_DST, product.result}}};
  if (product.bias)
    step.arguments[DNNL_ARG_BIAS] = product.bias;
  for (size_t i = 0; i < product.afterOperands.size(); ++i)
    step.arguments[DNNL_ARG_ATTR_MULTIPLE_POST_OP(product.afterNumbers[i]) | DNNL_ARG_SRC_1] = product.afterOperands[i];
  calls.back().push_back(std::move(step));
}

/// The scales of rows, each `columns` times: [M, columns].
memory Work::rowScales(int64_t columns) {
  data::Array rows = orThrow(request.input(2, data::ElementType::F32, {m}));
  data::Array expanded = orThrow(data::Array::create(data::ElementType::F32, {m, columns}));
  for (int64_t i = 0; i < m * columns; ++i)
    expanded.set(i, rows.get(i / columns));
  return wrap(std::move(expanded), Type::f32, {m, columns}, {columns, 1});
}

void Work::addGemm() {
  Product product;
  product.x = input(0, type, m, k);
  product.weights = input(1, type, k, n, isTransposed);
  product.result = create(type == Type::s8 ? Type::f32 : type, m, n);
  resultIndex = arrays.size() - 1;
  if (type == Type::s8) {
    data::Array columns = orThrow(request.input(3, data::ElementType::F32, {n}));
    for (int64_t i = 0; i < n; ++i)
      product.columnScales.push_back(float(columns.get(i)));
  }
  memory scales = type == Type::s8 ? rowScales(variant == "expanded" ? n : 1) : memory();
  if (scales && variant != "calls") {
    product.after.append_binary(algorithm::binary_mul, scales.get_desc());
    product.afterOperands = {scales}, product.afterNumbers = {0};
  }
  addProduct(product);
  if (!scales || variant != "calls")
    return;
  memory::desc result = product.result.get_desc();
  dnnl::binary::primitive_desc multiply({algorithm::binary_mul, result, scales.get_desc(), result}, engine);
  noteImplementation(multiply.impl_info_str());
  Step step{dnnl::binary(multiply), {}};
  step.arguments = {{DNNL_ARG_SRC_0, product.result}, {DNNL_ARG_SRC_1, scales}, {DNNL_ARG_DST, product.result}};
  calls.back().push_back(std::move(step));
}

void Work::addBiasGelu() {
  Product product;
  product.x = input(0, type, m, k);
  product.weights = input(1, type, k, n, isTransposed);
  product.bias = wrap(orThrow(request.input(2, elementOf(type), {n})), type, {1, n}, {n, 1});
  product.result = create(type, m, n);
  resultIndex = arrays.size() - 1;
  bool isTanh = request.text("graph") == "bias_gelu_tanh";
  algorithm gelu = isTanh ? algorithm::eltwise_gelu_tanh : algorithm::eltwise_gelu_erf;
  if (variant != "calls")
    product.after.append_eltwise(1, gelu, 0, 0);
  addProduct(product);
  if (variant != "calls")
    return;
  dnnl::eltwise_forward::desc call(dnnl::prop_kind::forward_inference, gelu, product.result.get_desc(), 0, 0);
  calls.back().push_back({dnnl::eltwise_forward(dnnl::eltwise_forward::primitive_desc(call, engine)),
                          {{DNNL_ARG_SRC, product.result}, {DNNL_ARG_DST, product.result}}});
}

/// Three products: silu in the first, the multiplication in the second, the residual in the third.
void Work::addSwiGLU() {
  Product gate, up, down;
  gate.x = up.x = input(0, type, m, k);
  gate.weights = input(1, type, k, n, true);
  up.weights = input(2, type, k, n, true);
  down.weights = input(3, type, n, k, true);
  memory residual = input(4, type, m, k);
  gate.result = create(type, m, n);
  up.result = down.x = create(type, m, n);
  down.result = create(type, m, k);
  resultIndex = arrays.size() - 1;
  gate.after.append_eltwise(1, algorithm::eltwise_swish, 1, 0);
  up.after.append_binary(algorithm::binary_mul, gate.result.get_desc());
  up.afterOperands = {gate.result}, up.afterNumbers = {0};
  down.after.append_binary(algorithm::binary_add, residual.get_desc());
  down.afterOperands = {residual}, down.afterNumbers = {0};
  for (const Product *product : {&gate, &up, &down})
    addProduct(*product);
}

static std::string versionText() {
  const dnnl_version_t *version = dnnl_version();
  return std::to_string(version->major) + "." + std::to_string(version->minor) + "." + std::to_string(version->patch);
}

/// `work`'s exceptions as texts.
template <typename Work> static std::string guarded(Work work) {
  try {
    return work();
  } catch (const dnnl::error &error) {
    return std::string("oneDNN: ") + error.what() + " (status " + std::to_string(error.status) + ")";
  } catch (const std::exception &error) {
    return error.what();
  }
}

/// Builds `work`. Says why it cannot be done well: in `refusal` where the library lacks it, else in the result.
static std::string build(Work &work, std::string &refusal) {
  std::string fault = guarded([&] {
    try {
      work.build();
    } catch (const dnnl::error &error) {
      if (error.status != dnnl_unimplemented)
        throw;
      refusal = std::string("oneDNN lacks this: ") + error.what();
    }
    return std::string();
  });
  if (!work.getReference().empty())
    refusal = "oneDNN has only " + work.getReference() + " for this";
  return fault;
}

int main(int argc, char **argv) {
  Request request(argc, argv);
  if (request.text("dtype") == "w4")
    return refuse("oneDNN 2 has no product with 4-bit weights");
  Work work(request);
  std::string refusal, fault = build(work, refusal);
  if (!fault.empty())
    return fail(fault);
  if (!refusal.empty())
    return refuse(refusal);
  return serve({"onednn", versionText(), [&] { return guarded([&] { return work.call(); }); },
                [&](const std::string &path) { return work.write(path); }});
}
