// Launches: checks what is asked for, lays out memory, runs CTA after CTA.
#include "compiler/Target/NVIDIA/Emulator/Warp.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"

namespace aicc::ptx {
namespace {
/// The most that any part grants a CTA (sm_90), and the limits of "cudaLaunchKernel" on dimensions.
constexpr uint64_t kMaxSharedBytes = 227 * 1024;
constexpr uint64_t kMaxThreads = 1024;
constexpr uint64_t kMaxCtas = uint64_t(1) << 31;

llvm::Error checkDimensions(const Kernel &kernel, const LaunchConfig &config) {
  const Dim3 &grid = config.grid, &block = config.block;
  if (!block.x || !block.y || !block.z || block.x > kMaxThreads || block.y > kMaxThreads || block.z > 64 ||
      uint64_t(block.x) * block.y * block.z > kMaxThreads)
    return llvm::createStringError("a block of %u x %u x %u threads: expected 1 to 1024 in all", block.x, block.y,
                                   block.z);
  if (!grid.x || !grid.y || !grid.z || grid.y > 65535 || grid.z > 65535 ||
      uint64_t(grid.x) * grid.y * grid.z > kMaxCtas)
    return llvm::createStringError("a grid of %u x %u x %u CTAs: expected 1 to 65535 in y and z, and 1 to 2^31 in all",
                                   grid.x, grid.y, grid.z);
  uint32_t threads = block.x * block.y * block.z;
  if (kernel.maxThreads && threads > kernel.maxThreads)
    return llvm::createStringError("kernel '" + kernel.name + "' is for at most " + llvm::Twine(kernel.maxThreads) +
                                   " threads (.maxntid), found a block of " + llvm::Twine(threads));
  if (kernel.requiredThreads && threads != kernel.requiredThreads)
    return llvm::createStringError("kernel '" + kernel.name + "' is for " + llvm::Twine(kernel.requiredThreads) +
                                   " threads (.reqntid), found a block of " + llvm::Twine(threads));
  return llvm::Error::success();
}

llvm::Error fillParameters(Launch &launch, llvm::ArrayRef<Argument> arguments) {
  const Kernel &kernel = launch.kernel;
  if (arguments.size() != kernel.parameters.size())
    return llvm::createStringError("kernel '" + kernel.name + "' has " + llvm::Twine(kernel.parameters.size()) +
                                   " parameters, found " + llvm::Twine(arguments.size()) + " arguments");
  launch.parameters.resize(kernel.parameterBytes);
  for (auto [parameter, argument] : llvm::zip_equal(kernel.parameters, arguments)) {
    if (argument.bytes.size() != parameter.bytes)
      return llvm::createStringError("parameter '" + parameter.name + "' of '" + kernel.name + "' has " +
                                     llvm::Twine(parameter.bytes) + " bytes, found an argument of " +
                                     llvm::Twine(argument.bytes.size()));
    std::copy(argument.bytes.begin(), argument.bytes.end(), launch.parameters.begin() + parameter.offset);
  }
  return llvm::Error::success();
}

llvm::Error layOutShared(Launch &launch) {
  const Kernel &kernel = launch.kernel;
  uint32_t dynamic = launch.config.dynamicSharedBytes;
  launch.dynamicSharedOffset = uint32_t(llvm::alignTo(kernel.staticSharedBytes, kernel.dynamicSharedAlign));
  uint64_t bytes = dynamic ? uint64_t(launch.dynamicSharedOffset) + dynamic : kernel.staticSharedBytes;
  if (bytes > kMaxSharedBytes)
    return llvm::createStringError("kernel '" + kernel.name + "' would have " + llvm::Twine(bytes) +
                                   " bytes of shared memory, at most " + llvm::Twine(kMaxSharedBytes) +
                                   " are possible");
  launch.sharedBytes = uint32_t(bytes);
  return llvm::Error::success();
}

void mapRegion(Launch &launch, const Region &region, uint64_t address) {
  GlobalObject object;
  object.region = &region;
  object.address = address;
  if (launch.config.globalRaces)
    object.shadow = std::make_unique<Shadow>(region.bytes, launch.kernel.globalGranule);
  launch.globals.push_back(std::move(object));
}

/// The module's variables, as regions of their own.
void mapVariables(Launch &launch) {
  launch.image = launch.program.image;
  launch.imageRegions.reserve(launch.program.variables.size());
  for (const ModuleVariable &variable : launch.program.variables) {
    Region region;
    region.name = variable.name;
    region.host = launch.image.data() + variable.offset;
    region.bytes = variable.bytes;
    region.writable = !variable.constant;
    launch.imageRegions.push_back(region);
    mapRegion(launch, launch.imageRegions.back(), kModuleWindow + variable.offset);
  }
}

llvm::Error runGrid(Launch &launch) {
  const Dim3 &grid = launch.config.grid;
  Shadow sharedShadow(launch.sharedBytes, launch.kernel.sharedGranule);
  uint32_t number = 0;
  for (uint32_t z = 0; z < grid.z; ++z)
    for (uint32_t y = 0; y < grid.y; ++y)
      for (uint32_t x = 0; x < grid.x; ++x) {
        Cta cta(launch, {x, y, z}, number++, sharedShadow);
        if (llvm::Error error = cta.run())
          return error;
      }
  return llvm::Error::success();
}
} // namespace

llvm::Expected<uint64_t> Machine::addRegion(Region region) {
  if (!llvm::isPowerOf2_32(region.alignment))
    return llvm::createStringError("region '" + region.name +
                                   "': expected an alignment that is a power of two, found " +
                                   llvm::Twine(region.alignment));
  if (!region.host && region.bytes)
    return llvm::createStringError("region '" + region.name + "' has no memory on the host");
  // Far apart, so that an index that runs over the end of one region does not land in the next.
  constexpr uint64_t kGap = uint64_t(1) << 20;
  uint64_t end = mappings.empty() ? kGlobalWindow : mappings.back().address + mappings.back().region.bytes;
  uint64_t block = std::max<uint64_t>(2 * uint64_t(region.alignment), kGap);
  uint64_t address = llvm::alignTo(end + kGap, block) + region.alignment;
  mappings.push_back({std::move(region), address});
  return address;
}

llvm::Expected<Report> Machine::launch(const Module &module, llvm::StringRef kernelName, const LaunchConfig &config,
                                       llvm::ArrayRef<Argument> arguments) {
  const Program &program = module.program();
  const Kernel *kernel = program.find(kernelName);
  if (!kernel)
    return llvm::createStringError("there is no kernel '" + kernelName + "' in '" + program.name +
                                   "', which has: " + llvm::join(module.kernelNames(), ", "));
  Launch launch(program, *kernel, config);
  if (llvm::Error error = checkDimensions(*kernel, config))
    return std::move(error);
  if (llvm::Error error = fillParameters(launch, arguments))
    return std::move(error);
  if (llvm::Error error = layOutShared(launch))
    return std::move(error);
  for (const Mapping &mapping : mappings)
    mapRegion(launch, mapping.region, mapping.address);
  mapVariables(launch);
  launch.deadline =
      std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                             std::chrono::duration<double>(std::min(config.limits.seconds, 1e6)));
  if (llvm::Error error = runGrid(launch))
    return std::move(error);
  Report report = launch.recorder.report();
  report.sharedBytes = launch.sharedBytes;
  return report;
}
} // namespace aicc::ptx
