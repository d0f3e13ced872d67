// The weights file; see Weights.h.
#include "compiler/Artifact/Weights.h"
#include "passes/Lower/Passes.h"
#include "passes/Tile/Layouts.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::artifact;

std::vector<Constant> artifact::takeConstants(ModuleOp module) {
  std::vector<Constant> constants;
  auto list = module->getAttrOfType<ArrayAttr>(lower::kConstantsAttr);
  if (!list)
    return constants;
  for (auto entry : list.getAsRange<DictionaryAttr>()) {
    Constant constant;
    constant.offset = cast<IntegerAttr>(entry.get("offset")).getInt();
    constant.value = cast<ElementsAttr>(entry.get("value"));
    if ((constant.layout = entry.getAs<schedule::LayoutAttr>("layout"))) {
      constant.shape = cast<DenseI64ArrayAttr>(entry.get("shape")).asArrayRef().vec();
      for (StringRef name : cast<ArrayAttr>(entry.get("dims")).getAsValueRange<StringAttr>())
        constant.dims.push_back(name.str());
    }
    constants.push_back(constant);
  }
  module->removeAttr(lower::kConstantsAttr);
  module->removeAttr(lower::kConstantsBytesAttr);
  return constants;
}

static int64_t elementBytes(ElementsAttr value) {
  return llvm::divideCeil(value.getElementType().getIntOrFloatBitWidth(), 8);
}

/// Two elements of i4 in a byte, the first in its low half.
static std::string packNibbles(StringRef elements) {
  std::string bytes(llvm::divideCeil(elements.size(), 2), '\0');
  for (auto [index, element] : llvm::enumerate(elements))
    bytes[index / 2] |= (element & 15) << (index % 2 * 4);
  return bytes;
}

/// The elements as bytes, row-major; splats repeat, i1 and i4 take a byte an element.
static std::string rawBytes(ElementsAttr value) {
  int64_t width = elementBytes(value), count = value.getNumElements();
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(value))
    if (AsmResourceBlob *blob = resource.getRawHandle().getBlob())
      return std::string(blob->getData().data(), blob->getData().size());
  auto dense = cast<DenseElementsAttr>(value);
  if (value.getElementType().isInteger(1)) {
    std::string bytes;
    for (bool bit : dense.getValues<bool>())
      bytes.push_back(bit);
    return bytes;
  }
  ArrayRef<char> raw = dense.getRawData();
  if (!dense.isSplat())
    return std::string(raw.data(), raw.size());
  std::string bytes;
  for (int64_t index = 0; index < count; ++index)
    bytes.append(raw.data(), width);
  return bytes;
}

static int64_t dimOf(const Constant &constant, StringAttr name) {
  return llvm::find(constant.dims, name.getValue()) - constant.dims.begin();
}

/// Where each value of dimension `dim` puts an element, in elements: each index of the packed buffer depends on one
/// dimension, so that the packed offset is a sum over dimensions.
static std::vector<int64_t> contributions(const Constant &constant, ArrayRef<int64_t> packed, unsigned dim) {
  MLIRContext *context = constant.layout.getContext();
  SmallVector<StringRef> dims(constant.dims.begin(), constant.dims.end());
  SmallVector<AffineExpr> positions;
  for (unsigned number = 0; number < dims.size(); ++number)
    positions.push_back(getAffineDimExpr(number, context));
  SmallVector<AffineExpr> exprs = tile::packedIndex(constant.layout, dims, positions);
  AffineExpr offset = getAffineConstantExpr(0, context);
  for (auto [expr, size] : llvm::zip_equal(exprs, packed))
    offset = offset * size + (expr.isFunctionOfDim(dim) ? expr : getAffineConstantExpr(0, context));
  auto map = AffineMap::get(dims.size(), 0, offset);
  std::vector<int64_t> result;
  SmallVector<Attribute> index(dims.size(), IntegerAttr::get(IndexType::get(context), 0)), value;
  for (int64_t position = 0; position < constant.shape[dim]; ++position) {
    index[dim] = IntegerAttr::get(IndexType::get(context), position);
    value.clear();
    (void)map.constantFold(index, value);
    result.push_back(cast<IntegerAttr>(value.front()).getInt());
  }
  return result;
}

/// Where the sum of the lane of an element lies, in bytes: a shifted layout's block behind the last one.
static int64_t sumOffset(const Constant &constant, ArrayRef<std::vector<int64_t>> offsets, ArrayRef<int64_t> index,
                         ArrayRef<int64_t> packed) {
  unsigned depth = dimOf(constant, constant.layout.getOuter().back());
  int64_t blockElements = 1, numOuter = constant.layout.getOuter().size();
  for (int64_t size : packed.drop_front(numOuter))
    blockElements *= size;
  int64_t target = (packed[numOuter - 1] - 1) * blockElements;
  for (unsigned dim = 0; dim < index.size(); ++dim)
    target += dim == depth ? 0 : offsets[dim][index[dim]];
  return target;
}

static std::string packBytes(const Constant &constant) {
  SmallVector<StringRef> dims(constant.dims.begin(), constant.dims.end());
  SmallVector<int64_t> packed = tile::packedShape(constant.layout, dims, constant.shape);
  std::string source = rawBytes(constant.value);
  int64_t width = elementBytes(constant.value), count = 1;
  for (int64_t size : packed)
    count *= size;
  std::vector<std::vector<int64_t>> offsets;
  for (unsigned dim = 0; dim < constant.shape.size(); ++dim)
    offsets.push_back(contributions(constant, packed, dim));
  std::string result(count * width, '\0');
  std::vector<int64_t> index(constant.shape.size(), 0);
  for (int64_t element = 0, e = constant.value.getNumElements(); element < e; ++element) {
    int64_t target = 0;
    for (unsigned dim = 0; dim < index.size(); ++dim)
      target += offsets[dim][index[dim]];
    std::memcpy(&result[target * width], &source[element * width], width);
    if (constant.layout.getShift()) {
      int32_t sum;
      char *place = &result[sumOffset(constant, offsets, index, packed)];
      std::memcpy(&sum, place, sizeof sum);
      sum -= int32_t(constant.layout.getShift()) * int8_t(source[element]);
      std::memcpy(place, &sum, sizeof sum);
    }
    for (int64_t dim = index.size() - 1; dim >= 0 && ++index[dim] == constant.shape[dim]; --dim)
      index[dim] = 0;
  }
  return result;
}

std::string artifact::packWeights(StringRef file, ArrayRef<Constant> constants, Info &info) {
  std::string bytes(info.constantsBytes, '\0');
  for (const Constant &constant : constants) {
    std::string packed = constant.layout ? packBytes(constant) : rawBytes(constant.value);
    if (constant.value.getElementType().isInteger(4))
      packed = packNibbles(packed);
    std::copy(packed.begin(), packed.end(), bytes.begin() + constant.offset);
  }
  info.weightsFile = file.str();
  auto hash = llvm::SHA256::hash(ArrayRef<uint8_t>(reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size()));
  info.weightsDigest = llvm::toHex(hash, /*LowerCase=*/true);
  return bytes;
}
