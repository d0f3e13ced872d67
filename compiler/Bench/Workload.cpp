// Reading workload files strictly; see Workload.h.
#include "compiler/Bench/WorkloadMembers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;
namespace json = llvm::json;

static constexpr std::pair<Dtype, llvm::StringLiteral> kDtypes[] = {
    {Dtype::F32, "f32"}, {Dtype::BF16, "bf16"}, {Dtype::I8, "i8"}, {Dtype::W4, "w4"}};

StringRef bench::nameOf(Dtype dtype) { return kDtypes[size_t(dtype)].second; }

std::optional<Dtype> bench::parseDtype(StringRef name) {
  for (auto [dtype, text] : kDtypes)
    if (text == name)
      return dtype;
  return std::nullopt;
}

static constexpr llvm::StringLiteral kGraphs[] = {"gemm", "bias_gelu", "bias_gelu_tanh", "swiglu", "attention",
                                                  "module", "other"};

StringRef bench::nameOf(Graph graph) { return kGraphs[size_t(graph)]; }

static Error readExtents(const json::Object &object, const Twine &where, Problem &problem) {
  if (Error error = readExtent(object, "M", where, problem.m))
    return error;
  if (Error error = readExtent(object, "N", where, problem.n))
    return error;
  if (Error error = readExtent(object, "K", where, problem.k))
    return error;
  // Products of two extents of at most 2^24 fit easily.
  int64_t most = std::max({problem.m * problem.n, problem.m * problem.k, problem.n * problem.k});
  if (most > kMostElements)
    return llvm::createStringError(where + ": expected operands of at most " + Twine(kMostElements) +
                                   " elements, found one of " + Twine(most));
  return Error::success();
}

/// A fused problem whose shape is a text: "bert-base, 512x3072x768" or "…, M=256, 1024/3072" (hidden, intermediate).
static bool readShapeText(StringRef shape, Problem &problem) {
  llvm::SmallVector<StringRef> parts;
  auto number = [&](size_t i, int64_t &value) { return !parts[i].getAsInteger(10, value) && value > 0; };
  if (llvm::Regex("([0-9]+)x([0-9]+)x([0-9]+)").match(shape, &parts)) {
    problem.graph = Graph::BiasGelu;
    return number(1, problem.m) && number(2, problem.n) && number(3, problem.k);
  }
  if (!llvm::Regex("M=([0-9]+), ([0-9]+)/([0-9]+)$").match(shape, &parts))
    return false;
  problem.graph = Graph::SwiGLU;
  return number(1, problem.m) && number(2, problem.k) && number(3, problem.n);
}

/// The graph of a fused entry by its name, or by its ID where the entry describes itself to people only.
static Error readFused(const json::Object &object, const Twine &where, Problem &problem) {
  Expected<std::string> graph = readText(object, "graph", where);
  if (!graph)
    return graph.takeError();
  for (Graph fused : {Graph::BiasGelu, Graph::BiasGeluTanh, Graph::SwiGLU}) {
    if (*graph != nameOf(fused))
      continue;
    problem.graph = fused;
    if (Error error = readExtents(object, where, problem))
      return error;
    return readDtypes(object, where, problem);
  }
  problem.dtypes = {Dtype::F32, Dtype::BF16};
  StringRef id = problem.id, shape = object.getString("shape").value_or("");
  bool isKnown = id == "gemm_bias_gelu" || id.starts_with("swiglu_mlp.");
  if (!isKnown || !readShapeText(shape, problem))
    problem.graph = Graph::Other, problem.dtypes = {Dtype::BF16};
  return Error::success();
}

static Expected<Problem> readProblem(const json::Value &value, StringRef section, const Twine &where, StringRef folder) {
  const json::Object *object = value.getAsObject();
  if (!object)
    return wrongMember(where, "an object", &value);
  Expected<std::string> id = readText(*object, "id", where);
  if (!id)
    return id.takeError();
  Problem problem;
  problem.id = *id;
  if (section == "gemm") {
    if (Error error = readExtents(*object, where, problem))
      return error;
    if (Error error = readDtypes(*object, where, problem))
      return error;
  } else if (section == "fused") {
    if (Error error = readFused(*object, where, problem))
      return error;
  } else if (section == "modules") {
    if (Error error = readModule(*object, where, folder, problem))
      return error;
  } else if (Error error = readAttention(*object, where, problem)) {
    return error;
  }
  return problem;
}

static Error readSection(const json::Object &root, StringRef section, StringRef path, std::vector<Problem> &problems) {
  const json::Value *value = root.get(section);
  if (!value)
    return Error::success();
  const json::Array *entries = value->getAsArray();
  if (!entries)
    return wrongMember(path + ": " + section, "an array of objects", value);
  for (auto [index, entry] : llvm::enumerate(*entries)) {
    std::string where = (path + ": " + section + "[" + Twine(index) + "]").str();
    Expected<Problem> problem = readProblem(entry, section, where, llvm::sys::path::parent_path(path));
    if (!problem)
      return problem.takeError();
    problems.push_back(std::move(*problem));
  }
  return Error::success();
}

static Error checkIds(StringRef path, llvm::ArrayRef<Problem> problems) {
  llvm::StringSet<> ids;
  for (const Problem &problem : problems)
    if (!ids.insert(problem.id).second)
      return llvm::createStringError(path + ": expected each ID once, found '" + problem.id + "' again");
  return problems.empty() ? llvm::createStringError(path + ": expected problems in gemm, fused, attention or modules, found none")
                          : Error::success();
}

static Error readFast(const json::Object &root, StringRef path, std::vector<Problem> &problems) {
  const json::Value *value = root.get("fast");
  if (!value)
    return Error::success();
  if (!value->getAsArray())
    return wrongMember(path + ": fast", "an array of IDs", value);
  for (const json::Value &id : *value->getAsArray()) {
    auto named = llvm::find_if(problems, [&](const Problem &p) { return p.id == id.getAsString().value_or(""); });
    if (named == problems.end())
      return wrongMember(path + ": fast", "IDs of problems in this file", &id);
    named->isFast = true;
  }
  return Error::success();
}

Expected<std::vector<Problem>> bench::readWorkload(StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return llvm::createStringError(buffer.getError(), "cannot read " + path + ": " + buffer.getError().message() +
                                                          "; expected a workload file or a module (.mlir)");
  Expected<json::Value> document = json::parse((*buffer)->getBuffer());
  if (!document)
    return llvm::createStringError(path + ": expected JSON: " + llvm::toString(document.takeError()));
  const json::Object *root = document->getAsObject();
  if (!root)
    return wrongMember(path, "an object with gemm, fused, attention or modules", &*document);
  std::vector<Problem> problems;
  for (StringRef section : {"gemm", "fused", "attention", "modules"})
    if (Error error = readSection(*root, section, path, problems))
      return error;
  if (Error error = checkIds(path, problems))
    return error;
  if (Error error = readFast(*root, path, problems))
    return error;
  return problems;
}
