// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/feeds.h"

#include <algorithm>
#include <array>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "base/json_writer.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "text/readable.h"
#include "text/xml_text.h"
#include "web/exchange.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

constexpr auto kForms = std::to_array<FeedForm>({
    {FeedKind::kAtom, ".atom", "application/atom+xml", "Atom"},
    {FeedKind::kRss, ".rss", "application/rss+xml", "RSS"},
    {FeedKind::kJson, ".json", "application/feed+json", "JSON Feed"},
});

Instant instant_of(Day day) {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(day);
}

Instant newest(const std::vector<FeedEntry>& entries, Instant none) {
  if (entries.empty()) return none;
  return std::ranges::max(entries, {}, &FeedEntry::updated).updated;
}

// RFC 822, as RSS wants it.
std::string rss_time(Instant instant) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(instant)));
}

void element(std::string& to, std::string_view name, std::string_view content) {
  text::append_xml_element(to, name, content);
  to += '\n';
}

void add_link(std::string& xml, std::string_view element_name, std::string_view rel, const std::string& url) {
  xml.append("<").append(element_name).append(" rel=\"").append(rel).append("\" href=\"");
  xml += text::escape_xml(url) + "\"/>\n";
}

// A paged feed (RFC 5005, 3), and who tells of news in it (WebSub, 4).
void add_links(std::string& xml, std::string_view element_name, const Feed& feed) {
  if (!feed.next_path.empty()) add_link(xml, element_name, "next", feed.base_url + feed.next_path);
  if (!feed.hub.empty()) add_link(xml, element_name, "hub", feed.hub);
}

std::string write_atom(const Feed& feed) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
  element(xml, "title", feed.title);
  element(xml, "id", feed.base_url + feed.page_path);
  element(xml, "updated", format_instant(newest(feed.entries, feed.now)));
  xml += "<link rel=\"self\" type=\"application/atom+xml\" href=\"" +
         text::escape_xml(feed.base_url + feed.self_path) +
         "\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"" +
         text::escape_xml(feed.base_url + feed.page_path) + "\"/>\n";
  add_links(xml, "link", feed);
  for (const FeedEntry& entry : feed.entries) {
    xml += "<entry>\n";
    element(xml, "title", entry.title);
    element(xml, "id", entry.id);
    xml += "<link rel=\"alternate\" type=\"text/html\" href=\"" + text::escape_xml(entry.url) + "\"/>\n";
    element(xml, "published", format_instant(entry.published));
    element(xml, "updated", format_instant(entry.updated));
    // Atom wants an author for each entry.
    if (entry.authors.empty()) xml += "<author><name>unknown</name></author>\n";
    for (const std::string& name : entry.authors) {
      xml += "<author><name>" + text::escape_xml(name) + "</name></author>\n";
    }
    for (const std::string& category : entry.tags) {
      xml += "<category term=\"" + text::escape_xml(category) + "\"/>\n";
    }
    if (!entry.text.empty()) element(xml, "summary", entry.text);
    xml += "</entry>\n";
  }
  return xml + "</feed>\n";
}

std::string write_rss(const Feed& feed) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" "
      "xmlns:atom=\"http://www.w3.org/2005/Atom\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n";
  element(xml, "title", feed.title);
  element(xml, "link", feed.base_url + feed.page_path);
  element(xml, "description", feed.title);
  element(xml, "lastBuildDate", rss_time(newest(feed.entries, feed.now)));
  xml += "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"" +
         text::escape_xml(feed.base_url + feed.self_path) + "\"/>\n";
  add_links(xml, "atom:link", feed);
  for (const FeedEntry& entry : feed.entries) {
    xml += "<item>\n";
    element(xml, "title", entry.title);
    element(xml, "link", entry.url);
    xml += "<guid isPermaLink=\"false\">" + text::escape_xml(entry.id) + "</guid>\n";
    element(xml, "pubDate", rss_time(entry.published));
    for (const std::string& name : entry.authors) element(xml, "dc:creator", name);
    for (const std::string& category : entry.tags) element(xml, "category", category);
    // A description is read as HTML: text is escaped once as such and once for XML.
    if (!entry.text.empty()) element(xml, "description", text::escape_html(entry.text));
    xml += "</item>\n";
  }
  return xml + "</channel>\n</rss>\n";
}

std::string write_json_feed(const Feed& feed) {
  JsonWriter json;
  json.begin_object();
  json.key("version").value("https://jsonfeed.org/version/1.1");
  json.key("title").value(feed.title);
  json.key("home_page_url").value(feed.base_url + feed.page_path);
  json.key("feed_url").value(feed.base_url + feed.self_path);
  if (!feed.next_path.empty()) json.key("next_url").value(feed.base_url + feed.next_path);
  if (!feed.hub.empty()) {
    json.key("hubs").begin_array().begin_object().key("type").value("WebSub").key("url").value(feed.hub);
    json.end_object().end_array();
  }
  json.key("items").begin_array();
  for (const FeedEntry& entry : feed.entries) {
    json.begin_object();
    json.key("id").value(entry.id);
    json.key("url").value(entry.url);
    json.key("title").value(entry.title);
    json.key("content_text").value(entry.text);
    json.key("date_published").value(format_instant(entry.published));
    json.key("date_modified").value(format_instant(entry.updated));
    json.key("authors").begin_array();
    for (const std::string& name : entry.authors) {
      json.begin_object().key("name").value(name).end_object();
    }
    json.end_array();
    json.key("tags").begin_array();
    for (const std::string& category : entry.tags) json.value(category);
    json.end_array();
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace

std::span<const FeedForm> feed_forms() {
  return kForms;
}

FeedEntry feed_entry(const std::string& base_url, const store::PaperView& paper, Instant now) {
  FeedEntry entry;
  entry.url = base_url + paper_path(paper);
  entry.id = source_url(paper);
  if (entry.id.empty()) entry.id = entry.url;
  entry.title = papers::readable_title(paper);
  entry.text = text::readable(paper.abstract.empty() ? paper.short_summary : paper.abstract);
  const std::optional<PartialDate> day = paper.edition ? paper.edition : paper.published;
  entry.published = day ? instant_of(day->day) : now;
  entry.updated = std::max(entry.published, paper.updated ? instant_of(*paper.updated) : entry.published);
  for (const std::string& name : paper.authors) entry.authors.push_back(text::readable(name));
  entry.tags = paper.categories;
  return entry;
}

std::vector<FeedEntry> feed_entries(const std::string& base_url, std::span<const store::PaperView> papers,
                                    Instant now) {
  std::vector<FeedEntry> entries;
  entries.reserve(papers.size());
  for (const store::PaperView& paper : papers) entries.push_back(feed_entry(base_url, paper, now));
  return entries;
}

std::string write_feed(FeedKind kind, const Feed& feed) {
  switch (kind) {
    case FeedKind::kAtom:
      return write_atom(feed);
    case FeedKind::kRss:
      return write_rss(feed);
    case FeedKind::kJson:
      return write_json_feed(feed);
  }
  return "";
}

http::Response feed_response(FeedKind kind, const Feed& feed) {
  const auto form = std::ranges::find(kForms, kind, &FeedForm::kind);
  http::Response response =
      text_response(write_feed(kind, feed), std::string(form->media_type) + "; charset=utf-8");
  response.set("Cache-Control", "no-cache");
  // A hub looks for these before it looks into the feed.
  if (!feed.hub.empty()) {
    response.set("Link",
                 "<" + feed.base_url + feed.self_path + ">; rel=\"self\", <" + feed.hub + ">; rel=\"hub\"");
  }
  return response;
}

std::optional<FeedKind> take_feed_suffix(std::string& name) {
  for (const FeedForm& form : kForms) {
    if (!name.ends_with(form.suffix)) continue;
    name.resize(name.size() - form.suffix.size());
    return form.kind;
  }
  return std::nullopt;
}

}  // namespace broadsheet::web
