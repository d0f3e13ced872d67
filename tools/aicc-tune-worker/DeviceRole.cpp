// Runs one library on a device that is not the processor; see Roles.h.
#include "autotune/Measure/GuardedMemory.h"
#include "compiler/Bench/ServedArtifact.h"
#include "tools/aicc-tune-worker/Roles.h"

#include <cstring>

using namespace aicc;
using llvm::Error;
using llvm::Expected;

/// Does what a test asks for before a call. The text of an error, or empty.
static std::string injectFault(const std::string &fault, autotune::GuardedMemory &memory) {
  if (fault == "crash")
    *reinterpret_cast<volatile int *>(8) = 1;
  if (fault == "hang")
    worker::hang();
  return fault == "overrun" ? llvm::toString(memory.spoil()) : "";
}

/// Writes the result of the last call, unless something ran past an end.
static Error writeResult(bench::ServedArtifact &served, autotune::GuardedMemory &memory, const std::string &fault,
                         const std::string &path) {
  if (Error error = memory.checkZones())
    return error;
  Expected<const data::Array *> result = served.result();
  if (!result)
    return result.takeError();
  if (fault != "wrong")
    return data::writeNpy(path, **result);
  Expected<data::Array> spoilt = data::Array::create((*result)->type(), (*result)->shape());
  if (!spoilt)
    return spoilt.takeError();
  std::memcpy(spoilt->data(), (*result)->data(), spoilt->bytes());
  static_cast<char *>(spoilt->data())[spoilt->bytes() - 1] ^= 0x40;
  return data::writeNpy(path, *spoilt);
}

int worker::measureOnDevice(const peers::Request &request, artifact::Info info,
                            std::unique_ptr<target::DeviceMemory> opened) {
  std::string fault = faultOf(request, request.text("library"));
  autotune::GuardedMemory memory(std::move(opened));
  auto served = bench::ServedArtifact::open(request, std::move(info), &memory);
  if (!served)
    return peers::fail(served.takeError());
  peers::Contestant contestant = (*served)->contestant();
  contestant.before = [&, before = contestant.before] {
    std::string error = injectFault(fault, memory);
    return error.empty() ? before() : error;
  };
  contestant.time = [&, time = contestant.time](long calls) -> Expected<std::vector<double>> {
    if (std::string error = injectFault(fault, memory); !error.empty())
      return llvm::createStringError(error);
    return time(calls);
  };
  contestant.write = [&](const std::string &path) {
    return llvm::toString(writeResult(**served, memory, fault, path));
  };
  return peers::serve(contestant);
}
