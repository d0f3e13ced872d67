// Opening artifacts and calling their entries; see LoadedArtifact.h.
#include "compiler/Driver/LoadedArtifact.h"
#include "compiler/Artifact/Manifest.h"
#include "compiler/Driver/Compiler.h"
#include "runtime/aicc_runtime.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA256.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"
#include <dlfcn.h>

using namespace aicc;
using namespace aicc::driver;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

/// Refuses libraries for other processors in words that dlopen lacks.
static Error checkArchitecture(StringRef library) {
  auto object = llvm::object::ObjectFile::createObjectFile(library);
  if (!object)
    return llvm::createStringError("cannot read " + library + ": " + llvm::toString(object.takeError()) +
                                   "; expected a shared library that aicc wrote");
  llvm::Triple host(llvm::sys::getProcessTriple());
  if (object->getBinary()->getArch() == host.getArch())
    return Error::success();
  return llvm::make_error<HardwareError>(
      (library + " is for " + llvm::Triple::getArchTypeName(llvm::Triple::ArchType(object->getBinary()->getArch())) +
       "; this machine is " + host.getArchName())
          .str());
}

Expected<std::unique_ptr<LoadedArtifact>> LoadedArtifact::open(StringRef library, artifact::Info info) {
  if (Error error = checkArchitecture(library))
    return error;
  std::unique_ptr<LoadedArtifact> artifact(new LoadedArtifact(std::move(info)));
  // A bare name would be looked up in the system's folders.
  llvm::SmallString<128> path(library);
  if (std::error_code code = llvm::sys::fs::make_absolute(path))
    return llvm::createStringError(code, "cannot find " + library + ": " + code.message());
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return llvm::createStringError(buffer.getError(), "cannot read " + library + ": " + buffer.getError().message());
  artifact->bytes = std::move(*buffer);
  artifact->handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!artifact->handle)
    return llvm::createStringError(StringRef("cannot load ") + library + ": " + dlerror());
  const std::string &file = artifact->info.weightsFile;
  if (file.empty())
    return artifact;
  llvm::sys::path::remove_filename(path);
  llvm::sys::path::append(path, file);
  if (Error error = artifact->mapConstants(path))
    return error;
  return artifact;
}

LoadedArtifact::~LoadedArtifact() {
  if (handle)
    dlclose(handle);
}

Error LoadedArtifact::mapConstants(StringRef path) {
  namespace fs = llvm::sys::fs;
  Expected<fs::file_t> file = fs::openNativeFileForRead(path);
  if (!file)
    return llvm::createStringError("cannot read the weights file " + path + ": " + llvm::toString(file.takeError()));
  uint64_t size = 0;
  std::error_code code = fs::file_size(path, size);
  if (!code)
    constants = std::make_unique<fs::mapped_file_region>(*file, fs::mapped_file_region::readonly, size, 0, code);
  (void)fs::closeFile(*file);
  if (code)
    return llvm::createStringError(code, "cannot map the weights file " + path + ": " + code.message());
  auto bytes = llvm::ArrayRef<uint8_t>(reinterpret_cast<const uint8_t *>(constants->const_data()), size);
  std::string digest = llvm::toHex(llvm::SHA256::hash(bytes), /*LowerCase=*/true);
  if (digest == info.weightsDigest)
    return Error::success();
  return llvm::createStringError("the weights file " + path + " has the SHA-256 " + digest + "; expected " +
                                 info.weightsDigest + ": compile the module again");
}

Expected<const artifact::Entry *> LoadedArtifact::findEntry(StringRef function) const {
  std::vector<const artifact::Entry *> entries;
  std::vector<StringRef> names;
  for (const artifact::Entry &entry : info.entries) {
    if (entry.isPrepare)
      continue;
    if (entry.function == function)
      return &entry;
    entries.push_back(&entry);
    names.push_back(entry.function);
  }
  if (function.empty() && entries.size() == 1)
    return entries.front();
  std::string found = function.empty() ? "several functions and no --entry" : "--entry " + function.str();
  return llvm::createStringError("expected one of the module's functions (" + llvm::join(names, ", ") + "); found " +
                                 found);
}

const artifact::Entry *LoadedArtifact::findPrepare(const artifact::Entry &entry) const {
  for (const artifact::Entry &other : info.entries)
    if (other.isPrepare && other.symbol == entry.symbol + "_prepare")
      return &other;
  return nullptr;
}

static Expected<TensorSlot> slotOf(const artifact::Parameter &parameter) {
  std::optional<data::ElementType> type = data::parseElementType(parameter.elementType);
  if (!type)
    return llvm::make_error<InternalError>("unknown element type " + parameter.elementType);
  return TensorSlot{*type, parameter.shape, parameter.tiedResult};
}

static void setSlot(std::vector<TensorSlot> &slots, int64_t number, const TensorSlot &slot) {
  if (number >= int64_t(slots.size()))
    slots.resize(number + 1);
  slots[number] = slot;
}

/// Adds what `entry` passes to `signature`.
static Error addParameters(const artifact::Entry &entry, Signature &signature) {
  for (const artifact::Parameter &parameter : entry.parameters) {
    if (parameter.role != "argument" && parameter.role != "result")
      continue;
    Expected<TensorSlot> slot = slotOf(parameter);
    if (!slot)
      return slot.takeError();
    setSlot(parameter.role == "argument" ? signature.arguments : signature.results, parameter.number, *slot);
    if (parameter.role == "argument" && slot->tiedResult >= 0)
      setSlot(signature.results, slot->tiedResult, {slot->type, slot->shape, -1});
  }
  return Error::success();
}

Expected<Signature> LoadedArtifact::signatureOf(const artifact::Entry &entry) const {
  Signature signature;
  if (Error error = addParameters(entry, signature))
    return error;
  if (const artifact::Entry *prepare = findPrepare(entry))
    if (Error error = addParameters(*prepare, signature))
      return error;
  return signature;
}

/// Calls `function` with as many pointers as there are indices.
template <size_t... Index>
static int32_t callWith(void *function, void *const *pointers, std::index_sequence<Index...>) {
  using Function = int32_t (*)(decltype((void)Index, static_cast<void *>(nullptr))...);
  return reinterpret_cast<Function>(function)(pointers[Index]...);
}

template <size_t Count> static int32_t callWithCount(void *function, void *const *pointers) {
  return callWith(function, pointers, std::make_index_sequence<Count>());
}

/// One caller for each number of pointers.
template <size_t... Count> static constexpr auto makeCallers(std::index_sequence<Count...>) {
  return std::array<int32_t (*)(void *, void *const *), sizeof...(Count)>{callWithCount<Count>...};
}

static Error statusError(StringRef symbol, int32_t status) {
  std::string message = (symbol + " returned the status " + llvm::Twine(status) + ": " +
                         aicc_status_string(aicc_status(status)))
                            .str();
  if (status == AICC_OK)
    return Error::success();
  if (llvm::is_contained({AICC_UNSUPPORTED_PROCESSOR, AICC_NO_DEVICE, AICC_UNSUPPORTED_DRIVER, AICC_OUT_OF_MEMORY},
                         aicc_status(status)))
    return llvm::make_error<HardwareError>(message);
  return llvm::make_error<InternalError>(message);
}

Error LoadedArtifact::call(StringRef symbol, llvm::ArrayRef<void *> pointers) const {
  static constexpr auto callers = makeCallers(std::make_index_sequence<kMaxPointers + 1>());
  void *function = dlsym(handle, symbol.str().c_str());
  if (!function)
    return llvm::createStringError("the library has no symbol " + symbol + "; is its manifest that of another one?");
  if (pointers.size() > kMaxPointers)
    return llvm::createStringError(symbol + " takes " + llvm::Twine(pointers.size()) + " pointers; at most " +
                                   llvm::Twine(kMaxPointers) + " can be passed from here: call it from a C program");
  return statusError(symbol, callers[pointers.size()](function, pointers.data()));
}

Expected<SoleEntry> SoleEntry::open(StringRef library, artifact::Info info) {
  auto opened = LoadedArtifact::open(library, std::move(info));
  if (!opened)
    return opened.takeError();
  Expected<const artifact::Entry *> entry = (*opened)->findEntry("");
  if (!entry)
    return entry.takeError();
  Expected<Signature> signature = (*opened)->signatureOf(**entry);
  if (!signature)
    return signature.takeError();
  return SoleEntry{std::move(*opened), *entry, std::move(*signature)};
}
