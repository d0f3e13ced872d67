// Attention in workload files; see WorkloadMembers.h.
#include "compiler/Bench/WorkloadMembers.h"

#include "llvm/ADT/STLExtras.h"

using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;
namespace json = llvm::json;

static Error readSizes(const json::Object &object, const Twine &where, AttentionShape &shape) {
  std::pair<StringRef, int64_t *> members[] = {{"B", &shape.batch},     {"H", &shape.heads},  {"Hkv", &shape.kvHeads},
                                               {"Sq", &shape.queries},  {"Skv", &shape.keys}, {"Dqk", &shape.headSize},
                                               {"Dv", &shape.valueSize}};
  for (auto [key, extent] : members)
    if (Error error = readExtent(object, key, where, *extent))
      return error;
  if (shape.heads % shape.kvHeads)
    return llvm::createStringError(where + ": expected an H that Hkv divides, found " + Twine(shape.heads) + " and " +
                                   Twine(shape.kvHeads));
  // Each product of three is looked at before it grows on: extents are at most 2^24.
  for (int64_t heads : {shape.heads * shape.queries, shape.kvHeads * shape.keys}) {
    double elements = double(heads) * double(shape.batch) * double(std::max(shape.headSize, shape.valueSize));
    if (elements > double(kMostElements))
      return llvm::createStringError(where + ": expected operands of at most " + Twine(kMostElements) +
                                     " elements, found one of " + Twine(int64_t(elements)));
  }
  return Error::success();
}

/// Sets `flag` where the member `key` is there, which must be a truth value.
static Error readFlag(const json::Object &object, StringRef key, const Twine &where, bool &flag) {
  const json::Value *value = object.get(key);
  if (!value)
    return Error::success();
  std::optional<bool> found = value->getAsBoolean();
  if (!found)
    return wrongMember(where + "." + key, "true or false", value);
  flag = *found;
  return Error::success();
}

/// The members that only a causal mask has.
static Error readCausal(const json::Object &object, const Twine &where, AttentionShape &shape) {
  for (auto [key, number, least] :
       {std::tuple<StringRef, int64_t *, int64_t>{"offset", &shape.offset, 0}, {"window", &shape.window, 1}}) {
    const json::Value *value = object.get(key);
    if (value && shape.mask != Mask::Causal)
      return wrongMember(where + "." + key, "nothing but with the mask causal", value);
    if (value)
      if (Error error = readExtent(object, key, where, *number, least))
        return error;
  }
  return Error::success();
}

static Error readLengths(const json::Object &object, const Twine &where, AttentionShape &shape) {
  const json::Value *value = object.get("lengths");
  if (shape.mask != Mask::Lengths)
    return value ? wrongMember(where + ".lengths", "nothing but with the mask lengths", value) : Error::success();
  const json::Array *lengths = value ? value->getAsArray() : nullptr;
  if (!lengths || int64_t(lengths->size()) != shape.batch)
    return wrongMember(where + ".lengths", "an array of B = " + Twine(shape.batch) + " lengths", value);
  for (const json::Value &entry : *lengths) {
    std::optional<int64_t> length = entry.getAsInteger();
    if (!length || *length < 0 || *length > shape.keys)
      return wrongMember(where + ".lengths", "whole numbers from 0 to Skv = " + Twine(shape.keys), &entry);
    shape.lengths.push_back(*length);
  }
  return Error::success();
}

static Error readMask(const json::Object &object, const Twine &where, AttentionShape &shape) {
  std::optional<Mask> mask = parseMask(object.getString("mask").value_or(""));
  if (!mask)
    return wrongMember(where + ".mask", "one of " + kMaskNames, object.get("mask"));
  shape.mask = *mask;
  if (Error error = readCausal(object, where, shape))
    return error;
  return readLengths(object, where, shape);
}

static Error readSoftcap(const json::Object &object, const Twine &where, AttentionShape &shape) {
  const json::Value *value = object.get("softcap");
  if (!value)
    return Error::success();
  std::optional<double> cap = value->getAsNumber();
  if (!cap || !(*cap > 0))
    return wrongMember(where + ".softcap", "a number above 0", value);
  shape.softcap = *cap;
  return Error::success();
}

static Error readLayout(const json::Object &object, const Twine &where, AttentionShape &shape) {
  const json::Value *value = object.get("layout");
  StringRef name = value ? value->getAsString().value_or("") : "bhsd";
  if (name != "bhsd" && name != "bshd")
    return wrongMember(where + ".layout", "bhsd or bshd", value);
  shape.isBshd = name == "bshd";
  return Error::success();
}

static Error readFlags(const json::Object &object, const Twine &where, AttentionShape &shape) {
  if (Error error = readFlag(object, "sinks", where, shape.hasSinks))
    return error;
  if (Error error = readFlag(object, "shared_kv", where, shape.sharesKv))
    return error;
  if (shape.sharesKv && shape.valueSize > shape.headSize)
    return llvm::createStringError(where +
                                   ": expected a Dv of at most Dqk where keys hold the values (shared_kv), found " +
                                   Twine(shape.valueSize) + " and " + Twine(shape.headSize));
  if (Error error = readSoftcap(object, where, shape))
    return error;
  return readLayout(object, where, shape);
}

Error bench::readAttention(const json::Object &object, const Twine &where, Problem &problem) {
  problem.graph = Graph::Attention;
  AttentionShape &shape = problem.attention.emplace();
  if (Error error = readSizes(object, where, shape))
    return error;
  if (Error error = readMask(object, where, shape))
    return error;
  if (Error error = readFlags(object, where, shape))
    return error;
  if (Error error = readDtypes(object, where, problem))
    return error;
  for (Dtype dtype : problem.dtypes)
    if (dtype != Dtype::F32 && dtype != Dtype::BF16)
      return llvm::createStringError(where + ".dtypes: expected f32, bf16 or both, found " + nameOf(dtype));
  return Error::success();
}
