// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/xgboost.h"

#ifndef __EMSCRIPTEN__
#include <xgboost/c_api.h>

#include <algorithm>
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
Result<BoostedRows> BoostedRows::binned(const FloatRowSource&, std::span<const float>, std::span<const float>,
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

Status set_base(DMatrixHandle handle, std::size_t rows, std::span<const float> base) {
  if (base.empty()) return {};
  std::vector<float> bases;
  bases.reserve(rows * base.size());
  for (std::size_t r = 0; r < rows; ++r) bases.insert(bases.end(), base.begin(), base.end());
  return set_column(handle, "base_margin", bases);
}

/// Hands the rows of a source to XGBoost, some at a time. XGBoost calls it from C: a fault is kept until
/// XGBoost has returned.
class RowFeed {
 public:
  RowFeed(const FloatRowSource& source, std::span<const float> weight, DMatrixHandle proxy)
      : source_(source),
        weight_(weight),
        proxy_(proxy),
        some_(std::min(kRowsAtOnce, source.rows) * source.columns) {}

  const Status& status() const { return status_; }

  static void reset(DataIterHandle feed) { static_cast<RowFeed*>(feed)->first_ = 0; }
  static int next(DataIterHandle feed) { return static_cast<RowFeed*>(feed)->next() ? 1 : 0; }

 private:
  static constexpr std::size_t kRowsAtOnce = 4096;

  bool next() {
    if (first_ == source_.rows) return false;
    const std::size_t rows = std::min(kRowsAtOnce, source_.rows - first_);
    const std::span<float> values(some_.data(), rows * source_.columns);
    if (status_) status_ = source_.fill(first_, values);
    // As the array interface of NumPy, version 3, says it: where the numbers lie, not to be written.
    const std::string interface = R"({"data": [)" +
                                  std::to_string(reinterpret_cast<std::uintptr_t>(values.data())) +
                                  R"(, true], "shape": [)" + std::to_string(rows) + ", " +
                                  std::to_string(source_.columns) + R"(], "typestr": "<f4", "version": 3})";
    if (status_ && XGProxyDMatrixSetDataDense(proxy_, interface.c_str()) != 0)
      status_ = xgboost_fault("rows");
    if (status_ && !weight_.empty()) status_ = set_column(proxy_, "weight", weight_.subspan(first_, rows));
    first_ += rows;
    return bool(status_);
  }

  const FloatRowSource& source_;
  std::span<const float> weight_;
  DMatrixHandle proxy_;
  std::vector<float> some_;
  std::size_t first_ = 0;
  Status status_;
};

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
  if (auto ok = set_base(handle, rows.rows(), base); !ok) return ok.error();
  return made;
}

Result<BoostedRows> BoostedRows::binned(const FloatRowSource& source, std::span<const float> label,
                                        std::span<const float> weight, std::span<const float> base,
                                        std::size_t threads) {
  DMatrixHandle proxy = nullptr;
  if (XGProxyDMatrixCreate(&proxy) != 0) return xgboost_fault("rows");
  const BoostedRows proxy_owner(proxy);
  RowFeed feed(source, weight, proxy);
  const std::string settings =
      R"({"missing": NaN, "nthread": )" + std::to_string(threads) + R"(, "max_bin": 256})";
  DMatrixHandle handle = nullptr;
  const int failed = XGQuantileDMatrixCreateFromCallback(&feed, proxy, nullptr, RowFeed::reset, RowFeed::next,
                                                         settings.c_str(), &handle);
  BoostedRows made(failed == 0 ? handle : nullptr);
  if (!feed.status()) return feed.status().error();
  if (failed != 0) return xgboost_fault("rows");
  if (auto ok = set_column(handle, "label", label); !ok) return ok.error();
  if (auto ok = set_base(handle, source.rows, base); !ok) return ok.error();
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
