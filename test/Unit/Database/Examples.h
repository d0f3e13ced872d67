// Records and folders that the tests of this folder share.
#ifndef AICC_TEST_UNIT_DATABASE_EXAMPLES_H
#define AICC_TEST_UNIT_DATABASE_EXAMPLES_H

#include "autotune/Database/Database.h"
#include "dialects/Kernel/Identity.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace aicc::autotune {
/// The key of a matrix product with m rows on an invented processor.
inline Key exampleKey(int64_t m = 512, int64_t threads = 2, const std::string &l2 = "1048576") {
  Key key;
  std::string rows = std::to_string(m);
  key.kernelText = "aicc-kernel/1\ndim d0 " + rows + "\ndim d1 256\ndim d2 128\nin a0 f32 [" + rows +
                   ", 128]\nin a1 f32 [256, 128] weight\nc0 contract f32 [d0, d1] = a0[d0, d2] * a1[d1, d2]\nout c0\n";
  key.kernelDigest = kernel::digest(key.kernelText);
  key.layouts = {"dense", "dense"};
  key.silicon = "vendor=ACME;isa=avx+avx2+fma;units=2;L2=" + l2 + ";L1=32768";
  key.threads = threads;
  return key;
}

/// A record of `key` whose median is `ns`.
inline Record exampleRecord(const Key &key = exampleKey(), int64_t ns = 1000) {
  Record record;
  record.key = key;
  record.schedule = {"#schedule.tree<bands = [], computations = [<name = \"c0\", registers = <d0 = 6, d1 = 16>>]>",
                     {{"c0.d0", "6"}, {"c0.d1", "16"}, {"c0.unroll", "1"}}};
  record.deviceId = "acme-1";
  record.rates = {{"clock_hz", 3000000000}};
  record.timing = {{ns, ns + 2, ns - 2}, {"warm", key.threads, 3000000000, 0}};
  record.defaultTiming = {{2 * ns}, {"warm", key.threads, std::nullopt, std::nullopt}};
  record.defaultSchedule = record.schedule.text;
  record.verdict = {"oracle-f64", 1e-5, 1e-6, {0, 1}, 0.25};
  record.toolchain = {"aicc 0.1.0", kScheduleVocabulary.str()};
  record.origin = "a test";
  return record;
}

/// A folder that is gone with the object.
class ScratchFolder {
public:
  ScratchFolder() { llvm::sys::fs::createUniqueDirectory("aicc-database", path); }
  ~ScratchFolder() { llvm::sys::fs::remove_directories(path); }
  std::string file(llvm::StringRef name) const {
    llvm::SmallString<128> result(path);
    llvm::sys::path::append(result, name);
    return std::string(result);
  }

private:
  llvm::SmallString<128> path;
};

inline std::unique_ptr<Database> create(const std::string &path) {
  return llvm::cantFail(openDatabase(path, Access::Create));
}
} // namespace aicc::autotune

#endif // AICC_TEST_UNIT_DATABASE_EXAMPLES_H
