// Executes PTX text on the host: the whole public interface of the emulator.
//
// The emulator is a second opinion about emitted code on machines without a GPU. It is written from the public PTX ISA
// documentation and shares nothing with code generation: no MLIR, no tables, no address computations. `parsePTX`
// decodes a module once; a `Machine` holds the global memory that its kernels see; `launch` executes a grid, CTA after
// CTA, warp by warp, and returns what it saw: counts, and findings with the line of PTX they happened at.
// docs/PTXEmulator.md says which instructions there are, how memory is modelled, what is detected and what is not.
// It also says what was compared with hardware.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_PTXEMULATOR_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_PTXEMULATOR_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace aicc::ptx {
struct Program;

/// Extents of a grid or a CTA, or the position of one element of it.
struct Dim3 {
  uint32_t x = 1, y = 1, z = 1;
};

/// A decoded PTX module: immutable, may be launched any number of times.
class Module {
public:
  explicit Module(std::unique_ptr<const Program> program);
  Module(Module &&);
  Module &operator=(Module &&);
  ~Module();

  /// The names of the `.entry` functions, in the order of the text.
  std::vector<std::string> kernelNames() const;
  /// Bytes of statically sized `.shared` variables that a kernel sees (0 for an unknown kernel).
  uint64_t staticSharedBytes(llvm::StringRef kernel) const;
  /// For the emulator's own files.
  const Program &program() const { return *decoded; }

private:
  std::unique_ptr<const Program> decoded;
};

/// Decodes PTX text. `name` stands in messages where a file name would. The error of text that is not PTX, or that uses
/// an instruction, modifier or directive outside the emulator's subset, names the line and the instruction.
llvm::Expected<Module> parsePTX(llvm::StringRef text, llvm::StringRef name);

/// Global memory that kernels may access: `bytes` bytes at `host`, which stay the caller's and must outlive the
/// machine.
struct Region {
  std::string name;
  void *host = nullptr;
  uint64_t bytes = 0;
  bool writable = true;
  /// Whether what is there before the launch may be read. False for results: reading one before it is written is found.
  bool initialised = true;
  /// The device address is a multiple of this, and of nothing larger; a power of two. Allocators give 256 and more.
  uint32_t alignment = 256;
};

/// One kernel argument: the bytes of a `.param`.
struct Argument {
  std::vector<uint8_t> bytes;

  /// From a number (or any trivially copyable value), of the size of its type: `Argument::of<uint32_t>(7)`. A pointer
  /// is the device address that `Machine::addRegion` returned, `of<uint64_t>(address)`.
  template <typename T> static Argument of(T value) {
    Argument argument;
    argument.bytes.resize(sizeof(T));
    std::memcpy(argument.bytes.data(), &value, sizeof(T));
    return argument;
  }
};

/// What ends a launch that does not end by itself. Both give an error that names the line where a warp was.
struct Limits {
  /// Instructions of warps, over the whole grid.
  uint64_t warpInstructions = uint64_t(1) << 33;
  double seconds = 60;
};

/// How a kernel is started.
struct LaunchConfig {
  Dim3 grid;
  Dim3 block;
  /// Bytes for the `.extern .shared` array.
  uint32_t dynamicSharedBytes = 0;
  Limits limits;
  /// Look for races in global memory as well; costs up to 64 bytes for each element accessed.
  bool globalRaces = true;
};

/// What a finding is about.
enum class Check {
  OutOfBounds,           ///< no region, variable or parameter at the address
  Misaligned,            ///< the address is not a multiple of the access size
  ReadOnly,              ///< a store to memory that kernels may not write
  UninitialisedRegister, ///< a register was read before it was written
  UninitialisedMemory,   ///< shared, local or global memory was read before it was written
  Race,                  ///< two threads, at least one storing, with no barrier between
  AsyncRace,             ///< memory that a cp.async is still writing was accessed: cp.async.wait_group is missing
  Divergence,            ///< a barrier, shuffle, vote, ldmatrix or mma.sync that some lanes of the warp do not reach
  Trap,                  ///< a trap instruction was executed
};

/// The word that reports print for a check, such as "out-of-bounds".
llvm::StringRef nameOf(Check check);

/// A place in the PTX text.
struct Location {
  std::string kernel;
  /// Line of the PTX text, from 1.
  unsigned line = 0;
  /// The instruction as it stands there, without leading blanks.
  std::string text;
  /// `file:line` of the last `.loc` before it; empty where there is none.
  std::string source;
};

/// Something wrong that an instruction did; one for each check and instruction, with its first occurrence.
struct Finding {
  Check check = Check::OutOfBounds;
  Location at;
  /// What was expected and found, the first time.
  std::string message;
  /// How many times threads (for races: elements) did it.
  uint64_t count = 0;
  /// Where it happened first.
  Dim3 cta, thread;
};

/// Accesses of one instruction to shared memory: `wavefronts` are passes over the 32 banks, `minimum` those that the
/// width of the access needs without conflicts.
struct SharedTraffic {
  Location at;
  uint64_t accesses = 0, wavefronts = 0, minimum = 0;
};

/// Accesses of one instruction to global memory, in sectors of 32 bytes: those touched, and the least number that holds
/// the distinct bytes accessed.
struct GlobalTraffic {
  Location at;
  uint64_t accesses = 0, sectors = 0, minimum = 0;
};

/// What a launch did. The same launch gives the same report.
struct Report {
  std::vector<Finding> findings;
  /// One for each instruction that was executed and accesses shared (global) memory, in the order of the text.
  std::vector<SharedTraffic> shared;
  std::vector<GlobalTraffic> global;
  /// Full opcode, such as "add.s32", to how many warps executed it.
  std::map<std::string, uint64_t> opcodes;
  uint64_t warpInstructions = 0;
  /// Static and dynamic shared memory of a CTA.
  uint64_t sharedBytes = 0;

  /// Wavefronts beyond the minimum, over all instructions.
  uint64_t bankConflicts() const;
  /// Sectors beyond the minimum, over all instructions.
  uint64_t extraSectors() const;
  /// Findings of one kind.
  uint64_t count(Check check) const;
  /// Executions of opcodes that begin with `prefix`, such as "mma.sync".
  uint64_t executed(llvm::StringRef prefix) const;
  /// For people: findings first, then traffic with conflicts or extra sectors, then counts.
  void print(llvm::raw_ostream &os) const;
};

/// Global memory, and the way to start kernels on it.
class Machine {
public:
  /// Maps a region and returns its device address. Error: alignment that is no power of two, no memory at `host`.
  llvm::Expected<uint64_t> addRegion(Region region);

  /// Runs every CTA of the grid. Errors: no such kernel, arguments that do not fit its parameters, an impossible grid
  /// or block, more shared memory than 227 KB, a limit reached, or warps that wait for each other for ever.
  llvm::Expected<Report> launch(const Module &module, llvm::StringRef kernel, const LaunchConfig &config,
                                llvm::ArrayRef<Argument> arguments);

  /// For the emulator's own files: a region at its device address.
  struct Mapping {
    Region region;
    uint64_t address = 0;
  };

private:
  std::vector<Mapping> mappings;
};
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_PTXEMULATOR_H
