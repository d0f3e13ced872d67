// What the lowering realises of softmax in parts; see Realisable.h and Parts.h.
#include "dialects/Kernel/Softmax.h"
#include "passes/Schedule/Nest.h"
#include "passes/Tile/MaskSteps.h"
#include "passes/Tile/Parts.h"
#include "passes/Tile/Places.h"
#include "passes/Tile/Realisable.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using namespace aicc::tile;
using kernel::Computation;
using kernel::KernelOp;

using Reason = std::optional<std::string>;

static bool isRoot(Computation op, TreeAttr schedule) {
  ComputationAttr inner = schedule.computation(op.getLabel());
  return inner && inner.getAttach() && inner.getAttach() == kRoot;
}

/// The number of the outermost band around `op` that cuts `dim`, or nothing.
static std::optional<int> cutAround(KernelOp kernel, TreeAttr schedule, Computation op, StringRef dim) {
  for (int band = 0; band < int(schedule.getBands().size()) && band <= depthOf(op, schedule); ++band)
    if (mostAt(kernel, schedule, band, dim) < kernel.getDim(dim).getMax())
      return band;
  return std::nullopt;
}

/// The computation inside band number `band` that goes over `dim` and reads `value`, or what is made of it without
/// going over `dim`; null where there is none.
static Computation readerAlong(TreeAttr schedule, Value value, StringRef dim, int band) {
  for (Operation *user : value.getUsers()) {
    auto reader = dyn_cast<Computation>(user);
    if (!reader || depthOf(reader, schedule) < band)
      continue;
    if (llvm::is_contained(reader.getDimNames(), dim))
      return reader;
    if (Computation further = readerAlong(schedule, reader->getResult(0), dim, band))
      return further;
  }
  return {};
}

/// A band that cuts a reduction has a part of it, which goes back into the band where parts are made one alone.
static Reason unmergedParts(KernelOp kernel, TreeAttr schedule, const std::optional<Parts> &parts) {
  for (Computation op : kernel.getComputations())
    for (auto [number, dim] : llvm::enumerate(op.getDimNames())) {
      if (!op.isReduced(number) || (parts && parts->dim == dim && parts->reduces(op.getLabel())))
        continue;
      std::optional<int> band = cutAround(kernel, schedule, op, dim);
      if (Computation reader = band ? readerAlong(schedule, op->getResult(0), dim, *band) : Computation())
        return reader.getLabel().str() + " reads " + op.getLabel().str() + " inside band " +
               schedule.getBands()[*band].getName().str() + ", which cuts its " + dim.str() +
               ", and they are no softmax whose parts are made one";
    }
  return std::nullopt;
}

/// True where `value` is the result of `weights`, or a map of that alone.
static bool isOfWeights(Value value, StringRef weights) {
  auto maker = value.getDefiningOp<Computation>();
  if (!maker || maker.getLabel() == weights)
    return bool(maker);
  return maker.getKind() == kernel::Kind::Map && maker->getNumOperands() == 1 &&
         isOfWeights(maker->getOperand(0), weights);
}

/// True where `op` adds up weights, so that what a part has added can be multiplied by one factor.
static bool addsUpWeights(Computation op, const Parts &parts) {
  return kernel::addsUp(op) && llvm::any_of(op->getOperands(), [&](Value operand) { return isOfWeights(operand, parts.weights); });
}

/// One band goes over the parts, and inside it runs what makes them.
static Reason placedParts(KernelOp kernel, TreeAttr schedule, const Parts &parts) {
  for (auto [number, band] : llvm::enumerate(schedule.getBands()))
    if (number < parts.band && !band.getParallel() &&
        band.getTile().lookup(parts.dim, INT64_MAX) < kernel.getDim(parts.dim).getMax())
      return "band " + band.getName().str() + " cuts " + parts.dim.str() + " around the band that goes over its parts";
  for (Computation op : kernel.getComputations()) {
    StringRef label = op.getLabel();
    bool makesParts = parts.reduces(label) || label == parts.guard || label == parts.weights;
    if (makesParts && depthOf(op, schedule) < int(parts.band))
      return label.str() + " runs outside the band that goes over the parts of " + parts.dim.str();
    if (parts.reduces(label) && label != parts.maximum && !addsUpWeights(op, parts))
      return label.str() + " is reduced in parts, and is no sum of " + parts.weights.str();
  }
  return std::nullopt;
}

/// True where the result of `op` has all rows of the maximum of `parts`.
static bool hasRows(KernelOp kernel, const Parts &parts, Computation op) {
  return llvm::all_of(resultDims(computation(kernel, parts.maximum)),
                      [&](StringRef row) { return llvm::is_contained(resultDims(op), row); });
}

/// Where parts are made one, loops go over the rows by the tiles of the bands around the parts. Only the last register
/// tile of a whole dimension may be short.
static Reason cutRows(KernelOp kernel, TreeAttr schedule, const Parts &parts, Computation reader) {
  TileAttr registers = schedule.computation(reader.getLabel()).getRegisters();
  for (StringRef row : resultDims(computation(kernel, parts.maximum))) {
    int64_t extent = kernel.getDim(row).getMax(), most = mostAt(kernel, schedule, parts.band, row);
    int64_t size = registers.lookup(row, extent);
    if (most < extent && most % size)
      return "the register tile of " + reader.getLabel().str() + " has " + std::to_string(size) + " of " + row.str() +
             ", which does not divide the " + std::to_string(most) + " of the bands around the parts of " +
             parts.dim.str() + " that it reads";
  }
  return std::nullopt;
}

/// Why `reader` of `op`, or what reads that, cannot run where the parts of which they are made have been made one;
/// nothing where all of them can.
static Reason unmergedReader(KernelOp kernel, TreeAttr schedule, const Parts &parts, Computation op,
                             Computation reader) {
  if (!isRoot(reader, schedule))
    return reader.getLabel().str() + " reads " + op.getLabel().str() + ", which is " +
           (parts.reduces(op.getLabel()) ? "reduced in" : "made of") + " parts, before they are one";
  if (!hasRows(kernel, parts, reader))
    return reader.getLabel().str() + " is made of what is reduced in parts, and has other rows than " +
           parts.maximum.str();
  if (Reason reason = cutRows(kernel, schedule, parts, reader))
    return reason;
  for (Operation *user : reader->getUsers())
    if (auto next = dyn_cast<Computation>(user))
      if (Reason reason = unmergedReader(kernel, schedule, parts, reader, next))
        return reason;
  return std::nullopt;
}

/// The parts of a softmax are made one behind all bands. Readers, and what reads them, wait until then, in loops of
/// their own, and have the rows of the maximum, by which those loops are split.
static Reason mergedParts(KernelOp kernel, TreeAttr schedule, const Parts &parts) {
  if (BandAttr band = schedule.getBands()[parts.band]; band.getParallel())
    return "band " + band.getName().str() + " splits " + parts.dim.str() +
           " over parallel units, and no band inside cuts it";
  for (Computation op : kernel.getComputations()) {
    if (!parts.reduces(op.getLabel()))
      continue;
    if (!hasRows(kernel, parts, op))
      return op.getLabel().str() + " is summed up in parts, and has other rows than " + parts.maximum.str();
    for (Operation *user : op->getUsers()) {
      auto reader = dyn_cast<Computation>(user);
      if (!reader || reader.getLabel() == parts.guard || reader.getLabel() == parts.weights)
        continue;
      if (Reason reason = unmergedReader(kernel, schedule, parts, op, reader))
        return reason;
    }
  }
  return std::nullopt;
}

/// Parts begin where what the mask leaves may begin.
static Reason maskedParts(KernelOp kernel, TreeAttr schedule, const Parts &parts, int64_t vectorBits) {
  std::optional<kernel::MaskSpan> span = kernel::findMaskSpan(kernel);
  if (!span || span->dim != parts.dim || !vectorBits)
    return std::nullopt;
  auto steps = llvm::map_to_vector(kernel.getComputations(), [](Computation op) { return kernel::MaskedStep(op); });
  std::optional<tile::MaskSteps> found =
      tile::maskSteps(*span, steps, schedule, kernel.getDim(span->dim).getMax(), vectorBits);
  if (found && parts.size % found->alignment)
    return "parts of " + std::to_string(parts.size) + " of " + parts.dim.str() + " are no multiple of the " +
           std::to_string(found->alignment) + " at which what the mask leaves begins";
  return std::nullopt;
}

Reason tile::whyNotInParts(KernelOp kernel, TreeAttr schedule, int64_t vectorBits) {
  std::optional<Parts> parts = partsOf(kernel, schedule);
  if (Reason reason = unmergedParts(kernel, schedule, parts); reason || !parts)
    return reason;
  for (auto rule : {placedParts, mergedParts})
    if (Reason reason = rule(kernel, schedule, *parts))
      return reason;
  return maskedParts(kernel, schedule, *parts, vectorBits);
}
