// From addresses to bytes: state spaces, bounds, alignment, permission.
#include "compiler/Target/NVIDIA/Emulator/Warp.h"
#include "llvm/ADT/StringExtras.h"

namespace aicc::ptx {
namespace {
std::string hex(uint64_t value) { return "0x" + llvm::utohexstr(value, true); }

llvm::StringRef nameOf(Space space) {
  static constexpr llvm::StringLiteral kNames[] = {"generic", "parameter", "local", "shared", "global", "constant"};
  return kNames[unsigned(space)];
}

/// "8 bytes at 0x40 of shared memory, which has 64 bytes"
std::string describe(unsigned bytes, uint64_t offset, llvm::StringRef object, uint64_t size) {
  return std::to_string(bytes) + " bytes at offset " + std::to_string(int64_t(offset)) + " of " + object.str() +
         ", which has " + std::to_string(size) + " bytes";
}
} // namespace

bool Warp::resolveOffset(const Instr &instr, Space space, uint64_t offset, unsigned lane, unsigned bytes, bool stores,
                         Place &place) {
  place.space = space;
  place.offset = offset;
  uint64_t size = space == Space::Shared  ? cta.shared.size()
                  : space == Space::Local ? launch.kernel.localBytes
                                          : launch.parameters.size();
  if (offset + bytes > size || offset + bytes < offset) {
    find(Check::OutOfBounds, instr, lane,
         [&] { return describe(bytes, offset, (nameOf(space) + " memory").str(), size); });
    return false;
  }
  if (space == Space::Param && stores) {
    find(Check::ReadOnly, instr, lane, [] { return std::string("a store to a kernel parameter"); });
    return false;
  }
  if (space == Space::Shared) {
    place.bytes = cta.shared.data() + offset;
    place.shadow = &cta.sharedShadow;
  } else if (space == Space::Local) {
    place.bytes = local.data() + lane * size + offset;
    place.marks = localMarks.data() + lane * size + offset;
  } else {
    place.bytes = launch.parameters.data() + offset;
  }
  return true;
}

bool Warp::resolveGlobal(const Instr &instr, uint64_t address, unsigned lane, unsigned bytes, bool stores,
                         Place &place) {
  GlobalObject *object = nullptr;
  for (GlobalObject &candidate : launch.globals)
    if (candidate.address <= address)
      object = &candidate;
  uint64_t offset = object ? address - object->address : 0;
  if (!object || offset + bytes > object->region->bytes) {
    find(Check::OutOfBounds, instr, lane, [&] {
      if (!object)
        return std::to_string(bytes) + " bytes at the global address " + hex(address) + ", below every region";
      return describe(bytes, offset, "the region '" + object->region->name + "'", object->region->bytes);
    });
    return false;
  }
  if (stores && !object->region->writable) {
    find(Check::ReadOnly, instr, lane,
         [&] { return "a store to the read-only region '" + object->region->name + "'"; });
    return false;
  }
  place.space = Space::Global;
  place.offset = offset;
  place.region = object->region;
  place.shadow = object->shadow.get();
  place.bytes = static_cast<uint8_t *>(object->region->host) + offset;
  return true;
}

bool Warp::isAligned(const Instr &instr, Space space, uint64_t address, unsigned lane, unsigned bytes, unsigned align) {
  if (address % align == 0)
    return true;
  find(Check::Misaligned, instr, lane, [&] {
    return std::to_string(bytes) + " bytes at the " + nameOf(space).str() + " address " + hex(address) +
           ", which is no multiple of " + std::to_string(align);
  });
  return false;
}

bool Warp::resolve(const Instr &instr, Space space, uint64_t address, unsigned lane, unsigned bytes, bool stores,
                   Place &place) {
  if (space == Space::Shared || space == Space::Local || space == Space::Param)
    return resolveOffset(instr, space, address, lane, bytes, stores, place);
  uint64_t window = address >> kWindowBits;
  if (space == Space::Generic && window == kSharedWindow >> kWindowBits)
    return resolveOffset(instr, Space::Shared, address - kSharedWindow, lane, bytes, stores, place);
  if (space == Space::Generic && window == kLocalWindow >> kWindowBits)
    return resolveOffset(instr, Space::Local, address - kLocalWindow, lane, bytes, stores, place);
  if (space == Space::Generic && window == kParamWindow >> kWindowBits)
    return resolveOffset(instr, Space::Param, address - kParamWindow, lane, bytes, stores, place);
  return resolveGlobal(instr, address, lane, bytes, stores, place);
}

uint32_t Warp::access(const Instr &instr, Space space, const Addresses &addresses, uint32_t lanes, unsigned bytes,
                      Use use, Place *places, unsigned align) {
  uint32_t possible = 0;
  Space first = Space::Generic;
  forLanes(lanes, [&](unsigned lane) {
    if (!isAligned(instr, space, addresses[lane], lane, bytes, align ? align : bytes) ||
        !resolve(instr, space, addresses[lane], lane, bytes, use != Use::Read, places[lane]))
      return;
    first = places[lane].space;
    possible |= uint32_t(1) << lane;
    track(instr, lane, places[lane], bytes, use);
    if (instr.details.strong && places[lane].region)
      synchronise(instr, addresses[lane], use);
  });
  if (possible)
    countTraffic(instr, addresses, possible, bytes, first);
  return possible;
}

void Warp::countTraffic(const Instr &instr, const Addresses &addresses, uint32_t lanes, unsigned bytes, Space space) {
  if (space != Space::Shared && space != Space::Global)
    return;
  bool isShared = space == Space::Shared;
  Traffic traffic = isShared ? countWavefronts(addresses, lanes, bytes) : countSectors(addresses, lanes, bytes);
  Traffic &sum = (isShared ? launch.recorder.shared : launch.recorder.global)[indexOf(instr)];
  sum.accesses += traffic.accesses;
  sum.units += traffic.units;
  sum.minimum += traffic.minimum;
}

void Warp::addresses(const Operand &base, int64_t offset, Addresses &out) {
  if (base.width == 8) {
    const uint64_t *values = lanes<uint64_t>(base);
    for (unsigned lane = 0; lane < kLanes; ++lane)
      out[lane] = values[lane] + uint64_t(offset);
    return;
  }
  const uint32_t *values = lanes<uint32_t>(base);
  for (unsigned lane = 0; lane < kLanes; ++lane)
    out[lane] = uint32_t(values[lane] + uint32_t(offset));
}
} // namespace aicc::ptx
