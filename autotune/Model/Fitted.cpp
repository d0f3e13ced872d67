// Scaling and LIBSVM; see Fitted.h.
#include "autotune/Model/Fitted.h"

#include <algorithm>
#include <libsvm/svm.h>

using namespace aicc::autotune;

/// LIBSVM's form of a row: pairs of a number from 1 on and a value, then -1.
using Row = std::vector<svm_node>;

/// The model with the samples that it points into, and the range of each feature, which is mapped
/// to [0, 1].
struct Fitted::Model {
  std::vector<double> low, high, values;
  std::vector<Row> rows;
  std::vector<svm_node *> pointers;
  double mean = 0;
  svm_model *fitted = nullptr;

  ~Model() { svm_free_and_destroy_model(&fitted); }

  Row scaled(const std::vector<double> &features) const {
    Row row;
    for (size_t i = 0; i < features.size(); ++i)
      if (high[i] > low[i])
        row.push_back({int(i) + 1, (features[i] - low[i]) / (high[i] - low[i])});
    row.push_back({-1, 0});
    return row;
  }

  void measureRanges(const std::vector<std::vector<double>> &features) {
    low = high = features.front();
    for (const std::vector<double> &row : features)
      for (size_t i = 0; i < row.size(); ++i)
        low[i] = std::min(low[i], row[i]), high[i] = std::max(high[i], row[i]);
  }
};

static svm_parameter parameters(size_t features) {
  svm_parameter parameter = {};
  parameter.svm_type = EPSILON_SVR;
  parameter.kernel_type = RBF;
  parameter.gamma = 2.0 / double(features);
  parameter.C = 10;
  parameter.p = 0.01; // one per cent: what times of a second run differ by
  parameter.eps = 1e-3;
  parameter.cache_size = 16;
  return parameter;
}

Fitted::Fitted(std::unique_ptr<Model> model) : model(std::move(model)) {}
Fitted::Fitted(Fitted &&) noexcept = default;
Fitted::~Fitted() = default;

Fitted Fitted::fit(const std::vector<std::vector<double>> &features, const std::vector<double> &values) {
  svm_set_print_string_function([](const char *) {});
  auto model = std::make_unique<Model>();
  model->measureRanges(features);
  for (double value : values)
    model->mean += value / double(values.size());
  for (double value : values)
    model->values.push_back(value - model->mean);
  for (const std::vector<double> &row : features)
    model->rows.push_back(model->scaled(row));
  for (Row &row : model->rows)
    model->pointers.push_back(row.data());
  svm_problem problem = {int(values.size()), model->values.data(), model->pointers.data()};
  svm_parameter parameter = parameters(features.front().size());
  model->fitted = svm_train(&problem, &parameter);
  return Fitted(std::move(model));
}

std::vector<double> Fitted::predict(const std::vector<std::vector<double>> &features) const {
  std::vector<double> values;
  for (const std::vector<double> &row : features)
    values.push_back(model->mean + svm_predict(model->fitted, model->scaled(row).data()));
  return values;
}
