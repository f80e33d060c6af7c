// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /library: what a reader keeps, in all forms of a list; and /api/library.

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/english.h"
#include "base/json_writer.h"
#include "papers/library_export.h"
#include "papers/paper_body.h"
#include "papers/paper_view.h"
#include "web/cards.h"
#include "web/handlers.h"
#include "web/library_list.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/list_forms.h"
#include "web/page.h"
#include "web/saving.h"

namespace broadsheet::web {
namespace {

using papers::KeptPaper;
using text::TemplateValues;

constexpr std::string_view kPath = "/library";
constexpr std::string_view kTitle = "Library";

struct Part {
  std::span<const KeptPaper> kept;
  std::vector<store::PaperView> papers;  // of these, some perhaps missing
};

Result<Part> read_part(Exchange& exchange, const AskedLibrary& asked, std::size_t offset, std::size_t limit) {
  Part part;
  const std::size_t from = std::min(offset, asked.papers.size());
  part.kept = std::span(asked.papers).subspan(from, std::min(limit, asked.papers.size() - from));
  std::vector<PaperNumber> numbers;
  for (const KeptPaper& kept : part.kept) numbers.push_back(kept.paper);
  TRY(store::PapersRead read, exchange.backend.record().papers(numbers));
  papers::log_unreadable(read);
  part.papers = std::move(read.views);
  return part;
}

const KeptPaper& kept_of(const Part& part, const store::PaperView& paper) {
  return *std::ranges::find(part.kept, paper.number, &KeptPaper::paper);
}

std::string tag_path(const std::string& tag) {
  return std::string(kPath) + library_parameters({.tag = tag});
}

void add_filters(TemplateValues body, Exchange& exchange, const AskedLibrary& asked) {
  body.set("WORDS", asked.query.words).set("TAG_CHOSEN", asked.query.tag);
  add_state_choices(body, asked.query.state);
  for (const store::Folder& folder : asked.folders) {
    TemplateValues one = body.add("FOLDER");
    one.set("FOLDER_NUMBER", folder.number.value()).set("FOLDER_TITLE", folder.title);
    if (asked.query.folder == folder.number) one.show("FOLDER_CHOSEN");
  }
  const auto tags = store::Libraries(exchange.backend.record()).tags_of(exchange.visitor->account.number);
  if (!tags.ok()) return;
  for (const std::string& tag : *tags) body.add("KNOWN_TAG").set("TAG_NAME", tag);
}

void add_papers(TemplateValues list, Exchange& exchange, const AskedLibrary& asked, const Part& part) {
  for (const store::PaperView& paper : part.papers) {
    const KeptPaper& kept = kept_of(part, paper);
    TemplateValues item = list.add("ITEM");
    add_card(item, paper, true, exchange.backend.typesetter());
    item.set("KEPT_SINCE", short_date({.day = std::chrono::floor<std::chrono::days>(kept.saved_at)}));
    if (kept.state != store::ReadingState::kNone) {
      const auto state = std::ranges::find(papers::reading_states(), kept.state, &papers::StateName::state);
      item.add("KEPT_STATE").set("KEPT_STATE_TITLE", state->title);
    }
    for (const std::string& tag : kept.tags)
      item.add("KEPT_TAG").set("KEPT_TAG_NAME", tag).set("KEPT_TAG_URL", tag_path(tag));
    for (const store::Folder& folder : asked.folders) {
      if (std::ranges::find(kept.folders, folder.number) == kept.folders.end()) continue;
      item.add("KEPT_FOLDER")
          .set("KEPT_FOLDER_TITLE", folder.title)
          .set("KEPT_FOLDER_URL", "/library/folders/" + std::to_string(folder.number.value()));
    }
    // Templates make blanks of line ends: this is escaped here.
    if (!kept.note.empty())
      item.add("KEPT_NOTE").set("KEPT_NOTE_HTML", text::SafeHtml(text::escape_html(kept.note)));
  }
}

http::Response page_of(Exchange& exchange, const AskedLibrary& asked, std::uint64_t page) {
  const auto part = read_part(exchange, asked, page * kPageSize, kPageSize);
  if (!part.ok()) return error_response(part.error());
  PageHead head;
  head.title = kTitle;
  head.description = "What you keep";
  head.path = head.file_path = kPath;
  head.file_query = library_parameters(asked.query);
  head.file_text = "All papers of this list, with your notes and tags";
  head.unlisted = true;
  Page made(exchange, head, "library.html");
  TemplateValues body = made.body();
  body.set("COUNT", counted(asked.papers.size(), "paper"));
  add_filters(body, exchange, asked);
  if (part->papers.empty()) {
    const bool filtered = !library_parameters(asked.query).empty();
    body.add("EMPTY").set("EMPTY_TEXT", filtered
                                            ? "Nothing of what you keep is like that."
                                            : "Nothing yet. The page of a paper has a button to save it.");
  } else {
    add_papers(body.add("PAPERS"), exchange, asked, *part);
  }
  add_paging(body, {.page = page, .page_size = kPageSize, .total = asked.papers.size()},
             [&](std::uint64_t number) { return target_with(exchange, "p", std::to_string(number)); });
  return made.response();
}

http::Response file_of(Exchange& exchange, const AskedLibrary& asked, const ListForm& form) {
  const ListText text{.title = std::string(kTitle), .path = std::string(kPath)};
  if (form.feed) return feed_of_arrivals(exchange, *form.feed, text, asked.numbers(), 0);
  auto words = papers::LibraryWords::open(exchange.backend.record(), exchange.visitor->account.number);
  if (!words.ok()) return error_response(words.error());
  return whole_list(exchange, *form.file, text, asked.numbers(), *std::move(words));
}

}  // namespace

http::Response library_page(Exchange& exchange) {
  const auto page = number_parameter(exchange.target, "p", 0, 0, kPageMax);
  if (!page.ok()) return error_response(page.error());
  const auto asked = read_library(exchange, exchange.visitor->account.number);
  if (!asked.ok()) return error_response(asked.error());
  std::string name = exchange.target.segments.back();
  const ListForm form = take_list_form(exchange, name);
  return form.is_page() ? page_of(exchange, *asked, *page) : file_of(exchange, *asked, form);
}

http::Response api_library(Exchange& exchange) {
  const auto asked = read_library(exchange, exchange.visitor->account.number);
  if (!asked.ok()) return error_response(asked.error());
  const std::uint64_t offset = exchange.number("cursor");
  const std::uint64_t limit = exchange.number("limit");
  const auto part = read_part(exchange, *asked, offset, limit);
  if (!part.ok()) return error_response(part.error());
  JsonWriter json;
  json.begin_array();
  for (const store::PaperView& paper : part->papers) {
    json.begin_object().key("paper");
    papers::write_listed_paper(json, paper);
    write_kept(json, kept_of(*part, paper), asked->folders);
    json.end_object();
  }
  json.end_array();
  http::Response response = json_response(json.take());
  response.set("X-Total-Count", std::to_string(asked->papers.size()));
  if (offset + limit < asked->papers.size())
    response.set("Link", next_link(exchange, "cursor", std::to_string(offset + limit)));
  return response;
}

}  // namespace broadsheet::web
