// SPDX-License-Identifier: Apache-2.0
#include "tools/table/outcome_codes.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/data/code_text.h"
#include "core/data/table_text.h"

namespace nearside {
namespace {

/// The texts of each meaning, in the order of the codes.
Result<std::map<std::string, std::vector<std::string>>> texts_of_meanings(
    const std::vector<std::string>& codes, const std::vector<std::string>& meanings) {
  std::map<std::string, std::vector<std::string>> texts;
  std::set<std::string> seen;
  std::string list;
  for (const std::string& meaning : meanings) list += "\"" + meaning + "\", ";
  for (const std::string& code : codes) {
    const std::size_t equals = code.rfind('=');
    const std::string_view said = trimmed(std::string_view(code).substr(0, equals));
    const std::string text(is_code(without_fraction(said)) ? without_fraction(said) : said);
    if (equals == std::string::npos || text.empty())
      return Error{ErrorCode::bad_data, "outcome codes",
                   "\"" + code + "\" is no code; write text=meaning, such as 1=yes"};
    const std::string meaning(trimmed(std::string_view(code).substr(equals + 1)));
    if (!meaning.empty() && std::find(meanings.begin(), meanings.end(), meaning) == meanings.end()) {
      return Error{ErrorCode::bad_data, "outcome codes",
                   "\"" + code + "\" has a meaning that the outcome does not know; it knows " + list +
                       "and nothing for a missing outcome"};
    }
    if (!seen.insert(text).second)
      return Error{ErrorCode::bad_data, "outcome codes", "\"" + text + "\" stands twice"};
    texts[meaning].push_back(text);
  }
  for (const std::string& meaning : meanings) {
    if (texts[meaning].empty())
      return Error{ErrorCode::bad_data, "outcome codes", "no code means \"" + meaning + "\""};
  }
  return texts;
}

}  // namespace

Result<Outcome> in_codes(Outcome outcome, const std::vector<std::string>& codes) {
  if (codes.empty()) return outcome;
  if (outcome.is_number())
    return Error{ErrorCode::bad_data, "outcome codes", "are for classes and events; the outcome is a number"};
  const bool timed = outcome.which() == OutcomeKind::time_to_event;
  std::vector<std::string> meanings;
  if (outcome.classes.empty()) meanings = {outcome.positive, timed ? "censored" : outcome.name_of_other()};
  for (const ClassRequest& one : outcome.classes) meanings.push_back(one.id);
  auto texts = texts_of_meanings(codes, meanings);
  if (!texts) return texts.error();
  outcome.missing_markers = (*texts)[""];
  for (ClassRequest& one : outcome.classes) one.values = (*texts)[one.id];
  if (!outcome.classes.empty()) return outcome;
  outcome.positive_values = (*texts)[outcome.positive];
  outcome.competing.clear();
  if (timed) {
    outcome.censored = (*texts)["censored"];
  } else {
    outcome.negative_values = (*texts)[outcome.name_of_other()];
    outcome.negative = outcome.name_of_other();
  }
  return outcome;
}

}  // namespace nearside
