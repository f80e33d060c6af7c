// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/folders.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/secrets.h"
#include "papers/own_counts.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

using store::Folder;
using store::FolderItem;
using store::IdentityNumber;
using store::Visibility;

constexpr std::size_t kPublicIdDigits = 24;
constexpr std::size_t kSlugWordsBytesMax = 60;

Result<void> apply(const FolderChange& change, Folder& folder) {
  if (change.title) folder.title = text::sanitize_line(*change.title);
  if (folder.title.empty()) return Error(ErrorCode::kInvalid, "a folder needs a title");
  if (folder.title.size() > kFolderTitleBytesMax)
    return Error(ErrorCode::kTooLarge,
                 fmt::format("the title of a folder has at most {} bytes", kFolderTitleBytesMax));
  if (change.description) {
    TRY(folder.description, tidy_note(*change.description, kFolderDescriptionBytesMax));
  }
  if (change.visibility) folder.visibility = *change.visibility;
  // 96 bits of a secret: nobody finds it by trying.
  if (change.new_address || folder.public_id.empty())
    folder.public_id = new_secret().substr(0, kPublicIdDigits);
  return {};
}

Result<void> touch(store::LibraryChanges& changes, Folder folder, Instant now) {
  folder.changed_at = now;
  return changes.replace_folder(folder);
}

// "Small Tides, & all" -> "small-tides-all".
std::string slug_words(std::string_view title) {
  std::string words;
  for (const char c : title) {
    if (is_ascii_alphanumeric(c)) {
      words += ascii_lower(c);
    } else if (!words.empty() && words.back() != '-') {
      words += '-';
    }
    if (words.size() == kSlugWordsBytesMax) break;
  }
  while (words.ends_with('-')) words.pop_back();
  return words.empty() ? "folder" : words;
}

bool may_be_seen(const store::Account& owner) {
  return !owner.banned_at && !owner.deleted_at;
}

}  // namespace

Result<Folder> make_folder(store::Record& record, store::Transaction& transaction,
                           store::AccountNumber account, const FolderChange& texts, Instant now) {
  TRY(const std::vector<Folder> folders, store::Libraries(record).folders_of(account));
  if (folders.size() >= kFoldersMax)
    return Error(ErrorCode::kTooLarge, fmt::format("a library has at most {} folders", kFoldersMax));
  Folder folder;
  folder.account = account;
  folder.made_at = folder.changed_at = now;
  TRY_VOID(apply(texts, folder));
  TRY(folder.number, store::LibraryChanges(transaction).add_folder(folder));
  return folder;
}

Result<Folder> change_folder(store::Transaction& transaction, Folder folder, const FolderChange& change,
                             Instant now) {
  TRY_VOID(apply(change, folder));
  folder.changed_at = now;
  TRY_VOID(store::LibraryChanges(transaction).replace_folder(folder));
  return folder;
}

Result<bool> put_in_folder(store::Record& record, store::Transaction& transaction, const Actor& keeper,
                           const Folder& folder, PaperNumber paper, const std::optional<std::string>& note,
                           Instant now) {
  TRY_VOID(save(record, transaction, keeper, paper, {}, now));
  TRY(const std::optional<store::PaperView> view, record.paper(paper));
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, view->number));
  TRY(const std::vector<FolderItem> items, store::Libraries(record).items_on(folder.account, identities));
  const auto there = std::ranges::find(items, folder.number, &FolderItem::folder);
  const bool is_new = there == items.end();
  FolderItem item;
  if (is_new) {
    TRY(const IdentityNumber place, shown_identity_of(record, *view));
    item = {.folder = folder.number, .identity = place, .added_at = now};
  } else {
    item = *there;
  }
  if (note) {
    TRY(item.note, tidy_note(*note, kItemNoteBytesMax));
  }
  if (!is_new && item == *there) return false;
  store::LibraryChanges changes(transaction);
  TRY_VOID(changes.put_item(item));
  TRY_VOID(touch(changes, folder, now));
  return is_new;
}

Result<bool> take_out_of_folder(store::Record& record, store::Transaction& transaction, const Folder& folder,
                                PaperNumber paper, Instant now) {
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, paper));
  store::LibraryChanges changes(transaction);
  TRY(const bool was_there, changes.remove_items(folder.number, identities));
  if (was_there) TRY_VOID(touch(changes, folder, now));
  return was_there;
}

Result<void> move_in_folder(store::Record& record, store::Transaction& transaction, const Folder& folder,
                            PaperNumber paper, std::size_t place, Instant now) {
  TRY(std::vector<FolderItem> items, store::Libraries(record).items_of(folder.number));
  const auto at = std::ranges::find(items, paper, &FolderItem::paper);
  if (at == items.end()) return Error(ErrorCode::kNotFound, "this paper is not in the folder");
  FolderItem moved = std::move(*at);
  items.erase(at);
  const auto to = items.begin() + static_cast<std::ptrdiff_t>(std::min(place, items.size()));
  items.insert(to, std::move(moved));
  store::LibraryChanges changes(transaction);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].position != i)
      TRY_VOID(changes.move_item(folder.number, items[i].identity, static_cast<std::uint32_t>(i)));
  }
  return touch(changes, folder, now);
}

Result<std::vector<FolderItem>> papers_in(store::Record& record, const Folder& folder) {
  TRY(std::vector<FolderItem> items, store::Libraries(record).items_of(folder.number));
  std::set<PaperNumber> seen;
  std::vector<FolderItem> papers;
  for (FolderItem& item : items) {
    if (item.paper.value() != 0 && seen.insert(item.paper).second) papers.push_back(std::move(item));
  }
  return papers;
}

std::string folder_slug(const SharedFolder& shared) {
  return shared.owner.name + "/" + slug_words(shared.folder.title) + "-" + shared.folder.public_id;
}

Result<std::optional<SharedFolder>> shared_folder(store::Record& record, std::string_view slug,
                                                  std::optional<store::AccountNumber> reader) {
  if (slug.size() < kPublicIdDigits) return std::optional<SharedFolder>();
  const std::string_view id = slug.substr(slug.size() - kPublicIdDigits);
  TRY(std::optional<Folder> folder, store::Libraries(record).folder_by_public_id(id));
  if (!folder) return std::optional<SharedFolder>();
  TRY(std::optional<store::Account> owner, store::Accounts(record).account(folder->account));
  if (!owner || !may_be_seen(*owner)) return std::optional<SharedFolder>();
  const bool is_own = reader && *reader == owner->number;
  if (!is_own && folder->visibility == Visibility::kPrivate) return std::optional<SharedFolder>();
  return std::optional(SharedFolder{.folder = *std::move(folder), .owner = *std::move(owner)});
}

Result<std::vector<SharedFolder>> public_folders(store::Record& record, const store::PublicFolders& asked) {
  TRY(std::vector<Folder> folders, store::Libraries(record).public_folders(asked));
  std::vector<SharedFolder> shared;
  for (Folder& folder : folders) {
    TRY(std::optional<store::Account> owner, store::Accounts(record).account(folder.account));
    if (owner) shared.push_back({.folder = std::move(folder), .owner = *std::move(owner)});
  }
  return shared;
}

std::string_view visibility_name(Visibility visibility) {
  switch (visibility) {
    case Visibility::kPrivate:
      return "private";
    case Visibility::kByLink:
      return "link";
    case Visibility::kPublic:
      return "public";
  }
  return "private";
}

std::optional<Visibility> visibility_named(std::string_view name) {
  for (const Visibility visibility : {Visibility::kPrivate, Visibility::kByLink, Visibility::kPublic}) {
    if (visibility_name(visibility) == name) return visibility;
  }
  return std::nullopt;
}

}  // namespace broadsheet::papers
