// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

// All that the commands say passes here, so that no table, model file or file name can write to the terminal
// what it will (tools/table/printable.h). Tables and model files on standard output are data and go through a
// FileWriter.
namespace nearside {

/// Prints lines of text, or JSON.
void print(std::string_view text, std::FILE* to = stdout);

/// Prints one sentence and ends its line, whatever line breaks the names in it have.
void print_line(std::string_view sentence, std::FILE* to = stdout);

/// Prints the sentence of an error to standard error, after the program's name. Its further lines are
/// indented (a list of faults); any other line break belongs to a name or a value.
void print_failure(std::string_view sentence);

/// Where a command says what it did: standard output, or standard error where one of its files goes to
/// standard output, which text would spoil.
std::FILE* notes_beside(const std::vector<std::string>& files);

/// Shows how far the work is in one line of standard error, over the one before; an empty one clears it.
void show_progress(std::string_view line);

/// Whether anybody would see `show_progress`.
bool progress_is_seen();

}  // namespace nearside
