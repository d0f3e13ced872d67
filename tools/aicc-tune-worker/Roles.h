// What a worker of the tuner does, in a process of its own so that nothing it does can hurt the
// tuner.
//   role=compile   compiles one kernel with many schedules:  compile SCHEDULE LIBRARY -> "compiled"
//   role=measure   runs one library:                         the words of
//   benchmarks/peers/Protocol.h
// Both are stopped by their master when they take too long, and limited in memory.
//
// `fault=KIND@PART,…` is for tests of that master: a candidate whose library's path contains PART
// goes wrong in the way KIND.
#ifndef AICC_TOOLS_AICC_TUNE_WORKER_ROLES_H
#define AICC_TOOLS_AICC_TUNE_WORKER_ROLES_H

#include "benchmarks/peers/Protocol.h"
#include "compiler/Artifact/ArtifactInfo.h"
#include "compiler/Target/Execution.h"

namespace aicc::worker {
/// module=FILE target=ID device=FILE threads=N tools=FOLDER:FOLDER…: compiles until the input ends; returns the exit
/// status. Vendors' tools are looked for in the folders, then on PATH.
int compileAll(const peers::Request &request);
/// library=FILE inputs=FOLDER copies=N evict=BYTES threads=N: runs until the input ends; returns the
/// exit status. Calls rotate over N sets of operands; before each call BYTES of other memory are
/// read, which leave nothing else in caches that are smaller.
int measure(const peers::Request &request);
/// As `measure`, on the device whose memory this is: its clock counts, and only calls on other operands leave nothing in its
/// caches.
int measureOnDevice(const peers::Request &request, artifact::Info info, std::unique_ptr<target::DeviceMemory> memory);

/// The fault that a test asks for with `library`: "abort", "hang", …; empty as a rule. The first one that is
/// meant.
std::string faultOf(const peers::Request &request, const std::string &library);
/// Takes memory until there is no more; returns the message of that.
std::string eatMemory();
/// Never returns.
[[noreturn]] void hang();
} // namespace aicc::worker

#endif // AICC_TOOLS_AICC_TUNE_WORKER_ROLES_H
