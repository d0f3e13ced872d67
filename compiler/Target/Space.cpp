// See Space.h.
#include "compiler/Target/Space.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace aicc::target;
using llvm::StringRef;

std::string Knob::describe(int64_t value) const {
  bool isNamed = value >= 0 && value < int64_t(words.size());
  return isNamed ? words[size_t(value)] : std::to_string(value);
}

int64_t Point::get(StringRef name, int64_t neutral) const {
  auto found = values.find(name.str());
  return found == values.end() ? neutral : found->second;
}

void Point::set(StringRef name, int64_t value, int64_t neutral) {
  if (value == neutral)
    values.erase(name.str());
  else
    values[name.str()] = value;
}

std::string Point::text() const {
  std::string text;
  for (const auto &[name, value] : values)
    text += (text.empty() ? "" : " ") + name + "=" + std::to_string(value);
  return text;
}

std::optional<Point> Point::parse(StringRef text) {
  Point point;
  for (StringRef word : llvm::split(text, ' ')) {
    auto [name, number] = word.split('=');
    int64_t value;
    if (word.empty())
      continue;
    if (name.empty() || number.getAsInteger(10, value))
      return std::nullopt;
    point.values[name.str()] = value;
  }
  return point;
}

const Knob *Space::knob(StringRef name) const {
  auto found = llvm::find_if(knobs, [&](const Knob &knob) { return knob.name == name; });
  return found == knobs.end() ? nullptr : &*found;
}

double Space::size() const {
  double product = 1;
  for (const Knob &knob : knobs)
    product *= double(knob.values.size());
  return product;
}

std::optional<Point> Space::pointOf(schedule::TreeAttr tree) const {
  Point point = read(tree);
  return write(point) == tree ? std::optional<Point>(point) : std::nullopt;
}

void Space::admit(const Point &point) {
  for (Knob &knob : knobs) {
    int64_t value = point.get(knob.name, knob.neutral);
    auto place = llvm::lower_bound(knob.values, value);
    if (place == knob.values.end() || *place != value)
      knob.values.insert(place, value);
  }
}
