// Loops over lanes that element-wise instructions are made of. `Op::apply` works on one lane; operands are in the order
// of the instruction's text.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_LANES_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_LANES_H

#include "compiler/Target/NVIDIA/Emulator/Decode.h"
#include "compiler/Target/NVIDIA/Emulator/Warp.h"

namespace aicc::ptx {
using Execute = void (*)(Warp &, const Instr &);

/// d = Op(a)
template <typename D, typename A, typename Op> void mapUnary(Warp &warp, const Instr &instr) {
  D *d = warp.lanes<D>(instr.dst[0]);
  const A *a = warp.lanes<A>(instr.src[0]);
  forLanes(warp.active, [&](unsigned lane) { d[lane] = Op::apply(a[lane]); });
}

/// d = Op(a, b)
template <typename D, typename A, typename B, typename Op> void mapBinary(Warp &warp, const Instr &instr) {
  D *d = warp.lanes<D>(instr.dst[0]);
  const A *a = warp.lanes<A>(instr.src[0]);
  const B *b = warp.lanes<B>(instr.src[1]);
  forLanes(warp.active, [&](unsigned lane) { d[lane] = Op::apply(a[lane], b[lane]); });
}

/// d = Op(a, b, c)
template <typename D, typename A, typename B, typename C, typename Op> void mapTernary(Warp &warp, const Instr &instr) {
  D *d = warp.lanes<D>(instr.dst[0]);
  const A *a = warp.lanes<A>(instr.src[0]);
  const B *b = warp.lanes<B>(instr.src[1]);
  const C *c = warp.lanes<C>(instr.src[2]);
  forLanes(warp.active, [&](unsigned lane) { d[lane] = Op::apply(a[lane], b[lane], c[lane]); });
}

/// `Pick<T>::value` for the integer type T that holds `type`.
template <template <typename> class Pick> Execute pickInteger(Scalar type) {
  switch (type) {
  case Scalar::S16:
    return Pick<int16_t>::value;
  case Scalar::S32:
    return Pick<int32_t>::value;
  case Scalar::S64:
    return Pick<int64_t>::value;
  default:
    break;
  }
  switch (sizeOf(type)) {
  case 2:
    return Pick<uint16_t>::value;
  case 4:
    return Pick<uint32_t>::value;
  default:
    return Pick<uint64_t>::value;
  }
}

inline constexpr Scalar kIntegers[] = {Scalar::U16, Scalar::U32, Scalar::U64, Scalar::S16, Scalar::S32, Scalar::S64};
inline constexpr Scalar kBits[] = {Scalar::B16, Scalar::B32, Scalar::B64};
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_LANES_H
