// aicc compile: a module to an artifact.
#include "tools/aicc/CompileCommand.h"
#include "compiler/Driver/Compiler.h"

#include "llvm/Support/raw_ostream.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Support/LLVM.h"
#include <CLI/CLI.hpp>

using namespace aicc;

namespace {
struct Options {
  std::string input, output, emit = "so", stopAfter;
  std::vector<std::string> printAfter;
  driver::CompileOptions compile;
};
} // namespace

static int report(llvm::Error error) {
  if (!error)
    return 0;
  bool isInternal = error.isA<driver::InternalError>();
  llvm::errs() << "error: " << llvm::toString(std::move(error)) << "\n";
  return isInternal ? 3 : 1;
}

static int run(Options &options) {
  static const std::map<std::string, driver::Emit> kinds = {{"so", driver::Emit::SharedLibrary},
                                                            {"obj", driver::Emit::Object},
                                                            {"asm", driver::Emit::Assembly},
                                                            {"llvm", driver::Emit::LLVM},
                                                            {"mlir", driver::Emit::MLIR}};
  options.compile.emit = kinds.at(options.emit);
  if (!options.stopAfter.empty())
    options.compile.stopAfter = parsePhase(options.stopAfter);
  for (const std::string &phase : options.printAfter)
    options.compile.printAfter.push_back(*parsePhase(phase));
  options.compile.printStream = &llvm::errs();
  mlir::DialectRegistry registry;
  registerPipelineDialects(registry);
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  driver::Compilation compilation(context, options.compile);
  if (int code = report(compilation.parse(options.input)))
    return code;
  return report(compilation.write(options.output));
}

void aicc::addCompileCommand(CLI::App &app, int &exitCode) {
  auto options = std::make_shared<Options>();
  CLI::App *command = app.add_subcommand("compile", "Compile a module to an artifact");
  command->add_option("input", options->input, "MLIR text or bytecode")->required();
  command->add_option("-o,--output", options->output, "File to write")->required();
  command->add_option("--target", options->compile.target, "Shipped device, or host");
  command->add_option("--device", options->compile.deviceFile, "Device file");
  command->add_option("--threads", options->compile.threads, "Team of the schedules");
  command->add_option("--emit", options->emit, "so, obj, asm, llvm or mlir");
  command->add_option("--stop-after", options->stopAfter, "Last phase, with --emit=mlir: " + phaseNames());
  command->add_option("--print-ir-after", options->printAfter, "Print the IR after this phase");
  command->callback([options, &exitCode] { exitCode = run(*options); });
}
