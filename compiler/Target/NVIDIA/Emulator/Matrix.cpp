// ldmatrix and stmatrix, "Warp-level matrix load instruction: ldmatrix" and "… store instruction: stmatrix" of the PTX
// ISA.
//
// Lane 8i + r gives the address of row r of matrix i: 16 bytes, 8 elements of 16 bits. Register i of lane l holds
// elements 2(l % 4) and 2(l % 4) + 1 of row l / 4; transposed, of column l / 4.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Lanes.h"

namespace aicc::ptx {
namespace {
constexpr unsigned kRows = 8;

/// Bytes of element (row, column) of a matrix, by the lanes that gave the rows.
uint8_t *elementAt(const Place *places, unsigned matrix, unsigned row, unsigned column) {
  return places[matrix * kRows + row].bytes + 2 * column;
}

/// The two elements that a lane holds of each matrix: their places, null where a row's address was bad.
struct Pair {
  uint8_t *element[2];
};
Pair pairOf(const Instr &instr, const Place *places, uint32_t possible, unsigned matrix, unsigned lane) {
  Pair pair;
  for (unsigned i = 0; i < 2; ++i) {
    unsigned row = lane / 4, column = 2 * (lane % 4) + i;
    if (instr.details.transposed)
      std::swap(row, column);
    bool known = possible >> (matrix * kRows + row) & 1;
    pair.element[i] = known ? elementAt(places, matrix, row, column) : nullptr;
  }
  return pair;
}

/// The rows' places; lanes beyond the matrices give no address.
uint32_t findRows(Warp &warp, const Instr &instr, Use use, Place *places) {
  Addresses addresses;
  warp.addresses(instr.src[0], instr.details.offset, addresses);
  unsigned rows = instr.details.mode * kRows;
  uint32_t lanes = rows == kLanes ? ~uint32_t(0) : (uint32_t(1) << rows) - 1;
  return warp.access(instr, instr.details.space, addresses, lanes, 16, use, places);
}

void loadMatrix(Warp &warp, const Instr &instr) {
  if (!warp.requireLanes(instr, ~uint32_t(0)))
    return;
  Place places[kLanes];
  uint32_t possible = findRows(warp, instr, Use::Read, places);
  for (unsigned matrix = 0; matrix < instr.details.mode; ++matrix) {
    uint16_t *to = warp.lanes<uint16_t>(instr.dst[matrix]);
    for (unsigned lane = 0; lane < kLanes; ++lane) {
      Pair pair = pairOf(instr, places, possible, matrix, lane);
      for (unsigned i = 0; i < 2; ++i)
        if (pair.element[i])
          std::memcpy(to + 2 * lane + i, pair.element[i], 2);
    }
  }
}

void storeMatrix(Warp &warp, const Instr &instr) {
  if (!warp.requireLanes(instr, ~uint32_t(0)))
    return;
  Place places[kLanes];
  uint32_t possible = findRows(warp, instr, Use::Write, places);
  for (unsigned matrix = 0; matrix < instr.details.mode; ++matrix) {
    const uint16_t *from = warp.lanes<uint16_t>(instr.src[1 + matrix]);
    for (unsigned lane = 0; lane < kLanes; ++lane) {
      Pair pair = pairOf(instr, places, possible, matrix, lane);
      for (unsigned i = 0; i < 2; ++i)
        if (pair.element[i])
          std::memcpy(pair.element[i], from + 2 * lane + i, 2);
    }
  }
}

/// .sync.aligned.m8n8.x1|x2|x4{.trans}{.shared}.b16
void decodeShape(Decode &decode) {
  if (!decode.take("sync") || !decode.take("aligned") || !decode.take("m8n8"))
    decode.fail("expected '.sync.aligned.m8n8'");
  int count = decode.takeOneOf({"x1", "x2", "x4"});
  if (count < 0)
    decode.fail("expected '.x1', '.x2' or '.x4'");
  Details &details = decode.details;
  details.mode = count < 0 ? 1 : uint8_t(1 << count);
  details.transposed = decode.take("trans");
  details.space = decode.take("shared") || decode.take("shared::cta") ? Space::Shared : Space::Generic;
  details.collective = true;
  decode.takeType({Scalar::B16});
  decode.out.accessBytes = 16;
  decode.expectOperands(2);
}

void expectRegisters(Decode &decode, size_t found) {
  if (found != decode.details.mode)
    decode.fail("expected " + llvm::Twine(unsigned(decode.details.mode)) + " registers, found " + llvm::Twine(found));
}
} // namespace

void decodeLoadMatrix(Decode &decode) {
  decodeShape(decode);
  llvm::ArrayRef<Expr> registers = decode.elements(0);
  expectRegisters(decode, registers.size());
  for (const Expr &expr : registers)
    decode.destExpr(expr, Scalar::B32);
  decode.details.offset = decode.address(1);
  decode.out.execute = loadMatrix;
}

void decodeStoreMatrix(Decode &decode) {
  decodeShape(decode);
  decode.details.offset = decode.address(0);
  llvm::ArrayRef<Expr> registers = decode.elements(1);
  expectRegisters(decode, registers.size());
  for (const Expr &expr : registers)
    decode.sourceExpr(expr, Scalar::B32);
  decode.out.execute = storeMatrix;
}
} // namespace aicc::ptx
