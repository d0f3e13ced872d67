// See TurnedCopy.h.
//
// Eight neighbouring threads store 128 bytes at once, which takes one pass where their chunks lie in all banks. A
// thread's four lines follow each other, so those that eight threads store at once are four apart: of lines as long as
// all banks, they and the chunks are permuted into different places; of shorter ones, threads store their four lines in
// orders that differ.
#include "compiler/Target/NVIDIA/TurnedCopy.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;

/// Lines of a block.
constexpr int64_t kLines = 4;

bool nvidia::turnsBlocks(const SliceSource &source) {
  int64_t bytes = source.tile.elementBytes;
  bool isWhole = source.tile.lines % kLines == 0 && source.tiling.sliceDepth * bytes % kChunkBytes == 0;
  return source.isTurned() && !source.factor.isAsync && source.factor.isDepthInner && source.sideStride == 1 &&
         (bytes == 1 || bytes == 4) && isWhole && source.tiling.side(source.factor).extent % kLines == 0;
}

namespace {
class TurnedCopy {
public:
  TurnedCopy(DeviceCode &code, const SliceSource &source, Value depth, Value target)
      : code(code), source(source), depth(depth), target(target), word(code.builder.getI32Type()),
        depths(kChunkBytes / source.tile.elementBytes), chunks(source.tile.lineBytes / kChunkBytes),
        groups(source.tile.lines / kLines), threads(source.tiling.threads()) {}

  void emit() {
    // A unit has several loads.
    int64_t atOnce = std::max<int64_t>(1, kLoadsAtOnce / depths);
    eachUnit(code, chunks * groups, threads, atOnce, [&](ArrayRef<Value> numbers) {
      // All loads are on their way before the first store waits.
      SmallVector<Block> blocks = llvm::map_to_vector(numbers, [&](Value number) { return load(number); });
      for (Block &block : blocks)
        store(block);
    });
  }

private:
  /// What one thread turns.
  struct Block {
    Value isMine, group, chunk;
    SmallVector<Value> rows; ///< of each depth: four elements, in one word or in a vector of four
  };

  Block load(Value number) {
    Block block = place(number);
    Value line = code.mul(block.group, kLines), first = code.mul(block.chunk, depths);
    for (int64_t row = 0; row < depths; ++row)
      block.rows.push_back(loadRow(block, line, code.add(first, row)));
    return block;
  }

  /// Threads that store at once have as many chunks of a line as lie in its run of four, and two neighbouring groups of
  /// lines or more; those that load at once have neighbouring groups, too.
  Block place(Value number) {
    int64_t pair = groups % 2 == 0 ? 2 : 1, run = chunks % 4 == 0 ? 4 : chunks % 2 == 0 ? 2 : 1;
    Block block;
    if (chunks * groups % threads)
      block.isMine = code.isBelow(number, chunks * groups);
    Value rest = code.div(number, pair * run);
    block.group = code.add(code.mul(code.mod(rest, groups / pair), pair), code.mod(number, pair));
    block.chunk = code.add(code.mul(code.div(rest, groups / pair), run), code.mod(code.div(number, pair), run));
    return block;
  }

  /// Four elements, or zeros: what is beyond the tensor is read at its beginning, and not looked at.
  Value loadRow(const Block &block, Value line, Value depthInSlice) {
    Type type = isBytes() ? word : VectorType::get(kLines, word);
    int64_t bytes = kLines * source.tile.elementBytes;
    Value inside = source.isInside(code, line, depthInSlice, depth);
    if (block.isMine)
      inside = inside ? code.both(inside, block.isMine) : block.isMine;
    Value from = source.address(code, line, depthInSlice, depth);
    if (!inside)
      return LLVM::LoadOp::create(code.builder, code.loc, type, from, bytes);
    from = LLVM::SelectOp::create(code.builder, code.loc, inside, from, source.pointer);
    Value loaded = LLVM::LoadOp::create(code.builder, code.loc, type, from, bytes);
    Value zero = LLVM::ZeroOp::create(code.builder, code.loc, type);
    return LLVM::SelectOp::create(code.builder, code.loc, inside, loaded, zero);
  }

  bool isBytes() const { return source.tile.elementBytes == 1; }

  void store(Block &block) {
    SmallVector<SmallVector<Value>> lines = isBytes() ? turnBytes(block.rows) : turnWords(block.rows);
    Value turn = exchange(block, lines);
    OpBuilder::InsertionGuard guard(code.builder);
    if (block.isMine)
      code.builder.setInsertionPointToStart(
          scf::IfOp::create(code.builder, code.loc, block.isMine, /*withElseRegion=*/false).thenBlock());
    for (int64_t number = 0; number < kLines; ++number) {
      Value within = turn ? code.xorBits(code.number(number), turn) : code.number(number);
      Value line = code.add(code.mul(block.group, kLines), within);
      storeChunk(lines[number], source.tile.chunkOffset(code, line, block.chunk));
    }
  }

  void storeChunk(ArrayRef<Value> words, Value offset) {
    Value chunk = LLVM::PoisonOp::create(code.builder, code.loc, VectorType::get(kLines, word));
    for (auto [index, value] : llvm::enumerate(words))
      chunk = LLVM::InsertElementOp::create(code.builder, code.loc, chunk, value, code.number(index));
    LLVM::StoreOp::create(code.builder, code.loc, chunk, code.move(target, code.builder.getI8Type(), offset),
                          kChunkBytes);
  }

  /// The bits by which this thread's order of lines differs from 0 1 2 3, and `lines` in that order; null where it does
  /// not have to differ.
  Value exchange(const Block &block, SmallVector<SmallVector<Value>> &lines) {
    int64_t orders = chunks == 4 ? 2 : chunks == 2 ? 4 : 1;
    if (orders == 1)
      return {};
    Value turn = code.mod(block.group, orders);
    for (int64_t bit = 1; bit < orders; bit *= 2) {
      Value isTurned = code.isEqual(code.andBits(turn, code.number(bit)), code.number(bit));
      SmallVector<SmallVector<Value>> before = lines;
      for (int64_t number = 0; number < kLines; ++number)
        for (auto [index, value] : llvm::enumerate(lines[number]))
          value = code.select(isTurned, before[number ^ bit][index], before[number][index]);
    }
    return turn;
  }

  //===-- In registers ------------------------------------------------------------------------------------------===//

  /// Of four vectors, the words of each line.
  SmallVector<SmallVector<Value>> turnWords(ArrayRef<Value> rows) {
    SmallVector<SmallVector<Value>> lines(kLines);
    for (Value row : rows)
      for (auto [number, line] : llvm::enumerate(lines))
        line.push_back(LLVM::ExtractElementOp::create(code.builder, code.loc, row, code.number(number)));
    return lines;
  }

  /// Of sixteen words of four bytes, the four words of each line: squares of four words, one after the other.
  SmallVector<SmallVector<Value>> turnBytes(ArrayRef<Value> rows) {
    SmallVector<SmallVector<Value>> lines(kLines);
    for (size_t first = 0; first < rows.size(); first += kLines) {
      ArrayRef<Value> square = rows.slice(first, kLines);
      Value lowAB = permute(square[0], square[1], 0x5140), highAB = permute(square[0], square[1], 0x7362);
      Value lowCD = permute(square[2], square[3], 0x5140), highCD = permute(square[2], square[3], 0x7362);
      lines[0].push_back(permute(lowAB, lowCD, 0x5410));
      lines[1].push_back(permute(lowAB, lowCD, 0x7632));
      lines[2].push_back(permute(highAB, highCD, 0x5410));
      lines[3].push_back(permute(highAB, highCD, 0x7632));
    }
    return lines;
  }

  /// The bytes of `low` (0 to 3) and `high` (4 to 7) that the nibbles of `selector` name, lowest first.
  Value permute(Value low, Value high, int64_t selector) {
    return NVVM::PermuteOp::create(code.builder, code.loc, word, low, high, code.number(selector),
                                   NVVM::PermuteMode::DEFAULT);
  }

  DeviceCode &code;
  const SliceSource &source;
  Value depth, target;
  Type word;
  int64_t depths; ///< elements of a chunk
  int64_t chunks, groups, threads;
};
} // namespace

void nvidia::copyTurned(DeviceCode &code, const SliceSource &source, Value depth, Value target) {
  TurnedCopy(code, source, depth, target).emit();
}
