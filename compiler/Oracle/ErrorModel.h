// How far a tuned result may lie from the reference: the parameters of docs/Numerics.md, read off the graph.
#ifndef AICC_COMPILER_ORACLE_ERRORMODEL_H
#define AICC_COMPILER_ORACLE_ERRORMODEL_H

#include "compiler/Data/Tolerance.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace aicc::oracle {
/// The parameters of each result of `function`, whose structured operations are linalg.generic:
/// lengths of the reductions, element-wise operations and roundings that lie one after the other on
/// the longest path to the result. A rounding of numbers that are expanded from codes (integers of
/// up to 8 bits) counts as one that may be left out where a contraction multiplies by them. So does that of a softmax,
/// which a kernel may round before it divides. What its weights are multiplied with is judged row by row.
std::vector<data::ToleranceParams> toleranceOfResults(mlir::func::FuncOp function);
} // namespace aicc::oracle

#endif // AICC_COMPILER_ORACLE_ERRORMODEL_H
