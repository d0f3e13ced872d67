// Device files: devices/*.json, shipped inside the binary, and files of the user's own in the same format.
//
// A file goes through four doors, each with errors of its own: JSON text (place in the file), the schema (JSON
// pointer), the attribute's verifier (what a schema cannot say, such as unique names), and nothing else. Errors say
// what was expected, what was found and what to do.
#ifndef AICC_COMPILER_DEVICE_DEVICEFILE_H
#define AICC_COMPILER_DEVICE_DEVICEFILE_H

#include "compiler/Device/EmbeddedDevices.h"
#include "dialects/Device/Device.h"
#include "llvm/Support/Error.h"

namespace aicc::device {
/// The device that `text` describes. `sourceName` is for errors. Loads the dialect into `context` where needed, so
/// call it before passes run.
llvm::Expected<DeviceAttr> parseDeviceJson(mlir::MLIRContext *context, llvm::StringRef text,
                                           llvm::StringRef sourceName);

/// The shipped device with the ID `idOrPath`, or the one in the file at that path (what contains `/` or ends in
/// `.json` is a path; files of more than 1 MiB are refused).
llvm::Expected<DeviceAttr> readDevice(mlir::MLIRContext *context, llvm::StringRef idOrPath);

/// The view of `attr`; for attributes made without the verifier an error that names the device and what is wrong with it.
llvm::Expected<Device> viewDevice(DeviceAttr attr);

/// The view of what `readDevice` reads.
llvm::Expected<Device> readDeviceView(mlir::MLIRContext *context, llvm::StringRef idOrPath);

/// The text that `readDevice` would parse.
llvm::Expected<std::string> readDeviceText(llvm::StringRef idOrPath);

/// The view of every shipped device, in the order of their IDs.
llvm::Expected<std::vector<Device>> readShippedDevices(mlir::MLIRContext *context);
} // namespace aicc::device

#endif // AICC_COMPILER_DEVICE_DEVICEFILE_H
