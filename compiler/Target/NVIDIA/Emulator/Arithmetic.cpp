// Opcodes that integers and floating-point numbers share: the type decides.
#include "compiler/Target/NVIDIA/Emulator/Families.h"

namespace aicc::ptx {
void decodeArithmetic(Decode &decode) {
  Scalar type = decode.takeType();
  isFloat(type) ? decodeFloatArithmetic(decode, type) : decodeIntegerArithmetic(decode, type);
}

void decodeMul(Decode &decode) {
  Scalar type = decode.takeType();
  isFloat(type) ? decodeFloatArithmetic(decode, type) : decodeMultiply(decode, type);
}

/// On floating-point numbers, mad is fma.
void decodeMad(Decode &decode) {
  if (llvm::StringRef first = decode.peek(); first == "lo" || first == "hi" || first == "wide")
    return decodeMultiplyAdd(decode, decode.takeType());
  decodeFma(decode);
}
} // namespace aicc::ptx
