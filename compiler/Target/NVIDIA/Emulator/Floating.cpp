// "Floating Point Instructions" and "Half Precision Floating Point Instructions" of the PTX ISA.
//
// Each operation is exact in its type, rounded to nearest even. The `.approx` ones compute in f64 and round once, so they
// are closer to the exact value than hardware's, whose bounds the ISA gives.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Lanes.h"
#include "llvm/ADT/STLExtras.h"

namespace aicc::ptx {
namespace {
/// How a type is kept in registers, what it is computed in, and how results are rounded.
struct F32 {
  using Lane = float;
  using Wide = float;
  static Wide load(Lane value) { return value; }
  static Lane store(Wide value) { return value != value ? canonicalNaN() : value; }
  static Lane fma(Lane a, Lane b, Lane c) { return store(std::fma(a, b, c)); }
};
struct F64 {
  using Lane = double;
  using Wide = double;
  static Wide load(Lane value) { return value; }
  static Lane store(Wide value) { return value; }
  static Lane fma(Lane a, Lane b, Lane c) { return std::fma(a, b, c); }
};
struct F16 {
  using Lane = uint16_t;
  using Wide = float;
  static Wide load(Lane bits) { return f16ToFloat(bits); }
  static Lane store(Wide value) { return floatToF16(value); }
  /// The product is exact in f64; the sum, rounded to odd there, rounds to f16 as the exact one.
  static Lane fma(Lane a, Lane b, Lane c) {
    return Lane(roundTo(kF16, addToOdd(double(load(a)) * double(load(b)), double(load(c)))));
  }
};
struct BF16 {
  using Lane = uint16_t;
  using Wide = float;
  static Wide load(Lane bits) { return bf16ToFloat(bits); }
  static Lane store(Wide value) { return floatToBF16(value); }
  static Lane fma(Lane a, Lane b, Lane c) {
    return Lane(roundTo(kBF16, addToOdd(double(load(a)) * double(load(b)), double(load(c)))));
  }
};
/// Two halves in one register.
template <typename Half> struct Packed {
  using Lane = uint32_t;
  template <typename F> static Lane each(F function) {
    return uint32_t(uint16_t(function(0))) | uint32_t(uint16_t(function(16))) << 16;
  }
};

/// `.ftz` and `.sat` around one number.
template <typename Number> struct Shape {
  using Lane = typename Number::Lane;
  bool ftz, saturate;

  Lane in(Lane value) const {
    if constexpr (std::is_same_v<Lane, float>)
      return ftz ? flush(value) : value;
    else
      return value;
  }
  Lane out(Lane value) const {
    if (!ftz && !saturate)
      return value;
    auto wide = Number::load(in(value));
    if (saturate)
      wide = wide > 0 ? std::min<decltype(wide)>(wide, 1) : decltype(wide)(0); // NaN becomes +0.
    return saturate ? Number::store(wide) : in(value);
  }
};

template <typename Number, typename Op> void unary(Warp &warp, const Instr &instr) {
  using Lane = typename Number::Lane;
  Lane *d = warp.lanes<Lane>(instr.dst[0]);
  const Lane *a = warp.lanes<Lane>(instr.src[0]);
  Shape<Number> shape{instr.details.ftz, instr.details.saturate};
  forLanes(warp.active, [&](unsigned lane) {
    d[lane] = shape.out(Op::template apply<Number>(shape.in(a[lane]), instr.details));
  });
}
template <typename Half, typename Op> void unaryPacked(Warp &warp, const Instr &instr) {
  uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
  const uint32_t *a = warp.lanes<uint32_t>(instr.src[0]);
  Shape<Half> shape{false, instr.details.saturate};
  forLanes(warp.active, [&](unsigned lane) {
    d[lane] = Packed<Half>::each(
        [&](unsigned at) { return shape.out(Op::template apply<Half>(uint16_t(a[lane] >> at), instr.details)); });
  });
}
template <typename Number, typename Op> void binary(Warp &warp, const Instr &instr) {
  using Lane = typename Number::Lane;
  Lane *d = warp.lanes<Lane>(instr.dst[0]);
  const Lane *a = warp.lanes<Lane>(instr.src[0]), *b = warp.lanes<Lane>(instr.src[1]);
  Shape<Number> shape{instr.details.ftz, instr.details.saturate};
  forLanes(warp.active, [&](unsigned lane) {
    d[lane] = shape.out(Op::template apply<Number>(shape.in(a[lane]), shape.in(b[lane]), instr.details));
  });
}
template <typename Half, typename Op> void binaryPacked(Warp &warp, const Instr &instr) {
  uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
  const uint32_t *a = warp.lanes<uint32_t>(instr.src[0]), *b = warp.lanes<uint32_t>(instr.src[1]);
  Shape<Half> shape{false, instr.details.saturate};
  forLanes(warp.active, [&](unsigned lane) {
    d[lane] = Packed<Half>::each([&](unsigned at) {
      return shape.out(Op::template apply<Half>(uint16_t(a[lane] >> at), uint16_t(b[lane] >> at), instr.details));
    });
  });
}
template <typename Number> void fma(Warp &warp, const Instr &instr) {
  using Lane = typename Number::Lane;
  Lane *d = warp.lanes<Lane>(instr.dst[0]);
  const Lane *a = warp.lanes<Lane>(instr.src[0]), *b = warp.lanes<Lane>(instr.src[1]);
  const Lane *c = warp.lanes<Lane>(instr.src[2]);
  Shape<Number> shape{instr.details.ftz, instr.details.saturate};
  bool relu = instr.details.negate;
  forLanes(warp.active, [&](unsigned lane) {
    Lane value = shape.out(Number::fma(shape.in(a[lane]), shape.in(b[lane]), shape.in(c[lane])));
    d[lane] = relu && Number::load(value) < 0 ? Lane(0) : value;
  });
}
template <typename Half> void fmaPacked(Warp &warp, const Instr &instr) {
  uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
  const uint32_t *a = warp.lanes<uint32_t>(instr.src[0]), *b = warp.lanes<uint32_t>(instr.src[1]);
  const uint32_t *c = warp.lanes<uint32_t>(instr.src[2]);
  Shape<Half> shape{false, instr.details.saturate};
  bool relu = instr.details.negate;
  forLanes(warp.active, [&](unsigned lane) {
    d[lane] = Packed<Half>::each([&](unsigned at) {
      uint16_t value =
          shape.out(Half::fma(uint16_t(a[lane] >> at), uint16_t(b[lane] >> at), uint16_t(c[lane] >> at)));
      return relu && Half::load(value) < 0 ? uint16_t(0) : value;
    });
  });
}

struct Add {
  template <typename N> static auto apply(typename N::Lane a, typename N::Lane b, const Details &) {
    return N::store(N::load(a) + N::load(b));
  }
};
struct Sub {
  template <typename N> static auto apply(typename N::Lane a, typename N::Lane b, const Details &) {
    return N::store(N::load(a) - N::load(b));
  }
};
struct Mul {
  template <typename N> static auto apply(typename N::Lane a, typename N::Lane b, const Details &) {
    return N::store(N::load(a) * N::load(b));
  }
};
struct Div {
  template <typename N> static auto apply(typename N::Lane a, typename N::Lane b, const Details &) {
    return N::store(N::load(a) / N::load(b));
  }
};
/// -0 is less than +0; of a number and a NaN the number, unless `.NaN` asks for the NaN.
template <bool kMax> struct Extreme {
  template <typename N> static typename N::Lane apply(typename N::Lane a, typename N::Lane b, const Details &details) {
    auto x = N::load(a), y = N::load(b);
    if (x != x || y != y)
      return (details.integral || (x != x && y != y)) ? N::store(x + y) : x != x ? b : a;
    bool firstIsLess = x < y || (x == y && std::signbit(x));
    return firstIsLess == kMax ? b : a;
  }
};
struct Neg {
  template <typename N> static typename N::Lane apply(typename N::Lane a, const Details &) {
    if constexpr (std::is_integral_v<typename N::Lane>)
      return a ^ 0x8000;
    else
      return -a;
  }
};
struct Abs {
  template <typename N> static typename N::Lane apply(typename N::Lane a, const Details &) {
    if constexpr (std::is_integral_v<typename N::Lane>)
      return a & 0x7fff;
    else
      return std::fabs(a);
  }
};
/// A function of f64, rounded once to the type.
template <double (*kFunction)(double)> struct Rounded {
  template <typename N> static typename N::Lane apply(typename N::Lane a, const Details &) {
    double exact = kFunction(double(N::load(a)));
    return N::store(static_cast<typename N::Wide>(exact));
  }
};
double reciprocal(double x) { return 1 / x; }
double reciprocalRoot(double x) { return 1 / std::sqrt(x); }
double root(double x) { return std::sqrt(x); }
double power2(double x) { return std::exp2(x); }
double logarithm2(double x) { return std::log2(x); }
double sine(double x) { return std::sin(x); }
double cosine(double x) { return std::cos(x); }
double hyperbolicTangent(double x) { return std::tanh(x); }

template <typename Op> Execute pickUnary(Scalar type) {
  switch (type) {
  case Scalar::F32:
    return unary<F32, Op>;
  case Scalar::F64:
    return unary<F64, Op>;
  case Scalar::F16:
    return unary<F16, Op>;
  case Scalar::BF16:
    return unary<BF16, Op>;
  case Scalar::F16x2:
    return unaryPacked<F16, Op>;
  case Scalar::BF16x2:
    return unaryPacked<BF16, Op>;
  default:
    return nullptr;
  }
}
template <typename Op> Execute pickBinary(Scalar type) {
  switch (type) {
  case Scalar::F32:
    return binary<F32, Op>;
  case Scalar::F64:
    return binary<F64, Op>;
  case Scalar::F16:
    return binary<F16, Op>;
  case Scalar::BF16:
    return binary<BF16, Op>;
  case Scalar::F16x2:
    return binaryPacked<F16, Op>;
  case Scalar::BF16x2:
    return binaryPacked<BF16, Op>;
  default:
    return nullptr;
  }
}
Execute pickFma(Scalar type) {
  switch (type) {
  case Scalar::F32:
    return fma<F32>;
  case Scalar::F64:
    return fma<F64>;
  case Scalar::F16:
    return fma<F16>;
  case Scalar::BF16:
    return fma<BF16>;
  case Scalar::F16x2:
    return fmaPacked<F16>;
  case Scalar::BF16x2:
    return fmaPacked<BF16>;
  default:
    return nullptr;
  }
}

Execute pickArithmetic(llvm::StringRef name, Scalar type) {
  if (name == "add")
    return pickBinary<Add>(type);
  if (name == "sub")
    return pickBinary<Sub>(type);
  if (name == "mul")
    return pickBinary<Mul>(type);
  if (name == "min")
    return pickBinary<Extreme<false>>(type);
  if (name == "max")
    return pickBinary<Extreme<true>>(type);
  if (name == "div" && (type == Scalar::F32 || type == Scalar::F64))
    return pickBinary<Div>(type);
  if (name == "neg")
    return pickUnary<Neg>(type);
  if (name == "abs")
    return pickUnary<Abs>(type);
  return nullptr;
}

Execute pickApproximation(llvm::StringRef name, Scalar type) {
  if (name == "rcp")
    return pickUnary<Rounded<reciprocal>>(type);
  if (name == "sqrt")
    return pickUnary<Rounded<root>>(type);
  if (name == "rsqrt")
    return pickUnary<Rounded<reciprocalRoot>>(type);
  if (name == "ex2")
    return pickUnary<Rounded<power2>>(type);
  if (name == "lg2")
    return pickUnary<Rounded<logarithm2>>(type);
  if (name == "sin")
    return pickUnary<Rounded<sine>>(type);
  if (name == "cos")
    return pickUnary<Rounded<cosine>>(type);
  return pickUnary<Rounded<hyperbolicTangent>>(type);
}

void setExecute(Decode &decode, Execute execute, Scalar type) {
  if (!execute)
    decode.fail("type '." + nameOf(type) + "' is outside the emulator's subset here");
  decode.out.execute = execute;
}

/// Modifiers that every floating-point instruction may have; `.rn` is what the emulator does anyway.
void takeShape(Decode &decode) {
  decode.take("rn");
  decode.details.ftz = decode.take("ftz");
  decode.details.saturate = decode.take("sat");
}
} // namespace

void decodeFloatArithmetic(Decode &decode, Scalar type) {
  takeShape(decode);
  llvm::StringRef name = decode.family;
  if (name == "div" && type == Scalar::F32)
    decode.takeOneOf({"approx", "full"});
  if (name == "min" || name == "max")
    decode.details.integral = decode.take("NaN");
  bool one = name == "neg" || name == "abs";
  decode.expectOperands(one ? 2 : 3);
  decode.dest(0, type);
  decode.source(1, type);
  if (!one)
    decode.source(2, type);
  setExecute(decode, pickArithmetic(name, type), type);
}

void decodeFma(Decode &decode) {
  Scalar type = decode.takeType();
  takeShape(decode);
  decode.details.negate = sizeOf(type) != 8 && type != Scalar::F32 && decode.take("relu");
  decode.expectOperands(4);
  decode.dest(0, type);
  for (size_t i = 1; i < 4; ++i)
    decode.source(i, type);
  setExecute(decode, pickFma(type), type);
}

void decodeApproximation(Decode &decode) {
  Scalar type = decode.takeType();
  takeShape(decode);
  decode.take("approx");
  bool halves = decode.family == "ex2" || decode.family == "tanh";
  bool doubles = decode.family == "rcp" || decode.family == "sqrt" || decode.family == "rsqrt";
  if (type != Scalar::F32 && !(doubles && type == Scalar::F64) && !(halves && type != Scalar::F64))
    return decode.fail("type '." + nameOf(type) + "' is outside the emulator's subset here");
  decode.expectOperands(2);
  decode.dest(0, type);
  decode.source(1, type);
  setExecute(decode, pickApproximation(decode.family, type), type);
}

namespace {
struct CopySign {
  template <typename T> static T apply(T a, T b) { return std::copysign(b, a); }
};
} // namespace

void decodeCopySign(Decode &decode) {
  Scalar type = decode.takeType({Scalar::F32, Scalar::F64});
  decode.expectOperands(3);
  decode.dest(0, type);
  decode.source(1, type);
  decode.source(2, type);
  decode.out.execute = type == Scalar::F32 ? mapBinary<float, float, float, CopySign>
                                           : mapBinary<double, double, double, CopySign>;
}
} // namespace aicc::ptx
