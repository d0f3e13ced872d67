// aicc cache
#ifndef AICC_TOOLS_AICC_CACHECOMMAND_H
#define AICC_TOOLS_AICC_CACHECOMMAND_H

namespace CLI {
class App;
}

namespace aicc {
struct CommandLine;

/// Adds `cache ls`, `show`, `export`, `import`, `diff`, `verify`, `gc` and `stats` to `app`. The one that is chosen runs
/// while `app` parses and sets `line.exitCode`: 0 done, 1 wrong input or a database that cannot be used, 2 a record's
/// numbers are wrong here, 5 some lines were rejected and the rest imported.
void addCacheCommand(CLI::App &app, CommandLine &line);
} // namespace aicc

#endif // AICC_TOOLS_AICC_CACHECOMMAND_H
