// The texts of devices/*.json, generated into the library by the build.
#ifndef AICC_COMPILER_DEVICE_EMBEDDEDDEVICES_H
#define AICC_COMPILER_DEVICE_EMBEDDEDDEVICES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace aicc::device {
/// One shipped device.
struct EmbeddedDevice {
  llvm::StringRef id;   ///< name of the file without `.json`
  llvm::StringRef text; ///< the file
};

/// The shipped devices in the order of their IDs.
llvm::ArrayRef<EmbeddedDevice> embeddedDevices();

/// The text of devices/schema.json.
llvm::StringRef embeddedSchema();
} // namespace aicc::device

#endif // AICC_COMPILER_DEVICE_EMBEDDEDDEVICES_H
