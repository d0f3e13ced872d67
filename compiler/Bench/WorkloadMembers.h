// Members of workload files, read strictly: an error says where, what was expected and what was
// found.
#ifndef AICC_COMPILER_BENCH_WORKLOADMEMBERS_H
#define AICC_COMPILER_BENCH_WORKLOADMEMBERS_H

#include "compiler/Bench/Workload.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/JSON.h"

namespace aicc::bench {
/// "`where`: expected `expected`, found …"; null is nothing.
llvm::Error wrongMember(const llvm::Twine &where, const llvm::Twine &expected, const llvm::json::Value *found);

/// Member `key` of `object`, a text that is not empty. `where` is the object's place in the file.
llvm::Expected<std::string> readText(const llvm::json::Object &object, llvm::StringRef key, const llvm::Twine &where);

/// Sets `extent` to member `key`, a whole number from `least` to `kLargestExtent`.
llvm::Error readExtent(const llvm::json::Object &object, llvm::StringRef key, const llvm::Twine &where, int64_t &extent,
                       int64_t least = 1);

/// Appends the types of the member "dtypes" to `problem`.
llvm::Error readDtypes(const llvm::json::Object &object, const llvm::Twine &where, Problem &problem);

/// Reads the extents and flags of an attention, and its types, into `problem`. Besides wrong
/// members it is an error where heads are no multiple of kvHeads, an operand has more than
/// `kMostElements` elements, flags do not fit the mask, and where a type is none of f32 and bf16.
llvm::Error readAttention(const llvm::json::Object &object, const llvm::Twine &where, Problem &problem);

/// Reads a graph that is a file, which lies in `folder`, into `problem`.
llvm::Error readModule(const llvm::json::Object &object, const llvm::Twine &where, llvm::StringRef folder,
                       Problem &problem);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_WORKLOADMEMBERS_H
