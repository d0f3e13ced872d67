// What every contestant of a benchmark speaks: a program that does one row's work when it is told to.
//
// Its arguments are `key=value` words that describe the row. It prepares, and writes one line to standard output:
//   ready NAME VERSION        it can be told to run
//   unsupported REASON        it cannot do this row; it ends with status 0
//   error REASON              it failed; it ends with status 1
// Then it reads commands from standard input, one a line, and answers each with one line:
//   run W N                   W calls that are not timed, then N that are: "ms T1 … TN"
//   write FILE                the results of the last call as .npy, the first to FILE, others to FILE.1, FILE.2, …: "written"
//   quit                      it ends; so does the end of the input
// While it waits it sleeps. What its threads do between the calls of one `run` is its library's choice.
#ifndef AICC_BENCHMARKS_PEERS_PROTOCOL_H
#define AICC_BENCHMARKS_PEERS_PROTOCOL_H

#include "compiler/Data/Npy.h"
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>

namespace aicc::peers {
/// The words that a contestant was started with.
class Request {
public:
  Request(int argc, char **argv) {
    for (int i = 1; i < argc; ++i) {
      std::string word = argv[i];
      size_t equals = word.find('=');
      if (equals != std::string::npos)
        values[word.substr(0, equals)] = word.substr(equals + 1);
    }
  }

  /// The value of `key`; empty where it is missing.
  std::string text(const std::string &key) const {
    auto found = values.find(key);
    return found == values.end() ? "" : found->second;
  }
  /// The value of `key` as a number of at least 1; 0 where it is missing or none.
  int64_t number(const std::string &key) const {
    long long value = std::atoll(text(key).c_str());
    return value < 1 ? 0 : value;
  }
  /// Operand `number`, of `type` and `shape`, from the folder `inputs`.
  llvm::Expected<data::Array> input(unsigned number, data::ElementType type, llvm::ArrayRef<int64_t> shape) const {
    return data::readNpy(text("inputs") + "/" + std::to_string(number) + ".npy", type, shape);
  }
  /// Operands for `slots`, each with a type and a shape, in order.
  template <typename Slots> llvm::Expected<std::vector<data::Array>> inputs(const Slots &slots) const {
    std::vector<data::Array> arrays;
    for (const auto &slot : slots) {
      llvm::Expected<data::Array> array = input(arrays.size(), slot.type, slot.shape);
      if (!array)
        return array.takeError();
      arrays.push_back(std::move(*array));
    }
    return arrays;
  }

private:
  std::map<std::string, std::string> values;
};

/// The file of result `number` where the first one goes to `path`.
inline std::string pathOfResult(const std::string &path, unsigned number) {
  return number == 0 ? path : path + "." + std::to_string(number);
}

/// Answers with `line`, which stays one line whatever a message in it holds.
inline void answer(std::string line) {
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::cout << line << std::endl;
}

/// Says why nothing will run, and returns the exit status.
inline int refuse(const std::string &reason) { return answer("unsupported " + reason), 0; }
inline int fail(const std::string &reason) { return answer("error " + reason), 1; }
inline int fail(llvm::Error error) { return fail(llvm::toString(std::move(error))); }

/// What a contestant can do once it is prepared. An empty text means success; else it says what went wrong.
struct Contestant {
  std::string name, version;
  std::function<std::string()> call;
  std::function<std::string(const std::string &path)> write;
  std::function<std::string()> before = nullptr; ///< runs before each call, untimed; may be absent
  /// Makes that many calls and says how many milliseconds each took by another clock than the host's; may be absent.
  std::function<llvm::Expected<std::vector<double>>(long calls)> time = nullptr;
};

/// "ms T1 … TN", or the error of a call.
inline std::string runCalls(const Contestant &contestant, long warmUps, long calls) {
  std::ostringstream line("ms", std::ios::ate);
  line.precision(9);
  for (long i = -warmUps; i < (contestant.time ? 0 : calls); ++i) {
    if (std::string fault = contestant.before ? contestant.before() : ""; !fault.empty())
      return "error " + fault;
    auto begin = std::chrono::steady_clock::now();
    std::string fault = contestant.call();
    std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - begin;
    if (!fault.empty())
      return "error " + fault;
    if (i >= 0)
      line << " " << passed.count();
  }
  if (!contestant.time)
    return line.str();
  llvm::Expected<std::vector<double>> times = contestant.time(calls);
  if (!times)
    return "error " + llvm::toString(times.takeError());
  for (double each : *times)
    line << " " << each;
  return line.str();
}

/// The answer to the command `line`.
inline std::string obey(const Contestant &contestant, const std::string &line) {
  std::istringstream words(line);
  std::string command, path;
  long warmUps = 0, calls = 0;
  words >> command;
  if (command == "run" && words >> warmUps >> calls && warmUps >= 0 && calls >= 0 && calls <= 1000000)
    return runCalls(contestant, warmUps, calls);
  if (command == "write" && std::getline(words >> std::ws, path)) {
    std::string fault = contestant.write(path);
    return fault.empty() ? "written" : "error " + fault;
  }
  return "error expected 'run W N', 'write FILE' or 'quit', found '" + line + "'";
}

/// Obeys until the end, and returns the exit status.
inline int serve(const Contestant &contestant) {
  std::cout.precision(9);
  answer("ready " + contestant.name + " " + contestant.version);
  for (std::string line; std::getline(std::cin, line) && line != "quit";)
    answer(obey(contestant, line));
  return 0;
}
} // namespace aicc::peers

#endif // AICC_BENCHMARKS_PEERS_PROTOCOL_H
