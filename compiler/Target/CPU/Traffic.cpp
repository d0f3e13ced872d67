// The analytic model of data movement; see Traffic.h.
#include "compiler/Target/CPU/Traffic.h"
#include "dialects/Kernel/OperationCount.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;
using target::LevelTraffic;

namespace {
/// One loop of the nest: `trips` tiles of `size` along `dim`.
struct Loop {
  StringRef dim;
  int64_t size, trips;
  bool isParallel;
};

class Model {
public:
  explicit Model(const Nest &nest) : nest(nest) {
    for (Computation op : nest.computations())
      if (!anchor && nest.place(op) == nest.registersDepth() && op.getKind() != kernel::Kind::Map)
        anchor = op;
    for (Computation op : nest.computations())
      if (!anchor && nest.place(op) == nest.registersDepth())
        anchor = op;
    enterBands();
    if (anchor)
      enterRegisters();
    findTensors();
  }

  int64_t threads() const {
    int64_t tasks = 1, most = 1;
    for (const Loop &loop : loops)
      tasks *= loop.isParallel ? loop.trips : 1;
    for (BandAttr band : nest.bands())
      if (band.getParallel())
        if (const device::ParallelResource *resource = nest.getDevice().resource(band.getParallel()))
          most = std::max(most, resource->count.value_or(tasks));
    return std::min(tasks, most);
  }

  std::vector<LevelTraffic> levels() {
    std::vector<LevelTraffic> result;
    ArrayRef<device::MemoryLevel> all = nest.getDevice().levels;
    for (auto [index, level] : llvm::enumerate(all)) {
      bool isInnermost = index + 1 == all.size();
      unsigned depth = isInnermost ? loops.size() : residency(all[index + 1]);
      bool isShared = isInnermost || isSharedBy(all[index + 1]);
      int64_t bytes = streamed + packed(level.name);
      for (Value tensor : tensors)
        bytes += traffic(tensor, depth, isInnermost, isShared);
      result.push_back({level.name, bytes, bandwidth(level)});
    }
    return result;
  }

private:
  //===-- Loops -------------------------------------------------------------------------------------------------===//

  void enterBands() {
    for (int band = 0; band < nest.registersDepth(); ++band) {
      SmallVector<StringRef> dims;
      for (StringAttr dim : nest.bands()[band].getTile().getDims())
        if (nest.cuts(band, dim))
          dims.push_back(dim);
      llvm::sort(dims, [&](StringRef a, StringRef b) { return a != b && nest.runsInside(band, b, a); });
      for (StringRef dim : dims)
        enter(dim, nest.extent(band - 1, dim), nest.extent(band, dim), !!nest.bands()[band].getParallel());
    }
  }

  /// Dimensions that the register tile does not name are walked one by one, outside the others.
  void enterRegisters() {
    SmallVector<StringRef> kept = resultDims(anchor), named;
    if (ComputationAttr inner = nest.inner(anchor))
      for (StringAttr dim : inner.getRegisters().getDims())
        if (llvm::is_contained(kept, dim.getValue()))
          named.push_back(dim);
    for (StringRef dim : kept)
      if (!llvm::is_contained(named, dim))
        enter(dim, nest.extent(nest.registersDepth(), dim), 1, false);
    for (StringRef dim : named)
      enter(dim, nest.extent(nest.registersDepth(), dim), nest.registerExtent(anchor, dim), false);
  }

  void enter(StringRef dim, int64_t extent, int64_t size, bool isParallel) {
    if (size < extent)
      loops.push_back({dim, size, int64_t(llvm::divideCeil(extent, size)), isParallel});
  }

  /// The extent of `dim` inside the first `depth` loops.
  int64_t extentInside(unsigned depth, StringRef dim) const {
    int64_t extent = nest.extent(kRootDepth, dim);
    for (const Loop &loop : ArrayRef<Loop>(loops).take_front(depth))
      if (loop.dim == dim)
        extent = loop.size;
    return extent;
  }

  //===-- Tensors -----------------------------------------------------------------------------------------------===//

  static bool isYielded(Value value) {
    return llvm::any_of(value.getUsers(), [](Operation *user) { return isa<kernel::YieldOp>(user); });
  }

  static int64_t wholeBytes(Value tensor) {
    auto type = cast<RankedTensorType>(tensor.getType());
    return llvm::divideCeil(type.getNumElements() * type.getElementTypeBitWidth(), 8);
  }

  /// True where `op` runs in loops of its own. What is expanded in the steps of another is there
  /// all the time.
  bool isOutside(Computation op) const { return nest.place(op) == kRootDepth && !isInSteps(nest.inner(op)); }

  /// Operands and results of the shared nest; what runs outside it streams through every level.
  void findTensors() {
    llvm::SetVector<Value> found;
    for (Computation op : nest.computations()) {
      bool isRoot = isOutside(op);
      for (Value input : op->getOperands())
        if (isRoot)
          streamed += wholeBytes(input);
        else if (isa<BlockArgument>(input) || isOutside(input.getDefiningOp<Computation>()))
          found.insert(input);
      if (isRoot)
        streamed += wholeBytes(op->getResult(0));
      else if (isYielded(op->getResult(0)))
        found.insert(op->getResult(0));
    }
    tensors = found.takeVector();
  }

  int64_t footprint(Value tensor, unsigned depth) const {
    auto type = cast<RankedTensorType>(tensor.getType());
    int64_t elements = 1;
    SmallVector<StringRef> dims = nest.dims(tensor);
    for (auto [dim, size] : llvm::zip(dims, type.getShape())) {
      int64_t whole = dim.empty() ? 1 : nest.extent(kRootDepth, dim);
      int64_t part = dim.empty() ? 1 : extentInside(depth, dim);
      elements *= llvm::divideCeil(size * part, std::max<int64_t>(1, whole));
    }
    return llvm::divideCeil(elements * type.getElementTypeBitWidth(), 8);
  }

  bool indexes(Value tensor, StringRef dim) const {
    SmallVector<StringRef> dims = nest.dims(tensor);
    return llvm::is_contained(dims, dim) || llvm::is_contained(dims, StringRef());
  }

  //===-- Levels ------------------------------------------------------------------------------------------------===//

  static bool isSharedBy(const device::MemoryLevel &level) { return level.sharedBy == "chip"; }

  /// The outermost depth whose footprint fits `cache`.
  unsigned residency(const device::MemoryLevel &cache) const {
    int64_t capacity = cache.capacity.value_or(INT64_MAX) / (isSharedBy(cache) ? threads() : 1);
    for (unsigned depth = 0; depth < loops.size(); ++depth) {
      int64_t bytes = 0;
      for (Value tensor : tensors)
        bytes += footprint(tensor, depth);
      if (bytes <= capacity)
        return depth;
    }
    return loops.size();
  }

  int64_t traffic(Value tensor, unsigned depth, bool isRegisters, bool isShared) const {
    int64_t passes = 1;
    bool isStill = !isRegisters;
    for (const Loop &loop : llvm::reverse(ArrayRef<Loop>(loops).take_front(depth))) {
      isStill &= !indexes(tensor, loop.dim) && (!loop.isParallel || isShared);
      passes *= isStill ? 1 : loop.trips;
    }
    int64_t once = footprint(tensor, depth), bytes = once * passes;
    bool isSummedInParts = !isa<BlockArgument>(tensor) && bytes > footprint(tensor, 0);
    return isSummedInParts ? 2 * bytes - footprint(tensor, 0) : bytes;
  }

  /// Bytes that packing at run time writes to the level called `name`.
  int64_t packed(StringRef name) const {
    int64_t bytes = 0, executions = 1;
    for (int band = 0; band < nest.registersDepth(); ++band) {
      executions *= nest.tasks(band);
      const device::MemoryLevel *level = nest.levelOf(band);
      for (StageAttr stage : nest.bands()[band].getStages())
        if (level && level->name == name && stage.getHow() == How::Packed &&
            isa<BlockArgument>(nest.value(stage.getOperand())))
          bytes += executions * nest.bufferBytes({band, stage});
    }
    return bytes;
  }

  std::optional<double> bandwidth(const device::MemoryLevel &level) const {
    double team = double(threads());
    if (!isSharedBy(level))
      return level.bandwidth ? std::optional<double>(*level.bandwidth * team) : std::nullopt;
    if (level.bandwidth && level.unitBandwidth)
      return std::min(*level.bandwidth, *level.unitBandwidth * team);
    return level.bandwidth;
  }

  const Nest &nest;
  Computation anchor;
  std::vector<Loop> loops;
  SmallVector<Value> tensors;
  int64_t streamed = 0; ///< bytes of what runs outside the shared nest
};
} // namespace

std::vector<LevelTraffic> cpu::levelTraffic(const Nest &nest) { return Model(nest).levels(); }

/// FLOP/s of `threads` threads with the instruction of the first contraction that names one.
static std::optional<double> peakOf(const Nest &nest, int64_t threads) {
  for (Computation op : nest.computations())
    if (const device::Instruction *instruction = nest.instruction(op))
      if (std::optional<double> peak = nest.getDevice().peakFlops(*instruction)) {
        double units = double(nest.getDevice().silicon.units.value_or(threads));
        return *peak * std::min(1.0, double(threads) / units);
      }
  return std::nullopt;
}

static int64_t contractionFlops(const Nest &nest) {
  return kernel::operationsOf(nest.getKernel(), [](Computation op) { return op.getKind() == kernel::Kind::Contract; });
}

target::TimeBound cpu::timeBound(kernel::KernelOp kernel, const device::Device &device, TreeAttr schedule) {
  Nest nest(kernel, device, schedule);
  Model model(nest);
  target::TimeBound bound;
  bound.threads = model.threads();
  bound.levels = model.levels();
  bound.flops = contractionFlops(nest);
  bound.peakFlops = peakOf(nest, bound.threads);
  return bound;
}
