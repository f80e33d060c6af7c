// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_feed_reader.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "formats/feed_text.h"
#include "formats/fields.h"
#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/limits.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

constexpr auto kNone = std::string_view::npos;

// "https://jsonfeed.org/version/1.1", which some writers still have with "http:" or "www.".
bool is_version(std::string_view text) {
  for (const std::string_view part : {"https://", "http://", "www."}) {
    if (text.starts_with(part)) text.remove_prefix(part.size());
  }
  return text.starts_with("jsonfeed.org/version/");
}

bool is_feed(JsonObject object) {
  return is_version(text_at(object, "version"));
}

// Nothing but the feed around it says that an object is an item.
bool is_item(JsonObject /*object*/) {
  return false;
}

// Whose name may be a list, of which nobody has the address.
void read_only_author(JsonObject author, SourceRecord& record) {
  std::vector<std::string> names = feed_authors({text_at(author, "name")});
  const std::string address = names.size() == 1 ? text_at(author, "url") : std::string();
  for (std::string& name : names) add_author(record, std::move(name), address);
}

// An author's address may be that of an iD.
void read_authors(JsonObject item, SourceRecord& record) {
  std::vector<JsonObject> authors;
  for_each_object(item, "authors", [&](JsonObject author) {
    if (authors.size() <= kAuthorsMax && !text_at(author, "name").empty()) authors.push_back(author);
  });
  if (authors.empty()) {
    if (const auto author = object_at(item, "author")) authors.push_back(*author);  // of version 1.0
  }
  if (authors.size() == 1) return read_only_author(authors.front(), record);
  for (const JsonObject author : authors) {
    add_author(record, name_in_order(text_at(author, "name")), text_at(author, "url"));
  }
}

std::string html_at(JsonObject item, std::string_view key) {
  const auto value = value_at(item, key);
  std::string_view html;
  return value && value->get(html) == simdjson::SUCCESS ? feed_abstract(html) : std::string();
}

// The summary is plain text, and the content is whatever stands in the feed.
std::string abstract_of(JsonObject item) {
  std::string text = text_at(item, "summary");
  if (text.empty()) text = html_at(item, "content_html");
  return text.empty() ? text_at(item, "content_text") : text;
}

void read_item(JsonObject item, SourceRecord& record) {
  const std::string id = text_at(item, "id");
  record.url = text_at(item, "url");
  record.title = text_at(item, "title");
  record.abstract = abstract_of(item);
  read_authors(item, record);
  record.published = iso_date(text_at(item, "date_published"));
  record.updated = day_at(item, "date_modified");
  record.language = text_at(item, "language");
  if (const auto tags = list_at(item, "tags")) {
    for (const JsonValue tag : *tags) add_text(record.categories, text_of(tag), kCategoriesMax);
  }
  add_identifier(record, record.url);
  add_identifier(record, id);
  // Where the item is about something elsewhere, that is the paper.
  if (record.ids.empty()) add_identifier(record, text_at(item, "external_url"));
  const std::string host = ascii_lower(host_of(record.url));
  record.source = host.empty() ? "json-feed" : "json-feed:" + host;
  if (record.ids.empty()) record.key = id.empty() ? record.url : id;
}

constexpr std::array<std::string_view, 1> kLists{"items"};
constexpr std::array<std::string_view, 1> kNextPages{"next_url"};
constexpr JsonService kJsonFeed{"json-feed", kLists, kNextPages, is_item, is_feed, {}, read_item};

}  // namespace

// The version, which every feed names, usually first. It is looked for as it is written, because a feed is
// longer than its head, and its items may have any keys.
bool is_json_feed(const Head& head) {
  constexpr std::string_view kKey = "\"version\"";
  if (!head.text.starts_with('{')) return false;
  for (std::size_t at = head.text.find(kKey); at != kNone; at = head.text.find(kKey, at + kKey.size())) {
    std::string_view rest = trim(head.text.substr(at + kKey.size(), kQuotedBytesMax));
    if (!rest.starts_with(':')) continue;
    rest = trim(rest.substr(1));
    if (!rest.starts_with('"')) continue;
    std::string version;  // whose slashes may be escaped
    for (const char c : rest.substr(1)) {
      if (c != '\\') version += c;
    }
    if (is_version(version)) return true;
  }
  return false;
}

std::unique_ptr<Reader> make_json_feed_reader(const ReaderOptions& /*options*/) {
  return make_json_service_reader(kJsonFeed);
}

}  // namespace broadsheet::formats
