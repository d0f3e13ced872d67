// Packing copies of codes of four bits; see PackCodes.h.
#include "passes/Tile/PackCodes.h"
#include "passes/Tile/PackSource.h"
#include "passes/Tile/Transpose.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::PackOp;

/// Codes in a word of 32 bits.
constexpr int64_t kCodesOfWord = 8;

namespace {
class CodePacker : PackSource {
public:
  CodePacker(PackOp pack, int64_t vectorBits)
      : PackSource(pack), vectorBits(vectorBits), block(layout.getBlock().getSizes()),
        group(block.size() > 1 ? block.back() : 1), half(layout.getSplit() / group) {}

  void emit() {
    lowers.assign(dims.size(), index(0));
    valid.assign(dims.size(), Value());
    for (StringAttr name : layout.getOuter().drop_back())
      enterBlock(name, enterLoop(count(name)));
    unsigned innermost = dims.size() - 1;
    if (!isPanel())
      return copyBlocks(index(0));
    auto byVectors = [&] {
      if (position(depthName()) == innermost && isRegister())
        return transposePanel();
      return position(lanesName()) == innermost ? interleavePanel() : index(0);
    };
    branch(isWholePanel(), [&] { copyBlocks(byVectors()); }, [&] { copyBlocks(index(0)); });
  }

private:
  StringAttr lanesName() { return layout.getBlock().getDims().front(); }
  StringAttr depthName() { return layout.getOuter().back(); }
  Value extent(StringAttr name) { return size(position(name)); }
  Value constant(Type type, int64_t value) {
    Type element = getElementTypeOrSelf(type);
    APInt bits(element.getIntOrFloatBitWidth(), value, /*isSigned=*/false, /*implicitTrunc=*/true);
    TypedAttr attr = builder.getIntegerAttr(element, bits);
    if (auto vector = dyn_cast<VectorType>(type))
      attr = DenseElementsAttr::get(vector, attr);
    return arith::ConstantOp::create(builder, loc, attr);
  }

  /// Blocks along dimension `name`.
  Value count(StringAttr name) { return ceil(extent(name), blockSize(name)); }

  /// What follows is for block `number` of dimension `name`.
  void enterBlock(StringAttr name, Value number) {
    unsigned dim = position(name);
    blocks.push_back(number);
    lowers[dim] = mul(number, blockSize(name));
    valid[dim] = least(sub(extent(name), lowers[dim]), index(blockSize(name)));
  }

  /// Writes `bytes`, a vector of i8, from byte `inside` on of the run in which `where` lies.
  void storeBytes(Value bytes, ArrayRef<Value> where) {
    auto nibbles = VectorType::get(2 * cast<VectorType>(bytes.getType()).getNumElements(), builder.getIntegerType(4));
    vector::StoreOp::create(builder, loc, vector::BitCastOp::create(builder, loc, nibbles, bytes), pack.getDest(),
                            where);
  }

  /// Where the byte of lane `lane` of half run `run` lies, for element `inside` of group `number`.
  SmallVector<Value> target(Value number, Value run, Value lane, Value inside) {
    SmallVector<Value> where(blocks);
    llvm::append_values(where, number, run, lane);
    if (block.size() > 1)
      where.push_back(inside);
    where.push_back(index(0));
    return where;
  }

  /// True where lanes and groups along the depth are blocked, and every row of the source starts on a byte.
  bool isPanel() {
    ArrayRef<StringAttr> outer = layout.getOuter(), names = layout.getBlock().getDims();
    int64_t row = cast<MemRefType>(pack.getSource().getType()).getShape().back();
    std::optional<int64_t> start = getConstantIntValue(pack.getOffsets().back());
    return outer.size() > 1 && names.front() != outer.back() && (names.size() == 1 || names[1] == outer.back()) &&
           row % 2 == 0 && start && *start % 2 == 0 && half % 2 == 0 && llvm::is_contained({1, 2, 4}, group);
  }

  Value isWholePanel() {
    std::optional<int64_t> lanes = getConstantIntValue(extent(lanesName()));
    if (lanes && *lanes % block.front() == 0)
      return yes();
    return isLess(index(block.front() - 1), valid[position(lanesName())]);
  }

  //===-- Codes that are contiguous along the depth -------------------------------------------------------------===//

  /// True where a word of each lane of half a run fills a register, or half or a quarter of one.
  bool isRegister() { return llvm::is_contained({4, 8, 16}, half) && 32 * half <= vectorBits; }

  /// The part of the panel whose depth fills registers; returns the number of groups along the depth in it.
  Value transposePanel() {
    int64_t depth = kCodesOfWord * half;
    Value steps = div(extent(depthName()), depth);
    transposeSteps(steps, depth);
    return mul(steps, depth / group);
  }

  /// `steps` times `depth` codes of every lane, half run by half run.
  void transposeSteps(Value steps, int64_t depth) {
    OpBuilder::InsertionGuard guard(builder);
    Value run = enterLoop(index(block.front() / (2 * half))), step = enterLoop(steps);
    Value lane = mul(run, 2 * half), start = mul(step, depth);
    SmallVector<Value> low = wordsOf(lane, start), high = wordsOf(add(lane, index(half)), start);
    for (int64_t word = 0; word < half; ++word)
      storeWord(low[word], high[word], run, add(mul(step, depth / group), index(word * kCodesOfWord / group)));
  }

  /// Words of 8 codes, one vector a word with an element for each of the `half` lanes from `lane` of the panel on; the
  /// first begins at `depth`.
  SmallVector<Value> wordsOf(Value lane, Value depth) {
    SmallVector<Value> rows;
    for (int64_t row = 0; row < half; ++row) {
      SmallVector<Value> from = lowers;
      unsigned lanes = position(lanesName());
      from[lanes] = add(lowers[lanes], add(lane, index(row)));
      from[position(depthName())] = depth;
      Value codes = load(kCodesOfWord * half, absolute(from), Value());
      rows.push_back(vector::BitCastOp::create(builder, loc, wordsType(), codes));
    }
    return transposeWords(builder, loc, rows);
  }

  VectorType wordsType() { return VectorType::get(half, builder.getI32Type()); }

  Value masked(Value words, uint32_t mask) {
    return arith::AndIOp::create(builder, loc, words, constant(words.getType(), mask));
  }
  Value raised(Value words, int64_t bits) {
    return bits ? Value(arith::ShLIOp::create(builder, loc, words, constant(words.getType(), bits))) : words;
  }
  Value lowered(Value words, int64_t bits) {
    return bits ? Value(arith::ShRUIOp::create(builder, loc, words, constant(words.getType(), bits))) : words;
  }
  Value either(Value a, Value b) { return arith::OrIOp::create(builder, loc, a, b); }

  /// The groups of one word of each lane, from group `number` on: codes of `low` in the low halves of bytes, those of
  /// `high` in the high halves.
  void storeWord(Value low, Value high, Value run, Value number) {
    constexpr uint32_t kLow = 0x0f0f0f0f;
    // Byte b holds code 2 b of both, or code 2 b + 1.
    Value even = either(masked(low, kLow), raised(masked(high, kLow), 4));
    Value odd = either(masked(lowered(low, 4), kLow), masked(high, ~kLow));
    auto bytes = VectorType::get(half * group, builder.getI8Type());
    auto narrow = VectorType::get(half, builder.getIntegerType(8 * group));
    for (int64_t first = 0; first < kCodesOfWord; first += group) {
      Value words;
      for (int64_t inside = 0; inside < group; ++inside) {
        int64_t code = first + inside;
        Value byte = lowered(code % 2 ? odd : even, 8 * (code / 2));
        // What lies above the last byte is cut off below.
        byte = raised(inside + 1 < group ? masked(byte, 0xff) : byte, 8 * inside);
        words = words ? either(words, byte) : byte;
      }
      if (narrow != wordsType())
        words = arith::TruncIOp::create(builder, loc, narrow, words);
      storeBytes(vector::BitCastOp::create(builder, loc, bytes, words),
                 target(add(number, index(first / group)), run, index(0), index(0)));
    }
  }

  //===-- Codes that are contiguous along the lanes -------------------------------------------------------------===//

  /// All whole groups of the panel; returns their number.
  Value interleavePanel() {
    Value groups = div(extent(depthName()), group);
    OpBuilder::InsertionGuard guard(builder);
    Value number = enterLoop(groups), run = enterLoop(index(block.front() / (2 * half)));
    SmallVector<Value> rows;
    for (int64_t inside = 0; inside < group; ++inside)
      rows.push_back(splitRow(mul(run, 2 * half), add(mul(number, group), index(inside))));
    storeBytes(interleaveVectors(builder, loc, rows), target(number, run, index(0), index(0)));
    return groups;
  }

  /// The bytes of the run from `lane` on at `depth`. A byte of the source holds the codes of an even lane and the next.
  Value splitRow(Value lane, Value depth) {
    auto bytesAt = [&](Value from) {
      SmallVector<Value> where = lowers;
      where[position(lanesName())] = add(lowers[position(lanesName())], from);
      where[position(depthName())] = depth;
      Value codes = load(half, absolute(where), Value());
      return vector::BitCastOp::create(builder, loc, VectorType::get(half / 2, builder.getI8Type()), codes);
    };
    Value low = bytesAt(lane), high = bytesAt(add(lane, index(half)));
    Value even = either(masked(low, 0x0f), raised(high, 4)), odd = either(lowered(low, 4), masked(high, 0xf0));
    return interleaveVectors(builder, loc, {even, odd});
  }

  //===-- Byte by byte ------------------------------------------------------------------------------------------===//

  /// The blocks along the innermost outer dimension, from number `from` on.
  void copyBlocks(Value from) {
    OpBuilder::InsertionGuard guard(builder);
    SmallVector<Value> outer = blocks, allLowers = lowers, allValid = valid;
    enterBlock(depthName(), enterLoop(from, count(depthName())));
    Value number = blocks.pop_back_val();
    Value run = enterLoop(index(block.front() / (2 * half))), lane = enterLoop(index(half)), inside;
    if (block.size() > 1)
      inside = enterLoop(index(group));
    Value low = add(mul(run, 2 * half), lane), high = add(low, index(half));
    Value byte = either(codeAt(low, inside), raised(codeAt(high, inside), 4));
    storeBytes(vector::BroadcastOp::create(builder, loc, VectorType::get(1, builder.getI8Type()), byte),
               target(number, run, lane, inside));
    blocks = outer, lowers = allLowers, valid = allValid;
  }

  /// The code at `lane` of the block and `inside` of the group, as a byte; zero beyond the box.
  Value codeAt(Value lane, Value inside) {
    SmallVector<Value> from = lowers;
    Value isThere = yes();
    SmallVector<Value> positions = {lane, inside};
    for (auto [name, place] : llvm::zip(layout.getBlock().getDims(), positions)) {
      unsigned dim = position(name);
      Value isInside = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, place, valid[dim]);
      isThere = builder.createOrFold<arith::AndIOp>(loc, isThere, isInside);
      from[dim] = add(lowers[dim], arith::SelectOp::create(builder, loc, isInside, place, index(0)));
    }
    Value code = memref::LoadOp::create(builder, loc, pack.getSource(), absolute(from));
    Value wide = arith::ExtUIOp::create(builder, loc, builder.getI8Type(), code);
    return arith::SelectOp::create(builder, loc, isThere, wide, constant(builder.getI8Type(), 0));
  }

  int64_t vectorBits;
  ArrayRef<int64_t> block;   ///< lanes, and elements along the depth that lie together
  int64_t group;             ///< the latter; 1 where the block has none
  int64_t half;              ///< lanes of half a run
  SmallVector<Value> blocks; ///< numbers of the blocks that the insertion point is in
  SmallVector<Value> lowers; ///< first element of the block, from the box's origin, by source dimension
  SmallVector<Value> valid;  ///< elements of the block that the box fills, by source dimension
};
} // namespace

void tile::emitPackCodes(PackOp pack, int64_t vectorBits) { CodePacker(pack, vectorBits).emit(); }
