// Rounding by way of odd numbers; see Rounding.h.
#include "passes/Oracle/Rounding.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace aicc;
using namespace mlir::arith;

namespace {
/// Integer arithmetic on 32 bits, spelled shortly.
struct Words {
  OpBuilder &builder;
  Location loc;

  Value word(int64_t value) { return ConstantOp::create(builder, loc, builder.getI32IntegerAttr(value)); }
  Value bitsOf(Value value) { return BitcastOp::create(builder, loc, builder.getI32Type(), value); }
  Value add(Value a, Value b) { return AddIOp::create(builder, loc, a, b); }
  Value shiftRight(Value a, int64_t count) { return ShRUIOp::create(builder, loc, a, word(count)); }
  Value lowestBit(Value a) { return AndIOp::create(builder, loc, a, word(1)); }
  Value choose(Value condition, Value yes, Value no) { return SelectOp::create(builder, loc, condition, yes, no); }
};
} // namespace

/// The bits of an f32 next to the f64 `value`: itself where it is one, else the neighbour whose last bit is set. What
/// has at least two bits fewer rounds from there as from `value`.
static Value roundToOdd(Words words, Value value) {
  OpBuilder &builder = words.builder;
  Location loc = words.loc;
  Value nearest = TruncFOp::create(builder, loc, builder.getF32Type(), value);
  Value back = ExtFOp::create(builder, loc, builder.getF64Type(), nearest);
  Value bits = words.bitsOf(nearest);
  Value isInexact = CmpFOp::create(builder, loc, CmpFPredicate::ONE, back, value);
  Value isEven = CmpIOp::create(builder, loc, CmpIPredicate::eq, words.lowestBit(bits), words.word(0));
  Value isBelow = CmpFOp::create(builder, loc, CmpFPredicate::OLT, math::AbsFOp::create(builder, loc, back),
                                 math::AbsFOp::create(builder, loc, value));
  Value step = words.choose(isBelow, words.word(1), words.word(-1));
  return words.choose(AndIOp::create(builder, loc, isInexact, isEven), words.add(bits, step), bits);
}

/// The upper half of f32 bits, rounded to nearest even; a NaN stays one.
static Value roundToBFloat(Words words, Value bits, Value value) {
  OpBuilder &builder = words.builder;
  Location loc = words.loc;
  Value half = words.add(words.word(0x7fff), words.lowestBit(words.shiftRight(bits, 16)));
  Value rounded = words.shiftRight(words.add(bits, half), 16);
  Value isNaN = CmpFOp::create(builder, loc, CmpFPredicate::UNO, value, value);
  Value upper = words.choose(isNaN, words.word(0x7fc0), rounded);
  Value narrow = TruncIOp::create(builder, loc, builder.getI16Type(), upper);
  return BitcastOp::create(builder, loc, builder.getBF16Type(), narrow);
}

Value oracle::extendToF64(OpBuilder &builder, Location loc, Value value) {
  Words words = {builder, loc};
  if (value.getType().isF64())
    return value;
  if (value.getType().isBF16()) {
    Value narrow = BitcastOp::create(builder, loc, builder.getI16Type(), value);
    Value wide = ExtUIOp::create(builder, loc, builder.getI32Type(), narrow);
    value = BitcastOp::create(builder, loc, builder.getF32Type(),
                              ShLIOp::create(builder, loc, wide, words.word(16)).getResult());
  }
  return ExtFOp::create(builder, loc, builder.getF64Type(), value);
}

Value oracle::roundFromF64(OpBuilder &builder, Location loc, Value value, Type type) {
  Words words = {builder, loc};
  if (type.isF64())
    return value;
  if (type.getIntOrFloatBitWidth() == 32)
    return TruncFOp::create(builder, loc, type, value);
  Value odd = roundToOdd(words, value);
  if (type.isBF16())
    return roundToBFloat(words, odd, value);
  return TruncFOp::create(builder, loc, type, BitcastOp::create(builder, loc, builder.getF32Type(), odd).getResult());
}
