// The device dialect and its attribute.
#include "dialects/Device/Device.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace aicc::device;

#include "dialects/Device/DeviceDialect.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/Device/DeviceAttrs.cpp.inc"

void DeviceDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/Device/DeviceAttrs.cpp.inc"
      >();
}

/// DLTI asks for entries, not for a dictionary.
static SmallVector<DataLayoutEntryInterface> entriesOf(DictionaryAttr properties) {
  return llvm::map_to_vector(properties, [](NamedAttribute property) {
    return cast<DataLayoutEntryInterface>(DataLayoutEntryAttr::get(property.getName(), property.getValue()));
  });
}

DeviceAttr DeviceAttr::get(MLIRContext *context, StringRef id, DictionaryAttr properties) {
  return Base::get(context, StringAttr::get(context, id), properties, entriesOf(properties));
}

DeviceAttr DeviceAttr::getChecked(function_ref<InFlightDiagnostic()> emitError, StringRef id,
                                  DictionaryAttr properties) {
  MLIRContext *context = properties.getContext();
  return Base::getChecked(emitError, context, StringAttr::get(context, id), properties, entriesOf(properties));
}

LogicalResult DeviceAttr::verify(function_ref<InFlightDiagnostic()> emitError, StringAttr id,
                                 DictionaryAttr properties, ArrayRef<DataLayoutEntryInterface> entries) {
  if (id.getValue().empty())
    return emitError() << "device expects an ID that is not empty";
  return success(succeeded(fromProperties(id, properties, emitError)));
}

Attribute DeviceAttr::parse(AsmParser &parser, Type) {
  std::string id;
  Attribute properties;
  llvm::SMLoc start = parser.getCurrentLocation();
  if (parser.parseLess() || parser.parseString(&id) || parser.parseComma() ||
      parser.parseAttribute(properties) || parser.parseGreater())
    return {};
  auto dictionary = dyn_cast<DictionaryAttr>(properties);
  if (!dictionary) {
    parser.emitError(start, "device expects a dictionary of properties, found ") << properties;
    return {};
  }
  return getChecked([&] { return parser.emitError(start); }, id, dictionary);
}

void DeviceAttr::print(AsmPrinter &printer) const {
  printer << '<' << getId() << ", " << getProperties() << '>';
}

FailureOr<Attribute> DeviceAttr::query(DataLayoutEntryKey key) const {
  return cast<TargetDeviceSpecInterface>(*this).queryHelper(key);
}
