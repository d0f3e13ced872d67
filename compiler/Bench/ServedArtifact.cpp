// See ServedArtifact.h.
#include "compiler/Bench/ServedArtifact.h"
#include "compiler/Driver/Errors.h"
#include "compiler/Target/Target.h"

using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;

Expected<std::unique_ptr<target::DeviceMemory>> bench::openDevice(llvm::StringRef backend) {
  Expected<const target::Target *> target = target::findTarget(backend);
  if (!target)
    return target.takeError();
  if (!(*target)->openDevice)
    return nullptr;
  auto opened = (*target)->openDevice();
  if (!opened)
    return llvm::make_error<driver::HardwareError>(llvm::toString(opened.takeError()));
  return std::move(*opened);
}

Expected<std::unique_ptr<ServedArtifact>> ServedArtifact::open(const peers::Request &request, artifact::Info info,
                                                               target::DeviceMemory *memory) {
  auto opened = driver::SoleEntry::open(request.text("library"), std::move(info));
  if (!opened)
    return opened.takeError();
  std::unique_ptr<ServedArtifact> served(new ServedArtifact(memory));
  served->function = std::move(*opened);
  for (int64_t copy = 0; copy < std::max<int64_t>(request.number("copies"), 1); ++copy)
    if (Error error = served->addSet(request))
      return error;
  return served;
}

Error ServedArtifact::addSet(const peers::Request &request) {
  auto set = std::make_unique<Operands>();
  auto inputs = request.inputs(function.signature.arguments);
  if (!inputs)
    return inputs.takeError();
  set->inputs = std::move(*inputs);
  driver::Execution execution;
  execution.memory = memory;
  auto invocation = driver::Invocation::create(*function.artifact, *function.entry, set->inputs,
                                               int32_t(request.number("threads")), execution);
  if (!invocation)
    return invocation.takeError();
  set->invocation = std::move(*invocation);
  sets.push_back(std::move(set));
  return Error::success();
}

/// Puts what the next call writes in place back to what it was: hosts have no need to.
std::string ServedArtifact::prepare() {
  last = next++ % sets.size();
  return llvm::toString(sets[last]->invocation->reset());
}

std::string ServedArtifact::call() {
  driver::Invocation &invocation = *sets[last]->invocation;
  return llvm::toString(memory ? invocation.call() : invocation.run());
}

Expected<const data::Array *> ServedArtifact::result() {
  driver::Invocation &invocation = *sets[last]->invocation;
  if (memory)
    if (Error error = invocation.collect())
      return error;
  return &invocation.result(0);
}

Error ServedArtifact::writeResults(const std::string &path) {
  if (Error error = result().takeError())
    return error;
  const driver::Invocation &invocation = *sets[last]->invocation;
  for (unsigned number = 0; number < function.signature.results.size(); ++number)
    if (Error error = data::writeNpy(peers::pathOfResult(path, number), invocation.result(number)))
      return error;
  return Error::success();
}

/// Milliseconds of `calls` calls by the device's clock: one after the other without waiting, so that each has the mean;
/// one by one where something has to be put back before each.
Expected<std::vector<double>> ServedArtifact::time(int64_t calls) {
  bool isTogether = !sets.front()->invocation->needsReset();
  int64_t count = isTogether ? calls : 1;
  std::vector<double> ms;
  while (int64_t(ms.size()) < calls) {
    if (std::string fault = isTogether ? "" : prepare(); !fault.empty())
      return llvm::createStringError(fault);
    Expected<double> all = memory->time([&](void *stream) -> Error {
      for (int64_t call = 0; call < count; ++call) {
        last = isTogether ? next++ % sets.size() : last;
        if (Error error = sets[last]->invocation->enqueue(stream))
          return error;
      }
      return Error::success();
    });
    if (!all)
      return all.takeError();
    ms.insert(ms.end(), count, *all / double(count));
  }
  return ms;
}

peers::Contestant ServedArtifact::contestant() {
  auto write = [this](const std::string &path) { return llvm::toString(writeResults(path)); };
  peers::Contestant contestant = {"aicc", "artifact", [this] { return call(); }, write};
  contestant.before = [this] { return prepare(); };
  if (memory)
    contestant.time = [this](long calls) { return time(calls); };
  return contestant;
}
