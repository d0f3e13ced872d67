// Index arithmetic, loops and branches on values that are mostly constants.
#ifndef AICC_PASSES_TILE_INDICES_H
#define AICC_PASSES_TILE_INDICES_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

namespace aicc::tile {
/// Builds in front of an operation; what is constant is folded away. Base of classes that emit loops of copies.
class Indices {
public:
  /// Inserts before `op`.
  Indices(mlir::Operation *op, mlir::Location loc) : builder(op), loc(loc) {}

  mlir::Value index(int64_t value) { return mlir::arith::ConstantIndexOp::create(builder, loc, value); }
  mlir::Value add(mlir::Value a, mlir::Value b) { return fold<mlir::arith::AddIOp>(a, b); }
  mlir::Value sub(mlir::Value a, mlir::Value b) { return fold<mlir::arith::SubIOp>(a, b); }
  mlir::Value mul(mlir::Value a, int64_t b) { return fold<mlir::arith::MulIOp>(a, index(b)); }
  mlir::Value div(mlir::Value a, int64_t b) { return fold<mlir::arith::DivUIOp>(a, index(b)); }
  mlir::Value ceil(mlir::Value a, int64_t b) { return fold<mlir::arith::CeilDivUIOp>(a, index(b)); }
  mlir::Value least(mlir::Value a, mlir::Value b) { return fold<mlir::arith::MinSIOp>(a, b); }
  mlir::Value most(mlir::Value a, mlir::Value b) { return fold<mlir::arith::MaxSIOp>(a, b); }
  mlir::Value isLess(mlir::Value a, mlir::Value b) {
    return builder.createOrFold<mlir::arith::CmpIOp>(loc, mlir::arith::CmpIPredicate::slt, a, b);
  }

  /// A loop over [begin, end) whose body what follows is inserted into; returns its counter.
  mlir::Value enterLoop(mlir::Value begin, mlir::Value end) {
    auto loop = mlir::scf::ForOp::create(builder, loc, begin, end, index(1));
    builder.setInsertionPointToStart(loop.getBody());
    return loop.getInductionVar();
  }
  mlir::Value enterLoop(mlir::Value count) { return enterLoop(index(0), count); }

  /// `then` or `otherwise`, whichever `condition` says; no branch where that is a constant.
  void branch(mlir::Value condition, llvm::function_ref<void()> then, llvm::function_ref<void()> otherwise) {
    if (std::optional<int64_t> known = mlir::getConstantIntValue(condition))
      return *known ? then() : otherwise();
    mlir::OpBuilder::InsertionGuard guard(builder);
    auto op = mlir::scf::IfOp::create(builder, loc, condition, /*withElseRegion=*/true);
    builder.setInsertionPointToStart(op.thenBlock());
    then();
    builder.setInsertionPointToStart(op.elseBlock());
    otherwise();
  }

  mlir::OpBuilder builder;
  mlir::Location loc;

private:
  template <typename Op> mlir::Value fold(mlir::Value a, mlir::Value b) { return builder.createOrFold<Op>(loc, a, b); }
};
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_INDICES_H
