// The contestant aicc: an artifact, loaded and called as any host does it. See benchmarks/peers/Protocol.h.
//   library=FILE   the artifact, with its manifest beside it    threads=N  the most that a call keeps busy
//   inputs=FOLDER  one .npy file an argument                    copies=N   sets of operands that calls rotate over
// An artifact for a device that is not the host's processor finds its operands in the device's memory and is timed by the
// device's clock. With meter=BACKEND alone it measures such a device (MeterRole.h).
// With stream=BYTES in their place, the contestant is a plain read of so many bytes a call (Stream.h).
#include "compiler/Artifact/Manifest.h"
#include "compiler/Bench/ServedArtifact.h"
#include "compiler/Driver/Errors.h"
#include "tools/aicc-bench-worker/MeterRole.h"
#include "tools/aicc-bench-worker/Stream.h"

using namespace aicc;
using llvm::Error;
using llvm::Expected;

static Error serveArtifact(const peers::Request &request, int &status) {
  Expected<artifact::Info> info = artifact::readManifest(request.text("library"));
  if (!info)
    return info.takeError();
  auto memory = bench::openDevice(info->backend);
  if (!memory)
    return memory.takeError();
  auto served = bench::ServedArtifact::open(request, std::move(*info), memory->get());
  if (!served)
    return served.takeError();
  status = peers::serve((*served)->contestant());
  return Error::success();
}

int main(int argc, char **argv) {
  peers::Request request(argc, argv);
  if (std::string backend = request.text("meter"); !backend.empty())
    return serveMeter(backend);
  if (request.number("stream"))
    return peers::serveStream(request);
  int status = 0;
  if (Error error = serveArtifact(request, status))
    return error.isA<driver::HardwareError>() ? peers::refuse(llvm::toString(std::move(error)))
                                              : peers::fail(std::move(error));
  return status;
}
