// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/formula_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/closest_name.h"
#include "core/base/number_text.h"

namespace nearside {
namespace {

struct Function {
  std::string_view name;
  Operation operation;
};
constexpr std::array<Function, 10> kFunctions{{{"min", Operation::min},
                                               {"max", Operation::max},
                                               {"abs", Operation::abs},
                                               {"log", Operation::log},
                                               {"exp", Operation::exp},
                                               {"sqrt", Operation::sqrt},
                                               {"round", Operation::round},
                                               {"floor", Operation::floor},
                                               {"if", Operation::choose},
                                               {"first_known", Operation::first_known}}};

/// Longer signs before those that they begin with.
constexpr std::array<Function, 6> kComparisons{{{"<=", Operation::less_or_equal},
                                                {">=", Operation::greater_or_equal},
                                                {"==", Operation::equal},
                                                {"!=", Operation::not_equal},
                                                {"<", Operation::less},
                                                {">", Operation::greater}}};

bool is_decimal_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Letters of any script: whatever is not ASCII counts as one.
bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 128;
}

bool is_keyword(std::string_view word) {
  return word == "and" || word == "or" || word == "not";
}

/// Recursive descent, one function a level of precedence. After the first fault nothing more is taken.
class Parser {
 public:
  Parser(std::string_view text, const std::string& path) : text_(text), path_(path) {}

  Result<FormulaText> parse() {
    if (text_.size() > Formula::kMaxExpressionBytes) fail(0, "is longer than 1,000 bytes");
    skip_space();
    if (at_end()) fail(0, "is empty");
    disjunction();
    if (!error_ && !at_end()) {
      const bool chained = comparison_here().has_value();
      fail(place_, chained ? "comparisons can't be chained; write a < b and b < c"
                           : "expected an operator or the end, found " + seen());
    }
    if (!error_ && formula_.names.empty()) fail(0, "uses no column");
    if (error_) return *error_;
    return std::move(formula_);
  }

 private:
  static constexpr int kMaxNesting = 64;

  bool at_end() const { return place_ == text_.size(); }

  void skip_space() {
    while (!at_end() && (text_[place_] == ' ' || text_[place_] == '\t' || text_[place_] == '\n')) ++place_;
  }

  /// Characters are counted as people do, from 1, not in bytes.
  std::size_t character(std::size_t place) const {
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; };
    const std::string_view before = text_.substr(0, place);
    return 1 + static_cast<std::size_t>(std::count_if(before.begin(), before.end(), begins));
  }

  void fail(std::size_t place, std::string message) {
    if (error_) return;
    error_ = Error{ErrorCode::bad_recipe, path_,
                   "at character " + std::to_string(character(place)) + ": " + std::move(message)};
    place_ = text_.size();
  }

  std::string seen() const {
    if (at_end()) return "the end";
    std::string_view word = word_here();
    if (word.empty()) word = text_.substr(place_, 1);
    return "\"" + std::string(word) + "\"";
  }

  std::string_view word_here() const {
    std::size_t end = place_;
    if (at_end() || !begins_name(text_[end])) return {};
    while (end < text_.size() && (begins_name(text_[end]) || is_decimal_digit(text_[end]))) ++end;
    return text_.substr(place_, end - place_);
  }

  bool take(std::string_view sign) {
    if (text_.substr(place_, sign.size()) != sign) return false;
    place_ += sign.size();
    skip_space();
    return true;
  }

  bool take_word(std::string_view word) { return word_here() == word && take(word); }

  void emit(Operation operation) {
    if (error_) return;
    if (formula_.operations.size() == Formula::kMaxOperations)
      return fail(place_, "the formula has more than 200 operations");
    formula_.operations.push_back(operation);
    depth_ += 1;
    depth_ -= arguments_of(operation);
    if (depth_ > Formula::kMaxDepth) fail(place_, "the formula is nested too deeply");
  }

  /// Guards against brackets, signs and powers nested without end.
  struct Level {
    explicit Level(Parser& owner) : parser(owner) {
      if (++parser.nesting_ > kMaxNesting)
        parser.fail(parser.place_, "the formula is nested more than 64 deep");
    }
    ~Level() { --parser.nesting_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    Parser& parser;
  };

  void disjunction() {
    conjunction();
    while (take_word("or")) {
      conjunction();
      emit(Operation::logical_or);
    }
  }

  void conjunction() {
    negation();
    while (take_word("and")) {
      negation();
      emit(Operation::logical_and);
    }
  }

  void negation() {
    const Level level(*this);
    if (!take_word("not")) return comparison();
    negation();
    emit(Operation::logical_not);
  }

  std::optional<Function> comparison_here() const {
    for (const Function& sign : kComparisons) {
      if (text_.substr(place_, sign.name.size()) == sign.name) return sign;
    }
    return std::nullopt;
  }

  void comparison() {
    const std::size_t before = formula_.operations.size();
    sum();
    if (const auto sign = comparison_here()) {
      const bool one_name =
          formula_.operations.size() == before + 1 && formula_.operations.back() == Operation::column;
      const std::size_t start = place_;
      take(sign->name);
      if (!at_end() && text_[place_] == '\'') {
        const bool equality = sign->operation == Operation::equal || sign->operation == Operation::not_equal;
        if (!one_name || !equality)
          return fail(start, "an answer in quotes is compared with a name, by == or !=");
        answer();
      } else {
        sum();
      }
      emit(sign->operation);
    } else if (!at_end() && text_[place_] == '=') {
      fail(place_, "a comparison is written ==");
    }
  }

  void sum() {
    product();
    while (!at_end()) {
      const bool plus = take("+");
      if (!plus && !take("-")) return;
      product();
      emit(plus ? Operation::add : Operation::subtract);
    }
  }

  void product() {
    signed_power();
    while (!at_end()) {
      const bool times = take("*");
      if (!times && !take("/")) return;
      signed_power();
      emit(times ? Operation::multiply : Operation::divide);
    }
  }

  void signed_power() {
    const Level level(*this);
    if (!take("-")) return power();
    const std::size_t before = formula_.operations.size();
    signed_power();
    if (!error_ && formula_.operations.size() == before + 1 &&
        formula_.operations.back() == Operation::number) {
      formula_.numbers.back() = -formula_.numbers.back();  // -2 is a number, not the negative of one
    } else {
      emit(Operation::negate);
    }
  }

  void power() {
    operand();
    if (!take("^")) return;
    signed_power();
    emit(Operation::power);
  }

  void operand() {
    const std::string_view word = word_here();
    if (at_end() || is_keyword(word)) {
      return fail(place_, "expected a number, a name or \"(\", found " + seen());
    }
    const char c = text_[place_];
    if (is_decimal_digit(c) || c == '.') return number();
    if (c == '`') return quoted_name();
    if (take("(")) {
      disjunction();
      return close();
    }
    if (word.empty()) return fail(place_, "expected a number, a name or \"(\", found " + seen());
    const std::size_t start = place_;
    take(word);
    if (take("(")) return call(word, start);
    name(word, start);
  }

  void close() {
    if (!error_ && !take(")")) fail(place_, "expected \")\", found " + seen());
  }

  void number() {
    std::size_t end = place_;
    const auto skip_digits = [&] {
      while (end < text_.size() && is_decimal_digit(text_[end])) ++end;
    };
    skip_digits();
    if (end < text_.size() && text_[end] == '.') ++end;
    skip_digits();
    if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
      ++end;
      if (end < text_.size() && (text_[end] == '+' || text_[end] == '-')) ++end;
      skip_digits();
    }
    const std::string_view digits = text_.substr(place_, end - place_);
    const std::optional<double> value = parse_number(digits);
    if (!value) return fail(place_, "\"" + std::string(digits) + "\" is not a number");
    formula_.numbers.push_back(*value);
    take(digits);
    emit(Operation::number);
  }

  void quoted_name() {
    const std::size_t start = place_;
    const std::size_t end = text_.find('`', place_ + 1);
    if (end == std::string_view::npos) return fail(start, "the backtick is not closed");
    place_ = end + 1;
    skip_space();
    name(text_.substr(start + 1, end - start - 1), start);
  }

  void answer() {
    const std::size_t start = place_;
    const std::size_t end = text_.find('\'', place_ + 1);
    if (end == std::string_view::npos) return fail(start, "the quote is not closed");
    formula_.answers.push_back({static_cast<std::uint32_t>(formula_.inputs.size() - 1),
                                formula_.numbers.size(),
                                std::string(text_.substr(start + 1, end - start - 1)), character(start)});
    formula_.numbers.push_back(0.0);
    place_ = end + 1;
    skip_space();
    emit(Operation::number);
  }

  void name(std::string_view text, std::size_t start) {
    auto& names = formula_.names;
    std::size_t place = 0;
    while (place < names.size() && names[place].text != text) ++place;
    if (place == names.size()) names.push_back({std::string(text), character(start)});
    formula_.inputs.push_back(static_cast<std::uint32_t>(place));
    emit(Operation::column);
  }

  void call(std::string_view word, std::size_t start) {
    const Function* function = nullptr;
    std::vector<std::string_view> known;
    for (const Function& candidate : kFunctions) {
      known.push_back(candidate.name);
      if (candidate.name == word) function = &candidate;
    }
    if (function == nullptr) {
      return fail(start, "there is no function \"" + std::string(word) + "\"" + suggestion(word, known));
    }
    const std::size_t wanted = arguments_of(function->operation);
    if (function->operation == Operation::choose) return branches(start);
    const bool any_number = function->operation == Operation::min || function->operation == Operation::max ||
                            function->operation == Operation::first_known;
    std::size_t given = 0;
    if (!take(")")) {
      do {
        disjunction();
        ++given;
        if (any_number && given > 1) emit(function->operation);
      } while (take(","));
      close();
    }
    if (error_) return;
    if (given < wanted || (given > wanted && !any_number)) {
      return fail(start, std::string(word) + " takes " + std::to_string(wanted) +
                             (any_number    ? " arguments or more"
                              : wanted == 1 ? " argument"
                                            : " arguments") +
                             ", found " + std::to_string(given));
    }
    if (!any_number) emit(function->operation);
  }

  /// if(c1, v1, c2, v2, else): as many choices as pairs, the last one first.
  void branches(std::size_t start) {
    std::size_t given = 0;
    if (!take(")")) {
      do {
        disjunction();
        ++given;
      } while (take(","));
      close();
    }
    if (error_) return;
    if (given < 3 || given % 2 == 0) {
      return fail(start,
                  "if takes a condition, a value and an else, or more such pairs before the else, found " +
                      std::to_string(given) + " arguments");
    }
    for (std::size_t pair = 1; pair < given; pair += 2) emit(Operation::choose);
  }

  std::string_view text_;
  std::string path_;
  std::size_t place_ = 0;
  std::size_t depth_ = 0;
  int nesting_ = 0;
  FormulaText formula_;
  std::optional<Error> error_;
};

}  // namespace

Result<FormulaText> parse_formula(std::string_view expression, const std::string& path) {
  return Parser(expression, path).parse();
}

}  // namespace nearside
