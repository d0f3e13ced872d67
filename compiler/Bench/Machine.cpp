// From /proc, /sys and uname; see Machine.h.
#include "compiler/Bench/Machine.h"
#include "compiler/Bench/Roof.h"
#include "compiler/Driver/Compiler.h"
#include "compiler/Probe/Team.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"
#include <ctime>
#include <fstream>
#include <sys/utsname.h>
#include <unistd.h>

using namespace aicc;
using namespace aicc::bench;
using llvm::StringRef;

/// The value of the first line "`key` : value" of /proc/cpuinfo; empty where there is none.
static std::string processorField(StringRef key) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    auto [name, value] = StringRef(line).split(':');
    if (name.trim() == key)
      return value.trim().str();
  }
  return "";
}

static std::string processorName() {
  std::string name = processorField("model name");
  std::string family = processorField("cpu family"), model = processorField("model");
  return family.empty() ? name : name + " (family " + family + ", model " + model + ")";
}

Machine bench::describeMachine() {
  Machine machine;
  machine.processor = processorName();
  machine.isVirtual = StringRef(" " + processorField("flags") + " ").contains(" hypervisor ");
  utsname system;
  if (uname(&system) == 0)
    machine.system = system.sysname + (" " + StringRef(system.release).split('-').first).str();
  machine.processors = probe::countProcessors();
  machine.lastLevelCacheBytes = lastLevelCacheBytes(0);
  machine.memoryBytes = int64_t(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE);
  return machine;
}

std::string bench::currentTime() {
  std::time_t now = std::time(nullptr);
  std::tm utc;
  gmtime_r(&now, &utc);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

llvm::Expected<std::unique_ptr<target::DeviceMeter>> bench::openMeter(const target::Target &target,
                                                                      const device::Device &device) {
  auto meter = target.openMeter();
  if (!meter)
    return llvm::make_error<driver::HardwareError>(llvm::toString(meter.takeError()));
  if (std::optional<std::string> reason = (*meter)->whyUnfit(device))
    return llvm::make_error<driver::HardwareError>(*reason);
  return meter;
}

llvm::Error bench::checkProcessor(const device::Device &device) {
  llvm::Triple host(llvm::sys::getProcessTriple()), target(device.target.triple);
  if (target.getArch() != host.getArch())
    return llvm::make_error<driver::HardwareError>("device " + device.id + " is for " +
                                                   (device.target.triple.empty() ? "no processor" : target.str()) +
                                                   "; this machine is " + host.str() + ": choose another --target");
  llvm::StringMap<bool> features = llvm::sys::getHostCPUFeatures();
  for (const std::string &feature : device.silicon.isa)
    if (!features.lookup(feature))
      return llvm::make_error<driver::HardwareError>("device " + device.id + " has " + feature +
                                                     ", which this processor lacks: choose another --target");
  return llvm::Error::success();
}
