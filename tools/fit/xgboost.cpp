// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/xgboost.h"

#ifndef __EMSCRIPTEN__
#include <xgboost/c_api.h>

#include <limits>
#endif

namespace nearside {

#ifdef __EMSCRIPTEN__

namespace {

Error lacking() {
  return {ErrorCode::cannot_fit, "model", "XGBoost grows its trees, which this build lacks; train natively"};
}

}  // namespace

Result<BoostedRows> BoostedRows::make(const FloatRows&, std::span<const float>, std::span<const float>,
                                      std::span<const float>, std::size_t) {
  return lacking();
}
BoostedRows::~BoostedRows() = default;
Result<Booster> Booster::begin(const std::vector<const BoostedRows*>&, const Settings&) {
  return lacking();
}
Booster::~Booster() = default;
Status Booster::set(const std::string&, const std::string&) {
  return lacking();
}
Status Booster::round(const BoostedRows&) {
  ++rounds_;
  return lacking();
}
Status Booster::round(const BoostedRows&, std::span<float>, std::span<float>) {
  return lacking();
}
Result<std::vector<float>> Booster::margins(const BoostedRows&) const {
  return lacking();
}
Result<std::string> Booster::json() const {
  return lacking();
}

#else

namespace {

Error xgboost_fault(const std::string& where) {
  const std::string said = XGBGetLastError();
  return {ErrorCode::cannot_fit, "XGBoost, " + where, said.substr(0, said.find('\n'))};
}

Status set_column(DMatrixHandle rows, const char* name, std::span<const float> values) {
  if (values.empty() || XGDMatrixSetFloatInfo(rows, name, values.data(), values.size()) == 0) return {};
  return xgboost_fault(name);
}

}  // namespace

Result<BoostedRows> BoostedRows::make(const FloatRows& rows, std::span<const float> label,
                                      std::span<const float> weight, std::span<const float> base,
                                      std::size_t threads) {
  DMatrixHandle handle = nullptr;
  if (XGDMatrixCreateFromMat_omp(rows.values.data(), rows.rows(), rows.columns,
                                 std::numeric_limits<float>::quiet_NaN(), &handle,
                                 static_cast<int>(threads)) != 0)
    return xgboost_fault("rows");
  BoostedRows made(handle);
  if (auto ok = set_column(handle, "label", label); !ok) return ok.error();
  if (auto ok = set_column(handle, "weight", weight); !ok) return ok.error();
  std::vector<float> bases;
  if (!base.empty()) bases.reserve(rows.rows() * base.size());
  for (std::size_t r = 0; r < rows.rows(); ++r) bases.insert(bases.end(), base.begin(), base.end());
  if (auto ok = set_column(handle, "base_margin", bases); !ok) return ok.error();
  return made;
}

BoostedRows::~BoostedRows() {
  if (handle_ != nullptr) XGDMatrixFree(handle_);
}

Result<Booster> Booster::begin(const std::vector<const BoostedRows*>& seen, const Settings& settings) {
  std::vector<DMatrixHandle> handles;
  for (const BoostedRows* rows : seen) handles.push_back(rows->handle());
  BoosterHandle handle = nullptr;
  if (XGBoosterCreate(handles.data(), handles.size(), &handle) != 0) return xgboost_fault("model");
  Booster booster(handle);
  for (const auto& [name, value] : Settings{{"nthread", "1"}, {"verbosity", "0"}}) {
    if (auto ok = booster.set(name, value); !ok) return ok.error();
  }
  for (const auto& [name, value] : settings) {
    if (auto ok = booster.set(name, value); !ok) return ok.error();
  }
  return booster;
}

Booster::~Booster() {
  if (handle_ != nullptr) XGBoosterFree(handle_);
}

Status Booster::set(const std::string& name, const std::string& value) {
  if (XGBoosterSetParam(handle_, name.c_str(), value.c_str()) == 0) return {};
  return xgboost_fault(name);
}

Status Booster::round(const BoostedRows& rows) {
  if (XGBoosterUpdateOneIter(handle_, rounds_++, rows.handle()) == 0) return {};
  return xgboost_fault("round");
}

Status Booster::round(const BoostedRows& rows, std::span<float> gradients, std::span<float> curvatures) {
  if (XGBoosterBoostOneIter(handle_, rows.handle(), gradients.data(), curvatures.data(), gradients.size()) ==
      0)
    return {};
  return xgboost_fault("tree");
}

Result<std::vector<float>> Booster::margins(const BoostedRows& rows) const {
  constexpr const char* kMargins =
      R"({"type": 1, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": false})";
  const bst_ulong* shape = nullptr;
  bst_ulong dimensions = 0;
  const float* values = nullptr;
  if (XGBoosterPredictFromDMatrix(handle_, rows.handle(), kMargins, &shape, &dimensions, &values) != 0)
    return xgboost_fault("margins");
  std::size_t count = 1;
  for (bst_ulong d = 0; d < dimensions; ++d) count *= static_cast<std::size_t>(shape[d]);
  return std::vector<float>(values, values + count);
}

Result<std::string> Booster::json() const {
  bst_ulong length = 0;
  const char* text = nullptr;
  if (XGBoosterSaveModelToBuffer(handle_, R"({"format":"json"})", &length, &text) != 0)
    return xgboost_fault("model");
  return std::string(text, static_cast<std::size_t>(length));
}

#endif

}  // namespace nearside
