// aicc-fuzz-products: random products under random schedules for a GPU, compiled to PTX and run in the emulator. A case
// passes where the result is right, nothing was found (races, bounds, alignment, unwritten memory), and matrices were read
// without conflicts of banks where the swizzle promises that.
#include "compiler/Data/RandomInput.h"
#include "compiler/Driver/Compiler.h"
#include "compiler/Target/NVIDIA/CodeGen.h"
#include "test/Fuzz/EmulatedRun.h"
#include "test/Fuzz/ProductCase.h"

#include "mlir/Parser/Parser.h"
#include "llvm/Support/CommandLine.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::fuzz;
using llvm::Error;
using llvm::Expected;
namespace cl = llvm::cl;

static cl::opt<uint64_t> seed("seed", cl::desc("Seed of the run"), cl::init(1));
static cl::opt<int64_t> cases("cases", cl::desc("Number of cases"), cl::init(50));
static cl::opt<int64_t> only("only", cl::desc("Run this case only"), cl::init(-1));
static cl::opt<std::string> deviceName("target", cl::desc("Shipped device"), cl::init("nvidia-a800"));
static cl::opt<bool> print("print", cl::desc("Print the module of each case, its PTX and reports"));

/// Schedules that are refused are drawn again, this often.
constexpr int kMostDraws = 200;

namespace {
struct Tally {
  int64_t passed = 0, refused = 0, free = 0, launches = 0;
};
} // namespace

/// A module up to the phase `tile`; nothing where its schedule is refused.
static Expected<std::unique_ptr<driver::Compilation>> compile(MLIRContext &context, const std::string &text) {
  ScopedDiagnosticHandler quiet(&context, [](Diagnostic &diagnostic) {
    if (print)
      llvm::errs() << diagnostic << "\n";
    return success();
  });
  driver::CompileOptions options;
  options.target = deviceName;
  auto compilation = std::make_unique<driver::Compilation>(context, options);
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(text, &context);
  if (!module)
    return llvm::createStringError("the drawn module does not parse");
  compilation->adopt(std::move(module), "product");
  if (Error refused = compilation->runUntil(Phase::Buffers)) {
    llvm::consumeError(std::move(refused));
    return nullptr;
  }
  if (Error error = compilation->runUntil(Phase::Tile))
    return error;
  return compilation;
}

static Error checkReports(const ProductCase &product, ArrayRef<ptx::Report> reports) {
  for (const ptx::Report &report : reports) {
    if (print)
      report.print(llvm::errs());
    if (!report.findings.empty())
      return llvm::createStringError("line " + llvm::Twine(report.findings.front().at.line) + ": " +
                                     report.findings.front().at.text + ": " + report.findings.front().message);
    for (const ptx::SharedTraffic &traffic : report.shared)
      if (StringRef(traffic.at.text).contains("ldmatrix") && product.isFreeOfConflicts() &&
          traffic.wavefronts != traffic.minimum)
        return llvm::createStringError("line " + llvm::Twine(traffic.at.line) + ": " + traffic.at.text + ": " +
                                       llvm::Twine(traffic.wavefronts) + " wavefronts, expected " +
                                       llvm::Twine(traffic.minimum));
  }
  return Error::success();
}

static Error run(const ProductCase &product, driver::Compilation &compilation, Tally &tally) {
  Expected<EmulatedFunction> function = readLaunches(compilation.getModule());
  if (!function)
    return function.takeError();
  if (Error error = compilation.runUntil(Phase::Lower))
    return error;
  llvm::LLVMContext context;
  auto code = nvidia::generateLLVM(compilation.getModule(), compilation.getDevice(), context);
  if (!code)
    return code.takeError();
  Expected<std::string> text = nvidia::generateCode(**code, compilation.getDevice(), /*asAssembly=*/true);
  if (!text)
    return text.takeError();
  if (print)
    llvm::errs() << *text;
  std::vector<data::Array> arrays;
  for (auto &[type, shape] : product.arguments()) {
    Expected<data::Array> array = data::Array::create(type, shape);
    if (!array)
      return array.takeError();
    data::fillRandom(*array, seed, arrays.size());
    arrays.push_back(std::move(*array));
  }
  auto reports = runEmulated(*function, *text, arrays, /*results=*/1);
  if (!reports)
    return reports.takeError();
  tally.launches += reports->size();
  tally.free += product.isFreeOfConflicts();
  if (Error error = checkReports(product, *reports))
    return error;
  Expected<data::Array> reference = product.reference(ArrayRef<data::Array>(arrays).drop_back());
  if (!reference)
    return reference.takeError();
  data::Comparison comparison = data::compare(arrays.back(), *reference, product.tolerance());
  if (!comparison.passed)
    return llvm::createStringError(data::describe(comparison, arrays.back().shape()));
  return Error::success();
}

/// True where the case passed. Schedules are drawn until one is accepted.
static bool runCase(int64_t number, Tally &tally) {
  Random mixer(seed);
  Random random(mixer.next() + uint64_t(number) * 0x9e3779b9);
  for (int draw = 0; draw < kMostDraws; ++draw) {
    ProductCase product = randomProduct(random);
    std::string text = product.text(deviceName.getValue());
    if (print)
      llvm::errs() << text;
    DialectRegistry registry;
    registerPipelineDialects(registry);
    MLIRContext context(registry, MLIRContext::Threading::DISABLED);
    auto compilation = compile(context, text);
    if (compilation && !*compilation) {
      ++tally.refused;
      continue;
    }
    Error error = compilation ? run(product, **compilation, tally) : compilation.takeError();
    if (!error) {
      ++tally.passed;
      return true;
    }
    llvm::errs() << text << "case " << number << " failed: " << llvm::toString(std::move(error))
                 << "\nreproduce with: aicc-fuzz-products --seed " << seed << " --only " << number << "\n";
    return false;
  }
  llvm::errs() << "case " << number << ": " << kMostDraws << " schedules were refused\n";
  return false;
}

int main(int argc, char **argv) {
  cl::ParseCommandLineOptions(argc, argv, "Random products under random schedules for a GPU, in the emulator\n");
  Tally tally;
  int64_t first = only >= 0 ? only : 0, last = only >= 0 ? only + 1 : cases;
  for (int64_t number = first; number < last; ++number)
    runCase(number, tally);
  llvm::outs() << tally.passed << " of " << last - first << " cases passed, " << tally.free
               << " of them with a promise about banks; " << tally.launches << " launches, " << tally.refused
               << " schedules refused\n";
  return tally.passed == last - first ? 0 : 1;
}
