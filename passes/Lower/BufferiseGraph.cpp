// bufferise-graph: one-shot bufferisation with kernel calls, inputs read-only, results as arguments, ties in place.
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Bufferization/IR/DstBufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/Bufferization/Transforms/OneShotAnalysis.h"
#include "mlir/Dialect/Bufferization/Transforms/OneShotModuleBufferize.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"

namespace aicc::lower {
#define GEN_PASS_DEF_BUFFERISEGRAPH
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;
using namespace aicc;
using namespace aicc::lower;
using kernel::CallOp;

namespace {
/// kernel.call reads its inputs and overwrites its outputs.
struct CallBufferization
    : public bufferization::DstBufferizableOpInterfaceExternalModel<CallBufferization, CallOp> {
  bool bufferizesToMemoryRead(Operation *op, OpOperand &operand, const bufferization::AnalysisState &) const {
    return operand.getOperandNumber() < cast<CallOp>(op).getInputs().size();
  }

  LogicalResult bufferize(Operation *op, RewriterBase &rewriter, const bufferization::BufferizationOptions &options,
                          bufferization::BufferizationState &state) const {
    auto call = cast<CallOp>(op);
    SmallVector<Value> inputs, outputs;
    auto bufferOf = [&](Value tensor, SmallVectorImpl<Value> &buffers) -> LogicalResult {
      FailureOr<Value> buffer = bufferization::getBuffer(rewriter, tensor, options, state);
      if (succeeded(buffer))
        buffers.push_back(*buffer);
      return failure(failed(buffer));
    };
    for (Value input : call.getInputs())
      if (failed(bufferOf(input, inputs)))
        return failure();
    for (Value output : call.getOutputs())
      if (failed(bufferOf(output, outputs)))
        return failure();
    CallOp::create(rewriter, call.getLoc(), TypeRange(), call.getCallee(), inputs, outputs);
    bufferization::replaceOpWithBufferizedValues(rewriter, op, outputs);
    return success();
  }
};

/// kernel.nibbles shows the same memory: buffers of i4 hold two elements in a byte.
struct NibblesBufferization
    : public bufferization::BufferizableOpInterface::ExternalModel<NibblesBufferization, kernel::NibblesOp> {
  bool bufferizesToMemoryRead(Operation *, OpOperand &, const bufferization::AnalysisState &) const { return false; }
  bool bufferizesToMemoryWrite(Operation *, OpOperand &, const bufferization::AnalysisState &) const { return false; }

  bufferization::AliasingValueList getAliasingValues(Operation *op, OpOperand &,
                                                     const bufferization::AnalysisState &) const {
    return {{op->getResult(0), bufferization::BufferRelation::Unknown}};
  }

  static MemRefType bufferType(Type tensor) {
    auto type = cast<RankedTensorType>(tensor);
    return MemRefType::get(type.getShape(), type.getElementType());
  }

  FailureOr<bufferization::BufferLikeType> getBufferType(Operation *, Value value,
                                                         const bufferization::BufferizationOptions &,
                                                         const bufferization::BufferizationState &,
                                                         SmallVector<Value> &) const {
    return cast<bufferization::BufferLikeType>(bufferType(value.getType()));
  }

  LogicalResult bufferize(Operation *op, RewriterBase &rewriter, const bufferization::BufferizationOptions &options,
                          bufferization::BufferizationState &state) const {
    auto nibbles = cast<kernel::NibblesOp>(op);
    Location loc = op->getLoc();
    FailureOr<Value> bytes = bufferization::getBuffer(rewriter, nibbles.getBytes(), options, state);
    if (failed(bytes))
      return failure();
    Value flat = flatten(rewriter, loc, dense(rewriter, loc, *bytes));
    Value start = arith::ConstantIndexOp::create(rewriter, loc, 0);
    Value view = memref::ViewOp::create(rewriter, loc, bufferType(op->getResult(0).getType()), flat, start, ValueRange());
    bufferization::replaceOpWithBufferizedValues(rewriter, op, view);
    return success();
  }

private:
  /// Views start at the beginning of dense bytes; a slice of others is copied.
  static Value dense(OpBuilder &builder, Location loc, Value bytes) {
    auto type = cast<MemRefType>(bytes.getType());
    if (type.getLayout().isIdentity())
      return bytes;
    Value copy = memref::AllocOp::create(builder, loc, MemRefType::get(type.getShape(), type.getElementType()));
    memref::CopyOp::create(builder, loc, bytes, copy);
    return copy;
  }

  static Value flatten(OpBuilder &builder, Location loc, Value bytes) {
    int64_t rank = cast<MemRefType>(bytes.getType()).getRank();
    if (rank == 1)
      return bytes;
    if (rank == 0) {
      auto flat = MemRefType::get({1}, builder.getI8Type());
      return memref::ExpandShapeOp::create(builder, loc, flat, bytes, ArrayRef<ReassociationIndices>());
    }
    ReassociationIndices all = llvm::to_vector(llvm::seq<int64_t>(0, rank));
    return memref::CollapseShapeOp::create(builder, loc, bytes, ArrayRef<ReassociationIndices>(all));
  }
};

class BufferiseGraph : public lower::impl::BufferiseGraphBase<BufferiseGraph> {
public:
  using Base::Base;

  void runOnOperation() override {
    numberArguments();
    bufferization::OneShotBufferizationOptions options;
    options.bufferizeFunctionBoundaries = true;
    options.inferFunctionResultLayout = false;
    options.setFunctionBoundaryTypeConversion(bufferization::LayoutMapOption::IdentityLayoutMap);
    options.opFilter.denyOperation([](Operation *op) { return op->getParentOfType<kernel::KernelOp>() != nullptr || isa<kernel::KernelOp>(op); });
    bufferization::BufferizationState state;
    if (failed(bufferization::runOneShotModuleBufferize(getOperation(), options, state)))
      return signalPassFailure();
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function.isPublic() && failed(tieResults(function)))
        return signalPassFailure();
    bufferization::BufferResultsToOutParamsOpts results;
    results.hoistStaticAllocs = true;
    results.modifyPublicFunctions = true;
    results.addResultAttribute = true;
    if (failed(bufferization::promoteBufferResultsToOutParams(getOperation(), results)))
      return signalPassFailure();
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      placeResults(function);
      numberResults(function);
    }
  }

private:
  /// Inputs may not be written unless they are tied; roles and numbers survive all later changes of the signature.
  void numberArguments() {
    Builder builder(&getContext());
    for (auto function : getOperation().getOps<func::FuncOp>())
      for (unsigned index = 0; index < function.getNumArguments(); ++index) {
        bool isTied = !!function.getArgAttr(index, kInOutAttr);
        if (isa<TensorType>(function.getArgument(index).getType()))
          function.setArgAttr(index, "bufferization.writable", builder.getBoolAttr(isTied));
        function.setArgAttr(index, kRoleAttr, builder.getStringAttr("argument"));
        function.setArgAttr(index, kNumberAttr, builder.getI64IntegerAttr(index));
      }
  }

  /// An argument and the returned value that takes its place.
  struct Tie {
    Value argument;
    OpOperand *result;
    /// True where the result lies in the argument already, be it reshaped there and back.
    bool isInPlace() const {
      Value root = result->get();
      while (isa_and_nonnull<memref::ExpandShapeOp, memref::CollapseShapeOp>(root.getDefiningOp()))
        root = root.getDefiningOp()->getOperand(0);
      return root == argument && result->get().getType() == argument.getType();
    }
  };

  static SmallVector<Tie> tiesOf(func::FuncOp function, func::ReturnOp returnOp) {
    SmallVector<Tie> ties;
    for (BlockArgument argument : function.getArguments())
      if (auto tie = function.getArgAttrOfType<IntegerAttr>(argument.getArgNumber(), kInOutAttr))
        ties.push_back({argument, &returnOp->getOpOperand(tie.getInt())});
    return ties;
  }

  /// What results show of an argument that another value is going to be copied to is taken before that.
  static void saveOverwritten(func::FuncOp function, func::ReturnOp returnOp, ArrayRef<Tie> ties) {
    if (llvm::all_of(ties, [](const Tie &tie) { return tie.isInPlace(); }))
      return;
    BufferViewFlowAnalysis aliases(function);
    OpBuilder builder(returnOp);
    for (OpOperand &operand : returnOp->getOpOperands()) {
      auto sources = aliases.resolveReverse(operand.get());
      bool isOverwritten =
          llvm::any_of(ties, [&](const Tie &tie) { return !tie.isInPlace() && sources.contains(tie.argument); });
      if (!isOverwritten)
        continue;
      auto type = cast<MemRefType>(operand.get().getType());
      Value copy =
          memref::AllocOp::create(builder, returnOp.getLoc(), MemRefType::get(type.getShape(), type.getElementType()));
      memref::CopyOp::create(builder, returnOp.getLoc(), operand.get(), copy);
      operand.set(copy);
    }
  }

  /// Tied results are written to their argument and are results no longer.
  LogicalResult tieResults(func::FuncOp function) {
    auto returnOp = cast<func::ReturnOp>(function.getBody().back().getTerminator());
    SmallVector<Tie> ties = tiesOf(function, returnOp);
    saveOverwritten(function, returnOp, ties);
    llvm::BitVector tied(returnOp.getNumOperands());
    OpBuilder builder(returnOp);
    for (const Tie &tie : ties) {
      if (!tie.isInPlace())
        memref::CopyOp::create(builder, returnOp.getLoc(), tie.result->get(), tie.argument);
      tied.set(tie.result->getOperandNumber());
    }
    SmallVector<int64_t> kept;
    for (unsigned index = 0; index < tied.size(); ++index)
      if (!tied[index])
        kept.push_back(index);
    function->setAttr("aicc.results", builder.getDenseI64ArrayAttr(kept));
    returnOp->eraseOperands(tied);
    return function.eraseResults(tied);
  }

  /// Buffers that results are reshapes of are the results' own, reshaped back: promotion copies where a reshape lies
  /// between.
  static void placeResults(func::FuncOp function) {
    if (function.isExternal())
      return;
    // Nothing but such copies stands between the first of them and the end, so that their order does not matter.
    SmallVector<memref::CopyOp> copies;
    for (Operation &op : llvm::reverse(function.getBody().back().without_terminator())) {
      auto copy = dyn_cast<memref::CopyOp>(op);
      if (!copy || !isa<BlockArgument>(copy.getTarget()))
        break;
      copies.push_back(copy);
    }
    // The first of several results that are reshapes of one buffer has it.
    llvm::for_each(llvm::reverse(copies), placeResult);
  }

  static void placeResult(memref::CopyOp copy) {
    SmallVector<Operation *> reshapes;
    Value source = copy.getSource(), view = copy.getTarget();
    while (isa_and_nonnull<memref::ExpandShapeOp, memref::CollapseShapeOp>(source.getDefiningOp())) {
      reshapes.push_back(source.getDefiningOp());
      source = reshapes.back()->getOperand(0);
    }
    auto alloc = source.getDefiningOp<memref::AllocOp>();
    if (!alloc || alloc->getBlock() != copy->getBlock() || !view.hasOneUse() ||
        view.getType() != copy.getSource().getType())
      return;
    OpBuilder builder(alloc);
    for (Operation *reshape : reshapes)
      view = reshapeBack(builder, reshape, view);
    copy.erase();
    alloc.replaceAllUsesWith(view);
    alloc.erase();
  }

  /// `view`, which has the type of the result of `reshape`, in the type of its operand.
  static Value reshapeBack(OpBuilder &builder, Operation *reshape, Value view) {
    auto type = cast<MemRefType>(reshape->getOperand(0).getType());
    if (auto expand = dyn_cast<memref::ExpandShapeOp>(reshape))
      return memref::CollapseShapeOp::create(builder, reshape->getLoc(), type, view, expand.getReassociationIndices());
    auto collapse = cast<memref::CollapseShapeOp>(reshape);
    return memref::ExpandShapeOp::create(builder, reshape->getLoc(), type, view, collapse.getReassociationIndices());
  }

  void numberResults(func::FuncOp function) {
    Builder builder(&getContext());
    auto kept = function->getAttrOfType<DenseI64ArrayAttr>("aicc.results");
    int64_t next = 0;
    for (unsigned index = 0; kept && index < function.getNumArguments(); ++index) {
      if (function.getArgAttr(index, kRoleAttr))
        continue;
      function.setArgAttr(index, kRoleAttr, builder.getStringAttr("result"));
      function.setArgAttr(index, kNumberAttr, builder.getI64IntegerAttr(kept[next++]));
    }
    function->removeAttr("aicc.results");
  }
};
} // namespace

void lower::registerBufferization(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, kernel::KernelDialect *) {
    CallOp::attachInterface<CallBufferization>(*context);
    kernel::NibblesOp::attachInterface<NibblesBufferization>(*context);
  });
}
