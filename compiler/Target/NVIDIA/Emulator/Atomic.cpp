// atom and red, "Parallel Synchronization and Communication Instructions" of the PTX ISA. Lanes that meet at an address
// take turns in ascending order; the order on hardware is open, so results that depend on it differ.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Lanes.h"

namespace aicc::ptx {
namespace {
constexpr llvm::StringRef kOperations[] = {"add", "min", "max", "and", "or", "xor", "exch", "cas", "inc", "dec"};
enum Operation : uint8_t { Add, Min, Max, And, Or, Xor, Exchange, CompareAndSwap, Increment, Decrement };

float f16Sum(uint16_t a, uint16_t b) { return f16ToFloat(a) + f16ToFloat(b); }
float bf16Sum(uint16_t a, uint16_t b) { return bf16ToFloat(a) + bf16ToFloat(b); }

uint64_t addFloats(Scalar type, uint64_t a, uint64_t b) {
  switch (type) {
  case Scalar::F32:
    return bitCast<uint32_t>(bitCast<float>(uint32_t(a)) + bitCast<float>(uint32_t(b)));
  case Scalar::F64:
    return bitCast<uint64_t>(bitCast<double>(a) + bitCast<double>(b));
  case Scalar::F16:
    return floatToF16(f16Sum(uint16_t(a), uint16_t(b)));
  case Scalar::BF16:
    return floatToBF16(bf16Sum(uint16_t(a), uint16_t(b)));
  case Scalar::F16x2:
    return floatToF16(f16Sum(uint16_t(a), uint16_t(b))) |
           uint32_t(floatToF16(f16Sum(uint16_t(a >> 16), uint16_t(b >> 16)))) << 16;
  default:
    return floatToBF16(bf16Sum(uint16_t(a), uint16_t(b))) |
           uint32_t(floatToBF16(bf16Sum(uint16_t(a >> 16), uint16_t(b >> 16)))) << 16;
  }
}

bool isLess(Scalar type, uint64_t a, uint64_t b) {
  if (!isSigned(type))
    return a < b;
  return sizeOf(type) == 4 ? int32_t(a) < int32_t(b) : int64_t(a) < int64_t(b);
}

/// The new value of memory that holds `old`.
uint64_t apply(const Details &details, uint64_t old, uint64_t b, uint64_t c) {
  switch (Operation(details.mode)) {
  case Add:
    return isFloat(details.type) ? addFloats(details.type, old, b) : old + b;
  case Min:
    return isLess(details.type, b, old) ? b : old;
  case Max:
    return isLess(details.type, old, b) ? b : old;
  case And:
    return old & b;
  case Or:
    return old | b;
  case Xor:
    return old ^ b;
  case Exchange:
    return b;
  case CompareAndSwap:
    return old == b ? c : old;
  case Increment:
    return old >= b ? 0 : old + 1;
  case Decrement:
    return old == 0 || old > b ? b : old - 1;
  }
  return old;
}

/// src: address, b {, c}; dst: what was there, for atom.
void updateMemory(Warp &warp, const Instr &instr) {
  Addresses addresses;
  Place places[kLanes];
  warp.addresses(instr.src[0], instr.details.offset, addresses);
  unsigned width = instr.accessBytes;
  uint32_t possible = warp.access(instr, instr.details.space, addresses, warp.active, width, Use::Update, places);
  forLanes(possible, [&](unsigned lane) {
    uint64_t old = 0;
    std::memcpy(&old, places[lane].bytes, width);
    uint64_t c = instr.src.size() > 2 ? warp.get(instr.src[2], lane) : 0;
    uint64_t result = apply(instr.details, old, warp.get(instr.src[1], lane), c);
    std::memcpy(places[lane].bytes, &result, width);
    if (!instr.dst.empty())
      warp.set(instr.dst[0], lane, old);
  });
}

/// Which types an operation has.
bool isKnown(Operation operation, Scalar type) {
  unsigned width = sizeOf(type);
  bool isInteger = !isFloat(type) && type != Scalar::Pred && (width == 4 || width == 8);
  switch (operation) {
  case Add:
    return isInteger || (isFloat(type) && type != Scalar::TF32 && type < Scalar::E4M3);
  case Increment:
  case Decrement:
    return type == Scalar::U32;
  case CompareAndSwap:
    return isInteger || type == Scalar::B16;
  default:
    return isInteger;
  }
}
} // namespace

void decodeAtomic(Decode &decode) {
  bool returns = decode.family == "atom";
  Details &details = decode.details;
  int order = decode.takeOneOf({"relaxed", "acquire", "release", "acq_rel"});
  details.releases = order >= 2;
  details.strong = true;
  decode.takeOneOf({"cta", "cluster", "gpu", "sys"});
  constexpr Space kSpaces[] = {Space::Global, Space::Shared, Space::Shared};
  int space = decode.takeOneOf({"global", "shared", "shared::cta"});
  details.space = space < 0 ? Space::Generic : kSpaces[space];
  int operation = decode.takeOneOf(kOperations);
  if (operation < 0)
    return decode.fail("expected an operation such as '.add'");
  details.mode = uint8_t(operation);
  decode.take("noftz");
  details.type = decode.takeType();
  if (!isKnown(Operation(operation), details.type))
    return decode.fail("'." + kOperations[operation] + "." + nameOf(details.type) +
                       "' is outside the emulator's subset");
  size_t first = returns ? 1 : 0, values = operation == CompareAndSwap ? 2 : 1;
  decode.expectOperands(first + 1 + values);
  if (returns)
    decode.dest(0, details.type);
  details.offset = decode.address(first);
  for (size_t i = 0; i < values; ++i)
    decode.source(first + 1 + i, details.type);
  decode.out.accessBytes = sizeOf(details.type);
  decode.out.execute = updateMemory;
}
} // namespace aicc::ptx
