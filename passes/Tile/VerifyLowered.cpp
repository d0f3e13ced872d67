// verify-lowered: holds the lowering to the schedule. What a schedule does not stage is neither copied nor allocated,
// hot loops hold no masks, and vectors fit the registers.
#include "dialects/Device/Device.h"
#include "passes/Tile/Passes.h"

namespace aicc::tile {
#define GEN_PASS_DEF_VERIFYLOWERED
#include "passes/Tile/Passes.h.inc"
} // namespace aicc::tile

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::ScratchOp;

static bool isLoop(Operation *op) { return isa<scf::ForOp, scf::WhileOp, kernel::ParallelOp>(op); }

/// The loop nearest around `op`, or null.
static Operation *loopAround(Operation *op) {
  Operation *parent = op->getParentOp();
  while (parent && !isLoop(parent))
    parent = parent->getParentOp();
  return parent;
}

static bool isInnermost(Operation *loop) {
  return !loop->walk([&](Operation *op) {
                return op != loop && isLoop(op) ? WalkResult::interrupt() : WalkResult::advance();
              }).wasInterrupted();
}

static bool isStaged(ScratchOp scratch, schedule::TreeAttr schedule) {
  schedule::BandAttr band = schedule.band(scratch.getLevel());
  return band && llvm::any_of(band.getStages(), [&](schedule::StageAttr stage) {
           return stage.getOperand().getValue() == scratch.getName();
         });
}

/// Nothing of the operations that the tile phase obeys may be left.
static LogicalResult checkObeyed(Operation *op) {
  if (isa<kernel::TileOp, kernel::StageOp, kernel::AheadOp, kernel::PackOp>(op))
    return op->emitOpError("is left in a lowered kernel");
  return success();
}

static LogicalResult checkMemory(Operation *op, schedule::TreeAttr schedule) {
  if (!loopAround(op))
    return success();
  if (isa<memref::AllocOp, memref::AllocaOp>(op))
    return op->emitOpError("allocates in the loops of a kernel, which no schedule asks for");
  if (isa<memref::CopyOp>(op))
    return op->emitOpError("copies in the loops of a kernel, which no schedule asks for; stage the operand instead");
  auto scratch = dyn_cast<ScratchOp>(op);
  if (scratch && !isStaged(scratch, schedule))
    return op->emitOpError("is in the loops of a kernel, but no stage of band \"")
           << scratch.getLevel() << "\" asks for \"" << scratch.getName() << "\"";
  return success();
}

static LogicalResult checkMask(Operation *op) {
  bool isMask = isa<vector::MaskedLoadOp, vector::MaskedStoreOp, vector::CreateMaskOp, vector::ConstantMaskOp,
                    vector::MaskOp>(op);
  Operation *loop = loopAround(op);
  if (isMask && !op->hasAttr(kEdgeAttr) && loop && isInnermost(loop))
    return op->emitOpError("is a mask in a hot loop; expected masks in edge tiles only");
  return success();
}

static LogicalResult checkVectors(Operation *op, const device::Device &device) {
  int64_t bits = device.registers ? device.registers->bits : 64;
  for (Type type : op->getResultTypes())
    if (auto vector = dyn_cast<VectorType>(type))
      if (vector.getRank() != 1 || vector.getNumElements() * vector.getElementTypeBitWidth() > bits)
        return op->emitOpError("makes ") << vector << "; expected one dimension and at most " << bits
                                         << " bits, a register of \"" << device.id << "\"";
  return success();
}

namespace {
class VerifyLowered : public tile::impl::VerifyLoweredBase<VerifyLowered> {
public:
  using Base::Base;

  void runOnOperation() override {
    auto schedule = getOperation()->getAttrOfType<schedule::TreeAttr>(kernel::kScheduleAttr);
    auto id = getOperation()->getAttrOfType<StringAttr>(kernel::kDeviceAttr);
    markAllAnalysesPreserved();
    if (!schedule || !id)
      return;
    FailureOr<device::Device> device = device::requireDevice(getOperation(), id);
    if (failed(device))
      return signalPassFailure();
    getOperation().walk([&](Operation *op) {
      if (failed(checkObeyed(op)) || failed(checkMemory(op, schedule)) || failed(checkMask(op)) ||
          failed(checkVectors(op, *device)))
        signalPassFailure();
    });
    ++numVerified;
  }
};
} // namespace
