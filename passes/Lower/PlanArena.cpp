// plan-arena: intermediate buffers share one block of memory where they are not live together.
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"

namespace aicc::lower {
#define GEN_PASS_DEF_PLANARENA
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;
using namespace aicc;
using namespace aicc::lower;

constexpr int64_t kAlignment = 64;

namespace {
/// A buffer with the span of top-level operations in which it is live.
struct Live {
  memref::AllocOp alloc;
  int64_t number, bytes, first, last, offset = -1;
  bool overlaps(const Live &other) const { return first <= other.last && other.first <= last; }
};

class PlanArena : public lower::impl::PlanArenaBase<PlanArena> {
public:
  using Base::Base;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (function.isExternal() || !function->hasAttr(kEntryAttr))
      return;
    SmallVector<Live> buffers = findBuffers(function);
    int64_t bytes = assignOffsets(buffers);
    Builder builder(&getContext());
    function->setAttr(kArenaBytesAttr, builder.getI64IntegerAttr(bytes));
    function->setAttr(kLiveBytesAttr, builder.getI64IntegerAttr(lowerBound(buffers)));
    if (bytes)
      rewrite(function, buffers, bytes);
  }

private:
  /// Numbers of the function's top-level operations; what happens inside one of them counts as one moment.
  static int64_t momentOf(Operation *op, Region *body, const DenseMap<Operation *, int64_t> &moments) {
    Operation *top = body->findAncestorOpInRegion(*op);
    return top ? moments.lookup(top) : 0;
  }

  SmallVector<Live> findBuffers(func::FuncOp function) {
    DenseMap<Operation *, int64_t> moments;
    for (Block &block : function.getBody())
      for (Operation &op : block)
        moments[&op] = moments.size();
    BufferViewFlowAnalysis aliases(function);
    SmallVector<Live> buffers;
    function.walk([&](memref::AllocOp alloc) {
      int64_t bytes = storedBytes(alloc.getType());
      int64_t moment = momentOf(alloc, &function.getBody(), moments);
      Live live = {alloc, int64_t(buffers.size()), int64_t(llvm::alignTo(std::max<int64_t>(bytes, 1), kAlignment)), INT64_MAX, moment};
      for (Value alias : aliases.resolve(alloc))
        for (Operation *user : alias.getUsers()) {
          int64_t at = momentOf(user, &function.getBody(), moments);
          live.last = std::max(live.last, at);
          // Views do not touch memory: life begins with the first real use.
          if (!isa<ViewLikeOpInterface>(user))
            live.first = std::min(live.first, at);
        }
      live.first = std::min(live.first, live.last);
      buffers.push_back(live);
    });
    return buffers;
  }

  /// Largest buffers first, each at the lowest offset where it overlaps nothing that is live with it.
  static int64_t assignOffsets(SmallVectorImpl<Live> &buffers) {
    // Ties in program order, so that two builds agree.
    llvm::sort(buffers, [](const Live &a, const Live &b) {
      return std::tie(b.bytes, a.number) < std::tie(a.bytes, b.number);
    });
    int64_t peak = 0;
    for (auto [index, live] : llvm::enumerate(buffers)) {
      SmallVector<std::pair<int64_t, int64_t>> taken;
      for (const Live &other : ArrayRef<Live>(buffers).take_front(index))
        if (live.overlaps(other))
          taken.push_back({other.offset, other.offset + other.bytes});
      llvm::sort(taken);
      live.offset = 0;
      for (auto [begin, end] : taken)
        if (live.offset + live.bytes > begin)
          live.offset = std::max(live.offset, end);
      peak = std::max(peak, live.offset + live.bytes);
    }
    return peak;
  }

  static int64_t lowerBound(ArrayRef<Live> buffers) {
    int64_t bound = 0;
    for (const Live &at : buffers) {
      int64_t sum = 0;
      for (const Live &live : buffers)
        if (live.first <= at.first && at.first <= live.last)
          sum += live.bytes;
      bound = std::max(bound, sum);
    }
    return bound;
  }

  static void rewrite(func::FuncOp function, ArrayRef<Live> buffers, int64_t bytes) {
    OpBuilder builder(function);
    NamedAttrList attrs;
    attrs.set(kRoleAttr, builder.getStringAttr("arena"));
    (void)function.insertArgument(function.getNumArguments(), MemRefType::get(bytes, builder.getI8Type()),
                                  attrs.getDictionary(builder.getContext()), function.getLoc());
    Value arena = function.getArguments().back();
    for (Live live : buffers) {
      builder.setInsertionPoint(live.alloc);
      Value offset = arith::ConstantIndexOp::create(builder, live.alloc.getLoc(), live.offset);
      Value view =
          memref::ViewOp::create(builder, live.alloc.getLoc(), live.alloc.getType(), arena, offset, ValueRange());
      live.alloc.replaceAllUsesWith(view);
      live.alloc.erase();
    }
  }
};
} // namespace
