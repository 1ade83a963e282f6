// SPDX-License-Identifier: Apache-2.0
#include "tools/table/place.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>

#include "tools/table/file.h"

namespace nearside {
namespace {

/// The path up to its last part, and that part.
struct Parts {
  std::string folder;
  std::string name;
};

Parts parts_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {".", path};
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

std::string without_links(const std::string& folder) {
  char real[PATH_MAX];
  return realpath(folder.c_str(), real) == nullptr ? std::string() : std::string(real);
}

/// The number of this program's open file that a link in /proc stands for.
std::optional<int> descriptor_in(const std::string& folder, const std::string& name) {
  const std::string own = "/proc/" + std::to_string(getpid()) + "/";
  if (!folder.starts_with(own) || !folder.ends_with("/fd")) return std::nullopt;
  int number = 0;
  for (const char c : name) {
    if (c < '0' || c > '9' || number > 99'999) return std::nullopt;
    number = 10 * number + (c - '0');
  }
  return number;
}

Place open_file(const std::string& path, int descriptor) {
  Place place{Place::Kind::descriptor, path, descriptor};
  if (fstat(descriptor, &place.status) != 0) place.status = {};
  return place;
}

// What a file system says of a file beyond its mode (statx). Elsewhere than under Linux a rename says it
// later.
#ifdef STATX_ATTR_MOUNT_ROOT
constexpr std::uint64_t kMountOfItsOwn = STATX_ATTR_MOUNT_ROOT;
constexpr std::uint64_t kStaysAsItIs = STATX_ATTR_APPEND | STATX_ATTR_IMMUTABLE;
bool has(const std::string& path, std::uint64_t attributes) {
  struct statx status {};
  return statx(AT_FDCWD, path.c_str(), AT_SYMLINK_NOFOLLOW, 0, &status) == 0 &&
         (status.stx_attributes & attributes) != 0;
}
#else
constexpr std::uint64_t kMountOfItsOwn = 0;
constexpr std::uint64_t kStaysAsItIs = 0;
bool has(const std::string& /*path*/, std::uint64_t /*attributes*/) {
  return false;
}
#endif

Place::Kind kind_of(const std::string& path, mode_t mode) {
  if (S_ISREG(mode)) return has(path, kMountOfItsOwn) ? Place::Kind::device : Place::Kind::file;
  return S_ISDIR(mode) ? Place::Kind::folder : Place::Kind::device;
}

/// Whether a new file may take the place of the one that stands there; sets errno where it may not.
bool can_be_replaced(const Place& place, const std::string& folder) {
  // A rename asks the folder alone; who took the right to write from the file meant it.
  if (access(place.path.c_str(), W_OK) != 0) return false;
  errno = EPERM;
  if (has(place.path, kStaysAsItIs) || has(folder, kStaysAsItIs)) return false;
  struct stat around {};
  const uid_t self = geteuid();
  const bool anybodys = self == 0 || stat(folder.c_str(), &around) != 0 || (around.st_mode & S_ISVTX) == 0;
  return anybodys || around.st_uid == self || place.status.st_uid == self;
}

/// Whether writing the one would change the other. Devices, such as a terminal or /dev/null, bear both.
bool same(const Place& a, const Place& b) {
  if (a.kind == Place::Kind::nothing || b.kind == Place::Kind::nothing) {
    if (a.kind != b.kind || parts_of(a.path).name != parts_of(b.path).name) return false;
  } else if (!S_ISREG(a.status.st_mode) && !S_ISFIFO(a.status.st_mode)) {
    return false;
  }
  return a.status.st_dev == b.status.st_dev && a.status.st_ino == b.status.st_ino;
}

}  // namespace

Error system_fault(const std::string& path, const std::string& what) {
  return {ErrorCode::cannot_write, path == "-" ? "standard input or output" : path,
          what + ": " + std::strerror(errno)};
}

Result<Place> place_at(const std::string& path, int standard) {
  if (path == "-") return open_file(path, standard);
  constexpr int kMostLinks = 40;  // as many as Linux follows
  Place place{Place::Kind::nothing, path};
  for (int links = 0; links <= kMostLinks; ++links) {
    const Parts parts = parts_of(place.path);
    if (lstat(place.path.c_str(), &place.status) != 0) {
      if (errno != ENOENT || stat(parts.folder.c_str(), &place.status) != 0 || parts.name.empty()) break;
      return place;
    }
    if (!S_ISLNK(place.status.st_mode)) {
      place.kind = kind_of(place.path, place.status.st_mode);
      return place;
    }
    const std::string folder = without_links(parts.folder);
    if (const auto number = descriptor_in(folder, parts.name)) return open_file(place.path, *number);
    if (folder.starts_with("/proc/")) {
      // Such a link's text need not be a path: only opening it tells where it leads.
      if (stat(place.path.c_str(), &place.status) != 0) break;
      place.kind = S_ISDIR(place.status.st_mode) ? Place::Kind::folder : Place::Kind::device;
      return place;
    }
    char target[PATH_MAX];
    const auto length = readlink(place.path.c_str(), target, sizeof target);
    if (length < 0) break;
    const std::string next(target, static_cast<std::size_t>(length));
    place.path = next.starts_with("/") ? next : parts.folder + "/" + next;
    errno = ELOOP;
  }
  return system_fault(path, "can't be written");
}

bool is_named(const std::string& path) {
  const auto place = place_at(path, STDIN_FILENO);
  return !place || place->kind != Place::Kind::descriptor;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (!is_named(path) || slash == std::string::npos) return "";
  return path.substr(0, slash + 1);
}

bool replaces_a_file(const std::string& path) {
  const auto place = place_at(path, STDOUT_FILENO);
  if (!place || place->kind == Place::Kind::nothing || place->kind == Place::Kind::descriptor) return false;
  return S_ISREG(place->status.st_mode) || S_ISDIR(place->status.st_mode);
}

bool is_standard_output(const std::string& path) {
  const auto place = place_at(path, STDOUT_FILENO);
  return place && place->kind == Place::Kind::descriptor && place->descriptor == STDOUT_FILENO;
}

Status check_output(const std::string& output, const std::vector<std::string>& others) {
  const auto place = place_at(output, STDOUT_FILENO);
  if (!place) return place.error();
  if (place->kind == Place::Kind::folder) {
    return Error{ErrorCode::cannot_write, output, "can't be written: it is a folder; name a file in it"};
  }
  for (const std::string& other : others) {
    const auto its_place = place_at(other, STDIN_FILENO);
    if (!its_place || !same(*place, *its_place)) continue;  // what can't be read says so when it is read
    const std::string which = output == other ? "" : ", which is the same file";
    return Error{ErrorCode::cannot_write, output == "-" ? "standard output" : output,
                 "would be written over \"" + other + "\"" + which +
                     ", and this command needs both; give another name"};
  }
  const std::string folder = parts_of(place->path).folder;
  const bool makes_file = place->kind == Place::Kind::nothing || place->kind == Place::Kind::file;
  if (makes_file && access(folder.c_str(), W_OK | X_OK) != 0) return system_fault(output, "can't be written");
  if (place->kind == Place::Kind::file && !can_be_replaced(*place, folder))
    return system_fault(output, "can't be written");
  const bool is_opened = place->kind == Place::Kind::device && S_ISREG(place->status.st_mode);
  if (is_opened && access(place->path.c_str(), W_OK) != 0) return system_fault(output, "can't be written");
  return {};
}

Status check_standard_output(const std::vector<std::string>& inputs,
                             const std::vector<std::string>& outputs) {
  std::vector<std::string> files = inputs;
  for (const std::string& output : outputs) {
    if (!output.empty() && !is_standard_output(output)) files.push_back(output);
  }
  return check_output("-", files);
}

}  // namespace nearside
