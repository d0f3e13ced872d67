// Compiles one kernel with many schedules; see Roles.h.
#include "compiler/Driver/Compiler.h"
#include "tools/aicc-tune-worker/Roles.h"

#include "mlir/AsmParser/AsmParser.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace aicc;
using llvm::Error;

/// `library` from the module at `module`, whose kernel gets the schedule in the file `schedule`.
static Error compile(const driver::CompileOptions &options, const std::string &module, const std::string &schedule,
                     const std::string &library) {
  mlir::DialectRegistry registry;
  registerPipelineDialects(registry);
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  std::string reason;
  mlir::ScopedDiagnosticHandler handler(&context, [&](mlir::Diagnostic &diagnostic) {
    if (reason.empty() && diagnostic.getSeverity() == mlir::DiagnosticSeverity::Error)
      reason = diagnostic.str();
    return mlir::success();
  });
  auto text = llvm::MemoryBuffer::getFile(schedule);
  if (!text)
    return llvm::createStringError("cannot read " + schedule);
  driver::Compilation compilation(context, options);
  if (Error error = compilation.parse(module))
    return error;
  auto tree = mlir::dyn_cast_or_null<schedule::TreeAttr>(mlir::parseAttribute((*text)->getBuffer(), &context));
  if (!tree)
    return llvm::createStringError("no schedule: " + reason);
  for (auto kernel : compilation.getModule().getOps<kernel::KernelOp>())
    kernel->setAttr(kernel::kScheduleAttr, tree);
  Error error = compilation.write(library);
  if (!error || reason.empty())
    return error;
  return llvm::createStringError(llvm::toString(std::move(error)) + ": " + reason);
}

/// What a test asks for, before `library` is compiled. The text of an error, or empty.
static std::string injectFault(const std::string &fault) {
  if (fault == "abort")
    abort();
  if (fault == "hang-compiler")
    worker::hang();
  return fault == "eat-compiler" ? worker::eatMemory() : "";
}

int worker::compileAll(const peers::Request &request) {
  driver::CompileOptions options;
  options.target = request.text("target").empty() ? "host" : request.text("target");
  options.deviceFile = request.text("device");
  options.threads = request.number("threads");
  std::istringstream tools(request.text("tools"));
  for (std::string root; std::getline(tools, root, ':');)
    options.toolRoots.push_back(root);
  peers::answer("ready compiler " + request.text("target"));
  for (std::string line; std::getline(std::cin, line) && line != "quit";) {
    std::istringstream words(line);
    std::string command, schedule, library;
    words >> command >> schedule >> library;
    std::string fault = injectFault(faultOf(request, library));
    if (fault.empty())
      fault = llvm::toString(compile(options, request.text("module"), schedule, library));
    peers::answer(fault.empty() ? "compiled" : "error " + fault);
  }
  return 0;
}
