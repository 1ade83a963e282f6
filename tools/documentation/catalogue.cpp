// SPDX-License-Identifier: Apache-2.0
#include "tools/documentation/catalogue.h"

#include <algorithm>

#include "core/base/closest_name.h"

namespace nearside {

CatalogueEntry catalogue_entry(const Engine& engine, const std::string& file, std::uint64_t size) {
  const ModelFile& model = engine.model_file();
  CatalogueEntry entry;
  entry.id = model.id;
  entry.version = model.version;
  entry.title = model.title;
  entry.summary = model.card.summary.en.empty() ? model.card.intended_use : model.card.summary;
  for (const Output& output : model.outputs) entry.outcomes.push_back(output.label);
  entry.population = model.card.population;
  for (const Predictor& p : model.schema.predictors) entry.inputs.push_back({p.id, p.label, p.obtained});
  entry.topics = model.card.topics;
  entry.search_words = model.card.search_words;
  entry.audience = model.audience;
  entry.status = model.standing;
  entry.terms = model.card.terms;
  entry.replaced_by = model.card.replaced_by;
  entry.file = file;
  entry.size = size;
  entry.sha256 = engine.hash();
  return entry;
}

Result<Catalogue> catalogue_of(std::vector<CatalogueEntry> entries) {
  std::sort(entries.begin(), entries.end(),
            [](const CatalogueEntry& a, const CatalogueEntry& b) { return a.id < b.id; });
  std::vector<std::string_view> ids;
  for (const CatalogueEntry& entry : entries) {
    if (!ids.empty() && ids.back() == entry.id)
      return Error{ErrorCode::bad_data, entry.file, "\"" + entry.id + "\" stands twice"};
    ids.push_back(entry.id);
  }
  for (const CatalogueEntry& entry : entries) {
    const std::string& newer = entry.replaced_by;
    if (newer.empty() || std::find(ids.begin(), ids.end(), newer) != ids.end()) continue;
    return Error{ErrorCode::bad_data, entry.file,
                 "is replaced by \"" + newer + "\", which is not in the catalogue" + suggestion(newer, ids)};
  }
  return Catalogue{std::move(entries)};
}

}  // namespace nearside
