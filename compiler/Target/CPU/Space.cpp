// Ranges and constraints of a contraction's knobs; see Space.h and Contraction.h.
#include "compiler/Target/CPU/Space.h"
#include "compiler/Target/CPU/Contraction.h"
#include "compiler/Target/CPU/DefaultSchedule.h"
#include "compiler/Target/CPU/KnobValues.h"
#include "compiler/Target/CPU/Proposal.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::cpu;
using target::Knob;
using target::Point;

/// Fewer chains of additions wait for one another: four cycles each, two a cycle, less than the
/// hardware reorders.
constexpr int64_t kFewestSums = 4;

namespace {
/// Builds the space of one contraction.
class KnobBuilder {
public:
  KnobBuilder(kernel::KernelOp kernel, const device::Device &device, int64_t threads)
      : c(std::make_shared<Contraction>(kernel, device, threads)), parts(c->parts) {}

  target::Space build() {
    space.form = "contraction";
    addTiles();
    addOperands();
    addLoops();
    addConstraints();
    space.write = [c = c](const Point &point) { return writeContraction(*c, point); };
    space.read = [c = c](schedule::TreeAttr tree) { return readContraction(*c, tree); };
    return std::move(space);
  }

private:
  void add(std::string name, std::string meaning, std::vector<int64_t> values, int64_t neutral = 0,
           std::vector<std::string> words = {}) {
    llvm::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    if (!values.empty() && (values.size() > 1 || values.front() != neutral))
      space.knobs.push_back({std::move(name), std::move(meaning), std::move(values), neutral, std::move(words)});
  }

  /// True where both operands lie in the direction of the sum, so that lanes may run along it.
  bool mayRunAlongDepth() {
    kernel::Computation op = parts.anchor();
    int64_t vector = c->lanes() * (c->alongDepth ? c->alongDepth->k : 1);
    return parts.isContiguous(op, 0, c->depth) && parts.isContiguous(op, 1, c->depth) &&
           c->extent(c->depth) >= vector && parts.anchors.size() == 1;
  }

  void addTiles() {
    bool isEither = mayRunAlongDepth();
    add("lanes", "lanes of a register run along the result or along the sum",
        isEither ? std::vector<int64_t>{0, 1} : std::vector<int64_t>{0}, 0, {"result", "depth"});
    int64_t extent = c->extent(c->columns);
    std::vector<int64_t> widths = isEither ? upTo(extent, {1, 2, 3, 4, 6, 8}) : std::vector<int64_t>();
    for (int64_t vectors : {1, 2, 3, 4, 5, 6, 8})
      widths.push_back(std::min(vectors * c->lanes(), extent));
    add(knobOf("tile", c->columns), "columns of a register tile, in elements", widths, 1);
    if (!c->rows.empty())
      add(knobOf("tile", c->rows), "rows of a register tile, in elements",
          upTo(std::min(c->extent(c->rows), parts.registerCount() - 2),
               {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 24, 28}),
          1);
    add("unroll", "steps along the depth in one iteration of the hot loop", {1, 2, 4, 8, 16}, 1);
    std::vector<int64_t> choices;
    std::vector<std::string> words;
    for (auto [number, instruction] : llvm::enumerate(c->instructions)) {
      choices.push_back(number);
      words.push_back(instruction ? instruction->name : "none");
    }
    add("instruction", "what does the arithmetic", choices, 0, words);
    bool hasWalk = !c->rows.empty();
    add("walk", "order of register tiles", hasWalk ? std::vector<int64_t>{0, 1} : std::vector<int64_t>{0}, 0,
        {"down a panel", "along the rows"});
  }

  /// True where some anchor's columns are packed once a module.
  bool isWeight() {
    return llvm::any_of(parts.anchors, [&](kernel::Computation anchor) {
      return parts.isPrepackable(anchor->getOperand(c->columnOperand(anchor)));
    });
  }

  void addOperands() {
    std::vector<int64_t> how;
    if (parts.isContiguous(parts.anchor(), parts.columns, c->columns))
      how.push_back(kColumnsInPlace);
    // A weight that is packed with every call takes longer than one that is packed once.
    if (isWeight())
      how.push_back(kColumnsPrepacked);
    else
      how.insert(how.end(), {kColumnsPacked, kColumnsPanels});
    if (mayRunAlongDepth())
      how.push_back(kColumnsInPlace);
    add("columns", "how the operand that fills the lanes is read", how, kColumnsInPlace,
        {"in place", "prepacked", "packed by blocks", "packed by panels"});
    std::vector<int64_t> rows = {kRowsInPlace, kRowsPacked};
    if (!c->rows.empty())
      rows.push_back(kRowsPackedByBlocks);
    add("rows", "how the other operand is read", rows, kRowsInPlace, {"in place", "packed", "packed by blocks"});
    add("ahead", "whether the next panel is asked for while this one is used", {0, 1}, 0, {"no", "yes"});
    add("prefetch", "elements along the depth that columns are asked for before their use", {0, 32, 64, 128, 256}, 0);
    bool hasEpilogue = llvm::any_of(parts.kernel.getComputations(), [&](kernel::Computation op) {
      return !llvm::is_contained(parts.anchors, op) && parts.anchor()->isBeforeInBlock(op);
    });
    add("epilogue", "where the computations that read the sums run",
        hasEpilogue ? std::vector<int64_t>{0, 1} : std::vector<int64_t>{0}, 0, {"on registers", "apart"});
  }

  /// Equal parts of `extent`, multiples of `step`; 0 for the whole.
  static std::vector<int64_t> equalParts(int64_t extent, int64_t step) {
    std::vector<int64_t> sizes = {0};
    for (int64_t count : {2, 3, 4, 5, 6, 8, 12, 16, 24, 32})
      if (int64_t size = llvm::alignTo(llvm::divideCeil(extent, count), step); size < extent && size >= 64)
        sizes.push_back(size);
    return sizes;
  }

  void addLoops() {
    SmallVector<StringRef> shared = c->others;
    shared.append({c->rows, c->columns});
    for (StringRef dim : shared)
      if (!dim.empty())
        add(knobOf("threads", dim), ("parts of " + dim + ", one a thread").str(), teamParts(c->threads, c->extent(dim)),
            1);
    if (!c->rows.empty())
      add(knobOf("block", c->rows), "rows of a block, in register tiles; 0: all",
          upTo(c->extent(c->rows), {0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128}));
    add(knobOf("block", c->columns), "columns of a block, in register tiles; 0: all",
        upTo(llvm::divideCeil(c->extent(c->columns), c->lanes()), {0, 1, 2, 4, 8, 16, 32, 64, 128}));
    std::vector<int64_t> depths = equalParts(c->extent(c->depth), 16);
    // Columns in place that few rows pass may be read in the order of memory.
    if (!isWeight() && c->extent(c->rows) <= kMostRowsInOrder &&
        parts.isContiguous(parts.anchor(), parts.columns, c->columns))
      depths.insert(depths.end(), {8, 16, 32});
    add(knobOf("block", c->depth), "depth of a block, in elements; 0: all", upTo(c->extent(c->depth) - 1, depths));
    add("order", "loops over blocks, outermost first", {0, 1, 2, 3, 4, 5}, 0, orderNames());
  }

  std::vector<std::string> orderNames() {
    StringRef names[] = {c->rows, c->columns, c->depth};
    std::vector<std::string> words;
    for (int64_t value = 0; value < 6; ++value) {
      std::string &word = words.emplace_back();
      for (int number : Contraction::orderOf(value))
        if (!names[number].empty())
          word += (word.empty() ? "" : " ") + names[number].str();
    }
    return words;
  }

  void constrain(std::string name, std::string reason, std::function<bool(const Point &)> holds) {
    space.constraints.push_back({std::move(name), std::move(reason), std::move(holds)});
  }

  void addConstraints() {
    constrainSums();
    constrainBlocks();
    constrain("team-is-not-exceeded", "each part needs a thread of its own", [c = c](const Point &point) {
      int64_t parts = 1;
      for (StringRef dim : c->parts.dims)
        parts *= point.get(knobOf("threads", dim), 1);
      return parts <= c->threads;
    });
    bool isBesideAnother = parts.isContiguous(parts.anchor(), parts.columns, c->columns);
    constrain("lanes-read-neighbours", "values that do not lie side by side are loaded one by one",
              [isBesideAnother](const Point &point) {
                return isBesideAnother || isAlongDepth(point) || point.get("columns", 0) != kColumnsInPlace;
              });
  }

  static bool isAlongDepth(const Point &point) { return point.get("lanes", 0) == kLanesAlongDepth; }

  /// Registers of sums, as many as there are and enough of them.
  void constrainSums() {
    std::string rows = knobOf("tile", c->rows), columns = knobOf("tile", c->columns);
    int64_t lanes = c->lanes(), most = parts.registerCount();
    // A column of sums is a vector of them, or one where the lanes are parts of it.
    auto columnsOf = [=](const Point &point) {
      int64_t count = point.get(columns, 1);
      return isAlongDepth(point) ? count : int64_t(llvm::divideCeil(count, lanes));
    };
    constrain("tiles-fit-registers", "sums that do not fit are stored and loaded in the hot loop",
              [=](const Point &point) { return (point.get(rows, 1) + 1) * columnsOf(point) < most; });
    int64_t fewest =
        std::min(kFewestSums, c->extent(c->rows) * int64_t(llvm::divideCeil(c->extent(c->columns), lanes)));
    constrain("sums-hide-latency", "fewer than four chains of additions wait for one another",
              [=](const Point &point) { return point.get(rows, 1) * columnsOf(point) >= fewest; });
  }

  void constrainBlocks() {
    std::string rows = knobOf("block", c->rows), columns = knobOf("block", c->columns),
                depth = knobOf("block", c->depth);
    constrain("rows-have-blocks", "there are blocks of rows to pack, outside all others", [=](const Point &point) {
      return point.get("rows", 0) != kRowsPackedByBlocks ||
             (point.get(rows, 0) && point.get("columns", 0) != kColumnsPanels && point.get("order", 0) < 2);
    });
    constrain("panels-see-all-rows", "rows in blocks would pack every panel once a block", [=](const Point &point) {
      return point.get("columns", 0) != kColumnsPanels || (!point.get(rows, 0) && !point.get(columns, 0));
    });
    if (llvm::any_of(c->instructions, [&](const device::Instruction *with) { return parts.shift(with); }))
      constrain("shifts-see-the-whole-depth",
                "what takes a shift of the rows back is a sum over all of a packed column",
                [=](const Point &point) { return point.get("columns", 0) < kColumnsPacked || !point.get(depth, 0); });
  }

  std::shared_ptr<Contraction> c;
  KernelParts &parts;
  target::Space space;
};
} // namespace

target::Space cpu::contractionSpace(kernel::KernelOp kernel, const device::Device &device, int64_t threads) {
  return KnobBuilder(kernel, device, threads).build();
}

target::Space cpu::space(kernel::KernelOp kernel, const device::Device &device, int64_t threads) {
  schedule::TreeAttr standard = defaultSchedule(kernel, device, threads);
  KernelParts parts(kernel, device);
  if (Contraction::fits(parts)) {
    target::Space space = contractionSpace(kernel, device, threads);
    if (std::optional<Point> point = space.pointOf(standard)) {
      space.admit(*point);
      return space;
    }
  }
  if (std::optional<target::Space> space = expandedSpace(kernel, device, threads))
    if (std::optional<Point> point = space->pointOf(standard)) {
      space->admit(*point);
      return std::move(*space);
    }
  return fieldSpace(kernel, device, threads, standard);
}
