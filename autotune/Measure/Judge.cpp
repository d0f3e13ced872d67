// References and comparisons; see Judge.h.
#include "autotune/Measure/Judge.h"
#include "compiler/Data/Npy.h"
#include "compiler/Driver/Invocation.h"
#include "compiler/Oracle/Oracle.h"
#include "dialects/Kernel/OperationCount.h"

#include "llvm/Support/FileSystem.h"
#include <cmath>
#include <cstring>
#include <random>
#include <set>

using namespace aicc;
using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;

/// The oracle does about 1.7 GFLOP/s: so many operations take a third of a second.
constexpr int64_t kOracleFlops = 600'000'000;
/// The fewest indices that are computed of a large kernel.
constexpr int64_t kFewestIndices = 8;
/// How far two results may be apart that are both right, in tolerances.
constexpr double kBetweenResults = 2;

static driver::TensorSlot slotOf(mlir::Type type) {
  auto tensor = mlir::cast<mlir::RankedTensorType>(type);
  std::string word;
  llvm::raw_string_ostream(word) << tensor.getElementType();
  return {data::parseElementType(word).value_or(data::ElementType::F32), tensor.getShape().vec(), -1};
}

Judge::Judge(kernel::KernelOp kernel, std::string folder) : kernel(kernel), folder(std::move(folder)) {
  for (mlir::Type type : this->kernel.getArgumentTypes())
    signature.arguments.push_back(slotOf(type));
  for (mlir::Type type : this->kernel.getResultTypes())
    signature.results.push_back(slotOf(type));
  chooseSlice(kernel::operationsOf(this->kernel));
}

void Judge::chooseSlice(int64_t flops) {
  if (flops <= kOracleFlops)
    return;
  std::string dim = oracle::sliceableDim(kernel);
  if (dim.empty())
    return;
  int64_t extent = kernel.getDim(dim).getMax();
  int64_t count = std::max(kFewestIndices, int64_t(double(extent) * double(kOracleFlops) / double(flops)));
  if (count < extent) {
    sliceDim = dim;
    sliceIndices = count;
  }
}

std::string Judge::inputsFolder(uint64_t seed) const { return folder + "/inputs-" + std::to_string(seed); }

int64_t Judge::getInputBytes() const {
  int64_t bytes = 0;
  for (const driver::TensorSlot &slot : signature.arguments) {
    int64_t elements = llvm::product_of(slot.shape);
    bytes += slot.type == data::ElementType::I4 ? (elements + 1) / 2 : elements * int64_t(data::byteSize(slot.type));
  }
  return bytes;
}

std::string Judge::describeReference() const {
  if (sliceDim.empty())
    return "oracle-f64";
  return "oracle-f64 at " + std::to_string(sliceIndices) + " of " +
         std::to_string(kernel::KernelOp(kernel).getDim(sliceDim).getMax()) +
         " indices, the default schedule's result elsewhere";
}

Expected<data::Array> autotune::gather(const data::Array &array, unsigned axis, llvm::ArrayRef<int64_t> indices) {
  std::vector<int64_t> shape = array.shape().vec();
  int64_t extent = shape[axis], outer = 1;
  size_t inner = data::byteSize(array.type());
  for (unsigned before = 0; before < axis; ++before)
    outer *= shape[before];
  for (unsigned behind = axis + 1; behind < shape.size(); ++behind)
    inner *= size_t(shape[behind]);
  shape[axis] = int64_t(indices.size());
  Expected<data::Array> result = data::Array::create(array.type(), shape);
  if (!result)
    return result.takeError();
  const char *from = static_cast<const char *>(array.data());
  char *to = static_cast<char *>(result->data());
  for (int64_t block = 0; block < outer; ++block)
    for (int64_t index : indices) {
      std::memcpy(to, from + size_t(block * extent + index) * inner, inner);
      to += inner;
    }
  return result;
}

/// `count` different indices below `extent`, ascending, the first and the last among them: edges
/// are computed apart.
static std::vector<int64_t> drawIndices(uint64_t seed, int64_t extent, int64_t count) {
  std::mt19937_64 random(seed ^ 0x5eed);
  std::set<int64_t> chosen = {0, extent - 1};
  while (int64_t(chosen.size()) < count)
    chosen.insert(int64_t(random() % uint64_t(extent)));
  return {chosen.begin(), chosen.end()};
}

Error Judge::compute(uint64_t seed, llvm::ArrayRef<data::Array> inputs, Reference &reference) {
  std::vector<data::Array> parts;
  oracle::Slice &slice = reference.slice;
  if (!sliceDim.empty())
    slice = {sliceDim, drawIndices(seed, kernel.getDim(sliceDim).getMax(), sliceIndices)};
  for (auto [number, input] : llvm::enumerate(inputs)) {
    auto axis = slice.dim.empty() ? std::nullopt : oracle::operandAxis(kernel, number, slice.dim);
    std::vector<int64_t> all;
    for (int64_t index = 0; !axis && !input.shape().empty() && index < input.shape()[0]; ++index)
      all.push_back(index);
    // A scalar has no axis to gather along; an array of one element with the same bytes has.
    Expected<data::Array> part = input.shape().empty() ? data::Array::create(input.type(), {})
                                                       : gather(input, axis.value_or(0), axis ? slice.indices : all);
    if (!part)
      return part.takeError();
    if (input.shape().empty())
      std::memcpy(part->data(), input.data(), input.bytes());
    parts.push_back(std::move(*part));
  }
  mlir::OwningOpRef<mlir::ModuleOp> meaning = meaningOf(kernel, slice);
  auto values = oracle::computeReference(*meaning, kMain, parts);
  if (!values)
    return values.takeError();
  reference.values = std::move(values->front().values);
  reference.params = values->front().tolerance;
  return Error::success();
}

Error Judge::prepare(uint64_t seed) {
  if (references.count(seed))
    return Error::success();
  auto inputs = driver::makeRandomInputs(signature, seed);
  if (!inputs)
    return inputs.takeError();
  std::string place = inputsFolder(seed);
  if (std::error_code code = llvm::sys::fs::create_directories(place))
    return llvm::createStringError(code, "cannot create " + place + ": " + code.message());
  for (auto [number, input] : llvm::enumerate(*inputs))
    if (Error error = data::writeNpy(place + "/" + std::to_string(number) + ".npy", input))
      return error;
  Reference reference;
  if (Error error = compute(seed, *inputs, reference))
    return error;
  references.emplace(seed, std::move(reference));
  return Error::success();
}

void Judge::setStandard(uint64_t seed, data::Array result) { references.at(seed).standard = std::move(result); }

data::Tolerance Judge::toleranceOf(uint64_t seed) const {
  const Reference &reference = references.at(seed);
  return data::toleranceFor(getResult().type, reference.params, data::rootMeanSquare(*reference.values));
}

/// Compares with a result of another schedule, which may be off by a tolerance itself.
static Finding compareResults(const data::Array &result, const data::Array &standard,
                              const data::ToleranceParams &params) {
  data::Tolerances tolerances(result.type(), standard, params);
  Finding finding;
  finding.passed = true;
  for (int64_t i = 0; i < result.size(); ++i) {
    double found = result.get(i), expected = standard.get(i);
    if (found == expected || (std::isnan(found) && std::isnan(expected)))
      continue;
    double share = std::abs(found - expected) / (kBetweenResults * tolerances[i].allowedAt(expected));
    share = std::isnan(share) ? std::numeric_limits<double>::infinity() : share;
    if (share > 1 && finding.passed)
      finding.message = "element " + std::to_string(i) + ": the default schedule gives " + std::to_string(expected) +
                        ", found " + std::to_string(found);
    finding.maxError = std::max(finding.maxError, share);
    finding.passed &= share <= 1;
  }
  return finding;
}

Finding Judge::check(uint64_t seed, const data::Array &result) const {
  const Reference &reference = references.at(seed);
  if (reference.slice.dim.empty()) {
    data::Comparison all = data::compare(result, *reference.values, reference.params);
    return {all.passed, all.maxRelative, all.passed ? "" : data::describe(all, result.shape())};
  }
  Expected<data::Array> part = gather(result, *oracle::resultAxis(kernel, sliceDim), reference.slice.indices);
  if (!part)
    return {false, 0, llvm::toString(part.takeError())};
  data::Comparison sampled = data::compare(*part, *reference.values, reference.params);
  if (!sampled.passed || !reference.standard)
    return {sampled.passed, sampled.maxRelative, sampled.passed ? "" : data::describe(sampled, part->shape())};
  Finding elsewhere = compareResults(result, *reference.standard, reference.params);
  elsewhere.maxError = std::max(elsewhere.maxError, sampled.maxRelative);
  return elsewhere;
}
