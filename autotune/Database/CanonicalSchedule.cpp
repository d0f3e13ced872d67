// Renames schedules and takes them apart into knobs; see CanonicalSchedule.h.
#include "autotune/Database/CanonicalSchedule.h"
#include "dialects/Kernel/Identity.h"

#include "llvm/ADT/StringExtras.h"
#include "mlir/AsmParser/AsmParser.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;

namespace {
/// Longer texts of schedules are refused, in bytes; so are those that nest deeper.
constexpr size_t kLongestText = 1 << 14;
constexpr unsigned kDeepest = 24;

/// New names for old ones. Dimensions and tensors are named apart.
struct Names {
  llvm::StringMap<std::string> dims, tensors;
  std::string missing; ///< the first name that was looked up and is not there
};

/// Rebuilds a schedule under other names.
class Renamer {
public:
  Renamer(MLIRContext *context, Names &names) : context(context), names(names) {}

  schedule::TreeAttr tree(schedule::TreeAttr attr) {
    auto bands = llvm::map_to_vector(attr.getBands(), [&](schedule::BandAttr it) { return band(it); });
    auto inner = llvm::map_to_vector(attr.getComputations(), [&](schedule::ComputationAttr it) { return computation(it); });
    return schedule::TreeAttr::get(context, bands, inner);
  }

private:
  StringAttr look(const llvm::StringMap<std::string> &map, StringAttr name) {
    auto found = map.find(name.getValue());
    if (found == map.end() && names.missing.empty())
      names.missing = name.getValue();
    return found == map.end() ? name : StringAttr::get(context, found->second);
  }
  SmallVector<StringAttr> dims(ArrayRef<StringAttr> old) {
    return llvm::map_to_vector(old, [&](StringAttr name) { return look(names.dims, name); });
  }
  schedule::TileAttr tile(schedule::TileAttr attr) {
    return schedule::TileAttr::get(context, dims(attr.getDims()), attr.getSizes());
  }
  schedule::LayoutAttr layout(schedule::LayoutAttr attr) {
    if (!attr)
      return attr;
    return schedule::LayoutAttr::get(context, dims(attr.getOuter()), tile(attr.getBlock()), attr.getSwizzle(),
                                     attr.getShift(), attr.getSplit());
  }
  schedule::StageAttr stage(schedule::StageAttr attr) {
    return schedule::StageAttr::get(context, look(names.tensors, attr.getOperand()), attr.getHow(),
                                    layout(attr.getLayout()), attr.getBuffers(), attr.getType(), attr.getAhead());
  }
  schedule::BandAttr band(schedule::BandAttr attr) {
    auto stages = llvm::map_to_vector(attr.getStages(), [&](schedule::StageAttr it) { return stage(it); });
    return schedule::BandAttr::get(context, attr.getName(), attr.getParallel(), tile(attr.getTile()),
                                   dims(attr.getOrder()), stages, attr.getRaster(), attr.getWorkers());
  }
  schedule::ComputationAttr computation(schedule::ComputationAttr attr) {
    return schedule::ComputationAttr::get(context, look(names.tensors, attr.getName()), tile(attr.getRegisters()),
                                          attr.getUnroll(), attr.getPrefetch(), attr.getInstruction(), attr.getAttach(),
                                          attr.getSwap());
  }

  MLIRContext *context;
  Names &names;
};
} // namespace

/// The kernel's names by canonical ones, or the other way round.
static Names namesOf(const kernel::CanonicalKernel &canonical, bool toCanonical) {
  Names names;
  auto add = [&](llvm::StringMap<std::string> &map, std::string own, std::string number) {
    map[toCanonical ? own : number] = toCanonical ? number : own;
  };
  for (auto [number, name] : llvm::enumerate(canonical.dims))
    add(names.dims, name, "d" + std::to_string(number));
  for (auto [number, argument] : llvm::enumerate(canonical.operands))
    add(names.tensors, kernel::operandName(argument), kernel::operandName(number));
  for (auto [number, label] : llvm::enumerate(canonical.computations))
    add(names.tensors, label, "c" + std::to_string(number));
  return names;
}

static Expected<kernel::CanonicalKernel> canonicalOf(kernel::KernelOp kernel) {
  ScopedDiagnosticHandler silence(kernel.getContext(), [](Diagnostic &) { return success(); });
  FailureOr<kernel::CanonicalKernel> canonical = kernel::canonicalise(kernel);
  if (succeeded(canonical))
    return std::move(*canonical);
  return llvm::createStringError("kernel @" + kernel.getSymName() + " has no print in " + kernel::kGrammarVersion);
}

static Expected<schedule::TreeAttr> rename(kernel::KernelOp kernel, schedule::TreeAttr tree, bool toCanonical) {
  Expected<kernel::CanonicalKernel> canonical = canonicalOf(kernel);
  if (!canonical)
    return canonical.takeError();
  Names names = namesOf(*canonical, toCanonical);
  schedule::TreeAttr renamed = Renamer(kernel.getContext(), names).tree(tree);
  if (!names.missing.empty())
    return llvm::createStringError("the schedule names '" + names.missing + "', which kernel @" + kernel.getSymName() +
                                   " does not have");
  // A field that the language gains and that is forgotten above would be lost silently.
  Names back = namesOf(*canonical, !toCanonical);
  if (Renamer(kernel.getContext(), back).tree(renamed) != tree)
    return llvm::createStringError("the schedule has a field that records cannot hold yet");
  return renamed;
}

/// `tree` with the order of every band's loops spelt out: what it does not name comes first, in the kernel's order.
static schedule::TreeAttr withOrders(kernel::KernelOp kernel, schedule::TreeAttr tree) {
  SmallVector<schedule::BandAttr> bands;
  for (schedule::BandAttr band : tree.getBands()) {
    SmallVector<StringAttr> order;
    for (auto dim : kernel.getDims().getAsRange<kernel::DimAttr>())
      if (band.getTile().names(dim.getName()) && !llvm::is_contained(band.getOrder(), dim.getName()))
        order.push_back(dim.getName());
    llvm::append_range(order, band.getOrder());
    bands.push_back(schedule::BandAttr::get(tree.getContext(), band.getName(), band.getParallel(), band.getTile(), order,
                                            band.getStages(), band.getRaster(), band.getWorkers()));
  }
  return schedule::TreeAttr::get(tree.getContext(), bands, tree.getComputations());
}

//===-- Knobs ---------------------------------------------------------------------------------------------------===//

template <typename T> static std::string textOf(T value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

static std::string joined(ArrayRef<StringAttr> names) {
  return llvm::join(llvm::map_range(names, [](StringAttr name) { return name.str(); }), ",");
}

using Knobs = std::map<std::string, std::string>;

static void addTile(Knobs &knobs, const std::string &prefix, schedule::TileAttr tile) {
  for (auto [dim, size] : llvm::zip(tile.getDims(), tile.getSizes()))
    knobs[prefix + "." + dim.str()] = std::to_string(size);
}

static void addStage(Knobs &knobs, const std::string &prefix, schedule::StageAttr stage) {
  knobs[prefix] = stringifyHow(stage.getHow());
  if (stage.getLayout())
    knobs[prefix + ".layout"] = textOf(stage.getLayout());
  if (stage.getBuffers() != 1)
    knobs[prefix + ".buffers"] = std::to_string(stage.getBuffers());
  if (stage.getType())
    knobs[prefix + ".type"] = textOf(stage.getType());
  if (stage.getAhead())
    knobs[prefix + ".ahead"] = std::to_string(stage.getAhead());
}

static void addBand(Knobs &knobs, schedule::BandAttr band) {
  std::string name = band.getName().str();
  addTile(knobs, name, band.getTile());
  if (band.getOrder().size() > 1)
    knobs[name + ".order"] = joined(band.getOrder());
  if (band.getRaster() != 1)
    knobs[name + ".raster"] = std::to_string(band.getRaster());
  if (band.getWorkers())
    knobs[name + ".workers"] = std::to_string(band.getWorkers());
  for (schedule::StageAttr stage : band.getStages())
    addStage(knobs, name + "." + stage.getOperand().str(), stage);
}

static void addComputation(Knobs &knobs, schedule::ComputationAttr inner) {
  std::string name = inner.getName().str();
  addTile(knobs, name, inner.getRegisters());
  knobs[name + ".unroll"] = std::to_string(inner.getUnroll());
  if (inner.getPrefetch())
    knobs[name + ".prefetch"] = std::to_string(inner.getPrefetch());
  if (inner.getInstruction())
    knobs[name + ".instruction"] = inner.getInstruction().str();
  if (inner.getAttach())
    knobs[name + ".attach"] = inner.getAttach().str();
  if (inner.getSwap())
    knobs[name + ".swap"] = "true";
}

std::map<std::string, std::string> autotune::knobsOf(schedule::TreeAttr tree) {
  Knobs knobs;
  for (schedule::BandAttr band : tree.getBands())
    addBand(knobs, band);
  for (schedule::ComputationAttr inner : tree.getComputations())
    addComputation(knobs, inner);
  return knobs;
}

//===-- There and back ------------------------------------------------------------------------------------------===//

Expected<Schedule> autotune::canonicalSchedule(kernel::KernelOp kernel, schedule::TreeAttr tree) {
  Expected<schedule::TreeAttr> renamed = rename(kernel, withOrders(kernel, tree), /*toCanonical=*/true);
  if (!renamed)
    return renamed.takeError();
  return Schedule{textOf(Attribute(*renamed)), knobsOf(*renamed)};
}

/// How deep brackets of any kind nest in `text`.
static unsigned nestingOf(StringRef text) {
  unsigned depth = 0, deepest = 0;
  for (char c : text) {
    deepest = std::max(deepest, depth += StringRef("<[({").contains(c));
    depth -= depth && StringRef(">])}").contains(c);
  }
  return deepest;
}

Expected<schedule::TreeAttr> autotune::parseSchedule(MLIRContext *context, StringRef text) {
  if (text.size() > kLongestText || nestingOf(text) > kDeepest || text.contains('\0') || !text.starts_with("#schedule.tree<"))
    return llvm::createStringError("expected a schedule, #schedule.tree<…>, of at most " + Twine(kLongestText) +
                                   " bytes, found '" + text.take_front(24) + "'");
  context->getOrLoadDialect<schedule::ScheduleDialect>();
  std::string said;
  ScopedDiagnosticHandler silence(context, [&](Diagnostic &diagnostic) {
    said = said.empty() ? diagnostic.str() : said;
    return success();
  });
  auto tree = dyn_cast_if_present<schedule::TreeAttr>(parseAttribute(text, context));
  if (tree && textOf(Attribute(tree)) == text)
    return tree;
  return llvm::createStringError("expected a schedule as this program prints it: " +
                                 (tree ? std::string("spaces, order or default values differ") : said));
}

Expected<schedule::TreeAttr> autotune::scheduleFor(kernel::KernelOp kernel, StringRef text) {
  Expected<schedule::TreeAttr> tree = parseSchedule(kernel.getContext(), text);
  return tree ? rename(kernel, *tree, /*toCanonical=*/false) : tree.takeError();
}

int64_t autotune::teamOf(const device::Device &device, int64_t threads) {
  const device::ParallelResource *team = device.resource("threads");
  std::optional<int64_t> own = team && team->count ? team->count : device.silicon.units;
  return team && threads > 0 ? threads : own.value_or(1);
}

Expected<Key> autotune::keyOf(kernel::KernelOp kernel, const device::Device &device, int64_t threads) {
  Expected<kernel::CanonicalKernel> canonical = canonicalOf(kernel);
  if (!canonical)
    return canonical.takeError();
  Key key;
  key.kernelText = canonical->text;
  key.kernelDigest = kernel::digest(canonical->text);
  key.layouts.assign(canonical->operands.size(), kDenseLayout.str());
  key.silicon = device.siliconKey();
  key.threads = teamOf(device, threads);
  return key;
}

std::map<std::string, int64_t> autotune::ratesOf(const device::Device &device) {
  std::map<std::string, int64_t> rates;
  auto add = [&](const std::string &name, std::optional<double> rate) {
    if (rate && *rate >= 1 && *rate < 9e18)
      rates[name] = int64_t(*rate);
  };
  add("clock_hz", device.clockHz);
  for (const device::MemoryLevel &level : device.levels) {
    add(level.name + ".bandwidth", level.bandwidth);
    add(level.name + ".unit_bandwidth", level.unitBandwidth);
  }
  for (const device::Instruction &instruction : device.instructions)
    add(instruction.name + ".flops", device.peakFlops(instruction));
  return rates;
}
