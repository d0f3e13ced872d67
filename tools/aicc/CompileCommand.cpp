// aicc compile: a module to an artifact.
#include "tools/aicc/CompileCommand.h"
#include "compiler/Artifact/Manifest.h"
#include "tools/aicc/TuningOptions.h"

using namespace aicc;
using driver::Compilation;

namespace {
struct Options {
  std::string input, output, emit, stopAfter;
  std::vector<std::string> printAfter;
  bool json = false;
  driver::CompileOptions compile;
  TuningOptions tuning;
};
} // namespace

/// Words to values; they have been validated.
static driver::CompileOptions resolve(const Options &options) {
  driver::CompileOptions compile = options.compile;
  if (!options.stopAfter.empty())
    compile.stopAfter = parsePhase(options.stopAfter);
  if (compile.stopAfter)
    compile.emit = driver::kEmitMLIR.str();
  if (!options.emit.empty())
    compile.emit = options.emit;
  for (const std::string &phase : options.printAfter)
    compile.printAfter.push_back(*parsePhase(phase));
  compile.printStream = &llvm::errs();
  return compile;
}

static int run(const Options &options, const CommandLine &line) {
  std::shared_ptr<autotune::RecordSource> records = options.tuning.makeSource();
  driver::CompileOptions compile = resolve(options);
  useRecords(compile, options.tuning, records);
  driver::Session session(line.words, options.input, compile);
  std::vector<std::string> written;
  artifact::Info info;
  int code = session.run([&](Compilation &compilation) -> llvm::Error {
    if (llvm::Error error = compilation.parse(options.input))
      return error;
    llvm::Expected<artifact::OutputFiles> files = compilation.build(options.output);
    if (!files)
      return files.takeError();
    if (llvm::Error error = records->finish())
      return error;
    if (llvm::Error error = files->commit())
      return error;
    written = files->paths();
    info = compilation.getInfo();
    return llvm::Error::success();
  });
  if (options.json)
    printJson(session, code, [&](llvm::json::OStream &json) {
      if (code != driver::kDone)
        return;
      json.attributeArray("files", [&] { llvm::for_each(written, [&](const std::string &path) { json.value(path); }); });
      json.attribute("records_ms", records->spentMs());
      json.attributeObject("artifact", [&] { artifact::writeManifestMembers(json, info); });
    });
  return code;
}

static void addOptions(CLI::App &command, Options &options) {
  command.add_option("input", options.input, "MLIR text or bytecode; - reads standard input")->required();
  command.add_option("-o,--output", options.output, "File to write; - writes text to standard output")->required();
  command.add_option("--header", options.compile.header, "C header to write");
  command.add_option("--prefix", options.compile.prefix, "Begins exported symbols; by default the input's stem");
  addTargetOptions(command, options.compile);
  addTuningOptions(command, options.tuning);
  command.add_option("--emit", options.emit, "What to write: " + driver::emitNames())
      ->check(oneOf(driver::parseEmit, driver::emitNames()));
  command.add_option("--stop-after", options.stopAfter, "Write the MLIR after this phase: " + phaseNames())
      ->check(oneOf(parsePhase, phaseNames()));
  command.add_option("--print-ir-after", options.printAfter, "Print the MLIR after this phase to standard error")
      ->check(oneOf(parsePhase, phaseNames()))
      ->allow_extra_args(false);
  command.add_flag("--json", options.json, "Write what was done as JSON to standard output");
}

void aicc::addCompileCommand(CLI::App &app, CommandLine &line) {
  auto options = std::make_shared<Options>();
  CLI::App *command = app.add_subcommand("compile", "Compile a module to an artifact");
  addOptions(*command, *options);
  command->footer(examples({"aicc compile ffn.mlir -o libffn.so --header ffn.h",
                            "aicc compile ffn.mlir -o ffn.s --emit=asm --target x86-64-avx2 --threads 1",
                            "aicc compile ffn.mlir -o ffn.ptx --emit=ptx --target nvidia-a100",
                            "aicc compile ffn.mlir -o libffn.so --tuned=require --database team.db",
                            "aicc compile layer.mlir -o plain.so --raise-attention=off",
                            "aicc compile ffn.mlir -o - --stop-after=schedule"}));
  setCallback(*command, options, line, run);
}
