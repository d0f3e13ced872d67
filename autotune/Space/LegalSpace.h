// The legal part of a target's space: points whose schedules break no constraint, no rule of
// legality, and nothing that the lowering cannot do yet.
#ifndef AICC_AUTOTUNE_SPACE_LEGALSPACE_H
#define AICC_AUTOTUNE_SPACE_LEGALSPACE_H

#include "compiler/Target/Target.h"
#include <random>

namespace aicc::autotune {
/// A point with the schedule that it writes.
struct Candidate {
  target::Point point; ///< the canonical one
  schedule::TreeAttr tree;
};

/// How many points something removed, with the reason.
struct Removal {
  std::string name, reason;
  int64_t points = 0;
};

/// What is left of a space, and what removed the rest: each point counts for the first thing that
/// removes it.
struct Census {
  double size = 0;               ///< points in all
  int64_t examined = 0;          ///< points that were looked at: all, or as many random ones
  int64_t legal = 0;             ///< of those examined, each schedule counted once
  bool isComplete = false;       ///< whether all were examined
  std::vector<Removal> removals; ///< in the order of the checks; only those that removed some

  /// Legal schedules in all: counted, or estimated from the examined ones.
  double legalInAll() const { return examined ? size * double(legal) / double(examined) : 0; }
};

/// Refers to the kernel, which keeps its schedule, and to the device.
class LegalSpace {
public:
  /// `threads`: the team, 0 for the device's own.
  LegalSpace(kernel::KernelOp kernel, const device::Device &device, const target::Target &target, int64_t threads);

  const target::Space &getSpace() const { return space; }
  kernel::KernelOp getKernel() const { return kernel; }
  const device::Device &getDevice() const { return device; }
  const target::Target &getTarget() const { return target; }
  int64_t getThreads() const { return threads; }

  /// The default schedule. Its point is empty where the space does not hold it.
  const Candidate &getDefault() const { return standard; }

  /// What forbids `point`: the name of a constraint, of a rule of legality, or "realisable"; empty
  /// where it is legal.
  std::string whyNot(const target::Point &point) const;

  /// The legal candidate whose schedule `point` writes, or nothing.
  std::optional<Candidate> candidate(const target::Point &point) const;
  /// The legal candidate with schedule `tree`, or nothing where it is no point or not legal.
  std::optional<Candidate> candidate(schedule::TreeAttr tree) const;

  /// A random legal candidate; nothing where many tries found none.
  std::optional<Candidate> draw(std::mt19937_64 &random) const;
  /// `candidate` with one or two knobs changed; nothing where many tries found none.
  std::optional<Candidate> change(std::mt19937_64 &random, const Candidate &candidate) const;
  /// A candidate with each knob from one of the two; nothing where many tries found none.
  std::optional<Candidate> cross(std::mt19937_64 &random, const Candidate &a, const Candidate &b) const;

  /// All legal candidates in the order of the knobs, or nothing where there are more than `most`
  /// points. They are listed at the first call and kept: a million points take 40 s.
  std::optional<llvm::ArrayRef<Candidate>> all(int64_t most) const;

  /// Counts all points, or `most` random ones where there are more.
  Census count(int64_t most) const;

private:
  std::string whyNotTree(schedule::TreeAttr tree) const;
  target::Point pointNumber(int64_t number) const;
  target::Point randomPoint(std::mt19937_64 &random) const;
  void setRandomly(std::mt19937_64 &random, target::Point &point) const;

  kernel::KernelOp kernel;
  const device::Device &device;
  const target::Target &target;
  int64_t threads;
  target::Space space;
  Candidate standard;
  mutable std::optional<std::vector<Candidate>> listed; ///< what `all` has found
};
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_SPACE_LEGALSPACE_H
