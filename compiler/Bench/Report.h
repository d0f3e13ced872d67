// What a benchmark has to say: JSON for programs, aligned lines for people.
#ifndef AICC_COMPILER_BENCH_REPORT_H
#define AICC_COMPILER_BENCH_REPORT_H

#include "compiler/Bench/Bench.h"
#include <map>

namespace aicc::bench {
/// How rows of one group compare with their best peers, and with their roofs.
struct GroupSummary {
  std::string name;      ///< "f32 prepacked nk warm, M >= 128", "swiglu bf16", …
  int64_t rows = 0;      ///< that were measured and are valid
  int64_t compared = 0;  ///< of these, with a peer
  double geometricMean = 0, worst = 0; ///< of the ratios to the best peer; 0 without any
  std::string worstRow;                ///< "ID xTHREADS"
  std::map<std::string, double> peers; ///< geometric mean of the ratios to each peer
  double roofShare = 0;                ///< geometric mean
  double vsBf16 = 0;                   ///< geometric mean over the w4 rows that have it; 0 without any
};

/// The groups that have rows, in alphabetical order: by type, mode, layout, state and size. Rows that were skipped or
/// are invalid are left out.
std::vector<GroupSummary> summarise(llvm::ArrayRef<RowResult> results);

/// `{"rows": […], "summary": {…}}` as text.
std::string jsonText(llvm::ArrayRef<RowResult> results);

/// The heading of the lines that `printRow` writes.
void printHeading(llvm::raw_ostream &stream);
void printRow(const RowResult &result, llvm::raw_ostream &stream);
void printSummary(llvm::ArrayRef<RowResult> results, llvm::raw_ostream &stream);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_REPORT_H
