// Writes manifests; see Manifest.h, and ManifestRead.cpp for the way back.
#include "compiler/Artifact/Manifest.h"
#include "runtime/aicc_runtime.h"

using namespace aicc;
using namespace aicc::artifact;
using llvm::StringRef;
using llvm::json::OStream;

std::string artifact::manifestPath(StringRef artifact) { return (artifact + ".json").str(); }

static void writeParameter(OStream &json, const Parameter &parameter) {
  json.object([&] {
    json.attribute("role", parameter.role);
    if (parameter.role != "argument" && parameter.role != "result")
      return;
    json.attribute("number", parameter.number);
    json.attribute("element", parameter.elementType);
    json.attributeArray("shape", [&] {
      for (int64_t size : parameter.shape)
        json.value(size);
    });
    json.attribute("weight", parameter.isWeight);
    if (parameter.tiedResult >= 0)
      json.attribute("tied_result", parameter.tiedResult);
    else
      json.attribute("tied_result", nullptr);
  });
}

static void writeExtent(OStream &json, StringRef name, const PlanExtent &extent) {
  json.attributeArray(name, [&] {
    for (int64_t size : {extent.x, extent.y, extent.z})
      json.value(size);
  });
}

static void writeStep(OStream &json, const PlanStep &step) {
  json.object([&] {
    json.attribute("do", step.what);
    if (step.what == "launch") {
      json.attribute("kernel", step.kernel);
      writeExtent(json, "grid", step.grid);
      writeExtent(json, "block", step.block);
      json.attribute("shared_bytes", step.sharedBytes);
    }
    json.attributeArray("buffers", [&] {
      for (const PlanBuffer &buffer : step.buffers)
        json.object([&] {
          if (buffer.parameter >= 0)
            json.attribute("parameter", buffer.parameter);
          else
            json.attribute("parameter", nullptr);
          json.attribute("offset", buffer.offset);
          json.attribute("bytes", buffer.bytes);
        });
    });
  });
}

static void writeEntry(OStream &json, const Entry &entry) {
  json.object([&] {
    json.attribute("symbol", entry.symbol);
    json.attribute("function", llvm::json::fixUTF8(entry.function));
    json.attribute("prepare", entry.isPrepare);
    json.attribute("arena_bytes", entry.arenaBytes);
    json.attribute("live_bytes", entry.liveBytes);
    json.attribute("prepared_bytes", entry.preparedBytes);
    if (entry.preparedId.empty())
      json.attribute("prepared_id", nullptr);
    else
      json.attribute("prepared_id", entry.preparedId);
    json.attributeArray("parameters", [&] {
      for (const Parameter &parameter : entry.parameters)
        writeParameter(json, parameter);
    });
    if (!entry.plan.empty())
      json.attributeArray("plan", [&] {
        for (const PlanStep &step : entry.plan)
          writeStep(json, step);
      });
  });
}

void artifact::writeSelected(OStream &json, const Kernel &kernel) {
  if (!kernel.selected)
    return;
  json.attributeObject("tuned", [&] {
    json.attribute("from", kernel.selected->from);
    json.attribute("record", kernel.selected->record.empty() ? llvm::json::Value(nullptr) : kernel.selected->record);
    json.attribute("speedup", kernel.selected->speedup ? llvm::json::Value(kernel.selected->speedup) : nullptr);
    json.attribute("note", llvm::json::fixUTF8(kernel.selected->note));
  });
}

static void writeKernel(OStream &json, const Kernel &kernel) {
  json.object([&] {
    json.attribute("name", llvm::json::fixUTF8(kernel.name));
    json.attribute("digest", kernel.digest);
    json.attribute("text", kernel.text);
    json.attribute("device", kernel.device);
    json.attribute("schedule", llvm::json::fixUTF8(kernel.schedule));
    json.attribute("flops", kernel.flops);
    json.attribute("calls", kernel.calls);
    json.attributeObject("scratch_bytes", [&] {
      for (const auto &[level, bytes] : kernel.scratchBytes)
        json.attribute(level, bytes);
    });
    writeSelected(json, kernel);
  });
}

static void writeWeights(OStream &json, const Info &info) {
  if (info.weightsFile.empty())
    return json.attribute("weights", nullptr);
  json.attributeObject("weights", [&] {
    json.attribute("file", llvm::json::fixUTF8(info.weightsFile));
    json.attribute("bytes", info.constantsBytes);
    json.attribute("sha256", info.weightsDigest);
  });
}

void artifact::writeManifestMembers(OStream &json, const Info &info) {
  json.attribute("schema", kManifestSchema);
  json.attribute("abi", AICC_ABI_VERSION);
  json.attribute("compiler", info.compiler);
  json.attribute("module", llvm::json::fixUTF8(info.module));
  json.attribute("prefix", info.prefix);
  json.attribute("device", info.deviceId);
  json.attribute("backend", info.backend);
  json.attribute("features", info.features);
  json.attribute("general_flops", info.generalFlops);
  json.attributeArray("entries", [&] {
    for (const Entry &entry : info.entries)
      writeEntry(json, entry);
  });
  json.attributeArray("kernels", [&] {
    for (const Kernel &kernel : info.kernels)
      writeKernel(json, kernel);
  });
  writeWeights(json, info);
}

std::string artifact::manifestText(const Info &info) {
  std::string text;
  llvm::raw_string_ostream os(text);
  OStream json(os, 2);
  json.object([&] { writeManifestMembers(json, info); });
  os << "\n";
  return text;
}
