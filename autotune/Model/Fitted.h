// A model that is fitted to measurements of this run: support vector regression by LIBSVM with a
// radial kernel. Few samples are enough for it, and the same samples give the same model.
#ifndef AICC_AUTOTUNE_MODEL_FITTED_H
#define AICC_AUTOTUNE_MODEL_FITTED_H

#include <memory>
#include <vector>

namespace aicc::autotune {
class Fitted {
public:
  /// Fits `values` to `features`, one row of equal length for each value, at least one.
  static Fitted fit(const std::vector<std::vector<double>> &features, const std::vector<double> &values);
  ~Fitted();
  Fitted(Fitted &&) noexcept;
  Fitted &operator=(Fitted &&) = delete;

  /// The expected value of each of `features`.
  std::vector<double> predict(const std::vector<std::vector<double>> &features) const;

private:
  struct Model;
  explicit Fitted(std::unique_ptr<Model> model);
  std::unique_ptr<Model> model;
};
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_MODEL_FITTED_H
