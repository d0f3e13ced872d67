// The operations that kernels are lowered through.
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace aicc::kernel;

std::optional<int64_t> TileOp::getStaticSize(unsigned dim) { return getConstantIntValue(getSizes()[dim]); }

LogicalResult TileOp::verify() {
  size_t rank = getDims().size();
  if (getOffsets().size() != rank || getSizes().size() != rank)
    return emitOpError("needs one offset and one size a dimension, ") << rank << "; found " << getOffsets().size()
                                                                      << " and " << getSizes().size();
  if (getMaps().size() != getInputs().size() + 1)
    return emitOpError("needs one access an input and one for the output, found ") << getMaps().size();
  SmallVector<Value> buffers(getInputs());
  buffers.push_back(getOutput());
  for (auto [index, value] : llvm::enumerate(buffers)) {
    AffineMap map = getAccess(index);
    if (map.getNumDims() != rank || map.getNumSymbols() != getSymbols().size() ||
        map.getNumResults() != unsigned(cast<MemRefType>(value.getType()).getRank()))
      return emitOpError("access ") << index << " does not fit the dimensions, symbols and buffer";
  }
  if ((getKind() == Kind::Contract) != getBody().empty())
    return emitOpError("has a body exactly when it is no contraction");
  return success();
}

void TileOp::getEffects(SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
  for (OpOperand &operand : getInputsMutable())
    effects.emplace_back(MemoryEffects::Read::get(), &operand, SideEffects::DefaultResource::get());
  effects.emplace_back(MemoryEffects::Read::get(), &getOutputMutable(), SideEffects::DefaultResource::get());
  effects.emplace_back(MemoryEffects::Write::get(), &getOutputMutable(), SideEffects::DefaultResource::get());
}

LogicalResult PackOp::verify() {
  auto layout = dyn_cast<aicc::schedule::LayoutAttr>(getLayout());
  if (!layout)
    return emitOpError("expects a #schedule.layout, found ") << getLayout();
  size_t rank = cast<MemRefType>(getSource().getType()).getRank();
  if (getOffsets().size() != rank || getSizes().size() != rank || getDims().size() != rank)
    return emitOpError("needs one offset, size and name for each of the source's ") << rank << " dimensions";
  for (StringAttr name : layout.getOuter())
    if (!llvm::is_contained(getDims(), name))
      return emitOpError("layout orders dimension ") << name << ", which is none of the source's";
  // A split block has runs and halves of bytes in place of its first dimension.
  size_t destRank = layout.getOuter().size() + layout.getBlock().getDims().size() + (layout.getSplit() ? 2 : 0);
  if (size_t(cast<MemRefType>(getDest().getType()).getRank()) != destRank)
    return emitOpError("destination must have one dimension for each of the layout's ") << destRank << " indices";
  return success();
}

void PackOp::getEffects(SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
  effects.emplace_back(MemoryEffects::Read::get(), &getSourceMutable(), SideEffects::DefaultResource::get());
  effects.emplace_back(MemoryEffects::Write::get(), &getDestMutable(), SideEffects::DefaultResource::get());
}

void StageOp::getEffects(SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
  effects.emplace_back(MemoryEffects::Read::get(), &getSourceMutable(), SideEffects::DefaultResource::get());
  effects.emplace_back(MemoryEffects::Write::get(), SideEffects::DefaultResource::get());
}

/// Keeps the operation where it stands, in front of its tile.
void AheadOp::getEffects(SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
  effects.emplace_back(MemoryEffects::Read::get(), &getBufferMutable(), SideEffects::DefaultResource::get());
  effects.emplace_back(MemoryEffects::Write::get(), SideEffects::DefaultResource::get());
}

ParseResult ParallelOp::parse(OpAsmParser &parser, OperationState &result) {
  StringAttr resource;
  OpAsmParser::Argument index;
  int64_t count;
  if (parser.parseAttribute(resource, "resource", result.attributes) || parser.parseLParen() ||
      parser.parseArgument(index) || parser.parseRParen() || parser.parseKeyword("count") || parser.parseInteger(count))
    return failure();
  index.type = parser.getBuilder().getIndexType();
  result.addAttribute("count", parser.getBuilder().getI64IntegerAttr(count));
  // With a keyword, since the body opens with a brace too.
  if (parser.parseOptionalAttrDictWithKeyword(result.attributes))
    return failure();
  Region *body = result.addRegion();
  if (parser.parseRegion(*body, index))
    return failure();
  ensureTerminator(*body, parser.getBuilder(), result.location);
  return success();
}

void ParallelOp::print(OpAsmPrinter &printer) {
  printer << ' ' << getResourceAttr() << " (" << getBody().getArgument(0) << ") count " << getCount();
  printer.printOptionalAttrDictWithKeyword((*this)->getAttrs(), {"resource", "count"});
  printer << ' ';
  printer.printRegion(getBody(), /*printEntryBlockArgs=*/false, /*printBlockTerminators=*/false);
}
