// What aicc tune shows: a line that changes on a terminal, plain lines elsewhere.
#ifndef AICC_TOOLS_AICC_TUNEVIEW_H
#define AICC_TOOLS_AICC_TUNEVIEW_H

#include "autotune/Tuner/Tuner.h"
#include "llvm/Support/JSON.h"

namespace aicc {
/// Prints to `os` what a tuner does. On a terminal one line, cut to its width, shows the present state and is
/// overwritten; elsewhere there is one line a kernel at the beginning, one for each candidate that
/// is faster than all before, and one at the end.
class TuneView : public autotune::TuneObserver {
public:
  /// `terminal`: the file descriptor that `os` writes to, where that is a terminal.
  TuneView(llvm::raw_ostream &os, std::optional<int> terminal) : os(os), terminal(terminal) {}
  ~TuneView() override { clear(); }

  void began(const autotune::KernelStatus &status) override;
  void measured(const autotune::KernelStatus &status, const autotune::Tried &tried, const autotune::Measured &measured,
                double secondsLeft) override;
  void ended(const autotune::KernelStatus &status) override;
  /// Ends the changing line.
  void clear();

private:
  void show(std::string line);

  llvm::raw_ostream &os;
  std::optional<int> terminal;
  bool isLineOpen = false;
};

/// What tuning one kernel gave, and the row of a workload that has it: "square.1024 f32 prepacked nk"; empty for a module.
struct TunedKernel {
  std::string row;
  autotune::KernelResult result;
};
/// Prints a table of what tuning gave.
void printResults(llvm::raw_ostream &os, llvm::ArrayRef<TunedKernel> tuned);
/// Writes one result as an object.
void writeResult(llvm::json::OStream &json, const TunedKernel &tuned);
} // namespace aicc

#endif // AICC_TOOLS_AICC_TUNEVIEW_H
