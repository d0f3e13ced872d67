// Times of kernels that may be formed; see RegionTime.h.
#include "compiler/Target/RegionTime.h"
#include "compiler/Target/Target.h"
#include "dialects/Kernel/CodeTables.h"
#include "dialects/Kernel/OperationCount.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using graph::RegionCandidate;
using graph::RegionTime;
using kernel::Computation;
using kernel::Kind;
using target::TimeBound;

/// Seconds between a call and the first work of a woken team or a launched grid; of a call that wakes nobody.
constexpr double kStart = 2e-6, kCall = 1e-7;
/// Operations that a function (exp, tanh, erf) counts as: a polynomial, with the reduction of its argument.
constexpr double kFunction = 16;
/// Operations that a register of numbers takes that four bits look up: half a load, half a shift, a permutation.
constexpr double kLookup = 2;

//===-- Arithmetic beside contractions --------------------------------------------------------------------------===//

static bool isFunction(Operation &op) {
  return isa<math::MathDialect>(op.getDialect()) &&
         !isa<math::AbsFOp, math::SqrtOp, math::RsqrtOp, math::FmaOp, math::FloorOp, math::CeilOp, math::RoundEvenOp>(
             op);
}

static bool isFree(Operation &op) {
  return isa<arith::ConstantOp, arith::ExtFOp, arith::TruncFOp, kernel::IndexOp>(op);
}

/// Operations of a body, element by element.
static double bodyOperations(Computation op) {
  double count = op.getKind() == Kind::Reduce ? 1 : 0;
  for (Operation &inner : op.getBodyOrNull()->without_terminator())
    count += isFree(inner) ? 0 : isFunction(inner) ? kFunction : 1;
  return count;
}

double target::vectorOperations(const Nest &nest, Computation op) {
  double width = kernel::widestBits(getElementTypeOrSelf(op->getResult(0)), op.getBodyOrNull()) / 32.0;
  std::optional<kernel::LinearBody> codes = op.getKind() == Kind::Map ? kernel::linearBody(op) : std::nullopt;
  if (!codes)
    return width * bodyOperations(op);
  // On sums, only numbers are looked up here, in the type of the contraction's factor.
  if (isOnSums(nest.inner(op)))
    return kLookup * getElementTypeOrSelf(op->getResult(0)).getIntOrFloatBitWidth() / 32.0;
  return width * (kLookup + double(codes->steps.size()));
}

/// True where `op` feeds a contraction and depends on none.
static bool isPrologue(const Nest &nest, Computation op) {
  SmallVector<Operation *> pending = {op};
  while (!pending.empty())
    for (Value operand : pending.pop_back_val()->getOperands())
      if (auto maker = operand.getDefiningOp<Computation>()) {
        if (maker.getKind() == Kind::Contract)
          return false;
        pending.push_back(maker);
      }
  return llvm::any_of(op->getResult(0).getUsers(), [](Operation *user) {
    auto reader = dyn_cast<Computation>(user);
    return reader && reader.getKind() == Kind::Contract;
  });
}

/// The contraction that reads `op`.
static Computation readerOf(Computation op) {
  for (Operation *user : op->getResult(0).getUsers())
    if (auto reader = dyn_cast<Computation>(user); reader && reader.getKind() == Kind::Contract)
      return reader;
  return {};
}

double target::timesComputed(const Nest &nest, Computation op) {
  ComputationAttr inner = nest.inner(op);
  bool isInSteps = schedule::isInSteps(inner);
  int place = isInSteps ? nest.registersDepth() : nest.place(op);
  if (place == kRootDepth || !isPrologue(nest, op))
    return 1;
  Computation reader = readerOf(op);
  double times = 1;
  for (StringRef dim : reader.getDimNames()) {
    if (llvm::is_contained(op.getDimNames(), dim))
      continue;
    int64_t tile = isInSteps ? nest.registerExtent(reader, dim) : nest.extent(place, dim);
    times *= double(llvm::divideCeil(nest.extent(kRootDepth, dim), std::max<int64_t>(1, tile)));
  }
  return times;
}

/// 32-bit operations a second of vectors on `threads` threads: a multiply-add is one. Nothing where no rate is known.
static std::optional<double> vectorRate(const device::Device &device, int64_t threads) {
  for (const device::Instruction *instruction : device.instructionsFor("f32", "f32", "f32"))
    if (std::optional<double> peak = device.peakFlops(*instruction);
        peak && instruction->kind == device::InstructionKind::Vector)
      return *peak / 2 * std::min(1.0, double(threads) / double(device.silicon.units.value_or(threads)));
  return std::nullopt;
}

static double vectorSeconds(const Nest &nest, int64_t threads) {
  std::optional<double> rate = vectorRate(nest.getDevice(), threads);
  double operations = 0;
  for (Computation op : nest.computations()) {
    if (op.getKind() == Kind::Contract || !kernel::operationsPerPoint(op))
      continue;
    double points = double(kernel::operationsOf(nest.getKernel(), [&](Computation other) { return other == op; })) /
                    double(kernel::operationsPerPoint(op));
    operations += points * target::vectorOperations(nest, op) * target::timesComputed(nest, op);
  }
  return rate ? operations / *rate : 0;
}

//===-- Memory --------------------------------------------------------------------------------------------------===//

static int64_t bytesOf(Type type) {
  auto shaped = cast<ShapedType>(type);
  return llvm::divideCeil(shaped.getNumElements() * int64_t(shaped.getElementTypeBitWidth()), 8);
}

/// Takes `uses` times `bytes`, which the innermost shared cache that holds them and as much again delivers, off the
/// levels outside it.
static void keepNear(std::vector<target::LevelTraffic> &traffic, const device::Device &device, int64_t bytes,
                     int64_t uses) {
  size_t holder = 0;
  for (auto [number, level] : llvm::enumerate(device.levels))
    if (level.kind == device::MemoryKind::Cache && level.sharedBy == "chip" && level.capacity.value_or(0) >= 2 * bytes)
      holder = number;
  for (size_t number = 0; number < std::min(holder, traffic.size()); ++number)
    traffic[number].bytes = std::max<int64_t>(0, traffic[number].bytes - uses * bytes);
}

/// True where `op` runs in loops of its own, before or behind all others.
static bool isOutside(const Nest &nest, Computation op) {
  return nest.place(op) == kRootDepth && !isInSteps(nest.inner(op));
}

/// What runs in loops of its own within the kernel: its result is written and read again, near like those between
/// kernels.
static void addOutside(TimeBound &bound, const Nest &nest) {
  for (Computation op : nest.computations()) {
    if (!isOutside(nest, op))
      continue;
    Value result = op->getResult(0);
    // A bound of tiles that queue for units counts the kernel's arguments, and what the tiles read and write.
    if (bound.waves) {
      bound.levels.front().bytes += bytesOf(result.getType());
      for (Value input : op->getOperands())
        bound.levels.front().bytes += isa<BlockArgument>(input) ? 0 : bytesOf(input.getType());
    }
    if (llvm::none_of(result.getUsers(), [](Operation *user) { return isa<kernel::YieldOp>(user); }))
      keepNear(bound.levels, nest.getDevice(), bytesOf(result.getType()), 2);
  }
}

static double memorySeconds(TimeBound bound, const RegionCandidate &candidate, const Nest &nest) {
  kernel::KernelOp kernel = candidate.kernel;
  SmallVector<Type> types(kernel.getArgumentTypes());
  llvm::append_range(types, kernel.getResultTypes());
  addOutside(bound, nest);
  for (auto [number, type] : llvm::enumerate(types))
    if (number < candidate.isNear.size() && candidate.isNear[number])
      keepNear(bound.levels, nest.getDevice(), bytesOf(type), 1);
  // What the innermost level delivers to registers is the business of register tiles, and follows from no region.
  if (bound.levels.size() > 1)
    bound.levels.pop_back();
  double longest = 0;
  for (const target::LevelTraffic &level : bound.levels)
    longest = std::max(longest, TimeBound::secondsOf(level));
  return longest;
}

//===-- The whole kernel ----------------------------------------------------------------------------------------===//

/// What runs in loops of its own wakes the team again.
static double startSeconds(const Nest &nest, const TimeBound &bound) {
  if (bound.threads < 2)
    return kCall;
  int64_t apart = llvm::count_if(nest.computations(), [&](Computation op) { return isOutside(nest, op); });
  bool hasNest = apart < int64_t(nest.computations().size());
  return kStart * double(apart) + (bound.waves ? bound.waves->launchSeconds : hasNest ? kStart : 0);
}

static std::optional<RegionTime> predict(const RegionCandidate &candidate, const target::Target &target,
                                         const device::Device &device, int64_t threads) {
  kernel::KernelOp kernel = candidate.kernel;
  TreeAttr tree = target.defaultSchedule(kernel, device, threads, {});
  if (!tree)
    return std::nullopt;
  TimeBound bound = target.timeBound(kernel, device, tree);
  if (bound.flops && !bound.peakFlops)
    return std::nullopt;
  Nest nest(kernel, device, tree);
  double contractions = std::max(bound.computeSeconds(), bound.waves ? bound.waves->unitSeconds : 0);
  return RegionTime::ofKernel(contractions + vectorSeconds(nest, bound.threads), memorySeconds(bound, candidate, nest),
                              startSeconds(nest, bound));
}

graph::PredictRegion target::regionPredictor(const Target &target, const device::Device &device, int64_t threads) {
  return [&target, device, threads](const RegionCandidate &candidate) {
    return predict(candidate, target, device, threads);
  };
}
