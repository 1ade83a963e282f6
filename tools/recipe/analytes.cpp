// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/analytes.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#include "core/base/closest_name.h"
#include "core/base/number_text.h"

namespace nearside {
namespace {

/// Abridged standard atomic weights, 2021; iodine and cobalt to five digits, as the table gives them.
constexpr std::array<std::pair<std::string_view, double>, 16> kAtomicWeights{{{"H", 1.0080},
                                                                              {"C", 12.011},
                                                                              {"N", 14.007},
                                                                              {"O", 15.999},
                                                                              {"P", 30.974},
                                                                              {"S", 32.06},
                                                                              {"I", 126.90},
                                                                              {"Li", 6.94},
                                                                              {"Na", 22.990},
                                                                              {"Mg", 24.305},
                                                                              {"Cl", 35.45},
                                                                              {"K", 39.098},
                                                                              {"Ca", 40.078},
                                                                              {"Fe", 55.845},
                                                                              {"Co", 58.933},
                                                                              {"Cu", 63.546}}};

double atomic_weight(std::string_view symbol) {
  for (const auto& [name, weight] : kAtomicWeights) {
    if (name == symbol) return weight;
  }
  std::abort();  // a formula of ours with an element that is not in our table
}

/// A linear scale: value in the base unit = factor × value + offset.
struct Scale {
  double factor = 1.0;
  double offset = 0.0;
};

std::optional<double> prefix_of(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, double>, 8> kPrefixes{
      {{"", 1.0}, {"k", 1e3}, {"d", 1e-1}, {"c", 1e-2}, {"m", 1e-3}, {"u", 1e-6}, {"n", 1e-9}, {"p", 1e-12}}};
  for (const auto& [name, size] : kPrefixes) {
    if (name == text) return size;
  }
  return std::nullopt;
}

/// A concentration in mol/L where a molar mass is known, in g/L where there is none.
std::optional<Scale> concentration(std::string_view ucum, double molar) {
  const std::size_t slash = ucum.find('/');
  if (slash == std::string_view::npos || !ucum.ends_with('L')) return std::nullopt;
  const auto volume = prefix_of(ucum.substr(slash + 1, ucum.size() - slash - 2));
  std::string_view above = ucum.substr(0, slash);
  if (!volume) return std::nullopt;
  // One charge a molecule: the analytes that list milliequivalents are such ions.
  const auto amount_of = [&](std::string_view unit) -> std::optional<double> {
    if (!above.ends_with(unit)) return std::nullopt;
    return prefix_of(above.substr(0, above.size() - unit.size()));
  };
  if (const auto moles = amount_of("mol")) return Scale{*moles / *volume, 0.0};
  if (const auto equivalents = amount_of("eq")) return Scale{*equivalents / *volume, 0.0};
  if (const auto grams = amount_of("g")) return Scale{*grams / *volume / (molar > 0.0 ? molar : 1.0), 0.0};
  return std::nullopt;
}

/// Units that are no concentrations, by their analyte.
struct Special {
  std::string_view analyte;
  std::string_view ucum;
  Scale scale;
  std::string_view source;
};

const std::vector<Special>& specials() {
  static const std::vector<Special> table{
      {"hba1c", "%", {1.0, 0.0}, ""},
      {"hba1c",
       "mmol/mol",
       {0.09148, 2.152},
       "NGSP % = 0.09148 × IFCC mmol/mol + 2.152 (NGSP, ngsp.org/ifcc.asp)"},
      {"pressure", "mm[Hg]", {0.133322, 0.0}, "UCUM: 1 m[Hg] = 133.3220 kPa"},
      {"pressure", "kPa", {1.0, 0.0}, "UCUM: 1 m[Hg] = 133.3220 kPa"},
      {"temperature", "Cel", {1.0, 0.0}, ""},
      {"temperature", "[degF]", {5.0 / 9.0, -160.0 / 9.0}, "°C = (°F − 32) × 5/9"},
      {"temperature", "K", {1.0, -273.15}, "°C = K − 273.15"},
      {"length", "cm", {1.0, 0.0}, ""},
      {"length", "m", {100.0, 0.0}, "1 m = 100 cm"},
      {"length", "mm", {0.1, 0.0}, "1 cm = 10 mm"},
      {"length", "[in_i]", {2.54, 0.0}, "1 inch = 2.54 cm exactly"},
      {"length", "[ft_i]", {30.48, 0.0}, "1 foot = 30.48 cm exactly"},
      {"mass", "kg", {1.0, 0.0}, ""},
      {"mass", "g", {0.001, 0.0}, "1 kg = 1000 g"},
      {"mass", "[lb_av]", {0.45359237, 0.0}, "1 pound = 0.45359237 kg exactly"},
  };
  return table;
}

const Special* special(const Analyte& analyte, std::string_view ucum) {
  for (const Special& one : specials()) {
    if (one.analyte == analyte.id && one.ucum == ucum) return &one;
  }
  return nullptr;
}

Scale scale_of(const Analyte& analyte, std::string_view ucum) {
  if (const Special* one = special(analyte, ucum)) return one->scale;
  return *concentration(ucum, analyte.formula.empty() ? 0.0 : molar_mass(analyte.formula));
}

/// Fifteen digits: what is meant is a decimal number, not the rounding of its last bit.
double tidy(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.15g", value);
  return parse_number(text).value_or(value);
}

std::string source_of(const Analyte& analyte, std::string_view ucum, std::string_view own) {
  for (std::string_view unit : {ucum, own}) {
    const Special* one = special(analyte, unit);
    if (one != nullptr && !one->source.empty()) return std::string(one->source);
  }
  if (analyte.formula.empty()) return "prefixes only";
  return "molar mass of " + std::string(analyte.formula) + ": " +
         number_text(tidy(molar_mass(analyte.formula))) + " g/mol";
}

const Analyte* find(std::string_view id) {
  for (const Analyte& analyte : analytes()) {
    if (analyte.id == id) return &analyte;
  }
  return nullptr;
}

}  // namespace

const std::vector<Analyte>& analytes() {
  static const std::vector<Analyte> table{
      {"glucose", "C6H12O6", "", {"mg/dL", "mmol/L"}},
      {"cholesterol", "C27H46O", "total, HDL and LDL alike", {"mg/dL", "mmol/L"}},
      {"triglycerides", "C57H104O6", "counted as triolein", {"mg/dL", "mmol/L"}},
      {"creatinine", "C4H7N3O", "", {"mg/dL", "umol/L"}},
      {"bilirubin", "C33H36N4O6", "", {"mg/dL", "umol/L"}},
      {"urea", "CH4N2O", "the whole molecule; for its nitrogen see urea_nitrogen", {"mg/dL", "mmol/L"}},
      {"urea_nitrogen", "N2", "mg/dL of nitrogen; mmol/L of urea, which holds two", {"mg/dL", "mmol/L"}},
      {"uric_acid", "C5H4N4O3", "", {"mg/dL", "umol/L", "mmol/L"}},
      {"lactate", "C3H6O3", "counted as lactic acid", {"mg/dL", "mmol/L"}},
      {"calcium", "Ca", "", {"mg/dL", "mmol/L"}},
      {"magnesium", "Mg", "", {"mg/dL", "mmol/L"}},
      {"phosphate", "P", "mass counted as phosphorus", {"mg/dL", "mmol/L"}},
      {"iron", "Fe", "", {"ug/dL", "umol/L"}},
      {"copper", "Cu", "", {"ug/dL", "umol/L"}},
      {"sodium", "Na", "", {"mmol/L", "meq/L"}},
      {"potassium", "K", "", {"mmol/L", "meq/L"}},
      {"chloride", "Cl", "", {"mmol/L", "meq/L"}},
      {"lithium", "Li", "", {"mmol/L", "meq/L"}},
      {"ammonia", "NH3", "", {"ug/dL", "umol/L"}},
      {"homocysteine", "C4H9NO2S", "", {"mg/L", "umol/L"}},
      {"cortisol", "C21H30O5", "", {"ug/dL", "nmol/L"}},
      {"testosterone", "C19H28O2", "", {"ng/dL", "nmol/L"}},
      {"estradiol", "C18H24O2", "", {"pg/mL", "pmol/L"}},
      {"progesterone", "C21H30O2", "", {"ng/mL", "nmol/L"}},
      {"thyroxine", "C15H11I4NO4", "T4", {"ug/dL", "nmol/L", "ng/dL", "pmol/L"}},
      {"triiodothyronine", "C15H12I3NO4", "T3", {"ng/dL", "nmol/L", "pg/mL", "pmol/L"}},
      {"vitamin_d", "C27H44O2", "25-hydroxyvitamin D3", {"ng/mL", "nmol/L"}},
      {"vitamin_b12", "C63H88CoN14O14P", "counted as cyanocobalamin", {"pg/mL", "pmol/L"}},
      {"folate", "C19H19N7O6", "counted as folic acid", {"ng/mL", "nmol/L"}},
      {"hba1c", "", "", {"%", "mmol/mol"}},
      {"albumin", "", "by mass only", {"g/L", "g/dL"}},
      {"haemoglobin",
       "",
       "by mass only: laboratories count its amount as monomer or tetramer",
       {"g/dL", "g/L"}},
      {"c_reactive_protein", "", "by mass only", {"mg/L", "mg/dL"}},
      {"ferritin", "", "by mass only", {"ug/L", "ng/mL"}},
      {"pressure", "", "", {"mm[Hg]", "kPa"}},
      {"temperature", "", "", {"Cel", "[degF]", "K"}},
      {"length", "", "", {"cm", "m", "mm", "[in_i]", "[ft_i]"}},
      {"mass", "", "of a body", {"kg", "g", "[lb_av]"}},
  };
  return table;
}

double molar_mass(std::string_view formula) {
  double sum = 0.0;
  while (!formula.empty()) {
    std::size_t length = 1;
    while (length < formula.size() && formula[length] >= 'a' && formula[length] <= 'z') ++length;
    const double weight = atomic_weight(formula.substr(0, length));
    formula.remove_prefix(length);
    int count = 0;
    while (!formula.empty() && formula[0] >= '0' && formula[0] <= '9') {
      count = 10 * count + (formula[0] - '0');
      formula.remove_prefix(1);
    }
    sum += weight * std::max(count, 1);
  }
  return sum;
}

Result<std::vector<Unit>> units_of_analyte(const Predictor& predictor, const std::string& path) {
  const Analyte* analyte = find(predictor.analyte);
  if (analyte == nullptr) {
    std::vector<std::string_view> known;
    for (const Analyte& one : analytes()) known.push_back(one.id);
    return bad_recipe(path + ".analyte",
                      "\"" + predictor.analyte + "\" is not known" + suggestion(predictor.analyte, known));
  }
  std::vector<std::string> wished;
  for (std::size_t i = 0; i < predictor.units.size(); ++i) {
    const Unit& unit = predictor.units[i];
    const std::string here = path + ".units[" + std::to_string(i) + "]";
    if (std::find(analyte->units.begin(), analyte->units.end(), unit.ucum) == analyte->units.end()) {
      return bad_recipe(here + ".ucum", "\"" + unit.ucum + "\" is no unit of " + predictor.analyte +
                                            suggestion(unit.ucum, analyte->units));
    }
    if (unit.factor != 1.0 || unit.offset != 0.0) {
      return bad_recipe(here + ".factor", "the analyte gives it; leave it out, or leave out the analyte");
    }
    wished.push_back(unit.ucum);
  }
  if (wished.size() <= 1) {
    for (std::string_view ucum : analyte->units) {
      if (wished.empty() || wished[0] != ucum) wished.emplace_back(ucum);
    }
  }
  const Scale own = scale_of(*analyte, wished[0]);
  std::vector<Unit> units{{wished[0], 1.0, 0.0, ""}};
  for (std::size_t i = 1; i < wished.size(); ++i) {
    const Scale scale = scale_of(*analyte, wished[i]);
    units.push_back({wished[i], tidy(scale.factor / own.factor),
                     tidy((scale.offset - own.offset) / own.factor),
                     source_of(*analyte, wished[i], wished[0])});
  }
  return units;
}

std::string analytes_page() {
  std::string text = R"(# Analytes

A predictor of a recipe that says `"analyte": "glucose"` needs no factors: they come from this table. It may list the
units it accepts, its own first; without a list it accepts all. `nearside document analytes` writes this page from the
table that the program uses.

Molar masses are sums of the abridged standard atomic weights of 2021 (Prohaska et al., Pure Appl Chem 94 (2022)
573–600). A unit that is not listed is refused; the factors stand in the model file.

| analyte | units | molar mass, g/mol | note |
|---|---|---|---|
)";
  for (const Analyte& analyte : analytes()) {
    std::string units;
    for (std::string_view ucum : analyte.units)
      units += (units.empty() ? "`" : ", `") + std::string(ucum) + "`";
    const std::string mass = analyte.formula.empty() ? ""
                                                     : number_text(tidy(molar_mass(analyte.formula))) + " (" +
                                                           std::string(analyte.formula) + ")";
    text += "| `" + std::string(analyte.id) + "` | " + units + " | " + mass + " | " +
            std::string(analyte.note) + " |\n";
  }
  return text;
}

}  // namespace nearside
