// The driver: from a module's text to an artifact, with every option in one struct and every failure an Error.
#ifndef AICC_COMPILER_DRIVER_COMPILER_H
#define AICC_COMPILER_DRIVER_COMPILER_H

#include "compiler/Artifact/ArtifactInfo.h"
#include "compiler/Artifact/OutputFiles.h"
#include "compiler/Artifact/Weights.h"
#include "compiler/Driver/Errors.h"
#include "compiler/Pipeline/Pipeline.h"
#include "compiler/Target/Target.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/SourceMgr.h"

namespace aicc::driver {
/// What every target writes: a shared library with what belongs to it, an object file to link one from, and the module
/// after a phase. The other kinds are the forms of the device's target.
inline constexpr llvm::StringLiteral kEmitLibrary = "so", kEmitObject = "obj", kEmitMLIR = "mlir";

/// `name` where some target writes such a kind.
std::optional<std::string> parseEmit(llvm::StringRef name);
/// All names, for messages: "so, obj, …".
std::string emitNames();

/// The largest team that a schedule may be made for.
inline constexpr int64_t kMostThreads = 4096;

struct CompileOptions {
  std::string target = "host";       ///< a shipped device's ID, or "host"
  std::string deviceFile;            ///< a device file, in place of `target`
  std::string prefix;                ///< exported symbols; empty: the input's stem
  std::string header;                ///< where to write the C header; empty: nowhere
  int64_t threads = 0;               ///< the schedule's team, at most kMostThreads; 0: the device's own
  std::string emit = kEmitLibrary.str(); ///< what to write, one of emitNames()
  bool raiseAttention = true;            ///< attention that a graph spells out becomes graph.attention
  bool allowTf32 = false;            ///< factors of f32 contractions may be rounded to tf32 where that is faster
  std::vector<std::string> toolRoots; ///< where vendors' tools are installed; those on PATH are found too
  bool wantsMachineCode = true;      ///< false: libraries do without what only a vendor's tool makes
  std::optional<Phase> stopAfter;    ///< with kEmitMLIR: the last phase that runs
  std::vector<Phase> printAfter;     ///< phases whose IR goes to `printStream`
  llvm::raw_ostream *printStream = nullptr;
  schedule::FindSchedule find;       ///< knows schedules of kernels that the module pins none for; may be empty
  bool oracle = false;               ///< compile the naive lowering in f64 instead; see Oracle.h
};

/// A module on its way to an artifact.
class Compilation {
public:
  /// `context` must have the pipeline's dialects. Diagnostics go to the context's handlers.
  Compilation(mlir::MLIRContext &context, CompileOptions options);

  /// Parses the file `path` (MLIR text or bytecode; `-` reads standard input).
  llvm::Error parse(llvm::StringRef path);
  /// Takes a module as it is; `name` stands for its file's name.
  void adopt(mlir::OwningOpRef<mlir::ModuleOp> module, llvm::StringRef name);
  /// Runs the phases up to `last`.
  llvm::Error runUntil(Phase last);
  /// Compiles to what `options.emit` says and returns the files, which nobody has written yet. An artifact at `path`
  /// has its manifest at `path`.json and, where the module has large constants, their bytes at `path`.weights.
  llvm::Expected<artifact::OutputFiles> build(llvm::StringRef path);
  /// Builds and writes all files, or none. Text goes to standard output where `path` is `-`.
  llvm::Error write(llvm::StringRef path);

  mlir::ModuleOp getModule() { return *module; }
  const artifact::Info &getInfo() const { return info; }
  const device::Device &getDevice() const { return device; }
  const target::Target &getTarget() const { return *target; }
  const CompileOptions &getOptions() const { return options; }
  /// The bytes that `parse` read; empty for modules that were adopted.
  llvm::StringRef getInput() const;
  /// The step that runs or ran last, in words: "reading the module", "phase graph", …
  llvm::StringRef getStep() const { return step; }
  /// The passes of all phases as text, one phase a line; empty before there is a device.
  std::string describePipeline();

private:
  llvm::Error checkRequest() const;
  llvm::Error checkOutput(llvm::StringRef path) const;
  llvm::Error checkForm(llvm::StringRef path) const;
  llvm::Error chooseDevice();
  llvm::Error checkInput();
  PipelineOptions pipelineOptions();
  mlir::FailureOr<schedule::Selection> find(kernel::KernelOp kernel, const device::Device &on, int64_t threads);
  void noteSelected();
  llvm::Error runPhase(Phase phase);
  llvm::Error checkRealisable();
  llvm::Expected<std::string> generate(llvm::StringRef form);
  llvm::Expected<artifact::OutputFiles> buildArtifact(llvm::StringRef path);

  mlir::MLIRContext &context;
  CompileOptions options;
  std::string inputPath;
  std::shared_ptr<llvm::SourceMgr> sources;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  device::DeviceAttr deviceAttr;
  device::Device device;
  const target::Target *target = nullptr;
  artifact::Info info;
  std::map<std::string, artifact::Selected> selected; ///< by the kernel's name, what `options.find` answered
  unsigned nextPhase = 0;
  std::string step = "starting";
};

/// The device that `options` ask for.
llvm::Expected<device::DeviceAttr> chooseDevice(mlir::MLIRContext *context, const CompileOptions &options);
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_COMPILER_H
