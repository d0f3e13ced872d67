// A CTA's life: its warps take turns, and barriers join what they know of each other.
#include "compiler/Target/NVIDIA/Emulator/Lexer.h"
#include "compiler/Target/NVIDIA/Emulator/Warp.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace aicc::ptx {
namespace {
/// Instructions of a warp before the next one has its turn, so that warps may wait for each other through memory.
constexpr uint64_t kSlice = 4096;
} // namespace

Dim3 Cta::thread(uint32_t linear) const {
  const Dim3 &block = launch.config.block;
  return {linear % block.x, linear / block.x % block.y, linear / (block.x * block.y)};
}

Cta::Cta(Launch &launch, Dim3 id, uint32_t number, Shadow &sharedShadow)
    : launch(launch), id(id), number(number), shared(launch.sharedBytes, 0xff), sharedShadow(sharedShadow) {
  const Dim3 &block = launch.config.block;
  uint32_t threads = block.x * block.y * block.z;
  uint32_t count = (threads + kLanes - 1) / kLanes;
  for (uint32_t warp = 0; warp < count; ++warp) {
    uint32_t left = threads - warp * kLanes;
    warps.emplace_back(*this, warp, left >= kLanes ? ~uint32_t(0) : (uint32_t(1) << left) - 1);
    warps.back().clocks.assign(count, 0);
    warps.back().clocks[warp] = 1;
  }
  for (Warp &warp : warps)
    warp.fillConstants();
}

namespace {
/// The barriers of a CTA.
class Barriers {
public:
  explicit Barriers(std::deque<Warp> &warps) : warps(warps) {}

  /// Takes in bar.arrive and opens every barrier that is complete; whether anything changed.
  bool update() {
    bool changed = false;
    for (Warp &warp : warps)
      changed |= noteArrival(warp);
    for (unsigned barrier = 0; barrier < 16; ++barrier)
      changed |= open(barrier);
    return changed;
  }

private:
  bool noteArrival(Warp &warp) {
    if (warp.state != Warp::State::Waiting || warp.launch.kernel.code[warp.waitsAt].control != Control::Arrive)
      return false;
    arrivals[warp.barrier].push_back(warp.clocks);
    ++warp.clocks[warp.id];
    warp.state = Warp::State::Ready;
    return true;
  }

  bool open(unsigned barrier) {
    std::vector<Warp *> waiting;
    uint32_t required = 0, running = 0;
    for (Warp &warp : warps) {
      running += warp.state != Warp::State::Done;
      if (warp.state != Warp::State::Waiting || warp.barrier != barrier)
        continue;
      waiting.push_back(&warp);
      required = std::max(required, warp.barrierWarps);
    }
    size_t present = waiting.size() + arrivals[barrier].size();
    if (waiting.empty() || present < (required ? required : running))
      return false;
    join(waiting, arrivals[barrier]);
    arrivals[barrier].clear();
    return true;
  }

  static void join(std::vector<Warp *> &waiting, const std::vector<std::vector<uint32_t>> &arrived) {
    std::vector<uint32_t> joined(waiting.front()->clocks.size());
    auto include = [&](const std::vector<uint32_t> &clocks) {
      for (size_t i = 0; i < joined.size(); ++i)
        joined[i] = std::max(joined[i], clocks[i]);
    };
    for (const Warp *warp : waiting)
      include(warp->clocks);
    for (const std::vector<uint32_t> &clocks : arrived)
      include(clocks);
    for (Warp *warp : waiting) {
      warp->clocks = joined;
      ++warp->clocks[warp->id];
      warp->state = Warp::State::Ready;
    }
  }

  std::deque<Warp> &warps;
  /// bar.arrive: the warp goes on, and what it knew is kept until the barrier opens.
  std::vector<std::vector<uint32_t>> arrivals[16];
};

/// Names where each warp waits.
llvm::Error deadlock(Cta &cta) {
  std::string places;
  unsigned line = 0;
  for (Warp &warp : cta.warps) {
    if (warp.state != Warp::State::Waiting)
      continue;
    Location at = cta.launch.recorder.locate(warp.waitsAt);
    line = line ? line : at.line;
    places += (places.empty() ? "warp " : ", warp ") + std::to_string(warp.id) + " at barrier " +
              std::to_string(warp.barrier) + " in line " + std::to_string(at.line);
  }
  return errorAt(cta.launch.program.name, line,
                 "kernel '" + cta.launch.kernel.name + "' waits for ever: " + places +
                     "; the barrier's other warps never come");
}
} // namespace

llvm::Error Cta::run() {
  Barriers barriers(warps);
  for (;;) {
    bool ran = false;
    for (Warp &warp : warps) {
      if (warp.state != Warp::State::Ready)
        continue;
      ran = true;
      if (llvm::Error error = warp.run(kSlice))
        return error;
    }
    bool opened = barriers.update();
    if (llvm::all_of(warps, [](const Warp &warp) { return warp.state == Warp::State::Done; }))
      return llvm::Error::success();
    if (!ran && !opened)
      return deadlock(*this);
  }
}
} // namespace aicc::ptx
