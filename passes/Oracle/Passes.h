// VERBS that make a graph the reference for its artifacts. Each pass states in Passes.td what holds after it.
#ifndef AICC_PASSES_ORACLE_PASSES_H
#define AICC_PASSES_ORACLE_PASSES_H

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Pass/Pass.h"

namespace aicc::oracle {
#define GEN_PASS_DECL
#include "passes/Oracle/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "passes/Oracle/Passes.h.inc"
} // namespace aicc::oracle

#endif // AICC_PASSES_ORACLE_PASSES_H
