// cp.async and its groups, "Data Movement and Conversion Instructions: Asynchronous copy" of the PTX ISA.
//
// A copy reads its source when it is issued and writes its target when its thread has waited for its group: the latest
// moment that the ISA allows, so that code which reads earlier sees old bytes, besides being reported.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Lanes.h"

namespace aicc::ptx {
namespace {
/// Reads up to `size` bytes a lane from global memory; lanes of equal size together, so that sectors are counted once.
void readSources(Warp &warp, const Instr &instr, const uint32_t (&sizes)[kLanes], uint32_t lanes, AsyncCopy *copies) {
  Addresses addresses;
  Place places[kLanes];
  warp.addresses(instr.src[1], instr.details.immediate, addresses);
  while (lanes) {
    uint32_t size = sizes[llvm::countr_zero(lanes)], same = 0;
    forLanes(lanes, [&](unsigned lane) { same |= uint32_t(sizes[lane] == size) << lane; });
    lanes &= ~same;
    if (!size)
      continue;
    uint32_t possible = warp.access(instr, Space::Global, addresses, same, size, Use::Read, places, instr.accessBytes);
    forLanes(possible, [&](unsigned lane) { std::memcpy(copies[lane].data, places[lane].bytes, size); });
  }
}

/// The bytes that each lane reads; the rest of the target becomes zero.
void readSizes(Warp &warp, const Instr &instr, uint32_t (&sizes)[kLanes]) {
  for (uint32_t &size : sizes)
    size = instr.accessBytes;
  if (instr.src.size() < 3)
    return;
  forLanes(warp.active, [&](unsigned lane) {
    uint64_t asked = warp.get(instr.src[2], lane);
    sizes[lane] = uint32_t(std::min<uint64_t>(asked, instr.accessBytes));
    if (asked > instr.accessBytes)
      warp.find(Check::OutOfBounds, instr, lane, [&] {
        return "a source size of " + std::to_string(asked) + " for a copy of " + std::to_string(instr.accessBytes) +
               " bytes";
      });
  });
}

void copyAsync(Warp &warp, const Instr &instr) {
  Addresses addresses;
  Place places[kLanes];
  AsyncCopy copies[kLanes];
  uint32_t sizes[kLanes];
  readSizes(warp, instr, sizes);
  warp.addresses(instr.src[0], instr.details.offset, addresses);
  uint32_t possible = warp.access(instr, Space::Shared, addresses, warp.active, instr.accessBytes, Use::Write, places);
  readSources(warp, instr, sizes, possible, copies);
  forLanes(possible, [&](unsigned lane) {
    copies[lane].to = places[lane];
    copies[lane].size = uint8_t(instr.accessBytes);
    warp.begin(instr, lane, copies[lane]);
  });
}

void commit(Warp &warp, const Instr &) { warp.commitGroups(warp.active); }
void waitGroup(Warp &warp, const Instr &instr) { warp.awaitGroups(warp.active, uint64_t(instr.details.immediate)); }
void waitAll(Warp &warp, const Instr &) {
  warp.commitGroups(warp.active);
  warp.awaitGroups(warp.active, 0);
}

void decodeWaitGroup(Decode &decode) {
  decode.expectOperands(1);
  decode.details.immediate = decode.immediate(0);
  if (decode.details.immediate < 0)
    decode.fail("expected a number of groups, found a negative number");
  decode.out.execute = waitGroup;
}

/// cp.async.ca|cg.shared.global [to], [from], bytes {, source bytes} {, cache policy}
void decodeCopy(Decode &decode) {
  bool bypasses = decode.take("cg");
  if (!bypasses && !decode.take("ca"))
    return decode.fail("expected '.ca' or '.cg'");
  bool known = (decode.take("shared") || decode.take("shared::cta")) && decode.take("global");
  if (!known)
    decode.fail("expected '.shared.global'");
  bool hinted = decode.take("L2::cache_hint");
  decode.takeOneOf({"L2::64B", "L2::128B", "L2::256B"});
  decode.expectOperands(hinted ? 4 : 3, hinted ? 5 : 4);
  decode.details.offset = decode.address(0);
  decode.details.immediate = decode.address(1);
  int64_t bytes = decode.immediate(2);
  if (bytes != 16 && (bypasses || (bytes != 4 && bytes != 8)))
    decode.fail("expected 16 bytes, or 4 or 8 with '.ca', found " + llvm::Twine(bytes));
  decode.out.accessBytes = uint32_t(std::max<int64_t>(bytes & 31, 4));
  decode.details.hasAddress = true;
  if (decode.operandCount() > (hinted ? 4u : 3u))
    decode.source(3, Scalar::U32);
  decode.out.execute = copyAsync;
}
} // namespace

void decodeCp(Decode &decode) {
  if (!decode.take("async"))
    return decode.fail("expected cp.async");
  if (decode.peek() == "bulk" || decode.peek() == "mbarrier")
    return decode.fail("bulk copies and mbarriers are outside the emulator's subset");
  if (decode.take("commit_group"))
    decode.out.execute = commit;
  else if (decode.take("wait_all"))
    decode.out.execute = waitAll;
  else if (decode.take("wait_group"))
    decodeWaitGroup(decode);
  else
    decodeCopy(decode);
}
} // namespace aicc::ptx
