// See Features.h.
#include "autotune/Model/Features.h"

#include "llvm/Support/MathExtras.h"
#include <cmath>

using namespace aicc;
using namespace aicc::autotune;

/// Nothing is measured in less.
constexpr double kTick = 1e-9;

TileCounts autotune::countTiles(const LegalSpace &space, schedule::TreeAttr tree) {
  TileCounts counts;
  kernel::KernelOp kernel = space.getKernel();
  for (kernel::Computation op : kernel.getComputations()) {
    schedule::ComputationAttr inner = tree.computation(op.getLabel());
    if (!inner || inner.getAttach())
      continue;
    for (auto [index, dim] : llvm::enumerate(op.getDimNames())) {
      int64_t extent = kernel.getDim(dim).getMax(), block = extent;
      for (schedule::BandAttr band : tree.getBands())
        block = std::min(block, band.getTile().lookup(dim, block));
      int64_t blocks = llvm::divideCeil(extent, block),
              size = inner.getRegisters().lookup(dim, op.isReduced(index) ? block : 1);
      counts.tiles *= double(blocks) * double(llvm::divideCeil(block, std::max<int64_t>(1, size)));
      if (!op.isReduced(index))
        counts.padding *= double(llvm::alignTo(extent, std::max<int64_t>(1, size))) / double(extent);
    }
    break;
  }
  return counts;
}

std::vector<std::string> autotune::featureNames(const LegalSpace &space) {
  std::vector<std::string> names = {"compute"};
  for (const device::MemoryLevel &level : space.getDevice().levels)
    names.push_back(level.name);
  names.insert(names.end(), {"threads", "tiles", "padding"});
  for (const target::Knob &knob : space.getSpace().knobs)
    names.push_back("knob " + knob.name);
  return names;
}

std::vector<std::vector<double>> autotune::featuresOf(const LegalSpace &space, llvm::ArrayRef<Candidate> candidates) {
  std::vector<std::vector<double>> all;
  for (const Candidate &candidate : candidates) {
    std::vector<double> &row = all.emplace_back();
    target::TimeBound bound = space.getTarget().timeBound(space.getKernel(), space.getDevice(), candidate.tree);
    TileCounts counts = countTiles(space, candidate.tree);
    row.push_back(std::log2(bound.computeSeconds() + kTick));
    for (const target::LevelTraffic &level : bound.levels)
      row.push_back(std::log2(target::TimeBound::secondsOf(level) + kTick));
    row.insert(row.end(), {double(bound.threads), std::log2(counts.tiles), counts.padding});
    for (const target::Knob &knob : space.getSpace().knobs) {
      int64_t value = candidate.point.get(knob.name, knob.neutral);
      row.push_back(knob.words.empty() ? std::log2(1.0 + double(value)) : double(value));
    }
  }
  return all;
}
