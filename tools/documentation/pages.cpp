// SPDX-License-Identifier: Apache-2.0
#include "tools/documentation/pages.h"

#include "core/model_file/model_file.h"
#include "tools/documentation/field_table.h"
#include "tools/importers/equation/source.h"
#include "tools/recipe/recipe.h"

namespace nearside {
namespace {

enum class Page { model_file, recipe };

std::string as_markdown(const std::vector<FieldRow>& rows, Page page) {
  const bool show_left_out = page == Page::recipe;
  std::string table = show_left_out ? "| field | type | may be left out | meaning |\n|---|---|---|---|\n"
                                    : "| field | type | meaning |\n|---|---|---|\n";
  for (const FieldRow& row : rows) {
    table += "| `" + row.path + "` | " + row.type + " | ";
    if (show_left_out) table += std::string(row.may_be_left_out ? "yes" : "") + " | ";
    table += row.meaning;
    if (page == Page::model_file && row.since > 1) {
      table += " (since version " + std::to_string(row.since) + ")";
    }
    table += " |\n";
  }
  return table;
}

}  // namespace

std::string model_file_page() {
  return R"(# The model file

`nearside document model-file` writes this page from the same descriptions that read and write the file.

## Envelope

One canonical CBOR list of four: `[ "nearside", version, payload, sha256 ]`.

| place | type | meaning |
|---|---|---|
| 0 | text | `nearside` |
| 1 | whole number | format version, at most )" +
         std::to_string(kFormatVersion) +
         R"(; a younger one is refused. Written: the oldest, from 5 on, that holds all |
| 2 | byte string | the payload |
| 3 | 32 bytes | SHA-256 of the payload; its hexadecimal form names the model file |

At most 32 MiB. Version, size and hash are checked before the payload is decoded. Trailing bytes are refused.

## Canonical CBOR

RFC 8949 in one form, so that one content has one string of bytes: definite lengths; shortest heads; map keys are
texts in ascending order of their encoded bytes (shorter keys first), each once; floats always have 64 bits; the only
NaN is `7ff8000000000000`; no negative integers, no tags, no simple values but false, true and null. Texts are UTF-8.
Nested at most 32 deep, at most 1,000,000 values.

Every field below always stands, from its version on; `or null` marks the ones without a value. In an older file a
younger field counts as empty. Unknown fields are refused. An `f64 list`, `f32 list`, `u32 list` or `u8 list` is one
byte string of little-endian elements; the only NaN of 32 bits is `7fc00000`. A `packed list` of whole numbers is a byte
string that begins with the size of its elements in bytes: 1, 2 or 4, the smallest that fits them all. An `object with
one name` is a map with a single entry, whose key says which of the alternatives follows.

## How a record becomes a prediction

1. *Bind*: each predictor's value is converted to the model's unit and checked; a level becomes its index, a boolean 0
   or 1, a date its day from 1970-01-01, missing NaN. Without a hard range, values beyond ±1e15 are refused. The answers to the exclusions are read: one
   that refuses ends here; one that was never asked for is an issue.
2. Each of `steps`, in order, turns the row into the next. An imputed value is an issue: with the value, and with its
   standard deviation given the record, √variance of the fill before its ends cut it off, where
   `impute_conditional_normal` made it; both in the model's unit, so that the steps before the fill are undone. NaN where
   another step made it, or where a step before it is neither `standardise` nor `rescale` in this column.
3. `model` gives margins; for logistic regression and `linear_model` the linear predictors, summed from the
   intercept in column order.
   For `cox_regression` it is counted from the means: Σ coefficient × (column − mean); the stratum follows, where
   there is one. An `equation` has a linear predictor an output, then the number of the case that it used.
   Of `trees` a margin is a sum of 32-bit numbers: its base, then of its trees in their order the leaf that the row
   reaches. A split takes the column's value as a 32-bit number to its left child where it is smaller than the cut, and
   where it is missing and its bit says so. A tree's splits stand in preorder: the left child of split s is s + 1 (or a
   leaf, where nothing lies left of it), the right one follows after all that is left. From the margin on, 64 bits.
   `additive` sums from the intercept the values of the bins that the row lies in, in the order of the shapes, then of
   the pairs; of a score the points first, which are the second margin.
   A `support_vector_machine` has its decision value, Σ coefficient × kernel − `rho`, summed in the order of the
   support vectors; powers by repeated squaring, from the lowest bit of `degree`. `naive_bayes` has the log odds of the
   second of two classes, or a log score of each of several; `nearest_neighbours` the share of the second, or of each.
4. The link gives the outputs, and `calibration` makes the final ones of them. One whose `needs`, `applies` or
   `applies_computed` do not hold, or that has no value, is absent (NaN); where all are, the record is refused. `exp` and
   `log` are those of `core/base/numerics`: their bits belong to this format.
5. Contributions are counted from the development means, in the margin's unit (log odds, log hazard; of a quantity
   its own), and handed back through the steps, the last first,
   to the predictors that the columns were made from.

A reader replays `test_vectors` first and refuses to predict if one bit differs.

## Payload

)" + as_markdown(field_table<ModelFile>(), Page::model_file) +
         R"(
## Versions

| version | what changed |
|---|---|
| 1 | the first |
| 2 | exclusions (their cells in the test vectors, issue codes 8 and 9), form, clause of an output, does_not_tell |
| 3 | dates, rules for tables, more steps |
| 4 | published equations, several classes; outputs that may be absent, with unit, horizon and groups; care, sources |
| 5 | calibration, limits on computed quantities, whether training was complete; trees, additive models, Cox regression and other trained models |
)";
}

std::string recipe_page() {
  return R"(# The recipe

JSON that tells `nearside train` what to make. `nearside init` writes one from a table; a person then edits labels,
units, ranges, levels and the model card. `nearside document recipe` writes this page from the same descriptions that
read it. A misspelt name, a wrong type or a value that can't be is an error with its path.

`required` decides what happens without a value: true refuses the record, false lets the `impute` steps fill it, and
the prediction says so. Factors of units are `value in the model's unit = factor × value + offset`.

)" + as_markdown(field_table<Recipe>(), Page::recipe);
}

std::string equation_page() {
  return R"(# A published equation

JSON that writes an equation down as its paper prints it. `nearside import equation` turns it into a model file: it
parses the formulas, reproduces the `examples`, and chooses test vectors until a change of 0.1 % in any constant fails
one of them. `nearside document equation` writes this page from the same descriptions that read it.

Formulas are those of a recipe's step `formula` ([RECIPE.md](RECIPE.md)). `sex == 'female'` compares a category with an
answer; an ordered category counts as the place of its answer, from 0; `if(c1, v1, c2, v2, else)` makes bands;
`first_known(a, b)` is `a`, or `b` where `a` is missing. Nothing is ever imputed: what an output needs is found from its
formulas.

`examples`, beside the fields below, is a list of `{"source": "...", "record": {"age": 50}, "expect": {"risk": 0.147},
"within": 0.0005}`: worked examples that the source prints.

)" + as_markdown(field_table<EquationSource>(), Page::recipe);
}

}  // namespace nearside
