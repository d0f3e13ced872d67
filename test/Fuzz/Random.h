// Numbers for the fuzzer: the same sequence for the same seed and case on every platform.
#ifndef AICC_TEST_FUZZ_RANDOM_H
#define AICC_TEST_FUZZ_RANDOM_H

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace aicc::fuzz {
/// A splitmix64 generator.
class Random {
public:
  explicit Random(uint64_t seed) : state(seed) {}

  uint64_t next() {
    uint64_t bits = (state += 0x9e3779b97f4a7c15);
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
    return bits ^ (bits >> 31);
  }

  /// Uniform in [0, count); `count` is positive.
  int64_t below(int64_t count) { return int64_t(next() % uint64_t(count)); }

  /// True in `percent` of a hundred cases.
  bool chance(int percent) { return below(100) < percent; }

  /// One of `choices`.
  template <typename T> T pick(std::initializer_list<T> choices) { return *(choices.begin() + below(choices.size())); }
  template <typename T> const T &pick(const std::vector<T> &choices) { return choices[below(choices.size())]; }

  /// One of `choices`, each as often as its weight says.
  template <typename T> T pickWeighted(std::initializer_list<std::pair<int, T>> choices) {
    int total = 0;
    for (const auto &choice : choices)
      total += choice.first;
    int64_t left = below(total);
    for (const auto &choice : choices)
      if ((left -= choice.first) < 0)
        return choice.second;
    return choices.begin()->second;
  }

  template <typename List> void shuffle(List &list) {
    for (size_t last = list.size(); last > 1; --last)
      std::swap(list[last - 1], list[below(last)]);
  }

  /// An extent: small, with a taste for 1, for powers of two and for their neighbours.
  int64_t extent() {
    switch (below(8)) {
    case 0:
      return 1 + below(3);
    case 1:
      return pick({16, 32, 48, 64});
    case 2:
      return pick({15, 17, 31, 33, 63, 65});
    default:
      return 1 + below(70);
    }
  }

private:
  uint64_t state;
};
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_RANDOM_H
