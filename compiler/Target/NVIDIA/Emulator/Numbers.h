// Floating-point numbers in registers: how they are read, computed and rounded, and the loops over lanes that
// arithmetic is made of. `Op::apply<Number>` works on one lane.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_NUMBERS_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_NUMBERS_H

#include "compiler/Target/NVIDIA/Emulator/Lanes.h"
#include <type_traits>

namespace aicc::ptx {
/// f32: how a type is kept in registers, what it is computed in, and how results are rounded.
struct F32 {
  using Lane = float;
  using Wide = float;
  static Wide load(Lane value) { return value; }
  static Lane store(Wide value) { return value != value ? canonicalNaN() : value; }
  static Lane fma(Lane a, Lane b, Lane c) { return store(std::fma(a, b, c)); }
};
/// f64: nothing to round.
struct F64 {
  using Lane = double;
  using Wide = double;
  static Wide load(Lane value) { return value; }
  static Lane store(Wide value) { return value; }
  static Lane fma(Lane a, Lane b, Lane c) { return std::fma(a, b, c); }
};
/// f16 in 16 bits.
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
/// bf16 in 16 bits.
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

/// d = Op(a)
template <typename Number, typename Op> void unary(Warp &warp, const Instr &instr) {
  using Lane = typename Number::Lane;
  Lane *d = warp.lanes<Lane>(instr.dst[0]);
  const Lane *a = warp.lanes<Lane>(instr.src[0]);
  Shape<Number> shape{instr.details.ftz, instr.details.saturate};
  forLanes(warp.active,
           [&](unsigned lane) { d[lane] = shape.out(Op::template apply<Number>(shape.in(a[lane]), instr.details)); });
}
/// d = Op(a), on each half.
template <typename Half, typename Op> void unaryPacked(Warp &warp, const Instr &instr) {
  uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
  const uint32_t *a = warp.lanes<uint32_t>(instr.src[0]);
  Shape<Half> shape{false, instr.details.saturate};
  forLanes(warp.active, [&](unsigned lane) {
    d[lane] = Packed<Half>::each(
        [&](unsigned at) { return shape.out(Op::template apply<Half>(uint16_t(a[lane] >> at), instr.details)); });
  });
}
/// d = Op(a, b)
template <typename Number, typename Op> void binary(Warp &warp, const Instr &instr) {
  using Lane = typename Number::Lane;
  Lane *d = warp.lanes<Lane>(instr.dst[0]);
  const Lane *a = warp.lanes<Lane>(instr.src[0]), *b = warp.lanes<Lane>(instr.src[1]);
  Shape<Number> shape{instr.details.ftz, instr.details.saturate};
  forLanes(warp.active, [&](unsigned lane) {
    d[lane] = shape.out(Op::template apply<Number>(shape.in(a[lane]), shape.in(b[lane]), instr.details));
  });
}
/// d = Op(a, b), on each half.
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
/// d = a * b + c, rounded once; `.relu` replaces negative results by 0.
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
/// fma on each half.
template <typename Half> void fmaPacked(Warp &warp, const Instr &instr) {
  uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
  const uint32_t *a = warp.lanes<uint32_t>(instr.src[0]), *b = warp.lanes<uint32_t>(instr.src[1]);
  const uint32_t *c = warp.lanes<uint32_t>(instr.src[2]);
  Shape<Half> shape{false, instr.details.saturate};
  bool relu = instr.details.negate;
  forLanes(warp.active, [&](unsigned lane) {
    d[lane] = Packed<Half>::each([&](unsigned at) {
      uint16_t value = shape.out(Half::fma(uint16_t(a[lane] >> at), uint16_t(b[lane] >> at), uint16_t(c[lane] >> at)));
      return relu && Half::load(value) < 0 ? uint16_t(0) : value;
    });
  });
}
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_NUMBERS_H
