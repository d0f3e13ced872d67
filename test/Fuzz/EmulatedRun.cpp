// See EmulatedRun.h.
#include "test/Fuzz/EmulatedRun.h"
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::fuzz;
using llvm::Expected;

static Expected<uint64_t> constantOf(Value value) {
  APInt number;
  if (!matchPattern(value, m_ConstantInt(&number)))
    return llvm::createStringError("a launch has a size that is no constant");
  return number.getZExtValue();
}

static Expected<ptx::Dim3> sizesOf(gpu::KernelDim3 sizes) {
  ptx::Dim3 result;
  for (auto [from, to] : {std::pair(sizes.x, &result.x), std::pair(sizes.y, &result.y), std::pair(sizes.z, &result.z)}) {
    Expected<uint64_t> size = constantOf(from);
    if (!size)
      return size.takeError();
    *to = *size;
  }
  return result;
}

static Expected<LaunchOperand> operandOf(Value value) {
  uint64_t offset = 0;
  if (auto view = value.getDefiningOp<memref::ViewOp>()) {
    Expected<uint64_t> shift = constantOf(view.getByteShift());
    if (!shift)
      return shift.takeError();
    offset = *shift;
    value = view.getSource();
  }
  if (auto argument = dyn_cast<BlockArgument>(value))
    return LaunchOperand{argument.getArgNumber(), offset};
  return llvm::createStringError("a launch reads a buffer that is neither an argument nor a view into the arena");
}

static Expected<EmulatedLaunch> launchOf(gpu::LaunchFuncOp op) {
  EmulatedLaunch launch;
  launch.kernel = op.getKernelName().str();
  Expected<ptx::Dim3> grid = sizesOf(op.getGridSizeOperandValues()), block = sizesOf(op.getBlockSizeOperandValues());
  if (!grid || !block)
    return llvm::joinErrors(grid.takeError(), block.takeError());
  launch.config.grid = *grid;
  launch.config.block = *block;
  Expected<uint64_t> shared = constantOf(op.getDynamicSharedMemorySize());
  if (!shared)
    return shared.takeError();
  launch.config.dynamicSharedBytes = *shared;
  for (Value operand : op.getKernelOperands()) {
    Expected<LaunchOperand> place = operandOf(operand);
    if (!place)
      return place.takeError();
    launch.operands.push_back(*place);
  }
  return launch;
}

Expected<EmulatedFunction> fuzz::readLaunches(ModuleOp module) {
  EmulatedFunction result;
  auto function = module.lookupSymbol<func::FuncOp>("main");
  if (auto bytes = function->getAttrOfType<IntegerAttr>(lower::kArenaBytesAttr))
    result.arenaBytes = bytes.getInt();
  for (auto op : function.getOps<gpu::LaunchFuncOp>()) {
    Expected<EmulatedLaunch> launch = launchOf(op);
    if (!launch)
      return launch.takeError();
    result.launches.push_back(std::move(*launch));
  }
  return result;
}

static Expected<ptx::Report> runOne(const ptx::Module &module, const EmulatedLaunch &launch,
                                    MutableArrayRef<data::Array> arguments, unsigned results, std::vector<char> &arena,
                                    bool isFirst) {
  ptx::Machine machine;
  std::vector<ptx::Region> regions;
  for (auto [index, array] : llvm::enumerate(arguments)) {
    bool isResult = index + results >= arguments.size();
    regions.push_back({"argument " + std::to_string(index), array.data(), array.bytes(), isResult, !isResult || !isFirst, 16});
  }
  if (!arena.empty())
    regions.push_back({"arena", arena.data(), arena.size(), true, !isFirst, 64});
  std::vector<uint64_t> addresses;
  for (const ptx::Region &region : regions) {
    Expected<uint64_t> address = machine.addRegion(region);
    if (!address)
      return address.takeError();
    addresses.push_back(*address);
  }
  std::vector<ptx::Argument> pointers;
  for (const LaunchOperand &operand : launch.operands)
    pointers.push_back(ptx::Argument::of<uint64_t>(addresses[operand.argument] + operand.offset));
  return machine.launch(module, launch.kernel, launch.config, pointers);
}

Expected<std::vector<ptx::Report>> fuzz::runEmulated(const EmulatedFunction &function, StringRef text,
                                                     MutableArrayRef<data::Array> arguments, unsigned results) {
  Expected<ptx::Module> module = ptx::parsePTX(text, "module.ptx");
  if (!module)
    return module.takeError();
  std::vector<char> arena(function.arenaBytes);
  std::vector<ptx::Report> reports;
  for (const EmulatedLaunch &launch : function.launches) {
    // What earlier launches have written may be read: each launch gets a machine of its own that says so.
    Expected<ptx::Report> report = runOne(*module, launch, arguments, results, arena, /*isFirst=*/reports.empty());
    if (!report)
      return report.takeError();
    reports.push_back(std::move(*report));
  }
  return reports;
}
