// How far one key is from another, and in words: what a miss is told with, and what `near` chooses by.
#ifndef AICC_AUTOTUNE_DATABASE_NEARNESS_H
#define AICC_AUTOTUNE_DATABASE_NEARNESS_H

#include "autotune/Database/Record.h"
#include "llvm/ADT/SmallVector.h"

namespace aicc::autotune {
/// A digest of `kernelText` without its extents and shapes: kernels that differ in these alone have one family, and
/// schedules of one may fit the other.
std::string familyOf(llvm::StringRef kernelText);

/// What keeps a record of one key from being one of another.
struct Gap {
  /// 0 for equal keys. Each doubling of an extent, a size of the silicon or a number of units counts 1, of the team 2;
  /// another vendor, architecture or layout counts more than any of these usually does.
  double distance = 0;
  std::vector<std::string> differences; ///< "threads: record 1, here 2"; kernel first, then team, then silicon
};

/// Gaps between the keys of records and the one that is asked for. All are of one family.
class Nearness {
public:
  explicit Nearness(const Key &here);

  /// `gapTo(record).distance`, for many records: it builds no words.
  double distanceTo(const Key &record) const;
  Gap gapTo(const Key &record) const;

private:
  Key here;
  llvm::SmallVector<std::pair<llvm::StringRef, llvm::StringRef>, 8> extents; ///< of `here`, by dimension
};
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_NEARNESS_H
