// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/data/schema.h"

namespace nearside {

/// A quantity whose units are known, so that a recipe only has to name it. Where laboratories report one
/// substance by mass here and by amount there (glucose in mg/dL and mmol/L), its molar mass stands between
/// the two.
struct Analyte {
  std::string_view id;
  std::string_view formula;  ///< what is counted as one molecule; empty where no amount is used
  std::string_view note;     ///< a convention worth knowing
  std::vector<std::string_view> units;
};

/// Every analyte, in the order of the documentation.
const std::vector<Analyte>& analytes();

/// Molar mass in g/mol, from the abridged standard atomic weights of 2021 (Prohaska et al., Pure Appl Chem 94
/// (2022) 573–600; ciaaw.org).
double molar_mass(std::string_view formula);

/// The units of a predictor that names an analyte: those that it lists, or all of the analyte's where it
/// lists none, or only its own; each with factor and offset to the first, and their source. Errors: an
/// unknown analyte or unit, with what is known; a factor that is given all the same. `path` leads to the
/// predictor.
Result<std::vector<Unit>> units_of_analyte(const Predictor& predictor, const std::string& path);

/// tools/ANALYTES.md, made from the table.
std::string analytes_page();

}  // namespace nearside
