// Intervals and ties; see Statistics.h.
#include "autotune/Measure/Statistics.h"

#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <limits>

using namespace aicc;
using namespace aicc::autotune;

/// Student's t for 95 % and `freedom` degrees of freedom.
static double studentT(size_t freedom) {
  constexpr double kTable[] = {12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228};
  return freedom == 0 ? std::numeric_limits<double>::infinity() : freedom <= 10 ? kTable[freedom - 1] : 2.1;
}

Ratio autotune::ratioOf(llvm::ArrayRef<double> a, llvm::ArrayRef<double> b) {
  std::vector<double> logs;
  for (auto [x, y] : llvm::zip(a, b))
    if (x > 0 && y > 0)
      logs.push_back(std::log(x / y));
  double infinite = std::numeric_limits<double>::infinity(), sum = 0, squares = 0;
  if (logs.empty())
    return {1, 0, infinite};
  for (double value : logs)
    sum += value;
  double mean = sum / double(logs.size());
  if (logs.size() < 3)
    return {std::exp(mean), 0, infinite};
  for (double value : logs)
    squares += (value - mean) * (value - mean);
  double deviation = std::sqrt(squares / double(logs.size() - 1));
  double half = studentT(logs.size() - 1) * deviation / std::sqrt(double(logs.size()));
  return {std::exp(mean), std::exp(mean - half), std::exp(mean + half)};
}

Choice autotune::choose(llvm::ArrayRef<std::vector<double>> turns, llvm::ArrayRef<std::string> names) {
  size_t fastest = 0;
  for (size_t number = 1; number < turns.size(); ++number)
    if (ratioOf(turns[number], turns[fastest]).mean < 1)
      fastest = number;
  Choice choice;
  for (size_t number = 0; number < turns.size(); ++number)
    if (number == fastest || !ratioOf(turns[number], turns[fastest]).isSlower())
      choice.ties.push_back(number);
  if (choice.ties.front() != 0)
    for (size_t number : choice.ties)
      if (ratioOf(turns[number], turns[0]).isFaster() && (choice.winner == 0 || names[number] < names[choice.winner]))
        choice.winner = number;
  choice.ofDefault = ratioOf(turns[choice.winner], turns[0]);
  return choice;
}
