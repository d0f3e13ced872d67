// The contestant OpenBLAS: sgemm, the one operation of the benchmark that it has. It packs with every call.
#include "benchmarks/peers/Protocol.h"
#include <cblas.h>

using namespace aicc;
using namespace aicc::peers;

namespace {
/// Operands and result of one row; the weights as often as the row rotates over them.
struct Gemm {
  blasint m, n, k;
  bool isTransposed; ///< weights [N, K]
  data::Array x, y;
  std::vector<data::Array> weights;
  size_t next = 0;

  std::string call() {
    const data::Array &w = weights[next++ % weights.size()];
    cblas_sgemm(CblasRowMajor, CblasNoTrans, isTransposed ? CblasTrans : CblasNoTrans, m, n, k, 1,
                static_cast<const float *>(x.data()), k, static_cast<const float *>(w.data()), isTransposed ? k : n, 0,
                static_cast<float *>(y.data()), n);
    return "";
  }
};
} // namespace

static llvm::Expected<Gemm> prepare(const Request &request) {
  int64_t m = request.number("m"), n = request.number("n"), k = request.number("k");
  bool isTransposed = request.text("layout") == "nk";
  auto x = request.input(0, data::ElementType::F32, {m, k});
  if (!x)
    return x.takeError();
  auto y = data::Array::create(data::ElementType::F32, {m, n});
  if (!y)
    return y.takeError();
  Gemm gemm{blasint(m), blasint(n), blasint(k), isTransposed, std::move(*x), std::move(*y), {}};
  for (int64_t copy = 0; copy < std::max<int64_t>(request.number("copies"), 1); ++copy) {
    auto w = request.input(1, data::ElementType::F32, {isTransposed ? n : k, isTransposed ? k : n});
    if (!w)
      return w.takeError();
    gemm.weights.push_back(std::move(*w));
  }
  return gemm;
}

int main(int argc, char **argv) {
  Request request(argc, argv);
  if (request.text("graph") != "gemm" || request.text("dtype") != "f32")
    return refuse("OpenBLAS has GEMM in f32 only");
  openblas_set_num_threads(int(std::max<int64_t>(request.number("threads"), 1)));
  auto gemm = prepare(request);
  if (!gemm)
    return fail(gemm.takeError());
  auto write = [&](const std::string &path) { return llvm::toString(data::writeNpy(path, gemm->y)); };
  std::string version = std::string(openblas_get_config()) + " " + openblas_get_corename();
  return serve({"openblas", version, [&] { return gemm->call(); }, write});
}
