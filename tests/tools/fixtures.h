// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the tests of the tool share: files of the repository, folders that vanish, tables and matrices.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/base/number_text.h"
#include "core/base/result.h"
#include "core/data/csv.h"
#include "tools/profile/infer.h"
#include "tools/recipe/recipe.h"
#include "tools/table/matrix.h"

namespace nearside {

inline constexpr double kMissingValue = std::numeric_limits<double>::quiet_NaN();

/// A file of the repository.
inline std::string in_repository(const std::string& path) {
  return std::string(NEARSIDE_SOURCE_DIR) + "/" + path;
}

inline std::string pima_csv() {
  return in_repository("models/diabetes-pima/pima.csv");
}
inline std::string mixed_csv() {
  return in_repository("tests/fixtures/mixed/mixed.csv");
}

inline std::string content_of(const std::string& path) {
  std::string content;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  EXPECT_NE(file, nullptr) << path;
  if (file == nullptr) return content;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) content += static_cast<char>(c);
  std::fclose(file);
  return content;
}

/// A new empty folder, removed with all that is in it.
class TempFolder {
 public:
  TempFolder() : path_(::testing::TempDir() + "/nearside-XXXXXX") {
    EXPECT_NE(mkdtemp(path_.data()), nullptr) << path_;
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  std::string path(const std::string& name) const { return path_ + "/" + name; }

  /// Writes a file into the folder and returns its path.
  std::string with(const std::string& name, std::string_view content) const {
    std::FILE* file = std::fopen(path(name).c_str(), "wb");
    EXPECT_NE(file, nullptr) << path(name);
    if (file != nullptr) {
      EXPECT_EQ(std::fwrite(content.data(), 1, content.size(), file), content.size());
      std::fclose(file);
    }
    return path(name);
  }

  /// Names of the files in it, ascending.
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    std::error_code error;
    std::filesystem::directory_iterator entry(path_, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
      found.push_back(entry->path().filename().string());
    }
    EXPECT_FALSE(error) << error.message();
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  std::string path_;
};

/// One column of a CSV file as numbers, taken from the rows whose first field is `first` (any, if empty).
inline std::vector<double> numbers_in(const std::string& path, std::string_view column,
                                      std::string_view first = {}) {
  std::vector<double> numbers;
  std::size_t place = 0;
  auto status = read_csv_text(content_of(path), [&](const CsvRow& row) -> Status {
    if (row.number == 1) {
      const auto found = std::find(row.fields.begin(), row.fields.end(), column);
      EXPECT_NE(found, row.fields.end()) << column;
      place = static_cast<std::size_t>(found - row.fields.begin());
    } else if (first.empty() || row.fields[0] == first) {
      numbers.push_back(parse_number(row.fields[place]).value_or(kMissingValue));
    }
    return {};
  });
  EXPECT_TRUE(status) << status.error().text();
  return numbers;
}

inline Matrix matrix(std::initializer_list<std::initializer_list<double>> rows) {
  Matrix result;
  for (const auto& row : rows) {
    result.columns = row.size();
    result.values.insert(result.values.end(), row.begin(), row.end());
  }
  return result;
}

inline Predictor numeric(const std::string& id, bool required = true) {
  Predictor predictor;
  predictor.id = id;
  predictor.kind = Kind::numeric;
  predictor.required = required;
  return predictor;
}

inline Predictor with_levels(const std::string& id, Kind kind, std::initializer_list<const char*> levels,
                             bool required = true) {
  Predictor predictor = numeric(id, required);
  predictor.kind = kind;
  for (const char* level : levels) predictor.levels.push_back({level, {}});
  return predictor;
}

/// The recipe that `init` would write for a table.
inline Recipe inferred(const std::string& path, const std::string& outcome,
                       const std::string& positive = "") {
  auto recipe = infer_recipe(path, {outcome, positive, "", ','});
  EXPECT_TRUE(recipe) << recipe.error().text();
  return recipe ? std::move(*recipe) : Recipe();
}

/// The error's `path: message`, or empty where there is none.
template <class T>
std::string text_of(const Result<T>& result) {
  return result ? "" : result.error().text();
}

/// The same, its error without the name of the file in a temporary folder, which it must begin with.
template <class T>
Result<T> after_name(const std::string& path, Result<T> result) {
  if (result) return result;
  Error error = result.error();
  const bool named = error.path == path || error.path.starts_with(path + ": ");
  EXPECT_TRUE(named) << error.text();
  if (named) error.path.erase(0, path.size() + (error.path == path ? 0 : 2));
  return error;
}

inline double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  EXPECT_EQ(a.size(), b.size());
  double largest = 0.0;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    const double difference = std::abs(a[i] - b[i]);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

}  // namespace nearside
