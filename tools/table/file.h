// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace nearside {

/// Hands the content of a file (or of standard input, for "-") to `piece`, part by part.
Status read_pieces(const std::string& path, const std::function<Status(std::string_view)>& piece);

/// The whole content of a file, at most `max_bytes`.
Result<std::string> read_file(const std::string& path, std::size_t max_bytes = 64u << 20);

/// SHA-256 of a file's content, 64 hexadecimal digits.
Result<std::string> sha256_of_file(const std::string& path);

/// Writes a file whole or not at all: into a file beside it, which takes its place only when everything was
/// written and `commit` was called. Without `commit`, nothing remains.
class FileWriter {
 public:
  /// "-" is standard output, to which every write goes at once.
  static Result<FileWriter> open(const std::string& path);
  FileWriter(FileWriter&& other) noexcept;
  FileWriter& operator=(FileWriter&&) = delete;
  ~FileWriter();

  Status write(std::string_view text);
  Status commit();

 private:
  FileWriter() = default;
  std::string path_;
  std::string aside_;
  std::FILE* file_ = nullptr;
};

/// Writes `content` to `path`, whole or not at all.
Status write_file(const std::string& path, std::string_view content);

}  // namespace nearside
