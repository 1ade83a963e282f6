// SPDX-License-Identifier: Apache-2.0
#include "core/model_file/json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/number_text.h"
#include "core/base/sha256.h"

namespace nearside {

using Json = nlohmann::ordered_json;

// -------------------------------------------------------------------------------------------------- JsonSink

struct JsonSink::State {
  std::vector<Json> open;
  std::vector<std::string> keys;
  Json root;

  void add(Json value) {
    if (open.empty()) {
      root = std::move(value);
    } else if (open.back().is_array()) {
      open.back().push_back(std::move(value));
    } else {
      open.back()[keys.back()] = std::move(value);
      keys.pop_back();
    }
  }
  void close() {
    Json value = std::move(open.back());
    open.pop_back();
    add(std::move(value));
  }
};

JsonSink::JsonSink() : state_(std::make_unique<State>()) {}
JsonSink::~JsonSink() = default;

void JsonSink::null() {
  state_->add(nullptr);
}
void JsonSink::boolean(bool value) {
  state_->add(value);
}
void JsonSink::unsigned_integer(std::uint64_t value) {
  state_->add(value);
}
void JsonSink::number(double value) {
  state_->add(std::isfinite(value) ? Json(value) : Json(nullptr));
}
void JsonSink::text(std::string_view value) {
  state_->add(std::string(value));
}
void JsonSink::bytes(std::span<const std::uint8_t> value) {
  state_->add(hex(value));
}
void JsonSink::begin_array(std::size_t) {
  state_->open.push_back(Json::array());
}
void JsonSink::end_array() {
  state_->close();
}
void JsonSink::begin_map() {
  state_->open.push_back(Json::object());
}
void JsonSink::key(std::string_view name) {
  state_->keys.emplace_back(name);
}
void JsonSink::end_map() {
  state_->close();
}

void JsonSink::integers(std::span<const std::uint32_t> values) {
  state_->add(Json(std::vector<std::uint32_t>(values.begin(), values.end())));
}

void JsonSink::numbers(std::span<const double> values) {
  begin_array(values.size());
  for (double value : values) number(value);
  end_array();
}

std::string JsonSink::text() const {
  return state_->root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// -------------------------------------------------------------------------------------------------- JsonNode

namespace {
const Json& json(const void* value) {
  return *static_cast<const Json*>(value);
}
}  // namespace

NodeKind JsonNode::kind() const {
  const Json& value = json(value_);
  if (value.is_boolean()) return NodeKind::boolean;
  if (value.is_number_integer()) return NodeKind::integer;
  if (value.is_number()) return NodeKind::number;
  if (value.is_string()) return NodeKind::text;
  if (value.is_array()) return NodeKind::array;
  if (value.is_object()) return NodeKind::map;
  return NodeKind::null;
}

bool JsonNode::boolean() const {
  return json(value_).get<bool>();
}

std::optional<std::uint64_t> JsonNode::unsigned_integer() const {
  if (!json(value_).is_number_unsigned()) return std::nullopt;
  return json(value_).get<std::uint64_t>();
}

double JsonNode::number() const {
  return json(value_).get<double>();
}
std::string_view JsonNode::text() const {
  return json(value_).get_ref<const std::string&>();
}

bool JsonNode::numbers(std::vector<double>& out) const {
  if (!json(value_).is_array()) return false;
  out.clear();
  for (const Json& item : json(value_)) {
    if (!item.is_number()) return false;
    out.push_back(item.get<double>());
  }
  return true;
}

bool JsonNode::floats(std::vector<float>& out) const {
  std::vector<double> values;
  if (!numbers(values)) return false;
  out.clear();
  for (const double value : values) out.push_back(static_cast<float>(value));
  return true;
}

bool JsonNode::integers(std::vector<std::uint32_t>& out) const {
  if (!json(value_).is_array()) return false;
  out.clear();
  for (const Json& item : json(value_)) {
    if (!item.is_number_unsigned() || item.get<std::uint64_t>() > 0xFFFFFFFFu) return false;
    out.push_back(item.get<std::uint32_t>());
  }
  return true;
}

std::size_t JsonNode::size() const {
  return json(value_).size();
}

JsonNode JsonNode::item(std::size_t i) const {
  const Json& value = json(value_);
  if (value.is_array()) return JsonNode(&value[i]);
  auto entry = value.begin();
  std::advance(entry, i);
  return JsonNode(&*entry);
}

std::string_view JsonNode::key(std::size_t i) const {
  auto entry = json(value_).begin();
  std::advance(entry, i);
  return entry.key();
}

std::optional<JsonNode> JsonNode::find(std::string_view key) const {
  const Json& value = json(value_);
  const auto found = value.find(std::string(key));
  if (found == value.end()) return std::nullopt;
  return JsonNode(&*found);
}

std::string JsonNode::seen() const {
  switch (kind()) {
    case NodeKind::null:
      return "null";
    case NodeKind::boolean:
      return boolean() ? "true" : "false";
    case NodeKind::integer:
    case NodeKind::number:
      return "the number " + json(value_).dump();
    case NodeKind::text: {
      constexpr std::size_t kShown = 40;
      const std::string_view all = text();
      if (all.size() <= kShown) return "the text \"" + std::string(all) + "\"";
      return "a text of " + std::to_string(all.size()) + " characters";
    }
    case NodeKind::array:
      return "a list of " + std::to_string(size());
    case NodeKind::map:
      return "an object";
    case NodeKind::bytes:
      break;
  }
  return "something else";
}

// ---------------------------------------------------------------------------------------------- JsonDocument

struct JsonDocument::State {
  Json root;
};

namespace {

/// Stands in for the parser's own handler, to see the place of a fault and keys that stand twice: nlohmann
/// keeps the last of them and says nothing.
class Inspector : public nlohmann::json_sax<Json> {
 public:
  explicit Inspector(std::string_view text) : text_(text) {}
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override {
    objects_.emplace_back();
    return deep_enough();
  }
  bool key(string_t& name) override {
    if (objects_.back().insert(name).second) return true;
    message = "the name \"" + name + "\" stands twice in one object";
    return false;
  }
  bool end_object() override {
    objects_.pop_back();
    return true;
  }
  bool start_array(std::size_t) override {
    objects_.emplace_back();
    return deep_enough();
  }
  bool end_array() override { return end_object(); }
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception&) override {
    std::size_t line = 1;
    std::size_t column = 1;
    for (std::size_t i = 0; i + 1 < position && i < text_.size(); ++i) {
      if (text_[i] == '\n') {
        ++line;
        column = 1;
      } else {
        ++column;
      }
    }
    path = "line " + std::to_string(line) + ", column " + std::to_string(column);
    message = "this is not JSON" +
              (token.empty() ? std::string() : "; the fault is near \"" + token.substr(0, 40) + "\"");
    return false;
  }

  std::string path;
  std::string message;

 private:
  bool deep_enough() {
    constexpr std::size_t kMaxDepth = 64;
    if (objects_.size() <= kMaxDepth) return true;
    message = "nested more than 64 deep";
    return false;
  }

  std::string_view text_;
  std::vector<std::set<std::string>> objects_;
};

}  // namespace

JsonDocument::JsonDocument() : state_(std::make_unique<State>()) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

Result<JsonDocument> JsonDocument::parse(std::string_view text) {
  Inspector inspector(text);
  if (!Json::sax_parse(text, &inspector)) {
    return Error{ErrorCode::bad_recipe, inspector.path, inspector.message};
  }
  JsonDocument document;
  document.state_->root = Json::parse(text, nullptr, false);
  return document;
}

JsonNode JsonDocument::root() const {
  return JsonNode(&state_->root);
}

std::optional<JsonDocument> JsonDocument::take(std::string_view key) {
  const auto found = state_->root.find(std::string(key));
  if (found == state_->root.end()) return std::nullopt;
  JsonDocument taken;
  taken.state_->root = std::move(*found);
  state_->root.erase(found);
  return taken;
}

}  // namespace nearside
