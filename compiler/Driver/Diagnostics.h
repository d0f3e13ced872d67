// What passes and parsers say, printed for people and kept for programs.
#ifndef AICC_COMPILER_DRIVER_DIAGNOSTICS_H
#define AICC_COMPILER_DRIVER_DIAGNOSTICS_H

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/SourceMgr.h"
#include <string>
#include <vector>

namespace aicc::driver {
/// One diagnostic. The place is that of the file it came from; line and column count from 1, 0 is unknown.
struct Message {
  std::string severity; ///< "error", "warning", "remark" or "note"
  std::string file, text;
  unsigned line = 0, column = 0;
};

/// Writes `message` as one JSON object.
void writeMessage(llvm::json::OStream &json, const Message &message);

/// Prints errors and warnings with their place and source line, remarks as one line each, and keeps all of them.
class DiagnosticLog : public mlir::SourceMgrDiagnosticHandler {
public:
  DiagnosticLog(mlir::MLIRContext &context, llvm::raw_ostream &stream);

  llvm::ArrayRef<Message> getMessages() const { return messages; }

private:
  void handle(mlir::Diagnostic &diagnostic);
  void keep(mlir::Diagnostic &diagnostic);

  llvm::SourceMgr sources;
  std::vector<Message> messages;
};
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_DIAGNOSTICS_H
