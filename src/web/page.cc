// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/page.h"

#include <array>
#include <memory>

#include "base/check.h"
#include "papers/exporter.h"
#include "store/notices.h"
#include "web/assets.h"
#include "web/feeds.h"
#include "web/site_files.h"

namespace broadsheet::web {
namespace {

constexpr std::string_view kTemplates = "templates/";

const text::HtmlTemplates& templates() {
  static const std::unique_ptr<text::HtmlTemplates> all = [] {
    std::vector<text::TemplateSource> sources;
    for (const SiteFile& file : site_files()) {
      if (file.name.starts_with(kTemplates)) {
        sources.push_back({file.name.substr(kTemplates.size()), file.content});
      }
    }
    auto parsed = text::HtmlTemplates::parse(sources);
    CHECK(parsed.ok());
    return std::move(parsed).value();
  }();
  return *all;
}

void add_sections(text::TemplateValues& values, const PageHead& head) {
  struct Entry {
    std::string name;
    std::string url;
  };
  const auto of_period = [](std::string_view kind, const std::string& period) {
    return period.empty() ? "/papers/" + std::string(kind) : "/papers/" + std::string(kind) + "/" + period;
  };
  const std::array<Entry, 5> entries = {
      Entry{"Day", head.day.empty() ? "/papers" : of_period("date", head.day)},
      Entry{"Week", of_period("week", head.week)}, Entry{"Month", of_period("month", head.month)},
      Entry{"Trending", "/papers/trending"}, Entry{"Categories", "/categories"}};
  for (const Entry& entry : entries) {
    text::TemplateValues section = values.add("SECTION");
    section.set("SECTION_NAME", entry.name).set("SECTION_URL", entry.url);
    if (entry.name == head.section) section.show("SECTION_CURRENT");
  }
}

void add_alternate(text::TemplateValues& values, std::string_view type, std::string_view title,
                   const std::string& url) {
  values.add("ALTERNATE").set("ALTERNATE_TYPE", type).set("ALTERNATE_TITLE", title).set("ALTERNATE_URL", url);
}

void add_feeds(text::TemplateValues& values, const PageHead& head) {
  if (head.feed_path.empty()) return;
  text::TemplateValues feeds = values.add("FEEDS");
  for (const FeedForm& form : feed_forms()) {
    const std::string url = head.feed_path + std::string(form.suffix) + head.feed_query;
    add_alternate(values, form.media_type, head.title + " (" + std::string(form.name) + ")", url);
    feeds.add("FEED").set("FEED_URL", url).set("FEED_NAME", form.name);
  }
}

void add_files(text::TemplateValues& values, const PageHead& head) {
  if (head.file_path.empty()) return;
  text::TemplateValues files = values.add("FILES");
  files.set("FILES_TEXT", head.file_text.empty() ? "All papers of this list" : head.file_text);
  for (const papers::ExportForm& form : papers::export_forms()) {
    const bool reads_in_pages = form.format == papers::ExportFormat::kMarkdown;
    files.add("FILE")
        .set("FILE_URL",
             head.file_path + std::string(form.suffix) + (reads_in_pages ? head.feed_query : head.file_query))
        .set("FILE_NAME", form.title);
  }
}

// Who reads, and how much is new for them.
void add_reader(text::TemplateValues reader, const Exchange& exchange) {
  const store::Account& account = exchange.visitor->account;
  reader.set("READER_NAME", account.name);
  const auto unread = store::Notices(exchange.backend.record()).count_unread(account.number);
  if (unread.ok() && *unread > 0) reader.add("NEWS").set("NEWS_TEXT", std::to_string(*unread) + " new");
}

}  // namespace

Page::Page(const Exchange& exchange, const PageHead& head, std::string_view body)
    : body_(page_.values().include("BODY", body)) {
  text::TemplateValues values = page_.values();
  values.set("TITLE", head.title.empty() ? "Broadsheet" : head.title + " · Broadsheet")
      .set("DESCRIPTION", head.description)
      .set("ICON_URL", asset_url("icon.svg"))
      .set("QUERY", head.query);
  for (const char* style : {"design.css", "broadsheet.css", "categories.css", "rooms.css", "readers.css"}) {
    values.add("STYLE").set("STYLE_URL", asset_url(style));
  }
  if (exchange.visitor) {
    add_reader(values.add("READER"), exchange);
    if (exchange.visitor->role == store::Role::kAdmin) values.show("ADMIN");
  } else {
    text::TemplateValues stranger = values.add("STRANGER");
    if (sends_letters(exchange.backend.site())) stranger.show("BY_MAIL");
  }
  values.set("THEME_URL", asset_url("theme.js"));
  for (const char* script : {"keyboard.js", "suggest.js", "copy.js", "live.js", "similar.js", "choices.js"})
    values.add("SCRIPT").set("SCRIPT_URL", asset_url(script));
  if (!head.path.empty()) values.add("CANONICAL").set("CANONICAL_URL", exchange.base_url + head.path);
  add_sections(values, head);
  add_feeds(values, head);
  if (head.unlisted) values.add("META").set("META_NAME", "robots").set("META_CONTENT", "noindex, nofollow");
  for (const CitationTag& tag : head.citation_tags)
    values.add("META").set("META_NAME", tag.name).set("META_CONTENT", tag.content);
  add_files(values, head);
  if (!head.markdown_path.empty()) add_alternate(values, "text/markdown", "Markdown", head.markdown_path);
}

http::Response Page::response(std::uint16_t status) const {
  http::Response response = text_response(templates().expand("page.html", page_), "text/html; charset=utf-8");
  response.status = status;
  response.set("Vary", "Accept, Cookie").set("Cache-Control", "no-cache");
  // A browser waits a moment for a font that is announced, and then nothing moves when it comes.
  if (response.body.find("<math") != std::string::npos) {
    response.set("Link", "<" + asset_url("mathematics.woff2") +
                             ">; rel=preload; as=font; type=\"font/woff2\"; crossorigin");
  }
  return response;
}

http::Response error_page(const Exchange& exchange, std::uint16_t status, std::string_view message) {
  Page page(exchange, {.title = std::string(http::reason_phrase(status)), .description = ""}, "error.html");
  page.body().set("HEADING", http::reason_phrase(status)).set("MESSAGE", message);
  return page.response(status);
}

bool wants_html(const http::Request& request) {
  return request.header("accept").find("text/html") != std::string_view::npos;
}

bool wants_markdown(const http::Request& request) {
  return request.header("accept").find("text/markdown") != std::string_view::npos && !wants_html(request);
}

}  // namespace broadsheet::web
