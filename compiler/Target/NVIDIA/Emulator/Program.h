// A decoded module: what parsing makes and launching executes.
//
// Each register, constant and special register that a kernel uses is a slot of its warps' register file: 32 lanes of
// its width side by side (predicates: one word, a bit a lane). So an operand is one offset, whatever it is, and an
// instruction is a loop over two or three arrays. An instruction knows the function that executes it; branches know
// their target and where diverging lanes meet again.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_PROGRAM_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_PROGRAM_H

#include "compiler/Target/NVIDIA/Emulator/Floats.h"
#include "compiler/Target/NVIDIA/Emulator/Types.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>
#include <vector>

namespace aicc::ptx {
class Warp;

inline constexpr unsigned kLanes = 32;
inline constexpr uint32_t kNone = ~uint32_t(0);

/// Generic addresses: which window an address is in says its state space. Addresses in the shared, local and parameter
/// spaces themselves are offsets into the window; global and constant addresses are generic ones.
enum class Space : uint8_t { Generic, Param, Local, Shared, Global, Const };
inline constexpr unsigned kWindowBits = 40;
inline constexpr uint64_t kWindowSize = uint64_t(1) << kWindowBits;
inline constexpr uint64_t kParamWindow = 1 * kWindowSize, kLocalWindow = 2 * kWindowSize;
inline constexpr uint64_t kSharedWindow = 3 * kWindowSize, kGlobalWindow = 4 * kWindowSize;
/// The module's own `.global` and `.const` variables.
inline constexpr uint64_t kModuleWindow = 5 * kWindowSize;

/// A slot of the register file.
struct Operand {
  uint32_t offset = 0;     ///< bytes into the warp's register file
  uint32_t number = kNone; ///< which register, for what is initialised; kNone for constants and special registers
  uint32_t width = 0;      ///< bytes a lane; 0 for a predicate
};

/// What the interpreter itself does with an instruction; the others are executed by a function.
enum class Control : uint8_t { None, Branch, IndexedBranch, Exit, Barrier, Arrive };

/// What an instruction asks for besides operands; families use the fields that they need.
struct Details {
  Space space = Space::Generic;
  Scalar type = Scalar::B32, from = Scalar::B32; ///< element type; `cvt`: target and source
  Rounding rounding = Rounding::Even;
  uint8_t vector = 1;  ///< elements a lane of ld and st; matrices of ldmatrix
  uint8_t mode = 0;    ///< comparison, shuffle kind, prmt mode, atomic operation …
  uint8_t combine = 0; ///< setp: and, or, xor with another predicate
  bool ftz = false, saturate = false, integral = false, negate = false, transposed = false, hasAddress = false;
  bool strong = false;     ///< .volatile, .relaxed, .acquire, .release: not a race with its like
  bool collective = false; ///< the warp accesses memory as a whole (ldmatrix)
  bool releases = false;   ///< .release, .acq_rel
  int64_t offset = 0;      ///< address offset; other immediates
  int64_t immediate = 0;
};

/// One instruction.
struct Instr {
  void (*execute)(Warp &, const Instr &) = nullptr;
  Control control = Control::None;
  bool guarded = false, guardNegated = false;
  Operand guard;
  llvm::SmallVector<Operand, 4> dst;
  llvm::SmallVector<Operand, 6> src;
  Details details;
  /// Branches: the instruction that it goes to, and where diverging lanes meet (kNone: nowhere before they exit).
  uint32_t target = kNone, reconverge = kNone;
  /// brx.idx: the targets.
  llvm::SmallVector<uint32_t, 0> table;
  uint32_t line = 0;
  /// Index into Program::opcodes and, unless kNone, Program::locations.
  uint32_t opcode = 0, location = kNone;
  /// Bytes that a lane accesses in memory; 0 for other instructions.
  uint32_t accessBytes = 0;
};

/// A slot that is filled when a warp starts and never written.
struct Constant {
  enum class Kind : uint8_t { Value, Special, DynamicShared };
  Kind kind = Kind::Value;
  uint8_t special = 0; ///< for Special: the number in `specialRegisters()`
  Operand slot;
  uint64_t value = 0; ///< for Value, and what is added to the start of dynamic shared memory
};

/// A kernel parameter in the parameter space.
struct Parameter {
  std::string name;
  uint32_t offset = 0, bytes = 0;
};

/// An `.entry` function.
struct Kernel {
  std::string name;
  unsigned line = 0;
  std::vector<Parameter> parameters;
  uint32_t parameterBytes = 0;
  std::vector<Instr> code;
  std::vector<Constant> constants;
  /// By Operand::number.
  std::vector<std::string> registers;
  uint32_t fileBytes = 0;
  uint32_t localBytes = 0, staticSharedBytes = 0, dynamicSharedAlign = 16;
  bool usesDynamicShared = false;
  /// `.maxntid`, `.reqntid`: threads of a CTA; 0 where there is no such directive.
  uint32_t maxThreads = 0, requiredThreads = 0;
  /// The narrowest access to shared and to global memory; what is tracked about memory has this granularity.
  uint32_t sharedGranule = 16, globalGranule = 16;
};

/// `.global` and `.const` variables: their initial bytes, at kModuleWindow.
struct ModuleVariable {
  std::string name;
  uint64_t offset = 0, bytes = 0;
  bool constant = false;
};

/// A decoded module.
struct Program {
  std::string name;
  /// The lines of the text, for messages.
  std::vector<std::string> lines;
  std::vector<std::string> opcodes;
  llvm::StringMap<uint32_t> opcodeNumbers;
  /// Numbers of `.file` to names.
  llvm::StringMap<std::string> files;
  /// `file:line`, from `.loc`.
  std::vector<std::string> locations;
  std::vector<Kernel> kernels;
  std::vector<ModuleVariable> variables;
  std::vector<uint8_t> image;

  /// The kernel called `kernel`; null where there is none.
  const Kernel *find(llvm::StringRef kernel) const {
    for (const Kernel &candidate : kernels)
      if (candidate.name == kernel)
        return &candidate;
    return nullptr;
  }
};
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_PROGRAM_H
