// See Emulate.h.
#include "compiler/Target/NVIDIA/Host/Emulate.h"
#include "compiler/Target/NVIDIA/Emulator/PTXEmulator.h"
#include "compiler/Target/NVIDIA/Host/HostObject.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"
#include <cstring>

using namespace aicc;
using artifact::PlanBuffer;
using artifact::PlanStep;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using target::EmulatedBuffer;
using target::EmulationReport;

namespace {
/// The steps of one call. Each launch gets a machine of its own that maps only the buffers which that launch takes: an
/// access to another buffer of the same call is out of bounds, too.
class CallEmulation {
public:
  CallEmulation(const ptx::Module &module, llvm::ArrayRef<EmulatedBuffer> buffers, const EmulatedBuffer &arena,
                EmulationReport &report)
      : module(module), buffers(buffers), arena(arena), report(report) {}

  Error run(const artifact::Entry &entry) {
    for (const PlanStep &step : entry.plan) {
      for (const PlanBuffer &buffer : step.buffers)
        if (Error error = check(buffer))
          return error;
      if (Error error = runStep(step))
        return error;
      touched.insert(touched.end(), step.buffers.begin(), step.buffers.end());
    }
    return Error::success();
  }

private:
  const EmulatedBuffer &bufferOf(const PlanBuffer &place) const {
    return place.parameter < 0 ? arena : buffers[place.parameter];
  }

  char *address(const PlanBuffer &place) const { return static_cast<char *>(bufferOf(place).data) + place.offset; }

  /// The manifest may be anyone's.
  Error check(const PlanBuffer &place) const {
    const EmulatedBuffer &buffer = bufferOf(place);
    if (place.offset <= buffer.bytes && place.bytes <= buffer.bytes - place.offset)
      return Error::success();
    return llvm::createStringError(llvm::formatv("the plan reads {0} bytes at {1} of {2}, which has {3}", place.bytes,
                                                 place.offset, buffer.name, buffer.bytes)
                                       .str());
  }

  Error runStep(const PlanStep &step) {
    if (step.what == "launch")
      return launch(step);
    const PlanBuffer &to = step.buffers.front();
    if (step.what == "copy")
      std::memmove(address(to), address(step.buffers.back()), to.bytes);
    else
      std::memset(address(to), 0, to.bytes);
    return Error::success();
  }

  /// Whether an earlier step had a part of `place`, and may have written it.
  bool wasTouched(const PlanBuffer &place) const {
    return llvm::any_of(touched, [&](const PlanBuffer &other) {
      return other.parameter == place.parameter && other.offset < place.offset + place.bytes &&
             place.offset < other.offset + other.bytes;
    });
  }

  ptx::Region regionOf(const PlanBuffer &place) const {
    const EmulatedBuffer &buffer = bufferOf(place);
    ptx::Region region;
    region.name = place.offset ? llvm::formatv("{0} from byte {1}", buffer.name, place.offset).str() : buffer.name;
    region.host = address(place);
    region.bytes = place.bytes;
    region.writable = buffer.isWritten;
    region.initialised = buffer.isRead || wasTouched(place);
    if (place.offset)
      region.alignment = std::min<uint32_t>(256, uint32_t(place.offset & -place.offset));
    return region;
  }

  /// Buffers that a kernel takes twice are one region.
  Expected<std::vector<ptx::Argument>> map(ptx::Machine &machine, const PlanStep &step) const {
    std::vector<ptx::Argument> arguments;
    std::map<std::tuple<int64_t, int64_t, int64_t>, uint64_t> mapped;
    for (const PlanBuffer &place : step.buffers) {
      auto [found, isNew] = mapped.try_emplace({place.parameter, place.offset, place.bytes}, 0);
      if (isNew) {
        Expected<uint64_t> device = machine.addRegion(regionOf(place));
        if (!device)
          return device.takeError();
        found->second = *device;
      }
      arguments.push_back(ptx::Argument::of<uint64_t>(found->second));
    }
    return arguments;
  }

  static ptx::Dim3 dim(const artifact::PlanExtent &extent) {
    return {uint32_t(extent.x), uint32_t(extent.y), uint32_t(extent.z)};
  }

  Error launch(const PlanStep &step) {
    ptx::Machine machine;
    Expected<std::vector<ptx::Argument>> arguments = map(machine, step);
    if (!arguments)
      return arguments.takeError();
    ptx::LaunchConfig config;
    config.grid = dim(step.grid);
    config.block = dim(step.block);
    config.dynamicSharedBytes = uint32_t(step.sharedBytes);
    Expected<ptx::Report> result = machine.launch(module, step.kernel, config, *arguments);
    if (!result)
      return result.takeError();
    add(*result);
    return Error::success();
  }

  void addFinding(bool isError, const ptx::Location &at, std::string what) {
    std::string where = llvm::formatv("{0}, line {1} of the PTX, '{2}'", at.kernel, at.line, at.text).str();
    if (!at.source.empty())
      where += " (" + at.source + ")";
    report.findings.push_back({isError, std::move(where), std::move(what)});
  }

  void add(const ptx::Report &result) {
    ++report.launches;
    report.instructions += result.warpInstructions;
    report.bankConflicts += result.bankConflicts();
    report.extraSectors += result.extraSectors();
    for (const ptx::Finding &finding : result.findings)
      addFinding(true, finding.at,
                 llvm::formatv("{0}: {1}; {2} times, first in block ({3}, {4}, {5}), thread ({6}, {7}, {8})",
                               ptx::nameOf(finding.check), finding.message, finding.count, finding.cta.x, finding.cta.y,
                               finding.cta.z, finding.thread.x, finding.thread.y, finding.thread.z)
                     .str());
    for (const ptx::SharedTraffic &traffic : result.shared)
      if (traffic.wavefronts > traffic.minimum)
        addFinding(false, traffic.at,
                   llvm::formatv("bank conflicts: {0} passes over the banks where {1} would do", traffic.wavefronts,
                                 traffic.minimum)
                       .str());
    for (const ptx::GlobalTraffic &traffic : result.global)
      if (traffic.sectors > traffic.minimum)
        addFinding(
            false, traffic.at,
            llvm::formatv("not coalesced: {0} sectors of 32 bytes where {1} would do", traffic.sectors, traffic.minimum)
                .str());
  }

  const ptx::Module &module;
  llvm::ArrayRef<EmulatedBuffer> buffers;
  const EmulatedBuffer &arena;
  EmulationReport &report;
  std::vector<PlanBuffer> touched;
};

class PTXArtifact : public target::Emulator {
public:
  explicit PTXArtifact(ptx::Module module) : module(std::move(module)) {}

  Error call(const artifact::Entry &entry, llvm::ArrayRef<EmulatedBuffer> buffers, const EmulatedBuffer &arena,
             EmulationReport &report) override {
    return CallEmulation(module, buffers, arena, report).run(entry);
  }

private:
  ptx::Module module;
};
} // namespace

/// The text in its section, without the NUL behind it.
static Expected<StringRef> findText(StringRef library) {
  auto object = llvm::object::ObjectFile::createObjectFile(llvm::MemoryBufferRef(library, "the library"));
  if (!object)
    return object.takeError();
  for (const llvm::object::SectionRef &section : (*object)->sections()) {
    Expected<StringRef> name = section.getName();
    if (!name)
      return name.takeError();
    if (*name != nvidia::kPTXSection)
      continue;
    Expected<StringRef> bytes = section.getContents();
    return bytes ? Expected<StringRef>(bytes->rtrim('\0')) : bytes.takeError();
  }
  return llvm::createStringError("the library has no section " + nvidia::kPTXSection +
                                 "; expected one that aicc compiled for an NVIDIA device");
}

Expected<std::unique_ptr<target::Emulator>> nvidia::openEmulator(StringRef library) {
  Expected<StringRef> text = findText(library);
  if (!text)
    return text.takeError();
  Expected<ptx::Module> module = ptx::parsePTX(*text, "the artifact's PTX");
  if (!module)
    return module.takeError();
  return std::make_unique<PTXArtifact>(std::move(*module));
}
