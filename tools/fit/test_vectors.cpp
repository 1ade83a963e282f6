// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/test_vectors.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/random.h"

namespace nearside {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kAtRandom = std::numeric_limits<std::size_t>::max();

bool is_number(const Predictor& predictor) {
  return nearside::is_number(predictor.kind);
}

/// The next value that the predictor can take beyond `limit`: one bit, or one whole number.
double beyond(const Predictor& predictor, double limit, double direction) {
  if (predictor.kind != Kind::integer) return std::nextafter(limit, direction * kInfinity);
  const double whole = direction > 0 ? std::floor(limit) + 1.0 : std::ceil(limit) - 1.0;
  return whole;
}

/// The value at `limit`, or the last one within it.
double within(const Predictor& predictor, double limit, double direction) {
  if (predictor.kind != Kind::integer) return limit;
  return direction > 0 ? std::floor(limit) : std::ceil(limit);
}

class VectorMaker {
 public:
  VectorMaker(const Engine& engine, std::uint64_t seed)
      : engine_(engine),
        schema_(engine.model_file().schema),
        predictors_(schema_.predictors),
        random_(seed) {}

  TestVectors make(std::span<const Record> chosen) {
    add_first();
    for (; vectors_.count + chosen.size() < kTestVectors; ++turn_) add_drawn();
    for (const Record& record : chosen) add(record);
    predict_test_vectors(engine_, vectors_);
    return std::move(vectors_);
  }

  std::vector<Record> first() {
    add_first();
    std::vector<Record> records(vectors_.count, Record(schema_.cells()));
    for (std::uint32_t v = 0; v < vectors_.count; ++v) set_record(vectors_, v, records[v]);
    return records;
  }

 private:
  /// Limits, kinds, answers, and every unit and level in its turn.
  void add_first() {
    add_absent();
    for (double direction : {-1.0, 1.0}) {
      for (bool outside : {false, true}) {
        add_at(direction, outside, [](const Predictor& p) { return p.hard; });
        if (has_development()) add_at(direction, outside, [](const Predictor& p) { return p.development; });
      }
    }
    add_fractions();
    add_answers();
    for (std::uint32_t unit = 1; unit < most_units(); ++unit) {
      add_in_unit(unit, false);
      add_in_unit(unit, true);
    }
    for (turn_ = 0; turn_ < most_choices(); ++turn_) add_drawn();
  }

  void add(const Record& record) {
    for (std::size_t c = 0; c < schema_.cells(); ++c) {
      vectors_.kinds.push_back(static_cast<std::uint8_t>(record.kinds[c]));
      vectors_.numbers.push_back(record.numbers[c]);
      vectors_.units.push_back(record.units[c]);
      vectors_.levels.push_back(record.levels[c]);
    }
    ++vectors_.count;
  }

  bool has_development() const {
    return std::any_of(predictors_.begin(), predictors_.end(),
                       [](const Predictor& p) { return p.development.has_value(); });
  }

  std::size_t most_units() const {
    std::size_t most = 0;
    for (const Predictor& predictor : predictors_) most = std::max(most, predictor.units.size());
    return most;
  }

  /// How many records it takes until every unit and every level had its turn; a file holds 4096 records.
  std::size_t most_choices() const {
    std::size_t most = most_units();
    for (const Predictor& predictor : predictors_) most = std::max(most, predictor.levels.size());
    return std::min<std::size_t>(most, 3'900);
  }

  void add_absent() { add(Record(schema_.cells())); }

  /// A record of somebody for whom the model was made; the predictors are still absent.
  Record fitting() const {
    Record record(schema_.cells());
    for (std::size_t e = 0; e < schema_.exclusions.size(); ++e) {
      record.set_boolean(predictors_.size() + e, !schema_.exclusions[e].refuse_if);
    }
    return record;
  }

  /// Complete records: nobody asked about the exclusions, then each of them refuses in its turn.
  void add_answers() {
    if (schema_.exclusions.empty()) return;
    Record unasked(schema_.cells());
    for (std::size_t p = 0; p < predictors_.size(); ++p) draw(p, unasked);
    add(unasked);
    for (std::size_t e = 0; e < schema_.exclusions.size(); ++e) {
      Record record = fitting();
      for (std::size_t p = 0; p < predictors_.size(); ++p) draw(p, record);
      record.set_boolean(predictors_.size() + e, schema_.exclusions[e].refuse_if);
      add(record);
    }
  }

  /// Every number that has this range stands at its end, or just beyond it.
  template <class RangeOf>
  void add_at(double direction, bool outside, RangeOf range_of) {
    Record record = fitting();
    for (std::size_t p = 0; p < predictors_.size(); ++p) {
      draw(p, record);
      const std::optional<Range> range = range_of(predictors_[p]);
      if (!is_number(predictors_[p]) || !range) continue;
      const double limit = direction > 0 ? range->high : range->low;
      record.set_number(
          p, outside ? beyond(predictors_[p], limit, direction) : within(predictors_[p], limit, direction));
    }
    add(record);
  }

  void add_fractions() {
    Record record = fitting();
    for (std::size_t p = 0; p < predictors_.size(); ++p) {
      draw(p, record);
      if (predictors_[p].kind == Kind::integer) record.set_number(p, std::floor(typical(p)) + 0.5);
    }
    add(record);
  }

  /// Every number that has this unit is 0 in it, or a power of two beyond the range: an issue then tells the
  /// unit's offset, or its factor, to the last bit.
  void add_in_unit(std::uint32_t unit, bool large) {
    Record record = fitting();
    for (std::size_t p = 0; p < predictors_.size(); ++p) {
      draw(p, record);
      if (unit < predictors_[p].units.size()) record.set_number(p, large ? far_out(p, unit) : 0.0, unit);
    }
    add(record);
  }

  double far_out(std::size_t p, std::uint32_t unit) const {
    const Predictor& predictor = predictors_[p];
    const std::optional<Range>& range = predictor.hard ? predictor.hard : predictor.development;
    double number = 1.0;
    const auto inside = [&] {
      const double value = predictor.units[unit].factor * number + predictor.units[unit].offset;
      return range && value >= range->low && value <= range->high;
    };
    while (inside()) number *= 2.0;
    return number;
  }

  /// The first of these are complete and take the units and levels in turn.
  void add_drawn() {
    constexpr double kShareMissing = 0.2;
    Record record = fitting();
    for (std::size_t p = 0; p < predictors_.size(); ++p) {
      draw(p, record);
      const bool may_be_missing = !predictors_[p].required && turn_ >= most_choices();
      if (may_be_missing && random_.uniform() < kShareMissing) record.kinds[p] = CellKind::absent;
    }
    add(record);
  }

  Range span_of(std::size_t p) const {
    const Predictor& predictor = predictors_[p];
    if (predictor.development) return *predictor.development;
    if (predictor.hard) return *predictor.hard;
    return {0.0, 100.0};
  }

  double typical(std::size_t p) const {
    const Range range = span_of(p);
    return 0.5 * (range.low + range.high);
  }

  std::uint32_t choice(std::size_t choices) {
    return static_cast<std::uint32_t>(turn_ < choices ? turn_ : random_.below(choices));
  }

  /// A value that the predictor accepts, in one of its units; about one in ten lies outside the development
  /// range.
  void draw(std::size_t p, Record& record) {
    const Predictor& predictor = predictors_[p];
    if (!is_number(predictor)) {
      const std::uint32_t level = choice(predictor.levels.size());
      if (predictor.kind == Kind::boolean && random_.uniform() < 0.5) {
        record.set_boolean(p, level == 1);
      } else {
        record.set_level(p, level);
      }
      return;
    }
    const Range range = span_of(p);
    const double width = range.high - range.low;
    double value = range.low + width * (-0.05 + 1.1 * random_.uniform());
    value = short_value(value, width);
    if (predictor.hard) value = std::min(std::max(value, predictor.hard->low), predictor.hard->high);
    if (predictor.kind == Kind::integer) {
      record.set_number(p, within(predictor, std::round(value), value < typical(p) ? -1.0 : 1.0));
      return;
    }
    const std::uint32_t unit = choice(std::max<std::size_t>(1, predictor.units.size()));
    if (unit != 0) {
      const auto& [ucum, factor, offset, source] = predictor.units[unit];
      value = short_value((value - offset) / factor, width / std::abs(factor));
    }
    record.set_number(p, value, unit);
  }

  const Engine& engine_;
  const Schema& schema_;
  const std::vector<Predictor>& predictors_;
  Random random_;
  std::size_t turn_ = kAtRandom;  ///< which unit and level comes next
  TestVectors vectors_;
};

}  // namespace

double short_value(double value, double width) {
  if (!(width > 0.0) || !std::isfinite(width)) return value;
  int exponent = 0;
  std::frexp(width, &exponent);
  const double step = std::ldexp(1.0, exponent - 12);
  return std::round(value / step) * step;
}

TestVectors make_test_vectors(const Engine& engine, std::uint64_t seed, std::span<const Record> chosen) {
  return VectorMaker(engine, seed).make(chosen);
}

std::vector<Record> records_before_chosen(const Engine& engine, std::uint64_t seed) {
  return VectorMaker(engine, seed).first();
}

}  // namespace nearside
