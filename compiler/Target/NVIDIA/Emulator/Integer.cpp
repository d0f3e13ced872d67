// "Integer Arithmetic Instructions" and "Extended-Precision Integer Arithmetic Instructions" of the PTX ISA.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Lanes.h"
#include <limits>
#include <type_traits>

namespace aicc::ptx {
namespace {
/// Wrapping arithmetic in 64 bits, then cut to T: no overflow of signed types on the host.
template <typename T> T wrap(uint64_t value) { return T(value); }

struct Add {
  template <typename T> static T apply(T a, T b) { return wrap<T>(uint64_t(a) + uint64_t(b)); }
};
struct Sub {
  template <typename T> static T apply(T a, T b) { return wrap<T>(uint64_t(a) - uint64_t(b)); }
};
struct Min {
  template <typename T> static T apply(T a, T b) { return a < b ? a : b; }
};
struct Max {
  template <typename T> static T apply(T a, T b) { return a < b ? b : a; }
};
/// Division by zero is unspecified; all ones here.
struct Div {
  template <typename T> static T apply(T a, T b) {
    if (b == 0)
      return T(~T(0));
    if (std::is_signed_v<T> && b == T(-1))
      return wrap<T>(0 - uint64_t(a));
    return T(a / b);
  }
};
struct Rem {
  template <typename T> static T apply(T a, T b) {
    if (b == 0 || (std::is_signed_v<T> && b == T(-1)))
      return b == 0 ? a : T(0);
    return T(a % b);
  }
};
struct Neg {
  template <typename T> static T apply(T a) { return wrap<T>(0 - uint64_t(a)); }
};
struct Abs {
  template <typename T> static T apply(T a) { return a < 0 ? wrap<T>(0 - uint64_t(a)) : a; }
};
struct SaturatingAdd {
  static int32_t clamp(int64_t value) {
    return int32_t(std::min<int64_t>(std::max<int64_t>(value, INT32_MIN), INT32_MAX));
  }
  static int32_t apply(int32_t a, int32_t b) { return clamp(int64_t(a) + b); }
};
struct SaturatingSub {
  static int32_t apply(int32_t a, int32_t b) { return SaturatingAdd::clamp(int64_t(a) - b); }
};

/// c + |a - b|
struct SumOfDifferences {
  template <typename T> static T apply(T a, T b, T c) {
    return wrap<T>(uint64_t(c) + (a < b ? uint64_t(b) - uint64_t(a) : uint64_t(a) - uint64_t(b)));
  }
};

/// The high half of a product.
template <typename T> T multiplyHigh(T a, T b) {
  if constexpr (sizeof(T) == 8) {
    using Wide = std::conditional_t<std::is_signed_v<T>, __int128, unsigned __int128>;
    return T((Wide(a) * Wide(b)) >> 64);
  } else {
    using Wide = std::conditional_t<std::is_signed_v<T>, int64_t, uint64_t>;
    return T((Wide(a) * Wide(b)) >> (8 * sizeof(T)));
  }
}

struct MulLow {
  template <typename T> static T apply(T a, T b) { return wrap<T>(uint64_t(a) * uint64_t(b)); }
  template <typename T> static T apply(T a, T b, T c) { return wrap<T>(uint64_t(a) * uint64_t(b) + uint64_t(c)); }
};
struct MulHigh {
  template <typename T> static T apply(T a, T b) { return multiplyHigh(a, b); }
  template <typename T> static T apply(T a, T b, T c) { return wrap<T>(uint64_t(multiplyHigh(a, b)) + uint64_t(c)); }
};

template <typename T> struct Widened;
template <> struct Widened<uint16_t> { using type = uint32_t; };
template <> struct Widened<int16_t> { using type = int32_t; };
template <> struct Widened<uint32_t> { using type = uint64_t; };
template <> struct Widened<int32_t> { using type = int64_t; };
template <> struct Widened<uint64_t> { using type = uint64_t; };
template <> struct Widened<int64_t> { using type = int64_t; };
struct MulWide {
  template <typename T> static typename Widened<T>::type apply(T a, T b) {
    using Wide = typename Widened<T>::type;
    return Wide(uint64_t(Wide(a)) * uint64_t(Wide(b)));
  }
  template <typename T> static typename Widened<T>::type apply(T a, T b, typename Widened<T>::type c) {
    using Wide = typename Widened<T>::type;
    return Wide(uint64_t(Wide(a)) * uint64_t(Wide(b)) + uint64_t(c));
  }
};

template <typename Op> struct Of {
  template <typename T> struct One { static constexpr Execute value = mapUnary<T, T, Op>; };
  template <typename T> struct Two { static constexpr Execute value = mapBinary<T, T, T, Op>; };
  template <typename T> struct Three { static constexpr Execute value = mapTernary<T, T, T, T, Op>; };
};
template <typename T> struct WideTwo {
  static constexpr Execute value = mapBinary<typename Widened<T>::type, T, T, MulWide>;
};
template <typename T> struct WideThree {
  static constexpr Execute value = mapTernary<typename Widened<T>::type, T, T, typename Widened<T>::type, MulWide>;
};

Scalar widened(Scalar type) {
  switch (type) {
  case Scalar::U16:
    return Scalar::U32;
  case Scalar::S16:
    return Scalar::S32;
  case Scalar::U32:
    return Scalar::U64;
  default:
    return Scalar::S64;
  }
}

/// add and sub with the carry flag: `negated` adds the complement, so that the flag is "no borrow" inside and the
/// borrow outside, as the PTX ISA has it.
template <typename T> void addCarry(Warp &warp, const Instr &instr) {
  const Details &details = instr.details;
  T *d = warp.lanes<T>(instr.dst[0]);
  const T *a = warp.lanes<T>(instr.src[0]), *b = warp.lanes<T>(instr.src[1]);
  bool reads = details.mode & 1, writes = details.mode & 2;
  uint32_t carries = 0;
  forLanes(warp.active, [&](unsigned lane) {
    unsigned __int128 flag = reads ? (warp.carry >> lane & 1) : 0;
    unsigned __int128 left = a[lane], right = b[lane];
    unsigned __int128 sum = details.negate ? left - right - flag : left + right + flag;
    d[lane] = T(sum);
    carries |= uint32_t(sum >> (8 * sizeof(T)) & 1) << lane;
  });
  if (writes)
    warp.carry = (warp.carry & ~warp.active) | carries;
}

/// d = c + the dot product of four bytes of a and b, each signed or not.
void dotProduct(Warp &warp, const Instr &instr) {
  uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
  const uint32_t *a = warp.lanes<uint32_t>(instr.src[0]), *b = warp.lanes<uint32_t>(instr.src[1]);
  const uint32_t *c = warp.lanes<uint32_t>(instr.src[2]);
  bool signedA = instr.details.mode & 1, signedB = instr.details.mode & 2;
  forLanes(warp.active, [&](unsigned lane) {
    uint32_t sum = c[lane];
    for (unsigned shift = 0; shift < 32; shift += 8) {
      int32_t left = int32_t(a[lane] >> shift & 0xff), right = int32_t(b[lane] >> shift & 0xff);
      left = signedA ? int8_t(left) : left;
      right = signedB ? int8_t(right) : right;
      sum += uint32_t(left * right);
    }
    d[lane] = sum;
  });
}

void binaryOperands(Decode &decode, Scalar type) {
  decode.expectOperands(3);
  decode.dest(0, type);
  decode.source(1, type);
  decode.source(2, type);
}

bool checkInteger(Decode &decode, Scalar type) {
  for (Scalar integer : kIntegers)
    if (type == integer)
      return true;
  decode.fail("type '." + nameOf(type) + "' is outside the emulator's subset here");
  return false;
}
/// add.cc, addc, addc.cc, sub.cc, subc, subc.cc
void decodeCarryOf(Decode &decode, Scalar type) {
  if (isFloat(type) || sizeOf(type) < 4)
    return decode.fail("expected a type of 32 or 64 bits");
  bool writes = decode.take("cc");
  decode.details.mode = uint8_t(decode.family.ends_with("c") | writes << 1);
  decode.details.negate = decode.family.starts_with("sub");
  binaryOperands(decode, type);
  decode.out.execute = sizeOf(type) == 4 ? addCarry<uint32_t> : addCarry<uint64_t>;
}
} // namespace

void decodeIntegerArithmetic(Decode &decode, Scalar type) {
  if (!checkInteger(decode, type))
    return;
  llvm::StringRef name = decode.family;
  if (name == "neg" || name == "abs") {
    decode.expectOperands(2);
    decode.dest(0, type);
    decode.source(1, type);
    decode.out.execute = name == "neg" ? pickInteger<Of<Neg>::One>(type) : pickInteger<Of<Abs>::One>(type);
    return;
  }
  if ((name == "add" || name == "sub") && decode.peek() == "cc")
    return decodeCarryOf(decode, type);
  binaryOperands(decode, type);
  if (type == Scalar::S32 && (name == "add" || name == "sub") && decode.take("sat"))
    decode.out.execute = name == "add" ? mapBinary<int32_t, int32_t, int32_t, SaturatingAdd>
                                       : mapBinary<int32_t, int32_t, int32_t, SaturatingSub>;
  else if (name == "add")
    decode.out.execute = pickInteger<Of<Add>::Two>(type);
  else if (name == "sub")
    decode.out.execute = pickInteger<Of<Sub>::Two>(type);
  else if (name == "min")
    decode.out.execute = pickInteger<Of<Min>::Two>(type);
  else if (name == "max")
    decode.out.execute = pickInteger<Of<Max>::Two>(type);
  else
    decode.out.execute = pickInteger<Of<Div>::Two>(type);
}

void decodeCarry(Decode &decode) { decodeCarryOf(decode, decode.takeType()); }

void decodeMultiply(Decode &decode, Scalar type) {
  if (!checkInteger(decode, type))
    return;
  int part = decode.takeOneOf({"lo", "hi", "wide"});
  if (part == 2 && sizeOf(type) == 8)
    return decode.fail("'.wide' is for types of 16 and 32 bits");
  decode.expectOperands(3);
  decode.dest(0, part == 2 ? widened(type) : type);
  decode.source(1, type);
  decode.source(2, type);
  if (part < 0)
    decode.fail("expected '.lo', '.hi' or '.wide'");
  decode.out.execute = part == 2   ? pickInteger<WideTwo>(type)
                       : part == 1 ? pickInteger<Of<MulHigh>::Two>(type)
                                   : pickInteger<Of<MulLow>::Two>(type);
}

void decodeMultiplyAdd(Decode &decode, Scalar type) {
  if (!checkInteger(decode, type))
    return;
  int part = decode.takeOneOf({"lo", "hi", "wide"});
  if (part < 0 || (part == 2 && sizeOf(type) == 8))
    return decode.fail("expected '.lo' or '.hi', or '.wide' for types of 16 and 32 bits");
  Scalar sum = part == 2 ? widened(type) : type;
  decode.expectOperands(4);
  decode.dest(0, sum);
  decode.source(1, type);
  decode.source(2, type);
  decode.source(3, sum);
  decode.out.execute = part == 2   ? pickInteger<WideThree>(type)
                       : part == 1 ? pickInteger<Of<MulHigh>::Three>(type)
                                   : pickInteger<Of<MulLow>::Three>(type);
}

void decodeRemainder(Decode &decode) {
  Scalar type = decode.takeType(kIntegers);
  binaryOperands(decode, type);
  decode.out.execute = pickInteger<Of<Rem>::Two>(type);
}

void decodeSad(Decode &decode) {
  Scalar type = decode.takeType(kIntegers);
  decode.expectOperands(4);
  decode.dest(0, type);
  for (size_t i = 1; i < 4; ++i)
    decode.source(i, type);
  decode.out.execute = pickInteger<Of<SumOfDifferences>::Three>(type);
}

void decodeDotProduct(Decode &decode) {
  constexpr Scalar kTypes[] = {Scalar::U32, Scalar::S32};
  Scalar a = decode.takeType(kTypes), b = decode.takeType(kTypes);
  decode.details.mode = uint8_t((a == Scalar::S32) | (b == Scalar::S32) << 1);
  decode.expectOperands(4);
  decode.dest(0, Scalar::B32);
  for (size_t i = 1; i < 4; ++i)
    decode.source(i, Scalar::B32);
  decode.out.execute = dotProduct;
}
} // namespace aicc::ptx
