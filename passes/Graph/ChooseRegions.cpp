// choose-regions: decides which operations of a function become one kernel, and says why others become none.
//
// Structure says what may become one kernel (RegionRules.h). Where a device is known, each step asks what the kernel of
// both sides would take and what the two would take apart, and leaves apart what is clearly faster so; where none is
// known, or the device says too little, what may become one kernel does.
#include "dialects/Schedule/Schedule.h"
#include "passes/Graph/Passes.h"
#include "passes/Graph/RegionPrices.h"
#include "passes/Graph/RegionRules.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
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

/// Predictions are bounds: of kernels that differ by less than a tenth they say nothing, and one kernel keeps what lies
/// between near. Measured on two Zen 5 cores: one that was predicted 7 % slower was 7 % faster, one of 5 % was 3 %
/// faster.
constexpr double kMargin = 1.1;

namespace {
/// Chooses the regions of one function.
class Chooser {
public:
  /// `kinds`: what each of `ops` is. Refers to all of its arguments.
  Chooser(ArrayRef<GenericOp> ops, const RegionRules::Kinds &kinds, const PredictRegion &predict)
      : ops(ops), kinds(kinds), rules(kinds, regions), prices(ops, predict) {}

  /// The region of each operation, numbered from 0.
  const RegionRules::Regions &choose() {
    for (GenericOp op : ops)
      if (isFreeContraction(op))
        takeChain(op);
    for (GenericOp op : ops)
      if (isFreeContraction(op))
        growAround(op);
    for (GenericOp op : ops)
      if (!regions.count(op))
        regions[op] = count++;
    return regions;
  }

  int64_t getCount() const { return count; }
  int64_t getRefused() const { return refused; }

private:
  bool isFreeContraction(GenericOp op) { return kinds.lookup(op).kind == Kind::Contract && !regions.count(op); }

  /// Puts `added` into region `id`, whose operations are `group`.
  void join(Group &group, const Group &added, int64_t id) {
    for (GenericOp op : added)
      regions[op] = id;
    group.append(added);
  }

  /// True where one kernel of all `parts` is predicted to take no longer than a kernel for each, or nothing is
  /// predicted. Notes at `op` what is chosen.
  bool isWorthFusing(StringRef role, GenericOp op, ArrayRef<Group> parts) {
    if (!prices.areKnown())
      return true;
    RegionChoice choice;
    choice.role = role.str();
    std::optional<RegionTime> fused = prices.of(joined(parts)), apart = prices.apart(parts);
    if (fused && apart) {
      choice.isFused = fused->seconds <= kMargin * apart->seconds;
      choice.fused = fused;
      choice.apart = apart;
    }
    note(op, choice);
    refused += !choice.isFused;
    return choice.isFused;
  }

  static void note(GenericOp op, const RegionChoice &choice) {
    auto made = op->getAttrOfType<ArrayAttr>(kChoicesAttr);
    SmallVector<Attribute> all(made ? made.getValue() : ArrayRef<Attribute>());
    all.push_back(choice.toAttr(op.getContext()));
    op->setAttr(kChoicesAttr, ArrayAttr::get(op.getContext(), all));
  }

  /// A chain of contractions is one region: apart, the results in between go through memory.
  void takeChain(GenericOp second) {
    Group members, chain = rules.chainOf(second);
    if (!chain.empty() && isWorthFusing("chain", second, rules.partsOf(chain)))
      join(members, chain, count++);
  }

  void growAround(GenericOp contraction) {
    int64_t id = count++;
    Group group;
    join(group, {contraction}, id);
    takePrologue(contraction, group, id);
    takeEpilogue(contraction, group, id);
  }

  /// Expansions that `contraction`, of region `id`, reads.
  void takePrologue(GenericOp contraction, Group &group, int64_t id) {
    for (GenericOp expansion : rules.prologueOf(contraction))
      if (isWorthFusing("prologue", expansion, {group, {expansion}}))
        join(group, {expansion}, id);
  }

  void takeEpilogue(GenericOp contraction, Group &group, int64_t id) {
    for (GenericOp map = rules.epilogueOf(contraction); map; map = rules.epilogueOf(map)) {
      if (!isWorthFusing("epilogue", map, {group, {map}}))
        return;
      join(group, {map}, id);
      takeSiblings(contraction, map, group, id);
    }
  }

  /// Contractions that `user`, of region `id`, reads beside `first`, with prologues of their own. One that stays apart
  /// is a region here: what reads it is taken.
  void takeSiblings(GenericOp first, GenericOp user, Group &group, int64_t id) {
    for (GenericOp sibling : rules.siblingsOf(first, user)) {
      Group other;
      join(other, {sibling}, count);
      takePrologue(sibling, other, count);
      if (isWorthFusing("sibling", sibling, {group, other}))
        join(group, other, id);
      else
        ++count;
    }
  }

  ArrayRef<GenericOp> ops;
  const RegionRules::Kinds &kinds;
  RegionRules::Regions regions;
  RegionRules rules;
  RegionPrices prices;
  int64_t count = 0, refused = 0;
};

class ChooseRegions : public graph::impl::ChooseRegionsBase<ChooseRegions> {
public:
  ChooseRegions() = default;
  explicit ChooseRegions(PredictRegion predict) : predict(std::move(predict)) {}

  /// Candidates are kernels, for which schedules are chosen.
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<kernel::KernelDialect, schedule::ScheduleDialect, arith::ArithDialect>();
  }

  void runOnOperation() override {
    RegionRules::Kinds kinds;
    SmallVector<GenericOp> ops = recogniseAll(kinds);
    Chooser chooser(ops, kinds, predict);
    const RegionRules::Regions &regions = chooser.choose();
    OpBuilder builder(&getContext());
    for (GenericOp op : ops)
      op->setAttr(kRegionAttr, builder.getI64IntegerAttr(regions.lookup(op)));
    numRegions += chooser.getCount();
    numApart += chooser.getRefused();
  }

private:
  SmallVector<GenericOp> recogniseAll(RegionRules::Kinds &kinds) {
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
      kinds[generic] = *found;
      ops.push_back(generic);
    });
    return ops;
  }

  PredictRegion predict;
};
} // namespace

std::unique_ptr<Pass> graph::createChooseRegions(PredictRegion predict) {
  return std::make_unique<ChooseRegions>(std::move(predict));
}
