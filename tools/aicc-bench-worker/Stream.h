// The contestant stream: what a row would take if it only read its bytes.
#ifndef AICC_TOOLS_AICCBENCHWORKER_STREAM_H
#define AICC_TOOLS_AICCBENCHWORKER_STREAM_H

#include "benchmarks/peers/Protocol.h"

namespace aicc::peers {
/// Serves as a contestant whose call is a plain read of `stream` bytes by `threads` threads, each its own part,
/// rotating over `copies` as the weights of the other contestants do. Returns the exit status.
int serveStream(const Request &request);
} // namespace aicc::peers

#endif // AICC_TOOLS_AICCBENCHWORKER_STREAM_H
