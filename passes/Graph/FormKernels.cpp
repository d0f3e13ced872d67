// form-kernels: outlines each chosen region into a kernel.kernel and calls it; equal kernels become one.
#include "dialects/Kernel/Identity.h"
#include "passes/Graph/KernelOutliner.h"
#include "passes/Graph/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"

namespace aicc::graph {
#define GEN_PASS_DEF_FORMKERNELS
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;
using namespace aicc::graph;
using linalg::GenericOp;

namespace {
class FormKernels : public graph::impl::FormKernelsBase<FormKernels> {
public:
  using Base::Base;

  void runOnOperation() override {
    byText.clear();
    for (auto function : llvm::to_vector(getOperation().getOps<func::FuncOp>())) {
      llvm::MapVector<int64_t, SmallVector<GenericOp>> regions;
      function.walk([&](GenericOp op) {
        if (auto id = op->getAttrOfType<IntegerAttr>(kRegionAttr))
          regions[id.getInt()].push_back(op);
      });
      for (auto &[id, ops] : regions)
        if (failed(outlineRegion(function, ops)))
          return signalPassFailure();
    }
  }

private:
  LogicalResult outlineRegion(func::FuncOp function, ArrayRef<GenericOp> given) {
    SmallVector<GenericOp> ops = feedersFirst(given);
    std::string name = (function.getName() + "_k" + std::to_string(byText.size())).str();
    SymbolTable symbols(getOperation());
    FailureOr<OutlinedKernel> outlined = outlineKernel(ops, name, getOperation());
    if (failed(outlined))
      return failure();
    FailureOr<kernel::CanonicalKernel> canonical = kernel::canonicalise(outlined->kernel);
    if (failed(canonical))
      return failure();
    auto [known, isNew] = byText.try_emplace(canonical->text, outlined->kernel);
    if (isNew) {
      symbols.insert(outlined->kernel);
      reorderArguments(outlined->kernel, canonical->operands);
      ++numKernels;
    } else {
      outlined->kernel.erase();
    }
    auto operands =
        llvm::map_to_vector(canonical->operands, [&](unsigned number) { return outlined->operands[number]; });
    replaceByCall(ops, known->second, operands);
    return success();
  }

  /// Arguments in canonical order: equal kernels take equal operands, and schedules name them alike.
  static void reorderArguments(kernel::KernelOp kernel, ArrayRef<unsigned> order) {
    Block &body = kernel.getBody().front();
    unsigned count = body.getNumArguments();
    SmallVector<Type> types;
    SmallVector<DictionaryAttr> attrs;
    for (unsigned number : order) {
      BlockArgument old = body.getArgument(number);
      types.push_back(old.getType());
      attrs.push_back(kernel.getArgAttrDict(number));
      old.replaceAllUsesWith(body.addArgument(old.getType(), old.getLoc()));
    }
    body.eraseArguments(0, count);
    kernel.setFunctionType(FunctionType::get(kernel.getContext(), types, kernel.getResultTypes()));
    kernel.setAllArgAttrs(attrs);
  }

  void replaceByCall(ArrayRef<GenericOp> ops, kernel::KernelOp kernel, ArrayRef<Value> operands) {
    GenericOp last = ops.back();
    OpBuilder builder(last);
    auto type = cast<RankedTensorType>(last->getResult(0).getType());
    Value empty = tensor::EmptyOp::create(builder, last.getLoc(), type.getShape(), type.getElementType());
    auto call = kernel::CallOp::create(builder, last.getLoc(), TypeRange(type), kernel.getSymName(), operands,
                                       ValueRange(empty));
    last->getResult(0).replaceAllUsesWith(call.getResult(0));
    for (GenericOp op : llvm::reverse(ops))
      op->erase();
  }

  llvm::StringMap<kernel::KernelOp> byText;
};
} // namespace
