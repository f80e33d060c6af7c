// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /api/collections: folders that are shared, as the public API has them. What it knows and we do not (themes,
// places among one's collections, votes for them) has one value for all.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/json_writer.h"
#include "papers/discussion.h"
#include "papers/folders.h"
#include "papers/own_counts.h"
#include "papers/paper_body.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "text/html_template.h"
#include "web/acting.h"
#include "web/find_paper.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

using papers::SharedFolder;
using store::Folder;
using store::FolderItem;
using store::Visibility;

constexpr std::size_t kItemsInLists = 4;  // of each collection, as the public API shows

std::string item_id(const Folder& folder, const FolderItem& item) {
  return papers::object_id("collection-item",
                           folder.public_id + "\n" + std::to_string(item.identity.value()));
}

void write_item(JsonWriter& json, const Folder& folder, const FolderItem& item, std::size_t position,
                const store::PaperView& paper) {
  json.begin_object().key("_id").value(item_id(folder, item));
  json.key("position").value(position).key("type").value("paper");
  json.key("id").value(papers::printed_id(paper)).key("title").value(papers::readable_title(paper));
  json.key("upvotes").value(paper.upvotes()).key("publishedAt");
  if (paper.published) {
    json.value(format_instant(Instant(paper.published->day)));
  } else {
    json.null();
  }
  json.key("thumbnailUrl").value(thumbnail_path(paper)).key("isUpvotedByUser").value(false);
  if (!item.note.empty()) {
    json.key("note").begin_object().key("text").value(item.note);
    json.key("html").value(text::escape_html(item.note)).end_object();
  }
  json.end_object();
}

// In a list a collection has its first items alone, and no `position`: the Python client counts itself.
Result<void> write_collection(JsonWriter& json, store::Record& record, const SharedFolder& shared,
                              bool in_list) {
  const Folder& folder = shared.folder;
  TRY(std::vector<FolderItem> items, papers::papers_in(record, folder));
  const std::size_t count = items.size();
  if (in_list) items.resize(std::min(count, kItemsInLists));
  std::vector<PaperNumber> numbers;
  for (const FolderItem& item : items) numbers.push_back(item.paper);
  TRY(const store::PapersRead read, record.papers(numbers));
  papers::log_unreadable(read);
  json.begin_object().key("slug").value(papers::folder_slug(shared)).key("title").value(folder.title);
  json.key("description").value(folder.description).key("owner");
  papers::write_person(json, papers::person_of(shared.owner));
  json.key("lastUpdated").value(format_instant(folder.changed_at)).key("theme").value("orange");
  json.key("private").value(folder.visibility == Visibility::kPrivate);
  json.key("visibility").value(papers::visibility_name(folder.visibility));
  json.key("upvotes").value(0).key("isUpvotedByUser").value(false).key("numItems").value(count);
  if (!in_list) json.key("position").value(0);
  json.key("items").begin_array();
  for (const store::PaperView& paper : read.views) {
    const auto item = std::ranges::find(items, paper.number, &FolderItem::paper);
    write_item(json, folder, *item, static_cast<std::size_t>(item - items.begin()), paper);
  }
  json.end_array().end_object();
  return {};
}

http::Response collection_response(Exchange& exchange, const SharedFolder& shared, bool as_data = false) {
  JsonWriter json;
  if (as_data) json.begin_object().key("success").value(true).key("data");
  const auto written = write_collection(json, exchange.backend.record(), shared, false);
  if (!written.ok()) return error_response(written.error());
  if (as_data) json.end_object();
  http::Response response = json_response(json.take());
  // Nobody between us and whoever has the link keeps what is not for everybody.
  if (shared.folder.visibility != Visibility::kPublic) response.set("Cache-Control", "private, no-store");
  return response;
}

// One that the asker may see; kNotFound.
Result<SharedFolder> find_collection(Exchange& exchange) {
  const auto reader = exchange.visitor ? std::optional(exchange.visitor->account.number) : std::nullopt;
  TRY(std::optional<SharedFolder> shared,
      papers::shared_folder(exchange.backend.record(), exchange.captured[0], reader));
  if (!shared) return Error(ErrorCode::kNotFound, "Collection not found");
  return *std::move(shared);
}

// One that the asker may change: of another's the answer is that of one that is not there.
Result<SharedFolder> own_collection(Exchange& exchange) {
  TRY(SharedFolder shared, find_collection(exchange));
  if (shared.owner.number != exchange.visitor->account.number)
    return Error(ErrorCode::kNotFound, "You have no such collection");
  return shared;
}

// Whether all of the words stand in title or description.
bool has_words(const Folder& folder, const std::vector<std::string_view>& words) {
  const std::string text = ascii_lower(folder.title + "\n" + folder.description);
  return std::ranges::all_of(
      words, [&](std::string_view word) { return text.find(ascii_lower(word)) != std::string::npos; });
}

Result<std::optional<store::PublicFolders>> asked_folders(Exchange& exchange) {
  store::Record& record = exchange.backend.record();
  const std::uint64_t limit = exchange.number("limit");
  store::PublicFolders asked{.offset = exchange.number("p") * limit, .limit = limit + 1};
  if (const std::string_view owner = exchange.text("owner"); !owner.empty()) {
    TRY(const std::optional<store::Account> account, store::Accounts(record).account_by_name(owner));
    if (!account) return std::optional<store::PublicFolders>();
    asked.owner = account->number;
  }
  if (const std::vector<std::string_view> words = split_words(exchange.text("q")); !words.empty())
    asked.matching = [words](const Folder& folder) { return has_words(folder, words); };
  std::string_view item = exchange.text("item");
  if (item.empty()) return std::optional(asked);
  // Nothing but papers is in ours.
  if (!take_prefix(item, "papers/")) return std::optional<store::PublicFolders>();
  const auto paper = find_paper(exchange, item);
  if (!paper.ok()) return std::optional<store::PublicFolders>();
  TRY(asked.holding, papers::identity_numbers_of(record, paper->number));
  return std::optional(asked);
}

Result<papers::FolderChange> change_in(const Exchange& exchange) {
  papers::FolderChange change;
  if (const auto title = exchange.form.parameter("title")) change.title = std::string(*title);
  if (const auto text = exchange.form.parameter("description")) change.description = std::string(*text);
  change.visibility = papers::visibility_named(exchange.field("visibility"));
  if (const auto given = exchange.form.parameter("private")) {
    // Nothing is shown to everybody because of a word that says neither.
    const std::optional<bool> is_private = read_truth(*given);
    if (!is_private) return Error(ErrorCode::kInvalid, "private must be true or false");
    if (!change.visibility) change.visibility = *is_private ? Visibility::kPrivate : Visibility::kPublic;
  }
  return change;
}

// With the slug of the one that is there, where the Python client looks for it.
http::Response taken_title(const SharedFolder& there) {
  JsonWriter json;
  const std::string_view message = "You have a collection of this title";
  json.begin_object().key("error").value(message).key("slug").value(papers::folder_slug(there)).end_object();
  http::Response response = json_response(json.take());
  response.status = 409;
  return std::move(response.set("X-Error-Message", std::string(message)));
}

Result<FolderItem> find_item(Exchange& exchange, const Folder& folder) {
  TRY(const std::vector<FolderItem> items, papers::papers_in(exchange.backend.record(), folder));
  for (const FolderItem& item : items) {
    if (item_id(folder, item) == exchange.captured[1]) return item;
  }
  return Error(ErrorCode::kNotFound, "Item not found in this collection");
}

// Acts on a collection of one's own, and shows it as it is then.
template <class Act>
http::Response act_on_collection(Exchange& exchange, bool as_data, const Act& acts) {
  const auto shared = own_collection(exchange);
  if (!shared.ok()) return error_response(shared.error());
  const auto done = acted(exchange, [&](store::Transaction& transaction) -> Result<bool> {
    TRY_VOID(acts(transaction, shared->folder));
    return true;
  });
  if (!done.ok()) return error_response(done.error());
  const auto now = own_collection(exchange);
  return now.ok() ? collection_response(exchange, *now, as_data) : error_response(now.error());
}

}  // namespace

http::Response api_collections(Exchange& exchange) {
  const auto asked = asked_folders(exchange);
  if (!asked.ok()) return error_response(asked.error());
  if (!*asked) return json_response("[]");
  store::Record& record = exchange.backend.record();
  auto shared = papers::public_folders(record, **asked);
  if (!shared.ok()) return error_response(shared.error());
  const std::size_t limit = exchange.number("limit");
  const bool more = shared->size() > limit;
  if (more) shared->pop_back();
  JsonWriter json;
  json.begin_array();
  for (const SharedFolder& one : *shared) {
    const auto written = write_collection(json, record, one, true);
    if (!written.ok()) return error_response(written.error());
  }
  json.end_array();
  http::Response response = json_response(json.take());
  if (more) response.set("Link", next_link(exchange, "p", std::to_string(exchange.number("p") + 1)));
  return std::move(response.set("Cache-Control", "no-cache"));
}

http::Response api_collection(Exchange& exchange) {
  const auto shared = find_collection(exchange);
  return shared.ok() ? collection_response(exchange, *shared) : error_response(shared.error());
}

http::Response api_make_collection(Exchange& exchange) {
  const store::Account& account = exchange.visitor->account;
  const std::string_view owner = exchange.field("namespace");
  if (!owner.empty() && ascii_lower(owner) != ascii_lower(account.name))
    return error_response(403, "A collection is made under your own name");
  const auto wanted = change_in(exchange);
  if (!wanted.ok()) return error_response(wanted.error());
  const auto folders = store::Libraries(exchange.backend.record()).folders_of(account.number);
  if (!folders.ok()) return error_response(folders.error());
  for (const Folder& folder : *folders) {
    if (ascii_lower(folder.title) == ascii_lower(wanted->title.value_or("")))
      return taken_title({.folder = folder, .owner = account});
  }
  const auto made = acted(exchange, [&](store::Transaction& transaction) {
    papers::FolderChange change = *wanted;
    // As the public API: it is public unless one says otherwise.
    if (!change.visibility) change.visibility = Visibility::kPublic;
    return papers::make_folder(exchange.backend.record(), transaction, account.number, change,
                               exchange.backend.site().clock.now());
  });
  if (!made.ok()) return error_response(made.error());
  return collection_response(exchange, {.folder = *made, .owner = account});
}

http::Response api_change_collection(Exchange& exchange) {
  const auto change = change_in(exchange);
  if (!change.ok()) return error_response(change.error());
  return act_on_collection(exchange, true, [&](store::Transaction& transaction, const Folder& folder) {
    return papers::change_folder(transaction, folder, *change, exchange.backend.site().clock.now());
  });
}

http::Response api_delete_collection(Exchange& exchange) {
  const auto shared = own_collection(exchange);
  if (!shared.ok()) return error_response(shared.error());
  const auto done = acted(exchange, [&](store::Transaction& transaction) -> Result<bool> {
    TRY_VOID(store::LibraryChanges(transaction).remove_folder(shared->folder.number));
    return true;
  });
  return done.ok() ? json_response(R"({"success":true})") : error_response(done.error());
}

http::Response api_add_to_collection(Exchange& exchange) {
  if (exchange.field("item.type") != "paper")
    return error_response(400, "collections here hold papers: item.type must be paper");
  const auto paper = find_paper(exchange, exchange.field("item.id"));
  if (!paper.ok()) return error_response(paper.error());
  const auto note = exchange.form.parameter("note");
  return act_on_collection(
      exchange, false, [&](store::Transaction& transaction, const Folder& folder) -> Result<void> {
        TRY(const bool is_new,
            papers::put_in_folder(exchange.backend.record(), transaction, actor_of(exchange), folder,
                                  paper->number, note ? std::optional(std::string(*note)) : std::nullopt,
                                  exchange.backend.site().clock.now()));
        if (!is_new) return Error(ErrorCode::kConflict, "This paper is in the collection already");
        return {};
      });
}

http::Response api_change_item(Exchange& exchange) {
  return act_on_collection(
      exchange, true, [&](store::Transaction& transaction, const Folder& folder) -> Result<void> {
        store::Record& record = exchange.backend.record();
        const Instant now = exchange.backend.site().clock.now();
        TRY(const FolderItem item, find_item(exchange, folder));
        if (const auto note = exchange.form.parameter("note")) {
          TRY_VOID(papers::put_in_folder(record, transaction, actor_of(exchange), folder, item.paper,
                                         std::string(*note), now));
        }
        if (exchange.form.parameter("position")) {
          TRY(const std::uint64_t place,
              number_parameter(exchange.form, "position", 0, 0, papers::kLibraryPapersMax));
          TRY_VOID(papers::move_in_folder(record, transaction, folder, item.paper, place, now));
        }
        return {};
      });
}

http::Response api_take_from_collection(Exchange& exchange) {
  return act_on_collection(
      exchange, true, [&](store::Transaction& transaction, const Folder& folder) -> Result<void> {
        TRY(const FolderItem item, find_item(exchange, folder));
        TRY_VOID(papers::take_out_of_folder(exchange.backend.record(), transaction, folder, item.paper,
                                            exchange.backend.site().clock.now()));
        return {};
      });
}

}  // namespace broadsheet::web
