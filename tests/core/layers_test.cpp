// SPDX-License-Identifier: Apache-2.0
// Each folder of core uses only those before it, and nothing outside; Eigen and nlohmann/json stay out of
// headers.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/source_files.h"

namespace nearside {
namespace {

constexpr std::array<std::string_view, 8> kLayers{"base",    "data",       "steps",  "models",
                                                  "outcome", "model_file", "engine", "evaluate"};

/// The place of `core/steps/impute.h` or `core/engine.h` in the list, by its folder or by its own name.
std::optional<std::size_t> layer_of(std::string_view path) {
  if (!path.starts_with("core/")) return std::nullopt;
  path.remove_prefix(5);
  const std::string_view name = path.substr(0, path.find_first_of("/."));
  const auto found = std::find(kLayers.begin(), kLayers.end(), name);
  if (found == kLayers.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kLayers.begin());
}

/// What stands between the quotes or brackets of an `#include` line; nothing for any other line.
std::string_view included(std::string_view line) {
  const auto skip_spaces = [&] {
    while (!line.empty() && (line[0] == ' ' || line[0] == '\t')) line.remove_prefix(1);
  };
  skip_spaces();
  if (!line.starts_with("#")) return {};
  line.remove_prefix(1);
  skip_spaces();
  if (!line.starts_with("include")) return {};
  const std::size_t begin = line.find_first_of("\"<");
  if (begin == std::string_view::npos) return {};
  const std::size_t end = line.find_first_of("\">", begin + 1);
  return line.substr(begin + 1, end - begin - 1);
}

/// What is wrong with the includes of one file of core, a sentence each.
std::vector<std::string> wrong_arrows(const std::string& path, std::string_view text) {
  std::vector<std::string> faults;
  const std::optional<std::size_t> from = layer_of(path);
  if (!from) faults.push_back(path + " stands in no known folder of core");
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    const std::string target(included(text.substr(0, end + 1)));
    text.remove_prefix(end + 1);
    const auto blame = [&](const std::string& why) {
      faults.push_back(path + " includes " + target + ": " + why);
    };
    for (const char* outside : {"tools/", "wasm/", "web/", "tests/", "models/", "../"}) {
      if (target.starts_with(outside)) blame("core uses nothing outside itself");
    }
    if (target.starts_with("core/")) {
      const std::optional<std::size_t> to = layer_of(target);
      if (!to) {
        blame("no known folder of core");
      } else if (from && *to > *from) {
        blame("the arrow runs back");
      }
    }
    const bool heavy = target.starts_with("Eigen/") || target.starts_with("nlohmann/");
    if (heavy && path.ends_with(".h")) blame("not in a header");
  }
  return faults;
}

TEST(Layers, UseOnlyThoseBeforeThem) {
  const std::vector<SourceFile> files = source_files("core");
  std::array<int, kLayers.size()> files_of{};
  for (const auto& [path, text] : files) {
    for (const std::string& fault : wrong_arrows(path, text)) ADD_FAILURE() << fault;
    if (const auto layer = layer_of(path)) ++files_of[*layer];
  }
  EXPECT_GE(files.size(), 50u);
  for (std::size_t layer = 0; layer < kLayers.size(); ++layer)
    EXPECT_GT(files_of[layer], 0) << kLayers[layer];
}

TEST(Layers, AreSeenWhereAnArrowRunsBack) {
  const auto faults = [](const std::string& path, const std::string& text) {
    return wrong_arrows(path, text).size();
  };
  EXPECT_EQ(faults("core/steps/a.cpp",
                   "#include \"core/data/b.h\"\n#include \"core/steps/c.h\"\n#include <vector>\n"),
            0u);
  EXPECT_EQ(faults("core/steps/a.cpp", "#include <vector>\n#include \"core/models/b.h\""), 1u);
  EXPECT_EQ(faults("core/base/a.h", "#pragma once\n  #  include \"core/data/b.h\"\n"), 1u);
  EXPECT_EQ(faults("core/base/a.h", "#include <core/data/b.h>\n"), 1u);
  EXPECT_EQ(faults("core/model_file/a.cpp", "#include \"core/engine.h\"\n"), 1u);
  EXPECT_EQ(faults("core/engine.cpp", "#include \"core/evaluate/a.h\"\n"), 1u);
  EXPECT_EQ(faults("core/engine.cpp", "#include \"core/model_file/a.h\"\n#include \"core/engine.h\"\n"), 0u);
  EXPECT_EQ(faults("core/evaluate/a.cpp", "#include \"core/engine.h\"\n"), 0u);
}

TEST(Layers, AreSeenWhereCoreReachesOutside) {
  EXPECT_EQ(wrong_arrows("core/engine.cpp", "#include \"tools/fit/a.h\"\n").size(), 1u);
  EXPECT_EQ(wrong_arrows("core/engine.cpp", "#include \"../tools/fit/a.h\"\n").size(), 1u);
  EXPECT_EQ(wrong_arrows("core/engine.cpp", "#include \"core/util/a.h\"\n").size(), 1u);
  EXPECT_EQ(wrong_arrows("core/util/a.h", "").size(), 1u);
}

TEST(Layers, AreSeenWhereAHeaderTakesInALargeLibrary) {
  EXPECT_EQ(wrong_arrows("core/base/a.h", "#include <Eigen/Dense>\n").size(), 1u);
  EXPECT_EQ(wrong_arrows("core/model_file/a.h", "#include <nlohmann/json.hpp>\n").size(), 1u);
  EXPECT_EQ(wrong_arrows("core/base/a.cpp", "#include <Eigen/Dense>\n").size(), 0u);
}

}  // namespace
}  // namespace nearside
