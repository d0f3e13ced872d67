// The manifest of an artifact: its contents as JSON, beside it, for tools and for hosts that bind at run time.
#ifndef AICC_COMPILER_ARTIFACT_MANIFEST_H
#define AICC_COMPILER_ARTIFACT_MANIFEST_H

#include "compiler/Artifact/ArtifactInfo.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

namespace aicc::artifact {
/// Version of the manifest's layout. Readers refuse others.
inline constexpr int64_t kManifestSchema = 1;

/// The manifest's path for the artifact `artifact`: `<artifact>.json`.
std::string manifestPath(llvm::StringRef artifact);

/// Writes what records had for `kernel`, as the member `tuned`; nothing where they were not asked.
void writeSelected(llvm::json::OStream &json, const Kernel &kernel);

/// Writes the manifest's members, in the order of docs/ABI.md, into the object that `json` is in.
void writeManifestMembers(llvm::json::OStream &json, const Info &info);

/// The manifest's text. Equal infos have equal texts.
std::string manifestText(const Info &info);

/// What `text` says. It is untrusted: types, ranges, names and digests are checked, and unknown members ignored.
/// Errors start with `sourceName` and say where in the document they are.
llvm::Expected<Info> parseManifest(llvm::StringRef text, llvm::StringRef sourceName);

/// What the manifest beside the artifact `artifact` says.
llvm::Expected<Info> readManifest(llvm::StringRef artifact);
} // namespace aicc::artifact

#endif // AICC_COMPILER_ARTIFACT_MANIFEST_H
