// The directives of a module, "Directives" of the PTX ISA, up to the bodies of its kernels.
#include "compiler/Target/NVIDIA/Emulator/Parser.h"
#include "compiler/Target/NVIDIA/Emulator/PTXEmulator.h"
#include "llvm/Support/MathExtras.h"

namespace aicc::ptx {
namespace {
class Parser {
public:
  Parser(llvm::ArrayRef<Token> tokens, Program &program) : tokens(tokens, program.name), program(program) {}

  llvm::Error run() {
    bool versioned = false;
    while (!tokens.atEnd()) {
      versioned |= tokens.peek().is(".version");
      if (llvm::Error error = directive())
        return error;
    }
    return versioned ? llvm::Error::success() : tokens.error("expected PTX: there is no '.version' directive");
  }

private:
  llvm::Error directive() {
    llvm::Expected<llvm::StringRef> word = tokens.expectWord("a directive");
    if (!word)
      return word.takeError();
    if (*word == ".version" || *word == ".target" || *word == ".address_size")
      return skipLine();
    if (*word == ".file")
      return file();
    if (*word == ".section")
      return section();
    if (*word == ".pragma")
      return skipStatement();
    if (*word == ".visible" || *word == ".weak" || *word == ".common")
      return llvm::Error::success(); // Linkage: there is nothing to link with.
    if (*word == ".extern") {
      external = true;
      return llvm::Error::success();
    }
    if (*word == ".entry")
      return entry();
    if (*word == ".func")
      return function();
    if (*word == ".global" || *word == ".const" || *word == ".shared")
      return variable(*word);
    return tokens.error("directive '" + *word + "' is outside the emulator's subset");
  }

  llvm::Error skipLine() {
    unsigned line = tokens.peek().line;
    while (!tokens.atEnd() && tokens.peek().line == line)
      tokens.next();
    return llvm::Error::success();
  }

  llvm::Error skipStatement() {
    while (!tokens.atEnd() && !tokens.peek().is(";"))
      tokens.next();
    return tokens.expect(";");
  }

  llvm::Error file() {
    llvm::StringRef number = tokens.next().text;
    if (tokens.peek().kind == Token::Kind::String)
      program.files[number] = tokens.peek().text.str();
    return skipLine();
  }

  /// `.section .debug_info { … }`
  llvm::Error section() {
    tokens.next();
    if (llvm::Error error = tokens.expect("{"))
      return error;
    return tokens.skipBlock();
  }

  /// Device functions are skipped: calling one is refused where it is called.
  llvm::Error function() {
    external = false;
    while (!tokens.atEnd() && !tokens.peek().is("{") && !tokens.peek().is(";"))
      tokens.next();
    if (tokens.take(";"))
      return llvm::Error::success();
    if (llvm::Error error = tokens.expect("{"))
      return error;
    return tokens.skipBlock();
  }

  llvm::Error variable(llvm::StringRef space) {
    llvm::Expected<Declaration> declaration = parseDeclaration(tokens);
    if (!declaration)
      return declaration.takeError();
    Symbol symbol;
    symbol.kind = Symbol::Kind::Variable;
    symbol.bytes = declaration->bytes;
    symbol.align = declaration->align;
    if (space == ".shared") {
      symbol.space = Space::Shared;
      symbol.dynamicShared = declaration->unsized;
      symbol.placed = false;
    } else if (external || declaration->unsized) {
      return tokens.error("external variable '" + declaration->name + "' is outside the emulator's subset");
    } else {
      place(*declaration, symbol, space == ".const");
    }
    external = false;
    globals.names[declaration->name] = symbol;
    return tokens.expect(";");
  }

  /// Gives a variable its bytes in the module's image.
  void place(const Declaration &declaration, Symbol &symbol, bool constant) {
    uint64_t offset = llvm::alignTo(program.image.size(), std::max<uint64_t>(declaration.align, 16));
    program.image.resize(offset + declaration.bytes);
    std::copy(declaration.initial.begin(), declaration.initial.end(), program.image.begin() + int64_t(offset));
    program.variables.push_back({declaration.name.str(), offset, declaration.bytes, constant});
    symbol.space = constant ? Space::Const : Space::Global;
    symbol.offset = kModuleWindow + offset;
  }

  llvm::Error entry() {
    llvm::Expected<llvm::StringRef> name = tokens.expectWord("a kernel's name");
    if (!name)
      return name.takeError();
    if (program.find(*name))
      return tokens.error("a second kernel called '" + *name + "'");
    Kernel kernel;
    kernel.name = name->str();
    kernel.line = tokens.peek().line;
    KernelBuilder builder(kernel, globals);
    if (llvm::Error error = parameters(builder))
      return error;
    if (llvm::Error error = tuning(kernel))
      return error;
    if (llvm::Error error = parseBody(tokens, program, builder))
      return error;
    program.kernels.push_back(std::move(kernel));
    return llvm::Error::success();
  }

  llvm::Error parameters(KernelBuilder &builder) {
    if (!tokens.take("(") || tokens.take(")"))
      return llvm::Error::success();
    do {
      if (llvm::Error error = tokens.expect(".param"))
        return error;
      llvm::Expected<Declaration> declaration = parseDeclaration(tokens);
      if (!declaration)
        return declaration.takeError();
      if (llvm::Error error = parameter(builder, *declaration))
        return error;
    } while (tokens.take(","));
    return tokens.expect(")");
  }

  llvm::Error parameter(KernelBuilder &builder, const Declaration &declaration) {
    Kernel &kernel = builder.kernel;
    uint64_t offset = llvm::alignTo(kernel.parameterBytes, declaration.align);
    if (offset + declaration.bytes > 32764)
      return tokens.error("more than 32764 bytes of parameters");
    kernel.parameters.push_back({declaration.name.str(), uint32_t(offset), uint32_t(declaration.bytes)});
    kernel.parameterBytes = uint32_t(offset + declaration.bytes);
    Symbol symbol;
    symbol.space = Space::Param;
    symbol.offset = offset;
    symbol.bytes = declaration.bytes;
    builder.declareVariable(declaration.name, symbol);
    return llvm::Error::success();
  }

  /// Performance directives between a kernel's parameters and its body.
  llvm::Error tuning(Kernel &kernel) {
    while (!tokens.take("{")) {
      llvm::Expected<llvm::StringRef> word = tokens.expectWord("'{' or a directive");
      if (!word)
        return word.takeError();
      uint64_t product = 1;
      while (tokens.peek().kind == Token::Kind::Number) {
        llvm::Expected<uint64_t> value = tokens.expectInteger("a number");
        if (!value)
          return value.takeError();
        product = std::min<uint64_t>(product * std::min<uint64_t>(*value, 1 << 20), 1 << 20);
        tokens.take(",");
      }
      if (*word == ".maxntid")
        kernel.maxThreads = uint32_t(product);
      else if (*word == ".reqntid")
        kernel.requiredThreads = uint32_t(product);
      else if (*word == ".pragma")
        if (llvm::Error error = skipStatement())
          return error;
    }
    return llvm::Error::success();
  }

  TokenStream tokens;
  Program &program;
  Scope globals;
  bool external = false;
};
} // namespace

Module::Module(std::unique_ptr<const Program> program) : decoded(std::move(program)) {}
Module::Module(Module &&) = default;
Module &Module::operator=(Module &&) = default;
Module::~Module() = default;

std::vector<std::string> Module::kernelNames() const {
  std::vector<std::string> names;
  for (const Kernel &kernel : decoded->kernels)
    names.push_back(kernel.name);
  return names;
}

uint64_t Module::staticSharedBytes(llvm::StringRef kernel) const {
  const Kernel *found = decoded->find(kernel);
  return found ? found->staticSharedBytes : 0;
}

llvm::Expected<Module> parsePTX(llvm::StringRef text, llvm::StringRef name) {
  llvm::Expected<std::vector<Token>> tokens = tokenize(text, name);
  if (!tokens)
    return tokens.takeError();
  auto program = std::make_unique<Program>();
  program->name = name.str();
  llvm::SmallVector<llvm::StringRef, 0> lines;
  text.split(lines, '\n');
  for (llvm::StringRef line : lines)
    program->lines.push_back(line.trim().str());
  if (llvm::Error error = Parser(*tokens, *program).run())
    return std::move(error);
  return Module(std::move(program));
}
} // namespace aicc::ptx
