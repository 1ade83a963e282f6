// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/base/result.h"
#include "tools/table/development_table.h"
#include "tools/table/response.h"

namespace nearside {

/// The fold of each row: 0 … count − 1.
struct Folds {
  std::uint32_t count = 0;
  std::vector<std::uint32_t> of_row;
  bool forward = false;  ///< a fold is predicted from the folds before it only, the first from none

  bool is_predicted(std::size_t row) const { return !forward || of_row[row] > 0; }
  bool is_fitted(std::size_t row, std::uint32_t fold) const {
    return forward ? of_row[row] < fold : of_row[row] != fold;
  }
};

/// Which classes every fold must have: each, or of times to an event the event alone: there may be few who
/// were censored, or nobody.
enum class Needed : bool { every_class, events };

/// Stratified folds: within each class the rows are put into a random order (from `seed`) and dealt out in
/// turn, so that every fold has its share of each class. Errors: fewer than two folds, a needed class with
/// fewer rows than folds.
Result<Folds> stratified_folds(std::span<const std::uint8_t> outcome, std::uint32_t count, std::uint64_t seed,
                               Needed needed = Needed::every_class);

/// Folds of rows in a random order (from `seed`), dealt out in turn: for outcomes without classes.
/// Errors: fewer than two folds, fewer rows than folds.
Result<Folds> random_folds(std::size_t rows, std::uint32_t count, std::uint64_t seed);

/// Folds that never split a group: rows of one person stay together. The groups, larger ones first and equal
/// ones in a random order from `seed`, go each to the fold that has the fewest rows of their class so far.
/// An empty `outcome`: there are no classes. Errors: fewer groups than folds, a fold without one of the
/// classes that are needed.
Result<Folds> grouped_folds(std::span<const std::uint8_t> outcome, std::span<const std::uint32_t> group,
                            std::uint32_t count, std::uint64_t seed, Needed needed = Needed::every_class);

/// Folds in the order of `moment`, each of as many rows as the others, rows of one moment in the same one:
/// the past predicts the future. Errors: fewer than two folds, fewer moments than folds.
Result<Folds> forward_folds(std::span<const double> moment, std::uint32_t count);

/// Folds as what was observed of the rows wants them: in the order of time, or keeping groups, with shares of
/// the classes. Every fold and every hold-out, inside a fit, too, is made here or by `held_out_rows`, so that
/// none parts a group.
Result<Folds> folds_of(const Response& response, std::uint32_t count, std::uint64_t seed);

/// A share of the rows to judge a fit to the others by, in ascending order: the latest where there is an
/// order of time (rows of one moment together), whole groups at random, or rows in the random order of
/// `random`. Errors: groups or moments are so large that it would be more than a third of the rows.
Result<std::vector<std::uint32_t>> held_out_rows(std::span<const std::uint32_t> group,
                                                 std::span<const double> order, std::size_t rows,
                                                 double share, Random& random);

/// What a sample of rows is drawn from: groups, or single rows where there are none. `rows` ascend.
struct SampleUnit {
  std::vector<std::size_t> rows;
  std::uint8_t label = 0;  ///< of several classes the greatest that it has
};
std::vector<SampleUnit> units_of(std::span<const std::uint8_t> label, std::span<const std::uint32_t> group,
                                 std::size_t rows);

/// How many groups have rows in more than one fold.
std::size_t split_groups(const Folds& folds, std::span<const std::uint32_t> group);

/// Folds from a CSV file with the one column `fold`, one row a row of the table in its order: either every
/// row of the file, or only those whose outcome is known.
Result<Folds> read_folds(const Input& data, const DevelopmentTable& table);

}  // namespace nearside
