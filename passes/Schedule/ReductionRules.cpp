// Rules about sums: where their parts live, in which type, and who may read them when.
#include "dialects/Kernel/Softmax.h"
#include "passes/Schedule/Rules.h"
#include "passes/Schedule/TypeWords.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;

/// True where `wide` holds every value of `operand`, whose elements are of the same kind, and the sums of all that
/// reads it have as many bits at least.
static bool isOnTheWay(Type wide, Value operand) {
  Type narrow = getElementTypeOrSelf(operand.getType());
  bool isKind = isa<FloatType>(wide) == isa<FloatType>(narrow) && wide.isIntOrFloat() && narrow.isIntOrFloat();
  if (!isKind || wide.getIntOrFloatBitWidth() <= narrow.getIntOrFloatBitWidth())
    return false;
  bool holdsAll = wide.isSignlessInteger(16) || wide.isSignlessInteger(32) || wide.isF32() || wide.isF64();
  return holdsAll && llvm::all_of(operand.getUsers(), [&](Operation *reader) {
           Type sums = getElementTypeOrSelf(reader->getResult(0).getType());
           return sums.getIntOrFloatBitWidth() >= wide.getIntOrFloatBitWidth();
         });
}

bool aicc::schedule::isFactorOnly(Value operand) {
  SmallVector<bool> signs;
  for (OpOperand &use : operand.getUses()) {
    auto contraction = dyn_cast<kernel::ContractOp>(use.getOwner());
    if (!contraction)
      return false;
    signs.push_back(contraction.isUnsigned(use.getOperandNumber()));
  }
  return llvm::all_equal(signs);
}

Finding aicc::schedule::stagesKeepTypes(const Nest &nest) {
  for (BandAttr band : nest.bands())
    for (StageAttr stage : band.getStages()) {
      Value staged = nest.value(stage.getOperand());
      Type element = getElementTypeOrSelf(staged.getType());
      bool mayWiden = isa<BlockArgument>(staged) && stage.getHow() == How::Packed && isFactorOnly(staged) &&
                      stage.getLayout() && !stage.getLayout().getShift() && !stage.getLayout().getSplit();
      if (stage.getType() && stage.getType() != element && !(mayWiden && isOnTheWay(stage.getType(), staged)))
        return Violation{say("type ", element, " for the buffer of ", stage.getOperand()), say(stage.getType())};
    }
  return std::nullopt;
}

//===-- Parts of sums -------------------------------------------------------------------------------------------===//

/// Visits each reduced dimension of `op` at each band that cuts it and encloses `op`.
static Finding eachReducedCut(const Nest &nest,
                              llvm::function_ref<Finding(Computation, StringRef dim, int band)> visit) {
  for (Computation op : nest.computations())
    for (StringRef dim : reducedDims(op))
      for (int band = 0; band < nest.registersDepth() && band <= nest.place(op); ++band)
        if (nest.cuts(band, dim))
          if (Finding finding = visit(op, dim, band))
            return finding;
  return std::nullopt;
}

static bool isStagedAt(const Nest &nest, Computation op, int band) {
  return llvm::any_of(nest.stages(op->getResult(0)), [&](const Staged &staged) { return staged.band == band; });
}

Finding aicc::schedule::parallelSumsAreStaged(const Nest &nest) {
  return eachReducedCut(nest, [&](Computation op, StringRef dim, int band) -> Finding {
    BandAttr attr = nest.bands()[band];
    if (!attr.getParallel() || isStagedAt(nest, op, band))
      return std::nullopt;
    return Violation{say("a stage of ", quoted(op), " at parallel band ", attr.getName(),
                         ", which cuts its reduced dimension ", dim),
                     say("no such stage")};
  });
}

/// True where band `band`, `cut` or one inside it, loops over `other` inside the loop over `dim` of band `cut`.
static bool loopsInside(const Nest &nest, int band, StringRef other, int cut, StringRef dim) {
  return nest.cuts(band, other) && (band != cut || nest.runsInside(band, other, dim));
}

/// True where tiles of the result of `op` change inside the loop over `dim` of band `cut`, down to `depth`.
static bool resultTilesChange(const Nest &nest, Computation op, StringRef dim, int cut, int depth) {
  for (StringRef kept : resultDims(op)) {
    for (int band = cut; band <= depth && band < nest.registersDepth(); ++band)
      if (!nest.bands()[band].getParallel() && loopsInside(nest, band, kept, cut, dim))
        return true;
    if (depth >= nest.registersDepth() && nest.registerExtent(op, kept) < nest.extent(nest.place(op), kept))
      return true;
  }
  return false;
}

/// True where a buffer at `depth` still holds its part of the sum when band `cut` comes to its next block of `dim`.
static bool survives(const Nest &nest, Computation op, StringRef dim, int cut, int depth) {
  return depth < cut || !resultTilesChange(nest, op, dim, cut, depth);
}

/// True where the sum is written where the kernel's caller finds it, whole and in its own type.
static bool isResultOfKernel(Computation op) {
  return llvm::any_of(op->getUsers(), [](Operation *user) { return isa<kernel::YieldOp>(user); });
}

Finding aicc::schedule::partialResultsSurvive(const Nest &nest) {
  return eachReducedCut(nest, [&](Computation op, StringRef dim, int band) -> Finding {
    if (isResultOfKernel(op) || survives(nest, op, dim, band, nest.registersDepth()))
      return std::nullopt;
    for (const Staged &staged : nest.stages(op->getResult(0)))
      if (survives(nest, op, dim, band, staged.band))
        return std::nullopt;
    return Violation{say("a stage of ", quoted(op), " in ", getElementTypeOrSelf(op->getResult(0).getType()),
                         " at or outside band ", nest.bands()[band].getName(), ", which cuts its reduced dimension ",
                         dim),
                     "none, while tiles of the result change between two blocks of the sum"};
  });
}

/// A dimension that `op` does not have and that one of its bands from `cut` on loops over inside the loop over `dim`.
static StringRef repeatsInside(const Nest &nest, Computation op, StringRef dim, int cut) {
  for (int band = cut; band < nest.registersDepth() && band <= nest.place(op); ++band)
    for (StringAttr other : nest.bands()[band].getTile().getDims())
      if (!llvm::is_contained(op.getDimNames(), other.getValue()) && loopsInside(nest, band, other, cut, dim))
        return other;
  return {};
}

Finding aicc::schedule::sumsCountOnce(const Nest &nest) {
  return eachReducedCut(nest, [&](Computation op, StringRef dim, int band) -> Finding {
    StringRef other = repeatsInside(nest, op, dim, band);
    if (other.empty())
      return std::nullopt;
    return Violation{say("the loop over ", other, ", which ", quoted(op), " does not have, around the loop over its reduced ",
                         "dimension ", dim, " at band ", nest.bands()[band].getName()),
                     "it inside"};
  });
}

//===-- Readers of sums -----------------------------------------------------------------------------------------===//

namespace {
/// A sum that band `band` cuts in `dim`, for the walk over its readers.
struct CutSum {
  Computation op;
  StringRef dim;
  int band;
};
} // namespace

static bool iterates(Computation op, StringRef dim) { return llvm::is_contained(op.getDimNames(), dim); }

/// Visits the computations inside the cut that read the sum, directly or through values made of it alone.
static Finding eachReader(const Nest &nest, const CutSum &sum, llvm::function_ref<Finding(Computation, Value)> visit) {
  SmallVector<Value> made = {sum.op->getResult(0)};
  for (unsigned next = 0; next < made.size(); ++next)
    for (Operation *user : made[next].getUsers()) {
      auto reader = dyn_cast<Computation>(user);
      if (!reader || nest.place(reader) < sum.band)
        continue;
      if (Finding finding = visit(reader, made[next]))
        return finding;
      if (!iterates(reader, sum.dim) && !llvm::is_contained(made, reader->getResult(0)))
        made.push_back(reader->getResult(0));
    }
  return std::nullopt;
}

/// True where a computation that iterates over `dim` reads the result of `op`, or what is made of it alone.
static bool feeds(Computation op, StringRef dim) {
  return llvm::any_of(op->getUsers(), [&](Operation *user) {
    auto reader = dyn_cast<Computation>(user);
    return reader && (iterates(reader, dim) || feeds(reader, dim));
  });
}

Finding aicc::schedule::readersWaitForMerge(const Nest &nest) {
  return eachReducedCut(nest, [&](Computation op, StringRef dim, int band) -> Finding {
    if (!nest.bands()[band].getParallel())
      return std::nullopt;
    return eachReader(nest, {op, dim, band}, [&](Computation reader, Value) -> Finding {
      // What goes back into the part is judged as a running value.
      if (iterates(reader, dim) || feeds(reader, dim))
        return std::nullopt;
      return Violation{say(quoted(reader), " attached outside band ", nest.bands()[band].getName(),
                           " or to root, since it reads ", quoted(op), ", whose reduced dimension ", dim,
                           " the band cuts"),
                       "it runs inside the band"};
    });
  });
}

/// True where `op` only casts.
static bool isCast(Computation op) {
  return op.getKind() == kernel::Kind::Map &&
         llvm::all_of(op.getBodyOrNull()->without_terminator(),
                      [](Operation &each) { return isa<arith::ExtFOp, arith::TruncFOp>(each); });
}

/// True where every reader of `value` is linear in it and sums over `dim`, so that what it has summed can be rescaled.
static bool isOnlySummed(Value value, StringRef dim) {
  return llvm::all_of(value.getUsers(), [&](Operation *user) {
    auto reader = dyn_cast<Computation>(user);
    if (!reader)
      return false;
    if (isCast(reader))
      return isOnlySummed(reader->getResult(0), dim);
    return kernel::addsUp(reader) && llvm::is_contained(reducedDims(reader), dim);
  });
}

/// True where `op` is exp(x - maximum) for operand `maximum`: exp(x - new) = exp(x - old) * exp(old - new).
static bool isExpBelow(Computation op, Value maximum) {
  if (op.getKind() != kernel::Kind::Map)
    return false;
  Block *body = op.getBodyOrNull();
  return llvm::any_of(*body, [&](Operation &each) {
    arith::SubFOp difference = kernel::differenceUnder(&each);
    auto argument = difference ? dyn_cast<BlockArgument>(difference.getRhs()) : BlockArgument();
    return argument && op->getOperand(argument.getArgNumber()) == maximum;
  });
}

static bool isMaximum(Value value) {
  auto op = value.getDefiningOp<kernel::ReduceOp>();
  return op && kernel::isMaximum(op.getCombiner());
}

/// True where `value` is a maximum, or what maps make of one and of operands of the kernel: any number will do as long as
/// exponentials are taken below it.
static bool isOfMaximum(Value value) {
  auto map = value.getDefiningOp<kernel::MapOp>();
  return isMaximum(value) || (map && llvm::all_of(map->getOperands(), [](Value operand) {
                                return isa<BlockArgument>(operand) || isOfMaximum(operand);
                              }));
}

Finding aicc::schedule::runningValuesRescale(const Nest &nest) {
  return eachReducedCut(nest, [&](Computation op, StringRef dim, int band) -> Finding {
    return eachReader(nest, {op, dim, band}, [&](Computation reader, Value value) -> Finding {
      if (!iterates(reader, dim))
        return std::nullopt;
      if (isOfMaximum(value) && isExpBelow(reader, value) && isOnlySummed(reader->getResult(0), dim))
        return std::nullopt;
      return Violation{say(quoted(op), " complete before ", quoted(reader),
                           " reads it, or a running maximum under exp whose readers sum over ", dim),
                       say("band ", nest.bands()[band].getName(), " cuts ", dim, " around both")};
    });
  });
}
