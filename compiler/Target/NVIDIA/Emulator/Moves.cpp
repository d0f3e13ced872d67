// mov with packing and unpacking, and conversions between addresses of state spaces.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Lanes.h"

namespace aicc::ptx {
namespace {
struct Same {
  template <typename T> static T apply(T a) { return a; }
};
struct Wide16 {
  uint64_t halves[2];
};

void movePredicate(Warp &warp, const Instr &instr) { warp.setPredicate(instr.dst[0], warp.predicate(instr.src[0])); }

/// The elements of a vector are the parts of the register, the first in the low bits.
void unpack(Warp &warp, const Instr &instr) {
  unsigned width = instr.dst[0].width, whole = instr.src[0].width;
  const uint8_t *from = warp.lanes<uint8_t>(instr.src[0]);
  for (size_t part = 0; part < instr.dst.size(); ++part) {
    uint8_t *to = warp.lanes<uint8_t>(instr.dst[part]);
    forLanes(warp.active,
             [&](unsigned lane) { std::memcpy(to + lane * width, from + lane * whole + part * width, width); });
  }
}
void pack(Warp &warp, const Instr &instr) {
  unsigned width = instr.src[0].width, whole = instr.dst[0].width;
  uint8_t *to = warp.lanes<uint8_t>(instr.dst[0]);
  for (size_t part = 0; part < instr.src.size(); ++part) {
    const uint8_t *from = warp.lanes<uint8_t>(instr.src[part]);
    forLanes(warp.active,
             [&](unsigned lane) { std::memcpy(to + lane * whole + part * width, from + lane * width, width); });
  }
}

void readClock(Warp &warp, const Instr &instr) {
  forLanes(warp.active, [&](unsigned lane) { warp.set(instr.dst[0], lane, warp.launch.executed); });
}

Execute pickMove(unsigned width) {
  switch (width) {
  case 0:
    return movePredicate;
  case 2:
    return mapUnary<uint16_t, uint16_t, Same>;
  case 4:
    return mapUnary<uint32_t, uint32_t, Same>;
  case 8:
    return mapUnary<uint64_t, uint64_t, Same>;
  default:
    return mapUnary<Wide16, Wide16, Same>;
  }
}

/// A type as wide as `whole` divided by `parts`.
Scalar partType(Decode &decode, Scalar whole, size_t parts) {
  switch (parts && sizeOf(whole) % parts == 0 ? sizeOf(whole) / parts : 0) {
  case 2:
    return Scalar::B16;
  case 4:
    return Scalar::B32;
  case 8:
    return Scalar::B64;
  default:
    decode.fail("a vector of " + llvm::Twine(parts) + " elements does not make '." + nameOf(whole) + "'");
    return Scalar::B32;
  }
}

void decodeVectorMove(Decode &decode, Scalar type, bool packs) {
  llvm::ArrayRef<Expr> parts = decode.elements(packs ? 1 : 0);
  Scalar part = partType(decode, type, parts.size());
  packs ? decode.dest(0, type) : decode.source(1, type);
  for (const Expr &expr : parts)
    packs ? decode.sourceExpr(expr, part) : decode.destExpr(expr, part);
  decode.out.execute = packs ? pack : unpack;
}

/// Adds (cvta) or takes off (cvta.to) the start of a space's window.
void addToAddress(Warp &warp, const Instr &instr) {
  auto offset = uint64_t(instr.details.offset);
  forLanes(warp.active, [&](unsigned lane) { warp.set(instr.dst[0], lane, warp.get(instr.src[0], lane) + offset); });
}

/// The start of a space's window; 0 where addresses are generic ones.
uint64_t windowOf(Space space) {
  switch (space) {
  case Space::Shared:
    return kSharedWindow;
  case Space::Local:
    return kLocalWindow;
  case Space::Param:
    return kParamWindow;
  default:
    return 0;
  }
}

Space takeSpace(Decode &decode) {
  constexpr Space kSpaces[] = {Space::Global, Space::Shared, Space::Shared, Space::Local, Space::Const, Space::Param};
  int space = decode.takeOneOf({"global", "shared", "shared::cta", "local", "const", "param"});
  if (space < 0)
    decode.fail("expected a state space");
  return kSpaces[std::max(space, 0)];
}

/// isspacep: whether a generic address is in a space.
void isInSpace(Warp &warp, const Instr &instr) {
  const uint64_t *a = warp.lanes<uint64_t>(instr.src[0]);
  uint64_t window = windowOf(instr.details.space) >> kWindowBits;
  uint32_t result = 0;
  forLanes(warp.active, [&](unsigned lane) {
    uint64_t found = a[lane] >> kWindowBits;
    bool global = found >= kGlobalWindow >> kWindowBits;
    result |= uint32_t(window ? found == window : global) << lane;
  });
  warp.setPredicate(instr.dst[0], result);
}
} // namespace

void decodeMov(Decode &decode) {
  Scalar type = decode.takeType();
  decode.expectOperands(2);
  if (sizeOf(type) == 1)
    return decode.fail("type '." + nameOf(type) + "' is outside the emulator's subset here");
  bool packs = decode.operand(1).kind == Expr::Kind::Vector, unpacks = decode.operand(0).kind == Expr::Kind::Vector;
  if (packs || unpacks)
    return decodeVectorMove(decode, type, packs);
  decode.dest(0, type);
  decode.source(1, type);
  bool isClock = decode.operand(1).name.starts_with("%clock");
  decode.out.execute = isClock ? readClock : pickMove(sizeOf(type));
}

void decodeCvta(Decode &decode) {
  bool toSpace = decode.take("to");
  Space space = takeSpace(decode);
  decode.takeType({Scalar::U64});
  uint64_t window = windowOf(space);
  decode.details.offset = int64_t(toSpace ? 0 - window : window);
  decode.expectOperands(2);
  decode.dest(0, Scalar::U64);
  decode.source(1, Scalar::U64);
  decode.out.execute = addToAddress;
}

void decodeIsSpace(Decode &decode) {
  decode.details.space = takeSpace(decode);
  decode.expectOperands(2);
  decode.dest(0, Scalar::Pred);
  decode.source(1, Scalar::U64);
  decode.out.execute = isInSpace;
}
} // namespace aicc::ptx
