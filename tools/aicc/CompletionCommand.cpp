// aicc completion: shell scripts that complete commands and options, generated from the commands themselves. Words
// that are no option complete as file names.
#include "tools/aicc/CompletionCommand.h"
#include "compiler/Driver/ShellWord.h"
#include "tools/aicc/CommandLine.h"

#include "llvm/ADT/StringExtras.h"

using namespace aicc;
using driver::shellQuoted;
using llvm::raw_ostream;

namespace {
/// A command with its words from the program's name on: "aicc device list".
struct Command {
  std::string words;
  const CLI::App *app;
};
} // namespace

static void collect(const CLI::App &app, const std::string &words, std::vector<Command> &commands) {
  commands.push_back({words, &app});
  for (const CLI::App *sub : app.get_subcommands([](const CLI::App *) { return true; }))
    collect(*sub, words + " " + sub->get_name(), commands);
}

/// "--output", "-o": every spelling of `option`.
static std::vector<std::string> spellings(const CLI::Option &option) {
  std::vector<std::string> result;
  for (const std::string &name : option.get_lnames())
    result.push_back("--" + name);
  for (const std::string &name : option.get_snames())
    result.push_back("-" + name);
  return result;
}

/// Subcommands and options of `app`.
static std::string wordsOf(const CLI::App &app) {
  std::vector<std::string> words;
  for (const CLI::App *sub : app.get_subcommands([](const CLI::App *) { return true; }))
    words.push_back(sub->get_name());
  for (const CLI::Option *option : app.get_options())
    llvm::append_range(words, spellings(*option));
  return llvm::join(words, " ");
}

/// The body that bash and zsh share: `at` is the words of the command, `words` what may follow.
static void printCases(raw_ostream &os, llvm::ArrayRef<Command> commands) {
  os << "  case \"$at\" in\n";
  for (const Command &command : commands)
    os << "    " << shellQuoted(command.words) << ") words=" << shellQuoted(wordsOf(*command.app)) << " ;;\n";
  os << "  esac\n";
}

/// Extends `at` by `word` where that is a command.
static void printWalk(raw_ostream &os, llvm::ArrayRef<Command> commands) {
  os << "    case \"$at $word\" in\n      ";
  os << llvm::join(llvm::map_range(commands.drop_front(), [](const Command &c) { return shellQuoted(c.words); }), "|");
  os << ") at=\"$at $word\" ;;\n    esac\n";
}

static void printBash(raw_ostream &os, llvm::ArrayRef<Command> commands) {
  os << "# Bash completion for aicc; load it with: source <(aicc completion bash)\n"
     << "_aicc() {\n  local at=aicc word words=\n"
     << "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n";
  printWalk(os, commands);
  os << "  done\n";
  printCases(os, commands);
  os << "  COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
     << "}\ncomplete -o default -F _aicc aicc\n";
}

static void printZsh(raw_ostream &os, llvm::ArrayRef<Command> commands) {
  os << "#compdef aicc\n# Zsh completion for aicc; load it with: source <(aicc completion zsh)\n"
     << "_aicc() {\n  local at=aicc word before=(${words[2,CURRENT-1]}) words=\n"
     << "  for word in $before; do\n";
  printWalk(os, commands);
  os << "  done\n";
  printCases(os, commands);
  os << "  compadd -- ${=words}\n  _files\n}\ncompdef _aicc aicc\n";
}

static void printFish(raw_ostream &os, llvm::ArrayRef<Command> commands) {
  os << "# Fish completion for aicc; load it with: aicc completion fish | source\n";
  for (const Command &command : commands) {
    auto [program, path] = llvm::StringRef(command.words).split(' ');
    std::string condition = path.empty() ? "__fish_use_subcommand" : "";
    for (llvm::StringRef word : llvm::split(path, ' '))
      if (!word.empty())
        condition += (condition.empty() ? "" : "; and ") + ("__fish_seen_subcommand_from " + word).str();
    std::string begin = "complete -c aicc -n " + shellQuoted(condition);
    for (const CLI::App *sub : command.app->get_subcommands([](const CLI::App *) { return true; }))
      os << begin << " -a " << sub->get_name() << " -d " << shellQuoted(sub->get_description()) << "\n";
    for (const CLI::Option *option : command.app->get_options()) {
      std::string names;
      for (const std::string &name : option->get_lnames())
        names += " -l " + name;
      for (const std::string &name : option->get_snames())
        names += " -s " + name;
      if (!names.empty())
        os << begin << names << (option->get_items_expected_max() ? " -r" : "") << " -d "
           << shellQuoted(option->get_description()) << "\n";
    }
  }
}

static constexpr std::pair<llvm::StringLiteral, void (*)(raw_ostream &, llvm::ArrayRef<Command>)> kShells[] = {
    {"bash", printBash}, {"zsh", printZsh}, {"fish", printFish}};

static std::optional<unsigned> parseShell(llvm::StringRef name) {
  for (auto [index, shell] : llvm::enumerate(kShells))
    if (shell.first == name)
      return index;
  return std::nullopt;
}

void aicc::addCompletionCommand(CLI::App &app, CommandLine &) {
  auto shell = std::make_shared<std::string>();
  CLI::App *command = app.add_subcommand("completion", "Print a script that completes commands and options");
  command->add_option("shell", *shell, "bash, zsh or fish")->required()->check(oneOf(parseShell, "bash, zsh, fish"));
  command->footer(examples({"source <(aicc completion bash)", "aicc completion fish | source"}));
  command->callback([shell, &app] {
    std::vector<Command> commands;
    collect(app, "aicc", commands);
    kShells[*parseShell(*shell)].second(llvm::outs(), commands);
  });
}
