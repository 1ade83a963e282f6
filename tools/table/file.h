// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace nearside {

/// Hands the content of a file (or of standard input, for "-") to `piece`, part by part.
Status read_pieces(const std::string& path, const std::function<Status(std::string_view)>& piece);

/// The whole content of a file, at most `max_bytes`.
Result<std::string> read_file(const std::string& path, std::size_t max_bytes = 64u << 20);

/// SHA-256 of a file's content, 64 hexadecimal digits.
Result<std::string> sha256_of_file(const std::string& path);

/// What a file that is written contains: of people's rows and values a new file is for its owner alone (mode
/// 600); else the umask says who reads it. A file that is replaced keeps its mode.
enum class Contents : std::uint8_t { of_people, of_nobody };

/// Writes a file whole or not at all: into a file beside it, which takes its place only when everything was
/// written and `commit` was called. Without `commit`, and when a signal ends the program, nothing remains.
/// Symbolic links are followed: the link stays, and what it leads to is replaced. A device, a FIFO, and an
/// open file such as /dev/stdout are never replaced but written, every write at once. "-" is standard output.
class FileWriter {
 public:
  static Result<FileWriter> open(const std::string& path, Contents contents);
  FileWriter(FileWriter&& other) noexcept;
  FileWriter& operator=(FileWriter&&) = delete;
  ~FileWriter();

  Status write(std::string_view text);
  Status commit();

  struct Partial;

 private:
  FileWriter() = default;
  Status open_beside(const std::string& place, Contents contents);
  void remove_partial();

  std::string path_;
  std::string place_;  ///< where the links lead: what is replaced
  Partial* partial_ = nullptr;
  std::FILE* file_ = nullptr;
};

/// Writes `content` to `path`, whole or not at all.
Status write_file(const std::string& path, std::string_view content, Contents contents);

/// To be asked before any work: that `output` can be written and is none of the other files of the same
/// command, by whatever path or link.
Status check_output(const std::string& output, const std::vector<std::string>& others);

/// Whether a file stands there that would be replaced; a link that leads to nothing is none.
bool replaces_a_file(const std::string& path);

/// Whether what is written there goes to standard output.
bool is_standard_output(const std::string& path);

/// Removes what FileWriters have not committed. For a signal's handler that ends the program at once.
void remove_partial_files() noexcept;

}  // namespace nearside
