// SPDX-License-Identifier: Apache-2.0
#include "tools/table/printable.h"

#include <array>
#include <cstdint>
#include <cstdio>

#include "core/base/utf8.h"

namespace nearside {
namespace {

struct Span {
  std::uint32_t first;
  std::uint32_t last;
};

/// Unicode 15: general categories Cc, Zl and Zp, the bidirectional controls (UAX #9, 2), the annotation
/// characters, and what is Default_Ignorable_Code_Point but what scripts write with: U+200C and U+200D join
/// letters, variation selectors (Mongolian, U+FE00 and U+E0100 on) choose among forms of one.
constexpr std::array<Span, 19> kNotShown{{
    {0x00, 0x1F},     {0x7F, 0x9F},       {0xAD, 0xAD},       {0x34F, 0x34F},     {0x61C, 0x61C},
    {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180E, 0x180E},   {0x200B, 0x200B},   {0x200E, 0x200F},
    {0x2028, 0x202E}, {0x2060, 0x206F},   {0x3164, 0x3164},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE00FF},
}};

bool is_shown(std::uint32_t character) {
  for (const Span& span : kNotShown) {
    if (character >= span.first && character <= span.last) return false;
  }
  return true;
}

/// The character that well-formed UTF-8 begins with, and its length in bytes.
std::uint32_t first_character(std::string_view text, std::size_t& length) {
  const auto byte = static_cast<std::uint8_t>(text[0]);
  length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
  constexpr std::array<std::uint8_t, 5> kBits{0, 0x7F, 0x1F, 0x0F, 0x07};
  std::uint32_t character = byte & kBits[length];
  for (std::size_t i = 1; i < length; ++i)
    character = character << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
  return character;
}

/// As JSON writes a character that it escapes.
void append_escaped(std::uint32_t character, std::string& out) {
  const auto append = [&out](std::uint32_t unit) {
    char escape[16];
    std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(unit));
    out += escape;
  };
  if (character <= 0xFFFF) return append(character);
  const std::uint32_t above = character - 0x10000;
  append(0xD800 + (above >> 10));
  append(0xDC00 + (above & 0x3FF));
}

std::string shown(std::string_view text, bool line_breaks) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::string_view valid = text.substr(0, first_invalid_utf8(text));
    text.remove_prefix(valid.size());
    while (!valid.empty()) {
      std::size_t length = 0;
      const std::uint32_t character = first_character(valid, length);
      if (is_shown(character) || (line_breaks && character == '\n')) {
        out += valid.substr(0, length);
      } else {
        append_escaped(character, out);
      }
      valid.remove_prefix(length);
    }
    if (text.empty()) break;
    char escape[16];
    std::snprintf(escape, sizeof escape, "\\x%02x",
                  static_cast<unsigned>(static_cast<std::uint8_t>(text[0])));
    out += escape;
    text.remove_prefix(1);
  }
  return out;
}

}  // namespace

std::string printable(std::string_view text) {
  return shown(text, true);
}

std::string printable_line(std::string_view text) {
  return shown(text, false);
}

}  // namespace nearside
