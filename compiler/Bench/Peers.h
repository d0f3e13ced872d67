// Which programs take part in a row, and how each is started.
#ifndef AICC_COMPILER_BENCH_PEERS_H
#define AICC_COMPILER_BENCH_PEERS_H

#include "compiler/Bench/Contestant.h"
#include "compiler/Bench/Row.h"

namespace aicc::bench {
/// The ways to start one peer; the fastest of them on a row is the peer there.
struct Peer {
  std::string name;
  std::vector<Launch> variants;
};

/// What rows and peers have in common.
struct Stage {
  std::string inputs;   ///< the folder of the operands
  int64_t copies = 1;   ///< of the weights
  bool hasAvx512 = true; ///< of the device that aicc compiles for: peers are limited to what it has
  int64_t patienceMs = 0; ///< the longest silence of aicc's process before it counts as hung; 0: as of any process
};

/// The libraries that peers can be asked for by: "onednn", "openblas", "pytorch", "onnxruntime".
llvm::ArrayRef<llvm::StringLiteral> peerLibraries();

/// Those of them whose programs are not here, each with the script that brings it: "pytorch (scripts/install-peers.sh)".
std::vector<std::string> absentPeers();

/// The libraries in `wanted`, or all that are here where it is empty; none where it is "none". HardwareError where
/// one is not here; an error where one is unknown.
llvm::Expected<std::vector<std::string>> choosePeers(llvm::ArrayRef<std::string> wanted);

/// The peers of `row` among `libraries`.
std::vector<Peer> peersOf(const Row &row, const Stage &stage, llvm::ArrayRef<std::string> libraries);

/// A plain read of `bytes` with each call, by a team like the others', rotating over as many copies: what the row could
/// take at least where memory or a cache decides.
Launch launchOfStream(const Row &row, const Stage &stage, int64_t bytes);

/// aicc itself, on the artifact `library`.
Launch launchOfArtifact(const Row &row, const Stage &stage, const std::string &library);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_PEERS_H
