// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/library_export.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "papers/library_mark.h"
#include "papers/own_counts.h"

namespace broadsheet::papers {

Result<LibraryWords> LibraryWords::open(store::Record& record, store::AccountNumber account) {
  LibraryWords words(account);
  TRY(const std::vector<store::Folder> folders, store::Libraries(record).folders_of(account));
  for (const store::Folder& folder : folders) words.titles_.emplace(folder.number, folder.title);
  return words;
}

Result<formats::OwnWords> LibraryWords::of(store::Record& record, PaperNumber paper) const {
  TRY(std::optional<KeptPaper> kept, kept_paper(record, account_, paper));
  if (!kept) return formats::OwnWords{};
  TRY(const std::vector<store::IdentityNumber> identities, identity_numbers_of(record, paper));
  TRY(const std::vector<store::FolderItem> items, store::Libraries(record).items_on(account_, identities));
  LibraryMark mark{.state = kept->state, .saved_at = kept->saved_at};
  formats::OwnWords own;
  for (const store::FolderNumber folder : kept->folders) {
    const auto title = titles_.find(folder);
    if (title == titles_.end()) continue;
    const auto item = std::ranges::find(items, folder, &store::FolderItem::folder);
    mark.folders.push_back({.folder = title->second, .note = item == items.end() ? "" : item->note});
    own.folders.push_back(title->second);
  }
  mark.tags = kept->tags;
  mark.note = kept->note;
  own.mark = write_library_mark(mark);
  own.tags = std::move(kept->tags);
  own.note = std::move(kept->note);
  return own;
}

}  // namespace broadsheet::papers
