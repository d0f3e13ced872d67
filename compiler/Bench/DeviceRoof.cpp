// See DeviceRoof.h. tools/aicc-bench-worker/MeterRole.cpp has the words.
#include "compiler/Bench/DeviceRoof.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

Error DeviceRoof::start() {
  Launch launch;
  launch.label = "meter";
  launch.program = findProgram("aicc-bench-worker");
  launch.arguments = {"meter=" + device.backend};
  launch.patienceMs = patienceMs;
  std::string refusal;
  auto started = Contestant::start(launch, refusal);
  if (!started)
    return started.takeError();
  if (!*started)
    return llvm::createStringError(refusal);
  meter = std::move(*started);
  return Error::success();
}

/// The numbers that the meter answers `line` with.
Expected<std::vector<double>> DeviceRoof::ask(const std::string &line) {
  if (!meter)
    if (Error error = start())
      return error;
  Expected<std::string> answer = meter->ask(line, "measured");
  if (!answer) {
    meter.reset();
    return answer.takeError();
  }
  std::vector<double> numbers;
  for (StringRef word : llvm::split(*answer, ' '))
    if (double number; !word.getAsDouble(number))
      numbers.push_back(number);
  return numbers;
}

Error DeviceRoof::measureRate(StringRef type, Roof &roof) {
  std::vector<const device::Instruction *> candidates;
  for (const device::Instruction &instruction : device.instructions)
    if (instruction.a == type && instruction.b == type)
      candidates.push_back(&instruction);
  llvm::stable_sort(candidates, [&](auto *a, auto *b) {
    return device.peakFlops(*a).value_or(0) > device.peakFlops(*b).value_or(0);
  });
  for (const device::Instruction *instruction : candidates) {
    Expected<std::vector<double>> measured = ask("rate " + instruction->name);
    if (!measured)
      return measured.takeError();
    if (measured->size() != 2)
      continue;
    roof.peakGflops = measured->front() * 1e-9;
    roof.clockGHz = measured->back() * 1e-9;
    return Error::success();
  }
  return Error::success();
}

Expected<Roof> DeviceRoof::measure(StringRef type, int64_t bytes) {
  Roof roof;
  if (Error error = measureRate(type, roof))
    return error;
  Expected<std::vector<double>> read = ask("read " + std::to_string(bytes));
  if (!read)
    return read.takeError();
  if (!read->empty())
    roof.streamGBs = read->front() * 1e-9;
  return roof;
}
