// See CommandLine.h.
#include "tools/aicc/CommandLine.h"
#include "compiler/Target/Target.h"

#include "llvm/Support/FormatVariadic.h"

#include <cstdlib>

using namespace aicc;

static std::string checkNumber(const std::string &word) {
  int64_t value;
  return llvm::StringRef(word).getAsInteger(10, value) ? "expected a whole number, found '" + word + "'" : "";
}

static CLI::Validator checkBound(double least, bool isOpen) {
  auto check = [least, isOpen](const std::string &word) -> std::string {
    double value;
    bool isNumber = !llvm::StringRef(word).getAsDouble(value);
    if (isNumber && (isOpen ? value > least : value >= least))
      return "";
    return llvm::formatv("expected a number {0} {1}, found '{2}'", isOpen ? "above" : "of at least", least, word);
  };
  return CLI::Validator(check, "");
}

CLI::Validator aicc::atLeast(double least) { return checkBound(least, /*isOpen=*/false); }
CLI::Validator aicc::above(double least) { return checkBound(least, /*isOpen=*/true); }

static std::optional<bool> parseSwitch(llvm::StringRef word) {
  if (word == "on" || word == "off")
    return word == "on";
  return std::nullopt;
}

void aicc::addTargetOptions(CLI::App &command, driver::CompileOptions &options) {
  CLI::Option *target =
      command.add_option("--target", options.target, "ID of a shipped device, or host (see aicc device list)");
  command.add_option("--device", options.deviceFile, "Device file, in place of a shipped device")->excludes(target);
  command.add_option("--threads", options.threads, "Team that schedules are made for; 0: the device's own")
      ->check(CLI::Validator(checkNumber, ""));
  command.add_flag("--allow-tf32", options.allowTf32,
                   "Let factors of f32 contractions be rounded to tf32 (10 bits), on devices with such instructions");
  command
      .add_option_function<std::string>(
          "--raise-attention", [&options](const std::string &word) { options.raiseAttention = *parseSwitch(word); },
          "Whether attention that a graph spells out becomes one graph.attention: on, off (to compare)")
      ->check(oneOf(parseSwitch, "on, off"))
      ->default_str("on");
  for (llvm::StringRef variable : target::toolVariables())
    if (const char *root = std::getenv(variable.str().c_str()); root && *root)
      options.toolRoots.push_back(root);
}

std::string aicc::examples(llvm::ArrayRef<const char *> lines) {
  std::string text = "Examples:";
  for (const char *line : lines)
    text += std::string("\n  ") + line;
  return text;
}

void aicc::printJson(const driver::Session &session, int exitCode,
                     llvm::function_ref<void(llvm::json::OStream &)> members) {
  llvm::json::OStream json(llvm::outs(), 2);
  json.object([&] {
    driver::writeOutcome(json, session, exitCode);
    members(json);
  });
  llvm::outs() << "\n";
}
