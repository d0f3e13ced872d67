// Calls made ready; see Invocation.h.
#include "compiler/Driver/Invocation.h"
#include "compiler/Data/Nibbles.h"
#include "compiler/Data/RandomInput.h"
#include "compiler/Driver/Compiler.h"
#include "compiler/Target/Deadline.h"

#include "llvm/Support/FormatVariadic.h"

using namespace aicc;
using namespace aicc::driver;
using llvm::Error;
using llvm::Expected;

Expected<std::vector<data::Array>> driver::makeRandomInputs(const Signature &signature, uint64_t seed) {
  std::vector<data::Array> inputs;
  for (const TensorSlot &slot : signature.arguments) {
    Expected<data::Array> array = data::Array::create(slot.type, slot.shape);
    if (!array)
      return array.takeError();
    data::fillRandom(*array, seed, inputs.size(), slot.range);
    inputs.push_back(std::move(*array));
  }
  return inputs;
}

/// A block of `bytes` bytes, at least one.
static Expected<std::unique_ptr<data::Array>> makeBlock(int64_t bytes) {
  Expected<data::Array> block = data::Array::create(data::ElementType::I8, {std::max<int64_t>(bytes, 1)});
  if (!block)
    return block.takeError();
  return std::make_unique<data::Array>(std::move(*block));
}

Expected<std::unique_ptr<Invocation>> Invocation::create(const LoadedArtifact &artifact, const artifact::Entry &entry,
                                                         llvm::ArrayRef<data::Array> inputs, int32_t threads,
                                                         Execution execution) {
  std::unique_ptr<Invocation> invocation(new Invocation(artifact, entry, inputs, threads, execution));
  Expected<Signature> signature = artifact.signatureOf(entry);
  if (!signature)
    return signature.takeError();
  invocation->signature = std::move(*signature);
  if (Error error = invocation->checkInputs())
    return error;
  if (Error error = invocation->allocate())
    return error;
  if (Error error = invocation->packInputs())
    return error;
  if (Error error = invocation->prepare())
    return error;
  if (Error error = invocation->pointersOf(entry, invocation->pointers))
    return error;
  return invocation;
}

Error Invocation::checkInputs() const {
  if (inputs.size() != signature.arguments.size())
    return llvm::createStringError("function " + entry.function + " takes " + llvm::Twine(signature.arguments.size()) +
                                   " arguments; found " + llvm::Twine(inputs.size()));
  return Error::success();
}

/// Gives arrays of i4 the bytes that artifacts take in their place.
static Error makePacked(const data::Array &array, std::unique_ptr<data::Array> &packed) {
  if (array.type() != data::ElementType::I4)
    return Error::success();
  Expected<data::Array> bytes = data::makeNibbleBytes(array.size());
  if (!bytes)
    return bytes.takeError();
  packed = std::make_unique<data::Array>(std::move(*bytes));
  return Error::success();
}

Error Invocation::packInputs() {
  for (const data::Array &input : inputs) {
    std::unique_ptr<data::Array> &packed = packedInputs.emplace_back();
    if (Error error = makePacked(input, packed))
      return error;
    if (packed)
      data::packNibbles(input, *packed);
  }
  return Error::success();
}

Error Invocation::allocate() {
  for (const TensorSlot &slot : signature.results) {
    Expected<data::Array> result = data::Array::create(slot.type, slot.shape);
    if (!result)
      return result.takeError();
    results.push_back(std::move(*result));
    if (Error error = makePacked(results.back(), packedResults.emplace_back()))
      return error;
  }
  if (entry.arenaBytes == 0)
    return Error::success();
  auto block = makeBlock(entry.arenaBytes);
  if (!block)
    return block.takeError();
  arena = std::move(*block);
  Expected<void *> lent = place({arena->data(), entry.arenaBytes});
  if (!lent)
    return lent.takeError();
  context.arena = *lent;
  context.arena_bytes = entry.arenaBytes;
  return poisonScratch();
}

Error Invocation::prepare() {
  const artifact::Entry *packing = artifact.findPrepare(entry);
  if (!packing)
    return Error::success();
  auto block = makeBlock(entry.preparedBytes);
  if (!block)
    return block.takeError();
  prepared = std::move(*block);
  if (execution.emulator)
    return emulate(*packing);
  std::vector<void *> weights;
  if (Error error = pointersOf(*packing, weights))
    return error;
  aicc_context plain = aicc_context_default();
  return callEntry(*packing, plain, weights);
}

/// Tied arguments are the results' arrays: inputs stay as they are.
Invocation::Buffer Invocation::bufferOf(const artifact::Parameter &parameter) {
  if (parameter.role == "constants")
    return {artifact.getConstants(), artifact.getInfo().constantsBytes};
  if (parameter.role == "prepared")
    return {prepared->data(), int64_t(prepared->bytes())};
  if (parameter.role == "result")
    return resultBuffer(parameter.number);
  if (parameter.tiedResult >= 0)
    return resultBuffer(parameter.tiedResult);
  if (auto &packed = packedInputs[parameter.number])
    return {packed->data(), int64_t(packed->bytes())};
  const data::Array &input = inputs[parameter.number];
  return {const_cast<void *>(input.data()), int64_t(input.bytes())};
}

Invocation::Buffer Invocation::resultBuffer(int64_t number) {
  data::Array &array = packedResults[number] ? *packedResults[number] : results[number];
  return {array.data(), int64_t(array.bytes())};
}

/// What the device's memory refuses is for the user to change: another device, a smaller module.
static Error hardware(Error error) {
  return error ? Error(llvm::make_error<HardwareError>(llvm::toString(std::move(error)))) : Error::success();
}

/// Where the entry finds `buffer`: on a device, in a copy that is made once.
Expected<void *> Invocation::place(Buffer buffer) {
  if (!execution.memory)
    return buffer.data;
  auto [found, isNew] = placed.try_emplace(buffer.data, nullptr);
  if (!isNew)
    return found->second;
  Expected<void *> block = execution.memory->allocate(buffer.bytes);
  if (!block)
    return hardware(block.takeError());
  found->second = *block;
  if (Error error = hardware(execution.memory->write(*block, buffer.data, buffer.bytes)))
    return error;
  return *block;
}

Error Invocation::pointersOf(const artifact::Entry &called, std::vector<void *> &result) {
  for (const artifact::Parameter &parameter : called.parameters) {
    Expected<void *> pointer = place(bufferOf(parameter));
    if (!pointer)
      return pointer.takeError();
    result.push_back(*pointer);
  }
  return Error::success();
}

Error Invocation::reset() {
  for (auto [input, slot] : llvm::zip_equal(inputs, signature.arguments)) {
    if (slot.tiedResult < 0)
      continue;
    std::memcpy(results[slot.tiedResult].data(), input.data(), input.bytes());
    if (auto &packed = packedResults[slot.tiedResult])
      data::packNibbles(input, *packed);
    Buffer buffer = resultBuffer(slot.tiedResult);
    if (!execution.memory)
      continue;
    if (Error error = hardware(execution.memory->write(placed.at(buffer.data), buffer.data, buffer.bytes)))
      return error;
  }
  return Error::success();
}

Error Invocation::poisonScratch() {
  constexpr int kAllOnes = 0xff;
  if (!arena)
    return Error::success();
  std::memset(arena->data(), kAllOnes, entry.arenaBytes);
  if (!execution.memory)
    return Error::success();
  return hardware(execution.memory->write(context.arena, arena->data(), entry.arenaBytes));
}

/// Runs `work`, unless it takes longer than `seconds`.
static Error within(double seconds, std::function<Error()> work) {
  if (std::optional<Error> done = target::runWithin(seconds, kInternal, std::move(work)))
    return std::move(*done);
  return llvm::make_error<InternalError>(llvm::formatv("a call did not end within {0} s; a kernel hangs on the device, "
                                                       "which is freed when this process ends",
                                                       seconds)
                                             .str());
}

Error Invocation::callEntry(const artifact::Entry &called, aicc_context &lent, llvm::ArrayRef<void *> parameters) {
  std::vector<void *> all = {&lent};
  all.insert(all.end(), parameters.begin(), parameters.end());
  if (!execution.memory)
    return artifact.call(called.symbol, all);
  return within(execution.seconds, [this, symbol = called.symbol, all] { return artifact.call(symbol, all); });
}

static std::string nameOf(const artifact::Parameter &parameter) {
  return parameter.number < 0 ? parameter.role : parameter.role + " " + std::to_string(parameter.number);
}

Error Invocation::emulate(const artifact::Entry &called) {
  std::vector<target::EmulatedBuffer> buffers;
  for (const artifact::Parameter &parameter : called.parameters) {
    Buffer buffer = bufferOf(parameter);
    bool isOutput = parameter.role == "result" || (called.isPrepare && parameter.role == "prepared");
    buffers.push_back({nameOf(parameter), buffer.data, buffer.bytes, isOutput || parameter.tiedResult >= 0, !isOutput});
  }
  bool hasArena = arena && !called.isPrepare;
  target::EmulatedBuffer scratch = {"arena", hasArena ? arena->data() : nullptr, hasArena ? called.arenaBytes : 0, true,
                                    false};
  return execution.emulator->call(called, buffers, scratch, *execution.report);
}

Error Invocation::call() { return execution.emulator ? emulate(entry) : callEntry(entry, context, pointers); }

Error Invocation::enqueue(void *stream) {
  aicc_context ordered = context;
  ordered.stream = stream;
  std::vector<void *> all = {&ordered};
  all.insert(all.end(), pointers.begin(), pointers.end());
  return artifact.call(entry.symbol, all);
}

bool Invocation::needsReset() const {
  return llvm::any_of(signature.arguments, [](const TensorSlot &slot) { return slot.tiedResult >= 0; });
}

Error Invocation::collect() {
  for (auto [number, result] : llvm::enumerate(results)) {
    Buffer buffer = resultBuffer(number);
    if (execution.memory)
      if (Error error = hardware(execution.memory->read(buffer.data, placed.at(buffer.data), buffer.bytes)))
        return error;
    if (auto &packed = packedResults[number])
      data::unpackNibbles(*packed, result);
  }
  return Error::success();
}

Error Invocation::run() {
  if (Error error = call())
    return error;
  return collect();
}
