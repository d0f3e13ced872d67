// The loop nest of a schedule in the making; see tile-bands in Passes.td.
//
// Computations without `attach` are the anchors: they share the bands and one register tile. The others run around
// them: on the register tile, once a tile of a band, or outside all bands. TileBands.cpp builds the loops,
// BandStages.cpp what they stage and ask for ahead, BandComputations.cpp the computations inside, BandSpans.cpp what
// masks leave of a dimension, BandParts.cpp softmax in parts.
#ifndef AICC_PASSES_TILE_BANDTILER_H
#define AICC_PASSES_TILE_BANDTILER_H

#include "dialects/Schedule/Schedule.h"
#include "passes/Tile/Ahead.h"
#include "passes/Tile/MaskSteps.h"
#include "passes/Tile/Parts.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace aicc::tile {
/// A buffer that replaces a computation's full-size result inside the nest.
struct Kept {
  mlir::Value buffer;
  llvm::SmallVector<mlir::Value> origin; ///< first index of the box in each of the result's dimensions
  schedule::LayoutAttr layout;           ///< null: row-major
  mlir::Value part = {}; ///< the buffer's first index, of a result that is kept part by part; may be null
  bool isByLane = false; ///< the buffer's last index is the lane: each lane's result is kept
};

/// An operand whose next box is asked for while the loops inside its band run.
struct Ahead {
  mlir::Value source;
  llvm::SmallVector<llvm::StringRef> dims; ///< of the source
  Box box;
  size_t loops; ///< around the box
  bool isNear;  ///< whether it goes to the first level of cache
};

/// Rows of a buffer that are asked for.
struct Rows {
  int64_t count, dim; ///< along dimension number `dim` of the buffer
  int64_t columns;    ///< elements of each
};

/// A map that fills a staged panel at the head of its band.
struct Expanding {
  kernel::TileOp tile;
  Box box;
  size_t loops; ///< around the panel
};

/// A part of what a mask leaves of a box.
struct MaskPart {
  Box box;
  bool isClear; ///< the mask hides none of its points
};

/// One function, whose tiles over the whole iteration space become a nest of bands.
class BandTiler {
public:
  BandTiler(mlir::func::FuncOp function, schedule::TreeAttr schedule)
      : function(function), schedule(schedule), builder(function.getContext()),
        tiles(function.getBody().front().getOps<kernel::TileOp>()) {}
  /// Replaces the tiles of the function by the nest.
  void run();

private:
  /// Where everything comes from.
  mlir::Location loc() { return function.getLoc(); }
  /// A constant index.
  mlir::Value index(int64_t value) { return mlir::arith::ConstantIndexOp::create(builder, loc(), value); }
  /// The inner band of `tile`'s computation.
  schedule::ComputationAttr inner(kernel::TileOp tile) { return schedule.computation(tile.getName()); }
  /// Where `tile` is attached: a band's name, `registers`, `step`, `root`, or empty for an anchor.
  llvm::StringRef placeOf(kernel::TileOp tile) {
    return inner(tile).getAttach() ? inner(tile).getAttach().getValue() : "";
  }
  /// True where `tile` shares the bands and one register tile.
  bool isAnchor(kernel::TileOp tile) { return placeOf(tile).empty(); }
  /// True where no anchor stands before `tile`.
  bool isBeforeAnchors(kernel::TileOp tile);
  /// The kernel's whole iteration space.
  Box wholeBox();
  /// Emits band number `number` and all inside it for `box`.
  void emitBand(unsigned number, Box box);
  /// The dimensions that `band` cuts: those its order does not name first, then in its order.
  llvm::SmallVector<llvm::StringRef> loopOrder(schedule::BandAttr band, const Box &box);
  /// Goes on inside the parallel runs of `band`, whose tile `box` becomes.
  void enterParallel(schedule::BandAttr band, Box &box);
  /// Goes on inside `count` runs over `resource`; returns the run's number.
  mlir::Value beginParallel(mlir::StringAttr resource, int64_t count);
  /// Goes on inside the loops of `band`, whose tile `box` becomes.
  void enterLoops(schedule::BandAttr band, Box &box);
  /// Goes on inside a loop over dimension `name` in tiles of `size`.
  mlir::scf::ForOp enterLoop(Box &box, llvm::StringRef name, int64_t size);
  /// The tile of computation `name`, or null.
  kernel::TileOp findTile(llvm::StringRef name);
  /// Runs apart from the bands, split over the outermost parallel resource along its longest outer dimension.
  void emitRoot(kernel::TileOp tile);
  /// Goes on inside the runs that share out the longest dimension of the result of `tile`, by whole register tiles of
  /// it and of `others`, and by whole tiles of `bands`: edges are where a dimension ends, not between runs.
  void splitRoot(kernel::TileOp tile, schedule::BandAttr band, Box &box, llvm::ArrayRef<kernel::TileOp> others = {},
                 llvm::ArrayRef<schedule::BandAttr> bands = {});

  //===-- Stages: BandStages.cpp --===//

  /// Keeps a result, or marks where an operand is packed, as `stage` of `band` says.
  void emitStage(schedule::BandAttr band, schedule::StageAttr stage, const Box &box);
  /// True where `buffer` is the kernel's operand `name`.
  bool isArgument(mlir::Value buffer, llvm::StringRef name);
  /// Marks the box of an input that is packed for what follows.
  void markStage(schedule::BandAttr band, schedule::StageAttr stage, kernel::TileOp tile, unsigned input,
                 const Box &box);
  /// The number of reduced elements that the innermost loop of `tile` walks over at most.
  int64_t depthOf(kernel::TileOp tile, const Box &box);
  /// What the anchors' operands ask for while the first of them, and siblings in the same loop, run.
  void emitAheads(const Box &box);
  /// The layout of prepacked operand `input` where its stage asks ahead, or null.
  schedule::LayoutAttr aheadLayout(mlir::Value input);
  /// True where input number `input` of `tile` is indexed by dimension `name`.
  static bool hasDim(kernel::TileOp tile, unsigned input, llvm::StringRef name);
  /// The number of loops down to the innermost one over a dimension of the operand.
  size_t loopsAround(kernel::TileOp tile, unsigned input);
  /// The rows of the source's next box.
  void emitAheadOfSource(const Ahead &ahead, int64_t depth);
  /// Marks that the tile that follows asks for part `part` of `parts` of `rows` from `start` on, in its iterations over at
  /// most `depth` reduced elements.
  void markAhead(mlir::Value source, llvm::ArrayRef<mlir::Value> start, Rows rows, mlir::Value part, int64_t parts,
                 int64_t depth, bool isNear);
  /// The dimension that `tile` reduces along the lanes, empty where there is none.
  llvm::StringRef reducedAlongLanes(kernel::TileOp tile);
  /// Of `tile`, reduced along the lanes: the rows as many as its schedule says ahead of those that `box` reads.
  void emitAheadOfRows(kernel::TileOp tile, const Box &box);
  /// The panel of a prepacked operand that follows `box` when the loops number 0 to `around` go on; it lies in one
  /// piece.
  void emitAheadOfPanel(kernel::TileOp tile, unsigned input, schedule::LayoutAttr layout, const Box &box, size_t around,
                        int64_t depth);
  /// Partial or intermediate results of `producer` are kept in a buffer of the band's box.
  void keepResult(llvm::StringRef level, schedule::LayoutAttr layout, kernel::TileOp producer, const Box &box);
  /// True where a band keeps the result of `tile`.
  bool isStaged(kernel::TileOp tile);
  /// True where `tile` is a map in a band that no stage keeps: where walks read it, they compute it anew.
  bool isComputedAnew(kernel::TileOp tile);
  /// What `tile` reads and by which accesses; where it reads a map that is computed anew point by point, what that
  /// reads, too.
  llvm::SmallVector<std::pair<mlir::Value, mlir::AffineMap>> sourcesOf(kernel::TileOp tile);
  /// True where a tile behind `place` reads `buffer`, itself or by a map that it computes anew.
  bool isReadBehind(kernel::TileOp place, mlir::Value buffer);
  /// The buffer at `level` of a result that `producer`, a map attached to the same band, is the last to read, point by
  /// point: it may write its own `result`, of `type`, over it. Null where there is none.
  mlir::Value bufferToReuse(kernel::TileOp producer, const Kept &result, mlir::MemRefType type, llvm::StringRef level,
                            const Box &box);

  //===-- Spans: BandSpans.cpp --===//

  /// Finds the mask of the kernel, where its tiles can leave out what that hides.
  void findMask();
  /// Leaves, in the box of `tile`, what the mask does not hide from all of its rows.
  void clip(Box &box, kernel::TileOp tile);
  /// Leaves, in `box`, which `clip` or a loop has cut for a register tile of `tile`, what the mask does not hide behind
  /// the last point that its rows see, where `tile` reduces the dimension. Only where all tiles have as many rows.
  void tighten(Box &box, kernel::TileOp tile);
  /// True where all tiles that the mask covers have equal register tiles along the dimensions that its bounds depend
  /// on: what one of them leaves out none of the others reads.
  bool rowTilesAgree();
  /// What the mask leaves for `tile` ends at a multiple of it: of what is summed up a group of packed operands, or any
  /// element, of all else whole vectors.
  int64_t stepOf(kernel::TileOp tile);
  /// The anchor with the least of them: what it leaves out none of the others may read.
  kernel::TileOp finestAnchor();
  /// True where the mask covers all anchors.
  bool areMasked();
  /// Leaves, in the box of the anchors, what the mask does not hide from all of its rows, where it covers all of them.
  void clipAnchors(Box &box);
  /// What the readers of `source` read along its dimension number `dim`, `name`, in `box` at the head of `band`.
  Span stagedSpan(schedule::BandAttr band, mlir::Value source, unsigned dim, llvm::StringRef name, const Box &box);
  /// True where all that reads input `source` along its dimension number `dim` reads what the mask leaves of it.
  bool isReadUnderMask(mlir::Value source, unsigned dim);
  /// True where nothing inside `band` goes over what the mask hides in front of the first point that it leaves.
  bool beginsWithMask(schedule::BandAttr band);
  /// Where the part of `span`, which no band has cut, between `begin` and `end` begins and ends; null: where it does.
  std::pair<mlir::Value, mlir::Value> partBetween(const Span &span, mlir::Value begin, mlir::Value end);
  /// Where what the mask leaves of `box` ends, rounded up to a multiple of `multiple`; null: nowhere but at the extent.
  mlir::Value visibleEnd(const Box &box, int64_t multiple);
  /// Where it begins, rounded down to the alignment; null: at 0.
  mlir::Value visibleBegin(const Box &box);
  /// The parts, in order, of `box`, which `clip` has cut for `tile`: where some row may not see all, where every row
  /// does. The latter is a multiple of `multiple` long.
  llvm::SmallVector<MaskPart> maskParts(const Box &box, kernel::TileOp tile, int64_t multiple);
  /// The first multiple of `multiple` from which on (`isUpper`: the last one below which) `bounds` hide nothing from
  /// any row of `box`; null where it is not known, `none` where there are no bounds.
  mlir::Value clearFrom(llvm::ArrayRef<kernel::LinearIndex> bounds, const Box &box, bool isUpper, int64_t multiple,
                        mlir::Value none);
  /// The strictest of `bounds` that can be computed in `box`, or null: positions are below it (`isUpper`) or not below
  /// it.
  mlir::Value strictest(llvm::ArrayRef<kernel::LinearIndex> bounds, const Box &box, bool isUpper);
  /// The largest (`isLargest`) or the smallest value of `bound` for the points of `box`, or null where it is not one
  /// number.
  mlir::Value valueOf(const kernel::LinearIndex &bound, const Box &box, bool isLargest);
  /// The element of input `number` of the mask's tile that all of `box` reads, as an index, or null.
  mlir::Value elementOf(unsigned number, const Box &box);

  //===-- Parts: BandParts.cpp --===//

  /// Finds what is reduced in parts, and makes buffers for all parts of it.
  void findParts();
  /// True where `tile` reads what is reduced in parts when its parts are one.
  bool readsParts(kernel::TileOp tile);
  /// Goes on inside the loop over the parts that the mask leaves, or this run's share of them.
  void enterParts(Box &box);
  /// Numbers of the first part that the mask does not hide from all of `box`, and of the one behind the last.
  std::pair<mlir::Value, mlir::Value> visibleParts(const Box &box);
  /// Goes on inside the runs and loops in which `merged` are made of parts. They cut the rows as those around the parts
  /// do: each box lies in one of theirs, so that it finds all parts that its rows see. No others have been written.
  void enterMerge(llvm::ArrayRef<kernel::TileOp> merged, Box &box);
  /// Makes all parts one, where each reduction without parts would have written, and runs `readers`, attached to root.
  void emitMerge(llvm::ArrayRef<kernel::TileOp> readers);
  /// What the sums of each part are multiplied by, in a buffer that has the part first.
  mlir::Value emitFactors(Box box);
  /// The result of `sum` from all of its parts, multiplied by `factors`; null: the maximum.
  void mergeParts(kernel::TileOp sum, mlir::Value factors, const Box &box);
  /// Emits, in loops of its own for `box`, what `tile` computes by `kind` in place of its own: its result's dimensions, behind
  /// that of the parts. `operands` are what is read, each with the tile's or another one's access, and whether the part leads.
  struct PartOperand {
    mlir::Value buffer;
    kernel::TileOp tile; ///< whose access number `number` it is read by
    unsigned number;
    bool hasPart;
  };
  using PartBody = llvm::function_ref<mlir::Value(mlir::OpBuilder &, mlir::ValueRange)>;
  void emitOnParts(kernel::TileOp tile, kernel::Kind kind, llvm::ArrayRef<PartOperand> operands, PartOperand output, Box box,
                   PartBody body);
  /// How `operand` is read or written over `names`, the first of which is the part.
  mlir::AffineMap accessOnParts(const PartOperand &operand, llvm::ArrayRef<llvm::StringRef> names);
  /// What takes two parts together: the maximum's own combiner, or a sum.
  kernel::CombinerAttr combinerOfParts(kernel::TileOp tile);
  /// What the shift is made of beside the maximum, its own part's maximum, and the maximum of all.
  llvm::SmallVector<PartOperand> factorOperands(kernel::TileOp shift, kernel::TileOp maximum);
  /// `factor`, or 0 where the part with the maximum `ownMaximum` sees nothing: it adds nothing, however little all others see.
  mlir::Value unlessEmpty(mlir::OpBuilder &at, mlir::Value ownMaximum, mlir::Value factor);

  //===-- Walks: BandWalks.cpp --===//

  /// How many of `rest`, which are attached to one band in this order, go through one loop: maps around a reduction
  /// along the lanes whose register tiles are equal, none of which needs what another one has reduced.
  size_t walkLength(llvm::ArrayRef<kernel::TileOp> rest);
  /// True where `tile` can share the loop of `others`, which come before it.
  bool joinsWalk(kernel::TileOp tile, llvm::ArrayRef<kernel::TileOp> others);
  /// `attached`, which are attached to one band, by the loops that they go through. Maps that are in no memory are in
  /// front of every walk that reads them.
  llvm::SmallVector<llvm::SmallVector<kernel::TileOp>> walksOf(llvm::ArrayRef<kernel::TileOp> attached);
  /// True where no stage keeps the result of `map`, one of a walk, and only walks of `walks` read it, each of which can
  /// compute it anew.
  bool isInWalksOnly(kernel::TileOp map, llvm::ArrayRef<llvm::SmallVector<kernel::TileOp>> walks);
  /// Emits `walk` for `box`, in the register loops of its reduction.
  void emitWalk(llvm::ArrayRef<kernel::TileOp> walk, Box box);
  /// Emits the tiles of `walk` for `part`, a register tile.
  void emitWalkTiles(llvm::ArrayRef<kernel::TileOp> walk, const MaskPart &part);
  /// True where `walk` can go through the scores of each register tile of `contraction`, right behind it.
  bool followsTiles(llvm::ArrayRef<kernel::TileOp> walk, kernel::TileOp contraction);
  /// Emits `contraction` for `box`, and `walk` behind each of its register tiles.
  void emitFollowed(kernel::TileOp contraction, llvm::ArrayRef<kernel::TileOp> walk, Box box);
  /// Goes on where a row of `box`, a register tile, sees a key of it, if each register tile leaves out what its rows do
  /// not see.
  void skipHidden(const Box &box);
  /// Keeps the results of the reductions of `walk` in `box` lane by lane from here on, and lets them begin there.
  /// Returns what has been kept of each.
  llvm::SmallVector<Kept> keepByLane(llvm::ArrayRef<kernel::TileOp> walk, const Box &box);
  /// Emits the reductions of `walk` for nothing of the dimension that they reduce.
  void emitEmpty(llvm::ArrayRef<kernel::TileOp> walk, Box box);
  /// Reduces the lanes that are kept of the result of `tile` to `whole`, which is kept of it then.
  void joinLanes(kernel::TileOp tile, const Kept &whole, Box box);
  /// The innermost dimension of the result of `tile` along which `box` has neighbours.
  static llvm::StringRef longRowsOf(kernel::TileOp tile, const Box &box);
  /// A tile that reduces what is kept lane by lane of the result of `tile`.
  kernel::TileOp laneReduction(kernel::TileOp tile);

  //===-- Computations: BandComputations.cpp --===//

  /// The dimensions of the result of `tile`, outermost first.
  static llvm::SmallVector<llvm::StringRef> resultDims(kernel::TileOp tile);
  /// Reductions that the box holds a part of only are complete in the last part.
  mlir::Value reductionTest(kernel::TileOp tile, const Box &box, bool isLast);
  /// Emits `tile` for `box`, with operands and results rewired to what is kept closer.
  kernel::TileOp emitTile(kernel::TileOp tile, const Box &box);
  /// Takes the mask, if `copy`, a copy of `tile`, holds it, from where it hides nothing.
  void removeMask(kernel::TileOp copy);
  /// The tile that writes `buffer`, or null.
  kernel::TileOp producerOf(mlir::Value buffer);
  /// Lets `buffer`, read or written through `map`, be what is kept of the result of `producer`, if anything is.
  void rewire(kernel::TileOp producer, mlir::Value &buffer, mlir::AffineMap &map,
              llvm::SmallVectorImpl<mlir::Value> &symbols);
  /// True where an anchor stands before `tile`.
  bool readsAnchor(kernel::TileOp tile);
  /// Computations attached to the band `name`: producers before the nested bands, consumers behind them.
  void emitAttached(llvm::StringRef name, const Box &box, bool producers);
  /// Runs `emit` where every reduction that feeds `tile` is complete.
  template <typename Emit> void guarded(kernel::TileOp tile, const Box &box, Emit emit) {
    mlir::OpBuilder::InsertionGuard guard(builder);
    enterComplete(tile, box);
    emit();
  }
  /// The anchors whose results `tile` is made of, directly or through others.
  void collectAnchors(kernel::TileOp tile, llvm::SmallSetVector<mlir::Operation *, 4> &anchors);
  /// True where `tile` is made of anchors' results, directly or through others.
  bool readsAnchors(kernel::TileOp tile);
  /// Goes on where every reduction that feeds `readers` is complete.
  void enterComplete(llvm::ArrayRef<kernel::TileOp> readers, const Box &box);
  /// Loops over the register tile of `tile`, in the order in which the tile names the dimensions; those that it does
  /// not name come last.
  void enterRegisterLoops(kernel::TileOp tile, Box &box);
  /// Goes on inside a loop over register tiles of one dimension, unless one tile holds it.
  void enterRegisterLoop(Box &box, llvm::StringRef name, int64_t size);
  /// Emits `tile` for `box` in loops of its own, and returns what stands in them.
  kernel::TileOp emitOwnLoops(kernel::TileOp tile, Box box);
  /// Emits one register tile of the anchors and all that is attached to it.
  void emitRegisterTiles(Box box);
  /// Readers of sums run under one condition, since results in registers pass between them.
  void emitReaders(llvm::SmallVectorImpl<kernel::TileOp> &readers, const Box &box);
  /// True where the anchors reduce dimension `name`.
  bool isReducedByAnchors(llvm::StringRef name);
  /// True where `tile` is a map over a dimension that the anchors reduce, of which their register tile holds all of the
  /// band's part.
  bool feedsSums(kernel::TileOp tile);
  /// Emits `feeders`, maps of that kind, in loops over their register tiles along what the anchors reduce.
  void emitFeeders(llvm::SmallVectorImpl<kernel::TileOp> &feeders, Box box);
  /// True where the same register tile reads the result of `producer`, and nothing but `among` does.
  bool passesOn(kernel::TileOp producer, llvm::ArrayRef<kernel::TileOp> among);
  /// Emits `tile` on a register tile. What is read there, by tiles of `among` alone, and kept nowhere else, stays in
  /// registers.
  void emitOnRegisters(kernel::TileOp tile, const Box &box, llvm::ArrayRef<kernel::TileOp> among);

  mlir::func::FuncOp function;
  schedule::TreeAttr schedule;
  mlir::OpBuilder builder;
  llvm::SmallVector<kernel::TileOp> tiles;
  llvm::MapVector<llvm::StringRef, Kept> kept;
  llvm::SmallVector<NestLoop> loops;         ///< around the insertion point, parallel ones left out
  llvm::SmallVector<Expanding> expandings;   ///< of the bands around the insertion point
  llvm::SmallVector<Ahead> aheads;           ///< of the bands around the insertion point
  std::optional<kernel::MaskSpan> mask;      ///< of the kernel
  int64_t registerBits = 0;                  ///< of a vector register of the kernel's device; 0: not known
  int64_t walks = 0;                         ///< that have been emitted
  llvm::DenseSet<mlir::Operation *> inWalks; ///< maps that are in no memory
  std::optional<Parts> parts;                ///< of the kernel
  llvm::MapVector<llvm::StringRef, mlir::Value> partBuffers; ///< of all parts, by the name of what is reduced in them
  std::pair<mlir::Value, int64_t> share = {}; ///< this run's number among those that share the parts, of how many
  MaskSteps steps;                           ///< along the mask's dimension
  bool isTight = false;                      ///< every register tile leaves out what the mask hides behind its last key
};
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_BANDTILER_H
