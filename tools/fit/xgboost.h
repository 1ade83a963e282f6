// SPDX-License-Identifier: Apache-2.0
#pragma once
// XGBoost (1.7, its C interface), as far as we use it: one thread, unless the settings say `nthread`. Its
// sums, of 32-bit numbers in doubles, are split between threads: a tree grown by several was the same in all
// tables that were tried (tests/tools/fit/trees_test.cpp), but only with one thread is that certain. Native
// only.
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace nearside {

/// Rows of 32-bit numbers, one after the other; NaN is missing.
struct FloatRows {
  std::size_t columns = 0;
  std::vector<float> values;

  std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
};

/// Such rows, never all in memory at once: `fill` writes those from `first` on, as many as there is room for,
/// a whole number of rows. They are asked for several times, in order.
struct FloatRowSource {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::function<Status(std::size_t first, std::span<float> values)> fill;
};

/// Rows in XGBoost's own form. `base` is where the margins of a row begin, the same for every row; empty
/// labels or weights: none.
class BoostedRows {
 public:
  /// For every use.
  static Result<BoostedRows> make(const FloatRows& rows, std::span<const float> label,
                                  std::span<const float> weight, std::span<const float> base,
                                  std::size_t threads = 1);
  /// To grow trees by histograms (`hist`) of XGBoost's usual 256 bins, and for that only: of each value its
  /// bin is kept, in about half the memory. The trees are those that `make` leads to.
  static Result<BoostedRows> binned(const FloatRowSource& source, std::span<const float> label,
                                    std::span<const float> weight, std::span<const float> base,
                                    std::size_t threads = 1);
  BoostedRows(BoostedRows&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  BoostedRows& operator=(BoostedRows&&) = delete;
  ~BoostedRows();
  void* handle() const { return handle_; }

 private:
  explicit BoostedRows(void* handle) : handle_(handle) {}
  void* handle_;
};

class Booster {
 public:
  using Settings = std::vector<std::pair<std::string, std::string>>;
  /// Margins are computed round by round for `seen`, the rows that trees are grown from among them.
  static Result<Booster> begin(const std::vector<const BoostedRows*>& seen, const Settings& settings);
  Booster(Booster&& other) noexcept
      : handle_(std::exchange(other.handle_, nullptr)), rounds_(other.rounds_) {}
  Booster& operator=(Booster&&) = delete;
  ~Booster();

  Status set(const std::string& name, const std::string& value);
  /// One more round, by the objective among the settings.
  Status round(const BoostedRows& rows);
  /// One more tree, from a gradient and a curvature a row.
  Status round(const BoostedRows& rows, std::span<float> gradients, std::span<float> curvatures);
  /// The margins of all rows, row by row.
  Result<std::vector<float>> margins(const BoostedRows& rows) const;
  /// The model in XGBoost's JSON.
  Result<std::string> json() const;

 private:
  explicit Booster(void* handle) : handle_(handle) {}
  void* handle_;
  int rounds_ = 0;
};

}  // namespace nearside
