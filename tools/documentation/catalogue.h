// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/engine.h"

namespace nearside {

struct CatalogueInput {
  std::string id;
  Localised label;
  Obtained obtained = Obtained::asked;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("id", self.id, "of the predictor");
    archive.field("label", self.label, "what a person reads beside the field");
    archive.field("obtained", self.obtained, "where a person finds the value");
  }
};

/// What a page must know of a model to offer it, without loading it.
struct CatalogueEntry {
  std::string id;
  std::string version;
  Localised title;
  Localised summary;
  std::vector<Localised> outcomes;
  Localised population;
  std::vector<CatalogueInput> inputs;
  std::vector<std::string> topics;
  Localised search_words;
  Audience audience = Audience::clinician;
  Standing status = Standing::demonstration;
  Terms terms = Terms::stated;
  std::string replaced_by;
  std::string file;
  std::uint64_t size = 0;
  std::string sha256;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("id", self.id, "of the model");
    archive.field("version", self.version, "of the model");
    archive.field("title", self.title, "the question it answers");
    archive.field("summary", self.summary, "two sentences");
    archive.field("outcomes", self.outcomes, "labels of its outputs");
    archive.field("population", self.population, "for whom it was made");
    archive.field("inputs", self.inputs, "what it asks");
    archive.field("topics", self.topics, "what it is about");
    archive.field("search_words", self.search_words, "words that one might look for it by");
    archive.field("audience", self.audience, "for whom its words are written");
    archive.field("status", self.status, "where it stands on its way to patients");
    archive.field("terms", self.terms, "unconfirmed: not shown by default");
    archive.field("replaced_by", self.replaced_by, "id of the model that should be used now");
    archive.field("file", self.file, "the model file, as a path from the catalogue's folder");
    archive.field("size", self.size, "of the model file in bytes");
    archive.field("sha256", self.sha256, "of the model file's payload, as every prediction names it");
  }
};

/// models/index.json.
struct Catalogue {
  std::vector<CatalogueEntry> models;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("models", self.models, "in alphabetical order of their ids");
  }
};

/// What stands in a loaded model file of `size` bytes; `file` is where it lies.
CatalogueEntry catalogue_entry(const Engine& engine, const std::string& file, std::uint64_t size);

/// The entries in their order. Errors: `bad_data`, an id that stands twice, or a `replaced_by` that is not
/// there.
Result<Catalogue> catalogue_of(std::vector<CatalogueEntry> entries);

}  // namespace nearside
