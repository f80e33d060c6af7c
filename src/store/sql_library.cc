// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <utility>

#include "store/library.h"
#include "store/record.h"
#include "store/sql_values.h"

namespace broadsheet::store {
namespace {

#define ENTRY_COLUMNS "e.identity, i.paper, e.by_token, e.saved_at, e.changed_at, e.state, e.note"

LibraryEntry read_entry(const Statement& row, AccountNumber account) {
  LibraryEntry entry;
  entry.account = account;
  entry.identity = id_in<IdentityNumber>(row, 0);
  entry.paper = id_in<PaperNumber>(row, 1);
  entry.by_token = row.column_int(2) != 0;
  entry.saved_at = instant_of(row.column_int(3));
  entry.changed_at = instant_of(row.column_int(4));
  entry.state = static_cast<ReadingState>(row.column_int(5));
  entry.note = row.column_text(6);
  return entry;
}

#define FOLDER_COLUMNS \
  "f.folder, f.account, f.title, f.description, f.visibility, f.public_id, f.made_at, f.changed_at"

Folder read_folder(const Statement& row) {
  Folder folder;
  folder.number = id_in<FolderNumber>(row, 0);
  folder.account = id_in<AccountNumber>(row, 1);
  folder.title = row.column_text(2);
  folder.description = row.column_text(3);
  folder.visibility = static_cast<Visibility>(row.column_int(4));
  folder.public_id = row.column_text(5);
  folder.made_at = instant_of(row.column_int(6));
  folder.changed_at = instant_of(row.column_int(7));
  return folder;
}

#define ITEM_COLUMNS "f.folder, f.identity, i.paper, f.position, f.note, f.added_at"

FolderItem read_item(const Statement& row) {
  FolderItem item;
  item.folder = id_in<FolderNumber>(row, 0);
  item.identity = id_in<IdentityNumber>(row, 1);
  item.paper = id_in<PaperNumber>(row, 2);
  item.position = static_cast<std::uint32_t>(row.column_unsigned(3));
  item.note = row.column_text(4);
  item.added_at = instant_of(row.column_int(5));
  return item;
}

}  // namespace

Libraries::Libraries(Record& record) : state_(*record.state_) {}

Result<LibraryRows> Libraries::all_of(AccountNumber account) {
  LibraryRows rows;
  TRY(rows.entries, entries_of(account));
  TRY(rows.folders, folders_of(account));
  std::ranges::sort(rows.folders, {}, &Folder::number);
  TRY(rows.items, items_of_account(account));
  return rows;
}

Result<std::vector<LibraryEntry>> Libraries::entries_of(AccountNumber account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " ENTRY_COLUMNS
                                 " FROM library_entries e JOIN identities i ON i.identity = e.identity"
                                 " WHERE e.account = ?1 ORDER BY e.identity"));
  select.bind_unsigned(1, account.value());
  const auto read = [&](const Statement& row) { return read_entry(row, account); };
  TRY(std::vector<LibraryEntry> entries, all_rows<LibraryEntry>(select, read));
  TRY(Statement tags, state_.connection->prepare("SELECT identity, tag FROM library_tags WHERE account = ?1"
                                                 " ORDER BY identity, tag"));
  tags.bind_unsigned(1, account.value());
  std::size_t at = 0;  // both are in the order of identities
  for (;;) {
    TRY(const bool row, tags.step());
    if (!row) return entries;
    while (at < entries.size() && entries[at].identity < id_in<IdentityNumber>(tags, 0)) ++at;
    if (at < entries.size() && entries[at].identity == id_in<IdentityNumber>(tags, 0))
      entries[at].tags.emplace_back(tags.column_text(1));
  }
}

Result<std::vector<LibraryEntry>> Libraries::entries_on(AccountNumber account,
                                                        std::span<const IdentityNumber> identities) {
  std::vector<LibraryEntry> entries;
  for (const IdentityNumber identity : identities) {
    TRY(Statement select,
        state_.connection->prepare("SELECT " ENTRY_COLUMNS " FROM library_entries e JOIN identities i"
                                   " ON i.identity = e.identity WHERE e.account = ?1 AND e.identity = ?2"));
    select.bind_unsigned(1, account.value()).bind_unsigned(2, identity.value());
    TRY(const bool row, select.step());
    if (!row) continue;
    LibraryEntry entry = read_entry(select, account);
    TRY(Statement tags, state_.connection->prepare("SELECT tag FROM library_tags"
                                                   " WHERE account = ?1 AND identity = ?2 ORDER BY tag"));
    tags.bind_unsigned(1, account.value()).bind_unsigned(2, identity.value());
    const auto read = [](const Statement& tag) { return std::string(tag.column_text(0)); };
    TRY(entry.tags, all_rows<std::string>(tags, read));
    entries.push_back(std::move(entry));
  }
  return entries;
}

Result<std::uint64_t> Libraries::count_entries(AccountNumber account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT COUNT(*) FROM library_entries WHERE account = ?1"));
  return counted(select.bind_unsigned(1, account.value()));
}

Result<bool> Libraries::uses_tag(AccountNumber account, std::string_view tag) {
  TRY(Statement select,
      state_.connection->prepare("SELECT 1 FROM library_tags WHERE account = ?1 AND tag = ?2"));
  return select.bind_unsigned(1, account.value()).bind(2, tag).step();
}

Result<std::vector<std::string>> Libraries::tags_of(AccountNumber account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT DISTINCT tag FROM library_tags WHERE account = ?1 ORDER BY tag"));
  select.bind_unsigned(1, account.value());
  return all_rows<std::string>(select, [](const Statement& row) { return std::string(row.column_text(0)); });
}

Result<std::vector<Folder>> Libraries::folders_of(AccountNumber account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " FOLDER_COLUMNS " FROM folders f WHERE account = ?1"
                                 " ORDER BY title COLLATE NOCASE, folder"));
  select.bind_unsigned(1, account.value());
  return all_rows<Folder>(select, read_folder);
}

Result<std::optional<Folder>> Libraries::folder(FolderNumber number) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " FOLDER_COLUMNS " FROM folders f WHERE folder = ?1"));
  select.bind_unsigned(1, number.value());
  return one_row<Folder>(select, read_folder);
}

Result<std::optional<Folder>> Libraries::folder_by_public_id(std::string_view public_id) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " FOLDER_COLUMNS " FROM folders f WHERE public_id = ?1"));
  select.bind(1, public_id);
  return one_row<Folder>(select, read_folder);
}

Result<std::vector<Folder>> Libraries::public_folders(const PublicFolders& asked) {
  // A paper has a few identities and a public folder a few hundred items: those that hold it are found one
  // by one.
  TRY(Statement select,
      state_.connection->prepare("SELECT " FOLDER_COLUMNS " FROM folders f JOIN accounts a"
                                 " ON a.account = f.account WHERE f.visibility = 2 AND a.banned_at IS NULL"
                                 " AND a.deleted_at IS NULL AND (?1 IS NULL OR f.account = ?1)"
                                 " ORDER BY f.changed_at DESC, f.folder DESC"));
  select.bind_optional(1, asked.owner ? std::optional<std::int64_t>(asked.owner->value()) : std::nullopt);
  std::vector<Folder> folders;
  std::size_t passed = 0;
  while (folders.size() < asked.limit) {
    TRY(const bool row, select.step());
    if (!row) break;
    Folder folder = read_folder(select);
    if (asked.matching && !asked.matching(folder)) continue;
    bool holds = asked.holding.empty();
    for (const IdentityNumber identity : asked.holding) {
      TRY(Statement item,
          state_.connection->prepare("SELECT 1 FROM folder_items WHERE folder = ?1 AND identity = ?2"));
      TRY(const bool found,
          item.bind_unsigned(1, folder.number.value()).bind_unsigned(2, identity.value()).step());
      holds = holds || found;
    }
    if (holds && passed++ >= asked.offset) folders.push_back(std::move(folder));
  }
  return folders;
}

Result<std::vector<FolderItem>> Libraries::items_of(FolderNumber folder) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " ITEM_COLUMNS
                                 " FROM folder_items f JOIN identities i ON i.identity = f.identity"
                                 " WHERE f.folder = ?1 ORDER BY f.position, f.identity"));
  select.bind_unsigned(1, folder.value());
  return all_rows<FolderItem>(select, read_item);
}

Result<std::vector<FolderItem>> Libraries::items_of_account(AccountNumber account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " ITEM_COLUMNS
                                 " FROM folders o JOIN folder_items f ON f.folder = o.folder"
                                 " JOIN identities i ON i.identity = f.identity WHERE o.account = ?1"
                                 " ORDER BY f.folder, f.position, f.identity"));
  select.bind_unsigned(1, account.value());
  return all_rows<FolderItem>(select, read_item);
}

Result<std::vector<FolderItem>> Libraries::items_on(AccountNumber account,
                                                    std::span<const IdentityNumber> identities) {
  std::vector<FolderItem> items;
  for (const IdentityNumber identity : identities) {
    TRY(Statement select,
        state_.connection->prepare("SELECT " ITEM_COLUMNS
                                   " FROM folder_items f JOIN folders o ON o.folder = f.folder"
                                   " JOIN identities i ON i.identity = f.identity"
                                   " WHERE f.identity = ?1 AND o.account = ?2 ORDER BY f.folder"));
    select.bind_unsigned(1, identity.value()).bind_unsigned(2, account.value());
    TRY(const std::vector<FolderItem> more, all_rows<FolderItem>(select, read_item));
    items.insert(items.end(), more.begin(), more.end());
  }
  return items;
}

Result<std::vector<AccountNumber>> Libraries::accounts_with(std::span<const IdentityNumber> identities) {
  std::vector<AccountNumber> accounts;
  for (const IdentityNumber identity : identities) {
    TRY(Statement select,
        state_.connection->prepare("SELECT account FROM library_entries WHERE identity = ?1"));
    select.bind_unsigned(1, identity.value());
    const auto read = [](const Statement& row) { return id_in<AccountNumber>(row, 0); };
    TRY(const std::vector<AccountNumber> more, all_rows<AccountNumber>(select, read));
    accounts.insert(accounts.end(), more.begin(), more.end());
  }
  std::ranges::sort(accounts);
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  return accounts;
}

Result<std::uint64_t> Libraries::keepers(PaperNumber paper) {
  // Nearly all papers have one identity, of their own number: only the others are indexed.
  TRY(Statement select,
      state_.connection->prepare(
          "SELECT COUNT(DISTINCT e.account) FROM library_entries e JOIN accounts a ON a.account = e.account"
          " WHERE a.counts = 1 AND e.by_token = 0 AND e.identity IN ("
          "SELECT identity FROM identities WHERE identity = ?1 AND paper = ?1 UNION ALL"
          " SELECT identity FROM identities INDEXED BY identities_merged"
          " WHERE paper = ?1 AND paper <> identity AND paper <> 0)"));
  return counted(select.bind_unsigned(1, paper.value()));
}

LibraryChanges::LibraryChanges(Transaction& transaction) : state_(*transaction.record_->state_) {}

Result<void> LibraryChanges::put_entry(const LibraryEntry& entry) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO library_entries(account, identity, by_token, saved_at,"
                                 " changed_at, state, note) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                                 " ON CONFLICT DO UPDATE SET changed_at = excluded.changed_at,"
                                 " state = excluded.state, note = excluded.note"));
  insert.bind_unsigned(1, entry.account.value()).bind_unsigned(2, entry.identity.value());
  insert.bind(3, std::int64_t{entry.by_token}).bind(4, instant_number(entry.saved_at));
  insert.bind(5, instant_number(entry.changed_at)).bind(6, static_cast<std::int64_t>(entry.state));
  TRY_VOID(insert.bind(7, entry.note).run());
  TRY(Statement forget,
      state_.connection->prepare("DELETE FROM library_tags WHERE account = ?1 AND identity = ?2"));
  TRY_VOID(forget.bind_unsigned(1, entry.account.value()).bind_unsigned(2, entry.identity.value()).run());
  for (const std::string& tag : entry.tags) {
    TRY(Statement add, state_.connection->prepare(
                           "INSERT OR IGNORE INTO library_tags(account, identity, tag) VALUES(?1, ?2, ?3)"));
    add.bind_unsigned(1, entry.account.value()).bind_unsigned(2, entry.identity.value());
    TRY_VOID(add.bind(3, tag).run());
  }
  return {};
}

Result<bool> LibraryChanges::remove_entries(AccountNumber account,
                                            std::span<const IdentityNumber> identities) {
  bool removed = false;
  for (const IdentityNumber identity : identities) {
    TRY(Statement tags,
        state_.connection->prepare("DELETE FROM library_tags WHERE account = ?1 AND identity = ?2"));
    TRY_VOID(tags.bind_unsigned(1, account.value()).bind_unsigned(2, identity.value()).run());
    TRY(Statement remove,
        state_.connection->prepare("DELETE FROM library_entries WHERE account = ?1 AND identity = ?2"));
    TRY_VOID(remove.bind_unsigned(1, account.value()).bind_unsigned(2, identity.value()).run());
    removed = removed || state_.connection->changes() > 0;
  }
  return removed;
}

Result<FolderNumber> LibraryChanges::add_folder(const Folder& folder) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO folders(account, title, description, visibility, public_id,"
                                 " made_at, changed_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
  insert.bind_unsigned(1, folder.account.value()).bind(2, folder.title).bind(3, folder.description);
  insert.bind(4, static_cast<std::int64_t>(folder.visibility)).bind(5, folder.public_id);
  insert.bind(6, instant_number(folder.made_at)).bind(7, instant_number(folder.changed_at));
  TRY_VOID(insert.run());
  return FolderNumber(static_cast<FolderNumber::Integer>(state_.connection->last_insert_rowid()));
}

Result<void> LibraryChanges::replace_folder(const Folder& folder) {
  TRY(Statement update,
      state_.connection->prepare("UPDATE folders SET title = ?2, description = ?3, visibility = ?4,"
                                 " public_id = ?5, changed_at = ?6 WHERE folder = ?1"));
  update.bind_unsigned(1, folder.number.value()).bind(2, folder.title).bind(3, folder.description);
  update.bind(4, static_cast<std::int64_t>(folder.visibility)).bind(5, folder.public_id);
  return update.bind(6, instant_number(folder.changed_at)).run();
}

Result<void> LibraryChanges::remove_folder(FolderNumber folder) {
  TRY(Statement items, state_.connection->prepare("DELETE FROM folder_items WHERE folder = ?1"));
  TRY_VOID(items.bind_unsigned(1, folder.value()).run());
  TRY(Statement remove, state_.connection->prepare("DELETE FROM folders WHERE folder = ?1"));
  return remove.bind_unsigned(1, folder.value()).run();
}

Result<void> LibraryChanges::put_item(const FolderItem& item) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO folder_items(folder, identity, position, note, added_at)"
                                 " VALUES(?1, ?2, (SELECT COALESCE(MAX(position), -1) + 1 FROM folder_items"
                                 " WHERE folder = ?1), ?3, ?4)"
                                 " ON CONFLICT DO UPDATE SET note = excluded.note"));
  insert.bind_unsigned(1, item.folder.value()).bind_unsigned(2, item.identity.value());
  return insert.bind(3, item.note).bind(4, instant_number(item.added_at)).run();
}

Result<void> LibraryChanges::move_item(FolderNumber folder, IdentityNumber identity, std::uint32_t position) {
  TRY(Statement update, state_.connection->prepare("UPDATE folder_items SET position = ?3"
                                                   " WHERE folder = ?1 AND identity = ?2"));
  update.bind_unsigned(1, folder.value()).bind_unsigned(2, identity.value());
  return update.bind_unsigned(3, position).run();
}

Result<bool> LibraryChanges::remove_items(FolderNumber folder, std::span<const IdentityNumber> identities) {
  bool removed = false;
  for (const IdentityNumber identity : identities) {
    TRY(Statement remove,
        state_.connection->prepare("DELETE FROM folder_items WHERE folder = ?1 AND identity = ?2"));
    TRY_VOID(remove.bind_unsigned(1, folder.value()).bind_unsigned(2, identity.value()).run());
    removed = removed || state_.connection->changes() > 0;
  }
  return removed;
}

Result<void> LibraryChanges::remove_all_of(AccountNumber account) {
  TRY(Statement items, state_.connection->prepare("DELETE FROM folder_items WHERE folder IN"
                                                  " (SELECT folder FROM folders WHERE account = ?1)"));
  TRY_VOID(items.bind_unsigned(1, account.value()).run());
  TRY(Statement folders, state_.connection->prepare("DELETE FROM folders WHERE account = ?1"));
  TRY_VOID(folders.bind_unsigned(1, account.value()).run());
  TRY(Statement tags, state_.connection->prepare("DELETE FROM library_tags WHERE account = ?1"));
  TRY_VOID(tags.bind_unsigned(1, account.value()).run());
  TRY(Statement entries, state_.connection->prepare("DELETE FROM library_entries WHERE account = ?1"));
  return entries.bind_unsigned(1, account.value()).run();
}

}  // namespace broadsheet::store
