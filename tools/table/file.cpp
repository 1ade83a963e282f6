// SPDX-License-Identifier: Apache-2.0
#include "tools/table/file.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include "core/base/sha256.h"

namespace nearside {
namespace {

Error fault(const std::string& path, const std::string& what) {
  return {ErrorCode::cannot_write, path == "-" ? "standard input or output" : path,
          what + ": " + std::strerror(errno)};
}

}  // namespace

Status read_pieces(const std::string& path, const std::function<Status(std::string_view)>& piece) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) return fault(path, "can't be opened");
  std::vector<char> buffer(1u << 18);
  Status status;
  while (status) {
    const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file);
    if (got == 0) {
      if (std::ferror(file) != 0) status = fault(path, "can't be read");
      break;
    }
    status = piece(std::string_view(buffer.data(), got));
  }
  if (file != stdin) std::fclose(file);
  return status;
}

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  std::string content;
  auto status = read_pieces(path, [&](std::string_view piece) -> Status {
    if (content.size() + piece.size() > max_bytes) {
      return Error{ErrorCode::cannot_write, path, "is larger than " + std::to_string(max_bytes) + " bytes"};
    }
    content += piece;
    return {};
  });
  if (!status) return status.error();
  return content;
}

Result<std::string> sha256_of_file(const std::string& path) {
  Sha256 hash;
  auto status = read_pieces(path, [&](std::string_view piece) -> Status {
    hash.update(std::span(reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size()));
    return {};
  });
  if (!status) return status.error();
  return hex(hash.finish());
}

Result<FileWriter> FileWriter::open(const std::string& path) {
  FileWriter writer;
  writer.path_ = path;
  if (path == "-") {
    writer.file_ = stdout;
    return writer;
  }
  writer.aside_ = path + ".partial-" + std::to_string(getpid());
  writer.file_ = std::fopen(writer.aside_.c_str(), "wb");
  if (writer.file_ == nullptr) {
    auto error = fault(path, "can't be written");
    writer.aside_.clear();
    return error;
  }
  return writer;
}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : path_(std::move(other.path_)),
      aside_(std::exchange(other.aside_, {})),
      file_(std::exchange(other.file_, nullptr)) {}

FileWriter::~FileWriter() {
  if (file_ != nullptr && file_ != stdout) std::fclose(file_);
  if (!aside_.empty()) std::remove(aside_.c_str());
}

Status FileWriter::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) return fault(path_, "can't be written");
  return {};
}

Status FileWriter::commit() {
  if (file_ == stdout) return std::fflush(stdout) == 0 ? Status() : Status(fault(path_, "can't be written"));
  if (std::fclose(std::exchange(file_, nullptr)) != 0) return fault(path_, "can't be written");
  if (std::rename(aside_.c_str(), path_.c_str()) != 0) return fault(path_, "can't be written");
  aside_.clear();
  return {};
}

Status write_file(const std::string& path, std::string_view content) {
  auto writer = FileWriter::open(path);
  if (!writer) return writer.error();
  if (auto ok = writer->write(content); !ok) return ok;
  return writer->commit();
}

}  // namespace nearside
