// Counts what masks leave; see OperationCount.h.
#include "dialects/Kernel/OperationCount.h"
#include "dialects/Kernel/MaskSpan.h"

using namespace mlir;
using namespace aicc::kernel;

namespace {
/// Counts visible points over all values of the dimensions that the bounds depend on.
class PointCounter {
public:
  PointCounter(KernelOp kernel, const MaskSpan &span) : span(span), extent(kernel.getDim(span.dim).getMax()) {
    for (const auto &bounds : {span.lowers, span.uppers})
      for (const LinearIndex &bound : bounds)
        for (auto [dim, factor] : bound.dims)
          if (factor && bound.inputs.empty())
            extents.insert({dim, kernel.getDim(dim).getMax()});
  }

  /// The share of the points, in (0, 1], that are not hidden for any value of what the kernel reads.
  double share() {
    double points = double(extent);
    for (auto [dim, size] : extents)
      points *= double(size);
    // More than a mask of attention depends on is not counted.
    return points > kMost * double(extent) ? 1.0 : std::max(count(0), 1.0) / points;
  }

private:
  static constexpr double kMost = 1 << 20;

  double count(unsigned number) {
    if (number == extents.size())
      return double(visible());
    auto [dim, size] = *(extents.begin() + number);
    double sum = 0;
    for (int64_t position = 0; position < size; ++position) {
      at[dim] = position;
      sum += count(number + 1);
    }
    return sum;
  }

  int64_t visible() {
    int64_t begin = 0, end = extent;
    for (const LinearIndex &bound : span.lowers)
      begin = std::max(begin, bound.inputs.empty() ? value(bound) : begin);
    for (const LinearIndex &bound : span.uppers)
      end = std::min(end, bound.inputs.empty() ? value(bound) : end);
    return std::max<int64_t>(0, end - begin);
  }

  int64_t value(const LinearIndex &bound) {
    int64_t result = bound.constant;
    for (auto [dim, factor] : bound.dims)
      result += factor * at.lookup(dim);
    return result;
  }

  const MaskSpan &span;
  int64_t extent;
  llvm::MapVector<StringRef, int64_t> extents; ///< of the dimensions that the bounds depend on
  DenseMap<StringRef, int64_t> at;
};
} // namespace

int64_t aicc::kernel::operationsOf(KernelOp kernel, function_ref<bool(Computation)> counts) {
  std::optional<MaskSpan> span = findMaskSpan(kernel);
  double share = span ? PointCounter(kernel, *span).share() : 1, operations = 0;
  for (Computation op : kernel.getComputations()) {
    if (!counts(op))
      continue;
    double points = double(operationsPerPoint(op));
    for (StringRef dim : op.getDimNames())
      points *= double(kernel.getDim(dim).getMax());
    operations += span && span->covers(op.getLabel()) ? points * share : points;
  }
  return int64_t(operations);
}

int64_t aicc::kernel::operationsOf(KernelOp kernel) {
  return operationsOf(kernel, [](Computation) { return true; });
}
