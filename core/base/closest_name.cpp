// SPDX-License-Identifier: Apache-2.0
#include "core/base/closest_name.h"

#include <algorithm>
#include <numeric>

namespace nearside {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Levenshtein's distance, letters' case ignored.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string suggestion(std::string_view name, const std::vector<std::string_view>& names) {
  constexpr std::size_t kLongestName = 80;
  const std::string_view* best = nullptr;
  std::size_t nearest = 1 + std::max<std::size_t>(1, name.size() / 3);
  if (name.size() <= kLongestName) {
    for (const std::string_view& candidate : names) {
      if (candidate.empty() || candidate.size() > kLongestName) continue;
      const std::size_t d = distance(name, candidate);
      if (d < nearest) {
        nearest = d;
        best = &candidate;
      }
    }
  }
  if (best != nullptr) return "; did you mean \"" + std::string(*best) + "\"?";
  const bool can_be_listed = std::all_of(names.begin(), names.end(), [](std::string_view each) {
    return !each.empty() && each.size() <= kLongestName;
  });
  if (names.empty() || names.size() > 12 || !can_be_listed) return {};
  std::string list = "; known: ";
  for (std::size_t i = 0; i < names.size(); ++i) list += (i > 0 ? ", " : "") + std::string(names[i]);
  return list;
}

}  // namespace nearside
