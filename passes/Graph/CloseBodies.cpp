// close-bodies: bodies of generics read nothing but their arguments.
#include "passes/Graph/Passes.h"
#include "passes/Graph/Rewrites.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/RegionUtils.h"

namespace aicc::graph {
#define GEN_PASS_DEF_CLOSEBODIES
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;
using namespace aicc::graph;
using linalg::GenericOp;

static void copyConstant(RewriterBase &rewriter, GenericOp op, Operation *constant) {
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPointToStart(op.getBody());
  Operation *copy = rewriter.clone(*constant);
  replaceAllUsesInRegionWith(constant->getResult(0), copy->getResult(0), op.getRegion());
  if (constant->use_empty())
    rewriter.eraseOp(constant);
}

/// A tensor of rank 0 that holds `number`.
static Value tensorOf(RewriterBase &rewriter, Location loc, Value number) {
  auto extract = number.getDefiningOp<tensor::ExtractOp>();
  if (extract && extract.getIndices().empty())
    return extract.getTensor();
  auto type = RankedTensorType::get({}, number.getType());
  return tensor::FromElementsOp::create(rewriter, loc, type, number);
}

/// `op` with `numbers` as further inputs, which its body reads as arguments.
static void passAsOperands(RewriterBase &rewriter, GenericOp op, ArrayRef<Value> numbers) {
  Location loc = op.getLoc();
  SmallVector<Value> inputs = op.getDpsInputs();
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  AffineMap scalar = AffineMap::get(op.getNumLoops(), 0, rewriter.getContext());
  for (Value number : numbers) {
    BlockArgument argument = op.getBody()->insertArgument(inputs.size(), number.getType(), loc);
    replaceAllUsesInRegionWith(number, argument, op.getRegion());
    maps.insert(maps.begin() + inputs.size(), scalar);
    inputs.push_back(tensorOf(rewriter, loc, number));
  }
  auto closed = GenericOp::create(rewriter, loc, op->getResultTypes(), inputs, op.getDpsInits(),
                                  maps, op.getIteratorTypesArray());
  closed->setDiscardableAttrs(op->getDiscardableAttrDictionary());
  rewriter.inlineRegionBefore(op.getRegion(), closed.getRegion(), closed.getRegion().begin());
  rewriter.replaceOp(op, closed);
}

unsigned graph::closeBody(RewriterBase &rewriter, GenericOp op) {
  llvm::SetVector<Value> outside;
  getUsedValuesDefinedAbove(op.getRegion(), outside);
  SmallVector<Value> numbers;
  for (Value value : outside) {
    if (matchPattern(value, m_Constant()))
      copyConstant(rewriter, op, value.getDefiningOp());
    else if (value.getType().isIntOrFloat())
      numbers.push_back(value);
  }
  rewriter.setInsertionPoint(op);
  if (!numbers.empty())
    passAsOperands(rewriter, op, numbers);
  return numbers.size();
}

namespace {
class CloseBodies : public graph::impl::CloseBodiesBase<CloseBodies> {
public:
  using Base::Base;

  void runOnOperation() override {
    SmallVector<GenericOp> ops;
    getOperation().walk([&](GenericOp op) {
      if (op.hasPureTensorSemantics())
        ops.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    for (GenericOp op : ops)
      numOperands += closeBody(rewriter, op);
  }
};
} // namespace
