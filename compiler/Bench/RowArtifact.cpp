// What a row runs: its module, compiled, and its inputs; see RowBench.h.
#include "compiler/Bench/RowBench.h"
#include "compiler/Bench/AttentionModule.h"
#include "compiler/Bench/RowModule.h"
#include "compiler/Data/Npy.h"
#include "compiler/Driver/CheckInput.h"
#include "compiler/Driver/Explain.h"

using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;

Error RowBench::writeModule(const Row &row, std::string &path) const {
  if (row.graph == Graph::Module) {
    path = row.modulePath;
    return Error::success();
  }
  path = temporary("row.mlir");
  return artifact::writeFileAtomically(path, moduleText(row));
}

/// The analytic model's time of one call, in milliseconds.
static double predictedMs(const driver::Explanation &explanation) {
  double seconds = 0;
  for (const driver::KernelExplanation &kernel : explanation.kernels)
    seconds += kernel.bound.seconds() * double(kernel.kernel.calls);
  return seconds * 1e3;
}

/// `error` with the first diagnostic, and with its exit code.
static Error withReason(Error error, const std::string &reason) {
  bool isInternal = error.isA<driver::InternalError>();
  std::string text = llvm::toString(std::move(error));
  if (isInternal)
    return llvm::make_error<driver::InternalError>(text + ": " + reason);
  return llvm::createStringError(reason);
}

Error RowBench::compile(RowResult &result, Compiled &compiled) {
  std::string path;
  if (Error error = writeModule(result.row, path))
    return error;
  // The first error is the row's reason; what else is said, remarks too, belongs to `aicc compile`.
  std::string reason;
  mlir::ScopedDiagnosticHandler handler(&context, [&](mlir::Diagnostic &diagnostic) {
    if (reason.empty() && diagnostic.getSeverity() == mlir::DiagnosticSeverity::Error)
      reason = diagnostic.str();
    return mlir::success();
  });
  if (Error error = compileQuietly(path, result, compiled))
    return reason.empty() || error.isA<driver::HardwareError>() ? std::move(error)
                                                                : withReason(std::move(error), reason);
  return Error::success();
}

Error RowBench::compileQuietly(const std::string &path, RowResult &result, Compiled &compiled) {
  driver::CompileOptions compile = options.compile;
  compile.threads = result.row.threads;
  driver::Compilation compilation(context, compile);
  if (Error error = compilation.parse(path))
    return error;
  compiled.module = path;
  compiled.original = compilation.getModule().clone();
  compilation.getModule().walk([&](kernel::KernelOp kernel) {
    if (kernel->hasAttr(kernel::kScheduleAttr))
      result.schedule = "pinned";
  });
  Expected<driver::Explanation> explanation = driver::explain(compilation);
  if (!explanation)
    return explanation.takeError();
  result.predictedMs = predictedMs(*explanation);
  compiled.library = temporary("row.so");
  (void)temporary("row.so.json"), (void)temporary("row.so.weights");
  if (Error error = compilation.write(compiled.library))
    return error;
  const artifact::Info &info = compilation.getInfo();
  if (llvm::any_of(info.kernels, [](const artifact::Kernel &it) { return it.selected && !it.selected->record.empty(); }))
    result.schedule = "record";
  result.device = info.deviceId, result.compiler = info.compiler;
  result.flops = result.row.graph == Graph::Module ? explanation->totalFlops : result.row.flops();
  auto function = driver::SoleEntry::open(compiled.library, info);
  if (!function)
    return function.takeError();
  compiled.function = std::move(*function);
  driver::readRanges(*compiled.original, compiled.function.entry->function, compiled.function.signature);
  return Error::success();
}

/// The inputs that `aicc run` would draw, in memory and as files.
Error RowBench::provideInputs(const Row &row, const Compiled &compiled) {
  std::string key = (row.id + " " + nameOf(row.dtype) + " " + nameOf(row.layout)).str();
  if (key == inputsKey)
    return Error::success();
  inputsKey.clear(), inputs.clear();
  auto random = driver::makeRandomInputs(compiled.function.signature, options.seed);
  if (!random)
    return random.takeError();
  inputs = std::move(*random);
  if (row.attention)
    setAttentionInputs(row, inputs);
  for (auto [number, input] : llvm::enumerate(inputs))
    if (Error error = data::writeNpy(temporary(std::to_string(number) + ".npy"), input))
      return error;
  inputsKey = key;
  return Error::success();
}

/// Bytes of arguments and results, each once; of keys and values those that a query sees.
int64_t RowBench::touchedBytes(const Row &row, const driver::Signature &signature) const {
  if (row.attention)
    return artifact::bytesOf(data::nameOf(inputs.front().type()), row.attention->touchedElements());
  int64_t bytes = 0;
  for (const data::Array &input : inputs)
    bytes += artifact::bytesOf(data::nameOf(input.type()), input.size());
  for (const driver::TensorSlot &slot : signature.results)
    bytes += artifact::bytesOf(data::nameOf(slot.type), llvm::product_of(slot.shape));
  return bytes;
}

/// Bytes of what rotates in the state cold: keys and values, else the largest operand, which are weights.
int64_t RowBench::rotatingBytes(const Row &row) const {
  int64_t bytes = 1, first = row.attention ? 1 : 0;
  llvm::ArrayRef<data::Array> some = llvm::ArrayRef<data::Array>(inputs).drop_front(first);
  for (const data::Array &input : some) {
    int64_t size = artifact::bytesOf(data::nameOf(input.type()), input.size());
    bytes = row.attention ? bytes + size : std::max(bytes, size);
  }
  return bytes;
}
