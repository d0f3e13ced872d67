// Outlines operations of a function as a kernel; see KernelOutliner.h.
#include "passes/Graph/KernelOutliner.h"
#include "passes/Graph/Recognise.h"
#include "passes/Graph/RegionCost.h"
#include "passes/Graph/RegionDims.h"

#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::graph;
using kernel::Combiner;
using kernel::Kind;
using linalg::GenericOp;

namespace {
/// Outlines one region.
class Outliner {
public:
  Outliner(ArrayRef<GenericOp> ops, StringRef name)
      : ops(ops), dims(ops), name(name), builder(ops.front()->getContext()) {}

  FailureOr<OutlinedKernel> outline(ModuleOp module) {
    collectOperands();
    builder.setInsertionPointToEnd(module.getBody());
    createKernel();
    for (GenericOp op : ops)
      if (failed(convert(op)))
        return failure();
    kernel::YieldOp::create(builder, loc(), values.lookup({ops.back()->getResult(0), AffineMap()}));
    if (!choices.empty())
      kernelOp->setAttr(kChoicesAttr, builder.getArrayAttr(choices));
    return OutlinedKernel{kernelOp, llvm::map_to_vector(operands, [](const Read &read) { return read.first; })};
  }

private:
  /// A tensor, and how it is read: by an access over all dimensions of the region where a contraction reads it, else
  /// null.
  using Read = std::pair<Value, AffineMap>;

  Location loc() {
    GenericOp last = ops.back();
    return last.getLoc();
  }

  /// Reads that the kernel needs from outside: inputs, and initial values that are not neutral.
  void collectOperands() {
    for (GenericOp op : ops)
      if (isContraction(op))
        for (Value input : op.getDpsInputs())
          if (!isMade(input))
            contracted.insert(input);
    for (GenericOp op : ops) {
      for (OpOperand *input : op.getDpsInputOperands())
        takeOperand(readOf(op, *input));
      if (needsInit(op))
        takeOperand(readOf(op, *op.getDpsInitOperand(0)));
    }
  }

  bool isMade(Value value) {
    Operation *def = value.getDefiningOp();
    return def && llvm::is_contained(ops, def);
  }

  void takeOperand(const Read &read) {
    if (!isMade(read.first))
      operands.insert(read);
  }

  /// What `op` reads as `operand`. A schedule lays an operand out for one way to read it. So what contractions and
  /// others read in several ways is as many operands: keys that are the values, too, have two orders in two panels.
  Read readOf(GenericOp op, OpOperand &operand) {
    if (!contracted.contains(operand.get()))
      return {operand.get(), AffineMap()};
    SmallVector<StringRef> all;
    for (auto dim : dims.attributes().getAsRange<kernel::DimAttr>())
      all.push_back(dim.getName().getValue());
    SmallVector<AffineExpr> places;
    for (StringRef name : dims.namesOf(op).getAsValueRange<StringAttr>())
      places.push_back(builder.getAffineDimExpr(llvm::find(all, name) - all.begin()));
    AffineMap access = op.getMatchingIndexingMap(&operand);
    return {operand.get(), access.replaceDimsAndSymbols(places, {}, all.size(), 0)};
  }

  /// A scalar attribute that fills the init of `op`, where it is filled.
  static TypedAttr fillOf(GenericOp op) {
    Value init = op.getDpsInits()[0];
    if (auto fill = init.getDefiningOp<linalg::FillOp>()) {
      TypedAttr scalar;
      if (matchPattern(fill.getInputs()[0], m_Constant(&scalar)))
        return scalar;
    }
    DenseElementsAttr splat;
    if (matchPattern(init, m_Constant(&splat)) && splat.isSplat())
      return cast<TypedAttr>(splat.getSplatValue<Attribute>());
    return {};
  }

  static bool isNeutral(Combiner combiner, TypedAttr value) {
    Builder builder(value.getContext());
    auto number = dyn_cast<FloatAttr>(value);
    if (number && combiner == Combiner::Add)
      return number.getValue().isZero(); // -0.0 and 0.0 start the same sum
    return value == kernel::neutralElement(builder, combiner, value.getType());
  }

  static bool readsInit(GenericOp op) { return !op.getBody()->getArguments().back().use_empty(); }

  bool needsInit(GenericOp op) { return readsInit(op) && !fillOf(op); }

  void createKernel() {
    auto types = llvm::map_to_vector(operands, [](const Read &read) { return read.first.getType(); });
    auto type = builder.getFunctionType(types, ops.back()->getResultTypes());
    kernelOp = kernel::KernelOp::create(builder, loc(), name, type, dims.attributes(), /*sym_visibility=*/nullptr,
                                        /*arg_attrs=*/nullptr, /*res_attrs=*/nullptr);
    SymbolTable::setSymbolVisibility(kernelOp, SymbolTable::Visibility::Private);
    Block &body = kernelOp.getBody().emplaceBlock();
    for (auto [index, read] : llvm::enumerate(operands)) {
      values[read] = body.addArgument(read.first.getType(), read.first.getLoc());
      if (isWeight(read.first))
        kernelOp.setArgAttr(index, kernel::kWeightAttr, builder.getUnitAttr());
    }
    builder.setInsertionPointToStart(&body);
  }

  std::string label(StringRef stem) {
    int64_t count = labels[stem]++;
    return count ? stem.str() + std::to_string(count) : stem.str();
  }

  LogicalResult convert(GenericOp op) {
    std::string reason;
    FailureOr<Recognised> found = recognise(op, reason);
    if (failed(found))
      return op.emitError() << "does not belong in a kernel: " << reason;
    Value result = found->kind == Kind::Map ? convertMap(op) : convertReduction(op, *found);
    values[{op->getResult(0), AffineMap()}] = result;
    keepChoices(op, result);
    return success();
  }

  /// What was chosen about `op`, under the label of what computes it now.
  void keepChoices(GenericOp op, Value result) {
    auto made = op->getAttrOfType<ArrayAttr>(kChoicesAttr);
    for (Attribute choice : made ? made : builder.getArrayAttr({}))
      choices.push_back(labelled(cast<DictionaryAttr>(choice), result.getDefiningOp<kernel::Computation>().getLabel()));
  }

  SmallVector<Value> inputsOf(GenericOp op) {
    return llvm::map_to_vector(op.getDpsInputOperands(),
                               [&](OpOperand *input) { return values.lookup(readOf(op, *input)); });
  }

  Value initOf(GenericOp op) { return values.lookup(readOf(op, *op.getDpsInitOperand(0))); }

  /// Copies `op`'s body, with `arguments` of it kept as the new body's arguments, up to the value `yielded`.
  /// `fill`: what the last argument is where it is a constant; else null.
  void copyBody(GenericOp op, Region &region, ArrayRef<BlockArgument> arguments, Value yielded, Operation *skipped,
                TypedAttr fill = {}) {
    OpBuilder::InsertionGuard guard(builder);
    Block *block = builder.createBlock(&region);
    IRMapping mapping;
    for (BlockArgument argument : arguments)
      mapping.map(argument, block->addArgument(argument.getType(), argument.getLoc()));
    if (fill)
      mapping.map(op.getBody()->getArguments().back(), arith::ConstantOp::create(builder, op.getLoc(), fill));
    for (Operation &inner : op.getBody()->without_terminator())
      if (&inner != skipped)
        copyScalar(op, inner, mapping);
    kernel::YieldOp::create(builder, op.getLoc(), mapping.lookup(yielded));
  }

  /// Copies `inner`, an operation of the body of `op`. What counts in `index` there counts in i64 here.
  void copyScalar(GenericOp op, Operation &inner, IRMapping &mapping) {
    if (auto index = dyn_cast<linalg::IndexOp>(inner)) {
      if (!llvm::all_of(index->getUsers(), asksForPosition))
        mapping.map(index.getResult(), position(op, index, builder.getI64Type()));
    } else if (isa<arith::IndexCastOp, arith::IndexCastUIOp>(inner)) {
      mapping.map(inner.getResult(0), castPosition(op, inner, mapping));
    } else {
      countInI64(builder.clone(inner, mapping));
    }
  }

  /// True for casts of a position to a type in which a kernel has it.
  static bool asksForPosition(Operation *cast) {
    return isa<arith::IndexCastOp>(cast) && cast->getOperand(0).getDefiningOp<linalg::IndexOp>() &&
           (cast->getResult(0).getType().isInteger(32) || cast->getResult(0).getType().isInteger(64));
  }

  Value position(GenericOp op, linalg::IndexOp index, Type type) {
    auto name = cast<StringAttr>(dims.namesOf(op)[index.getDim()]);
    return kernel::IndexOp::create(builder, index.getLoc(), type, name);
  }

  Value castPosition(GenericOp op, Operation &cast, IRMapping &mapping) {
    Type type = cast.getResult(0).getType();
    if (asksForPosition(&cast))
      return position(op, cast.getOperand(0).getDefiningOp<linalg::IndexOp>(), type);
    Value value = mapping.lookup(cast.getOperand(0));
    unsigned found = value.getType().getIntOrFloatBitWidth(),
             wanted = type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
    if (found == wanted)
      return value;
    type = builder.getIntegerType(wanted);
    if (found > wanted)
      return arith::TruncIOp::create(builder, cast.getLoc(), type, value);
    return isa<arith::IndexCastOp>(cast) ? Value(arith::ExtSIOp::create(builder, cast.getLoc(), type, value))
                                         : Value(arith::ExtUIOp::create(builder, cast.getLoc(), type, value));
  }

  void countInI64(Operation *copy) {
    if (!copy->getResult(0).getType().isIndex())
      return;
    copy->getResult(0).setType(builder.getI64Type());
    if (auto constant = dyn_cast<arith::ConstantOp>(copy))
      constant.setValueAttr(builder.getI64IntegerAttr(cast<IntegerAttr>(constant.getValue()).getInt()));
  }

  Value convertMap(GenericOp op) {
    SmallVector<Value> inputs = inputsOf(op);
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    SmallVector<BlockArgument> arguments(op.getBody()->getArguments());
    TypedAttr fill = readsInit(op) ? fillOf(op) : TypedAttr();
    if (needsInit(op)) {
      inputs.push_back(initOf(op));
      maps.push_back(maps.back());
    } else {
      arguments.pop_back();
    }
    auto map = kernel::MapOp::create(builder, op.getLoc(), op->getResult(0).getType(), label("map"), dims.namesOf(op),
                                     builder.getAffineMapArrayAttr(maps), inputs);
    // A map that reads a filled init reads a constant.
    copyBody(op, map.getBody(), arguments, op.getBody()->getTerminator()->getOperand(0), nullptr, fill);
    return map.getResult();
  }

  Value convertReduction(GenericOp op, const Recognised &found) {
    Operation *update = op.getBody()->getTerminator()->getOperand(0).getDefiningOp();
    BlockArgument accumulator = op.getBody()->getArguments().back();
    Value term = update->getOperand(update->getOperand(0) == accumulator ? 1 : 0);
    ArrayAttr maps = builder.getAffineMapArrayAttr(op.getIndexingMapsArray());
    Type type = op->getResult(0).getType();
    Value result;
    if (found.kind == Kind::Contract) {
      result = kernel::ContractOp::create(builder, op.getLoc(), type, label("mm"), dims.namesOf(op), maps, inputsOf(op),
                                          found.isUnsigned[0], found.isUnsigned[1]);
    } else {
      auto reduce = kernel::ReduceOp::create(builder, op.getLoc(), type, label("reduce"), found.combiner,
                                             dims.namesOf(op), maps, inputsOf(op));
      copyBody(op, reduce.getBody(), op.getBody()->getArguments().drop_back(), term, update);
      result = reduce.getResult();
    }
    TypedAttr fill = fillOf(op);
    return fill && isNeutral(found.combiner, fill) ? result : combineWithInit(op, found.combiner, result, fill);
  }

  /// The initial value takes part as one more term, after the reduction.
  Value combineWithInit(GenericOp op, Combiner combiner, Value reduced, TypedAttr fill) {
    auto type = cast<RankedTensorType>(reduced.getType());
    SmallVector<Value> inputs = {reduced};
    if (!fill)
      inputs.push_back(initOf(op));
    SmallVector<AffineMap> maps(inputs.size() + 1, builder.getMultiDimIdentityMap(type.getRank()));
    auto map = kernel::MapOp::create(builder, op.getLoc(), type, label("init"), dims.resultNamesOf(op),
                                     builder.getAffineMapArrayAttr(maps), inputs);
    OpBuilder::InsertionGuard guard(builder);
    Block *block = builder.createBlock(&map.getBody());
    for (Value input : inputs)
      block->addArgument(cast<RankedTensorType>(input.getType()).getElementType(), op.getLoc());
    Value init = fill ? Value(arith::ConstantOp::create(builder, op.getLoc(), fill)) : Value(block->getArgument(1));
    kernel::YieldOp::create(builder, op.getLoc(),
                            kernel::combine(builder, op.getLoc(), combiner, block->getArgument(0), init));
    return map.getResult();
  }

  ArrayRef<GenericOp> ops;
  RegionDims dims;
  StringRef name;
  OpBuilder builder;
  kernel::KernelOp kernelOp;
  llvm::SmallPtrSet<Value, 4> contracted; ///< tensors from outside that contractions read
  llvm::SetVector<Read> operands;
  DenseMap<Read, Value> values; ///< arguments, and what operations make, whose access is null
  llvm::StringMap<int64_t> labels;
  SmallVector<Attribute> choices;
};
} // namespace

SmallVector<GenericOp> graph::feedersFirst(ArrayRef<GenericOp> ops) {
  SmallVector<GenericOp> first, behind;
  for (GenericOp op : ops) {
    bool isBehind = op.getNumReductionLoops() > 0 || llvm::any_of(op.getDpsInputs(), [&](Value input) {
                      return llvm::is_contained(behind, input.getDefiningOp<GenericOp>());
                    });
    (isBehind ? behind : first).push_back(op);
  }
  first.append(behind);
  return first;
}

FailureOr<OutlinedKernel> graph::outlineKernel(ArrayRef<GenericOp> ops, StringRef name, ModuleOp module) {
  return Outliner(ops, name).outline(module);
}
