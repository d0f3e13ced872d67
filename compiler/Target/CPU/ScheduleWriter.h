// Writes a schedule band by band; keeps the order in which dimensions are given.
#ifndef AICC_COMPILER_TARGET_CPU_SCHEDULEWRITER_H
#define AICC_COMPILER_TARGET_CPU_SCHEDULEWRITER_H

#include "dialects/Schedule/Schedule.h"
#include "mlir/IR/Builders.h"

namespace aicc::cpu {
/// Dimensions with their extents, in elements.
using Sizes = llvm::SmallVector<std::pair<llvm::StringRef, int64_t>>;

/// Collects bands, outermost first, and inner bands.
class ScheduleWriter {
public:
  explicit ScheduleWriter(mlir::MLIRContext *context) : builder(context) {}

  /// A band of memory level or parallel resource `name`; none where it would do nothing.
  void band(llvm::StringRef name, bool isParallel, const Sizes &sizes, llvm::ArrayRef<llvm::StringRef> order = {},
            llvm::ArrayRef<schedule::StageAttr> stages = {}) {
    if (sizes.empty() && stages.empty())
      return;
    bands.push_back(schedule::BandAttr::get(builder.getContext(), builder.getStringAttr(name),
                                            isParallel ? builder.getStringAttr(name) : mlir::StringAttr(), tile(sizes),
                                            names(order), stages));
  }

  /// The inner band of computation `name`; an empty `attach` makes it an anchor. `prefetch`: elements along the depth.
  void computation(llvm::StringRef name, const Sizes &registers, int64_t unroll, llvm::StringRef instruction,
                   llvm::StringRef attach, int64_t prefetch = 0) {
    auto word = [&](llvm::StringRef text) { return text.empty() ? mlir::StringAttr() : builder.getStringAttr(text); };
    computations.push_back(schedule::ComputationAttr::get(builder.getContext(), builder.getStringAttr(name),
                                                          tile(registers), unroll, prefetch, word(instruction),
                                                          word(attach)));
  }

  schedule::StageAttr stage(llvm::StringRef operand, schedule::How how, schedule::LayoutAttr layout,
                            mlir::Type type = {}, int64_t ahead = 0) {
    return schedule::StageAttr::get(builder.getContext(), builder.getStringAttr(operand), how, layout, /*buffers=*/1,
                                    type, ahead);
  }

  schedule::LayoutAttr layout(llvm::ArrayRef<llvm::StringRef> outer, const Sizes &block, int64_t shift = 0,
                              int64_t split = 0) {
    return schedule::LayoutAttr::get(builder.getContext(), names(outer), tile(block), /*swizzle=*/0, shift, split);
  }

  schedule::TreeAttr finish() { return schedule::TreeAttr::get(builder.getContext(), bands, computations); }

private:
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
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_SCHEDULEWRITER_H
