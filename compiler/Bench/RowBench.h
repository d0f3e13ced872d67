// One row from its module to its times.
#ifndef AICC_COMPILER_BENCH_ROWBENCH_H
#define AICC_COMPILER_BENCH_ROWBENCH_H

#include "compiler/Bench/Bench.h"
#include "compiler/Bench/DeviceRoof.h"
#include "compiler/Bench/Entrants.h"
#include "compiler/Driver/Invocation.h"
#include "compiler/Driver/TemporaryFolder.h"
#include "compiler/Target/Meter.h"

namespace aicc::bench {
/// Measures rows one after the other. Operands are written once for rows that share them, and so are the oracle's
/// results.
class RowBench {
public:
  RowBench(mlir::MLIRContext &context, const BenchOptions &options) : context(context), options(options) {}

  /// Looks at the device. Fails with HardwareError where it is another kind of processor than this one, or where it is no
  /// processor and none of its kind is here.
  llvm::Error prepare();

  /// Whether the device is not the host's processor; known once prepared.
  bool isOnDevice() const { return meter != nullptr; }

  /// Sets the peers that take part.
  void setPeers(std::vector<std::string> names) { libraries = std::move(names); }

  /// Compiles, checks and times `result.row`.
  llvm::Error measure(RowResult &result);

private:
  /// What `compile` leaves for the steps after it.
  struct Compiled {
    std::string module, library; ///< files
    mlir::OwningOpRef<mlir::ModuleOp> original;
    driver::SoleEntry function;
  };

  llvm::Error prepareDevice(const target::Target &target);
  std::string temporary(const std::string &name) const;
  llvm::Error writeModule(const Row &row, std::string &path) const;
  llvm::Error compile(RowResult &result, Compiled &compiled);
  llvm::Error compileQuietly(const std::string &path, RowResult &result, Compiled &compiled);
  llvm::Error provideInputs(const Row &row, const Compiled &compiled);
  llvm::Error contest(RowResult &result, const Compiled &compiled);
  llvm::Error time(RowResult &result, Contestant &aicc, const Stage &stage, const Compiled &compiled,
                   llvm::ArrayRef<data::Array> found);
  llvm::Error timeContest(RowResult &result, Contestant &aicc, const Stage &stage, std::vector<Entrant> &entrants);
  llvm::Error comparePeers(RowResult &result, llvm::MutableArrayRef<Entrant> entrants, const Compiled &compiled,
                           llvm::ArrayRef<data::Array> found);
  int64_t touchedBytes(const Row &row, const driver::Signature &signature) const;
  int64_t rotatingBytes(const Row &row) const;
  llvm::Error trySchedules(RowResult &result, const Stage &stage, const Compiled &compiled);
  Roof roofNow(const RowResult &result, const Stage &stage, std::string &fault);
  llvm::Expected<std::unique_ptr<Contestant>> startStream(const RowResult &result, const Stage &stage) const;
  llvm::Error takeTurns(RowResult &result, Contestant &aicc, Contestant *stream,
                        llvm::MutableArrayRef<Entrant> entrants) const;
  llvm::Expected<std::vector<data::Array>> fetchResults(Contestant &contestant, const Compiled &compiled) const;
  llvm::Expected<CheckReport> checkResults(const Row &row, const Compiled &compiled, llvm::ArrayRef<data::Array> results);
  data::ElementType contractedType(const Row &row) const;
  Stage stageOf(const RowResult &result) const;

  mlir::MLIRContext &context;
  const BenchOptions &options;
  std::vector<std::string> libraries;
  driver::TemporaryFolder folder;
  device::Device device;
  std::unique_ptr<target::DeviceMeter> meter; ///< of a device that is not the host's processor
  std::optional<DeviceRoof> deviceRoof;       ///< as `meter`, in a process of its own
  int64_t cacheBytes = 0;
  std::string inputsKey; ///< what `inputs` and the files in the folder belong to
  std::vector<data::Array> inputs;
  Checker checker;
};
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_ROWBENCH_H
