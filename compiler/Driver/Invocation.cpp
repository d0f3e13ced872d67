// Calls made ready; see Invocation.h.
#include "compiler/Driver/Invocation.h"
#include "compiler/Data/Nibbles.h"
#include "compiler/Data/RandomInput.h"
#include "compiler/Driver/Compiler.h"

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
    data::fillRandom(*array, seed, inputs.size());
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
                                                         llvm::ArrayRef<data::Array> inputs, int32_t threads) {
  std::unique_ptr<Invocation> invocation(new Invocation(artifact, entry, inputs, threads));
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
  invocation->pointers.push_back(&invocation->context);
  for (const artifact::Parameter &parameter : entry.parameters)
    invocation->pointers.push_back(invocation->pointerOf(parameter));
  return invocation;
}

Error Invocation::checkInputs() const {
  if (inputs.size() != signature.arguments.size())
    return llvm::createStringError("function " + entry.function + " takes " +
                                   llvm::Twine(signature.arguments.size()) + " arguments; found " +
                                   llvm::Twine(inputs.size()));
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
  context.arena = arena->data();
  context.arena_bytes = entry.arenaBytes;
  return Error::success();
}

Error Invocation::prepare() {
  const artifact::Entry *packing = artifact.findPrepare(entry);
  if (!packing)
    return Error::success();
  auto block = makeBlock(entry.preparedBytes);
  if (!block)
    return block.takeError();
  prepared = std::move(*block);
  aicc_context plain = aicc_context_default();
  std::vector<void *> weights = {&plain};
  for (const artifact::Parameter &parameter : packing->parameters)
    weights.push_back(pointerOf(parameter));
  return artifact.call(packing->symbol, weights);
}

/// Tied arguments are the results' arrays: inputs stay as they are.
void *Invocation::pointerOf(const artifact::Parameter &parameter) {
  if (parameter.role == "constants")
    return artifact.getConstants();
  if (parameter.role == "prepared")
    return prepared->data();
  if (parameter.role == "result")
    return resultPointer(parameter.number);
  if (parameter.tiedResult >= 0)
    return resultPointer(parameter.tiedResult);
  if (auto &packed = packedInputs[parameter.number])
    return packed->data();
  return const_cast<void *>(inputs[parameter.number].data());
}

void *Invocation::resultPointer(int64_t number) {
  return packedResults[number] ? packedResults[number]->data() : results[number].data();
}

void Invocation::reset() {
  for (auto [input, slot] : llvm::zip_equal(inputs, signature.arguments))
    if (slot.tiedResult >= 0) {
      std::memcpy(results[slot.tiedResult].data(), input.data(), input.bytes());
      if (auto &packed = packedResults[slot.tiedResult])
        data::packNibbles(input, *packed);
    }
}

Error Invocation::run() {
  if (Error error = artifact.call(entry.symbol, pointers))
    return error;
  for (auto [packed, result] : llvm::zip_equal(packedResults, results))
    if (packed)
      data::unpackNibbles(*packed, result);
  return Error::success();
}
