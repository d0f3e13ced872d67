// Rules on what may become one kernel; see RegionRules.h.
#include "passes/Graph/RegionRules.h"
#include "passes/Graph/Rewrites.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::graph;
using kernel::Kind;
using linalg::GenericOp;

bool RegionRules::isFree(Operation *op, Kind kind) const {
  auto found = kinds.find(op);
  return found != kinds.end() && found->second.kind == kind && !regions.count(op);
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

GenericOp RegionRules::epilogueOf(GenericOp last) const {
  GenericOp user = onlyUser(last);
  bool isEpilogue = user && isFree(user, Kind::Map) && readsPointwise(user, last->getResult(0));
  return isEpilogue ? user : GenericOp();
}

Group RegionRules::siblingsOf(GenericOp first, GenericOp user) const {
  Group siblings;
  for (Value input : user.getDpsInputs()) {
    auto def = input.getDefiningOp<GenericOp>();
    if (def && def != first && isFree(def, Kind::Contract) && onlyUser(def) == user && sharesOperand(first, def) &&
        readsPointwise(user, input) && !llvm::is_contained(siblings, def))
      siblings.push_back(def);
  }
  return siblings;
}

Group RegionRules::prologueOf(GenericOp contraction) const {
  Group expansions;
  for (Value input : contraction.getDpsInputs()) {
    auto def = input.getDefiningOp<GenericOp>();
    if (def && isFree(def, Kind::Map) && onlyUser(def) == contraction && isExpansion(def) &&
        !llvm::is_contained(expansions, def))
      expansions.push_back(def);
  }
  return expansions;
}

Group RegionRules::epiloguesOf(GenericOp contraction) const {
  Group maps;
  for (GenericOp map = epilogueOf(contraction); map; map = epilogueOf(map))
    maps.push_back(map);
  return maps;
}

//===-- Chains --------------------------------------------------------------------------------------------------===//

/// Free maps and reductions that `values` are computed by, and in `firsts` the free contractions that these read.
llvm::SetVector<Operation *> RegionRules::ancestors(ValueRange values,
                                                    llvm::SmallSetVector<Operation *, 2> &firsts) const {
  llvm::SetVector<Operation *> found;
  SmallVector<Value> pending(values);
  while (!pending.empty()) {
    auto def = pending.pop_back_val().getDefiningOp<GenericOp>();
    if (!def || !kinds.count(def) || regions.count(def))
      continue;
    if (isFree(def, Kind::Contract))
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

/// True where both sum over one dimension and have one of their own besides the rows that they share.
static bool haveEqualShapes(GenericOp first, GenericOp second) {
  return first.getNumReductionLoops() == 1 && second.getNumReductionLoops() == 1 &&
         first.getNumParallelLoops() == second.getNumParallelLoops();
}

/// Maps that clear an operand of `second` by position: a mask may make them do nothing.
void RegionRules::addClearing(GenericOp second, llvm::SetVector<Operation *> &members) const {
  for (Value input : second.getDpsInputs()) {
    auto def = input.getDefiningOp<GenericOp>();
    if (def && isFree(def, Kind::Map) && def.hasIndexSemantics() && onlyUser(def) == second)
      members.insert(def);
  }
}

/// True where only the last of `members` is read by others.
static bool isClosed(const llvm::SetVector<Operation *> &members) {
  return llvm::all_of(members.getArrayRef().drop_back(), [&](Operation *op) {
    return llvm::all_of(op->getUsers(), [&](Operation *user) { return members.contains(user); });
  });
}

Group RegionRules::chainOf(GenericOp second) const {
  llvm::SmallSetVector<Operation *, 2> firsts;
  llvm::SetVector<Operation *> between = ancestors(second.getDpsInputs(), firsts);
  if (firsts.size() != 1 || !haveEqualShapes(cast<GenericOp>(firsts.front()), second))
    return {};
  llvm::SetVector<Operation *> members;
  members.insert(firsts.front());
  addReaders(between, members);
  bool hasReduction = llvm::any_of(members.getArrayRef().drop_front(),
                                   [&](Operation *op) { return kinds.lookup(op).kind == Kind::Reduce; });
  if (!hasReduction || members.size() == 1)
    return {};
  members.insert(second);
  addClearing(second, members);
  Group epilogue = epiloguesOf(second);
  for (GenericOp map : epilogue)
    addReaders(ancestors(map.getDpsInputs(), firsts), members);
  members.insert(epilogue.begin(), epilogue.end());
  firsts.remove(second);
  if (firsts.size() != 1 || !isClosed(members))
    return {};
  return llvm::map_to_vector(members, [](Operation *op) { return cast<GenericOp>(op); });
}

std::vector<Group> RegionRules::partsOf(const Group &chain) const {
  std::vector<Group> parts;
  llvm::SmallPtrSet<Operation *, 16> taken;
  for (GenericOp op : chain)
    if (isFree(op, Kind::Contract)) {
      parts.push_back({op});
      for (GenericOp map : epiloguesOf(op))
        if (llvm::is_contained(chain, map))
          parts.back().push_back(map);
      for (GenericOp member : parts.back())
        taken.insert(member);
    }
  for (GenericOp op : chain)
    if (!taken.contains(op))
      parts.push_back({op});
  return parts;
}
