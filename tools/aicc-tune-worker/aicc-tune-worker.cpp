// aicc-tune-worker: compiles or measures for aicc tune; see Roles.h.
#include "tools/aicc-tune-worker/Roles.h"

#include <cstdlib>
#include <unistd.h>

using namespace aicc;

std::string worker::faultOf(const peers::Request &request, const std::string &library) {
  std::istringstream faults(request.text("fault"));
  for (std::string fault; std::getline(faults, fault, ',');) {
    size_t at = fault.find('@');
    if (at != std::string::npos && library.find(fault.substr(at + 1)) != std::string::npos)
      return fault.substr(0, at);
  }
  return "";
}

std::string worker::eatMemory() {
  constexpr size_t kPiece = 64 << 20;
  // The limit counts what is reserved; touching it all would take longer than it teaches.
  while (void *piece = malloc(kPiece))
    *static_cast<volatile char *>(piece) = 1;
  return "out of memory";
}

void worker::hang() {
  for (;;)
    usleep(1000);
}

int main(int argc, char **argv) {
  peers::Request request(argc, argv);
  // What compilers and kernels say is of use only to who looks for it.
  std::string errors = request.text("errors");
  if (!freopen(errors.empty() ? "/dev/null" : errors.c_str(), "a", stderr))
    return 1;
  if (request.text("role") == "compile")
    return worker::compileAll(request);
  if (request.text("role") == "measure")
    return worker::measure(request);
  return peers::fail("expected role=compile or role=measure; this program is started by aicc tune");
}
