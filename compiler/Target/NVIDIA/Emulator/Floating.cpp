// "Floating Point Instructions" and "Half Precision Floating Point Instructions" of the PTX ISA.
//
// Each operation is exact in its type, rounded to nearest even. The `.approx` ones compute in f64 and round once, so
// they are closer to the exact value than hardware's, whose bounds the ISA gives.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Numbers.h"

namespace aicc::ptx {
namespace {
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
/// add, sub, mul and fma of f32 rounded in a given direction: exact (or to odd) in f64, then rounded once.
float roundDirected(double value, const Details &details) {
  return value != value ? canonicalNaN() : bitCast<float>(roundTo(kF32, value, details.rounding));
}
struct DirectedAdd {
  static double apply(double a, double b, double) { return addToOdd(a, b); }
};
struct DirectedSub {
  static double apply(double a, double b, double) { return addToOdd(a, -b); }
};
struct DirectedMul {
  static double apply(double a, double b, double) { return a * b; }
};
struct DirectedFma {
  static double apply(double a, double b, double c) { return addToOdd(a * b, c); }
};
template <typename Op> void directed(Warp &warp, const Instr &instr) {
  float *d = warp.lanes<float>(instr.dst[0]);
  const float *a = warp.lanes<float>(instr.src[0]), *b = warp.lanes<float>(instr.src[1]);
  const float *c = warp.lanes<float>(instr.src.back());
  Shape<F32> shape{instr.details.ftz, instr.details.saturate};
  forLanes(warp.active, [&](unsigned lane) {
    double exact = Op::apply(double(shape.in(a[lane])), double(shape.in(b[lane])), double(shape.in(c[lane])));
    d[lane] = shape.out(roundDirected(exact, instr.details));
  });
}

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

Execute pickDirected(llvm::StringRef name) {
  if (name == "add")
    return directed<DirectedAdd>;
  if (name == "sub")
    return directed<DirectedSub>;
  if (name == "mul")
    return directed<DirectedMul>;
  return name == "fma" || name == "mad" ? directed<DirectedFma> : nullptr;
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

/// Modifiers that every floating-point instruction may have; without a rounding it is to nearest even.
void takeShape(Decode &decode, bool mayBeDirected = false) {
  constexpr Rounding kRoundings[] = {Rounding::Even, Rounding::Zero, Rounding::Down, Rounding::Up};
  int rounding = decode.takeOneOf({"rn", "rz", "rm", "rp"});
  decode.details.rounding = kRoundings[std::max(rounding, 0)];
  if (rounding > 0 && !mayBeDirected)
    decode.fail("roundings other than '.rn' are in the emulator's subset for add, sub, mul and fma of f32 only");
  decode.details.ftz = decode.take("ftz");
  decode.details.saturate = decode.take("sat");
}
} // namespace

void decodeFloatArithmetic(Decode &decode, Scalar type) {
  llvm::StringRef name = decode.family;
  takeShape(decode, type == Scalar::F32 && pickDirected(name));
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
  bool isDirected = decode.details.rounding != Rounding::Even;
  setExecute(decode, isDirected ? pickDirected(name) : pickArithmetic(name, type), type);
}

void decodeFma(Decode &decode) {
  Scalar type = decode.takeType();
  takeShape(decode, type == Scalar::F32);
  decode.details.negate = sizeOf(type) != 8 && type != Scalar::F32 && decode.take("relu");
  decode.expectOperands(4);
  decode.dest(0, type);
  for (size_t i = 1; i < 4; ++i)
    decode.source(i, type);
  bool isDirected = decode.details.rounding != Rounding::Even;
  setExecute(decode, isDirected ? pickDirected("fma") : pickFma(type), type);
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
  decode.out.execute =
      type == Scalar::F32 ? mapBinary<float, float, float, CopySign> : mapBinary<double, double, double, CopySign>;
}
} // namespace aicc::ptx
