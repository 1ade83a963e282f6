// SPDX-License-Identifier: Apache-2.0
#include "tools/explain/written_steps.h"

#include <algorithm>
#include <string_view>
#include <type_traits>

#include "tools/explain/cells.h"
#include "tools/explain/column_names.h"
#include "tools/table/printable.h"

namespace nearside {
namespace {

using cells::brief;
using cells::joined;
using cells::percent;
using cells::row;

/// Writes a step as its fields, from its own description: columns by their names, numbers in their order.
struct StepArchive {
  const std::vector<std::string>& names;
  std::vector<std::string> parts{};

  template <class T>
  void field(std::string_view key, const T& value, std::string_view /*meaning*/) {
    std::vector<std::string> items;
    if constexpr (std::is_same_v<T, std::vector<std::uint32_t>>) {
      for (std::uint32_t i : value) {
        items.push_back(key == "columns" && i < names.size() ? names[i] : std::to_string(i));
      }
    } else if constexpr (std::is_same_v<T, std::vector<double>>) {
      for (double number : value) items.push_back(brief(number));
    } else if constexpr (std::is_same_v<T, double>) {
      items.push_back(brief(value));
    } else if constexpr (std::is_same_v<T, std::string>) {
      items.push_back(value);
    } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
      items = value;
    } else if constexpr (std::is_same_v<T, bool>) {
      items.emplace_back(value ? "yes" : "no");
    } else if constexpr (std::is_enum_v<T>) {
      items.emplace_back(enum_name(value));
    } else if constexpr (std::is_same_v<T, std::vector<Operation>>) {
      for (const Operation operation : value) items.emplace_back(enum_name(operation));
    } else {
      items.push_back(std::to_string(value));
    }
    constexpr std::size_t kMost = 40;
    if (items.size() > kMost) {
      const std::size_t more = items.size() - kMost;
      items.resize(kMost);
      items.push_back("and " + std::to_string(more) + " more");
    }
    parts.push_back(printable_line(std::string(key) + " " + joined(items)));
  }
  template <class T>
  void optional(std::string_view key, const T& value, std::string_view meaning) {
    field(key, value, meaning);
  }
  template <class T>
  void since(std::uint32_t /*version*/, std::string_view key, const T& value, std::string_view meaning) {
    field(key, value, meaning);
  }
};

/// The components' loadings by the columns' names: a line a column, at most ten components.
std::string loading_lines(const Project& step, const std::vector<std::string>& names) {
  std::vector<std::size_t> widths{31, 12};
  std::vector<std::string> head{"   column", "centre"};
  std::vector<std::string> shares{"   share of variance", ""};
  std::vector<std::string> scales{"   divided by", ""};
  const std::size_t shown = std::min<std::size_t>(step.names.size(), 10);
  for (std::size_t k = 0; k < shown; ++k) {
    widths.push_back(12);
    head.push_back(step.names[k]);
    shares.push_back(percent(step.shares[k]));
    scales.push_back(brief(step.scales[k]));
  }
  std::string text = row(head, widths);
  for (std::size_t j = 0; j < step.columns.size(); ++j) {
    std::vector<std::string> cells{"   " + names[step.columns[j]], brief(step.centres[j])};
    for (std::size_t k = 0; k < shown; ++k)
      cells.push_back(brief(step.loadings[k * step.columns.size() + j]));
    text += row(cells, widths);
  }
  text += row(scales, widths) + row(shares, widths);
  if (shown < step.names.size())
    text += "     and " + std::to_string(step.names.size() - shown) + " more components\n";
  text.pop_back();
  return text;
}

std::string step_text(const Step& step, const std::vector<std::string>& names) {
  return std::visit(
      [&](const auto& s) {
        using S = std::decay_t<decltype(s)>;
        std::string text(s.kName);
        if constexpr (std::is_same_v<S, Project>) {
          return text + "\n" + loading_lines(s, names);
        } else {
          StepArchive archive{names};
          s.describe(archive, s);
          if constexpr (std::is_same_v<S, ImputeNeighbours>) {
            archive.parts.pop_back();  // the rows are people's
            archive.parts.push_back("holds " + std::to_string(s.development_rows()) + " development rows");
          }
          for (const std::string& part : archive.parts) text += "\n     " + part;
          return text;
        }
      },
      step);
}

}  // namespace

std::string steps_text(const std::vector<Step>& steps, const std::vector<Predictor>& predictors) {
  // The steps were checked before; walking them again gives the names between them.
  auto stages = columns_through(steps, columns_of(predictors), "steps");
  std::string text;
  for (std::size_t s = 0; s < steps.size(); ++s) {
    const std::vector<std::string> names = readable_names((*stages)[s], predictors);
    text += "  " + std::to_string(s + 1) + ". " + step_text(steps[s], names) + "\n";
  }
  return text;
}

}  // namespace nearside
