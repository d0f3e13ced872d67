// choose-regions: decides which operations of a function become one kernel, and says why others become none.
//
// A contraction takes along the maps that consume it (epilogue), contractions that share an operand and a consumer
// with it (siblings) and expansions that feed it (prologue). Every other recognised operation is a kernel of its own.
#include "passes/Graph/Passes.h"
#include "passes/Graph/Recognise.h"
#include "passes/Graph/Rewrites.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace aicc::graph {
#define GEN_PASS_DEF_CHOOSEREGIONS
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;
using namespace aicc::graph;
using kernel::Kind;
using linalg::GenericOp;

namespace {
class ChooseRegions : public graph::impl::ChooseRegionsBase<ChooseRegions> {
public:
  using Base::Base;

  void runOnOperation() override {
    recognised.clear();
    region.clear();
    regions = 0;
    SmallVector<GenericOp> ops = recogniseAll();
    for (GenericOp op : ops)
      if (recognised[op].kind == Kind::Contract && !region.count(op))
        takeChain(op);
    for (GenericOp op : ops)
      if (recognised[op].kind == Kind::Contract && !region.count(op))
        growAround(op);
    for (GenericOp op : ops)
      if (!region.count(op))
        region[op] = regions++;
    OpBuilder builder(&getContext());
    for (GenericOp op : ops)
      op->setAttr(kRegionAttr, builder.getI64IntegerAttr(region[op]));
    numRegions += regions;
  }

private:
  SmallVector<GenericOp> recogniseAll() {
    SmallVector<GenericOp> ops;
    getOperation().walk([&](linalg::LinalgOp op) {
      if (isa<linalg::FillOp>(op))
        return;
      std::string reason = "it is not in generic form";
      auto generic = dyn_cast<GenericOp>(op.getOperation());
      FailureOr<Recognised> found = generic ? recognise(generic, reason) : FailureOr<Recognised>(failure());
      if (failed(found)) {
        op.emitRemark() << op->getName() << " is compiled through the general path: " << reason;
        ++numGeneral;
        return;
      }
      if (found->kind == Kind::Reduce && generic.getNumDpsInputs() > 1)
        op.emitRemark() << op->getName() << " is compiled as a general reduction: it is no contraction because "
                        << found->whyNoContraction;
      recognised[generic] = *found;
      ops.push_back(generic);
    });
    return ops;
  }

  bool isMap(Operation *op) {
    auto generic = dyn_cast_or_null<GenericOp>(op);
    return generic && recognised.count(generic) && recognised[generic].kind == Kind::Map && !region.count(generic);
  }

  bool isFreeContraction(Operation *op) {
    auto generic = dyn_cast_or_null<GenericOp>(op);
    return generic && recognised.count(generic) && recognised[generic].kind == Kind::Contract && !region.count(generic);
  }

  /// The only operation that reads `op`'s result, or null.
  static GenericOp onlyUser(GenericOp op) {
    Value result = op->getResult(0);
    if (result.use_empty() || !llvm::all_of(result.getUsers(), [&](Operation *u) { return u == *result.user_begin(); }))
      return {};
    return dyn_cast<GenericOp>(*result.user_begin());
  }

  /// True where every read of `value` in `user` is a permutation of the user's whole iteration space.
  static bool readsPointwise(GenericOp user, Value value) {
    for (OpOperand *input : user.getDpsInputOperands())
      if (input->get() == value && !user.getMatchingIndexingMap(input).isPermutation())
        return false;
    return llvm::none_of(user.getDpsInits(), [&](Value init) { return init == value; });
  }

  static bool sharesOperand(GenericOp a, GenericOp b) {
    return a.getStaticLoopRanges() == b.getStaticLoopRanges() &&
           llvm::any_of(a.getDpsInputs(), [&](Value v) { return llvm::is_contained(b.getDpsInputs(), v); });
  }

  /// Sibling contractions that `user` reads beside those of region `id`.
  void takeSiblings(GenericOp first, GenericOp user, int64_t id) {
    for (Value input : user.getDpsInputs()) {
      Operation *def = input.getDefiningOp();
      if (isFreeContraction(def) && onlyUser(cast<GenericOp>(def)) == user &&
          sharesOperand(first, cast<GenericOp>(def)) && readsPointwise(user, input)) {
        region[cast<GenericOp>(def)] = id;
        takePrologue(cast<GenericOp>(def), id);
      }
    }
  }

  void takeEpilogue(GenericOp first, int64_t id) {
    GenericOp last = first;
    while (GenericOp user = onlyUser(last)) {
      if (!isMap(user) || !readsPointwise(user, last->getResult(0)))
        return;
      takeSiblings(first, user, id);
      region[user] = id;
      last = user;
    }
  }

  /// Apart, an expansion would cost the traffic of its result.
  void takePrologue(GenericOp first, int64_t id) {
    for (Value input : first.getDpsInputs()) {
      Operation *def = input.getDefiningOp();
      if (isMap(def) && onlyUser(cast<GenericOp>(def)) == first && isExpansion(cast<GenericOp>(def)))
        region[cast<GenericOp>(def)] = id;
    }
  }

  /// Free maps and reductions that `values` are computed by, and in `firsts` the free contractions that these read.
  llvm::SetVector<Operation *> ancestors(ValueRange values, llvm::SmallSetVector<Operation *, 2> &firsts) {
    llvm::SetVector<Operation *> found;
    SmallVector<Value> pending(values);
    while (!pending.empty()) {
      auto def = pending.pop_back_val().getDefiningOp<GenericOp>();
      if (!def || !recognised.count(def) || region.count(def))
        continue;
      if (recognised[def].kind == Kind::Contract)
        firsts.insert(def);
      else if (found.insert(def))
        llvm::append_range(pending, def.getDpsInputs());
    }
    return found;
  }

  /// Those of `ops` that read `first` or another member, in program order, behind `members`.
  static void addReaders(llvm::SetVector<Operation *> ops, llvm::SetVector<Operation *> &members) {
    SmallVector<Operation *> ordered = ops.takeVector();
    llvm::sort(ordered, [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
    for (Operation *op : ordered)
      if (llvm::any_of(op->getOperands(), [&](Value input) { return members.contains(input.getDefiningOp()); }))
        members.insert(op);
  }

  /// The maps that consume `second` point by point, one after the other.
  SmallVector<GenericOp> epilogueOf(GenericOp second) {
    SmallVector<GenericOp> maps;
    for (GenericOp last = second; GenericOp user = onlyUser(last); last = user) {
      if (!isMap(user) || !readsPointwise(user, last->getResult(0)))
        break;
      maps.push_back(user);
    }
    return maps;
  }

  /// True where both sum over one dimension and have one of their own besides the rows that they share.
  static bool haveEqualShapes(GenericOp first, GenericOp second) {
    return first.getNumReductionLoops() == 1 && second.getNumReductionLoops() == 1 &&
           first.getNumParallelLoops() == second.getNumParallelLoops();
  }

  /// A contraction that reads another one's result through a reduction over what it reduces itself (attention: the
  /// softmax between two products) is one region with it: apart, the results in between would go through memory.
  void takeChain(GenericOp second) {
    llvm::SmallSetVector<Operation *, 2> firsts;
    llvm::SetVector<Operation *> between = ancestors(second.getDpsInputs(), firsts);
    if (firsts.size() != 1 || !haveEqualShapes(cast<GenericOp>(firsts.front()), second))
      return;
    llvm::SetVector<Operation *> members;
    members.insert(firsts.front());
    addReaders(between, members);
    bool hasReduction = llvm::any_of(members.getArrayRef().drop_front(),
                                     [&](Operation *op) { return recognised[op].kind == Kind::Reduce; });
    if (!hasReduction || members.size() == 1)
      return;
    members.insert(second);
    addClearing(second, members);
    SmallVector<GenericOp> epilogue = epilogueOf(second);
    for (GenericOp map : epilogue)
      addReaders(ancestors(map.getDpsInputs(), firsts), members);
    members.insert(epilogue.begin(), epilogue.end());
    firsts.remove(second);
    if (firsts.size() == 1 && isClosed(members))
      for (Operation *op : members)
        region[op] = regions;
    regions += region.count(second);
  }

  /// Maps that clear an operand of `second` by position: a mask may make them do nothing.
  void addClearing(GenericOp second, llvm::SetVector<Operation *> &members) {
    for (Value input : second.getDpsInputs()) {
      Operation *def = input.getDefiningOp();
      if (isMap(def) && cast<GenericOp>(def).hasIndexSemantics() && onlyUser(cast<GenericOp>(def)) == second)
        members.insert(def);
    }
  }

  /// True where only the last of `members` is read by others.
  static bool isClosed(const llvm::SetVector<Operation *> &members) {
    return llvm::all_of(members.getArrayRef().drop_back(), [&](Operation *op) {
      return llvm::all_of(op->getUsers(), [&](Operation *user) { return members.contains(user); });
    });
  }

  void growAround(GenericOp contraction) {
    int64_t id = regions++;
    region[contraction] = id;
    takePrologue(contraction, id);
    takeEpilogue(contraction, id);
  }

  DenseMap<Operation *, Recognised> recognised;
  DenseMap<Operation *, int64_t> region;
  int64_t regions = 0;
};
} // namespace
