// Collects a kernel while its text is read: names in their scopes, slots of the register file, labels.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_KERNELBUILDER_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_KERNELBUILDER_H

#include "compiler/Target/NVIDIA/Emulator/Program.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <map>
#include <optional>

namespace aicc::ptx {
/// What a name stands for.
struct Symbol {
  enum class Kind : uint8_t { Register, Variable };
  Kind kind = Kind::Register;
  Scalar type = Scalar::B32; ///< of a register
  Operand slot;              ///< of a register, once used
  Space space = Space::Generic;
  uint64_t offset = 0; ///< of a variable, in its space (global and constant: generic address)
  uint64_t bytes = 0;
  uint32_t align = 1;
  bool dynamicShared = false; ///< `.extern .shared`: at the end of the static ones
  bool placed = true;         ///< false: a static shared variable of the module that no kernel instruction named so far
};

/// A symbol's table for one `{ … }`.
struct Scope {
  llvm::StringMap<Symbol> names;
  /// `%r<8>` declares %r0 … %r7: prefix to (type, count).
  llvm::StringMap<std::pair<Scalar, uint64_t>> ranges;
};

class KernelBuilder {
public:
  /// `module`: the names declared outside; copied, since offsets of shared variables differ between kernels.
  KernelBuilder(Kernel &kernel, const Scope &module);

  Kernel &kernel;

  void openScope();
  /// False where none is open.
  bool closeScope();

  void declareRegister(llvm::StringRef name, Scalar type);
  void declareRange(llvm::StringRef prefix, Scalar type, uint64_t count);
  void declareVariable(llvm::StringRef name, Symbol symbol);
  /// The innermost symbol called `name`, its slot made; null where there is none.
  Symbol *lookup(llvm::StringRef name);

  /// The slot of a constant of `width` bytes (0: predicate) whose low bits are `value`.
  Operand constant(unsigned width, uint64_t value);
  /// The slot of `%tid.x` and the like; nothing where there is no such special register.
  std::optional<Operand> special(llvm::StringRef name);
  /// The address of a variable in its space, as a constant.
  Operand addressOf(Symbol &variable, unsigned width);
  /// A slot that nobody reads (`_`).
  Operand sink(unsigned width);

  /// A label here; false where its scope has it already.
  bool defineLabel(llvm::StringRef name);
  /// `.branchtargets` list with this name.
  void defineTargets(llvm::StringRef name, std::vector<std::string> labels);
  /// The instruction about to be appended goes to `label`, or to one of the list `label`.
  void referToLabel(llvm::StringRef label, unsigned line, bool isList);
  /// Fills in all branch targets. Error: an unknown label.
  llvm::Error resolveLabels(llvm::StringRef module);

private:
  struct Reference {
    size_t instr;
    std::string label;
    std::vector<unsigned> scopes;
    unsigned line;
    bool isList;
  };

  Operand allocate(unsigned width);
  Symbol *fromRange(Scope &scope, llvm::StringRef name);
  std::optional<uint32_t> findLabel(const Reference &reference, llvm::StringRef label) const;
  llvm::Error resolve(const Reference &reference, llvm::StringRef module);

  std::vector<Scope> scopes;
  /// Numbers of the open scopes, for labels, which may be referred to before they are defined.
  std::vector<unsigned> open;
  unsigned scopesSoFar = 0;
  std::map<std::pair<unsigned, std::string>, uint32_t> labels;
  llvm::StringMap<std::vector<std::string>> lists;
  std::vector<Reference> references;
  std::map<std::tuple<unsigned, uint64_t, uint8_t>, Operand> constants;
  std::optional<Operand> unread;
};
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_KERNELBUILDER_H
