// place-weights: weights that schedules want prepacked are packed once a module.
#include "dialects/Kernel/Identity.h"
#include "dialects/Schedule/Schedule.h"
#include "passes/Lower/Passes.h"
#include "passes/Tile/Passes.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"

namespace aicc::lower {
#define GEN_PASS_DEF_PLACEWEIGHTS
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;
using namespace aicc;
using namespace aicc::lower;
using kernel::CallOp;

/// Packed weights start on cache lines.
constexpr int64_t kAlignment = 64;

namespace {
/// One packed copy of a weight, or of each of the `slices` that its first dimension holds, one behind the other.
struct Slot {
  Value root, source;
  schedule::LayoutAttr layout;
  SmallVector<StringRef> dims;
  MemRefType type;
  int64_t offset;
  Attribute device; ///< of the kernel that reads it
  int64_t slices = 1;
};

int64_t bytesOf(MemRefType type) {
  return llvm::alignTo(storedBytes(type), kAlignment);
}

/// True for views that show a whole argument or constant: reshapes, and bytes seen as i4.
bool isWholeView(Operation *op) {
  return isa<memref::CollapseShapeOp, memref::ExpandShapeOp, memref::CastOp>(op) ||
         (isa<memref::ViewOp>(op) && cast<MemRefType>(op->getResult(0).getType()).getElementType().isInteger(4));
}

/// The argument or constant that `buffer` is a reshape of.
Value rootOf(Value buffer) {
  while (Operation *def = buffer.getDefiningOp()) {
    if (!isWholeView(def))
      break;
    buffer = def->getOperand(0);
  }
  return buffer;
}

/// The view that shows one element of an argument's first dimension and all of the others, or null: an expert's weight.
memref::SubViewOp oneOfMany(Value buffer) {
  auto view = buffer.getDefiningOp<memref::SubViewOp>();
  if (!view || !isa<BlockArgument>(view.getSource()) || !view.hasUnitStride())
    return {};
  MemRefType source = view.getSourceType(), type = view.getType();
  bool isOne = source.getLayout().isIdentity() && view.getStaticSizes().front() == 1 &&
               type.getShape() == source.getShape().drop_front();
  return isOne ? view : memref::SubViewOp();
}

/// The constants of the weights file, which all functions share.
struct ConstantsFile {
  SmallVector<Attribute> entries;  ///< what is written, see kConstantsAttr
  SmallVector<Slot> packed, plain; ///< where packed copies and constants that are read as they are lie
  int64_t bytes = 0;
};

class FunctionWeights {
public:
  FunctionWeights(func::FuncOp function, int64_t inlineBytes, ConstantsFile &file)
      : function(function), module(function->getParentOfType<ModuleOp>()), builder(function),
        inlineBytes(inlineBytes), file(file) {}

  void place() {
    SmallVector<CallOp> calls;
    function.walk([&](CallOp call) { calls.push_back(call); });
    for (CallOp call : calls)
      for (unsigned index = 0; index < call.getInputs().size(); ++index)
        placeOperand(call, index);
    moveLargeConstants();
    addPrepared();
    addConstants();
  }

private:
  void placeOperand(CallOp call, unsigned index) {
    auto kernel = cast<kernel::KernelOp>(SymbolTable::lookupNearestSymbolFrom(call, call.getCalleeAttr()));
    auto schedule = kernel->getAttrOfType<schedule::TreeAttr>(kernel::kScheduleAttr);
    schedule::LayoutAttr layout =
        schedule ? schedule::prepackedLayout(schedule, kernel::operandName(index)) : schedule::LayoutAttr();
    if (!layout)
      return;
    Value input = call.getInputs()[index];
    Slot slot = {rootOf(input), input, layout, schedule::operandDims(kernel, index),
                 tile::operandType(kernel, index, schedule), 0, kernel->getAttr(kernel::kDeviceAttr)};
    if (memref::SubViewOp view = oneOfMany(input)) {
      slot.root = slot.source = view.getSource();
      slot.slices = view.getSourceType().getDimSize(0);
    }
    bool isArgument = isa<BlockArgument>(slot.root);
    SmallVectorImpl<Slot> &slots = isArgument ? prepared : file.packed;
    int64_t &bytes = isArgument ? preparedBytes : file.bytes;
    auto same = llvm::find_if(slots, [&](const Slot &other) { return isSame(other, slot); });
    if (same == slots.end()) {
      slot.offset = bytes;
      bytes += slot.slices * bytesOf(slot.type);
      slots.push_back(slot);
      same = std::prev(slots.end());
      if (!isArgument)
        recordConstant(slot);
    }
    (isArgument ? preparedUses : constantUses).push_back({&call.getInputsMutable()[index], *same});
  }

  /// True where the packed bytes are the same, whatever the kernels that read them call the dimensions.
  static bool isSame(const Slot &a, const Slot &b) {
    return sameRoot(a.root, b.root) && a.slices == b.slices && a.source.getType() == b.source.getType() && a.type == b.type &&
           schedule::byPosition(a.layout, a.dims) == schedule::byPosition(b.layout, b.dims);
  }

  static bool sameRoot(Value a, Value b) {
    auto globalA = a.getDefiningOp<memref::GetGlobalOp>(), globalB = b.getDefiningOp<memref::GetGlobalOp>();
    return a == b || (globalA && globalB && globalA.getName() == globalB.getName());
  }

  memref::GlobalOp globalOf(Value root) {
    auto get = root.getDefiningOp<memref::GetGlobalOp>();
    return get ? module.lookupSymbol<memref::GlobalOp>(get.getName()) : memref::GlobalOp();
  }

  void recordConstant(const Slot &slot) {
    NamedAttrList entry;
    entry.set("offset", builder.getI64IntegerAttr(slot.offset));
    entry.set("value", globalOf(slot.root).getInitialValueAttr());
    entry.set("shape", builder.getDenseI64ArrayAttr(cast<MemRefType>(slot.source.getType()).getShape()));
    entry.set("dims", builder.getStrArrayAttr(slot.dims));
    entry.set("layout", slot.layout);
    file.entries.push_back(entry.getDictionary(builder.getContext()));
  }

  /// Constants that are read as they are lie in the weights file too, unless they are small.
  void moveLargeConstants() {
    function.walk([&](memref::GetGlobalOp get) {
      auto type = get.getType();
      bool isRead = llvm::any_of(get->getUsers(), [&](Operation *user) { return !isOnlyPacked(user); });
      if (!isRead || type.getNumElements() * type.getElementTypeBitWidth() / 8 <= inlineBytes)
        return;
      plainUses.push_back({get, placePlain(get)});
    });
  }

  Slot placePlain(memref::GetGlobalOp get) {
    for (const Slot &slot : file.plain)
      if (sameRoot(slot.root, get))
        return slot;
    Slot slot = {get, get, {}, {}, get.getType(), file.bytes, {}};
    file.bytes += bytesOf(slot.type);
    NamedAttrList entry;
    entry.set("offset", builder.getI64IntegerAttr(slot.offset));
    entry.set("value", globalOf(get).getInitialValueAttr());
    file.entries.push_back(entry.getDictionary(builder.getContext()));
    file.plain.push_back(slot);
    return slot;
  }

  /// True where every way from `user` ends in operands that are replaced by packed copies.
  bool isOnlyPacked(Operation *user) {
    if (isWholeView(user))
      return llvm::all_of(user->getUsers(), [&](Operation *next) { return isOnlyPacked(next); });
    auto call = dyn_cast<CallOp>(user);
    return call && llvm::all_of(call->getOpOperands(), [&](OpOperand &operand) {
             return rootOf(operand.get()).getDefiningOp() == nullptr || !globalOf(rootOf(operand.get())) ||
                    llvm::any_of(constantUses, [&](auto &use) { return use.first == &operand; });
           });
  }

  Value viewAt(Value block, const Slot &slot, OpBuilder &at) {
    Value offset = arith::ConstantIndexOp::create(at, function.getLoc(), slot.offset);
    return memref::ViewOp::create(at, function.getLoc(), slot.type, block, offset, ValueRange());
  }

  /// Lets `operand` read the packed slice whose number its view of the whole has.
  void readSlice(OpOperand &operand, Value block, const Slot &slot) {
    memref::SubViewOp view = oneOfMany(operand.get());
    OpBuilder at(operand.getOwner());
    Value number = getValueOrCreateConstantIndexOp(at, view.getLoc(), view.getMixedOffsets().front());
    operand.set(viewOfSlice(block, slot, number, at));
    if (view->use_empty())
      view.erase();
  }

  Value viewOfSlice(Value block, const Slot &slot, Value number, OpBuilder &at) {
    Location loc = function.getLoc();
    Value bytes = arith::ConstantIndexOp::create(at, loc, bytesOf(slot.type));
    Value first = arith::ConstantIndexOp::create(at, loc, slot.offset);
    Value offset = arith::AddIOp::create(at, loc, arith::MulIOp::create(at, loc, number, bytes), first);
    return memref::ViewOp::create(at, loc, slot.type, block, offset, ValueRange());
  }

  Value insertBlock(StringRef role, int64_t bytes) {
    NamedAttrList attrs;
    attrs.set(kRoleAttr, builder.getStringAttr(role));
    (void)function.insertArgument(0, MemRefType::get(bytes, builder.getI8Type()),
                                  attrs.getDictionary(builder.getContext()), function.getLoc());
    return function.getArgument(0);
  }

  void addPrepared() {
    if (prepared.empty())
      return;
    emitPrepare();
    std::string packingId = kernel::digest(packingText());
    Value block = insertBlock("prepared", preparedBytes);
    OpBuilder at = OpBuilder::atBlockBegin(&function.getBody().front());
    for (auto &[operand, slot] : preparedUses)
      slot.slices == 1 ? operand->set(viewAt(block, slot, at)) : readSlice(*operand, block, slot);
    function->setAttr(kPreparedBytesAttr, builder.getI64IntegerAttr(preparedBytes));
    function->setAttr(kPreparedIdAttr, builder.getStringAttr(packingId));
    eraseUnusedWeights();
  }

  /// What the bytes of the prepared buffer depend on beside the weights: which weight of which type lies where, in which
  /// layout. The number in the first line grows when packing into a layout changes.
  std::string packingText() {
    std::string text = "aicc-prepared/1\n";
    llvm::raw_string_ostream os(text);
    for (const Slot &slot : prepared) {
      unsigned index = cast<BlockArgument>(slot.root).getArgNumber();
      auto number = function.getArgAttrOfType<IntegerAttr>(index, kNumberAttr);
      os << "weight " << (number ? number.getInt() : int64_t(index)) << " " << slot.root.getType() << " read as "
         << slot.source.getType() << " [" << llvm::join(slot.dims, ", ") << "] at " << slot.offset << ": " << slot.type << " "
         << slot.layout << (slot.slices == 1 ? "" : " of each of the first dimension") << "\n";
    }
    os << preparedBytes << " bytes\n";
    return text;
  }

  /// Weights that are read packed only are no arguments any more.
  void eraseUnusedWeights() {
    for (const Slot &slot : prepared) {
      Value source = slot.source;
      while (Operation *def = source.getDefiningOp()) {
        source = def->getOperand(0);
        if (def->use_empty())
          def->erase();
      }
    }
    llvm::BitVector unused(function.getNumArguments());
    for (const Slot &slot : prepared)
      if (slot.root.use_empty())
        unused.set(cast<BlockArgument>(slot.root).getArgNumber());
    (void)function.eraseArguments(unused);
  }

  /// `<name>_prepare(weights…, prepared)`.
  void emitPrepare() {
    llvm::SetVector<Value> roots;
    for (const Slot &slot : prepared)
      roots.insert(slot.root);
    SmallVector<Type> types = llvm::map_to_vector(roots, [](Value root) { return root.getType(); });
    types.push_back(MemRefType::get(preparedBytes, builder.getI8Type()));
    auto prepare = func::FuncOp::create(builder, function.getLoc(), (function.getName() + "_prepare").str(),
                                        builder.getFunctionType(types, {}));
    if (auto entry = function->getAttrOfType<StringAttr>(kEntryAttr))
      prepare->setAttr(kEntryAttr, builder.getStringAttr(entry.getValue() + "_prepare"));
    if (Attribute device = prepared.front().device)
      prepare->setAttr(kernel::kDeviceAttr, device);
    OpBuilder at = OpBuilder::atBlockBegin(prepare.addEntryBlock());
    IRMapping mapping;
    for (auto [index, root] : llvm::enumerate(roots)) {
      mapping.map(root, prepare.getArgument(index));
      prepare.setArgAttrs(index, function.getArgAttrDict(cast<BlockArgument>(root).getArgNumber()));
    }
    prepare.setArgAttr(roots.size(), kRoleAttr, builder.getStringAttr("prepared"));
    for (const Slot &slot : prepared)
      packInto(prepare, slot, mapping, at);
    func::ReturnOp::create(at, function.getLoc());
  }

  Value cloneReshapes(Value source, IRMapping &mapping, OpBuilder &at) {
    if (Value known = mapping.lookupOrNull(source))
      return known;
    cloneReshapes(source.getDefiningOp()->getOperand(0), mapping, at);
    for (Value start : source.getDefiningOp()->getOperands().drop_front())
      if (!mapping.contains(start))
        mapping.map(start, at.clone(*start.getDefiningOp())->getResult(0));
    at.clone(*source.getDefiningOp(), mapping);
    return mapping.lookup(source);
  }

  void packInto(func::FuncOp prepare, const Slot &slot, IRMapping &mapping, OpBuilder &at) {
    Location loc = function.getLoc();
    Value source = cloneReshapes(slot.source, mapping, at), block = prepare.getArguments().back();
    if (slot.slices == 1)
      return pack(source, viewAt(block, slot, at), slot, at);
    Value zero = arith::ConstantIndexOp::create(at, loc, 0), one = arith::ConstantIndexOp::create(at, loc, 1);
    Value count = arith::ConstantIndexOp::create(at, loc, slot.slices);
    auto loop = scf::ForOp::create(at, loc, zero, count, one);
    OpBuilder inside(loop.getBody()->getTerminator());
    Value number = loop.getInductionVar();
    pack(sliceOf(source, number, inside), viewOfSlice(block, slot, number, inside), slot, inside);
  }

  /// Element `number` of the first dimension of `source`.
  Value sliceOf(Value source, Value number, OpBuilder &at) {
    auto type = cast<MemRefType>(source.getType());
    SmallVector<OpFoldResult> offsets(type.getRank(), at.getIndexAttr(0)), strides(type.getRank(), at.getIndexAttr(1));
    SmallVector<OpFoldResult> sizes = getAsIndexOpFoldResult(at.getContext(), type.getShape());
    offsets.front() = number;
    sizes.front() = at.getIndexAttr(1);
    MemRefType slice = memref::SubViewOp::inferRankReducedResultType(type.getShape().drop_front(), type, offsets, sizes, strides);
    return memref::SubViewOp::create(at, function.getLoc(), slice, source, offsets, sizes, strides);
  }

  void pack(Value source, Value target, const Slot &slot, OpBuilder &at) {
    Location loc = function.getLoc();
    Value zero = arith::ConstantIndexOp::create(at, loc, 0);
    SmallVector<Value> offsets(slot.dims.size(), zero), sizes;
    for (int64_t size : cast<MemRefType>(source.getType()).getShape())
      sizes.push_back(arith::ConstantIndexOp::create(at, loc, size));
    kernel::PackOp::create(at, loc, source, offsets, sizes, at.getStrArrayAttr(slot.dims), slot.layout, target);
  }

  void addConstants() {
    if (constantUses.empty() && plainUses.empty())
      return;
    // What later functions place is not read here.
    Value block = insertBlock("constants", std::max<int64_t>(1, file.bytes));
    OpBuilder at = OpBuilder::atBlockBegin(&function.getBody().front());
    for (auto &[operand, slot] : constantUses)
      operand->set(viewAt(block, slot, at));
    for (auto &[constant, slot] : plainUses)
      constant.replaceAllUsesWith(viewAt(block, slot, at));
  }

  func::FuncOp function;
  ModuleOp module;
  OpBuilder builder;
  int64_t inlineBytes;
  ConstantsFile &file;
  int64_t preparedBytes = 0;
  SmallVector<Slot> prepared;
  SmallVector<std::pair<OpOperand *, Slot>> preparedUses, constantUses;
  SmallVector<std::pair<Value, Slot>> plainUses;
};

class PlaceWeights : public lower::impl::PlaceWeightsBase<PlaceWeights> {
public:
  using Base::Base;

  void runOnOperation() override {
    ConstantsFile file;
    for (auto function : llvm::to_vector(getOperation().getOps<func::FuncOp>()))
      if (function.isPublic())
        FunctionWeights(function, inlineBytes, file).place();
    if (file.entries.empty())
      return;
    Builder builder(&getContext());
    getOperation()->setAttr(kConstantsAttr, builder.getArrayAttr(file.entries));
    getOperation()->setAttr(kConstantsBytesAttr, builder.getI64IntegerAttr(file.bytes));
    eraseUnusedGlobals();
  }

private:
  void eraseUnusedGlobals() {
    getOperation().walk([](memref::GetGlobalOp get) {
      if (get->use_empty())
        get.erase();
    });
    for (auto global : llvm::to_vector(getOperation().getOps<memref::GlobalOp>()))
      if (SymbolTable::symbolKnownUseEmpty(global, getOperation()))
        global.erase();
  }
};
} // namespace
