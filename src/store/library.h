// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What readers keep: papers that they saved, with their own words and marks, and folders of papers. Rows
// point at the identity that was saved; which paper that is may change, and moves none of them.

#ifndef BROADSHEET_STORE_LIBRARY_H_
#define BROADSHEET_STORE_LIBRARY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "store/accounts.h"
#include "store/rows.h"

namespace broadsheet::store {

using FolderNumber = StrongId<struct FolderNumberTag, std::uint32_t>;  // from 1, never given twice

// The numbers are stored: never reuse one.
enum class ReadingState : std::uint8_t { kNone = 0, kToRead = 1, kReading = 2, kRead = 3, kSkipped = 4 };
enum class Visibility : std::uint8_t {
  kPrivate = 0,
  kByLink = 1,  // for whoever has its address
  kPublic = 2,  // listed
};

struct LibraryEntry {
  AccountNumber account;
  IdentityNumber identity;
  PaperNumber paper = {};  // that the identity is of; 0 while no record describes it. Not stored here
  bool by_token = false;   // saved by a program
  Instant saved_at;
  Instant changed_at;
  ReadingState state = ReadingState::kNone;
  std::string note = {};
  std::vector<std::string> tags = {};  // ascending
  friend bool operator==(const LibraryEntry&, const LibraryEntry&) = default;
};

struct Folder {
  FolderNumber number;
  AccountNumber account;
  std::string title;
  std::string description;
  Visibility visibility = Visibility::kPrivate;
  std::string public_id;  // 24 hex digits that nobody can guess; unique
  Instant made_at;
  Instant changed_at;  // itself or what is in it
  friend bool operator==(const Folder&, const Folder&) = default;
};

struct FolderItem {
  FolderNumber folder;
  IdentityNumber identity;
  PaperNumber paper = {};  // as of entries
  std::uint32_t position = 0;
  std::string note = {};
  Instant added_at;
  friend bool operator==(const FolderItem&, const FolderItem&) = default;
};

// Everything that an account keeps.
struct LibraryRows {
  std::vector<LibraryEntry> entries;  // by identity
  std::vector<Folder> folders;        // by number
  std::vector<FolderItem> items;      // by folder and position
};

// Which public folders are asked for, the ones that changed last first.
struct PublicFolders {
  std::optional<AccountNumber> owner = {};
  std::vector<IdentityNumber> holding = {};  // at least one of these; of no interest if there are none
  std::function<bool(const Folder&)> matching = {};
  std::size_t offset = 0;
  std::size_t limit = 100;
};

// Reads. Borrows the Record.
class Libraries {
 public:
  explicit Libraries(Record& record);

  Result<LibraryRows> all_of(AccountNumber account);
  Result<std::vector<LibraryEntry>> entries_of(AccountNumber account);
  // Of some identities alone, in their order.
  Result<std::vector<LibraryEntry>> entries_on(AccountNumber account,
                                               std::span<const IdentityNumber> identities);
  Result<std::uint64_t> count_entries(AccountNumber account);
  Result<bool> uses_tag(AccountNumber account, std::string_view tag);
  // All that the account uses, ascending.
  Result<std::vector<std::string>> tags_of(AccountNumber account);

  Result<std::vector<Folder>> folders_of(AccountNumber account);  // by title
  Result<std::optional<Folder>> folder(FolderNumber number);
  Result<std::optional<Folder>> folder_by_public_id(std::string_view public_id);
  Result<std::vector<Folder>> public_folders(const PublicFolders& asked);
  Result<std::vector<FolderItem>> items_of(FolderNumber folder);            // by position
  Result<std::vector<FolderItem>> items_of_account(AccountNumber account);  // by folder and position
  // Of the account's folders those that hold one of the identities.
  Result<std::vector<FolderItem>> items_on(AccountNumber account, std::span<const IdentityNumber> identities);

  // Whose library has one of the identities, each once.
  Result<std::vector<AccountNumber>> accounts_with(std::span<const IdentityNumber> identities);
  // People who keep the paper under any of its ids, and count; programs' saves do not.
  Result<std::uint64_t> keepers(PaperNumber paper);

 private:
  RecordState& state_;
};

// Writes, within a transaction.
class LibraryChanges {
 public:
  explicit LibraryChanges(Transaction& transaction);

  // Adds the entry or replaces it, its tags too; `saved_at` and `by_token` stay what they were.
  Result<void> put_entry(const LibraryEntry& entry);
  // True if there was one on any of them.
  Result<bool> remove_entries(AccountNumber account, std::span<const IdentityNumber> identities);

  Result<FolderNumber> add_folder(const Folder& folder);  // `number` is not read
  Result<void> replace_folder(const Folder& folder);      // all but its owner and when it was made
  Result<void> remove_folder(FolderNumber folder);        // and what is in it
  // Adds the item or replaces it; its position is behind all others unless it is there already.
  Result<void> put_item(const FolderItem& item);
  Result<void> move_item(FolderNumber folder, IdentityNumber identity, std::uint32_t position);
  Result<bool> remove_items(FolderNumber folder, std::span<const IdentityNumber> identities);

  // Entries, tags, and folders with their items.
  Result<void> remove_all_of(AccountNumber account);

 private:
  RecordState& state_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_LIBRARY_H_
