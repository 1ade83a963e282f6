// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace nearside {

/// What is read, perhaps several times: a file, by its path, or all that came through a pipe. "-" is standard
/// input, which can be read once.
struct Input {
  Input(std::string file) : path(std::move(file)) {}
  Input(const char* file) : path(file) {}

  std::string path;
  /// A pipe's bytes, in pieces; null for a file, which is read anew each time.
  std::shared_ptr<const std::vector<std::string>> kept{};
};

/// The most that a pipe may bring, in bytes: it is kept in memory.
inline constexpr std::size_t kMostThroughPipe = std::size_t{1} << 30;

/// A file's path as it is; of a pipe, a terminal or standard input all its bytes, so that it can be read
/// again.
Result<Input> open_input(const std::string& path, std::size_t most_through_pipe = kMostThroughPipe);

/// Whether the path names a file, so that its name and its folder mean something: not standard input, and no
/// number of an open file such as /dev/fd/63.
bool is_named(const std::string& path);

/// The folder of a named file, for what lies beside it; empty, the current one, where there is no name.
std::string folder_of(const std::string& path);

/// How a sentence calls what is read: by its path, or "standard input".
std::string shown_name(const Input& input);

/// An error in the content (`bad_csv`, `bad_data`) after the file's name: "data.csv: row 3: has 1 field, the
/// header has 2". Others, such as that it can't be read, stay as they are.
Error in_file(const Input& input, Error error);

/// Hands the content to `piece`, part by part.
Status read_pieces(const Input& input, const std::function<Status(std::string_view)>& piece);

/// The whole content, at most `max_bytes`.
Result<std::string> read_file(const Input& input, std::size_t max_bytes = 64u << 20);

/// SHA-256 of the content, 64 hexadecimal digits.
Result<std::string> sha256_of_file(const Input& input);

/// What a file that is written contains: of people's rows and values a new file is for its owner alone (mode
/// 600); else the umask says who reads it. A file that is replaced keeps its mode.
enum class Contents : std::uint8_t { of_people, of_nobody };

/// Writes a file whole or not at all: into a file beside it, which takes its place only when everything was
/// written and `commit` was called. Without `commit`, and when a signal ends the program, nothing remains.
/// Symbolic links are followed: the link stays, and what it leads to is replaced. A device, a FIFO, an open
/// file such as /dev/stdout and a file that is a mount of its own are never replaced but written, every write
/// at once. "-" is standard output.
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

/// The same of what a command prints: that standard output does not lead into a file that the command reads,
/// or writes itself. An output that is standard output is meant to be.
Status check_standard_output(const std::vector<std::string>& inputs,
                             const std::vector<std::string>& outputs = {});

/// Whether a file stands there that would be replaced; a link that leads to nothing is none.
bool replaces_a_file(const std::string& path);

/// Whether what is written there goes to standard output.
bool is_standard_output(const std::string& path);

/// Removes what FileWriters have not committed. For a signal's handler that ends the program at once.
void remove_partial_files() noexcept;

}  // namespace nearside
