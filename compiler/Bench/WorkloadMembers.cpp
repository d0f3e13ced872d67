// See WorkloadMembers.h.
#include "compiler/Bench/WorkloadMembers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;
namespace json = llvm::json;

/// `value` as one line of JSON, for messages; long ones are cut.
static std::string textOf(const json::Value *value) {
  if (!value)
    return "nothing";
  std::string text = llvm::formatv("{0}", *value);
  return text.size() > 60 ? text.substr(0, 57) + "..." : text;
}

Error bench::wrongMember(const Twine &where, const Twine &expected, const json::Value *found) {
  return llvm::createStringError(where + ": expected " + expected + ", found " + textOf(found));
}

Expected<std::string> bench::readText(const json::Object &object, StringRef key,
                                      const Twine &where) {
  std::optional<StringRef> text = object.getString(key);
  if (!text || text->empty())
    return wrongMember(where + "." + key, "a text that is not empty", object.get(key));
  return text->str();
}

Error bench::readExtent(const json::Object &object, StringRef key, const Twine &where,
                        int64_t &extent, int64_t least) {
  std::optional<int64_t> number = object.getInteger(key);
  if (!number || *number < least || *number > kLargestExtent)
    return wrongMember(where + "." + key,
                       "a whole number from " + Twine(least) + " to " + Twine(kLargestExtent),
                       object.get(key));
  extent = *number;
  return Error::success();
}

Error bench::readDtypes(const json::Object &object, const Twine &where, Problem &problem) {
  const json::Array *names = object.getArray("dtypes");
  if (!names || names->empty())
    return wrongMember(where + ".dtypes", "an array of " + kDtypeNames, object.get("dtypes"));
  for (const json::Value &name : *names) {
    std::optional<Dtype> dtype = parseDtype(name.getAsString().value_or(""));
    if (!dtype || llvm::is_contained(problem.dtypes, *dtype))
      return wrongMember(where + ".dtypes", "each of " + kDtypeNames + " at most once", &name);
    if (*dtype == Dtype::W4 && problem.k % 32)
      return llvm::createStringError(
          where + ": expected a K that groups of 32 divide, as w4 needs, found " +
          Twine(problem.k));
    problem.dtypes.push_back(*dtype);
  }
  return Error::success();
}
