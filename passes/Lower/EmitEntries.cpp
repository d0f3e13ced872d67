// emit-entries: the artifact's C ABI around the module's functions; docs/ABI.md is the contract.
#include "passes/Lower/Passes.h"

namespace aicc::lower {
#define GEN_PASS_DEF_EMITENTRIES
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;
using namespace aicc;
using namespace aicc::lower;

namespace {
class EmitEntries : public lower::impl::EmitEntriesBase<EmitEntries> {
public:
  using Base::Base;

  void runOnOperation() override {
    pointer = LLVM::LLVMPointerType::get(&getContext());
    keepNamesFree();
    declareRuntime();
    for (auto function : llvm::to_vector(getOperation().getOps<LLVM::LLVMFuncOp>())) {
      if (function.isExternal())
        continue;
      finishBody(function);
      if (auto entry = function->getAttrOfType<StringAttr>(kEntryAttr)) {
        emitEntry(function, entry.getValue());
        emitSize(function, (entry.getValue() + "_arena_bytes").str(), kArenaBytesAttr);
        if (function->hasAttr(kPreparedBytesAttr))
          emitSize(function, (entry.getValue() + "_prepared_bytes").str(), kPreparedBytesAttr);
      }
    }
  }

private:
  /// Bodies leave the names of the C library and of the entries to those.
  void keepNamesFree() {
    SymbolTable symbols(getOperation());
    for (auto function : llvm::to_vector(getOperation().getOps<LLVM::LLVMFuncOp>()))
      if (!function.isExternal())
        (void)symbols.rename(function, "aicc.body." + function.getName().str());
  }

  OpBuilder atEnd() { return OpBuilder::atBlockEnd(getOperation().getBody()); }

  void declareRuntime() {
    OpBuilder builder = atEnd();
    Location loc = getOperation().getLoc();
    Type word = builder.getI64Type(), status = builder.getI32Type();
    auto none = LLVM::LLVMVoidType::get(&getContext());
    LLVM::LLVMFuncOp::create(builder, loc, "aicc_rt_enter",
                             LLVM::LLVMFunctionType::get(status, {pointer, pointer, word, pointer}));
    LLVM::LLVMFuncOp::create(builder, loc, "aicc_rt_leave", LLVM::LLVMFunctionType::get(none, {pointer, pointer}));
    std::string text = features + std::string(1, '\0');
    auto type = LLVM::LLVMArrayType::get(builder.getI8Type(), text.size());
    auto global = LLVM::GlobalOp::create(builder, loc, type, /*isConstant=*/true, LLVM::Linkage::External,
                                         "aicc_rt_required_features", builder.getStringAttr(text));
    global.setVisibility_(LLVM::Visibility::Hidden);
  }

  /// Bodies are private and may use the device's instructions; entries run on any processor of the family.
  void finishBody(LLVM::LLVMFuncOp function) {
    function.setLinkage(LLVM::Linkage::Internal);
    OpBuilder builder(function);
    if (!cpu.empty())
      function.setTargetCpu(builder.getStringAttr(cpu));
    if (!targetFeatures.empty())
      function.setTargetFeaturesAttr(LLVM::TargetFeaturesAttr::get(&getContext(), targetFeatures));
  }

  LLVM::LLVMFuncOp exported(StringRef name, Type result, ArrayRef<Type> parameters) {
    OpBuilder builder = atEnd();
    auto function = LLVM::LLVMFuncOp::create(builder, getOperation().getLoc(), name,
                                             LLVM::LLVMFunctionType::get(result, parameters));
    if (!baselineCpu.empty())
      function.setTargetCpu(builder.getStringAttr(baselineCpu));
    return function;
  }

  void emitSize(LLVM::LLVMFuncOp body, const std::string &name, StringRef attr) {
    Type word = IntegerType::get(&getContext(), 64);
    auto function = exported(name, word, {});
    OpBuilder builder(&getContext());
    builder.setInsertionPointToEnd(function.addEntryBlock(builder));
    Value size = LLVM::ConstantOp::create(builder, body.getLoc(), word, body->getAttr(attr));
    LLVM::ReturnOp::create(builder, body.getLoc(), size);
  }

  void emitEntry(LLVM::LLVMFuncOp body, StringRef name) {
    int64_t arenaBytes = 0;
    if (auto bytes = body->getAttrOfType<IntegerAttr>(kArenaBytesAttr))
      arenaBytes = bytes.getInt();
    SmallVector<Type> parameters(body.getFunctionType().getParams());
    if (arenaBytes)
      parameters.pop_back();
    Type status = IntegerType::get(&getContext(), 32), word = IntegerType::get(&getContext(), 64);
    auto entry = exported(name, status, parameters);
    OpBuilder builder(&getContext());
    Location loc = body.getLoc();
    Block *start = entry.addEntryBlock(builder);
    builder.setInsertionPointToEnd(start);
    Value one = LLVM::ConstantOp::create(builder, loc, word, 1);
    Value slot = LLVM::AllocaOp::create(builder, loc, pointer, pointer, one);
    Value required = LLVM::AddressOfOp::create(builder, loc, pointer, "aicc_rt_required_features");
    Value size = LLVM::ConstantOp::create(builder, loc, word, arenaBytes);
    Value context = entry.getArgument(0);
    Value entered = LLVM::CallOp::create(builder, loc, TypeRange(status), "aicc_rt_enter",
                                         ValueRange{context, required, size, slot})
                        .getResult();
    Value zero = LLVM::ConstantOp::create(builder, loc, status, 0);
    Value isReady = LLVM::ICmpOp::create(builder, loc, LLVM::ICmpPredicate::eq, entered, zero);
    Block *run = builder.createBlock(&entry.getBody()), *refuse = builder.createBlock(&entry.getBody());
    builder.setInsertionPointToEnd(start);
    LLVM::CondBrOp::create(builder, loc, isReady, run, refuse);
    builder.setInsertionPointToEnd(refuse);
    LLVM::ReturnOp::create(builder, loc, entered);
    builder.setInsertionPointToEnd(run);
    SmallVector<Value> operands(entry.getArguments());
    Value arena = LLVM::LoadOp::create(builder, loc, pointer, slot);
    if (arenaBytes)
      operands.push_back(arena);
    LLVM::CallOp::create(builder, loc, body, operands);
    LLVM::CallOp::create(builder, loc, TypeRange(), "aicc_rt_leave", ValueRange{context, arena});
    LLVM::ReturnOp::create(builder, loc, zero);
  }

  Type pointer;
};
} // namespace
