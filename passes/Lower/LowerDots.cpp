// lower-dots: spells kernel.dot as LLVM's intrinsics.
#include "passes/Lower/Passes.h"

#include "dialects/Kernel/Kernel.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace aicc::lower {
#define GEN_PASS_DEF_LOWERDOTS
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;
using namespace aicc;

namespace {
/// How LLVM calls an instruction on registers of `bits` bits.
struct Spelling {
  StringLiteral instruction;
  int64_t bits;
  StringLiteral intrinsic;
};

constexpr Spelling kSpellings[] = {
    {"vdpbf16ps", 512, "llvm.x86.avx512bf16.dpbf16ps.512"}, {"vdpbf16ps", 256, "llvm.x86.avx512bf16.dpbf16ps.256"},
    {"vpdpbusd", 512, "llvm.x86.avx512.vpdpbusd.512"},      {"vpdpbusd", 256, "llvm.x86.avx512.vpdpbusd.256"},
    {"bfdot", 128, "llvm.aarch64.neon.bfdot.v4f32.v8bf16"}, {"sdot", 128, "llvm.aarch64.neon.sdot.v4i32.v16i8"}};

class LowerDots : public lower::impl::LowerDotsBase<LowerDots> {
public:
  using Base::Base;

  void runOnOperation() override {
    SmallVector<kernel::DotOp> dots;
    getOperation().walk([&](kernel::DotOp dot) { dots.push_back(dot); });
    for (kernel::DotOp dot : dots)
      if (failed(replace(dot)))
        return signalPassFailure();
  }

private:
  static LogicalResult replace(kernel::DotOp dot) {
    auto type = cast<VectorType>(dot.getResult().getType());
    int64_t bits = type.getNumElements() * type.getElementTypeBitWidth();
    const Spelling *found = llvm::find_if(kSpellings, [&](const Spelling &spelling) {
      return spelling.instruction == dot.getInstruction() && spelling.bits == bits;
    });
    if (found == std::end(kSpellings))
      return dot.emitError() << "no intrinsic is known for instruction \"" << dot.getInstruction() << "\" on registers of "
                             << bits << " bits";
    OpBuilder builder(dot);
    auto call = LLVM::CallIntrinsicOp::create(
        builder, dot.getLoc(), type, builder.getStringAttr(found->intrinsic),
        ValueRange{dot.getAccumulator(), dot.getLhs(), dot.getRhs()});
    dot.replaceAllUsesWith(call->getResult(0));
    dot.erase();
    return success();
  }
};
} // namespace
