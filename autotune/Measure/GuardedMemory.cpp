// See GuardedMemory.h.
#include "autotune/Measure/GuardedMemory.h"

using namespace aicc;
using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;

/// Bytes before and behind each block; keeps the blocks' alignment.
constexpr int64_t kZone = 4096;
/// What fills them.
constexpr char kCanary = '\xA5';

Expected<void *> GuardedMemory::allocate(int64_t bytes) {
  Expected<void *> place = memory->allocate(bytes + 2 * kZone);
  if (!place)
    return place.takeError();
  Block block{static_cast<char *>(*place) + kZone, bytes};
  std::vector<char> zone(kZone, kCanary);
  for (char *at : {block.begin - kZone, block.begin + bytes})
    if (Error error = memory->write(at, zone.data(), kZone))
      return error;
  blocks.push_back(block);
  return block.begin;
}

Error GuardedMemory::checkZone(const char *zone, const Block &block) {
  std::vector<char> found(kZone);
  if (Error error = memory->read(found.data(), zone, kZone))
    return error;
  for (char byte : found)
    if (byte != kCanary)
      return llvm::createStringError("wrote past the " + llvm::Twine(zone < block.begin ? "begin" : "end") +
                                     " of a buffer of " + llvm::Twine(block.bytes) + " bytes");
  return Error::success();
}

Error GuardedMemory::checkZones() {
  for (const Block &block : blocks)
    for (const char *zone : {block.begin - kZone, block.begin + block.bytes})
      if (Error error = checkZone(zone, block))
        return error;
  return Error::success();
}

Error GuardedMemory::spoil() {
  for (const Block &block : blocks)
    if (Error error = memory->write(block.begin + block.bytes, "", 1))
      return error;
  return Error::success();
}
