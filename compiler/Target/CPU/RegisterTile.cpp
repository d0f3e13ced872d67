// The analytic model of a register tile; see RegisterTile.h.
#include "compiler/Target/CPU/RegisterTile.h"

#include "llvm/Support/MathExtras.h"
#include <algorithm>

using namespace aicc::cpu;

/// Cycles from one multiply-add to the next that needs its result.
constexpr double kLatency = 4;
/// Loads that begin in a cycle. A broadcast takes one; a vector wider than half of what L1 delivers takes more.
constexpr double kLoadPorts = 2;
/// The share of a panel's way from L2 that arithmetic does not hide.
constexpr double kExposed = 0.3;

double aicc::cpu::stepCycles(const RegisterProblem &problem, int64_t rows, int64_t vectors) {
  double work = double(problem.siblings * rows * vectors) / problem.multiplyAdds;
  double port = problem.l1Bytes / kLoadPorts;
  // Siblings share a loop, in which an element of the rows is broadcast once for all of them.
  double loads = (problem.siblings * vectors * std::max(1.0, problem.vectorBytes / port) + rows) / kLoadPorts;
  double panel = double(problem.vectorBytes * problem.siblings * vectors) / problem.l2Bytes;
  return std::max({work, loads, kLatency}) + kExposed * panel;
}

static double totalCycles(const RegisterProblem &problem, int64_t rows, int64_t vectors) {
  int64_t width = vectors * problem.lanes;
  int64_t fullRows = problem.rows / rows, edgeRows = problem.rows % rows;
  int64_t fullColumns = problem.columns / width, edgeColumns = problem.columns % width;
  int64_t edgeVectors = llvm::divideCeil(edgeColumns, problem.lanes);
  double cycles = double(fullRows * fullColumns) * stepCycles(problem, rows, vectors);
  if (edgeRows)
    cycles += double(fullColumns) * stepCycles(problem, edgeRows, vectors);
  if (edgeVectors)
    cycles += double(fullRows) * stepCycles(problem, rows, edgeVectors);
  if (edgeRows && edgeVectors)
    cycles += stepCycles(problem, edgeRows, edgeVectors);
  return cycles;
}

RegisterTile aicc::cpu::chooseRegisterTile(const RegisterProblem &problem) {
  RegisterTile best = {1, std::min(problem.lanes, problem.columns)};
  double bestCycles = -1, bestLoads = 0;
  int64_t mostVectors = llvm::divideCeil(problem.columns, problem.lanes);
  for (int64_t vectors = 1; vectors <= std::min<int64_t>(mostVectors, 8); ++vectors)
    for (int64_t rows = 1; rows <= std::min(problem.rows, problem.mostRows); ++rows) {
      if (problem.siblings * (rows + 1) * vectors + 1 > problem.registers - problem.spare)
        break;
      double cycles = totalCycles(problem, rows, vectors);
      double loads = double(vectors + rows) / double(vectors * rows);
      bool isBetter = bestCycles < 0 || cycles < 0.995 * bestCycles ||
                      (cycles < 1.005 * bestCycles && loads < bestLoads);
      if (!isBetter)
        continue;
      bestCycles = cycles;
      bestLoads = loads;
      best = {rows, std::min(vectors * problem.lanes, problem.columns)};
    }
  return best;
}
