// emit-entries: the artifact's C ABI around the module's functions; docs/ABI.md is the contract.
#include "passes/Lower/Passes.h"

namespace aicc::lower {
#define GEN_PASS_DEF_EMITENTRIES
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;
using namespace aicc;
using namespace aicc::lower;

/// Bodies are renamed, so that none is taken for a function of the C library.
constexpr llvm::StringLiteral kBodyPrefix = "aicc.body.";

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
      traceKernels(function);
      if (auto entry = function->getAttrOfType<StringAttr>(kEntryAttr)) {
        emitEntry(function, entry.getValue());
        if (!isPrepare(function))
          emitSize(function, (entry.getValue() + "_arena_bytes").str(), kArenaBytesAttr);
        if (function->hasAttr(kPreparedBytesAttr))
          emitSize(function, (entry.getValue() + "_prepared_bytes").str(), kPreparedBytesAttr);
        if (auto id = function->getAttrOfType<StringAttr>(kPreparedIdAttr))
          emitText(function, (entry.getValue() + "_prepared_id").str(), id.getValue());
      }
    }
  }

private:
  /// Bodies leave the names of the C library and of the entries to those.
  void keepNamesFree() {
    SymbolTable symbols(getOperation());
    for (auto function : llvm::to_vector(getOperation().getOps<LLVM::LLVMFuncOp>()))
      if (!function.isExternal())
        (void)symbols.rename(function, kBodyPrefix.str() + function.getName().str());
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
    LLVM::LLVMFuncOp::create(builder, loc, "aicc_rt_now_ns", LLVM::LLVMFunctionType::get(word, {}));
    LLVM::LLVMFuncOp::create(builder, loc, "aicc_rt_trace",
                             LLVM::LLVMFunctionType::get(none, {pointer, pointer, word, word}));
    text("aicc_rt_required_features", features, LLVM::Linkage::External).setVisibility_(LLVM::Visibility::Hidden);
  }

  /// A constant that ends in NUL.
  LLVM::GlobalOp text(StringRef name, StringRef value, LLVM::Linkage linkage) {
    OpBuilder builder = atEnd();
    auto type = LLVM::LLVMArrayType::get(builder.getI8Type(), value.size() + 1);
    return LLVM::GlobalOp::create(builder, getOperation().getLoc(), type, /*isConstant=*/true, linkage, name,
                                  builder.getStringAttr(value + StringRef("\0", 1)));
  }

  /// Functions that pack weights end in the buffer that they fill; they need no arena.
  static bool isPrepare(LLVM::LLVMFuncOp function) {
    unsigned last = function.getNumArguments() - 1;
    auto role = function.getArgAttrOfType<StringAttr>(last, kRoleAttr);
    return role && role.getValue() == "prepared" && last > 1;
  }

  /// The kernel's name as the manifest has it.
  static StringRef traceName(LLVM::LLVMFuncOp kernel) {
    StringRef name = kernel.getName();
    name.consume_front(kBodyPrefix);
    return name;
  }

  /// Tells the context when each kernel began and ended.
  void traceKernels(LLVM::LLVMFuncOp function) {
    function.walk([&](LLVM::CallOp call) {
      auto kernel = call.getCallee() ? getOperation().lookupSymbol<LLVM::LLVMFuncOp>(*call.getCallee()) : nullptr;
      if (!kernel || !kernel->hasAttr(kernel::kScheduleAttr))
        return;
      std::string name = (kernel.getName() + "_name").str();
      if (!getOperation().lookupSymbol(name))
        text(name, traceName(kernel), LLVM::Linkage::Internal);
      OpBuilder builder(call);
      Type word = builder.getI64Type();
      Location loc = call.getLoc();
      Value begin = LLVM::CallOp::create(builder, loc, TypeRange(word), "aicc_rt_now_ns", ValueRange()).getResult();
      builder.setInsertionPointAfter(call);
      Value end = LLVM::CallOp::create(builder, loc, TypeRange(word), "aicc_rt_now_ns", ValueRange()).getResult();
      Value what = LLVM::AddressOfOp::create(builder, loc, pointer, name);
      LLVM::CallOp::create(builder, loc, TypeRange(), "aicc_rt_trace",
                           ValueRange{function.getArgument(0), what, begin, end});
    });
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

  /// An exported function that returns `value`, ended by NUL.
  void emitText(LLVM::LLVMFuncOp body, const std::string &name, StringRef value) {
    std::string global = name + "_text";
    text(global, value, LLVM::Linkage::Internal);
    auto function = exported(name, pointer, {});
    OpBuilder builder(&getContext());
    builder.setInsertionPointToEnd(function.addEntryBlock(builder));
    Value address = LLVM::AddressOfOp::create(builder, body.getLoc(), pointer, global);
    LLVM::ReturnOp::create(builder, body.getLoc(), address);
  }

  /// Checks the processor and borrows an arena of `bytes`, whose address will be in `slot`. Returns the status.
  Value enter(OpBuilder &builder, Location loc, Value context, int64_t bytes, Value slot) {
    Value required = LLVM::AddressOfOp::create(builder, loc, pointer, "aicc_rt_required_features");
    Value size = LLVM::ConstantOp::create(builder, loc, IntegerType::get(&getContext(), 64), bytes);
    return LLVM::CallOp::create(builder, loc, TypeRange(IntegerType::get(&getContext(), 32)), "aicc_rt_enter",
                                ValueRange{context, required, size, slot})
        .getResult();
  }

  void emitEntry(LLVM::LLVMFuncOp body, StringRef name) {
    auto bytes = body->getAttrOfType<IntegerAttr>(kArenaBytesAttr);
    int64_t arenaBytes = bytes ? bytes.getInt() : 0;
    SmallVector<Type> parameters(body.getFunctionType().getParams());
    if (arenaBytes)
      parameters.pop_back();
    Type status = IntegerType::get(&getContext(), 32), word = IntegerType::get(&getContext(), 64);
    auto entry = exported(name, status, parameters);
    OpBuilder builder(&getContext());
    Location loc = body.getLoc();
    Block *start = entry.addEntryBlock(builder);
    Block *run = builder.createBlock(&entry.getBody()), *refuse = builder.createBlock(&entry.getBody());
    builder.setInsertionPointToEnd(start);
    Value one = LLVM::ConstantOp::create(builder, loc, word, 1);
    Value slot = LLVM::AllocaOp::create(builder, loc, pointer, pointer, one);
    Value context = entry.getArgument(0), entered = enter(builder, loc, context, arenaBytes, slot);
    Value zero = LLVM::ConstantOp::create(builder, loc, status, 0);
    Value isReady = LLVM::ICmpOp::create(builder, loc, LLVM::ICmpPredicate::eq, entered, zero);
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
