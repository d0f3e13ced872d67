// "Control Flow Instructions" and "Parallel Synchronization Instructions: bar, barrier, membar, fence" of the PTX ISA.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Lanes.h"

namespace aicc::ptx {
namespace {
void nothing(Warp &, const Instr &) {}
void fence(Warp &warp, const Instr &) { warp.fence(); }

void syncWarp(Warp &warp, const Instr &instr) {
  auto members = uint32_t(warp.get(instr.src[0], unsigned(llvm::countr_zero(warp.active))));
  warp.requireLanes(instr, members & warp.live);
  warp.advanceClock();
}

void trap(Warp &warp, const Instr &instr) {
  warp.find(Check::Trap, instr, unsigned(llvm::countr_zero(warp.active)),
            [] { return std::string("a trap was reached"); });
}

void decodeWarpBarrier(Decode &decode) {
  if (!decode.take("sync"))
    decode.fail("expected '.sync'");
  decode.expectOperands(1);
  decode.source(0, Scalar::B32);
  decode.out.execute = syncWarp;
}

llvm::StringRef labelOf(Decode &decode, size_t index) {
  const Expr &label = decode.operand(index);
  if (label.kind != Expr::Kind::Name)
    decode.fail("expected a label");
  return label.name;
}
} // namespace

void decodeBranch(Decode &decode) {
  decode.take("uni");
  decode.expectOperands(1);
  decode.builder.referToLabel(labelOf(decode, 0), decode.line(), false);
  decode.out.control = Control::Branch;
}

void decodeIndexedBranch(Decode &decode) {
  if (!decode.take("idx"))
    decode.fail("expected '.idx'");
  decode.take("uni");
  decode.expectOperands(2);
  decode.source(0, Scalar::U32);
  decode.builder.referToLabel(labelOf(decode, 1), decode.line(), true);
  decode.out.control = Control::IndexedBranch;
}

void decodeReturn(Decode &decode) {
  decode.take("uni");
  decode.expectOperands(0);
  decode.out.control = Control::Exit;
}

/// bar{.cta}.sync, bar.arrive, barrier{.cta}.sync{.aligned}, …; bar.warp.sync
void decodeBarrier(Decode &decode) {
  if (decode.take("warp"))
    return decodeWarpBarrier(decode);
  decode.take("cta");
  bool arrives = decode.take("arrive");
  if (!arrives && !decode.take("sync"))
    decode.fail("expected '.sync' or '.arrive'");
  decode.take("aligned");
  decode.expectOperands(arrives ? 2 : 1, 2);
  for (size_t i = 0; i < decode.operandCount(); ++i)
    decode.source(i, Scalar::U32);
  decode.out.control = arrives ? Control::Arrive : Control::Barrier;
}

void decodeFence(Decode &decode) {
  int order = decode.takeOneOf({"sc", "acq_rel"});
  int scope = decode.takeOneOf({"cta", "gl", "gpu", "sys", "cluster"});
  if (decode.family == "membar" ? order >= 0 : scope == 1)
    decode.fail("expected membar.cta, .gl or .sys, or fence.sc or .acq_rel with a scope");
  decode.expectOperands(0);
  bool device = scope == 1 || scope == 2 || scope == 3;
  decode.out.execute = device ? fence : nothing;
}

/// nanosleep: a hint.
void decodeNothing(Decode &decode) {
  decode.takeType({Scalar::U32});
  decode.expectOperands(1);
  decode.source(0, Scalar::U32);
  decode.out.execute = nothing;
}

void decodeTrap(Decode &decode) {
  decode.expectOperands(0);
  decode.out.execute = trap;
}
} // namespace aicc::ptx
