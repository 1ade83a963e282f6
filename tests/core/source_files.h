// SPDX-License-Identifier: Apache-2.0
#pragma once
// The repository's own C++ texts, for tests of how they are written.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace nearside {

struct SourceFile {
  std::string path;  ///< from the repository's root, with slashes
  std::string text;
};

/// Every `.h` and `.cpp` below `folder`, which is named from the repository's root; not what npm brought.
inline std::vector<SourceFile> source_files(const std::string& folder,
                                            const std::filesystem::path& root = NEARSIDE_SOURCE_DIR) {
  std::vector<SourceFile> files;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator entry(root / folder, error), end; entry != end;
       entry.increment(error)) {
    if (entry->path().filename() == "node_modules") {
      entry.disable_recursion_pending();
      continue;
    }
    SourceFile file{entry->path().lexically_relative(root).generic_string(), ""};
    if (!file.path.ends_with(".h") && !file.path.ends_with(".cpp")) continue;
    std::FILE* const stream = std::fopen(entry->path().c_str(), "rb");
    EXPECT_NE(stream, nullptr) << file.path;
    if (stream == nullptr) continue;
    char piece[4096];
    for (std::size_t size = 0; (size = std::fread(piece, 1, sizeof piece, stream)) > 0;)
      file.text.append(piece, size);
    std::fclose(stream);
    files.push_back(std::move(file));
  }
  EXPECT_FALSE(error) << error.message();
  return files;
}

}  // namespace nearside
