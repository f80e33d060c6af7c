// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/library.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <utility>

#include "base/ascii.h"
#include "papers/own_counts.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

using store::AccountNumber;
using store::IdentityNumber;
using store::LibraryEntry;
using store::ReadingState;

constexpr std::array<StateName, 5> kStates{{
    {ReadingState::kNone, "none", "No state"},
    {ReadingState::kToRead, "to-read", "To read"},
    {ReadingState::kReading, "reading", "Reading"},
    {ReadingState::kRead, "read", "Read"},
    {ReadingState::kSkipped, "skipped", "Skipped"},
}};

void add_once(std::vector<std::string>& list, const std::string& text) {
  const auto place = std::lower_bound(list.begin(), list.end(), text);
  if (place == list.end() || *place != text) list.insert(place, text);
}

void add_note(std::string& note, const std::string& more) {
  if (more.empty() || note == more) return;
  note.append(note.empty() ? "" : "\n\n").append(more);
}

// The entries of one paper, which are at least one.
KeptPaper union_of(PaperNumber paper, const std::vector<LibraryEntry>& entries) {
  KeptPaper kept{
      .paper = paper, .saved_at = entries.front().saved_at, .changed_at = entries.front().changed_at};
  const LibraryEntry* last = &entries.front();
  for (const LibraryEntry& entry : entries) {
    kept.saved_at = std::min(kept.saved_at, entry.saved_at);
    if (entry.changed_at > last->changed_at) last = &entry;
    for (const std::string& tag : entry.tags) add_once(kept.tags, tag);
  }
  kept.changed_at = last->changed_at;
  kept.state = last->state;
  // Of one note that was written to all identities there is one.
  std::vector<std::string> seen;
  for (const LibraryEntry& entry : entries) {
    if (std::ranges::find(seen, entry.note) != seen.end()) continue;
    seen.push_back(entry.note);
    add_note(kept.note, entry.note);
  }
  return kept;
}

void add_folder(KeptPaper& kept, store::FolderNumber folder) {
  if (std::ranges::find(kept.folders, folder) == kept.folders.end()) kept.folders.push_back(folder);
}

Result<void> check_tags(store::Record& record, AccountNumber account, const std::vector<std::string>& tags) {
  if (tags.size() > kTagsOfPaperMax)
    return Error(ErrorCode::kTooLarge, fmt::format("a paper has at most {} tags", kTagsOfPaperMax));
  store::Libraries libraries(record);
  for (const std::string& tag : tags) {
    TRY(const bool used, libraries.uses_tag(account, tag));
    if (used) continue;
    TRY(const std::vector<std::string> all, libraries.tags_of(account));
    if (all.size() >= kLibraryTagsMax)
      return Error(ErrorCode::kTooLarge,
                   fmt::format("a library has at most {} different tags", kLibraryTagsMax));
  }
  return {};
}

// One for a paper that is not saved yet, on the identity whose id it is shown under.
Result<LibraryEntry> new_entry(store::Record& record, const Actor& keeper, const store::PaperView& paper,
                               Instant saved_at) {
  TRY(const std::uint64_t count, store::Libraries(record).count_entries(keeper.account));
  if (count >= kLibraryPapersMax)
    return Error(ErrorCode::kTooLarge, fmt::format("a library has at most {} papers", kLibraryPapersMax));
  TRY(const IdentityNumber place, shown_identity_of(record, paper));
  LibraryEntry entry;
  entry.account = keeper.account;
  entry.identity = place;
  entry.by_token = keeper.by_token;
  entry.saved_at = saved_at;
  return entry;
}

// What is trending is ranked by how many keep a paper. Of the lists of those who don't count nothing is told.
Result<void> tell_if_counted(store::Record& record, store::Transaction& transaction, AccountNumber account,
                             PaperNumber paper) {
  TRY(const std::optional<store::Account> keeper, store::Accounts(record).account(account));
  if (keeper && keeper->counts) transaction.touch_keepers(paper);
  return {};
}

}  // namespace

Result<std::vector<KeptPaper>> library_of(store::Record& record, AccountNumber account) {
  store::Libraries libraries(record);
  TRY(std::vector<LibraryEntry> entries, libraries.entries_of(account));
  std::map<PaperNumber, std::vector<LibraryEntry>> by_paper;
  for (LibraryEntry& entry : entries) {
    if (entry.paper.value() != 0) by_paper[entry.paper].push_back(std::move(entry));
  }
  std::map<PaperNumber, KeptPaper> kept;
  for (const auto& [paper, all] : by_paper) kept.emplace(paper, union_of(paper, all));
  TRY(const std::vector<store::FolderItem> items, libraries.items_of_account(account));
  for (const store::FolderItem& item : items) {
    if (const auto found = kept.find(item.paper); found != kept.end()) add_folder(found->second, item.folder);
  }
  std::vector<KeptPaper> library;
  library.reserve(kept.size());
  for (auto& [paper, one] : kept) library.push_back(std::move(one));
  std::ranges::sort(library, [](const KeptPaper& one, const KeptPaper& other) {
    return std::pair(one.saved_at, one.paper) > std::pair(other.saved_at, other.paper);
  });
  return library;
}

Result<std::optional<KeptPaper>> kept_paper(store::Record& record, AccountNumber account, PaperNumber paper) {
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, paper));
  store::Libraries libraries(record);
  TRY(const std::vector<LibraryEntry> entries, libraries.entries_on(account, identities));
  if (entries.empty()) return std::optional<KeptPaper>();
  KeptPaper kept = union_of(paper, entries);
  TRY(const std::vector<store::FolderItem> items, libraries.items_on(account, identities));
  for (const store::FolderItem& item : items) add_folder(kept, item.folder);
  std::ranges::sort(kept.folders);
  return std::optional(std::move(kept));
}

Result<bool> save(store::Record& record, store::Transaction& transaction, const Actor& keeper,
                  PaperNumber paper, const EntryChange& change, Instant now) {
  TRY(const std::optional<store::PaperView> view, record.paper(paper));
  if (!view) return Error(ErrorCode::kNotFound, "Paper not found");
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, view->number));
  TRY(std::vector<LibraryEntry> entries, store::Libraries(record).entries_on(keeper.account, identities));
  const bool is_new = entries.empty();
  if (is_new) {
    TRY(LibraryEntry entry, new_entry(record, keeper, *view, change.saved_at.value_or(now)));
    entries.push_back(std::move(entry));
  }
  KeptPaper kept = union_of(view->number, entries);
  if (change.state) kept.state = *change.state;
  if (change.note) {
    TRY(kept.note, tidy_note(*change.note, kNoteBytesMax));
  }
  if (change.tags) {
    kept.tags = *change.tags;
    TRY_VOID(check_tags(record, keeper.account, kept.tags));
  }
  store::LibraryChanges changes(transaction);
  for (LibraryEntry& entry : entries) {
    const LibraryEntry before = entry;
    if (change.state) entry.state = kept.state;
    if (change.note) entry.note = kept.note;
    if (change.tags) entry.tags = kept.tags;
    if (entry == before && !is_new) continue;
    entry.changed_at = now;
    TRY_VOID(changes.put_entry(entry));
  }
  if (is_new && !keeper.by_token)
    TRY_VOID(tell_if_counted(record, transaction, keeper.account, view->number));
  return is_new;
}

Result<bool> unsave(store::Record& record, store::Transaction& transaction, AccountNumber account,
                    PaperNumber paper, Instant now) {
  TRY(const std::optional<store::PaperView> view, record.paper(paper));
  if (!view) return Error(ErrorCode::kNotFound, "Paper not found");
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, view->number));
  store::LibraryChanges changes(transaction);
  TRY(std::vector<store::Folder> folders, store::Libraries(record).folders_of(account));
  for (store::Folder& folder : folders) {
    TRY(const bool was_there, changes.remove_items(folder.number, identities));
    if (!was_there) continue;
    folder.changed_at = now;
    TRY_VOID(changes.replace_folder(folder));
  }
  TRY(const std::vector<LibraryEntry> entries, store::Libraries(record).entries_on(account, identities));
  TRY(const bool was_kept, changes.remove_entries(account, identities));
  if (std::ranges::any_of(entries, std::not_fn(std::mem_fn(&LibraryEntry::by_token))))
    TRY_VOID(tell_if_counted(record, transaction, account, view->number));
  return was_kept;
}

Result<void> tell_keepers_news(store::Record& record, store::Transaction& transaction,
                               AccountNumber account) {
  TRY(const std::vector<LibraryEntry> entries, store::Libraries(record).entries_of(account));
  for (const LibraryEntry& entry : entries) {
    if (!entry.by_token && entry.paper.value() != 0) transaction.touch_keepers(entry.paper);
  }
  return {};
}

Result<std::string> tidy_note(std::string_view text, std::size_t bytes_max) {
  std::string note = text::sanitize(text);
  note = std::string(trimmed(note));
  if (note.size() > bytes_max)
    return Error(ErrorCode::kTooLarge,
                 fmt::format("a note of {} bytes is too long: at most {}", note.size(), bytes_max));
  return note;
}

Result<std::vector<std::string>> read_tags(std::string_view list) {
  std::vector<std::string> tags;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(",;\n"), list.size());
    const std::string tag = text::sanitize_line(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    if (tag.empty()) continue;
    if (tag.size() > kTagBytesMax)
      return Error(ErrorCode::kTooLarge, fmt::format("a tag has at most {} bytes", kTagBytesMax));
    add_once(tags, tag);
    if (tags.size() > kTagsOfPaperMax)
      return Error(ErrorCode::kTooLarge, fmt::format("a paper has at most {} tags", kTagsOfPaperMax));
  }
  return tags;
}

std::string tags_line(const std::vector<std::string>& tags) {
  std::string line;
  for (const std::string& tag : tags) line.append(line.empty() ? "" : ", ").append(tag);
  return line;
}

const std::array<StateName, 5>& reading_states() {
  return kStates;
}

std::string_view state_name(ReadingState state) {
  const auto found = std::ranges::find(kStates, state, &StateName::state);
  return found == kStates.end() ? kStates.front().name : found->name;
}

std::optional<ReadingState> state_named(std::string_view name) {
  const auto found = std::ranges::find(kStates, name, &StateName::name);
  return found == kStates.end() ? std::nullopt : std::optional(found->state);
}

}  // namespace broadsheet::papers
