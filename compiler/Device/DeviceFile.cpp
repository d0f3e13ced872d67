// See DeviceFile.h.
#include "compiler/Device/DeviceFile.h"
#include "compiler/Device/JsonText.h"
#include "compiler/Device/SchemaCheck.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <nlohmann/json.hpp>

using namespace llvm;
using namespace mlir;
using namespace aicc::device;
using Json = nlohmann::json;

static constexpr uint64_t kMaxFileBytes = 1 << 20;
/// More problems than these are only counted.
static constexpr size_t kMaxProblems = 20;

/// The shipped schema, itself checked.
static Expected<Json> shippedSchema() {
  Expected<Json> schema = parseJson(embeddedSchema(), "devices/schema.json");
  if (schema)
    if (Error error = checkSchema(*schema))
      return std::move(error);
  return schema;
}

static Error checkAgainstSchema(const Json &document, StringRef sourceName) {
  Expected<Json> schema = shippedSchema();
  if (!schema)
    return schema.takeError();
  std::vector<Problem> problems = checkDocument(*schema, document);
  std::vector<std::string> lines;
  for (const Problem &problem : ArrayRef(problems).take_front(kMaxProblems))
    lines.push_back(sourceName.str() + ": " + (problem.path.empty() ? "/" : problem.path) + ": " + problem.message);
  if (problems.size() > kMaxProblems)
    lines.push_back(sourceName.str() + ": and " + std::to_string(problems.size() - kMaxProblems) + " more");
  return lines.empty() ? Error::success() : createStringError(join(lines, "\n"));
}

static Attribute toAttr(Builder &builder, const Json &value);

/// What is written for people and no pass reads.
static constexpr StringLiteral kForPeople[] = {"measured"};

static DictionaryAttr toDictionary(Builder &builder, const Json &object, ArrayRef<StringRef> except) {
  SmallVector<NamedAttribute> entries;
  for (const auto &[key, value] : object.items())
    if (!is_contained(except, key) && !is_contained(kForPeople, key))
      entries.push_back(builder.getNamedAttr(key, toAttr(builder, value)));
  return builder.getDictionaryAttr(entries);
}

static Attribute toArray(Builder &builder, const Json &array) {
  if (!array.empty() && array.front().is_number_integer())
    return builder.getDenseI64ArrayAttr(array.get<std::vector<int64_t>>());
  return builder.getArrayAttr(map_to_vector(array, [&](const Json &item) { return toAttr(builder, item); }));
}

/// The attribute for `value`, which the schema has accepted; of a quantity, its value without source and spread.
static Attribute toAttr(Builder &builder, const Json &value) {
  if (value.is_object()) {
    auto quantity = value.find("value");
    return quantity == value.end() ? toDictionary(builder, value, {}) : toAttr(builder, *quantity);
  }
  if (value.is_array())
    return toArray(builder, value);
  if (value.is_boolean())
    return builder.getBoolAttr(value.get<bool>());
  if (value.is_number_integer())
    return builder.getI64IntegerAttr(value.get<int64_t>());
  if (value.is_number())
    return builder.getF64FloatAttr(value.get<double>());
  const std::string *text = value.get_ptr<const std::string *>();
  return builder.getStringAttr(text ? *text : "");
}

/// What `read` returns, or as an error what it reports through diagnostics.
template <typename Result>
static Expected<Result> catchDiagnostics(MLIRContext *context, StringRef sourceName,
                                         llvm::function_ref<FailureOr<Result>(llvm::function_ref<InFlightDiagnostic()>)> read) {
  std::string text;
  ScopedDiagnosticHandler handler(context, [&](Diagnostic &diagnostic) {
    text += diagnostic.str();
    return success();
  });
  FailureOr<Result> result = read([&] { return emitError(UnknownLoc::get(context)); });
  if (failed(result))
    return createStringError(sourceName + ": " + text);
  return *result;
}

Expected<DeviceAttr> aicc::device::parseDeviceJson(MLIRContext *context, StringRef text, StringRef sourceName) {
  Expected<Json> document = parseJson(text, sourceName);
  if (!document)
    return document.takeError();
  if (Error error = checkAgainstSchema(*document, sourceName))
    return std::move(error);
  context->getOrLoadDialect<DeviceDialect>();
  Builder builder(context);
  const std::string &id = *document->find("id")->get_ptr<const std::string *>();
  DictionaryAttr properties = toDictionary(builder, *document, {"schema", "id"});
  return catchDiagnostics<DeviceAttr>(context, sourceName, [&](auto emitError) -> FailureOr<DeviceAttr> {
    if (DeviceAttr device = DeviceAttr::getChecked(emitError, id, properties))
      return device;
    return failure();
  });
}

static const EmbeddedDevice *findShipped(StringRef id) {
  const auto *it = find_if(embeddedDevices(), [&](const EmbeddedDevice &shipped) { return shipped.id == id; });
  return it == embeddedDevices().end() ? nullptr : it;
}

static Expected<std::string> readFile(StringRef path) {
  sys::fs::file_status status;
  if (std::error_code code = sys::fs::status(path, status))
    return createStringError(code, path + ": expected a device file, found: " + code.message());
  if (!sys::fs::is_regular_file(status) || status.getSize() > kMaxFileBytes)
    return createStringError(path + ": expected a file of at most 1 MiB, found something else; name a device file");
  ErrorOr<std::unique_ptr<MemoryBuffer>> buffer = MemoryBuffer::getFile(path);
  if (!buffer)
    return createStringError(buffer.getError(), path + ": cannot be read: " + buffer.getError().message());
  return (*buffer)->getBuffer().str();
}

Expected<std::string> aicc::device::readDeviceText(StringRef idOrPath) {
  if (const EmbeddedDevice *shipped = findShipped(idOrPath))
    return shipped->text.str();
  if (idOrPath.contains('/') || idOrPath.ends_with(".json"))
    return readFile(idOrPath);
  auto ids = map_range(embeddedDevices(), [](const EmbeddedDevice &shipped) { return shipped.id; });
  return createStringError("expected the ID of a shipped device or the path of a device file, found '" + idOrPath +
                           "'; the shipped devices are " + join(ids, ", "));
}

Expected<DeviceAttr> aicc::device::readDevice(MLIRContext *context, StringRef idOrPath) {
  Expected<std::string> text = readDeviceText(idOrPath);
  if (!text)
    return text.takeError();
  return parseDeviceJson(context, *text, idOrPath);
}

Expected<Device> aicc::device::viewDevice(DeviceAttr attr) {
  return catchDiagnostics<Device>(attr.getContext(), attr.getId(),
                                  [&](auto emitError) { return fromAttr(attr, emitError); });
}

Expected<Device> aicc::device::readDeviceView(MLIRContext *context, StringRef idOrPath) {
  Expected<DeviceAttr> attr = readDevice(context, idOrPath);
  return attr ? viewDevice(*attr) : attr.takeError();
}

Expected<std::vector<Device>> aicc::device::readShippedDevices(MLIRContext *context) {
  std::vector<Device> devices;
  for (const EmbeddedDevice &shipped : embeddedDevices()) {
    Expected<DeviceAttr> attr = parseDeviceJson(context, shipped.text, shipped.id);
    if (!attr)
      return attr.takeError();
    Expected<Device> device = viewDevice(*attr);
    if (!device)
      return device.takeError();
    devices.push_back(std::move(*device));
  }
  return devices;
}
