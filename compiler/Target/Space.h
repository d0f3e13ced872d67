// The schedules that a target can write for a kernel, as named knobs: the same for all targets.
//
// A point sets knobs by name, and a knob that it does not name has its neutral value. So a point
// that was stored before a knob was added still means the same schedule, and old timings stay
// usable. `write` makes a schedule tree of any point, legal or not; `read` finds the knobs in a
// tree. Several points may write one tree; the one that is read back is its canonical point.
// Whether a tree is legal is not the target's question: see autotune/Space.
#ifndef AICC_COMPILER_TARGET_SPACE_H
#define AICC_COMPILER_TARGET_SPACE_H

#include "dialects/Schedule/Schedule.h"
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace aicc::target {
/// One choice.
struct Knob {
  std::string name;               ///< "tile.m", "columns"
  std::string meaning;            ///< in words, with the unit of its values
  std::vector<int64_t> values;    ///< what searches try, in ascending order; never empty
  int64_t neutral = 0;            ///< what a point without this knob means; never changes
  std::vector<std::string> words; ///< names of the values 0, 1, …; empty where they are numbers

  /// The value `value` as people read it.
  std::string describe(int64_t value) const;
};

/// Values of knobs by name. Two points are equal where they name the same knobs with the same
/// values.
class Point {
public:
  /// The value of knob `name`, or `neutral` where the point does not name it.
  int64_t get(llvm::StringRef name, int64_t neutral) const;
  /// Sets knob `name`; a knob at its neutral value is not named.
  void set(llvm::StringRef name, int64_t value, int64_t neutral);
  const std::map<std::string, int64_t> &named() const { return values; }
  /// "columns=1 tile.m=6", in the order of the names.
  std::string text() const;
  /// The point that `text` prints, or nothing where it is none.
  static std::optional<Point> parse(llvm::StringRef text);

  friend bool operator==(const Point &a, const Point &b) { return a.values == b.values; }
  friend bool operator<(const Point &a, const Point &b) { return a.values < b.values; }

private:
  std::map<std::string, int64_t> values;
};

/// What combinations of knobs make no sense, whatever the rules of legality say.
struct Constraint {
  std::string name, reason;
  std::function<bool(const Point &)> holds;
};

/// The knobs of one kernel on one device. Refers to both.
struct Space {
  std::string form; ///< what the knobs shape, in words: "contraction", "the default schedule's fields"
  std::vector<Knob> knobs;
  std::vector<Constraint> constraints;
  /// The schedule of a point.
  std::function<schedule::TreeAttr(const Point &)> write;
  /// The knobs that a tree shows; says nothing about what they do not describe.
  std::function<Point(schedule::TreeAttr)> read;

  const Knob *knob(llvm::StringRef name) const;
  /// The product of the numbers of values, as a floating-point number: it may be large.
  double size() const;
  /// The canonical point of `tree`, or nothing where no point writes it.
  std::optional<Point> pointOf(schedule::TreeAttr tree) const;
  /// Adds the values of `point` to those that searches try.
  void admit(const Point &point);
};
} // namespace aicc::target

#endif // AICC_COMPILER_TARGET_SPACE_H
