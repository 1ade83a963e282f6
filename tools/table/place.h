// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <sys/stat.h>

#include <cstdint>
#include <string>

#include "core/base/result.h"

namespace nearside {

/// Where a path leads when its symbolic links are followed to the end.
struct Place {
  enum class Kind : std::uint8_t {
    nothing,  ///< a file can be made here
    file,     ///< a regular file stands here
    folder,
    descriptor,  ///< an open file of this program: -, /dev/stdout, /dev/fd/63
    device,      ///< or a FIFO, a socket, another program's open file, a file that is a mount of its own (as
                 ///< containers have them): is opened, never replaced
  };
  Kind kind = Kind::nothing;
  std::string path;       ///< what the last link leads to
  int descriptor = -1;    ///< its number
  struct stat status {};  ///< of what stands here; of nothing: of the folder
};

/// "-" is `standard`: 0 for what is read, 1 for what is written.
Result<Place> place_at(const std::string& path, int standard);

/// An error of `cannot_write` with the system's reason, the last one: `path: what: No space left on device`.
Error system_fault(const std::string& path, const std::string& what);

}  // namespace nearside
