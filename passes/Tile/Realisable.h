// What the lowering realises. The schedule language is wider: it serves machines whose lowering is still to come, and
// `checkSchedule` speaks about physics. This page of rules speaks about this lowering, and shrinks as it learns.
#ifndef AICC_PASSES_TILE_REALISABLE_H
#define AICC_PASSES_TILE_REALISABLE_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::tile {
/// Why `lower-kernels` and the passes behind it cannot obey the legal `schedule`, as a clause; nothing where they can.
/// `device` is the one that it is lowered for; null where none is known.
std::optional<std::string> whyNotRealisable(kernel::KernelOp kernel, schedule::TreeAttr schedule,
                                            const device::Device *device);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_REALISABLE_H
