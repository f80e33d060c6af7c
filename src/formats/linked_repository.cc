// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/linked_repository.h"

#include <algorithm>

#include "base/json_writer.h"

namespace broadsheet::formats {
namespace {

std::optional<JsonValue> find(JsonObject object, std::string_view key) {
  JsonValue value;
  if (object.at_key(key).get(value) != simdjson::SUCCESS || value.is_null()) return std::nullopt;
  return value;
}

std::string text_at(JsonObject object, std::string_view key) {
  std::string text;
  if (const auto value = find(object, key)) read_text(*value, text);
  return text.size() > kKeyBytesMax ? std::string() : text;
}

bool flag_at(JsonObject object, std::string_view key) {
  bool flag = false;
  if (const auto value = find(object, key)) read_flag(*value, flag);
  return flag;
}

std::optional<std::int64_t> count_at(JsonObject object, std::string_view key) {
  std::optional<std::int64_t> count;
  if (const auto value = find(object, key)) read_count(*value, kRepositoryCountMax, count);
  return count;
}

bool is_repository_id(std::string_view id) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '/';
  };
  const std::size_t slash = id.find('/');
  return !id.empty() && std::ranges::all_of(id, plain) && slash == id.rfind('/') && slash != 0 &&
         !id.ends_with('/') && !id.starts_with('.') && id.find("/.") == std::string_view::npos;
}

void write_text(JsonWriter& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json.key(key).value(text);
}

void write_space(JsonWriter& json, JsonObject space) {
  json.key("emoji").value(text_at(space, "emoji"));
  json.key("running").value(flag_at(space, "running")).key("featured").value(flag_at(space, "featured"));
  write_text(json, "shortDescription", text_at(space, "shortDescription"));
}

void write_model_or_dataset(JsonWriter& json, JsonObject repository, std::string_view id, bool model) {
  std::string author = text_at(repository, "author");
  if (author.empty()) author = id.substr(0, id.find('/'));
  json.key("author").value(author);
  json.key("downloads").value(count_at(repository, "downloads").value_or(0));
  json.key("likes").value(count_at(repository, "likes").value_or(0));
  const std::string gated = text_at(repository, "gated");
  json.key("gated");
  gated == "auto" || gated == "manual" ? json.value(gated) : json.value(false);
  json.key("private").value(flag_at(repository, "private")).key("isLikedByUser").value(false);
  std::optional<Instant> modified;
  if (const auto value = find(repository, "lastModified")) read_instant_value(*value, modified);
  json.key("lastModified");
  modified ? json.value(format_instant(*modified)) : json.null();
  json.key("repoType").value(model ? "model" : "dataset");
  if (!model) return;
  write_text(json, "pipeline_tag", text_at(repository, "pipeline_tag"));
  json.key("availableInferenceProviders").begin_array().end_array();
  if (const auto count = count_at(repository, "numParameters")) json.key("numParameters").value(*count);
}

}  // namespace

bool read_repositories(JsonValue value, RepositoryKind kind, std::vector<std::string>& out) {
  simdjson::dom::array list;
  if (value.is_null()) return true;
  if (value.get(list) != simdjson::SUCCESS) return false;
  out.clear();
  for (const JsonValue element : list) {
    JsonObject repository;
    if (out.size() == kLinkedMax) break;
    if (element.get(repository) != simdjson::SUCCESS) continue;
    const std::string id = text_at(repository, "id");
    if (!is_repository_id(id)) continue;
    JsonWriter json;
    json.begin_object().key("id").value(id);
    if (kind == RepositoryKind::kSpace) {
      write_space(json, repository);
    } else {
      write_model_or_dataset(json, repository, id, kind == RepositoryKind::kModel);
    }
    json.end_object();
    out.push_back(json.take());
  }
  return true;
}

}  // namespace broadsheet::formats
