// Reads what an artifact contains out of the module on its way through the phases.
#include "compiler/Artifact/ArtifactInfo.h"
#include "dialects/Kernel/Identity.h"
#include "dialects/Kernel/OperationCount.h"
#include "dialects/Schedule/Schedule.h"
#include "passes/Lower/Passes.h"
#include "passes/Tile/Passes.h"

#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::artifact;

static std::string textOf(Attribute attr) {
  std::string text;
  llvm::raw_string_ostream(text) << attr;
  return text;
}

static std::string textOf(Type type) {
  std::string text;
  llvm::raw_string_ostream(text) << type;
  return text;
}

/// Operations of one point of a body that is no kernel's: what its arith and math operations on floats cost, one each.
static int64_t operationsOf(linalg::LinalgOp op) {
  int64_t operations = 0;
  for (Operation &inner : *op.getBlock())
    if (isa_and_nonnull<arith::ArithDialect, math::MathDialect>(inner.getDialect()) && inner.getNumResults() == 1)
      operations += isa<FloatType>(inner.getResult(0).getType()) && !isa<CastOpInterface, arith::ConstantOp>(inner);
  return operations;
}

static int64_t countGeneralFlops(ModuleOp module) {
  int64_t flops = 0;
  module.walk([&](linalg::LinalgOp op) {
    SmallVector<int64_t> ranges = op.getStaticLoopRanges();
    if (op->getParentOfType<func::FuncOp>() && llvm::none_of(ranges, ShapedType::isDynamic))
      flops += llvm::product_of(ranges, operationsOf(op));
  });
  return flops;
}

LogicalResult artifact::readKernels(ModuleOp module, Info &info) {
  info.kernels.clear();
  llvm::StringMap<int64_t> calls;
  module.walk([&](kernel::CallOp call) { ++calls[call.getCallee()]; });
  for (auto op : module.getOps<kernel::KernelOp>()) {
    FailureOr<std::string> text = kernel::canonicalText(op);
    if (failed(text))
      return failure();
    Kernel kernel;
    kernel.name = op.getSymName().str();
    kernel.text = *text;
    kernel.digest = kernel::digest(*text);
    if (auto device = op->getAttrOfType<StringAttr>(kernel::kDeviceAttr))
      kernel.device = device.str();
    if (Attribute schedule = op->getAttr(kernel::kScheduleAttr))
      kernel.schedule = textOf(schedule);
    kernel.flops = kernel::operationsOf(op);
    kernel.calls = calls.lookup(op.getSymName());
    info.kernels.push_back(kernel);
  }
  info.generalFlops = countGeneralFlops(module);
  return success();
}

int64_t artifact::elementBytes(StringRef element) {
  return llvm::StringSwitch<int64_t>(element)
      .Cases({"i1", "i4", "i8"}, 1)
      .Cases({"f16", "bf16", "i16"}, 2)
      .Cases({"f32", "i32"}, 4)
      .Cases({"f64", "i64"}, 8)
      .Default(0);
}

int64_t artifact::bytesOf(StringRef element, int64_t count) {
  return element == "i4" ? int64_t(llvm::divideCeil(count, 2)) : count * elementBytes(element);
}

int64_t artifact::tensorBytes(const Parameter &parameter) {
  if (parameter.role != "argument" && parameter.role != "result")
    return 0;
  return bytesOf(parameter.elementType, llvm::product_of(parameter.shape));
}

static Parameter readParameter(func::FuncOp function, unsigned index, StringRef role) {
  Parameter parameter;
  parameter.role = role.str();
  auto packed = function.getArgAttrOfType<TypeAttr>(index, lower::kTypeAttr);
  auto type = cast<MemRefType>(packed ? packed.getValue() : function.getArgument(index).getType());
  parameter.elementType = textOf(type.getElementType());
  parameter.shape.assign(type.getShape().begin(), type.getShape().end());
  if (auto number = function.getArgAttrOfType<IntegerAttr>(index, lower::kNumberAttr))
    parameter.number = number.getInt();
  if (auto tied = function.getArgAttrOfType<IntegerAttr>(index, lower::kInOutAttr))
    parameter.tiedResult = tied.getInt();
  parameter.isWeight = !!function.getArgAttr(index, kernel::kWeightAttr);
  return parameter;
}

static int64_t number(Operation *op, StringRef attr) {
  auto value = op->getAttrOfType<IntegerAttr>(attr);
  return value ? value.getInt() : 0;
}

static Entry readEntry(func::FuncOp function, StringRef symbol) {
  Entry entry;
  entry.symbol = symbol.str();
  entry.function = function.getName().str();
  entry.arenaBytes = number(function, lower::kArenaBytesAttr);
  entry.liveBytes = number(function, lower::kLiveBytesAttr);
  entry.preparedBytes = number(function, lower::kPreparedBytesAttr);
  if (auto id = function->getAttrOfType<StringAttr>(lower::kPreparedIdAttr))
    entry.preparedId = id.str();
  for (unsigned index = 0; index < function.getNumArguments(); ++index) {
    auto role = function.getArgAttrOfType<StringAttr>(index, lower::kRoleAttr);
    if (role && role != "arena")
      entry.parameters.push_back(readParameter(function, index, role));
  }
  entry.isPrepare = !entry.parameters.empty() && entry.parameters.back().role == "prepared";
  return entry;
}

void artifact::readEntries(ModuleOp module, Info &info) {
  for (auto function : module.getOps<func::FuncOp>()) {
    if (auto symbol = function->getAttrOfType<StringAttr>(lower::kEntryAttr))
      info.entries.push_back(readEntry(function, symbol));
    auto scratch = function->getAttrOfType<DictionaryAttr>(tile::kScratchBytesAttr);
    auto kernel = llvm::find_if(info.kernels, [&](Kernel &k) { return k.name == function.getName(); });
    if (scratch && kernel != info.kernels.end())
      for (NamedAttribute level : scratch)
        kernel->scratchBytes[level.getName().str()] = cast<IntegerAttr>(level.getValue()).getInt();
  }
  info.constantsBytes = number(module, lower::kConstantsBytesAttr);
}

//===-- Plans ---------------------------------------------------------------------------------------------------===//

static PlanExtent extent(DictionaryAttr step, StringRef name) {
  ArrayRef<int64_t> found = step.getAs<DenseI64ArrayAttr>(name).asArrayRef();
  return {found[0], found[1], found[2]};
}

/// Functions take the arena last; it is no parameter of the entry.
static PlanStep readStep(DictionaryAttr attr, int64_t numParameters) {
  PlanStep step;
  step.what = attr.getAs<StringAttr>("do").str();
  if (auto kernel = attr.getAs<StringAttr>("kernel")) {
    step.kernel = kernel.str();
    step.grid = extent(attr, "grid");
    step.block = extent(attr, "block");
    step.sharedBytes = attr.getAs<IntegerAttr>("shared_bytes").getInt();
  }
  auto numbers = [&](StringRef name) { return attr.getAs<DenseI64ArrayAttr>(name).asArrayRef(); };
  for (auto [argument, offset, bytes] : llvm::zip_equal(numbers("arguments"), numbers("offsets"), numbers("sizes")))
    step.buffers.push_back({argument < numParameters ? argument : -1, offset, bytes});
  return step;
}

void artifact::readPlans(ModuleOp module, Info &info) {
  for (Entry &entry : info.entries) {
    auto function = module.lookupSymbol<func::FuncOp>(entry.function);
    auto plan = function ? function->getAttrOfType<ArrayAttr>(lower::kPlanAttr) : nullptr;
    if (!plan)
      continue;
    for (auto step : plan.getAsRange<DictionaryAttr>())
      entry.plan.push_back(readStep(step, entry.parameters.size()));
  }
}
