// The steps from a graph to its values; see Oracle.h.
#include "compiler/Oracle/Oracle.h"
#include "compiler/Oracle/ErrorModel.h"
#include "compiler/Oracle/NativeCode.h"
#include "passes/Graph/Passes.h"
#include "passes/Lower/Passes.h"
#include "passes/Oracle/Passes.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Affine/Transforms/Passes.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace aicc;
using func::FuncOp;
using llvm::Error;
using llvm::Expected;

/// The evaluated function's name, which no library has.
static constexpr llvm::StringLiteral kBody = "aicc_oracle_body";

static Error runPasses(ModuleOp module, function_ref<void(OpPassManager &)> add) {
  PassManager passes(module.getContext());
  add(passes);
  if (succeeded(passes.run(module)))
    return Error::success();
  return llvm::createStringError("the oracle cannot evaluate the module; see the errors above");
}

/// What phase `import` does first, without what changes where values are rounded.
static void addGeneralise(OpPassManager &passes) {
  passes.addPass(oracle::createExpandKernelCalls());
  passes.addPass(createInlinerPass());
  passes.addPass(createSymbolDCEPass());
  passes.addPass(graph::createLowerTosa());
  passes.addNestedPass<FuncOp>(graph::createLowerAttention());
  passes.addNestedPass<FuncOp>(graph::createGeneraliseNamedOps());
}

static void addBuffers(OpPassManager &passes) {
  passes.addNestedPass<FuncOp>(oracle::createWidenToOracle());
  passes.addNestedPass<FuncOp>(oracle::createArrangeOracleLoops());
  passes.addPass(lower::createBufferiseGraph());
}

static void addLoops(OpPassManager &passes) {
  passes.addNestedPass<FuncOp>(oracle::createTileOracleLoops());
  passes.addNestedPass<FuncOp>(createConvertLinalgToLoopsPass());
  // Views become addresses before affine maps do: they create affine.apply.
  passes.addNestedPass<FuncOp>(memref::createExpandStridedMetadataPass());
  passes.addNestedPass<FuncOp>(createLowerAffinePass());
  passes.addNestedPass<FuncOp>(createLoopInvariantCodeMotionPass());
  passes.addNestedPass<FuncOp>(createSCFToControlFlowPass());
}

static void addLLVM(OpPassManager &passes) {
  passes.addPass(createConvertVectorToLLVMPass());
  passes.addPass(createConvertMathToLLVMPass());
  passes.addPass(createConvertMathToLibmPass());
  passes.addPass(createArithToLLVMConversionPass());
  // LLVM knows that what aligned_alloc returns is nobody else's; it loses that in alignment by hand.
  FinalizeMemRefToLLVMConversionPassOptions buffers;
  buffers.useAlignedAlloc = true;
  passes.addPass(createFinalizeMemRefToLLVMConversionPass(buffers));
  ConvertFuncToLLVMPassOptions functions;
  functions.useBarePtrCallConv = true;
  passes.addPass(createConvertFuncToLLVMPass(functions));
  passes.addPass(createConvertControlFlowToLLVMPass());
  passes.addPass(createConvertIndexToLLVMPass());
  passes.addPass(createUBToLLVMConversionPass());
  passes.addPass(createReconcileUnrealizedCastsPass());
}

/// Leaves `entry` as the only function to evaluate. Ties are about memory, not about values.
static FuncOp isolate(ModuleOp module, StringRef entry) {
  auto chosen = module.lookupSymbol<FuncOp>(entry);
  if (!chosen || chosen.isExternal())
    return nullptr;
  for (auto function : module.getOps<FuncOp>())
    function.setVisibility(function == chosen ? SymbolTable::Visibility::Public : SymbolTable::Visibility::Private);
  for (unsigned index = 0; index < chosen.getNumArguments(); ++index)
    chosen.removeArgAttr(index, lower::kInOutAttr);
  return chosen;
}

/// Frees each buffer at the end of its block, unless it leaves the block.
static void freeBuffers(FuncOp function) {
  function.walk([](memref::AllocOp alloc) {
    Operation *end = alloc->getBlock()->getTerminator();
    if (llvm::is_contained(end->getOperands(), alloc.getMemref()))
      return;
    OpBuilder builder(end);
    memref::DeallocOp::create(builder, alloc.getLoc(), alloc.getMemref());
  });
}

/// Copies become loops, since the C library has none with strides; arguments overlap nothing.
static void finishBuffers(FuncOp function) {
  function.walk([](memref::CopyOp copy) {
    OpBuilder builder(copy);
    linalg::makeMemRefCopyOp(builder, copy.getLoc(), copy.getSource(), copy.getTarget());
    copy.erase();
  });
  freeBuffers(function);
  for (unsigned index = 0; index < function.getNumArguments(); ++index)
    function.setArgAttr(index, LLVM::LLVMDialect::getNoAliasAttrName(), UnitAttr::get(function.getContext()));
}

static Error checkInputs(FuncOp function, ArrayRef<data::Array> inputs) {
  if (inputs.size() != function.getNumArguments())
    return llvm::createStringError("function " + function.getName() + " takes " +
                                   llvm::Twine(function.getNumArguments()) + " arguments; found " +
                                   llvm::Twine(inputs.size()));
  for (auto [number, input] : llvm::enumerate(inputs)) {
    auto type = dyn_cast<RankedTensorType>(function.getArgumentTypes()[number]);
    std::string element;
    if (type)
      llvm::raw_string_ostream(element) << type.getElementType();
    if (!type || type.getShape() != input.shape() || data::parseElementType(element) != input.type())
      return llvm::createStringError("argument " + llvm::Twine(number) + " of function " + function.getName() +
                                     " is not of the type of its input " + data::shapeText(input.shape()));
  }
  return Error::success();
}

/// Arrays for the results of `function`, with their tolerances.
static Expected<std::vector<oracle::Reference>> makeReferences(FuncOp function) {
  std::vector<oracle::Reference> references;
  std::vector<data::ToleranceParams> tolerances = oracle::toleranceOfResults(function);
  for (auto [type, tolerance] : llvm::zip_equal(function.getResultTypes(), tolerances)) {
    std::string element;
    llvm::raw_string_ostream(element) << getElementTypeOrSelf(type);
    std::optional<data::ElementType> elementType = data::parseElementType(element);
    if (!elementType)
      return llvm::createStringError("the oracle has no element type " + element);
    Expected<data::Array> values = data::Array::create(*elementType, cast<RankedTensorType>(type).getShape());
    if (!values)
      return values.takeError();
    references.push_back({std::move(*values), tolerance});
  }
  return references;
}

/// The code of the generalised function `function`.
static Expected<oracle::NativeCode> compile(ModuleOp module, FuncOp function) {
  function.setName(kBody);
  if (Error error = runPasses(module, addBuffers))
    return error;
  finishBuffers(function);
  if (Error error = runPasses(module, addLoops))
    return error;
  if (Error error = runPasses(module, addLLVM))
    return error;
  return oracle::NativeCode::compile(module, kBody);
}

/// The function `entry` of `module`, a copy, with linalg.generic in place of what names more.
static Expected<FuncOp> generalise(ModuleOp module, StringRef entry) {
  FuncOp function = isolate(module, entry);
  if (!function)
    return llvm::createStringError("the module has no function " + entry + " to evaluate");
  if (Error error = runPasses(module, addGeneralise))
    return error;
  return function;
}

Expected<std::vector<data::ToleranceParams>> oracle::computeTolerances(ModuleOp module, StringRef entry) {
  OwningOpRef<ModuleOp> copy = module.clone();
  Expected<FuncOp> function = generalise(*copy, entry);
  if (!function)
    return function.takeError();
  return toleranceOfResults(*function);
}

Expected<std::vector<oracle::Reference>> oracle::computeReference(ModuleOp module, StringRef entry,
                                                                  ArrayRef<data::Array> inputs) {
  OwningOpRef<ModuleOp> copy = module.clone();
  Expected<FuncOp> function = generalise(*copy, entry);
  if (!function)
    return function.takeError();
  if (Error error = checkInputs(*function, inputs))
    return error;
  auto references = makeReferences(*function);
  if (!references)
    return references.takeError();
  Expected<NativeCode> code = compile(*copy, *function);
  if (!code)
    return code.takeError();
  std::vector<void *> pointers;
  for (const data::Array &input : inputs)
    pointers.push_back(const_cast<void *>(input.data()));
  for (Reference &reference : *references)
    pointers.push_back(reference.values.data());
  code->call(pointers);
  return references;
}
