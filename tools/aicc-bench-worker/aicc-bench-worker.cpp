// The contestant aicc: an artifact, loaded and called as any host does it. See benchmarks/peers/Protocol.h.
//   library=FILE   the artifact, with its manifest beside it    threads=N  the most that a call keeps busy
//   inputs=FOLDER  one .npy file an argument                    copies=N   sets of operands that calls rotate over
// With stream=BYTES in place of library and inputs, the contestant is a plain read of so many bytes a call.
#include "benchmarks/peers/Protocol.h"
#include "compiler/Artifact/Manifest.h"
#include "compiler/Driver/Invocation.h"
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
  std::string call() { return llvm::toString(sets[last]->invocation->run()); }
  std::string write(const std::string &path) {
    return llvm::toString(data::writeNpy(path, sets[last]->invocation->result(0)));
  }

private:
  Error addSet(const Request &request);

  std::unique_ptr<driver::LoadedArtifact> artifact;
  const artifact::Entry *entry = nullptr;
  driver::Signature signature;
  std::vector<std::unique_ptr<Operands>> sets;
  size_t next = 0, last = 0;
};
} // namespace

Error Work::addSet(const Request &request) {
  auto set = std::make_unique<Operands>();
  for (auto [number, slot] : llvm::enumerate(signature.arguments)) {
    Expected<data::Array> input = request.input(number, slot.type, slot.shape);
    if (!input)
      return input.takeError();
    set->inputs.push_back(std::move(*input));
  }
  auto invocation = driver::Invocation::create(*artifact, *entry, set->inputs, int32_t(request.number("threads")));
  if (!invocation)
    return invocation.takeError();
  set->invocation = std::move(*invocation);
  sets.push_back(std::move(set));
  return Error::success();
}

Error Work::open(const Request &request) {
  Expected<artifact::Info> info = artifact::readManifest(request.text("library"));
  if (!info)
    return info.takeError();
  auto opened = driver::LoadedArtifact::open(request.text("library"), std::move(*info));
  if (!opened)
    return opened.takeError();
  artifact = std::move(*opened);
  Expected<const artifact::Entry *> found = artifact->findEntry("");
  if (!found)
    return found.takeError();
  entry = *found;
  Expected<driver::Signature> declared = artifact->signatureOf(*entry);
  if (!declared)
    return declared.takeError();
  signature = std::move(*declared);
  for (int64_t copy = 0; copy < std::max<int64_t>(request.number("copies"), 1); ++copy)
    if (Error error = addSet(request))
      return error;
  return Error::success();
}

int main(int argc, char **argv) {
  Request request(argc, argv);
  if (request.number("stream"))
    return serveStream(request);
  Work work;
  if (Error error = work.open(request))
    return fail(std::move(error));
  auto write = [&](const std::string &path) { return work.write(path); };
  return serve({"aicc", "artifact", [&] { return work.call(); }, write, [&] { return work.prepare(); }});
}
