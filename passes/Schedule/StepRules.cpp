// Rules about maps that are evaluated in the steps of the contraction that reads them, with or
// without their scales.
#include "dialects/Kernel/CodeTables.h"
#include "passes/Schedule/Rules.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;

/// Visits each map in the steps with each contraction that reads it.
static Finding eachStepMap(const Nest &nest, llvm::function_ref<Finding(Computation map, Computation reader)> visit) {
  for (Computation op : nest.computations()) {
    if (!isInSteps(nest.inner(op)))
      continue;
    for (Operation *user : op->getUsers())
      if (auto reader = dyn_cast<Computation>(user); reader && nest.inner(reader) && !reducedDims(reader).empty())
        if (Finding finding = visit(op, reader))
          return finding;
  }
  return std::nullopt;
}

/// Elements along the innermost reduced dimension that one step of `reader` takes.
static int64_t stepOf(const Nest &nest, Computation reader) {
  const device::Instruction *instruction = nest.instruction(reader);
  int64_t step = nest.inner(reader).getRegisters().lookup(reducedDims(reader).back(), 1);
  return llvm::alignTo(step, instruction ? instruction->k : 1);
}

Finding aicc::schedule::stepTilesAgree(const Nest &nest) {
  return eachStepMap(nest, [&](Computation map, Computation reader) -> Finding {
    for (StringRef dim : map.getDimNames()) {
      bool isReduced = llvm::is_contained(reducedDims(reader), dim);
      int64_t read = dim == reducedDims(reader).back() ? stepOf(nest, reader)
                     : isReduced                       ? 1
                                                       : nest.registerExtent(reader, dim);
      int64_t made = nest.inner(map).getRegisters().lookup(dim, 1);
      if (made != read)
        return Violation{say("register tile of ", quoted(map), " with ", dim, " = ", read, ", as a step of ",
                             quoted(reader), " reads it"),
                         say(dim, " = ", made)};
    }
    return std::nullopt;
  });
}

Finding aicc::schedule::scaledSumsAreLinear(const Nest &nest) {
  for (Computation op : nest.computations())
    if (isOnSums(nest.inner(op)) && !kernel::linearBody(op))
      return Violation{say(quoted(op), " at \"", kSums,
                           "\" to be the number of one code of i4, then multiplied by, or added "
                           "to, what its other operands give by groups, and rounded at most once, at the end"),
                       "another body"};
  return std::nullopt;
}

Finding aicc::schedule::scaledSumsStayInGroups(const Nest &nest) {
  return eachStepMap(nest, [&](Computation map, Computation reader) -> Finding {
    StringRef depth = reducedDims(reader).back();
    int64_t group = isOnSums(nest.inner(map)) ? kernel::groupAlong(map, depth) : 0;
    int64_t iteration = stepOf(nest, reader) * nest.inner(reader).getUnroll();
    if (group && group % iteration)
      return Violation{say("iterations of ", quoted(reader), " (steps times unroll) that divide the ", group, " of ",
                           depth, " that share a scale"),
                       say(iteration)};
    for (int band = 0; group && band < nest.registersDepth(); ++band)
      if (nest.cuts(band, depth) && nest.extent(band, depth) % iteration)
        return Violation{say(depth, " of band ", nest.bands()[band].getName(), " in multiples of ", iteration,
                             ", the iteration of ", quoted(reader), ", whose sums are scaled"),
                         say(nest.extent(band, depth))};
    return std::nullopt;
  });
}
