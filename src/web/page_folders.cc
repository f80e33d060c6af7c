// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /library/folders: a reader's folders, and what is in one, for them to arrange and to share.

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/english.h"
#include "papers/folders.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "web/acting.h"
#include "web/find_paper.h"
#include "web/handlers.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using store::Folder;
using store::FolderNumber;
using store::Visibility;
using text::TemplateValues;

constexpr const char* kFoldersPath = "/library/folders";

std::string path_of(const Folder& folder) {
  return std::string(kFoldersPath) + "/" + std::to_string(folder.number.value());
}

std::string_view visibility_text(Visibility visibility) {
  switch (visibility) {
    case Visibility::kPrivate:
      return "private";
    case Visibility::kByLink:
      return "shared by link";
    case Visibility::kPublic:
      return "public";
  }
  return {};
}

// One's own by its number; kNotFound for what is none, and for that of somebody else alike.
Result<Folder> own_folder(Exchange& exchange) {
  const auto number = captured_id<FolderNumber>(exchange, 0, "folder");
  if (!number.ok()) return Error(ErrorCode::kNotFound, "There is no such folder");
  TRY(const std::optional<Folder> folder, store::Libraries(exchange.backend.record()).folder(*number));
  if (!folder || folder->account != exchange.visitor->account.number)
    return Error(ErrorCode::kNotFound, "There is no such folder");
  return *folder;
}

void add_visibilities(TemplateValues body, Visibility chosen) {
  constexpr std::pair<Visibility, std::string_view> kAll[] = {
      {Visibility::kPrivate, "Private: nobody but you sees it"},
      {Visibility::kByLink, "By link: whoever has its address sees it"},
      {Visibility::kPublic, "Public: it is listed among the collections"}};
  for (const auto& [visibility, about] : kAll) {
    TemplateValues one = body.add("VISIBILITY");
    one.set("VISIBILITY_NAME", papers::visibility_name(visibility)).set("VISIBILITY_TEXT", about);
    if (visibility == chosen) one.show("VISIBILITY_CHOSEN");
  }
}

Result<http::Response> folders_with(Exchange& exchange, const std::string& error) {
  store::Record& record = exchange.backend.record();
  const store::AccountNumber account = exchange.visitor->account.number;
  TRY(const std::vector<Folder> folders, store::Libraries(record).folders_of(account));
  TRY(const std::vector<store::FolderItem> items, store::Libraries(record).items_of_account(account));
  Page page(exchange, {.title = "Folders", .description = "", .path = kFoldersPath, .unlisted = true},
            "folders.html");
  TemplateValues body = page.body();
  body.set("FORM_KEY", exchange.visitor->form_key);
  if (!error.empty()) body.add("ERROR").set("ERROR_TEXT", error);
  for (const Folder& folder : folders) {
    const auto count =
        static_cast<std::uint64_t>(std::ranges::count(items, folder.number, &store::FolderItem::folder));
    body.add("FOLDER")
        .set("FOLDER_URL", path_of(folder))
        .set("FOLDER_TITLE", folder.title)
        .set("FOLDER_TEXT", counted(count, "paper") + ", " + std::string(visibility_text(folder.visibility)));
  }
  if (folders.empty()) body.show("NONE");
  return page.response(error.empty() ? 200 : 400);
}

void add_item(TemplateValues body, const store::PaperView& paper, const store::FolderItem& item) {
  TemplateValues row = body.add("ITEM");
  row.set("PAPER_URL", paper_path(paper))
      .set("PAPER_TITLE", papers::readable_title(paper))
      .set("PAPER_ID", papers::printed_id(paper))
      .set("ITEM_NOTE", item.note);
  if (const std::string authors = papers::authors_line(paper, 3); !authors.empty())
    row.add("BYLINE").set("AUTHORS", authors);
}

Result<http::Response> folder_with(Exchange& exchange, const Folder& folder, const std::string& error) {
  store::Record& record = exchange.backend.record();
  TRY(const std::vector<store::FolderItem> items, papers::papers_in(record, folder));
  std::vector<PaperNumber> numbers;
  for (const store::FolderItem& item : items) numbers.push_back(item.paper);
  TRY(const store::PapersRead read, record.papers(numbers));
  papers::log_unreadable(read);
  Page page(exchange, {.title = folder.title, .description = "", .path = path_of(folder), .unlisted = true},
            "folder.html");
  TemplateValues body = page.body();
  body.set("FORM_KEY", exchange.visitor->form_key).set("FOLDER_URL", path_of(folder));
  body.set("FOLDER_TITLE", folder.title).set("COUNT", counted(items.size(), "paper"));
  body.set("DESCRIPTION_HTML", text::SafeHtml(text::escape_html(folder.description)));
  if (!error.empty()) body.add("ERROR").set("ERROR_TEXT", error);
  if (folder.visibility != Visibility::kPrivate) {
    const std::string slug = papers::folder_slug({.folder = folder, .owner = exchange.visitor->account});
    body.add("SHARED").set("SHARED_URL", exchange.base_url + "/collections/" + slug);
  }
  add_visibilities(body, folder.visibility);
  auto item = items.begin();
  for (const store::PaperView& paper : read.views) {
    while (item->paper != paper.number) ++item;
    add_item(body, paper, *item);
  }
  return page.response(error.empty() ? 200 : 400);
}

papers::FolderChange change_in(const Exchange& exchange) {
  papers::FolderChange change;
  if (const auto title = exchange.form.parameter("title")) change.title = std::string(*title);
  if (const auto text = exchange.form.parameter("description")) change.description = std::string(*text);
  change.visibility = papers::visibility_named(exchange.field("visibility"));
  change.new_address = exchange.field("new-address") == "true";
  return change;
}

Result<std::string> arrange(Exchange& exchange, store::Transaction& transaction, const Folder& folder) {
  store::Record& record = exchange.backend.record();
  const std::string_view act = exchange.field("act");
  const Instant now = exchange.backend.site().clock.now();
  TRY(const store::PaperView paper, find_paper(exchange, exchange.field("paper")));
  if (act == "out") {
    TRY_VOID(papers::take_out_of_folder(record, transaction, folder, paper.number, now));
  } else if (act == "up" || act == "down") {
    TRY(const std::vector<store::FolderItem> items, papers::papers_in(record, folder));
    const auto at = std::ranges::find(items, paper.number, &store::FolderItem::paper);
    const auto place = static_cast<std::size_t>(at - items.begin());
    const std::size_t to = act == "down" ? place + 1 : place - std::min<std::size_t>(place, 1);
    TRY_VOID(papers::move_in_folder(record, transaction, folder, paper.number, to, now));
  } else {
    TRY_VOID(papers::put_in_folder(record, transaction, actor_of(exchange), folder, paper.number,
                                   std::string(exchange.field("note")), now));
  }
  return path_of(folder);
}

// Where one is led afterwards.
Result<std::string> act_on(Exchange& exchange, store::Transaction& transaction, const Folder& folder) {
  const std::string_view act = exchange.field("act");
  if (act == "change") {
    TRY_VOID(
        papers::change_folder(transaction, folder, change_in(exchange), exchange.backend.site().clock.now()));
    return path_of(folder);
  }
  if (act == "delete") {
    TRY_VOID(store::LibraryChanges(transaction).remove_folder(folder.number));
    return std::string(kFoldersPath);
  }
  return arrange(exchange, transaction, folder);
}

}  // namespace

http::Response folders_page(Exchange& exchange) {
  return answer_of(folders_with(exchange, ""));
}

http::Response make_folder(Exchange& exchange) {
  const auto made = acted(exchange, [&](store::Transaction& transaction) {
    return papers::make_folder(exchange.backend.record(), transaction, exchange.visitor->account.number,
                               change_in(exchange), exchange.backend.site().clock.now());
  });
  if (made.ok()) return see_other(path_of(*made));
  return is_askers(made.error()) ? answer_of(folders_with(exchange, made.error().message()))
                                 : error_response(made.error());
}

http::Response folder_page(Exchange& exchange) {
  const auto folder = own_folder(exchange);
  return folder.ok() ? answer_of(folder_with(exchange, *folder, "")) : error_response(folder.error());
}

http::Response change_folder(Exchange& exchange) {
  const auto folder = own_folder(exchange);
  if (!folder.ok()) return error_response(folder.error());
  const auto done = acted(
      exchange, [&](store::Transaction& transaction) { return act_on(exchange, transaction, *folder); });
  if (done.ok()) return see_other(*done);
  return is_askers(done.error()) ? answer_of(folder_with(exchange, *folder, done.error().message()))
                                 : error_response(done.error());
}

}  // namespace broadsheet::web
