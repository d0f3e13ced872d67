// What an artifact contains, as its header and manifest describe it. docs/ABI.md is the contract.
#ifndef AICC_COMPILER_ARTIFACT_ARTIFACTINFO_H
#define AICC_COMPILER_ARTIFACT_ARTIFACTINFO_H

#include "mlir/IR/BuiltinOps.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace aicc::artifact {
/// One parameter of an exported function, in the order of the C function after the context.
struct Parameter {
  std::string role;           ///< "argument", "result", "prepared" or "constants"
  int64_t number = -1;        ///< of the argument or result in the module that was read
  int64_t tiedResult = -1;    ///< arguments: the result that is written in place, or -1
  bool isWeight = false;      ///< arguments marked aicc.weight
  std::string elementType;    ///< "f32", "bf16", "i8", …
  std::vector<int64_t> shape; ///< elements, row-major
};

/// A buffer that a step of a plan touches.
struct PlanBuffer {
  int64_t parameter = -1; ///< index into the entry's parameters; -1: the arena
  int64_t offset = 0;     ///< bytes from its start
  int64_t bytes = 0;      ///< its size
};

/// How many blocks, or threads in one, there are along each axis.
struct PlanExtent {
  int64_t x = 1, y = 1, z = 1;
};

/// One step of an entry whose work an accelerator does.
struct PlanStep {
  std::string what;                               ///< "launch", "copy" or "zero"
  std::string kernel;                             ///< launches: its name in the device's code
  PlanExtent grid, block;                         ///< launches
  int64_t sharedBytes = 0;                        ///< launches: dynamic shared memory of a block
  std::vector<PlanBuffer> buffers;                ///< launches: the arguments; copies: destination and source
};

/// One exported function.
struct Entry {
  std::string symbol;   ///< the exported C symbol
  std::string function; ///< the function of the module
  bool isPrepare = false;
  int64_t arenaBytes = 0, liveBytes = 0, preparedBytes = 0;
  std::string preparedId; ///< digest of how weights are packed; empty where none are
  std::vector<Parameter> parameters;
  std::vector<PlanStep> plan; ///< what an accelerator does, in order; empty where the host's code does the work
};

/// What tuning records had for a kernel: members as in `schedule::Selection`.
struct Selected {
  std::string from, record, note;
  double speedup = 0;
};

/// One kernel. `selected` is empty where no records were asked, or the schedule was pinned.
struct Kernel {
  std::string name, text, digest, device, schedule;
  std::optional<Selected> selected;
  int64_t flops = 0;                           ///< of one call
  int64_t calls = 0;                           ///< of it in the module
  std::map<std::string, int64_t> scratchBytes; ///< by memory level
};

/// The whole artifact. Where there are constants, `constantsBytes` is the size of the weights file, `weightsFile` its
/// name (without a folder: it lies beside the artifact) and `weightsDigest` its SHA-256 in hexadecimal digits.
struct Info {
  std::string compiler; ///< name and version
  std::string module, prefix, deviceId, features;
  std::string backend = "cpu"; ///< of the device: who runs the entries
  int64_t constantsBytes = 0;
  std::string weightsFile, weightsDigest;
  int64_t generalFlops = 0; ///< floating-point operations outside kernels, as far as they can be counted
  std::vector<Kernel> kernels;
  std::vector<Entry> entries;
};

/// Bytes of one element of type `element` in memory: i1 takes one. 0 for what is no element type.
int64_t elementBytes(llvm::StringRef element);

/// Bytes that entries take for `count` elements of type `element`: two of i4 lie in one.
int64_t bytesOf(llvm::StringRef element, int64_t count);

/// Bytes of the whole tensor `parameter`; 0 for "prepared" and "constants".
int64_t tensorBytes(const Parameter &parameter);

/// Reads the kernels of `module` behind phase `schedule`. Fails with a diagnostic.
mlir::LogicalResult readKernels(mlir::ModuleOp module, Info &info);

/// Reads the entries of `module` behind phase `tile`, and the kernels' scratch.
void readEntries(mlir::ModuleOp module, Info &info);

/// Reads the plans of the entries in `info` behind phase `lower`, where functions have some.
void readPlans(mlir::ModuleOp module, Info &info);
} // namespace aicc::artifact

#endif // AICC_COMPILER_ARTIFACT_ARTIFACTINFO_H
