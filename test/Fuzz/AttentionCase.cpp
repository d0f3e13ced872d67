// What an attention sees, and inputs that are no numbers; see AttentionCase.h.
#include "test/Fuzz/AttentionCase.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace aicc::fuzz;

int64_t View::place(const Shape &index) const {
  int64_t linear = 0;
  for (size_t dim = 0; dim < whole.size(); ++dim)
    linear = linear * whole[dim] + offsets[dim] + index[dim];
  return linear;
}

int64_t AttentionCase::length(int64_t b) const {
  return lengths.empty() ? keys : std::clamp<int64_t>(lengths[b], 0, keys);
}

bool AttentionCase::sees(int64_t b, int64_t i, int64_t j) const {
  if (j >= length(b))
    return false;
  if (diagonal == Diagonal::None)
    return true;
  int64_t last = i + (diagonal == Diagonal::FromStart ? offset : length(b) - queries);
  return j <= last && (window == 0 || j > last - window);
}

Shape AttentionCase::arrange(int64_t b, int64_t head, int64_t position, int64_t element) const {
  return headsFirst ? Shape{b, head, position, element} : Shape{b, position, head, element};
}

Shape AttentionCase::keyIndex(int64_t b, int64_t head, int64_t j, int64_t element) const {
  if (pageSize == 0)
    return arrange(b, head, j, element);
  int64_t page = std::clamp<int64_t>(pages[b * pagesOfBatch() + j / pageSize], 0, pool() - 1);
  return {page, j % pageSize, head, element};
}

namespace {
constexpr double kInfinity = std::numeric_limits<double>::infinity();

class Spoiler {
public:
  Spoiler(Random &random, const AttentionCase &attention, CaseModule &module)
      : random(random), attention(attention), module(module) {}

  void spoil() {
    if (attention.mask && random.chance(50))
      hideByMask(*attention.mask);
    if (!attention.lengths.empty() && random.chance(50))
      spoilBehindLengths();
    if (random.chance(30))
      spoilSome();
    findOpen();
  }

private:
  double noNumber() { return random.pick({std::numeric_limits<double>::quiet_NaN(), kInfinity, -kInfinity}); }

  void give(const View &view, const Shape &index, double value) {
    module.given.push_back({view.argument, view.place(index), value});
  }

  /// Hides elements, and whole rows.
  void hideByMask(const View &mask) {
    const Shape &shape = mask.tensor.shape;
    int share = random.pick({0, 20, 90});
    for (int64_t row = 0; row < shape[0] * shape[1] * shape[2]; ++row) {
      bool isWhole = random.chance(20);
      Shape index = {row / (shape[1] * shape[2]), row / shape[2] % shape[1], row % shape[2], 0};
      for (; index[3] < shape[3]; ++index[3])
        if (isWhole || random.chance(share))
          give(mask, index, -kInfinity);
    }
  }

  /// Calls `visit` with batch, head of keys, key and element of `view`.
  template <typename Visit> void forKeys(int64_t size, Visit visit) {
    for (int64_t b = 0; b < attention.batch; ++b)
      for (int64_t j = 0; j < attention.keys; ++j)
        for (int64_t head = 0; head < attention.kvHeads; ++head)
          for (int64_t d = 0; d < size; ++d)
            visit(b, head, j, d);
  }

  /// A cache may hold anything that no length includes.
  void spoilBehindLengths() {
    double value = noNumber();
    for (auto [view, size] :
         {std::pair(&attention.key, attention.headSize), std::pair(&attention.value, attention.valueSize)}) {
      std::set<int64_t> used;
      forKeys(size, [&, view = view](int64_t b, int64_t head, int64_t j, int64_t d) {
        if (j < attention.length(b))
          used.insert(view->place(attention.keyIndex(b, head, j, d)));
      });
      forEach(view->tensor.shape, [&, view = view](const Shape &index) {
        if (!used.count(view->place(index)))
          give(*view, index, value);
      });
    }
  }

  template <typename Visit> static void forEach(const Shape &shape, Visit visit) {
    Shape index(shape.size());
    for (index[0] = 0; index[0] < shape[0]; ++index[0])
      for (index[1] = 0; index[1] < shape[1]; ++index[1])
        for (index[2] = 0; index[2] < shape[2]; ++index[2])
          for (index[3] = 0; index[3] < shape[3]; ++index[3])
            visit(index);
  }

  /// One to three elements of any operands.
  void spoilSome() {
    std::vector<const View *> views = {&attention.query, &attention.key, &attention.value, &attention.value};
    if (attention.mask)
      views.push_back(&*attention.mask);
    if (attention.sinks)
      views.push_back(&*attention.sinks);
    for (int64_t count = 1 + random.below(3); count > 0; --count) {
      const View &view = *random.pick(views);
      Shape index;
      for (int64_t extent : view.tensor.shape)
        index.push_back(random.below(extent));
      give(view, index, noNumber());
    }
  }

  /// A weight of zero times what is no number: it depends on the schedule whether that is computed at all.
  void findOpen() {
    std::set<int64_t> spoilt;
    for (const GivenElement &element : module.given)
      if (element.argument == attention.value.argument && !std::isfinite(element.value))
        spoilt.insert(element.index);
    if (spoilt.empty())
      return;
    forKeys(attention.valueSize, [&](int64_t b, int64_t head, int64_t j, int64_t d) {
      if (j >= attention.length(b) || !spoilt.count(attention.value.place(attention.keyIndex(b, head, j, d))))
        return;
      for (int64_t i = 0; i < attention.queries; ++i)
        if (!attention.sees(b, i, j))
          openGroup(b, head, i, d);
    });
  }

  /// Element `d` of query `i` in each head that reads head `head` of keys.
  void openGroup(int64_t b, int64_t head, int64_t i, int64_t d) {
    Shape whole = attention.arrange(attention.batch, attention.heads(), attention.queries, attention.valueSize);
    View result{{}, 0, whole, Shape(whole.size(), 0)};
    for (int64_t g = 0; g < attention.group; ++g)
      module.open.push_back(result.place(attention.arrange(b, head * attention.group + g, i, d)));
  }

  Random &random;
  const AttentionCase &attention;
  CaseModule &module;
};
} // namespace

void aicc::fuzz::spoilInputs(Random &random, const AttentionCase &attention, CaseModule &module) {
  Spoiler(random, attention, module).spoil();
}
