// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /library: what a reader keeps, in all forms of a list; /api/library; and its feed at a private address.

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/english.h"
#include "base/json_writer.h"
#include "base/secrets.h"
#include "papers/library_export.h"
#include "papers/paper_body.h"
#include "papers/paper_view.h"
#include "store/accounts.h"
#include "web/acting.h"
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

// ----------------------------------------------------------------------------------- the private feed

Result<std::optional<store::Account>> owner_of_feed(Exchange& exchange, std::string_view secret) {
  store::Record& record = exchange.backend.record();
  TRY(const std::optional<store::AccountNumber> number,
      store::Libraries(record).account_of_feed(sha256(secret)));
  if (!number) return std::optional<store::Account>();
  TRY(std::optional<store::Account> account, store::Accounts(record).account(*number));
  if (account && (account->banned_at || account->deleted_at)) account.reset();
  return account;
}

http::Response feed_page_with(Exchange& exchange, const std::string& new_path) {
  const Visitor& visitor = *exchange.visitor;
  const auto made_at = store::Libraries(exchange.backend.record()).feed_made_at(visitor.account.number);
  if (!made_at.ok()) return error_response(made_at.error());
  Page page(exchange, {.title = "Private feed", .description = "", .path = "/library/feed", .unlisted = true},
            "library_feed.html");
  TemplateValues body = page.body();
  body.set("FORM_KEY", visitor.form_key);
  if (!new_path.empty()) {
    TemplateValues made = body.add("NEW_FEED");
    for (const FeedForm& form : feed_forms())
      made.add("NEW_FEED_FORM")
          .set("NEW_FEED_NAME", form.name)
          .set("NEW_FEED_URL", exchange.base_url + new_path + std::string(form.suffix));
  }
  if (*made_at)
    body.add("FEED_THERE")
        .set("FEED_SINCE", short_date({.day = std::chrono::floor<std::chrono::days>(**made_at)}));
  return page.response();
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

http::Response private_feed(Exchange& exchange) {
  std::string secret = exchange.captured[0];
  const auto kind = take_feed_suffix(secret);
  const auto owner = owner_of_feed(exchange, secret);
  if (!owner.ok()) return error_response(owner.error());
  if (!kind || !*owner) return error_response(404, "There is nothing at this address");
  const auto asked = read_library(exchange, (*owner)->number);
  if (!asked.ok()) return error_response(asked.error());
  // What was saved last, and not what came last, is news here.
  const auto part = read_part(exchange, *asked, 0, kFeedSize);
  if (!part.ok()) return error_response(part.error());
  const ListText text{.title = "Library of " + (*owner)->name, .path = std::string(kPath)};
  http::Response response = list_part(exchange, {.feed = kind, .file = {}}, text, part->papers);
  // No hub is told an address that is secret.
  std::erase_if(response.headers, [](const http::Header& header) { return header.name == "Link"; });
  response.set("X-Robots-Tag", "noindex");
  return response;
}

http::Response library_feed_page(Exchange& exchange) {
  return feed_page_with(exchange, "");
}

http::Response set_library_feed(Exchange& exchange) {
  const bool make = exchange.field("act") == "make";
  const std::string secret = new_secret();
  const auto done = acted(exchange, [&](store::Transaction& transaction) -> Result<bool> {
    TRY_VOID(store::LibraryChanges(transaction)
                 .set_feed(exchange.visitor->account.number,
                           make ? std::optional(sha256(secret)) : std::nullopt,
                           exchange.backend.site().clock.now()));
    return make;
  });
  if (!done.ok()) return error_response(done.error());
  return feed_page_with(exchange, make ? "/private/" + secret : "");
}

}  // namespace broadsheet::web
