// Element types of the arrays that go into and come out of artifacts, and their values as numbers of
// the host.
//
// Everything that checks results works in double: each of the float types is a subset of it, so
// reading is exact and only writing rounds. Integers have functions of their own, since double does
// not hold every i64.
#ifndef AICC_COMPILER_DATA_ELEMENTTYPE_H
#define AICC_COMPILER_DATA_ELEMENTTYPE_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>

namespace aicc::data {

/// Type of one element in memory. Little-endian, without padding; `I1` takes a byte, 0 or 1.
/// `I4` takes a byte here, whose upper half is zero; calls of artifacts pack two in a byte.
enum class ElementType : uint8_t { F64, F32, F16, BF16, I1, I4, I8, I16, I32, I64 };

/// Size of one element in bytes.
unsigned byteSize(ElementType type);

/// The name that MLIR uses: `f32`, `bf16`, `i8`.
llvm::StringRef nameOf(ElementType type);

/// The type that `nameOf` calls `name`; none for any other text.
std::optional<ElementType> parseElementType(llvm::StringRef name);

/// True for `F64`, `F32`, `F16` and `BF16`.
bool isFloat(ElementType type);

/// Distance from 1 to the next larger value: 2^-52, 2^-23, 2^-10, 2^-7. Zero for integers.
double epsilon(ElementType type);

/// The smallest positive value, a denormal: 2^-1074, 2^-149, 2^-24, 2^-133. Zero for integers.
double smallestDenormal(ElementType type);

/// Bits of the binary16 value nearest to `value`, ties to even. Overflow gives infinity, NaN stays a
/// (quiet) NaN of the same sign. One rounding only, never by way of f32.
uint16_t toHalf(double value);

/// Bits of the bfloat16 value nearest to `value`, by the rules of `toHalf`. Keeps denormals.
uint16_t toBFloat(double value);

/// The value of binary16 bits, exactly.
double fromHalf(uint16_t bits);

/// The value of bfloat16 bits, exactly.
double fromBFloat(uint16_t bits);

/// The element at `element` (no alignment needed). Exact but for i64, which is rounded to nearest.
double load(ElementType type, const void *element);

/// Writes `value` to `element` (no alignment needed), rounded to nearest, ties to even. An integer
/// saturates and takes NaN as 0; `I1` becomes 1 where `value` is not 0.
void store(ElementType type, void *element, double value);

/// The integer at `element`, exactly. `type` is an integer type.
int64_t loadInteger(ElementType type, const void *element);

/// Writes `value` modulo 2^bits to `element`. `type` is an integer type; `I1` keeps the lowest bit.
void storeInteger(ElementType type, void *element, int64_t value);

/// `value` after `store` and `load`: rounded to `type` as a tensor of that type would hold it.
double roundTo(ElementType type, double value);

} // namespace aicc::data

#endif // AICC_COMPILER_DATA_ELEMENTTYPE_H
