// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /collections: folders that their owners made public. /collections/{slug}: one of them, or one that is
// shared by link, in all forms of a list.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/english.h"
#include "base/percent.h"
#include "papers/discussion.h"
#include "papers/folders.h"
#include "papers/paper_view.h"
#include "web/cards.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/paper_list.h"

namespace broadsheet::web {
namespace {

using papers::SharedFolder;
using store::Visibility;
using text::TemplateValues;

std::string path_of(const SharedFolder& shared) {
  return "/collections/" + percent_encode(papers::folder_slug(shared), "/");
}

std::optional<store::AccountNumber> reader_of(const Exchange& exchange) {
  return exchange.visitor ? std::optional(exchange.visitor->account.number) : std::nullopt;
}

// A folder by link is for who has the link: nobody between them and us keeps it, and no search engine lists
// it.
http::Response guarded(http::Response response, const SharedFolder& shared) {
  if (shared.folder.visibility == Visibility::kPublic) return response;
  std::erase_if(response.headers, [](const http::Header& header) { return header.name == "Cache-Control"; });
  return std::move(response.set("Cache-Control", "private, no-store").set("X-Robots-Tag", "noindex"));
}

Result<store::PapersRead> read_papers(Exchange& exchange, const std::vector<store::FolderItem>& items,
                                      std::uint64_t page) {
  std::vector<PaperNumber> numbers;
  const std::size_t from = std::min<std::size_t>(page * kPageSize, items.size());
  for (std::size_t i = from; i < items.size() && i < from + kPageSize; ++i) numbers.push_back(items[i].paper);
  TRY(store::PapersRead read, exchange.backend.record().papers(numbers));
  papers::log_unreadable(read);
  return read;
}

http::Response page_of(Exchange& exchange, const SharedFolder& shared,
                       const std::vector<store::FolderItem>& items, std::uint64_t page) {
  const auto read = read_papers(exchange, items, page);
  if (!read.ok()) return error_response(read.error());
  PageHead head;
  head.title = shared.folder.title;
  head.description = beginning(shared.folder.description, 200);
  head.path = head.feed_path = head.file_path = path_of(shared);
  head.markdown_path = head.path + ".md";
  head.unlisted = shared.folder.visibility != Visibility::kPublic;
  Page made(exchange, head, "collection.html");
  TemplateValues body = made.body();
  body.set("HEADING", shared.folder.title)
      .set("COUNT", counted(items.size(), "paper"))
      .set("OWNER", papers::person_of(shared.owner).fullname)
      .set("CHANGED", short_date({.day = std::chrono::floor<std::chrono::days>(shared.folder.changed_at)}));
  // Templates make blanks of line ends: this is escaped here.
  if (!shared.folder.description.empty())
    body.add("DESCRIPTION")
        .set("DESCRIPTION_HTML", text::SafeHtml(text::escape_html(shared.folder.description)));
  if (reader_of(exchange) == shared.owner.number)
    body.add("OWN").set("OWN_URL", "/library/folders/" + std::to_string(shared.folder.number.value()));
  if (read->views.empty()) body.add("EMPTY").set("EMPTY_TEXT", "No papers.");
  for (const store::PaperView& paper : read->views) {
    TemplateValues item = body.add("ITEM");
    add_card(item, paper, true, exchange.backend.typesetter());
    const auto of = std::ranges::find(items, paper.number, &store::FolderItem::paper);
    if (!of->note.empty())
      item.add("ITEM_NOTE").set("ITEM_NOTE_HTML", text::SafeHtml(text::escape_html(of->note)));
  }
  add_paging(body, {.page = page, .page_size = kPageSize, .total = items.size()},
             [&](std::uint64_t number) { return target_with(exchange, "p", std::to_string(number)); });
  return made.response();
}

http::Response form_of(Exchange& exchange, const SharedFolder& shared,
                       const std::vector<store::FolderItem>& items, const PaperListPart& part) {
  const ListText text{.title = shared.folder.title, .path = path_of(shared)};
  std::vector<PaperNumber> numbers;
  for (const store::FolderItem& item : items) numbers.push_back(item.paper);
  if (part.form.is_whole()) return whole_list(exchange, *part.form.file, text, std::move(numbers));
  if (part.form.feed) {
    // What was put in last is what is new.
    std::ranges::reverse(numbers);
    numbers.resize(std::min(numbers.size(), kFeedSize));
    auto read = exchange.backend.record().papers(numbers);
    if (!read.ok()) return error_response(read.error());
    return list_part(exchange, part.form, text, read->views);
  }
  auto read = read_papers(exchange, items, part.page);
  if (!read.ok()) return error_response(read.error());
  ListText with_next = text;
  if ((part.page + 1) * kPageSize < items.size())
    with_next.next_path = target_with(exchange, "p", std::to_string(part.page + 1));
  return list_part(exchange, part.form, with_next, read->views);
}

}  // namespace

http::Response collections_page(Exchange& exchange) {
  const auto page = number_parameter(exchange.target, "p", 0, 0, kListPageMax);
  if (!page.ok()) return error_response(page.error());
  store::Record& record = exchange.backend.record();
  // One more, to know whether there is another page.
  const auto shared = papers::public_folders(record, {.offset = *page * kPageSize, .limit = kPageSize + 1});
  if (!shared.ok()) return error_response(shared.error());
  Page made(exchange,
            {.title = "Collections", .description = "Collections of papers", .path = "/collections"},
            "collections.html");
  TemplateValues body = made.body();
  const std::size_t count = std::min<std::size_t>(shared->size(), kPageSize);
  for (std::size_t i = 0; i < count; ++i) {
    const SharedFolder& one = (*shared)[i];
    const auto items = papers::papers_in(record, one.folder);
    if (!items.ok()) return error_response(items.error());
    TemplateValues row = body.add("COLLECTION");
    row.set("COLLECTION_URL", path_of(one))
        .set("COLLECTION_TITLE", one.folder.title)
        .set("COLLECTION_TEXT",
             counted(items->size(), "paper") + ", by " + papers::person_of(one.owner).fullname);
    if (const std::string about = beginning(one.folder.description, 200); !about.empty())
      row.add("ABOUT").set("ABOUT_TEXT", about);
  }
  if (count == 0) body.add("EMPTY").set("EMPTY_TEXT", "Nobody has made a folder public yet.");
  const std::uint64_t total = *page * kPageSize + shared->size();
  add_paging(body, {.page = *page, .page_size = kPageSize, .total = total},
             [&](std::uint64_t number) { return target_with(exchange, "p", std::to_string(number)); });
  return made.response();
}

http::Response collection_page(Exchange& exchange) {
  std::string slug = exchange.captured[0];
  const auto part = read_list_part(exchange, slug);
  if (!part.ok()) return error_response(part.error());
  store::Record& record = exchange.backend.record();
  const auto shared = papers::shared_folder(record, slug, reader_of(exchange));
  if (!shared.ok()) return error_response(shared.error());
  if (!*shared) return error_response(404, "There is no such collection");
  const SharedFolder& folder = **shared;
  // A page has one address: whoever comes by an earlier title is led there.
  if (part->form.is_page() && slug != papers::folder_slug(folder))
    return guarded(redirect(path_of(folder)), folder);
  const auto items = papers::papers_in(record, folder.folder);
  if (!items.ok()) return error_response(items.error());
  return guarded(part->form.is_page() ? page_of(exchange, folder, *items, part->page)
                                      : form_of(exchange, folder, *items, *part),
                 folder);
}

}  // namespace broadsheet::web
