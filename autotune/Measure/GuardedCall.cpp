// Pages and pointers; see GuardedCall.h.
#include "autotune/Measure/GuardedCall.h"
#include "compiler/Data/Nibbles.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

using namespace aicc;
using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;

/// What fills the bytes before a begin and behind an end, so that a change of them is seen.
constexpr unsigned char kCanary = 0xA5;

Expected<GuardedBytes> GuardedBytes::create(size_t bytes) {
  size_t page = size_t(sysconf(_SC_PAGESIZE)),
         aligned = llvm::alignTo(std::max<size_t>(bytes, 1), data::arrayAlignment);
  GuardedBytes result;
  size_t inner = llvm::alignTo(aligned, page);
  void *mapping = mmap(nullptr, inner + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping == MAP_FAILED)
    return llvm::createStringError("out of memory: no " + llvm::Twine(bytes) + " bytes");
  result.mapping = static_cast<char *>(mapping), result.mapped = inner + 2 * page;
  if (mprotect(result.mapping + page, inner, PROT_READ | PROT_WRITE))
    return llvm::createStringError("out of memory: no " + llvm::Twine(bytes) + " bytes");
  // Large operands are read in long runs, for which the system's larger pages are worth asking for.
  (void)madvise(result.mapping + page, inner, MADV_HUGEPAGE);
  result.begin = result.mapping + page + inner - aligned;
  result.count = bytes, result.head = inner - aligned, result.slack = aligned - bytes;
  std::memset(result.begin - result.head, kCanary, result.head);
  std::memset(result.begin, 0, bytes);
  std::memset(result.begin + bytes, kCanary, result.slack);
  return std::move(result);
}

GuardedBytes::GuardedBytes(GuardedBytes &&other) noexcept
    : mapping(other.mapping), begin(other.begin), mapped(other.mapped), count(other.count), head(other.head),
      slack(other.slack) {
  other.mapping = nullptr;
}

GuardedBytes::~GuardedBytes() {
  if (mapping)
    munmap(mapping, mapped);
}

llvm::StringRef GuardedBytes::findDamage() const {
  auto isIntact = [](const char *from, size_t bytes) {
    return std::all_of(from, from + bytes, [](char byte) { return static_cast<unsigned char>(byte) == kCanary; });
  };
  if (!isIntact(begin - head, head))
    return "underrun: something was written before the begin";
  return isIntact(begin + count, slack) ? "" : "overrun: something was written past the end";
}

/// The bytes that an artifact takes for `array`.
static Expected<GuardedBytes> copyOf(const data::Array &array) {
  const data::Array *source = &array;
  std::optional<data::Array> packed;
  if (array.type() == data::ElementType::I4) {
    Expected<data::Array> nibbles = data::makeNibbleBytes(array.size());
    if (!nibbles)
      return nibbles.takeError();
    packed = std::move(*nibbles);
    data::packNibbles(array, *packed);
    source = &*packed;
  }
  Expected<GuardedBytes> bytes = GuardedBytes::create(source->bytes());
  if (bytes)
    std::memcpy(bytes->data(), source->data(), source->bytes());
  return bytes;
}

static Error append(std::vector<GuardedBytes> &all, Expected<GuardedBytes> next) {
  if (!next)
    return next.takeError();
  all.push_back(std::move(*next));
  return Error::success();
}

Error GuardedCall::addInputs(llvm::ArrayRef<data::Array> arrays) {
  for (const data::Array &array : arrays)
    if (Error error = append(inputs, copyOf(array)))
      return error;
  return Error::success();
}

Error GuardedCall::addResults() {
  for (const driver::TensorSlot &slot : signature.results) {
    Expected<data::Array> shape = data::Array::create(slot.type, slot.shape);
    if (!shape)
      return shape.takeError();
    if (Error error = append(results, copyOf(*shape)))
      return error;
  }
  return Error::success();
}

Error GuardedCall::addScratch() {
  if (entry.arenaBytes > 0) {
    if (Error error = append(scratch, GuardedBytes::create(size_t(entry.arenaBytes))))
      return error;
    context.arena = scratch.back().data(), context.arena_bytes = size_t(entry.arenaBytes);
  }
  const artifact::Entry *packing = artifact.findPrepare(entry);
  if (!packing)
    return Error::success();
  if (Error error = append(scratch, GuardedBytes::create(size_t(entry.preparedBytes))))
    return error;
  prepared = scratch.size() - 1;
  aicc_context plain = aicc_context_default();
  std::vector<void *> weights = {&plain};
  for (const artifact::Parameter &parameter : packing->parameters)
    weights.push_back(pointerOf(parameter));
  return artifact.call(packing->symbol, weights);
}

void *GuardedCall::pointerOf(const artifact::Parameter &parameter) {
  if (parameter.role == "constants")
    return artifact.getConstants();
  if (parameter.role == "prepared")
    return scratch[*prepared].data();
  if (parameter.role == "result")
    return results[size_t(parameter.number)].data();
  return inputs[size_t(parameter.number)].data();
}

Expected<std::unique_ptr<GuardedCall>> GuardedCall::create(const driver::LoadedArtifact &artifact,
                                                           const artifact::Entry &entry,
                                                           llvm::ArrayRef<data::Array> inputs, int32_t threads) {
  std::unique_ptr<GuardedCall> call(new GuardedCall(artifact, entry));
  Expected<driver::Signature> signature = artifact.signatureOf(entry);
  if (!signature)
    return signature.takeError();
  call->signature = std::move(*signature);
  call->context.threads = threads;
  if (Error error = call->addInputs(inputs))
    return std::move(error);
  if (Error error = call->addResults())
    return std::move(error);
  if (Error error = call->addScratch())
    return std::move(error);
  call->pointers.push_back(&call->context);
  for (const artifact::Parameter &parameter : entry.parameters)
    call->pointers.push_back(call->pointerOf(parameter));
  return call;
}

Expected<data::Array> GuardedCall::fetch(unsigned number) {
  const driver::TensorSlot &slot = signature.results[number];
  Expected<data::Array> array = data::Array::create(slot.type, slot.shape);
  if (!array || slot.type != data::ElementType::I4) {
    if (array)
      std::memcpy(array->data(), results[number].data(), array->bytes());
    return array;
  }
  Expected<data::Array> bytes = data::makeNibbleBytes(array->size());
  if (!bytes)
    return bytes.takeError();
  std::memcpy(bytes->data(), results[number].data(), bytes->bytes());
  data::unpackNibbles(*bytes, *array);
  return array;
}

Error GuardedCall::checkEnds() const {
  auto check = [](const std::vector<GuardedBytes> &all, llvm::StringRef what) -> Error {
    for (auto [number, bytes] : llvm::enumerate(all))
      if (llvm::StringRef damage = bytes.findDamage(); !damage.empty())
        return llvm::createStringError(damage + " of " + what + " " + llvm::Twine(number));
    return Error::success();
  };
  if (Error error = check(inputs, "argument"))
    return error;
  if (Error error = check(results, "result"))
    return error;
  return check(scratch, "scratch");
}
