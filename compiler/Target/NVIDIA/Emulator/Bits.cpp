// "Logic and Shift Instructions" of the PTX ISA, and the integer instructions on bits.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Lanes.h"
#include "llvm/Support/MathExtras.h"

namespace aicc::ptx {
namespace {
struct And {
  template <typename T> static T apply(T a, T b) { return a & b; }
};
struct Or {
  template <typename T> static T apply(T a, T b) { return a | b; }
};
struct Xor {
  template <typename T> static T apply(T a, T b) { return a ^ b; }
};
struct Not {
  template <typename T> static T apply(T a) { return T(~a); }
};
struct LogicalNot {
  template <typename T> static T apply(T a) { return a == 0; }
};
/// Shift amounts beyond the width are clamped to it.
struct ShiftLeft {
  template <typename T> static T apply(T a, uint32_t n) { return n >= 8 * sizeof(T) ? T(0) : T(uint64_t(a) << n); }
};
struct ShiftRight {
  template <typename T> static T apply(T a, uint32_t n) {
    constexpr uint32_t kBitsOfT = 8 * sizeof(T);
    return n >= kBitsOfT ? T(a < 0 ? T(-1) : T(0)) : T(a >> n);
  }
};
struct PopCount {
  template <typename T> static uint32_t apply(T a) { return uint32_t(llvm::popcount(a)); }
};
struct LeadingZeros {
  template <typename T> static uint32_t apply(T a) { return uint32_t(llvm::countl_zero(a)); }
};
struct Reverse {
  template <typename T> static T apply(T a) { return llvm::reverseBits(a); }
};
/// The position of the highest bit that differs from the sign; all ones where there is none.
struct FindBit {
  template <typename T> static uint32_t apply(T a) {
    using U = std::make_unsigned_t<T>;
    U bits = a < 0 ? U(~U(a)) : U(a);
    return bits ? uint32_t(8 * sizeof(T) - 1 - unsigned(llvm::countl_zero(bits))) : ~uint32_t(0);
  }
};
/// How far to shift left to bring that bit to the top; all ones where there is none.
struct FindShift {
  template <typename T> static uint32_t apply(T a) {
    uint32_t position = FindBit::apply(a);
    return position == ~uint32_t(0) ? position : uint32_t(8 * sizeof(T) - 1) - position;
  }
};
/// `len` bits from `pos` on, sign-extended for signed types.
struct FieldExtract {
  template <typename T> static T apply(T a, uint32_t pos, uint32_t len) {
    constexpr uint32_t kWidth = 8 * sizeof(T);
    pos &= 0xff, len &= 0xff;
    if (len == 0)
      return 0;
    bool negative = a < 0 && std::is_signed_v<T>;
    uint32_t last = std::min(pos + len - 1, kWidth - 1);
    bool sign = std::is_signed_v<T> && (std::make_unsigned_t<T>(a) >> last & 1);
    uint64_t field = pos >= kWidth ? (negative ? ~uint64_t(0) : 0) : uint64_t(std::make_unsigned_t<T>(a)) >> pos;
    uint32_t kept = pos >= kWidth ? 0 : std::min(len, kWidth - pos);
    uint64_t mask = kept >= 64 ? ~uint64_t(0) : (uint64_t(1) << kept) - 1;
    return T((field & mask) | (sign ? ~mask : 0));
  }
};

template <typename Op> struct Of {
  template <typename T> struct One { static constexpr Execute value = mapUnary<T, T, Op>; };
  template <typename T> struct Two { static constexpr Execute value = mapBinary<T, T, T, Op>; };
  template <typename T> struct ByAmount { static constexpr Execute value = mapBinary<T, T, uint32_t, Op>; };
  template <typename T> struct ToWord { static constexpr Execute value = mapUnary<uint32_t, T, Op>; };
  template <typename T> struct Field { static constexpr Execute value = mapTernary<T, T, uint32_t, uint32_t, Op>; };
};

/// Logic on predicates is logic on masks.
template <typename Op> void mapPredicates(Warp &warp, const Instr &instr) {
  warp.setPredicate(instr.dst[0], Op::apply(warp.predicate(instr.src[0]), warp.predicate(instr.src[1])));
}
void notPredicate(Warp &warp, const Instr &instr) { warp.setPredicate(instr.dst[0], ~warp.predicate(instr.src[0])); }

/// bfi: the low bits of a into b.
template <typename T> void fieldInsert(Warp &warp, const Instr &instr) {
  T *f = warp.lanes<T>(instr.dst[0]);
  const T *a = warp.lanes<T>(instr.src[0]), *b = warp.lanes<T>(instr.src[1]);
  const uint32_t *positions = warp.lanes<uint32_t>(instr.src[2]), *lengths = warp.lanes<uint32_t>(instr.src[3]);
  forLanes(warp.active, [&](unsigned lane) {
    uint32_t pos = positions[lane] & 0xff, len = lengths[lane] & 0xff;
    T low = len >= 8 * sizeof(T) ? T(~T(0)) : T((T(1) << len) - 1);
    T mask = pos >= 8 * sizeof(T) ? T(0) : T(low << pos);
    T value = pos >= 8 * sizeof(T) ? T(0) : T(a[lane] << pos);
    f[lane] = T((b[lane] & ~mask) | (value & mask));
  });
}

/// Any function of three bits, by its truth table.
void lop3(Warp &warp, const Instr &instr) {
  uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
  const uint32_t *a = warp.lanes<uint32_t>(instr.src[0]), *b = warp.lanes<uint32_t>(instr.src[1]);
  const uint32_t *c = warp.lanes<uint32_t>(instr.src[2]);
  uint32_t table = uint32_t(instr.details.immediate);
  forLanes(warp.active, [&](unsigned lane) {
    uint32_t result = 0;
    for (unsigned row = 0; row < 8; ++row)
      if (table >> row & 1)
        result |= (row & 4 ? a[lane] : ~a[lane]) & (row & 2 ? b[lane] : ~b[lane]) & (row & 1 ? c[lane] : ~c[lane]);
    d[lane] = result;
  });
}

/// shf: 64 bits {b, a} shifted, one half kept.
void funnelShift(Warp &warp, const Instr &instr) {
  uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
  const uint32_t *a = warp.lanes<uint32_t>(instr.src[0]), *b = warp.lanes<uint32_t>(instr.src[1]);
  const uint32_t *c = warp.lanes<uint32_t>(instr.src[2]);
  bool right = instr.details.mode, wraps = instr.details.combine;
  forLanes(warp.active, [&](unsigned lane) {
    uint32_t n = wraps ? c[lane] & 31 : std::min<uint32_t>(c[lane], 32);
    uint64_t both = uint64_t(b[lane]) << 32 | a[lane];
    d[lane] = right ? uint32_t(both >> n) : uint32_t((both << n) >> 32);
  });
}

/// The selector that a special mode of prmt stands for.
uint32_t selectorOf(uint8_t mode, uint32_t c) {
  static constexpr uint16_t kTables[][4] = {{0x3210, 0x4321, 0x5432, 0x6543},  // f4e
                                            {0x5670, 0x6701, 0x7012, 0x0123},  // b4e
                                            {0x0000, 0x1111, 0x2222, 0x3333},  // rc8
                                            {0x3210, 0x3211, 0x3222, 0x3333},  // ecl
                                            {0x0000, 0x1110, 0x2210, 0x3210},  // ecr
                                            {0x1010, 0x3232, 0x1010, 0x3232}}; // rc16
  return mode ? kTables[mode - 1][c & 3] : c;
}

void permute(Warp &warp, const Instr &instr) {
  uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
  const uint32_t *a = warp.lanes<uint32_t>(instr.src[0]), *b = warp.lanes<uint32_t>(instr.src[1]);
  const uint32_t *c = warp.lanes<uint32_t>(instr.src[2]);
  forLanes(warp.active, [&](unsigned lane) {
    uint64_t bytes = uint64_t(b[lane]) << 32 | a[lane];
    uint32_t selector = selectorOf(instr.details.mode, c[lane]), result = 0;
    for (unsigned i = 0; i < 4; ++i) {
      uint32_t nibble = selector >> (4 * i) & 0xf, byte = uint32_t(bytes >> (8 * (nibble & 7))) & 0xff;
      if (nibble & 8)
        byte = byte & 0x80 ? 0xff : 0;
      result |= byte << (8 * i);
    }
    d[lane] = result;
  });
}
} // namespace

void decodeLogic(Decode &decode) {
  Scalar type = decode.takeType({Scalar::B16, Scalar::B32, Scalar::B64, Scalar::Pred});
  bool isPredicate = type == Scalar::Pred;
  decode.expectOperands(3);
  decode.dest(0, type);
  decode.source(1, type);
  decode.source(2, type);
  if (decode.family == "and")
    decode.out.execute = isPredicate ? mapPredicates<And> : pickInteger<Of<And>::Two>(type);
  else if (decode.family == "or")
    decode.out.execute = isPredicate ? mapPredicates<Or> : pickInteger<Of<Or>::Two>(type);
  else
    decode.out.execute = isPredicate ? mapPredicates<Xor> : pickInteger<Of<Xor>::Two>(type);
}

void decodeNot(Decode &decode) {
  Scalar type = decode.takeType({Scalar::B16, Scalar::B32, Scalar::B64, Scalar::Pred});
  decode.expectOperands(2);
  decode.dest(0, type);
  decode.source(1, type);
  if (decode.family == "cnot")
    decode.out.execute = pickInteger<Of<LogicalNot>::One>(type);
  else
    decode.out.execute = type == Scalar::Pred ? notPredicate : pickInteger<Of<Not>::One>(type);
  if (decode.family == "cnot" && type == Scalar::Pred)
    decode.fail("expected a type of 16, 32 or 64 bits");
}

void decodeShift(Decode &decode) {
  bool left = decode.family == "shl";
  Scalar type = decode.takeType({Scalar::B16, Scalar::B32, Scalar::B64, Scalar::U16, Scalar::U32, Scalar::U64,
                                 Scalar::S16, Scalar::S32, Scalar::S64});
  decode.expectOperands(3);
  decode.dest(0, type);
  decode.source(1, type);
  decode.source(2, Scalar::U32);
  decode.out.execute = left ? pickInteger<Of<ShiftLeft>::ByAmount>(type) : pickInteger<Of<ShiftRight>::ByAmount>(type);
}

void decodeFunnelShift(Decode &decode) {
  int direction = decode.takeOneOf({"l", "r"}), mode = decode.takeOneOf({"clamp", "wrap"});
  if (direction < 0 || mode < 0)
    decode.fail("expected '.l' or '.r', and '.clamp' or '.wrap'");
  decode.takeType({Scalar::B32});
  decode.details.mode = uint8_t(direction == 1);
  decode.details.combine = uint8_t(mode == 1);
  decode.expectOperands(4);
  decode.dest(0, Scalar::B32);
  for (size_t i = 1; i < 4; ++i)
    decode.source(i, Scalar::B32);
  decode.out.execute = funnelShift;
}

void decodeCount(Decode &decode) {
  bool population = decode.family == "popc";
  Scalar type = decode.takeType({Scalar::B32, Scalar::B64});
  decode.expectOperands(2);
  decode.dest(0, Scalar::U32);
  decode.source(1, type);
  if (sizeOf(type) == 4)
    decode.out.execute =
        population ? mapUnary<uint32_t, uint32_t, PopCount> : mapUnary<uint32_t, uint32_t, LeadingZeros>;
  else
    decode.out.execute =
        population ? mapUnary<uint32_t, uint64_t, PopCount> : mapUnary<uint32_t, uint64_t, LeadingZeros>;
}

void decodeReverse(Decode &decode) {
  Scalar type = decode.takeType({Scalar::B32, Scalar::B64});
  decode.expectOperands(2);
  decode.dest(0, type);
  decode.source(1, type);
  decode.out.execute =
      sizeOf(type) == 4 ? mapUnary<uint32_t, uint32_t, Reverse> : mapUnary<uint64_t, uint64_t, Reverse>;
}

void decodeFindBit(Decode &decode) {
  Scalar type = decode.takeType({Scalar::U32, Scalar::S32, Scalar::U64, Scalar::S64});
  decode.expectOperands(2);
  decode.dest(0, Scalar::U32);
  decode.source(1, type);
  bool asShift = decode.take("shiftamt");
  decode.out.execute =
      asShift ? pickInteger<Of<FindShift>::ToWord>(type) : pickInteger<Of<FindBit>::ToWord>(type);
}

void decodeFieldExtract(Decode &decode) {
  Scalar type = decode.takeType({Scalar::U32, Scalar::S32, Scalar::U64, Scalar::S64});
  decode.expectOperands(4);
  decode.dest(0, type);
  decode.source(1, type);
  decode.source(2, Scalar::U32);
  decode.source(3, Scalar::U32);
  decode.out.execute = pickInteger<Of<FieldExtract>::Field>(type);
}

void decodeFieldInsert(Decode &decode) {
  Scalar type = decode.takeType({Scalar::B32, Scalar::B64});
  decode.expectOperands(5);
  decode.dest(0, type);
  decode.source(1, type);
  decode.source(2, type);
  decode.source(3, Scalar::U32);
  decode.source(4, Scalar::U32);
  decode.out.execute = sizeOf(type) == 4 ? fieldInsert<uint32_t> : fieldInsert<uint64_t>;
}

void decodeLop3(Decode &decode) {
  decode.takeType({Scalar::B32});
  decode.expectOperands(5);
  decode.dest(0, Scalar::B32);
  for (size_t i = 1; i < 4; ++i)
    decode.source(i, Scalar::B32);
  decode.details.immediate = decode.immediate(4);
  decode.out.execute = lop3;
}

void decodePermute(Decode &decode) {
  decode.takeType({Scalar::B32});
  decode.details.mode = uint8_t(decode.takeOneOf({"f4e", "b4e", "rc8", "ecl", "ecr", "rc16"}) + 1);
  decode.expectOperands(4);
  decode.dest(0, Scalar::B32);
  for (size_t i = 1; i < 4; ++i)
    decode.source(i, Scalar::B32);
  decode.out.execute = permute;
}
} // namespace aicc::ptx
