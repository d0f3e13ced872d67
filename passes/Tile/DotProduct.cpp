// Dot products of groups; see DotProduct.h.
#include "passes/Tile/DotProduct.h"
#include "passes/Tile/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::TileOp;

static constexpr DotSpelling kSpellings[] = {
    {"vdpbf16ps", 512, "llvm.x86.avx512bf16.dpbf16ps.512"}, {"vdpbf16ps", 256, "llvm.x86.avx512bf16.dpbf16ps.256"},
    {"vpdpbusd", 512, "llvm.x86.avx512.vpdpbusd.512"},      {"vpdpbusd", 256, "llvm.x86.avx512.vpdpbusd.256"},
    {"vpmaddwd", 256, "llvm.x86.avx2.pmadd.wd", false},     {"sdot.4s", 128, "llvm.aarch64.neon.sdot.v4i32.v16i8"},
    {"udot.4s", 128, "llvm.aarch64.neon.udot.v4i32.v16i8"}};

const DotSpelling *tile::dotSpelling(StringRef instruction, int64_t bits) {
  for (const DotSpelling &spelling : kSpellings)
    if (spelling.instruction == instruction && spelling.bits == bits)
      return &spelling;
  return nullptr;
}

/// The device files' word for the element type of operand `number`.
static std::string wordOf(TileOp tile, unsigned number) {
  Type type = cast<MemRefType>(tile.getInputs()[number].getType()).getElementType();
  std::string text;
  llvm::raw_string_ostream(text) << type;
  return isa<IntegerType>(type) ? (tile->hasAttr(kUnsignedAttrs[number]) ? "u" : "s") + text.substr(1) : text;
}

/// True where an instruction on `wanted` reads elements of `given`, as they are or extended.
static bool reads(StringRef wanted, StringRef given) {
  return wanted == given || (wanted == "s16" && (given == "s8" || given == "u8"));
}

/// The bits of a type by its word: 16 of "bf16", "s16".
static int64_t bitsOf(StringRef word) {
  int64_t bits = 0;
  word.drop_until(llvm::isDigit).consumeInteger(10, bits);
  return bits;
}

DotProduct tile::chooseDotProduct(TileOp tile, const device::Instruction *instruction, unsigned lanesDim) {
  DotProduct dot;
  if (tile.getKind() != kernel::Kind::Contract)
    return dot;
  dot.columns = tile.getAccess(1).isFunctionOfDim(lanesDim) ? 1 : 0;
  dot.rows = 1 - dot.columns;
  if (!instruction || instruction->k == 1)
    return dot;
  bool isBroadcast = !tile.getAccess(dot.rows).isFunctionOfDim(lanesDim);
  std::string rows = wordOf(tile, dot.rows), columns = wordOf(tile, dot.columns);
  bool shifts = instruction->a == "u8" && rows == "s8";
  if (!(isBroadcast || tile.isReduced(lanesDim)) || !reads(instruction->b, columns) ||
      !(shifts || reads(instruction->a, rows)))
    return dot;
  dot.instruction = instruction->name;
  dot.depth = instruction->k;
  dot.shiftsRows = shifts;
  dot.bits = bitsOf(instruction->a);
  return dot;
}

Value tile::broadcastGroup(OpBuilder &builder, Location loc, Value group, int64_t lanes) {
  auto type = cast<VectorType>(group.getType());
  Type word = builder.getIntegerType(type.getNumElements() * type.getElementTypeBitWidth());
  Value single = vector::BitCastOp::create(builder, loc, VectorType::get(1, word), group);
  Value words = vector::BroadcastOp::create(builder, loc, VectorType::get(lanes, word),
                                            vector::ExtractOp::create(builder, loc, single, 0));
  return vector::BitCastOp::create(builder, loc, VectorType::get(lanes * type.getNumElements(), type.getElementType()),
                                   words);
}

Value tile::shiftBytes(OpBuilder &builder, Location loc, Value value) {
  auto type = cast<VectorType>(value.getType());
  // Through words, so that a broadcast in memory folds into the operation.
  auto words = VectorType::get(type.getNumElements() / 4, builder.getI32Type());
  Value bits = vector::BitCastOp::create(builder, loc, words, value);
  Value mask = arith::ConstantOp::create(
      builder, loc, DenseElementsAttr::get(words, builder.getI32IntegerAttr(int32_t(0x80808080u))));
  return vector::BitCastOp::create(builder, loc, type, arith::XOrIOp::create(builder, loc, bits, mask));
}
