// The analytic model of a register tile; see RegisterTile.h.
#include "compiler/Target/CPU/RegisterTile.h"

#include "llvm/Support/MathExtras.h"
#include <algorithm>

using namespace aicc::cpu;

/// Loads that begin in a cycle. A broadcast takes one; a vector wider than half of what L1 delivers takes more.
constexpr double kLoadPorts = 2;
/// The share of a panel's way from L2 that arithmetic does not hide: always, and while L2 is being filled as well.
constexpr double kExposed = 0.03, kExposedToFills = 0.3;
/// The share of the loads from L1 that multiply-adds do not hide, since both compete for places in the window.
constexpr double kExposedLoads = 0.05;

double aicc::cpu::stepCycles(const RegisterProblem &problem, int64_t rows, int64_t vectors, int64_t panelVectors) {
  double work = double(problem.siblings * rows * vectors) / problem.multiplyAdds;
  double port = problem.l1Bytes / kLoadPorts;
  // Siblings share a loop, in which an element of the rows is broadcast once for all of them.
  double loads = (problem.siblings * vectors * std::max(1.0, problem.vectorBytes / port) + rows) / kLoadPorts;
  double panel = double(problem.vectorBytes * problem.siblings * panelVectors) / problem.l2Bytes;
  double exposed = kExposedLoads * loads + (kExposed + kExposedToFills * problem.filling) * panel;
  return std::max({work, loads, problem.latency, panel}) + exposed;
}

static double totalCycles(const RegisterProblem &problem, int64_t rows, int64_t vectors) {
  int64_t width = vectors * problem.lanes;
  int64_t fullRows = problem.rows / rows, edgeRows = problem.rows % rows;
  int64_t fullColumns = problem.columns / width, edgeColumns = problem.columns % width;
  int64_t edgeVectors = llvm::divideCeil(edgeColumns, problem.lanes);
  double cycles = double(fullRows * fullColumns) * stepCycles(problem, rows, vectors, vectors);
  if (edgeRows)
    cycles += double(fullColumns) * stepCycles(problem, edgeRows, vectors, vectors);
  if (edgeVectors)
    cycles += double(fullRows) * stepCycles(problem, rows, edgeVectors, vectors);
  if (edgeRows && edgeVectors)
    cycles += stepCycles(problem, edgeRows, edgeVectors, vectors);
  return cycles;
}

RegisterTile aicc::cpu::chooseRegisterTile(const RegisterProblem &problem) {
  RegisterTile best = {1, std::min(problem.lanes, problem.columns)};
  double bestCycles = -1, bestLoads = 0;
  // Of a panel that others have made wider than this tile would be, a whole row is still worth a try.
  int64_t mostVectors = std::min<int64_t>(llvm::divideCeil(problem.columns, problem.lanes),
                                          std::max(problem.mostVectors, problem.panel / problem.lanes));
  int64_t step = std::min(std::max<int64_t>(1, problem.wholeVectors), mostVectors);
  for (int64_t vectors = step; vectors <= mostVectors; vectors += step)
    for (int64_t rows = 1; rows <= std::min(problem.rows, problem.mostRows); ++rows) {
      if (problem.panel % (vectors * problem.lanes))
        break;
      if (problem.siblings * (rows + 1) * vectors + 1 > problem.registers - problem.spare)
        break;
      double cycles = totalCycles(problem, rows, vectors);
      double loads = double(vectors + rows) / double(vectors * rows);
      bool isBetter =
          bestCycles < 0 || cycles < 0.995 * bestCycles || (cycles < 1.005 * bestCycles && loads < bestLoads);
      if (!isBetter)
        continue;
      bestCycles = cycles;
      bestLoads = loads;
      best = {rows, std::min(vectors * problem.lanes, problem.columns)};
    }
  return best;
}
