// Random products under random schedules for a GPU: kernel and schedule as text, and what the result should be.
#ifndef AICC_TEST_FUZZ_PRODUCTCASE_H
#define AICC_TEST_FUZZ_PRODUCTCASE_H

#include "compiler/Data/Array.h"
#include "compiler/Data/Tolerance.h"
#include "test/Fuzz/Random.h"

namespace aicc::fuzz {
/// What follows the product.
enum class Behind {
  Nothing,  ///< the sums are the result
  Bias,     ///< a number a column is added, and the sum rounded to the factors' type; i8: scaled to f32
  Residual, ///< a tensor like the result is added to the sums that are positive
  Gate      ///< the sums of a sibling with factors of its own are multiplied
};

/// One product with its schedule. Extents in elements.
struct ProductCase {
  data::ElementType type = data::ElementType::F32;
  int64_t m = 1, n = 1, k = 1, batch = 0; ///< batch 0: no such dimension
  bool isLeftTransposed = false;          ///< the left factor lies as [k, m]
  bool isRightTransposed = false;         ///< the right factor lies as [n, k]
  Behind behind = Behind::Nothing;

  bool isMatrix = true, isSwapped = false; ///< f32 on matrix instructions is cut to tf32
  int64_t blockM = 1, blockN = 1, unitM = 1, unitN = 1; ///< tiles of a block and of a warp or thread
  int64_t slice = 1, split = 0;                         ///< of k: a buffer's and, where not 0, a block's
  int64_t buffers = 2, raster = 1, workers = 0;
  bool isRasterAlongM = true;
  /// Of each factor: where it is copied through registers, and whether it is turned on its way.
  bool isPacked[2] = {false, false}, isTurned[2] = {false, false};
  int64_t swizzle[2] = {0, 0};

  /// The module: the kernel with its schedule for `device`, and a function that calls it.
  std::string text(llvm::StringRef device) const;
  /// Whether the swizzles promise that matrices are read from shared memory without conflicts of banks.
  bool isFreeOfConflicts() const;
  /// The shapes and types of the function's arguments, the result's last.
  std::vector<std::pair<data::ElementType, std::vector<int64_t>>> arguments() const;
  /// The result for `inputs`: f64, or i32 of integers.
  llvm::Expected<data::Array> reference(llvm::ArrayRef<data::Array> inputs) const;
  data::ToleranceParams tolerance() const;

private:
  std::string bands() const;
  std::string stage(unsigned factor, unsigned argument) const;
  std::string inner() const;
  std::string contraction(llvm::StringRef name, llvm::StringRef value, unsigned right) const;
  std::string map() const;
  int64_t rowBytes(unsigned factor) const;
  bool isDepthInner(unsigned factor) const;
  friend ProductCase randomProduct(Random &random);
};

/// A product whose schedule may break a rule; whoever draws it draws again then.
ProductCase randomProduct(Random &random);
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_PRODUCTCASE_H
