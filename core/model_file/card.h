// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/data/schema.h"

namespace nearside {

/// Where a model stands on its way to patients.
enum class Standing : std::uint8_t { demonstration, published_equation, site_approved };
template <>
struct NamesOf<Standing> {
  static constexpr std::array<std::string_view, 3> names{"demonstration", "published_equation",
                                                         "site_approved"};
};

enum class Audience : std::uint8_t { patient, clinician };
template <>
struct NamesOf<Audience> {
  static constexpr std::array<std::string_view, 2> names{"patient", "clinician"};
};

/// Whether the terms of a published model have been confirmed.
enum class Terms : std::uint8_t { stated, unconfirmed };
template <>
struct NamesOf<Terms> {
  static constexpr std::array<std::string_view, 2> names{"stated", "unconfirmed"};
};

/// One figure of an evaluation with its 95 % confidence interval.
struct Measure {
  std::string name;
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field(
        "name", self.name,
        "`auroc`, `brier`, `scaled_brier` (1 less its ratio to the Brier score of the average for "
        "everybody), "
        "`log_loss`, `calibration_slope`, `calibration_in_the_large`; with several classes `log_loss`, "
        "`brier`, "
        "`scaled_brier`, `accuracy`, `balanced_accuracy` (deciding for the class with the greatest "
        "probability "
        "divided by its share), and `auroc` with the class, against the others; of a quantity `r_squared`, "
        "`root_mean_squared_error`, `mean_absolute_error`; of a time to an event `concordance`, "
        "`calibration_slope`, and with the horizon, as in `brier 5y`, `predicted_risk`, `observed_risk`, "
        "`observed_to_predicted`, `brier`, `scaled_brier`. `weighted` after a name: rows counted by their "
        "sample "
        "weights");
    archive.field("value", self.value, "the estimate");
    archive.field("low", self.low, "lower end of the 95 % confidence interval; NaN: there is none");
    archive.field("high", self.high, "upper end of the 95 % confidence interval; NaN: there is none");
  }
};

/// How well the whole procedure did on rows that it had not seen.
struct Performance {
  std::string method;
  std::uint32_t rows = 0;
  std::uint32_t events = 0;
  std::vector<Measure> measures;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("method", self.method, "how the figures were obtained, in words");
    archive.field("rows", self.rows, "people in the evaluation data");
    archive.field("events", self.events,
                  "of these with the outcome; with several classes those outside the most frequent one");
    archive.field("measures", self.measures, "the figures");
  }
};

/// What a reader needs to judge whether a model is meant for this person. Written by whoever made the model.
struct ModelCard {
  Localised intended_use;
  Localised population;
  Localised exclusions;
  Localised limits;
  std::string data_source;
  std::string data_licence;
  std::string model_licence;
  std::string contact;
  std::string date;
  std::vector<Localised> does_not_tell;
  std::vector<std::string> sources{};
  std::string permission{};
  Terms terms = Terms::stated;
  std::string replaced_by{};
  std::vector<std::string> unconfirmed{};
  Localised summary{};
  std::vector<std::string> topics{};
  Localised search_words{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("intended_use", self.intended_use, "what the model is for");
    archive.optional("population", self.population, "whom the development data describe");
    archive.optional("exclusions", self.exclusions, "for whom it was not made");
    archive.optional("limits", self.limits, "what it can't tell");
    archive.optional("data_source", self.data_source, "where the development data come from");
    archive.optional("data_licence", self.data_licence, "under which terms");
    archive.optional("model_licence", self.model_licence, "under which terms the model file may be used");
    archive.optional("contact", self.contact, "whom to ask");
    archive.optional("date", self.date, "when the model was made, as its maker says it (ISO 8601)");
    archive.since(2, "does_not_tell", self.does_not_tell,
                  "sentences for the person who reads a result, on what it leaves open");
    archive.since(4, "sources", self.sources, "the papers, with their DOI");
    archive.since(4, "permission", self.permission, "what is stated about using a published equation");
    archive.since(4, "terms", self.terms,
                  "`unconfirmed`: nobody has confirmed the permission yet; not shown by default");
    archive.since(4, "replaced_by", self.replaced_by, "id of the model that should be used now; empty: none");
    archive.since(4, "unconfirmed", self.unconfirmed, "what could not be confirmed, a sentence each");
    archive.since(4, "summary", self.summary, "two sentences for the catalogue");
    archive.since(4, "topics", self.topics, "what it is about: heart, kidney, liver, diabetes, mind, acute");
    archive.since(4, "search_words", self.search_words, "words that one might look for it by");
  }
};

}  // namespace nearside
