// Names the dimensions of a region; see RegionDims.h.
#include "passes/Graph/RegionDims.h"

#include "llvm/ADT/StringMap.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace aicc::graph;
using linalg::GenericOp;

RegionDims::RegionDims(ArrayRef<GenericOp> ops) : ops(ops) {
  for (GenericOp op : ops)
    for (unsigned loop = 0; loop < op.getNumLoops(); ++loop)
      classes.insert({op, loop});
  for (GenericOp op : ops)
    mergeAlongValues(op);
  for (GenericOp a : ops)
    for (GenericOp b : ops)
      if (a != b && a.getNumReductionLoops() && b.getNumReductionLoops())
        mergeSiblings(a, b);
  // Contractions give the names that everything around them uses.
  for (GenericOp op : ops)
    if (op.getNumReductionLoops())
      name(op);
  for (GenericOp op : ops)
    name(op);
}

void RegionDims::mergeAccesses(GenericOp a, AffineMap accessA, GenericOp b, AffineMap accessB) {
  for (auto [exprA, exprB] : llvm::zip(accessA.getResults(), accessB.getResults())) {
    auto dimA = dyn_cast<AffineDimExpr>(exprA), dimB = dyn_cast<AffineDimExpr>(exprB);
    if (dimA && dimB)
      classes.unionSets({a, dimA.getPosition()}, {b, dimB.getPosition()});
  }
}

/// A value produced in the region is walked over by the same dimensions where it is read.
void RegionDims::mergeAlongValues(GenericOp op) {
  for (OpOperand *input : op.getDpsInputOperands()) {
    auto producer = input->get().getDefiningOp<GenericOp>();
    if (producer && llvm::is_contained(ops, producer))
      mergeAccesses(producer, producer.getMatchingIndexingMap(producer.getDpsInitOperand(0)), op,
                    op.getMatchingIndexingMap(input));
  }
}

/// True where `a` and `b`, by these accesses, reduce the same dimensions of what both read.
static bool reduceAlike(GenericOp a, AffineMap accessA, GenericOp b, AffineMap accessB) {
  auto reduces = [](GenericOp op, AffineExpr expr) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    return dim && op.getIteratorTypesArray()[dim.getPosition()] == utils::IteratorType::reduction;
  };
  return llvm::all_of(llvm::zip(accessA.getResults(), accessB.getResults()),
                      [&](auto pair) { return reduces(a, std::get<0>(pair)) == reduces(b, std::get<1>(pair)); });
}

/// Contractions that read one operand at the same place walk over it together, unless one reduces what the other does
/// not: keys that are the values, too.
void RegionDims::mergeSiblings(GenericOp a, GenericOp b) {
  for (auto [inputA, inputB] : llvm::zip(a.getDpsInputOperands(), b.getDpsInputOperands())) {
    AffineMap accessA = a.getMatchingIndexingMap(inputA), accessB = b.getMatchingIndexingMap(inputB);
    if (inputA->get() == inputB->get() && reduceAlike(a, accessA, b, accessB))
      mergeAccesses(a, accessA, b, accessB);
  }
}

static bool uses(GenericOp op, OpOperand *operand, unsigned loop) {
  return op.getMatchingIndexingMap(operand).isFunctionOfDim(loop);
}

StringRef RegionDims::letterOf(GenericOp op, unsigned loop) {
  bool isReduced = !uses(op, op.getDpsInitOperand(0), loop);
  if (!op.getNumReductionLoops() || op.getNumDpsInputs() != 2)
    return isReduced ? "r" : "d";
  if (isReduced)
    return "k";
  AffineMap result = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  bool inFirst = uses(op, op.getDpsInputOperand(0), loop), inSecond = uses(op, op.getDpsInputOperand(1), loop);
  if (inFirst == inSecond)
    return "b";
  // The operand that carries the result's innermost dimension is the one whose dimensions are columns.
  unsigned innermost = cast<AffineDimExpr>(result.getResults().back()).getPosition();
  bool firstIsColumns = uses(op, op.getDpsInputOperand(0), innermost) && !uses(op, op.getDpsInputOperand(1), innermost);
  return inFirst == firstIsColumns ? "n" : "m";
}

void RegionDims::name(GenericOp op) {
  Builder builder(op.getContext());
  SmallVector<int64_t> extents = op.getStaticLoopRanges();
  for (unsigned loop = 0; loop < op.getNumLoops(); ++loop) {
    Loop leader = classes.getLeaderValue({op, loop});
    if (names.count(leader))
      continue;
    StringRef letter = letterOf(op, loop);
    auto isTaken = [&](StringRef name) {
      return llvm::any_of(dims, [&](Attribute d) { return cast<kernel::DimAttr>(d).getName().getValue() == name; });
    };
    std::string candidate = letter.str();
    for (int suffix = 1; isTaken(candidate); ++suffix)
      candidate = letter.str() + std::to_string(suffix);
    names[leader] = builder.getStringAttr(candidate);
    dims.push_back(kernel::DimAttr::get(op.getContext(), names[leader], extents[loop], extents[loop], 1));
  }
}

ArrayAttr RegionDims::attributes() { return ArrayAttr::get(ops.front()->getContext(), dims); }

ArrayAttr RegionDims::namesOf(GenericOp op) {
  SmallVector<Attribute> result;
  for (unsigned loop = 0; loop < op.getNumLoops(); ++loop)
    result.push_back(names.lookup(classes.getLeaderValue({op, loop})));
  return ArrayAttr::get(op->getContext(), result);
}

ArrayAttr RegionDims::resultNamesOf(GenericOp op) {
  SmallVector<Attribute> result;
  for (AffineExpr expr : op.getMatchingIndexingMap(op.getDpsInitOperand(0)).getResults())
    result.push_back(names.lookup(classes.getLeaderValue({op, cast<AffineDimExpr>(expr).getPosition()})));
  return ArrayAttr::get(op->getContext(), result);
}
