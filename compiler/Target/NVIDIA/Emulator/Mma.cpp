// mma.sync, "Warp-level matrix instructions: mma" of the PTX ISA.
//
// Fragments ("Matrix Fragments for mma.m16n8k…"): with g = lane / 4, t = lane % 4 and p elements in a register,
// register r of A holds row g + 8 (r % 2), columns 4p (r / 2) + t p …; register r of B holds rows 4p r + t p … of
// column g; element i of C and D is row g + 8 (i / 2), column 2t + i % 2. The tables of the ISA for f16, bf16, tf32,
// 8-bit integers and fp8, for each k, are instances of these lines.
//
// Numbers: products are exact (in f32, where they do not leave its range), sums are rounded to nearest even in f32
// after each product, k ascending, starting from C; f16 accumulators are rounded once, at the end. The ISA leaves the
// order open, and hardware sums several products at once with other roundings: results agree within the error of f32
// sums, not bit for bit.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Lanes.h"

namespace aicc::ptx {
namespace {
constexpr unsigned kM = 16, kN = 8, kMaxK = 32;

/// How elements lie in a 32-bit register, and what they become for multiplying.
struct HalfElement {
  using Value = float;
  static constexpr unsigned kCount = 2;
  static Value get(uint32_t bits, unsigned i) { return f16ToFloat(uint16_t(bits >> (16 * i))); }
};
struct BrainElement {
  using Value = float;
  static constexpr unsigned kCount = 2;
  static Value get(uint32_t bits, unsigned i) { return bf16ToFloat(uint16_t(bits >> (16 * i))); }
};
struct TF32Element { // The low 13 bits of the register are not looked at.
  using Value = float;
  static constexpr unsigned kCount = 1;
  static Value get(uint32_t bits, unsigned) { return bitCast<float>(bits & 0xffffe000u); }
};
struct E4M3Element {
  using Value = float;
  static constexpr unsigned kCount = 4;
  static Value get(uint32_t bits, unsigned i) { return float(widen(kE4M3, bits >> (8 * i) & 0xff)); }
};
struct E5M2Element {
  using Value = float;
  static constexpr unsigned kCount = 4;
  static Value get(uint32_t bits, unsigned i) { return float(widen(kE5M2, bits >> (8 * i) & 0xff)); }
};
struct S8Element {
  using Value = int32_t;
  static constexpr unsigned kCount = 4;
  static Value get(uint32_t bits, unsigned i) { return int8_t(bits >> (8 * i)); }
};
struct U8Element {
  using Value = int32_t;
  static constexpr unsigned kCount = 4;
  static Value get(uint32_t bits, unsigned i) { return uint8_t(bits >> (8 * i)); }
};

/// A as [k][m], so that the innermost loop of the product runs over rows; returns k.
template <typename Element>
unsigned gatherA(Warp &warp, const Instr &instr, typename Element::Value (&a)[kMaxK][kM], unsigned registers) {
  constexpr unsigned p = Element::kCount;
  for (unsigned r = 0; r < registers; ++r) {
    const uint32_t *bits = warp.lanes<uint32_t>(instr.src[r]);
    for (unsigned lane = 0; lane < kLanes; ++lane)
      for (unsigned i = 0; i < p; ++i)
        a[4 * p * (r / 2) + lane % 4 * p + i][lane / 4 + 8 * (r % 2)] = Element::get(bits[lane], i);
  }
  return 4 * p * (registers / 2);
}
/// B as [n][k].
template <typename Element>
void gatherB(Warp &warp, const Instr &instr, typename Element::Value (&b)[kN][kMaxK], unsigned first,
             unsigned registers) {
  constexpr unsigned p = Element::kCount;
  for (unsigned r = 0; r < registers; ++r) {
    const uint32_t *bits = warp.lanes<uint32_t>(instr.src[first + r]);
    for (unsigned lane = 0; lane < kLanes; ++lane)
      for (unsigned i = 0; i < p; ++i)
        b[lane / 4][4 * p * r + lane % 4 * p + i] = Element::get(bits[lane], i);
  }
}

unsigned rowOf(unsigned lane, unsigned element) { return lane / 4 + 8 * (element / 2); }
unsigned columnOf(unsigned lane, unsigned element) { return lane % 4 * 2 + element % 2; }

/// Accumulators of 32 bits: one a register. As [n][m].
template <typename T> void gatherC(Warp &warp, const Instr &instr, T (&c)[kN][kM], unsigned first) {
  for (unsigned i = 0; i < 4; ++i) {
    const T *values = warp.lanes<T>(instr.src[first + i]);
    for (unsigned lane = 0; lane < kLanes; ++lane)
      c[columnOf(lane, i)][rowOf(lane, i)] = values[lane];
  }
}
template <typename T> void scatterD(Warp &warp, const Instr &instr, const T (&c)[kN][kM]) {
  for (unsigned i = 0; i < 4; ++i) {
    T *values = warp.lanes<T>(instr.dst[i]);
    for (unsigned lane = 0; lane < kLanes; ++lane)
      values[lane] = c[columnOf(lane, i)][rowOf(lane, i)];
  }
}
/// Accumulators in f16: two a register.
void gatherHalfC(Warp &warp, const Instr &instr, float (&c)[kN][kM], unsigned first) {
  for (unsigned i = 0; i < 4; ++i) {
    const uint32_t *bits = warp.lanes<uint32_t>(instr.src[first + i / 2]);
    for (unsigned lane = 0; lane < kLanes; ++lane)
      c[columnOf(lane, i)][rowOf(lane, i)] = HalfElement::get(bits[lane], i % 2);
  }
}
void scatterHalfD(Warp &warp, const Instr &instr, const float (&c)[kN][kM]) {
  for (unsigned r = 0; r < 2; ++r) {
    uint32_t *bits = warp.lanes<uint32_t>(instr.dst[r]);
    for (unsigned lane = 0; lane < kLanes; ++lane) {
      uint32_t low = floatToF16(c[columnOf(lane, 2 * r)][rowOf(lane, 2 * r)]);
      bits[lane] = low | uint32_t(floatToF16(c[columnOf(lane, 2 * r + 1)][rowOf(lane, 2 * r + 1)])) << 16;
    }
  }
}

void multiply(const float (&a)[kMaxK][kM], const float (&b)[kN][kMaxK], float (&c)[kN][kM], unsigned k) {
  for (unsigned n = 0; n < kN; ++n)
    for (unsigned j = 0; j < k; ++j)
      for (unsigned m = 0; m < kM; ++m)
        c[n][m] += a[j][m] * b[n][j];
}

template <typename A, typename B, bool kHalfSum> void mmaFloat(Warp &warp, const Instr &instr) {
  if (!warp.requireLanes(instr, ~uint32_t(0)))
    return;
  float a[kMaxK][kM], b[kN][kMaxK], c[kN][kM];
  unsigned registersA = instr.details.vector, registersB = registersA / 2;
  unsigned k = gatherA<A>(warp, instr, a, registersA);
  gatherB<B>(warp, instr, b, registersA, registersB);
  unsigned first = registersA + registersB;
  kHalfSum ? gatherHalfC(warp, instr, c, first) : gatherC(warp, instr, c, first);
  multiply(a, b, c, k);
  kHalfSum ? scatterHalfD(warp, instr, c) : scatterD(warp, instr, c);
}

/// Sums wrap around, or are clamped once at the end (`.satfinite`).
template <typename A, typename B> void mmaInteger(Warp &warp, const Instr &instr) {
  if (!warp.requireLanes(instr, ~uint32_t(0)))
    return;
  int32_t a[kMaxK][kM], b[kN][kMaxK], c[kN][kM];
  unsigned registersA = instr.details.vector, registersB = registersA / 2;
  unsigned k = gatherA<A>(warp, instr, a, registersA);
  gatherB<B>(warp, instr, b, registersA, registersB);
  gatherC(warp, instr, c, registersA + registersB);
  for (unsigned n = 0; n < kN; ++n)
    for (unsigned m = 0; m < kM; ++m) {
      int64_t sum = c[n][m];
      for (unsigned j = 0; j < k; ++j)
        sum += a[j][m] * b[n][j];
      if (instr.details.saturate)
        sum = std::min<int64_t>(std::max<int64_t>(sum, INT32_MIN), INT32_MAX);
      c[n][m] = int32_t(sum);
    }
  scatterD(warp, instr, c);
}

/// m8n8k4 in f64: one element of A and of B, two of C a lane; sums in f64, k ascending, fused.
void mmaDouble(Warp &warp, const Instr &instr) {
  if (!warp.requireLanes(instr, ~uint32_t(0)))
    return;
  const double *a = warp.lanes<double>(instr.src[0]), *b = warp.lanes<double>(instr.src[1]);
  double sums[2][kLanes];
  for (unsigned i = 0; i < 2; ++i)
    for (unsigned lane = 0; lane < kLanes; ++lane) {
      unsigned row = lane / 4, column = columnOf(lane, i);
      sums[i][lane] = warp.lanes<double>(instr.src[2 + i])[lane];
      for (unsigned k = 0; k < 4; ++k)
        sums[i][lane] = std::fma(a[4 * row + k], b[4 * column + k], sums[i][lane]);
    }
  for (unsigned i = 0; i < 2; ++i)
    std::copy(sums[i], sums[i] + kLanes, warp.lanes<double>(instr.dst[i]));
}

/// What there is: shape, types of A and B, type of C and D.
struct Form {
  llvm::StringLiteral shape;
  Scalar a, b, sum;
  unsigned registersA;
  Execute execute;
};
const Form kForms[] = {
    {"m16n8k8", Scalar::F16, Scalar::F16, Scalar::F32, 2, mmaFloat<HalfElement, HalfElement, false>},
    {"m16n8k16", Scalar::F16, Scalar::F16, Scalar::F32, 4, mmaFloat<HalfElement, HalfElement, false>},
    {"m16n8k8", Scalar::F16, Scalar::F16, Scalar::F16, 2, mmaFloat<HalfElement, HalfElement, true>},
    {"m16n8k16", Scalar::F16, Scalar::F16, Scalar::F16, 4, mmaFloat<HalfElement, HalfElement, true>},
    {"m16n8k8", Scalar::BF16, Scalar::BF16, Scalar::F32, 2, mmaFloat<BrainElement, BrainElement, false>},
    {"m16n8k16", Scalar::BF16, Scalar::BF16, Scalar::F32, 4, mmaFloat<BrainElement, BrainElement, false>},
    {"m16n8k4", Scalar::TF32, Scalar::TF32, Scalar::F32, 2, mmaFloat<TF32Element, TF32Element, false>},
    {"m16n8k8", Scalar::TF32, Scalar::TF32, Scalar::F32, 4, mmaFloat<TF32Element, TF32Element, false>},
    {"m16n8k16", Scalar::S8, Scalar::S8, Scalar::S32, 2, mmaInteger<S8Element, S8Element>},
    {"m16n8k32", Scalar::S8, Scalar::S8, Scalar::S32, 4, mmaInteger<S8Element, S8Element>},
    {"m16n8k16", Scalar::U8, Scalar::U8, Scalar::S32, 2, mmaInteger<U8Element, U8Element>},
    {"m16n8k32", Scalar::U8, Scalar::U8, Scalar::S32, 4, mmaInteger<U8Element, U8Element>},
    {"m16n8k16", Scalar::S8, Scalar::U8, Scalar::S32, 2, mmaInteger<S8Element, U8Element>},
    {"m16n8k32", Scalar::S8, Scalar::U8, Scalar::S32, 4, mmaInteger<S8Element, U8Element>},
    {"m16n8k16", Scalar::U8, Scalar::S8, Scalar::S32, 2, mmaInteger<U8Element, S8Element>},
    {"m16n8k32", Scalar::U8, Scalar::S8, Scalar::S32, 4, mmaInteger<U8Element, S8Element>},
    {"m16n8k32", Scalar::E4M3, Scalar::E4M3, Scalar::F32, 4, mmaFloat<E4M3Element, E4M3Element, false>},
    {"m16n8k32", Scalar::E4M3, Scalar::E5M2, Scalar::F32, 4, mmaFloat<E4M3Element, E5M2Element, false>},
    {"m16n8k32", Scalar::E5M2, Scalar::E4M3, Scalar::F32, 4, mmaFloat<E5M2Element, E4M3Element, false>},
    {"m16n8k32", Scalar::E5M2, Scalar::E5M2, Scalar::F32, 4, mmaFloat<E5M2Element, E5M2Element, false>},
    {"m8n8k4", Scalar::F64, Scalar::F64, Scalar::F64, 1, mmaDouble},
};

const Form *findForm(llvm::StringRef shape, Scalar d, Scalar a, Scalar b, Scalar c) {
  for (const Form &form : kForms)
    if (form.shape == shape && form.a == a && form.b == b && form.sum == c && form.sum == d)
      return &form;
  return nullptr;
}

/// Adds the registers of one fragment.
void fragment(Decode &decode, size_t index, Scalar type, size_t registers, bool isResult) {
  llvm::ArrayRef<Expr> parts = decode.elements(index);
  if (parts.size() != registers)
    return decode.fail("expected " + llvm::Twine(registers) + " registers as operand " + llvm::Twine(index + 1) +
                       ", found " + llvm::Twine(parts.size()));
  for (const Expr &part : parts)
    isResult ? decode.destExpr(part, type) : decode.sourceExpr(part, type);
}
} // namespace

void decodeMma(Decode &decode) {
  if (!decode.take("sync") || !decode.take("aligned"))
    decode.fail("expected '.sync.aligned'");
  constexpr llvm::StringRef kShapes[] = {"m16n8k4", "m16n8k8", "m16n8k16", "m16n8k32", "m8n8k4"};
  int shape = decode.takeOneOf(kShapes);
  if (!decode.take("row") || !decode.take("col"))
    decode.fail("expected '.row.col'");
  decode.details.saturate = decode.take("satfinite");
  Scalar d = decode.takeType(), a = decode.takeType(), b = decode.takeType(), c = decode.takeType();
  const Form *form = shape < 0 ? nullptr : findForm(kShapes[shape], d, a, b, c);
  if (!form)
    return decode.fail("this shape with these types is outside the emulator's subset");
  if (decode.details.saturate && form->sum != Scalar::S32)
    decode.fail("'.satfinite' is for integers");
  bool isDouble = form->sum == Scalar::F64;
  Scalar element = isDouble ? Scalar::F64 : Scalar::B32;
  // f16 sums lie two in a register; all others one in a register of their size.
  Scalar sum = form->sum == Scalar::F16 ? Scalar::B32 : form->sum;
  size_t sums = isDouble || form->sum == Scalar::F16 ? 2 : 4;
  decode.expectOperands(4);
  fragment(decode, 0, sum, sums, true);
  fragment(decode, 1, element, form->registersA, false);
  fragment(decode, 2, element, isDouble ? 1 : form->registersA / 2, false);
  fragment(decode, 3, sum, sums, false);
  decode.details.vector = uint8_t(form->registersA);
  decode.out.execute = form->execute;
}
} // namespace aicc::ptx
