// Transposes in registers; see Transpose.h.
#include "passes/Tile/Transpose.h"

using namespace mlir;
using namespace aicc;

/// Words in 128 bits.
constexpr int64_t kPiece = 4;

static Value shuffle(OpBuilder &builder, Location loc, Value a, Value b, ArrayRef<int64_t> lanes) {
  return vector::ShuffleOp::create(builder, loc, a, b, lanes);
}

/// In each 128-bit piece: runs of `run` words, by turns from `a` and `b`, from the lower or the upper half of
/// it.
static Value unpack(OpBuilder &builder, Location loc, Value a, Value b, int64_t run, bool isUpper) {
  int64_t words = cast<VectorType>(a.getType()).getNumElements();
  SmallVector<int64_t> lanes;
  for (int64_t piece = 0; piece < words; piece += kPiece)
    for (int64_t start = isUpper ? kPiece / 2 : 0, end = start + kPiece / 2; start < end; start += run)
      for (int64_t source : {int64_t(0), words})
        for (int64_t word = 0; word < run; ++word)
          lanes.push_back(source + piece + start + word);
  return shuffle(builder, loc, a, b, lanes);
}

/// The 128-bit pieces `first` of `a` and `second` of `b`, in this order.
static Value pieces(OpBuilder &builder, Location loc, Value a, Value b, ArrayRef<int64_t> first,
                    ArrayRef<int64_t> second) {
  int64_t words = cast<VectorType>(a.getType()).getNumElements();
  SmallVector<int64_t> lanes;
  for (auto [source, chosen] : {std::pair(int64_t(0), first), std::pair(words, second)})
    for (int64_t piece : chosen)
      for (int64_t word = 0; word < kPiece; ++word)
        lanes.push_back(source + piece * kPiece + word);
  return shuffle(builder, loc, a, b, lanes);
}

/// Transposes the block of 128-bit pieces whose rows are `rows`: 1, 2 or 4 of them.
static SmallVector<Value> transposePieces(OpBuilder &builder, Location loc, ArrayRef<Value> rows) {
  auto take = [&](Value a, Value b, ArrayRef<int64_t> first) { return pieces(builder, loc, a, b, first, first); };
  if (rows.size() == 1)
    return {rows[0]};
  if (rows.size() == 2)
    return {take(rows[0], rows[1], {0}), take(rows[0], rows[1], {1})};
  assert(rows.size() == 4 && "registers have at most 512 bits");
  Value lower01 = take(rows[0], rows[1], {0, 1}), upper01 = take(rows[0], rows[1], {2, 3});
  Value lower23 = take(rows[2], rows[3], {0, 1}), upper23 = take(rows[2], rows[3], {2, 3});
  return {take(lower01, lower23, {0, 2}), take(lower01, lower23, {1, 3}), take(upper01, upper23, {0, 2}),
          take(upper01, upper23, {1, 3})};
}

SmallVector<Value> tile::transposeWords(OpBuilder &builder, Location loc, ArrayRef<Value> rows) {
  int64_t words = rows.size(), groups = words / kPiece;
  // After two steps piece l of four[kPiece * g + c] holds column kPiece * l + c of the rows from kPiece * g on.
  SmallVector<Value> pairs(words), four(words), columns(words);
  for (int64_t row = 0; row < words; row += 2)
    for (int64_t half : {0, 1})
      pairs[row + half] = unpack(builder, loc, rows[row], rows[row + 1], 1, half);
  for (int64_t row = 0; row < words; row += kPiece)
    for (int64_t column = 0; column < kPiece; ++column)
      four[row + column] =
          unpack(builder, loc, pairs[row + column / 2], pairs[row + 2 + column / 2], 2, column % 2);
  for (int64_t column = 0; column < kPiece; ++column) {
    SmallVector<Value> across;
    for (int64_t group = 0; group < groups; ++group)
      across.push_back(four[group * kPiece + column]);
    for (auto [piece, value] : llvm::enumerate(transposePieces(builder, loc, across)))
      columns[piece * kPiece + column] = value;
  }
  return columns;
}

Value tile::interleaveVectors(OpBuilder &builder, Location loc, ArrayRef<Value> parts) {
  if (parts.size() == 1)
    return parts[0];
  // Even parts and odd parts first, so that one more step brings neighbours together.
  SmallVector<Value> even, odd;
  for (auto [index, part] : llvm::enumerate(parts))
    (index % 2 ? odd : even).push_back(part);
  Value a = interleaveVectors(builder, loc, even), b = interleaveVectors(builder, loc, odd);
  return vector::InterleaveOp::create(builder, loc, a, b);
}
