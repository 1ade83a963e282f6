// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/libsvm.h"

#ifndef __EMSCRIPTEN__
#include <libsvm/svm.h>
#endif

namespace nearside {

#ifdef __EMSCRIPTEN__

struct Libsvm::Held {};

Result<Libsvm> Libsvm::train(const Matrix&, std::span<const double>, const LibsvmSettings&) {
  return Error{ErrorCode::cannot_fit, "model",
               "LIBSVM finds its support vectors, which this build lacks; train natively"};
}
SupportVectorMachine Libsvm::machine() const {
  return {};
}
double Libsvm::decision_value(std::span<const double>) const {
  return 0.0;
}

#else

namespace {

/// A row as LIBSVM has it: places from 1, and -1 at the end.
std::vector<svm_node> nodes_of(std::span<const double> row) {
  std::vector<svm_node> nodes;
  nodes.reserve(row.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) nodes.push_back({static_cast<int>(j) + 1, row[j]});
  nodes.push_back({-1, 0.0});
  return nodes;
}

int kernel_type(Kernel kernel) {
  switch (kernel) {
    case Kernel::linear:
      return LINEAR;
    case Kernel::rbf:
      return RBF;
    case Kernel::polynomial:
      return POLY;
    case Kernel::sigmoid:
      return SIGMOID;
  }
  return LINEAR;
}

}  // namespace

/// LIBSVM's model points into the rows that it was trained on.
struct Libsvm::Held {
  const Matrix& rows;
  LibsvmSettings settings;
  std::vector<std::vector<svm_node> > nodes{};
  svm_model* model = nullptr;

  ~Held() {
    if (model != nullptr) svm_free_and_destroy_model(&model);
  }
  /// LIBSVM's decision values are positive for the class that it calls first.
  double sign() const { return settings.classes && model->label[0] == 0 ? -1.0 : 1.0; }
};

Result<Libsvm> Libsvm::train(const Matrix& rows, std::span<const double> target,
                             const LibsvmSettings& settings) {
  svm_set_print_string_function([](const char*) {});
  Libsvm trained(new Held{rows, settings});
  Held& held = *trained.held_;
  std::vector<svm_node*> places;
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    held.nodes.push_back(nodes_of(rows.row(r)));
    places.push_back(held.nodes.back().data());
  }
  std::vector<double> targets(target.begin(), target.end());
  const svm_problem problem{static_cast<int>(rows.rows()), targets.data(), places.data()};
  svm_parameter wanted{};
  wanted.svm_type = settings.classes ? C_SVC : EPSILON_SVR;
  wanted.kernel_type = kernel_type(settings.kernel);
  wanted.degree = static_cast<int>(settings.degree);
  wanted.gamma = settings.gamma;
  wanted.coef0 = settings.coef0;
  wanted.cache_size = 100.0;
  wanted.eps = settings.tolerance;
  wanted.C = settings.c;
  wanted.p = settings.epsilon;
  wanted.shrinking = 1;
  if (const char* complaint = svm_check_parameter(&problem, &wanted); complaint != nullptr)
    return Error{ErrorCode::cannot_fit, "LIBSVM", complaint};
  held.model = svm_train(&problem, &wanted);
  return trained;
}

SupportVectorMachine Libsvm::machine() const {
  const svm_model& model = *held_->model;
  const LibsvmSettings& settings = held_->settings;
  const bool product = settings.kernel == Kernel::polynomial || settings.kernel == Kernel::sigmoid;
  SupportVectorMachine machine;
  machine.kernel = settings.kernel;
  machine.gamma = settings.kernel == Kernel::linear ? 0.0 : settings.gamma;
  machine.coef0 = product ? settings.coef0 : 0.0;
  machine.degree = settings.kernel == Kernel::polynomial ? settings.degree : 1;
  for (int v = 0; v < model.l; ++v) {
    const auto row = held_->rows.row(static_cast<std::size_t>(model.sv_indices[v]) - 1);
    machine.vectors.insert(machine.vectors.end(), row.begin(), row.end());
    machine.coefficients.push_back(held_->sign() * model.sv_coef[0][v]);
  }
  machine.rho = held_->sign() * model.rho[0];
  return machine;
}

double Libsvm::decision_value(std::span<const double> row) const {
  double value = 0.0;
  const std::vector<svm_node> nodes = nodes_of(row);
  svm_predict_values(held_->model, nodes.data(), &value);
  return held_->sign() * value;
}

#endif

Libsvm::Libsvm(Libsvm&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
Libsvm::~Libsvm() {
  delete held_;
}

}  // namespace nearside
