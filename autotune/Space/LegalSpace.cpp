// Checks, draws, counts; see LegalSpace.h.
#include "autotune/Space/LegalSpace.h"
#include "passes/Schedule/Legality.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"

using namespace aicc;
using namespace aicc::autotune;
using target::Knob;
using target::Point;

/// Names under which points are removed that no constraint and no rule of legality forbids.
static constexpr llvm::StringLiteral kRealisable = "realisable", kOnce = "each-schedule-once";

/// Tries of a random step before it is given up.
constexpr int kTries = 2000;

LegalSpace::LegalSpace(kernel::KernelOp kernel, const device::Device &device, const target::Target &target,
                       int64_t threads)
    : kernel(kernel), device(device), target(target), threads(threads) {
  kernel.getContext()->getOrLoadDialect<schedule::ScheduleDialect>();
  space = target.space(kernel, device, threads);
  standard.tree = target.defaultSchedule(kernel, device, threads, {});
  if (std::optional<Point> point = space.pointOf(standard.tree))
    standard.point = *point;
}

std::string LegalSpace::whyNotTree(schedule::TreeAttr tree) const {
  if (std::optional<llvm::StringRef> rule = schedule::firstViolation(kernel, device, tree))
    return rule->str();
  return target.whyNotRealisable(kernel, tree, &device) ? kRealisable.str() : std::string();
}

std::string LegalSpace::whyNot(const Point &point) const {
  for (const target::Constraint &constraint : space.constraints)
    if (!constraint.holds(point))
      return constraint.name;
  return whyNotTree(space.write(point));
}

std::optional<Candidate> LegalSpace::candidate(schedule::TreeAttr tree) const {
  std::optional<Point> point = space.pointOf(tree);
  return point && whyNot(*point).empty() ? std::optional<Candidate>({*point, tree}) : std::nullopt;
}

std::optional<Candidate> LegalSpace::candidate(const Point &point) const { return candidate(space.write(point)); }

static int64_t pick(std::mt19937_64 &random, const std::vector<int64_t> &values) {
  return values[size_t(random() % values.size())];
}

Point LegalSpace::randomPoint(std::mt19937_64 &random) const {
  Point point;
  for (const Knob &knob : space.knobs)
    point.set(knob.name, pick(random, knob.values), knob.neutral);
  return point;
}

std::optional<Candidate> LegalSpace::draw(std::mt19937_64 &random) const {
  for (int attempt = 0; attempt < kTries; ++attempt) {
    Point point = randomPoint(random);
    auto holds = [&](const target::Constraint &constraint) { return constraint.holds(point); };
    if (!llvm::all_of(space.constraints, holds))
      continue;
    if (std::optional<Candidate> found = candidate(point))
      return found;
  }
  return std::nullopt;
}

void LegalSpace::setRandomly(std::mt19937_64 &random, Point &point) const {
  const Knob &knob = space.knobs[size_t(random() % space.knobs.size())];
  point.set(knob.name, pick(random, knob.values), knob.neutral);
}

std::optional<Candidate> LegalSpace::change(std::mt19937_64 &random, const Candidate &from) const {
  for (int attempt = 0; attempt < kTries && !space.knobs.empty(); ++attempt) {
    Point point = from.point;
    for (int64_t steps = 1 + int64_t(random() % 2); steps > 0; --steps)
      setRandomly(random, point);
    std::optional<Candidate> found = candidate(point);
    if (found && found->tree != from.tree)
      return found;
  }
  return std::nullopt;
}

std::optional<Candidate> LegalSpace::cross(std::mt19937_64 &random, const Candidate &a, const Candidate &b) const {
  for (int attempt = 0; attempt < kTries; ++attempt) {
    Point point;
    for (const Knob &knob : space.knobs)
      point.set(knob.name, (random() & 1 ? a : b).point.get(knob.name, knob.neutral), knob.neutral);
    if (std::optional<Candidate> found = candidate(point))
      return found;
  }
  return std::nullopt;
}

/// The point with `number` in the mixed radix of the knobs' values, the last knob the fastest.
Point LegalSpace::pointNumber(int64_t number) const {
  Point point;
  for (const Knob &knob : llvm::reverse(space.knobs)) {
    point.set(knob.name, knob.values[size_t(number % int64_t(knob.values.size()))], knob.neutral);
    number /= int64_t(knob.values.size());
  }
  return point;
}

std::optional<llvm::ArrayRef<Candidate>> LegalSpace::all(int64_t most) const {
  if (space.size() > double(most))
    return std::nullopt;
  if (listed)
    return *listed;
  std::vector<Candidate> &found = listed.emplace();
  llvm::DenseSet<mlir::Attribute> seen;
  for (int64_t number = 0; number < int64_t(space.size()); ++number) {
    std::optional<Candidate> next = candidate(pointNumber(number));
    if (next && seen.insert(next->tree).second)
      found.push_back(std::move(*next));
  }
  return found;
}

/// Everything that may remove a point, with its reason, in the order of the checks.
static std::vector<Removal> removalsOf(const target::Space &space) {
  std::vector<Removal> removals;
  for (const target::Constraint &constraint : space.constraints)
    removals.push_back({constraint.name, constraint.reason});
  for (auto [name, reason] : schedule::legalityRules())
    removals.push_back({name.str(), reason.str()});
  removals.push_back({kRealisable.str(), "the lowering cannot obey it yet"});
  removals.push_back({kOnce.str(), "another point writes the same schedule"});
  return removals;
}

Census LegalSpace::count(int64_t most) const {
  Census census;
  census.size = space.size();
  census.isComplete = census.size <= double(most);
  census.examined = census.isComplete ? int64_t(census.size) : most;
  census.removals = removalsOf(space);
  std::mt19937_64 random(0);
  for (int64_t number = 0; number < census.examined; ++number) {
    Point point = census.isComplete ? pointNumber(number) : randomPoint(random);
    std::string name = whyNot(point);
    if (name.empty() && !(space.read(space.write(point)) == point))
      name = kOnce.str();
    census.legal += name.empty();
    for (Removal &removal : census.removals)
      removal.points += removal.name == name;
  }
  llvm::erase_if(census.removals, [](const Removal &removal) { return removal.points == 0; });
  return census;
}
