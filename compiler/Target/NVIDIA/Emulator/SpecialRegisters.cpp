// See SpecialRegisters.h.
#include "compiler/Target/NVIDIA/Emulator/SpecialRegisters.h"
#include "compiler/Target/NVIDIA/Emulator/Warp.h"

namespace aicc::ptx {
namespace {
using At = const LanePosition &;

Dim3 thread(At at) { return at.cta.thread(at.warp * kLanes + at.lane); }
const LaunchConfig &config(At at) { return at.cta.launch.config; }
/// The mask with the lane's own bit.
uint64_t bit(At at) { return uint64_t(1) << at.lane; }
uint64_t clock(At at) { return at.cta.launch.executed; }

// One SM runs one grid, and instructions are the clock's ticks.
constexpr SpecialRegister kSpecialRegisters[] = {
    {"%tid.x", 4, [](At at) -> uint64_t { return thread(at).x; }},
    {"%tid.y", 4, [](At at) -> uint64_t { return thread(at).y; }},
    {"%tid.z", 4, [](At at) -> uint64_t { return thread(at).z; }},
    {"%ntid.x", 4, [](At at) -> uint64_t { return config(at).block.x; }},
    {"%ntid.y", 4, [](At at) -> uint64_t { return config(at).block.y; }},
    {"%ntid.z", 4, [](At at) -> uint64_t { return config(at).block.z; }},
    {"%ctaid.x", 4, [](At at) -> uint64_t { return at.cta.id.x; }},
    {"%ctaid.y", 4, [](At at) -> uint64_t { return at.cta.id.y; }},
    {"%ctaid.z", 4, [](At at) -> uint64_t { return at.cta.id.z; }},
    {"%nctaid.x", 4, [](At at) -> uint64_t { return config(at).grid.x; }},
    {"%nctaid.y", 4, [](At at) -> uint64_t { return config(at).grid.y; }},
    {"%nctaid.z", 4, [](At at) -> uint64_t { return config(at).grid.z; }},
    {"%laneid", 4, [](At at) -> uint64_t { return at.lane; }},
    {"%warpid", 4, [](At at) -> uint64_t { return at.warp; }},
    {"%nwarpid", 4, [](At at) -> uint64_t { return at.cta.warps.size(); }},
    {"%lanemask_eq", 4, [](At at) -> uint64_t { return bit(at); }},
    {"%lanemask_lt", 4, [](At at) -> uint64_t { return bit(at) - 1; }},
    {"%lanemask_le", 4, [](At at) -> uint64_t { return 2 * bit(at) - 1; }},
    {"%lanemask_gt", 4, [](At at) -> uint64_t { return ~(2 * bit(at) - 1); }},
    {"%lanemask_ge", 4, [](At at) -> uint64_t { return ~(bit(at) - 1); }},
    {"%smid", 4, [](At) -> uint64_t { return 0; }},
    {"%nsmid", 4, [](At) -> uint64_t { return 1; }},
    {"%gridid", 8, [](At) -> uint64_t { return 0; }},
    {"%dynamic_smem_size", 4, [](At at) -> uint64_t { return config(at).dynamicSharedBytes; }},
    {"%total_smem_size", 4, [](At at) -> uint64_t { return at.cta.launch.sharedBytes; }},
    {"%clock", 4, clock},
    {"%clock64", 8, clock},
};
} // namespace

llvm::ArrayRef<SpecialRegister> specialRegisters() { return kSpecialRegisters; }
} // namespace aicc::ptx
