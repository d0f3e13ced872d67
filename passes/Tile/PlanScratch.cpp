// plan-scratch: places a kernel's scratch buffers in one block of memory, and lowers calls of kernels.
#include "passes/Tile/Passes.h"

#include "llvm/ADT/MapVector.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace aicc::tile {
#define GEN_PASS_DEF_PLANSCRATCH
#include "passes/Tile/Passes.h.inc"
} // namespace aicc::tile

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::ParallelOp;
using kernel::ScratchOp;

/// Cache lines: runs of a parallel band must not share one.
constexpr int64_t kAlignment = 64;

namespace {
class ScratchPlan {
public:
  explicit ScratchPlan(func::FuncOp function) : function(function), builder(function) {}

  /// Returns the bytes that callers must pass; 0 adds no argument.
  int64_t place() {
    function.walk([&](ScratchOp scratch) { groups[scratch->getParentOfType<ParallelOp>()].push_back(scratch); });
    int64_t total = 0;
    for (auto &[parallel, members] : groups) {
      groupStart[parallel] = total;
      total += sizeOfRun(members) * (parallel ? ParallelOp(parallel).getCount() : 1);
    }
    if (total)
      rewrite(total);
    return total;
  }

private:
  static int64_t bytesOf(ScratchOp scratch) {
    auto type = cast<MemRefType>(scratch.getType());
    return llvm::alignTo(type.getNumElements() * llvm::divideCeil(type.getElementTypeBitWidth(), 8), kAlignment);
  }

  int64_t sizeOfRun(ArrayRef<ScratchOp> members) {
    int64_t bytes = 0;
    for (ScratchOp scratch : members)
      bytes += bytesOf(scratch);
    return bytes;
  }

  void rewrite(int64_t total) {
    auto type = MemRefType::get(total, builder.getI8Type());
    (void)function.insertArgument(function.getNumArguments(), type, {}, function.getLoc());
    Value block = function.getArguments().back();
    NamedAttrList byLevel;
    for (auto &[parallel, members] : groups) {
      int64_t offset = groupStart[parallel];
      int64_t stride = sizeOfRun(members), runs = parallel ? ParallelOp(parallel).getCount() : 1;
      for (ScratchOp scratch : members) {
        auto known = dyn_cast_or_null<IntegerAttr>(byLevel.get(scratch.getLevel()));
        byLevel.set(scratch.getLevel(),
                    builder.getI64IntegerAttr((known ? known.getInt() : 0) + bytesOf(scratch) * runs));
        int64_t bytes = bytesOf(scratch);
        replace(scratch, block, offset, parallel, stride);
        offset += bytes;
      }
    }
    function->setAttr(kScratchBytesAttr, byLevel.getDictionary(builder.getContext()));
  }

  void replace(ScratchOp scratch, Value block, int64_t offset, Operation *parallel, int64_t stride) {
    builder.setInsertionPoint(scratch);
    Location loc = scratch.getLoc();
    Value shift = arith::ConstantIndexOp::create(builder, loc, offset);
    if (parallel) {
      Value run = cast<ParallelOp>(parallel).getBody().getArgument(0);
      Value mine = builder.createOrFold<arith::MulIOp>(loc, run, arith::ConstantIndexOp::create(builder, loc, stride));
      shift = builder.createOrFold<arith::AddIOp>(loc, shift, mine);
    }
    Value view = memref::ViewOp::create(builder, loc, cast<MemRefType>(scratch.getType()), block, shift, ValueRange());
    scratch.replaceAllUsesWith(view);
    scratch.erase();
  }

  func::FuncOp function;
  OpBuilder builder;
  llvm::MapVector<Operation *, SmallVector<ScratchOp>> groups;
  DenseMap<Operation *, int64_t> groupStart;
};

class PlanScratch : public tile::impl::PlanScratchBase<PlanScratch> {
public:
  using Base::Base;

  void getDependentDialects(DialectRegistry &registry) const override {
    Base::getDependentDialects(registry);
    registry.insert<linalg::LinalgDialect>();
  }

  void runOnOperation() override {
    llvm::StringMap<int64_t> bytes;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function->hasAttr(kernel::kScheduleAttr))
        bytes[function.getName()] = ScratchPlan(function).place();
    SmallVector<kernel::CallOp> calls;
    getOperation().walk([&](kernel::CallOp call) { calls.push_back(call); });
    for (kernel::CallOp call : calls)
      lowerCall(call, bytes.lookup(call.getCallee()));
    getOperation().walk(copyByLoops);
  }

private:
  /// Copies between strided views become loops: the runtime has no routine for them, nor for elements within bytes.
  static void copyByLoops(memref::CopyOp copy) {
    auto isDense = [](Value buffer) {
      auto type = cast<MemRefType>(buffer.getType());
      return type.getLayout().isIdentity() && !type.getElementType().isInteger(4);
    };
    if (isDense(copy.getSource()) && isDense(copy.getTarget()))
      return;
    OpBuilder builder(copy);
    linalg::CopyOp::create(builder, copy.getLoc(), copy.getSource(), copy.getTarget());
    copy.erase();
  }

  /// `buffer` as a kernel takes it, which is by `wanted`. Of a view that is none of the kernel's own a copy.
  static Value fit(OpBuilder &builder, Value buffer, Type wanted) {
    auto type = cast<MemRefType>(buffer.getType());
    auto plain = MemRefType::get(type.getShape(), type.getElementType());
    if (type == wanted)
      return buffer;
    // A slice at offset 0 is dense in all but its type.
    if (type.getLayout().isIdentity())
      return memref::CastOp::create(builder, buffer.getLoc(), plain, buffer);
    Value copy = memref::AllocOp::create(builder, buffer.getLoc(), plain);
    memref::CopyOp::create(builder, buffer.getLoc(), buffer, copy);
    return copy;
  }

  void lowerCall(kernel::CallOp call, int64_t scratchBytes) {
    OpBuilder builder(call);
    SmallVector<Value> operands, copiedBack;
    auto wanted = getOperation().lookupSymbol<func::FuncOp>(call.getCallee()).getArgumentTypes();
    for (Value input : call.getInputs())
      operands.push_back(fit(builder, input, wanted[operands.size()]));
    for (Value output : call.getOutputs()) {
      operands.push_back(fit(builder, output, wanted[operands.size()]));
      copiedBack.push_back(operands.back());
    }
    if (scratchBytes)
      operands.push_back(memref::AllocOp::create(builder, call.getLoc(),
                                                 MemRefType::get(scratchBytes, builder.getI8Type())));
    func::CallOp::create(builder, call.getLoc(), call.getCallee(), TypeRange(), operands);
    for (auto [output, copy] : llvm::zip(call.getOutputs(), copiedBack))
      if (output != copy && !copy.getDefiningOp<memref::CastOp>())
        memref::CopyOp::create(builder, call.getLoc(), copy, output);
    call.erase();
  }
};
} // namespace
