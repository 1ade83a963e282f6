// SPDX-License-Identifier: Apache-2.0
// All that the tool says passes one place, where nothing that a table or a model file wrote can move the
// cursor.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/source_files.h"

namespace nearside {
namespace {

/// What writes to a terminal by itself. Of `snprintf` none does.
constexpr std::array<std::string_view, 18> kWriters{
    "printf(", "fprintf(",  "vprintf(",  "vfprintf(", "dprintf(", "puts(",
    "fputs(",  "putchar(",  "fputc(",    "putc(",     "fwrite(",  "perror(",
    "fopen(",  "std::cout", "std::cerr", "std::clog", "ofstream", "fstream"};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Which of them stand in a text, not as the end of another word.
std::vector<std::string_view> writers_in(std::string_view text) {
  std::vector<std::string_view> found;
  for (const std::string_view writer : kWriters) {
    std::size_t at = text.find(writer);
    while (at != std::string_view::npos && at > 0 && is_word(text[at - 1])) at = text.find(writer, at + 1);
    if (at != std::string_view::npos) found.push_back(writer);
  }
  return found;
}

TEST(Printing, PassesOnePlace) {
  // What may: the one place for text, and the one for files.
  const std::vector<std::string> kMay{"tools/commands/print.cpp", "tools/table/file.cpp"};
  std::size_t allowed = 0;
  const std::vector<SourceFile> files = source_files("tools");
  for (const auto& [path, text] : files) {
    const auto found = writers_in(text);
    if (std::find(kMay.begin(), kMay.end(), path) != kMay.end()) {
      if (!found.empty()) ++allowed;
      continue;
    }
    for (const std::string_view writer : found)
      ADD_FAILURE() << path << " has " << writer << "; commands print with tools/commands/print.h";
  }
  EXPECT_GE(files.size(), 150u);
  EXPECT_EQ(allowed, kMay.size());
}

TEST(Printing, IsSeenWhereItPassesBy) {
  using Words = std::vector<std::string_view>;
  EXPECT_EQ(writers_in("  std::printf(\"%s\", text);"), Words{"printf("});
  EXPECT_EQ(writers_in("std::cout << text;"), Words{"std::cout"});
  EXPECT_EQ(writers_in("fwrite(a, 1, 2, stdout)"), Words{"fwrite("});
  EXPECT_EQ(writers_in("std::snprintf(text, sizeof text); outputs(); put_character(); layout;"), Words{});
}

}  // namespace
}  // namespace nearside
