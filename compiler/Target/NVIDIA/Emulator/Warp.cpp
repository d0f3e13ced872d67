// A warp's life: fetch, guard, execute; branches with a stack of reconvergence points.
//
// Diverging lanes run one side after the other and meet at the branch's immediate post-dominator. Hardware since Volta
// may interleave them in other ways; a kernel that relies on more than meeting there (locks between lanes of a warp) is
// outside the model, and the instruction budget ends it.
#include "compiler/Target/NVIDIA/Emulator/Warp.h"
#include "compiler/Target/NVIDIA/Emulator/Lexer.h"
#include "compiler/Target/NVIDIA/Emulator/SpecialRegisters.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

namespace aicc::ptx {
Warp::Warp(Cta &cta, uint32_t id, uint32_t lanes) : cta(cta), launch(cta.launch), id(id), live(lanes) {
  const Kernel &kernel = launch.kernel;
  size_t bytes = kernel.fileBytes + 64;
  file.reset(static_cast<uint8_t *>(::operator new(bytes, std::align_val_t(64))));
  std::memset(file.get(), 0xff, bytes); // NaN in every format, so that what was not written shows.
  initialised.resize(kernel.registers.size());
  local.assign(size_t(kernel.localBytes) * kLanes, 0xff);
  localMarks.resize(local.size());
  frames.push_back({0, kNone, lanes});
}

void Warp::fillConstants() {
  for (const Constant &constant : launch.kernel.constants) {
    if (constant.slot.width == 0) {
      predicate(constant.slot) = constant.value ? ~uint32_t(0) : 0;
      continue;
    }
    bool isSpecial = constant.kind == Constant::Kind::Special;
    uint64_t value = constant.kind == Constant::Kind::DynamicShared ? launch.dynamicSharedOffset : constant.value;
    for (unsigned lane = 0; lane < kLanes; ++lane)
      set(constant.slot, lane,
          isSpecial ? specialRegisters()[constant.special].value({cta, id, lane}) : value);
  }
}

uint64_t Warp::get(const Operand &operand, unsigned lane) {
  switch (operand.width) {
  case 2:
    return lanes<uint16_t>(operand)[lane];
  case 4:
    return lanes<uint32_t>(operand)[lane];
  default:
    return lanes<uint64_t>(operand)[lane];
  }
}

void Warp::set(const Operand &operand, unsigned lane, uint64_t value) {
  switch (operand.width) {
  case 1:
    lanes<uint8_t>(operand)[lane] = uint8_t(value);
    break;
  case 2:
    lanes<uint16_t>(operand)[lane] = uint16_t(value);
    break;
  case 4:
    lanes<uint32_t>(operand)[lane] = uint32_t(value);
    break;
  default:
    lanes<uint64_t>(operand)[lane] = value;
  }
}

void Warp::find(Check check, const Instr &instr, unsigned lane, llvm::function_ref<std::string()> message) {
  launch.recorder.find(check, indexOf(instr), cta.id, cta.thread(id * kLanes + lane), message);
}

bool Warp::requireLanes(const Instr &instr, uint32_t wanted) {
  uint32_t missing = wanted & ~active;
  if (!missing)
    return true;
  find(Check::Divergence, instr, unsigned(llvm::countr_zero(active)), [&] {
    return "expected the lanes 0x" + llvm::utohexstr(wanted, true) + " of warp " + std::to_string(id) +
           " together, found 0x" + llvm::utohexstr(active, true);
  });
  return false;
}

void Warp::checkReads(const Instr &instr) {
  for (const Operand &operand : instr.src) {
    if (operand.number == kNone)
      continue;
    uint32_t unwritten = active & ~initialised[operand.number];
    if (!unwritten)
      continue;
    find(Check::UninitialisedRegister, instr, unsigned(llvm::countr_zero(unwritten)),
         [&] { return launch.kernel.registers[operand.number] + " was not written before this read"; });
  }
}

void Warp::step(const Instr &instr) {
  checkReads(instr);
  instr.execute(*this, instr);
  for (const Operand &operand : instr.dst)
    if (operand.number != kNone)
      initialised[operand.number] |= active;
}

llvm::Error Warp::checkLimits() {
  const Limits &limits = launch.config.limits;
  bool tooMany = launch.executed > limits.warpInstructions;
  bool tooLong = !tooMany && (launch.executed & 4095) == 0 && std::chrono::steady_clock::now() > launch.deadline;
  if (!tooMany && !tooLong)
    return llvm::Error::success();
  Location at = launch.recorder.locate(frames.empty() ? 0 : frames.back().pc);
  std::string limit = tooMany ? std::to_string(limits.warpInstructions) + " warp instructions"
                              : std::to_string(limits.seconds) + " seconds";
  return errorAt(launch.program.name, at.line,
                 "kernel '" + at.kernel + "' did not end within " + limit + "; warp " + llvm::Twine(id) + " of CTA (" +
                     llvm::Twine(cta.id.x) + ", " + llvm::Twine(cta.id.y) + ", " + llvm::Twine(cta.id.z) +
                     ") was at: " + at.text);
}

llvm::Error Warp::run(uint64_t slice) {
  const std::vector<Instr> &code = launch.kernel.code;
  for (; slice && state == State::Ready; --slice) {
    while (!frames.empty() && (frames.back().pc == frames.back().reconverge || !frames.back().lanes))
      frames.pop_back();
    if (frames.empty()) {
      state = State::Done;
      break;
    }
    Frame &frame = frames.back();
    const Instr &instr = code[frame.pc];
    ++launch.executed;
    if (llvm::Error error = checkLimits())
      return error;
    active = frame.lanes;
    if (instr.guarded) {
      if (active & ~initialised[instr.guard.number])
        find(Check::UninitialisedRegister, instr,
             unsigned(llvm::countr_zero(active & ~initialised[instr.guard.number])),
             [&] { return launch.kernel.registers[instr.guard.number] + " was not written before this read"; });
      active &= instr.guardNegated ? ~predicate(instr.guard) : predicate(instr.guard);
    }
    launch.recorder.executed[frame.pc] += active != 0;
    if (instr.control != Control::None) {
      control(instr, frame);
      continue;
    }
    if (active)
      step(instr);
    ++frame.pc;
  }
  return llvm::Error::success();
}

void Warp::control(const Instr &instr, Frame &frame) {
  if (!active) {
    ++frame.pc;
    return;
  }
  checkReads(instr);
  switch (instr.control) {
  case Control::Branch:
    return branch(instr, active);
  case Control::IndexedBranch:
    return branchByIndex(instr);
  case Control::Exit:
    ++frame.pc;
    return exitLanes(active);
  case Control::Barrier:
  case Control::Arrive:
    ++frame.pc;
    return arrive(instr);
  case Control::None:
    return;
  }
}

void Warp::branch(const Instr &instr, uint32_t taken) {
  Frame whole = frames.back();
  uint32_t rest = whole.lanes & ~taken, next = whole.pc + 1;
  if (!rest) {
    frames.back().pc = instr.target;
    return;
  }
  frames.back().pc = instr.reconverge;
  if (instr.reconverge == kNone || instr.reconverge == whole.reconverge)
    frames.pop_back();
  if (next != instr.reconverge)
    frames.push_back({next, instr.reconverge, rest});
  if (instr.target != instr.reconverge)
    frames.push_back({instr.target, instr.reconverge, taken});
}

void Warp::branchByIndex(const Instr &instr) {
  Frame whole = frames.back();
  uint32_t reconverge = instr.reconverge, next = whole.pc + 1;
  const uint32_t *index = lanes<uint32_t>(instr.src[0]);
  frames.back().pc = reconverge;
  if (reconverge == kNone || reconverge == whole.reconverge)
    frames.pop_back();
  if (uint32_t rest = whole.lanes & ~active)
    frames.push_back({next, reconverge, rest});
  for (uint32_t left = active; left;) {
    uint32_t chosen = index[llvm::countr_zero(left)], same = 0;
    forLanes(left, [&](unsigned lane) { same |= uint32_t(index[lane] == chosen) << lane; });
    left &= ~same;
    if (chosen < instr.table.size()) {
      frames.push_back({instr.table[chosen], reconverge, same});
      continue;
    }
    find(Check::OutOfBounds, instr, unsigned(llvm::countr_zero(same)),
         [&] { return "branch number " + std::to_string(chosen) + " of " + std::to_string(instr.table.size()); });
    exitLanes(same);
  }
}

void Warp::exitLanes(uint32_t exiting) {
  live &= ~exiting;
  for (Frame &frame : frames)
    frame.lanes &= ~exiting;
}

void Warp::arrive(const Instr &instr) {
  unsigned first = unsigned(llvm::countr_zero(active));
  if (!requireLanes(instr, live))
    return; // Undefined from here on; the lanes that are here go on as if the barrier had let them through.
  barrier = uint32_t(get(instr.src[0], first)) & 15;
  uint64_t threads = instr.src.size() > 1 ? get(instr.src[1], first) : 0;
  barrierWarps = uint32_t((threads + kLanes - 1) / kLanes);
  waitsAt = indexOf(instr);
  state = State::Waiting;
}
} // namespace aicc::ptx
