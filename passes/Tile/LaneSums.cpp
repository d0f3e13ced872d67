// Combines lanes by halving; see LaneSums.h.
#include "passes/Tile/LaneSums.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace aicc;

/// Bits within which the vector extensions that there are shuffle at the least cost.
constexpr int64_t kSegmentBits = 128;

namespace {
/// Takes vectors in pairs to one: what either has in the lanes `low` is combined with what it has in as many others.
class PairStep {
public:
  PairStep(OpBuilder &builder, Location loc, kernel::Combiner combiner) : builder(builder), loc(loc), combiner(combiner) {}

  SmallVector<int64_t> low, high; ///< lanes of the first vector, then (from its number of lanes on) of the second

  SmallVector<Value> operator()(ArrayRef<Value> values) {
    SmallVector<Value> result;
    for (size_t number = 0; number < values.size(); number += 2) {
      Value first = values[number], second = values[number + 1];
      result.push_back(kernel::combine(builder, loc, combiner,
                                       vector::ShuffleOp::create(builder, loc, first, second, low),
                                       vector::ShuffleOp::create(builder, loc, first, second, high)));
    }
    return result;
  }

private:
  OpBuilder &builder;
  Location loc;
  kernel::Combiner combiner;
};
} // namespace

/// Within each segment the blocks of `block` lanes, each of which holds parts of as many results, become blocks of twice
/// as many: one of the first vector, one of the second.
static void interleaveBlocks(PairStep &step, int64_t lanes, int64_t segment, int64_t block) {
  for (int64_t begin = 0; begin < lanes; begin += segment)
    for (int64_t lower = begin; lower < begin + segment / 2; lower += block)
      for (int64_t side : {int64_t(0), lanes})
        for (int64_t lane = lower + side; lane < lower + side + block; ++lane) {
          step.low.push_back(lane);
          step.high.push_back(lane + segment / 2);
        }
}

/// Neighbouring segments, which hold parts of the same results, become one: those of the first vector, then the second's.
static void joinSegments(PairStep &step, int64_t lanes, int64_t segment) {
  for (int64_t begin = 0; begin < 2 * lanes; begin += 2 * segment)
    for (int64_t lane = begin; lane < begin + segment; ++lane) {
      step.low.push_back(lane);
      step.high.push_back(lane + segment);
    }
}

Value tile::combineLanes(OpBuilder &builder, Location loc, kernel::Combiner combiner, SmallVector<Value> values) {
  auto type = cast<VectorType>(values.front().getType());
  int64_t lanes = type.getNumElements(), segment = std::min<int64_t>(lanes, kSegmentBits / type.getElementTypeBitWidth());
  assert(llvm::isPowerOf2_64(lanes) && int64_t(values.size()) == lanes && "a vector for each lane");
  for (int64_t block = 1; block < segment; block *= 2) {
    PairStep step(builder, loc, combiner);
    interleaveBlocks(step, lanes, segment, block);
    values = step(values);
  }
  while (values.size() > 1) {
    PairStep step(builder, loc, combiner);
    joinSegments(step, lanes, segment);
    values = step(values);
  }
  return values.front();
}
