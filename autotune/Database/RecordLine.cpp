// Writes and reads lines; see RecordLine.h.
#include "autotune/Database/RecordLine.h"
#include "compiler/Device/JsonText.h"
#include "compiler/Device/SchemaCheck.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"
#include <nlohmann/json.hpp>

using namespace aicc;
using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;
using Json = nlohmann::json;

namespace {
/// Names of knobs and rates, and knobs' values.
constexpr size_t kLongestName = 128, kLongestWord = 2048, kMostNames = 512;
} // namespace

static std::string digestOf(StringRef text) {
  auto hash = llvm::SHA256::hash(llvm::ArrayRef(text.bytes_begin(), text.size()));
  return llvm::toHex(hash, /*LowerCase=*/true);
}

//===-- Writing -------------------------------------------------------------------------------------------------===//

/// Strings are checked to be UTF-8 where they come in; a stray byte becomes U+FFFD here, for nothing may throw.
static std::string dump(const Json &json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

static Json toJson(const Timing &timing) {
  Json json = {{"cache", timing.policy.cache}, {"threads", timing.policy.threads}, {"ns", timing.ns},
               {"count", timing.ns.size()},    {"median_ns", timing.medianNs()},   {"min_ns", timing.minNs()}};
  if (timing.policy.clockHz)
    json["clock_hz"] = *timing.policy.clockHz;
  if (timing.policy.stealNs)
    json["steal_ns"] = *timing.policy.stealNs;
  return json;
}

static Json toJson(const Record &record) {
  return {{"schema", kRecordSchema.str()},
          {"kernel",
           {{"text", record.key.kernelText}, {"digest", record.key.kernelDigest}, {"layouts", record.key.layouts}}},
          {"silicon", record.key.silicon},
          {"threads", record.key.threads},
          {"device", {{"id", record.deviceId}, {"rates", Json(record.rates)}}},
          {"schedule", {{"text", record.schedule.text}, {"knobs", Json(record.schedule.knobs)}}},
          {"timing", toJson(record.timing)},
          {"default", {{"schedule", record.defaultSchedule}, {"timing", toJson(record.defaultTiming)}}},
          {"check",
           {{"reference", record.verdict.reference},
            {"absolute", record.verdict.absolute},
            {"relative", record.verdict.relative},
            {"max_error", record.verdict.maxError},
            {"seeds", record.verdict.seeds}}},
          {"toolchain", {{"compiler", record.toolchain.compiler}, {"vocabulary", record.toolchain.vocabulary}}},
          {"origin", record.origin}};
}

std::string autotune::idOf(const Record &record) { return digestOf(dump(toJson(record))); }

std::string autotune::lineOf(const Record &record) {
  Json json = toJson(record);
  json["id"] = digestOf(dump(json));
  return dump(json);
}

std::string autotune::timingText(const Timing &timing) { return dump(toJson(timing)); }

std::string autotune::knobsText(const std::map<std::string, std::string> &knobs) {
  return dump(Json(knobs));
}

//===-- Reading -------------------------------------------------------------------------------------------------===//

static const Json &schemaJson() {
  static const Json schema = llvm::cantFail(device::parseJson(recordSchema(), "record.schema.json"));
  return schema;
}

/// Fails with the first problem of `json` under `schema`.
static Error check(const Json &schema, const Json &json) {
  std::vector<device::Problem> problems = device::checkDocument(schema, json);
  if (problems.empty())
    return Error::success();
  return llvm::createStringError(problems.front().path + ": " + problems.front().message);
}

Error autotune::checkOrigin(StringRef origin) {
  std::vector<device::Problem> problems =
      device::checkDocument(schemaJson()["properties"]["origin"], Json(origin.str()));
  if (problems.empty())
    return Error::success();
  return llvm::createStringError(problems.front().message + "; records hold short words of printable ASCII characters");
}

/// Requires a timing that the schema accepts.
static Expected<Timing> timingFrom(const Json &json, StringRef path) {
  Timing timing;
  timing.ns = json["ns"].get<std::vector<int64_t>>();
  timing.policy.cache = json["cache"].get<std::string>();
  timing.policy.threads = json["threads"].get<int64_t>();
  if (json.contains("clock_hz"))
    timing.policy.clockHz = json["clock_hz"].get<int64_t>();
  if (json.contains("steal_ns"))
    timing.policy.stealNs = json["steal_ns"].get<int64_t>();
  for (int64_t ns : timing.ns)
    if (ns > kLongestNs)
      return llvm::createStringError(path + "/ns: expected times of at most a day, found " + Twine(ns) + " ns");
  bool isRight = json["count"].get<int64_t>() == int64_t(timing.ns.size()) &&
                 json["median_ns"].get<int64_t>() == timing.medianNs() && json["min_ns"].get<int64_t>() == timing.minNs();
  if (!isRight)
    return llvm::createStringError(path + ": expected the count, median and least of the samples, " +
                                   Twine(timing.ns.size()) + ", " + Twine(timing.medianNs()) + " and " +
                                   Twine(timing.minNs()) + ", found others");
  return timing;
}

static bool isName(const std::string &name) {
  return !name.empty() && name.size() <= kLongestName && llvm::all_of(name, [](char c) { return llvm::isPrint(c); });
}

/// Requires an object.
static Expected<std::map<std::string, std::string>> knobsFrom(const Json &json, StringRef path) {
  std::map<std::string, std::string> knobs;
  for (const auto &[name, value] : json.items()) {
    if (!isName(name) || !value.is_string() || value.get_ref<const std::string &>().size() > kLongestWord ||
        knobs.size() == kMostNames)
      return llvm::createStringError(path + ": expected at most " + Twine(kMostNames) + " names with words as values");
    knobs[name] = value.get<std::string>();
  }
  return knobs;
}

static Expected<std::map<std::string, int64_t>> ratesFrom(const Json &json) {
  std::map<std::string, int64_t> rates;
  for (const auto &[name, value] : json.items()) {
    bool fits = value.is_number_unsigned() && value.get<uint64_t>() <= uint64_t(INT64_MAX);
    if (!isName(name) || !fits || rates.size() == kMostNames)
      return llvm::createStringError("/device/rates: expected at most " + Twine(kMostNames) +
                                     " names with whole numbers of at least 0");
    rates[name] = value.get<int64_t>();
  }
  return rates;
}

/// The members that the schema has checked wholly.
static Record plainMembers(const Json &json) {
  Record record;
  record.key.kernelText = json["kernel"]["text"].get<std::string>();
  record.key.kernelDigest = json["kernel"]["digest"].get<std::string>();
  record.key.layouts = json["kernel"]["layouts"].get<std::vector<std::string>>();
  record.key.silicon = json["silicon"].get<std::string>();
  record.key.threads = json["threads"].get<int64_t>();
  record.deviceId = json["device"]["id"].get<std::string>();
  record.schedule.text = json["schedule"]["text"].get<std::string>();
  record.defaultSchedule = json["default"]["schedule"].get<std::string>();
  const Json &verdict = json["check"];
  record.verdict.reference = verdict["reference"].get<std::string>();
  record.verdict.absolute = verdict["absolute"].get<double>();
  record.verdict.relative = verdict["relative"].get<double>();
  record.verdict.maxError = verdict["max_error"].get<double>();
  record.verdict.seeds = verdict["seeds"].get<std::vector<int64_t>>();
  record.toolchain.compiler = json["toolchain"]["compiler"].get<std::string>();
  record.toolchain.vocabulary = json["toolchain"]["vocabulary"].get<std::string>();
  record.origin = json["origin"].get<std::string>();
  return record;
}

/// Moves the value of `from` into `to`, or its error into `error`.
template <typename T> static bool take(Expected<T> from, T &to, Error &error) {
  if (from)
    to = std::move(*from);
  else
    error = llvm::joinErrors(std::move(error), from.takeError());
  return !error;
}

static Expected<Record> recordFrom(const Json &json) {
  Record record = plainMembers(json);
  Error error = Error::success();
  if (!take(timingFrom(json["timing"], "/timing"), record.timing, error) ||
      !take(timingFrom(json["default"]["timing"], "/default/timing"), record.defaultTiming, error) ||
      !take(knobsFrom(json["schedule"]["knobs"], "/schedule/knobs"), record.schedule.knobs, error) ||
      !take(ratesFrom(json["device"]["rates"]), record.rates, error))
    return std::move(error);
  return record;
}

/// What can be said without a kernel or a device.
static Error checkClaims(const Record &record, StringRef id) {
  if (digestOf(record.key.kernelText) != record.key.kernelDigest)
    return llvm::createStringError("/kernel/digest: expected the SHA-256 of the kernel's text, found another; the line was "
                                   "changed");
  if (record.verdict.maxError > 1)
    return llvm::createStringError("/check/max_error: expected at most 1, which is what the tolerance allows; found " +
                                   std::to_string(record.verdict.maxError));
  if (record.timing.policy.threads > record.key.threads || record.defaultTiming.policy.threads > record.key.threads)
    return llvm::createStringError("/timing/threads: expected at most the team of " + Twine(record.key.threads));
  if (idOf(record) != id)
    return llvm::createStringError("/id: expected " + idOf(record) + ", the digest of the rest of the line; found " + id +
                                   "; the line was changed");
  return Error::success();
}

Expected<Record> autotune::parseLine(StringRef line) {
  if (line.size() > kLongestLine)
    return llvm::createStringError("expected at most " + Twine(kLongestLine) + " bytes, found " + Twine(line.size()));
  Expected<Json> json = device::parseJson(line, "line");
  if (!json)
    return json.takeError();
  // A line of another version is that, rather than a list of all that differs.
  if (json->is_object() && json->contains("schema") && (*json)["schema"] != Json(kRecordSchema.str()))
    return llvm::createStringError("/schema: expected " + kRecordSchema + ", found " +
                                   StringRef(dump((*json)["schema"])).take_front(64) +
                                   "; it was written for another version of aicc");
  if (Error error = check(schemaJson(), *json))
    return std::move(error);
  Expected<Record> record = recordFrom(*json);
  if (!record)
    return record;
  if (Error error = checkClaims(*record, (*json)["id"].get_ref<const std::string &>()))
    return std::move(error);
  return record;
}

Expected<Timing> autotune::parseTiming(StringRef text) {
  Expected<Json> json = device::parseJson(text, "timing");
  if (!json)
    return json.takeError();
  Json schema = schemaJson()["$defs"]["timing"];
  // A candidate that did not run has no samples.
  if (json->is_object() && json->contains("ns") && (*json)["ns"].is_array() && (*json)["ns"].empty())
    return Timing();
  if (Error error = check(schema, *json))
    return std::move(error);
  return timingFrom(*json, "");
}

Expected<std::map<std::string, std::string>> autotune::parseKnobs(StringRef text) {
  Expected<Json> json = device::parseJson(text, "knobs");
  if (!json)
    return json.takeError();
  if (!json->is_object())
    return llvm::createStringError("knobs: expected an object");
  return knobsFrom(*json, "");
}
