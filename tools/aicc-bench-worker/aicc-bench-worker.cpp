// The contestant aicc: an artifact, loaded and called as any host does it. See benchmarks/peers/Protocol.h.
//   library=FILE   the artifact, with its manifest beside it    threads=N  the most that a call keeps busy
//   inputs=FOLDER  one .npy file an argument                    copies=N   sets of operands that calls rotate over
// An artifact for a device that is not the host's processor finds its operands in the device's memory and is timed by the
// device's clock. With meter=BACKEND alone it measures such a device (MeterRole.h).
// With stream=BYTES in their place, the contestant is a plain read of so many bytes a call (Stream.h).
#include "benchmarks/peers/Protocol.h"
#include "compiler/Artifact/Manifest.h"
#include "compiler/Driver/Invocation.h"
#include "compiler/Target/Target.h"
#include "tools/aicc-bench-worker/MeterRole.h"
#include "tools/aicc-bench-worker/Stream.h"

using namespace aicc;
using namespace aicc::peers;
using llvm::Error;
using llvm::Expected;

namespace {
/// One set of operands, with a function that is ready to be called on it.
struct Operands {
  std::vector<data::Array> inputs;
  std::unique_ptr<driver::Invocation> invocation;
};

class Work {
public:
  Error open(const Request &request);
  /// Puts what the next call writes in place back to what it was: hosts have no need to.
  std::string prepare() {
    last = next++ % sets.size();
    return llvm::toString(sets[last]->invocation->reset());
  }
  std::string call() {
    driver::Invocation &invocation = *sets[last]->invocation;
    return llvm::toString(memory ? invocation.call() : invocation.run());
  }
  std::string write(const std::string &path) {
    driver::Invocation &invocation = *sets[last]->invocation;
    if (memory)
      if (Error error = invocation.collect())
        return llvm::toString(std::move(error));
    return llvm::toString(data::writeNpy(path, invocation.result(0)));
  }
  bool isOnDevice() const { return memory != nullptr; }
  Expected<std::vector<double>> time(int64_t calls);

private:
  Error openDevice(llvm::StringRef backend);
  Error addSet(const Request &request);

  std::unique_ptr<target::DeviceMemory> memory; ///< null: the host's
  driver::SoleEntry function;
  std::vector<std::unique_ptr<Operands>> sets;
  size_t next = 0, last = 0;
};
} // namespace

Error Work::addSet(const Request &request) {
  auto set = std::make_unique<Operands>();
  auto inputs = request.inputs(function.signature.arguments);
  if (!inputs)
    return inputs.takeError();
  set->inputs = std::move(*inputs);
  driver::Execution execution;
  execution.memory = memory.get();
  auto invocation = driver::Invocation::create(*function.artifact, *function.entry, set->inputs,
                                               int32_t(request.number("threads")), execution);
  if (!invocation)
    return invocation.takeError();
  set->invocation = std::move(*invocation);
  sets.push_back(std::move(set));
  return Error::success();
}

Error Work::openDevice(llvm::StringRef backend) {
  Expected<const target::Target *> target = target::findTarget(backend);
  if (!target)
    return target.takeError();
  if (!(*target)->openDevice)
    return Error::success();
  auto opened = (*target)->openDevice();
  if (!opened)
    return llvm::make_error<driver::HardwareError>(llvm::toString(opened.takeError()));
  memory = std::move(*opened);
  return Error::success();
}

/// Milliseconds of `calls` calls by the device's clock: one after the other without waiting, so that each has the mean;
/// one by one where something has to be put back before each.
Expected<std::vector<double>> Work::time(int64_t calls) {
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

Error Work::open(const Request &request) {
  Expected<artifact::Info> info = artifact::readManifest(request.text("library"));
  if (!info)
    return info.takeError();
  if (Error error = openDevice(info->backend))
    return error;
  auto opened = driver::SoleEntry::open(request.text("library"), std::move(*info));
  if (!opened)
    return opened.takeError();
  function = std::move(*opened);
  for (int64_t copy = 0; copy < std::max<int64_t>(request.number("copies"), 1); ++copy)
    if (Error error = addSet(request))
      return error;
  return Error::success();
}

int main(int argc, char **argv) {
  Request request(argc, argv);
  if (std::string backend = request.text("meter"); !backend.empty())
    return serveMeter(backend);
  if (request.number("stream"))
    return serveStream(request);
  Work work;
  if (Error error = work.open(request))
    return error.isA<driver::HardwareError>() ? refuse(llvm::toString(std::move(error))) : fail(std::move(error));
  Contestant contestant = {"aicc", "artifact", [&] { return work.call(); },
                           [&](const std::string &path) { return work.write(path); }};
  contestant.before = [&] { return work.prepare(); };
  if (work.isOnDevice())
    contestant.time = [&](long calls) { return work.time(calls); };
  return serve(contestant);
}
