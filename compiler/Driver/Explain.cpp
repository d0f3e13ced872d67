// Collects explanations; see Explain.h, and ExplainText.cpp for how they are printed.
#include "compiler/Driver/Explain.h"
#include "passes/Schedule/Nest.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::driver;
using kernel::Computation;
using kernel::Kind;
using schedule::Nest;

template <typename T> static std::string textOf(T value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

//===-- Kernels in words ----------------------------------------------------------------------------------------===//

/// `expr` with the dimensions' names: "k floordiv 32".
static std::string exprText(AffineExpr expr, ArrayRef<StringRef> names) {
  std::string text = textOf(expr), result;
  for (size_t at = 0; at < text.size();) {
    bool isDim = text[at] == 'd' && at + 1 < text.size() && llvm::isDigit(text[at + 1]);
    if (!isDim) {
      result += text[at++];
      continue;
    }
    unsigned long long number = 0;
    StringRef rest = StringRef(text).drop_front(at + 1);
    (void)rest.consumeInteger(10, number);
    result += names[number];
    at = text.size() - rest.size();
  }
  return result;
}

/// "arg0[m, k floordiv 32]".
static std::string accessText(const Nest &nest, Computation op, Value value, AffineMap map) {
  SmallVector<StringRef> names = op.getDimNames();
  auto parts = llvm::map_range(map.getResults(), [&](AffineExpr expr) { return exprText(expr, names); });
  return nest.name(value) + "[" + llvm::join(parts, ", ") + "]";
}

/// "addf, mulf": the operations of a body.
static std::string bodyText(Computation op) {
  SmallVector<StringRef> names;
  for (Operation &inner : op.getBodyOrNull()->without_terminator())
    if (!isa<arith::ConstantOp>(inner))
      names.push_back(inner.getName().stripDialect());
  return names.empty() ? "move" : llvm::join(names, ", ");
}

static std::string computationText(const Nest &nest, Computation op) {
  std::vector<std::string> inputs;
  auto contraction = dyn_cast<kernel::ContractOp>(op.getOperation());
  for (auto [number, value] : llvm::enumerate(op->getOperands()))
    inputs.push_back((contraction && contraction.isUnsigned(number) ? "unsigned " : "") +
                     accessText(nest, op, value, op.getAccess(number)));
  std::string result = accessText(nest, op, op->getResult(0), op.getResultAccess());
  std::string type = textOf(getElementTypeOrSelf(op->getResult(0)));
  switch (op.getKind()) {
  case Kind::Contract:
    return result + " " + type + " = sum of " + llvm::join(inputs, " * ");
  case Kind::Map:
    return result + " " + type + " = " + bodyText(op) + " of " + llvm::join(inputs, ", ");
  case Kind::Reduce:
    return result + " " + type + " = " +
           stringifyCombiner(cast<kernel::ReduceOp>(op.getOperation()).getCombiner()).str() + " over " +
           llvm::join(schedule::reducedDims(op), ", ") + " of " + llvm::join(inputs, ", ");
  }
  return result;
}

static std::vector<std::string> operandTexts(kernel::KernelOp kernel) {
  std::vector<std::string> texts;
  for (BlockArgument argument : kernel.getBody().getArguments()) {
    bool isWeight = !!kernel.getArgAttr(argument.getArgNumber(), kernel::kWeightAttr);
    texts.push_back(kernel::operandName(argument.getArgNumber()) + ": " + textOf(argument.getType()) +
                    (isWeight ? ", weight" : ""));
  }
  return texts;
}

static std::vector<std::string> dimTexts(kernel::KernelOp kernel) {
  std::vector<std::string> texts;
  for (auto dim : kernel.getDims().getAsRange<kernel::DimAttr>())
    texts.push_back(dim.getName().str() + " = " + std::to_string(dim.getMax()));
  return texts;
}

//===-- Regions -------------------------------------------------------------------------------------------------===//

/// True where a contraction of the kernel depends on `op`'s result.
static bool feedsContraction(Computation op) {
  for (Operation *user : op->getResult(0).getUsers()) {
    auto reader = dyn_cast<Computation>(user);
    if (reader && (reader.getKind() == Kind::Contract || feedsContraction(reader)))
      return true;
  }
  return false;
}

/// True where a contraction of the kernel depends on another one (attention).
static bool isChain(kernel::KernelOp kernel) {
  return llvm::any_of(kernel.getComputations(),
                      [](Computation op) { return op.getKind() == Kind::Contract && feedsContraction(op); });
}

static std::string quotedList(ArrayRef<StringRef> names) {
  return llvm::join(llvm::map_range(names, [](StringRef name) { return "\"" + name.str() + "\""; }), ", ");
}

/// What the kernel holds beside its contraction, and why that saves traffic.
static void explainInside(kernel::KernelOp kernel, std::vector<std::string> &decisions) {
  SmallVector<StringRef> contractions, prologue, epilogue;
  for (Computation op : kernel.getComputations())
    (op.getKind() == Kind::Contract ? contractions : feedsContraction(op) ? prologue : epilogue)
        .push_back(op.getLabel());
  if (contractions.empty()) {
    decisions.push_back("no contraction: " + quotedList(epilogue) + " is a kernel of its own");
    return;
  }
  if (isChain(kernel)) {
    decisions.push_back("chain " + quotedList(contractions) + ": one reads the other through " + quotedList(prologue) +
                        ", so what lies between stays near, a few rows at a time");
    prologue.clear();
  } else if (contractions.size() > 1)
    decisions.push_back("siblings " + quotedList(contractions) +
                        ": they share an operand and a reader, so the operand is read once");
  if (!prologue.empty())
    decisions.push_back("prologue " + quotedList(prologue) +
                        ": it expands what it reads, so the expansion never reaches memory");
  if (!epilogue.empty())
    decisions.push_back("epilogue " + quotedList(epilogue) +
                        ": the only reader, point by point, so the result stays in registers");
}

/// True where `next` reads `value` as an operand of a contraction.
static bool isContracted(kernel::CallOp next, Value value) {
  auto kernel = SymbolTable::lookupNearestSymbolFrom<kernel::KernelOp>(next, next.getCalleeAttr());
  for (auto [input, argument] : llvm::zip(next.getInputs(), kernel.getBody().getArguments()))
    for (Operation *user : argument.getUsers()) {
      auto op = dyn_cast<Computation>(user);
      if (input == value && op && (op.getKind() == Kind::Contract || feedsContraction(op)))
        return true;
    }
  return false;
}

/// What `choose-regions` noted about the kernel's operations.
static std::vector<graph::RegionChoice> choicesOf(kernel::KernelOp kernel) {
  std::vector<graph::RegionChoice> choices;
  if (auto made = kernel->getAttrOfType<ArrayAttr>(graph::kChoicesAttr))
    for (Attribute attr : made)
      if (std::optional<graph::RegionChoice> choice = graph::RegionChoice::fromAttr(attr))
        choices.push_back(std::move(*choice));
  return choices;
}

static bool isApart(kernel::KernelOp kernel, ArrayRef<StringRef> roles) {
  return llvm::any_of(choicesOf(kernel), [&](const graph::RegionChoice &choice) {
    return !choice.isFused && llvm::is_contained(roles, StringRef(choice.role));
  });
}

/// True where `call` and `next`, which reads its result, might be one kernel, but are predicted to be faster apart.
static bool isChosenApart(kernel::CallOp call, kernel::CallOp next) {
  auto maker = SymbolTable::lookupNearestSymbolFrom<kernel::KernelOp>(call, call.getCalleeAttr());
  auto reader = SymbolTable::lookupNearestSymbolFrom<kernel::KernelOp>(next, next.getCalleeAttr());
  return isApart(maker, {"prologue", "sibling"}) || isApart(reader, {"epilogue"});
}

/// Why the region ends where it does, for one reader of its result, which it reads as `value`.
static std::string boundary(kernel::CallOp call, Operation *reader, Value value) {
  if (isa<func::ReturnOp>(reader))
    return "ends here: the result is returned";
  auto next = dyn_cast<kernel::CallOp>(reader);
  if (!next)
    return "ends here: " + reader->getName().getStringRef().str() + " reads the result through the general path";
  std::string who = "ends here: kernel @" + next.getCallee().str() + " reads the result";
  if (isChosenApart(call, next))
    return who + "; apart they are predicted to be faster";
  if (isContracted(next, value))
    return who + " in a contraction, which needs it finished";
  return who + (call.getResults().front().hasOneUse() ? ", but not point by point" : " and is not the only reader");
}

static void explainBoundaries(ModuleOp module, kernel::KernelOp kernel, std::vector<std::string> &decisions) {
  std::vector<std::string> texts;
  module.walk([&](kernel::CallOp call) {
    if (call.getCallee() != kernel.getSymName())
      return;
    for (Value result : call.getResults())
      for (Operation *user : result.getUsers()) {
        Operation *reader = user;
        Value value = result;
        for (; isa<tensor::CollapseShapeOp, tensor::ExpandShapeOp>(reader) && reader->hasOneUse();
             reader = *reader->user_begin())
          value = reader->getResult(0);
        texts.push_back(boundary(call, reader, value));
      }
  });
  for (const std::string &text : texts)
    if (!llvm::is_contained(decisions, text))
      decisions.push_back(text);
}

//===-- Schedules -----------------------------------------------------------------------------------------------===//

/// "m 6, n 64".
static std::string tileText(schedule::TileAttr tile) {
  std::vector<std::string> parts;
  for (auto [dim, size] : llvm::zip(tile.getDims(), tile.getSizes()))
    parts.push_back(dim.str() + " " + std::to_string(size));
  return parts.empty() ? "-" : llvm::join(parts, ", ");
}

static std::string stageText(const Nest &nest, int band, schedule::StageAttr stage) {
  std::string text = stage.getOperand().str() + " " + stringifyHow(stage.getHow()).str();
  if (schedule::LayoutAttr layout = stage.getLayout()) {
    auto outer = llvm::map_range(layout.getOuter(), [](StringAttr dim) { return dim.str(); });
    text += " [" + llvm::join(outer, ", ") + "]";
    if (!layout.getBlock().getDims().empty())
      text += " in blocks of " + tileText(layout.getBlock());
    if (layout.getSwizzle())
      text += " swizzled over " + std::to_string(layout.getSwizzle());
  }
  if (stage.getType())
    text += " as " + textOf(stage.getType());
  bool isCopied = stage.getHow() == schedule::How::Packed || stage.getHow() == schedule::How::Async;
  if (stage.getBuffers() > 1)
    text += ", " + std::to_string(stage.getBuffers()) + " buffers of " + std::to_string(nest.bufferBytes({band, stage})) + " bytes";
  else if (isCopied)
    text += ", " + std::to_string(nest.bufferBytes({band, stage})) + " bytes";
  return text;
}

static ScheduleRow bandRow(const Nest &nest, int band) {
  schedule::BandAttr attr = nest.bands()[band];
  ScheduleRow row = {attr.getName().str(), tileText(attr.getTile()), "-"};
  if (attr.getParallel())
    row.band += " (" + std::to_string(nest.tasks(band)) + ")";
  std::vector<std::string> stages;
  if (attr.getRaster() > 1)
    stages.push_back("in groups of " + std::to_string(attr.getRaster()));
  if (attr.getWorkers())
    stages.push_back(std::to_string(attr.getWorkers()) + " at once");
  for (schedule::StageAttr stage : attr.getStages())
    stages.push_back(stageText(nest, band, stage));
  if (!stages.empty())
    row.staged = llvm::join(stages, "; ");
  return row;
}

static ScheduleRow computationRow(schedule::ComputationAttr attr) {
  StringRef place = attr.getAttach() ? attr.getAttach().getValue() : StringRef("registers");
  ScheduleRow row = {attr.getName().str() + ": " + place.str(), tileText(attr.getRegisters()), ""};
  std::vector<std::string> parts;
  if (attr.getInstruction())
    parts.push_back("instruction " + attr.getInstruction().str() + (attr.getSwap() ? ", swapped" : ""));
  if (attr.getUnroll() > 1)
    parts.push_back("unrolled x" + std::to_string(attr.getUnroll()));
  row.staged = parts.empty() ? "-" : llvm::join(parts, ", ");
  return row;
}

static KernelExplanation explainKernel(Compilation &compilation, kernel::KernelOp kernel) {
  KernelExplanation result;
  auto tree = kernel->getAttrOfType<schedule::TreeAttr>(kernel::kScheduleAttr);
  Nest nest(kernel, compilation.getDevice(), tree);
  result.dims = dimTexts(kernel);
  result.operands = operandTexts(kernel);
  for (Computation op : nest.computations())
    result.computations.push_back(computationText(nest, op));
  explainInside(kernel, result.decisions);
  explainBoundaries(compilation.getModule(), kernel, result.decisions);
  result.choices = choicesOf(kernel);
  for (int band = 0; band < nest.registersDepth(); ++band)
    result.schedule.push_back(bandRow(nest, band));
  for (schedule::ComputationAttr attr : nest.innerBands())
    result.schedule.push_back(computationRow(attr));
  const target::Target &target = compilation.getTarget();
  result.bound = target.timeBound(kernel, compilation.getDevice(), tree);
  result.notLowered = target.whyNotRealisable(kernel, tree, &compilation.getDevice()).value_or("");
  return result;
}

llvm::Expected<Explanation> driver::explain(Compilation &compilation) {
  if (llvm::Error error = compilation.runUntil(Phase::Schedule))
    return error;
  Explanation result;
  for (auto kernel : compilation.getModule().getOps<kernel::KernelOp>())
    result.kernels.push_back(explainKernel(compilation, kernel));
  result.scheduled = compilation.getModule().clone();
  bool isLowered = llvm::all_of(result.kernels, [](const KernelExplanation &each) { return each.notLowered.empty(); });
  if (isLowered)
    if (llvm::Error error = compilation.runUntil(Phase::Tile))
      return error;
  const artifact::Info &info = compilation.getInfo();
  for (auto [explanation, kernel] : llvm::zip(result.kernels, info.kernels)) {
    explanation.kernel = kernel;
    result.scheduledFlops += kernel.flops * kernel.calls;
  }
  result.entries = info.entries;
  result.totalFlops = result.scheduledFlops + info.generalFlops;
  return result;
}
