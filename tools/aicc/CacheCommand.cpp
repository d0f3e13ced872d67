// aicc cache: tuning records listed, shown, carried from machine to machine, checked and cleared away.
#include "tools/aicc/CacheCommand.h"
#include "tools/aicc/CacheActions.h"

#include "llvm/Support/FileSystem.h"

using namespace aicc;
using namespace aicc::cache;
using llvm::Expected;

/// What a command does: the exit code, or an error, which is 1.
using Work = Expected<int> (*)(const Options &);

/// Adds one command that does `work`.
static CLI::App *add(CLI::App &parent, const char *name, const char *what, const char *example,
                     const std::shared_ptr<Options> &options, CommandLine &line, Work work) {
  CLI::App *command = parent.add_subcommand(name, what);
  addDatabaseOption(*command, options->tuning.database);
  command->add_flag("--json", options->json, "Write JSON to standard output");
  command->footer(examples({example}));
  command->callback([options, &line, work] {
    Expected<int> code = work(*options);
    line.exitCode = code ? *code : int(driver::kWrongInput);
    if (!code)
      llvm::errs() << "error: " << llvm::toString(code.takeError()) << "\n";
  });
  return command;
}

static void addIds(CLI::App &command, Options &options, const char *help) {
  command.add_option("ids", options.ids, help)->type_name("ID");
}

static void addDevices(CLI::App &command, Options &options) {
  command.add_option("--device", options.devices, "Device file that records may be of, beside the shipped ones")
      ->type_name("FILE")
      ->allow_extra_args(false);
}

static void addCarrying(CLI::App &cache, const std::shared_ptr<Options> &options, CommandLine &line) {
  CLI::App *command = add(cache, "export", "Write records as lines of JSON, sorted", "aicc cache export -o ours.jsonl",
                          options, line, exportRecords);
  addIds(*command, *options, "Records to write; none: all");
  command->add_option("-o,--output", options->output, "File to write; - is standard output");
  command = add(cache, "import", "Store the records in files as unverified ones, each line checked on its own",
                "aicc cache import theirs.jsonl --device h20.json", options, line, importRecords);
  command->add_option("files", options->files, "Files of lines; - is standard input")->required();
  addDevices(*command, *options);
  command = add(cache, "diff", "Compare the records of two databases or files of lines",
                "aicc cache diff ours.jsonl theirs.jsonl", options, line, diffRecords);
  command->add_option("first", options->first, "A database or a file of lines")->required();
  command->add_option("second", options->second, "Another one")->required();
}

static void addKeeping(CLI::App &cache, const std::shared_ptr<Options> &options, CommandLine &line) {
  CLI::App *command = add(cache, "verify", "Check the numbers of unverified records on this machine against the oracle",
                          "aicc cache verify --all", options, line, verifyRecords);
  addIds(*command, *options, "Records to check; none: those that are not verified");
  command->add_flag("--all", options->all, "Check verified records as well");
  command->add_option("--timeout", options->verify.seconds, "Seconds that compiling or running a record may take")
      ->check(above(0));
  command->add_option("--memory", options->verify.megabytes, "MiB that compiling or running a record may use; 0: any");
  addDevices(*command, *options);
  command = add(cache, "gc", "Remove slow and damaged records and old trials", "aicc cache gc --keep 1 --days 30",
                options, line, clearRecords);
  command->add_option("--keep", options->garbage.keepPerKey, "Fastest records of a kernel, device and team that stay")
      ->check(above(0));
  command->add_option("--days", options->garbage.trialDays, "Age at which trials go")->check(atLeast(0));
  add(cache, "stats", "Count what the database holds", "aicc cache stats --json", options, line, showStats);
}

void aicc::addCacheCommand(CLI::App &app, CommandLine &line) {
  auto options = std::make_shared<Options>();
  options->verify.aicc = llvm::sys::fs::getMainExecutable("aicc", reinterpret_cast<void *>(&addCacheCommand));
  CLI::App *cache = app.add_subcommand("cache", "List, share, check and clear tuning records");
  cache->require_subcommand(1);
  cache->footer(examples({"aicc cache ls", "aicc cache export -o ours.jsonl"}));
  CLI::App *command = add(*cache, "ls", "List records", "aicc cache ls --kernel 925796ad", options, line, listRecords);
  command->add_option("--kernel", options->kernel, "Only kernels whose digest begins so")->type_name("DIGEST");
  add(*cache, "show", "Say everything about one record", "aicc cache show 1f3c9a", options, line, showRecords)
      ->add_option("id", options->first, "The record's id, or its first digits")
      ->required();
  addCarrying(*cache, options, line);
  addKeeping(*cache, options, line);
}
