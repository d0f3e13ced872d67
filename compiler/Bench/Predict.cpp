// See Predict.h.
#include "compiler/Bench/Predict.h"
#include "compiler/Bench/RowModule.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;

double Prediction::seconds() const {
  double sum = 0;
  for (const PredictedKernel &kernel : kernels)
    sum += double(kernel.calls) * kernel.bound.seconds();
  return sum;
}

double Prediction::roofSeconds() const {
  double sum = 0;
  for (const PredictedKernel &kernel : kernels)
    sum += double(kernel.calls) * kernel.bound.roofSeconds();
  return sum;
}

//===-- Predicting ----------------------------------------------------------------------------------------------===//

/// "grid m 128, n 256 by 108; shared k 64 x3": tiles of bands, workers, buffers.
static std::string tilesText(schedule::TreeAttr tree) {
  std::vector<std::string> bands;
  for (schedule::BandAttr band : tree.getBands()) {
    std::vector<std::string> sizes;
    for (auto [dim, size] : llvm::zip(band.getTile().getDims(), band.getTile().getSizes()))
      sizes.push_back(dim.str() + " " + std::to_string(size));
    int64_t buffers = 1;
    for (schedule::StageAttr stage : band.getStages())
      buffers = std::max(buffers, stage.getBuffers());
    bands.push_back(band.getName().str() + " " + llvm::join(sizes, ", ") +
                    (buffers > 1 ? " x" + std::to_string(buffers) : "") +
                    (band.getWorkers() ? " by " + std::to_string(band.getWorkers()) : ""));
  }
  return bands.empty() ? "one thread an element" : llvm::join(bands, "; ");
}

static PredictedKernel predictKernel(driver::Compilation &compilation, kernel::KernelOp kernel) {
  auto tree = kernel->getAttrOfType<schedule::TreeAttr>(kernel::kScheduleAttr);
  const target::Target &target = compilation.getTarget();
  PredictedKernel result;
  result.name = kernel.getSymName().str();
  result.tiles = tilesText(tree);
  for (schedule::ComputationAttr inner : tree.getComputations())
    if (inner.getInstruction() && result.instruction.empty())
      result.instruction = inner.getInstruction().str() + (inner.getSwap() ? ", swapped" : "");
  result.notLowered = target.whyNotRealisable(kernel, tree, &compilation.getDevice()).value_or("");
  result.bound = target.timeBound(kernel, compilation.getDevice(), tree);
  return result;
}

static Error predictRow(MLIRContext &context, const BenchOptions &options, Prediction &prediction) {
  if (prediction.row.graph == Graph::Module)
    return llvm::createStringError("its graph has no module that can be written");
  driver::Compilation compilation(context, options.compile);
  if (Error error = readRow(compilation, context, prediction.row))
    return error;
  if (Error error = compilation.runUntil(Phase::Schedule))
    return error;
  prediction.device = compilation.getDevice().id;
  for (auto kernel : compilation.getModule().getOps<kernel::KernelOp>())
    prediction.kernels.push_back(predictKernel(compilation, kernel));
  for (auto [predicted, kernel] : llvm::zip(prediction.kernels, compilation.getInfo().kernels))
    predicted.calls = kernel.calls;
  return Error::success();
}

Expected<std::vector<Prediction>> bench::predictRows(MLIRContext &context, const BenchOptions &options) {
  Expected<std::vector<Problem>> problems = readWorkload(options.file);
  if (!problems)
    return problems.takeError();
  Selection selection = options.selection;
  selection.states = {State::Warm};
  selection.threads = {1};
  Expected<std::vector<Row>> rows = selectRows(*problems, selection);
  if (!rows)
    return rows.takeError();
  std::vector<Prediction> predictions;
  for (const Row &row : *rows) {
    Prediction prediction;
    prediction.row = row;
    if (Error error = predictRow(context, options, prediction))
      prediction.skipped = llvm::toString(std::move(error));
    predictions.push_back(std::move(prediction));
  }
  if (llvm::all_of(predictions, [](const Prediction &each) { return !each.skipped.empty(); }))
    return llvm::createStringError("no row could be predicted: " + predictions.front().skipped);
  return predictions;
}

//===-- Reporting -----------------------------------------------------------------------------------------------===//

void bench::printPredictions(llvm::ArrayRef<Prediction> predictions, llvm::raw_ostream &os) {
  os << llvm::formatv("{0,-32} {1,-18} {2,-6} {3,-10} {4,12} {5,10}\n", "row", "MxNxK", "type", "mark", "ms",
                      "of roof");
  for (const Prediction &each : predictions) {
    std::string shape = llvm::formatv("{0}x{1}x{2}", each.row.m, each.row.n, each.row.k);
    os << llvm::formatv("{0,-32} {1,-18} {2,-6} ", each.row.id, shape, nameOf(each.row.dtype));
    if (!each.skipped.empty()) {
      os << "skipped: " << each.skipped << "\n";
      continue;
    }
    os << llvm::formatv("{0,-10} {1,12} {2,8} %\n", "predicted", llvm::format("%.4g", 1e3 * each.seconds()),
                        llvm::format("%.3g", 100 * each.roofSeconds() / each.seconds()));
  }
}

static void writeKernel(llvm::json::OStream &json, const PredictedKernel &kernel) {
  const target::TimeBound &bound = kernel.bound;
  json.object([&] {
    json.attribute("name", llvm::json::fixUTF8(kernel.name));
    json.attribute("calls", kernel.calls);
    json.attribute("tiles", llvm::json::fixUTF8(kernel.tiles));
    json.attribute("instruction", llvm::json::fixUTF8(kernel.instruction));
    json.attribute("flops", bound.flops);
    json.attribute("seconds", bound.seconds());
    json.attribute("roof_seconds", bound.roofSeconds());
    json.attribute("bound_by", bound.binding());
    json.attribute("waves", bound.waves ? llvm::json::Value(bound.waves->count) : nullptr);
    json.attribute("per_unit", bound.waves ? llvm::json::Value(bound.waves->perUnit) : nullptr);
    json.attribute("not_lowered",
                   kernel.notLowered.empty() ? llvm::json::Value(nullptr) : llvm::json::fixUTF8(kernel.notLowered));
  });
}

static void writeRow(llvm::json::OStream &json, const Prediction &each) {
  json.object([&] {
    json.attribute("id", each.row.id);
    json.attribute("graph", nameOf(each.row.graph));
    json.attribute("m", each.row.m);
    json.attribute("n", each.row.n);
    json.attribute("k", each.row.k);
    json.attribute("dtype", nameOf(each.row.dtype));
    json.attribute("mode", nameOf(each.row.mode));
    json.attribute("layout", nameOf(each.row.layout));
    json.attribute("device", each.device);
    json.attribute("skipped", each.skipped.empty() ? llvm::json::Value(nullptr) : llvm::json::fixUTF8(each.skipped));
    json.attribute("predicted_ms", 1e3 * each.seconds());
    json.attribute("roof_ms", 1e3 * each.roofSeconds());
    json.attributeArray("kernels", [&] {
      for (const PredictedKernel &kernel : each.kernels)
        writeKernel(json, kernel);
    });
  });
}

std::string bench::predictionsJson(llvm::ArrayRef<Prediction> predictions) {
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::json::OStream json(os, 1);
  json.object([&] {
    json.attribute("predicted", true);
    json.attributeArray("rows", [&] {
      for (const Prediction &each : predictions)
        writeRow(json, each);
    });
  });
  os << "\n";
  return text;
}
