# Writes FOLDER's device files and their schema into the C++ file OUTPUT, as raw strings, in the order of their IDs.
file(GLOB files "${FOLDER}/*.json")
list(SORT files)
set(entries "")
foreach(file IN LISTS files)
  get_filename_component(id "${file}" NAME)
  string(REGEX REPLACE "\\.json$" "" id "${id}")
  file(READ "${file}" text)
  if(id MATCHES "^schema$")
    set(schema "R\"aicc(${text})aicc\"")
  else()
    string(APPEND entries "    {\"${id}\", R\"aicc(${text})aicc\"},\n")
  endif()
endforeach()
file(WRITE "${OUTPUT}" "// Generated from devices/*.json; edit those.
#include \"compiler/Device/EmbeddedDevices.h\"

static const aicc::device::EmbeddedDevice devices[] = {
${entries}};

llvm::ArrayRef<aicc::device::EmbeddedDevice> aicc::device::embeddedDevices() { return devices; }

llvm::StringRef aicc::device::embeddedSchema() {
  return ${schema};
}
")
