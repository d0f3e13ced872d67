// aicc explain: what the compiler decides for a module, and why.
#include "tools/aicc/ExplainCommand.h"
#include "compiler/Driver/MeasureKernels.h"
#include "tools/aicc/TuningOptions.h"

using namespace aicc;
using driver::Compilation;

namespace {
struct Options {
  std::string input;
  bool json = false, measure = false;
  driver::CompileOptions compile;
  TuningOptions tuning;
};
} // namespace

static int run(const Options &options, const CommandLine &line) {
  std::shared_ptr<autotune::RecordSource> records = options.tuning.makeSource();
  driver::CompileOptions compile = options.compile;
  useRecords(compile, options.tuning, records);
  driver::Session session(line.words, options.input, compile);
  driver::Explanation explanation;
  int code = session.run([&](Compilation &compilation) -> llvm::Error {
    if (llvm::Error error = compilation.parse(options.input))
      return error;
    llvm::Expected<driver::Explanation> explained = driver::explain(compilation);
    if (!explained)
      return explained.takeError();
    if (llvm::Error error = records->finish())
      return error;
    explanation = std::move(*explained);
    if (options.measure)
      if (llvm::Error error = driver::measureKernels(compilation, explanation))
        return error;
    if (!options.json)
      driver::printExplanation(llvm::outs(), compilation, explanation);
    return llvm::Error::success();
  });
  if (options.json)
    printJson(session, code, [&](llvm::json::OStream &json) {
      if (code != driver::kDone)
        return;
      json.attribute("records_ms", records->spentMs());
      driver::writeExplanation(json, explanation);
    });
  return code;
}

void aicc::addExplainCommand(CLI::App &app, CommandLine &line) {
  auto options = std::make_shared<Options>();
  CLI::App *command = app.add_subcommand("explain", "Say what is decided for a module, and why");
  command->add_option("input", options->input, "MLIR text or bytecode; - reads standard input")->required();
  addTargetOptions(*command, options->compile);
  command->add_flag("--measure", options->measure,
                    "Run each kernel on this machine and show its time beside the predicted one");
  addTuningOptions(*command, options->tuning);
  command->add_flag("--json", options->json, "Write JSON to standard output");
  command->footer(examples({"aicc explain ffn.mlir", "aicc explain ffn.mlir --measure", "aicc explain ffn.mlir --target x86-64-avx2 --threads 1 --json"}));
  setCallback(*command, options, line, run);
}
