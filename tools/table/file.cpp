// SPDX-License-Identifier: Apache-2.0
#include "tools/table/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <utility>

#include "core/base/sha256.h"
#include "tools/table/place.h"
#include "tools/table/shortened.h"

namespace nearside {

// --------------------------------------------------------------------------------------------------- reading

Result<Input> open_input(const std::string& path, std::size_t most_through_pipe) {
  struct stat status {};
  const bool there = path == "-" || stat(path.c_str(), &status) == 0;
  if (!there || (path != "-" && (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)))) return Input(path);
  std::vector<std::string> pieces;
  std::size_t bytes = 0;
  auto read = read_pieces(path, [&](std::string_view piece) -> Status {
    bytes += piece.size();
    if (bytes > most_through_pipe) {
      return Error{ErrorCode::cannot_write, shown_name(Input(path)),
                   "brings more than " + std::to_string(most_through_pipe) +
                       " bytes; what comes through a pipe is kept in memory, so write it into a file first"};
    }
    pieces.emplace_back(piece);
    return {};
  });
  if (!read) return read.error();
  Input input(path);
  input.kept = std::make_shared<const std::vector<std::string>>(std::move(pieces));
  return input;
}

std::string shown_name(const Input& input) {
  return input.path == "-" ? "standard input" : input.path;
}

Error in_file(const Input& input, Error error) {
  if (error.code != ErrorCode::bad_csv && error.code != ErrorCode::bad_data) return error;
  error.path = shown_name(input) + (error.path.empty() ? "" : ": " + error.path);
  return error;
}

Status read_pieces(const Input& input, const std::function<Status(std::string_view)>& piece) {
  Status status;
  if (input.kept) {
    for (auto kept = input.kept->begin(); status && kept != input.kept->end(); ++kept) status = piece(*kept);
    return status;
  }
  static bool standard_input_was_read = false;
  const bool standard = input.path == "-";
  if (standard && std::exchange(standard_input_was_read, true)) {
    return Error{ErrorCode::cannot_write, "standard input",
                 "was read to its end already, and this command needs it twice; name a file"};
  }
  std::FILE* file = standard ? stdin : std::fopen(input.path.c_str(), "rb");
  if (file == nullptr) return system_fault(input.path, "can't be opened");
  std::vector<char> buffer(1u << 18);
  while (status) {
    const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file);
    if (got == 0) {
      if (std::ferror(file) != 0) status = system_fault(input.path, "can't be read");
      break;
    }
    status = piece(std::string_view(buffer.data(), got));
  }
  if (!standard) std::fclose(file);
  return status;
}

Result<std::string> read_file(const Input& input, std::size_t max_bytes) {
  std::string content;
  auto status = read_pieces(input, [&](std::string_view piece) -> Status {
    if (content.size() + piece.size() > max_bytes) {
      return Error{ErrorCode::cannot_write, shown_name(input),
                   "is larger than " + std::to_string(max_bytes) + " bytes"};
    }
    content += piece;
    return {};
  });
  if (!status) return status.error();
  return content;
}

Result<std::string> sha256_of_file(const Input& input) {
  Sha256 hash;
  auto status = read_pieces(input, [&](std::string_view piece) -> Status {
    hash.update(std::span(reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size()));
    return {};
  });
  if (!status) return status.error();
  return hex(hash.finish());
}

// --------------------------------------------------------------------------------------------- partial files

/// The name of a file that is not yet whole, where a signal's handler can read it: it may take no memory.
struct FileWriter::Partial {
  std::atomic<bool> taken{false};
  std::atomic<bool> stands{false};
  char path[4096]{};
};

namespace {

std::array<FileWriter::Partial, 8> partials;

#ifndef __EMSCRIPTEN__
extern "C" void remove_and_end(int signal) {
  remove_partial_files();
  // SA_RESETHAND has given the signal its usual meaning back: the exit status says what ended the program.
  raise(signal);
}
#endif

/// From the first partial file on. A signal that somebody ignores (nohup) or minds (train) stays theirs.
void remove_partial_files_on_signals() {
#ifndef __EMSCRIPTEN__  // under Node no signal reaches the program
  static const bool done = [] {
    for (const int signal :
         {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGXCPU, SIGXFSZ, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM,
          SIGPROF, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP}) {
      struct sigaction action {};
      if (sigaction(signal, nullptr, &action) != 0 || action.sa_handler != SIG_DFL) continue;
      action.sa_handler = remove_and_end;
      action.sa_flags = static_cast<int>(SA_RESETHAND);
      sigaction(signal, &action, nullptr);
    }
    return true;
  }();
  static_cast<void>(done);
#endif
}

FileWriter::Partial* free_partial() {
  for (FileWriter::Partial& partial : partials) {
    if (!partial.taken.exchange(true)) return &partial;
  }
  return nullptr;
}

/// Gives a new file the owner and the mode of the one that it replaces. Where the group can't be kept, ours
/// gets no right that was meant for theirs.
void take_over(int file, const struct stat& replaced) {
  mode_t mode = replaced.st_mode & 0777;
  struct stat own {};
  if (fstat(file, &own) != 0) return;
  const bool kept =
      own.st_gid == replaced.st_gid || fchown(file, static_cast<uid_t>(-1), replaced.st_gid) == 0;
  if (!kept) mode &= ~static_cast<mode_t>(070);
  // Only root may give a file away: where that fails, it is ours from now on.
  [[maybe_unused]] const bool given =
      own.st_uid == replaced.st_uid || fchown(file, replaced.st_uid, static_cast<gid_t>(-1)) == 0;
  fchmod(file, mode);
}

}  // namespace

void remove_partial_files() noexcept {
  for (FileWriter::Partial& partial : partials) {
    if (partial.stands) unlink(partial.path);
  }
}

// --------------------------------------------------------------------------------------------------- writing

Result<FileWriter> FileWriter::open(const std::string& path, Contents contents) {
  if (auto ok = check_output(path, {}); !ok) return ok.error();
  const auto place = place_at(path, STDOUT_FILENO);
  if (!place) return place.error();
  FileWriter writer;
  writer.path_ = path;
  if (place->kind == Place::Kind::nothing || place->kind == Place::Kind::file) {
    if (auto ok = writer.open_beside(place->path, contents); !ok) return ok.error();
  } else if (place->descriptor == STDOUT_FILENO) {
    writer.file_ = stdout;
  } else {
    const int file = place->kind == Place::Kind::descriptor
                         ? dup(place->descriptor)
                         : ::open(place->path.c_str(), O_WRONLY | O_TRUNC | O_NOCTTY | O_CLOEXEC);
    if (file >= 0) writer.file_ = fdopen(file, "wb");
    if (writer.file_ == nullptr) return system_fault(path, "can't be written");
  }
  return writer;
}

Status FileWriter::open_beside(const std::string& place, Contents contents) {
  partial_ = free_partial();
  if (partial_ == nullptr) return Error{ErrorCode::cannot_write, path_, "too many files are written at once"};
  place_ = place;
  struct stat replaced {};
  const bool replaces = stat(place.c_str(), &replaced) == 0;
  const mode_t mode = replaces || contents == Contents::of_people ? 0600 : 0666;
  const std::size_t name = place.rfind('/') + 1;  // npos + 1 is 0
  constexpr std::size_t kLongestName = 200;       // of 255, so that the ending has room
  const std::string beginning = place.substr(0, name) +
                                std::string(shortened(std::string_view(place).substr(name), kLongestName)) +
                                ".partial-" + std::to_string(getpid());
  remove_partial_files_on_signals();
  int file = -1;
  constexpr int kMostTries = 100;  // what a program of the same number left behind stays as it is
  for (int i = 1; i <= kMostTries && file < 0; ++i) {
    const std::string path = beginning + (i == 1 ? "" : "-" + std::to_string(i));
    if (path.size() >= sizeof partial_->path) {
      errno = ENAMETOOLONG;
      break;
    }
    path.copy(partial_->path, path.size());
    partial_->path[path.size()] = '\0';
    partial_->stands = true;  // before it does: no signal comes between
    file = ::open(partial_->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (file >= 0) break;
    partial_->stands = false;
    if (errno != EEXIST) break;
  }
  if (file < 0) return system_fault(path_, "can't be written");
  if (replaces) take_over(file, replaced);
  file_ = fdopen(file, "wb");
  if (file_ == nullptr) {
    close(file);
    return system_fault(path_, "can't be written");
  }
  return {};
}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : path_(std::move(other.path_)),
      place_(std::move(other.place_)),
      partial_(std::exchange(other.partial_, nullptr)),
      file_(std::exchange(other.file_, nullptr)) {}

FileWriter::~FileWriter() {
  if (file_ != nullptr && file_ != stdout) std::fclose(file_);
  remove_partial();
}

void FileWriter::remove_partial() {
  if (partial_ == nullptr) return;
  if (partial_->stands) unlink(partial_->path);
  partial_->stands = false;
  partial_->taken = false;
  partial_ = nullptr;
}

Status FileWriter::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size())
    return system_fault(path_, "can't be written");
  return {};
}

Status FileWriter::commit() {
  const auto fault = [this] { return system_fault(path_, "can't be written"); };
  if (std::fflush(file_) != 0) return fault();
  if (file_ == stdout) return {};
  // After a power cut the new name must not lead to an empty file where an older one was whole.
  if (partial_ != nullptr && fsync(fileno(file_)) != 0 && errno != EINVAL && errno != ENOSYS) return fault();
  if (std::fclose(std::exchange(file_, nullptr)) != 0) return fault();
  if (partial_ == nullptr) return {};
  if (std::rename(partial_->path, place_.c_str()) != 0) return fault();
  partial_->stands = false;
  remove_partial();
  return {};
}

Status write_file(const std::string& path, std::string_view content, Contents contents) {
  auto writer = FileWriter::open(path, contents);
  if (!writer) return writer.error();
  if (auto ok = writer->write(content); !ok) return ok;
  return writer->commit();
}

}  // namespace nearside
