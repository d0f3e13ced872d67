// The worker as a meter of a device, for the roofs of benchmark rows.
#ifndef AICC_TOOLS_BENCH_WORKER_METERROLE_H
#define AICC_TOOLS_BENCH_WORKER_METERROLE_H

#include <string>

/// Measures the device of the back end `backend` as it is told to, one command a line, each answered by one:
///   rate INSTRUCTION   "measured OPERATIONS/S HZ", the best of three; "measured" where there is no loop of it
///   read BYTES         "measured BYTES/S", the best of three, over BYTES of memory, or over memory where it is 0
/// Returns the exit status.
int serveMeter(const std::string &backend);

#endif // AICC_TOOLS_BENCH_WORKER_METERROLE_H
