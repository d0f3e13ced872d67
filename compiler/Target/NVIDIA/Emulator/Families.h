// The decoding functions of all families, for the table in Subset.cpp. Each is beside the functions that execute it.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_FAMILIES_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_FAMILIES_H

#include "compiler/Target/NVIDIA/Emulator/Decode.h"

namespace aicc::ptx {
// Integer.cpp
void decodeIntegerArithmetic(Decode &decode, Scalar type);
void decodeCarry(Decode &decode);
void decodeMultiply(Decode &decode, Scalar type);
void decodeMultiplyAdd(Decode &decode, Scalar type);
void decodeRemainder(Decode &decode);
void decodeSad(Decode &decode);
void decodeDotProduct(Decode &decode);

// Bits.cpp
void decodeLogic(Decode &decode);
void decodeNot(Decode &decode);
void decodeShift(Decode &decode);
void decodeFunnelShift(Decode &decode);
void decodeCount(Decode &decode);
void decodeReverse(Decode &decode);
void decodeFindBit(Decode &decode);
void decodeFieldExtract(Decode &decode);
void decodeFieldInsert(Decode &decode);
void decodeLop3(Decode &decode);
void decodePermute(Decode &decode);

// Floating.cpp
void decodeFloatArithmetic(Decode &decode, Scalar type);
void decodeFma(Decode &decode);
void decodeApproximation(Decode &decode);
void decodeCopySign(Decode &decode);

// Arithmetic.cpp: opcodes that integers and floating-point numbers share
void decodeArithmetic(Decode &decode);
void decodeMul(Decode &decode);
void decodeMad(Decode &decode);

// Compare.cpp
void decodeSetp(Decode &decode);
void decodeSet(Decode &decode);
void decodeSelp(Decode &decode);
void decodeSlct(Decode &decode);

// Convert.cpp
void decodeCvt(Decode &decode);

// Moves.cpp
void decodeMov(Decode &decode);
void decodeCvta(Decode &decode);
void decodeIsSpace(Decode &decode);

// LoadStore.cpp
void decodeLoad(Decode &decode);
void decodeStore(Decode &decode);
void decodePrefetch(Decode &decode);

// Atomic.cpp
void decodeAtomic(Decode &decode);

// AsyncCopy.cpp
void decodeCp(Decode &decode);

// Matrix.cpp
void decodeLoadMatrix(Decode &decode);
void decodeStoreMatrix(Decode &decode);

// Mma.cpp
void decodeMma(Decode &decode);

// Collective.cpp
void decodeShuffle(Decode &decode);
void decodeVote(Decode &decode);
void decodeActiveMask(Decode &decode);
void decodeReduce(Decode &decode);

// ControlFlow.cpp
void decodeBranch(Decode &decode);
void decodeIndexedBranch(Decode &decode);
void decodeReturn(Decode &decode);
void decodeBarrier(Decode &decode);
void decodeFence(Decode &decode);
void decodeNothing(Decode &decode);
void decodeTrap(Decode &decode);
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_FAMILIES_H
