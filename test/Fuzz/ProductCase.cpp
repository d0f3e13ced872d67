// See ProductCase.h.
#include "test/Fuzz/ProductCase.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

using namespace aicc;
using namespace aicc::fuzz;
using data::Array;
using data::ElementType;

template <typename... Parts> static std::string say(const Parts &...parts) {
  std::string text;
  llvm::raw_string_ostream os(text);
  (os << ... << parts);
  return text;
}

//===-- Types and shapes ----------------------------------------------------------------------------------------===//

static std::string word(ElementType type) {
  switch (type) {
  case ElementType::BF16:
    return "bf16";
  case ElementType::F16:
    return "f16";
  case ElementType::I8:
    return "i8";
  case ElementType::I32:
    return "i32";
  default:
    return "f32";
  }
}

static ElementType sumType(ElementType type) { return type == ElementType::I8 ? ElementType::I32 : ElementType::F32; }

static ElementType resultType(const ProductCase &product) {
  if (product.behind == Behind::Bias && product.type != ElementType::I8)
    return product.type;
  return product.behind == Behind::Bias ? ElementType::F32 : sumType(product.type);
}

static std::string tensor(llvm::ArrayRef<int64_t> shape, ElementType type) {
  std::string text = "tensor<";
  for (int64_t size : shape)
    text += std::to_string(size) + "x";
  return text + word(type) + ">";
}

static std::vector<int64_t> withBatch(const ProductCase &product, std::vector<int64_t> shape) {
  if (product.batch)
    shape.insert(shape.begin(), product.batch);
  return shape;
}

std::vector<std::pair<ElementType, std::vector<int64_t>>> ProductCase::arguments() const {
  auto left = withBatch(*this, isLeftTransposed ? std::vector<int64_t>{k, m} : std::vector<int64_t>{m, k});
  auto right = withBatch(*this, isRightTransposed ? std::vector<int64_t>{n, k} : std::vector<int64_t>{k, n});
  std::vector<std::pair<ElementType, std::vector<int64_t>>> all = {{type, left}, {type, right}};
  if (behind == Behind::Bias)
    all.push_back({ElementType::F32, {n}});
  if (behind == Behind::Residual)
    all.push_back({sumType(type), withBatch(*this, {m, n})});
  if (behind == Behind::Gate)
    all.push_back({type, right});
  all.push_back({resultType(*this), withBatch(*this, {m, n})});
  return all;
}

//===-- The schedule --------------------------------------------------------------------------------------------===//

bool ProductCase::isDepthInner(unsigned factor) const {
  bool isInMemory = factor == 0 ? !isLeftTransposed : isRightTransposed;
  return isInMemory != isTurned[factor];
}

int64_t ProductCase::rowBytes(unsigned factor) const {
  int64_t side = factor == 0 ? blockM : blockN;
  return (isDepthInner(factor) ? slice : side) * int64_t(data::byteSize(type));
}

bool ProductCase::isFreeOfConflicts() const {
  return isMatrix && llvm::all_of(llvm::ArrayRef<unsigned>{0, 1}, [&](unsigned factor) {
           int64_t row = rowBytes(factor);
           return (row == 32 || row == 64 || row % 128 == 0) && swizzle[factor] >= std::min<int64_t>(row, 128);
         });
}

std::string ProductCase::stage(unsigned factor, unsigned argument) const {
  const char *side = factor == 0 ? "m" : "n";
  std::string order = isDepthInner(factor) ? say("\"", side, "\", \"k\"") : say("\"k\", \"", side, "\"");
  if (batch)
    order = "\"b\", " + order;
  return say("<operand = \"arg", argument, "\", how = ", isPacked[factor] ? "packed" : "async", ", layout = <outer = [", order,
             "], block = <>", swizzle[factor] ? say(", swizzle = ", swizzle[factor]) : "", ">",
             isPacked[factor] ? "" : say(", buffers = ", buffers), ">");
}

static std::string partsOf(llvm::StringRef name, const ProductCase &product) {
  return say("<operand = \"", name, "\", how = packed, layout = <outer = [", product.batch ? "\"b\", " : "",
             "\"m\", \"n\"], block = <>>>");
}

std::string ProductCase::bands() const {
  std::string grid = say(batch ? "b = 1, " : "", "m = ", blockM, ", n = ", blockN, split ? say(", k = ", split) : "");
  std::string parts = partsOf("mm", *this) + (behind == Behind::Gate ? ", " + partsOf("up", *this) : "");
  std::string stages = stage(0, 0) + ", " + stage(1, 1) + (behind == Behind::Gate ? ", " + stage(1, 2) : "");
  return say("<name = \"grid\", parallel = \"cta\", tile = <", grid, ">, order = [",
             isRasterAlongM ? "\"n\", \"m\"" : "\"m\", \"n\"", "]", raster > 1 ? say(", raster = ", raster) : "",
             workers ? say(", workers = ", workers) : "", split ? say(", stages = [", parts, "]") : "", ">,\n",
             "<name = \"shared\", tile = <", slice < (split ? split : k) ? say("k = ", slice) : "", ">, stages = [", stages,
             "]>,\n<name = \"units\", parallel = \"", isMatrix ? "warp" : "thread", "\", tile = <m = ", unitM, ", n = ", unitN,
             ">>");
}

std::string ProductCase::inner() const {
  std::string instruction = !isMatrix                     ? "fma.rn.f32"
                            : type == ElementType::BF16 ? "mma.m16n8k16.bf16"
                            : type == ElementType::F16  ? "mma.m16n8k16.f16"
                            : type == ElementType::F32  ? "mma.m16n8k8.tf32"
                                                          : "mma.m16n8k32.s8";
  int64_t depth = isMatrix ? 32 / int64_t(data::byteSize(type)) : 1;
  std::string outer = batch ? "b = 1, " : "", text;
  for (llvm::StringRef name : {"mm", "up"})
    if (name == "mm" || behind == Behind::Gate)
      text += say(text.empty() ? "" : ",\n", "<name = \"", name, "\", registers = <", outer, "m = ", unitM, ", n = ", unitN,
                  ", k = ", std::min(k, depth), ">, instruction = \"", instruction, "\"", isSwapped ? ", swap = true" : "", ">");
  if (behind != Behind::Nothing)
    text += say(",\n<name = \"map\", registers = <", outer, "m = ", split ? 1 : unitM, ", n = ", split ? 1 : unitN,
                ">, attach = \"", split ? "root" : "registers", "\">");
  return text;
}

//===-- The kernel ----------------------------------------------------------------------------------------------===//

std::string ProductCase::contraction(llvm::StringRef name, llvm::StringRef value, unsigned right) const {
  auto all = arguments();
  std::string b = batch ? "b, " : "", left = isLeftTransposed ? "k, m" : "m, k", other = isRightTransposed ? "n, k" : "k, n";
  return say("  ", value, " = kernel.contract \"", name, "\" over [", b, "m, n, k] (%a0[", b, left, "], %a", right, "[", b, other,
             "]) -> [", b, "m, n] : (", tensor(all[0].second, type), ", ", tensor(all[1].second, type), ") -> ",
             tensor(all.back().second, sumType(type)), "\n");
}

/// The operations of the map's body on a sum %p and a second number %q.
static std::string bodyOf(const ProductCase &product) {
  bool isInteger = product.type == ElementType::I8;
  if (product.behind == Behind::Gate)
    return say("    %r = arith.mul", isInteger ? "i" : "f", " %p, %q : ", word(sumType(product.type)), "\n");
  if (product.behind == Behind::Residual && isInteger)
    return "    %z = arith.constant 0 : i32\n    %t = arith.maxsi %p, %z : i32\n    %r = arith.addi %t, %q : i32\n";
  if (product.behind == Behind::Residual)
    return "    %z = arith.constant 0.0 : f32\n    %t = arith.maximumf %p, %z : f32\n    %r = arith.addf %t, %q : f32\n";
  if (isInteger)
    return "    %f = arith.sitofp %p : i32 to f32\n    %r = arith.mulf %f, %q : f32\n";
  if (product.type == ElementType::F32)
    return "    %r = arith.addf %p, %q : f32\n";
  return say("    %s = arith.addf %p, %q : f32\n    %r = arith.truncf %s : f32 to ", word(product.type), "\n");
}

std::string ProductCase::map() const {
  auto all = arguments();
  std::string b = batch ? "b, " : "", sums = tensor(all.back().second, sumType(type));
  std::string second = behind == Behind::Gate ? "%1" : "%a2", secondType = behind == Behind::Gate ? sums : tensor(all[2].second, all[2].first);
  std::string access = behind == Behind::Bias ? "n" : b + "m, n";
  std::string number = behind == Behind::Bias ? "f32" : word(sumType(type));
  return say("  %2 = kernel.map \"map\" over [", b, "m, n] (%0[", b, "m, n], ", second, "[", access, "]) -> [", b, "m, n] : (",
             sums, ", ", secondType, ") -> ", tensor(all.back().second, resultType(*this)), " {\n  ^bb0(%p: ",
             word(sumType(type)), ", %q: ", number, "):\n", bodyOf(*this), "    kernel.yield %r : ", word(resultType(*this)),
             "\n  }\n");
}

std::string ProductCase::text(llvm::StringRef device) const {
  auto all = arguments();
  std::string result = tensor(all.back().second, all.back().first), parameters, names, types;
  for (size_t index = 0; index + 1 < all.size(); ++index) {
    std::string separator = index ? ", " : "", shape = tensor(all[index].second, all[index].first);
    parameters += say(separator, "%a", index, ": ", shape);
    names += say(separator, "%a", index);
    types += separator + shape;
  }
  std::string dims = say(batch ? say("b = ", batch, ", ") : "", "m = ", m, ", n = ", n, ", k = ", k);
  std::string body = contraction("mm", "%0", 1);
  if (behind == Behind::Gate)
    body += contraction("up", "%1", 2);
  if (behind != Behind::Nothing)
    body += map();
  return say("#schedule_of_product = #schedule.tree<bands = [", bands(), "],\ncomputations = [", inner(), "]>\n",
             "kernel.kernel @product dims [", dims, "] (", parameters, ") -> ", result, " attributes {aicc.device = \"", device,
             "\", ", isMatrix && type == ElementType::F32 ? "aicc.allow_tf32, " : "", "aicc.schedule = #schedule_of_product} {\n", body, "  kernel.yield ",
             behind == Behind::Nothing ? "%0" : "%2", " : ", result, "\n}\n", "func.func @main(", parameters, ") -> ", result,
             " {\n  %e = tensor.empty() : ", result, "\n  %y = kernel.call @product ins(", names, " : ", types, ") outs(%e : ",
             result, ") -> ", result, "\n  return %y : ", result, "\n}\n");
}

//===-- What the result should be -------------------------------------------------------------------------------===//

llvm::Expected<Array> ProductCase::reference(llvm::ArrayRef<Array> inputs) const {
  auto all = arguments();
  bool isInteger = resultType(*this) == ElementType::I32;
  auto result = Array::create(isInteger ? ElementType::I32 : ElementType::F64, all.back().second);
  if (!result)
    return result.takeError();
  auto sum = [&](const Array &right, int64_t b, int64_t i, int64_t j) {
    double total = 0;
    for (int64_t p = 0; p < k; ++p)
      total += inputs[0].get(b * m * k + (isLeftTransposed ? p * m + i : i * k + p)) *
               right.get(b * n * k + (isRightTransposed ? j * k + p : p * n + j));
    return total;
  };
  int64_t position = 0;
  for (int64_t b = 0; b < std::max<int64_t>(1, batch); ++b)
    for (int64_t i = 0; i < m; ++i)
      for (int64_t j = 0; j < n; ++j, ++position) {
        double value = sum(inputs[1], b, i, j);
        if (behind == Behind::Bias)
          value = type == ElementType::I8 ? value * inputs[2].get(j) : value + inputs[2].get(j);
        if (behind == Behind::Residual)
          value = std::max(value, 0.0) + inputs[2].get(position);
        if (behind == Behind::Gate)
          value *= sum(inputs[2], b, i, j);
        result->set(position, isInteger ? double(int32_t(int64_t(value))) : value);
      }
  return result;
}

data::ToleranceParams ProductCase::tolerance() const {
  data::ToleranceParams params;
  params.operandType = type == ElementType::I8 ? ElementType::F32 : type;
  params.reductionLength = behind == Behind::Gate ? 2 * k : k;
  params.steps = behind == Behind::Nothing ? 0 : 2;
  // tf32 has the bits of f16 behind the point; both factors lose theirs.
  if (isMatrix && type == ElementType::F32) {
    params.operandType = ElementType::F16;
    params.roundings = 3;
  }
  return params;
}

//===-- Drawing -------------------------------------------------------------------------------------------------===//

/// Draws the tile of a block and of a unit along one dimension: units of whole granules, or the dimension where it is short.
static void drawTiles(Random &random, int64_t extent, int64_t granule, int64_t &block, int64_t &unit, int64_t mostUnits) {
  unit = granule * random.pick({1, 1, 2, 3, 4});
  block = unit * (1 + random.below(mostUnits));
  if (block >= extent)
    block = unit = extent;
}

/// The longest swizzle that rows of `bytes` fill, mostly; any at all otherwise.
static int64_t drawSwizzle(Random &random, int64_t bytes) {
  if (random.chance(20))
    return random.pick({0, 32, 64, 128});
  int64_t size = 128;
  while (size > 16 && bytes % size)
    size /= 2;
  return size > 16 ? size : 0;
}

/// Tiles of a group: fewer than there are along the innermost dimension, where there are others beside them; else 1.
static int64_t drawRaster(Random &random, const ProductCase &product) {
  int64_t alongM = llvm::divideCeil(product.m, product.blockM), alongN = llvm::divideCeil(product.n, product.blockN);
  int64_t others = std::max<int64_t>(product.batch, 1) * (product.split ? llvm::divideCeil(product.k, product.split) : 1);
  // A dimension with one tile has no place in the order.
  int64_t along = product.isRasterAlongM ? alongM : alongN, beside = product.isRasterAlongM ? alongN : alongM;
  if (along == 1)
    std::swap(along, beside);
  return beside * others > 1 && along > 2 ? 2 + random.below(along - 2) : 1;
}

ProductCase fuzz::randomProduct(Random &random) {
  ProductCase product;
  product.type = random.pick({ElementType::BF16, ElementType::BF16, ElementType::F16, ElementType::I8, ElementType::F32});
  auto extent = [&](int64_t most) { return random.chance(50) ? 8 * (1 + random.below(most / 8)) : 1 + random.below(most); };
  product.m = random.chance(20) ? 1 + random.below(9) : extent(100);
  product.n = extent(150);
  product.k = extent(200);
  product.batch = random.chance(20) ? 1 + random.below(3) : 0;
  product.isLeftTransposed = random.chance(30);
  product.isRightTransposed = random.chance(50);
  product.behind = random.pick({Behind::Nothing, Behind::Bias, Behind::Residual, Behind::Gate});
  product.isMatrix = product.type == ElementType::I8 || random.chance(product.type == ElementType::F32 ? 40 : 95);
  product.isSwapped = product.isMatrix && random.chance(product.m < 16 ? 70 : 20);
  int64_t rows = product.isMatrix ? 16 : 1, columns = product.isMatrix ? 8 : 1;
  if (product.isSwapped)
    std::swap(rows, columns);
  int64_t most = product.isMatrix ? 2 : 12;
  drawTiles(random, product.m, rows, product.blockM, product.unitM, most);
  drawTiles(random, product.n, columns, product.blockN, product.unitN, most);
  int64_t granule = product.type == ElementType::I8 ? 32 : 16;
  product.slice = std::min(product.k, granule * random.pick({1, 2, 2, 4}));
  if (random.chance(25) && product.k > 2 * product.slice)
    product.split = product.slice * (1 + random.below(3));
  if (product.split >= product.k)
    product.split = 0;
  product.buffers = random.pick({2, 3, 3, 4});
  product.isRasterAlongM = random.chance(60);
  product.raster = random.chance(50) ? drawRaster(random, product) : 1;
  product.workers = random.chance(20) ? 1 + random.below(4) : 0;
  for (unsigned factor : {0, 1}) {
    bool isDepthInnerInMemory = factor == 0 ? !product.isLeftTransposed : product.isRightTransposed;
    int64_t side = factor == 0 ? product.m : product.n, row = isDepthInnerInMemory ? product.k : side;
    product.isPacked[factor] = row * int64_t(data::byteSize(product.type)) % 4 != 0 || random.chance(10);
    bool mustTurn = !isDepthInnerInMemory && product.isMatrix && data::byteSize(product.type) != 2;
    bool mayTurn = !product.isMatrix || data::byteSize(product.type) == 2;
    product.isTurned[factor] = mustTurn || (product.isPacked[factor] && mayTurn && random.chance(30));
    product.isPacked[factor] |= mustTurn;
    product.swizzle[factor] = drawSwizzle(random, product.rowBytes(factor));
  }
  return product;
}
