// Names, slots and labels of a kernel under construction.
#include "compiler/Target/NVIDIA/Emulator/KernelBuilder.h"
#include "compiler/Target/NVIDIA/Emulator/Lexer.h"
#include "compiler/Target/NVIDIA/Emulator/SpecialRegisters.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

namespace aicc::ptx {
KernelBuilder::KernelBuilder(Kernel &kernel, const Scope &module) : kernel(kernel) {
  scopes.push_back(module);
  open.push_back(scopesSoFar++);
}

void KernelBuilder::openScope() {
  scopes.emplace_back();
  open.push_back(scopesSoFar++);
}

bool KernelBuilder::closeScope() {
  if (scopes.size() < 2)
    return false;
  scopes.pop_back();
  open.pop_back();
  return true;
}

void KernelBuilder::declareRegister(llvm::StringRef name, Scalar type) {
  Symbol symbol;
  symbol.type = type;
  scopes.back().names[name] = symbol;
}

void KernelBuilder::declareRange(llvm::StringRef prefix, Scalar type, uint64_t count) {
  scopes.back().ranges[prefix] = {type, count};
}

void KernelBuilder::declareVariable(llvm::StringRef name, Symbol symbol) {
  symbol.kind = Symbol::Kind::Variable;
  scopes.back().names[name] = symbol;
}

Symbol *KernelBuilder::fromRange(Scope &scope, llvm::StringRef name) {
  llvm::StringRef prefix = name.rtrim("0123456789");
  // `%r1<5>` declares %r10 …: each split of the digits is tried.
  for (; prefix.size() < name.size(); prefix = name.take_front(prefix.size() + 1)) {
    auto range = scope.ranges.find(prefix);
    uint64_t index;
    if (range == scope.ranges.end() || name.drop_front(prefix.size()).getAsInteger(10, index) ||
        index >= range->second.second)
      continue;
    Symbol &symbol = scope.names[name];
    symbol.type = range->second.first;
    return &symbol;
  }
  return nullptr;
}

Symbol *KernelBuilder::lookup(llvm::StringRef name) {
  for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
    auto found = scope->names.find(name);
    Symbol *symbol = found != scope->names.end() ? &found->second : fromRange(*scope, name);
    if (!symbol)
      continue;
    if (symbol->kind == Symbol::Kind::Register && symbol->slot.number == kNone) {
      symbol->slot = allocate(sizeOf(symbol->type));
      symbol->slot.number = uint32_t(kernel.registers.size());
      kernel.registers.push_back(name.str());
    }
    return symbol;
  }
  return nullptr;
}

Operand KernelBuilder::allocate(unsigned width) {
  Operand slot;
  slot.width = width;
  slot.offset = uint32_t(llvm::alignTo(kernel.fileBytes, width ? 64 : 4));
  kernel.fileBytes = slot.offset + (width ? width * kLanes : 4);
  return slot;
}

Operand KernelBuilder::constant(unsigned width, uint64_t value) {
  if (width && width < 8)
    value &= (uint64_t(1) << (8 * width)) - 1;
  auto [entry, isNew] = constants.try_emplace({width, value, uint8_t(Constant::Kind::Value)});
  if (isNew) {
    entry->second = allocate(width);
    kernel.constants.push_back({Constant::Kind::Value, /*special=*/0, entry->second, value});
  }
  return entry->second;
}

std::optional<Operand> KernelBuilder::special(llvm::StringRef name) {
  for (auto [number, special] : llvm::enumerate(specialRegisters())) {
    if (name != special.name)
      continue;
    auto [entry, isNew] = constants.try_emplace({special.width, uint64_t(number), uint8_t(Constant::Kind::Special)});
    if (isNew) {
      entry->second = allocate(special.width);
      kernel.constants.push_back({Constant::Kind::Special, uint8_t(number), entry->second, 0});
    }
    return entry->second;
  }
  return std::nullopt;
}

Operand KernelBuilder::addressOf(Symbol &variable, unsigned width) {
  if (variable.dynamicShared) {
    kernel.usesDynamicShared = true;
    kernel.dynamicSharedAlign = std::max(kernel.dynamicSharedAlign, variable.align);
    auto [entry, isNew] = constants.try_emplace({width, 0, uint8_t(Constant::Kind::DynamicShared)});
    if (isNew) {
      entry->second = allocate(width);
      kernel.constants.push_back({Constant::Kind::DynamicShared, /*special=*/0, entry->second, 0});
    }
    return entry->second;
  }
  if (!variable.placed) {
    variable.offset = llvm::alignTo(kernel.staticSharedBytes, variable.align);
    kernel.staticSharedBytes = uint32_t(variable.offset + variable.bytes);
    variable.placed = true;
  }
  return constant(width, variable.offset);
}

Operand KernelBuilder::sink(unsigned width) {
  if (!unread)
    unread = allocate(16);
  Operand slot = *unread;
  slot.width = width;
  return slot;
}

bool KernelBuilder::defineLabel(llvm::StringRef name) {
  return labels.try_emplace({open.back(), name.str()}, uint32_t(kernel.code.size())).second;
}

void KernelBuilder::defineTargets(llvm::StringRef name, std::vector<std::string> targets) {
  lists[name] = std::move(targets);
}

void KernelBuilder::referToLabel(llvm::StringRef label, unsigned line, bool isList) {
  references.push_back({kernel.code.size(), label.str(), open, line, isList});
}

std::optional<uint32_t> KernelBuilder::findLabel(const Reference &reference, llvm::StringRef label) const {
  for (auto scope = reference.scopes.rbegin(); scope != reference.scopes.rend(); ++scope) {
    auto found = labels.find({*scope, label.str()});
    if (found != labels.end())
      return found->second;
  }
  return std::nullopt;
}

llvm::Error KernelBuilder::resolve(const Reference &reference, llvm::StringRef module) {
  if (reference.isList && !lists.count(reference.label))
    return errorAt(module, reference.line, "unknown list of branch targets '" + reference.label + "'");
  std::vector<std::string> names =
      reference.isList ? lists[reference.label] : std::vector<std::string>{reference.label};
  for (const std::string &name : names) {
    std::optional<uint32_t> target = findLabel(reference, name);
    if (!target)
      return errorAt(module, reference.line, "branch to the unknown label '" + name + "'");
    Instr &instr = kernel.code[reference.instr];
    instr.target = *target;
    if (reference.isList)
      instr.table.push_back(*target);
  }
  return llvm::Error::success();
}

llvm::Error KernelBuilder::resolveLabels(llvm::StringRef module) {
  for (const Reference &reference : references)
    if (llvm::Error error = resolve(reference, module))
      return error;
  return llvm::Error::success();
}
} // namespace aicc::ptx
