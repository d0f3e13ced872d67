// Immediate post-dominators of branches: where diverging lanes wait for each other.
#include "compiler/Target/NVIDIA/Emulator/Parser.h"
#include "llvm/ADT/STLExtras.h"

namespace aicc::ptx {
namespace {
/// The control flow between basic blocks; block `count` is a common exit after all.
class Flow {
public:
  explicit Flow(const std::vector<Instr> &code) : code(code) {
    findLeaders();
    for (uint32_t block = 0; block < starts.size(); ++block)
      addSuccessors(block);
    exit = uint32_t(starts.size());
    predecessors.resize(exit + 1);
    for (uint32_t block = 0; block < exit; ++block)
      for (uint32_t next : successors[block])
        predecessors[next].push_back(block);
    orderFromExit();
    findPostDominators();
  }

  /// The first instruction that every way from the branch at the end of `at`'s block goes through.
  uint32_t meetingPoint(uint32_t at) const {
    uint32_t meet = dominator[blockOf[at]];
    return meet == kNone || meet == exit ? kNone : starts[meet];
  }

private:
  static bool endsBlock(const Instr &instr) {
    return instr.control == Control::Branch || instr.control == Control::IndexedBranch ||
           instr.control == Control::Exit;
  }

  void findLeaders() {
    std::vector<bool> leader(code.size() + 1);
    leader[0] = true;
    for (size_t i = 0; i < code.size(); ++i) {
      leader[i + 1] = leader[i + 1] || endsBlock(code[i]);
      if (code[i].control == Control::Branch)
        leader[code[i].target] = true;
      for (uint32_t target : code[i].table)
        leader[target] = true;
    }
    for (size_t i = 0; i < code.size(); ++i) {
      if (leader[i])
        starts.push_back(uint32_t(i));
      blockOf.push_back(uint32_t(starts.size() - 1));
    }
    successors.resize(starts.size());
  }

  void addSuccessors(uint32_t block) {
    uint32_t end = block + 1 < starts.size() ? starts[block + 1] : uint32_t(code.size());
    const Instr &last = code[end - 1];
    auto &next = successors[block];
    uint32_t after = uint32_t(starts.size());
    if (last.control == Control::Exit)
      next.push_back(after);
    if (last.control == Control::Branch)
      next.push_back(blockOf[last.target]);
    for (uint32_t target : last.table)
      next.push_back(blockOf[target]);
    if (!endsBlock(last) || last.guarded)
      next.push_back(end < code.size() ? block + 1 : after);
  }

  /// Numbers blocks in postorder of the reversed graph, from the exit; what never ends has no number.
  void orderFromExit() {
    number.assign(exit + 1, kNone);
    std::vector<std::pair<uint32_t, size_t>> stack{{exit, 0}};
    std::vector<bool> seen(exit + 1);
    seen[exit] = true;
    while (!stack.empty()) {
      auto &[block, next] = stack.back();
      if (next < predecessors[block].size()) {
        uint32_t before = predecessors[block][next++];
        if (!seen[before]) {
          seen[before] = true;
          stack.push_back({before, 0});
        }
        continue;
      }
      number[block] = uint32_t(order.size());
      order.push_back(block);
      stack.pop_back();
    }
  }

  uint32_t intersect(uint32_t a, uint32_t b) const {
    while (a != b) {
      while (number[a] < number[b])
        a = dominator[a];
      while (number[b] < number[a])
        b = dominator[b];
    }
    return a;
  }

  /// Cooper, Harvey and Kennedy's iteration, on the reversed graph.
  void findPostDominators() {
    dominator.assign(exit + 1, kNone);
    dominator[exit] = exit;
    for (bool changed = true; changed;) {
      changed = false;
      for (uint32_t block : llvm::reverse(order))
        if (block != exit)
          changed |= update(block);
    }
  }

  bool update(uint32_t block) {
    uint32_t best = kNone;
    for (uint32_t next : successors[block])
      if (dominator[next] != kNone)
        best = best == kNone ? next : intersect(best, next);
    bool changed = dominator[block] != best;
    dominator[block] = best;
    return changed;
  }

  const std::vector<Instr> &code;
  std::vector<uint32_t> starts, blockOf;
  std::vector<llvm::SmallVector<uint32_t, 2>> successors, predecessors;
  uint32_t exit = 0;
  std::vector<uint32_t> number, order, dominator;
};
} // namespace

void findReconvergence(Kernel &kernel) {
  Flow flow(kernel.code);
  for (uint32_t i = 0; i < kernel.code.size(); ++i) {
    Control control = kernel.code[i].control;
    if (control == Control::Branch || control == Control::IndexedBranch)
      kernel.code[i].reconverge = flow.meetingPoint(i);
  }
}
} // namespace aicc::ptx
