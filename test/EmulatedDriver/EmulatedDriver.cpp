// The part of the CUDA driver that artifacts, `aicc run` and gpu-check.py call, on the emulator instead of a device:
// the whole way from an exported entry to its results, with the launcher's own calls in between. A launch in which the
// emulator finds an error fails as a fault does. One thread at a time.
#include "compiler/Target/NVIDIA/Emulator/PTXEmulator.h"
#include "compiler/Target/NVIDIA/Emulator/Program.h"

#include "llvm/Support/raw_ostream.h"
#include <cstdlib>
#include <cstring>
#include <map>

using namespace aicc;

namespace {
enum Result { kSuccess = 0, kInvalidValue = 1, kNoBinary = 209, kInvalidPTX = 218, kFault = 719 };

/// A block of the device's memory: where it is for kernels, and where its bytes are.
struct Block {
  uint64_t device, bytes;
  char *host;
};

struct Function {
  const ptx::Module *module;
  std::string name;
};

struct Device {
  ptx::Machine machine;
  std::vector<Block> blocks;
  void *context = nullptr;

  /// The bytes at a device address; null where no block is there.
  char *find(uint64_t address) {
    for (const Block &block : blocks)
      if (address >= block.device && address < block.device + block.bytes)
        return block.host + (address - block.device);
    return nullptr;
  }
};

Device &device() {
  static Device instance;
  return instance;
}

int fail(llvm::Error error, Result result) {
  llvm::errs() << "emulated driver: " << llvm::toString(std::move(error)) << "\n";
  return result;
}
} // namespace

extern "C" {
/// What a device's driver has not: who times by this one has to say so.
int aicc_device_is_emulated = 1;

int cuInit(unsigned) { return kSuccess; }
int cuDriverGetVersion(int *version) { return *version = 13000, kSuccess; }
int cuDeviceGetCount(int *count) { return *count = 1, kSuccess; }
int cuDeviceGet(int *number, int) { return *number = 0, kSuccess; }
int cuDeviceGetName(char *name, int length, int) { return std::strncpy(name, "PTX emulator", length), kSuccess; }

/// sm_90 with the shared memory of an H100 and 4 multiprocessors, so that kernels which fill a device end soon; L2 of 1 MB.
int cuDeviceGetAttribute(int *value, int attribute, int) {
  static const std::map<int, int> kAttributes = {{16, 4},  {38, 1 << 20}, {39, 2048},   {75, 9},
                                                 {76, 0},  {81, 233472},  {82, 65536}, {97, 232448}};
  auto found = kAttributes.find(attribute);
  return found == kAttributes.end() ? kInvalidValue : (*value = found->second, kSuccess);
}

int cuDeviceTotalMem_v2(size_t *bytes, int) { return *bytes = size_t(1) << 30, kSuccess; }

int cuDevicePrimaryCtxRetain(void **context, int) { return *context = &device(), kSuccess; }
int cuCtxGetCurrent(void **context) { return *context = device().context, kSuccess; }
int cuCtxSetCurrent(void *context) { return device().context = context, kSuccess; }
int cuCtxGetDevice(int *number) { return *number = 0, kSuccess; }

/// Writes `text` into the folder that EMULATED_DRIVER_DUMP names, for tests that assemble it.
static void dump(const char *text) {
  static int number = 0;
  const char *folder = std::getenv("EMULATED_DRIVER_DUMP");
  if (!folder)
    return;
  std::error_code code;
  llvm::raw_fd_ostream(std::string(folder) + "/" + std::to_string(number++) + ".ptx", code) << text;
}

/// Text only: machine code is refused as one for another device, so that the text is taken.
int cuModuleLoadDataEx(void **module, const void *image, unsigned, int *, void **) {
  auto text = static_cast<const char *>(image);
  if (*text == '\177')
    return kNoBinary;
  dump(text);
  llvm::Expected<ptx::Module> parsed = ptx::parsePTX(text, "module");
  if (!parsed)
    return fail(parsed.takeError(), kInvalidPTX);
  *module = new ptx::Module(std::move(*parsed));
  return kSuccess;
}

int cuModuleUnload(void *) { return kSuccess; }

int cuModuleGetFunction(void **function, void *module, const char *name) {
  *function = new Function{static_cast<const ptx::Module *>(module), name};
  return kSuccess;
}

int cuFuncSetAttribute(void *, int, int) { return kSuccess; }

int cuLaunchKernel(void *opaque, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
                   unsigned shared, void *, void **parameters, void **) {
  auto *function = static_cast<Function *>(opaque);
  const ptx::Kernel *kernel = function->module->program().find(function->name);
  if (!kernel)
    return kInvalidValue;
  std::vector<ptx::Argument> arguments;
  for (size_t index = 0; index < kernel->parameters.size(); ++index)
    arguments.push_back(ptx::Argument::of(*static_cast<uint64_t *>(parameters[index])));
  ptx::LaunchConfig config;
  config.grid = {gx, gy, gz};
  config.block = {bx, by, bz};
  config.dynamicSharedBytes = shared;
  llvm::Expected<ptx::Report> report = device().machine.launch(*function->module, function->name, config, arguments);
  if (!report)
    return fail(report.takeError(), kFault);
  if (!report->findings.empty())
    report->print(llvm::errs());
  return report->findings.empty() ? kSuccess : kFault;
}

int cuMemAlloc_v2(uint64_t *pointer, size_t bytes) {
  auto *host = static_cast<char *>(std::calloc(1, bytes));
  ptx::Region region;
  region.name = "allocation " + std::to_string(device().blocks.size());
  region.host = host;
  region.bytes = bytes;
  llvm::Expected<uint64_t> address = device().machine.addRegion(region);
  if (!address)
    return fail(address.takeError(), kInvalidValue);
  *pointer = *address;
  device().blocks.push_back({*address, bytes, host});
  return kSuccess;
}

/// Memory stays: regions cannot be taken back.
int cuMemFree_v2(uint64_t) { return kSuccess; }
int cuMemAllocAsync(uint64_t *pointer, size_t bytes, void *) { return cuMemAlloc_v2(pointer, bytes); }
int cuMemFreeAsync(uint64_t, void *) { return kSuccess; }

int cuMemcpyHtoD_v2(uint64_t to, const void *from, size_t bytes) {
  char *host = device().find(to);
  return host ? (std::memcpy(host, from, bytes), kSuccess) : kInvalidValue;
}

int cuMemcpyDtoH_v2(void *to, uint64_t from, size_t bytes) {
  char *host = device().find(from);
  return host ? (std::memcpy(to, host, bytes), kSuccess) : kInvalidValue;
}

int cuMemcpyDtoDAsync_v2(uint64_t to, uint64_t from, size_t bytes, void *) {
  char *target = device().find(to), *source = device().find(from);
  return target && source ? (std::memmove(target, source, bytes), kSuccess) : kInvalidValue;
}

int cuMemsetD8Async(uint64_t to, unsigned char value, size_t bytes, void *) {
  char *host = device().find(to);
  return host ? (std::memset(host, value, bytes), kSuccess) : kInvalidValue;
}

int cuStreamSynchronize(void *) { return kSuccess; }
int cuStreamCreate(void **stream, unsigned) { return *stream = &device(), kSuccess; }
int cuStreamGetCtx(void *, void **context) { return *context = &device(), kSuccess; }
int cuEventCreate(void **event, unsigned) { return *event = &device(), kSuccess; }
int cuEventRecord(void *, void *) { return kSuccess; }
int cuEventSynchronize(void *) { return kSuccess; }
/// A thousand milliseconds, so that nobody repeats what is slow here.
int cuEventElapsedTime(float *milliseconds, void *, void *) { return *milliseconds = 1000, kSuccess; }
}
