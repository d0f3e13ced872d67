// Names and sizes of types.
#include "compiler/Target/NVIDIA/Emulator/Types.h"
#include <iterator>

namespace aicc::ptx {
namespace {
struct Row {
  llvm::StringLiteral name;
  unsigned bytes;
};

// In the order of the enumeration.
constexpr Row kRows[] = {{"pred", 0}, {"b8", 1},    {"b16", 2},    {"b32", 4},    {"b64", 8},  {"b128", 16}, {"u8", 1},
                         {"u16", 2},  {"u32", 4},   {"u64", 8},    {"s8", 1},     {"s16", 2},  {"s32", 4},   {"s64", 8},
                         {"f16", 2},  {"f16x2", 4}, {"bf16", 2},   {"bf16x2", 4}, {"tf32", 4}, {"f32", 4},   {"f64", 8},
                         {"e4m3", 1}, {"e5m2", 1},  {"e4m3x2", 2}, {"e5m2x2", 2}};
static_assert(std::size(kRows) == size_t(Scalar::E5M2x2) + 1, "one row a type");
} // namespace

std::optional<Scalar> parseScalar(llvm::StringRef name) {
  for (size_t i = 0; i < std::size(kRows); ++i)
    if (name == kRows[i].name)
      return Scalar(i);
  return std::nullopt;
}

llvm::StringRef nameOf(Scalar type) { return kRows[size_t(type)].name; }

unsigned sizeOf(Scalar type) { return kRows[size_t(type)].bytes; }

bool isSigned(Scalar type) { return type >= Scalar::S8 && type <= Scalar::S64; }

bool isFloat(Scalar type) { return type >= Scalar::F16; }
} // namespace aicc::ptx
