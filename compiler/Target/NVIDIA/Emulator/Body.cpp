// The statements of a kernel: declarations, labels, `.loc`, instructions.
#include "compiler/Target/NVIDIA/Emulator/Parser.h"
#include "compiler/Target/NVIDIA/Emulator/Subset.h"
#include "llvm/Support/MathExtras.h"

namespace aicc::ptx {
namespace {
/// Bounds of what a kernel may declare, so that no text makes the emulator allocate without end.
constexpr uint64_t kMaxInstructions = 1 << 22;
constexpr uint64_t kMaxFileBytes = 1 << 26;

class Body {
public:
  Body(TokenStream &tokens, Program &program, KernelBuilder &builder)
      : tokens(tokens), program(program), builder(builder), kernel(builder.kernel) {}

  llvm::Error run() {
    builder.openScope();
    for (unsigned depth = 1; depth;) {
      if (tokens.atEnd())
        return tokens.error("the body of '" + kernel.name + "' has no closing '}'");
      if (tokens.take("{")) {
        builder.openScope();
        ++depth;
      } else if (tokens.take("}")) {
        builder.closeScope();
        --depth;
      } else if (llvm::Error error = statement()) {
        return error;
      }
    }
    return finish();
  }

private:
  llvm::Error statement() {
    llvm::StringRef word = tokens.peek().text;
    bool isWord = tokens.peek().kind == Token::Kind::Word;
    if (isWord && tokens.peek(1).is(":"))
      return label();
    if (!isWord || !word.starts_with("."))
      return instruction();
    tokens.next();
    if (word == ".reg")
      return registers();
    if (word == ".loc")
      return location();
    if (word == ".pragma")
      return skipStatement();
    if (word == ".shared" || word == ".local")
      return variable(word == ".shared" ? Space::Shared : Space::Local);
    return tokens.error("directive '" + word + "' in a kernel is outside the emulator's subset");
  }

  llvm::Error skipStatement() {
    while (!tokens.atEnd() && !tokens.peek().is(";"))
      tokens.next();
    return tokens.expect(";");
  }

  llvm::Error label() {
    llvm::StringRef name = tokens.next().text;
    tokens.next();
    if (tokens.take(".branchtargets"))
      return branchTargets(name);
    if (!builder.defineLabel(name))
      return tokens.error("the label '" + name + "' is defined twice");
    return llvm::Error::success();
  }

  llvm::Error branchTargets(llvm::StringRef name) {
    std::vector<std::string> labels;
    do {
      llvm::Expected<llvm::StringRef> target = tokens.expectWord("a label");
      if (!target)
        return target.takeError();
      labels.push_back(target->str());
    } while (tokens.take(","));
    builder.defineTargets(name, std::move(labels));
    return tokens.expect(";");
  }

  /// `.reg .b32 %r<8>, %x;`
  llvm::Error registers() {
    llvm::Expected<llvm::StringRef> word = tokens.expectWord("a register type");
    if (!word)
      return word.takeError();
    std::optional<Scalar> type = parseScalar(word->drop_front());
    if (!type || sizeOf(*type) == 1)
      return tokens.error("registers of type '" + *word + "' are outside the emulator's subset");
    do {
      llvm::Expected<llvm::StringRef> name = tokens.expectWord("a register");
      if (!name)
        return name.takeError();
      if (!tokens.take("<")) {
        builder.declareRegister(*name, *type);
        continue;
      }
      llvm::Expected<uint64_t> count = tokens.expectInteger("a number of registers");
      if (!count)
        return count.takeError();
      builder.declareRange(*name, *type, *count);
      if (llvm::Error error = tokens.expect(">"))
        return error;
    } while (tokens.take(","));
    return tokens.expect(";");
  }

  /// `.loc 1 10 5`, optionally with what was inlined where: the rest of its line.
  llvm::Error location() {
    unsigned line = tokens.peek().line;
    llvm::StringRef file = tokens.peek().text, sourceLine = tokens.peek(1).text;
    auto name = program.files.find(file);
    std::string known = name == program.files.end() ? "file " + file.str() : name->second;
    program.locations.push_back(known + ":" + sourceLine.str());
    while (!tokens.atEnd() && tokens.peek().line == line)
      tokens.next();
    return llvm::Error::success();
  }

  llvm::Error variable(Space space) {
    llvm::Expected<Declaration> declaration = parseDeclaration(tokens);
    if (!declaration)
      return declaration.takeError();
    if (declaration->unsized || !declaration->initial.empty())
      return tokens.error("'" + declaration->name + "' in a kernel needs a size and no initial values");
    uint32_t &bytes = space == Space::Shared ? kernel.staticSharedBytes : kernel.localBytes;
    Symbol symbol;
    symbol.space = space;
    symbol.offset = llvm::alignTo(bytes, declaration->align);
    symbol.bytes = declaration->bytes;
    bytes = uint32_t(symbol.offset + symbol.bytes);
    if (bytes > (1u << 20))
      return tokens.error("more than 1 MB of shared or local variables in '" + kernel.name + "'");
    builder.declareVariable(declaration->name, symbol);
    return tokens.expect(";");
  }

  llvm::Error instruction() {
    llvm::Expected<Statement> parsed = parseStatement(tokens);
    if (!parsed)
      return parsed.takeError();
    Instr instr;
    instr.line = parsed->line;
    instr.location = program.locations.empty() ? kNone : uint32_t(program.locations.size() - 1);
    instr.opcode = opcodeNumber(parsed->opcode);
    std::string mistake = decode(*parsed, instr);
    if (mistake.empty() && (kernel.code.size() >= kMaxInstructions || kernel.fileBytes > kMaxFileBytes))
      mistake = "the kernel is larger than the emulator takes";
    if (!mistake.empty())
      return errorAt(tokens.module(), parsed->line, "'" + parsed->opcode + "': " + mistake);
    kernel.code.push_back(std::move(instr));
    return llvm::Error::success();
  }

  std::string decode(const Statement &parsed, Instr &instr) {
    Decode decode(parsed, builder, instr);
    const Family *family = findFamily(decode.family);
    if (!family)
      return "the instruction is outside the emulator's subset (docs/PTXEmulator.md)";
    family->decode(decode);
    if (parsed.guarded)
      decodeGuard(parsed, decode);
    decode.finish();
    noteGranule(instr);
    return decode.error();
  }

  void decodeGuard(const Statement &parsed, Decode &decode) {
    Instr &instr = decode.out;
    Symbol *guard = builder.lookup(parsed.guard);
    if (!guard || guard->kind != Symbol::Kind::Register || guard->slot.width != 0)
      return decode.fail("'" + parsed.guard + "' is no predicate register");
    instr.guarded = true;
    instr.guardNegated = parsed.guardNegated;
    instr.guard = guard->slot;
  }

  /// Memory is tracked in units of the narrowest access to it.
  void noteGranule(const Instr &instr) {
    uint32_t bytes = instr.accessBytes / std::max<uint32_t>(1, instr.details.vector);
    if (!bytes)
      return;
    Space space = instr.details.space;
    bool copies = instr.details.hasAddress;
    if (space == Space::Shared || space == Space::Generic || copies)
      kernel.sharedGranule = std::min(kernel.sharedGranule, bytes);
    if (space == Space::Global || space == Space::Const || space == Space::Generic || copies)
      kernel.globalGranule = std::min(kernel.globalGranule, bytes);
  }

  uint32_t opcodeNumber(llvm::StringRef opcode) {
    auto [entry, isNew] = program.opcodeNumbers.try_emplace(opcode, uint32_t(program.opcodes.size()));
    if (isNew)
      program.opcodes.push_back(opcode.str());
    return entry->second;
  }

  llvm::Error finish() {
    Instr end; // A kernel may end without `ret`.
    end.control = Control::Exit;
    end.line = tokens.peek().line;
    end.opcode = opcodeNumber("ret");
    kernel.code.push_back(end);
    if (llvm::Error error = builder.resolveLabels(tokens.module()))
      return error;
    findReconvergence(kernel);
    return llvm::Error::success();
  }

  TokenStream &tokens;
  Program &program;
  KernelBuilder &builder;
  Kernel &kernel;
};
} // namespace

llvm::Error parseBody(TokenStream &tokens, Program &program, KernelBuilder &builder) {
  return Body(tokens, program, builder).run();
}
} // namespace aicc::ptx
