// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <variant>

#include "core/models/additive.h"
#include "core/models/cox.h"
#include "core/models/equation.h"
#include "core/models/linear.h"
#include "core/models/naive_bayes.h"
#include "core/models/nearest_neighbours.h"
#include "core/models/svm.h"
#include "core/models/trees.h"

namespace nearside {

/// Every model that a file can hold. The list is closed by the file format.
/// A model is a struct with `check`, which looks at all its sizes once, and `score` and `link`, which then
/// can't fail. One that `prepare`s itself does so in between.
using Model = std::variant<LogisticRegression, Equation, LinearModel, Trees, Additive, CoxRegression,
                           SupportVectorMachine, NaiveBayes, NearestNeighbours>;

/// How many margins (linear predictors, raw scores) a row gives.
std::size_t margin_count(const Model& model);
/// How many outputs these margins give.
std::size_t output_count(const Model& model);
/// The model fits the columns that leave the last step. `path` begins the error's path.
Status check(const Model& model, const Columns& columns, const std::string& path);
/// Gets a checked model ready to score; its outputs are those of the fields that a file holds.
void prepare(Model& model);
/// The margins of one row, before any link.
void score(const Model& model, std::span<const double> row, std::span<double> margins) noexcept;
/// How many of the margins, from the first, have contributions (core/outcome/explain.h).
std::size_t explained_margins(const Model& model);
/// How many development rows it holds, people's own values.
std::size_t development_rows(const Model& model);
/// Turns margins into outputs.
void link(const Model& model, std::span<const double> margins, std::span<double> outputs) noexcept;

}  // namespace nearside
