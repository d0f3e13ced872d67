// What a benchmark has to say: JSON for programs, aligned lines for people.
#ifndef AICC_COMPILER_BENCH_REPORT_H
#define AICC_COMPILER_BENCH_REPORT_H

#include "compiler/Bench/Bench.h"

namespace aicc::bench {
/// How rows of one group compare with their best peers.
struct GroupSummary {
  std::string name;      ///< "M >= 128", "16 <= M <= 64", "M < 16", …
  int64_t rows = 0;      ///< with a peer
  double geometricMean = 0, worst = 0; ///< of the ratios
  std::string worstRow;
  double roofShare = 0;  ///< geometric mean over the same rows
};

/// The groups that have rows, in alphabetical order: by type, mode, layout, state and size. Rows that were skipped, that
/// are invalid or have no peer are left out.
std::vector<GroupSummary> summarise(llvm::ArrayRef<RowResult> results);

/// `{"rows": […], "summary": {…}}` as text.
std::string jsonText(llvm::ArrayRef<RowResult> results);

/// The heading of the lines that `printRow` writes.
void printHeading(llvm::raw_ostream &stream);
void printRow(const RowResult &result, llvm::raw_ostream &stream);
void printSummary(llvm::ArrayRef<RowResult> results, llvm::raw_ostream &stream);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_REPORT_H
