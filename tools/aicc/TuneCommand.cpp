// aicc tune: searches for faster schedules on this machine, or says what it would choose from.
#include "tools/aicc/TuneCommand.h"
#include "autotune/Space/DryRun.h"

using namespace aicc;

/// So many points of a space are examined for a dry run; larger spaces are sampled.
constexpr int64_t kExamined = 10000;

namespace {
struct Options {
  std::string input;
  bool isDryRun = false, json = false;
  driver::CompileOptions compile;
};
} // namespace

static int dryRun(const Options &options, const CommandLine &line) {
  driver::Session session(line.words, options.input, options.compile);
  std::vector<autotune::SpaceReport> reports;
  int code = session.run([&](driver::Compilation &compilation) -> llvm::Error {
    if (llvm::Error error = compilation.parse(options.input))
      return error;
    auto counted = autotune::countSpaces(compilation, kExamined);
    if (!counted)
      return counted.takeError();
    reports = std::move(*counted);
    return llvm::Error::success();
  });
  if (options.json)
    printJson(session, code, [&](llvm::json::OStream &json) {
      json.attributeArray("kernels", [&] {
        for (const autotune::SpaceReport &report : reports)
          writeSpace(json, report);
      });
    });
  else
    for (const autotune::SpaceReport &report : reports)
      printSpace(llvm::outs(), report);
  return code;
}

void aicc::addTuneCommand(CLI::App &app, CommandLine &line) {
  auto options = std::make_shared<Options>();
  CLI::App *command = app.add_subcommand("tune", "List the schedules that there are to choose from");
  command->add_option("input", options->input, "MLIR text or bytecode; - reads standard input")->required();
  command->add_flag("--dry-run", options->isDryRun, "Print the space of schedules and what removed the others")->required();
  addTargetOptions(*command, options->compile);
  command->add_flag("--json", options->json, "Write JSON to standard output");
  command->footer(examples({"aicc tune ffn.mlir --dry-run", "aicc tune ffn.mlir --dry-run --target x86-64-avx2 --json"}));
  command->callback([options, &line] { line.exitCode = dryRun(*options, line); });
}
