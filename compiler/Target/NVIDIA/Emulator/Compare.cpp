// "Comparison and Selection Instructions" of the PTX ISA.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Lanes.h"

namespace aicc::ptx {
namespace {
// lo, ls, hi and hs are the unsigned names of lt, le, gt and ge; those in u are true where an operand is NaN.
constexpr llvm::StringRef kComparisons[] = {"eq", "ne",  "lt",  "le",  "gt",  "ge",  "lo",  "ls",  "hi",
                                            "hs", "equ", "neu", "ltu", "leu", "gtu", "geu", "num", "nan"};
enum Comparison : uint8_t { Eq, Ne, Lt, Le, Gt, Ge, Equ, Neu, Ltu, Leu, Gtu, Geu, Num, Nan };
constexpr Comparison kMeaning[] = {Eq, Ne, Lt, Le, Gt, Ge, Lt, Le, Gt, Ge, Equ, Neu, Ltu, Leu, Gtu, Geu, Num, Nan};

template <typename T> bool ordered(Comparison comparison, T a, T b) {
  switch (comparison) {
  case Eq:
  case Equ:
    return a == b;
  case Ne:
  case Neu:
    return a != b;
  case Lt:
  case Ltu:
    return a < b;
  case Le:
  case Leu:
    return a <= b;
  case Gt:
  case Gtu:
    return a > b;
  case Ge:
  case Geu:
    return a >= b;
  case Num:
    return true;
  case Nan:
    return false;
  }
  return false;
}

template <typename T> bool compare(Comparison comparison, T a, T b) {
  if (a != a || b != b)
    return comparison >= Equ && comparison != Num;
  return ordered(comparison, a, b);
}

/// How lanes are read for comparing.
template <typename T> struct Plain {
  using Lane = T;
  static T load(Lane value) { return value; }
};
struct Half {
  using Lane = uint16_t;
  static float load(Lane bits) { return f16ToFloat(bits); }
};
struct Brain {
  using Lane = uint16_t;
  static float load(Lane bits) { return bf16ToFloat(bits); }
};

/// The comparison as a mask of lanes.
template <typename N> uint32_t compareLanes(Warp &warp, const Instr &instr) {
  const auto *a = warp.lanes<typename N::Lane>(instr.src[0]), *b = warp.lanes<typename N::Lane>(instr.src[1]);
  auto comparison = Comparison(instr.details.mode);
  uint32_t result = 0;
  forLanes(warp.active, [&](unsigned lane) {
    auto x = N::load(a[lane]), y = N::load(b[lane]);
    if constexpr (std::is_same_v<decltype(x), float>)
      if (instr.details.ftz)
        x = flush(x), y = flush(y);
    result |= uint32_t(compare(comparison, x, y)) << lane;
  });
  return result;
}

enum Combine : uint8_t { Alone, And, Or, Xor };

uint32_t combined(Warp &warp, const Instr &instr, uint32_t result) {
  if (instr.details.combine == Alone)
    return result;
  uint32_t other = warp.predicate(instr.src[2]);
  other = instr.details.negate ? ~other : other;
  return instr.details.combine == And ? result & other : instr.details.combine == Or ? result | other : result ^ other;
}

template <typename N> void setp(Warp &warp, const Instr &instr) {
  uint32_t result = compareLanes<N>(warp, instr);
  uint32_t both[2] = {combined(warp, instr, result), combined(warp, instr, ~result)};
  for (size_t i = 0; i < instr.dst.size(); ++i)
    warp.setPredicate(instr.dst[i], both[i]);
}

/// set: all ones (integers) or 1.0 (f32) where true.
template <typename N> void set(Warp &warp, const Instr &instr) {
  uint32_t result = combined(warp, instr, compareLanes<N>(warp, instr));
  uint32_t yes = instr.details.type == Scalar::F32 ? 0x3f800000u : ~uint32_t(0);
  uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
  forLanes(warp.active, [&](unsigned lane) { d[lane] = result >> lane & 1 ? yes : 0; });
}

/// Setp or set for operands of `type`.
template <template <typename> class Pick> Execute pickCompare(Scalar type) {
  switch (type) {
  case Scalar::F16:
    return Pick<Half>::value;
  case Scalar::BF16:
    return Pick<Brain>::value;
  case Scalar::F32:
    return Pick<Plain<float>>::value;
  case Scalar::F64:
    return Pick<Plain<double>>::value;
  case Scalar::S16:
    return Pick<Plain<int16_t>>::value;
  case Scalar::S32:
    return Pick<Plain<int32_t>>::value;
  case Scalar::S64:
    return Pick<Plain<int64_t>>::value;
  case Scalar::B16:
  case Scalar::U16:
    return Pick<Plain<uint16_t>>::value;
  case Scalar::B32:
  case Scalar::U32:
    return Pick<Plain<uint32_t>>::value;
  case Scalar::B64:
  case Scalar::U64:
    return Pick<Plain<uint64_t>>::value;
  default:
    return nullptr;
  }
}
template <typename N> struct Setp { static constexpr Execute value = setp<N>; };
template <typename N> struct Set { static constexpr Execute value = set<N>; };

/// The comparison, the combination, and the operands compared from `first` on.
Scalar decodeComparison(Decode &decode, size_t first) {
  int comparison = decode.takeOneOf(kComparisons);
  if (comparison < 0)
    decode.fail("expected a comparison such as '.lt'");
  decode.details.mode = comparison < 0 ? 0 : kMeaning[comparison];
  decode.details.combine = uint8_t(decode.takeOneOf({"and", "or", "xor"}) + 1);
  decode.details.ftz = decode.take("ftz");
  Scalar type = decode.takeType();
  bool combines = decode.details.combine != Alone;
  decode.expectOperands(combines ? first + 3 : first + 2);
  decode.source(first, type);
  decode.source(first + 1, type);
  if (combines)
    decode.details.negate = decode.predicateSource(first + 2);
  return type;
}

/// d = p ? a : b
template <typename T> void selp(Warp &warp, const Instr &instr) {
  T *d = warp.lanes<T>(instr.dst[0]);
  const T *a = warp.lanes<T>(instr.src[0]), *b = warp.lanes<T>(instr.src[1]);
  uint32_t chosen = warp.predicate(instr.src[2]);
  if (instr.details.negate)
    chosen = ~chosen;
  forLanes(warp.active, [&](unsigned lane) { d[lane] = chosen >> lane & 1 ? a[lane] : b[lane]; });
}

/// d = c >= 0 ? a : b
template <typename T, typename C> void slct(Warp &warp, const Instr &instr) {
  T *d = warp.lanes<T>(instr.dst[0]);
  const T *a = warp.lanes<T>(instr.src[0]), *b = warp.lanes<T>(instr.src[1]);
  const C *c = warp.lanes<C>(instr.src[2]);
  forLanes(warp.active, [&](unsigned lane) { d[lane] = c[lane] >= 0 ? a[lane] : b[lane]; });
}

/// What selections move: bits, of whatever type.
Scalar takeSelectedType(Decode &decode) {
  Scalar type = decode.takeType();
  if (sizeOf(type) < 2 || sizeOf(type) > 8)
    decode.fail("type '." + nameOf(type) + "' is outside the emulator's subset here");
  return type;
}
} // namespace

void decodeSetp(Decode &decode) {
  const Expr &target = decode.operand(0);
  Scalar type = decodeComparison(decode, 1);
  Expr first = target, second;
  second.kind = Expr::Kind::Name;
  second.name = first.second;
  first.second = {};
  decode.destExpr(first, Scalar::Pred);
  if (!second.name.empty())
    decode.destExpr(second, Scalar::Pred);
  decode.out.execute = pickCompare<Setp>(type);
  if (!decode.out.execute)
    decode.fail("type '." + nameOf(type) + "' is outside the emulator's subset here");
}

void decodeSet(Decode &decode) {
  int comparison = decode.takeOneOf(kComparisons);
  decode.details.ftz = decode.take("ftz");
  Scalar type = decode.takeType({Scalar::U32, Scalar::S32, Scalar::F32}), compared = decode.takeType();
  if (comparison < 0)
    return decode.fail("expected a comparison such as '.lt'");
  decode.details.mode = kMeaning[comparison];
  decode.details.type = type;
  decode.expectOperands(3);
  decode.dest(0, type);
  decode.source(1, compared);
  decode.source(2, compared);
  decode.out.execute = pickCompare<Set>(compared);
  if (!decode.out.execute)
    decode.fail("type '." + nameOf(compared) + "' is outside the emulator's subset here");
}

void decodeSelp(Decode &decode) {
  Scalar type = takeSelectedType(decode);
  decode.expectOperands(4);
  decode.dest(0, type);
  decode.source(1, type);
  decode.source(2, type);
  decode.details.negate = decode.predicateSource(3);
  unsigned width = sizeOf(type);
  decode.out.execute = width == 2 ? selp<uint16_t> : width == 4 ? selp<uint32_t> : selp<uint64_t>;
}

void decodeSlct(Decode &decode) {
  decode.details.ftz = decode.take("ftz");
  Scalar type = takeSelectedType(decode), condition = decode.takeType({Scalar::S32, Scalar::F32});
  decode.expectOperands(4);
  decode.dest(0, type);
  decode.source(1, type);
  decode.source(2, type);
  decode.source(3, condition);
  unsigned width = sizeOf(type);
  if (condition == Scalar::S32)
    decode.out.execute = width == 2   ? slct<uint16_t, int32_t>
                         : width == 4 ? slct<uint32_t, int32_t>
                                      : slct<uint64_t, int32_t>;
  else
    decode.out.execute = width == 2   ? slct<uint16_t, float>
                         : width == 4 ? slct<uint32_t, float>
                                      : slct<uint64_t, float>;
}
} // namespace aicc::ptx
