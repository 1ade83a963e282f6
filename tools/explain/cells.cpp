// SPDX-License-Identifier: Apache-2.0
#include "tools/explain/cells.h"

#include <cmath>
#include <cstdio>

#include "tools/table/printable.h"

namespace nearside::cells {

std::string brief(double value) {
  if (std::isnan(value)) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

std::string percent(double share) {
  return std::isnan(share) ? "few" : brief(100.0 * share) + " %";
}

std::string padded(std::string text, std::size_t width) {
  std::size_t characters = 0;
  for (char c : text) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  if (characters < width) text.append(width - characters, ' ');
  return text;
}

std::string row(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string line = "  ";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string cell = printable_line(cells[i]);
    line += i + 1 < cells.size() ? padded(cell, widths[i]) : cell;
    if (line.back() != ' ') line += ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line + "\n";
}

std::string joined(const std::vector<std::string>& parts) {
  std::string list;
  for (const std::string& part : parts) list += (list.empty() ? "" : ", ") + part;
  return list;
}

}  // namespace nearside::cells
