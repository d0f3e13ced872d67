// thread-kernels: runs parallel bands through the context's parallel_for.
//
// Generated code knows no thread library. Every function takes the context as its first argument; the body of a
// parallel band becomes a function (environment, index), its captured buffers travel in the environment on the stack.
#include "passes/Tile/Passes.h"

#include "mlir/Conversion/LLVMCommon/MemRefBuilder.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/RegionUtils.h"

namespace aicc::tile {
#define GEN_PASS_DEF_THREADKERNELS
#include "passes/Tile/Passes.h.inc"
} // namespace aicc::tile

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::ParallelOp;

namespace {
class ParallelOutliner {
public:
  ParallelOutliner(ParallelOp parallel, SymbolTable &symbols)
      : parallel(parallel), builder(parallel), loc(parallel.getLoc()), symbols(symbols),
        pointer(LLVM::LLVMPointerType::get(parallel.getContext())), word(builder.getI64Type()) {}

  void outline() {
    splitCaptured();
    Value environment = fillEnvironment();
    StringRef name = createBody();
    builder.setInsertionPoint(parallel);
    auto function = parallel->getParentOfType<func::FuncOp>();
    Value body = func::ConstantOp::create(builder, loc, builder.getFunctionType({pointer, word}, {}), name);
    Value address = UnrealizedConversionCastOp::create(builder, loc, pointer, body).getResult(0);
    Value count = LLVM::ConstantOp::create(builder, loc, word, parallel.getCountAttr());
    LLVM::CallOp::create(builder, loc, TypeRange(), "aicc_rt_parallel_for",
                         ValueRange{function.getArgument(0), count, address, environment});
    parallel.erase();
  }

private:
  /// Constants are copied into the body, everything else travels.
  void splitCaptured() {
    llvm::SetVector<Value> used;
    getUsedValuesDefinedAbove(parallel.getBody(), used);
    for (Value value : used) {
      Operation *def = value.getDefiningOp();
      (def && def->hasTrait<OpTrait::ConstantLike>() ? constants : captured).push_back(value);
    }
  }

  Value slot(OpBuilder &at, Value environment, int64_t index) {
    return LLVM::GEPOp::create(at, loc, pointer, word, environment, ArrayRef<LLVM::GEPArg>{int32_t(index)});
  }

  Value fillEnvironment() {
    Value size = LLVM::ConstantOp::create(builder, loc, word, builder.getI64IntegerAttr(captured.size() + 1));
    Value environment = LLVM::AllocaOp::create(builder, loc, pointer, word, size);
    for (auto [index, value] : llvm::enumerate(captured))
      LLVM::StoreOp::create(builder, loc, toWord(value), slot(builder, environment, index));
    return environment;
  }

  Value toWord(Value value) {
    if (isa<MemRefType>(value.getType())) {
      Value address = memref::ExtractAlignedPointerAsIndexOp::create(builder, loc, value);
      Value integer = arith::IndexCastOp::create(builder, loc, word, address);
      return LLVM::IntToPtrOp::create(builder, loc, pointer, integer);
    }
    if (value.getType().isIndex())
      return arith::IndexCastOp::create(builder, loc, word, value);
    assert((isa<LLVM::LLVMPointerType>(value.getType()) || value.getType().isIntOrFloat()) &&
           "kernels capture buffers, indices, pointers and scalars");
    return value;
  }

  Value fromWord(OpBuilder &at, Value environment, int64_t index, Type type) {
    Value address = slot(at, environment, index);
    if (auto buffer = dyn_cast<MemRefType>(type)) {
      Value data = LLVM::LoadOp::create(at, loc, pointer, address);
      LLVMTypeConverter converter(at.getContext());
      Value descriptor = MemRefDescriptor::fromStaticShape(at, loc, converter, buffer, data);
      return UnrealizedConversionCastOp::create(at, loc, type, descriptor).getResult(0);
    }
    if (type.isIndex())
      return arith::IndexCastOp::create(at, loc, type, LLVM::LoadOp::create(at, loc, word, address));
    return LLVM::LoadOp::create(at, loc, type, address);
  }

  /// Returns the body's name.
  StringRef createBody() {
    auto parent = parallel->getParentOfType<func::FuncOp>();
    OpBuilder at(parent->getContext());
    auto body = func::FuncOp::create(at, loc, (parent.getName() + "_run").str(),
                                     at.getFunctionType({pointer, word}, {}));
    body.setPrivate();
    symbols.insert(body);
    Block *entry = body.addEntryBlock();
    at.setInsertionPointToStart(entry);
    IRMapping mapping;
    for (Value constant : constants)
      mapping.map(constant, at.clone(*constant.getDefiningOp())->getResult(0));
    for (auto [index, value] : llvm::enumerate(captured))
      mapping.map(value, fromWord(at, entry->getArgument(0), index, value.getType()));
    mapping.map(parallel.getBody().getArgument(0),
                arith::IndexCastOp::create(at, loc, at.getIndexType(), entry->getArgument(1)));
    for (Operation &op : parallel.getBody().front().without_terminator())
      at.clone(op, mapping);
    func::ReturnOp::create(at, loc);
    return body.getName();
  }

  ParallelOp parallel;
  OpBuilder builder;
  Location loc;
  SymbolTable &symbols;
  Type pointer, word;
  SmallVector<Value> constants, captured;
};

class ThreadKernels : public tile::impl::ThreadKernelsBase<ThreadKernels> {
public:
  using Base::Base;

  void runOnOperation() override {
    auto pointer = LLVM::LLVMPointerType::get(&getContext());
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal())
        (void)function.insertArgument(0, pointer, {}, function.getLoc());
    getOperation().walk([&](func::CallOp call) {
      call->insertOperands(0, call->getParentOfType<func::FuncOp>().getArgument(0));
    });
    declareRuntime(pointer);
    SmallVector<ParallelOp> parallels;
    getOperation().walk([&](ParallelOp parallel) { parallels.push_back(parallel); });
    SymbolTable symbols(getOperation());
    for (auto [index, parallel] : llvm::enumerate(parallels))
      ParallelOutliner(parallel, symbols).outline();
  }

private:
  void declareRuntime(Type pointer) {
    OpBuilder builder = OpBuilder::atBlockBegin(getOperation().getBody());
    Type word = builder.getI64Type();
    auto type = LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(&getContext()), {pointer, word, pointer, pointer});
    LLVM::LLVMFuncOp::create(builder, getOperation().getLoc(), "aicc_rt_parallel_for", type);
  }
};
} // namespace
