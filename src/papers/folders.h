// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Folders of a reader's library. One that its owner shares is what the public API calls a collection: whoever
// has its address may read it, and if it is public it is listed. What is in a folder is in the library too.

#ifndef BROADSHEET_PAPERS_FOLDERS_H_
#define BROADSHEET_PAPERS_FOLDERS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "papers/library.h"
#include "store/library.h"
#include "store/record.h"

namespace broadsheet::papers {

inline constexpr std::size_t kFolderTitleBytesMax = 120;
inline constexpr std::size_t kFolderDescriptionBytesMax = 4096;
inline constexpr std::size_t kItemNoteBytesMax = 2048;

struct FolderChange {
  std::optional<std::string> title = {};
  std::optional<std::string> description = {};
  std::optional<store::Visibility> visibility = {};
  bool new_address = false;  // the old one leads nowhere from then on
};

// kInvalid without a title, kTooLarge for a text that is too long and for one folder too many.
Result<store::Folder> make_folder(store::Record& record, store::Transaction& transaction,
                                  store::AccountNumber account, const FolderChange& texts, Instant now);
Result<store::Folder> change_folder(store::Transaction& transaction, store::Folder folder,
                                    const FolderChange& change, Instant now);

// Puts the paper into the folder, at its end, and into its owner's library; sets the note of one that is
// there if `note` is set. True if it was not there. Errors as those of save().
Result<bool> put_in_folder(store::Record& record, store::Transaction& transaction, const Actor& keeper,
                           const store::Folder& folder, PaperNumber paper,
                           const std::optional<std::string>& note, Instant now);
// It stays in the library. True if it was there.
Result<bool> take_out_of_folder(store::Record& record, store::Transaction& transaction,
                                const store::Folder& folder, PaperNumber paper, Instant now);
// To a place from 0; behind the last if there are fewer.
Result<void> move_in_folder(store::Record& record, store::Transaction& transaction,
                            const store::Folder& folder, PaperNumber paper, std::size_t place, Instant now);

// What is in a folder, each paper once, in the owner's order.
Result<std::vector<store::FolderItem>> papers_in(store::Record& record, const store::Folder& folder);

// A folder that somebody else than its owner asks for.
struct SharedFolder {
  store::Folder folder;
  store::Account owner;
};

// "mina/small-tides-0123456789abcdef01234567": what its address says of it, of which the end alone counts.
std::string folder_slug(const SharedFolder& shared);
// By its slug: for its owner any of theirs, for others what is shared. None where there is none for them;
// which is the same answer for a folder that is private.
Result<std::optional<SharedFolder>> shared_folder(store::Record& record, std::string_view slug,
                                                  std::optional<store::AccountNumber> reader);
// Those that are public, of accounts that may act; the ones that changed last first.
Result<std::vector<SharedFolder>> public_folders(store::Record& record, const store::PublicFolders& asked);

// "private", "link", "public".
std::string_view visibility_name(store::Visibility visibility);
std::optional<store::Visibility> visibility_named(std::string_view name);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_FOLDERS_H_
