// Writes a schedule band by band; keeps the order in which dimensions are given.
#ifndef AICC_COMPILER_TARGET_SCHEDULEWRITER_H
#define AICC_COMPILER_TARGET_SCHEDULEWRITER_H

#include "dialects/Schedule/Schedule.h"
#include "mlir/IR/Builders.h"

namespace aicc::target {
/// Dimensions with their extents, in elements.
using Sizes = llvm::SmallVector<std::pair<llvm::StringRef, int64_t>>;

/// Collects bands, outermost first, and inner bands.
class ScheduleWriter {
public:
  explicit ScheduleWriter(mlir::MLIRContext *context) : builder(context) {}

  /// A band of memory level `name`; none where it would do nothing.
  void band(llvm::StringRef name, const Sizes &sizes, llvm::ArrayRef<llvm::StringRef> order = {},
            llvm::ArrayRef<schedule::StageAttr> stages = {}) {
    add(name, "", sizes, order, stages, /*raster=*/1, /*workers=*/0);
  }

  /// A band called `name` over the parallel resource `resource`; none where it would do nothing.
  void parallelBand(llvm::StringRef name, llvm::StringRef resource, const Sizes &sizes,
                    llvm::ArrayRef<llvm::StringRef> order = {}, llvm::ArrayRef<schedule::StageAttr> stages = {},
                    int64_t raster = 1, int64_t workers = 0) {
    add(name, resource, sizes, order, stages, raster, workers);
  }

  /// The inner band of computation `name`; an empty `attach` makes it an anchor. `prefetch`: elements along the depth.
  void computation(llvm::StringRef name, const Sizes &registers, int64_t unroll, llvm::StringRef instruction,
                   llvm::StringRef attach, bool isSwapped = false,
                   int64_t prefetch = 0) {
    computations.push_back(schedule::ComputationAttr::get(builder.getContext(), builder.getStringAttr(name),
                                                          tile(registers), unroll, prefetch, word(instruction),
                                                          word(attach), isSwapped));
  }

  /// An operand that is copied and waited for, or lies so already.
  schedule::StageAttr stage(llvm::StringRef operand, schedule::How how, schedule::LayoutAttr layout,
                            mlir::Type type = {}, int64_t ahead = 0) {
    return schedule::StageAttr::get(builder.getContext(), builder.getStringAttr(operand), how, layout, /*buffers=*/1,
                                    type, ahead);
  }

  /// An operand that is copied into one of `buffers` while others are read.
  schedule::StageAttr asyncStage(llvm::StringRef operand, schedule::LayoutAttr layout, int64_t buffers) {
    return schedule::StageAttr::get(builder.getContext(), builder.getStringAttr(operand), schedule::How::Async, layout,
                                    buffers, mlir::Type(), /*ahead=*/0);
  }

  schedule::LayoutAttr layout(llvm::ArrayRef<llvm::StringRef> outer, const Sizes &block, int64_t shift = 0,
                              int64_t split = 0) {
    return schedule::LayoutAttr::get(builder.getContext(), names(outer), tile(block), /*swizzle=*/0, shift, split);
  }

  /// Rows whose chunks are permuted over `swizzle` bytes.
  schedule::LayoutAttr swizzled(llvm::ArrayRef<llvm::StringRef> outer, int64_t swizzle) {
    return schedule::LayoutAttr::get(builder.getContext(), names(outer), tile({}), swizzle, /*shift=*/0, /*split=*/0);
  }

  schedule::TreeAttr finish() { return schedule::TreeAttr::get(builder.getContext(), bands, computations); }

private:
  void add(llvm::StringRef name, llvm::StringRef resource, const Sizes &sizes, llvm::ArrayRef<llvm::StringRef> order,
           llvm::ArrayRef<schedule::StageAttr> stages, int64_t raster, int64_t workers) {
    if (!sizes.empty() || !stages.empty())
      bands.push_back(schedule::BandAttr::get(builder.getContext(), builder.getStringAttr(name), word(resource),
                                              tile(sizes), names(order), stages, raster, workers));
  }

  /// A word, or null where it is empty.
  mlir::StringAttr word(llvm::StringRef text) { return text.empty() ? mlir::StringAttr() : builder.getStringAttr(text); }

  schedule::TileAttr tile(const Sizes &sizes) {
    llvm::SmallVector<mlir::StringAttr> dims;
    llvm::SmallVector<int64_t> values;
    for (auto [name, size] : sizes) {
      dims.push_back(builder.getStringAttr(name));
      values.push_back(size);
    }
    return schedule::TileAttr::get(builder.getContext(), dims, values);
  }

  llvm::SmallVector<mlir::StringAttr> names(llvm::ArrayRef<llvm::StringRef> words) {
    return llvm::map_to_vector(words, [&](llvm::StringRef word) { return builder.getStringAttr(word); });
  }

  mlir::Builder builder;
  llvm::SmallVector<schedule::BandAttr> bands;
  llvm::SmallVector<schedule::ComputationAttr> computations;
};
} // namespace aicc::target

#endif // AICC_COMPILER_TARGET_SCHEDULEWRITER_H
