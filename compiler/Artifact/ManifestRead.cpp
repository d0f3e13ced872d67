// Reads manifests: first the types of all members, then what the contract says about their values. See Manifest.h.
#include "compiler/Artifact/Manifest.h"
#include "compiler/Device/JsonText.h"
#include "dialects/Kernel/Identity.h"
#include "runtime/aicc_runtime.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <nlohmann/json.hpp>

using namespace aicc;
using namespace aicc::artifact;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;
using llvm::json::ObjectMapper;
using llvm::json::Path;
using llvm::json::Value;

//===-- Types ---------------------------------------------------------------------------------------------------===//

/// No manifest comes near this size; more is an attack or an accident.
constexpr uint64_t kMostBytes = 64 << 20;

static bool isTensor(const Parameter &parameter) { return parameter.role == "argument" || parameter.role == "result"; }

namespace aicc::artifact {
static bool fromJSON(const Value &value, Parameter &result, Path path) {
  ObjectMapper map(value, path);
  if (!map || !map.map("role", result.role))
    return false;
  if (!isTensor(result))
    return true;
  std::optional<int64_t> tied;
  if (!map.map("number", result.number) || !map.map("element", result.elementType) || !map.map("shape", result.shape) ||
      !map.map("weight", result.isWeight) || !map.map("tied_result", tied))
    return false;
  result.tiedResult = tied.value_or(-1);
  return true;
}

static bool fromJSON(const Value &value, PlanBuffer &result, Path path) {
  ObjectMapper map(value, path);
  std::optional<int64_t> parameter;
  if (!map || !map.map("parameter", parameter) || !map.map("offset", result.offset) || !map.map("bytes", result.bytes))
    return false;
  result.parameter = parameter.value_or(-1);
  return true;
}

static bool fromJSON(const Value &value, PlanExtent &result, Path path) {
  std::vector<int64_t> sizes;
  if (!llvm::json::fromJSON(value, sizes, path))
    return false;
  if (sizes.size() != 3) {
    path.report("expected three sizes");
    return false;
  }
  result = {sizes[0], sizes[1], sizes[2]};
  return true;
}

static bool fromJSON(const Value &value, PlanStep &result, Path path) {
  ObjectMapper map(value, path);
  if (!map || !map.map("do", result.what) || !map.map("buffers", result.buffers))
    return false;
  return result.what != "launch" || (map.map("kernel", result.kernel) && map.map("grid", result.grid) &&
                                     map.map("block", result.block) && map.map("shared_bytes", result.sharedBytes));
}

static bool fromJSON(const Value &value, Entry &result, Path path) {
  ObjectMapper map(value, path);
  return map && map.map("symbol", result.symbol) && map.map("function", result.function) &&
         map.map("prepare", result.isPrepare) && map.map("arena_bytes", result.arenaBytes) &&
         map.map("live_bytes", result.liveBytes) && map.map("prepared_bytes", result.preparedBytes) &&
         map.map("parameters", result.parameters) && map.mapOptional("plan", result.plan);
}

static bool fromJSON(const Value &value, Kernel &result, Path path) {
  ObjectMapper map(value, path);
  return map && map.map("name", result.name) && map.map("digest", result.digest) && map.map("text", result.text) &&
         map.map("device", result.device) && map.map("schedule", result.schedule) && map.map("flops", result.flops) &&
         map.map("calls", result.calls) && map.map("scratch_bytes", result.scratchBytes);
}

struct WeightsMember {
  std::string file, sha256;
  int64_t bytes = 0;
};

static bool fromJSON(const Value &value, WeightsMember &result, Path path) {
  ObjectMapper map(value, path);
  return map && map.map("file", result.file) && map.map("bytes", result.bytes) && map.map("sha256", result.sha256);
}

static bool fromJSON(const Value &value, Info &result, Path path) {
  ObjectMapper map(value, path);
  std::optional<WeightsMember> weights;
  bool isGood = map && map.map("compiler", result.compiler) && map.map("module", result.module) &&
                map.map("prefix", result.prefix) && map.map("device", result.deviceId) &&
                map.mapOptional("backend", result.backend) && map.map("features", result.features) &&
                map.map("general_flops", result.generalFlops) && map.map("entries", result.entries) &&
                map.map("kernels", result.kernels) && map.map("weights", weights);
  if (!isGood || !weights)
    return isGood;
  result.weightsFile = weights->file;
  result.weightsDigest = weights->sha256;
  result.constantsBytes = weights->bytes;
  return true;
}
} // namespace aicc::artifact

//===-- Values --------------------------------------------------------------------------------------------------===//

static Error expected(const Twine &where, const Twine &what, const Twine &found) {
  return llvm::createStringError(where + ": expected " + what + ", found " + found +
                                 "; compile the module again to write the manifest anew");
}

static bool isIdentifier(StringRef name) {
  return !name.empty() && !llvm::isDigit(name.front()) &&
         llvm::all_of(name, [](char c) { return llvm::isAlnum(c) || c == '_'; });
}

static bool isDigest(StringRef text) {
  return text.size() == 64 && llvm::all_of(text, [](char c) { return llvm::isDigit(c) || (c >= 'a' && c <= 'f'); });
}

static Error checkTensor(const Parameter &parameter, const Twine &where) {
  if (elementBytes(parameter.elementType) == 0)
    return expected(where + ".element", "an element type of docs/ABI.md", "'" + parameter.elementType + "'");
  if (parameter.number < 0)
    return expected(where + ".number", "a number of at least 0", Twine(parameter.number));
  int64_t bytes = elementBytes(parameter.elementType);
  for (int64_t size : parameter.shape)
    if (size < 1 || __builtin_mul_overflow(bytes, size, &bytes))
      return expected(where + ".shape", "sizes of at least 1 that fit memory", Twine(size));
  return Error::success();
}

static Error checkParameter(const Parameter &parameter, const Twine &where) {
  if (isTensor(parameter))
    return checkTensor(parameter, where);
  if (parameter.role != "prepared" && parameter.role != "constants")
    return expected(where + ".role", "argument, result, prepared or constants", "'" + parameter.role + "'");
  return Error::success();
}

/// Where a step touches memory, as far as a plan says it.
static Error checkBuffer(const PlanBuffer &buffer, const Entry &entry, const Twine &where) {
  if (buffer.parameter >= int64_t(entry.parameters.size()))
    return expected(where + ".parameter", "a parameter of the entry", Twine(buffer.parameter));
  if (std::min(buffer.offset, buffer.bytes) < 0)
    return expected(where, "a distance and a size of at least 0", Twine(std::min(buffer.offset, buffer.bytes)));
  return Error::success();
}

static Error checkStep(const PlanStep &step, const Entry &entry, const Twine &where) {
  bool isLaunch = step.what == "launch";
  if (!isLaunch && step.what != "copy" && step.what != "zero")
    return expected(where + ".do", "launch, copy or zero", "'" + step.what + "'");
  for (int64_t size : {step.grid.x, step.grid.y, step.grid.z, step.block.x, step.block.y, step.block.z})
    if (isLaunch && (size < 1 || size > INT32_MAX))
      return expected(where, "sizes of at least 1 that fit 31 bits", Twine(size));
  if (step.sharedBytes < 0 || step.sharedBytes > INT32_MAX)
    return expected(where + ".shared_bytes", "a size of at least 0 that fits 31 bits", Twine(step.sharedBytes));
  if (!isLaunch && step.buffers.size() != (step.what == "copy" ? 2 : 1))
    return expected(where + ".buffers", "two buffers of a copy, one to clear", Twine(step.buffers.size()));
  for (auto [index, buffer] : llvm::enumerate(step.buffers))
    if (Error error = checkBuffer(buffer, entry, where + ".buffers[" + Twine(index) + "]"))
      return error;
  return Error::success();
}

static Error checkEntry(const Entry &entry, const Twine &where) {
  if (!isIdentifier(entry.symbol))
    return expected(where + ".symbol", "a C identifier", "'" + entry.symbol + "'");
  if (std::min({entry.arenaBytes, entry.liveBytes, entry.preparedBytes}) < 0)
    return expected(where, "sizes of at least 0", "a negative one");
  for (auto [index, parameter] : llvm::enumerate(entry.parameters))
    if (Error error = checkParameter(parameter, where + ".parameters[" + Twine(index) + "]"))
      return error;
  for (auto [index, step] : llvm::enumerate(entry.plan))
    if (Error error = checkStep(step, entry, where + ".plan[" + Twine(index) + "]"))
      return error;
  return Error::success();
}

static Error checkKernel(const Kernel &kernel, const Twine &where) {
  if (kernel::digest(kernel.text) != kernel.digest)
    return expected(where + ".digest", "the SHA-256 of the kernel's text, " + kernel::digest(kernel.text),
                    "'" + kernel.digest + "'");
  for (const auto &[level, bytes] : kernel.scratchBytes)
    if (bytes < 0)
      return expected(where + ".scratch_bytes." + level, "a size of at least 0", Twine(bytes));
  return Error::success();
}

static Error checkInfo(const Info &info, StringRef source) {
  if (!isIdentifier(info.prefix))
    return expected(source + ": prefix", "a C identifier", "'" + info.prefix + "'");
  for (auto [index, entry] : llvm::enumerate(info.entries))
    if (Error error = checkEntry(entry, source + ": entries[" + Twine(index) + "]"))
      return error;
  for (auto [index, kernel] : llvm::enumerate(info.kernels))
    if (Error error = checkKernel(kernel, source + ": kernels[" + Twine(index) + "]"))
      return error;
  if (info.weightsFile.empty())
    return Error::success();
  // The name decides which file a host maps: it must not lead out of the artifact's folder.
  if (llvm::sys::path::filename(info.weightsFile) != info.weightsFile || info.weightsFile == "..")
    return expected(source + ": weights.file", "a file name without a folder", "'" + info.weightsFile + "'");
  if (info.constantsBytes < 1 || !isDigest(info.weightsDigest))
    return expected(source + ": weights", "a size and 64 hexadecimal digits",
                    Twine(info.constantsBytes) + " bytes, '" + info.weightsDigest + "'");
  return Error::success();
}

/// Refuses what this reader does not understand, before it looks at the rest.
static Error checkVersions(const Value &document, StringRef source) {
  const llvm::json::Object *object = document.getAsObject();
  if (!object)
    return expected(source, "an object", "another value");
  for (auto [member, version] : {std::pair("schema", kManifestSchema), std::pair("abi", int64_t(AICC_ABI_VERSION))}) {
    std::optional<int64_t> found = object->getInteger(member);
    if (!found || *found != version)
      return expected(source + ": " + member, Twine(version), found ? Twine(*found).str() : std::string("nothing"));
  }
  return Error::success();
}

Expected<Info> artifact::parseManifest(StringRef text, StringRef sourceName) {
  // The stricter of two readers guards against doubled keys, depth and bad UTF-8; the other maps members by name.
  if (auto strict = device::parseJson(text, sourceName); !strict)
    return strict.takeError();
  Expected<Value> document = llvm::json::parse(text);
  if (!document)
    return llvm::createStringError(sourceName + ": " + llvm::toString(document.takeError()));
  if (Error error = checkVersions(*document, sourceName))
    return error;
  Info info;
  Path::Root root(sourceName);
  if (!fromJSON(*document, info, root))
    return root.getError();
  if (Error error = checkInfo(info, sourceName))
    return error;
  return info;
}

Expected<Info> artifact::readManifest(StringRef artifact) {
  std::string path = manifestPath(artifact);
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return llvm::createStringError("cannot read " + path + ": " + buffer.getError().message() +
                                   "; expected the manifest that aicc compile writes beside an artifact");
  if ((*buffer)->getBufferSize() > kMostBytes)
    return llvm::createStringError(path + ": expected a manifest of at most 64 MiB");
  return parseManifest((*buffer)->getBuffer(), path);
}
