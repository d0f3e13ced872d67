// The types that PTX instructions name, "Fundamental Types" and "Packed Data Types" of the PTX ISA.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_TYPES_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_TYPES_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>

namespace aicc::ptx {
/// A type modifier such as `.u32`.
enum class Scalar : uint8_t {
  Pred,
  B8,
  B16,
  B32,
  B64,
  B128,
  U8,
  U16,
  U32,
  U64,
  S8,
  S16,
  S32,
  S64,
  F16,
  F16x2,
  BF16,
  BF16x2,
  TF32,
  F32,
  F64,
  E4M3,
  E5M2,
  E4M3x2,
  E5M2x2
};

/// The type spelt `name` (without the dot).
std::optional<Scalar> parseScalar(llvm::StringRef name);
/// The spelling of `type`, without the dot.
llvm::StringRef nameOf(Scalar type);
/// Bytes of a value; 0 for predicates, which are one bit.
unsigned sizeOf(Scalar type);
/// Whether values are sign-extended into wider registers.
bool isSigned(Scalar type);
/// Whether the type is one of `.f16` … `.e5m2x2`.
bool isFloat(Scalar type);
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_TYPES_H
