// Conversions between f64 and the other float types that are exact or round once, and that every processor has.
#ifndef AICC_PASSES_ORACLE_ROUNDING_H
#define AICC_PASSES_ORACLE_ROUNDING_H

#include "mlir/IR/Builders.h"

namespace aicc::oracle {
/// The float `value` as f64.
mlir::Value extendToF64(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value);

/// The f64 `value` rounded to nearest even in the float type `type`.
mlir::Value roundFromF64(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value, mlir::Type type);
} // namespace aicc::oracle

#endif // AICC_PASSES_ORACLE_ROUNDING_H
