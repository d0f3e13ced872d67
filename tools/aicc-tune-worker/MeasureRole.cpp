// Runs one library on guarded buffers; see Roles.h.
#include "autotune/Measure/GuardedCall.h"
#include "compiler/Artifact/Manifest.h"
#include "compiler/Bench/ServedArtifact.h"
#include "tools/aicc-tune-worker/Roles.h"

#include <unistd.h>

using namespace aicc;
using llvm::Error;
using llvm::Expected;

namespace {
class Work {
public:
  Error open(const peers::Request &request, artifact::Info info);
  std::string call() {
    last = next++ % sets.size();
    std::string error = injectFault();
    if (error.empty())
      error = llvm::toString(sets[last]->run());
    if (fault == "wrong")
      spoilResult();
    return error;
  }
  std::string write(const std::string &path) {
    if (Error error = sets[last]->checkEnds())
      return llvm::toString(std::move(error));
    Expected<data::Array> result = sets[last]->fetch(0);
    return result ? llvm::toString(data::writeNpy(path, *result)) : llvm::toString(result.takeError());
  }

private:
  Error addSet(const peers::Request &request);
  std::string injectFault();
  void spoilResult();

  driver::SoleEntry function;
  std::string fault; ///< what a test asks for
  std::vector<std::unique_ptr<autotune::GuardedCall>> sets;
  size_t next = 0, last = 0;
};
} // namespace

Error Work::addSet(const peers::Request &request) {
  auto inputs = request.inputs(function.signature.arguments);
  if (!inputs)
    return inputs.takeError();
  auto set =
      autotune::GuardedCall::create(*function.artifact, *function.entry, *inputs, int32_t(request.number("threads")));
  if (!set)
    return set.takeError();
  sets.push_back(std::move(*set));
  return Error::success();
}

Error Work::open(const peers::Request &request, artifact::Info info) {
  std::string library = request.text("library");
  fault = worker::faultOf(request, library);
  auto opened = driver::SoleEntry::open(library, std::move(info));
  if (!opened)
    return opened.takeError();
  function = std::move(*opened);
  for (int64_t copy = 0; copy < std::max<int64_t>(request.number("copies"), 1); ++copy)
    if (Error error = addSet(request))
      return error;
  return Error::success();
}

/// Does what a test asks for before a call. The text of an error, or empty.
std::string Work::injectFault() {
  autotune::GuardedBytes &result = sets[last]->result(0);
  volatile char *bytes = static_cast<char *>(result.data());
  if (fault == "crash")
    *reinterpret_cast<volatile int *>(8) = 1;
  if (fault == "hang")
    worker::hang();
  if (fault == "slow")
    usleep(2000);
  if (fault == "late" && next == 1)
    usleep(2500000);
  if (fault == "leak")
    return worker::eatMemory();
  if (fault == "overrun")
    bytes[llvm::alignTo(result.size(), 64)] = 1;
  if (fault == "underrun")
    bytes[-1] = 1;
  if (fault == "small-overrun")
    bytes[result.size()] = 1;
  return "";
}

/// One wrong number at the end, where the last edge is computed.
void Work::spoilResult() {
  autotune::GuardedBytes &result = sets[last]->result(0);
  static_cast<char *>(result.data())[result.size() - 1] ^= 0x40;
}

/// Reads a byte of each line of `bytes`, so that caches hold nothing else.
static std::string readThrough(const std::vector<char> &bytes) {
  constexpr size_t kLine = 64;
  const volatile char *data = bytes.data();
  for (size_t at = 0; at < bytes.size(); at += kLine)
    (void)data[at];
  return "";
}

int worker::measure(const peers::Request &request) {
  Expected<artifact::Info> info = artifact::readManifest(request.text("library"));
  if (!info)
    return peers::fail(info.takeError());
  auto memory = bench::openDevice(info->backend);
  if (!memory)
    return peers::fail(memory.takeError());
  if (*memory)
    return measureOnDevice(request, std::move(*info), std::move(*memory));
  Work work;
  if (Error error = work.open(request, std::move(*info)))
    return peers::fail(std::move(error));
  // Ones: pages that nobody has written are all the same page of zeros.
  std::vector<char> others(size_t(std::max<int64_t>(request.number("evict"), 0)), 1);
  auto write = [&](const std::string &path) { return work.write(path); };
  return peers::serve({"aicc", "candidate", [&] { return work.call(); }, write, [&] { return readThrough(others); }});
}
