// ld, st and prefetch, "Data Movement and Conversion Instructions" of the PTX ISA.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Lanes.h"

namespace aicc::ptx {
namespace {
/// An element of `width` bytes in memory as a register of `to` bytes.
uint64_t extend(const uint8_t *bytes, unsigned width, bool isSignedType) {
  uint64_t value = 0;
  std::memcpy(&value, bytes, width);
  unsigned unused = 64 - 8 * width;
  return isSignedType ? uint64_t(int64_t(value << unused) >> unused) : value;
}

/// Elements whose registers have their width: copies.
template <typename T> void copyIn(Warp &warp, const Instr &instr, const Place *places, uint32_t possible) {
  for (size_t element = 0; element < instr.dst.size(); ++element) {
    T *to = warp.lanes<T>(instr.dst[element]);
    forLanes(possible,
             [&](unsigned lane) { std::memcpy(to + lane, places[lane].bytes + element * sizeof(T), sizeof(T)); });
  }
}

struct Wide16 {
  uint64_t halves[2];
};

void load(Warp &warp, const Instr &instr) {
  Addresses addresses;
  Place places[kLanes];
  const Details &details = instr.details;
  warp.addresses(instr.src[0], details.offset, addresses);
  uint32_t possible = warp.access(instr, details.space, addresses, warp.active, instr.accessBytes, Use::Read, places);
  unsigned width = sizeOf(details.type);
  if (width == 4 && instr.dst[0].width == 4)
    return copyIn<uint32_t>(warp, instr, places, possible);
  if (width == 16)
    return copyIn<Wide16>(warp, instr, places, possible);
  for (size_t element = 0; element < instr.dst.size(); ++element)
    forLanes(possible, [&](unsigned lane) {
      warp.set(instr.dst[element], lane, extend(places[lane].bytes + element * width, width, isSigned(details.type)));
    });
}

void store(Warp &warp, const Instr &instr) {
  Addresses addresses;
  Place places[kLanes];
  warp.addresses(instr.src[0], instr.details.offset, addresses);
  uint32_t possible =
      warp.access(instr, instr.details.space, addresses, warp.active, instr.accessBytes, Use::Write, places);
  unsigned width = sizeOf(instr.details.type);
  for (size_t element = 1; element < instr.src.size(); ++element) {
    const uint8_t *from = warp.lanes<uint8_t>(instr.src[element]);
    unsigned stride = instr.src[element].width;
    forLanes(possible, [&](unsigned lane) {
      std::memcpy(places[lane].bytes + (element - 1) * width, from + lane * stride, width);
    });
  }
}

void nothing(Warp &, const Instr &) {}

void takeSpace(Decode &decode) {
  constexpr Space kSpaces[] = {Space::Global, Space::Shared, Space::Shared, Space::Local, Space::Const, Space::Param};
  int space = decode.takeOneOf({"global", "shared", "shared::cta", "local", "const", "param"});
  decode.details.space = space < 0 ? Space::Generic : kSpaces[space];
}

/// Ordering, scope, cache operators, eviction and prefetch hints: the last three change no result.
void takeQualifiers(Decode &decode) {
  int order = decode.takeOneOf({"weak", "relaxed", "acquire", "release", "volatile"});
  decode.details.strong = order > 0;
  decode.details.releases = order == 3;
  decode.takeOneOf({"cta", "cluster", "gpu", "sys"});
  decode.take("nc");
  decode.takeOneOf({"ca", "cg", "cs", "lu", "cv", "wb", "wt"});
  decode.takeOneOf({"L1::evict_normal", "L1::evict_unchanged", "L1::evict_first", "L1::evict_last", "L1::no_allocate"});
  decode.takeOneOf({"L2::evict_normal", "L2::evict_first", "L2::evict_last"});
  decode.takeOneOf({"L2::64B", "L2::128B", "L2::256B"});
}

/// The vector size and element type, checked against the number of elements written.
void takeElements(Decode &decode, size_t written) {
  int vector = decode.takeOneOf({"v2", "v4"});
  Details &details = decode.details;
  details.vector = vector < 0 ? 1 : vector == 0 ? 2 : 4;
  details.type = decode.takeType();
  decode.out.accessBytes = sizeOf(details.type) * details.vector;
  if (written != details.vector)
    decode.fail("expected " + llvm::Twine(unsigned(details.vector)) + " elements, found " + llvm::Twine(written));
  if (!decode.out.accessBytes || decode.out.accessBytes > 16)
    decode.fail("accesses of up to 16 bytes are in the emulator's subset");
}
} // namespace

void decodeLoad(Decode &decode) {
  takeQualifiers(decode);
  takeSpace(decode);
  decode.expectOperands(2);
  llvm::ArrayRef<Expr> elements = decode.elements(0);
  takeElements(decode, elements.size());
  for (const Expr &element : elements)
    decode.destExpr(element, decode.details.type, true);
  decode.details.offset = decode.address(1);
  decode.out.execute = load;
}

void decodeStore(Decode &decode) {
  takeQualifiers(decode);
  takeSpace(decode);
  decode.expectOperands(2);
  decode.details.offset = decode.address(0);
  llvm::ArrayRef<Expr> elements = decode.elements(1);
  takeElements(decode, elements.size());
  for (const Expr &element : elements)
    decode.sourceExpr(element, decode.details.type, true);
  decode.out.execute = store;
}

void decodePrefetch(Decode &decode) {
  decode.takeOneOf({"global", "local"});
  decode.takeOneOf({"L1", "L2", "L2::evict_last", "L2::evict_normal"});
  decode.expectOperands(1);
  decode.address(0);
  decode.out.execute = nothing;
}
} // namespace aicc::ptx
