// Prints and keeps diagnostics; see Diagnostics.h.
#include "compiler/Driver/Diagnostics.h"

#include "mlir/IR/Location.h"
#include "mlir/IR/MLIRContext.h"

using namespace mlir;
using namespace aicc::driver;

DiagnosticLog::DiagnosticLog(MLIRContext &context, llvm::raw_ostream &stream)
    : SourceMgrDiagnosticHandler(sources, &context, stream) {
  setHandler([this](Diagnostic &diagnostic) {
    handle(diagnostic);
    return success();
  });
}

static StringRef severityOf(DiagnosticSeverity severity) {
  switch (severity) {
  case DiagnosticSeverity::Note:
    return "note";
  case DiagnosticSeverity::Warning:
    return "warning";
  case DiagnosticSeverity::Error:
    return "error";
  case DiagnosticSeverity::Remark:
    return "remark";
  }
  return "error";
}

/// The first place in a file that `loc` mentions.
static FileLineColLoc placeOf(Location loc) {
  FileLineColLoc place;
  loc->walk([&](Location inner) {
    if (!place)
      place = dyn_cast<FileLineColLoc>(inner);
    return place ? WalkResult::interrupt() : WalkResult::advance();
  });
  return place;
}

static Message describe(Diagnostic &diagnostic) {
  Message message;
  message.severity = severityOf(diagnostic.getSeverity()).str();
  message.text = diagnostic.str();
  if (FileLineColLoc place = placeOf(diagnostic.getLocation())) {
    message.file = place.getFilename().str();
    message.line = place.getLine();
    message.column = place.getColumn();
  }
  return message;
}

void DiagnosticLog::keep(Diagnostic &diagnostic) {
  messages.push_back(describe(diagnostic));
  for (Diagnostic &note : diagnostic.getNotes())
    keep(note);
}

void DiagnosticLog::handle(Diagnostic &diagnostic) {
  keep(diagnostic);
  if (diagnostic.getSeverity() == DiagnosticSeverity::Remark)
    return emitDiagnostic(diagnostic.getLocation(), diagnostic.str(), diagnostic.getSeverity(),
                          /*displaySourceLine=*/false);
  emitDiagnostic(diagnostic);
}

void aicc::driver::writeMessage(llvm::json::OStream &json, const Message &message) {
  json.object([&] {
    json.attribute("severity", message.severity);
    json.attribute("file", llvm::json::fixUTF8(message.file));
    json.attribute("line", message.line);
    json.attribute("column", message.column);
    json.attribute("text", llvm::json::fixUTF8(message.text));
  });
}
