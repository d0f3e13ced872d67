// See Fragments.h. Layouts of fragments: "Matrix Fragments for mma.m16n8k16" and its neighbours, and "ldmatrix", in the PTX
// ISA: of eight lines of one chunk that it reads, lane l gets bytes 4 (l mod 4) of line l / 4, or, transposed, the two
// elements l / 4 of lines 2 (l mod 4) and the next.
#include "compiler/Target/NVIDIA/Fragments.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;

/// Lines of one matrix that ldmatrix reads.
constexpr int64_t kMatrixLines = 8;

/// Where this lane's line of the matrices lies in the tile. Lane l gives the line l mod 8 of matrix l / 8. The four
/// matrices of a row fragment are, in the order of its registers, (rows, chunk of depth) = (0, 0), (1, 0), (0, 1), (1, 1);
/// of two column fragments (columns, chunk) = (0, 0), (0, 1), (1, 0), (1, 1).
Value FragmentReader::place(DeviceCode &code, int64_t step, int64_t offset, int64_t count) {
  // The lines of two matrices come from half a warp; its other half then gives what nobody reads.
  Value giver = count == 2 ? code.mod(lane, 2 * kMatrixLines) : lane;
  Value line = code.mod(giver, kMatrixLines), matrix = code.div(giver, kMatrixLines);
  Value low = code.mod(matrix, 2), high = code.div(matrix, 2);
  Value alongSide = factor.isRows ? low : high, alongDepth = factor.isRows ? high : low;
  if (factor.isDepthInner) {
    // What does not change the permutation is added behind it, where it is a constant of the instruction.
    bool isConstant = tile.repeatsAfter(offset);
    Value row = code.add(code.add(first, code.mul(alongSide, kMatrixLines)), line);
    Value chunk = code.add(alongDepth, 2 * step);
    if (!isConstant)
      return tile.chunkOffset(code, code.add(row, offset), chunk);
    return code.add(tile.chunkOffset(code, row, chunk), offset * tile.lineBytes);
  }
  int64_t depth = step * tiling.instruction.k;
  Value row = code.add(code.mul(alongDepth, kMatrixLines), line);
  Value chunk = code.add(code.div(code.add(first, offset), kChunkBytes / tile.elementBytes), alongSide);
  if (!tile.repeatsAfter(depth))
    return tile.chunkOffset(code, code.add(row, depth), chunk);
  return code.add(tile.chunkOffset(code, row, chunk), depth * tile.lineBytes);
}

/// `word`, an f32, to the nearest tf32: the instruction itself would cut the bits off.
static Value roundToTf32(DeviceCode &code, Value word) {
  Value number = LLVM::BitcastOp::create(code.builder, code.loc, code.builder.getF32Type(), word);
  return NVVM::ConvertFloatToTF32Op::create(code.builder, code.loc, code.builder.getI32Type(), number,
                                            NVVM::FPRoundingMode::RNA);
}

SmallVector<Value> FragmentReader::readMatrices(DeviceCode &code, Value pointer, int64_t step, int64_t offset,
                                                int64_t count) {
  OpBuilder &builder = code.builder;
  MLIRContext *context = builder.getContext();
  Type word = builder.getI32Type();
  SmallVector<Type> words(count, word);
  Value from = code.move(pointer, builder.getI8Type(), place(code, step, offset, count));
  auto layout = factor.isDepthInner ? NVVM::MMALayout::row : NVVM::MMALayout::col;
  Value loaded = NVVM::LdMatrixOp::create(builder, code.loc, LLVM::LLVMStructType::getLiteral(context, words), from, count,
                                          layout, NVVM::LdStMatrixShapeAttr::get(context, 8, 8),
                                          NVVM::LdStMatrixEltType::B16);
  SmallVector<Value> registers;
  for (int64_t index = 0; index < count; ++index) {
    Value word = LLVM::ExtractValueOp::create(builder, code.loc, loaded, index);
    registers.push_back(tiling.instruction.a == "tf32" ? roundToTf32(code, word) : word);
  }
  return registers;
}

SmallVector<SmallVector<Value>> FragmentReader::read(DeviceCode &code, Value pointer, int64_t step) {
  const TiledDim &side = tiling.side(factor);
  SmallVector<SmallVector<Value>> fragments;
  for (int64_t offset = 0; offset < side.unitTile;) {
    int64_t left = (side.unitTile - offset) / side.granule;
    bool isPair = !factor.isRows && left > 1;
    SmallVector<Value> words = readMatrices(code, pointer, step, offset, factor.isRows || isPair ? 4 : 2);
    ArrayRef<Value> all(words);
    if (isPair) {
      fragments.push_back(llvm::to_vector(all.take_front(2)));
      fragments.push_back(llvm::to_vector(all.drop_front(2)));
    } else {
      fragments.push_back(words);
    }
    offset += side.granule * (isPair ? 2 : 1);
  }
  return fragments;
}

/// LLVM's word for the elements of a factor.
static NVVM::MMATypes factorType(StringRef word) {
  return llvm::StringSwitch<NVVM::MMATypes>(word)
      .Case("f16", NVVM::MMATypes::f16)
      .Case("bf16", NVVM::MMATypes::bf16)
      .Case("tf32", NVVM::MMATypes::tf32)
      .Default(NVVM::MMATypes::s8);
}

SmallVector<Value> nvidia::multiply(DeviceCode &code, const device::Instruction &instruction, ValueRange rows,
                                    ValueRange columns, ValueRange sums) {
  OpBuilder &builder = code.builder;
  NVVM::MMATypes type = factorType(instruction.a);
  // f16 alone is passed in pairs; the others in plain words.
  auto operands = [&](ValueRange words) {
    return llvm::map_to_vector(words, [&](Value word) -> Value {
      if (type != NVVM::MMATypes::f16)
        return word;
      return LLVM::BitcastOp::create(builder, code.loc, VectorType::get(2, builder.getF16Type()), word);
    });
  };
  SmallVector<Type> words(4, sums.front().getType());
  std::optional<NVVM::MMAIntOverflow> overflow;
  if (type == NVVM::MMATypes::s8)
    overflow = NVVM::MMAIntOverflow::wrapped;
  Value result = NVVM::MmaOp::create(builder, code.loc, LLVM::LLVMStructType::getLiteral(builder.getContext(), words),
                                     operands(rows), operands(columns), sums,
                                     ArrayRef<int64_t>{instruction.m, instruction.n, instruction.k}, std::nullopt, overflow,
                                     std::array<NVVM::MMATypes, 2>{type, type},
                                     std::array<NVVM::MMALayout, 2>{NVVM::MMALayout::row, NVVM::MMALayout::col});
  SmallVector<Value> next;
  for (int64_t index : {0, 1, 2, 3})
    next.push_back(LLVM::ExtractValueOp::create(builder, code.loc, result, index));
  return next;
}
