// See WorkloadMembers.h.
#include "compiler/Bench/WorkloadMembers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"

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

Expected<std::string> bench::readText(const json::Object &object, StringRef key, const Twine &where) {
  std::optional<StringRef> text = object.getString(key);
  if (!text || text->empty())
    return wrongMember(where + "." + key, "a text that is not empty", object.get(key));
  return text->str();
}

Error bench::readExtent(const json::Object &object, StringRef key, const Twine &where, int64_t &extent, int64_t least) {
  std::optional<int64_t> number = object.getInteger(key);
  if (!number || *number < least || *number > kLargestExtent)
    return wrongMember(where + "." + key, "a whole number from " + Twine(least) + " to " + Twine(kLargestExtent),
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
      return llvm::createStringError(where + ": expected a K that groups of 32 divide, as w4 needs, found " +
                                     Twine(problem.k));
    problem.dtypes.push_back(*dtype);
  }
  return Error::success();
}

/// A number or a text as a word of a command line.
static Expected<std::string> readWord(const json::Value &value, const Twine &where) {
  if (std::optional<StringRef> text = value.getAsString())
    return text->str();
  if (value.getAsNumber())
    return llvm::formatv("{0}", value).str();
  return wrongMember(where, "a number or a text", &value);
}

Error bench::readModule(const json::Object &object, const Twine &where, StringRef folder, Problem &problem) {
  problem.graph = Graph::Module;
  GraphModule &module = problem.module.emplace();
  Expected<std::string> file = readText(object, "module", where);
  if (!file)
    return file.takeError();
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, *file);
  module.path = path.str().str();
  module.name = object.getString("graph").value_or("").str();
  module.group = object.getString("group").value_or("modules").str();
  if (const json::Object *words = object.getObject("peer"))
    for (const auto &[key, value] : *words) {
      Expected<std::string> word = readWord(value, where + ".peer." + StringRef(key));
      if (!word)
        return word.takeError();
      module.words.push_back({StringRef(key).str(), *word});
    }
  return readDtypes(object, where, problem);
}
