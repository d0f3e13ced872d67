// The order of the rules; see Realisable.h and RealisableRules.h.
#include "passes/Tile/Realisable.h"
#include "passes/Tile/Parts.h"
#include "passes/Tile/RealisableRules.h"

using namespace aicc;
using namespace aicc::tile::rules;

std::optional<std::string> tile::whyNotRealisable(kernel::KernelOp kernel, schedule::TreeAttr schedule,
                                                  const device::Device *device) {
  for (auto rule : {parallelBands, parallelSums, sharedSums, buffers, keptResults, stagedBoxes, stagedCopies,
                    outerReaders, laterReaders, earlierReaders, stepMaps, cutSums, anchors, registerTiles})
    if (Reason reason = rule(kernel, schedule))
      return reason;
  int64_t vectorBits = device && device->registers ? device->registers->bits : 0;
  for (auto rule : {tile::whyNotInParts, clearedValues})
    if (Reason reason = rule(kernel, schedule, vectorBits))
      return reason;
  if (!device)
    return std::nullopt;
  if (Reason reason = spelledInstructions(*device, schedule))
    return reason;
  if (!vectorBits)
    return std::nullopt;
  for (auto rule : {unrolledVectors, filledVectors, shiftedRows})
    if (Reason reason = rule(kernel, schedule, vectorBits))
      return reason;
  return std::nullopt;
}
