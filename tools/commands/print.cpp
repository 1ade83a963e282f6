// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/print.h"

#include <unistd.h>

#include <algorithm>

#include "tools/table/file.h"
#include "tools/table/printable.h"

namespace nearside {
namespace {

void write(const std::string& text, std::FILE* to) {
  std::fwrite(text.data(), 1, text.size(), to);  // `main` asks at the end whether standard output took it
}

}  // namespace

void print(std::string_view text, std::FILE* to) {
  write(printable(text), to);
}

void print_line(std::string_view sentence, std::FILE* to) {
  write(printable_line(sentence) + "\n", to);
}

void print_failure(std::string_view sentence) {
  constexpr std::string_view kNextLine = "\n  ";
  std::string text = "nearside: ";
  while (true) {
    const std::size_t end = sentence.find(kNextLine);
    text += printable_line(sentence.substr(0, end));
    if (end == std::string_view::npos) break;
    text += kNextLine;
    sentence.remove_prefix(end + kNextLine.size());
  }
  write(text + "\n", stderr);
}

std::FILE* notes_beside(const std::vector<std::string>& files) {
  return std::any_of(files.begin(), files.end(), is_standard_output) ? stderr : stdout;
}

void show_progress(std::string_view line) {
  // To the first column, then clear to the line's end (ECMA-48: CR, EL).
  write("\r\033[K" + printable_line(line), stderr);
}

bool progress_is_seen() {
  return isatty(STDERR_FILENO) != 0;
}

}  // namespace nearside
