// See TuningOptions.h. The environment is read here.
#include "tools/aicc/TuningOptions.h"

#include <cstdlib>

using namespace aicc;
using autotune::Trust;

static std::optional<Trust> parseTrust(llvm::StringRef name) {
  return name == "verified" ? std::optional(Trust::Verified) : name == "imported" ? std::optional(Trust::Imported) : std::nullopt;
}

static std::string environment(const char *name) {
  const char *value = std::getenv(name);
  return value ? value : "";
}

std::string TuningOptions::databasePath() const {
  return database.empty() ? autotune::defaultDatabasePath(environment("XDG_DATA_HOME"), environment("HOME")) : database;
}

/// The first option that says which records count; empty where there is none.
static llvm::StringRef whichRecords(const TuningOptions &options) {
  return !options.record.empty()     ? "--record"
         : !options.trust.empty()    ? "--trust"
         : !options.database.empty() ? "--database"
                                     : "";
}

autotune::Tuned TuningOptions::mode() const {
  if (!tuned.empty())
    return *autotune::parseTuned(tuned);
  return standard == autotune::Tuned::Off && !whichRecords(*this).empty() ? autotune::Tuned::Cached : standard;
}

bool TuningOptions::check() const {
  llvm::StringRef option = whichRecords(*this);
  if (mode() != autotune::Tuned::Off || option.empty())
    return true;
  llvm::errs() << "error: " << option
               << " says which records count, and --tuned=off uses none; leave out one of the two\n";
  return false;
}

std::shared_ptr<autotune::RecordSource> TuningOptions::makeSource() const {
  autotune::SourceOptions options;
  options.tuned = mode();
  options.database = databasePath();
  options.isNamed = !database.empty();
  options.record = record;
  options.trust = trust.empty() ? Trust::Verified : *parseTrust(trust);
  return std::make_shared<autotune::RecordSource>(options);
}

void aicc::addDatabaseOption(CLI::App &command, std::string &database) {
  command.add_option("--database", database, "File with tuning records; by default aicc/tuning.db under XDG_DATA_HOME")
      ->type_name("FILE");
}

void aicc::addTuningOptions(CLI::App &command, TuningOptions &options) {
  command.add_option("--tuned", options.tuned, "What tuning records decide: off, cached, require (a miss fails), near")
      ->check(oneOf(autotune::parseTuned, "off, cached, require, near"))
      ->default_str(options.standard == autotune::Tuned::Off ? "off; cached with --record, --trust or --database"
                                                             : "cached");
  addDatabaseOption(command, options.database);
  command.add_option("--record", options.record, "ID of the record that its kernel gets (see aicc cache ls)")
      ->type_name("ID");
  command.add_option("--trust", options.trust, "Records that count: verified, or imported ones as well")
      ->check(oneOf(parseTrust, "verified, imported"))
      ->default_str("verified");
}

void aicc::useRecords(driver::CompileOptions &compile, const TuningOptions &options,
                      const std::shared_ptr<autotune::RecordSource> &source) {
  compile.find = autotune::findIn(source, options.mode());
}
