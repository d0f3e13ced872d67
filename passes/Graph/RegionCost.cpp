// Sums of predicted times, and choices as attributes; see RegionCost.h.
#include "passes/Graph/RegionCost.h"

#include "mlir/IR/Builders.h"
#include <cmath>

using namespace mlir;
using namespace aicc::graph;

static constexpr llvm::StringLiteral kOp = "op", kRole = "role", kChosen = "chosen", kFused = "fused", kApart = "apart";
static constexpr llvm::StringLiteral kFusedTime = "fused_ns", kApartTime = "apart_ns";

RegionTime RegionTime::ofKernel(double compute, double memory, double call) {
  return {compute, memory, call, std::max(compute, memory) + call};
}

RegionTime &RegionTime::operator+=(const RegionTime &next) {
  compute += next.compute;
  memory += next.memory;
  call += next.call;
  seconds += next.seconds;
  return *this;
}

/// Whole nanoseconds: what is chosen is as readable in IR, and the same for all who print numbers.
static DenseI64ArrayAttr timeAttr(MLIRContext *context, const RegionTime &time) {
  auto nanoseconds = [](double seconds) { return int64_t(std::llround(seconds * 1e9)); };
  return DenseI64ArrayAttr::get(context, {nanoseconds(time.seconds), nanoseconds(time.compute),
                                          nanoseconds(time.memory), nanoseconds(time.call)});
}

static std::optional<RegionTime> timeFrom(DictionaryAttr attr, StringRef name) {
  auto numbers = attr.getAs<DenseI64ArrayAttr>(name);
  if (!numbers || numbers.size() != 4)
    return std::nullopt;
  return RegionTime{numbers[1] * 1e-9, numbers[2] * 1e-9, numbers[3] * 1e-9, numbers[0] * 1e-9};
}

DictionaryAttr RegionChoice::toAttr(MLIRContext *context) const {
  Builder builder(context);
  NamedAttrList list;
  list.set(kRole, builder.getStringAttr(role));
  list.set(kChosen, builder.getStringAttr(isFused ? kFused : kApart));
  if (!op.empty())
    list.set(kOp, builder.getStringAttr(op));
  if (fused && apart) {
    list.set(kFusedTime, timeAttr(context, *fused));
    list.set(kApartTime, timeAttr(context, *apart));
  }
  return list.getDictionary(context);
}

std::optional<RegionChoice> RegionChoice::fromAttr(Attribute attr) {
  auto dictionary = dyn_cast_or_null<DictionaryAttr>(attr);
  auto role = dictionary ? dictionary.getAs<StringAttr>(kRole) : StringAttr();
  auto chosen = dictionary ? dictionary.getAs<StringAttr>(kChosen) : StringAttr();
  if (!role || !chosen)
    return std::nullopt;
  auto op = dictionary.getAs<StringAttr>(kOp);
  return RegionChoice{op ? op.str() : "", role.str(), chosen.getValue() == kFused, timeFrom(dictionary, kFusedTime),
                      timeFrom(dictionary, kApartTime)};
}

DictionaryAttr aicc::graph::labelled(DictionaryAttr choice, StringRef label) {
  NamedAttrList list(choice);
  list.set(kOp, StringAttr::get(choice.getContext(), label));
  return list.getDictionary(choice.getContext());
}
