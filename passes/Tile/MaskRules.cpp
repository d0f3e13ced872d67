// Which register tiles would put masks into hot loops; see Realisable.h.
#include "dialects/Device/Device.h"
#include "passes/Tile/Realisable.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;
using kernel::KernelOp;

/// Lanes of the device's vector registers for `op`, or nothing where the device is not known.
static std::optional<int64_t> lanesOf(KernelOp kernel, Computation op) {
  auto id = kernel->getAttrOfType<StringAttr>(kernel::kDeviceAttr);
  device::DeviceAttr attr = id ? device::lookupDevice(kernel, id) : device::DeviceAttr();
  if (!attr)
    return std::nullopt;
  FailureOr<device::Device> device = device::fromAttr(attr, [&] { return kernel.emitError(); });
  if (failed(device) || !device->registers)
    return std::nullopt;
  Type element = cast<RankedTensorType>(op->getResult(0).getType()).getElementType();
  return std::max<int64_t>(1, device->registers->bits / kernel::widestBits(element, op.getBodyOrNull()));
}

/// True where lanes run along a reduced dimension: what is left of it is walked through one by one.
static bool runsAlongReduced(Computation op, TileAttr registers, int64_t lanes) {
  SmallVector<StringRef> dims = op.getDimNames();
  for (unsigned dim = 0; dim < dims.size(); ++dim)
    if (op.isReduced(dim) && registers.lookup(dims[dim], 1) % lanes == 0)
      return true;
  return false;
}

static std::string nameOf(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value))
    return kernel::operandName(argument.getArgNumber());
  return value.getDefiningOp<Computation>().getLabel().str();
}

/// The layout in which `value` is staged, or null.
static LayoutAttr stagedLayout(Value value, TreeAttr schedule) {
  std::string name = nameOf(value);
  for (BandAttr band : schedule.getBands())
    for (StageAttr stage : band.getStages())
      if (stage.getOperand().getValue() == name && stage.getHow() != How::InPlace)
        return stage.getLayout();
  return {};
}

/// True where `layout` has `dim` innermost, in blocks that end within a vector.
static bool endsWithinVector(LayoutAttr layout, StringRef dim, int64_t lanes) {
  ArrayRef<StringAttr> blocked = layout.getBlock().getDims();
  StringRef innermost = blocked.empty() ? layout.getOuter().back() : blocked.back();
  return innermost == dim && layout.getBlock().lookup(dim, 1) % lanes;
}

/// The last dimension of `access`, or nothing.
static std::optional<unsigned> innermost(AffineMap access) {
  if (access.getNumResults())
    if (auto dim = dyn_cast<AffineDimExpr>(access.getResults().back()))
      return dim.getPosition();
  return std::nullopt;
}

/// True where `op` reads (a map also writes) vectors along its dimension `dim` that no padding completes.
static bool walksUnpadded(Computation op, unsigned dim, int64_t lanes, TreeAttr schedule) {
  auto isUnpadded = [&](Value value, AffineMap access) {
    LayoutAttr layout = stagedLayout(value, schedule);
    return layout ? endsWithinVector(layout, op.getDimNames()[dim], lanes) : innermost(access) == dim;
  };
  for (auto [index, value] : llvm::enumerate(op->getOperands()))
    if (isUnpadded(value, op.getAccess(index)))
      return true;
  return op.getKind() == kernel::Kind::Map && isUnpadded(op->getResult(0), op.getResultAccess());
}

std::optional<std::string> tile::whyMasked(KernelOp kernel, TreeAttr schedule) {
  for (Computation op : kernel.getComputations()) {
    std::optional<unsigned> dim = innermost(op.getResultAccess());
    std::optional<int64_t> lanes = lanesOf(kernel, op);
    TileAttr registers = schedule.computation(op.getLabel()).getRegisters();
    if (!dim || !lanes || runsAlongReduced(op, registers, *lanes))
      continue;
    StringRef name = op.getDimNames()[*dim];
    int64_t extent = kernel.getDim(name).getMax(), tile = registers.lookup(name, extent);
    if (tile % *lanes > 1 && tile < extent && walksUnpadded(op, *dim, *lanes, schedule))
      return "the register tile of " + op.getLabel().str() + " has " + name.str() + " = " + std::to_string(tile) +
             ", which ends within a vector of " + std::to_string(*lanes) + " lanes: its loops would hold masks";
  }
  return std::nullopt;
}
