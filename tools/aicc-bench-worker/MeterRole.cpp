// See MeterRole.h.
#include "tools/aicc-bench-worker/MeterRole.h"
#include "benchmarks/peers/Protocol.h"
#include "compiler/Target/Target.h"

using namespace aicc;
using llvm::Expected;

constexpr unsigned kRepetitions = 3;

static std::string obeyRate(target::DeviceMeter &meter, const std::string &instruction) {
  Expected<std::vector<target::RateSample>> samples = meter.sampleRate(instruction, kRepetitions);
  if (!samples)
    return "error " + llvm::toString(samples.takeError());
  auto isSlower = [](const target::RateSample &a, const target::RateSample &b) { return a.rate < b.rate; };
  auto best = std::max_element(samples->begin(), samples->end(), isSlower);
  std::ostringstream line("measured", std::ios::ate);
  if (best != samples->end())
    line << " " << best->rate << " " << best->clock;
  return line.str();
}

static std::string obeyRead(target::DeviceMeter &meter, int64_t bytes) {
  Expected<std::vector<double>> samples = meter.sampleRead("memory", bytes, /*oneUnit=*/false, kRepetitions);
  if (!samples)
    return "error " + llvm::toString(samples.takeError());
  std::ostringstream line("measured", std::ios::ate);
  if (!samples->empty())
    line << " " << *std::max_element(samples->begin(), samples->end());
  return line.str();
}

static std::string obey(target::DeviceMeter &meter, const std::string &line) {
  std::istringstream words(line);
  std::string command, instruction;
  int64_t bytes = 0;
  words >> command;
  if (command == "rate" && words >> instruction)
    return obeyRate(meter, instruction);
  if (command == "read" && words >> bytes && bytes >= 0)
    return obeyRead(meter, bytes);
  return "error expected 'rate INSTRUCTION', 'read BYTES' or 'quit', found '" + line + "'";
}

int serveMeter(const std::string &backend) {
  Expected<const target::Target *> target = target::findTarget(backend);
  if (!target)
    return peers::fail(target.takeError());
  if (!(*target)->openMeter)
    return peers::refuse("devices of the back end " + backend + " have no meter");
  auto meter = (*target)->openMeter();
  if (!meter)
    return peers::refuse(llvm::toString(meter.takeError()));
  peers::answer("ready meter of " + (*meter)->facts().name);
  for (std::string line; std::getline(std::cin, line) && line != "quit";)
    peers::answer(obey(**meter, line));
  return 0;
}
