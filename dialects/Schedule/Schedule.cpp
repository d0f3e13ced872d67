// Structure of schedules: parsing of tiles and the verifiers, each with the rule it enforces.
#include "dialects/Schedule/Schedule.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace aicc::schedule;

/// Parses `["n", "k"]`.
static ParseResult parseNames(AsmParser &parser, SmallVector<StringAttr> &names) {
  return parser.parseCommaSeparatedList(AsmParser::Delimiter::Square,
                                        [&] { return parser.parseAttribute(names.emplace_back()); });
}

static void printNames(AsmPrinter &printer, ArrayRef<StringAttr> names) {
  printer << '[';
  llvm::interleaveComma(names, printer);
  printer << ']';
}

/// Parses a list of attributes without their mnemonics: `[<...>, <...>]`.
template <typename Part> static ParseResult parseParts(AsmParser &parser, SmallVector<Part> &parts) {
  return parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&]() -> ParseResult {
    FailureOr<Part> part = FieldParser<Part>::parse(parser);
    if (failed(part))
      return failure();
    parts.push_back(*part);
    return success();
  });
}

template <typename Part> static void printParts(AsmPrinter &printer, ArrayRef<Part> parts) {
  printer << '[';
  llvm::interleaveComma(parts, printer, [&](Part part) { printer.printStrippedAttrOrType(part); });
  printer << ']';
}

#include "dialects/Schedule/ScheduleDialect.cpp.inc"
#include "dialects/Schedule/ScheduleEnums.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/Schedule/ScheduleAttrs.cpp.inc"

void ScheduleDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/Schedule/ScheduleAttrs.cpp.inc"
      >();
}

using EmitError = llvm::function_ref<InFlightDiagnostic()>;

/// Fails where `names` holds one name twice; `what` says of what.
static LogicalResult checkUnique(EmitError emitError, ArrayRef<StringAttr> names, StringRef what) {
  llvm::StringSet<> seen;
  for (StringAttr name : names)
    if (!seen.insert(name.getValue()).second)
      return emitError() << what << " names " << name << " twice; name each once";
  return success();
}

Attribute TileAttr::parse(AsmParser &parser, Type) {
  SmallVector<StringAttr> dims;
  SmallVector<int64_t> sizes;
  auto parsePair = [&]() -> ParseResult {
    StringRef name;
    int64_t size;
    if (parser.parseKeyword(&name) || parser.parseEqual() || parser.parseInteger(size))
      return failure();
    dims.push_back(parser.getBuilder().getStringAttr(name));
    sizes.push_back(size);
    return success();
  };
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::LessGreater, parsePair, " in tile"))
    return {};
  return parser.getChecked<TileAttr>(parser.getContext(), dims, sizes);
}

void TileAttr::print(AsmPrinter &printer) const {
  printer << '<';
  llvm::interleaveComma(llvm::zip(getDims(), getSizes()), printer, [&](auto pair) {
    printer << std::get<0>(pair).getValue() << " = " << std::get<1>(pair);
  });
  printer << '>';
}

LogicalResult TileAttr::verify(EmitError emitError, ArrayRef<StringAttr> dims, ArrayRef<int64_t> sizes) {
  if (dims.size() != sizes.size())
    return emitError() << "a tile needs one size a dimension, found " << dims.size() << " dimensions and "
                       << sizes.size() << " sizes";
  for (auto [dim, size] : llvm::zip(dims, sizes))
    if (size < 1)
      return emitError() << "tile size of " << dim << " must be at least 1, found " << size;
  return checkUnique(emitError, dims, "tile");
}

int64_t TileAttr::lookup(StringRef dim, int64_t absent) const {
  for (auto [name, size] : llvm::zip(getDims(), getSizes()))
    if (name.getValue() == dim)
      return size;
  return absent;
}

bool TileAttr::names(StringRef dim) const { return lookup(dim, 0) != 0; }

LogicalResult LayoutAttr::verify(EmitError emitError, ArrayRef<StringAttr> outer, TileAttr block, int64_t swizzle,
                                 int64_t shift, int64_t split) {
  if (failed(checkUnique(emitError, outer, "layout")))
    return failure();
  for (StringAttr dim : block.getDims())
    if (!llvm::is_contained(outer, dim))
      return emitError() << "layout blocks dimension " << dim << ", which its outer order does not name";
  if (swizzle != 0 && swizzle != 32 && swizzle != 64 && swizzle != 128)
    return emitError() << "layout swizzle must be 0, 32, 64 or 128 bytes, found " << swizzle;
  bool hasGroups = !outer.empty() && !block.getDims().empty() && block.getDims().back() == outer.back() &&
                   block.getSizes().back() == 4;
  if (shift != 0 && (shift != 128 || !hasGroups))
    return emitError() << "layout shift must be 0, or 128 where the innermost outer dimension is blocked innermost by 4, "
                          "found "
                       << shift;
  size_t rank = block.getDims().size();
  int64_t group = rank > 1 ? block.getSizes().back() : 1, elements = rank ? block.getSizes().front() * group : 0;
  bool hasRuns = split > 0 && (rank == 1 || rank == 2) && elements % (2 * split) == 0 && split % group == 0;
  if (split != 0 && !hasRuns)
    return emitError() << "layout split must be 0, or cut a block of one or two dimensions into whole runs of 2 * split "
                          "elements, found "
                       << split << " for " << elements;
  return success();
}

LogicalResult StageAttr::verify(EmitError emitError, StringAttr operand, How how, LayoutAttr layout, int64_t buffers,
                                Type type, int64_t ahead) {
  if (operand.empty())
    return emitError() << "a stage must name an operand";
  if (buffers < 1)
    return emitError() << "stage of " << operand << " needs at least one buffer, found " << buffers;
  if (how == How::Async && buffers < 2)
    return emitError() << "asynchronous stage of " << operand
                       << " needs at least two buffers: one is read while the next is filled";
  if (how != How::InPlace && !layout)
    return emitError() << "stage of " << operand << " is copied, so it needs a layout";
  if (ahead != 0 && (ahead != 1 || how == How::Async))
    return emitError() << "stage of " << operand
                       << " asks ahead: expected 0, or 1 where it is not asynchronous, found " << ahead;
  return success();
}

/// True where `word` places computations elsewhere than in a band.
static bool isPlace(StringAttr word) {
  return llvm::is_contained({StringRef(kRegisters), StringRef(kStep), StringRef(kSums), StringRef(kRoot)},
                            word.getValue());
}

bool aicc::schedule::isOnSums(ComputationAttr inner) {
  return inner && inner.getAttach() && inner.getAttach() == kSums;
}

bool aicc::schedule::isInSteps(ComputationAttr inner) {
  return isOnSums(inner) || (inner && inner.getAttach() && inner.getAttach() == kStep);
}

LogicalResult BandAttr::verify(EmitError emitError, StringAttr name, StringAttr parallel, TileAttr tile,
                               ArrayRef<StringAttr> order, ArrayRef<StageAttr> stages, int64_t raster,
                               int64_t workers) {
  if (workers < 0)
    return emitError() << "workers of band " << name << " must be 0 or a number of tiles at once, found " << workers;
  if (workers > 0 && !parallel)
    return emitError() << "workers take the tiles of a parallel band; band " << name << " is not parallel";
  if (raster < 1)
    return emitError() << "raster of band " << name << " must be at least 1, found " << raster;
  if (raster > 1 && !parallel)
    return emitError() << "raster numbers the tiles of a parallel band; band " << name << " is not parallel";
  if (name.empty())
    return emitError() << "a band needs a name: a memory level or a parallel resource";
  if (isPlace(name))
    return emitError() << "a band cannot be called " << name << ": the word places computations";
  if (failed(checkUnique(emitError, order, "order")))
    return failure();
  for (StringAttr dim : order)
    if (!tile.names(dim.getValue()))
      return emitError() << "order of band " << name << " names " << dim << ", which its tile does not cut";
  return checkUnique(emitError, llvm::map_to_vector(stages, [](StageAttr s) { return s.getOperand(); }), "stages");
}

LogicalResult ComputationAttr::verify(EmitError emitError, StringAttr name, TileAttr, int64_t unroll,
                                      int64_t prefetch, StringAttr instruction, StringAttr, bool swap) {
  if (swap && !instruction)
    return emitError() << "swap of " << name << " changes the factors of an instruction; name one";
  if (name.empty())
    return emitError() << "an inner band must name its computation";
  if (unroll < 1)
    return emitError() << "unroll of " << name << " must be at least 1, found " << unroll;
  if (prefetch < 0)
    return emitError() << "prefetch of " << name << " must be 0 or a distance in elements, found " << prefetch;
  return success();
}

LogicalResult TreeAttr::verify(EmitError emitError, ArrayRef<BandAttr> bands,
                               ArrayRef<ComputationAttr> computations) {
  auto bandNames = llvm::map_to_vector(bands, [](BandAttr b) { return b.getName(); });
  auto names = llvm::map_to_vector(computations, [](ComputationAttr c) { return c.getName(); });
  if (failed(checkUnique(emitError, bandNames, "bands")) || failed(checkUnique(emitError, names, "computations")))
    return failure();
  for (ComputationAttr c : computations) {
    StringAttr attach = c.getAttach();
    if (attach && !isPlace(attach) && !llvm::is_contained(bandNames, attach))
      return emitError() << "computation " << c.getName() << " is attached to " << attach
                         << ", which is no band; expected a band's name, \"step\", \"sums\", "
                            "\"registers\" or \"root\"";
  }
  return success();
}

ComputationAttr TreeAttr::computation(StringRef name) const {
  auto found = llvm::find_if(getComputations(), [&](ComputationAttr c) { return c.getName().getValue() == name; });
  return found == getComputations().end() ? ComputationAttr() : *found;
}

BandAttr TreeAttr::band(StringRef name) const {
  auto found = llvm::find_if(getBands(), [&](BandAttr b) { return b.getName().getValue() == name; });
  return found == getBands().end() ? BandAttr() : *found;
}
