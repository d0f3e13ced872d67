// Processes and pipes; see Contestant.h.
#include "compiler/Bench/Contestant.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

std::string bench::findProgram(StringRef name) {
  static int anchor;
  llvm::SmallString<128> path(llvm::sys::fs::getMainExecutable(nullptr, &anchor));
  llvm::sys::path::remove_filename(path);
  llvm::sys::path::append(path, name);
  return llvm::sys::fs::can_execute(path) ? std::string(path) : std::string();
}

/// This process's environment with the changes that `launch` asks for.
static std::vector<std::string> environmentOf(const Launch &launch) {
  std::vector<std::string> result;
  for (char **entry = environ; *entry; ++entry) {
    StringRef name = StringRef(*entry).split('=').first;
    if (llvm::none_of(launch.environment, [&](const auto &change) { return change.first == name; }))
      result.push_back(*entry);
  }
  for (const auto &[name, value] : launch.environment)
    if (!value.empty())
      result.push_back(name + "=" + value);
  return result;
}

static std::vector<char *> pointersTo(std::vector<std::string> &words) {
  std::vector<char *> pointers;
  for (std::string &word : words)
    pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

Error Contestant::fault(const llvm::Twine &text, ContestantError::Kind kind, int signal) const {
  return llvm::make_error<ContestantError>(kind, signal, ("the contestant " + label + " " + text).str());
}

/// Takes leave of a process that closed its end of the pipe.
Error Contestant::ended() {
  int status = 0;
  kill(process, SIGCONT);
  // It may have closed the pipe and live on.
  for (int attempt = 0; attempt < 100 && waitpid(process, &status, WNOHANG) == 0; ++attempt) {
    usleep(10000);
    if (attempt == 98)
      kill(process, SIGKILL);
  }
  process = -1;
  int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  std::string how = signal ? " (" + std::string(strsignal(signal)) + ")" : "";
  return fault("ended without an answer" + how + "; see its messages above", ContestantError::Ended, signal);
}

Error Contestant::spawn(const Launch &launch) {
  int toChild[2], fromChild[2];
  if (pipe2(toChild, O_CLOEXEC))
    return fault(StringRef("cannot be reached: ") + strerror(errno), ContestantError::NotStarted);
  if (pipe2(fromChild, O_CLOEXEC)) {
    close(toChild[0]), close(toChild[1]);
    return fault(StringRef("cannot be reached: ") + strerror(errno), ContestantError::NotStarted);
  }
  std::vector<std::string> words = launch.arguments, variables = environmentOf(launch);
  words.insert(words.begin(), launch.program);
  std::vector<char *> argv = pointersTo(words), envp = pointersTo(variables);
  processors = lastProcessors(launch.threads);
  cpu_set_t mask;
  CPU_ZERO(&mask);
  for (int cpu : processors)
    CPU_SET(cpu, &mask);
  rlimit memory = {rlim_t(launch.memoryBytes), rlim_t(launch.memoryBytes)};
  patienceMs = launch.patienceMs;
  process = fork();
  if (process == 0) {
    // Between fork and exec only what is safe in a signal handler. An interrupt goes to the whole group of a terminal;
    // what it means is the master's to say, whose contestants end with it.
    signal(SIGINT, SIG_IGN);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(toChild[0], STDIN_FILENO);
    dup2(fromChild[1], STDOUT_FILENO);
    sched_setaffinity(0, sizeof mask, &mask);
    if (launch.memoryBytes)
      setrlimit(RLIMIT_AS, &memory);
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  close(toChild[0]), close(fromChild[1]);
  commands = toChild[1], answers = fromChild[0];
  return process > 0 ? Error::success() : fault(StringRef("cannot be started: ") + strerror(errno), ContestantError::NotStarted);
}

void Contestant::send(const std::string &line) {
  std::string text = line + "\n";
  // A contestant that has ended is told by its missing answer.
  void (*before)(int) = signal(SIGPIPE, SIG_IGN);
  (void)!::write(commands, text.data(), text.size());
  signal(SIGPIPE, before);
}

Expected<std::string> Contestant::receive() {
  size_t end;
  while ((end = pending.find('\n')) == std::string::npos) {
    pollfd waiting = {answers, POLLIN, 0};
    int ready = poll(&waiting, 1, int(patienceMs));
    if (ready < 0 && errno == EINTR)
      continue;
    if (ready == 0)
      return fault("has not answered for " + llvm::Twine(patienceMs) + " ms", ContestantError::Silent);
    char bytes[4096];
    ssize_t count = read(answers, bytes, sizeof bytes);
    if (count <= 0)
      return ended();
    pending.append(bytes, count);
  }
  std::string line = pending.substr(0, end);
  pending.erase(0, end + 1);
  return line;
}

/// Sends `line` and takes the answer, without its first word `answer`.
Expected<std::string> Contestant::ask(const std::string &line, StringRef answer) {
  if (process <= 0)
    return fault("has ended already", ContestantError::Ended);
  kill(process, SIGCONT);
  send(line);
  Expected<std::string> reply = receive();
  if (process > 0)
    kill(process, SIGSTOP);
  if (!reply)
    return reply.takeError();
  StringRef rest = *reply;
  if (rest.consume_front(answer))
    return rest.trim().str();
  return fault("answered '" + *reply + "' to '" + line + "'; expected '" + answer + "'");
}

Expected<std::unique_ptr<Contestant>> Contestant::start(const Launch &launch, std::string &refusal) {
  std::unique_ptr<Contestant> contestant(new Contestant(launch.label));
  if (Error error = contestant->spawn(launch))
    return std::move(error);
  Expected<std::string> greeting = contestant->receive();
  if (!greeting)
    return greeting.takeError();
  StringRef rest = *greeting;
  if (rest.consume_front("ready ")) {
    contestant->version = rest.str();
    kill(contestant->process, SIGSTOP);
    return contestant;
  }
  if (!rest.consume_front("unsupported "))
    return contestant->fault("answered '" + *greeting + "'; expected 'ready'");
  refusal = rest.str();
  return nullptr;
}

Contestant::~Contestant() {
  if (commands >= 0)
    close(commands);
  if (answers >= 0)
    close(answers);
  if (process <= 0)
    return;
  // It may be in the middle of a run that nobody waits for any more.
  kill(process, SIGKILL);
  while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Expected<std::vector<double>> Contestant::run(int64_t warmUps, int64_t calls) {
  Expected<std::string> line = ask("run " + std::to_string(warmUps) + " " + std::to_string(calls), "ms");
  if (!line)
    return line.takeError();
  std::vector<double> times;
  for (StringRef word : llvm::split(*line, ' ')) {
    double ms;
    if (word.getAsDouble(ms))
      return fault("answered '" + *line + "'; expected milliseconds");
    times.push_back(ms);
  }
  if (int64_t(times.size()) != calls)
    return fault("answered " + llvm::Twine(times.size()) + " times; expected " + llvm::Twine(calls));
  return times;
}

Error Contestant::write(StringRef path) { return ask(("write " + path).str(), "written").takeError(); }
