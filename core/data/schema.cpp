// SPDX-License-Identifier: Apache-2.0
#include "core/data/schema.h"

#include <cmath>
#include <limits>
#include <set>

namespace nearside {
namespace {

constexpr double kLargestEnd = std::numeric_limits<double>::max();

Status check_range(const std::optional<Range>& range, const std::string& path) {
  if (!range) return {};
  if (!std::isfinite(range->low) || !std::isfinite(range->high))
    return bad_model(path, "both ends must be finite");
  if (range->low > range->high) return bad_model(path, "low is above high");
  return {};
}

Status check_units(const Predictor& predictor, const std::string& path) {
  if (predictor.units.size() > kMaxUnits) return bad_model(path, "more than 64 units");
  if (predictor.kind == Kind::integer && predictor.units.size() > 1) {
    return bad_model(path, "a whole number in one unit is a fraction in another; make the kind numeric");
  }
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < predictor.units.size(); ++i) {
    const Unit& unit = predictor.units[i];
    const std::string here = indexed(path, i);
    if (unit.ucum.empty()) return bad_model(here, "ucum", "a unit needs a UCUM code");
    if (!seen.insert(unit.ucum).second) return stands_twice(here, "ucum", unit.ucum);
    if (!std::isfinite(unit.factor) || unit.factor == 0.0) {
      return bad_model(here, "factor", "must be finite and not 0");
    }
    if (!std::isfinite(unit.offset)) return bad_model(here, "offset", "must be finite");
    if (i == 0 && (unit.factor != 1.0 || unit.offset != 0.0)) {
      return bad_model(here, "the first unit is the model's own: its factor is 1 and its offset 0");
    }
  }
  return {};
}

Status check_levels(const Predictor& predictor, const std::string& path) {
  const std::size_t count = predictor.levels.size();
  if (predictor.kind == Kind::boolean && count != 2) {
    return bad_model(path, "a boolean predictor has two levels, first the one that means no; found " +
                               std::to_string(count));
  }
  if (predictor.kind == Kind::categorical && count < 2)
    return bad_model(path, "a categorical predictor has at least two levels");
  if (count > kMaxLevels) return bad_model(path, "more than 4096 levels");
  const bool number = is_number(predictor.kind);
  if (number && count != 0) return bad_model(path, "a number has no levels");
  if (!number && !predictor.units.empty()) return bad_model(path, "a predictor with levels has no units");
  if (!number && (predictor.hard || predictor.development)) {
    return bad_model(path, "a predictor with levels has no ranges");
  }
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < count; ++i) {
    const Level& level = predictor.levels[i];
    if (level.id.empty()) return bad_model(indexed(path, i) + ".id", "a level needs an id");
    if (!seen.insert(level.id).second) return stands_twice(indexed(path, i), "id", level.id);
    for (std::size_t a = 0; a < level.aliases.size(); ++a) {
      const std::string here = indexed(indexed(path, i) + ".aliases", a);
      if (level.aliases[a].empty()) return bad_model(here, "an alias is not empty");
      if (!seen.insert(level.aliases[a]).second)
        return bad_model(here, "\"" + level.aliases[a] + "\" stands twice");
    }
  }
  return {};
}

Status check_table_rules(const Predictor& predictor, const std::string& path) {
  const Written& written = predictor.written;
  if (written.decimal_mark != "." && written.decimal_mark != ",") {
    return bad_model(path, "written.decimal_mark", "must be \".\" or \",\"");
  }
  constexpr std::string_view kThousands = ",.' ";
  if (written.thousands.size() > 1 || kThousands.find(written.thousands) == std::string_view::npos) {
    return bad_model(path, "written.thousands", "must be one of , . ' and a space, or empty");
  }
  if (written.thousands == written.decimal_mark) {
    return bad_model(path, "written.thousands", "is the decimal mark");
  }
  if (written.unit_follows && predictor.units.empty()) {
    return bad_model(path, "written.unit_follows", "the predictor lists no units");
  }
  const auto has_level = [&](std::string_view id) {
    for (const Level& level : predictor.levels) {
      if (level.id == id) return true;
    }
    return false;
  };
  if (predictor.unlisted == Unlisted::level && !has_level(predictor.unlisted_level)) {
    return bad_model(path, "unlisted_level",
                     "\"" + predictor.unlisted_level + "\" is no level of the predictor");
  }
  if (predictor.unlisted != Unlisted::level && !predictor.unlisted_level.empty()) {
    return bad_model(path, "unlisted_level", "stands only where `unlisted` is `level`");
  }
  if (predictor.impossible == Impossible::missing && !predictor.hard) {
    return bad_model(path, "impossible", "`missing` needs a hard range");
  }
  if (predictor.ordered && predictor.kind != Kind::categorical) {
    return bad_model(path, "ordered", "only a categorical predictor is ordered");
  }
  if (predictor.kind == Kind::date && !predictor.units.empty()) {
    return bad_model(path, "units", "a date has no units");
  }
  return {};
}

Status check_care(const Predictor& predictor, const std::string& path) {
  for (std::size_t i = 0; i < predictor.care.size(); ++i) {
    const Care& care = predictor.care[i];
    if (care.text.en.empty()) return bad_model(indexed(path, i) + ".text", "there are no words");
    if (!care.from && !care.to) return bad_model(indexed(path, i), "`from`, `to` or both must be given");
    const double from = care.from.value_or(-kLargestEnd);
    const double to = care.to.value_or(kLargestEnd);
    if (!(from <= to) || !std::isfinite(from) || !std::isfinite(to))
      return bad_model(indexed(path, i), "`from` and `to` must be finite and in their order");
  }
  return {};
}

}  // namespace

Status check(const std::vector<Predictor>& predictors, const std::string& path) {
  if (predictors.empty()) return bad_model(path, "a model needs at least one predictor");
  if (predictors.size() > kMaxPredictors) return bad_model(path, "more than 4096 predictors");
  std::set<std::string_view> ids;
  std::set<std::string_view> columns;
  for (std::size_t i = 0; i < predictors.size(); ++i) {
    const Predictor& predictor = predictors[i];
    const std::string here = indexed(path, i);
    if (predictor.id.empty()) return bad_model(here, "id", "a predictor needs an id");
    if (predictor.id.size() > kMaxIdBytes) return bad_model(here, "id", "is longer than 200 bytes");
    if (!ids.insert(predictor.id).second) return stands_twice(here, "id", predictor.id);
    if (!columns.insert(predictor.source_column()).second) {
      return bad_model(here, "column",
                       "\"" + std::string(predictor.source_column()) + "\" is used by two predictors");
    }
    if (auto ok = check_units(predictor, here + ".units"); !ok) return ok;
    if (auto ok = check_levels(predictor, here + ".levels"); !ok) return ok;
    if (auto ok = check_table_rules(predictor, here); !ok) return ok;
    if (auto ok = check_care(predictor, here + ".care"); !ok) return ok;
    if (auto ok = check_range(predictor.hard, here + ".hard"); !ok) return ok;
    if (auto ok = check_range(predictor.development, here + ".development"); !ok) return ok;
  }
  return {};
}

Status check(const std::vector<Exclusion>& exclusions, const std::vector<Predictor>& predictors,
             const std::string& path) {
  if (exclusions.size() > kMaxExclusions) return bad_model(path, "more than 64 exclusions");
  std::set<std::string_view> names;
  for (const Predictor& predictor : predictors) {
    names.insert(predictor.id);
    names.insert(predictor.source_column());
  }
  for (std::size_t i = 0; i < exclusions.size(); ++i) {
    const Exclusion& exclusion = exclusions[i];
    const std::string here = indexed(path, i);
    if (exclusion.id.empty()) return bad_model(here, "id", "an exclusion needs an id");
    if (exclusion.id.size() > kMaxIdBytes) return bad_model(here, "id", "is longer than 200 bytes");
    if (!names.insert(exclusion.id).second) return stands_twice(here, "id", exclusion.id);
    if (exclusion.question.en.empty()) return bad_model(here, "question.en", "an exclusion needs a question");
    if (exclusion.reason.en.empty()) return bad_model(here, "reason.en", "an exclusion needs a reason");
  }
  return {};
}

}  // namespace nearside
