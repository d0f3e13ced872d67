// The parts of chained contractions; see Chain.h.
#include "compiler/Target/CPU/Chain.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using kernel::Computation;
using kernel::Kind;

bool cpu::dependsOn(Computation op, AffineMap access, StringRef dim) {
  SmallVector<StringRef> names = op.getDimNames();
  auto found = llvm::find(names, dim);
  return found != names.end() && access.isFunctionOfDim(found - names.begin());
}

/// The only dimension of `op` that `holds`, or empty.
static StringRef only(Computation op, function_ref<bool(StringRef)> holds) {
  StringRef found;
  for (StringRef dim : op.getDimNames())
    if (holds(dim)) {
      if (!found.empty())
        return {};
      found = dim;
    }
  return found;
}

static StringRef onlyReduced(Computation op) {
  return only(op, [&](StringRef dim) { return !dependsOn(op, op.getResultAccess(), dim); });
}

/// True for operands of the kernel, and for what a map makes of them alone.
static bool isOfOperands(Value value) {
  auto map = value.getDefiningOp<kernel::MapOp>();
  return isa<BlockArgument>(value) ||
         (map && llvm::all_of(map->getOperands(), [](Value operand) { return isa<BlockArgument>(operand); }));
}

/// The only operand of `op` that has dimension `dim` and is made of operands of the kernel alone.
static std::optional<unsigned> panelOf(Computation op, StringRef dim) {
  std::optional<unsigned> found;
  for (unsigned number : {0, 1})
    if (dependsOn(op, op.getAccess(number), dim) && isOfOperands(op->getOperand(number))) {
      if (found)
        return std::nullopt;
      found = number;
    }
  return found;
}

/// True where what is staged for `operand` serves one reader: an operand of the kernel has one layout. The graph phase
/// forms kernels so.
static bool isReadOnce(const std::optional<kernel::MaskSpan> &mask, Value operand) {
  Value source = visibleSource(mask, operand);
  return !isa<BlockArgument>(source) || source.hasOneUse();
}

std::optional<Chain> Chain::find(kernel::KernelOp kernel) {
  SmallVector<Computation> contractions;
  for (Computation op : kernel.getComputations())
    if (op.getKind() == Kind::Contract)
      contractions.push_back(op);
  if (contractions.size() != 2)
    return std::nullopt;
  Chain chain;
  chain.mask = kernel::findMaskSpan(kernel);
  chain.first = contractions[0];
  chain.second = contractions[1];
  chain.depth = onlyReduced(chain.first);
  chain.keys = onlyReduced(chain.second);
  Computation first = chain.first;
  chain.values = only(chain.second, [&](StringRef dim) {
    return dim != chain.keys && !dependsOn(first, first.getResultAccess(), dim);
  });
  if (chain.depth.empty() || chain.keys.empty() || chain.values.empty() ||
      !dependsOn(first, first.getResultAccess(), chain.keys))
    return std::nullopt;
  std::optional<unsigned> key = panelOf(chain.first, chain.keys), value = panelOf(chain.second, chain.values);
  if (!key || !value || !isReadOnce(chain.mask, first->getOperand(*key)) ||
      !isReadOnce(chain.mask, chain.second->getOperand(*value)))
    return std::nullopt;
  chain.keyOperand = *key;
  chain.valueOperand = *value;
  for (StringRef dim : first.getDimNames())
    if (dim != chain.keys && dim != chain.depth)
      (dependsOn(first, first.getAccess(*key), dim) ? chain.batch : chain.rows).push_back(dim);
  return chain;
}
